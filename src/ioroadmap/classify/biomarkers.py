"""The biomarkers that a record asks for, and how: measured, positive, high, low, or any level."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ioroadmap.classify.context import around, is_denied
from ioroadmap.classify.mentions import Mention
from ioroadmap.classify.passages import Section, Zone
from ioroadmap.classify.vocabulary import Kind
from ioroadmap.model.labels import BiomarkerLabel

_ORDER = ("positive", "high", "low", "any", "measured")
_ANY = re.compile(
    r"\b(?:regardless|irrespective|any (?:level|status|expression)|independent(?:ly)? of|all[\s-]?comers)\b", re.IGNORECASE
)
_LOW = re.compile(r"^[\s-]*(?:low|negative)\b|\b(?:low|negative)\s*(?:for)?\s*$", re.IGNORECASE)
_HIGH = re.compile(r"^[\s-]*(?:expression\s+)?(?:is\s+)?(?:high|overexpress\w*|>=?|≥)|\bhigh(?:\s+levels? of)?\s*$", re.IGNORECASE)
_POSITIVE = re.compile(
    r"^[\s\w-]{0,25}?(?:positiv\w+|\+|express(?:ing|ion|es)\b|deficien\w+|mutat\w+|avid\w*)|\b(?:positive (?:for|expression of)|"
    r"express\w*|presence of|confirmed)\s*(?:of\s+)?$",
    re.IGNORECASE,
)


def find_biomarkers(mentions: Iterable[Mention]) -> tuple[BiomarkerLabel, ...]:
    """One label a biomarker: of what titles and criteria ask, the strictest; `measured` where nothing is asked."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.kind is Kind.BIOMARKER and not mention.guarded:
            found.setdefault(mention.id, set()).add(_requirement(mention))
    return tuple(BiomarkerLabel(id, min(asked, key=_ORDER.index)) for id, asked in sorted(found.items()))


def _requirement(mention: Mention) -> str:
    asks = mention.zone in (Zone.TITLE, Zone.CONDITION) or mention.passage.section_at(mention.start) is Section.INCLUSION
    if not asks or is_denied(mention):
        return "measured"
    before, after = around(mention)
    if _ANY.search(before + after):
        return "any"
    for word, pattern in (("low", _LOW), ("high", _HIGH), ("positive", _POSITIVE)):
        if pattern.search(after[:40]) or pattern.search(before[-40:]) or word in mention.text.lower():
            return word
    return "measured"
