"""State 2, benefit in a randomised trial, and the randomised trials that missed their goal, which are always shown."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ioroadmap.catalog.pack import Pack, Thresholds
from ioroadmap.evidence.cell_admission import is_marker_group
from ioroadmap.evidence.cell_evidence import Evidence, has_missed, latest
from ioroadmap.model.facts import Ratio
from ioroadmap.model.missing import is_number
from ioroadmap.model.vocabulary import ArmRole, GoalEndpoint, GoalOutcome, RandomisedQuestion, Setting, StudyDesign

_AFTER_LOCAL_TREATMENT = frozenset({Setting.NEOADJUVANT, Setting.ADJUVANT, Setting.CONSOLIDATION})
_SAYS_NOTHING = frozenset({RandomisedQuestion.DOSE_V_DOSE, RandomisedQuestion.OTHER, RandomisedQuestion.NONE})


class Benefit(Struct, frozen=True):
    """A randomised trial that met its goal. `is_longer_life`: survival itself is shown; else growth or return came later."""

    row: str
    study_id: str
    n_randomised: int
    setting: Setting
    stratum: str
    is_longer_life: bool
    is_return_delayed: bool


def benefits(pack: Pack, evidence: Iterable[Evidence], known: dict[str, Evidence]) -> tuple[Benefit, ...]:
    """Rule 2, the trials of a cell that set it; those that show longer life first, the largest first."""
    evidence = tuple(evidence)
    decided = latest([each for each in evidence if _isolates(each, pack)], _has_outcome, known)
    found = [benefit for each in decided if (benefit := _benefit(each, evidence, known, pack.settings.thresholds)) is not None]
    return tuple(sorted(found, key=lambda each: (not each.is_longer_life, -each.n_randomised, each.row)))


def _isolates(evidence: Evidence, pack: Pack) -> bool:
    """The class is the only planned difference, in all who were randomised: no part, none chosen afterwards or by a marker."""
    return (
        _is_randomised_arm(evidence)
        and evidence.study.randomised_question is RandomisedQuestion.CLASS_V_CONTROL
        and not evidence.arm.post_hoc
        and not evidence.arm.subset_of
        and not is_marker_group(pack, evidence)
    )


def _is_randomised_arm(evidence: Evidence) -> bool:
    is_randomised = evidence.is_prospective and evidence.study.design is StudyDesign.RANDOMISED
    return is_randomised and evidence.arm.role is ArmRole.EXPERIMENTAL


def _has_outcome(evidence: Evidence) -> bool:
    return any(goal.outcome in (GoalOutcome.MET, GoalOutcome.MISSED) for goal in evidence.readout.goals)


def _benefit(decided: Evidence, evidence: tuple[Evidence, ...], known: dict[str, Evidence], limits: Thresholds) -> Benefit | None:
    randomised = decided.study.n_randomised
    if not is_number(randomised) or randomised < limits.min_randomised:
        return None
    shown = {goal for goal in _goals_met(decided) if _is_better(_latest_ratio(decided, evidence, known, goal))}
    if not shown:
        return None
    return Benefit(
        row=decided.row.id,
        study_id=decided.study.id,
        n_randomised=int(randomised),
        setting=decided.row.setting,
        stratum=decided.row.stratum,
        is_longer_life=GoalEndpoint.OS in shown,
        is_return_delayed=GoalEndpoint.RFS in shown,
    )


def _goals_met(evidence: Evidence) -> tuple[GoalEndpoint, ...]:
    """The primary endpoints of rule 2 that were met. Freedom from return counts after surgery or chemoradiation."""
    counting = {GoalEndpoint.OS, GoalEndpoint.PFS}
    if evidence.row.setting in _AFTER_LOCAL_TREATMENT:
        counting.add(GoalEndpoint.RFS)
    return tuple(goal.endpoint for goal in evidence.readout.goals if goal.outcome is GoalOutcome.MET and goal.endpoint in counting)


def _latest_ratio(decided: Evidence, evidence: tuple[Evidence, ...], known: dict[str, Evidence], endpoint: GoalEndpoint) -> Ratio:
    """The hazard ratio at the latest cut that prints one: a later cut can overturn an earlier one."""
    cuts = [each for each in evidence if each.arm.id == decided.arm.id]
    newest = latest(cuts, lambda each: is_number(_ratio(each, endpoint).hi), known)
    return _ratio(newest[0], endpoint) if newest else Ratio()


def _ratio(evidence: Evidence, endpoint: GoalEndpoint) -> Ratio:
    """Records hold one ratio for survival and one for time without growth or return."""
    return evidence.readout.os_ratio if endpoint is GoalEndpoint.OS else evidence.readout.pfs_ratio


def _is_better(ratio: Ratio) -> bool:
    return is_number(ratio.hi) and ratio.hi < 1.0


# ---------------------------------------------------------------- trials that missed their goal


def missed_trials(evidence: Iterable[Evidence], known: dict[str, Evidence]) -> tuple[Evidence, ...]:
    """Randomised trials whose latest word on their primary endpoint is that it was missed."""
    candidates = [each for each in evidence if _is_randomised_arm(each) and each.study.randomised_question not in _SAYS_NOTHING]
    outcomes = latest(candidates, _has_outcome, known)
    return tuple(each for each in outcomes if has_missed(each.readout))


def speaks_of_the_class(evidence: Evidence) -> bool:
    """Whether a missed goal says something about the class: the class was the only planned difference."""
    return evidence.study.randomised_question is RandomisedQuestion.CLASS_V_CONTROL


def is_worse(evidence: Evidence) -> bool:
    """The whole interval of a hazard ratio lies above 1: people did worse."""
    ratios = (evidence.readout.os_ratio, evidence.readout.pfs_ratio)
    return any(is_number(ratio.lo) and ratio.lo > 1.0 for ratio in ratios)
