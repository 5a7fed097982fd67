"""The state of an indication on a day. The tables are real lives; a clinician can read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioroadmap.catalog.load import load_pack
from ioroadmap.evidence.approvals import approvals_on, standing_after
from ioroadmap.model.codec import from_plain
from ioroadmap.model.facts import DatedEvent
from ioroadmap.model.vocabulary import ApprovalEvent, ApprovalState, Strength
from tests.tiny_pack import NIVOLUMAB, write_tiny_pack

LATER = date(2026, 11, 22)


def event(day, what, strength="unknown", **more):
    source = {"at": "https://www.fda.gov/drugs"}
    return from_plain({"date": day, "event": what, "strength": strength, "source": source, **more}, DatedEvent)


def state_on(root, day, known_on=LATER):
    rows = approvals_on(load_pack(root), day, known_on)
    return [(row.state.value, str(row.since), row.in_force) for row in rows]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 8, 15), []),
        (date(2018, 8, 16), [("accelerated", "2018-08-16", True)]),
        (date(2020, 12, 28), [("accelerated", "2018-08-16", True)]),
        (date(2020, 12, 29), [("withdrawn", "2020-12-29", False)]),
        (date(2020, 12, 30), [("withdrawn", "2020-12-29", False)]),
    ],
)
def test_nivolumab_in_small_cell_lung_cancer_on_each_side_of_its_days(tiny_pack, day, expected):
    assert state_on(tiny_pack, day) == expected


def test_what_we_did_not_know_yet_is_not_told(tiny_pack):
    assert state_on(tiny_pack, LATER, known_on=date(2026, 11, 21)) == []


@pytest.mark.parametrize(
    ("day", "state", "uncertain"),
    [
        (date(2018, 7, 31), None, None),
        (date(2018, 8, 1), "unknown", True),  # the month has begun: it may have happened
        (date(2018, 8, 30), "unknown", True),
        (date(2018, 8, 31), "accelerated", False),  # the last day that the month can mean
    ],
)
def test_a_month_counts_when_it_is_over_and_is_uncertain_before(tmp_path, day, state, uncertain):
    root = write_tiny_pack(tmp_path, drugs__nivolumab=NIVOLUMAB.replace("2018-08-16", "2018-08"))
    rows = approvals_on(load_pack(root), day, LATER)
    assert [(row.state.value, row.uncertain) for row in rows] == ([] if state is None else [(state, uncertain)])


def test_an_event_of_unknown_day_counts_from_the_day_a_source_shows_it(tmp_path):
    text = NIVOLUMAB.replace('date: "2020-12-29"', 'date: unknown\n        seen_by: "2022-06-16"')
    root = write_tiny_pack(tmp_path, drugs__nivolumab=text)
    assert state_on(root, date(2022, 6, 15)) == [("accelerated", "2018-08-16", True)]
    assert state_on(root, date(2022, 6, 16)) == [("withdrawn", "unknown", False)]


LIVES = [
    ("granted in full", [("granted", "full")], "full", True),
    ("accelerated, then converted", [("granted", "accelerated"), ("converted", "full")], "full", True),
    ("conditional in the EU", [("granted", "conditional")], "conditional", True),
    ("granted, kind not seen: never called full", [("granted", "unknown")], "unknown", True),
    ("narrowed stays in force", [("granted", "accelerated"), ("narrowed", "unknown")], "accelerated", True),
    ("announced is not yet withdrawn", [("granted", "accelerated"), ("withdrawal-announced", "unknown")], "accelerated", True),
    ("a designation is no approval", [("designated", "unknown")], "designation", False),
    ("a positive opinion is no approval", [("opinion-positive", "unknown")], "under-review", False),
    (
        "a decision that was due is no decision",
        [("designated", "unknown"), ("submitted", "unknown"), ("decision-due", "unknown")],
        "under-review",
        False,
    ),
    ("a later designation does not undo a review", [("submitted", "unknown"), ("designated", "unknown")], "under-review", False),
    ("a later designation does not undo a grant", [("granted", "accelerated"), ("designated", "unknown")], "accelerated", True),
    (
        "a new submission does not undo a withdrawal",
        [("granted", "full"), ("withdrawn", "unknown"), ("submitted", "unknown")],
        "withdrawn",
        False,
    ),
    ("refused", [("submitted", "unknown"), ("refused", "unknown")], "refused", False),
    ("a draft is no funding decision", [("draft-not-funded", "unknown")], "under-review", False),
    ("advice to payers, with conditions", [("recommended-with-conditions", "unknown")], "funded", False),
    ("decided, and we have not seen what", [("draft-not-funded", "unknown"), ("guidance-published", "unknown")], "unknown", False),
    (
        "a label that no longer says its kind stays in force",
        [("granted", "accelerated"), ("kind-unclear", "unknown")],
        "unknown",
        True,
    ),
    ("funded", [("appraisal-started", "unknown"), ("funded", "unknown")], "funded", False),
    ("not funded", [("draft-funded", "unknown"), ("not-funded", "unknown")], "not-funded", False),
]


@pytest.mark.parametrize(("life", "events", "state", "in_force"), LIVES, ids=[life[0] for life in LIVES])
def test_a_life_ends_in_its_state(life, events, state, in_force):
    dated = tuple(
        event(f"20{year}-01-01", what, strength, **({"reason": "unknown"} if what == "withdrawn" else {}))
        for year, (what, strength) in enumerate(events, start=10)
    )
    standing = standing_after(dated)
    assert (standing.state, standing.in_force) == (state, in_force)


@given(st.lists(st.tuples(st.sampled_from(list(ApprovalEvent)), st.sampled_from(list(Strength))), max_size=8))
def test_only_a_grant_puts_an_approval_in_force_and_every_life_has_a_state(events):
    standing = standing_after(tuple(event("2020", what.value, strength.value) for what, strength in events))
    assert standing.state in ApprovalState
    granted = {ApprovalEvent.GRANTED, ApprovalEvent.CONVERTED}
    assert not standing.in_force or granted & {what for what, _ in events}
