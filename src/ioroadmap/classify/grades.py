"""How differentiated the tumours of a mention are, by the words beside it.

A word of grade belongs to the name that follows it ("well differentiated …"), or to the one it follows closely
("… G1–G2", "…, poorly differentiated"). Words of grade that stand alone in a sentence are read by `lone_grades`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from ioroadmap.classify.mentions import Mention
from ioroadmap.classify.passages import Passage
from ioroadmap.classify.populations import Grade


class GradeWord(Struct, frozen=True):
    grades: frozenset[Grade]
    start: int
    end: int


_AND = r"[\s,/()&+–-]*(?:and/or|or|and|to|through|versus|vs\.?)?[\s,/()&+–-]*"
_DIFFERENTIATED = re.compile(
    rf"\b((?:(?:well|moderate(?:ly)?|intermediate(?:ly)?|poor(?:ly)?){_AND})+)differentiat(?:ed|ion)\b|\bundifferentiated\b|"
    rf"\bpoor differentiation\b",
    re.IGNORECASE,
)
_GRADED = re.compile(
    rf"\b((?:(?:low(?:er)?|intermediate|moderate|high(?:er)?){_AND})+)grade\b|\b(?:any|all|every) grades?\b", re.IGNORECASE
)
_NUMBER = r"(?:[123]|I{1,3})\b"
_NUMBERED = re.compile(
    rf"(?<![<>≤≥=])(?<![<>≤≥=]\s)(?:\bgrades?|\bG)[\s:-]*{_NUMBER}(?:(?P<joint>\s*(?:-|–|/|,|&|\+|or|and|to|"
    rf"through)\s*)(?:(?:WHO\s+)?(?:grade|G)[\s-]*)?{_NUMBER})*"
    r"(?!\s*(?:\w+\s+){0,2}(?:toxicit|adverse|AEs?\b|event|neuropath|neutrop|thrombocyt|or (?:higher|greater|more|above|worse|"
    r"less|lower|below)|per (?:NCI|CTCAE)|hypertens|diarrh|immune))",
    re.IGNORECASE,
)
_KI67 = re.compile(
    r"\bki[\s-]*67[^.;\n]{0,45}?(?:(?P<under>≤|<\s*=?|=<|less than|up to|below|lower than)\s*=?\s*(?P<most>\d{1,3})|(?P<over>≥|"
    r">\s*=?|=>|more than|greater than|above|over|at least)\s*=?\s*(?P<least>\d{1,3})"
    r"|(?P<from>\d{1,3})\s*%?\s*(?:-|–|to|and)\s*(?P<upto>\d{1,3}))",
    re.IGNORECASE,
)
_HIGH_KI67 = 20  # percent; above it a tumour is grade 3 (WHO)
_ROMAN = {"I": 1, "II": 2, "III": 3}
_BY_NUMBER = {1: Grade.ONE, 2: Grade.TWO, 3: Grade.THREE}
_CLAUSE = re.compile(r"[.;:]|\b(?:that|who|which|versus|vs|excluding|except|with|but|not|than)\b", re.IGNORECASE)
_CLOSE_AFTER = re.compile(
    r"^[\s,]*[\s(\[:–-]*(?:(?:of|with|that (?:is|are)|which (?:is|are)|WHO|grade[sd]?|histological(?:ly)?|histology|tumou?rs?|an?|"
    r"as)[\s(:]*)*$",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"\b(?:excluding|except(?: for)?|exclusion of|other than|non|not|no|without)[\s,(:-]*$", re.IGNORECASE)
_OR_BEFORE = re.compile(r"\bor[\s(-]*$", re.IGNORECASE)
_FAR_BEFORE = 70
_FAR_AFTER = 110


def grade_words(passage: Passage, first: int, last: int) -> list[GradeWord]:
    """Every word of grade between two places of a text, in order."""
    text = passage.text[first:last]
    found = [*_words(text, _DIFFERENTIATED, _differentiated), *_words(text, _GRADED, _graded)]
    found += [*_words(text, _NUMBERED, _numbered), *_words(text, _KI67, _ki67)]
    said = (word for word in found if word.grades and not _UNSAID.search(text[: word.start]))
    moved = (GradeWord(word.grades, word.start + first, word.end + first) for word in said)
    return sorted(moved, key=lambda word: (word.start, word.end))


def grades_of(mentions: Iterable[Mention]) -> dict[Mention, frozenset[Grade]]:
    """For each mention the grades that its sentence gives it. Mentions must be in the order of the text."""
    ordered = list(mentions)
    given: dict[Mention, set[Grade]] = {mention: set() for mention in ordered}
    for mates in _by_sentence(ordered):
        first, last = mates[0].sentence()
        for word in grade_words(mates[0].passage, first, last):
            owner = _owner(word, mates)
            if owner is not None:
                either = _OR_BEFORE.search(owner.passage.text[first : word.start]) and given[owner]
                given[owner] |= word.grades | ({Grade.EITHER} if either else set())
    return {mention: frozenset(grades) for mention, grades in given.items()}


def _by_sentence(mentions: list[Mention]) -> list[list[Mention]]:
    groups: dict[tuple[str, int], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.passage.field, mention.sentence()[0]), []).append(mention)
    return [sorted(group, key=lambda each: each.start) for group in groups.values()]


def _owner(word: GradeWord, mates: list[Mention]) -> Mention | None:
    """The mention that a word of grade belongs to, or None when it says nothing of them."""
    inside = next((mate for mate in mates if mate.start <= word.start < mate.end), None)
    if inside is not None:
        return inside
    text = mates[0].passage.text
    before = next((mate for mate in reversed(mates) if mate.end <= word.start), None)
    after = next((mate for mate in mates if mate.start >= word.end), None)
    if before is not None and word.start - before.end <= 30 and _CLOSE_AFTER.match(text[before.end : word.start]):
        joined = after is not None and "," in text[before.end : word.start] and after.start - word.end <= 3
        if not joined:
            return before
    if after is not None and after.start - word.end <= _FAR_BEFORE and not _CLAUSE.search(text[word.end : after.start]):
        return after
    if before is not None and word.start - before.end <= _FAR_AFTER and after is None:
        return before
    return None


def _words(text: str, pattern: re.Pattern[str], read: object) -> list[GradeWord]:
    assert callable(read)
    return [GradeWord(frozenset(read(found)), found.start(), found.end()) for found in pattern.finditer(text)]


def _differentiated(found: re.Match[str]) -> set[Grade]:
    words = found.group(1)
    if words is None:
        return {Grade.POOR}
    grades = {Grade.WELL} if re.search(r"well|moderate|intermediate", words, re.IGNORECASE) else set()
    return grades | ({Grade.POOR} if re.search("poor", words, re.IGNORECASE) else set())


def _graded(found: re.Match[str]) -> set[Grade]:
    words = found.group(1)
    if words is None:
        return {Grade.ANY}
    grades = {Grade.LOW} if re.search(r"low|intermediate|moderate", words, re.IGNORECASE) else set()
    return grades | ({Grade.HIGH} if re.search("high", words, re.IGNORECASE) else set())


def _numbered(found: re.Match[str]) -> set[Grade]:
    numbers = [_ROMAN.get(each.upper()) or int(each) for each in re.findall(_NUMBER, found.group(), re.IGNORECASE)]
    if re.search(r"(?:\d|I)\s*(?:-|–|to|through)\s*(?:grade|G)?\s*(?:\d|I)", found.group(), re.IGNORECASE):
        numbers = list(range(min(numbers), max(numbers) + 1))
    return {_BY_NUMBER[number] for number in numbers}


def _ki67(found: re.Match[str]) -> set[Grade]:
    if found["most"]:
        return {Grade.LOW} if int(found["most"]) <= _HIGH_KI67 else set()
    if found["least"]:
        return {Grade.HIGH} if int(found["least"]) >= _HIGH_KI67 else set()
    low, high = int(found["from"]), int(found["upto"])
    return ({Grade.LOW} if low < _HIGH_KI67 else set()) | ({Grade.THREE} if high > _HIGH_KI67 else set())
