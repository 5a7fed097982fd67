"""The values that are not numbers. A reader must see which: nobody looked, nobody said, or there is nothing to say."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeGuard


class Missing(StrEnum):
    UNKNOWN = "unknown"  # we have not seen it
    NOT_REPORTED = "not-reported"  # the source was read and does not say
    NOT_APPLICABLE = "not-applicable"  # the question has no answer here
    NOT_REACHED = "not-reached"  # the median or its limit lies past the follow-up


Count = int | Missing
Number = int | float | Missing


def is_number(value: Number) -> TypeGuard[int | float]:
    """True for a real number, False for a `Missing`."""
    return not isinstance(value, Missing)
