"""`ioroadmap catalog new KIND ID`: the empty frame of a new fact, with every required key and what it may hold."""

from __future__ import annotations

import typing
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from ioroadmap.catalog.checks.ids import ID
from ioroadmap.catalog.files import struct_in
from ioroadmap.catalog.kinds import KINDS, Kind
from ioroadmap.model.errors import UsageError


def kind_named(word: str) -> Kind:
    """The kind whose plural (or singular) is `word`. `UsageError` lists the kinds."""
    for kind in KINDS:
        if word in (kind.plural, kind.type.__name__.lower()):
            return kind
    raise UsageError(f"{word!r} is no kind of fact; use one of {', '.join(kind.plural for kind in KINDS)}")


def frame(kind: Kind, name: str, day: str) -> str:
    """YAML text with every required key of the kind, and in comments what each may hold."""
    lines = [f"id: {name}", f'recorded_on: "{day}"', *(line for line in _lines(kind.type, name, 0) if line != f"id: {name}")]
    if not kind.is_listed:
        return "\n".join(lines) + "\n"
    return "\n".join(["  - " + lines[0], *("    " + line for line in lines[1:])]) + "\n"


def write_frame(root: Path, kind: Kind, name: str, day: str) -> Path:
    """Writes the frame to its file and returns the path. `UsageError` when the id is none, the file exists (it is never touched),
    or the kind lives in a list file: then it says where to paste the frame."""
    if kind.is_listed:
        raise UsageError(f"{kind.plural} live in {kind.where}; paste this there:\n{frame(kind, name, day)}")
    if not ID.fullmatch(name):
        raise UsageError(f"{name!r} is no id; use lower case, digits, dots and dashes")
    path = root / kind.where / f"{name}.yaml"
    if path.exists():
        raise UsageError(f"{path} exists; edit it, or choose another id")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(frame(kind, name, day), encoding="utf-8")
    return path


def _lines(kind: type[Struct], name: str, depth: int) -> list[str]:
    hints = typing.get_type_hints(kind)
    lines = []
    for field in msgspec.structs.fields(kind):
        if field.required:
            lines += _field(field.name, hints[field.name], name, depth)
    return lines


def _field(key: str, hint: Any, name: str, depth: int) -> list[str]:
    pad = "  " * depth
    item = struct_in(hint)
    if key == "id":
        return [f"{pad}id: {name}"]
    if item is not None and typing.get_origin(hint) is tuple:
        inner = _lines(item, name, depth + 2)
        return [f"{pad}{key}:", f"{pad}  - {inner[0].strip()}", *inner[1:]]
    if item is not None:
        return [f"{pad}{key}:", *_lines(item, name, depth + 1)]
    return [f"{pad}{key}:{_hole(hint)}"]


def _hole(hint: Any) -> str:
    for each in (hint, *typing.get_args(hint)):
        if isinstance(each, type) and issubclass(each, Enum):
            return "  # one of " + ", ".join(member.value for member in each)
    if typing.get_origin(hint) is tuple:
        return " []"
    return ' ""'
