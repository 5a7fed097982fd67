"""Addresses: what may become a link, and how one page reaches another."""

import pytest

from ioroadmap.publish import links


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.fda.gov/drugs/x?y=1&z=2#a", "https://www.fda.gov/drugs/x?y=1&z=2#a"),
        ("http://example.org", "http://example.org"),
        (" https://example.org/a ", "https://example.org/a"),
        ("https://public4.pagefreezer.com:443/content/FDA/02-11-2021T10:11/https://www.fda.gov/x", ...),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        ("data:text/html,<script>alert(1)</script>", None),
        ("//evil.example/x", None),
        ("https://", None),
        ("https://exa mple.org", None),
        ('https://example.org/"onmouseover="alert(1)', None),
        ("https://example.org/<script>", None),
        ("https://example.org/\x00", None),
        ("https://[::1", None),
        ("ftp://example.org/x", None),
        ("", None),
    ],
)
def test_only_a_plain_web_address_becomes_a_link(text, address):
    assert links.web_address(text) == (text if address is ... else address)


@pytest.mark.parametrize(
    ("here", "there", "written"),
    [
        ("index.html", "drugs/x.html", "drugs/x.html"),
        ("drugs/x.html", "index.html#map", "../index.html#map"),
        ("drugs/x.html", "drugs/y.html", "y.html"),
        ("drugs/x.html", "cells/a--b.html#c", "../cells/a--b.html#c"),
        ("drugs/x.html", "drugs/x.html#c", "#c"),
        ("drugs/x.html", "drugs/x.html", "x.html"),
        ("drugs/x.html", "static/site.css", "../static/site.css"),
    ],
)
def test_links_are_relative_so_that_the_site_opens_from_a_folder(here, there, written):
    assert links.relative(here, there) == written


@pytest.mark.parametrize("identity", ["../../etc/passwd", "a/b", "", ".hidden", "a b", "x..y", "<script>", "-x"])
def test_an_id_that_could_leave_its_folder_makes_no_page(identity):
    with pytest.raises(ValueError, match="cannot name a page"):
        links.drug_page(identity)


@pytest.mark.parametrize(
    ("at", "name", "address"),
    [
        ("PMID:33480358", "PubMed 33480358", "https://pubmed.ncbi.nlm.nih.gov/33480358/"),
        ("https://pubmed.ncbi.nlm.nih.gov/33480358/", "PubMed 33480358", "https://pubmed.ncbi.nlm.nih.gov/33480358/"),
        ("PMC6440712", "PMC6440712", "https://pmc.ncbi.nlm.nih.gov/articles/PMC6440712/"),
        ("doi:10.1038/s41698-021-00214-y", "DOI 10.1038/s41698-021-00214-y", "https://doi.org/10.1038/s41698-021-00214-y"),
        ("NCT02955069", "ClinicalTrials.gov NCT02955069", "https://clinicaltrials.gov/study/NCT02955069"),
        ("https://www.fda.gov/drugs/x", "fda.gov", "https://www.fda.gov/drugs/x"),
        ("javascript:alert(1)", "javascript:alert(1)", None),
    ],
)
def test_a_source_is_called_by_its_registry_and_number(at, name, address):
    assert (links.source_name(at), links.source_address(at)) == (name, address)
