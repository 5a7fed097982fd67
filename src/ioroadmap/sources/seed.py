"""The first snapshot: `trials.jsonl` of a pack, one observation a line, read like a fetched page.

So a first build needs no network.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.errors import CatalogError
from ioroadmap.model.identifiers import NctId
from ioroadmap.snapshots.observation import Observation, canonical, sections_of


class Line(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A line as it is written. `record` is part of a study in the shape of ClinicalTrials.gov API v2: facts, no prose."""

    id: str
    observed_on: str
    source: str
    address: str
    scope: tuple[str, ...]
    record: dict[str, Any]
    note: str = ""
    not_before: str = UNKNOWN_DATE
    not_after: str = UNKNOWN_DATE


class _Fault(ValueError):
    """One line's mistake: the value seen, and the cure."""


def load_seed(path: Path) -> tuple[Observation, ...]:
    """All observations of the file, in its order. `CatalogError` lists every faulty line: file, line, value, cure."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        why = (fault.strerror or "for no reason given").lower()
        raise CatalogError(f"{path} cannot be read: {why}; a pack holds its first observations there") from None
    observations, faults = [], []
    first_on: dict[tuple[object, ...], int] = {}
    for n_line, line in _lines(data):
        try:
            observation = _observation(line)
            _only_once(observation, n_line, first_on)
        except _Fault as fault:
            faults.append(f"{path.name}:{n_line} {fault}")
        else:
            observations.append(observation)
    if faults:
        raise CatalogError("\n".join(faults))
    return tuple(observations)


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    return ((n, line) for n, line in enumerate(data.split(b"\n"), 1) if line.strip())


def _observation(data: bytes) -> Observation:
    line = _decoded(data)
    record_id = _nct_id(line.id)
    _modules_are_objects(line)
    _same_id(line, record_id)
    _in_scope(line)
    observation = Observation(
        source=_said(line.source, "source"),
        record_id=str(record_id),
        observed_on=_day(line.observed_on, "observed_on"),
        scope=line.scope,
        payload=canonical(line.record),
        address=_said(line.address, "address"),
        note=line.note,
        not_before=_day(line.not_before, "not_before"),
        not_after=_day(line.not_after, "not_after"),
    )
    if observation.known_from is None:
        raise _Fault('observed_on is "unknown" and nothing bounds it; give not_after, the day by which the copy was seen')
    return observation


def _decoded(data: bytes) -> Line:
    try:
        data.decode()
        return msgspec.json.decode(data, type=Line)
    except UnicodeDecodeError as fault:
        raise _Fault(f"byte {fault.start} is {data[fault.start]:#04x}, not UTF-8; save the file as UTF-8") from None
    except msgspec.DecodeError as fault:
        raise _Fault(f"{fault}; a line is one JSON object with id, observed_on, source, address, scope and record") from None


def _nct_id(text: str) -> NctId:
    try:
        return NctId(text)
    except ValueError as fault:
        raise _Fault(f"id {fault}") from None


def _modules_are_objects(line: Line) -> None:
    for name, part in sections_of(line.record).items():
        if name.endswith("Module") and not isinstance(part, dict):
            raise _Fault(f"{name} is {part!r}; a module is an object of registry fields")


def _same_id(line: Line, record_id: NctId) -> None:
    """The record may name its id; then it must be the line's."""
    own = sections_of(line.record).get("identificationModule", {}).get("nctId", record_id)
    if own != record_id:
        raise _Fault(f"id is {record_id} but the record says {own}; look at the address and mend the wrong one")


def _in_scope(line: Line) -> None:
    """Whatever the record holds, the scope names: as a module, or field by field."""
    for name, part in sections_of(line.record).items():
        paths = [f"{name}.{field}" for field in part] if isinstance(part, dict) else [name]
        beyond = [path for path in paths if path not in line.scope and not path.endswith(".nctId")]
        if beyond and name not in line.scope:
            raise _Fault(f"scope lacks {', '.join(beyond)}, which the record holds; add it, or take it out of the record")


def _only_once(observation: Observation, n_line: int, first_on: dict[tuple[object, ...], int]) -> None:
    key = (observation.source, observation.record_id, observation.observed_on, observation.address, observation.scope)
    if key in first_on:
        raise _Fault(f"{observation.record_id} was seen at {observation.address} on line {first_on[key]} too; keep one of the two")
    first_on[key] = n_line


def _day(text: str, name: str) -> PartialDate:
    try:
        return PartialDate(text)
    except ValueError as fault:
        raise _Fault(f"{name} {fault}") from None


def _said(text: str, name: str) -> str:
    if not text.strip():
        raise _Fault(f'{name} is ""; say where this was seen')
    return text
