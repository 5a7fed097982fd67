"""A correction corrects something that there is, once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ioroadmap.catalog.checks.index import Finding, Index
from ioroadmap.catalog.checks.references import near
from ioroadmap.model.facts import Override

_LABELS = ("relevance", "tumours", "classes", "targets")


def overrides_correct_what_there_is(index: Index) -> Iterator[Finding]:
    """A label that `classify` gives, or a path in the registry record; tumours are named by their ids."""
    for entry in index.of("overrides"):
        fact = entry.fact
        assert isinstance(fact, Override)
        if fact.field not in _LABELS and "." not in fact.field:
            words = ", ".join(_LABELS)
            yield entry, ("field",), f"field is {fact.field!r}; use {words}, or a path such as statusModule.overallStatus"
        for i, name in enumerate(fact.value if fact.field == "tumours" else ()):
            if not index.knows(name, "tumours"):
                yield entry, ("value", i), f"{name!r} is none of the tumours{near(name, index.ids.get('tumours', set()))}"


def overrides_are_single(index: Index) -> Iterator[Finding]:
    """Two corrections of one field of one record would fight."""
    overrides = [(entry, entry.fact) for entry in index.of("overrides")]
    times = Counter((fact.record, fact.field) for _, fact in overrides if isinstance(fact, Override))
    for entry, fact in overrides:
        assert isinstance(fact, Override)
        if times[fact.record, fact.field] > 1:
            yield entry, ("field",), f"{fact.record} {fact.field} is corrected by more than one override; keep one"
