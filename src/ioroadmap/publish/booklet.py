"""The printed roadmap: one A4 booklet (PDF, tagged for screen readers) to take to clinic and to hand out.

It says what the site says, in an order for paper. WeasyPrint is an extra: it is imported inside functions. Nothing is fetched but
the style, symbols and fonts of this package, and no clock is read: the same Roadmap gives the same bytes.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import unicodedata
from functools import cache
from importlib import import_module, resources
from importlib.util import find_spec
from typing import Any

from ioroadmap.publish.booklet_view import Citations, view_of
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.render import Renderer
from ioroadmap.roadmap import Roadmap

FILE_NAME = "roadmap.pdf"
_PACKAGE = resources.files("ioroadmap.publish")
_SCHEME = "booklet:"
_KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".ttf": "font/ttf"}
_LEFT_OUT = "Printed roadmap (PDF) left out: "


def missing_print() -> str:
    """One line that names the cure; empty when this installation can print."""
    if find_spec("weasyprint") is None:
        return f"{_LEFT_OUT}pip install 'ioroadmap[print]'"
    try:
        # A failed import explains itself on stdout, which is for data.
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            import_module("weasyprint")
    except ImportError:
        return f"{_LEFT_OUT}pip install 'ioroadmap[print]'"
    except OSError:
        return f"{_LEFT_OUT}apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    return ""


def can_print() -> bool:
    """Whether WeasyPrint is there, and Pango under it."""
    return not missing_print()


def render_booklet(roadmap: Roadmap) -> bytes:
    """The booklet as PDF/UA-1. Needs the extra `[print]`: ask `can_print` first."""
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    document = HTML(string=booklet_html(roadmap), base_url=_SCHEME, url_fetcher=_fetcher(), encoding="utf-8")
    identifier = hashlib.sha256(roadmap.inputs.encode()).hexdigest()[:32].encode()
    pdf = document.write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    assert isinstance(pdf, bytes)
    return pdf


def booklet_html(roadmap: Roadmap) -> str:
    """The page that is printed. Upstream text is escaped, and holds no character that our fonts lack."""
    look = Lookups(roadmap)
    citations = Citations(look)
    environment = Renderer(look, {}).environment
    environment.globals.update(cite=citations.number, cited=citations.listed)
    return printable(environment.get_template("booklet/booklet.html").render(**view_of(look)))


# ---------------------------------------------------------------- characters


def printable(text: str) -> str:
    """`text` with each character that our fonts lack replaced by its plain letter, or by a question mark. A font of the machine
    must never step in: the booklet would differ from place to place."""
    strange = {each for each in text if each not in "\n\t" and ord(each) not in _drawable()}
    return text.translate({ord(each): _plain(each) for each in strange})


def _plain(character: str) -> str:
    if unicodedata.category(character) in ("Cc", "Cf", "Mn", "Zl", "Zp"):
        return ""
    # An upstream `＜` must not become a real `<`.
    parts = unicodedata.normalize("NFKD", character)
    kept = "".join(each for each in parts if ord(each) in _drawable() and each not in "<>&\"'")
    return kept or "?"


@cache
def _drawable() -> frozenset[int]:
    """The characters that all our fonts have."""
    from fontTools.ttLib import TTFont

    fonts = [TTFont(io.BytesIO(each.read_bytes())) for each in (_PACKAGE / "fonts").iterdir() if each.name.endswith(".ttf")]
    return frozenset.intersection(*(frozenset(font.getBestCmap()) for font in fonts))


# ---------------------------------------------------------------- files


@cache
def _own_files() -> dict[str, Any]:
    """What the booklet may fetch: address -> file of this package."""
    return {
        f"{_SCHEME}{folder}/{each.name}": each
        for folder in ("fonts", "print")
        for each in (_PACKAGE / folder).iterdir()
        if each.name.endswith(tuple(_KINDS))
    }


def _fetcher() -> Any:
    """A fetcher that serves our own files; any other address stops the rendering, because no text of ours may ask for one."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            file = _own_files().get(url)
            if file is None:
                raise ValueError(f"the booklet fetches nothing from outside: {url}")
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": _KINDS[url[url.rfind(".") :]]})

    return OwnFiles(fail_on_errors=True)
