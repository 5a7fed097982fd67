"""The single claims of a catalog: one field of one fact, its value, and the sources where a second person can look it up.

Our own sentences are not claims: nobody can write them down a second time. The fields here are names, numbers, dates
and words of a vocabulary, which two readers of one source should write alike.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import Struct

from ioroadmap.catalog.files import Where, enum_words
from ioroadmap.catalog.pack import Pack
from ioroadmap.catalog.walk import records_in
from ioroadmap.model.facts import (
    Address,
    Approval,
    Arm,
    Biomarker,
    Codes,
    DatedEvent,
    Drug,
    Fact,
    Goal,
    Median,
    Programme,
    Publication,
    Ratio,
    Readout,
    Response,
    Study,
    Tumour,
)
from ioroadmap.model.missing import Missing
from ioroadmap.model.provenance import Source
from ioroadmap.snapshots.observation import Observation, sections_of

# What a second reader is asked about each kind of record.
FIELDS: dict[type, tuple[str, ...]] = {
    Tumour: ("grade",),
    Codes: ("ncit", "oncotree", "icdo3", "icd10cm", "mesh", "mondo", "doid"),
    Biomarker: ("assays", "thresholds"),
    Drug: ("brands", "names", "modality", "targets"),
    Programme: ("state",),
    Approval: ("region", "tumours", "brand", "biomarker", "assay", "pivotal", "setting", "with_drugs"),
    DatedEvent: ("date", "strength", "reason"),
    Study: ("registry", "phase", "design", "n_randomised", "randomised_question"),
    Arm: ("tumour", "differentiation", "drugs", "class_tested", "stratum", "setting", "n_enrolled"),
    Readout: ("cut", "reported", "grade3_pct", "grade3_n", "follow_up_months"),
    Response: ("n", "responders", "pct", "lo", "hi", "complete", "criteria", "confirmed"),
    Median: ("months", "lo", "hi"),
    Ratio: ("hr", "lo", "hi"),
    Goal: ("outcome",),
    Publication: ("title", "first_author", "year", "journal", "pmid", "pmcid", "doi", "registry", "retracted"),
    Address: ("was", "since", "now_at"),
}
NOT_SEEN = "[title not seen]"  # how a publication says that its title is in our words
TRIAL = "Trial"  # an observation of a registered trial, field by field as the registry names them
_TRIAL_FIELDS = {
    "acronym": ("identificationModule", "acronym"),
    "overallStatus": ("statusModule", "overallStatus"),
    "startDate": ("statusModule", "startDateStruct", "date"),
    "completionDate": ("statusModule", "completionDateStruct", "date"),
    "phases": ("designModule", "phases"),
    "enrollment": ("designModule", "enrollmentInfo", "count"),
    "leadSponsor": ("sponsorCollaboratorsModule", "leadSponsor", "name"),
}


class Claim(Struct, frozen=True):
    """`field` of the fact `id` is `value`. `kind` is the kind of record; `sources` are where to look, the best first;
    `words` are the words to choose from, where the field has a vocabulary."""

    kind: str
    id: str
    field: str
    value: str
    sources: tuple[Source, ...]
    words: tuple[str, ...] = ()


def list_claims(pack: Pack, observations: Iterable[Observation]) -> list[Claim]:
    """Every claim of the pack and of the observed trials (the newest of each field) that says something and names a source, in a
    fixed order. `id` and `field` together name one claim."""
    kinds = (pack.tumours, pack.biomarkers, pack.drugs, pack.studies, pack.publications, pack.addresses)
    facts: list[Fact] = [fact for kind in kinds for fact in kind]
    in_trials = [claim for observation in sorted(observations, key=_by_age) for claim in _trial_claims(observation)]
    newest = {(claim.id, claim.field): claim for claim in in_trials}
    return [claim for fact in facts for claim in _claims_of(fact, pack)] + list(newest.values())


def _by_age(observation: Observation) -> tuple[object, ...]:
    return (*observation.rank, observation.address)


def _claims_of(fact: Fact, pack: Pack) -> Iterator[Claim]:
    inside = dict(records_in(fact))
    for where, record in inside.items():
        if not (sources := _sources_of(where, inside, pack)):
            continue
        name, place = _place(where, inside)
        hints = typing.get_type_hints(type(record))
        for field in FIELDS.get(type(record), ()):
            value = say(getattr(record, field))
            if value is not None and value != name:
                yield Claim(type(record).__name__, name, f"{place}{field}", value, sources, _words(hints[field]))


def _words(hint: Any) -> tuple[str, ...]:
    """The words to choose from; a number that may be missing has none."""
    return () if Missing in typing.get_args(hint) else tuple(enum_words(hint))


def _place(where: Where, inside: dict[Where, Struct]) -> tuple[str, str]:
    """The id of the innermost record with one, and the path from there; an event or goal is named, not numbered."""
    depth = next(depth for depth in range(len(where), -1, -1) if hasattr(inside.get(where[:depth]), "id"))
    steps = [str(step) for step in where[depth:]]
    match inside[where]:
        case DatedEvent() as event:
            steps[-1] += f" ({event.event})"
        case Goal() as goal:
            steps[-1] += f" ({goal.endpoint}: {goal.what})" if goal.what else f" ({goal.endpoint})"
    return str(inside[where[:depth]].id), "".join(f"{step}." for step in steps)  # type: ignore[attr-defined]


def _sources_of(where: Where, inside: dict[Where, Struct], pack: Pack) -> tuple[Source, ...]:
    """The sources of the innermost record that has some. A study is printed in its publications and its registry record, an arm and
    an approval where its first result or event is."""
    for depth in range(len(where), -1, -1):
        record: Any = inside.get(where[:depth])
        match record:
            case Study():
                papers = tuple(source for each in record.publications for source in pack.publication[each].sources[:1])
                return papers + tuple(Source(number, locator="registry record") for number in record.registry)
            case Arm():
                return (record.readouts[0].source, *record.readouts[0].also) if record.readouts else ()
            case Approval():
                return (record.events[0].source, *record.events[0].also)
        if getattr(record, "source", None) is not None:
            return (record.source, *getattr(record, "also", ()))
        if getattr(record, "sources", ()):
            return tuple(record.sources)
    return ()


def _trial_claims(observation: Observation) -> Iterator[Claim]:
    sections = sections_of(json.loads(observation.payload))
    at = observation.address or observation.record_id
    if not at.startswith(("http", "NCT", "PMC", "PMID:", "doi:")):
        return
    source = Source(at, locator=observation.record_id, read_on=observation.not_after, note=observation.note)
    for field, path in _TRIAL_FIELDS.items():
        value: Any = sections
        for step in path:
            value = value.get(step) if isinstance(value, dict) else None
        if value:
            yield Claim(TRIAL, observation.record_id, field, "; ".join(value) if isinstance(value, list) else str(value), (source,))


def say(value: object) -> str | None:
    """A value as a reader would write it; `None` where it says nothing."""
    match value:
        case str() if value.startswith(NOT_SEEN):
            return None
        case None | "" | () | Missing.NOT_REPORTED | Missing.UNKNOWN | Missing.NOT_APPLICABLE | "unknown":
            return None
        case bool():
            return "yes" if value else "no"
        case tuple():
            return "; ".join(say(each) or "" for each in value)
        case Struct():
            return " ".join(said for each in msgspec.structs.astuple(value) if (said := say(each)) is not None)
        case _:
            return str(value)
