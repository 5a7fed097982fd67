"""Goes through a fact: every record inside it, and the path of keys that leads there."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from ioroadmap.catalog.files import Where


def records_in(record: Struct, where: Where = ()) -> Iterator[tuple[Where, Struct]]:
    """`record` itself and every record inside it, outermost first, each with its path from `record`."""
    yield where, record
    for field in msgspec.structs.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Struct):
            yield from records_in(value, (*where, field.name))
        elif isinstance(value, tuple):
            for i, each in enumerate(value):
                if isinstance(each, Struct):
                    yield from records_in(each, (*where, field.name, i))
