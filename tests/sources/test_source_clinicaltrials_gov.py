"""ClinicalTrials.gov studies in the shapes that we met, as tables: what came -> what we make of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioroadmap.model.errors import UpstreamError
from ioroadmap.model.missing import Missing
from ioroadmap.model.trial import DateField, Trial
from ioroadmap.model.vocabulary import Phase, RegistryStatus
from ioroadmap.sources.clinicaltrials_gov import BrokenRecord, parse_study, read_records

SHARED = Path(__file__).parents[2].parent / "shared"
needs_shared = pytest.mark.skipif(not (SHARED / "records").is_dir(), reason="the real records are not beside this tree")


def make_study(**modules: Any) -> dict[str, Any]:
    """A study with `modules` (short names), as the API would send it."""
    named = {f"{name}Module": module for name, module in modules.items()}
    return {"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}, **named}}


def status(**fields: Any) -> Trial:
    return parse_study(make_study(status=fields))


def test_a_study_with_nothing_but_its_id_is_a_trial_of_unknowns() -> None:
    trial = parse_study(make_study())
    assert trial == Trial(id=trial.id, seen=("identificationModule",))
    assert trial.enrollment is Missing.UNKNOWN
    assert trial.has_results is None


@pytest.mark.parametrize("word", ["RECRUITING", "ACTIVE_NOT_RECRUITING", "NO_LONGER_AVAILABLE", "WITHHELD", "UNKNOWN"])
def test_a_status_of_the_registry_is_ours_in_lower_case(word: str) -> None:
    trial = status(overallStatus=word)
    assert trial.status == word.lower().replace("_", "-")
    assert (trial.status_upstream, trial.problems) == ("", ())


def test_a_status_that_the_registry_made_up_since_is_unknown_and_kept_as_it_came() -> None:
    trial = status(overallStatus="PAUSED_BY_SPONSOR")
    assert trial.status is RegistryStatus.UNKNOWN
    assert trial.status_upstream == "PAUSED_BY_SPONSOR"
    assert trial.problems == ("statusModule.overallStatus: 'PAUSED_BY_SPONSOR' is no status that we know",)


@pytest.mark.parametrize(
    ("sent", "date", "kind"),
    [
        ({"date": "2017-11-17", "type": "ACTUAL"}, "2017-11-17", "actual"),
        ({"date": "2008-11"}, "2008-11", ""),  # NCT00002475: old records know the month only
        ({"date": "2026-02-20", "type": "ESTIMATED"}, "2026-02-20", "estimated"),
        ({"date": "2014-06-05", "type": "ESTIMATE"}, "2014-06-05", "estimated"),  # days of posting before 2017
        ({"type": "ACTUAL"}, "unknown", "actual"),
        ({}, "unknown", ""),
        (None, "unknown", ""),
    ],
)
def test_dates_are_as_precise_as_the_registry(sent: object, date: str, kind: str) -> None:
    assert status(startDateStruct=sent).start == DateField(type(DateField().date)(date), kind)


@pytest.mark.parametrize("text", ["2020-13", "April 9, 2020", "2020-02-30", "20200409"])
def test_a_date_that_is_none_is_unknown_and_said(text: str) -> None:
    trial = status(completionDateStruct={"date": text, "type": "ACTUAL"})
    assert trial.completion == DateField(kind="actual")
    assert trial.problems[0].startswith(f"statusModule.completionDateStruct.date: {text!r} is no")


@pytest.mark.parametrize(
    ("sent", "count", "said"),
    [
        (26, 26, ()),
        (0, 0, ()),  # a withdrawn trial (NCT03901378) has nobody: a number, not a gap
        (None, Missing.UNKNOWN, ()),
        (99999999, Missing.UNKNOWN, ("designModule.enrollmentInfo.count: 99999999 stands for a number not known",)),
        (-1, Missing.UNKNOWN, ("designModule.enrollmentInfo.count: -1 stands for a number not known",)),
    ],
)
def test_enrolment_is_a_number_or_unknown(sent: int | None, count: object, said: tuple[str, ...]) -> None:
    trial = parse_study(make_study(design={"enrollmentInfo": {"count": sent, "type": "ESTIMATED"}}))
    assert (trial.enrollment, trial.enrollment_kind, trial.problems) == (count, "estimated", said)


@pytest.mark.parametrize(
    ("sent", "phases", "said"),
    [
        (["PHASE1", "PHASE2"], (Phase.ONE, Phase.TWO), 0),
        (["EARLY_PHASE1"], (Phase.EARLY_1,), 0),
        (["NA"], (Phase.NOT_APPLICABLE,), 0),
        (["N", "A"], (Phase.NOT_APPLICABLE,), 0),
        (["PHASE5", "PHASE3"], (Phase.THREE,), 1),
        ([], (), 0),
    ],
)
def test_phases(sent: list[str], phases: tuple[Phase, ...], said: int) -> None:
    trial = parse_study(make_study(design={"phases": sent}))
    assert (trial.phases, len(trial.problems)) == (phases, said)


def test_categories_are_lower_case_with_dashes() -> None:
    trial = parse_study(
        make_study(
            design={"studyType": "INTERVENTIONAL", "designInfo": {"allocation": "NA", "maskingInfo": {"masking": "NONE"}}},
            armsInterventions={
                "armGroups": [{"label": "B", "type": "ACTIVE_COMPARATOR"}, {"label": "C", "type": ""}],
                "interventions": [{"name": "x", "type": "BIOLOGICAL / VACCINE"}],
            },
            sponsorCollaborators={"leadSponsor": {"name": "NCI", "class": "OTHER_GOV"}},
            eligibility={"sex": "BOTH"},
        )
    )
    assert (trial.study_type, trial.allocation, trial.masking) == ("interventional", "not-applicable", "none")
    assert [arm.type for arm in trial.arms] == ["active-comparator", ""]
    assert (trial.interventions[0].type, trial.sponsor_class, trial.sex) == ("biological-vaccine", "other-gov", "all")


def test_places_become_countries_named_once_in_the_order_of_the_sites() -> None:
    sites = [{"country": "Spain", "city": "Sevilla"}, {"country": "Italy", "status": None}, {"country": "Spain"}, {"facility": "x"}]
    trial = parse_study(make_study(contactsLocations={"locations": sites}))
    assert trial.countries == ("Spain", "Italy")
    assert len(trial.locations) == 4


def test_texts_carry_their_path_in_the_order_of_the_registry() -> None:
    study = make_study(
        eligibility={"eligibilityCriteria": "Adults"},
        armsInterventions={
            "armGroups": [{"label": "A", "description": None, "interventionNames": ["Drug: x"]}],
            "interventions": [{"name": "x", "otherNames": ["", "y"]}],
            "_text": ["one", "two"],
        },
        conditions={"conditions": ["Merkel Cell Carcinoma"], "keywords": ["MCC"]},
        outcomes={"primaryOutcomes": [{"measure": "ORR", "timeFrame": "2 years"}]},
        status={"whyStopped": "Slow accrual"},
    )
    study["protocolSection"]["identificationModule"]["briefTitle"] = "T "
    assert parse_study(study).texts == (
        ("identificationModule.briefTitle", "T "),
        ("statusModule.whyStopped", "Slow accrual"),
        ("conditionsModule.conditions[0]", "Merkel Cell Carcinoma"),
        ("conditionsModule.keywords[0]", "MCC"),
        ("armsInterventionsModule.armGroups[0].label", "A"),
        ("armsInterventionsModule.armGroups[0].interventionNames[0]", "Drug: x"),
        ("armsInterventionsModule.interventions[0].name", "x"),
        ("armsInterventionsModule.interventions[0].otherNames[1]", "y"),
        ("armsInterventionsModule._text[0]", "one"),
        ("armsInterventionsModule._text[1]", "two"),
        ("outcomesModule.primaryOutcomes[0].measure", "ORR"),
        ("eligibilityModule.eligibilityCriteria", "Adults"),
    )


def test_a_module_that_we_cannot_read_costs_that_module_and_is_said() -> None:
    trial = parse_study(make_study(armsInterventions={"interventions": [{"name": 3}]}, conditions={"conditions": ["SCLC"]}))
    assert trial.interventions == ()
    assert trial.conditions == ("SCLC",)
    assert trial.problems == ("armsInterventionsModule: Expected `str | null`, got `int` - at `$.interventions[0].name`",)


def test_unknown_fields_modules_and_sections_never_crash() -> None:
    study = make_study(status={"overallStatus": "COMPLETED", "moodOfTheDay": {"x": [1]}}, brandNew={"a": None}) | {
        "newSection": [1]
    }
    trial = parse_study(study)
    assert trial.seen == ("identificationModule", "statusModule", "brandNewModule", "newSection")
    assert trial.problems == ()


def test_results_are_not_read_but_seen() -> None:
    trial = parse_study(
        make_study() | {"resultsSection": {"participantFlowModule": "anything"}, "hasResults": True, "_provenance": {}}
    )
    assert trial.has_results is True
    assert trial.seen == ("identificationModule", "hasResults", "resultsSection")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            b'{"protocolSection": {"identificationModule": {"nctId": "NCT123"}}}',
            "'NCT123' is not a NctId; it looks like NCT and eight digits",
        ),
        (b'{"protocolSection": {}}', "'' is not a NctId"),
        (b'{"FullStudiesResponse": {}}', "retired API v1; ask API v2"),
        (b'{"resourceType": "ResearchStudy", "id": "1"}', "no protocolSection, but resourceType, id"),
        (b'{"protocolSection": {"identificationModule": {"nctId": "NCT00000001"', "not a JSON object"),
        (b"[]", "not a JSON object"),
        (b"", "not a JSON object"),
        (
            b'{"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}}, "unread": "\xff"}',
            "byte 83 is not UTF-8 (0xff)",
        ),
    ],
)
def test_what_is_no_study_is_refused_with_the_reason(data: bytes, why: str) -> None:
    with pytest.raises(UpstreamError) as told:
        parse_study(data)
    assert why in str(told.value)


@pytest.mark.parametrize("text", ["\\ud800", "half a sign \\ud800 and then some more text, long enough to go on"])
def test_half_a_character_is_refused(text: str) -> None:
    with pytest.raises(UpstreamError, match="not a JSON object"):
        parse_study(make_bytes(text))


def make_bytes(summary: str) -> bytes:
    return (
        b'{"protocolSection": {"identificationModule": {"nctId": "NCT00000001"}, "descriptionModule": {"briefSummary": "'
        + summary.encode()
        + b'"}}}'
    )


values = st.sampled_from(
    [None, True, 3, -1, 2.5, "", "N/A", "2020-02-30", [], {}, [None], ["PHASE2"], [{"name": None}], {"date": 7}, {"count": "x"}]
)
names = st.sampled_from(
    ["overallStatus", "startDateStruct", "phases", "enrollmentInfo", "conditions", "interventions", "locations"]
)
contents = st.dictionaries(names, values, max_size=4) | values


@given(st.dictionaries(st.sampled_from(["status", "design", "conditions", "armsInterventions", "contactsLocations"]), contents))
def test_whatever_a_module_holds_there_is_a_trial(modules: dict[str, object]) -> None:
    assert parse_study(make_study(**modules)).id == "NCT00000001"


# ---------------------------------------------------------------- real records


def shared_files() -> list[Path]:
    if not SHARED.is_dir():
        return []
    records = [
        path for path in (SHARED / "records").glob("*.jsonl*") if "labels" not in path.name and "texts_2018" not in path.name
    ]
    recordings = [path for path in (SHARED / "recordings" / "clinicaltrials_gov").rglob("*.*") if path.is_file()]
    return sorted(records + recordings)


# Files with records that are no study: fixtures of another program with a made-up id; the API before 2024; FHIR.
BROKEN = {"aact.jsonl.gz": 4, "NCT00023673.json": 1, "complete_study.json": 1}


@needs_shared
@pytest.mark.parametrize("path", shared_files(), ids=lambda path: path.name)
def test_every_real_record_is_a_trial_or_is_named(path: Path) -> None:
    found = list(read_records(path))
    broken = [each for each in found if isinstance(each, BrokenRecord)]
    assert len(broken) == BROKEN.get(path.name, 0), [str(each) for each in broken]
    trials = [each for each in found if isinstance(each, Trial)]
    assert not [trial.problems for trial in trials if trial.problems]
    assert all(text for trial in trials for _, text in trial.texts)


@needs_shared
def test_the_line_breaking_copy_keeps_its_texts() -> None:
    trial = next(each for each in read_records(SHARED / "records" / "nli4ct.jsonl.gz") if isinstance(each, Trial))
    paths = [path for path, _ in trial.texts]
    assert paths[:2] == ["armsInterventionsModule._text[0]", "armsInterventionsModule._text[1]"]
    assert paths[-1] == "eligibilityModule.eligibilityCriteria"


@needs_shared
def test_a_full_recording_is_read_to_the_last_field() -> None:
    trial = next(iter(read_records(SHARED / "recordings" / "clinicaltrials_gov" / "NCT02513394.json")))
    assert isinstance(trial, Trial)
    assert (trial.status, trial.phases, trial.has_results) == (RegistryStatus.ACTIVE_NOT_RECRUITING, (Phase.THREE,), True)
    assert trial.acronym
    assert trial.start.date.precision in ("day", "month")
    assert len(trial.countries) > 10
    assert "resultsSection" in trial.seen
    assert trial.pmids
