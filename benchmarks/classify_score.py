"""How well `classify` agrees with hand labels: `python benchmarks/classify_score.py [--part dev|held|all] [--errors]`.

Reads the labelled records beside the project (`../shared/records`) and prints a score for each axis. Records are split by a
hash of their id: two thirds to develop on, one third held out, so that a rule made for a record does not score itself.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from ioroadmap.catalog.load import load_pack
from ioroadmap.classify import Vocabulary, classify_trial
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.labels import Labels
from ioroadmap.model.trial import Trial
from ioroadmap.sources.clinicaltrials_gov import BrokenRecord, parse_study, read_records

RECORDS = Path(__file__).resolve().parents[2] / "shared" / "records"
AXES = ("families", "differentiation", "classes", "targets")


class Score(Struct):
    """Counts of one axis. `f1` is micro-averaged over all labels of all records."""

    right: int = 0
    spurious: int = 0
    missed: int = 0
    exact: int = 0

    def add(self, found: set[str], truth: set[str]) -> None:
        self.right += len(found & truth)
        self.spurious += len(found - truth)
        self.missed += len(truth - found)
        self.exact += found == truth

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.spurious + self.missed)


def is_held_out(id: str) -> bool:
    return int(hashlib.sha256(id.encode()).hexdigest(), 16) % 3 == 0


def labelled(part: str) -> Iterator[tuple[Trial, dict[str, object]]]:
    lines = (RECORDS / "gold_dev.labels.jsonl").read_text(encoding="utf-8").splitlines()
    truths = {truth["id"]: truth for truth in map(json.loads, lines)}
    for trial in trials("gold_dev.jsonl"):
        if part == "all" or is_held_out(trial.id) == (part == "held"):
            yield trial, truths[trial.id]


def trials(name: str) -> Iterator[Trial]:
    data = (RECORDS / name).read_bytes()
    for record in read_records(gzip.decompress(data) if name.endswith(".gz") else data):
        if not isinstance(record, BrokenRecord):
            yield record


class Gold(Struct):
    """The scores of one part of the hand labels, and what is wrong, record by record."""

    part: str
    total: int
    relevant: int
    axes: dict[str, Score]
    errors: list[str]

    @property
    def relevance(self) -> float:
        return self.relevant / max(1, self.total)


class Traps(Struct):
    passed: int
    total: int
    errors: list[str]


def score_gold(words: Vocabulary, part: str) -> Gold:
    gold = Gold(part, 0, 0, {axis: Score() for axis in AXES}, [])
    for trial, truth in labelled(part):
        labels = classify_trial(trial, words)
        gold.total += 1
        gold.relevant += labels.relevance == truth["relevance"]
        for axis, score in gold.axes.items():
            score.add({str(each) for each in getattr(labels, axis)}, set(truth[axis]))  # type: ignore[call-overload]
        if wrong := _wrong(labels, truth):
            gold.errors.append(f"{trial.id} {'; '.join(wrong)}\n      {truth['note']}")
    return gold


def show_gold(gold: Gold) -> None:
    print(f"gold ({gold.part}, {gold.total} records): relevance {gold.relevant}/{gold.total} = {gold.relevance:.3f}")
    for axis, score in gold.axes.items():
        counts = f"exact {score.exact}/{gold.total}  spurious {score.spurious}  missed {score.missed}"
        print(f"  {axis:16} F1 {score.f1:.3f}  {counts}")


def _wrong(labels: Labels, truth: dict[str, object]) -> list[str]:
    said = {axis: [str(each) for each in getattr(labels, axis)] for axis in AXES}
    wrong = [f"{axis}: {said[axis]} not {truth[axis]}" for axis in AXES if set(said[axis]) != set(truth[axis])]  # type: ignore[call-overload]
    return ([f"relevance: {labels.relevance} not {truth['relevance']}"] if labels.relevance != truth["relevance"] else []) + wrong


_CLASSES = (
    ("ici", "checkpoint-inhibitor"),
    ("vaccine", "vaccine"),
    ("cytokine", "cytokine"),
    ("oncolytic", "oncolytic-virus"),
    ("t-cell engager", "t-cell-engager"),
    ("car-", "cell-therapy"),
    ("nk cell", "cell-therapy"),
    ("adoptive", "cell-therapy"),
    ("adc", "antibody-drug-conjugate"),
    ("tlr", "other-immunotherapy"),
    ("ido", "other-immunotherapy"),
    ("ablative", "other-immunotherapy"),
    ("tumour-targeting", "tumour-targeting-antibody"),
)
_DIFFERENTIATIONS = {
    "WELL": "well",
    "POOR": "poor",
    "WELL_HIGH_GRADE": "well-high-grade",
    "G3": "well-high-grade",
    "MIXED": "mixed",
}


def hard_cases() -> Iterator[tuple[dict[str, str], Trial]]:
    """Each case with its whole record where we have that, else with the words that the table quotes."""
    whole = {trial.id: trial for trial in trials("nen_records.jsonl.gz")}
    with (RECORDS / "hard_cases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row, whole.get(NctId(row["nct"])) or _quoted(row)


def _quoted(row: dict[str, str]) -> Trial:
    summary = row["summary_excerpt"].replace("@highlight", ". ") if row["text_kind"] == "title+summary" else ""
    identification = {"nctId": row["nct"], "briefTitle": row["text"]}
    return parse_study(
        {"protocolSection": {"identificationModule": identification, "descriptionModule": {"briefSummary": summary}}}
    )


def score_hard_cases(words: Vocabulary) -> Traps:
    traps = Traps(0, 0, [])
    for row, trial in hard_cases():
        wrong = _wrong_in_case(classify_trial(trial, words), row)
        traps.total += 1
        traps.passed += not wrong
        if wrong:
            traps.errors.append(f"{row['case_id']} {'; '.join(wrong)}\n      {row['text'][:150]} | {row['why']}")
    return traps


def _wrong_in_case(labels: Labels, row: dict[str, str]) -> list[str]:
    """The label columns in the terms of `classify`: a tumour of ours or not, differentiation and class where they are plain."""
    wrong = []
    is_ours = bool(labels.families)
    if is_ours != (row["label_is_nen"] != "no"):
        wrong.append(f"families {list(labels.families)}, label {row['label_family']}")
    graded = {_DIFFERENTIATIONS[word] for word in _split(row["label_differentiation"]) if word in _DIFFERENTIATIONS}
    if is_ours and graded - {str(each) for each in labels.differentiation}:
        wrong.append(f"differentiation {[str(each) for each in labels.differentiation]}, label {row['label_differentiation']}")
    tested = row["label_immunotherapy"] in {"yes", "borderline"} and row["label_role"].startswith("investigational")
    classes = {name for word, name in _CLASSES if word in row["label_class"].lower()} if tested else set()
    if row["label_immunotherapy"] in {"yes", "no"} and classes != {str(each) for each in labels.classes}:
        wrong.append(f"classes {[str(each) for each in labels.classes]}, label {row['label_class']} ({row['label_role']})")
    return wrong


def _split(label: str) -> list[str]:
    return label.replace("|", "+").replace("(", "+").replace(")", "").replace("?", "").split("+")


def show_relevant(words: Vocabulary, name: str, most: int) -> None:
    """Every core or basket record of a file, to be read by a person who looks for false alarms."""
    started, count = time.perf_counter(), 0
    for trial in _first(trials(name), most):
        count += 1
        labels = classify_trial(trial, words)
        if labels.relevance in {"core", "basket"}:
            classes = [str(each) for each in labels.classes]
            print(f"{trial.id} {labels.relevance} {list(labels.families)} {classes} | {trial.brief_title[:110]}")
    print(f"{name}: {count / (time.perf_counter() - started):.0f} records/s", file=sys.stderr)


def _first(records: Iterable[Trial], most: int) -> Iterator[Trial]:
    for count, record in enumerate(records):
        if count >= most:
            return
        yield record


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--part", choices=("dev", "held", "all"), default="dev")
    options.add_argument("--errors", action="store_true", help="list what is wrong")
    options.add_argument("--relevant", metavar="FILE", help="list the core and basket records of a file of ../shared/records")
    options.add_argument("--most", type=int, default=1_000_000)
    asked = options.parse_args()
    if not RECORDS.is_dir():
        sys.exit(f"{RECORDS} is not here: nothing to score against")
    words = Vocabulary.from_pack(load_pack())
    if asked.relevant:
        show_relevant(words, asked.relevant, asked.most)
        return
    gold, traps = score_gold(words, asked.part), score_hard_cases(words)
    show_gold(gold)
    print(f"hard cases: {traps.passed}/{traps.total} pass")
    if asked.errors:
        print("\n".join([*gold.errors, *traps.errors]))


if __name__ == "__main__":
    main()
