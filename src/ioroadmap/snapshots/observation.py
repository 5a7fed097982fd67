"""One observation: what a source showed of one record on one day, and how much of the record it showed."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate

PROTOCOL = "protocolSection"


class Observation(Struct, frozen=True, kw_only=True):
    """What `source` showed of `record_id`. `payload` is canonical JSON in the shape of ClinicalTrials.gov API v2.

    `scope` says what was seen: a module (`statusModule`: all of it; what is absent is gone), or one field of a module
    (`statusModule.overallStatus`: the copy showed no more). Everything else is *not seen*.
    A copy without a date has `observed_on` unknown; `not_before` and `not_after` are then the days it must lie between.
    """

    source: str
    record_id: str
    observed_on: PartialDate
    scope: tuple[str, ...]
    payload: bytes
    address: str = ""
    note: str = ""
    not_before: PartialDate = UNKNOWN_DATE
    not_after: PartialDate = UNKNOWN_DATE

    @property
    def content_hash(self) -> str:
        """SHA-256 of the payload, in hex."""
        return hashlib.sha256(self.payload).hexdigest()

    @property
    def known_from(self) -> date | None:
        """The first day on which we surely knew it: the last day that its date can mean; `None` when nothing bounds it."""
        days = [day for day in (self.observed_on.latest, self.not_after.latest) if day is not None]
        return min(days, default=None)

    @property
    def rank(self) -> tuple[date, bool]:
        """Its place in time, older first. Without a date it is older than all, or comes right after its `not_before`."""
        if self.observed_on.is_known:
            return self.known_from or date.min, False
        return self.not_before.latest or date.min, True


def canonical(record: object) -> bytes:
    """`record` as compact JSON with sorted keys: equal content gives equal bytes."""
    return msgspec.json.encode(record, order="sorted")


def sections_of(record: dict[str, Any]) -> dict[str, Any]:
    """The modules of the protocol section and the other sections of a record, by name; `_private` marks of a copy are none."""
    protocol = record.get(PROTOCOL)
    inner = protocol if isinstance(protocol, dict) else {}
    both = {**inner, **{name: part for name, part in record.items() if name != PROTOCOL}}
    return {name: part for name, part in both.items() if not name.startswith("_")}
