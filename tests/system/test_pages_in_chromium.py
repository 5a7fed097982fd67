"""The pages in a real browser: no axe violation, no sideways scroll on a phone, nothing fetched from elsewhere, a filter without script."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ioroadmap.publish.site import render_site
from tests.publish.builders import CLOSED_TRIAL, OPEN_TRIAL, make_roadmap

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")]

KINDS = [
    "index.html",
    "cells/gep-net--checkpoint-inhibitor.html",
    "cells/sclc--checkpoint-inhibitor.html",
    "cells/epnec--vaccine.html",
    "tumours/index.html",
    "tumours/gep-net.html",
    "classes/index.html",
    "classes/checkpoint-inhibitor.html",
    "drugs/index.html",
    "drugs/testumab.html",
    "trials/index.html",
    f"trials/{OPEN_TRIAL}.html",
    f"trials/{CLOSED_TRIAL}.html",
    "studies/index.html",
    "studies/trial-a.html",
    "approvals/index.html",
    "results/index.html",
    "glossary/index.html",
    "questions/index.html",
    "biomarkers/index.html",
    "read/index.html",
    "methods/index.html",
    "sources/index.html",
    "sources/addresses.html",
    "status/index.html",
    "corrections/index.html",
    "404.html",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    for path, content in render_site(make_roadmap()):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return root


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"], timeout=30_000)
        yield chromium
        chromium.close()


def show(browser, width: int, scheme: str = "light", **options):
    """A fresh page of that width; it notes what was asked for and what the console said."""
    page = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, **options).new_page()
    page.set_default_timeout(20_000)
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    return page


def unfold(page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_axe_violation_on_any_kind_of_page(site, browser, scheme):
    page = show(browser, 1280, scheme, bypass_csp=True)
    found = []
    for name in KINDS:
        page.goto((site / name).as_uri())
        unfold(page)
        violations = axe.Axe().run(page).response["violations"]
        found += [(name, each["id"], each["nodes"][0]["target"]) for each in violations]
    assert found == []


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_never_scrolls_sideways(site, browser, width):
    page = show(browser, width)
    wide = {}
    for name in KINDS:
        page.goto((site / name).as_uri())
        unfold(page)
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[name] = found
    assert wide == {}


def test_pages_work_from_a_folder_with_style_and_without_requests_elsewhere(site, browser):
    page = show(browser, 1280)
    page.goto((site / "drugs/testumab.html").as_uri())
    assert page.evaluate("getComputedStyle(document.querySelector('.alert')).borderLeftWidth") == "6px"
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('600 20px \"Roadmap Serif\"'))")
    assert [url for url in page.asked if not url.startswith(site.as_uri())] == []
    assert page.said == []


def test_the_map_is_a_table_on_a_desk_and_a_list_on_a_phone(site, browser):
    desk, phone = show(browser, 1280), show(browser, 390)
    desk.goto((site / "index.html").as_uri())
    phone.goto((site / "index.html").as_uri())
    assert (desk.locator(".map-table").is_visible(), desk.locator(".map-list").is_visible()) == (True, False)
    assert (phone.locator(".map-table").is_visible(), phone.locator(".map-list").is_visible()) == (False, True)
    phone.locator(".map-list summary", has_text="GEP-NET").first.click()
    assert phone.locator(".map-list .boxrow", has_text="Little activity").first.is_visible()


def test_the_region_filter_works_without_script_and_by_keyboard(site, browser):
    page = show(browser, 1280, java_script_enabled=False)
    page.goto((site / "approvals/index.html").as_uri())
    page.locator("#r-all").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#us").is_visible()
    assert not page.locator("#eu").is_visible()


@pytest.mark.parametrize(("width", "media", "is_shown"), [(1280, "screen", True), (390, "screen", False), (390, "print", True)])
def test_long_parts_are_folded_on_a_phone_and_open_on_a_desk_and_on_paper(site, browser, width, media, is_shown):
    page = show(browser, width)
    page.emulate_media(media=media)
    page.goto((site / "approvals/index.html").as_uri())
    life = page.locator(".fold .life").first
    assert life.is_visible() is is_shown
    assert page.locator(".fold > summary").first.is_visible() is not is_shown
    if not is_shown:
        page.locator(".fold > summary").first.click()
        assert life.is_visible()


def test_the_page_for_lost_readers_is_styled_at_a_nested_address(site, browser, tmp_path):
    nested = tmp_path / "a" / "b" / "404.html"
    nested.parent.mkdir(parents=True)
    nested.write_bytes((site / "404.html").read_bytes())
    page = show(browser, 390)
    page.goto(nested.as_uri())
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    assert page.said == []


def test_the_first_tab_stop_skips_to_the_text(site, browser):
    page = show(browser, 1280)
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.locator(".skip").bounding_box()["y"] >= 0


def test_text_is_large_enough_and_lines_are_short(site, browser):
    page = show(browser, 1280)
    page.goto((site / "read/index.html").as_uri())
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 17
    widths = page.evaluate(
        "[...document.querySelectorAll('.statement p')].map(p => p.clientWidth / parseFloat(getComputedStyle(p).fontSize))"
    )
    assert max(widths) < 40  # em: about 62 characters and never 80


def test_print_keeps_the_map_and_drops_the_chrome(site, browser):
    page = show(browser, 1280)
    page.goto((site / "index.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator(".map-table").is_visible()
    assert not page.locator(".top nav").is_visible()


def test_pictures_for_those_who_look(site, browser, tmp_path):
    """Screenshots are taken and not empty; a person looks at them (`--basetemp` keeps them)."""
    for width in (390, 1280):
        page = show(browser, width)
        for name in ("index.html", "drugs/testumab.html", f"trials/{OPEN_TRIAL}.html", "approvals/index.html"):
            page.goto((site / name).as_uri())
            picture = page.screenshot(path=tmp_path / f"{name.replace('/', '-')}-{width}.png", full_page=True)
            assert len(picture) > 20_000
