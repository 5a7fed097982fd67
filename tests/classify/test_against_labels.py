"""Agreement with hand labels, where those stand beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import classify_score as scoring
from tests.classify.builders import words

pytestmark = pytest.mark.skipif(not scoring.RECORDS.is_dir(), reason="no labelled records beside the project")


def test_agreement_does_not_sink() -> None:
    result = scoring.score_gold(words(), "all")
    assert result.relevance >= 0.95
    assert min(score.f1 for score in result.axes.values()) >= 0.95


def test_most_traps_are_passed() -> None:
    assert scoring.score_hard_cases(words()).passed >= 50


def test_the_records_are_never_part_of_the_project() -> None:
    assert Path(scoring.__file__).parents[1] not in scoring.RECORDS.parents
