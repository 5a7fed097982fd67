"""One way to and from JSON, msgpack and plain values for our structs, whose identifiers and dates are `str` subclasses."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec

from ioroadmap.model.dates import PartialDate
from ioroadmap.model.identifiers import Identifier

T = TypeVar("T")


def _decode(kind: type[Any], value: object) -> object:
    if isinstance(kind, type) and issubclass(kind, (Identifier, PartialDate)):
        if not isinstance(value, str):
            raise ValueError(f"{value!r} must be text in quotes, for a {kind.__name__}")
        return kind(value)
    raise NotImplementedError(kind)


def _encode(value: object) -> object:
    if isinstance(value, str):
        return str(value)
    raise NotImplementedError(type(value))


def from_plain(value: object, kind: type[T]) -> T:
    """`value` (dicts, lists, scalars) as a `kind`; `msgspec.ValidationError` names the path of the first fault."""
    return msgspec.convert(value, kind, strict=True, dec_hook=_decode)


def to_plain(value: object) -> Any:
    """`value` as dicts, lists and scalars, ready for any JSON or YAML writer."""
    return msgspec.to_builtins(value, enc_hook=_encode)


def from_json(data: bytes | str, kind: type[T]) -> T:
    return msgspec.json.decode(data, type=kind, strict=True, dec_hook=_decode)


def to_json(value: object, *, indent: int = 0) -> bytes:
    """Compact JSON, or with `indent` spaces; keys in the order of the struct, so the same value gives the same bytes."""
    data = msgspec.json.encode(value, enc_hook=_encode)
    return msgspec.json.format(data, indent=indent) if indent else data


def from_msgpack(data: bytes, kind: type[T]) -> T:
    return msgspec.msgpack.decode(data, type=kind, dec_hook=_decode)


def to_msgpack(value: object) -> bytes:
    return msgspec.msgpack.encode(value, enc_hook=_encode)
