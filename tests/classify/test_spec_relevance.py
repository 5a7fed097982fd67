"""Is a trial ours? Core, basket, borderline, none, or for a person to decide."""

from __future__ import annotations

import pytest

from ioroadmap.classify import Vocabulary, classify_trial
from ioroadmap.model.trial import Trial
from tests.classify.builders import ANY_ID, classify, words

TITLES = [
    ("Pembrolizumab in Merkel Cell Carcinoma", "core"),
    ("Tarlatamab in Small Cell Lung Cancer", "core"),
    ("Nivolumab in Small Cell Lung Cancer or Neuroendocrine Carcinoma", "core"),
    ("Nivolumab in Pheochromocytoma", "core"),
    ("Nivolumab in Neuroendocrine Tumors, Melanoma and Sarcoma", "basket"),
    ("Pembrolizumab in Non-Small Cell Lung Cancer and Small Cell Lung Cancer", "basket"),
    ("Rovalpituzumab Tesirine in Small Cell Lung Cancer", "borderline"),
    ("Dinutuximab in Neuroblastoma", "borderline"),
    ("Pembrolizumab in Melanoma", "none"),
    ("Everolimus in Neuroendocrine Tumors", "none"),
    ("177Lu-DOTATATE in Neuroendocrine Tumors", "none"),
    ("Recombinant Anti-tumor and Anti-virus Protein in Neuroendocrine Tumors", "abstain"),
    ("Chemotherapy and Immunotherapy in Merkel Cell Carcinoma", "core"),
    ("Immunotherapy in Neuroendocrine Tumours With Xyzelimab", "core"),
]


@pytest.mark.parametrize(("title", "expected"), TITLES, ids=[title for title, _ in TITLES])
def test_a_title_decides(title: str, expected: str) -> None:
    assert classify(title).relevance == expected


def test_one_condition_among_many_makes_a_basket() -> None:
    labels = classify(
        "Pembrolizumab in Selected Advanced Cancers",
        conditions=("Recurrent Ovarian Carcinoma", "Recurrent Lung Small Cell Carcinoma"),
    )
    assert (labels.relevance, {each.how for each in labels.tumours}) == ("basket", {"basket"})


def test_the_wider_name_of_the_same_site_makes_no_basket() -> None:
    assert classify(conditions=("Lung Cancer", "Small Cell Lung Cancer"), drugs=("nivolumab",)).relevance == "core"


def test_none_says_why() -> None:
    assert [(each.axis, each.why) for each in classify("Everolimus in Neuroendocrine Tumors").abstained] == [
        ("relevance", "no immunotherapy is tested")
    ]


def test_immunotherapy_of_an_unknown_kind_is_said_to_be_unknown() -> None:
    labels = classify("Immunotherapy and Radiotherapy in Merkel Cell Carcinoma")
    assert labels.classes == ()
    assert [each.axis for each in labels.abstained] == ["classes"]


def test_an_unknown_antibody_is_for_a_person_to_decide() -> None:
    labels = classify("Merkel Cell Carcinoma", drugs=("Xyzelimab",))
    assert labels.relevance == "abstain"
    assert "Xyzelimab" in labels.abstained[0].why


def test_a_record_without_text_is_none() -> None:
    assert classify_trial(Trial(id=ANY_ID), words()).relevance == "none"


def test_a_vocabulary_is_made_once_from_a_pack() -> None:
    assert Vocabulary.from_pack(words().pack).keys == words().keys


def test_a_record_that_names_agents_and_no_tumour_is_left_open() -> None:
    labels = classify(drugs=("nivolumab", "ipilimumab"))
    assert (labels.relevance, labels.abstained[0].why) == ("abstain", "the record does not say which tumour is treated")


def test_criteria_alone_do_not_say_what_is_given() -> None:
    labels = classify(eligibility="Inclusion Criteria:\n\n* Small cell lung cancer\n")
    assert (labels.families, labels.relevance) == (("SCLC",), "abstain")
    assert classify(eligibility="Inclusion Criteria:\n\n* Breast cancer\n").relevance == "none"
