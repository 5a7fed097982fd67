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
        if (claim.id, claim.field) not in drawn and not tells_itself(_row(claim), claim.value):
            piles.setdefault(claim.kind, []).append(claim)
    for pile in piles.values():
        chance.shuffle(pile)
    rows: list[Row] = []
    while len(rows) < size and any(piles.values()):
        rows += [_row(pile.pop()) for pile in piles.values() if pile]
    return rows[:size]


def tells_itself(row: Row, value: str) -> bool:
    """Whether the line prints our value: in the id, in an address. Such a claim cannot be read blind."""
    shown = " ".join((row.fact, row.field, row.sources)).casefold()
    return any(len(part) >= _TELLING and part.casefold() in shown for part in value.split("; "))


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
    """Whether two readers wrote the same: lists in any order, names without case, dashes as blanks, numbers by value."""
    return sorted(map(_plain, theirs.split(";"))) == sorted(map(_plain, ours.split(";")))


def _plain(text: str) -> str:
    try:
        return str(float(text))
    except ValueError:
        return " ".join(re.sub(r"[-‐-―_]", " ", text).casefold().split())


def count_verdicts(rows: list[Row]) -> Counter[str]:
    return Counter(row.verdict for row in rows)


# ---------------------------------------------------------------- sheets


def read_sheet(path: Path) -> list[Row]:
    """The rows of a sheet. `UsageError` when a column is missing, a verdict is none of ours, or the file is no CSV in UTF-8."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            table = csv.DictReader(lines, restkey=_BEYOND)
            _refuse_other_columns(path, list(table.fieldnames or []))
            found = list(table)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: cannot read this sheet: {error}") from None
    for number, line in enumerate(found, start=1):
        if _BEYOND in line:
            raise UsageError(f"{path}: row {number} has more cells than columns; put a text with a comma into quotes")
    rows = [Row(**{name: line[name] or "" for name in COLUMNS}) for line in found]
    for number, row in enumerate(rows, start=1):
        if row.verdict and not row.answer.strip():
            raise UsageError(f"{path}: row {number} has a verdict and no answer; write what the reader saw, `?` or `-`")
        if row.verdict not in ("", *Verdict):
            raise UsageError(
                f"{path}: verdict of row {number} is {row.verdict!r}; use one of {', '.join(Verdict)}, or leave it empty"
            )
    return rows


_BEYOND = "beyond the columns"


def _refuse_other_columns(path: Path, names: list[str]) -> None:
    """A sheet is written back whole: what we would not write back, we do not take."""
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise UsageError(f"{path} has no column {', '.join(missing)}; make a sheet with `ioroadmap catalog draw`")
    other = [name for name in names if name not in COLUMNS or names.count(name) > 1]
    if other:
        raise UsageError(f"{path} has a column {other[0]!r} that is not ours or stands twice; take it out, a remark has a column")


def write_sheet(path: Path, rows: list[Row]) -> None:
    """Writes beside and then swaps, so that a reader's work is never half written."""
    staged = path.with_name(f".{path.name}.new")
    with staged.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows([getattr(row, name) for name in COLUMNS] for row in rows)
    staged.replace(path)


def readings_of(sheets: dict[str, list[Row]]) -> tuple[Reading, ...]:
    """What each sheet came to."""
    return tuple(Reading(name, len(rows), dict(sorted(count_verdicts(rows).items()))) for name, rows in sheets.items())


def kept_sheets(root: Path) -> dict[str, list[Row]]:
    """All sheets that the pack keeps, by name."""
    return {path.stem: read_sheet(path) for path in sorted((root / "readings").glob("*.csv"))}
