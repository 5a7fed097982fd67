"""The Roadmap: one immutable value that holds everything we know on a day, and its look-ups.

Everything that leaves the house reads it and nothing else."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from msgspec import Struct

from ioroadmap.catalog.pack import Pack
from ioroadmap.evidence.rows import ApprovalRow, Cell, ResultRow, StatusTrust
from ioroadmap.model.dates import PartialDate
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.labels import Labels
from ioroadmap.model.trial import Trial


class Observed(Struct, frozen=True):
    """Where and when a part of a trial was seen. `modules` are registry module names."""

    source: str
    address: str
    observed_on: PartialDate
    modules: tuple[str, ...]
    note: str = ""


class TrialView(Struct, frozen=True):
    """A trial as we know it: the record, its labels, how far to trust its status, and what each part rests on (newest first)."""

    trial: Trial
    labels: Labels
    trust: StatusTrust
    units: tuple[str, ...]
    observed: tuple[Observed, ...]
    studies: tuple[str, ...]  # ids of studies of ours with results of it


class Roadmap(Struct, frozen=True, dict=True):
    """Everything. `as_of`: the day in the world; `known_on`: the day of our knowledge. `inputs` is a hash of all that went in."""

    pack: Pack
    as_of: date
    known_on: date
    trials: tuple[TrialView, ...]
    approvals: tuple[ApprovalRow, ...]
    results: tuple[ResultRow, ...]
    cells: tuple[Cell, ...]
    inputs: str
    problems: tuple[str, ...] = ()

    @cached_property
    def trial_by_id(self) -> dict[NctId, TrialView]:
        return {view.trial.id: view for view in self.trials}

    @cached_property
    def result_by_id(self) -> dict[str, ResultRow]:
        return {row.id: row for row in self.results}

    @cached_property
    def approval_by_id(self) -> dict[str, ApprovalRow]:
        return {row.id: row for row in self.approvals}

    @cached_property
    def cell_by_id(self) -> dict[str, Cell]:
        return {cell.id: cell for cell in self.cells}
