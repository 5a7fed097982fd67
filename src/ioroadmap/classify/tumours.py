"""Who may join: the tumours that a record names as eligible, by family and differentiation, and those it shuts out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from ioroadmap.classify.context import Standing, around, standing_of, tells_of_joining, tells_of_people
from ioroadmap.classify.folding import fold
from ioroadmap.classify.grades import grade_words, grades_of
from ioroadmap.classify.mentions import Mention
from ioroadmap.classify.passages import PROSE, Passage, Section, Zone
from ioroadmap.classify.populations import HIGH, Grade, Grading, Group, groups_of, is_well
from ioroadmap.classify.subjects import is_of_cancer, names_another, names_several, without
from ioroadmap.classify.vocabulary import Kind, Vocabulary
from ioroadmap.model.facts import Tumour
from ioroadmap.model.vocabulary import Differentiation

_HIGH_GRADE = {Differentiation.WELL_HIGH_GRADE, Differentiation.POOR}
Grades = dict[Mention, frozenset[Grade]]
Found = dict[Group, tuple[Mention, ...]]
_ELSEWHERE = re.compile(r"\b(?:outside|other than|not)\b(?: of)?(?: the)? \w+")  # "outside the lung" names no lung


class Population(Struct, frozen=True):
    """A group of people with the mentions that say so. `how` is `named` or `excluded`."""

    group: Group
    how: str
    mentions: tuple[Mention, ...]


class Headline(Struct, frozen=True):
    """The titles and conditions of a record, folded: whole, and without the tumours that the pack knows."""

    whole: str
    others: str


def supported(mentions: Iterable[Mention], words: Vocabulary) -> tuple[Mention, ...]:
    """The tumour mentions of a record; a short form that means other things too counts only
    beside its full name, or in the title of a record that names one of our agents."""
    every = list(mentions)
    tumours = [each for each in every if each.kind is Kind.TUMOUR]
    sure = {words.tumour(each.id).family for each in tumours if not each.guarded and not words.tumour(each.id).negative}
    if any(each.kind in (Kind.DRUG, Kind.CLASS) and not each.guarded for each in every):
        sure |= {words.tumour(each.id).family for each in tumours if each.zone in (Zone.TITLE, Zone.CONDITION)}
    if sure & words.umbrella_families:
        sure |= words.umbrella_families
    return tuple(each for each in tumours if not each.guarded or words.tumour(each.id).family in sure)


def find_populations(tumours: tuple[Mention, ...], passages: tuple[Passage, ...], words: Vocabulary) -> tuple[Population, ...]:
    """Every group of people with a tumour of the pack that the record names, those who may join first."""
    grades = grades_of(tumours)
    ours = [mention for mention in tumours if not words.tumour(mention.id).negative]
    standing = {mention: standing_of(mention) for mention in ours}
    joining = _joining(tumours, standing, passages, words)
    headline = _headline(passages, tumours)
    grades = _with_the_grade_told(grades, joining, words)
    read = [(mention, entity) for mention in joining for entity in _entities(mention, ours, headline, words)]
    found = _gather((group, mention) for mention, entity in read for group in groups_of(entity, grades[mention], words.grading))
    found = _without_ungraded_carcinoma(found, read, grades, words.grading)
    regraded = {entity.family for mention, entity in read if _is_graded_here(entity, grades[mention])}
    found = {
        group: places
        for group, places in found.items()
        if not (_is_ungraded(group) and not group.grade and group.family in regraded)
    }
    named = _by_lone_grades(_narrowest(found, words.grading), tumours, passages, words.grading)
    out = [mention for mention in ours if standing[mention] is Standing.EXCLUDED and mention not in joining]
    families = {group.family for group in named}
    shut = _gather(
        (_plain(words.tumour(mention.id)), mention) for mention in out if words.tumour(mention.id).family not in families
    )
    return tuple(Population(group, "named", mentions) for group, mentions in named.items()) + tuple(
        Population(group, "excluded", mentions) for group, mentions in shut.items()
    )


def _is_graded_here(entity: Tumour, grades: frozenset[Grade]) -> bool:
    """True where the pack leaves the differentiation open and the words beside the name say it."""
    return entity.differentiation is Differentiation.UNSPECIFIED and bool(grades - {Grade.ANY, Grade.EITHER})


def _with_the_grade_told(grades: Grades, joining: list[Mention], words: Vocabulary) -> Grades:
    """Where a record says "well differentiated, high grade" once and nothing of poor differentiation, its bare "high grade"
    means the same people."""
    given = [grades[mention] for mention in joining]
    poor = any(Grade.POOR in each for each in given) or any(
        words.tumour(mention.id).differentiation is Differentiation.POOR for mention in joining
    )
    told = any(Grade.WELL in each and each & HIGH for each in given)
    if poor or not told:
        return grades
    return {mention: each | {Grade.WELL} if each & HIGH else each for mention, each in grades.items()}


def _headline(passages: tuple[Passage, ...], tumours: tuple[Mention, ...]) -> Headline:
    heads = [passage for passage in passages if passage.zone in (Zone.TITLE, Zone.CONDITION)]
    texts = (" ".join(passage.folded for passage in heads), " ".join(fold(without(passage, tumours)) for passage in heads))
    return Headline(*(_ELSEWHERE.sub("", text) for text in texts))


def _without_ungraded_carcinoma(found: Found, read: list[tuple[Mention, Tumour]], grades: Grades, grading: Grading | None) -> Found:
    """A title that says "carcinoma" and criteria that say "low-grade carcinoma" mean the same, well differentiated people."""
    if grading is None:
        return found
    name = grading.poor.phrases[0]
    carcinoma = [mention for mention, entity in read if entity.family == grading.poor.family or fold(name) in fold(mention.text)]
    well = [mention for mention in carcinoma if is_well(grades[mention])]
    open_ = [mention for mention, entity in read if entity.id == grading.poor.id and not grades[mention]]
    if not well or len(well) + len(open_) < len(carcinoma):
        return found
    left = {group: tuple(each for each in mentions if each not in open_) for group, mentions in found.items()}
    return {group: mentions for group, mentions in left.items() if mentions}


def _is_ungraded(group: Group) -> bool:
    return group.differentiation is Differentiation.UNSPECIFIED


def _joining(
    tumours: tuple[Mention, ...], standing: dict[Mention, Standing], passages: tuple[Passage, ...], words: Vocabulary
) -> list[Mention]:
    """The mentions of people who may join. Prose counts unless a criterion shuts that family out, and must say plainly
    that these people join where titles and conditions name something else."""
    ours = list(standing)
    named = [mention for mention in ours if standing[mention] is Standing.NAMED]
    families = {words.tumour(mention.id).family for mention in named}
    shut = {words.tumour(mention.id).family for mention in ours if standing[mention] is Standing.EXCLUDED} - families
    told = [mention for mention in ours if standing[mention] is Standing.DESCRIBED and words.tumour(mention.id).family not in shut]
    heads = [passage for passage in passages if passage.zone in (Zone.TITLE, Zone.CONDITION)]
    headed = {mention.id for mention in named if mention.passage in heads}
    strict = bool(headed) or _is_about_another(heads, tuple(ours), words)
    told = [mention for mention in told if not strict or mention.id in headed or tells_of_joining(mention)]
    told = [mention for mention in told if not _is_slip(mention, heads, tumours, words)]
    return [mention for mention in ours if mention in named or mention in told]


def _is_slip(mention: Mention, heads: list[Passage], tumours: tuple[Mention, ...], words: Vocabulary) -> bool:
    """True where the headline names a look-alike ("non-small cell …") and prose drops its first word: a slip, unless the
    same sentence tells the two apart."""
    alike = [
        each
        for each in tumours
        if words.tumour(each.id).negative and each.passage in heads and fold(mention.text) in fold(each.text)
    ]
    told_apart = any(
        words.tumour(each.id).negative and each.passage is mention.passage and each.sentence() == mention.sentence()
        for each in tumours
    )
    return bool(alike) and not told_apart


def _is_about_another(heads: list[Passage], ours: tuple[Mention, ...], words: Vocabulary) -> bool:
    """True where titles and conditions name another tumour, or no tumour at all."""
    if not heads or any(names_several(passage.text) for passage in heads):
        return False
    return not any(is_of_cancer(passage.text) for passage in heads) or any(names_another(passage, ours, words) for passage in heads)


_COMPONENT = re.compile(r"^\W*components?\b", re.IGNORECASE)
_MIXED = re.compile(r"\bmixed\b", re.IGNORECASE)


def _entities(mention: Mention, ours: list[Mention], headline: Headline, words: Vocabulary) -> tuple[Tumour, ...]:
    """What a mention names. A name without a site is read as the kind of it that the record names elsewhere, or whose
    site its titles and conditions name ("small cell carcinoma" under "lung cancer"); where none is named, a kind with a
    family of its own is meant as well. The component of a mixed tumour is read as the mixed one."""
    entity = words.tumour(mention.id)
    before, after = around(mention)
    if words.mixed and _COMPONENT.match(after) and _MIXED.search(before):
        return (words.mixed,)
    if entity.id in words.umbrellas:
        return (_of_the_headline(entity, ours, headline, words),)
    if entity.site != "any":
        return (entity,)
    kinds = [kind for kind in words.kinds.get(entity.id, ()) if kind.site != "any"]
    named = {each.id for each in ours}
    told = [kind for kind in kinds if kind.id in named] or [kind for kind in kinds if kind.site in headline.whole]
    sited = any(words.tumour(id).site != "any" and words.tumour(id).family == entity.family for id in named)
    if told or sited or any(site in headline.whole for site in words.sites):
        return (told[0] if told else entity,)
    return (entity, *(kind for kind in kinds if kind.family != entity.family))


def _of_the_headline(entity: Tumour, ours: list[Mention], headline: Headline, words: Vocabulary) -> Tumour:
    """An ungraded umbrella word under a title that names one organ ("neuroendocrine tumour" under "pancreatic cancer") is the
    kind of that organ, unless the record names kinds of other organs."""
    if entity.differentiation is not Differentiation.UNSPECIFIED:
        return entity
    named = {words.tumour(each.id).site for each in ours if words.tumour(each.id).family == entity.family} - {"any"}
    organs = [each for each in words.organ_kinds.get(entity.family, ()) if re.search(rf"\b{each.site[:6]}", headline.others)]
    return organs[0] if len(organs) == 1 and named <= {organs[0].site} else entity


def _plain(entity: Tumour) -> Group:
    return Group(entity.family, entity.differentiation, entity.grade, entity.id, entity.site)


def _gather(pairs: Iterable[tuple[Group, Mention]]) -> Found:
    found: Found = {}
    for group, mention in pairs:
        if mention not in found.get(group, ()):
            found[group] = (*found.get(group, ()), mention)
    return found


def _narrowest(found: Found, grading: Grading | None) -> Found:
    """Without the words that only say less: the ungraded beside the graded, the umbrella beside what it covers."""
    if grading is None:
        return found
    families = {group.family for group in found}
    graded = {group.family for group in found if group.differentiation is not Differentiation.UNSPECIFIED}
    told_apart = {group.differentiation for group in found if group.family in grading.families} >= _HIGH_GRADE
    covered = {grading.well.family, grading.poor.family} & families
    return {
        group: mentions
        for group, mentions in found.items()
        if group.differentiation is not Differentiation.UNSPECIFIED
        or (group.grade and not told_apart)
        or not (
            (group.family == grading.any.family and covered) or (group.family == grading.well.family and group.family in graded)
        )
    }


def _by_lone_grades(found: Found, tumours: tuple[Mention, ...], passages: tuple[Passage, ...], grading: Grading | None) -> Found:
    """Groups told apart by words of grade that stand in a sentence of their own ("well differentiated histology")."""
    if grading is None or not any(_is_open(group, grading) for group in found):
        return found
    lone = frozenset(grade for passage in passages for grade in _lone_grades(passage, tumours))
    told = _gather(
        (part, mention)
        for group, mentions in found.items()
        for mention in mentions
        for part in (_told(group, lone, grading) or (group,))
    )
    return _narrowest(told, grading)


def _is_open(group: Group, grading: Grading) -> bool:
    return _is_ungraded(group) and group.family in grading.families


def _told(group: Group, lone: frozenset[Grade], grading: Grading) -> tuple[Group, ...]:
    if not _is_open(group, grading) or not lone:
        return ()
    umbrella = grading.well if group.family == grading.well.family else grading.any
    return groups_of(umbrella, lone, grading)


def _lone_grades(passage: Passage, tumours: tuple[Mention, ...]) -> set[Grade]:
    if passage.zone not in (Zone.TITLE, Zone.ELIGIBILITY, *PROSE):
        return set()
    mates = [mention for mention in tumours if mention.passage is passage]
    found: set[Grade] = set()
    for word in grade_words(passage, 0, len(passage.text)):
        first, last = passage.sentence_at(word.start, word.end)
        if not any(first <= mate.start < last for mate in mates) and _is_about_joining(passage, word.start, word.end):
            found |= word.grades
    return found


def _is_about_joining(passage: Passage, start: int, end: int) -> bool:
    word = Mention(Kind.TUMOUR, "", passage, start, end, False)
    if passage.section_at(start) is Section.NONE and passage.zone in PROSE:
        return tells_of_people(word)
    return standing_of(word) is Standing.NAMED
