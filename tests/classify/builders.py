"""Trials made of what a test is about, and the words of the shipped pack."""

from __future__ import annotations

from functools import cache

from ioroadmap.catalog.load import load_pack
from ioroadmap.catalog.pack import Pack
from ioroadmap.classify import Vocabulary, classify_trial
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.labels import Labels
from ioroadmap.model.trial import ArmGroup, Intervention, Trial

ANY_ID = NctId("NCT00000000")


@cache
def the_pack() -> Pack:
    return load_pack()


@cache
def words() -> Vocabulary:
    return Vocabulary.from_pack(the_pack())


def make_trial(
    title: str = "",
    *,
    conditions: tuple[str, ...] = (),
    keywords: tuple[str, ...] = (),
    drugs: tuple[str, ...] = (),
    arms: tuple[tuple[str, str, str], ...] = (),
    summary: str = "",
    description: str = "",
    eligibility: str = "",
) -> Trial:
    """A partial record. `arms` are (label, type, drug given in it)."""
    named = [
        ("identificationModule.briefTitle", title),
        ("descriptionModule.briefSummary", summary),
        ("descriptionModule.detailedDescription", description),
        *((f"conditionsModule.conditions[{n}]", each) for n, each in enumerate(conditions)),
        *((f"conditionsModule.keywords[{n}]", each) for n, each in enumerate(keywords)),
        *((f"armsInterventionsModule.armGroups[{n}].label", label) for n, (label, _, _) in enumerate(arms)),
        *((f"armsInterventionsModule.interventions[{n}].name", each) for n, each in enumerate(drugs)),
        ("eligibilityModule.eligibilityCriteria", eligibility),
    ]
    return Trial(
        id=ANY_ID,
        brief_title=title,
        conditions=conditions,
        arms=tuple(ArmGroup(label, kind, interventions=(f"Drug: {drug}",)) for label, kind, drug in arms),
        interventions=tuple(Intervention(each) for each in drugs),
        texts=tuple((field, text) for field, text in named if text),
    )


def classify(title: str = "", **parts: object) -> Labels:
    return classify_trial(make_trial(title, **parts), words())  # type: ignore[arg-type]


def groups(labels: Labels) -> set[tuple[str, str]]:
    """Family and differentiation of the people who may join."""
    return {(each.family, str(each.differentiation)) for each in labels.tumours if each.how != "excluded"}
