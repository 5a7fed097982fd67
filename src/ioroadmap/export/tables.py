"""The tables: one row a fact, with its source, day and review beside it. Same roadmap, same bytes.

CSV and SQLite need nothing; Parquet needs the extra `parquet`. A missing number is an empty cell in the number's column and its
reason stands in the column `…_missing`, so that nobody averages a word or reads a blank as zero.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from ioroadmap.model.missing import Number, is_number
from ioroadmap.roadmap import Roadmap

SQLITE = "ioroadmap.sqlite"

Value = str | int | float | bool | None
Row = dict[str, Value]


class Table(Struct, frozen=True):
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def export_files(roadmap: Roadmap, folder: str = "") -> Iterator[tuple[str, bytes]]:
    """The tables as files: `approvals.csv` …, `ioroadmap.sqlite`, and `approvals.parquet` … where pyarrow is installed."""
    tables = make_tables(roadmap)
    for table in tables:
        yield f"{folder}{table.name}.csv", csv_bytes(table)
    yield f"{folder}{SQLITE}", sqlite_bytes(tables)
    if find_spec("pyarrow"):
        for table in tables:
            yield f"{folder}{table.name}.parquet", parquet_bytes(table)


def missing_extras() -> tuple[str, ...]:
    """One line for each output that this installation cannot make."""
    return () if find_spec("pyarrow") else ("Parquet tables left out: pip install 'ioroadmap[parquet]'",)


def make_tables(roadmap: Roadmap) -> tuple[Table, ...]:
    return tuple(_table(name, list(rows(roadmap))) for name, rows in _TABLES.items())


def _table(name: str, rows: list[Row]) -> Table:
    columns = tuple(rows[0]) if rows else ("id",)
    return Table(name, columns, tuple(tuple(row[column] for column in columns) for row in rows))


def csv_bytes(table: Table) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([_csv_cell(value) for value in row] for row in table.rows)
    return out.getvalue().encode()


def _csv_cell(value: Value) -> str | int | float:
    """Text that a spreadsheet might run as a formula gets a leading apostrophe (upstream text is hostile until escaped)."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return "" if value is None else value


def sqlite_bytes(tables: Sequence[Table]) -> bytes:
    """One SQLite file with all tables. Written to a temporary file, because Python 3.11 cannot serialise a database portably."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / SQLITE
        database = sqlite3.connect(path)
        for table in tables:
            names = ", ".join(f'"{column}"' for column in table.columns)
            holes = ", ".join("?" * len(table.columns))
            database.execute(f'CREATE TABLE "{table.name}" ({names})')
            database.executemany(f'INSERT INTO "{table.name}" VALUES ({holes})', table.rows)  # noqa: S608
        database.commit()
        database.execute("VACUUM")
        database.close()
        return path.read_bytes()


def parquet_bytes(table: Table) -> bytes:
    import pyarrow
    import pyarrow.parquet

    columns = {name: pyarrow.array([row[i] for row in table.rows]) for i, name in enumerate(table.columns)}
    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), out)
    return out.getvalue()


# ---------------------------------------------------------------- the tables


def _about(roadmap: Roadmap) -> Iterator[Row]:
    settings = roadmap.pack.settings
    about: Row = {
        "title": settings.title,
        "subject": settings.subject,
        "as_of": str(roadmap.as_of),
        "known_on": str(roadmap.known_on),
        "pack_version": settings.version,
        "inputs": roadmap.inputs,
        "licence": settings.licence,
        "attribution": settings.attribution,
        "disclaimer": settings.disclaimer,
        "review": settings.drafted,
    }
    yield from ({"key": key, "value": value} for key, value in about.items())


def _cells(roadmap: Roadmap) -> Iterator[Row]:
    for cell in roadmap.cells:
        low, high = cell.ci or (None, None)
        yield {
            **_fields(cell, "id", "unit", "immunotherapy_class", "state", "sub_reason", "stratum", "setting", "n", "responders"),
            "ci_lo_pct": low,
            "ci_hi_pct": high,
            **_fields(cell, "pooled_pct", "k", "badges", "regulators", "decided_by", "negative_trials"),
            "trials": len(cell.trials),
            "trials_open": len(cell.trials_open),
            **_fields(cell, "why"),
            "as_of": str(cell.as_of),
        }


def _approvals(roadmap: Roadmap) -> Iterator[Row]:
    for row in roadmap.approvals:
        yield _fields(
            row, "id", "region", "body", "body_kind", "drug", "brand", "indication", "tumours", "scope", "setting", "biomarker",
            "with_drugs", "state", "since", "in_force", "uncertain", "withdrawal_reason", "pivotal", "headline", "review",
        )  # fmt: skip


def _approval_events(roadmap: Roadmap) -> Iterator[Row]:
    for row in roadmap.approvals:
        for event in row.events:
            yield {
                "approval": row.id,
                **_fields(event, "date", "event", "strength", "what", "source", "locator", "confidence", "note"),
            }


def _results(roadmap: Roadmap) -> Iterator[Row]:
    for row in roadmap.results:
        low, high = row.exact_ci or (None, None)
        yield {
            **_fields(row, "id", "study", "nct", "arm", "arm_role", "unit", "differentiation", "population", "drugs", "regimen"),
            **_fields(row, "class_tested", "stratum", "setting", "endpoint", "criteria"),
            **_number("n", row.n),
            **_number("responders", row.responders),
            **_fields(row, "responders_basis"),
            "exact_lo_pct": low,
            "exact_hi_pct": high,
            **_number("orr_pct", row.orr_pct),
            **_number("orr_lo_pct", row.orr_ci[0]),
            **_number("orr_hi_pct", row.orr_ci[1]),
            **_number("pfs_months", row.pfs_months),
            **_number("os_months", row.os_months),
            **_number("grade3_pct", row.grade3_pct),
            **_number("grade3_n", row.grade3_n),
            **_number("follow_up_months", row.follow_up_months),
            **_fields(
                row, "cut", "superseded_by", "subset_of", "biomarker_selected", "review", "source", "locator", "confidence", "note"
            ),
        }


def _trials(roadmap: Roadmap) -> Iterator[Row]:
    for view in roadmap.trials:
        trial, labels = view.trial, view.labels
        newest = view.observed[0] if view.observed else None
        yield {
            "id": trial.id,
            "title": trial.brief_title or trial.official_title,
            **_fields(trial, "acronym", "status"),
            "status_confirmed_on": view.trust.confirmed_on,
            **_fields(trial, "phases"),
            **_number("enrollment", trial.enrollment),
            "start": trial.start.date,
            "primary_completion": trial.primary_completion.date,
            "completion": trial.completion.date,
            **_fields(trial, "sponsor", "sponsor_class", "countries"),
            **_fields(labels, "relevance", "families", "differentiation", "classes", "targets"),
            **_fields(view, "units", "studies"),
            "seen_on": newest.observed_on if newest else None,
            "seen_at": newest.address if newest else None,
        }


def _drugs(roadmap: Roadmap) -> Iterator[Row]:
    for drug in roadmap.pack.drugs:
        yield {
            **_fields(drug, "id", "name", "brands", "names", "modality", "immunotherapy", "classes", "targets", "mechanism"),
            "programme": drug.programme.state,
            **_fields(drug, "review"),
            "sources": _plain(tuple(source.url for source in drug.sources)),
        }


def _tumours(roadmap: Roadmap) -> Iterator[Row]:
    for each in roadmap.pack.tumours:
        yield {
            **_fields(each, "id", "label", "family", "unit", "differentiation", "grade", "site", "negative"),
            **_fields(each.codes, "ncit", "oncotree", "icdo3", "icd10cm", "mondo"),
        }


def _publications(roadmap: Roadmap) -> Iterator[Row]:
    for each in roadmap.pack.publications:
        yield _fields(each, "id", "title", "first_author", "year", "journal", "pmid", "pmcid", "doi", "registry", "retracted")


_TABLES: dict[str, Callable[[Roadmap], Iterator[Row]]] = {
    "about": _about,
    "cells": _cells,
    "approvals": _approvals,
    "approval_events": _approval_events,
    "results": _results,
    "trials": _trials,
    "drugs": _drugs,
    "tumours": _tumours,
    "publications": _publications,
}


def _fields(record: Struct, *names: str) -> Row:
    """These fields of a record as cells; several values stand in one cell, with semicolons."""
    return {name: _plain(getattr(record, name)) for name in names}


def _plain(value: object) -> Value:
    match value:
        case tuple():
            return "; ".join(str(each) for each in value)
        case bool() | int() | float() | None:
            return value
        case _:
            return str(value)


def _number(name: str, value: Number) -> Row:
    """A number and why it is missing: one of the two cells is empty."""
    known = is_number(value)
    return {name: value if known else None, f"{name}_missing": None if known else str(value)}
