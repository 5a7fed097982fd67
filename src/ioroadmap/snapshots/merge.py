"""Many observations of a record -> what we know of it on a day, with the home of each part. Pure.

The newest observation of a module wins. What lies outside an observation's scope was not seen by it: it neither
overwrites nor deletes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from msgspec import Struct

from ioroadmap.model.dates import PartialDate
from ioroadmap.snapshots.observation import PROTOCOL, Observation, canonical, sections_of

# On one day the registry itself is believed before a copy of its page, and both before a table that quotes it.
SOURCE_ORDER = ("clinicaltrials.gov", "clinicaltrials.gov page copy")

Tree = dict[str, Any]


class Part(Struct, frozen=True):
    """What of a record still rests on one observation: its `modules`, or exactly, as `paths` (a module, or one field of it)."""

    source: str
    address: str
    observed_on: PartialDate
    modules: tuple[str, ...]
    note: str = ""
    paths: tuple[str, ...] = ()


class Known(Struct, frozen=True):
    """A record as known on a day: the merged `payload`, and the `parts` it is made of, newest first."""

    record_id: str
    payload: bytes
    parts: tuple[Part, ...]

    def part_of(self, path: str) -> Part | None:
        """The observation that `path` (`statusModule.overallStatus`) rests on; `None` when nobody saw it."""
        module, _, field = path.partition(".")
        if not field:
            return next((part for part in self.parts if module in part.modules), None)
        whole = next((part for part in self.parts if module in part.paths), None)
        return next((part for part in self.parts if path in part.paths), whole)


def as_known(observations: Iterable[Observation], known_on: date) -> tuple[Known, ...]:
    """Every record that any observation up to the end of `known_on` speaks of, by id."""
    groups: dict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        if observation.known_from is not None and observation.known_from <= known_on:
            groups[observation.record_id].append(observation)
    return tuple(merge(groups[record_id]) for record_id in sorted(groups))


def merge(observations: Iterable[Observation]) -> Known:
    """The observations of *one* record, in any order, laid over one another from the oldest to the newest."""
    ordered = sorted(observations, key=_place)
    sections: Tree = {}
    home: dict[str, Observation] = {}
    for observation in ordered:
        seen = sections_of(msgspec.json.decode(observation.payload))
        for path in sorted(observation.scope, key=len):
            _lay(sections, seen, path)
            _settle(home, path, observation)
    record_id = ordered[0].record_id
    return Known(record_id, _payload(record_id, sections), _parts(reversed(ordered), home))


def _place(observation: Observation) -> tuple[Any, ...]:
    """Older first; on one day the better source last, so that it wins. The rest is there to make the order total."""
    known = observation.source in SOURCE_ORDER
    source = SOURCE_ORDER.index(observation.source) if known else len(SOURCE_ORDER)
    days = (str(observation.not_after), str(observation.observed_on), str(observation.not_before))
    tie = (observation.source, observation.address, observation.content_hash, observation.scope, observation.note)
    return (*observation.rank, -source, *days, *tie)


def _lay(under: Tree, over: Tree, path: str) -> None:
    """Put what `over` has at `path` in the place of what `under` has; what is absent there is gone."""
    module, _, field = path.partition(".")
    if not field:
        _put(under, module, over.get(module))
    else:
        shown, held = over.get(module), under.get(module)
        changed = dict(held) if isinstance(held, dict) else {}
        _put(changed, field, shown.get(field) if isinstance(shown, dict) else None)
        _put(under, module, changed or None)


def _put(tree: Tree, name: str, value: object) -> None:
    if value is None:
        tree.pop(name, None)
    else:
        tree[name] = value


def _settle(home: dict[str, Observation], path: str, observation: Observation) -> None:
    """`path` rests on `observation` from now on; a whole module takes the place of all its fields."""
    for older in [name for name in home if name.startswith(f"{path}.")]:
        del home[older]
    home[path] = observation


def _payload(record_id: str, sections: Tree) -> bytes:
    """The merged record in the shape of the registry. Its id is always there, whoever saw the rest."""
    protocol = {name: part for name, part in sections.items() if name.endswith("Module")}
    identification = {**protocol.get("identificationModule", {}), "nctId": str(record_id)}
    others = {name: part for name, part in sections.items() if name not in protocol}
    return canonical({**others, PROTOCOL: {**protocol, "identificationModule": identification}})


def _parts(newest_first: Iterable[Observation], home: dict[str, Observation]) -> tuple[Part, ...]:
    parts = []
    for observation in newest_first:
        paths = tuple(sorted(path for path, owner in home.items() if owner is observation))
        if paths:
            modules = tuple(dict.fromkeys(path.partition(".")[0] for path in paths))
            parts.append(Part(observation.source, observation.address, observation.observed_on, modules, observation.note, paths))
    return tuple(parts)
