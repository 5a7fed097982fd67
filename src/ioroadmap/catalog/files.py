"""Reads one YAML file of a pack into facts, and says every fault with its line.

Reading is fast (no line marks); a file with a fault is read a second time, slowly, to find the lines.
"""

from __future__ import annotations

import types
import typing
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from ruamel.yaml import YAML

from ioroadmap.catalog.kinds import Kind, kinds_of
from ioroadmap.catalog.plain import Unreadable, read_plain
from ioroadmap.model.codec import from_plain
from ioroadmap.model.facts import Fact

Where = tuple[str | int, ...]
_NESTED = ("approvals", "events", "arms", "readouts")


class Fault(Struct, frozen=True, order=True):
    """One thing that is wrong: where, what was seen, and the cure."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.what}"


class Entry(Struct, frozen=True):
    """One fact and its place: the file (relative to the pack) and the path of keys inside it."""

    kind: Kind
    fact: Fact
    file: str
    place: Where


def read_file(path: Path, relative: str) -> tuple[list[Entry], list[Fault]]:
    """The facts of one file, and its faults. A broken entry is left out and reported; its neighbours are kept."""
    kinds = kinds_of(relative)
    if not kinds:
        return [], [Fault(relative, 1, "no kind of fact lives here; see `ioroadmap catalog new --help` for the places")]
    try:
        plain = read_plain(path)
    except Unreadable as error:
        return [], [Fault(relative, error.line, error.what)]
    entries, faults = [], []
    for kind, place, value in _entries(plain, kinds):
        try:
            entries.append(Entry(kind, from_plain(value, kind.type), relative, place))
        except msgspec.ValidationError:
            faults += [(place + where, what) for where, what in struct_faults(value, kind.type)]
    faults += _list_faults(plain, kinds)
    return entries, locate(path, relative, faults)


def locate(path: Path, relative: str, faults: list[tuple[Where, str]]) -> list[Fault]:
    """The faults with the lines of their places, found by reading the file with line marks."""
    if not faults:
        return []
    marked = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    return [Fault(relative, _line(marked, where), what) for where, what in faults]


def _entries(plain: dict[str, Any], kinds: tuple[Kind, ...]) -> list[tuple[Kind, Where, Any]]:
    if not kinds[0].is_listed:
        return [(kinds[0], (), _inherit(plain, plain.get("recorded_on")))]
    day = plain.get("recorded_on")
    lists = {kind: plain.get(kind.plural) for kind in kinds}
    return [
        (kind, (kind.plural, position), _inherit(value, day))
        for kind, values in lists.items()
        if isinstance(values, list)
        for position, value in enumerate(values)
    ]


def _inherit(value: Any, day: object) -> Any:
    """A nested fact was recorded when the fact around it was, unless it says otherwise."""
    if not isinstance(value, dict):
        return value
    day = value.get("recorded_on", day)
    inherited = {
        key: [_inherit(each, day) for each in child] if key in _NESTED and isinstance(child, list) else child
        for key, child in value.items()
    }
    return inherited if day is None else {"recorded_on": day, **inherited}


def _list_faults(plain: dict[str, Any], kinds: tuple[Kind, ...]) -> list[tuple[Where, str]]:
    """What is wrong with the outer shape of a list file: a strange key, or no list under a known one."""
    if not kinds[0].is_listed:
        return []
    known = [kind.plural for kind in kinds]
    strange = [key for key in plain if key not in (*known, "recorded_on")]
    no_list = [key for key in known if not isinstance(plain.get(key) or [], list)]
    faults: list[tuple[Where, str]] = [((key,), f"key {key!r} is not known here; use {_listed(known)}") for key in strange]
    return faults + [((key,), f"{key} holds {_name(plain[key])}; it is a list of {key}") for key in no_list]


# ---------------------------------------------------------------- every fault of one value


def struct_faults(value: Any, kind: type[Struct]) -> list[tuple[Where, str]]:
    """All that keeps `value` from being a `kind`, as places and sentences. msgspec stops at the first; a curator wants all."""
    if not isinstance(value, dict):
        return [((), f"is {_name(value)}; a {kind.__name__} is a mapping of keys")]
    hints = typing.get_type_hints(kind)
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    found: list[tuple[Where, str]] = [
        ((key,), f"key {key!r} is not known in a {kind.__name__}; use one of {_listed(list(fields))}")
        for key in value
        if key not in fields
    ]
    found += [
        ((), f"{name} is missing in this {kind.__name__}") for name, field in fields.items() if field.required and name not in value
    ]
    for name in fields:
        if name in value:
            found += [((name, *where), what) for where, what in _field_faults(name, value[name], hints[name])]
    return found or _whole_faults(value, kind)


def _whole_faults(value: Any, kind: type[Struct]) -> list[tuple[Where, str]]:
    try:
        from_plain(value, kind)
    except msgspec.ValidationError as error:
        return [((), str(error))]
    return []


def _field_faults(name: str, value: Any, hint: Any) -> list[tuple[Where, str]]:
    item = struct_in(hint)
    if item is not None and isinstance(value, list):
        return [((index, *where), what) for index, each in enumerate(value) for where, what in struct_faults(each, item)]
    if item is not None and isinstance(value, dict):
        return struct_faults(value, item)
    try:
        from_plain(value, hint)
    except msgspec.ValidationError as error:
        return [((), _sentence(name, value, hint, str(error)))]
    return []


def struct_in(hint: Any) -> type[Struct] | None:
    """The Struct that a field holds, alone, optional or in a tuple; `None` for plain values."""
    for each in (hint, *typing.get_args(hint)):
        if isinstance(each, type) and not isinstance(each, types.GenericAlias) and issubclass(each, Struct):
            return each
    return None


def _sentence(name: str, value: Any, hint: Any, error: str) -> str:
    words = enum_words(hint)
    if words and not (isinstance(value, str) and value in words):
        return f"{name} is {value!r}; use one of {_listed(words)}"
    return f"{name} is {value!r}: {error}"


def enum_words(hint: Any) -> list[str]:
    """The words that a field may hold; none where it is free."""
    for each in (hint, *typing.get_args(hint)):
        if isinstance(each, type) and issubclass(each, Enum):
            return [member.value for member in each]
    return []


# ---------------------------------------------------------------- lines and words


def _line(marked: Any, where: Where) -> int:
    """The line (from 1) of the deepest part of `where` that the file has."""
    line = 1
    for step in where:
        try:
            line = (marked.lc.key(step) if isinstance(step, str) else marked.lc.item(step))[0] + 1
            marked = marked[step]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return line


def _name(value: object) -> str:
    return "nothing" if value is None else f"a {type(value).__name__}"


def _listed(words: list[str]) -> str:
    return ", ".join(words)
