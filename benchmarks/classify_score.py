"""How well `classify` agrees with labels made by hand: `python -m benchmarks.classify_score [--part PART] [--errors]`.

Parts: `gold_dev` (beside the project), `development`, `unseen` and `fresh` (ours, see `labelled.py`).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from msgspec import Struct

from benchmarks.hard_cases import score_hard_cases
from benchmarks.labelled import AXES, RECORDS, Score, Truth, labelled, trials, truths, wrong_axes
from ioroadmap.catalog.load import load_pack
from ioroadmap.classify import Vocabulary, classify_trial
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.trial import Trial
from ioroadmap.sources.clinicaltrials_gov import BrokenRecord, read_records

PARTS = ("gold_dev", "development", "unseen", "fresh")


class Gold(Struct):
    """The scores of one part, and what is wrong, record by record."""

    part: str
    total: int
    relevant: int
    axes: dict[str, Score]
    errors: list[tuple[Truth, list[str]]]

    @property
    def relevance(self) -> float:
        return self.relevant / max(1, self.total)


def score_gold(words: Vocabulary, part: str, pairs: list[tuple[Trial, Truth]] | None = None) -> Gold:
    """The scores of a part; `pairs` are its records where they do not stand where the labels say."""
    gold = Gold(part, 0, 0, {axis: Score() for axis in AXES}, [])
    for trial, truth in labelled(part) if pairs is None else pairs:
        labels = classify_trial(trial, words)
        gold.total += 1
        gold.relevant += labels.relevance == truth.relevance
        for axis, score in gold.axes.items():
            score.add(set(map(str, getattr(labels, axis))), set(getattr(truth, axis)))
        if wrong := wrong_axes(labels, truth):
            gold.errors.append((truth, wrong))
    return gold


def show_gold(gold: Gold) -> None:
    print(f"{gold.part}, {gold.total} records: relevance {gold.relevant}/{gold.total} = {gold.relevance:.3f}")
    for axis, score in gold.axes.items():
        counts = f"exact {score.exact}/{gold.total}  spurious {score.spurious}  missed {score.missed}"
        print(f"  {axis:16} F1 {score.f1:.3f}  {counts}")


def show_relevant(words: Vocabulary, name: str) -> None:
    """Every record of a file that is called ours or nearly so, for a person who looks for false alarms."""
    for trial in trials(name):
        labels = classify_trial(trial, words)
        if labels.relevance != "none":
            shown = f"{', '.join(labels.families) or '-'} | {', '.join(map(str, labels.classes))}"
            print(f"{trial.id} {labels.relevance} | {shown} | {trial.brief_title[:110]}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", choices=PARTS, help="one part; else all whose records are at hand")
    options.add_argument("--errors", action="store_true", help="list what is wrong")
    options.add_argument("--relevant", metavar="FILE", help="list what a file of ../shared/records holds for us")
    options.add_argument("--fresh", metavar="RECORDS", help="the records of the part `fresh`, which are not kept")
    asked = options.parse_args()
    if not RECORDS.is_dir():
        sys.exit(f"{RECORDS} is not here: nothing to score against")
    words = Vocabulary.from_pack(load_pack())
    if asked.relevant:
        show_relevant(words, asked.relevant)
        return
    for part in [asked.part] if asked.part else PARTS:
        gold = score_gold(words, part, _fresh(Path(asked.fresh)) if part == "fresh" and asked.fresh else None)
        if gold.total:
            show_gold(gold)
            _list([f"{truth.id} {'; '.join(wrong)}\n      {truth.note}" for truth, wrong in gold.errors], asked.errors)
    traps = score_hard_cases(words)
    print(f"hard cases: {traps.passed}/{traps.total} pass")
    _list(traps.errors, asked.errors)


def _fresh(path: Path) -> list[tuple[Trial, Truth]]:
    by_id = {record.id: record for record in read_records(path) if not isinstance(record, BrokenRecord)}
    return [(by_id[NctId(truth.id)], truth) for truth in truths("fresh") if truth.id in by_id]


def _list(errors: list[str], asked: bool) -> None:
    if asked and errors:
        print("\n".join(errors))


if __name__ == "__main__":
    main()
