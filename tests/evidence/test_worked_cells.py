"""The cells that a reader with a clinical background worked out by hand, on the evidence named there: the rule must agree.

Counts are those of the studies named; a newer study in the pack may rightly change a state there (`test_cells_of_the_real_pack`).
"""

import pytest

from ioroadmap.model.dates import PartialDate
from ioroadmap.model.vocabulary import Scope, Setting
from tests.evidence.builders import (
    ENGAGER,
    cell_of,
    make_approval,
    make_arm,
    make_cut,
    make_randomised,
    make_result,
    make_study,
    make_trial,
)

ADC, CYTOKINE, VIRUS, CELLS = "antibody-drug-conjugate", "cytokine", "oncolytic-virus", "cell-therapy"
IMMUNE = {"response": {"criteria": "irRECIST"}}
MARKER = make_approval("msi", entities=(), units=(), scope=Scope.TISSUE_AGNOSTIC, biomarker="MSI-H or dMMR")


def spartalizumab():
    parts = [("thoracic", "lung-carcinoid", 30, 5), ("gut", "gep-net-g1-2", 32, 1), ("pancreas", "gep-net-g1-2", 33, 1)]
    arms = [make_arm(name, make_cut(n, r), tumour=unit, subset_of="net") for name, unit, n, r in parts]
    return make_study("spartalizumab", make_arm("net", make_cut(95, 7), tumour="net"), *arms, make_arm("gep-nec", make_cut(21, 1)))


def dune():
    cohorts = [
        ("lung", "lung-carcinoid", 27, 2),
        ("gut", "gep-net-g1-2", 31, 0),
        ("pancreas", "gep-net-g1-2", 32, 2),
        ("g3", "nen", 33, 3),
    ]
    arms = []
    for name, unit, n, responders in cohorts:
        early = make_cut(n, responders, day="2020", superseded_by="2023", **IMMUNE)
        arms.append(make_arm(name, make_cut(n, day="2023", **IMMUNE), early, tumour=unit, stratum="dual"))
    return make_study("dune", *arms)


def toripalimab():
    parts = [make_arm("nec", make_cut(32, 6), subset_of="all"), make_arm("net", make_cut(8, 2), tumour="net", subset_of="all")]
    return make_study("toripalimab", make_arm("all", make_cut(40, 8), tumour="nen"), *parts)


def avenec():
    registry = {"registry": ["NCT00000009"]}
    return make_result("avenec", 60, 3, tumour="nen", cut={"response": {"criteria": "iRECIST"}}, study=registry)


def single_agents_in_nec(in_spartalizumab=1):
    return (
        make_result("spartalizumab", 21, in_spartalizumab),
        make_result("raj", 14, 1),
        toripalimab(),
        make_result("sintilimab", 18, 5, share_of_unit=94.4),
        avenec(),
    )


def obrixtamig(responders=13):
    high = make_arm("DLL3-high", make_cut(30, responders - 1), klass=ENGAGER, subset_of="all", biomarker_selected="DLL3-high")
    low = make_arm("DLL3-low", make_cut(30, 1), klass=ENGAGER, subset_of="all", biomarker_selected="DLL3-low")
    return make_study("obrixtamig", make_arm("all", make_cut(60, responders), klass=ENGAGER), high, low)


# ---------------------------------------------------------------- the table


def test_1_sclc_and_checkpoint_inhibitors_are_approved_with_two_missed_trials_and_two_withdrawals():
    studies = (
        make_randomised("first-line", 0.91, tumour="sclc", stratum="with-chemotherapy", setting="first-line", people=403),
        make_randomised("second-line", 1.04, lo=0.72, outcome="missed", tumour="sclc", people=569),
        make_randomised("maintenance", 1.12, lo=0.75, outcome="missed", tumour="sclc", setting="maintenance", stratum="dual"),
    )
    approvals = (
        make_approval("a", drug="one"),
        make_approval("b", drug="two", setting=Setting.CONSOLIDATION),
        make_approval("c", drug="three", state="withdrawn", since=PartialDate("2020-12-29")),
        make_approval("d", drug="four", state="withdrawn", since=PartialDate("2021-03-30")),
    )
    cell = cell_of(*studies, unit="sclc", approvals=approvals)
    assert (cell.state, cell.setting) == ("approved", "consolidation, first-line")
    assert cell.negative_trials == ("maintenance/new/2024", "second-line/new/2024")
    assert [was.drug for was in cell.was_approved] == ["three", "four"]


def test_1_without_its_approvals_it_would_be_benefit_in_a_randomised_trial():
    study = make_randomised("first-line", 0.91, tumour="sclc", stratum="with-chemotherapy", setting="first-line", people=403)
    cell = cell_of(study, unit="sclc")
    assert (cell.state, cell.stratum) == ("randomised", "with-chemotherapy")


def test_2_sclc_and_t_cell_engagers_are_approved():
    study = make_randomised("phase-3", 0.77, tumour="sclc", klass=ENGAGER, people=509)
    cell = cell_of(study, unit="sclc", klass=ENGAGER, approvals=(make_approval(klass=ENGAGER),))
    assert cell.state == "approved"


def test_3_sclc_and_antibody_drug_conjugates_responses_though_another_was_stopped():
    studies = (
        make_result(
            "ideate",
            137,
            66,
            tumour="sclc",
            klass=ADC,
            drugs=("i-dxd",),
            study={"design": "randomised", "randomised_question": "dose-v-dose"},
        ),
        make_randomised("tahoe", 1.8, lo=1.1, outcome="missed", tumour="sclc", klass=ADC, drugs=("rova-t",), people=444),
        make_randomised("meru", 1.3, lo=0.8, outcome="missed", tumour="sclc", klass=ADC, drugs=("rova-t",), people=748),
    )
    cell = cell_of(*studies, unit="sclc", klass=ADC)
    assert (cell.state, cell.n, cell.responders) == ("responses", 137, 66)
    assert cell.ci == pytest.approx((39.6, 56.9), abs=0.05)
    assert {"other-stopped", "worse"} <= set(cell.badges)


def test_4_mcc_and_checkpoint_inhibitors_are_approved_and_the_adjuvant_trial_missed():
    studies = (
        make_result("keynote", 50, 29, tumour="mcc", setting="first-line"),
        make_result("podium", 101, 55, tumour="mcc", setting="first-line"),
        make_randomised("stamp", 1.05, outcome="missed", endpoint="rfs", tumour="mcc", setting="adjuvant", people=293),
    )
    cell = cell_of(*studies, unit="mcc", approvals=(make_approval(unit="mcc", setting=Setting.ANY_LINE),))
    assert (cell.state, cell.setting, cell.negative_trials) == ("approved", "any-line", ("stamp/new/2024",))


def test_5_nec_and_single_checkpoint_inhibitors_trials_disagree_and_it_is_a_close_call():
    cell = cell_of(*single_agents_in_nec(), approvals=(MARKER,))
    assert (cell.state, cell.sub_reason, cell.stratum) == ("unclear", "trials-disagree", "single")
    assert (cell.k, cell.n, cell.responders) == (4, 85, 13)
    assert (cell.pooled_pct, *cell.ci) == pytest.approx((14.9, 7.8, 26.5), abs=0.05)
    assert "borderline" in cell.badges
    assert [mark.marker for mark in cell.approved_if] == ["MSI-H or dMMR"]
    assert cell.why == "Trials disagree: tumours shrank in 1 of 21 people here, in 5 of 18 there."


def test_5_flips_to_responses_on_one_responder():
    cell = cell_of(*single_agents_in_nec(in_spartalizumab=2))
    assert cell.state == "responses"
    assert (cell.pooled_pct, *cell.ci) == pytest.approx((16.5, 10.0, 25.9), abs=0.05)
    assert cell.ci[0] >= 10
    assert "borderline" in cell.badges


def test_5_with_the_mixed_trial_it_would_be_one_step_from_little():
    mixed_in = make_result("avenec", 60, 3)
    cell = cell_of(*single_agents_in_nec()[:4], mixed_in)
    assert (cell.state, cell.k, cell.n) == ("unclear", 5, 145)
    assert (cell.pooled_pct, *cell.ci) == pytest.approx((10.8, 5.2, 21.0), abs=0.05)


def dual_in_nec():
    whole = make_arm("all", make_cut(32, 8), tumour="nen", stratum="dual", setting="any-line")
    high = make_arm("high", make_cut(18, 8), stratum="dual", setting="any-line", subset_of="all", post_hoc=True)
    looked_back = make_result(
        "al-toubah", 34, 5, stratum="dual", share_of_unit=79.4, study={"design": "retrospective", "prospective": False}
    )
    return make_study("dart", whole, high), dune(), looked_back


def test_6_nec_and_two_checkpoint_inhibitors_is_unclear_for_a_group_picked_afterwards_cannot_decide():
    cell = cell_of(*dual_in_nec())
    assert (cell.state, cell.sub_reason, cell.n, cell.responders) == ("unclear", "too-few-people", 18, 8)
    assert cell.ci == pytest.approx((21.5, 69.2), abs=0.05)


def test_7_nec_and_checkpoint_with_chemotherapy_is_being_tested_and_seen_in_combination_only():
    with_chemotherapy = {"stratum": "with-chemotherapy"}
    nice = make_result("nice", 37, 21, share_of_unit=67.6, setting="first-line", **with_chemotherapy)
    cell = cell_of(make_result("raj-b", 22, 1, **with_chemotherapy), nice, trials=(make_trial(),))
    assert (cell.state, cell.sub_reason) == ("testing", "open")
    assert "combination-only" in cell.badges
    assert [(line.stratum, line.sub_reason, line.n, line.responders) for line in cell.strata] == [
        ("with-chemotherapy", "combination-only", 22, 1)
    ]


def test_8_nec_and_t_cell_engagers_responses_nearly_all_with_much_of_the_target():
    cell = cell_of(obrixtamig(), make_result("gocatamig", 9, 4, klass=ENGAGER), klass=ENGAGER)
    assert (cell.state, cell.n, cell.responders) == ("responses", 60, 13)
    assert cell.ci == pytest.approx((12.1, 34.2), abs=0.05)
    assert cell.notes == ("People chosen by a marker: DLL3-high: 12 of 30; DLL3-low: 1 of 30.",)


@pytest.mark.parametrize(
    ("responders", "state", "is_close"), [(13, "responses", False), (12, "responses", True), (11, "unclear", True)]
)
def test_8_holds_at_12_of_60_and_falls_at_11(responders, state, is_close):
    """13 of 60 has one responder to spare: losing one leaves it standing (10.8 %), losing two does not (9.5 %). So the badge, which
    says that *one* would change the line, is true at 12 and not yet at 13."""
    cell = cell_of(obrixtamig(responders), klass=ENGAGER)
    assert (cell.state, "borderline" in cell.badges) == (state, is_close)


def test_9_gep_net_and_checkpoint_inhibitors_little():
    cell = cell_of(spartalizumab(), dune(), unit="gep-net-g1-2")
    assert (cell.state, cell.n, cell.responders) == ("little", 65, 2)
    assert cell.ci == pytest.approx((0.4, 10.7), abs=0.05)
    dual = cell.strata[1]
    assert (dual.state, dual.n, dual.responders) == ("little", 63, 2)
    assert dual.ci == pytest.approx((0.4, 11.0), abs=0.05)
    assert cell.why == "Few tumours shrank: 2 of 65 people."


def test_10_lung_carcinoid_and_checkpoint_inhibitors_too_few_people():
    cell = cell_of(spartalizumab(), dune(), unit="lung-carcinoid")
    assert (cell.state, cell.sub_reason, cell.n) == ("unclear", "too-few-people", 30)
    assert [line.ci for line in cell.strata] == [pytest.approx((5.6, 34.7), abs=0.05), pytest.approx((0.9, 24.3), abs=0.05)]


def test_11_net_g3_and_checkpoint_inhibitors_included_and_never_reported_apart():
    with_tki = make_result("surufatinib", 12, "not-reported", tumour="net-g3", stratum="with-tki")
    looked_back = make_result(
        "mayo", "not-reported", "not-reported", tumour="net-g3", study={"design": "retrospective", "prospective": False}
    )
    trial = make_trial(9, units=("epnec", "net-g3"), status="completed")
    cell = cell_of(avenec(), with_tki, looked_back, unit="net-g3", trials=(trial,))
    assert (cell.state, cell.sub_reason) == ("testing", "included-not-reported")


def test_12_net_and_cytokines_little_and_once_approved():
    with_ssa = {"tumour": "net", "klass": CYTOKINE, "stratum": "with-somatostatin-analogue", "setting": "any-line"}
    old = make_approval("eu", unit="net", klass=CYTOKINE, state="withdrawn", since=PartialDate("unknown"))
    cell = cell_of(
        make_result("s0518", 213, 9, **with_ssa),
        make_result("peg", 22, 0, **with_ssa),
        unit="net",
        klass=CYTOKINE,
        approvals=(old,),
    )
    assert (cell.state, cell.n, cell.responders) == ("little", 213, 9)
    assert cell.ci == pytest.approx((2, 8), abs=0.2)
    assert [was.until for was in cell.was_approved] == ["unknown"]
    alone = cell_of(
        make_result("s0518", 213, "not-reported", **with_ssa), make_result("peg", 22, 0, **with_ssa), unit="net", klass=CYTOKINE
    )
    assert (alone.state, alone.n) == ("little", 22)


def test_13_ppgl_and_checkpoint_inhibitors_too_few():
    cell = cell_of(
        make_result("naing", "not-reported", 0, tumour="ppgl"), make_result("jimenez", 11, 1, tumour="ppgl"), unit="ppgl"
    )
    assert (cell.state, cell.sub_reason, cell.n) == ("unclear", "too-few-people", 11)


def test_14_a_mixed_group_and_an_antibody_drug_conjugate_speaks_for_the_mixed_row_only():
    basket = make_result("rova-basket", 69, 9, klass=ADC, share_of_unit=69, biomarker_selected="DLL3 on more than 1 % of cells")
    cell = cell_of(basket, unit="nen", klass=ADC)
    assert (cell.state, cell.n) == ("unclear", 69)
    assert cell.ci == pytest.approx((6.1, 23.3), abs=0.05)
    assert cell_of(basket, unit="epnec", klass=ADC).state == "never"


# ---------------------------------------------------------------- border checks


@pytest.mark.parametrize(
    ("unit", "klass", "n", "responders", "state", "ci"),
    [
        ("mtc", "checkpoint-inhibitor", 17, 0, "little", (0, 19.5)),
        ("net", ENGAGER, 14, 0, "unclear", (0, 23.2)),
        ("sclc", CELLS, 17, 3, "unclear", (3.8, 43.4)),
        ("mcc", CELLS, 7, 2, "unclear", (3.7, 71.0)),
        ("net", CELLS, 2, 0, "testing", None),
    ],
)
def test_border_checks(unit, klass, n, responders, state, ci):
    cell = cell_of(make_result("a", n, responders, tumour=unit, klass=klass), unit=unit, klass=klass)
    assert cell.state == state
    assert cell.ci == (pytest.approx(ci, abs=0.05) if ci else None)


@pytest.mark.parametrize(("trials", "state"), [((), "stopped"), ((make_trial(units=("sclc",), klass=VIRUS),), "testing")])
def test_an_oncolytic_virus_in_sclc_is_stopped_if_nothing_is_open(trials, state):
    study = make_randomised("virus", 1.6, lo=0.7, outcome="missed", people=50, tumour="sclc", klass=VIRUS, endpoint="pfs")
    assert cell_of(study, unit="sclc", klass=VIRUS, trials=trials).state == state


def test_minen_and_checkpoint_inhibitors_included_and_never_reported_apart():
    trial = make_trial(9, units=("epnec", "minen"), status="completed")
    cell = cell_of(avenec(), unit="minen", trials=(trial,))
    assert (cell.state, cell.sub_reason) == ("testing", "included-not-reported")
