"""`ioroadmap approvals`: the state of every indication on a day."""

from __future__ import annotations

from datetime import date

import click

from ioroadmap.cli import options
from ioroadmap.cli.text import table
from ioroadmap.model.vocabulary import Region


@click.command()
@options.days
@click.option("--region", type=click.Choice([region.value for region in Region]), help="One region. Default: all.")
@options.as_json
@options.pack
def command(as_of: date, known_on: date, region: str | None, as_json: bool, pack_name: str) -> None:
    """What is approved, where, for whom: the state of each indication on a day, with its dated events and their sources."""
    from ioroadmap.catalog.load import load_pack
    from ioroadmap.evidence.approvals import approvals_on
    from ioroadmap.model.codec import to_json

    rows = approvals_on(load_pack(pack_name), as_of, known_on, region=Region(region) if region else None)
    if as_json:
        click.echo(to_json(rows, indent=1))
        return
    cells = [
        [row.region, row.body, row.drug, row.state, row.since, ", ".join(row.tumours) or row.biomarker, row.indication]
        for row in rows
    ]
    click.echo(table(["where", "body", "drug", "state", "since", "tumours", "indication"], cells))
    click.echo(
        f"{len(rows)} indications as of {as_of}. Sources: --json, or `ioroadmap explain ID`. Not advice: ask your team.", err=True
    )
