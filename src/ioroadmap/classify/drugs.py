"""The agents of a trial with their roles, and what of them is immunotherapy under test.

A named drug brings its classes and targets from the pack. Where only a class is named ("a dendritic cell vaccine"),
the class stands for itself, with the targets written beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct, structs

from ioroadmap.classify.context import around
from ioroadmap.classify.folding import fold
from ioroadmap.classify.mentions import Mention
from ioroadmap.classify.passages import Zone
from ioroadmap.classify.roles import evidence_of, is_labelled, is_of_cells, is_placebo, role_of
from ioroadmap.classify.vocabulary import Kind, Vocabulary
from ioroadmap.model.facts import Drug
from ioroadmap.model.trial import Trial
from ioroadmap.model.vocabulary import DrugRole, Immunotherapy, ImmunotherapyClass


class Agent(Struct, frozen=True):
    """One drug, or one class named without a drug. `is_tested`: given as what the trial is about, or with it."""

    name: str
    role: DrugRole
    immunotherapy: Immunotherapy
    classes: tuple[ImmunotherapyClass, ...]
    targets: tuple[str, ...]
    mentions: tuple[Mention, ...]
    is_tested: bool


_DRUG_PLACES = (Zone.INTERVENTION, Zone.INTERVENTION_TEXT, Zone.ARM)
_NEAR = 30  # characters between a name and a word of its class
_DOSE = re.compile(r"^[\s,(]*(?:at\s+)?\d[\d.,]*\s*(?:mg|µg|mcg|ug|g|IU|MU|million|units?|ml|mL|x\s*10)\b", re.IGNORECASE)
_IMMUNE = re.compile(
    r"\bimmun(?:e|ity|o-?(?:therap|modulat(?!ory (?:agent|drug|imide))|stimulat|logic|potentiat|adjuvant)\w*)\b|\bvaccin",
    re.IGNORECASE,
)
_AND = re.compile(r"\W*(?:and|or|plus|with|followed by|in combination with|\+|/)\W*", re.IGNORECASE)
_MEASURED = re.compile(
    r"[\s)]*(?:secretion|production|levels?|concentrations?|responses?|expression|release|genes?|\+|receptors?)\b", re.IGNORECASE
)
_SUPPORT = re.compile(
    r"\b(?:white blood|neutrop|leuk[ao]?penia|blood counts?\b|mobili[sz]|stem cells?\b|ha?ematopoie|recover)", re.IGNORECASE
)
_CYTOKINE = (ImmunotherapyClass.CYTOKINE,)
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Za-z]).{4,}")


def find_agents(mentions: tuple[Mention, ...], trial: Trial, words: Vocabulary, is_cancer: bool) -> tuple[Agent, ...]:
    """All recognised agents; immunotherapy counts as tested only where the record is about cancer."""
    named = [each for each in mentions if each.kind is Kind.DRUG and not is_placebo(each)]
    free = {each.id for each in named if not each.guarded or each.zone is Zone.INTERVENTION}
    named = [
        each for each in named if not each.guarded or each.id in free or _can_be_a_drug(each, words.drug(each.id), mentions, words)
    ]
    by_id: dict[str, list[Mention]] = {}
    for mention in named:
        by_id.setdefault(mention.id, []).append(mention)
    classes = [each for each in mentions if each.kind is Kind.CLASS]
    return tuple(_agent(words.drug(id), places, classes, trial, is_cancer) for id, places in by_id.items())


def _can_be_a_drug(mention: Mention, drug: Drug, mentions: Iterable[Mention], words: Vocabulary) -> bool:
    """A name shared with other things is a drug where drugs stand: an intervention, an arm, or beside a dose, its class or
    another drug."""
    if mention.zone in _DRUG_PLACES or (mention.zone is Zone.TITLE and _CODE.fullmatch(mention.text)):
        return True
    if any(each.kind is Kind.DRUG and each.id != mention.id and is_joined(mention, each) for each in mentions):
        return True
    if any(each.kind is Kind.CLASS and each.id in drug.classes and _is_same_place(mention, each) for each in mentions):
        return not any(each.kind is Kind.DRUG and not each.guarded and each.id in words.kin(drug) for each in mentions)
    beside = (ImmunotherapyClass(each.id) for each in mentions if each.kind is Kind.CLASS and _is_near(mention, each))
    return bool(_DOSE.match(around(mention)[1])) or any(each in drug.classes for each in beside)


def _is_same_place(one: Mention, other: Mention) -> bool:
    """A class named by the same words: they mean treatment wherever they stand ("interleukin-2")."""
    return one.passage is other.passage and (one.start, one.end) == (other.start, other.end) and not other.guarded


def is_joined(one: Mention, other: Mention) -> bool:
    """ "BEC2 and BCG": the two are named in one breath."""
    first, last = sorted((one, other), key=lambda each: each.start)
    text = one.passage.text
    return (
        one.passage is other.passage and bool(_AND.fullmatch(text[first.end : last.start])) and not _MEASURED.match(text, last.end)
    )


def _is_near(one: Mention, other: Mention) -> bool:
    gap = max(one.start, other.start) - min(one.end, other.end)
    return one.passage is other.passage and 0 <= gap <= _NEAR


def _agent(drug: Drug, places: list[Mention], classes: list[Mention], trial: Trial, is_cancer: bool) -> Agent:
    short = [each for each in classes if each.id in drug.classes and any(fold(each.text) in fold(place.text) for place in places)]
    role = role_of([evidence_of(mention, trial) for mention in (*places, *short)])
    if role is DrugRole.INVESTIGATIONAL and drug.classes == _CYTOKINE and _is_only_of_cells(places, trial):
        role = DrugRole.BACKGROUND
    unsaid = drug.only_if_stated and not any(_is_said_to_be_immune(mention) for mention in places)
    immune = Immunotherapy.NO if unsaid or _is_a_tracer(places) else drug.immunotherapy
    counts = immune is not Immunotherapy.NO
    kinds, targets = (drug.classes, drug.targets) if counts else ((), ())
    return Agent(drug.name, role, immune, kinds, targets, tuple(places), role is DrugRole.INVESTIGATIONAL and is_cancer)


def _is_a_tracer(places: list[Mention]) -> bool:
    """True where the agent bears a label in a name of the trial, or everywhere."""
    named = [each for each in places if each.zone in (Zone.TITLE, Zone.INTERVENTION)]
    return any(is_labelled(each) for each in named) or all(is_labelled(each) for each in places)


def _is_said_to_be_immune(mention: Mention) -> bool:
    """True where its sentence, or the next one when that goes on about it, tells of the immune system."""
    if mention.zone is Zone.ELIGIBILITY:
        return False
    rest = mention.passage.sentence_after(mention.sentence()[1]).lstrip()
    return bool(_IMMUNE.search(" ".join(around(mention)) + (rest if rest.startswith("It ") else "")))


def _is_only_of_cells(places: list[Mention], trial: Trial) -> bool:
    """True where every text that tells how a cytokine is used says that cells make it or were treated with it."""
    told = [each for each in places if each.zone is not Zone.INTERVENTION]
    used = [each for each in told if evidence_of(each, trial)[1] is DrugRole.INVESTIGATIONAL]
    return bool(used) and all(is_of_cells(each) for each in used)


def without_support(agents: tuple[Agent, ...]) -> tuple[Agent, ...]:
    """A cytokine that mostly helps the blood recover is treatment of the tumour only in the company of other
    immunotherapy, or where the record says that it wakes the immune system. Beside a vaccine, an unspecific stimulant that no
    title names is its adjuvant."""
    company = any(agent.is_tested and agent.immunotherapy is Immunotherapy.YES for agent in agents)
    vaccine = any(agent.is_tested and ImmunotherapyClass.VACCINE in agent.classes for agent in agents)
    return tuple(
        _untested(agent) if _is_only_support(agent, company) or (vaccine and _is_adjuvant(agent)) else agent for agent in agents
    )


def _is_only_support(agent: Agent, company: bool) -> bool:
    if not _is_support(agent):
        return False
    if any(_SUPPORT.search(" ".join(around(mention))) for mention in agent.mentions):
        return True
    return not company and not any(_is_said_to_be_immune(mention) for mention in agent.mentions)


def _is_support(agent: Agent) -> bool:
    return agent.immunotherapy is Immunotherapy.BORDERLINE and agent.classes == _CYTOKINE


def _is_adjuvant(agent: Agent) -> bool:
    titled = any(mention.zone is Zone.TITLE for mention in agent.mentions)
    return agent.classes == (ImmunotherapyClass.OTHER_IMMUNOTHERAPY,) and not titled


def _untested(agent: Agent) -> Agent:
    return structs.replace(agent, is_tested=False)
