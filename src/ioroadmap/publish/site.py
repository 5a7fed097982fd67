"""The whole site: every page with its `.json`, and the static files. The same Roadmap gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.resources.abc import Traversable

from ioroadmap.publish.links import json_page
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages import approvals, cells, classes, drugs, gaps, home, reading, results, studies, trials, trust, tumours
from ioroadmap.publish.render import STATIC, Page, Renderer
from ioroadmap.roadmap import Roadmap


def list_pages(look: Lookups, left_out: Sequence[str] = ()) -> Iterator[Page]:
    """Every page of the site, in a fixed order. `left_out` are lines about outputs that this build could not make."""
    yield home.home(look)
    yield from cells.cells(look)
    yield from tumours.tumours(look)
    yield from classes.classes(look)
    yield from drugs.drugs(look)
    yield from trials.trials(look)
    yield from studies.studies(look)
    yield approvals.approvals(look)
    yield results.results(look)
    yield from reading.reading(look)
    yield trust.methods(look)
    yield from trust.sources(look)
    yield trust.status(look, left_out)
    yield gaps.looked_for(look)
    yield trust.corrections(look)
    yield trust.not_found(look)


def render_site(
    roadmap: Roadmap, left_out: Sequence[str] = (), downloads: Sequence[tuple[str, str]] = ()
) -> Iterator[tuple[str, bytes]]:
    """Relative path and content of every file. Reads nothing but its own templates and static files.

    `downloads` are files that the build puts beside the pages (path, label); every page's foot links to them.
    """
    look = Lookups(roadmap)
    renderer = Renderer(look, {**trust.age(look), "downloads": tuple(downloads)})
    for page in list_pages(look, left_out):
        yield page.path, renderer.html(page)
        yield json_page(page.path), renderer.json(page)
    yield from _static(STATIC, "static")


def _static(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for each in sorted(folder.iterdir(), key=lambda file: file.name):
        path = f"{prefix}/{each.name}"
        if each.is_dir():
            yield from _static(each, path)
        else:
            yield path, each.read_bytes()
