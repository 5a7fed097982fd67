"""What is given: the role of each drug, and what of it is immunotherapy under test."""

from __future__ import annotations

import pytest

from tests.classify.builders import classify

ROLES = [
    # title                                                                          drug, role
    ("Nivolumab in Small Cell Lung Cancer", "nivolumab", "investigational"),
    ("Etoposide With or Without Nivolumab in Small Cell Lung Cancer", "nivolumab", "investigational"),
    ("Radiotherapy Versus Nivolumab in Small Cell Lung Cancer", "nivolumab", "comparator"),
    ("Nivolumab Plus Radiotherapy Versus Nivolumab in Small Cell Lung Cancer", "nivolumab", "investigational"),
    ("Topotecan in Small Cell Lung Cancer Refractory to Nivolumab", "nivolumab", "prior"),
    ("Topotecan in Patients Previously Treated With Nivolumab, Small Cell Lung Cancer", "nivolumab", "prior"),
    ("Nivolumab-Refractory Merkel Cell Carcinoma: Topotecan", "nivolumab", "prior"),
    ("Predicting Response to Nivolumab in Merkel Cell Carcinoma", "nivolumab", "background"),
    ("89Zr-bevacizumab PET in Neuroendocrine Tumors", "89Zr-bevacizumab", "diagnostic"),
]


@pytest.mark.parametrize(("title", "drug", "role"), ROLES, ids=[title for title, _, _ in ROLES])
def test_a_title_says_what_a_drug_is_there_for(title: str, drug: str, role: str) -> None:
    roles = {each.name: str(each.role) for each in classify(title).drugs}
    assert roles.get(drug) == role


def test_the_arms_decide_over_the_title() -> None:
    labels = classify(
        "Topotecan or Nivolumab in Small Cell Lung Cancer",
        drugs=("Topotecan", "Nivolumab"),
        arms=(("A", "experimental", "Topotecan"), ("B", "active-comparator", "Nivolumab")),
    )
    assert {each.name: str(each.role) for each in labels.drugs} == {"topotecan": "investigational", "nivolumab": "comparator"}
    assert (labels.classes, labels.relevance) == ((), "none")


def test_a_backbone_given_in_both_arms_is_tested() -> None:
    labels = classify(
        "Radiotherapy added to atezolizumab in small cell lung cancer",
        drugs=("Atezolizumab",),
        arms=(("A", "experimental", "Atezolizumab"), ("B", "active-comparator", "Atezolizumab")),
    )
    assert (labels.targets, labels.relevance) == (("PD-L1",), "core")


@pytest.mark.parametrize(
    "criteria",
    [
        "Inclusion Criteria:\n* Small cell lung cancer\n* Prior pembrolizumab is allowed",
        "Inclusion Criteria:\n* Small cell lung cancer\n\nExclusion Criteria:\n* Pembrolizumab within 4 weeks",
        "Inclusion Criteria:\n* Small cell lung cancer that progressed after pembrolizumab",
    ],
)
def test_a_drug_of_the_past_is_not_tested(criteria: str) -> None:
    labels = classify("Topotecan", drugs=("Topotecan",), eligibility=criteria)
    assert (labels.classes, labels.relevance) == ((), "none")
    assert "pembrolizumab" in {each.name for each in labels.drugs}


SPELLINGS = ["MK-3475", "MK 3475", "MK3475", "mk-3475", "Keytruda", "PEMBROLIZUMAB", "pembrolizumab (MK-3475)"]


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_drug_is_known_by_any_spelling_of_its_names(name: str) -> None:
    labels = classify("Merkel Cell Carcinoma", drugs=(name,))
    assert {each.name for each in labels.drugs} == {"pembrolizumab"}


def test_a_name_one_letter_off_is_known_and_a_like_name_is_not() -> None:
    assert {each.name for each in classify("Pembrolizumb in Merkel Cell Carcinoma").drugs} == {"pembrolizumab"}
    assert {each.name for each in classify("Durvalumab in Merkel Cell Carcinoma").drugs} == {"durvalumab"}
    assert classify("Veltuzumab in Lymphoma").drugs == ()  # not elotuzumab: two letters differ


GIVEN = [
    # a title, a summary                                                              classes
    ("Drug A With an Anti-PD-1 in Solid Tumors", "", {"checkpoint-inhibitor"}),
    ("Lenalidomide in Solid Tumors", "Lenalidomide may stop blood flow to the tumour.", set()),
    ("Lenalidomide in Solid Tumors", "It is given. Lenalidomide may stimulate the immune system.", {"other-immunotherapy"}),
    ("IL-2 Gene Modified Tumor Vaccine in Leukemia", "", {"vaccine"}),
    (
        "Atezolizumab or Placebo and Trastuzumab Emtansine",
        "Women with breast cancer.",
        {"checkpoint-inhibitor", "antibody-drug-conjugate"},
    ),
    ("Tumor Infiltrating Lymphocytes Compared to Standard Ipilimumab", "", {"cell-therapy"}),
    ("Radiolabeled Amatuximab in Mesothelioma", "Amatuximab is given once.", set()),
    ("Atezolizumab in mCRPC", "", {"checkpoint-inhibitor"}),
    ("Interferon Beta for a Myelopathy", "The virus has been associated with leukemia.", set()),
]


@pytest.mark.parametrize(("title", "summary", "classes"), GIVEN, ids=[f"{title} | {summary}" for title, summary, _ in GIVEN])
def test_what_is_given_as_immunotherapy(title: str, summary: str, classes: set[str]) -> None:
    assert {str(each) for each in classify(title, summary=summary).classes} == classes


def test_targets_keep_to_the_closed_list() -> None:
    labels = classify("NY-ESO-1 TCR T Cells and Pembrolizumab in Sarcoma")
    assert labels.targets == ("PD-1",)


IN_PASSING = [
    # a line of criteria                                                          classes
    ("Progression before the start of vaccination", ["vaccine"]),
    ("Contraception until 5 months after the last dose of atezolizumab", ["checkpoint-inhibitor"]),
    ("Advised to start pembrolizumab", ["checkpoint-inhibitor"]),
    ("On pembrolizumab, with slow progression", ["checkpoint-inhibitor"]),
    ("At least 4 weeks since the last dose of pembrolizumab", []),
    ("Progression on pembrolizumab", []),
]


@pytest.mark.parametrize(("line", "classes"), IN_PASSING, ids=[line for line, _ in IN_PASSING])
def test_criteria_say_in_passing_what_is_given(line: str, classes: list[str]) -> None:
    criteria = f"Inclusion Criteria:\n\n* {line}\n"
    labels = classify(conditions=("small cell lung cancer",), drugs=("cyclophosphamide",), eligibility=criteria)
    assert [str(each) for each in labels.classes] == classes


def test_cells_are_aimed_at_the_antigen_that_the_record_names() -> None:
    labels = classify("Designer T Cells in Breast Cancer", summary="The target antigen for these cells is CEA.")
    assert labels.targets == ("CEA",)


CLASSES = [
    # title                                                                      classes, targets
    ("DLL3 x CD3 Bispecific Antibody in Small Cell Lung Cancer", {"t-cell-engager"}, {"DLL3", "CD3"}),
    ("GD2 CAR-T Cells for Small Cell Lung Cancer", {"cell-therapy"}, {"GD2"}),
    ("Anti-GD2 CAR T Cells for Small Cell Lung Cancer", {"cell-therapy"}, {"GD2"}),
    ("Dendritic Cell Vaccine in Small Cell Lung Cancer", {"vaccine"}, set()),
    ("Autologous Tumor Cell Vaccine in Merkel Cell Carcinoma", {"vaccine"}, set()),
    ("Anti-PD-1 Antibody in Neuroendocrine Carcinoma", {"checkpoint-inhibitor"}, {"PD-1"}),
    ("A TIGIT×PD-L1 Bispecific in Small Cell Lung Cancer", {"checkpoint-inhibitor"}, {"TIGIT", "PD-L1"}),
    ("DLL3 CAR-NK Cells With ICI + Etoposide in Small Cell Lung Cancer", {"cell-therapy", "checkpoint-inhibitor"}, {"DLL3"}),
    ("An Oncolytic Virus in Neuroendocrine Tumors", {"oncolytic-virus"}, set()),
    ("COVID-19 Vaccination in Patients With Small Cell Lung Cancer", set(), set()),
    ("Influenza Vaccine in Small Cell Lung Cancer", set(), set()),
    ("Bevacizumab in Neuroendocrine Tumors", set(), set()),
    ("Yttrium-90 Labeled Anti-PD-1 Antibody in Small Cell Lung Cancer", set(), set()),
    ("177Lu-DOTATATE in Neuroendocrine Tumors", set(), set()),
    ("Placebo for Nivolumab in Small Cell Lung Cancer", set(), set()),
]


@pytest.mark.parametrize(("title", "classes", "targets"), CLASSES, ids=[title for title, _, _ in CLASSES])
def test_a_class_counts_without_a_drug_of_that_name(title: str, classes: set[str], targets: set[str]) -> None:
    labels = classify(title)
    assert ({str(each) for each in labels.classes}, set(labels.targets)) == (classes, targets)


def test_immunotherapy_for_another_illness_is_no_cancer_immunotherapy() -> None:
    labels = classify(conditions=("multiple sclerosis",), drugs=("interferon beta 1a", "placebo"))
    assert labels.classes == ()


def test_a_growth_factor_beside_chemotherapy_is_support() -> None:
    labels = classify(conditions=("leukemia",), drugs=("busulfan", "GM-CSF"))
    assert labels.classes == ()


def test_a_name_shared_with_other_things_counts_where_a_drug_can_stand() -> None:
    assert classify("Small Cell Lung Cancer", summary="Use of BCG vaccination in childhood was recorded.").classes == ()
    assert len(classify("Small Cell Lung Cancer", drugs=("BCG",)).drugs) == 1
