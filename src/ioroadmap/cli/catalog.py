"""`ioroadmap catalog check|fmt|new|todo|report|draw|compare`: for people who curate."""

from __future__ import annotations

from pathlib import Path

import click

from ioroadmap.cli import options


@click.group()
def command() -> None:
    """Check, format and extend the curated facts; have them read a second time."""


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
    """List what is thin: no day, no primary source, no counts, names that match no drug. What misleads most comes first."""
    from ioroadmap.catalog.load import find_pack, load_pack
    from ioroadmap.catalog.todo import list_tasks
    from ioroadmap.cli.text import table
    from ioroadmap.sources.seed import load_seed

    tasks = list_tasks(load_pack(pack_name), load_seed(find_pack(pack_name) / "trials.jsonl"))
    click.echo(table(["gap", "fact", "what"], [[task.gap, task.id, task.what] for task in tasks[:limit]], widest=90))
    click.echo(f"{len(tasks)} gaps.", err=True)


@command.command()
@options.pack
def report(pack_name: str) -> None:
    """Print the state of the catalog as Markdown: counts, share with a primary source, second readings, what was not found."""
    from ioroadmap.catalog.load import find_pack, load_pack
    from ioroadmap.catalog.report import report as write_report
    from ioroadmap.catalog.second_reading import kept_sheets
    from ioroadmap.catalog.todo import list_tasks
    from ioroadmap.sources.seed import load_seed

    root, pack = find_pack(pack_name), load_pack(pack_name)
    observations = load_seed(root / "trials.jsonl")
    click.echo(write_report(pack, observations, kept_sheets(root), list_tasks(pack, observations)), nl=False)


@command.command()
@click.argument("size", type=click.IntRange(1))
@click.argument("sheet", type=click.Path(path_type=Path, dir_okay=False))
@options.pack
@click.option("--seed", type=int, required=True, help="Any number; the same one draws the same claims again.")
def draw(size: int, sheet: Path, pack_name: str, seed: int) -> None:
    """Draw SIZE claims by chance for a second reader, and write them to SHEET (CSV) without our values.

    The reader opens each source and fills `answer`: what it says, `?` if it does not say, `-` if it could not be opened.
    Claims that a kept sheet has already are not drawn again.
    """
    from ioroadmap.catalog.claims import list_claims
    from ioroadmap.catalog.load import find_pack, load_pack
    from ioroadmap.catalog.second_reading import draw as draw_rows
    from ioroadmap.catalog.second_reading import kept_sheets, write_sheet
    from ioroadmap.model.errors import UsageError
    from ioroadmap.sources.seed import load_seed

    if sheet.exists():
        raise UsageError(f"{sheet} exists; it may hold a reader's work. Choose another name")
    root = find_pack(pack_name)
    claims = list_claims(load_pack(pack_name), load_seed(root / "trials.jsonl"))
    known = [row for rows in kept_sheets(root).values() for row in rows]
    rows = draw_rows(claims, size, seed, known)
    write_sheet(sheet, rows)
    click.echo(f"{sheet}: {len(rows)} of {len(claims)} claims, {len(known)} read before")


@command.command()
@click.argument("sheet", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@options.pack
def compare(sheet: Path, pack_name: str) -> None:
    """Write our values and a verdict into a filled SHEET, and list what does not agree. A verdict that stands is kept."""
    from ioroadmap.catalog.claims import list_claims
    from ioroadmap.catalog.load import find_pack, load_pack
    from ioroadmap.catalog.second_reading import Verdict, count_verdicts, read_sheet, write_sheet
    from ioroadmap.catalog.second_reading import compare as compare_rows
    from ioroadmap.cli.text import table
    from ioroadmap.sources.seed import load_seed

    claims = list_claims(load_pack(pack_name), load_seed(find_pack(pack_name) / "trials.jsonl"))
    rows = compare_rows(read_sheet(sheet), claims)
    write_sheet(sheet, rows)
    open_rows = [[row.fact, row.field, row.ours, row.answer, row.remark] for row in rows if row.verdict == Verdict.DIFFERS]
    click.echo(table(["fact", "field", "ours", "the reader", "remark"], open_rows, widest=60))
    click.echo(
        ", ".join(f"{number} {verdict or 'without an answer'}" for verdict, number in sorted(count_verdicts(rows).items())),
        err=True,
    )
