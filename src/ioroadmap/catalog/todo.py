"""What is thin in the catalog, best first: a curator's work list. Nothing here is wrong; `check` finds what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from ioroadmap.catalog.checks.duplicates import squeeze
from ioroadmap.catalog.claims import NOT_SEEN
from ioroadmap.catalog.pack import Pack
from ioroadmap.model.facts import Readout, Study
from ioroadmap.model.missing import is_number
from ioroadmap.model.provenance import Confidence
from ioroadmap.model.vocabulary import ApprovalEvent, ProgrammeState, RespondersBasis
from ioroadmap.snapshots.observation import Observation, sections_of


class Task(Struct, frozen=True):
    """One thing to look up: what kind of gap, which fact, and what is missing."""

    gap: str
    id: str
    what: str


def list_tasks(pack: Pack, observations: Sequence[Observation] = ()) -> list[Task]:
    """All gaps, those that mislead a reader most first; those of a fact that somebody searched on in vain come last."""
    tasks = [task for find in _FINDERS for task in find(pack)]
    for find_in_trials in _TRIAL_FINDERS:
        tasks += find_in_trials(pack, observations)
    tried = {gap.about: gap.searched_on for gap in pack.gaps if gap.about}
    fresh = [task for task in tasks if task.id not in tried]
    stale = [Task(task.gap, task.id, f"{task.what} (searched on {tried[task.id]})") for task in tasks if task.id in tried]
    return fresh + stale


def _undated_events(pack: Pack) -> Iterator[Task]:
    for drug in pack.drugs:
        for approval in drug.approvals:
            for event in approval.events:
                if event.event in _DECISIONS and event.date.precision != "day":
                    yield Task("no day", approval.id, f"{event.event} on {event.date}: look for the day")


_DECISIONS = {ApprovalEvent.GRANTED, ApprovalEvent.CONVERTED, ApprovalEvent.WITHDRAWN}


def _secondary_events(pack: Pack) -> Iterator[Task]:
    for drug in pack.drugs:
        for approval in drug.approvals:
            for event in approval.events:
                sources = (event.source, *event.also)
                if event.event in _DECISIONS and not any(source.confidence is Confidence.PRIMARY for source in sources):
                    yield Task("no primary source", approval.id, f"{event.event} on {event.date} rests on {event.source.at}")


def _studies_without_results(pack: Pack) -> Iterator[Task]:
    for study in pack.studies:
        if not any(_says_a_number(readout) for arm in study.arms for readout in arm.readouts):
            yield Task("no results", study.id, f"{study.name} has no number; look for a report")


def _says_a_number(readout: Readout) -> bool:
    values = (readout.response.responders, readout.response.pct, readout.pfs.months, readout.os.months, readout.os_ratio.hr)
    return any(is_number(value) for value in values)


def _results_without_counts(pack: Pack) -> Iterator[Task]:
    for _, readout in _readouts(pack):
        response = readout.response
        if is_number(response.pct) and not is_number(response.responders):
            yield Task("no counts", readout.id, f"{response.pct} % without responders of n")
        elif response.basis is RespondersBasis.DERIVED:
            counted = f"{response.responders} of {response.n}"
            yield Task("derived count", readout.id, f"{counted} was computed; look for the printed count")


def _results_not_primary(pack: Pack) -> Iterator[Task]:
    for _, readout in _readouts(pack):
        if not any(source.confidence is Confidence.PRIMARY for source in (readout.source, *readout.also)):
            yield Task("no primary source", readout.id, f"rests on {readout.source.at}")


def _readouts(pack: Pack) -> Iterator[tuple[Study, Readout]]:
    return ((study, readout) for study in pack.studies for arm in study.arms for readout in arm.readouts)


def _studies_without_publication(pack: Pack) -> Iterator[Task]:
    for study in pack.studies:
        if not study.publications:
            yield Task("no publication", study.id, f"no paper or abstract of {study.name} is in the catalog")


def _publications_half_known(pack: Pack) -> Iterator[Task]:
    for paper in pack.publications:
        if paper.title.startswith(NOT_SEEN):
            yield Task("no title", paper.id, paper.title.removeprefix(NOT_SEEN).strip())
        if not (paper.pmid or paper.doi or paper.pmcid):
            yield Task("no PMID or DOI", paper.id, f"{paper.first_author} {paper.year}: {paper.title}")


def _studies_without_registry(pack: Pack) -> Iterator[Task]:
    for study in pack.studies:
        if study.prospective and not study.registry:
            yield Task("no registry id", study.id, f"{study.name} has no registry number")


def _drugs_of_unknown_state(pack: Pack) -> Iterator[Task]:
    for drug in pack.drugs:
        if drug.immunotherapy != "no" and drug.programme.state is ProgrammeState.UNKNOWN:
            yield Task("programme unknown", drug.id, f"is {drug.name} still in development?")


# ---------------------------------------------------------------- trials against the catalog


def _results_without_study(pack: Pack, observations: Sequence[Observation]) -> Iterator[Task]:
    """The registry has posted results, and no study of ours bears the number."""
    known = {number for study in pack.studies for number in study.registry}
    posted = {each.record_id: each for each in observations if json.loads(each.payload).get("hasResults")}
    for number in sorted(posted.keys() - known):
        yield Task("results, no study", number, "the registry holds results; no study of the catalog has this number")


def _unmatched_names(pack: Pack, observations: Sequence[Observation]) -> Iterator[Task]:
    """An intervention in which no drug of ours is named: perhaps a new agent, perhaps a synonym that we lack."""
    names = {squeeze(name) for drug in pack.drugs for name in (drug.name, *drug.brands, *drug.names, *drug.ambiguous)}
    seen: dict[str, str] = {}
    for observation in observations:
        arms = sections_of(json.loads(observation.payload)).get("armsInterventionsModule", {})
        for intervention in arms.get("interventions", ()):
            if intervention.get("type", "DRUG") in _AGENTS:
                seen.setdefault(intervention.get("name", ""), observation.record_id)
    for name, number in sorted(seen.items(), key=lambda item: item[1]):
        if name and not any(each in squeeze(name) for each in names):
            yield Task("unmatched name", number, f"{name!r} names no drug of the catalog")


_AGENTS = {"DRUG", "BIOLOGICAL", "COMBINATION_PRODUCT", "GENETIC"}

_FINDERS: tuple[Callable[[Pack], Iterator[Task]], ...] = (
    _undated_events,
    _secondary_events,
    _studies_without_results,
    _results_without_counts,
    _results_not_primary,
    _studies_without_publication,
    _studies_without_registry,
    _publications_half_known,
    _drugs_of_unknown_state,
)
_TRIAL_FINDERS: tuple[Callable[[Pack, Sequence[Observation]], Iterator[Task]], ...] = (_results_without_study, _unmatched_names)
