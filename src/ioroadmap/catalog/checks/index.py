"""All facts of a pack at once, as the checks see them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from ioroadmap.catalog.files import Entry, Where
from ioroadmap.catalog.pack import Settings
from ioroadmap.model.facts import Approval, Drug, Fact, Readout, Study

Finding = tuple[Entry, Where, str]


class Index(Struct, frozen=True):
    """All facts of the pack, for checks that look across files."""

    entries: tuple[Entry, ...]
    settings: Settings
    ids: dict[str, set[str]]
    broken: frozenset[str]  # the names of files whose own faults are told already

    def knows(self, name: str, plural: str) -> bool:
        """Whether there is such a fact; one of a broken file is given the benefit of the doubt."""
        return name in self.ids.get(plural, set()) or name.partition("/")[0] in self.broken

    def of(self, plural: str) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.kind.plural == plural)

    def approvals(self) -> Iterator[tuple[Entry, Where, Approval]]:
        for entry in self.of("drugs"):
            assert isinstance(entry.fact, Drug)
            for a, approval in enumerate(entry.fact.approvals):
                yield entry, ("approvals", a), approval

    def readouts(self) -> Iterator[tuple[Entry, Where, Readout]]:
        for entry in self.of("studies"):
            assert isinstance(entry.fact, Study)
            for a, arm in enumerate(entry.fact.arms):
                for r, readout in enumerate(arm.readouts):
                    yield entry, ("arms", a, "readouts", r), readout


Check = Callable[[Index], Iterator[Finding]]


def make_index(entries: list[Entry], settings: Settings, broken: set[str]) -> Index:
    """The index of all `entries`; `broken` are files whose own faults are told already."""
    return Index(tuple(entries), settings, _ids(entries), frozenset(Path(file).stem for file in broken))


def _ids(entries: list[Entry]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for entry in entries:
        ids.setdefault(entry.kind.plural, set()).add(id_of(entry.fact))
    ids["approvals"] = {approval.id for entry in entries if isinstance(entry.fact, Drug) for approval in entry.fact.approvals}
    arms = [arm for entry in entries if isinstance(entry.fact, Study) for arm in entry.fact.arms]
    ids["arms"] = {arm.id for arm in arms}
    ids["readouts"] = {readout.id for arm in arms for readout in arm.readouts}
    return ids


def id_of(fact: Fact) -> str:
    return str(fact.id)  # type: ignore[attr-defined]
