"""`ioroadmap catalog check|fmt|new|todo`: for people who curate."""

from __future__ import annotations

import click

from ioroadmap.cli import options


@click.group()
def command() -> None:
    """Check, format and extend the curated facts."""


@command.command()
@options.pack
def check(pack_name: str) -> None:
    """Prove that the pack holds together; list every fault with file, line, value seen and cure (exit 10)."""
    from ioroadmap.catalog.load import compile_pack, content_hash, find_pack
    from ioroadmap.sources.seed import load_seed

    root = find_pack(pack_name)
    pack = compile_pack(root, content_hash(root))
    observations = load_seed(root / "trials.jsonl")
    for plural in ("tumours", "drugs", "studies", "publications", "statements", "glossary", "questions"):
        click.echo(f"{len(getattr(pack, plural)):5} {plural}")
    click.echo(f"{sum(len(drug.approvals) for drug in pack.drugs):5} approvals")
    click.echo(f"{sum(len(arm.readouts) for study in pack.studies for arm in study.arms):5} results")
    click.echo(f"{len({each.record_id for each in observations}):5} trials in {len(observations)} observations")


@command.command()
@options.pack
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit 10 when a file is not canonical.")
def fmt(pack_name: str, only_check: bool) -> None:
    """Put every file into its canonical form (comments stay)."""
    from ioroadmap.catalog.form import format_pack
    from ioroadmap.catalog.load import find_pack
    from ioroadmap.model.errors import CatalogError

    root = find_pack(pack_name)
    changed = format_pack(root, write=not only_check)
    if changed and only_check:
        raise CatalogError("\n".join(f"{root.name}/{file}:1 is not canonical; run `ioroadmap catalog fmt`" for file in changed))
    for file in changed:
        click.echo(file)


@command.command()
@click.argument("kind")
@click.argument("id")
@options.pack
def new(kind: str, id: str, pack_name: str) -> None:
    """Write the empty frame of a new fact: KIND is drugs, studies, publications …; ID is its name, in lower case with dashes."""
    from ioroadmap.catalog.frames import kind_named, write_frame
    from ioroadmap.catalog.load import find_pack

    click.echo(write_frame(find_pack(pack_name), kind_named(kind), id, str(options.today())))


@command.command()
@options.pack
@click.option("--limit", type=click.IntRange(1), default=None, help="The first so many.")
def todo(pack_name: str, limit: int | None) -> None:
    """List what is thin: no day, no primary source, no counts, no registry number. What misleads most comes first."""
    from ioroadmap.catalog.load import load_pack
    from ioroadmap.catalog.todo import list_tasks
    from ioroadmap.cli.text import table

    tasks = list_tasks(load_pack(pack_name))
    click.echo(table(["gap", "fact", "what"], [[task.gap, task.id, task.what] for task in tasks[:limit]], widest=90))
    click.echo(f"{len(tasks)} gaps.", err=True)
