"""How numbers are said to frightened people: counts, the other side, the interval in words (PLAIN_WORDS 2)."""

import re

import pytest

from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.missing import Missing
from ioroadmap.model.vocabulary import CellState
from ioroadmap.publish import sentences as say
from ioroadmap.publish import words
from tests.publish.builders import make_cell, make_result

NR, UNKNOWN, NOT_REACHED = Missing.NOT_REPORTED, Missing.UNKNOWN, Missing.NOT_REACHED


@pytest.mark.parametrize(
    ("responders", "n", "said", "other"),
    [
        (
            7,
            95,
            "Of 95 people, 7 saw their tumours shrink by about a third or more.",
            "For the other 88, the tumours did not shrink that much.",
        ),
        (
            1,
            33,
            "Of 33 people, 1 saw the tumour shrink by about a third or more.",
            "For the other 32, the tumours did not shrink that much.",
        ),
        (
            0,
            14,
            "Of 14 people, none saw their tumours shrink by about a third or more.",
            "For all 14, the tumours did not shrink that much.",
        ),
        (9, 9, "Of 9 people, all 9 saw their tumours shrink by about a third or more.", ""),
        (
            8,
            9,
            "Of 9 people, 8 saw their tumours shrink by about a third or more.",
            "For the other person, the tumour did not shrink that much.",
        ),
        (0, 1, "One person was treated. That person did not see the tumour shrink that much.", ""),
        (1, 1, "One person was treated. That person saw the tumour shrink by about a third or more.", ""),
    ],
)
def test_a_count_is_said_from_both_sides(responders, n, said, other):
    assert say.count_sentence(responders, n) == said
    assert say.other_side(responders, n) == other


def test_a_complete_response_at_surgery_is_said_as_what_it_is():
    assert say.count_sentence(12, 26, "pcr") == "Of 26 people, 12 had no living tumour left at surgery."
    assert say.other_side(12, 26, "pcr") == "For the other 14, some living tumour was left."


@pytest.mark.parametrize(
    ("low", "high", "n", "said"),
    [
        (3.01, 14.59, 95, "In more people like these, it could be as few as 3 or as many as 15 in 100."),
        (0.0, 23.2, 14, "So few people leave a wide range: it could be anything from none to 23 in 100."),
        (0.4, 10.7, 65, "In more people like these, it could be fewer than 1 or as many as 11 in 100."),
        (66.4, 100.0, 9, "So few people leave a wide range: it could be anything from 66 in 100 to all."),
        (0.0, 100.0, 1, "So few people leave a wide range: it could be anything from none to all."),
    ],
)
def test_an_interval_is_said_out_of_100(low, high, n, said):
    assert say.interval_sentence(low, high, n) == said


@pytest.mark.parametrize(
    ("responders", "n", "said"),
    [
        (7, 95, "7 of 95"),
        (0, 14, "0 of 14"),
        (NR, 27, "27 people, count not reported"),
        (3, NR, "3, of how many not reported"),
        (NR, NR, "not reported"),
        (UNKNOWN, UNKNOWN, "unknown"),
    ],
)
def test_a_missing_count_is_never_zero_or_blank(responders, n, said):
    assert say.short_count(responders, n) == said


@pytest.mark.parametrize(
    ("months", "interval", "said"),
    [
        (3.8, (3.6, NOT_REACHED), "3.8 months (3.6 to not reached yet)"),
        (12.0, (NR, NR), "12 months"),
        (NOT_REACHED, (NR, NR), "not reached yet"),
        (NR, (NR, NR), "not reported"),
    ],
)
def test_a_median_says_what_is_missing(months, interval, said):
    assert say.median_months(months, interval) == said


def test_months_are_said_beside_those_of_the_comparison_group():
    row = make_result(os_months=12.3)
    assert say.survival_sentence(row, []) == "Half of them lived longer than 12.3 months."
    beside = [make_result(os_months=NR), make_result(os_months=10.3)]
    assert say.survival_sentence(row, beside) == "Half of them lived longer than 12.3 months; in the comparison group, 10.3 months."
    assert say.survival_sentence(make_result(), beside) == ""


def test_a_printed_rate_keeps_its_interval_or_says_that_there_is_none():
    assert say.printed_rate(make_result()) == "7.4% (3 to 14.6)"
    assert say.printed_rate(make_result(orr_ci=(NR, NR))) == "7.4%, interval not reported"
    assert say.printed_rate(make_result(orr_pct=NR)) == ""


def test_serious_harm_is_about_so_many_and_its_absence_is_said():
    assert say.harm_sentence(14.2, 95) == "About 14 in 100 people (of 95 people) had a serious side effect (grade 3 or more)."
    assert say.harm_sentence(14.3, 14) == "About 2 of 14 people had a serious side effect (grade 3 or more)."
    assert say.harm_sentence(NR, 95) == "Serious side effects: not reported."


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (PartialDate("2026-11-22"), "22 November 2026"),
        (PartialDate("2021-06"), "June 2021"),
        (PartialDate("2019"), "2019"),
        (UNKNOWN_DATE, "date unknown"),
    ],
)
def test_a_day_is_as_precise_as_its_source(when, said):
    assert words.say_day(when) == said


def test_days_inside_our_sentences_are_written_out():
    assert (
        words.say_days_in("Listed as recruiting; last confirmed 2025-07-14.")
        == "Listed as recruiting; last confirmed 14 July 2025."
    )


@pytest.mark.parametrize(
    ("state", "fields", "said"),
    [
        (CellState.LITTLE, {"n": 65, "responders": 2}, "2 of 65"),
        (CellState.APPROVED, {}, "US EU"),
        (CellState.TESTING, {"sub_reason": "open", "trials_open": ("a", "b")}, "2 trials running"),
        (CellState.TESTING, {"sub_reason": "overdue"}, "results overdue"),
        (CellState.NEVER, {}, ""),
        (CellState.STOPPED, {"trials": ("a",)}, "1 trial"),
    ],
)
def test_a_box_of_the_map_says_its_count(state, fields, said):
    assert say.cell_count(make_cell("sclc", "vaccine", state, **fields), ("us", "eu")) == said


def test_studies_that_may_not_be_pooled_get_no_common_range():
    beside = make_cell("sclc", "vaccine", CellState.UNCLEAR, n=40, responders=6, k=2)
    assert say.cell_range(beside) == ""
    pooled = make_cell("sclc", "vaccine", CellState.UNCLEAR, n=85, responders=13, k=4, ci=(7.8, 26.6), pooled_pct=14.9)
    assert say.cell_range(pooled) == "The best estimate is about 15 in 100. It could be as few as 8 or as many as 27 in 100."


def test_the_counts_of_a_state_are_said_once():
    told = make_cell("sclc", "vaccine", CellState.LITTLE, n=65, responders=2, k=1, why="Few tumours shrank: 2 of 65 people.")
    assert say.cell_headline(told) == ""
    pooled = make_cell("sclc", "vaccine", CellState.UNCLEAR, n=85, responders=13, k=4, pooled_pct=14.9)
    said = "In 4 studies put together: of 85 people, 13 saw their tumours shrink by about a third or more."
    assert say.cell_headline(pooled) == said
    assert "counted side by side" in say.cell_headline(make_cell("sclc", "vaccine", CellState.UNCLEAR, n=30, responders=3, k=2))


@pytest.mark.parametrize(
    ("phase", "name", "meaning"),
    [
        ("phase-2", "Phase 2", "Looks at whether tumours shrink."),
        ("2", "Phase 2", "Looks at whether tumours shrink."),
        ("1b/2", "Phase 1b/2", "Looks for a safe dose, not for proof that it works. Looks at whether tumours shrink."),
        ("early-phase-1", "Early phase 1", "The first tiny step in people. It does not look for an effect."),
        ("not-applicable", "No phase", ""),
        ("unknown", "Phase unknown", ""),
    ],
)
def test_a_phase_is_explained(phase, name, meaning):
    assert words.phase_words(phase) == (name, meaning)


def test_every_state_has_its_own_symbol_word_and_shade():
    for part in ("label", "short", "shade", "glyph", "meaning"):
        assert len({getattr(said, part) for said in words.STATES.values()}) == len(CellState)


PLAIN = [
    text
    for table in (words.STATES, words.BADGES, words.DESIGNS, words.QUESTIONS)
    for value in table.values()
    for text in ([value.meaning] if isinstance(value, words.StateWords) else [value])
    if text
]


@pytest.mark.parametrize("text", PLAIN)
def test_our_sentences_are_short_and_without_war_or_hype(text):
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        assert len(sentence.split()) <= 20, sentence
    assert not re.search(r"\b(only|just|fail\w*|fight\w*|battle\w*|breakthrough|promising|cure\w*)\b", text, re.I), text
