"""The state of every cell of the map, tumour row x immunotherapy class, on a day. First match wins; no cell is blank.

The rules are in the modules beside this one, each with its number: `cell_evidence` and `cell_admission` (A),
`cell_approvals` (B.1), `cell_randomised` (B.2), `cell_trials` (B.3, B.7, B.8), `cell_strata` (B.4 to B.6, D), `cell_cohorts` (C),
`cell_state` (first match wins, E), `cell_umbrella` (mixed groups), `cell_words` (the sentences).
All thresholds are settings of the pack. A state says how far the evidence goes, never how good a medicine is.
"""

from __future__ import annotations

from datetime import date

from ioroadmap.catalog.pack import Pack
from ioroadmap.evidence.cell_evidence import Evidence, by_cell, join_evidence
from ioroadmap.evidence.cell_state import CellInput, judge_unit
from ioroadmap.evidence.cell_umbrella import judge_umbrella
from ioroadmap.evidence.rows import ApprovalRow, Cell, ResultRow, TrialEvidence
from ioroadmap.model.vocabulary import ImmunotherapyClass


def judge_cells(
    pack: Pack,
    approvals: tuple[ApprovalRow, ...],
    results: tuple[ResultRow, ...],
    trials: tuple[TrialEvidence, ...],
    as_of: date,
) -> tuple[Cell, ...]:
    """One cell for every unit and class, in the order of the map. `approvals` and `results` are those of the day `as_of`."""
    evidence = join_evidence(pack, results)
    found: dict[tuple[str, ImmunotherapyClass], Cell] = {}
    for klass in ImmunotherapyClass:
        inputs = _inputs(pack, approvals, evidence, trials, klass, as_of)
        for unit, given in inputs.items():
            if not pack.unit[unit].umbrella:
                found[unit, klass] = judge_unit(given)
        lower = tuple(found[unit, klass] for unit in inputs if not pack.unit[unit].umbrella)
        for unit, given in inputs.items():
            if pack.unit[unit].umbrella:
                found[unit, klass] = judge_umbrella(given, lower)
    return tuple(found[unit.id, klass] for unit in pack.units for klass in ImmunotherapyClass)


def _inputs(
    pack: Pack,
    approvals: tuple[ApprovalRow, ...],
    evidence: tuple[Evidence, ...],
    trials: tuple[TrialEvidence, ...],
    klass: ImmunotherapyClass,
    as_of: date,
) -> dict[str, CellInput]:
    cells = by_cell(evidence)
    of_class = tuple(each for each in evidence if each.row.class_tested is klass)
    known = {each.row.id: each for each in evidence}
    return {
        unit.id: CellInput(pack, unit.id, klass, approvals, cells.get((unit.id, klass), ()), of_class, known, trials, as_of)
        for unit in pack.units
    }
