"""What is thin in the catalog, best first: a curator's work list. Nothing here is wrong; `check` finds what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from ioroadmap.catalog.pack import Pack
from ioroadmap.model.facts import Readout, Study
from ioroadmap.model.missing import is_number
from ioroadmap.model.provenance import Confidence
from ioroadmap.model.vocabulary import ApprovalEvent, ProgrammeState, RespondersBasis


class Task(Struct, frozen=True):
    """One thing to look up: what kind of gap, which fact, and what is missing."""

    gap: str
    id: str
    what: str


def list_tasks(pack: Pack) -> list[Task]:
    """All gaps, those that mislead a reader most first."""
    return [task for find in _FINDERS for task in find(pack)]


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
                if event.event in _DECISIONS and not _has_primary(
                    event.source.confidence, *(each.confidence for each in event.also)
                ):
                    yield Task("no primary source", approval.id, f"{event.event} on {event.date} rests on {event.source.at}")


def _has_primary(*confidences: Confidence) -> bool:
    return Confidence.PRIMARY in confidences


def _results_without_counts(pack: Pack) -> Iterator[Task]:
    for _, readout in _readouts(pack):
        response = readout.response
        if is_number(response.pct) and not is_number(response.responders):
            yield Task("no counts", readout.id, f"{response.pct} % without responders of n")
        elif response.basis is RespondersBasis.DERIVED:
            yield Task(
                "derived count", readout.id, f"{response.responders} of {response.n} was computed; look for the printed count"
            )


def _results_not_primary(pack: Pack) -> Iterator[Task]:
    for _, readout in _readouts(pack):
        if readout.source.confidence is not Confidence.PRIMARY:
            yield Task("no primary source", readout.id, f"rests on {readout.source.at}")


def _readouts(pack: Pack) -> Iterator[tuple[Study, Readout]]:
    return ((study, readout) for study in pack.studies for arm in study.arms for readout in arm.readouts)


def _studies_without_registry(pack: Pack) -> Iterator[Task]:
    for study in pack.studies:
        if study.prospective and not study.registry:
            yield Task("no registry id", study.id, f"{study.name} has no registry number")


def _drugs_of_unknown_state(pack: Pack) -> Iterator[Task]:
    for drug in pack.drugs:
        if drug.immunotherapy != "no" and drug.programme.state is ProgrammeState.UNKNOWN:
            yield Task("programme unknown", drug.id, f"is {drug.name} still in development?")


_FINDERS: tuple[Callable[[Pack], Iterator[Task]], ...] = (
    _undated_events,
    _secondary_events,
    _results_without_counts,
    _results_not_primary,
    _studies_without_registry,
    _drugs_of_unknown_state,
)
