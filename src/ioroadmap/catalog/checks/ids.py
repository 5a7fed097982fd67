"""Ids are well formed, in their place and unique; codes of other vocabularies have the shape of their vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ioroadmap.catalog.checks.index import Finding, Index, id_of
from ioroadmap.catalog.files import Entry, Where
from ioroadmap.model.facts import Drug, Study, Tumour

ID = re.compile(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*")
_FREE_IDS = {"families", "targets"}  # spelled as the field spells them: NET, PD-1

# vocabulary: what a code looks like, and an example
_CODES = {
    "ncit": (re.compile(r"C\d{2,6}"), "C3809"),
    "oncotree": (re.compile(r"[A-Z0-9_]{2,20}"), "HGNEE"),
    "icdo3": (re.compile(r"\d{4}/[0-369]"), "8240/3"),
    "icd10cm": (re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?"), "C7A.010"),
    "mesh": (re.compile(r"[CD]\d{6,9}"), "D018358"),
    "mondo": (re.compile(r"MONDO:\d{7}"), "MONDO:0019496"),
    "doid": (re.compile(r"DOID:\d{1,7}"), "DOID:169"),
}


def ids_are_well_formed(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        name = id_of(entry.fact)
        if entry.kind.plural not in _FREE_IDS and not ID.fullmatch(name):
            yield entry, ("id",), f"id is {name!r}; use lower case, digits, dots and dashes"


def ids_are_file_names(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        if not entry.kind.is_listed and id_of(entry.fact) != Path(entry.file).stem:
            yield entry, ("id",), f"id is {id_of(entry.fact)!r} in the file {entry.file}; a fact and its file have one name"


def ids_are_unique(index: Index) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for entry in index.entries:
        for group, name, where in _all_ids(entry):
            if (group, name) in seen:
                yield entry, where, f"id {name!r} is taken by another of the {group}"
            seen.add((group, name))


def _all_ids(entry: Entry) -> Iterator[tuple[str, str, Where]]:
    fact = entry.fact
    yield entry.kind.plural, id_of(fact), ("id",)
    if isinstance(fact, Drug):
        for a, approval in enumerate(fact.approvals):
            yield "approvals", approval.id, ("approvals", a, "id")
    if isinstance(fact, Study):
        for a, arm in enumerate(fact.arms):
            yield "arms", arm.id, ("arms", a, "id")
            for r, readout in enumerate(arm.readouts):
                yield "readouts", readout.id, ("arms", a, "readouts", r, "id")


def codes_fit_their_pattern(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        if not isinstance(entry.fact, (Drug, Tumour)):
            continue
        for vocabulary, codes in msgspec.structs.asdict(entry.fact.codes).items():
            pattern, example = _CODES[vocabulary]
            for i, code in enumerate(codes):
                if not pattern.fullmatch(code):
                    yield entry, ("codes", vocabulary, i), f"{code!r} is no {vocabulary} code; one looks like {example}"
