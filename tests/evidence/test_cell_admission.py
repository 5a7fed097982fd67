"""Rule A: what may decide a cell. Each test is a way to count people who should not be counted."""

import pytest

from tests.evidence.builders import ENGAGER, cell_of, judge, make_arm, make_cut, make_randomised, make_result, make_study

RESPONSES, LITTLE, UNCLEAR, TESTING, NEVER = "responses", "little", "unclear", "testing", "never"


@pytest.mark.parametrize("design", ["retrospective", "expanded-access"])
def test_a_look_back_at_records_is_shown_and_sets_nothing(design):
    cell = cell_of(make_result("a", 60, 30, study={"design": design, "prospective": False}))
    assert (cell.state, cell.other_evidence) == (NEVER, ("a/all/2024",))
    assert "look back at records" in cell.why


def test_a_rate_without_its_counts_sets_nothing():
    cell = cell_of(make_result("a", 60, "not-reported", cut={"response": {"pct": 40.0}}))
    assert (cell.state, cell.sub_reason, cell.n) == (TESTING, "no-counts", None)


def test_a_derived_count_counts():
    cell = cell_of(make_result("a", 60, 13, cut={"response": {"basis": "derived"}}))
    assert cell.state == RESPONSES


def test_a_complete_pathological_response_is_not_a_response_rate():
    assert cell_of(make_result("a", 36, 17, cut={"response": {"endpoint": "pcr"}})).state == TESTING


# ---------------------------------------------------------------- each person once


def test_a_later_cut_replaces_the_earlier_one():
    arm = make_arm("all", make_cut(60, 3, day="2025"), make_cut(29, 12, day="2019", superseded_by="2025"))
    cell = cell_of(make_study("s", arm))
    assert (cell.state, cell.n, cell.responders) == (LITTLE, 60, 3)
    assert cell.other_evidence == ("s/all/2019",)


def test_a_superseded_cut_counts_where_it_is_the_only_source_of_that_outcome():
    arm = make_arm("all", make_cut(63, day="2023"), make_cut(63, 2, day="2020", superseded_by="2023"))
    cell = cell_of(make_study("s", arm))
    assert (cell.state, cell.decided_by) == (LITTLE, ("s/all/2020",))


def test_two_cuts_that_nobody_linked_are_the_same_people():
    arm = make_arm("all", make_cut(40, 4, day="2019"), make_cut(60, 5, day="2021"))
    assert cell_of(make_study("s", arm)).n == 60


def test_a_part_is_not_counted_beside_its_whole():
    whole = make_arm("all", make_cut(60, 5))
    best = make_arm("responders", make_cut(20, 5), subset_of="all")
    cell = cell_of(make_study("s", whole, best))
    assert (cell.state, cell.n) == (LITTLE, 60)


def test_a_part_of_a_part_is_not_counted_either():
    whole = make_arm("all", make_cut(60, 5))
    part = make_arm("part", make_cut("not-reported", "not-reported"), subset_of="all")
    grandchild = make_arm("best", make_cut(15, 5), subset_of="part")
    assert cell_of(make_study("s", whole, part, grandchild)).n == 60


def test_parts_that_overlap_are_not_added_up():
    whole = make_arm("all", make_cut(40, "not-reported"), n_enrolled=40)
    one = make_arm("one", make_cut(30, 3), subset_of="all")
    other = make_arm("other", make_cut(25, 9), subset_of="all")
    assert cell_of(make_study("s", whole, one, other)).n == 30


def test_the_same_people_in_another_study_count_once():
    first = make_result("a", 60, 5)
    again = make_result("b", 50, 20, same_people_as="a/all")
    cell = cell_of(first, again)
    assert (cell.k, cell.n) == (1, 60)


def test_a_pooled_analysis_is_not_counted_beside_its_studies():
    registry = {"registry": ["NCT01234567"]}
    parts = make_result("a", 107, 20, study=registry)
    pooled = make_result("p", 83, 16, study={**registry, "design": "pooled"})
    assert cell_of(parts, pooled).decided_by == ("a/all/2024",)


def test_two_looks_at_one_study_are_not_added_up_unless_told_to_be_different_people():
    early = make_arm("all-doses", make_cut(19, 14, day="2024"))
    late = make_arm("one-dose", make_cut(19, 2, day="2025"))
    cell = cell_of(make_study("s", early, late))
    assert (cell.n, cell.decided_by) == (19, ("s/one-dose/2025",))


def test_cohorts_reported_together_are_added_up():
    low, high = make_arm("low", make_cut(30, 3)), make_arm("high", make_cut(30, 10))
    assert cell_of(make_study("s", low, high)).n == 60


# ---------------------------------------------------------------- post hoc


@pytest.mark.parametrize(("n", "responders", "state"), [(19, 9, UNCLEAR), (20, 9, RESPONSES)])
def test_a_small_group_picked_afterwards_cannot_set_responses(n, responders, state):
    whole = make_arm("all", make_cut(32, 9), tumour="nen")
    part = make_arm("high-grade", make_cut(n, responders), subset_of="all", post_hoc=True)
    assert cell_of(make_study("s", whole, part)).state == state


# ---------------------------------------------------------------- attributable


@pytest.mark.parametrize("stratum", ["single", "dual", "with-somatostatin-analogue"])
def test_alone_two_of_a_kind_or_with_a_somatostatin_analogue_is_attributable(stratum):
    assert cell_of(make_result("a", 40, 12, stratum=stratum)).state == RESPONSES


@pytest.mark.parametrize("stratum", ["with-chemotherapy", "with-tki", "with-radioligand", "with-radiotherapy", "with-other-class"])
def test_beside_another_treatment_it_is_not(stratum):
    cell = cell_of(make_result("a", 40, 25, stratum=stratum))
    assert (cell.state, cell.sub_reason, cell.n) == (TESTING, "combination-only", None)
    assert "combination-only" in cell.badges
    assert [(line.state, line.n, line.responders) for line in cell.strata] == [(TESTING, 40, 25)]


@pytest.mark.parametrize(
    ("question", "outcome", "state"),
    [
        ("class-v-control", "met", RESPONSES),
        ("class-v-control", "missed", "stopped"),  # its responses are the partner's
        ("several-drugs", "met", TESTING),
        ("same-class", "met", TESTING),
    ],
)
def test_a_randomised_comparison_that_isolates_the_class_makes_it_attributable(question, outcome, state):
    cut = make_cut(60, 30, goals=[{"endpoint": "response", "outcome": outcome}])
    arm = make_arm("new", cut, stratum="with-chemotherapy")
    study = make_study("s", arm, design="randomised", randomised_question=question, n_randomised=120)
    assert cell_of(study).state == state


# ---------------------------------------------------------------- mixed populations


@pytest.mark.parametrize(("share", "unit"), [(80.0, "epnec"), (79.4, "nen"), (100, "epnec")])
def test_the_whole_counts_for_a_tumour_when_four_in_five_have_it(share, unit):
    cells = judge(make_result("a", 34, 2, share_of_unit=share))
    counted = {cell.unit for cell in cells.values() if cell.n}
    assert counted == {unit}


def test_evidence_never_flows_down_or_sideways():
    cells = judge(make_result("a", 60, 20, tumour="nec"))
    assert {cell.unit for cell in cells.values() if cell.n} == {"nec"}
    assert cells["epnec/checkpoint-inhibitor"].state == NEVER


# ---------------------------------------------------------------- markers


def test_a_group_chosen_by_a_marker_never_sets_the_state_and_is_shown():
    whole = make_arm("all", make_cut(60, 7), klass=ENGAGER)
    high = make_arm("DLL3-high", make_cut(30, 12), klass=ENGAGER, subset_of="all", biomarker_selected="DLL3-high")
    cell = cell_of(make_study("s", whole, high), klass=ENGAGER)
    assert cell.n == 60
    assert cell.notes == ("People chosen by a marker: DLL3-high: 12 of 30.",)


def test_a_trial_that_asks_for_the_drugs_own_target_counts_and_says_so():
    cell = cell_of(make_result("a", 69, 9, klass=ENGAGER, biomarker_selected="DLL3 on more than 1 % of cells"), klass=ENGAGER)
    assert (cell.state, cell.n) == (UNCLEAR, 69)
    assert cell.notes == ("Everyone’s tumour carried a marker: DLL3 on more than 1 % of cells.",)


def test_a_trial_that_asks_for_another_marker_does_not():
    assert cell_of(make_result("a", 69, 30, klass=ENGAGER, biomarker_selected="ASCL1-positive"), klass=ENGAGER).state == TESTING


def test_a_checkpoint_trial_in_marker_positive_people_does_not_speak_for_all():
    cell = cell_of(make_result("a", 60, 30, biomarker_selected="PD-L1-positive"))
    assert (cell.state, cell.n) == (TESTING, None)
    assert cell.notes == ("People chosen by a marker: all (PD-L1-positive): 30 of 60.",)


def test_randomised_arms_of_people_chosen_by_a_marker_show_no_benefit_for_all():
    assert cell_of(make_randomised("r", biomarker_selected="PD-L1-positive")).state == TESTING


def test_an_arm_that_a_curator_set_aside_is_shown_and_never_decides():
    """The gocatamig report of all tumours: about two thirds of its 49 people had small cell lung cancer."""
    arm = make_arm(
        "all tumours", make_cut(49, 15), not_counted_because="About two thirds had another tumour, with a row of its own."
    )
    cell = cell_of(make_study("s", arm))
    assert (cell.state, cell.sub_reason, cell.decided_by) == (TESTING, "not-counted", ())
    assert cell.other_evidence
