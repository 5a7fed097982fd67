"""Text made comparable without losing its place: case, accents, dashes and blanks do not count, every offset survives.

`fold` keeps one character for one character, so an index into the folded text is an index into the original.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from itertools import accumulate

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u00ae\u2122_"
_SPELLINGS: tuple[tuple[str, str], ...] = (
    ("tumour", "tumor"),
    ("phaeo", "pheo"),
    ("haem", "hem"),
    ("kaem", "kem"),
    ("caem", "cem"),
    ("oesoph", "esoph"),
    ("paed", "ped"),
    ("alfa", "alpha"),
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
)
_INNER = re.compile(r"(?<=\w{3})([a-rt-z])(?= (?:of|with|in|from|outside)\b|,)")  # "tumours with …", "carcinomas of …"


def _folded(character: str) -> str:
    category = unicodedata.category(character)
    if character.isspace() or category == "Pd" or character in _INVISIBLE or character == "\u2212":
        return " "
    base = unicodedata.normalize("NFKD", character)[0]
    return base if base.isalnum() and len(base.lower()) == 1 else character


def _table() -> dict[int, str]:
    below = (chr(code) for code in range(0x3000) if not 0xD800 <= code <= 0xDFFF)
    special = [*below, "\ufeff", "\u3000"]
    return {ord(char): to for char in special if (to := _folded(char)) != char}


_TABLE = _table()
_ASCII = {code: to for code, to in _TABLE.items() if code < 128}


def fold(text: str) -> str:
    """`text` in lower case without accents, blanks and dashes as single spaces; always as long as `text`."""
    lower = text.lower()
    if len(lower) != len(text):  # 'İ'.lower() is two characters long
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower.translate(_ASCII if lower.isascii() else _TABLE)


class Squeezed:
    """A folded text without its blanks, that still knows where every character stood."""

    def __init__(self, folded: str) -> None:
        parts = folded.split(" ")
        self.text = "".join(parts)
        self._blanks = list(accumulate(map(len, parts[:-1])))

    def place(self, index: int) -> int:
        """The index in the folded text of a character of the squeezed one."""
        return index + bisect_right(self._blanks, index)


def spellings(phrase: str) -> set[str]:
    """The folded spellings of a phrase: British and American, Greek letters as words and as letters."""
    found = {fold(phrase)}
    for one, other in _SPELLINGS:
        found |= {form.replace(one, other) for form in found} | {form.replace(other, one) for form in found if len(other) > 2}
    found |= {_INNER.sub(r"\1s", form) for form in found}
    return {sys.intern(re.sub(" +", " ", form).strip()) for form in found} - {""}
