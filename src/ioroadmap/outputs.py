"""All that one build puts out, file by file, and what it leaves out because an extra is not installed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ioroadmap.export.tables import SQLITE, export_files, missing_extras
from ioroadmap.publish.booklet import FILE_NAME, missing_print, render_booklet
from ioroadmap.publish.site import render_site
from ioroadmap.roadmap import Roadmap

EXPORTS = "exports/"


class Outputs(Struct, frozen=True):
    """`files` are made one by one while they are written. `left_out` is one line per missing extra."""

    files: Iterator[tuple[str, bytes]]
    left_out: tuple[str, ...]


def render_all(roadmap: Roadmap) -> Outputs:
    """The site, its tables and the printed roadmap."""
    cannot_print = missing_print()
    left_out = (*missing_extras(), *([cannot_print] if cannot_print else []))
    return Outputs(_files(roadmap, left_out, can_print=not cannot_print), left_out)


def _files(roadmap: Roadmap, left_out: tuple[str, ...], *, can_print: bool) -> Iterator[tuple[str, bytes]]:
    downloads = [
        (f"{EXPORTS}{SQLITE}", "All facts as one database (SQLite)"),
        (f"{EXPORTS}results.csv", "Results as a table (CSV)"),
    ]
    if can_print:
        downloads.insert(0, (FILE_NAME, "The printed roadmap (PDF)"))
    yield from render_site(roadmap, left_out, downloads)
    yield from export_files(roadmap, folder=EXPORTS)
    if can_print:
        yield FILE_NAME, render_booklet(roadmap)
