"""The plain words of the pages: what each value of our vocabularies is called, with its meaning where a reader needs one.

Long lists live in `tables.py`, sentences made from numbers in `sentences.py`. Nothing here knows a drug, a trial or a date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from ioroadmap.evidence.rows import ApprovalRow
from ioroadmap.model.dates import PartialDate
from ioroadmap.model.missing import Missing
from ioroadmap.model.vocabulary import ApprovalState, BodyKind, CellState, Differentiation
from ioroadmap.publish.tables import (
    APPROVAL_STATES as APPROVAL_STATES,
)
from ioroadmap.publish.tables import (
    BY_ITSELF as BY_ITSELF,
)
from ioroadmap.publish.tables import (
    CODE_SYSTEMS as CODE_SYSTEMS,
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
    DRUG_ROLES as DRUG_ROLES,
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
    LABEL_FIELDS as LABEL_FIELDS,
)
from ioroadmap.publish.tables import (
    MISSING as MISSING,
)
from ioroadmap.publish.tables import (
    MODALITIES as MODALITIES,
)
from ioroadmap.publish.tables import (
    PAYER_STATES as PAYER_STATES,
)
from ioroadmap.publish.tables import (
    PROGRAMMES as PROGRAMMES,
)
from ioroadmap.publish.tables import (
    QUESTIONS as QUESTIONS,
)
from ioroadmap.publish.tables import (
    RECOMMENDED_WITH_CONDITIONS as RECOMMENDED_WITH_CONDITIONS,
)
from ioroadmap.publish.tables import (
    RECORD_FIELDS as RECORD_FIELDS,
)
from ioroadmap.publish.tables import (
    RECORD_PARTS as RECORD_PARTS,
)
from ioroadmap.publish.tables import (
    RELEVANCES as RELEVANCES,
)
from ioroadmap.publish.tables import (
    REQUIREMENTS as REQUIREMENTS,
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
    TUMOUR_LABELS as TUMOUR_LABELS,
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
    "not-counted": ("Results that cannot stand for the whole group", "not counted"),
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


def say_on(when: date | PartialDate | str) -> str:
    """The same inside a sentence: `on 22 November 2026`, `in November 2026`, `in 2026`, `on a day that we do not know`."""
    parts = str(when).split("-")
    if not parts[0].isdigit():
        return "on a day that we do not know"
    return f"{'on' if len(parts) == 3 else 'in'} {say_day(when)}"


def say_since(when: PartialDate) -> str:
    """What follows a state: ` since 22 November 2026`, or `; day not known`."""
    return f" since {say_day(when)}" if when.is_known else "; day not known"


def say_trust(sentence: str) -> str:
    """The sentence on a status with its days in words: `last confirmed in 2021`."""
    said = re.sub(r"(?<=confirmed )\d{4}(-\d{2}){0,2}\b", lambda found: say_on(found[0]), sentence)
    return say_days_in(said)


def region_name(label: str) -> str:
    """A region inside a sentence: `the United States`, `Japan`."""
    return f"the {label}" if label.split(" ")[0] in {"United", "European"} else label


def join_words(names: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    *head, last = names or [""]
    return f"{', '.join(head)} and {last}" if head else last


def approval_words(row: ApprovalRow) -> tuple[str, str]:
    """What a decision is called and how it is drawn; those who pay have words of their own."""
    if row.body_kind is BodyKind.FUNDER:
        if row.with_conditions and row.state is ApprovalState.FUNDED:
            return RECOMMENDED_WITH_CONDITIONS
        return PAYER_STATES.get(row.state, APPROVAL_STATES[row.state])
    if row.in_force and row.state is ApprovalState.UNKNOWN:
        return "In force", "in-force"
    name, kind = APPROVAL_STATES[row.state]
    return name, "in-force" if row.in_force else kind


def field_words(path: str) -> str:
    """A registry path in plain words: `conditionsModule.conditions[0]` → `in the conditions`."""
    last = re.sub(r"\[\d*\]", "", path).rsplit(".", 1)[-1]
    return RECORD_FIELDS.get(last, "in the record")


def part_words(module: str) -> str:
    """A part of a record in plain words: `statusModule` → `status and dates`."""
    name = module.removesuffix("Module")
    return RECORD_PARTS.get(name, humanise(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).lower())


def age_words(lowest: str, highest: str) -> str:
    """Who may join by age: `from 18 years`, `from 12 to 75 years`; the registry's `N/A` is no limit."""
    low, high = (("" if age.strip().upper() == "N/A" else age.strip().lower()) for age in (lowest, highest))
    if low and high:
        return f"from {low} to {high}"
    if low:
        return f"from {low}; {'no upper limit' if highest else 'we have not seen an upper limit'}"
    if high:
        return f"up to {high}"
    return "no limits of age" if lowest or highest else "We have not seen the ages."


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
