"""Every free text of a ClinicalTrials.gov study with its field path, in the registry's order: what `classify` reads.

Texts are as they came, to the character. Names of people, places and sponsors and literature lists are not among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ioroadmap.sources import clinicaltrials_gov_shape as shape

Found = Iterator[tuple[str, str | None]]


def texts_of(
    identification: shape.Identification,
    status: shape.Status,
    description: shape.Description,
    conditions: shape.Conditions,
    design: shape.Design,
    arms: shape.ArmsInterventions,
    outcomes: shape.Outcomes,
    eligibility: shape.Eligibility,
) -> tuple[tuple[str, str], ...]:
    """Pairs like `("conditionsModule.conditions[0]", "Merkel …")`; empty texts are left out, the numbering keeps their place."""
    by_module: tuple[tuple[str, Found], ...] = (
        ("identificationModule", _titles(identification)),
        ("statusModule", iter([("whyStopped", status.why_stopped)])),
        ("descriptionModule", _descriptions(description)),
        ("conditionsModule", _conditions(conditions)),
        ("designModule", _design(design)),
        ("armsInterventionsModule", _arms(arms)),
        ("outcomesModule", _outcomes(outcomes)),
        ("eligibilityModule", _eligibility(eligibility)),
    )
    return tuple((f"{module}.{path}", text) for module, found in by_module for path, text in found if text)


def _titles(module: shape.Identification) -> Found:
    yield "briefTitle", module.brief_title
    yield "officialTitle", module.official_title
    yield "acronym", module.acronym


def _descriptions(module: shape.Description) -> Found:
    yield "briefSummary", module.brief_summary
    yield "detailedDescription", module.detailed_description


def _conditions(module: shape.Conditions) -> Found:
    yield from _list("conditions", module.conditions)
    yield from _list("keywords", module.keywords)


def _design(module: shape.Design) -> Found:
    info = module.design_info or shape.DesignInfo()
    yield "designInfo.interventionModelDescription", info.intervention_model_description
    yield "designInfo.maskingInfo.maskingDescription", (info.masking_info or shape.Masking()).masking_description


def _arms(module: shape.ArmsInterventions) -> Found:
    for n, arm in enumerate(module.arm_groups or ()):
        yield f"armGroups[{n}].label", arm.label
        yield f"armGroups[{n}].description", arm.description
        yield from _list(f"armGroups[{n}].interventionNames", arm.intervention_names)
    for n, given in enumerate(module.interventions or ()):
        yield f"interventions[{n}].name", given.name
        yield f"interventions[{n}].description", given.description
        yield from _list(f"interventions[{n}].otherNames", given.other_names)
    yield from _list("_text", module.text)


def _outcomes(module: shape.Outcomes) -> Found:
    kinds = (("primary", module.primary_outcomes), ("secondary", module.secondary_outcomes), ("other", module.other_outcomes))
    for kind, outcomes in kinds:
        for n, outcome in enumerate(outcomes or ()):
            yield f"{kind}Outcomes[{n}].measure", outcome.measure
            yield f"{kind}Outcomes[{n}].description", outcome.description


def _eligibility(module: shape.Eligibility) -> Found:
    yield "eligibilityCriteria", module.eligibility_criteria
    yield "studyPopulation", module.study_population


def _list(path: str, texts: Iterable[str] | None) -> Found:
    return ((f"{path}[{n}]", text) for n, text in enumerate(texts or ()))
