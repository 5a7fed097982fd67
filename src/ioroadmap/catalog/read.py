"""Reads all files of a pack, and puts their facts together."""

from __future__ import annotations

from pathlib import Path

from ioroadmap.catalog.files import Entry, Fault, read_file
from ioroadmap.catalog.kinds import IN_FILE_ORDER, KINDS, yaml_files
from ioroadmap.catalog.pack import Pack, Reading, Settings


def read_entries(root: Path) -> tuple[list[Entry], list[Fault]]:
    """Every readable fact of the pack with its place, and every fault of every file."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    for path in yaml_files(root):
        found, wrong = read_file(path, path.relative_to(root).as_posix())
        entries += found
        faults += wrong
    for path in sorted(root.rglob("*.yml")):
        faults.append(Fault(path.relative_to(root).as_posix(), 1, "is not read; name the file .yaml"))
    return entries, faults


def pack_of(entries: list[Entry], settings: Settings, digest: str, readings: tuple[Reading, ...] = ()) -> Pack:
    """The pack that these (checked) facts make."""
    groups: dict[str, tuple[object, ...]] = {}
    for kind in KINDS:
        facts = [entry.fact for entry in entries if entry.kind is kind]
        groups[kind.plural] = tuple(facts if kind.plural in IN_FILE_ORDER else sorted(facts, key=lambda fact: fact.id))  # type: ignore[attr-defined]
    return Pack(settings=settings, content_hash=digest, readings=readings, **groups)  # type: ignore[arg-type]
