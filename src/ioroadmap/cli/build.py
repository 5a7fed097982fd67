"""`ioroadmap build`: the whole site, staged and swapped at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ioroadmap.cli import options


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("site"), show_default=True, help="Where the site goes.")
@options.days
@options.workspace
@options.pack
def command(out: Path, as_of: date, known_on: date, workspace: Path | None, pack_name: str) -> None:
    """Build the whole site: pages, JSON beside each, tables to download. No network. The last good site stays until the new one
    is whole."""
    from ioroadmap import __version__
    from ioroadmap.assemble import load_roadmap
    from ioroadmap.outputs import render_all
    from ioroadmap.release import refuse_foreign, release

    refuse_foreign(out.absolute())
    roadmap = load_roadmap(pack_name, workspace, as_of, known_on)
    outputs = render_all(roadmap)
    done = release(outputs.files, out, made_by=f"ioroadmap {__version__}", inputs=roadmap.inputs, as_of=str(as_of))
    for line in (*roadmap.problems, *outputs.left_out):
        click.echo(line, err=True)
    click.echo(f"{done.out / 'index.html'}")
    pages = sum(name.endswith(".html") for name in done.names)
    click.echo(f"{pages} pages, {len(done.names)} files, {done.n_bytes / 1e6:.1f} MB, as of {as_of}.", err=True)
