"""What a critical reader asked for: nothing later-line under a licence, no doubtful trial among the open ones, payers in their words."""

import pytest
from msgspec.structs import replace

from ioroadmap.model.codec import from_plain
from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.facts import Study
from ioroadmap.model.missing import Missing
from ioroadmap.model.vocabulary import (
    ApprovalEvent,
    ApprovalState,
    ArmRole,
    BodyKind,
    CellState,
    DrugRole,
    RegistryStatus,
    Setting,
    Stratum,
    WithdrawalReason,
)
from ioroadmap.publish import sentences, words
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import box, status_group, trial_line, trial_lists
from ioroadmap.publish.pages.people import missed_trials, people_behind
from ioroadmap.publish.site import render_site
from tests.publish.builders import (
    CLOSED_TRIAL,
    OPEN_TRIAL,
    SOURCE,
    make_approval,
    make_cell,
    make_pack,
    make_result,
    make_roadmap,
    make_trial_view,
)
from tests.publish.reader import Page

NR = Missing.NOT_REPORTED


def randomised_study(name, setting, os_ratio=None, pfs_ratio=None, n=400):
    arm = {"tumour": "sclc", "differentiation": "poor", "population": "people", "setting": setting}
    readout = {"id": f"{name}/with/1", "cut": "2020", "source": SOURCE, "goals": [{"endpoint": "os", "outcome": "missed"}]}
    readout |= {"os_ratio": os_ratio or {}, "pfs_ratio": pfs_ratio or {}}
    arms = [
        {
            "id": f"{name}/with",
            "name": "with",
            "role": "experimental",
            "drugs": ["testumab"],
            "class_tested": "checkpoint-inhibitor",
            "stratum": "with-chemotherapy",
            "readouts": [readout],
            **arm,
        },
        {
            "id": f"{name}/without",
            "name": "without",
            "role": "comparator",
            "drugs": ["plainplatin"],
            "stratum": "no-immunotherapy",
            "readouts": [{"id": f"{name}/without/1", "cut": "2020", "source": SOURCE}],
            **arm,
        },
    ]
    plain = {
        "id": name,
        "name": name.upper(),
        "phase": "3",
        "design": "randomised",
        "randomised_question": "class-v-control",
        "n_randomised": n,
        "arms": arms,
    }
    return from_plain(plain, Study)


def arm_rows(name, setting, months, beside, pfs=NR, pfs_beside=NR):
    shared = {"study": name.upper(), "study_id": name, "nct": None, "unit": "sclc", "setting": setting, "n": NR, "responders": NR}
    shared |= {"exact_ci": None, "orr_pct": NR, "orr_ci": (NR, NR)}
    made = {"id": f"{name}/with/1", "arm_id": f"{name}/with", "os_months": months, "pfs_months": pfs}
    other = {"id": f"{name}/without/1", "arm_id": f"{name}/without", "os_months": beside, "pfs_months": pfs_beside}
    return (
        make_result(**shared, **made, stratum=Stratum.WITH_CHEMOTHERAPY),
        make_result(**shared, **other, stratum=Stratum.NO_IMMUNOTHERAPY, arm_role=ArmRole.COMPARATOR, drugs=("plainplatin",)),
    )


@pytest.fixture
def licensed():
    """A licence for first treatment in force; trials of first treatment, and a bigger one of later treatment."""
    studies = (randomised_study("first", "first-line"), randomised_study("later", "later-line", n=900))
    rows = (*arm_rows("first", Setting.FIRST_LINE, 12.3, 10.3), *arm_rows("later", Setting.LATER_LINE, 7.5, 8.4))
    roadmap = make_roadmap(replace(make_pack(), studies=studies))
    approval = make_approval(setting=Setting.FIRST_LINE)
    cell = make_cell(
        "sclc",
        "checkpoint-inhibitor",
        CellState.APPROVED,
        decided_by=(approval.id,),
        other_evidence=("first/with/1", "later/with/1"),
    )
    return replace(roadmap, approvals=(approval,), results=rows, cells=(cell,)), cell


def page_of(roadmap, path):
    return Page(dict(render_site(roadmap))[path].decode()).text


# ---------------------------------------------------------------- people under a licence


def test_under_a_licence_stand_the_trials_of_its_line_of_treatment_in_months(licensed):
    roadmap, cell = licensed
    behind = people_behind(Lookups(roadmap), cell, [], [roadmap.result_by_id[each] for each in cell.other_evidence])
    assert [each.row.id for each in behind.lived] == ["first/with/1"]
    assert behind.also == ()
    text = page_of(roadmap, "cells/sclc--checkpoint-inhibitor.html")
    assert "With it, half of the people lived longer than 12.3 months." in text
    assert "In the comparison group, half lived longer than 10.3 months." in text
    assert "half of the people lived longer than 7.5 months" not in text


def test_without_survival_the_largest_licensed_study_is_drawn(licensed):
    roadmap, cell = licensed
    counted = {"setting": Setting.FIRST_LINE, "unit": "sclc", "stratum": Stratum.SINGLE, "subset_of": None}
    rows = (
        make_result(id="small/all/1", study_id="small", arm_id="small/all", n=20, responders=2, **counted),
        make_result(id="big/all/1", study_id="big", arm_id="big/all", n=80, responders=8, **counted),
    )
    behind = people_behind(Lookups(replace(roadmap, results=rows)), cell, [], rows)
    assert [row.id for row in behind.counted] == ["big/all/1", "small/all/1"]
    assert "licensed use" in behind.title


def test_a_worse_result_names_the_trial_the_line_and_what_was_measured():
    study = randomised_study("bad", "later-line", pfs_ratio={"hr": 1.4, "lo": 1.2, "hi": 1.7})
    rows = arm_rows("bad", Setting.LATER_LINE, 7.5, 8.4, pfs=1.4, pfs_beside=3.8)
    roadmap = replace(make_roadmap(replace(make_pack(), studies=(study,))), results=rows)
    missed = missed_trials(Lookups(roadmap), rows[:1])[0]
    assert (missed.is_worse, missed.is_life, missed.months, missed.beside) == (True, False, 1.4, 3.8)
    said = sentences.worse_sentence("BAD", Setting.LATER_LINE, missed.is_life, missed.months, missed.beside)
    assert said == (
        "In BAD (after earlier treatment), tumours grew sooner with this kind of treatment. "
        "For half, the time without growth was longer than 1.4 months; in the comparison group, 3.8 months."
    )
    cell = make_cell("sclc", "vaccine", CellState.RESPONSES, negative_trials=("bad/with/1",), badges=("worse", "trials-disagree"))
    made = box(Lookups(roadmap), cell)
    assert made.missed == "1 trial missed, 1 worse"
    assert made.disagree


# ---------------------------------------------------------------- trials


def view_with(status, **trust):
    view = make_trial_view(status=status)
    return replace(view, trust=replace(view.trust, status=status, **trust))


def test_a_trial_is_open_when_it_is_listed_so_and_confirmed():
    confirmed = view_with(RegistryStatus.RECRUITING, is_confirmed=True)
    stale = view_with(RegistryStatus.RECRUITING, is_confirmed=False)
    closed = view_with(RegistryStatus.COMPLETED, is_confirmed=False)
    lists = trial_lists([confirmed, stale, closed])
    assert [len(each) for each in (lists.open, lists.listed, lists.closed)] == [1, 1, 1]
    assert lists.newest == "2026-06-01"
    assert status_group(stale) == "listed"
    assert not trial_line(closed).doubt


def test_a_stale_trial_stands_apart_from_the_open_ones():
    stale = view_with(
        RegistryStatus.RECRUITING, is_confirmed=False, sentence="Listed as recruiting; last confirmed 2021. Ring first."
    )
    text = page_of(replace(make_roadmap(), trials=(stale, make_trial_view(CLOSED_TRIAL))), "tumours/gep-net.html")
    assert "Listed as open; not confirmed for long, or no date: ring first" in text
    assert "last confirmed in 2021. Ring first." in text


def test_a_label_that_a_curator_sharpened_is_not_called_excluded():
    view = make_trial_view()
    label = replace(view.labels.tumours[0], how="corrected")
    view = replace(view, labels=replace(view.labels, tumours=(label,)))
    text = page_of(replace(make_roadmap(), trials=(view, make_trial_view(CLOSED_TRIAL))), f"trials/{OPEN_TRIAL}.html")
    assert "we named this more precisely" in text
    assert "these people may not join" not in text
    assert "in who may join" in text


# ---------------------------------------------------------------- decisions


@pytest.mark.parametrize(
    ("state", "conditions", "said"),
    [
        (ApprovalState.FUNDED, False, "Paid for"),
        (ApprovalState.FUNDED, True, "Recommended, with conditions"),
        (ApprovalState.NOT_FUNDED, False, "Not paid for"),
        (ApprovalState.UNDER_REVIEW, False, "Being assessed"),
        (ApprovalState.UNKNOWN, False, "Decided; what it says, we have not seen"),
    ],
)
def test_payers_have_words_of_their_own(state, conditions, said):
    row = make_approval(body_kind=BodyKind.FUNDER, state=state, with_conditions=conditions, in_force=False)
    assert words.approval_words(row)[0] == said


def test_a_paid_use_without_a_licence_in_our_list_says_so():
    paid = make_approval(id="pay", body_kind=BodyKind.FUNDER, state=ApprovalState.FUNDED, in_force=False)
    assert not Lookups(replace(make_roadmap(), approvals=(make_approval(), paid))).lacks_licence(paid)
    other_line = replace(paid, setting=Setting.FIRST_LINE)
    assert Lookups(replace(make_roadmap(), approvals=(make_approval(), other_line))).lacks_licence(other_line)
    text = page_of(replace(make_roadmap(), approvals=(make_approval(), other_line)), "approvals/index.html")
    assert "The licence itself is not in our list." in text
    assert "This list is not complete." in text


def test_the_lead_of_approvals_counts_kinds_apart():
    text = page_of(make_roadmap(), "approvals/index.html")
    assert "3 decisions: 1 licence in force, 1 withdrawn, 0 under review or a designation" in text
    assert "1 by bodies that decide on payment" in text


def test_an_end_without_a_day_says_that_we_do_not_know():
    since = PartialDate("2000-03-09")
    said = sentences.was_approved_sentence("the European Union", since, UNKNOWN_DATE, "unknown")
    assert said == "approved in the European Union, from 9 March 2000. It has ended; we do not know when, or why."


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (words.EVENTS, ApprovalEvent),
        (words.APPROVAL_STATES, ApprovalState),
        (words.WITHDRAWAL_REASONS, WithdrawalReason),
        (words.DRUG_ROLES, DrugRole),
        (words.STATUSES, RegistryStatus),
        (words.STRATA, Stratum),
        (words.SETTINGS, Setting),
    ],
)
def test_every_value_has_words(table, values):
    assert {str(each) for each in table} == {str(each) for each in values}


def test_every_threshold_has_a_name():
    thresholds = make_pack().settings.thresholds
    assert {*thresholds.__struct_fields__} - {"reasons"} <= words.THRESHOLDS.keys()


# ---------------------------------------------------------------- numbers


def test_a_rate_without_its_people_is_not_shown_to_readers():
    row = make_result(n=NR, responders=NR, exact_ci=None, orr_pct=68.0)
    assert sentences.reader_count(row) == "rate printed, number of people not given"
    assert "68" not in sentences.reader_rate(row)
    assert sentences.reader_count(make_result()) == "7 of 95"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("18 Years", "N/A", "from 18 years; no upper limit"),
        ("18 Years", "", "from 18 years; we have not seen an upper limit"),
        ("12 Years", "75 Years", "from 12 years to 75 years"),
        ("N/A", "N/A", "no limits of age"),
        ("", "", "We have not seen the ages."),
    ],
)
def test_ages_in_words(low, high, said):
    assert words.age_words(low, high) == said


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("conditionsModule.conditions[0]", "in the conditions"),
        ("identificationModule.briefTitle", "in the title"),
        ("armsInterventionsModule.interventions[2].name", "in the treatments"),
        ("somewhere.else", "in the record"),
    ],
)
def test_registry_paths_in_words(path, said):
    assert words.field_words(path) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-06", "in June 2026"),
        ("2026-06-01", "on 1 June 2026"),
        ("2021", "in 2021"),
        ("unknown", "on a day that we do not know"),
    ],
)
def test_days_in_a_sentence(day, said):
    assert words.say_on(day) == said
