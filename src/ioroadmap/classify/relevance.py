"""Is this trial ours: its main subject, one of several tumours, only close to it, or not at all; and when to abstain."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ioroadmap.classify.context import Standing, standing_of, tells_of_people
from ioroadmap.classify.drugs import Agent
from ioroadmap.classify.mentions import Mention
from ioroadmap.classify.passages import Passage, Section, Zone
from ioroadmap.classify.subjects import cancer_places, is_of_cancer, names_another, names_several, ours_in, without
from ioroadmap.classify.tumours import Population
from ioroadmap.classify.vocabulary import Kind, Vocabulary
from ioroadmap.model.labels import Abstention
from ioroadmap.model.vocabulary import Immunotherapy, Relevance


def says_what_it_is_about(passages: tuple[Passage, ...]) -> bool:
    """False for a record that lists what is given and no more: nothing in it could name a tumour."""
    return any(each.zone not in (Zone.INTERVENTION, Zone.INTERVENTION_TEXT, Zone.ARM, Zone.OUTCOME) for each in passages)


def says_what_is_given(passages: tuple[Passage, ...]) -> bool:
    """False for a record of conditions and criteria alone: no place in it would tell of a treatment."""
    return any(each.zone not in (Zone.CONDITION, Zone.KEYWORD, Zone.ELIGIBILITY, Zone.OUTCOME) for each in passages)


def is_about_cancer(passages: tuple[Passage, ...], populations: Iterable[Population]) -> bool:
    """True where the subject is a tumour: by title and conditions, else by what the record says of its people."""
    if any(population.how == "named" for population in populations):
        return True
    if not says_what_it_is_about(passages):
        return True  # the agents of a pack are given for its disease
    heads = [each for each in passages if each.zone in (Zone.TITLE, Zone.CONDITION, Zone.KEYWORD)]
    if any(is_of_cancer(each.text) for each in heads):
        return True
    if any(each.zone is Zone.CONDITION for each in heads):
        return False
    return any(_treats_cancer(each) for each in passages if each.zone is Zone.SUMMARY) or (
        not heads and any(_asks_for_cancer(each) for each in passages)
    )


def _treats_cancer(passage: Passage) -> bool:
    """True where a summary tells of cancer other than as background."""
    return any(tells_of_people(Mention(Kind.TUMOUR, "", passage, place, place + 1, False)) for place in cancer_places(passage.text))


def _asks_for_cancer(passage: Passage) -> bool:
    places = cancer_places(passage.text)
    return passage.zone is Zone.ELIGIBILITY and any(passage.section_at(place) is Section.INCLUSION for place in places)


def is_one_of_several(passages: tuple[Passage, ...], tumours: tuple[Mention, ...], words: Vocabulary) -> bool:
    """True where the tumours of the pack are one cohort or one of several tumours. The title decides if it names one."""
    for zone in (Zone.TITLE, Zone.CONDITION):
        texts = [each for each in passages if each.zone is zone]
        others = any(_names_others(each, tumours, words) for each in texts)
        if any(ours_in(each, tumours, words) for each in texts) or (others and zone is Zone.TITLE):
            return others
    rest = (each for each in passages if each.zone in (Zone.CONDITION, Zone.KEYWORD, Zone.SUMMARY))
    lines = (each for each in passages if each.zone is Zone.ELIGIBILITY)
    return any(_names_others(each, tumours, words) for each in rest) or any(_joins_others(each, tumours, words) for each in lines)


def _names_others(passage: Passage, tumours: tuple[Mention, ...], words: Vocabulary) -> bool:
    return names_several(without(passage, tumours)) or names_another(passage, tumours, words)


def _joins_others(passage: Passage, tumours: tuple[Mention, ...], words: Vocabulary) -> bool:
    """The same for criteria: only where a line that lets one of ours join lets others join too."""
    for mention in ours_in(passage, tumours, words):
        if standing_of(mention) is Standing.NAMED:
            first, last = mention.sentence()
            line = without(passage, tumours)[first:last]
            if names_several(line) or names_another(passage, tumours, words, first, last):
                return True
    return False


def borderline_tumours(tumours: tuple[Mention, ...], words: Vocabulary) -> list[Mention]:
    """Mentions of a tumour that is not ours but close to it, where its people may join."""
    near = (each for each in tumours if words.tumour(each.id).borderline_because)
    return [each for each in near if standing_of(each) in (Standing.NAMED, Standing.DESCRIBED)]


def decide(populations: Iterable[Population], agents: Iterable[Agent], near: list[Mention], several: bool) -> tuple[Relevance, str]:
    """The relevance and, where it is not core or basket, why."""
    tested = {agent.immunotherapy for agent in agents if agent.is_tested}
    ours = any(population.how == "named" for population in populations)
    if ours and Immunotherapy.YES in tested:
        return (Relevance.BASKET if several else Relevance.CORE), ""
    if ours and Immunotherapy.BORDERLINE in tested:
        return Relevance.BORDERLINE, "only an agent at the border of immunotherapy is tested"
    if near and tested & {Immunotherapy.YES, Immunotherapy.BORDERLINE}:
        return Relevance.BORDERLINE, "only a tumour at the border of our subject may join"
    if ours:
        return Relevance.NONE, "no immunotherapy is tested"
    return Relevance.NONE, "no tumour of our subject is named as eligible"


_UNKNOWN_NAME = re.compile(
    r"\b\w{3,}(?:mab|leukin|tamig|tusp|leucel)\b|\brecombinant\b(?:[\s\w-]{0,60}\bprotein\b)?", re.IGNORECASE
)
_UNKNOWN_KIND = re.compile(r"\b(?:monoclonal |bispecific )?antibod(?:y|ies)\b|\bimmuno(?:modulat|stimulat)\w+", re.IGNORECASE)


def unknown_biologicals(passages: tuple[Passage, ...], mentions: tuple[Mention, ...], has_drug: bool) -> list[str]:
    """What titles and interventions give that reads like a biological agent and that the pack does not know: a reason
    to abstain. A kind without a name ("monoclonal antibody") is one only where no known drug is tested (`has_drug`)."""
    known = {each.passage.field for each in mentions if each.kind in (Kind.DRUG, Kind.CLASS)}
    places = [each for each in passages if each.field not in known and _names_agents(each)]
    patterns = (_UNKNOWN_NAME,) if has_drug else (_UNKNOWN_NAME, _UNKNOWN_KIND)
    return [found.group() for each in places for pattern in patterns for found in pattern.finditer(each.text)]


def _names_agents(passage: Passage) -> bool:
    return passage.zone is Zone.TITLE or (passage.zone is Zone.INTERVENTION and passage.field.endswith(".name"))


def reasons(relevance: Relevance, why: str) -> tuple[Abstention, ...]:
    return (Abstention("relevance", why),) if why and relevance in (Relevance.NONE, Relevance.BORDERLINE, Relevance.ABSTAIN) else ()
