"""The append-only store of observations: one SQLite file, one writer, and nothing that was in it is ever lost.

A batch is in whole or not at all, wherever the process is killed. Payloads are compressed and kept once per content. What
cannot be read or written ends in a `StorageError` that names the file, what was seen, and the cure.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec
import zstandard

from ioroadmap.model.dates import PartialDate
from ioroadmap.model.errors import StorageError
from ioroadmap.snapshots.observation import Observation

SCHEMA_VERSION = 1
APPLICATION_ID = 0x494F524D  # "IORM": tells our files from other SQLite files
_RESTORE = "put back a backup, or move the file aside and fill a new one with `ioroadmap refresh`"

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {SCHEMA_VERSION};
CREATE TABLE payload (hash TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE observation (
    n INTEGER PRIMARY KEY,
    source TEXT NOT NULL, record_id TEXT NOT NULL, observed_on TEXT NOT NULL, hash TEXT NOT NULL REFERENCES payload (hash),
    scope TEXT NOT NULL, address TEXT NOT NULL, note TEXT NOT NULL, not_before TEXT NOT NULL, not_after TEXT NOT NULL,
    known_from TEXT NOT NULL,
    UNIQUE (source, record_id, observed_on, hash, scope)
);
CREATE INDEX observation_by_record ON observation (record_id, known_from);
CREATE INDEX observation_by_day ON observation (known_from);
""" + "".join(
    f"CREATE TRIGGER {table}_keeps_{verb.lower()} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;\n"
    for table in ("payload", "observation")
    for verb in ("UPDATE", "DELETE")
)  # fmt: skip

_INSERT_PAYLOAD = "INSERT INTO payload VALUES (?, ?) ON CONFLICT DO NOTHING"
_INSERT = "INSERT INTO observation VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
_SELECT = (
    "SELECT source, record_id, observed_on, scope, address, note, not_before, not_after, o.hash, data"
    " FROM observation o LEFT JOIN payload p ON p.hash = o.hash WHERE known_from <= ?"
)


class Store:
    """Opened by `Store.open`; used in a `with`. A reader sees what was whole when it asked, also while a writer writes."""

    def __init__(self, path: Path, connection: sqlite3.Connection, lock: IO[str] | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = lock

    @classmethod
    def open(cls, path: Path, *, writer: bool) -> Self:
        """The store at `path`; a writer makes it when it is not there. `StorageError` when another writer has it."""
        lock = _locked(path) if writer else None
        try:
            with _explained(path):
                if writer and not path.exists():
                    _create(path)
                connection = _connect(path, writer=writer)
                _check(path, connection, thorough=writer)
        except BaseException:
            if lock is not None:
                lock.close()
            raise
        return cls(path, connection, lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()
        if self._lock is not None:
            self._lock.close()

    def append(self, observations: Iterable[Observation]) -> int:
        """Add a batch, in whole or not at all; the number that was new. What is there already is left as it is."""
        if self._lock is None:
            raise StorageError(f"{self.path} was opened for reading; open it with writer=True to add to it")
        batch = [_row(observation) for observation in observations]
        with _explained(self.path), self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(_INSERT_PAYLOAD, [payload for payload, _ in batch])
            before = self._connection.total_changes
            self._connection.executemany(_INSERT, [row for _, row in batch])
            return self._connection.total_changes - before

    def history(self, record_id: str, known_on: date) -> tuple[Observation, ...]:
        """All observations of one record known at the end of `known_on`, oldest first."""
        return self._read(f"{_SELECT} AND record_id = ?", known_on.isoformat(), record_id)

    def observations(self, known_on: date) -> tuple[Observation, ...]:
        """All observations known at the end of `known_on`, by record, oldest first."""
        return self._read(_SELECT, known_on.isoformat())

    def _read(self, query: str, *parameters: str) -> tuple[Observation, ...]:
        with _explained(self.path):
            rows = self._connection.execute(query, parameters).fetchall()
        found = (_observation(self.path, row) for row in rows)
        return tuple(sorted(found, key=lambda each: (each.record_id, *each.rank, each.source, each.address, each.content_hash)))


def _row(observation: Observation) -> tuple[tuple[str, bytes], tuple[str, ...]]:
    """What goes into the two tables."""
    content, known_from = observation.content_hash, observation.known_from or date.max
    row = (
        observation.source,
        observation.record_id,
        str(observation.observed_on),
        content,
        msgspec.json.encode(observation.scope).decode(),
        observation.address,
        observation.note,
        str(observation.not_before),
        str(observation.not_after),
        known_from.isoformat(),
    )
    return (content, zstandard.compress(observation.payload)), row


def _observation(path: Path, row: tuple[str, str, str, str, str, str, str, str, str, bytes | None]) -> Observation:
    source, record_id, observed_on, scope, address, note, not_before, not_after, content, data = row
    return Observation(
        source=source,
        record_id=record_id,
        observed_on=PartialDate(observed_on),
        scope=msgspec.json.decode(scope, type=tuple[str, ...]),
        payload=_payload(path, record_id, content, data),
        address=address,
        note=note,
        not_before=PartialDate(not_before),
        not_after=PartialDate(not_after),
    )


def _payload(path: Path, record_id: str, content: str, data: bytes | None) -> bytes:
    """The payload as it went in: the hash is the proof."""
    try:
        payload = zstandard.decompress(data or b"")
    except zstandard.ZstdError:
        payload = b""
    if hashlib.sha256(payload).hexdigest() != content:
        raise StorageError(f"{path} is damaged: what it holds for {record_id} is not what went in ({content[:12]}…); {_RESTORE}")
    return payload


# ---------------------------------------------------------------- the file


def _locked(path: Path) -> IO[str]:
    """The lock of the one writer, beside the store. The system lets go of it when its holder ends, however it ends."""
    with _explained(path):
        lock = path.with_name(f"{path.name}.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        lock.close()
        raise StorageError(f"{path} is being written by process {holder}; wait until it ends, or end it, and try again") from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _create(path: Path) -> None:
    """A new store appears at once and complete: it is made beside its place and moved there."""
    fresh = path.with_name(f"{path.name}.new")
    for leftover in (fresh, fresh.with_name(f"{fresh.name}-wal"), fresh.with_name(f"{fresh.name}-shm")):
        leftover.unlink(missing_ok=True)
    connection = sqlite3.connect(fresh, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_SCHEMA)
    finally:
        connection.close()
    fresh.replace(path)


def _connect(path: Path, *, writer: bool) -> sqlite3.Connection:
    if not path.exists():
        raise StorageError(f"{path} is not there; make it with `ioroadmap refresh`, or name the right workspace")
    mode = "rw" if writer else "ro"
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _check(path: Path, connection: sqlite3.Connection, *, thorough: bool) -> None:
    """That the file is ours, of a version that we read, and (before we write) whole."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != APPLICATION_ID:
            seen = "empty" if path.stat().st_size == 0 else "an SQLite file of another program"
            raise StorageError(f"{path} is no store of observations: it is {seen}; {_RESTORE}")
        if version > SCHEMA_VERSION:
            raise StorageError(f"{path} has schema {version}, and this program reads up to {SCHEMA_VERSION}; update ioroadmap")
        if thorough:
            (seen,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if seen != "ok":
                raise StorageError(f"{path} is damaged: {seen.splitlines()[-1]}; {_RESTORE}")
    except BaseException:
        connection.close()
        raise


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Faults of the disk and of SQLite as one sentence."""
    try:
        yield
    except sqlite3.DatabaseError as fault:
        name = getattr(fault, "sqlite_errorname", "")
        raise StorageError(f"{path} {_sentence(name, fault)}") from fault
    except OSError as fault:
        raise StorageError(f"{path} cannot be used: {fault.strerror}; make room or mend the folder and its rights") from fault


def _sentence(name: str, fault: sqlite3.DatabaseError) -> str:
    kind = "_".join(name.split("_")[:2])
    match kind:
        case "SQLITE_FULL":
            return "could not take the new observations: the disk is full; what it held is untouched. Make room and run again"
        case "SQLITE_NOTADB" | "SQLITE_CORRUPT":
            return f"is damaged: SQLite says {fault}; {_RESTORE}"
        case "SQLITE_BUSY" | "SQLITE_LOCKED":
            return "is locked by another program; close that program and try again"
        case "SQLITE_IOERR":
            return f"could not be read or written: {fault}; what it held is untouched. Look at the disk (is it full?) and run again"
        case _:
            return f"cannot be used: {fault} ({name or 'no code'}); look at its rights and its folder"
