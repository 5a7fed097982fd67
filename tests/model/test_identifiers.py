"""An identifier that has the wrong shape never gets in; one of the right shape keeps one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioroadmap.model.codec import from_json, to_json
from ioroadmap.model.identifiers import ApplicationNumber, CtisId, Doi, EudraCtId, NctId, Pmcid, Pmid, parse_registry_id
from ioroadmap.model.provenance import Source


@pytest.mark.parametrize(
    ("kind", "text", "canonical"),
    [
        (NctId, " nct02834013 ", "NCT02834013"),
        (Doi, "https://doi.org/10.1016/S0140-6736(22)01659-2", "10.1016/s0140-6736(22)01659-2"),
        (Doi, "doi: 10.1038/s41698-021-00214-y", "10.1038/s41698-021-00214-y"),
        (Pmcid, "pmc6265262", "PMC6265262"),
        (Pmid, "33480358", "33480358"),
        (CtisId, "2023-503456-12-00", "2023-503456-12-00"),
        (EudraCtId, "2015-001234-56", "2015-001234-56"),
        (ApplicationNumber, "bla125514", "BLA125514"),
        (ApplicationNumber, "EMEA/H/C/006194", "EMEA/H/C/006194"),
    ],
)
def test_one_spelling_is_kept(kind, text, canonical):
    assert kind(text) == canonical
    assert canonical.casefold() in kind(text).url.casefold() or kind is ApplicationNumber


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (NctId, "NCT0283401"),  # a digit lost
        (NctId, "NCT028340133"),  # a digit too many
        (Doi, "10.1007/s00432-021-03898-8."),  # the full stop of the sentence
        (Pmid, "0123"),
        (Pmcid, "6265262"),
        (ApplicationNumber, "BLA 125514"),
    ],
)
def test_a_wrong_shape_is_refused_with_the_right_one(kind, text):
    with pytest.raises(ValueError, match="looks like"):
        kind(text)


@given(st.integers(0, 99_999_999))
def test_a_registry_number_survives_json(number):
    nct = NctId(f"NCT{number:08}")
    assert from_json(to_json(nct), NctId) == nct == parse_registry_id(nct.lower())


@pytest.mark.parametrize(
    ("at", "url"),
    [
        ("PMID:33480358", "https://pubmed.ncbi.nlm.nih.gov/33480358/"),
        ("doi:10.1530/ERC-20-0382", "https://doi.org/10.1530/erc-20-0382"),
        ("NCT02955069", "https://clinicaltrials.gov/study/NCT02955069"),
        ("https://www.fda.gov/drugs", "https://www.fda.gov/drugs"),
    ],
)
def test_every_source_opens_somewhere(at, url):
    assert Source(at).url == url


@pytest.mark.parametrize("at", ["", "somebody told me", "javascript:alert(1)", "PMID:x", "file:///etc/passwd"])
def test_a_source_that_nobody_can_open_is_refused(at):
    with pytest.raises(ValueError, match=r"looks like|is none of"):
        Source(at)
