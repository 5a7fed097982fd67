"""How long a user waits: start of the commands, and the whole build, each beside Python's own start in the same run.

.venv/bin/python benchmarks/startup.py
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

IOROADMAP = str(Path(sys.executable).with_name("ioroadmap"))
RUNS = 7
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "ioroadmap --help": [IOROADMAP, "--help"],
    "ioroadmap approvals": [IOROADMAP, "approvals"],
    "ioroadmap results --json": [IOROADMAP, "results", "--json"],
    "ioroadmap build": [IOROADMAP, "build"],
}


def seconds(words: list[str], folder: str) -> float:
    start = time.perf_counter()
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        base = 0.0
        print(f"{'command':<26} {'median s':>9} {'min':>6} {'max':>6} {'x python':>9}")
        for name, words in COMMANDS.items():
            seconds(words, folder)
            times = [seconds(words, folder) for _ in range(RUNS)]
            median = statistics.median(times)
            base = base or median
            print(f"{name:<26} {median:>9.3f} {min(times):>6.3f} {max(times):>6.3f} {median / base:>9.1f}")


if __name__ == "__main__":
    main()
