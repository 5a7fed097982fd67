"""What is thin is listed, what misleads most first; the report counts, and docs/catalog.md is what it says today."""

import json

import pytest

from ioroadmap.catalog.load import find_pack, load_pack
from ioroadmap.catalog.report import report
from ioroadmap.catalog.second_reading import Row, kept_sheets
from ioroadmap.catalog.todo import list_tasks
from ioroadmap.model.dates import PartialDate
from ioroadmap.snapshots.observation import Observation
from ioroadmap.sources.seed import load_seed
from tests.tiny_pack import CHECKMATE, NIVOLUMAB, REPOSITORY, write_tiny_pack

GAP = """\
gaps:
  - id: nivolumab-programme
    about: nivolumab
    missing: what became of the programme
    looked_in: [company pipeline]
    searched_on: "2026-11-22"
    recorded_on: "2026-11-22"
"""


def observe(*interventions, results=False):
    arms = {"interventions": [{"name": name, "type": kind} for name, kind in interventions]}
    record = {"protocolSection": {"armsInterventionsModule": arms}, "hasResults": results}
    return Observation(
        source="clinicaltrials.gov",
        record_id="NCT02834013",
        observed_on=PartialDate("2026"),
        scope=("armsInterventionsModule", "hasResults"),
        payload=json.dumps(record).encode(),
    )


def gaps(pack, *observations):
    return [(task.gap, task.id) for task in list_tasks(pack, observations)]


def test_each_gap_of_a_thin_pack_is_listed(tmp_path):
    drug = NIVOLUMAB.replace('"2018-08-16"', '"2018-08"').replace(", confidence: primary", "")
    found = gaps(load_pack(write_tiny_pack(tmp_path, drugs__nivolumab=drug)))
    assert found == [
        ("no day", "nivolumab-us-sclc"),
        ("no primary source", "nivolumab-us-sclc"),
        ("no primary source", "nivolumab-us-sclc"),
        ("no primary source", "checkmate-032/nivolumab/2018"),
        ("no publication", "checkmate-032"),
        ("programme unknown", "nivolumab"),
    ]


@pytest.mark.parametrize(
    ("response", "gap"),
    [
        ("{pct: 11.9}", ("no counts", "checkmate-032/nivolumab/2018")),
        ("{n: 109, responders: 13, basis: derived}", ("derived count", "checkmate-032/nivolumab/2018")),
        ("{}", ("no results", "checkmate-032")),
    ],
)
def test_a_result_without_its_count_is_a_gap(tmp_path, response, gap):
    full = "{n: 109, responders: 13, basis: reported, pct: 11.9, lo: 6.5, hi: 19.5}"
    pack = load_pack(write_tiny_pack(tmp_path, studies__checkmate_032=CHECKMATE.replace(full, response)))
    assert gap in gaps(pack)


def test_posted_results_without_a_study_and_names_that_match_no_drug_are_gaps(tiny_pack):
    pack = load_pack(tiny_pack)
    seen = observe(("Nivolumab 240 mg", "DRUG"), ("XYZ-123", "DRUG"), ("Biopsy", "PROCEDURE"), results=True)
    assert gaps(pack, seen)[-2:] == [("results, no study", "NCT02834013"), ("unmatched name", "NCT02834013")]


def test_what_somebody_looked_for_in_vain_comes_last_and_says_when(tmp_path):
    last = list_tasks(load_pack(write_tiny_pack(tmp_path, gaps=GAP)))[-1]
    assert (last.gap, last.id) == ("programme unknown", "nivolumab")
    assert last.what.endswith("(searched on 2026-11-22)")


def test_the_report_counts_what_there_is(tmp_path):
    pack = load_pack(write_tiny_pack(tmp_path, gaps=GAP))
    row = Row("Response", "checkmate-032/nivolumab/2018", "response.n", "", "at | b", "110", "", "109", "mended")
    text = report(pack, [observe()], {"first": [row]}, list_tasks(pack))
    assert "| drugs | 1 | 1 | 0 | 0 % |" in text
    assert "| events in their lives | 2 | 2 | 2 | 100 % |" in text
    assert "| trials | 1 | 1 | 1 | 100 % |" in text
    assert "| responders of n | 1 of 1 |" in text
    assert "| first | 1 | 0 | 0 | 1 | 0 | 0 | 0 | 0 | 0 |" in text
    assert "| nivolumab | what became of the programme | company pipeline | 2026-11-22 |" in text
    assert "| checkmate-032/nivolumab/2018 | response.n | 109 | 110 | mended |  |" in text


def test_docs_say_what_the_catalog_is_today():
    root = find_pack("nen")
    pack, observations = load_pack("nen"), load_seed(root / "trials.jsonl")
    today = report(pack, observations, kept_sheets(root), list_tasks(pack, observations))
    assert (REPOSITORY / "docs" / "catalog.md").read_text() == today, "run `make docs`"
