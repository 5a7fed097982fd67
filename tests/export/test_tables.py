"""The tables: a missing number is never 0 or blank without its reason; nothing runs in a spreadsheet; the same bytes each time."""

import csv
import io
import sqlite3
from datetime import date

import pytest

from ioroadmap.assemble import load_roadmap
from ioroadmap.export.tables import Table, csv_bytes, export_files, make_tables, parquet_bytes, sqlite_bytes
from tests.tiny_pack import REAL_PACK

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def roadmap():
    return load_roadmap(REAL_PACK, None, DAY, DAY)


def test_a_number_is_there_or_its_reason_is(roadmap):
    (results,) = [table for table in make_tables(roadmap) if table.name == "results"]
    for name in ("n", "responders", "orr_pct", "pfs_months", "os_months"):
        value, why = results.columns.index(name), results.columns.index(f"{name}_missing")
        for row in results.rows:
            assert (row[value] is None) == (row[why] in {"unknown", "not-reported", "not-applicable", "not-reached"}), row


def test_the_tables_hold_every_row(roadmap):
    tables = {table.name: len(table.rows) for table in make_tables(roadmap)}
    assert tables["results"] == len(roadmap.results)
    assert tables["approvals"] == len(roadmap.approvals)
    assert tables["trials"] == len(roadmap.trials)
    assert tables["cells"] == len(roadmap.cells)
    assert tables["approval_events"] == sum(len(row.events) for row in roadmap.approvals)


def test_the_same_roadmap_gives_the_same_bytes(roadmap):
    assert dict(export_files(roadmap)) == dict(export_files(roadmap))


HOSTILE = Table(
    "t", ("id", "title"), (("1", "=HYPERLINK(1)"), ("2", 'a "quote", a comma\nand a line'), ("3", "@SUM(A1)"), ("4", "-1 + 2"))
)


def test_upstream_text_never_runs_as_a_formula():
    rows = list(csv.reader(io.StringIO(csv_bytes(HOSTILE).decode())))
    assert [row[1] for row in rows[1:]] == ["'=HYPERLINK(1)", 'a "quote", a comma\nand a line', "'@SUM(A1)", "'-1 + 2"]


def test_sqlite_and_parquet_keep_the_text_as_it_was(tmp_path):
    path = tmp_path / "t.sqlite"
    path.write_bytes(sqlite_bytes([HOSTILE]))
    assert sqlite3.connect(path).execute("SELECT id, title FROM t").fetchall() == [tuple(row) for row in HOSTILE.rows]
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra `parquet` is not installed")
    (tmp_path / "t.parquet").write_bytes(parquet_bytes(HOSTILE))
    assert [tuple(row.values()) for row in parquet.read_table(tmp_path / "t.parquet").to_pylist()] == [
        tuple(row) for row in HOSTILE.rows
    ]
