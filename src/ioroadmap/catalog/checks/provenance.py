"""Every fact can be traced: to a source, a place in it, the day somebody read it, and the day since which we hold it."""

from __future__ import annotations

from collections.abc import Iterator

from ioroadmap.catalog.checks.index import Finding, Index
from ioroadmap.catalog.walk import records_in
from ioroadmap.model.facts import Programme, Search, Unit
from ioroadmap.model.provenance import Source
from ioroadmap.model.vocabulary import ProgrammeState


def facts_know_their_day(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        if not entry.fact.recorded_on.is_known:
            yield entry, (), "recorded_on is missing; write the day this project first held the fact"


def facts_have_a_source(index: Index) -> Iterator[Finding]:
    """Two are exempt: a unit (the tumour of the same id has its sources), and a search that found nothing (its own source)."""
    for entry in index.entries:
        if getattr(entry.fact, "sources", None) == () and not isinstance(entry.fact, (Search, Unit)):
            yield entry, (), "has no source; name where somebody saw it, or leave the fact out"
        for where, record in records_in(entry.fact):
            if isinstance(record, Programme) and record.state is not ProgrammeState.UNKNOWN and record.source is None:
                yield entry, where, f"programme is {record.state} without a source; name one, or say unknown"


def sources_say_where_and_when(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        for where, record in records_in(entry.fact):
            if isinstance(record, Source):
                if not any(map(str.isalnum, record.locator)):
                    yield entry, where, f"the source {record.at} has no locator; say where in it a reader finds the fact"
                if not record.read_on.is_known:
                    yield entry, where, f"the source {record.at} has no read_on; write the day somebody read it"
