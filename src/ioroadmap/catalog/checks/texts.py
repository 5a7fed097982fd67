"""What a patient reads asks for no more than eight years of school."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ioroadmap.catalog.checks.index import Finding, Index
from ioroadmap.catalog.files import Where
from ioroadmap.catalog.reading_grade import pattern_of, reading_grade
from ioroadmap.catalog.walk import records_in
from ioroadmap.model.facts import (
    Biomarker,
    ClassExplainer,
    Drug,
    Family,
    Question,
    Readout,
    Search,
    Statement,
    Study,
    Target,
    Term,
    Tumour,
    Unit,
)

HIGHEST_GRADE = 8

# The fields that pages show to patients. An indication is not here: it follows the wording of a label.
PATIENT_TEXTS: dict[type, tuple[str, ...]] = {
    Family: ("plain",),
    Unit: ("plain",),
    Target: ("plain",),
    Biomarker: ("plain", "predictive_here"),
    ClassExplainer: ("plain", "how", "harm", "borderline_because", "ask"),
    Drug: ("mechanism", "borderline_because"),
    Study: ("plain",),
    Readout: ("said",),
    Search: ("finding",),
    Statement: ("text",),  # a title is no sentence: the formula does not fit it
    Term: ("plain",),
    Question: ("text", "why"),
}


def patients_can_read_it(index: Index) -> Iterator[Finding]:
    names = names_of(index)
    for entry in index.entries:
        for where, text in patient_texts(entry.fact):
            grade = reading_grade(text, names)
            if grade > HIGHEST_GRADE:
                yield (
                    entry,
                    where,
                    f"{where[-1]} asks for school grade {grade:.1f}; use shorter words, at most grade {HIGHEST_GRADE}",
                )


def patient_texts(fact: object) -> Iterator[tuple[Where, str]]:
    """Every text of a fact that patients read, with its place."""
    for where, record in records_in(fact):  # type: ignore[arg-type]
        for field in PATIENT_TEXTS.get(type(record), ()):
            if getattr(record, field):
                yield (*where, field), getattr(record, field)


def names_of(index: Index) -> re.Pattern[str] | None:
    """The names that a reader cannot be spared and that the site explains: drugs, tumours, targets, terms of the glossary."""
    names: list[str] = []
    for entry in index.entries:
        match entry.fact:
            case Drug() as drug:
                names += (drug.name, *drug.brands, *drug.names)
            case Tumour() as tumour:
                names += (tumour.label, *tumour.phrases)
            case Target() as target:
                names += (target.id, *target.phrases)
            case Term() as term:
                names += (term.term, *term.also)
            case Study() as study:
                names += (study.name, *study.aliases)
    return pattern_of(names)
