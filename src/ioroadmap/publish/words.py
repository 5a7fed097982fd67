"""The plain words of the pages: what each value of our vocabularies is called, with its meaning where a reader needs one.

Long lists live in `tables.py`, sentences made from numbers in `sentences.py`. Nothing here knows a drug, a trial or a date.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from msgspec import Struct

from ioroadmap.model.dates import PartialDate
from ioroadmap.model.missing import Missing
from ioroadmap.model.vocabulary import CellState, Differentiation
from ioroadmap.publish.tables import (
    APPROVAL_STATES as APPROVAL_STATES,
)
from ioroadmap.publish.tables import (
    BY_ITSELF as BY_ITSELF,
)
from ioroadmap.publish.tables import (
    CONFIDENCES as CONFIDENCES,
)
from ioroadmap.publish.tables import (
    DESIGN_NAMES as DESIGN_NAMES,
)
from ioroadmap.publish.tables import (
    DESIGNS as DESIGNS,
)
from ioroadmap.publish.tables import (
    EVENTS as EVENTS,
)
from ioroadmap.publish.tables import (
    GOAL_ENDPOINTS as GOAL_ENDPOINTS,
)
from ioroadmap.publish.tables import (
    GOAL_OUTCOMES as GOAL_OUTCOMES,
)
from ioroadmap.publish.tables import (
    MISSING as MISSING,
)
from ioroadmap.publish.tables import (
    PROGRAMMES as PROGRAMMES,
)
from ioroadmap.publish.tables import (
    QUESTIONS as QUESTIONS,
)
from ioroadmap.publish.tables import (
    RELEVANCES as RELEVANCES,
)
from ioroadmap.publish.tables import (
    REVIEWS as REVIEWS,
)
from ioroadmap.publish.tables import (
    SETTINGS as SETTINGS,
)
from ioroadmap.publish.tables import (
    STATUS_GROUPS as STATUS_GROUPS,
)
from ioroadmap.publish.tables import (
    STATUSES as STATUSES,
)
from ioroadmap.publish.tables import (
    STRATA as STRATA,
)
from ioroadmap.publish.tables import (
    STRENGTHS as STRENGTHS,
)
from ioroadmap.publish.tables import (
    THRESHOLDS as THRESHOLDS,
)
from ioroadmap.publish.tables import (
    WITHDRAWAL_REASONS as WITHDRAWAL_REASONS,
)


class StateWords(Struct, frozen=True):
    """One state of the map: `label` in full, `short` for a small box, `meaning` in plain sentences; `shade`, `glyph` are drawn."""

    label: str
    short: str
    meaning: str
    shade: str
    glyph: str


STATES: dict[CellState, StateWords] = {
    CellState.APPROVED: StateWords(
        "Approved somewhere",
        "Approved",
        "At least one medicine of this kind has a licence in force, and the licence names this tumour. "
        "It may not be licensed, paid for or on offer where you live.",
        "s5",
        "full",
    ),
    CellState.RANDOMISED: StateWords(
        "Benefit in a randomised trial",
        "Randomised benefit",
        "People were put into groups by chance. The group with this kind of treatment did better on the main measure. "
        "We found no licence in force for this tumour.",
        "s4",
        "most",
    ),
    CellState.RESPONSES: StateWords(
        "Responses seen",
        "Responses seen",
        "In enough people to take note, tumours shrank by about a third or more. That does not yet show longer life.",
        "s3",
        "half",
    ),
    CellState.LITTLE: StateWords(
        "Little activity",
        "Little activity",
        "Few tumours shrank in the people who were treated. For one person it can still be different.",
        "s2",
        "little",
    ),
    CellState.UNCLEAR: StateWords(
        "Unclear",
        "Unclear",
        "People have been treated, but the results do not settle it. "
        "There were too few, or trials disagree, or the number is in between.",
        "s1",
        "ask",
    ),
    CellState.TESTING: StateWords(
        "Being tested, no results yet",
        "Being tested",
        "At least one registered trial takes people with this tumour. We found no results that we can use.",
        "s0",
        "ring",
    ),
    CellState.STOPPED: StateWords(
        "Tested and stopped",
        "Tested, stopped",
        "At least one trial ended for lack of effect or for harm. We found no open trial of this kind for this tumour.",
        "stop",
        "cross",
    ),
    CellState.NEVER: StateWords(
        "None found",
        "None found",
        "We found no registered trial of this kind for this tumour. There may be one in a registry that we do not cover yet.",
        "none",
        "dash",
    ),
}

# Why a box stands where it stands: in full for the page of the cell, and short for the second line of a box.
SUB_REASONS = {
    "trials-disagree": ("Trials disagree", ""),
    "too-few-people": ("Too few people", ""),
    "in-between": ("In between", ""),
    "see-parts": ("See the tumours of this group", ""),
    "open": ("Running now", ""),
    "listed-open": ("Listed as open, but not confirmed for long", "not confirmed"),
    "included-not-reported": ("Included, but never reported apart", "not reported apart"),
    "combination-only": ("Known only with other treatment beside it", "with other drugs"),
    "few-people": ("Results of a few people", "a few people"),
    "no-counts": ("Reports give no counts", "no counts given"),
    "overdue": ("Closed, and the results are overdue", "results overdue"),
    "closed-unreported": ("Closed, and not yet reported", "closed"),
}
_STILL_TESTED = {"", "open", "listed-open"}

BADGES = {
    "borderline": "Close call: one more or one fewer response would change this line.",
    "combination-only": "Seen together with other treatment, so we cannot tell what this kind adds.",
    "results-vary": "Results vary a lot from study to study.",
    "mixed-group": "A mixed group: the people had different tumours, and the results were not split.",
    "trials-disagree": "Trials disagree.",
    "delayed-growth": "It delayed growth. Longer life is not shown.",
    "worse": "In a randomised trial, people given this kind of treatment did worse.",
    "other-stopped": "Another medicine of this kind was tested and stopped.",
    "stopped-for-other-reasons": "A trial stopped for reasons other than its results, such as money or slow joining.",
    "included-not-reported": "People with this tumour were in a trial, but their results were never given apart.",
}

_EARLY_1 = "The first tiny step in people. It does not look for an effect."
_PHASE_MEANINGS = {
    "1": "Looks for a safe dose, not for proof that it works.",
    "2": "Looks at whether tumours shrink.",
    "3": "Compares the new treatment with the usual one.",
    "4": "Watches a treatment that is already licensed.",
}


def phase_words(phase: str) -> tuple[str, str]:
    """A phase by name and meaning, from the registry's `phase-2` or a paper's `1b/2`; no meaning where there is no phase."""
    if phase == "early-phase-1":
        return "Early phase 1", _EARLY_1
    name = phase.removeprefix("phase-")
    found = re.findall(r"\d", name)
    if not found:
        return ("Phase unknown", "") if phase in ("unknown", "") else ("No phase", "")
    return f"Phase {name}", " ".join(_PHASE_MEANINGS[each] for each in found if each in _PHASE_MEANINGS)


DIFFERENTIATIONS: dict[Differentiation, str] = {
    Differentiation.WELL: "well differentiated",
    Differentiation.WELL_HIGH_GRADE: "well differentiated, high grade",
    Differentiation.POOR: "poorly differentiated",
    Differentiation.MIXED: "mixed",
    Differentiation.UNSPECIFIED: "differentiation not stated",
    Differentiation.NOT_APPLICABLE: "not sorted this way",
}

BANDS: tuple[tuple[str, str, str, frozenset[Differentiation]], ...] = (
    (
        "well",
        "Well differentiated",
        "The cells still look fairly normal.",
        frozenset({Differentiation.WELL, Differentiation.WELL_HIGH_GRADE}),
    ),
    ("poor", "Poorly differentiated", "The cells look very abnormal, and grow fast.", frozenset({Differentiation.POOR})),
    (
        "other",
        "Mixed, or not sorted this way",
        "Tumours with both parts, tumours that are sorted in other ways, and groups that a study did not split.",
        frozenset({Differentiation.MIXED, Differentiation.UNSPECIFIED, Differentiation.NOT_APPLICABLE}),
    ),
)


def humanise(code: str) -> str:
    """A code that we have no words for, readable: `closed-unreported` → `closed unreported`."""
    return re.sub(r"[-_]+", " ", code).strip()


def sentence_case(text: str) -> str:
    """`text` with a capital first letter; the rest as it stands."""
    return text[:1].upper() + text[1:]


def say_day(when: date | PartialDate | str) -> str:
    """A day as people write it, as precise as it is known: `22 November 2026`, `November 2026`, `2026`, `date unknown`."""
    parts = str(when).split("-")
    if not parts[0].isdigit():
        return "date unknown"
    names = [parts[0]]
    if len(parts) > 1:
        names.insert(0, calendar.month_name[int(parts[1])])
    if len(parts) > 2:
        names.insert(0, str(int(parts[2])))
    return " ".join(names)


def say_days_in(text: str) -> str:
    """A sentence of ours with its ISO days written out."""
    return re.sub(r"\b\d{4}-\d{2}(-\d{2})?\b", lambda found: say_day(found[0]), text)


def say_value(value: object) -> str:
    """A number or text as it stands, a missing one as its words."""
    if isinstance(value, Missing):
        return MISSING[value]
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def state_label(state: CellState, sub_reason: str) -> str:
    """What stands in a box of the map: the state, or for `unclear` and `testing` the reason that says more."""
    if sub_reason == "see-parts":
        return "See its parts"
    if state is CellState.UNCLEAR and sub_reason:
        return sub_reason_words(sub_reason)
    if state is CellState.TESTING and sub_reason not in _STILL_TESTED:
        return "No results yet"
    return STATES[state].short


def sub_reason_words(sub_reason: str) -> str:
    return _sub_reason(sub_reason)[0]


def sub_reason_short(sub_reason: str) -> str:
    return _sub_reason(sub_reason)[1]


def _sub_reason(code: str) -> tuple[str, str]:
    """An unknown reason in its own words."""
    return SUB_REASONS.get(code, (sentence_case(humanise(code)), humanise(code)))


def badge_words(badge: str) -> str:
    """The sentence for a badge; an unknown badge in its own words."""
    return BADGES.get(badge, sentence_case(humanise(badge)).rstrip(".") + ".")


def plural(count: int, one: str, many: str = "") -> str:
    """`1 trial`, `2 trials`, `no trials`."""
    return f"{count or 'no'} {one if count == 1 else many or one + 's'}"
