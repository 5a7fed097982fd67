"""One plain sentence for each state: what was seen, in how many people. No percentage, no advice, no verdict on a medicine."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from ioroadmap.evidence.cell_cohorts import Cohort
from ioroadmap.evidence.cell_evidence import Evidence
from ioroadmap.evidence.cell_randomised import Benefit
from ioroadmap.evidence.cell_strata import Verdict
from ioroadmap.evidence.cell_trials import Trials
from ioroadmap.evidence.rows import ApprovalRow
from ioroadmap.model.vocabulary import CellState


def say_approved(rows: Sequence[ApprovalRow]) -> str:
    bodies = list(dict.fromkeys(row.body for row in rows))
    return f"A medicine of this kind is approved for this tumour by {say_list(bodies, most=2)}."


def say_benefit(found: Sequence[Benefit]) -> str:
    best = found[0]
    opening = f"In a randomised trial of {best.n_randomised} people,"
    if best.is_longer_life:
        return f"{opening} those given this kind of treatment lived longer."
    later = "the cancer came back later" if best.is_return_delayed else "tumours grew later"
    return f"{opening} {later}; longer life is not shown."


def say_stopped(trials: Trials, failed_goals: Sequence[Evidence]) -> str:
    parts = []
    if trials.failed:
        parts.append(f"{say_count(len(trials.failed), 'trial')} ended for lack of effect or for harm")
    if failed_goals:
        parts.append(f"{say_count(len({each.study.id for each in failed_goals}), 'randomised trial')} missed the main goal")
    return _capital(f"{' and '.join(parts)}; we found none open now.")


def say_verdict(verdict: Verdict) -> str:
    """States 4 to 6, with the counts that decided them."""
    match verdict.state:
        case CellState.RESPONSES:
            return f"Tumours shrank by about a third or more in {_counts(verdict)}."
        case CellState.LITTLE:
            return f"Few tumours shrank: {_counts(verdict)}."
        case _:
            return _say_unclear(verdict)


def _say_unclear(verdict: Verdict) -> str:
    if verdict.sub_reason == "trials-disagree":
        lowest, highest = _ends(verdict.cohorts)
        return f"Trials disagree: tumours shrank in {_of(lowest)} people here, in {_of(highest)} there."
    if verdict.sub_reason == "too-few-people":
        return f"Too few people to tell: tumours shrank in {_counts(verdict)}."
    return f"The results do not settle it: tumours shrank in {_counts(verdict)}."


def _ends(cohorts: Sequence[Cohort]) -> tuple[Cohort, Cohort]:
    ordered = sorted(cohorts, key=lambda cohort: (cohort.pct, -cohort.n, cohort.rows))
    return ordered[0], ordered[-1]


def _of(cohort: Cohort) -> str:
    return f"{cohort.responders or 'none'} of {cohort.n}"


def _counts(verdict: Verdict) -> str:
    where = "" if verdict.k == 1 else f" in {verdict.k} trials"
    return f"{verdict.responders or 'none'} of {verdict.n} people{where}"


_TESTING = {
    "included-not-reported": "People with this tumour were in a trial, but their results were never given apart.",
    "combination-only": "Results are known together with other treatment, not for this kind by itself.",
    "few-people": "Results of fewer than {few} people are known; that is too few to say anything.",
    "not-counted": "It has been tested; what we found cannot stand for these people as a whole.",
    "no-counts": "It has been tested, but reports do not say in how many people tumours shrank.",
    "overdue": "A trial has ended, and its results are overdue.",
    "listed-open": "A trial is listed as open, but nobody has confirmed that for a long time.",
    "status-unknown": "A trial is registered; whether it is open, we have not seen.",
    "closed-unreported": "What we found is closed, and we found no results.",
}


def say_testing(reason: str, trials: Trials, few: int) -> str:
    if reason == "open":
        verb = "is" if len(trials.open) == 1 else "are"
        return _capital(f"{say_count(len(trials.open), 'trial')} {verb} running; we found no results yet that can count.")
    return _TESTING[reason].format(few=few)


def say_never(as_of: date, has_other_reports: bool) -> str:
    day = f"{as_of.day} {calendar.month_name[as_of.month]} {as_of.year}"
    return f"We found none as of {day}" + ("; there are reports that look back at records." if has_other_reports else ".")


# ---------------------------------------------------------------- mixed groups


def say_mixed(sentence: str) -> str:
    """A mixed-group row: the sentence speaks of people with different tumours together."""
    return f"In a mixed group, {sentence[:1].lower()}{sentence[1:]}"


def say_parts() -> str:
    """A mixed-group row without results of its own."""
    return "No results for the group as a whole; see the row of each tumour."


def say_below(opening: str, units: Sequence[str]) -> str:
    """What rows below a mixed group have: `Approved for: …`. The group as a whole does not have it."""
    return f"{opening}: {'; '.join(units)}. Not for the group as a whole."


# ---------------------------------------------------------------- notes


def say_marker_groups(groups: Sequence[Evidence]) -> str:
    """Groups chosen by a marker, beside the state that they cannot set."""
    return f"People chosen by a marker: {'; '.join(f'{_marker_name(each)}: {each.responders} of {each.n}' for each in groups)}."


def _marker_name(evidence: Evidence) -> str:
    """The group's name, with the marker where the name does not hold it."""
    name, marker = evidence.row.arm, evidence.row.biomarker_selected
    known = marker.casefold()
    is_said = not marker or name.casefold() in known or known in name.casefold()
    return name if is_said else f"{name} ({marker})"


def say_everyone_had_marker(evidence: Evidence) -> str:
    return f"Everyone’s tumour carried a marker: {evidence.row.biomarker_selected}."


def say_count(count: int, noun: str) -> str:
    return f"one {noun}" if count == 1 else f"{count} {noun}s"


def say_list(names: Sequence[str], most: int = 0) -> str:
    """`a, b and c`; beyond `most`, `a, b and 2 others`."""
    names = list(names)
    if most and len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} others"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
