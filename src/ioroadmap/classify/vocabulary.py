"""The words of a pack, ready for matching: built once, then shared by every trial."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from ioroadmap.catalog.pack import Pack
from ioroadmap.classify.folding import fold, spellings
from ioroadmap.classify.populations import Grading, grading_of
from ioroadmap.model.facts import Drug, Tumour
from ioroadmap.model.vocabulary import Differentiation, ImmunotherapyClass

_LONG = 10  # letters; shorter names of agents are too near to each other
_SOME = 3
_SHORT = 3  # letters; an all-capital word this short means other things too ("NET", "MCC", "TIL")
_MIXED = re.compile(r"[a-z][A-Z]{2,3}")  # "pNET" is a tumour of the pancreas, "PNET" one of the brain


class Kind(StrEnum):
    TUMOUR = "tumour"
    DRUG = "drug"
    CLASS = "class"
    TARGET = "target"
    BIOMARKER = "biomarker"


class Entry(Struct, frozen=True):
    """One thing that a phrase can mean. A `guarded` name counts only where a drug can stand, or with support elsewhere;
    one with `written` only in those capitals; an `adjective` only where its noun comes later. `breaks` are the places where
    the phrase may be written apart."""

    kind: Kind
    id: str
    guarded: bool
    written: str
    breaks: frozenset[int]
    adjective: bool = False


class Vocabulary:
    """Every phrase of a pack in one automaton, and the pack to look meanings up in."""

    def __init__(self, pack: Pack, entries: dict[str, list[Entry]]) -> None:
        self.pack = pack
        self.keys = tuple(sorted(entries))
        self.entries = tuple(tuple(entries[key]) for key in self.keys)
        self._keys = frozenset(self.keys)
        self._automaton = AhoCorasick(self.keys)

    @classmethod
    def from_pack(cls, pack: Pack) -> Vocabulary:
        entries: dict[str, list[Entry]] = {}
        for kind, id, phrase, guarded in _phrases(pack):
            for form in sorted(spellings(phrase)):
                key = form.replace(" ", "")
                entry = Entry(kind, id, guarded or _is_short(phrase), phrase if _is_short(phrase) else "", _breaks(form))
                _add(entries.setdefault(key, []), entry)
        for tumour in pack.tumours:
            for word in tumour.adjectives:
                entry = Entry(Kind.TUMOUR, tumour.id, False, "", _breaks(fold(word)), adjective=True)
                _add(entries.setdefault(fold(word).replace(" ", ""), []), entry)
        return cls(pack, entries)

    def knows(self, name: str) -> bool:
        """True for a name that the pack has in some spelling."""
        return fold(name).replace(" ", "") in self._keys

    def one_letter_off(self, name: str) -> frozenset[str]:
        """The drugs whose name differs from this one by one letter (dropped, added, changed, or two swapped); none for a
        name that the pack knows."""
        if name in self._keys or len(name) < _LONG:
            return frozenset()
        mine = _with_one_dropped(name)
        return frozenset(id for form, at in mine for id, other in self._slips.get(form, ()) if _is_one_slip(at, other))

    @cached_property
    def _slips(self) -> dict[str, set[tuple[str, int]]]:
        """Every long name of a drug, whole and with one letter dropped: names one slip apart share such a form."""
        found: dict[str, set[tuple[str, int]]] = {}
        for drug in self.pack.drugs:
            name = fold(drug.name)
            if name.isalpha() and len(name) >= _LONG:
                for form, at in _with_one_dropped(name):
                    found.setdefault(form, set()).add((drug.id, at))
        return found

    def find(self, squeezed: str) -> list[tuple[int, int, int]]:
        """Every occurrence, also inside words: (index of the phrase, start, end) in the squeezed text."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(squeezed, overlapping=True)
        return found

    def tumour(self, id: str) -> Tumour:
        return self.pack.tumour[id]

    def drug(self, id: str) -> Drug:
        return self.pack.drug[id]

    def kin(self, drug: Drug) -> frozenset[str]:
        """The other drugs of its classes."""
        return frozenset(each.id for each in self.pack.drugs if each.id != drug.id and set(each.classes) & set(drug.classes))

    @cached_property
    def grading(self) -> Grading | None:
        return grading_of(self.pack)

    @cached_property
    def listed(self) -> tuple[str, ...]:
        """The targets that a trial may be labelled with, in the order of the pack."""
        return tuple(target.id for target in self.pack.targets if target.listed)

    @cached_property
    def umbrellas(self) -> frozenset[str]:
        """The entities that stand for a mixed group."""
        return frozenset(unit.id for unit in self.pack.units if unit.umbrella)

    @cached_property
    def kinds(self) -> dict[str, tuple[Tumour, ...]]:
        """The entities right below another one."""
        parents = {tumour.parent for tumour in self.pack.tumours if tumour.parent}
        return {id: tuple(each for each in self.pack.tumours if each.parent == id) for id in parents}

    @cached_property
    def organ_kinds(self) -> dict[str, tuple[Tumour, ...]]:
        """For each family the widest entities that arise in one organ."""
        found: dict[str, tuple[Tumour, ...]] = {}
        for each in self.pack.tumours:
            parent = self.pack.tumour.get(each.parent)
            widest = parent is None or (parent.family, parent.site) != (each.family, each.site)
            if widest and not each.negative and each.site.isalpha() and each.site not in ("any", "unknown"):
                found[each.family] = (*found.get(each.family, ()), each)
        return found

    @cached_property
    def sites(self) -> frozenset[str]:
        """The organs that entities of the pack arise in."""
        return frozenset(each.site for each in self.pack.tumours if not each.negative) - {"any"}

    @cached_property
    def mixed(self) -> Tumour | None:
        """The entity for tumours of two kinds in one; None for a disease without one."""
        return next(
            (each for each in self.pack.tumours if each.differentiation is Differentiation.MIXED and each.site == "any"), None
        )

    @cached_property
    def umbrella_families(self) -> frozenset[str]:
        """The families that stand for mixed groups; a short form of one is supported by a full name of another."""
        return frozenset(unit.family for unit in self.pack.units if unit.umbrella)

    @cached_property
    def brakes(self) -> frozenset[str]:
        """The targets that at least three checkpoint inhibitors of the pack act on."""
        drugs = [drug for drug in self.pack.drugs if drug.classes == (ImmunotherapyClass.CHECKPOINT_INHIBITOR,)]
        counts = Counter(target for drug in drugs for target in drug.targets)
        return frozenset(target for target, count in counts.items() if count >= _SOME)

    @cached_property
    def engager_targets(self) -> frozenset[str]:
        """The targets that most T-cell engagers of the pack share: the T cell's end of the pair."""
        engagers = [drug for drug in self.pack.drugs if ImmunotherapyClass.T_CELL_ENGAGER in drug.classes]
        counts = Counter(target for drug in engagers for target in drug.targets)
        return frozenset(target for target, count in counts.items() if 2 * count > len(engagers))


_WHOLE = -2  # stands for "no letter dropped"


def _with_one_dropped(name: str) -> set[tuple[str, int]]:
    """The name, and the name without each of its letters in turn, with the place of the letter."""
    return {(name, _WHOLE), *((name[:at] + name[at + 1 :], at) for at in range(len(name)))}


def _is_one_slip(one: int, other: int) -> bool:
    """Letters dropped at the same place are one changed, at neighbouring places two swapped."""
    return _WHOLE in (one, other) or abs(one - other) <= 1


def _add(entries: list[Entry], new: Entry) -> None:
    """Keeps one entry a meaning; its breaks are those of all its spellings, and the freest use wins."""
    for at, old in enumerate(entries):
        if (old.kind, old.id) == (new.kind, new.id):
            written = old.written if old.written and new.written else ""
            entries[at] = Entry(new.kind, new.id, old.guarded and new.guarded, written, old.breaks | new.breaks)
            return
    entries.append(new)


def _phrases(pack: Pack) -> Iterator[tuple[Kind, str, str, bool]]:
    for tumour in pack.tumours:
        yield from ((Kind.TUMOUR, tumour.id, phrase, False) for phrase in _once(tumour.phrases))
    for drug in pack.drugs:
        yield from (
            (Kind.DRUG, drug.id, name, False)
            for name in _once((drug.name, *drug.brands, *drug.names))
            if name not in drug.ambiguous
        )
        yield from ((Kind.DRUG, drug.id, name, True) for name in _once(drug.ambiguous))
    for each in pack.classes:
        yield from ((Kind.CLASS, each.id, phrase, False) for phrase in _once(each.phrases))
    for target in pack.targets:
        yield from ((Kind.TARGET, target.id, phrase, False) for phrase in _once((target.id, *target.phrases)))
    for marker in pack.biomarkers:
        yield from ((Kind.BIOMARKER, marker.id, phrase, False) for phrase in _once((marker.label, *marker.phrases)))


def _once(phrases: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(phrase for phrase in phrases if phrase.strip()))


def _is_short(phrase: str) -> bool:
    return (len(phrase) <= _SHORT and phrase.isalpha() and phrase.isupper()) or bool(_MIXED.fullmatch(phrase))


def _breaks(form: str) -> frozenset[int]:
    """The places in the squeezed form where the spelling has a blank or a dash."""
    lengths = [len(part) for part in form.split(" ")]
    return frozenset(sum(lengths[:count]) for count in range(1, len(lengths)))
