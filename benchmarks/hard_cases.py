"""The 66 traps of `../shared/records/hard_cases.csv`, judged on the record where its words are at hand.

The table quotes a title or a line of criteria, sometimes less than its label needs. A case is judged on the fullest text:
the whole record beside the project, else our retelling of a public copy (`gold/hard_case_records.jsonl`, facts only), each with
the quoted words in it. What then differs from the label is listed.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, structs

from benchmarks.labelled import GOLD, RECORDS, trials
from ioroadmap.classify import Vocabulary, classify_trial
from ioroadmap.model.labels import Labels
from ioroadmap.model.trial import Trial
from ioroadmap.sources.clinicaltrials_gov import parse_study

# Words of the column label_class, and the class that they stand for.
_CLASSES = {
    "ici": "checkpoint-inhibitor",
    "vaccine": "vaccine",
    "cytokine": "cytokine",
    "oncolytic": "oncolytic-virus",
    "t-cell engager": "t-cell-engager",
    "car-": "cell-therapy",
    "nk cell": "cell-therapy",
    "adoptive": "cell-therapy",
    "adc": "antibody-drug-conjugate",
    "tlr": "other-immunotherapy",
    "ido": "other-immunotherapy",
    "ablative": "other-immunotherapy",
    "tumour-targeting": "tumour-targeting-antibody",
}
_DIFFERENTIATIONS = {
    "WELL": "well",
    "POOR": "poor",
    "WELL_HIGH_GRADE": "well-high-grade",
    "G3": "well-high-grade",
    "MIXED": "mixed",
}
_FILES = ("nen_records.jsonl.gz", "texts_2018.jsonl.gz", "observed_twice.jsonl", "nci_cts.jsonl.gz")


class Traps(Struct):
    passed: int
    total: int
    errors: list[str]


def hard_cases() -> Iterator[tuple[dict[str, str], Trial]]:
    """Each row of the table with the text that it is judged on."""
    with (RECORDS / "hard_cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    whole = _whole_records({row["nct"] for row in rows})
    for row in rows:
        quoted = parse_study(_as_quoted(row))
        yield row, _with_the_quoted(whole[row["nct"]], quoted, row) if row["nct"] in whole else quoted


def score_hard_cases(words: Vocabulary) -> Traps:
    traps = Traps(0, 0, [])
    for row, trial in hard_cases():
        wrong = _wrong(classify_trial(trial, words), row)
        traps.total += 1
        traps.passed += not wrong
        if wrong:
            traps.errors.append(f"{row['case_id']} ({row['nct']}): {'; '.join(wrong)}. “{row['text'][:120]}”")
    return traps


def _whole_records(ids: set[str]) -> dict[str, Trial]:
    retold = (GOLD / "hard_case_records.jsonl").read_text(encoding="utf-8").splitlines()
    found: dict[str, Trial] = {}
    for trial in map(parse_study, map(json.loads, retold)):
        found[trial.id] = trial
    for name in _FILES:
        for trial in trials(name):
            if trial.id in ids:
                found.setdefault(trial.id, trial)
    return found


def _as_quoted(row: dict[str, str]) -> dict[str, Any]:
    summary = row["summary_excerpt"].replace("@highlight", ". ") if row["text_kind"] == "title+summary" else ""
    identification = {"nctId": row["nct"], "briefTitle": row["text"]}
    return {"protocolSection": {"identificationModule": identification, "descriptionModule": {"briefSummary": summary}}}


def _with_the_quoted(whole: Trial, quoted: Trial, row: dict[str, str]) -> Trial:
    """The record with the quoted words where they belong: as its title when it has none, else as a line of its criteria."""
    if not (whole.brief_title or whole.official_title):
        return structs.replace(whole, texts=(quoted.texts[0], *whole.texts))
    if row["text_kind"] == "title+summary":
        return whole
    field = "eligibilityModule.eligibilityCriteria"
    texts = dict(whole.texts)
    return structs.replace(whole, texts=tuple({**texts, field: f"{texts.get(field, '')}\n\n{row['text']}\n"}.items()))


def _wrong(labels: Labels, row: dict[str, str]) -> list[str]:
    """The label columns in the terms of `classify`: ours or not, and differentiation and class where they are plain."""
    wrong = []
    is_ours = bool(labels.families)
    if is_ours != (row["label_is_nen"] != "no"):
        wrong.append(f"families {', '.join(labels.families) or 'none'}, label {row['label_family']}")
    graded = {_DIFFERENTIATIONS[word] for word in _words(row["label_differentiation"]) if word in _DIFFERENTIATIONS}
    if is_ours and graded - set(map(str, labels.differentiation)):
        wrong.append(f"differentiation {', '.join(map(str, labels.differentiation))}, label {row['label_differentiation']}")
    if row["label_immunotherapy"] in {"yes", "no"} and not row["label_role"].startswith("background"):
        # an agent in the background of the studied arm counts by LABELLING.md, so such a row is silent on classes
        tested = row["label_immunotherapy"] == "yes" and row["label_role"].startswith("investigational")
        classes = {name for word, name in _CLASSES.items() if word in row["label_class"].lower()} if tested else set()
        if classes != set(map(str, labels.classes)):
            wrong.append(
                f"classes {', '.join(map(str, labels.classes)) or 'none'}, label {row['label_class']} ({row['label_role']})"
            )
    return wrong


def _words(label: str) -> list[str]:
    """The words of a label; one with a question mark is a doubt of its author and binds nobody."""
    return [word for word in label.replace("|", "+").replace("(", "+").replace(")", "").split("+") if not word.endswith("?")]
