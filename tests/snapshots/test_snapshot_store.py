"""The store loses nothing: not when killed, not on a full disk, not to a second writer; and it says so when it is damaged."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from ioroadmap.model.dates import PartialDate
from ioroadmap.model.errors import StorageError
from ioroadmap.snapshots.observation import Observation, canonical
from ioroadmap.snapshots.store import Store

LATER = date(2099, 1, 1)


def make_observation(record_id: str = "NCT00000001", day: str = "2026-11-22", status: str = "RECRUITING") -> Observation:
    return Observation(
        source="clinicaltrials.gov",
        record_id=record_id,
        observed_on=PartialDate(day),
        scope=("statusModule",),
        payload=canonical({"protocolSection": {"statusModule": {"overallStatus": status}}}),
        address=f"https://clinicaltrials.gov/study/{record_id}",
    )


def many(start: int, n: int) -> list[Observation]:
    """`n` observations that compress badly, so that they fill pages."""
    return [
        msgspec.structs.replace(make_observation(f"NCT{k:08}"), payload=canonical({"noise": os.urandom(2000).hex()}))
        for k in range(start, start + n)
    ]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "snapshots.sqlite"


@pytest.fixture
def filled(path: Path) -> Path:
    with Store.open(path, writer=True) as store:
        store.append([make_observation(day="2025-07-14"), make_observation("NCT00000002"), *many(100, 50)])
    return path


def count(path: Path) -> int:
    with Store.open(path, writer=False) as store:
        return len(store.observations(LATER))


def test_what_went_in_comes_out(path: Path) -> None:
    undated = msgspec.structs.replace(
        make_observation(),
        observed_on=PartialDate("unknown"),
        not_before=PartialDate("2019"),
        not_after=PartialDate("2020"),
        note="no date",
    )
    with Store.open(path, writer=True) as store:
        assert store.append([make_observation(), undated]) == 2
    with Store.open(path, writer=False) as store:
        assert store.history("NCT00000001", LATER) == (undated, make_observation())


def test_the_same_content_on_another_day_is_an_observation_that_shares_its_payload(path: Path) -> None:
    with Store.open(path, writer=True) as store:
        assert store.append([make_observation(day="2025-01-01")]) == 1
        assert store.append([make_observation(day="2025-01-01"), make_observation(day="2025-01-02")]) == 1
        assert len(store.history("NCT00000001", LATER)) == 2
    assert sqlite3.connect(path).execute("SELECT count(*) FROM payload").fetchone() == (1,)


def test_only_what_was_known_on_the_day_is_read(path: Path) -> None:
    with Store.open(path, writer=True) as store:
        store.append([make_observation(day="2025-02"), make_observation(day="2025-11-12", status="COMPLETED")])
        assert store.observations(date(2025, 2, 27)) == ()
        assert [each.observed_on for each in store.observations(date(2025, 2, 28))] == ["2025-02"]
        assert [each.observed_on for each in store.history("NCT00000001", LATER)] == ["2025-02", "2025-11-12"]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE observation SET note = 'x'",
        "DELETE FROM observation",
        "UPDATE payload SET data = x'00'",
        "DELETE FROM payload",
    ],
)
def test_nothing_is_ever_changed_or_deleted(filled: Path, change: str) -> None:
    connection = sqlite3.connect(filled)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(change)
    connection.close()
    assert count(filled) == 52


def test_a_reader_cannot_write_and_sees_whole_batches_beside_a_writer(filled: Path) -> None:
    with Store.open(filled, writer=True) as writer, Store.open(filled, writer=False) as reader:
        writer.append([make_observation("NCT00000003")])
        assert len(reader.observations(LATER)) == 53
        with pytest.raises(StorageError, match="opened for reading"):
            reader.append([make_observation()])


def test_a_second_writer_is_told_who_writes(filled: Path) -> None:
    with (
        Store.open(filled, writer=True),
        pytest.raises(StorageError, match=rf"written by process {os.getpid()}; wait until it ends"),
    ):
        Store.open(filled, writer=True)
    Store.open(filled, writer=True).close()


def test_a_batch_that_fails_halfway_leaves_nothing_behind(filled: Path) -> None:
    broken = msgspec.structs.replace(make_observation("NCT00000004"), note=None)  # type: ignore[arg-type]
    with Store.open(filled, writer=True) as store, pytest.raises(StorageError, match="NOT NULL"):
        store.append([make_observation("NCT00000003"), broken])
    assert count(filled) == 52


def test_a_full_disk_costs_the_batch_and_nothing_else(filled: Path) -> None:
    with Store.open(filled, writer=True) as store:
        (pages,) = store._connection.execute("PRAGMA page_count").fetchone()
        store._connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(StorageError, match=r"the disk is full; what it held is untouched\. Make room"):
            store.append(many(1000, 200))
        assert len(store.observations(LATER)) == 52
        store._connection.execute("PRAGMA max_page_count = 1000000")
        assert store.append(many(1000, 200)) == 200
    assert count(filled) == 252


KILLED = """
import os, resource, signal, sys
from pathlib import Path
sys.path[:0] = {paths!r}
from test_snapshot_store import make_observation, many
from ioroadmap.snapshots import store as module
how, path = sys.argv[1], Path(sys.argv[2])
store = module.Store.open(path, writer=True)
if how == "between":
    real = store._connection
    class Dying:
        total_changes = 0
        def __enter__(self): return real.__enter__()
        def __exit__(self, *args): return real.__exit__(*args)
        def executemany(self, query, rows):
            real.executemany(query, rows)
            if "observation" in query: os.kill(os.getpid(), signal.SIGKILL)
        def execute(self, query): return real.execute(query)
    store._connection = Dying()
if how == "limit":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 8192, resource.RLIM_INFINITY))
try:
    store.append(many(1000, 200))
except module.StorageError as fault:
    print(fault)
    os._exit(15)
os._exit(0)
"""


def run_child(how: str, path: Path) -> subprocess.CompletedProcess[str]:
    root = Path(__file__).parents[2]
    script = KILLED.format(paths=[str(root / "src"), str(Path(__file__).parent)])
    return subprocess.run([sys.executable, "-c", script, how, str(path)], capture_output=True, text=True, timeout=60, check=False)


def test_killed_in_the_middle_of_a_batch_the_store_is_the_old_one(filled: Path) -> None:
    assert run_child("between", filled).returncode == -9
    assert count(filled) == 52
    with Store.open(filled, writer=True) as store:  # the lock died with its holder
        assert store.append([make_observation("NCT00000003")]) == 1


def test_killed_after_a_batch_the_store_is_the_new_one(filled: Path) -> None:
    assert run_child("after", filled).returncode == 0  # leaves without closing
    assert count(filled) == 252


def test_a_disk_that_takes_no_more_bytes_is_a_sentence_and_costs_nothing(filled: Path) -> None:
    ended = run_child("limit", filled)
    assert ended.returncode == 15, ended.stderr
    assert str(filled) in ended.stdout
    assert "what it held is untouched" in ended.stdout
    assert count(filled) == 52


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def make_empty(path: Path) -> None:
    path.write_bytes(b"")


def write_text(path: Path) -> None:
    path.write_text("this is no database, but it is long enough to look at, and then some more of it " * 20)


def write_other(path: Path) -> None:
    path.unlink()
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE recipes (name TEXT)")
    connection.close()


def scribble(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start + 8 : start + 600] = b"\xff" * 592
    path.write_bytes(bytes(data))


def make_newer(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("writer", [True, False])
@pytest.mark.parametrize(
    ("damage", "seen", "cure"),
    [
        (cut_in_half, "damaged", "put back a backup"),
        (make_empty, "empty", "put back a backup"),
        (write_text, "damaged: SQLite says file is not a database", "put back a backup"),
        (write_other, "an SQLite file of another program", "put back a backup"),
        (scribble, "damaged", "put back a backup"),
        (make_newer, "schema 99", "update ioroadmap"),
        (Path.unlink, "not there", "ioroadmap refresh"),
    ],
)
def test_damage_is_named_with_its_cure(filled: Path, damage: Callable[[Path], None], seen: str, cure: str, writer: bool) -> None:
    damage(filled)
    if damage is Path.unlink and writer:
        return  # a writer makes a new store
    with pytest.raises(StorageError) as told, Store.open(filled, writer=writer) as store:
        store.observations(LATER)
    assert str(filled) in str(told.value)
    assert seen in str(told.value)
    assert cure in str(told.value)
    assert told.value.exit_code == 15


def test_a_payload_that_is_not_what_went_in_is_noticed(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("DROP TRIGGER payload_keeps_update")
    connection.execute("UPDATE payload SET data = x'28b52ffd0000010000'")
    connection.commit()
    connection.close()
    with Store.open(filled, writer=False) as store, pytest.raises(StorageError, match="is not what went in"):
        store.observations(LATER)


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="No such file or directory; make room or mend the folder"):
        Store.open(tmp_path / "nowhere" / "snapshots.sqlite", writer=True)


def test_a_new_store_that_died_half_made_is_made_anew(path: Path) -> None:
    path.with_name(f"{path.name}.new").write_bytes(b"half")
    with Store.open(path, writer=True) as store:
        assert store.append([make_observation()]) == 1
