"""The pack in memory: all curated facts of one disease, valid, frozen, in a fixed order, with look-ups by id."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from ioroadmap.model.facts import (
    Address,
    Biomarker,
    ClassExplainer,
    Drug,
    Family,
    Gap,
    Override,
    Publication,
    Question,
    Search,
    Statement,
    Study,
    Target,
    Term,
    Tumour,
    Unit,
)
from ioroadmap.model.provenance import Source
from ioroadmap.model.vocabulary import ImmunotherapyClass


class Thresholds(Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers of the evidence rules. Each has its reason in `reasons`, which the methods page prints."""

    response_lower_pct: float
    little_upper_pct: float
    min_cohort: int
    min_responders: int
    min_pool_studies: int
    min_pool_people: int
    min_usable_people: int
    few_people: int
    min_randomised: int
    unit_share_pct: float
    open_within_months: int
    results_overdue_months: int
    stale_after_months: int
    reasons: dict[str, str]
    min_post_hoc: int = 20  # a group picked afterwards and smaller than this cannot set "responses" by itself
    min_prediction_studies: int = 5  # below it a pool shows the range of its studies instead of a prediction interval
    vary_below_pct: float = 5.0  # a pool whose spread runs from below this …
    vary_above_pct: float = 30.0  # … to above this carries "results vary a lot"


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """`pack.toml`: what the pack is, whom it is for, and the settings of its rules."""

    id: str
    title: str
    subject: str
    version: str
    licence: str
    attribution: str
    languages: tuple[str, ...]
    regions: dict[str, str]
    registry_query: str
    disclaimer: str
    drafted: str
    alert_title: str
    alert_now: str
    alert_today: str
    alert_say: str
    alert_never: str
    alert_sources: tuple[Source, ...]
    thresholds: Thresholds


class Reading(Struct, frozen=True):
    """A second reading that the pack keeps: how many claims, and how often each verdict came out."""

    name: str
    n: int
    verdicts: dict[str, int]


class Pack(Struct, frozen=True, dict=True):
    """All facts of one disease. Tuples are sorted by id, except where the file's order is the reader's order
    (families, units, classes, questions)."""

    settings: Settings
    families: tuple[Family, ...]
    units: tuple[Unit, ...]
    tumours: tuple[Tumour, ...]
    targets: tuple[Target, ...]
    biomarkers: tuple[Biomarker, ...]
    classes: tuple[ClassExplainer, ...]
    drugs: tuple[Drug, ...]
    searches: tuple[Search, ...]
    studies: tuple[Study, ...]
    publications: tuple[Publication, ...]
    statements: tuple[Statement, ...]
    glossary: tuple[Term, ...]
    questions: tuple[Question, ...]
    addresses: tuple[Address, ...]
    gaps: tuple[Gap, ...]
    overrides: tuple[Override, ...]
    content_hash: str
    readings: tuple[Reading, ...] = ()

    @cached_property
    def unit(self) -> dict[str, Unit]:
        return {unit.id: unit for unit in self.units}

    @cached_property
    def tumour(self) -> dict[str, Tumour]:
        return {tumour.id: tumour for tumour in self.tumours}

    @cached_property
    def drug(self) -> dict[str, Drug]:
        return {drug.id: drug for drug in self.drugs}

    @cached_property
    def study(self) -> dict[str, Study]:
        return {study.id: study for study in self.studies}

    @cached_property
    def publication(self) -> dict[str, Publication]:
        return {publication.id: publication for publication in self.publications}

    @cached_property
    def class_(self) -> dict[ImmunotherapyClass, ClassExplainer]:
        return {each.id: each for each in self.classes}
