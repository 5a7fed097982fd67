"""One thing, one fact: no two facts under different spellings of one name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ioroadmap.catalog.checks.index import Finding, Index, id_of
from ioroadmap.model.facts import Address, Biomarker, Drug, Fact, Publication, Question, Statement, Study, Target, Term, Tumour


def names_belong_to_one_drug(index: Index) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for entry in index.of("drugs"):
        drug = entry.fact
        assert isinstance(drug, Drug)
        for name in (drug.name, *drug.brands, *drug.names):
            if owner.setdefault(squeeze(name), drug.id) != drug.id:
                taken = owner[squeeze(name)]
                yield entry, ("names",), f"name {name!r} belongs to {taken} too; move it to `ambiguous` in both, or drop one"


def facts_have_one_spelling(index: Index) -> Iterator[Finding]:
    owner: dict[tuple[str, str], str] = {}
    for entry in index.entries:
        fact, plural = entry.fact, entry.kind.plural
        for name in _names_of(fact):
            taken = owner.setdefault((plural, squeeze(name)), id_of(fact))
            if taken != id_of(fact):
                yield entry, ("id",), f"{name!r} names {taken} too; these {plural} are one thing twice, or the name is too wide"


def _names_of(fact: Fact) -> tuple[str, ...]:
    """What no other fact of its kind may be called."""
    match fact:
        case Tumour():
            return (fact.label,)
        case Target():
            return (fact.id, *fact.phrases)
        case Biomarker():
            return (fact.label,)
        case Study():
            return (fact.name, *fact.aliases)
        case Publication():
            return tuple(each for each in (fact.pmid, fact.pmcid, fact.doi, fact.title) if each)
        case Statement():
            return (fact.title,)
        case Term():
            return (fact.term, *fact.also)
        case Question():
            return (fact.text,)
        case Address():
            return (fact.was,)
        case _:
            return ()


def squeeze(name: str) -> str:
    """A name without case, blanks and dashes: MK-3475, MK3475 and `mk 3475` are one."""
    return re.sub(r"[\s\-‐-―_]+", "", name).casefold()
