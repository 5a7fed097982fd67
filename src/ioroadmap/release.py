"""Roadmap -> a staged directory -> one swap. The last good site stays until the new one is whole.

The staging directory stands beside `--out`, so that the swap is a rename on one file system. Whatever stops a build (a full
disk, Ctrl-C, a kill), `--out` holds the old site or the new one.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from msgspec import Struct

from ioroadmap.model.codec import to_json
from ioroadmap.model.errors import StorageError, UsageError

MARKER = ".ioroadmap-build.json"
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Manifest(Struct, frozen=True):
    """The marker file of a directory that we made: what went in, and a hash of each file."""

    made_by: str
    inputs: str
    as_of: str
    files: dict[str, str]


class Released(Struct, frozen=True):
    """What a build put where: every file name, and the bytes of all."""

    out: Path
    names: tuple[str, ...]
    n_bytes: int


def release(files: Iterable[tuple[str, bytes]], out: Path, *, made_by: str, inputs: str, as_of: str) -> Released:
    """Writes the files to `out`, whole or not at all. Raises `UsageError` when `out` holds what we did not make, and
    `StorageError` for a full disk or another build at work."""
    out = out.absolute()
    refuse_foreign(out)
    with _only_build(out):
        staged = out.with_name(f".{out.name}.staging")
        _remove(staged)
        try:
            hashes, size = _write_all(files, staged)
            manifest = Manifest(made_by, inputs, as_of, dict(sorted(hashes.items())))
            (staged / MARKER).write_bytes(to_json(manifest, indent=1) + b"\n")
            _swap(staged, out)
        except OSError as error:
            raise StorageError(
                f"{out}: cannot write the site: {error.strerror or error}; free some space and build again. {_kept(out)}"
            ) from error
        finally:
            _remove(staged)
    return Released(out, tuple(sorted(hashes)), size)


def refuse_foreign(out: Path) -> None:
    """`UsageError` unless `out` is new, empty, or made by an earlier build."""
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise UsageError(f"{out}: is not a directory; give --out a new place")
    if out.is_dir() and any(out.iterdir()) and not (out / MARKER).is_file():
        raise UsageError(
            f"{out}: holds files that no build of ours made ({MARKER} is missing); give --out another place, or empty it"
        )


def _write_all(files: Iterable[tuple[str, bytes]], root: Path) -> tuple[dict[str, str], int]:
    root.mkdir(parents=True)
    hashes: dict[str, str] = {}
    size = 0
    for name, content in files:
        path = root / name
        if name in hashes or not path.resolve().is_relative_to(root.resolve()):
            raise AssertionError(f"{name}: two pages want one place, or a page lies outside the site")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        hashes[name] = sha256(content).hexdigest()
        size += len(content)
    return hashes, size


@contextmanager
def _only_build(out: Path) -> Iterator[None]:
    """One build at a time per `--out`: a lock file beside it, freed by the system when its holder ends, however it ends."""
    path = out.with_name(f".{out.name}.lock")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock = path.open("a+")
    except OSError as error:
        raise StorageError(f"{out}: cannot be written here: {error.strerror}; give --out another place") from error
    with lock:
        if not _is_ours(lock, path):
            raise StorageError(f"{out}: another build is writing here; wait until it ends, then build again")
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _is_ours(lock: IO[str], path: Path) -> bool:
    """True when we hold the lock of the file that `path` names now (its last holder may have removed the one that we opened)."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(lock.fileno()).st_ino == path.stat().st_ino
    except OSError:
        return False


def _swap(staged: Path, out: Path) -> None:
    """Puts the staged site in the place of the old one in one step where the system can exchange two names (Linux);
    elsewhere the old one steps aside first, and back when the second rename fails."""
    if not out.exists():
        staged.rename(out)
    elif not _exchange(staged, out):
        aside = out.with_name(f".{out.name}.previous")
        _remove(aside)
        out.rename(aside)
        try:
            staged.rename(out)
        except OSError:
            aside.rename(out)
            raise
        _remove(aside)


def _exchange(one: Path, other: Path) -> bool:
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _remove(path: Path) -> None:
    if path.exists():
        shutil.rmtree(path)


def _kept(out: Path) -> str:
    return "The last good site is still there." if (out / MARKER).is_file() else "Nothing was published."
