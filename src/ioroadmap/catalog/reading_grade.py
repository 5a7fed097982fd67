"""The school grade that a text asks for: Flesch-Kincaid (Kincaid et al. 1975), with syllables counted by rule.

Names that a reader cannot be spared, and which every page explains (drugs, tumours, terms of the glossary), would
drown the measure: "neuroendocrine" alone has five syllables. Such a name counts as one word of two syllables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_SENTENCE_END = re.compile(r"[.!?:;…]+(?=\s|$)|\n+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ']+|\d+(?:[.,]\d+)*")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
# The e that is written and not said: makes, helped, medicine; not in cases, treated, table.
_SILENT = re.compile(r"(?:[^laeiouyscxzgh]es|[^aeiouydt]ed|[^laeiouy]e)$")
# Two vowels side by side that are said apart: radiation, bio, neuroendocrine, being.
_SPLIT = re.compile(r"ia(?!l)|io(?!n|u)|iu|eo(?!u|p)|oe(?=n)|ue(?=[lt])|[ey]ing$")
_NAME = "term"  # one word of one vowel group; two syllables are added when it is counted


def reading_grade(text: str, known: re.Pattern[str] | None = None) -> float:
    """The US school grade of `text`; 0 when it has no words. What `known` matches counts as one word of two syllables."""
    names = 0
    if known is not None:
        text, names = known.subn(_NAME, text)
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part))
    total = sum(map(syllables, words)) + names
    return 0.39 * len(words) / sentences + 11.8 * total / len(words) - 15.59


def syllables(word: str) -> int:
    """Syllables of an English word by its groups of vowels, right for most words; a number, read at a glance, counts as one."""
    word = word.lower()
    count = len(_VOWELS.findall(word)) + len(_SPLIT.findall(word)) - bool(_SILENT.search(word))
    return max(count, 1)


def pattern_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """What matches any of the names as whole words, longest first, in singular or plural; `None` without names."""
    ordered = sorted({name for name in names if name}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})s?(?!\w)", re.I) if ordered else None
