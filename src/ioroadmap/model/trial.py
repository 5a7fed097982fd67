"""A registered trial as a registry showed it on a day. Field names are those of the registry, in our spelling.

A module that was not in what we saw is *not seen*: its fields are empty and its name is not in `seen`.
"""

from __future__ import annotations

from msgspec import Struct

from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.missing import Count, Missing
from ioroadmap.model.vocabulary import Phase, RegistryStatus


class DateField(Struct, frozen=True, omit_defaults=True):
    """A registry date; `kind` is `actual`, `estimated` or `` (not said)."""

    date: PartialDate = UNKNOWN_DATE
    kind: str = ""


class ArmGroup(Struct, frozen=True, omit_defaults=True):
    label: str
    type: str = ""
    description: str = ""
    interventions: tuple[str, ...] = ()


class Intervention(Struct, frozen=True, omit_defaults=True):
    name: str
    type: str = ""
    description: str = ""
    other_names: tuple[str, ...] = ()
    arm_labels: tuple[str, ...] = ()


class Location(Struct, frozen=True, omit_defaults=True):
    country: str = ""
    city: str = ""
    facility: str = ""
    status: str = ""


class Trial(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One registry record. `texts` keeps every free text with its registry field path, in registry order:
    it is what `classify` reads, and what its evidence spans point into."""

    id: NctId
    seen: tuple[str, ...] = ()
    brief_title: str = ""
    official_title: str = ""
    acronym: str = ""
    org_study_id: str = ""
    secondary_ids: tuple[str, ...] = ()
    status: RegistryStatus = RegistryStatus.UNKNOWN
    status_upstream: str = ""  # the registry's own word, when it is none that we know
    why_stopped: str = ""
    verified: PartialDate = UNKNOWN_DATE
    start: DateField = DateField()
    primary_completion: DateField = DateField()
    completion: DateField = DateField()
    first_posted: PartialDate = UNKNOWN_DATE
    last_update_posted: PartialDate = UNKNOWN_DATE
    results_first_posted: PartialDate = UNKNOWN_DATE
    has_results: bool | None = None
    study_type: str = ""
    phases: tuple[Phase, ...] = ()
    enrollment: Count = Missing.UNKNOWN
    enrollment_kind: str = ""
    allocation: str = ""
    intervention_model: str = ""
    primary_purpose: str = ""
    masking: str = ""
    sponsor: str = ""
    sponsor_class: str = ""
    collaborators: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    arms: tuple[ArmGroup, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    brief_summary: str = ""
    detailed_description: str = ""
    eligibility: str = ""
    minimum_age: str = ""
    maximum_age: str = ""
    sex: str = ""
    primary_outcomes: tuple[str, ...] = ()
    secondary_outcomes: tuple[str, ...] = ()
    locations: tuple[Location, ...] = ()
    countries: tuple[str, ...] = ()
    pmids: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    problems: tuple[str, ...] = ()  # what upstream sent that we could not read, by field; nothing is dropped silently
