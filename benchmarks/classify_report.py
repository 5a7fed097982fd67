"""Writes `docs/classify.md`: how well `classify` reads, with every error: `python -m benchmarks.classify_report`.

Needs `../shared/records`. Scores are computed anew; figures of a first look and verdicts of readers stand in `benchmarks/gold`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.classify_score import Gold, score_gold
from benchmarks.hard_cases import score_hard_cases
from benchmarks.labelled import AXES, GOLD, RECORDS, truths
from ioroadmap.catalog.load import load_pack
from ioroadmap.classify import Vocabulary

OUT = Path(__file__).parents[1] / "docs" / "classify.md"
PARTS = {
    "gold_dev": "labels beside the project (one reader)",
    "development": "our labels, to make rules by (two readers)",
    "unseen": "our labels, the unseen third (two readers)",
}

_OURS = {"core", "basket"}


def report(words: Vocabulary) -> str:
    scores = {part: score_gold(words, part) for part in PARTS}
    parts = [
        (GOLD / "method.md").read_text(encoding="utf-8").strip(),
        "## Scores",
        _first_looks(json.loads((GOLD / "first_run.json").read_bytes())),
        "Today, after the errors of the first looks were read and general rules mended (no part is unseen any more):",
        _table([_row(PARTS[part], gold) for part, gold in scores.items()]),
        _traps(words),
        _calls(scores),
        "## Every error of today",
        *(_errors(PARTS[part], gold) for part, gold in scores.items()),
        (GOLD / "disagreements.md").read_text(encoding="utf-8").strip(),
    ]
    return "\n\n".join(parts) + "\n"


def _table(rows: list[list[str]]) -> str:
    head = ["records", "n", "relevance", *(f"F1 {axis}" for axis in AXES)]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(name: str, gold: Gold) -> list[str]:
    return [name, str(gold.total), f"{gold.relevance:.3f}", *(f"{gold.axes[axis].f1:.3f}" for axis in AXES)]


def _first_looks(looks: list[dict[str, Any]]) -> str:
    rows = [[each["records"], str(each["n"]), *(f"{each[axis]:.3f}" for axis in ("relevance", *AXES))] for each in looks]
    names = "; ".join(f"{each['records']}: commit `{each['commit']}`, {each['day']}" for each in looks)
    return f"At the first look, on records that nobody had seen while rules were made ({names}):\n\n{_table(rows)}"


def _traps(words: Vocabulary) -> str:
    traps = score_hard_cases(words)
    listed = "\n".join(f"- {error}" for error in traps.errors) or "None fails."
    return f"## The {traps.total} traps\n\n{traps.passed} of {traps.total} are read as labelled. {listed}"


def _calls(scores: dict[str, Gold]) -> str:
    calls = [json.loads(line) for line in (GOLD / "calls.jsonl").read_bytes().splitlines()]
    ours = [call for call in calls if call["called"] in _OURS]
    right = sum(call["verdict"] == "right" for call in ours)
    by = Counter(call["read_by"] for call in calls)
    listed = "\n".join(f"| {call['id']} | {call['file']} | {call['called']} | {call['verdict']} |" for call in calls)
    readers = "; ".join(f"{count} by {who}" for who, count in sorted(by.items()))
    return (
        "## False alarms and misses\n\n"
        f"Over all files of `records/` (34,000 records and texts), {len(ours)} trials are called core or basket and "
        f"{len(calls) - len(ours)} borderline. All were read ({readers}): {right} of {len(ours)} core and basket calls are right, "
        f"precision {right / len(ours):.3f}. Misses: {_misses(scores)}\n\n"
        f"| trial | file | called | readers say |\n| --- | --- | --- | --- |\n{listed}"
    )


def _misses(scores: dict[str, Gold]) -> str:
    relevant = {truth.id for part in PARTS for truth in truths(part) if truth.relevance in _OURS}
    found = [
        f"{truth.id} ({wrong[0]})"
        for gold in scores.values()
        for truth, wrong in gold.errors
        if truth.id in relevant and wrong[0].startswith("relevance")
    ]
    return f"of {len(relevant)} records that readers call core or basket, {len(found)} are called otherwise. {'; '.join(found)}"


def _errors(name: str, gold: Gold) -> str:
    listed = "\n".join(f"- {truth.id}: {'; '.join(wrong)}. Reader: {truth.note or 'no note'}" for truth, wrong in gold.errors)
    return f"### {name[0].upper()}{name[1:]}: {len(gold.errors)} of {gold.total} records\n\n{listed or 'None.'}"


def main() -> None:
    if not RECORDS.is_dir():
        sys.exit(f"{RECORDS} is not here: nothing to report on")
    OUT.write_text(report(Vocabulary.from_pack(load_pack())), encoding="utf-8")
    print(f"wrote {OUT}")


if __name__ == "__main__":
    main()
