"""Where a fact comes from, who looked, and when. Every number has a way home."""

from __future__ import annotations

import re
from enum import StrEnum

from msgspec import Struct

from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.identifiers import Doi, Identifier, NctId, Pmcid, Pmid


class Confidence(StrEnum):
    """How near the source is to the thing itself."""

    PRIMARY = "primary"  # regulator, registrant, registry, or the paper of the trial
    SECONDARY = "secondary"  # review, trade press, aggregator
    DERIVED = "derived"  # computed by us from what the source prints; the note says how


class Review(StrEnum):
    """Who has seen that the source says so."""

    DRAFTED = "drafted"  # one reader
    CHECKED = "checked"  # a second, independent reader
    CLINICIAN = "clinician"  # a named clinician


_PREFIXED: dict[str, type[Identifier]] = {"PMID": Pmid, "doi": Doi}
_BARE: tuple[type[Identifier], ...] = (NctId, Pmcid)
_WEB = re.compile(r"https?://[^\s<>\"]+")


class Source(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One place where a fact was seen. `at` is `PMID:…`, `doi:…`, `NCT…`, `PMC…` or a web address."""

    at: str
    locator: str = ""
    read_on: PartialDate = UNKNOWN_DATE
    confidence: Confidence = Confidence.SECONDARY
    note: str = ""

    def __post_init__(self) -> None:
        self.identifier_or_none()

    def identifier_or_none(self) -> Identifier | None:
        """The identifier in `at`, or `None` for a web address; `ValueError` for anything else."""
        prefix, _, rest = self.at.partition(":")
        if prefix in _PREFIXED:
            return _PREFIXED[prefix](rest)
        for kind in _BARE:
            if kind.pattern.fullmatch(self.at):
                return kind(self.at)
        if _WEB.fullmatch(self.at):
            return None
        raise ValueError(f"source {self.at!r} is none of PMID:…, doi:…, NCT…, PMC… or a web address")

    @property
    def url(self) -> str:
        """An address that a person can open."""
        found = self.identifier_or_none()
        return found.url if found is not None else self.at


class Mend(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A fact that we had wrong: what it was, when we mended it, and why. Together they are the corrections log."""

    was: str
    mended_on: PartialDate
    why: str
