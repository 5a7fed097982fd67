"""All that one build puts out, file by file, and what it leaves out because an extra is not installed."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ioroadmap.export.tables import export_files, missing_extras
from ioroadmap.publish.booklet import FILE_NAME, missing_print, render_booklet
from ioroadmap.publish.site import render_site
from ioroadmap.roadmap import Roadmap


class Outputs(Struct, frozen=True):
    """`files` are made one by one while they are written. `left_out` is one line per missing extra."""

    files: Iterator[tuple[str, bytes]]
    left_out: tuple[str, ...]


def render_all(roadmap: Roadmap) -> Outputs:
    """The site, its exports and the printed roadmap."""
    cannot_print = missing_print()
    left_out = (*missing_extras(), *([cannot_print] if cannot_print else []))
    return Outputs(_files(roadmap, left_out), left_out)


def _files(roadmap: Roadmap, left_out: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    yield from render_site(roadmap, left_out)
    yield from export_files(roadmap, folder="exports/")
    if not missing_print():
        yield FILE_NAME, render_booklet(roadmap)
