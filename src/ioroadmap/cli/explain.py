"""`ioroadmap explain ID`: the way home of a fact."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from ioroadmap.cli import options
from ioroadmap.explain import Explanation


@click.command()
@click.argument("id")
@options.days
@options.as_json
@options.workspace
@options.pack
def command(id: str, as_of: date, known_on: date, as_json: bool, workspace: Path | None, pack_name: str) -> None:
    """Say where a fact or number comes from: source, locator, the day it was read, who reviewed it, and what it rests on.

    ID: any id on the pages or in the JSON: a drug, approval, study, result, trial number, tumour, cell (sclc/vaccine) …
    """
    from ioroadmap.assemble import load_roadmap
    from ioroadmap.explain import explain
    from ioroadmap.model.codec import to_json

    found = explain(load_roadmap(pack_name, workspace, as_of, known_on), id)
    if as_json:
        click.echo(to_json(found, indent=1))
        return
    click.echo("\n\n".join(_text(each) for each in found))


def _text(each: Explanation) -> str:
    lines = [f"{each.kind}  {each.id}", each.title, ""]
    lines += [f"  {key}: {_plain(value)}" for key, value in each.says.items() if value not in ("", [], (), None)]
    lines += ["", f"recorded {each.recorded_on}, {each.review}"]
    lines += [f"note: {each.note}"] if each.note else []
    lines += [f"mended {mend.mended_on}: was {mend.was}; {mend.why}" for mend in each.mends]
    for source in each.sources:
        part = f"[{source.part}] " if source.part else ""
        lines.append(
            f"source: {part}{source.url}  {source.locator}  read {source.read_on}, {source.confidence}  {source.note}".rstrip()
        )
    lines += [f"rests on: {', '.join(each.rests_on)}"] if each.rests_on else []
    return "\n".join(lines)


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_plain(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return str(value)
