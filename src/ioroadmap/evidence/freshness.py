"""How far a registry status can be trusted on a day: when the record last spoke, and what it owes us. Pure."""

from __future__ import annotations

from datetime import date

from ioroadmap.catalog.pack import Thresholds
from ioroadmap.evidence.rows import StatusTrust
from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.trial import DateField, Trial
from ioroadmap.model.vocabulary import RegistryStatus

OPEN = frozenset({RegistryStatus.NOT_YET_RECRUITING, RegistryStatus.RECRUITING, RegistryStatus.ENROLLING_BY_INVITATION})
RUNNING = OPEN | {RegistryStatus.ACTIVE_NOT_RECRUITING}
_ENDED = frozenset({RegistryStatus.COMPLETED, RegistryStatus.TERMINATED})


def trust_in_status(trial: Trial, status_seen_on: PartialDate, as_of: date, thresholds: Thresholds) -> StatusTrust:
    """Trust in `trial.status` on `as_of`. `status_seen_on` is the newest day on which an upstream showed the status."""
    confirmed = last_word(trial, status_seen_on)
    months = months_between(confirmed.latest, as_of) if confirmed.latest else None
    overdue = trial.status in RUNNING and _is_past(trial.completion, as_of)
    owes = _owes_results(trial, as_of, thresholds)
    return StatusTrust(
        status=trial.status,
        confirmed_on=confirmed,
        months_old=months,
        is_confirmed=months is not None and months < thresholds.stale_after_months,
        overdue_completion=overdue,
        overdue_results=owes,
        sentence=_sentence(trial, confirmed, months, overdue, owes, thresholds),
    )


def last_word(trial: Trial, status_seen_on: PartialDate) -> PartialDate:
    """The newest day on which somebody responsible said that the status holds: the record's own verification or update,
    else the day we saw it."""
    said = [day for day in (trial.verified, trial.last_update_posted) if day.is_known]
    return max(said, key=lambda day: str(day.latest)) if said else (status_seen_on or UNKNOWN_DATE)


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to the other; 0 when the first lies ahead."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month - (later.day < earlier.day)
    return max(months, 0)


def _is_past(field: DateField, as_of: date) -> bool:
    latest = field.date.latest
    return latest is not None and latest < as_of


def _owes_results(trial: Trial, as_of: date, thresholds: Thresholds) -> bool:
    """An ended trial without posted results, more than the threshold after its primary completion. Unknown is not overdue."""
    ended = trial.primary_completion.date.latest or trial.completion.date.latest
    if trial.status not in _ENDED or trial.has_results is not False or ended is None:
        return False
    return months_between(ended, as_of) > thresholds.results_overdue_months


def _sentence(trial: Trial, confirmed: PartialDate, months: int | None, overdue: bool, owes: bool, thresholds: Thresholds) -> str:
    """What a reader should know before trusting the status, in plain words."""
    if trial.status is RegistryStatus.UNKNOWN and not trial.status_upstream:
        return "We have not seen this trial’s status. Look at the registry, or ring the trial site."
    listed = f"Listed as {plain_status(trial.status)}"
    parts = [
        f"{listed}; last confirmed {confirmed}."
        if confirmed.is_known
        else f"{listed}; we do not know when that was last confirmed."
    ]
    if trial.status in OPEN and months is None:
        parts.append("Ring first.")
    elif trial.status in OPEN and months is not None and months >= thresholds.stale_after_months:
        parts.append(f"{_ago(confirmed, months)} Ring first.")
    if overdue:
        parts.append(f"It was due to end by {trial.completion.date}, and the record has not been brought up to date.")
    if owes:
        parts.append("It ended long ago, and no results stood in the registry when we looked.")
    return " ".join(parts)


def _ago(confirmed: PartialDate, months: int) -> str:
    """How long ago, no finer than the date is known."""
    if confirmed.precision == "year":
        return "That was long ago."
    return f"That was {months} months ago."


def plain_status(status: RegistryStatus) -> str:
    """The registry's word with blanks: `active, not recruiting`."""
    if status is RegistryStatus.ACTIVE_NOT_RECRUITING:
        return "active, not recruiting"
    return status.value.replace("-", " ")
