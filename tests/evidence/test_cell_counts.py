"""States 4 to 6 and pooling: each threshold one below and at it. Counts are made up; the limits are Clopper-Pearson or the GLMM."""

import pytest

from tests.evidence.builders import cell_of, make_arm, make_cut, make_result, make_study

RESPONSES, LITTLE, UNCLEAR, TESTING = "responses", "little", "unclear", "testing"


@pytest.mark.parametrize(
    ("responders", "n", "state"),
    [
        # lower limit reaches 10 % at the second of each pair
        (4, 15, UNCLEAR),
        (5, 15, RESPONSES),
        (5, 20, UNCLEAR),
        (6, 20, RESPONSES),
        (7, 30, UNCLEAR),
        (8, 30, RESPONSES),
        (8, 40, UNCLEAR),
        (9, 40, RESPONSES),
        (11, 60, UNCLEAR),
        (12, 60, RESPONSES),
        (16, 100, UNCLEAR),
        (17, 100, RESPONSES),
        # a cohort of 14 cannot set it, whatever it shows
        (14, 14, UNCLEAR),
        (15, 15, RESPONSES),
        # upper limit falls under 20 % at the first of each pair
        (0, 17, LITTLE),
        (1, 17, UNCLEAR),
        (0, 16, UNCLEAR),
        (1, 30, LITTLE),
        (2, 30, UNCLEAR),
        (2, 40, LITTLE),
        (3, 40, UNCLEAR),
        (5, 60, LITTLE),
        (6, 60, UNCLEAR),
        (11, 100, LITTLE),
        (12, 100, UNCLEAR),  # 20.02 %: limits are compared unrounded
        # people who can be counted at all
        (0, 4, TESTING),
        (0, 5, UNCLEAR),
    ],
)
def test_one_cohort_on_both_sides_of_each_line(responders, n, state):
    assert cell_of(make_result("a", n, responders)).state == state


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([(4, 39)], "too-few-people"),
        ([(5, 40)], "in-between"),
        ([(1, 20), (4, 20)], "trials-disagree"),  # 5 % and 20 %
        ([(2, 20), (4, 20)], "in-between"),  # 10 % is not under 10 %, 4 of 20 is 20 %
        ([(1, 19), (3, 19)], "too-few-people"),
    ],
)
def test_unclear_says_why(counts, reason):
    cell = cell_of(*(make_result(f"s{i}", n, responders) for i, (responders, n) in enumerate(counts)))
    assert (cell.state, cell.sub_reason) == (UNCLEAR, reason)


# ---------------------------------------------------------------- pooling (rule C)


def test_two_studies_are_listed_and_not_pooled():
    cell = cell_of(make_result("a", 30, 4), make_result("b", 30, 5))
    assert (cell.k, cell.n, cell.responders, cell.ci, cell.pooled_pct) == (2, 60, 9, None, None)


def test_three_studies_of_39_people_are_not_pooled_and_of_40_are():
    assert cell_of(*(make_result(name, 13, 2) for name in "abc")).pooled_pct is None
    cell = cell_of(make_result("a", 14, 2), make_result("b", 13, 2), make_result("c", 13, 2))
    assert (cell.k, cell.n, cell.state) == (3, 40, UNCLEAR)
    assert cell.pooled_pct == pytest.approx(15.0)


def test_a_pool_overrules_a_cohort_that_would_have_set_responses():
    alone = make_result("a", 15, 5)
    assert cell_of(alone).state == RESPONSES
    cell = cell_of(alone, make_result("b", 40, 0), make_result("c", 40, 1))
    assert cell.state == UNCLEAR
    assert cell.sub_reason == "trials-disagree"


@pytest.mark.parametrize(
    "odd_one",
    [
        make_result("c", 20, 3, setting="first-line"),
        make_result("c", 20, 3, stratum="dual"),
        make_result("c", 20, 3, cut={"response": {"criteria": "iRECIST"}}),
        make_result("c", 20, 3, cut={"response": {"criteria": ""}}),
    ],
    ids=["another line", "another stratum", "other criteria", "criteria not stated"],
)
def test_only_like_is_pooled_with_like(odd_one):
    assert cell_of(make_result("a", 20, 3), make_result("b", 20, 3), odd_one).pooled_pct is None
    assert cell_of(make_result("a", 20, 3), make_result("b", 20, 3), make_result("c", 20, 3)).pooled_pct == pytest.approx(15.0)


def test_spellings_of_the_same_criteria_pool():
    cuts = ("RECIST 1.1", "RECIST v1.1, confirmed, blinded review", "by RECIST")
    studies = [make_result(f"s{i}", 20, 3, cut={"response": {"criteria": words}}) for i, words in enumerate(cuts)]
    assert cell_of(*studies).k == 3


def test_other_criteria_stand_beside_the_pool_as_a_sensitivity():
    pooled = [make_result(name, 20, 3) for name in "abc"]
    line = cell_of(*pooled, make_result("d", 20, 0, cut={"response": {"criteria": "irRECIST"}})).strata[0]
    assert line.k == 3
    assert line.sensitivity is not None
    assert line.sensitivity[0] < line.pooled_pct


def test_a_small_pool_shows_the_range_of_its_studies_and_one_of_five_a_prediction():
    four = cell_of(*(make_result(f"s{i}", 20, 3) for i in range(4))).strata[0]
    assert (four.spread, four.prediction) == ((15.0, 15.0), None)
    five = cell_of(*(make_result(f"s{i}", 20, 3) for i in range(5))).strata[0]
    assert five.spread is None
    assert five.prediction[0] <= 15 <= five.prediction[1]


@pytest.mark.parametrize(
    ("counts", "varies"),
    [
        ([(0, 20), (3, 20), (7, 20)], True),  # 0 % to 35 %
        ([(1, 20), (3, 20), (7, 20)], False),  # 5 % is not under 5 %
        ([(0, 20), (3, 20), (6, 20)], False),  # 30 % is not above 30 %
    ],
)
def test_results_that_vary_a_lot_say_so(counts, varies):
    cell = cell_of(*(make_result(f"s{i}", n, responders) for i, (responders, n) in enumerate(counts)))
    assert ("results-vary" in cell.badges) is varies


def test_a_pool_of_none_uses_the_exact_interval_of_the_sums():
    cell = cell_of(*(make_result(name, 20, 0) for name in "abc"))
    assert cell.state == LITTLE
    assert cell.ci == pytest.approx((0, 100 * (1 - 0.025 ** (1 / 60))))


# ---------------------------------------------------------------- strata (rule D)


def test_the_best_stratum_speaks_for_the_class_and_is_named():
    cell = cell_of(make_result("a", 100, 5), make_result("b", 20, 6, stratum="dual"))
    assert (cell.state, cell.stratum, cell.n) == (RESPONSES, "dual", 20)
    assert [(line.stratum, line.state) for line in cell.strata] == [("single", LITTLE), ("dual", RESPONSES)]


def test_without_a_positive_one_the_stratum_with_most_people_speaks():
    cell = cell_of(make_result("a", 30, 5), make_result("b", 27, 2, stratum="dual"))
    assert (cell.state, cell.sub_reason, cell.stratum, cell.n) == (UNCLEAR, "too-few-people", "single", 30)


def test_a_small_cohort_cannot_say_little_against_a_larger_one():
    cell = cell_of(make_result("a", 17, 0), make_result("b", 60, 9))
    assert cell.state == UNCLEAR


def test_a_contradicted_cohort_carries_the_mark():
    cell = cell_of(make_result("a", 20, 6), make_result("b", 40, 1))
    assert cell.state == RESPONSES
    assert "trials-disagree" in cell.badges
    assert "trials-disagree" not in cell_of(make_result("a", 20, 6), make_result("b", 40, 9)).badges


# ---------------------------------------------------------------- close calls


@pytest.mark.parametrize(
    ("responders", "n", "is_close"),
    [(12, 60, True), (13, 60, False), (11, 60, True), (0, 17, True), (2, 65, False), (3, 40, True), (9, 40, True), (20, 40, False)],
)
def test_one_responder_that_would_change_the_state_is_a_close_call(responders, n, is_close):
    assert ("borderline" in cell_of(make_result("a", n, responders)).badges) is is_close


def test_a_responder_in_any_one_study_of_a_pool_can_make_it_close():
    cell = cell_of(make_result("a", 21, 1), make_result("b", 14, 1), make_result("c", 32, 6), make_result("d", 18, 5))
    assert "borderline" in cell.badges


# ---------------------------------------------------------------- cohorts


def test_parts_of_one_study_are_one_cohort():
    gut = make_arm("gut", make_cut(32, 1), tumour="gep-net-g1-2", subset_of="all")
    pancreas = make_arm("pancreas", make_cut(33, 1), tumour="gep-net-g1-2", subset_of="all")
    whole = make_arm("all", make_cut(95, 7), tumour="net")
    cell = cell_of(make_study("s", whole, gut, pancreas), unit="gep-net-g1-2")
    assert (cell.state, cell.n, cell.responders, cell.k) == (LITTLE, 65, 2, 1)
    assert cell.decided_by == ("s/gut/2024", "s/pancreas/2024")
