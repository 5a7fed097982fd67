"""A curator's correction of a value that upstream has wrong: `field` is its path in the record (`statusModule.overallStatus`).

When upstream mends it, the correction is no longer needed; when it says a third thing, a person must look again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec

from ioroadmap.model.errors import GuardError
from ioroadmap.model.facts import Override
from ioroadmap.snapshots.observation import PROTOCOL, canonical


def correct_upstream(record_id: str, payload: bytes, overrides: Iterable[Override], as_of: date) -> bytes:
    """The record with every correction of its values. `GuardError` when upstream says neither what was expected nor the correction.
    Seen from a day before the correction was made, a record may say something else: then it is left as it is."""
    mine = [each for each in overrides if each.record == record_id and is_upstream(each.field)]
    if not mine:
        return payload
    record = msgspec.json.decode(payload)
    for override in mine:
        _correct(record, override, as_of)
    return canonical(record)


def is_upstream(field: str) -> bool:
    """Whether an override's field is a path in the registry record, and not a label."""
    return "." in field


def _correct(record: dict[str, Any], override: Override, as_of: date) -> None:
    *modules, name = override.field.split(".")
    home = record.get(PROTOCOL, {})
    for module in modules:
        home = home.get(module, {})
    made = override.date.earliest
    if home.get(name) == override.expect:
        home[name] = override.value
    elif home.get(name) != override.value and (made is None or as_of >= made):
        raise GuardError(
            f"overrides/{override.id}.yaml expects {override.field} {override.expect} of {override.record}, but upstream now says "
            f"{home.get(name, 'nothing')}; look at the record again, then mend expect or retire the file"
        )
