"""Which results may decide a cell (rules A.1 to A.6): prospective, with counts, attributable to the class, each person once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ioroadmap.catalog.pack import Pack
from ioroadmap.evidence.cell_evidence import Evidence, has_missed, latest
from ioroadmap.model.facts import Arm
from ioroadmap.model.missing import is_number
from ioroadmap.model.vocabulary import (
    ArmRole,
    ImmunotherapyClass,
    RandomisedQuestion,
    Stratum,
    StudyDesign,
)

ATTRIBUTABLE = frozenset({Stratum.SINGLE, Stratum.DUAL, Stratum.WITH_SSA})


def admitted(pack: Pack, evidence: Iterable[Evidence], known: dict[str, Evidence]) -> tuple[Evidence, ...]:
    """What may set a state, of all results of one cell."""
    usable = [
        each
        for each in evidence
        if each.is_prospective and not each.arm.not_counted_because and is_attributable(each) and not is_marker_group(pack, each)
    ]
    return each_person_once(latest(usable, lambda each: each.has_counts, known))


def given_with_others(evidence: Iterable[Evidence], known: dict[str, Evidence]) -> tuple[Evidence, ...]:
    """Prospective results that are known with another kind of treatment beside the class: badge "combination only"."""
    usable = [each for each in evidence if each.is_prospective and not each.arm.not_counted_because and not is_attributable(each)]
    return latest(usable, lambda each: each.has_counts, known)


def is_attributable(evidence: Evidence) -> bool:
    """Rule A.5: the class alone, two drugs of it, or with a somatostatin analogue. Beside another treatment, when a randomised
    comparison isolates the class. One that missed its primary endpoint isolated nothing: its responses are the partner's."""
    if evidence.row.stratum in ATTRIBUTABLE:
        return True
    return (
        evidence.row.stratum is not Stratum.NO_IMMUNOTHERAPY
        and evidence.study.design is StudyDesign.RANDOMISED
        and evidence.study.randomised_question is RandomisedQuestion.CLASS_V_CONTROL
        and evidence.arm.role is ArmRole.EXPERIMENTAL
        and not any(has_missed(cut) for cut in evidence.arm.readouts)
    )


def is_marker_group(pack: Pack, evidence: Evidence) -> bool:
    """Rule D: a group chosen by a marker never sets the state. A trial that asks all its people for the drug's own target
    is no such group: the drug needs it to act. For checkpoint inhibitors a marker chooses who may do better: always a group."""
    arms = {arm.id: arm for arm in evidence.study.arms}
    line = _line(arms, evidence.arm)
    chosen = [arm for arm in line if arm.biomarker_selected]
    if not chosen:
        return False
    is_for_its_target = evidence.row.class_tested is not ImmunotherapyClass.CHECKPOINT_INHIBITOR and chosen == [line[-1]]
    return not (is_for_its_target and _names_target(pack, line[-1]))


def _names_target(pack: Pack, arm: Arm) -> bool:
    targets = {target for name in arm.drugs if name in pack.drug for target in pack.drug[name].targets}
    return any(target.casefold() in arm.biomarker_selected.casefold() for target in targets)


def _line(arms: dict[str, Arm], arm: Arm) -> list[Arm]:
    """The arm, the arm that it is part of, and so on up."""
    line = [arm]
    while line[-1].subset_of in arms and arms[line[-1].subset_of] not in line:
        line.append(arms[line[-1].subset_of])
    return line


# ---------------------------------------------------------------- each person once


def each_person_once(candidates: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Rules A.2 and A.4: of results that share people, the largest prespecified set; of sets that do not, all."""
    arms = {arm.id: arm for each in candidates for arm in each.study.arms}
    chosen: list[Evidence] = []
    newest_first = sorted(candidates, key=lambda each: (each.known_since, each.row.id), reverse=True)
    for each in sorted(newest_first, key=_largest_planned_first):
        if not any(_share_people(arms, each, other) for other in chosen) and _fits_beside(arms, each, chosen):
            chosen.append(each)
    return tuple(sorted(chosen, key=lambda each: each.row.id))


def _largest_planned_first(evidence: Evidence) -> tuple[bool, int]:
    return evidence.arm.post_hoc, -evidence.n


def _share_people(arms: dict[str, Arm], one: Evidence, other: Evidence) -> bool:
    if one.arm.id in _holds(arms, other.arm) or other.arm.id in _holds(arms, one.arm):
        return True
    is_pooled = StudyDesign.POOLED in (one.study.design, other.study.design)
    if is_pooled and set(one.study.registry) & set(other.study.registry):
        return True
    return _may_be_two_looks(one, other)


def _may_be_two_looks(one: Evidence, other: Evidence) -> bool:
    """Two groups of one study, treated alike and reported at different times: nobody says that they are different people, so we
    do not add them up."""
    is_alike = (one.study.id, one.row.stratum, one.row.setting) == (other.study.id, other.row.stratum, other.row.setting)
    shares_drugs = bool(set(one.arm.drugs) & set(other.arm.drugs))
    are_parts = bool(one.arm.subset_of) and one.arm.subset_of == other.arm.subset_of
    return is_alike and shares_drugs and not are_parts and one.known_since != other.known_since


def _holds(arms: dict[str, Arm], arm: Arm) -> set[str]:
    """The arms that an arm is part of or has the people of, however many steps away."""
    found: set[str] = set()
    waiting = [arm.subset_of, arm.same_people_as]
    while waiting:
        name = waiting.pop()
        if name and name not in found:
            found.add(name)
            waiting += [arms[name].subset_of, arms[name].same_people_as] if name in arms else []
    return found


def _fits_beside(arms: dict[str, Arm], evidence: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Parts of one group count side by side while they are no more people than the group: else some are in two parts."""
    whole = arms.get(evidence.arm.subset_of)
    size = people_in(whole) if whole else 0
    beside = sum(other.n for other in chosen if other.arm.subset_of == evidence.arm.subset_of)
    return not size or beside + evidence.n <= size


def people_in(arm: Arm) -> int:
    """How many people an arm has, as far as it says; 0 when it does not."""
    counts = [arm.n_enrolled, *(readout.response.n for readout in arm.readouts)]
    return max((int(count) for count in counts if is_number(count)), default=0)
