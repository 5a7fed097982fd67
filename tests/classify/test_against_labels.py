"""Agreement with hand labels, where the records stand beside the project."""

from __future__ import annotations

import pytest

from benchmarks import classify_report
from benchmarks.classify_score import score_gold
from benchmarks.hard_cases import score_hard_cases
from benchmarks.labelled import RECORDS
from tests.classify.builders import words

pytestmark = pytest.mark.skipif(not RECORDS.is_dir(), reason="no labelled records beside the project")


@pytest.mark.parametrize("part", ["gold_dev", "development", "unseen"])
def test_agreement_does_not_sink(part: str) -> None:
    result = score_gold(words(), part)
    assert result.relevance >= 0.97
    assert min(score.f1 for score in result.axes.values()) >= 0.95, {axis: score.f1 for axis, score in result.axes.items()}


def test_every_trap_is_passed() -> None:
    traps = score_hard_cases(words())
    assert traps.total == 66
    assert not traps.errors


def test_the_page_of_scores_is_of_today() -> None:
    assert classify_report.OUT.read_text(encoding="utf-8") == classify_report.report(words()), "run `make docs`"
