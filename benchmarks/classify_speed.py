"""Records per second on one core, beside merely decoding the same JSON: `python -m benchmarks.classify_speed [--most N]`.

Three times are taken over the same bytes in the same run: `json.loads` of the standard library, `msgspec` into plain objects, and
all of `classify` (decode, read the record, match, label). The ratio is classify's time over each.
"""

from __future__ import annotations

import argparse
import gzip
import json
import platform
import sys
import time
from collections.abc import Callable
from functools import partial

import msgspec

from benchmarks.labelled import RECORDS
from ioroadmap.catalog.load import load_pack
from ioroadmap.classify import Vocabulary, classify_trial
from ioroadmap.model.labels import Labels
from ioroadmap.sources.clinicaltrials_gov import BrokenRecord, read_records

FILES = ("nen_records.jsonl.gz", "aact.jsonl.gz", "nci_cts.jsonl.gz", "hint_top.jsonl.gz", "texts_2018.jsonl.gz")
RUNS = 3


def best_seconds(work: Callable[[list[bytes]], object], lines: list[bytes]) -> float:
    """The best of some runs: the machine's own noise only ever adds time."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work(lines)
        times.append(time.perf_counter() - start)
    return min(times)


def standard_json(lines: list[bytes]) -> list[object]:
    return [json.loads(line) for line in lines]


def fast_json(lines: list[bytes]) -> list[object]:
    return [msgspec.json.decode(line) for line in lines]


def classify_all(words: Vocabulary, lines: list[bytes]) -> list[Labels]:
    records = read_records(b"\n".join(lines))
    return [classify_trial(record, words) for record in records if not isinstance(record, BrokenRecord)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--most", type=int, default=3000, help="records of a file")
    most = options.parse_args().most
    if not RECORDS.is_dir():
        sys.exit(f"{RECORDS} is not here: nothing to measure on")
    words = Vocabulary.from_pack(load_pack())
    print(f"Python {platform.python_version()}, one core, best of {RUNS}")
    print(f"{'file':24}{'records':>8}{'kB each':>9}{'classify/s':>12}{'x json':>8}{'x msgspec':>11}")
    for name in FILES:
        lines = gzip.decompress((RECORDS / name).read_bytes()).splitlines()[:most]
        ours = best_seconds(partial(classify_all, words), lines)
        plain = best_seconds(standard_json, lines)
        fast = best_seconds(fast_json, lines)
        size = sum(map(len, lines)) / len(lines) / 1000
        print(f"{name:24}{len(lines):8}{size:9.1f}{len(lines) / ours:12.0f}{ours / plain:8.1f}{ours / fast:11.1f}")


if __name__ == "__main__":
    main()
