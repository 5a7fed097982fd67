"""Results joined with their study, and sent to the row of the map that they speak for (rules A.1, A.3 and A.6).

Here stands what one result *is*; which results may decide a cell is in `cell_admission`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from msgspec import Struct

from ioroadmap.catalog.pack import Pack
from ioroadmap.evidence.rows import ResultRow
from ioroadmap.model.facts import Arm, Readout, Study
from ioroadmap.model.missing import is_number
from ioroadmap.model.vocabulary import GoalOutcome, ImmunotherapyClass, StudyDesign

_LOOKS_BACK = frozenset({StudyDesign.RETROSPECTIVE, StudyDesign.EXPANDED_ACCESS})


class Evidence(Struct, frozen=True):
    """One result row with the facts behind it. `unit` is the row of the map that it speaks for, which may be an umbrella
    although the arm names a tumour: rule A.6."""

    row: ResultRow
    study: Study
    arm: Arm
    readout: Readout
    unit: str

    @property
    def n(self) -> int:
        return int(self.row.n) if is_number(self.row.n) else 0

    @property
    def responders(self) -> int:
        return int(self.row.responders) if is_number(self.row.responders) else 0

    @property
    def has_counts(self) -> bool:
        """Rules A.1 and A.3: both counts of a response rate are printed, or exactly derivable (`basis` says which)."""
        return self.row.endpoint == "orr" and is_number(self.row.n) and is_number(self.row.responders) and self.n > 0

    @property
    def is_prospective(self) -> bool:
        """Rule A.1: looks back at records and expanded access are shown, and never set a state."""
        return self.study.prospective and self.study.design not in _LOOKS_BACK

    @property
    def known_since(self) -> str:
        """Sorts results by age: the data cut, or the day of publication where no cut is printed."""
        known = [str(day) for day in (self.readout.cut, self.readout.reported) if day.is_known]
        return known[0] if known else ""


def join_evidence(pack: Pack, results: Iterable[ResultRow]) -> tuple[Evidence, ...]:
    """Every result of an immunotherapy class, in the order of its id."""
    joined = [_join(pack, row) for row in results if row.class_tested is not None]
    return tuple(sorted(joined, key=lambda each: each.row.id))


def _join(pack: Pack, row: ResultRow) -> Evidence:
    study = pack.study[row.study_id]
    arm = next(each for each in study.arms if each.id == row.arm_id)
    readout = next(each for each in arm.readouts if each.id == row.id)
    return Evidence(row, study, arm, readout, speaks_for(pack, arm))


def speaks_for(pack: Pack, arm: Arm) -> str:
    """Rule A.6: the tumour that the arm names, or, when too few of its people have that tumour, the widest umbrella above it."""
    share = arm.share_of_unit
    if is_number(share) and share < pack.settings.thresholds.unit_share_pct:
        return (arm.tumour, *ancestors(pack, arm.tumour))[-1]
    return arm.tumour


def has_missed(readout: Readout) -> bool:
    """Whether a cut missed what the trial was made for: a primary endpoint missed, and none met."""
    outcomes = {goal.outcome for goal in readout.goals}
    return GoalOutcome.MISSED in outcomes and GoalOutcome.MET not in outcomes


def ancestors(pack: Pack, unit: str) -> tuple[str, ...]:
    """The umbrellas above a unit, the nearest first."""
    above: list[str] = []
    parent = pack.unit[unit].parent
    while parent and parent not in above:
        above.append(parent)
        parent = pack.unit[parent].parent
    return tuple(above)


def by_cell(evidence: Iterable[Evidence]) -> dict[tuple[str, ImmunotherapyClass], tuple[Evidence, ...]]:
    """Evidence by row and column of the map."""
    found: dict[tuple[str, ImmunotherapyClass], list[Evidence]] = {}
    for each in evidence:
        assert each.row.class_tested is not None
        found.setdefault((each.unit, each.row.class_tested), []).append(each)
    return {key: tuple(values) for key, values in found.items()}


def latest(candidates: Iterable[Evidence], has: Callable[[Evidence], bool], known: dict[str, Evidence]) -> tuple[Evidence, ...]:
    """Rule A.2: for each arm the latest cut that has this outcome. A superseded cut counts where no later one has it.

    `known` are all results on the day, by id: a cut is superseded by what is known, not by what is still to come.
    """
    by_arm: dict[str, list[Evidence]] = {}
    for each in candidates:
        if has(each) and not any(has(later) for later in _later_cuts(each, known)):
            by_arm.setdefault(each.arm.id, []).append(each)
    newest = (max(cuts, key=lambda each: (each.known_since, each.row.id)) for cuts in by_arm.values())
    return tuple(sorted(newest, key=lambda each: each.row.id))


def _later_cuts(evidence: Evidence, known: dict[str, Evidence]) -> tuple[Evidence, ...]:
    """What superseded a result, and what superseded that."""
    later: list[Evidence] = []
    name = evidence.readout.superseded_by
    while name in known and known[name] not in later:
        later.append(known[name])
        name = known[name].readout.superseded_by
    return tuple(later)
