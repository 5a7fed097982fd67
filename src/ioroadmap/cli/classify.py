"""`ioroadmap classify`: one JSON line per trial record, in input order."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ioroadmap.cli import options


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@options.pack
def command(file: Path, pack_name: str) -> None:
    """Say what trial records are about: tumour, differentiation, immunotherapy, role; and which words say so.

    FILE: ClinicalTrials.gov API v2 records as JSONL, a JSON array, one study, a search page or the bulk zip; `-` is stdin.
    A record that cannot be read is named on stderr and skipped; then the command ends with 11.
    """
    from ioroadmap.catalog.load import load_pack
    from ioroadmap.classify.classify import classify_trial
    from ioroadmap.classify.vocabulary import Vocabulary
    from ioroadmap.model.codec import to_json
    from ioroadmap.model.errors import UpstreamError
    from ioroadmap.model.trial import Trial
    from ioroadmap.sources.clinicaltrials_gov import read_records

    words = Vocabulary.from_pack(load_pack(pack_name))
    broken = 0
    out = sys.stdout.buffer
    for record in read_records(file):
        if isinstance(record, Trial):
            out.write(to_json(classify_trial(record, words)) + b"\n")
        else:
            broken += 1
            click.echo(f"{file}: {record}", err=True)
    out.flush()
    if broken:
        raise UpstreamError(f"{file}: {broken} of the records could not be read; the others are above")
