"""The texts of one trial as a reader sees them: which part of the record, which section, which sentence.

The place decides half of the meaning: an exclusion criterion, a title and a line of background say different things
with the same words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum, auto
from functools import cached_property, lru_cache
from itertools import pairwise

from ioroadmap.classify.folding import fold


class Zone(Enum):
    """The part of a registry record that a text belongs to."""

    TITLE = auto()
    CONDITION = auto()
    KEYWORD = auto()
    ARM = auto()
    INTERVENTION = auto()
    INTERVENTION_TEXT = auto()
    SUMMARY = auto()
    DESCRIPTION = auto()
    ELIGIBILITY = auto()
    OUTCOME = auto()
    OTHER = auto()


NAMES = (Zone.TITLE, Zone.CONDITION, Zone.KEYWORD, Zone.INTERVENTION)
PROSE = (Zone.SUMMARY, Zone.DESCRIPTION)


class Section(Enum):
    """The heading that a line stands under."""

    NONE = auto()
    INCLUSION = auto()
    EXCLUSION = auto()
    PRIOR_THERAPY = auto()


_ZONES: tuple[tuple[re.Pattern[str], Zone], ...] = tuple(
    (re.compile(pattern), zone)
    for pattern, zone in (
        (r"(brief|official)Title", Zone.TITLE),
        (r"\.conditions", Zone.CONDITION),
        (r"\.keywords", Zone.KEYWORD),
        (r"\.armGroups", Zone.ARM),
        (r"\.interventions.*\.(name|otherNames)", Zone.INTERVENTION),
        (r"\.interventions.*\.description|armsInterventionsModule\._text", Zone.INTERVENTION_TEXT),
        (r"briefSummary", Zone.SUMMARY),
        (r"detailedDescription", Zone.DESCRIPTION),
        (r"eligibilityCriteria|studyPopulation", Zone.ELIGIBILITY),
        (r"outcomesModule", Zone.OUTCOME),
    )
)

_HEADING = re.compile(
    r"(?P<exclusion>(?:^|\n)[^\S\n]*(?:[-*•\d.)]+\s*)?(?:[^\S\n]*(?:key|main|major|general|principal|other|patient|subject|study|"
    r"for))*[^\S\n]*"
    r"(?:non.?inclusion|exclusion|ineligibility)[^\S\n]+criteri(?:a|on)\b"
    r"|\bexclusion criteri(?:a|on)[^.\n:]{0,40}:|\bexclusion criteria (?:will |were |are )?(?:includ|as follow)|"
    r"(?-i:\b(?:NON[ -]INCLUSION|EXCLUSION) CRITERIA\b)|(?:^|\n)[^\S\n]*exclusions?\s*:|(?:^|\n)[^\S\n]*exclude(?:d|s)?\s*:"
    r"|(?:^|\n)[^\S\n]*(?:patients?|subjects?|participants?)[^.\n:]{0,40}(?:not eligible|ineligible|excluded|"
    r"must not)[^.\n:]{0,60}:)"
    r"|(?P<inclusion>(?:^|\n)[^\S\n]*(?:[-*•\d.)]+\s*)?(?:[^\S\n]*(?:key|main|major|general|principal|patient|subject|study|"
    r"for))*[^\S\n]*"
    r"(?:inclusion|eligibility)[^\S\n]+criteri(?:a|on)\b"
    r"|(?-i:\b(?:ELIGIBILITY|Eligibility):)"
    r"|\binclusion criteri(?:a|on)[^.\n:]{0,40}:|(?-i:\bINCLUSION CRITERIA\b)|(?:^|\n)[^\S\n]*inclusions?\s*:|\b(?:disease|"
    r"patient) characteristics:)"
    r"|(?P<prior>\bprior concurrent therapy:)"
    r"|(?P<other>(?-i:\b(?:Objectives?|Background|Design|Methods|OUTLINE|OBJECTIVES?|PROJECTED ACCRUAL|STUDY DESIGN|"
    r"TREATMENT PLAN|RATIONALE|PURPOSE|BACKGROUND|STATISTICS|DESIGN)):)",
    re.IGNORECASE,
)
_SECTIONS = {"exclusion": Section.EXCLUSION, "inclusion": Section.INCLUSION, "prior": Section.PRIOR_THERAPY, "other": Section.NONE}
_HEADING_WORD = re.compile(
    r"inclusion|exclusion|exclude|eligib|must not|characteristics:|concurrent therapy:|(?-i:[A-Z]{4}S?:)|"
    r"(?:objectives?|background|design|methods):",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"[.!?](?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bal\.)(?<!\bNo\.)(?<!\bDr\.)(?<!\s\d\.)(?=\s+[A-Z(\[])|;|\x00|:(?=\s+-\s)"
)
_ITEM = re.compile(r"[-*•○·–]\s|\(?\d{1,2}[.)]\s|\(?[a-zA-Z][.)]\s")
_ITEM_IN_LINE = re.compile(r"(?<=[\w).,;:%] )- (?=[A-Z](?!\d))")  # a list that a copy has put on one line
_HEADING_LINE = re.compile(r"[^.;,]{0,40}criteria[^.;,]{0,12}:", re.IGNORECASE)  # says a section, and `section_at` knows it
_WRAPPED = range(60, 110)


class Passage:
    """One text of a record with its field path."""

    def __init__(self, field: str, text: str) -> None:
        self.field, self.text = field, text
        self.zone = zone_of(field)
        self.folded = fold(text)

    def section_at(self, place: int) -> Section:
        """What the last heading before `place` says; a criteria text starts with who may join."""
        before = bisect_right([start for start, _ in self._headings], place)
        if before:
            return self._headings[before - 1][1]
        return Section.INCLUSION if self.zone is Zone.ELIGIBILITY else Section.NONE

    def sentence_at(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence, list item or line that holds `start` to `end`."""
        first = bisect_right(self._bounds, start) - 1
        after = bisect_right(self._bounds, max(end - 1, start))
        return self._bounds[first], self._bounds[after] if after < len(self._bounds) else len(self.text)

    def sentence_after(self, place: int) -> str:
        """The sentence, list item or line that starts at `place`, which ends another one."""
        after = bisect_right(self._bounds, place)
        return self.text[place : self._bounds[after] if after < len(self._bounds) else len(self.text)]

    def opening_of(self, start: int) -> str:
        """The line that opens the list ("… including:") whose item is the sentence from `start` on; else nothing."""
        return self._openings.get(start, "")

    @cached_property
    def _openings(self) -> dict[int, str]:
        found: dict[int, str] = {}
        opening = ""
        for first, last in pairwise((*self._bounds, len(self.text))):
            line = self.text[first:last].strip()
            if _ITEM.match(line):
                if opening:
                    found[first] = opening
            elif line:
                opening = line + " " if line.endswith(":") and not _HEADING_LINE.match(line) else ""
        return found

    @cached_property
    def _headings(self) -> list[tuple[int, Section]]:
        if self.zone not in (Zone.ELIGIBILITY, *PROSE):
            return []
        return list(_headings(self.text))

    @cached_property
    def _bounds(self) -> list[int]:
        ends = {found.end() for found in _SENTENCE_END.finditer(self.text)}
        if self.zone in (Zone.ELIGIBILITY, *PROSE):
            ends.update(found.start() for found in _ITEM_IN_LINE.finditer(self.text))
        return sorted({0, *ends, *_line_bounds(self.text)})


def _headings(text: str) -> Iterator[tuple[int, Section]]:
    """Where each heading ends and what it says. Looks only around words that a heading can hold: the pattern is slow."""
    seen = -1
    for word in _HEADING_WORD.finditer(text):
        starts = (max(text.rfind("\n", 0, word.start()), 0), max(word.start() - 12, 0))
        found = _HEADING.match(text, starts[0])
        if found is None or found.end() <= word.start():
            found = _HEADING.search(text, starts[1], word.end() + 120)
        if found and found.start() <= word.start() and found.end() > seen:
            seen = found.end()
            yield seen, _SECTIONS[str(found.lastgroup)]


@lru_cache(maxsize=4096)
def zone_of(field: str) -> Zone:
    for pattern, zone in _ZONES:
        if pattern.search(field):
            return zone
    return Zone.OTHER


def _line_bounds(text: str) -> list[int]:
    """Where a line break ends a thought: not where a registry only wrapped a long line."""
    bounds, start = [], 0
    for found in re.finditer(r"\n", text):
        line, rest = text[start : found.start()], text[found.end() : found.end() + 40]
        if not _goes_on(line, rest):
            bounds.append(found.end())
        start = found.end()
    return bounds


def _goes_on(line: str, rest: str) -> bool:
    if not rest.strip() or re.match(r"\s*(\n|[-*•○·]|\(?\d{1,2}[.)]\s|\(?[a-zA-Z][.)]\s)", rest):
        return False
    if line.rstrip()[-1:] in ".;:" or not line.strip():
        return False
    return rest.lstrip()[0].islower() or len(line) in _WRAPPED
