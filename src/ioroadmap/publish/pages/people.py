"""The people behind a box of the map: how long they lived with a licensed use, who had a marker, and where people did worse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ioroadmap.evidence.rows import Cell, ResultRow
from ioroadmap.model.missing import Missing, Number, is_number
from ioroadmap.model.vocabulary import ArmRole, GoalOutcome, RandomisedQuestion, Setting, StudyDesign
from ioroadmap.publish import words
from ioroadmap.publish.lookups import Lookups

_ANY_LINE = frozenset({Setting.ANY_LINE, Setting.FIRST_LINE, Setting.LATER_LINE, Setting.MAINTENANCE})
_MARKER_NEEDED = frozenset({"positive", "high", "low", "any"})
_DRAWN = 3


class Lived(Struct, frozen=True):
    """A randomised trial of a licensed use: time alive with it, and in the comparison group."""

    row: ResultRow
    beside: ResultRow
    n_randomised: int


class Missed(Struct, frozen=True):
    """A randomised trial that missed its main goal. `is_worse`: life was shorter (`is_life`), or tumours grew sooner."""

    row: ResultRow
    goals: tuple[str, ...]
    is_worse: bool
    is_life: bool
    months: Number
    beside: Number


class Behind(Struct, frozen=True):
    """What the block on people shows: dots for `counted`, months for `lived` (one trial a line of treatment) and for `also`."""

    title: str
    counted: tuple[ResultRow, ...] = ()
    lived: tuple[Lived, ...] = ()
    also: tuple[Lived, ...] = ()


def people_behind(look: Lookups, cell: Cell, deciding: Sequence[ResultRow], other: Sequence[ResultRow]) -> Behind:
    """Rows that decide; where licences decide, what their uses showed; else the largest planned groups."""
    if counted := [row for row in deciding if row.exact_ci]:
        return Behind("The people behind this line", tuple(counted[:_DRAWN]))
    if uses := _licensed_uses(look, cell):
        return _licensed(look, [row for row in other if _is_of_use(look, row, uses)])
    shown = [row for row in other if _is_planned(look, row)]
    shown.sort(key=lambda row: (row.stratum not in words.BY_ITSELF, -int(row.n), row.id))
    return Behind("What the largest studies saw", tuple(shown[:2]))


def _is_planned(look: Lookups, row: ResultRow) -> bool:
    is_counted = look.is_drawn(row) and row.prospective and not row.post_hoc
    return is_counted and row.arm_role is ArmRole.EXPERIMENTAL


def _licensed_uses(look: Lookups, cell: Cell) -> set[tuple[str, Setting]]:
    """Drug and line of treatment of each licence in force that decides the cell. `Any line` speaks of advanced disease, not of
    treatment after surgery."""
    rows = [row for name in cell.decided_by if (row := look.roadmap.approval_by_id.get(name)) and row.in_force]
    return {
        (row.drug_id, setting) for row in rows for setting in (_ANY_LINE if row.setting is Setting.ANY_LINE else (row.setting,))
    }


def _is_of_use(look: Lookups, row: ResultRow, uses: set[tuple[str, Setting]]) -> bool:
    return any((drug, row.setting) in uses for drug in look.drug_ids(row.drugs))


def _licensed(look: Lookups, rows: Sequence[ResultRow]) -> Behind:
    trials = sorted((found for row in rows if (found := _lived(look, row))), key=lambda each: (-each.n_randomised, each.row.id))
    if trials:
        largest = {each.row.setting: each for each in reversed(trials)}
        shown = tuple(each for each in trials if largest[each.row.setting] is each)
        also = tuple(each for each in trials if each not in shown)
        return Behind("How long people lived, in the largest trial of each licensed use", lived=shown, also=also)
    shown_rows = sorted((row for row in rows if _is_planned(look, row)), key=lambda row: (-int(row.n), row.id))
    return Behind("What the largest studies of a licensed use saw", tuple(shown_rows[:2]))


def _lived(look: Lookups, row: ResultRow) -> Lived | None:
    """Whole arms of trials in which chance decided who got this kind of treatment, with time alive in both groups."""
    study = look.pack.study.get(row.study_id)
    if study is None or row.superseded_by or row.subset_of or row.arm_role is not ArmRole.EXPERIMENTAL or row.post_hoc:
        return None
    if study.design is not StudyDesign.RANDOMISED or study.randomised_question is not RandomisedQuestion.CLASS_V_CONTROL:
        return None
    beside = next((each for each in look.comparators(row) if is_number(each.os_months) and each.setting is row.setting), None)
    if beside is None or not is_number(row.os_months) or not is_number(study.n_randomised):
        return None
    return Lived(row, beside, int(study.n_randomised))


# ---------------------------------------------------------------- trials that missed their goal


def missed_trials(look: Lookups, negative: Iterable[ResultRow]) -> tuple[Missed, ...]:
    return tuple(_missed(look, row) for row in negative)


def _missed(look: Lookups, row: ResultRow) -> Missed:
    readout = look.readout_by_id.get(row.id)
    goals = tuple(goal.endpoint for goal in readout.goals if goal.outcome is GoalOutcome.MISSED) if readout else ()
    is_shorter_life = readout is not None and is_number(readout.os_ratio.lo) and readout.os_ratio.lo > 1
    is_sooner_growth = readout is not None and is_number(readout.pfs_ratio.lo) and readout.pfs_ratio.lo > 1
    is_life = is_shorter_life or not is_sooner_growth
    comparators = look.comparators(row)
    times = [each.os_months if is_life else each.pfs_months for each in comparators]
    return Missed(
        row=row,
        goals=tuple(words.GOAL_ENDPOINTS[goal] for goal in goals),
        is_worse=is_shorter_life or is_sooner_growth,
        is_life=is_life,
        months=row.os_months if is_life else row.pfs_months,
        beside=next((each for each in times if is_number(each)), Missing.NOT_REPORTED),
    )


# ---------------------------------------------------------------- markers


def marker_lines(look: Lookups, cell: Cell, deciding: Sequence[ResultRow]) -> tuple[str, ...]:
    """That everyone had a marker, and how responses fell on the marker groups of the deciding studies."""
    lines = [] if any(note.startswith("Everyone") for note in cell.notes) else [*_everyone(look, deciding)]
    return tuple(dict.fromkeys([*lines, *(line for row in deciding if (line := _marker_groups(look, row, len(deciding) > 1)))]))


def _everyone(look: Lookups, deciding: Sequence[ResultRow]) -> Iterator[str]:
    for row in deciding:
        view = look.roadmap.trial_by_id.get(row.nct) if row.nct else None
        needed = [each.id for each in view.labels.biomarkers if each.requirement in _MARKER_NEEDED] if view else []
        if row.biomarker_selected:
            yield f"Everyone in {row.study} was chosen by a test: {row.biomarker_selected}."
        elif needed:
            markers = words.join_words([_on_the_tumour(look, each) for each in needed])
            yield f"Everyone in {row.study} had {markers}: it was needed to join."


def _on_the_tumour(look: Lookups, marker: str) -> str:
    is_protein = any(each.id == marker and each.kind == "protein" for each in look.pack.biomarkers)
    return look.marker_label(marker) + (" on the tumour" if is_protein else "")


def _marker_groups(look: Lookups, row: ResultRow, is_named: bool) -> str:
    """`Of the 13 whose tumours shrank, 12 were among the 30 with DLL3-high.` With the study's name, where several decide."""
    parts = [
        each
        for each in look.results_of_study.get(row.study_id, [])
        if each.subset_of == row.arm_id
        and each.unit == row.unit
        and each.biomarker_selected
        and each.exact_ci
        and not each.superseded_by
    ]
    if not parts or not is_number(row.responders):
        return ""
    parts.sort(key=lambda each: (-int(each.responders), each.id))
    said = [f"{each.responders} {'was' if each.responders == 1 else 'were'} among the {each.n} with {each.arm}" for each in parts]
    opening = f"In {row.study}, of" if is_named else "Of"
    return f"{opening} the {row.responders} whose tumours shrank, {words.join_words(said)}."
