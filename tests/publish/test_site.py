"""The whole site from a small Roadmap: links, promises of every page, hostile texts, the same bytes twice."""

import base64
import json
import posixpath
import re
from hashlib import sha256

import pytest

from ioroadmap.publish.site import render_site
from tests.publish.builders import CLOSED_TRIAL, EVIL, EVIL_ADDRESS, OPEN_TRIAL, make_roadmap
from tests.publish.reader import Page

ABOUT_DRUGS = (
    "cells/",
    "drugs/testumab",
    "classes/",
    "trials/",
    "studies/",
    "approvals/",
    "results/",
    "tumours/gep-net",
    "biomarkers/",
)
INDEXES = [
    "tumours",
    "classes",
    "drugs",
    "trials",
    "studies",
    "approvals",
    "results",
    "glossary",
    "questions",
    "biomarkers",
    "read",
    "methods",
    "sources",
    "status",
    "corrections",
]


@pytest.fixture(scope="module")
def site():
    return dict(render_site(make_roadmap(), ["PDF: install the extra “print”."]))


@pytest.fixture(scope="module")
def pages(site):
    return {path: Page(content.decode()) for path, content in site.items() if path.endswith(".html")}


def facts(site, path):
    return json.loads(site[path.replace(".html", ".json")])["facts"]


# ---------------------------------------------------------------- what is there


def test_the_same_roadmap_gives_the_same_bytes(site):
    assert list(render_site(make_roadmap(), ["PDF: install the extra “print”."])) == list(site.items())


def test_every_kind_of_page_is_there(site):
    expected = {"index.html", "404.html", "static/site.css", "static/icon.svg"} | {f"{name}/index.html" for name in INDEXES}
    expected |= {
        "cells/sclc--vaccine.html",
        "tumours/net.html",
        "classes/vaccine.html",
        "drugs/testumab.html",
        "studies/trial-a.html",
    }
    expected |= {f"trials/{OPEN_TRIAL}.html"}
    assert expected <= site.keys()


def test_every_page_has_its_json_with_the_day_and_the_disclaimer(site, pages):
    for path in pages:
        data = json.loads(site[path.replace(".html", ".json")])
        assert data["page"] == path
        assert data["as_of"] == "2026-11-22"
        assert data["drafted"]
        assert data["disclaimer"]


def test_every_inner_link_leads_somewhere(site, pages):
    broken = []
    for path, page in pages.items():
        for _, attributes in page.elements:
            for name in ("href", "src"):
                address = attributes.get(name, "")
                if not address or re.match(r"https?://", address):
                    continue
                inner, _, fragment = address.partition("#")
                inner = inner.removeprefix("/") if path == "404.html" else inner
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), inner)) if inner else path
                if target not in site or (fragment and target in pages and fragment not in pages[target].ids):
                    broken.append((path, address))
    assert broken == []


def test_the_front_page_is_light(site):
    weight = sum(len(content) for path, content in site.items() if path == "index.html" or path.startswith("static/"))
    assert weight < 250_000


# ---------------------------------------------------------------- what every page promises


def test_every_page_says_the_day_of_its_knowledge_and_what_it_is_not(pages):
    for path, page in pages.items():
        assert "As known on 22 November 2026" in page.text, path
        assert "Not reviewed by a clinician" in page.text, path
        assert "does not give medical advice" in page.text, path
        assert len(page.all("h1")) == 1, path
        assert [each.get("id") for each in page.all("main")] == ["main"], path
        assert any(each.get("aria-label") == "Ask your team" for each in page.all("aside")), path


def test_pages_about_these_drugs_carry_the_warning_signs_before_their_content(site, pages):
    for path in pages:
        if path.startswith(ABOUT_DRUGS):
            html = site[path].decode()
            above = html[html.index("<h1") : html.index('class="alert"')]
            assert "<h2" not in above, path
            assert "<section" not in above, path
            assert "<details" not in html[html.index('class="alert"') : html.index("</aside>", html.index('class="alert"'))]
    assert 'class="alert"' in site["index.html"].decode()


def test_ids_are_unique_on_a_page(pages):
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_nothing_is_fetched_from_elsewhere_and_no_script_runs(pages):
    for path, page in pages.items():
        if path == "404.html":
            continue  # it brings its own style: see below
        policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy")
        assert policy.startswith("default-src 'none'; style-src 'self'"), path
        assert "unsafe" not in policy
        assert {each.get("type") for each in page.all("script")} == {"application/ld+json"}, path
        for each in page.all("link"):
            assert not each["href"].startswith("http"), path
        for tag in ("img", "iframe", "object", "embed", "form", "style", "base", "video", "audio"):
            assert page.all(tag) == [], (path, tag)


def test_the_page_for_lost_readers_brings_its_style_along_and_starts_at_the_root(site, pages):
    page, html = pages["404.html"], site["404.html"].decode()
    style = re.search("<style>(.*?)</style>", html, re.S)[1]
    hashed = base64.b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{hashed}'" in html
    assert "unsafe" not in html
    assert all(each["href"].startswith("/") for each in page.all("a"))
    assert page.all("link") == []


def test_files_to_take_away_are_linked_from_every_page():
    site = dict(render_site(make_roadmap(), downloads=[("exports/results.csv", "Results as a table (CSV)")]))
    assert '<a href="exports/results.csv">Results as a table (CSV)</a>' in site["index.html"].decode()
    assert '<a href="../exports/results.csv">' in site["status/index.html"].decode()


def test_json_ld_names_what_the_page_is(pages):
    data = json.loads(pages[f"trials/{OPEN_TRIAL}.html"].inside("script")[0])
    assert data["@type"] == "MedicalWebPage"
    assert data["about"]["@type"] == "MedicalTrial"
    assert data["about"]["identifier"] == OPEN_TRIAL
    assert data["about"]["name"] == EVIL


# ---------------------------------------------------------------- hostile texts


def test_hostile_texts_are_shown_and_never_run(site, pages):
    seen = 0
    for path, page in pages.items():
        html = site[path].decode()
        assert "<script>alert" not in html, path
        assert "onerror=alert(1)>" not in re.sub(r"&lt;img src=x onerror=alert\(1\)&gt;", "", html) or "\\u003e" in html, path
        for tag, attributes in page.elements:
            assert not [name for name in attributes if name.startswith("on")], (path, tag)
            for name in ("href", "src", "action"):
                assert not re.match(r"\s*(javascript|data|vbscript):", attributes.get(name, ""), re.I), (path, attributes)
        seen += "<script>alert('x')</script>" in page.text
    assert seen > 10, "the hostile text must be on many pages, or this test sees nothing"


def test_a_source_that_is_no_web_address_is_text_and_no_link(pages):
    page = pages["drugs/testumab.html"]
    assert EVIL_ADDRESS in page.text
    assert not [each for each in page.all("a") if "javascript" in each.get("href", "")]


def test_template_words_in_upstream_texts_stay_words(pages):
    assert "{{ 7*7 }}" in pages[f"trials/{OPEN_TRIAL}.html"].text
    assert "49" not in pages[f"trials/{OPEN_TRIAL}.html"].inside("h1")


# ---------------------------------------------------------------- what the pages say


def test_the_map_has_no_blank_box_and_says_each_state_three_times(site, pages):
    for band in facts(site, "index.html")["bands"]:
        for row in band["rows"]:
            assert all(box and box["label"] and box["shade"] and box["glyph"] for box in row["boxes"]), row["unit"]
    assert [band["key"] for band in facts(site, "index.html")["bands"]] == ["well", "poor", "other"]
    for said in (
        "Approved",
        "Little activity",
        "Too few people",
        "Tested, stopped",
        "Responses seen",
        "Being tested",
        "None found",
    ):
        assert said in pages["index.html"].text


def test_a_number_stands_with_its_people_interval_date_and_source(pages):
    text = pages["cells/gep-net--checkpoint-inhibitor.html"].text
    for said in (
        "Of 95 people, 7 saw their tumours shrink by about a third or more.",
        "For the other 88, the tumours did not shrink that much.",
        "as few as 3 or as many as 15 in 100",
        "3.0% to 14.6%",
        "7.4% (3 to 14.6)",
        "Data to June 2021",
        "PubMed 33480358",
        "count worked out by us from the printed rate",
        "Close call",
    ):
        assert said in text


def test_a_withdrawn_approval_stays_listed_with_its_end_date(pages):
    for path in ("approvals/index.html", "drugs/testumab.html"):
        text = pages[path].text
        assert "Withdrawn" in text
        assert "since 1 May 2022: a later, bigger trial did not confirm it" in text
    assert (
        "from 2019 to 1 May 2022: a later, bigger trial did not confirm it" in pages["cells/sclc--checkpoint-inhibitor.html"].text
    )


def test_an_earlier_cut_stays_beside_the_later_one(pages):
    text = pages["studies/trial-a.html"].text
    assert "earlier cut, replaced" in text
    assert "Later: 7 of 95" in text
    assert text.index("8 of 18") < text.index("Data to June 2021")


def test_hazard_ratios_are_for_clinicians_and_folded(site):
    html = site["studies/trial-a.html"].decode()
    assert html.index("For clinicians: hazard ratios") < html.index("0.60 (0.47 to 0.77)")
    for path in ("index.html", "cells/gep-net--checkpoint-inhibitor.html", "results/index.html", "drugs/testumab.html"):
        assert "0.60 (0.47" not in site[path].decode()


def test_a_trial_status_stands_with_the_day_it_was_confirmed(pages):
    text = pages[f"trials/{OPEN_TRIAL}.html"].text
    assert "Recruiting As last seen on 1 June 2026." in text
    assert "trial records seen up to 1 June 2026" in text
    assert "Listed as recruiting; last confirmed in March 2026." in text
    assert "last confirmed in March 2026" in pages["trials/index.html"].text
    assert "Other registries are not covered yet" in pages["trials/index.html"].text


def test_labels_are_shown_with_the_words_that_say_so(site, pages):
    page = pages[f"trials/{OPEN_TRIAL}.html"]
    assert "neuroendocrine tumour" in page.inside("mark")
    quote = facts(site, f"trials/{OPEN_TRIAL}.html")["labels"]["tumours"][0]["quotes"][0]
    assert quote["before"].startswith("…")
    assert quote["after"].endswith("…")


def test_a_trial_outside_our_subject_is_named_and_not_counted(site, pages):
    assert facts(site, "trials/index.html")["n"] == 2
    assert "Looked at, and outside our subject" in pages["trials/index.html"].text


def test_regulators_and_those_who_pay_stand_apart(pages):
    text = pages["approvals/index.html"].text
    assert "Paid for, or not" in text
    assert "Not paid for; day not known." in text
    assert "None in force: " in text


def test_a_brand_stands_with_the_regions_where_a_decision_prints_it(pages):
    assert "Testa (Canada, European Union, United States)" in pages["drugs/testumab.html"].text


def test_what_was_looked_for_in_vain_is_said_with_where_and_when(pages, site):
    page = pages["status/gaps.html"]
    assert "the day of the grant" in page.text
    assert "Looked on 20 November 2026 in: the register; <b>the press</b>" in page.text
    assert "<b>" not in site["status/gaps.html"].decode().split("<main")[1]


def test_status_says_what_a_second_reader_found(pages):
    text = pages["status/index.html"].text
    assert "10 facts were drawn by chance" in text
    assert "8 agreed with ours; 2 of ours we mended" in text


def test_corrections_and_status_say_what_is_wrong_or_missing(pages):
    assert "Was: an old target" in pages["corrections/index.html"].text
    assert "Two sources differ." in pages["corrections/index.html"].text
    assert "https://gone.example/x" in pages["corrections/index.html"].text
    status = pages["status/index.html"].text
    assert "PDF: install the extra “print”." in status
    assert "NCT90000009" in status
    assert "f" * 64 in status


def test_a_retracted_paper_is_called_retracted(pages):
    assert "Retracted." in pages["sources/index.html"].text
    assert "Retracted." in pages["studies/trial-a.html"].text


def test_harm_stands_beside_benefit(pages):
    assert "The harm it can do It can attack healthy parts." in pages["cells/gep-net--checkpoint-inhibitor.html"].text
    assert "The harm it can do" in pages["classes/vaccine.html"].text


def test_words_that_must_not_be_on_a_page(pages):
    for path, page in pages.items():
        text = page.text.replace(EVIL, "")
        assert not re.search(r"approved for neuroendocrine cancer|failed treatment|\bNone\b(?! (found|yet|known))(?=,)", text), path
        assert not re.search(r"\b(only|just|fight|battle|hopeful|promising)\b", text, re.I), (
            path,
            re.search(r".{30}\b(only|just|fight|battle|hopeful|promising)\b.{30}", text, re.I),
        )


def test_a_closed_trial_says_why_in_the_record_s_words(pages):
    text = pages[f"trials/{CLOSED_TRIAL}.html"].text
    assert "The record says why it stopped" in text
    assert "Published results" in text
