"""The canonical form of a pack file: keys in the order of our records, one style of quotes and indents, comments kept.
Formatting never changes a fact; formatting twice changes nothing more."""

from __future__ import annotations

import io
import re
import types
import typing
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from ioroadmap.catalog.files import struct_in
from ioroadmap.catalog.kinds import kinds_of, yaml_files
from ioroadmap.catalog.plain import Unreadable, read_plain
from ioroadmap.model.errors import CatalogError

_WIDTH = 120
# A web address too long for the line is put on the next one; it has no place to break, so it stays where its key is.
_FOLDED_ADDRESS = re.compile(r":\s*\n +(?=https?://\S+$)", re.M)
_TRAILING = re.compile(r" +$", re.M)
# What YAML, or a person's eye, might take for something else than text: dates, numbers, yes and no; `[?a]` is a key to YAML.
_LOOKS_ELSE = re.compile(r"[\d.:+-]+|yes|no|on|off|true|false|null|~|[?:].*", re.I | re.S)


def format_text(text: str, relative: str) -> str:
    """The canonical form of one file's text. The text must be YAML; a file where no kind lives is returned as it is."""
    kinds = kinds_of(relative)
    if not kinds:
        return text
    yaml = _yaml()
    value = yaml.load(text)
    if kinds[0].is_listed:
        hints: dict[str, Any] = {kind.plural: types.GenericAlias(tuple, (kind.type, ...)) for kind in kinds}
        value = _ordered(value, ["recorded_on", *hints], hints)
    else:
        value = _canonical(value, kinds[0].type)
    out = io.StringIO()
    yaml.dump(value, out)
    return _tidy(out.getvalue())


def _tidy(text: str) -> str:
    """No blanks at ends of lines, no address apart from its key; left as it is where that would change a fact (inside a text)."""
    tidy = _TRAILING.sub("", _FOLDED_ADDRESS.sub(": ", text))
    plain = YAML(typ="safe", pure=True)
    return tidy if tidy == text or plain.load(tidy) == plain.load(text) else text


def format_pack(root: Path, *, write: bool) -> list[str]:
    """The files that are not canonical, relative to the pack; with `write` they are made so. Files that cannot be read are left
    as they are, and named in a `CatalogError` when all others are done."""
    changed, unreadable = [], []
    for path in yaml_files(root):
        relative = path.relative_to(root).as_posix()
        try:
            read_plain(path)
        except Unreadable as error:
            unreadable.append(f"{root.name}/{relative}:{error.line} {error.what}")
            continue
        text = path.read_text(encoding="utf-8")
        canonical = format_text(text, relative)
        if canonical != text:
            changed.append(relative)
            if write:
                path.write_text(canonical, encoding="utf-8")
    if unreadable:
        raise CatalogError("\n".join(unreadable))
    return changed


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.default_flow_style = False
    return yaml


def _canonical(value: Any, hint: Any) -> Any:
    item = struct_in(hint)
    if isinstance(value, CommentedMap):
        value.fa.set_block_style()
        if item is None:
            return _ordered(value, list(value), {})
        return _ordered(value, key_order(item), typing.get_type_hints(item))
    if isinstance(value, CommentedSeq):
        is_plain = all(not isinstance(each, (CommentedMap, CommentedSeq)) for each in value)
        value.fa.set_flow_style() if is_plain else value.fa.set_block_style()
        for index, each in enumerate(value):
            value[index] = _canonical(each, item)
        return value
    if isinstance(value, str):
        return DoubleQuotedScalarString(value) if _LOOKS_ELSE.fullmatch(value) else str(value)
    return value


def _ordered(value: CommentedMap, order: list[str], hints: dict[str, Any]) -> CommentedMap:
    known = [name for name in order if name in value]
    for key in known + [key for key in value if key not in order]:
        value[key] = _canonical(value[key], hints.get(key))
        value.move_to_end(key)
    return value


def key_order(kind: type[Struct]) -> list[str]:
    """The keys of a record in canonical order: what it is called, then as the record declares them."""
    names = [field.name for field in msgspec.structs.fields(kind)]
    return sorted(names, key=lambda name: name != "id")
