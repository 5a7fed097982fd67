"""States 1 to 3, 7 and 8: approvals, randomised trials, what was stopped, what is open. First match wins."""

from datetime import date

import pytest

from ioroadmap.model.dates import PartialDate
from ioroadmap.model.vocabulary import ApprovalState, BodyKind, Scope, Setting
from tests.evidence.builders import (
    DAY,
    ENGAGER,
    cell_of,
    judge,
    make_approval,
    make_arm,
    make_cut,
    make_randomised,
    make_result,
    make_study,
    make_trial,
)

APPROVED, RANDOMISED, STOPPED, RESPONSES, UNCLEAR, TESTING, NEVER = (
    "approved",
    "randomised",
    "stopped",
    "responses",
    "unclear",
    "testing",
    "never",
)

# ---------------------------------------------------------------- 1 approved


@pytest.mark.parametrize("state", ["accelerated", "conditional", "full"])
def test_an_authorisation_in_force_that_names_the_tumour_is_approved_and_its_strength_is_printed(state):
    cell = cell_of(unit="sclc", approvals=(make_approval(state=state, setting=Setting.LATER_LINE),))
    assert (cell.state, cell.strength, cell.setting, cell.regulators) == (APPROVED, state, "later-line", ("FDA",))
    assert cell.decided_by == ("a-us",)
    assert cell.why == "A medicine of this kind is approved for this tumour by FDA."


def test_a_grant_whose_kind_nobody_saw_is_in_force_and_its_strength_unknown():
    cell = cell_of(unit="sclc", approvals=(make_approval(state="unknown", in_force=True),))
    assert (cell.state, cell.strength) == (APPROVED, "unknown")


@pytest.mark.parametrize(
    "state", ["designation", "under-review", "refused", "funded", "not-funded", "none-found", "superseded", "unknown"]
)
def test_nothing_else_is_an_approval(state):
    assert cell_of(unit="sclc", approvals=(make_approval(state=state),)).state == NEVER


def test_a_payer_approves_nothing():
    paid = make_approval(state="full", body_kind=BodyKind.FUNDER)
    assert cell_of(unit="sclc", approvals=(paid,)).state == NEVER


def test_an_approval_does_not_travel_sideways_or_up():
    cells = judge(approvals=(make_approval(unit="sclc"),))
    assert [cell.unit for cell in cells.values() if cell.state == APPROVED] == ["sclc"]
    assert cells["nec/checkpoint-inhibitor"].notes == ("Approved for: SCLC. Not for the group as a whole.",)


def test_it_travels_down_when_the_text_names_the_whole_group():
    cells = judge(approvals=(make_approval(unit="net"),))
    assert {cell.unit for cell in cells.values() if cell.state == APPROVED} == {"gep-net-g1-2", "lung-carcinoid", "net-g3"}
    part = make_approval(unit="net", entities=("foregut-carcinoid",))
    assert not [cell for cell in judge(approvals=(part,)).values() if cell.state == APPROVED]


def test_a_marker_only_approval_is_a_mark_beside_the_state():
    by_marker = make_approval("m-us", unit="none", entities=(), units=(), scope=Scope.TISSUE_AGNOSTIC, biomarker="MSI-H")
    cells = judge(make_result("a", 65, 2), approvals=(by_marker,))
    assert cells["epnec/checkpoint-inhibitor"].state == "little"
    assert [mark.marker for mark in cells["epnec/checkpoint-inhibitor"].approved_if] == ["MSI-H"]
    assert cells["mtc/checkpoint-inhibitor"].state == NEVER
    assert cells["mtc/t-cell-engager"].approved_if == ()


def test_a_withdrawn_approval_is_shown_with_its_days_and_reason_and_approves_nothing():
    ended = make_approval(state="withdrawn", since=PartialDate("2020-12-29"))
    cell = cell_of(make_result("a", 109, 13, tumour="sclc"), unit="sclc", approvals=(ended,))
    assert cell.state == "little"  # its own results: 13 of 109
    (was,) = cell.was_approved
    assert (was.since, was.until, was.reason, was.region) == ("2018-01-01", "2020-12-29", "failed-confirmation", "us")


def test_another_product_in_force_keeps_the_cell_approved_and_the_withdrawal_shown():
    ended = make_approval("b-us", state="withdrawn", drug="drug-b")
    cell = cell_of(unit="sclc", approvals=(ended, make_approval()))
    assert (cell.state, [was.drug for was in cell.was_approved]) == (APPROVED, ["drug-b"])


# ---------------------------------------------------------------- 2 benefit in a randomised trial


@pytest.mark.parametrize(
    ("changed", "state"),
    [
        ({}, RANDOMISED),
        ({"people": 99}, TESTING),
        ({"people": 100}, RANDOMISED),
        ({"people": "unknown"}, TESTING),
        ({"hi": 0.999}, RANDOMISED),
        ({"hi": 1.0}, TESTING),
        ({"outcome": "unknown"}, TESTING),
        ({"endpoint": "pfs"}, RANDOMISED),
        ({"endpoint": "response"}, TESTING),
        ({"question": "dose-v-dose"}, TESTING),
        ({"question": "class-v-class"}, TESTING),
        ({"question": "same-class"}, TESTING),
        ({"question": "several-drugs"}, TESTING),
        ({"post_hoc": True}, TESTING),
        ({"subset_of": "everybody"}, TESTING),
        ({"endpoint": "rfs", "setting": "adjuvant"}, RANDOMISED),
        ({"endpoint": "rfs", "setting": "later-line"}, TESTING),
        ({"role": "comparator"}, TESTING),
    ],
)
def test_what_a_randomised_trial_must_have(changed, state):
    assert cell_of(make_randomised("r", **changed)).state == state


def test_delayed_growth_is_not_longer_life():
    longer = cell_of(make_randomised("r"))
    assert longer.why == "In a randomised trial of 200 people, those given this kind of treatment lived longer."
    slower = cell_of(make_randomised("r", endpoint="pfs"))
    assert slower.why == "In a randomised trial of 200 people, tumours grew later; longer life is not shown."
    assert "delayed-growth" in slower.badges


def test_a_co_primary_endpoint_that_was_missed_shows_nothing():
    cut = make_cut(
        goals=[{"endpoint": "pfs", "outcome": "met"}, {"endpoint": "os", "outcome": "missed"}],
        os_ratio={"hr": 0.8, "lo": 0.64, "hi": 0.98},
        pfs_ratio={"hr": 0.75, "lo": 0.61, "hi": 0.91},
    )
    study = make_study("r", make_arm("new", cut), design="randomised", randomised_question="class-v-control", n_randomised=453)
    assert "delayed-growth" in cell_of(study).badges


def test_a_later_cut_can_overturn_a_benefit():
    def cut(day, hi, **more):
        return make_cut(day=day, goals=[{"endpoint": "os", "outcome": "met"}], os_ratio={"hr": 0.8, "lo": 0.6, "hi": hi}, **more)

    def study(*cuts):
        return make_study("r", make_arm("new", *cuts), design="randomised", randomised_question="class-v-control", n_randomised=300)

    assert cell_of(study(cut("2020", 0.95))).state == RANDOMISED
    assert cell_of(study(cut("2020", 0.95, superseded_by="2023"), cut("2023", 1.02))).state == TESTING


def test_a_missed_trial_is_listed_beside_an_approval_and_does_not_erase_it():
    missed = make_randomised("r", hi=1.04, outcome="missed", tumour="sclc")
    cell = cell_of(missed, unit="sclc", approvals=(make_approval(),))
    assert (cell.state, cell.negative_trials) == (APPROVED, ("r/new/2024",))


def test_people_who_did_worse_are_said_to_have_done_worse():
    assert "worse" in cell_of(make_randomised("r", lo=1.17, hi=1.82, outcome="missed")).badges
    assert "worse" not in cell_of(make_randomised("r", lo=0.72, hi=1.04, outcome="missed")).badges


# ---------------------------------------------------------------- 3 tested and stopped

MISSED = {"hi": 1.2, "outcome": "missed", "people": 50}


def test_a_missed_goal_with_nothing_open_is_tested_and_stopped():
    cell = cell_of(make_randomised("r", **MISSED))
    assert (cell.state, cell.decided_by) == (STOPPED, ("r/new/2024",))
    assert cell.why == "One randomised trial missed the main goal; we found none open now."


@pytest.mark.parametrize("status", ["not-yet-recruiting", "recruiting", "active-not-recruiting"])
def test_one_open_trial_keeps_it_from_being_stopped(status):
    cell = cell_of(make_randomised("r", **MISSED), trials=(make_trial(status=status),))
    assert (cell.state, cell.sub_reason) == (TESTING, "open")
    assert "other-stopped" in cell.badges


@pytest.mark.parametrize(
    ("confirmed", "state"),
    [("2024-11-22", TESTING), ("2024-10-22", STOPPED), ("unknown", STOPPED)],  # 24 months, 25 months, nobody knows
)
def test_open_means_confirmed_within_two_years(confirmed, state):
    assert cell_of(make_randomised("r", **MISSED), trials=(make_trial(confirmed=confirmed),)).state == state


@pytest.mark.parametrize(("reason", "state"), [("lack-of-effect", STOPPED), ("harm", STOPPED)])
def test_a_trial_that_ended_for_lack_of_effect_or_harm_stops_a_class(reason, state):
    assert cell_of(trials=(make_trial(status="terminated", ended_for=reason),)).state == state


@pytest.mark.parametrize("reason", ["money", "accrual", "other"])
def test_a_trial_that_ended_for_other_reasons_is_a_badge(reason):
    cell = cell_of(trials=(make_trial(status="terminated", ended_for=reason),))
    assert cell.state == TESTING
    assert "stopped-for-other-reasons" in cell.badges


def test_one_medicine_stopped_is_not_a_class_stopped():
    failed = make_randomised("r", **MISSED, drugs=("drug-a",))
    same = make_result("a", 60, 20, drugs=("drug-a",))
    other = make_result("b", 60, 20, drugs=("drug-b",))
    assert cell_of(failed, same).state == STOPPED
    cell = cell_of(failed, other)
    assert cell.state == RESPONSES
    assert "other-stopped" in cell.badges


def test_class_against_class_does_not_stop_a_class():
    cell = cell_of(make_randomised("r", **MISSED, question="same-class"))
    assert (cell.state, cell.negative_trials) == (TESTING, ("r/new/2024",))


# ---------------------------------------------------------------- 7 being tested, 8 never


@pytest.mark.parametrize(
    ("trial", "reason"),
    [
        (make_trial(), "open"),
        (make_trial(confirmed="2023-01"), "listed-open"),
        (make_trial(status="completed"), "closed-unreported"),
        (make_trial(status="unknown"), "status-unknown"),
        (make_trial(status="completed", is_overdue=True), "overdue"),
    ],
)
def test_being_tested_says_which_kind(trial, reason):
    cell = cell_of(trials=(trial,))
    assert (cell.state, cell.sub_reason, cell.trials) == (TESTING, reason, (trial.id,))
    assert bool(cell.trials_open) == (reason == "open")


def test_four_people_are_no_result_yet():
    cell = cell_of(make_result("a", 2, 1))
    assert (cell.state, cell.sub_reason) == (TESTING, "few-people")


def test_included_but_never_reported_apart_is_said():
    mixed = make_result("a", 60, 3, tumour="nen", study={"registry": ["NCT00000001"]})
    trial = make_trial(units=("epnec", "net-g3"), status="completed")
    cell = cell_of(mixed, unit="net-g3", trials=(trial,))
    assert (cell.state, cell.sub_reason) == (TESTING, "included-not-reported")
    assert cell.why == "People with this tumour were in a trial, but their results were never given apart."


def test_reported_apart_is_not_never_reported_apart():
    whole = make_arm("all", make_cut(60, 3), tumour="nen")
    part = make_arm("net-g3", make_cut(22, 1), tumour="net-g3", subset_of="all")
    study = make_study("s", whole, part, registry=["NCT00000001"])
    cell = cell_of(study, unit="net-g3", trials=(make_trial(units=("net-g3",), status="completed"),))
    assert cell.state == UNCLEAR
    assert "included-not-reported" not in cell.badges


def test_never_says_on_which_day():
    cell = cell_of(unit="mtc", klass=ENGAGER, as_of=date(2025, 3, 1))
    assert (cell.state, cell.why, cell.as_of) == (NEVER, "We found none as of 1 March 2025.", date(2025, 3, 1))


# ---------------------------------------------------------------- the order


def test_first_match_wins():
    layers = [
        (NEVER, {}, ()),
        (TESTING, {"trials": (make_trial(status="completed"),)}, ()),
        (UNCLEAR, {}, (make_result("a", 20, 2),)),
        ("little", {}, (make_result("b", 40, 0),)),
        (RESPONSES, {}, (make_result("c", 20, 9, stratum="dual"),)),
        (STOPPED, {"trials": (make_trial(2, status="terminated", ended_for="harm", drugs=("drug-a",)),)}, ()),
        (RANDOMISED, {}, (make_randomised("d"),)),
        (APPROVED, {"approvals": (make_approval(unit="epnec"),)}, ()),
    ]
    studies, given = (), {"trials": (), "approvals": ()}
    for state, more, results in layers:
        studies += results
        given = {name: given[name] + more.get(name, ()) for name in given}
        assert cell_of(*studies, **given).state == state


# ---------------------------------------------------------------- mixed groups


def test_a_mixed_group_has_a_state_of_its_own_and_says_so():
    cell = cell_of(make_result("a", 69, 9, tumour="nen"), unit="nen")
    assert (cell.state, cell.sub_reason) == (UNCLEAR, "in-between")
    assert "mixed-group" in cell.badges
    assert cell.why.startswith("In a mixed group, ")


def test_a_mixed_group_is_never_approved_nor_of_randomised_benefit():
    approval = make_approval(unit="net")
    cell = cell_of(make_randomised("r", tumour="net"), unit="net", approvals=(approval,))
    assert cell.state == TESTING
    assert cell.regulators == ()


def test_planned_parts_take_the_evidence_down_and_afterthoughts_do_not():
    def study(**more):
        whole = make_arm("all", make_cut(40, 8), tumour="nen")
        nec = make_arm("nec", make_cut(32, 6), subset_of="all", **more)
        net = make_arm("net", make_cut(8, 2), tumour="net", subset_of="all", **more)
        return make_study("s", whole, nec, net)

    assert cell_of(study(), unit="nen").n is None
    assert cell_of(study(), unit="epnec").n == 32
    assert cell_of(study(post_hoc=True), unit="nen").n == 40


def test_a_mixed_group_is_never_pooled():
    cell = cell_of(*(make_result(name, 20, 3, tumour="nen") for name in "abc"), unit="nen")
    assert (cell.pooled_pct, cell.ci, cell.n) == (None, None, 60)


@pytest.mark.parametrize(
    ("studies", "trials", "state"),
    [((make_result("a", 60, 13),), (), UNCLEAR), ((), (make_trial(),), TESTING), ((), (), NEVER)],
)
def test_a_mixed_group_without_results_says_what_its_parts_have(studies, trials, state):
    cell = cell_of(*studies, unit="nec", trials=trials)
    assert (cell.state, cell.sub_reason) == (state, "" if state == NEVER else "see-parts")
    assert cell.n is None


def test_no_cell_is_blank():
    cells = judge()
    assert len(cells) == 130
    assert {cell.state for cell in cells.values()} == {NEVER}
    assert all(cell.why and cell.as_of == DAY for cell in cells.values())
    assert ApprovalState.WITHDRAWN not in {cell.strength for cell in cells.values()}
