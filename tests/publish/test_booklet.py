"""The printed roadmap: what is on it, who can read it, and that it is the same everywhere."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import zlib
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from ioroadmap.assemble import load_roadmap
from ioroadmap.model.errors import CatalogError
from ioroadmap.publish import booklet, booklet_view, sentences
from ioroadmap.roadmap import Roadmap
from tests.publish.builders import EVIL_ADDRESS, make_roadmap
from tests.tiny_pack import REAL_PACK, REPOSITORY

AS_OF = date(2026, 11, 22)
needs_print = pytest.mark.skipif(not booklet.can_print(), reason=booklet.missing_print())


@pytest.fixture(scope="module")
def html() -> str:
    if not booklet.can_print():
        pytest.skip(booklet.missing_print())
    return booklet.booklet_html(make_roadmap())


@pytest.fixture(scope="module")
def real() -> Roadmap:
    if not booklet.can_print():
        pytest.skip(booklet.missing_print())
    try:
        return load_roadmap(REAL_PACK, None, AS_OF, AS_OF)
    except CatalogError as error:
        pytest.skip(f"the pack is being edited: {str(error)[:80]}")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return booklet.render_booklet(make_roadmap())


def opened(pdf: bytes) -> bytes:
    """All objects of a PDF, with packed ones unpacked."""
    parts = []
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(found[1]))
        except zlib.error:
            parts.append(found[1])
    return pdf + b"\n".join(parts)


def n_pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", opened(pdf)))


# ---------------------------------------------------------------- who can read it


@needs_print
def test_it_is_tagged_and_says_its_language_title_and_standard(pdf):
    inside = opened(pdf)
    assert b"/MarkInfo <</Marked true>>" in inside
    assert b"/StructTreeRoot" in inside
    assert b"/Lang (en)" in inside
    assert b"/DisplayDocTitle true" in inside
    assert b'pdfuaid:part="1"' in inside
    assert b"/Title (Small Roadmap, printed" in inside
    assert b"/Outlines" in inside


@needs_print
def test_each_drawing_says_in_words_what_it_shows(pdf):
    inside = opened(pdf)
    drawings = re.findall(rb"/S /Figure.*?>>/Alt \((.*?)\)", inside)
    assert drawings
    assert len(drawings) == len(re.findall(rb"/S /Figure", inside))
    assert b"7 of 95 people responded" in drawings


@needs_print
def test_all_letters_are_of_our_own_fonts(pdf):
    names = {name.split(b"+")[1] for name in re.findall(rb"/BaseFont /([^ /]+)", opened(pdf))}
    assert names
    assert all(name.startswith((b"IO-Roadmap-Sans", b"IO-Roadmap-Serif")) for name in names), names


def test_headings_never_skip_a_level(html):
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_header_cell_says_what_it_heads(html):
    assert not re.findall(r"<th(?:\s(?![^>]*scope=)[^>]*)?>", html)


def test_each_link_inside_leads_somewhere_and_no_place_has_two_owners(html):
    places = Counter(re.findall(r'\bid="([^"]+)"', html))
    assert [place for place, count in places.items() if count > 1] == []
    asked = set(re.findall(r'(?:href|data-to)="#([^"]+)"', html))
    assert asked - set(places) == set()


# ---------------------------------------------------------------- what is on it


def test_the_alert_block_stands_before_everything_but_the_cover(html):
    assert html.index("Call the emergency number now") < html.index("<h2>Contents</h2>")


def test_both_sides_of_a_number_stand_together(html):
    assert sentences.other_side(7, 95) in html


def test_every_row_of_the_map_has_its_block_and_its_place_in_the_list(html):
    pack = make_roadmap().pack
    for unit in pack.units:
        assert f'id="row-{unit.id}"' in html
        assert html.count(f'href="#row-{unit.id}"') >= 2


def test_a_withdrawn_approval_stays_with_its_dates_and_reason(html):
    block = html[html.index('id="approvals"') :]
    assert "Withdrawn" in block
    assert "1 May 2022" in block
    assert "did not confirm it" in block


def test_each_cited_number_is_in_the_list_of_sources(html):
    cited = {int(number) for number in re.findall(r'href="#source-(\d+)"', html)}
    listed = {int(number) for number in re.findall(r'id="source-(\d+)"', html)}
    assert cited == listed == set(range(1, max(listed) + 1))


def test_it_says_that_nobody_has_reviewed_it_and_when_it_was_checked(html):
    cover = html[: html.index('id="alert"')]
    assert "Not reviewed by a clinician." in cover
    assert "As known on 22 November 2026" in cover


def test_the_footer_of_every_page_has_number_date_and_not_advice():
    css = booklet._own_files()["booklet:print/booklet.css"].read_text()
    page = css[css.index("@page {") : css.index("@page cover")]
    assert 'counter(page) " of " counter(pages)' in page
    assert "string(checked)" in page
    assert "Not advice: ask your team" in page


def test_a_long_address_is_cut_on_paper_and_whole_in_the_link():
    address = "https://www.example.org/" + "x" * 100
    assert booklet_view.short_address(address) == "example.org/" + "x" * 34 + "…"
    assert booklet_view.short_address("https://pubmed.ncbi.nlm.nih.gov/33480358/") == "pubmed.ncbi.nlm.nih.gov/33480358"


# ---------------------------------------------------------------- what must not get in


def test_hostile_words_from_upstream_stay_words(html):
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html
    assert f'href="{EVIL_ADDRESS}' not in html
    assert not re.findall(r'href="(?!https?://|#|booklet:)', html)


@pytest.mark.parametrize(
    ("upstream", "printed"),
    [
        ("Grießhammer, Łódź, β and ≥", "Grießhammer, Łódź, β and ≥"),
        ("漢字", "??"),
        ("ﬁve", "five"),
        ("a\u202eb\u200bc\x00", "abc"),
        ("＜img src=x＞＆", "?img src=x??"),
    ],
)
@needs_print
def test_a_character_that_our_fonts_lack_is_replaced(upstream, printed):
    assert booklet.printable(upstream) == printed


@needs_print
@pytest.mark.parametrize(
    "address", ["https://example.org/x.css", "file:///etc/hostname", "booklet:booklet.py", "data:text/css,a{}"]
)
def test_nothing_but_our_own_files_is_fetched(address):
    with pytest.raises(ValueError, match="fetches nothing from outside"):
        booklet._fetcher().fetch(address)


# ---------------------------------------------------------------- the same everywhere

RENDER = """
import hashlib
from ioroadmap.publish.booklet import render_booklet
from tests.publish.builders import make_roadmap
print(hashlib.sha256(render_booklet(make_roadmap())).hexdigest())
"""


@needs_print
def test_the_same_roadmap_gives_the_same_bytes_in_another_place_and_hour(pdf):
    paths = os.pathsep.join((str(REPOSITORY / "src"), str(REPOSITORY)))
    there = {**os.environ, "PYTHONPATH": paths, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", RENDER], env=there, cwd="/", capture_output=True, text=True, timeout=120, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(pdf).hexdigest()
    assert b"CreationDate" not in opened(pdf)


# ---------------------------------------------------------------- what it needs


def test_without_the_extra_one_line_names_the_cure(monkeypatch):
    monkeypatch.setattr(booklet, "find_spec", lambda name: None)
    assert not booklet.can_print()
    assert booklet.missing_print() == "Printed roadmap (PDF) left out: pip install 'ioroadmap[print]'"


def test_without_pango_one_line_names_the_cure_and_stdout_stays_clean(monkeypatch, capsys):
    def broken(name: str) -> None:
        print("WeasyPrint could not import some external libraries.")
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(booklet, "find_spec", lambda name: object())
    monkeypatch.setattr(booklet, "import_module", broken)
    assert booklet.missing_print() == "Printed roadmap (PDF) left out: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    assert not booklet.can_print()
    assert capsys.readouterr().out == ""


@needs_print
def test_the_fonts_are_small_renamed_and_carry_their_licence():
    from fontTools.ttLib import TTFont

    folder = REPOSITORY / "src" / "ioroadmap" / "publish" / "fonts"
    fonts = sorted(folder.glob("*.ttf"))
    assert len(fonts) == 4
    assert sum(each.stat().st_size for each in fonts) < 400_000
    for each in fonts:
        names = TTFont(each)["name"]
        assert not any("source" in str(names.getDebugName(number)).casefold() for number in (1, 3, 4, 6, 16))
        assert "SIL Open Font License" in str(names.getDebugName(13))
    assert "Reserved Font Name" in (folder / "OFL.txt").read_text()


# ---------------------------------------------------------------- the real one


def test_the_real_booklet_has_every_row_and_draws_every_character(real):
    html = booklet.booklet_html(real)
    assert [unit.id for unit in real.pack.units if f'id="row-{unit.id}"' not in html] == []
    assert "different diseases: find your row" in html


@pytest.mark.long
@needs_print
def test_the_real_booklet_is_one_that_a_person_can_carry(real):
    assert 12 <= n_pages(booklet.render_booklet(real)) <= 36
