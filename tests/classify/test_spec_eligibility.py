"""Who may join: what the words around a tumour make of it."""

from __future__ import annotations

import pytest

from tests.classify.builders import classify

MAY_JOIN = [
    # a line of inclusion criteria                                                       may a NEN join?
    ("Histologically confirmed small cell lung cancer", True),
    ("SCLC cohort: progressed on platinum", True),
    ("No prior chemotherapy for SCLC", True),
    ("Small cell lung cancer with or without brain metastases", True),
    ("Patients with carcinoid tumours are eligible", True),
    ("Patients with islet cell neoplasms are excluded", False),
    ("Patients with islet cell or other neuroendocrine neoplasms are not eligible", False),
    ("Adenocarcinoma of prostate without neuroendocrine differentiation or small cell carcinoma", False),
    ("No small cell carcinoma", False),
    ("Lung cancer other than small cell lung cancer", False),
    ("Pancreatic cancer, excluding neuroendocrine tumors", False),
    ("Solid tumour (except SCLC or retinoblastoma)", False),
    ("History of phaeochromocytoma", False),
]


@pytest.mark.parametrize(("line", "expected"), MAY_JOIN, ids=[line for line, _ in MAY_JOIN])
def test_an_inclusion_criterion(line: str, expected: bool) -> None:
    assert bool(classify(eligibility=f"Inclusion Criteria:\n\n* Adults\n* {line}\n").families) is expected


HEADINGS = [
    "Exclusion Criteria:\n\n* {}",
    "Key Exclusion Criteria\n\n1. {}",
    "EXCLUSION CRITERIA - {}",
    "Patients with any of the following are not eligible:\n - {}",
    "Non-inclusion criteria:\n- {}",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_what_stands_under_an_exclusion_heading_may_not_join(heading: str) -> None:
    labels = classify(eligibility="Inclusion Criteria:\n\n* Hypertension\n\n" + heading.format("Phaeochromocytoma"))
    assert labels.families == ()
    assert [each.how for each in labels.tumours] == ["excluded"]


TOLD = [
    # a sentence of prose, in a record about solid tumours                                        may a NEN join?
    ("The study will observe patients with SCLC and determine the effect.", True),
    ("Expansion cohorts will enroll patients with these tumours: - urothelial carcinoma; - SCLC; - sarcoma.", True),
    ("Patients are stratified by disease site (breast vs small cell lung cancer vs other).", True),
    ("The tumour types to be evaluated are ovarian cancer and small cell lung cancer.", True),
    ("Objective: To find a safe dose. Eligibility: Adults with small cell lung cancer. Design: Blood tests.", True),
    ("One partial response was seen in SCLC, 1 PR in 30 people.", False),
    ("This concept is undergoing investigation in a study in patients with small cell lung cancer.", False),
    ("Carboplatin is used for the treatment of patients with small cell lung cancer.", False),
    ("Differential diagnoses include lipomas and carcinoid tumors in these patients.", False),
    ("Another study takes carcinoid tumors. Therefore, people with those tumours are excluded from this trial.", False),
]


@pytest.mark.parametrize(("sentence", "expected"), TOLD, ids=[sentence for sentence, _ in TOLD])
def test_prose_that_tells_who_joins(sentence: str, expected: bool) -> None:
    labels = classify("Drug A in Advanced Solid Tumors", description=sentence)
    assert bool(labels.families) is expected


BACKGROUND = [
    "Preclinical models and clinical studies in other cancers such as Merkel cell carcinoma have shown effects.",
    "Small cell lung cancer accounts for 15 % of lung cancers.",
    "The drug is approved for medullary thyroid cancer.",
]


@pytest.mark.parametrize("sentence", BACKGROUND)
def test_what_is_told_as_knowledge_lets_nobody_join(sentence: str) -> None:
    assert classify("Follicular Non-Hodgkin's Lymphoma", summary=sentence).families == ()


def test_an_all_comers_trial_that_names_none_of_ours_has_no_family() -> None:
    labels = classify("Nivolumab in Advanced Solid Tumors", eligibility="Inclusion Criteria:\n* Any solid tumour\n")
    assert (labels.families, labels.relevance) == ((), "none")


def test_a_cohort_named_in_the_summary_may_join() -> None:
    labels = classify("Durvalumab in Advanced Solid Tumors", summary="Cohorts: ovarian cancer, SCLC and gastric cancer.")
    assert (labels.families, labels.relevance) == (("SCLC",), "basket")


def test_a_look_alike_in_the_title_makes_a_dropped_word_a_slip() -> None:
    labels = classify(
        "Vaccine for Non-small Cell Lung Cancer", description="Treatment of advanced small cell lung cancer patients."
    )
    assert labels.families == ()
