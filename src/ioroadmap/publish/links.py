"""Where each page lives, how one page reaches another, and which outside addresses may become a link."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import urlsplit

from ioroadmap.model.identifiers import NctId
from ioroadmap.model.provenance import Source
from ioroadmap.model.vocabulary import ImmunotherapyClass

HOME = "index.html"
_PATH_SHOWN = 60
_SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_WEB = re.compile(r"https?://[^\s<>\"'`\\\x00-\x1f\x7f]+", re.IGNORECASE)


def _name(identity: str) -> str:
    """`identity` as a file name; `ValueError` for one that could leave its folder or break an address."""
    if not _SAFE_ID.fullmatch(identity) or ".." in identity:
        raise ValueError(f"id {identity!r} cannot name a page; use letters, digits, dash, dot and underscore")
    return identity


def tumour_page(unit: str) -> str:
    return f"tumours/{_name(unit)}.html"


def class_page(klass: ImmunotherapyClass | str) -> str:
    return f"classes/{_name(str(klass))}.html"


def cell_page(unit: str, klass: ImmunotherapyClass | str) -> str:
    return f"cells/{_name(unit)}--{_name(str(klass))}.html"


def drug_page(drug: str) -> str:
    return f"drugs/{_name(drug)}.html"


def trial_page(nct: NctId | str) -> str:
    return f"trials/{_name(str(nct))}.html"


def study_page(study: str) -> str:
    return f"studies/{_name(study)}.html"


def index_page(folder: str) -> str:
    return f"{_name(folder)}/index.html"


def json_page(page: str) -> str:
    """The `.json` beside a page."""
    return f"{page.removesuffix('.html')}.json"


def relative(here: str, there: str) -> str:
    """The address of `there` as written on `here`; both are paths from the root of the site. Keeps a `#fragment`."""
    path, hash_, fragment = there.partition("#")
    if not path or path == here:
        return f"{hash_}{fragment}" or posixpath.basename(here)
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + hash_ + fragment


def anchor(identity: str) -> str:
    """`identity` as an element id: no blanks, and never empty."""
    return re.sub(r"[^A-Za-z0-9._/-]+", "-", identity).strip("-") or "x"


def web_address(text: str) -> str | None:
    """`text` if it is a plain http(s) address that may stand in a link, else `None`."""
    text = text.strip()
    if not _WEB.fullmatch(text):
        return None
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return None
    return text if host else None


def source_address(at: str) -> str | None:
    """The address behind a source's `at` (`PMID:…`, `doi:…`, `NCT…`, `PMC…` or http), or `None` when it is none of these."""
    if address := web_address(at):
        return address
    try:
        return web_address(Source(at).url)
    except ValueError:
        return None


_HOMES = (
    (re.compile(r"https?://pubmed\.ncbi\.nlm\.nih\.gov/(\d+)/?"), "PubMed {}"),
    (re.compile(r"https?://(?:pmc|www)\.ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/(PMC\d+)/?"), "{}"),
    (re.compile(r"https?://(?:dx\.)?doi\.org/(\S+)"), "DOI {}"),
    (re.compile(r"https?://(?:www\.)?clinicaltrials\.gov/(?:study|ct2/show)/(NCT\d{8})\S*"), "ClinicalTrials.gov {}"),
)


def within_host(at: str) -> str:
    """The part of an address after its host, cut to a length that a line can hold."""
    address = source_address(at) or at
    path = address.partition("://")[2].partition("/")[2].rstrip("/") or address
    return path if len(path) <= _PATH_SHOWN else path[: _PATH_SHOWN - 1] + "…"


def source_name(at: str) -> str:
    """What to call a source in a link: its registry name and number, or the host of its address."""
    address = source_address(at)
    if address is None:
        return at
    for pattern, name in _HOMES:
        if found := pattern.fullmatch(address):
            return name.format(found[1])
    return (urlsplit(address).hostname or address).removeprefix("www.")
