"""How far a registry status can be trusted: the record's last word, what is overdue, and the sentence a reader gets."""

from datetime import date

import pytest

from ioroadmap.catalog.load import read_settings
from ioroadmap.evidence.freshness import months_between, trust_in_status
from ioroadmap.evidence.stopping import ended_for
from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.trial import DateField, Trial
from ioroadmap.model.vocabulary import RegistryStatus
from tests.tiny_pack import REAL_PACK

TODAY = date(2026, 11, 22)
THRESHOLDS = read_settings(REAL_PACK).thresholds


def make_trial(status, completion="unknown", **more):
    return Trial(id=NctId("NCT05882058"), status=RegistryStatus(status), completion=DateField(PartialDate(completion)), **more)


def trust(trial, seen="2026-10-01"):
    return trust_in_status(trial, PartialDate(seen), TODAY, THRESHOLDS)


def test_an_old_recruiting_status_says_ring_first():
    found = trust(make_trial("recruiting", last_update_posted=PartialDate("2025-09-22")))
    assert found.months_old == 14
    assert found.sentence == "Listed as recruiting; last confirmed 2025-09-22. That was 14 months ago. Ring first."


def test_an_open_status_of_unknown_day_says_ring_first_and_is_not_confirmed():
    found = trust(make_trial("recruiting"), seen=UNKNOWN_DATE)
    assert found.sentence.endswith("we do not know when that was last confirmed. Ring first.")
    assert not found.is_confirmed


def test_no_finer_than_the_date_is_known_and_no_ringing_where_nobody_may_join():
    assert "months" not in trust(make_trial("recruiting", verified=PartialDate("2021"))).sentence
    assert "Ring" not in trust(make_trial("active-not-recruiting", verified=PartialDate("2021-02"))).sentence


@pytest.mark.parametrize(("verified", "rings"), [("2025-11-23", False), ("2025-11-22", True)])
def test_after_twelve_months_an_open_status_says_ring_first(verified, rings):
    assert ("Ring first." in trust(make_trial("recruiting", verified=PartialDate(verified))).sentence) is rings


@pytest.mark.parametrize(("verified", "is_confirmed"), [("2025-11-23", True), ("2025-11-22", False), ("unknown", False)])
def test_a_status_is_confirmed_within_twelve_months(verified, is_confirmed):
    assert trust(make_trial("recruiting", verified=PartialDate(verified)), seen=UNKNOWN_DATE).is_confirmed is is_confirmed


def test_the_record_s_own_last_word_counts_not_the_day_we_looked():
    found = trust(make_trial("recruiting", verified=PartialDate("2024-01")), seen="2026-11-01")
    assert found.confirmed_on == "2024-01"


def test_a_completion_that_has_passed_is_said():
    found = trust(make_trial("recruiting", completion="2026-10"))
    assert found.overdue_completion
    assert "due to end by 2026-10" in found.sentence


def test_a_completion_later_this_month_is_not_overdue():
    assert not trust(make_trial("recruiting", completion="2026-11")).overdue_completion


@pytest.mark.parametrize(
    ("completion", "has_results", "overdue"),
    [
        ("2020-01", False, True),
        ("2020-01", True, False),
        ("2020-01", None, False),
        ("unknown", False, False),
        ("2026-01", False, False),
    ],
)
def test_results_are_overdue_when_we_know_that_there_are_none(completion, has_results, overdue):
    assert trust(make_trial("completed", completion, has_results=has_results)).overdue_results is overdue


def test_a_status_that_nobody_saw_is_not_guessed():
    assert trust(make_trial("unknown"), seen=UNKNOWN_DATE).sentence.startswith("We have not seen this trial’s status.")


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        (date(2026, 10, 22), TODAY, 1),
        (date(2026, 10, 23), TODAY, 0),
        (date(2025, 11, 22), TODAY, 12),
        (date(2027, 1, 1), TODAY, 0),
    ],
)
def test_months_are_whole_months(earlier, later, months):
    assert months_between(earlier, later) == months


# Sentences in the words of real records: only lack of effect and harm speak about the treatment.
WHY_STOPPED = [
    ("terminated", "Lack of efficacy", "lack-of-effect"),
    ("terminated", "Interim analysis showed futility", "lack-of-effect"),
    ("terminated", "Primary endpoint was not met", "lack-of-effect"),
    ("terminated", "Unacceptable toxicity", "harm"),
    ("terminated", "Slow accrual", "accrual"),
    ("withdrawn", "No participants enrolled", "accrual"),
    ("terminated", "Sponsor decision for strategic business reasons", "money"),
    ("terminated", "Business decision, not related to safety or efficacy", "money"),
    ("terminated", "The PI left the institution", "other"),
    ("terminated", "", "unknown"),
    ("completed", "", ""),
    ("recruiting", "Lack of efficacy", ""),
]


@pytest.mark.parametrize(("status", "why", "reason"), WHY_STOPPED)
def test_why_a_trial_ended(status, why, reason):
    assert ended_for(make_trial(status, why_stopped=why)) == reason
