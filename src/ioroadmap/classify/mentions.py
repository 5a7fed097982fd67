"""Finds the words of the pack in one trial: one pass over all texts, own word boundaries, the longest name wins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

from msgspec import Struct

from ioroadmap.classify.folding import Squeezed
from ioroadmap.classify.passages import NAMES, Passage, Zone
from ioroadmap.classify.vocabulary import Entry, Kind, Vocabulary
from ioroadmap.model.labels import Because
from ioroadmap.model.trial import Trial

_GAP = "\x00"


class Mention(Struct, frozen=True):
    """One thing of the pack, named at one place. `guarded` names need support before they count."""

    kind: Kind
    id: str
    passage: Passage
    start: int
    end: int
    guarded: bool

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def zone(self) -> Zone:
        return self.passage.zone

    @property
    def because(self) -> Because:
        return Because(self.passage.field, self.text, self.start, self.end)

    def sentence(self) -> tuple[int, int]:
        return self.passage.sentence_at(self.start, self.end)


def read_passages(trial: Trial) -> tuple[Passage, ...]:
    """Every text of the record that can say what it is about."""
    passages = (Passage(field, text) for field, text in trial.texts if text.strip())
    return tuple(passage for passage in passages if passage.zone is not Zone.OTHER)


def find_mentions(passages: tuple[Passage, ...], words: Vocabulary) -> tuple[Mention, ...]:
    """All mentions in record order. Of two that overlap and could both name a tumour (or an agent), the longer stays."""
    folded = _GAP.join(passage.folded for passage in passages)
    squeezed = Squeezed(folded)
    starts = _starts(passages)
    found: list[Mention] = []
    for index, first, last in words.find(squeezed.text):
        start, end = squeezed.place(first), squeezed.place(last - 1) + 1
        if (whole := _whole_word(folded, start, end)) is None:
            continue
        passage, offset = _passage_at(passages, starts, start)
        if _is_half_a_word(passage.text, start - offset, end - offset):
            continue
        gaps = _gaps(folded[start:end])
        for entry in words.entries[index]:
            if (
                gaps <= entry.breaks
                and _in_its_case(entry, passage, start - offset, end - offset)
                and not (entry.adjective and not _has_its_noun(passage, start - offset, end - offset))
            ):
                found.append(Mention(entry.kind, entry.id, passage, start - offset, whole - offset, entry.guarded))
    found += [*_by_own_abbreviations(_longest(found), passages, words), *_misspelt(passages, words)]
    order = {id(passage): place for place, passage in enumerate(passages)}
    return tuple(sorted(_longest(found), key=lambda each: (order[id(each.passage)], each.start, each.kind, each.id)))


def _starts(passages: tuple[Passage, ...]) -> list[int]:
    starts, place = [], 0
    for passage in passages:
        starts.append(place)
        place += len(passage.folded) + 1
    return starts


def _passage_at(passages: tuple[Passage, ...], starts: list[int], place: int) -> tuple[Passage, int]:
    at = bisect_right(starts, place) - 1
    return passages[at], starts[at]


def _whole_word(folded: str, start: int, end: int) -> int | None:
    """Where the word ends (a plural s belongs to it), or None when the match lies inside a longer word."""
    if start and folded[start].isalnum() and folded[start - 1].isalnum():
        return None
    if not folded[end - 1].isalnum():
        return end
    if folded[end : end + 1] == "s" and folded[end - 1].isalpha():
        end += 1
    return None if folded[end : end + 1].isalnum() else end


_SITE_AFTER_DASH = re.compile(r"\w[-\u2010-\u2013]$")
_ADJECTIVE = re.compile(r"\w+(?:ic|al|ary)\s", re.IGNORECASE)


def _is_half_a_word(text: str, start: int, end: int) -> bool:
    """True for a site that ends a longer one: the "pancreatic tumour" in "gastro-entero-pancreatic tumour"."""
    return bool(_SITE_AFTER_DASH.search(text[max(0, start - 2) : start]) and _ADJECTIVE.match(text, start, end))


def _gaps(match: str) -> frozenset[int]:
    """The places in a match where the text has a blank or dash, but for those between a letter and a digit."""
    if " " not in match:
        return frozenset()
    parts = [part for part in match.split(" ") if part]
    ends = accumulate(len(part) for part in parts[:-1])
    return frozenset(at for at, (before, after) in zip(ends, pairwise(parts), strict=True) if not _code_break(before[-1], after[0]))


def _code_break(before: str, after: str) -> bool:
    return before.isdigit() != after.isdigit() or not (before.isalnum() and after.isalnum())


def _in_its_case(entry: Entry, passage: Passage, start: int, end: int) -> bool:
    if not entry.written or passage.text[start:end] == entry.written:
        return True
    return passage.zone in NAMES[1:] and passage.text.strip() == passage.text[start:end]


_LATER_NOUN = re.compile(
    r"\s*(?:,|/|\band\b|\bor\b)(?:(?!\b(?:in|of|to|with|for|from|on|by|that)\b)[^.;:\n]){1,110}?"
    r"\b(?:cancers?|carcinomas?|tumou?rs?|malignanc(?:y|ies)|neoplasms?)\b",
    re.IGNORECASE,
)


def _has_its_noun(passage: Passage, start: int, end: int) -> bool:
    """True for an adjective in a list whose noun comes at its end, or for one that is a whole condition."""
    alone = passage.zone is Zone.CONDITION and passage.text.strip() == passage.text[start:end]
    return alone or bool(_LATER_NOUN.match(passage.text, end))


_ANTIBODY = re.compile(r"\b[a-z]{5,}(?:m[aeiu]?b|tamig|leukin)\b")  # the end of a name; a slip there is rarer than inside it


def _misspelt(passages: tuple[Passage, ...], words: Vocabulary) -> Iterator[Mention]:
    """Names of biological agents that are one letter off a name of the pack and no name of it themselves."""
    for passage in passages:
        for place in _ANTIBODY.finditer(passage.folded):
            for id in words.one_letter_off(place.group()):
                yield Mention(Kind.DRUG, id, passage, place.start(), place.end(), False)


_ABBREVIATED = re.compile(r"\s*\(([A-Z][A-Za-z]{0,3}-?[A-Z]{1,4})s?\)")


def _by_own_abbreviations(found: list[Mention], passages: tuple[Passage, ...], words: Vocabulary) -> Iterator[Mention]:
    """The places where the record uses a short form that it made for a tumour itself ("malignant … (MPP)"); one that the
    pack knows keeps its meaning."""
    made: dict[str, Mention] = {}
    for mention in found:
        short = _ABBREVIATED.match(mention.passage.text, mention.end) if mention.kind is Kind.TUMOUR else None
        if short and not words.knows(short[1]):
            made.setdefault(short[1], mention)
    for letters, full in made.items():
        word = re.compile(rf"(?<![\w-]){re.escape(letters)}s?(?![\w-])")
        for passage in passages:
            for place in word.finditer(passage.text):
                yield Mention(full.kind, full.id, passage, place.start(), place.end(), False)


_CONTEST = {Kind.TUMOUR: "tumour", Kind.DRUG: "agent", Kind.CLASS: "agent", Kind.TARGET: "target", Kind.BIOMARKER: "biomarker"}


def _longest(found: list[Mention]) -> list[Mention]:
    """Longest first, and none that overlaps a longer one in the same contest; two meanings of the same words both stay."""
    kept: list[Mention] = []
    taken: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for mention in sorted(set(found), key=lambda each: (each.start - each.end, each.passage.field, each.start, each.kind, each.id)):
        spans = taken.setdefault((_CONTEST[mention.kind], mention.passage.field), [])
        if not _overlaps((mention.start, mention.end), spans):
            spans.append((mention.start, mention.end))
            kept.append(mention)
    return kept


def _overlaps(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] and span != (start, end) for start, end in spans)
