"""Dates are in order: events one after the other, and nothing is known before it happened."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ioroadmap.catalog.checks.index import Finding, Index
from ioroadmap.catalog.walk import records_in
from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.facts import DatedEvent, Publication, Readout, Search
from ioroadmap.model.vocabulary import ApprovalEvent


def events_are_in_order(index: Index) -> Iterator[Finding]:
    for entry, where, approval in index.approvals():
        dated = [event.date for event in approval.events if event.date.is_known]
        for earlier, later in pairwise(dated):
            if _starts(later) < _starts(earlier) and _ends(later) < _ends(earlier):
                yield entry, (*where, "events"), f"event of {later} comes after that of {earlier}; put the oldest first"


def nothing_is_known_before_it_happened(index: Index) -> Iterator[Finding]:
    """An event, a result or a paper is not recorded before its own day; results are not made public before their cut."""
    for entry in index.entries:
        for where, record in records_in(entry.fact):
            recorded_on = getattr(record, "recorded_on", UNKNOWN_DATE)
            known_by = recorded_on if recorded_on.is_known else entry.fact.recorded_on
            for what, happened, seen in _pairs(record, known_by):
                if happened.is_known and seen.is_known and _starts(happened) > _ends(seen):
                    yield entry, where, f"{what}; mend one of the two days"


def _pairs(record: object, recorded_on: PartialDate) -> Iterator[tuple[str, PartialDate, PartialDate]]:
    """What must not be later than what, with the sentence for the case that it is."""
    match record:
        case DatedEvent() if record.event is not ApprovalEvent.DECISION_DUE:
            yield f"{record.event} on {record.date} is recorded on {recorded_on}, before it happened", record.date, recorded_on
        case Readout():
            yield f"cut is {record.cut} and reported {record.reported}, before it", record.cut, record.reported
            yield f"reported is {record.reported}, recorded on {recorded_on}, before it", record.reported, recorded_on
        case Publication():
            year = PartialDate(f"{record.year:04d}") if 1 <= record.year <= 9999 else UNKNOWN_DATE
            yield f"year is {record.year}, recorded on {recorded_on}, before it", year, recorded_on
        case Search():
            yield f"searched_on is {record.searched_on}, recorded on {recorded_on}, before it", record.searched_on, recorded_on
        case _:
            return


def _starts(day: PartialDate) -> str:
    return str(day.earliest)


def _ends(day: PartialDate) -> str:
    return str(day.latest)
