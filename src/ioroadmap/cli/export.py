"""`ioroadmap export`: all facts as tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ioroadmap.cli import options


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("exports"), show_default=True, help="The folder for the tables."
)
@options.days
@options.workspace
@options.pack
def command(out: Path, as_of: date, known_on: date, workspace: Path | None, pack_name: str) -> None:
    """Write all facts as tables: CSV, one SQLite file, and Parquet where that extra is installed."""
    from ioroadmap import __version__
    from ioroadmap.assemble import load_roadmap
    from ioroadmap.export.tables import export_files, missing_extras
    from ioroadmap.release import refuse_foreign, release

    refuse_foreign(out.absolute())
    roadmap = load_roadmap(pack_name, workspace, as_of, known_on)
    done = release(export_files(roadmap), out, made_by=f"ioroadmap {__version__}", inputs=roadmap.inputs, as_of=str(as_of))
    for line in (*roadmap.problems, *missing_extras()):
        click.echo(line, err=True)
    for name in done.names:
        click.echo(done.out / name)
