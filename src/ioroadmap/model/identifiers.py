"""Identifiers as types. Each is a `str` made canonical once, at the door; a wrong one raises `ValueError` with the cure.

What is not here: whether an identifier exists. A pattern proves the shape, only a registry proves the thing.
"""

from __future__ import annotations

import re
from typing import ClassVar, Self


class Identifier(str):
    """A text that has passed its pattern. `url` is where a person can look it up."""

    __slots__ = ()
    pattern: ClassVar[re.Pattern[str]]
    shape: ClassVar[str]
    home: ClassVar[str]

    def __new__(cls, text: str) -> Self:
        canonical = cls.canonical(text)
        if not cls.pattern.fullmatch(canonical):
            raise ValueError(f"{text!r} is not a {cls.__name__}; it looks like {cls.shape}")
        return super().__new__(cls, canonical)

    @classmethod
    def canonical(cls, text: str) -> str:
        """The spelling that we keep: outer blanks gone, upper case where case has no meaning."""
        return text.strip().upper()

    @property
    def url(self) -> str:
        return self.home.format(id=self)


class NctId(Identifier):
    """ClinicalTrials.gov."""

    pattern = re.compile(r"NCT\d{8}")
    shape = "NCT and eight digits"
    home = "https://clinicaltrials.gov/study/{id}"


class CtisId(Identifier):
    """EU Clinical Trials Information System; the last two digits count submissions and may be missing."""

    pattern = re.compile(r"20\d{2}-5\d{5}-\d{2}(-\d{2})?")
    shape = "2023-503456-12-00"
    home = "https://euclinicaltrials.eu/ctis-public/view/{id}"


class EudraCtId(Identifier):
    """The EU register before CTIS."""

    pattern = re.compile(r"(19|20)\d{2}-0\d{5}-\d{2}")
    shape = "2015-001234-56"
    home = "https://www.clinicaltrialsregister.eu/ctr-search/search?query={id}"


class Pmid(Identifier):
    """PubMed."""

    pattern = re.compile(r"[1-9]\d{0,8}")
    shape = "one to nine digits"
    home = "https://pubmed.ncbi.nlm.nih.gov/{id}/"


class Pmcid(Identifier):
    """PubMed Central."""

    pattern = re.compile(r"PMC[1-9]\d{3,8}")
    shape = "PMC and digits"
    home = "https://pmc.ncbi.nlm.nih.gov/articles/{id}/"


class Doi(Identifier):
    """Digital object identifier, lower case (the DOI handbook compares without case)."""

    pattern = re.compile(r"10\.\d{4,9}/\S*[^\s.,;]")
    shape = "10.1038/s41698-021-00214-y"
    home = "https://doi.org/{id}"

    @classmethod
    def canonical(cls, text: str) -> str:
        return re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", text.strip(), flags=re.I).lower()


class ApplicationNumber(Identifier):
    """A regulator's file number: FDA (BLA, NDA, ANDA) or EMA (EMEA/H/C/…)."""

    pattern = re.compile(r"(BLA|NDA|ANDA)\d{6}|EMEA/H/C/\d{6}")
    shape = "BLA125514, NDA021986 or EMEA/H/C/006194"
    home = "https://www.accessdata.fda.gov/scripts/cder/daf/?q={id}"

    @property
    def url(self) -> str:
        """FDA files open by number; the EMA has no address made of one, so its search is the way in."""
        if self.startswith("EMEA"):
            return f"https://www.ema.europa.eu/en/search?search_api_fulltext={self}"
        return f"https://www.accessdata.fda.gov/scripts/cder/daf/index.cfm?event=overview.process&ApplNo={self[-6:]}"


REGISTRY_TYPES: tuple[type[Identifier], ...] = (NctId, CtisId, EudraCtId)


def parse_registry_id(text: str) -> Identifier:
    """The registry identifier that `text` is; `ValueError` names the shapes we know."""
    for kind in REGISTRY_TYPES:
        if kind.pattern.fullmatch(kind.canonical(text)):
            return kind(text)
    shapes = ", ".join(kind.shape for kind in REGISTRY_TYPES)
    raise ValueError(f"{text!r} is no registry identifier that we know; it looks like {shapes}")
