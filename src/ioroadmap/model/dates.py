"""Days as precise as their source: a year, a month, a day, or `unknown`. A month is never the first of the month."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import Literal, Self

Precision = Literal["year", "month", "day", "unknown"]

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class PartialDate(str):
    """An ISO date cut where the source stops: `2019`, `2019-03`, `2019-03-18`, or the word `unknown`.

    Sorts as text: a year before its months, `unknown` last.
    """

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        text = text.strip()
        if text != "unknown":
            _check(text)
        return super().__new__(cls, text)

    @property
    def precision(self) -> Precision:
        if self == "unknown":
            return "unknown"
        return {4: "year", 7: "month", 10: "day"}[len(self)]  # type: ignore[return-value]

    @property
    def is_known(self) -> bool:
        return self != "unknown"

    @property
    def earliest(self) -> date | None:
        """The first day it can mean; `None` when unknown."""
        if not self.is_known:
            return None
        year, month, day = _parts(self)
        return date(year, month or 1, day or 1)

    @property
    def latest(self) -> date | None:
        """The last day it can mean; `None` when unknown."""
        if not self.is_known:
            return None
        year, month, day = _parts(self)
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])


UNKNOWN_DATE = PartialDate("unknown")


def _parts(text: str) -> tuple[int, int, int]:
    found = _SHAPE.fullmatch(text)
    assert found is not None, text
    year, month, day = found.groups(default="0")
    return int(year), int(month), int(day)


def _check(text: str) -> None:
    cure = "write 2019, 2019-03, 2019-03-18 or unknown, in quotes"
    if not _SHAPE.fullmatch(text):
        raise ValueError(f"{text!r} is not a date; {cure}")
    year, month, day = _parts(text)
    try:
        date(year, month or (1 if len(text) == 4 else 0), day or (1 if len(text) < 10 else 0))
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar; {cure}") from None
