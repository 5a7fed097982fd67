"""Proves that a pack holds together: every check of `checks/` over all facts, and the faults with file and line.
A new check looks like its neighbours and is added to `CHECKS`."""

from __future__ import annotations

from pathlib import Path

from ioroadmap.catalog.checks import approvals, dates, duplicates, ids, numbers, overrides, provenance, references, texts
from ioroadmap.catalog.checks.index import Check, make_index
from ioroadmap.catalog.files import Entry, Fault, Where, locate
from ioroadmap.catalog.pack import Settings

CHECKS: tuple[Check, ...] = (
    ids.ids_are_well_formed,
    ids.ids_are_file_names,
    ids.ids_are_unique,
    ids.codes_fit_their_pattern,
    references.references_resolve,
    references.chains_end,
    references.statements_rest_on_facts,
    references.gaps_are_about_facts,
    duplicates.names_belong_to_one_drug,
    duplicates.facts_have_one_spelling,
    numbers.numbers_are_possible,
    numbers.explanations_explain,
    numbers.counts_agree,
    numbers.people_joined_before_they_were_judged,
    numbers.intervals_follow_from_counts,
    numbers.intervals_are_in_order,
    dates.events_are_in_order,
    dates.nothing_is_known_before_it_happened,
    approvals.borderline_says_why,
    approvals.events_are_complete,
    provenance.facts_know_their_day,
    provenance.facts_have_a_source,
    provenance.sources_say_where_and_when,
    texts.patients_can_read_it,
    overrides.overrides_correct_what_there_is,
    overrides.overrides_are_single,
)


def check_entries(root: Path, entries: list[Entry], settings: Settings, broken: set[str]) -> list[Fault]:
    """Every fault that the whole pack shows, with file and line. `broken` are files whose own faults are told already:
    those who refer to them are not blamed."""
    index = make_index(entries, settings, broken)
    found: dict[str, list[tuple[Where, str]]] = {}
    for check in CHECKS:
        for entry, where, what in check(index):
            found.setdefault(entry.file, []).append((entry.place + where, what))
    return [fault for file, places in found.items() for fault in locate(root / file, file, places)]
