"""Where registry records lie: JSON lines, an array, one study, a search page, gzip, the registry's bulk zip, standard input.

Here they are cut into one piece of bytes a record. What is in a piece is the parser's business.
"""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TypeVar, cast

import msgspec
from msgspec import Raw, Struct

from ioroadmap.model.errors import UsageError

T = TypeVar("T")

_GZIP, _ZIP, _BOM = b"\x1f\x8b", b"PK\x03\x04", b"\xef\xbb\xbf"
_CUT_OFF = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError)
_LISTS = ("studies", "snapshots")  # a search page of the API; one trial seen on several days


class Piece(Struct, frozen=True):
    """The bytes of one record and where they stood; `why` says what is wrong when there is no record to hand on."""

    where: str
    data: bytes
    why: str = ""


def pieces_in(source: Path | str | bytes) -> Iterator[Piece]:
    """Every record in a file, in bytes, or (`-`) in standard input, in order; a part that cannot be read is a piece with `why`."""
    if isinstance(source, bytes):
        yield from _open(io.BytesIO(source), "data")
    elif str(source) == "-":
        yield from _open(io.BytesIO(sys.stdin.buffer.read()), "standard input")
    else:
        yield from _file(Path(source))


def _file(path: Path) -> Iterator[Piece]:
    try:
        handle = path.open("rb")
    except OSError as fault:
        why = (fault.strerror or "for no reason given").lower()
        raise UsageError(f"{path} cannot be read: {why}; name a file of registry records") from None
    with handle:
        yield from _open(handle, path.name)


def _open(handle: IO[bytes], name: str) -> Iterator[Piece]:
    start = handle.read(4)
    handle.seek(0)
    if start == _ZIP:
        yield from _zip(handle, name)
    elif start[:2] == _GZIP:
        yield from _text(cast(IO[bytes], gzip.GzipFile(fileobj=handle)), name)
    else:
        yield from _text(handle, name)


def _zip(handle: IO[bytes], name: str) -> Iterator[Piece]:
    """The registry's bulk file: a zip with one JSON a study."""
    try:
        archive = zipfile.ZipFile(handle)
    except _CUT_OFF as fault:
        yield Piece(name, b"", f"the zip is damaged or cut off ({fault}); fetch it again")
        return
    with archive:
        for member in archive.infolist():
            where = f"{name}/{member.filename}"
            if not member.filename.lower().endswith(".json"):
                continue
            try:
                data = archive.read(member)
            except _CUT_OFF as fault:
                yield Piece(where, b"", f"cannot be unpacked ({fault})")
            else:
                yield from _document(data, where)


def _text(handle: IO[bytes], name: str) -> Iterator[Piece]:
    """JSON lines are read as a stream; anything else is one document."""
    n_line = 0
    try:
        first = handle.readline().removeprefix(_BOM)
        if not _is_object(first):
            yield from _whole(first + handle.read(), name)
            return
        for n_line, line in enumerate(_chain(first, handle), 1):
            if line.strip():
                yield from _document(line, f"{name}:{n_line}")
    except _CUT_OFF as fault:
        yield Piece(f"{name}:{n_line + 1}", b"", f"the file is damaged or cut off here ({fault}); what follows was not read")


def _chain(first: bytes, rest: IO[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _whole(data: bytes, name: str) -> Iterator[Piece]:
    """One document over many lines; or JSON lines whose first line is broken."""
    if not data.strip():
        return
    lines = data.splitlines()
    if _decoded(data, Raw) is None and any(_is_object(line) for line in lines):
        for n_line, line in enumerate(lines, 1):
            if line.strip():
                yield from _document(line, f"{name}:{n_line}")
    else:
        yield from _document(data, name)


def _document(data: bytes, where: str) -> Iterator[Piece]:
    """The studies of an array or a page; any other document is one piece, for the parser to judge."""
    studies = _studies(data)
    if studies is None:
        yield Piece(where, data)
    else:
        yield from (Piece(f"{where}[{n}]", bytes(study)) for n, study in enumerate(studies))


def _studies(data: bytes) -> list[Raw] | None:
    """The members of an array, a page or a list of sightings; `None` for anything else."""
    if data.lstrip().startswith(b"["):
        return _decoded(data, list[Raw])
    if data.startswith(b'{"protocolSection"'):  # the usual line: one study, no need to look twice
        return None
    top = _decoded(data, dict[str, Raw]) or {}
    found = next((top[key] for key in _LISTS if key in top), None)
    return None if found is None or "protocolSection" in top else _decoded(bytes(found), list[Raw])


def _decoded(data: bytes, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _is_object(line: bytes) -> bool:
    return line.startswith(b"{") and _decoded(line, dict[str, Raw]) is not None
