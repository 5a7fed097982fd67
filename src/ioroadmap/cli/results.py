"""`ioroadmap results`: published results, one arm at one data cut a row."""

from __future__ import annotations

from datetime import date

import click

from ioroadmap.cli import options
from ioroadmap.cli.text import table


@click.command()
@options.days
@options.as_json
@options.pack
def command(as_of: date, known_on: date, as_json: bool, pack_name: str) -> None:
    """Published results by study, arm and data cut: responders of n, the exact interval, survival, and the source."""
    from ioroadmap.catalog.load import load_pack
    from ioroadmap.evidence.results import result_rows
    from ioroadmap.model.codec import to_json

    rows = result_rows(load_pack(pack_name), as_of, known_on)
    if as_json:
        click.echo(to_json(rows, indent=1))
        return
    cells = [
        [
            row.study,
            row.arm,
            row.unit,
            f"{row.responders} of {row.n}",
            f"{row.exact_ci[0]:.1f}-{row.exact_ci[1]:.1f} %" if row.exact_ci else "",
            row.responders_basis or "",
            row.cut,
            "superseded" if row.superseded_by else "",
        ]
        for row in rows
    ]
    click.echo(table(["study", "arm", "tumour", "responders", "exact 95 %", "counts", "cut", ""], cells))
    click.echo(
        f"{len(rows)} results as of {as_of}. Do not compare across trials. Sources: --json, or `ioroadmap explain ID`.", err=True
    )
