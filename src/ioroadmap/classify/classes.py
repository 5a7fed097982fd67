"""Immunotherapy named by its class alone: "a peptide vaccine", "DLL3 x CD3 bispecific", "an anti-PD-1 antibody"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from ioroadmap.classify.context import around
from ioroadmap.classify.drugs import Agent, is_joined
from ioroadmap.classify.mentions import Mention
from ioroadmap.classify.passages import Passage, Zone
from ioroadmap.classify.roles import evidence_of, is_labelled, is_of_cells, is_placebo, role_of
from ioroadmap.classify.vocabulary import Kind, Vocabulary
from ioroadmap.model.trial import Trial
from ioroadmap.model.vocabulary import DrugRole, Immunotherapy, ImmunotherapyClass

_NEAR = 35  # characters between a class and the target that it is said to have
_ADJOINS = 12
_ANTIBODIES = (
    ImmunotherapyClass.CHECKPOINT_INHIBITOR,
    ImmunotherapyClass.IMMUNE_TARGETING_ANTIBODY,
    ImmunotherapyClass.TUMOUR_TARGETING_ANTIBODY,
)
_INFECTION = re.compile(
    r"\b(?:covid|sars|influenza|flu|hepatitis|pneumococ\w*|zoster|varicella|measles|rabies|malaria|tetanus|diphtheria|polio|"
    r"rotavirus|dengue|ebola|papilloma\w*|hpv|tubercul\w*|"
    r"meningococ\w*|live|attenuated|inactivated|yellow fever|typhoid|cholera|hiv|rsv)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?<!radio)(?<!radio-)\b(?:chemo-?|bio-?|radio-?chemo-?)?immuno-?(?:oncolog\w+|therap(?:y|ies))\b|\bimmune therap(?:y|ies)\b",
    re.IGNORECASE,
)
_WITH_ANTIGEN = (ImmunotherapyClass.CELL_THERAPY, ImmunotherapyClass.VACCINE)
_ANTIGEN = re.compile(r"\b(?:tumou?r|target) antigens?\b", re.IGNORECASE)
_MARKED_CELLS = re.compile(r"\s*\+[^.;]{0,12}\b(?:T|T[\s-]?cells?|lymphocytes)\b")  # "PD-1+CD8+T cells": a mark of the cells given
_PARTNER = re.compile(r"\b(?:with|plus|and|or)\s+an?\s+$", re.IGNORECASE)
_PAIR = re.compile(r"^\s*(?:/|x|×|-|and|:)\s*(?:anti[\s-]*)?$", re.IGNORECASE)
_CROSSED = re.compile(r"\s*[x×]\s*(?:anti[\s-]*)?", re.IGNORECASE)
_BORDERLINE = (ImmunotherapyClass.ANTIBODY_DRUG_CONJUGATE,)


def find_classes(
    mentions: tuple[Mention, ...], drugs: tuple[Agent, ...], trial: Trial, words: Vocabulary, is_cancer: bool
) -> tuple[Agent, ...]:
    """The classes that stand for themselves: those that no recognised drug under test already brings."""
    known = {each for agent in drugs if agent.is_tested for each in agent.classes}
    targets = [mention for mention in mentions if mention.kind is Kind.TARGET]
    places = [(ImmunotherapyClass(each.id), each) for each in mentions if each.kind is Kind.CLASS] + _pairs(targets, words)
    places = [(kind, each) for kind, each in places if not _says_what_another_binds(each, places)]
    free = {kind for kind, each in places if not each.guarded}
    named = [each for each in mentions if each.kind is Kind.DRUG and not each.guarded]
    by_class: dict[ImmunotherapyClass, list[Mention]] = {}
    for kind, mention in places:
        if (
            (not mention.guarded or kind in free or any(is_joined(mention, each) for each in named))
            and not is_placebo(mention)
            and not is_labelled(mention)
            and not (kind is ImmunotherapyClass.CYTOKINE and is_of_cells(mention))
            and not _is_against_infection(kind, mention)
        ):
            by_class.setdefault(kind, []).append(mention)
    listed = bool(known) and bool(trial.interventions)
    given = {each for agent in drugs if agent.is_tested for each in agent.targets}
    partners = {kind: [each for each in group if _is_a_partner(each, targets, given)] for kind, group in by_class.items()}
    groups = ((kind, group if kind not in known else partners[kind]) for kind, group in by_class.items())
    return tuple(_agent(kind, group, targets, trial, words, is_cancer, listed) for kind, group in groups if group)


def _agent(
    kind: ImmunotherapyClass,
    places: list[Mention],
    targets: list[Mention],
    trial: Trial,
    words: Vocabulary,
    is_cancer: bool,
    is_listed: bool,
) -> Agent:
    """`is_listed`: interventions are listed, a known drug among them; then a class counts only where names are given."""
    evidence = [evidence_of(mention, trial) for mention in places]
    role = role_of(evidence)
    weight = max(weight for weight, _ in evidence)
    immune = Immunotherapy.BORDERLINE if kind in _BORDERLINE else Immunotherapy.YES
    if kind is ImmunotherapyClass.CHECKPOINT_INHIBITOR:
        targets = [target for target in targets if target.id in words.brakes]
    beside = dict.fromkeys(target.id for place in places for target in _beside(place, targets))
    if kind is ImmunotherapyClass.CELL_THERAPY:  # of an NK cell with a sensor, the sensor's target counts, not the cell
        given = {target.id for place in places for target in targets if _is_inside(target, place)}
        beside = dict.fromkeys(each for each in beside if each not in given) or beside
    if not beside and kind in _WITH_ANTIGEN:
        beside = dict.fromkeys(target.id for target in targets if _is_an_antigen(target))
    is_tested = role is DrugRole.INVESTIGATIONAL and is_cancer and weight >= (2 if is_listed else 1)
    return Agent(places[0].text, role, immune, (kind,), tuple(beside), tuple(places), is_tested)


def _is_a_partner(mention: Mention, targets: list[Mention], given: set[str]) -> bool:
    """ "… with an anti-PD-1": an agent beside a known one of its class, that acts on something else."""
    inside = {each.id for each in targets if _is_inside(each, mention)}
    return bool(inside and not inside & given and _PARTNER.search(around(mention)[0]))


def _is_an_antigen(target: Mention) -> bool:
    """ "T cells that recognise the tumour antigen (CEA)": said in prose, away from the name of the class."""
    return target.zone is not Zone.ELIGIBILITY and bool(_ANTIGEN.search(around(target)[0][-90:]))


def _is_inside(target: Mention, place: Mention) -> bool:
    return target.passage is place.passage and place.start <= target.start < place.end


def _beside(place: Mention, targets: list[Mention]) -> list[Mention]:
    """The targets near a class in its sentence, and those that go on their list."""
    mates = [each for each in targets if each.passage is place.passage and each.sentence() == place.sentence()]
    mates = [each for each in mates if not _MARKED_CELLS.match(each.passage.text, each.end)]
    found: list[Mention] = []
    for each in sorted(mates, key=lambda target: target.start):
        near = place.start - _NEAR <= each.end and each.start <= place.end + _NEAR
        if near or (found and 0 <= each.start - found[-1].end <= _ADJOINS and found[-1].start >= place.end):
            found.append(each)
    return found


def _says_what_another_binds(mention: Mention, places: list[tuple[ImmunotherapyClass, Mention]]) -> bool:
    """ "Anti-X" right before another class ("anti-X CAR T cells") is that one's target and no antibody of its own."""
    return mention.text.lower().startswith("anti") and any(
        kind not in _ANTIBODIES and each.passage is mention.passage and 0 <= each.start - mention.end <= _ADJOINS
        for kind, each in places
    )


def _is_against_infection(kind: ImmunotherapyClass, mention: Mention) -> bool:
    before, after = around(mention)
    return kind is ImmunotherapyClass.VACCINE and bool(_INFECTION.search(before[-60:] + " " + mention.text + " " + after[:60]))


def find_unnamed(passages: Iterable[Passage], agents: tuple[Agent, ...], trial: Trial, is_cancer: bool) -> tuple[Agent, ...]:
    """ "Immunotherapy" under test where the record names neither drug nor class: tested, of a kind that we do not know."""
    if not is_cancer or any(agent.is_tested and agent.immunotherapy is Immunotherapy.YES for agent in agents):
        return ()
    places = [
        Mention(Kind.CLASS, "", passage, found.start(), found.end(), False)
        for passage in passages
        if passage.zone in (Zone.TITLE, Zone.INTERVENTION, Zone.ARM)
        for found in _UNNAMED.finditer(passage.text)
    ]
    places = [each for each in places if evidence_of(each, trial)[1] is DrugRole.INVESTIGATIONAL]
    return (Agent(places[0].text, DrugRole.INVESTIGATIONAL, Immunotherapy.YES, (), (), tuple(places), True),) if places else ()


def _pairs(targets: list[Mention], words: Vocabulary) -> list[tuple[ImmunotherapyClass, Mention]]:
    """Two targets written as one agent: a target of the tumour next to the one that all T-cell engagers share makes an
    engager, two brakes of the immune system crossed make a checkpoint inhibitor."""
    found = []
    for one, other in pairwise(targets):
        pair = {one.id, other.id}
        if one.passage is other.passage and len(pair & words.engager_targets) == 1 and _is_pair(one, other):
            found.append((ImmunotherapyClass.T_CELL_ENGAGER, one))
        if one.passage is other.passage and len(pair & words.brakes) == 2 and _CROSSED.fullmatch(_between(one, other)):
            found.append((ImmunotherapyClass.CHECKPOINT_INHIBITOR, one))
    return found


def _between(one: Mention, other: Mention) -> str:
    return one.passage.text[one.end : other.start]


def _is_pair(one: Mention, other: Mention) -> bool:
    return bool(_PAIR.match(one.passage.text[one.end : other.start])) and one.zone in (
        Zone.TITLE,
        Zone.INTERVENTION,
        Zone.ARM,
        Zone.SUMMARY,
    )
