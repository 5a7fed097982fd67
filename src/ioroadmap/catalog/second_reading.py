"""A second, independent reading: claims drawn by chance, looked up again by someone who does not see our value.

`draw` makes a sheet that names the fact, the field and the source; the reader fills the column `answer`; `compare` sets our
value and a verdict beside it. The sheets are kept with the pack: they are the record of how often we were right.
"""

from __future__ import annotations

import csv
import random
import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from ioroadmap.catalog.checks.duplicates import squeeze
from ioroadmap.catalog.claims import Claim
from ioroadmap.catalog.pack import Reading
from ioroadmap.model.errors import UsageError


class Verdict(StrEnum):
    """What the comparison came to. `differs` is open; a person turns it into one of those after it."""

    AGREES = "agrees"
    DIFFERS = "differs"
    MENDED = "mended"  # ours was wrong and has been mended
    READER_ERRED = "reader-erred"  # a third look found ours in the source
    BOTH_STAND = "both-stand"  # the source, or two sources, say both; kept side by side
    NOT_FOUND = "not-found"  # the reader opened the source and it does not say
    NOT_OPENED = "not-opened"  # the reader could not open the source


class Row(Struct, frozen=True):
    """One line of a sheet. `answer` is the reader's: `-` when the source could not be opened, `?` when it does not say."""

    kind: str
    fact: str
    field: str
    words: str
    sources: str
    answer: str = ""
    remark: str = ""
    ours: str = ""
    verdict: str = ""


COLUMNS = Row.__struct_fields__


def draw(claims: list[Claim], size: int, seed: int, known: Sequence[Row] = ()) -> list[Row]:
    """`size` claims by chance, the kinds in turn so that each has its share, none that is in `known`. The same seed and catalog
    give the same sheet. Fewer where there are not so many."""
    chance = random.Random(seed)  # noqa: S311 - a fair draw that can be repeated, not a secret
    drawn = {(row.fact, row.field) for row in known}
    piles: dict[str, list[Claim]] = {}
    for claim in claims:
        if (claim.id, claim.field) not in drawn:
            piles.setdefault(claim.kind, []).append(claim)
    for pile in piles.values():
        chance.shuffle(pile)
    rows: list[Row] = []
    while len(rows) < size and any(piles.values()):
        rows += [_row(pile.pop()) for pile in piles.values() if pile]
    return rows[:size]


def _row(claim: Claim) -> Row:
    places = [f"{source.at} ({_masked(source.locator, claim.value)})" if source.locator else source.at for source in claim.sources]
    return Row(claim.kind, claim.id, claim.field, " | ".join(claim.words), " | ".join(places))


def _masked(locator: str, value: str) -> str:
    """The locator without our value: "row 8154/3" would tell the reader what to write."""
    for part in value.split("; "):
        if len(part) >= _TELLING:
            locator = re.sub(re.escape(part), "…", locator, flags=re.I)
    return locator


_TELLING = 3  # letters; a shorter value stands in a locator by chance


def compare(rows: list[Row], claims: list[Claim]) -> list[Row]:
    """The rows with our value and a verdict; a row without an answer waits for one. A row that has a verdict keeps it, whatever the
    catalog says by now."""
    values = {(claim.id, claim.field): claim.value for claim in claims}
    return [row if row.verdict else _judged(row, values.get((row.fact, row.field), "")) for row in rows]


def _judged(row: Row, ours: str) -> Row:
    match row.answer.strip():
        case "":
            return row
        case "-":
            verdict = Verdict.NOT_OPENED
        case "?":
            verdict = Verdict.NOT_FOUND
        case answer:
            verdict = Verdict.AGREES if _same(answer, ours) else Verdict.DIFFERS
    return msgspec.structs.replace(row, ours=ours, verdict=verdict)


def _same(theirs: str, ours: str) -> bool:
    """Whether two readers wrote the same: lists in any order, names without case, blanks and dashes, numbers by value."""
    return sorted(map(_plain, theirs.split(";"))) == sorted(map(_plain, ours.split(";")))


def _plain(text: str) -> str:
    try:
        return str(float(text))
    except ValueError:
        return squeeze(text)


def count_verdicts(rows: list[Row]) -> Counter[str]:
    return Counter(row.verdict for row in rows)


# ---------------------------------------------------------------- sheets


def read_sheet(path: Path) -> list[Row]:
    """The rows of a sheet. `UsageError` when a column is missing, a verdict is none of ours, or the file is no CSV in UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines)
            missing = [name for name in COLUMNS if name not in (table.fieldnames or [])]
            if missing:
                raise UsageError(f"{path} has no column {', '.join(missing)}; make a sheet with `ioroadmap catalog draw`")
            rows = [Row(**{name: line[name] or "" for name in COLUMNS}) for line in table]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: cannot read this sheet: {error}") from None
    for number, row in enumerate(rows, start=1):
        if row.verdict not in ("", *Verdict):
            raise UsageError(
                f"{path}: verdict of row {number} is {row.verdict!r}; use one of {', '.join(Verdict)}, or leave it empty"
            )
    return rows


def write_sheet(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows([getattr(row, name) for name in COLUMNS] for row in rows)


def readings_of(sheets: dict[str, list[Row]]) -> tuple[Reading, ...]:
    """What each sheet came to."""
    return tuple(Reading(name, len(rows), dict(sorted(count_verdicts(rows).items()))) for name, rows in sheets.items())


def kept_sheets(root: Path) -> dict[str, list[Row]]:
    """All sheets that the pack keeps, by name."""
    return {path.stem: read_sheet(path) for path in sorted((root / "readings").glob("*.csv"))}
