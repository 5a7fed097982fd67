"""One trial in, its labels out, each with the words that say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from ioroadmap.classify.biomarkers import find_biomarkers
from ioroadmap.classify.classes import find_classes, find_unnamed
from ioroadmap.classify.drugs import Agent, find_agents, without_support
from ioroadmap.classify.mentions import Mention, find_mentions, read_passages
from ioroadmap.classify.passages import Passage
from ioroadmap.classify.relevance import (
    borderline_tumours,
    decide,
    is_about_cancer,
    is_one_of_several,
    reasons,
    says_what_is_given,
    says_what_it_is_about,
    unknown_biologicals,
)
from ioroadmap.classify.tumours import Population, find_populations, supported
from ioroadmap.classify.vocabulary import Vocabulary
from ioroadmap.model.labels import Abstention, DrugLabel, Labels, TumourLabel
from ioroadmap.model.trial import Trial
from ioroadmap.model.vocabulary import Differentiation, DrugRole, Immunotherapy, ImmunotherapyClass, Relevance

T = TypeVar("T")
Mentions = tuple[Mention, ...]
Passages = tuple[Passage, ...]
_GIVEN = (DrugRole.INVESTIGATIONAL, DrugRole.DIAGNOSTIC)
_MOST_REASONS = 5  # places that a label names; the first say enough


def classify_trial(trial: Trial, words: Vocabulary) -> Labels:
    """What the trial is about by its own words. A record that does not say is labelled as far as it goes."""
    passages = read_passages(trial)
    mentions = find_mentions(passages, words)
    tumours = supported(mentions, words)
    populations = find_populations(tumours, passages, words)
    joining = [population.group for population in populations if population.how == "named"]
    is_cancer = is_about_cancer(passages, populations)
    agents = _find_agents(mentions, passages, trial, words, is_cancer)
    tested = [agent for agent in agents if agent.is_tested and agent.immunotherapy is not Immunotherapy.NO]
    several = bool(joining) and is_one_of_several(passages, tumours, words)
    near = borderline_tumours(tumours, words)
    relevance, why = decide(populations, agents, near, several)
    if relevance is Relevance.NONE and tested and not says_what_it_is_about(passages):
        relevance, why = Relevance.ABSTAIN, "the record does not say which tumour is treated"
    if relevance is Relevance.NONE and (joining or near) and not says_what_is_given(passages):
        relevance, why = Relevance.ABSTAIN, "the record does not say what is given"
    if relevance is Relevance.NONE and joining and is_cancer:
        relevance, why = _or_abstain(passages, mentions, agents, why)
    return Labels(
        id=trial.id,
        relevance=relevance,
        tumours=tuple(_tumour_label(each, several) for each in populations),
        drugs=tuple(_drug_label(each) for each in agents),
        biomarkers=find_biomarkers(mentions),
        families=_in_order((each.family for each in joining), [family.id for family in words.pack.families]),
        differentiation=_in_order((each.differentiation for each in joining), list(Differentiation)),
        classes=_in_order((each for agent in tested for each in agent.classes), list(ImmunotherapyClass)),
        targets=_in_order((each for agent in tested for each in agent.targets if each in words.listed), words.listed),
        abstained=reasons(relevance, why) + _kind_unknown(tested),
    )


def _find_agents(mentions: Mentions, passages: Passages, trial: Trial, words: Vocabulary, is_cancer: bool) -> tuple[Agent, ...]:
    drugs = find_agents(mentions, trial, words, is_cancer)
    agents = without_support((*drugs, *find_classes(mentions, drugs, trial, words, is_cancer)))
    return (*agents, *find_unnamed(passages, agents, trial, is_cancer))


def _or_abstain(passages: Passages, mentions: Mentions, agents: tuple[Agent, ...], why: str) -> tuple[Relevance, str]:
    """None, unless something is given that may be immunotherapy and that we do not know."""
    unknown = unknown_biologicals(passages, mentions, has_drug=any(agent.role in _GIVEN for agent in agents))
    if not unknown:
        return Relevance.NONE, why
    return Relevance.ABSTAIN, f"we do not know whether this is immunotherapy: {unknown[0]}"


def _tumour_label(population: Population, several: bool) -> TumourLabel:
    group = population.group
    how = "basket" if several and population.how == "named" else population.how
    because = tuple(mention.because for mention in population.mentions[:_MOST_REASONS])
    return TumourLabel(group.family, group.id, group.differentiation, group.grade, group.site, how, because)


def _drug_label(agent: Agent) -> DrugLabel:
    because = tuple(mention.because for mention in agent.mentions[:_MOST_REASONS])
    return DrugLabel(agent.name, agent.role, agent.immunotherapy, agent.classes, agent.targets, because)


def _kind_unknown(tested: Iterable[Agent]) -> tuple[Abstention, ...]:
    vague = (agent.name for agent in tested if not agent.classes)
    return tuple(Abstention("classes", f"the kind of immunotherapy is not stated: {name}") for name in vague)


def _in_order(found: Iterable[T], order: Sequence[T]) -> tuple[T, ...]:
    """Each value once, in the order of the pack or of the vocabulary; what is in neither comes last."""
    values = set(found)
    known = [value for value in order if value in values]
    return (*known, *sorted(values - set(known), key=str))
