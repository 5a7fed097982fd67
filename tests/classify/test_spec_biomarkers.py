"""What a trial asks of a biomarker."""

from __future__ import annotations

import pytest

from tests.classify.builders import classify

ASKED = [
    ("DLL3-positive small cell lung cancer", "dll3", "positive"),
    ("High DLL3 expression by central test, small cell lung cancer", "dll3", "high"),
    ("Small cell lung cancer regardless of DLL3 expression", "dll3", "any"),
    ("Archival tumour material of small cell lung cancer for assessment of DLL3", "dll3", "measured"),
]


@pytest.mark.parametrize(("line", "marker", "expected"), ASKED, ids=[line for line, _, _ in ASKED])
def test_an_inclusion_criterion(line: str, marker: str, expected: str) -> None:
    labels = classify(eligibility=f"Inclusion Criteria:\n\n* {line}\n")
    assert {each.id: each.requirement for each in labels.biomarkers}.get(marker) == expected
