"""Registry records with labels made by hand: those beside the project, and our own.

`../shared/records` holds the records and the labels of one reader (`gold_dev`). `benchmarks/gold/labels.jsonl` holds ours:
for each record the file where it stands, its part, and what two readers made of it. The parts: `development`, which rules
may be made for; `unseen`, a third drawn by a hash of the id, which nobody looked at before it was scored; `fresh`,
`fragment` and `fresh-2`, records and parts of records read on public pages for the same purpose. Their texts are not kept
(decision 4), only labels and addresses.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ioroadmap.catalog.load import find_pack
from ioroadmap.model.labels import Labels
from ioroadmap.model.trial import Trial
from ioroadmap.sources.clinicaltrials_gov import BrokenRecord, parse_study, read_records

RECORDS = Path(__file__).resolve().parents[2] / "shared" / "records"
GOLD = Path(__file__).with_name("gold")
AXES = ("families", "differentiation", "classes", "targets")
PACK_FILE = "trials.jsonl of the pack"


class Truth(Struct, frozen=True, omit_defaults=True):
    """What readers said of one record. `file` is where its text stands; `sure` is false where they had a doubt."""

    id: str
    relevance: str
    families: tuple[str, ...] = ()
    differentiation: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    sure: bool = True
    note: str = ""
    file: str = "gold_dev.jsonl"
    part: str = "gold_dev"
    address: str = ""


class Score(Struct):
    """Counts of one axis over records. `f1` is micro-averaged over all labels of all records."""

    right: int = 0
    spurious: int = 0
    missed: int = 0
    exact: int = 0

    def add(self, found: set[str], truth: set[str]) -> None:
        self.right += len(found & truth)
        self.spurious += len(found - truth)
        self.missed += len(truth - found)
        self.exact += found == truth

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.spurious + self.missed)


def is_unseen(id: str) -> bool:
    """The third of our own records that is kept out of sight; a hash decides, not a person."""
    return int(hashlib.sha256(id.encode()).hexdigest(), 16) % 3 == 0


def trials(name: str) -> Iterator[Trial]:
    """The readable records of a file of `../shared/records`."""
    yield from _readable((RECORDS / name).read_bytes(), name)


def truths(part: str) -> list[Truth]:
    """The labels of one part, in the order of their file."""
    path = RECORDS / "gold_dev.labels.jsonl" if part == "gold_dev" else GOLD / "labels.jsonl"
    lines = path.read_bytes().splitlines()
    return [truth for truth in (msgspec.json.decode(line, type=Truth) for line in lines) if truth.part == part]


def labelled(part: str) -> Iterator[tuple[Trial, Truth]]:
    """Each labelled record of a part whose text is at hand, with its labels."""
    for truth in truths(part):
        trial = _records(truth.file).get(truth.id) if truth.file else None
        if trial is not None:
            yield trial, truth


def wrong_axes(labels: Labels, truth: Truth) -> list[str]:
    """What differs, axis by axis, in words; empty where all agree."""
    wrong = [] if labels.relevance == truth.relevance else [f"relevance {labels.relevance}, not {truth.relevance}"]
    for axis in AXES:
        said, right = sorted(map(str, getattr(labels, axis))), sorted(getattr(truth, axis))
        if said != right:
            wrong.append(f"{axis} {', '.join(said) or 'none'}, not {', '.join(right) or 'none'}")
    return wrong


@cache
def _records(file: str) -> dict[str, Trial]:
    """The records of a file by id; of several of one id the longest, as the readers were given it."""
    if file == PACK_FILE:
        lines = (find_pack() / "trials.jsonl").read_bytes().splitlines()
        return {trial.id: trial for trial in map(_observed, sorted(lines, key=len))}
    shortest_first = sorted(trials(file), key=lambda trial: sum(len(text) for _, text in trial.texts))
    return {trial.id: trial for trial in shortest_first}


def _observed(line: bytes) -> Trial:
    observed: dict[str, Any] = json.loads(line)
    section = observed["record"].setdefault("protocolSection", {})
    section.setdefault("identificationModule", {})["nctId"] = observed["id"]
    return parse_study(observed["record"])


def _readable(data: bytes, name: str) -> Iterator[Trial]:
    records: Iterable[Trial | BrokenRecord] = read_records(gzip.decompress(data) if name.endswith(".gz") else data)
    return (record for record in records if not isinstance(record, BrokenRecord))
