"""States 3 and 7 from registered trials: what is open, what was stopped and why, what reported without telling a tumour apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from msgspec import Struct

from ioroadmap.catalog.pack import Pack, Thresholds
from ioroadmap.evidence.cell_evidence import Evidence, ancestors
from ioroadmap.evidence.freshness import months_between
from ioroadmap.evidence.rows import TrialEvidence
from ioroadmap.model.vocabulary import ImmunotherapyClass, RegistryStatus

_FOR_THE_TREATMENT = frozenset({"lack-of-effect", "harm"})
_FOR_OTHER_REASONS = frozenset({"money", "accrual", "other"})


class Trials(Struct, frozen=True):
    """The registered trials of one cell. `open`: listed as open and confirmed recently; `listed`: listed as open, last confirmed
    too long ago; `failed`: ended for lack of effect or harm; `unsplit`: reported, but not for this tumour by itself."""

    all: tuple[TrialEvidence, ...]
    open: tuple[TrialEvidence, ...]
    listed: tuple[TrialEvidence, ...]
    failed: tuple[TrialEvidence, ...]
    unsplit: tuple[TrialEvidence, ...]
    stopped_for_other_reasons: bool
    overdue: tuple[TrialEvidence, ...]


def trials_of(
    pack: Pack, trials: Iterable[TrialEvidence], evidence: Sequence[Evidence], unit: str, klass: ImmunotherapyClass, as_of: date
) -> Trials:
    """The trials that name the tumour and test the class. `evidence` is all evidence of the class, in any tumour."""
    mine = tuple(sorted((each for each in trials if unit in each.units and klass in each.classes), key=lambda each: each.id))
    limits = pack.settings.thresholds
    return Trials(
        all=mine,
        open=tuple(each for each in mine if _is_open_now(each, as_of, limits)),
        listed=tuple(each for each in mine if each.is_open and not _is_open_now(each, as_of, limits)),
        failed=tuple(each for each in mine if each.ended_for in _FOR_THE_TREATMENT),
        unsplit=tuple(each for each in mine if _is_unsplit(pack, each, evidence, unit)),
        stopped_for_other_reasons=any(each.ended_for in _FOR_OTHER_REASONS for each in mine),
        overdue=tuple(each for each in mine if each.is_overdue),
    )


def _is_open_now(trial: TrialEvidence, as_of: date, limits: Thresholds) -> bool:
    """Rule 3: open, with a record that was confirmed recently. A record nobody has confirmed for long proves nothing."""
    confirmed = trial.confirmed_on.latest
    return trial.is_open and confirmed is not None and months_between(confirmed, as_of) <= limits.open_within_months


def _is_unsplit(pack: Pack, trial: TrialEvidence, evidence: Sequence[Evidence], unit: str) -> bool:
    """Rule 7: the trial takes people with this tumour and has reported, for a mixed group that holds them and not for them."""
    reported = [each for each in evidence if trial.id in each.study.registry and each.has_counts]
    units = {each.unit for each in reported}
    return unit not in units and bool(units & set(ancestors(pack, unit)))


def is_stopped(
    trials: Trials, failed_goals: Sequence[Evidence], with_responses: frozenset[str], drugs_failed: frozenset[str]
) -> bool:
    """Rule 3: something ended for lack of effect or harm, or missed its randomised goal, and nothing is open.
    One drug stopped is not a class stopped: `with_responses` are the drugs with which responses were seen."""
    if trials.open or not (trials.failed or failed_goals):
        return False
    return with_responses <= drugs_failed


def drugs_of_failures(trials: Trials, failed_goals: Sequence[Evidence], evidence: Sequence[Evidence]) -> frozenset[str]:
    """The drugs that ended for lack of effect or harm or missed their goal, as far as a record or a study of ours names them."""
    named = {drug for trial in trials.failed for drug in trial.drugs}
    failed_ids = {trial.id for trial in trials.failed}
    studied = {drug for each in evidence if failed_ids & set(each.study.registry) for drug in each.arm.drugs}
    return frozenset(named | studied | {drug for each in failed_goals for drug in each.arm.drugs})


def why_testing(trials: Trials, own: Sequence[Evidence], is_combination_only: bool, usable_people: int) -> str:
    """Rule 7: which kind of "being tested, no results yet". Empty when no trial is known at all."""
    if trials.open:
        return "open"
    if trials.unsplit:
        return "included-not-reported"
    if is_combination_only:
        return "combination-only"
    if usable_people:
        return "few-people"
    if any(each.has_counts and each.arm.not_counted_because for each in own):
        return "not-counted"
    if any(each.is_prospective for each in own):
        return "no-counts"
    if trials.overdue:
        return "overdue"
    if trials.listed:
        return "listed-open"
    if any(trial.status is RegistryStatus.UNKNOWN for trial in trials.all):
        return "status-unknown"
    return "closed-unreported" if trials.all else ""
