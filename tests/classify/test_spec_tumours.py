"""Which tumours a line names, and how differentiated they are. A table that a clinician can read and correct."""

from __future__ import annotations

import pytest

from tests.classify.builders import classify, groups

NAMED = [
    # words of a title                                                          family, differentiation
    ("Small Cell Lung Cancer", {("SCLC", "poor")}),
    ("Lung Cancer, Small Cell", {("SCLC", "poor")}),
    ("ES-SCLC", {("SCLC", "poor")}),
    ("Extensive-stage small-cell lung carcinoma", {("SCLC", "poor")}),
    ("Non-Small Cell Lung Cancer", set()),
    ("nonsmall cell lung cancer", set()),
    ("Non-Small Cell Lung Cancer and Small Cell Lung Cancer", {("SCLC", "poor")}),
    ("Small and Non-Small Cell Lung Cancer", {("SCLC", "poor")}),
    ("Merkel Cell Carcinoma", {("MCC", "poor")}),
    ("Merkel Cell Polyomavirus From Skin Swabs", set()),
    ("None Small Cell Lung Cancer", set()),
    ("Small Cell Cancers", {("SCLC", "poor"), ("NEC", "poor")}),  # of any organ: none is named
    ("Small Cell Cancer Outside the Lung", {("NEC", "poor")}),
    ("Colorectal, Neuroendocrine, or Breast Malignancy", {("NEN", "unspecified")}),
    ("Neuroendocrine and Immune Response in Patients With Cancer", set()),
    ("Neuroendocrine (NET) Tumours", {("NET", "unspecified")}),
    ("Gastrointestinal Neuroendocrine Tumors", {("NET", "well")}),
    ("Gastroenteropancreatic Neuroendocrine Tumors", {("NET", "unspecified")}),
    ("Hypercoagulable States Nec", set()),
    ("Large Cell Neuroendocrine Carcinoma of the Lung", {("LCNEC", "poor")}),
    ("Neuroendocrine Tumors", {("NET", "unspecified")}),
    ("Neuroendocrine Tumours (NETs)", {("NET", "unspecified")}),
    ("Neuro-endocrine\n   tumours", {("NET", "unspecified")}),
    ("Neuroendocrine Neoplasms", {("NEN", "unspecified")}),
    ("Neuroendocrine Carcinoma", {("NEC", "poor")}),
    ("Midgut Carcinoid Tumors", {("NET", "well")}),
    ("Pancreatic Neuroendocrine Tumors", {("NET", "well")}),
    ("Islet Cell Carcinoma", {("NET", "well")}),
    ("Pheochromocytoma", {("PPGL", "not-applicable")}),
    ("Malignant Phaeochromocytoma and Paraganglioma", {("PPGL", "not-applicable")}),
    ("Medullary Thyroid Cancer", {("MTC", "not-applicable")}),
    ("Neuroendocrine Prostate Cancer", {("NEC", "poor")}),
    ("Extrapulmonary Small Cell Carcinoma", {("NEC", "poor")}),
    ("Small Cell Carcinoma of the Ovary, Hypercalcemic Type", set()),
    ("Neuroblastoma", set()),
    ("Neuroendocrine and Immune Response to Stress in Schizophrenia", set()),
    ("Necrotizing Enterocolitis (NEC) in Preterm Infants", set()),
    ("Net Clinical Benefit of Aspirin", set()),
    ("Medulloblastoma and PNET", set()),
    ("Advanced Solid Tumors", set()),
]


@pytest.mark.parametrize(("title", "expected"), NAMED, ids=[title for title, _ in NAMED])
def test_a_title_names_its_tumours(title: str, expected: set[tuple[str, str]]) -> None:
    assert groups(classify(title)) == expected


GRADED = [
    ("Well-Differentiated Neuroendocrine Tumors", {("NET", "well")}),
    ("Well or Moderately Differentiated Neuroendocrine Tumors", {("NET", "well")}),
    ("Well-differentiated (WHO grade 1 or 2) neuroendocrine tumors", {("NET", "well")}),
    ("Neuroendocrine Tumors, Grade 1 and Grade 2", {("NET", "well")}),
    ("Low to Intermediate Grade Neuroendocrine Carcinoma", {("NET", "well")}),
    ("Low-grade neuroendocrine carcinoma", {("NET", "well")}),
    ("High-Grade Neuroendocrine Carcinoma", {("NEC", "poor")}),
    ("Poorly Differentiated Neuroendocrine Tumors", {("NEC", "poor")}),
    ("Grade 3 Well-Differentiated Neuroendocrine Tumours", {("NET", "well-high-grade")}),
    ("NET G3 and other neuroendocrine tumours of grade 3", {("NET", "well-high-grade")}),
    ("Grade 2 and Grade 3 advanced GEP-NET neuroendocrine tumours", {("NET", "well"), ("NET", "well-high-grade")}),
    ("High Grade Neuroendocrine Tumors", {("NET", "well-high-grade"), ("NEC", "poor")}),
    ("Well-differentiated High Grade Neuroendocrine Tumors", {("NET", "well-high-grade")}),
    ("Grade 3 Neuroendocrine Neoplasms", {("NEN", "unspecified")}),
    ("Well Differentiated Neuroendocrine Tumors of Any Grade", {("NET", "well"), ("NET", "well-high-grade")}),
    ("Neuroendocrine Carcinomas (NEC G3)", {("NEC", "poor")}),
    (
        "Well-differentiated Neuroendocrine Tumors or Poorly-differentiated Neuroendocrine Carcinoma",
        {("NET", "well"), ("NEC", "poor")},
    ),
    ("Neuroendocrine tumours (excluding poorly differentiated)", {("NET", "unspecified")}),
    ("Poorly differentiated non-small cell lung cancer or carcinoid", {("NET", "well")}),
]


@pytest.mark.parametrize(("title", "expected"), GRADED, ids=[title for title, _ in GRADED])
def test_words_of_grade_beside_a_name_decide_over_the_name(title: str, expected: set[tuple[str, str]]) -> None:
    assert groups(classify(title)) == expected


def test_a_grade_in_a_line_of_its_own_is_read() -> None:
    criteria = "Inclusion Criteria:\n\n* Metastatic neuroendocrine tumor\n* Well differentiated histology (grade 1 or 2)\n"
    assert groups(classify("Neuroendocrine Tumors", eligibility=criteria)) == {("NET", "well")}


def test_a_grade_of_side_effects_is_no_grade_of_a_tumour() -> None:
    criteria = "Inclusion Criteria:\n\n* Neuroendocrine tumor\n* No grade 3 toxicity from earlier treatment\n"
    assert groups(classify(eligibility=criteria)) == {("NET", "unspecified")}


def test_a_title_without_a_grade_means_the_people_of_its_criteria() -> None:
    criteria = "Inclusion Criteria:\n\n* Low to intermediate grade neuroendocrine carcinoma\n"
    assert groups(classify("Neuroendocrine Carcinoma", eligibility=criteria)) == {("NET", "well")}


def test_high_grade_told_well_differentiated_once_holds_for_the_record() -> None:
    criteria = "Inclusion Criteria:\n\n* High grade neuroendocrine tumor\n"
    title = "Well-differentiated High Grade Neuroendocrine Tumors"
    assert groups(classify(title, eligibility=criteria)) == {("NET", "well-high-grade")}


UNITS = [
    # words of a title                                    the entities that the pages put the trial under
    ("High Grade Neuroendocrine Tumors", {"net-g3", "nec"}),
    ("Neuroendocrine Tumors Grade 2 and Grade 3", {"net-g2", "net-g3"}),
    ("Grade 3 Pancreatic Neuroendocrine Tumors", {"pancreatic-net"}),
    ("Grade 3 Neuroendocrine Neoplasms", {"nen-high-grade"}),
]


@pytest.mark.parametrize(("title", "expected"), UNITS, ids=[title for title, _ in UNITS])
def test_a_trial_is_found_under_the_grade_that_it_names(title: str, expected: set[str]) -> None:
    assert {each.id for each in classify(title).tumours} == expected


def test_a_mixed_tumour_is_read_by_its_component() -> None:
    criteria = "Inclusion Criteria:\n\n* Mixed tumours with at least 30% neuroendocrine carcinoma component\n"
    found = groups(classify("Neuroendocrine Carcinoma", eligibility=criteria))
    assert found == {("NEC", "poor"), ("MiNEN", "mixed")}


def test_an_ungraded_tumour_is_of_the_organ_that_the_title_names() -> None:
    criteria = "Inclusion Criteria:\n\n* Adenocarcinoma or neuroendocrine tumor\n"
    assert groups(classify("Pancreatic Cancer", eligibility=criteria)) == {("NET", "well")}


def test_a_short_form_that_a_record_makes_is_followed() -> None:
    summary = "Malignant pheochromocytoma (MPC) is a rare disease. This study will observe patients with MPC."
    assert groups(classify("Adrenal Tumour Card", summary=summary)) == {("PPGL", "not-applicable")}


def test_the_umbrella_word_adds_nothing_beside_what_it_covers() -> None:
    labels = classify("Neuroendocrine Neoplasms", conditions=("Neuroendocrine Carcinoma",))
    assert groups(labels) == {("NEC", "poor")}


@pytest.mark.parametrize(("conditions", "expected"), [(("Lung Cancer",), ("SCLC", "poor")), (("Bladder Cancer",), ("NEC", "poor"))])
def test_small_cell_carcinoma_is_of_the_site_that_the_record_names(conditions: tuple[str, ...], expected: tuple[str, str]) -> None:
    criteria = "Inclusion Criteria:\n\n* Histologically confirmed small cell carcinoma\n"
    assert groups(classify(conditions=conditions, eligibility=criteria)) == {expected}
