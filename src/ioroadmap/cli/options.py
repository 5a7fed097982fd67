"""Options that several commands share, and the one clock."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from ioroadmap.model.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """An ISO day: 2026-11-22."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it like 2026-11-22", param, ctx)


def today() -> date:
    """The day in UTC; `SOURCE_DATE_EPOCH` (seconds) stands in for the clock, so that a build can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.date()


def days(command: F) -> F:
    """`--as-of` and `--known-on`, both today by default."""
    known = click.option(
        "--known-on", type=Day(), default=today, show_default="today", help="What this project knew at the end of that day."
    )
    as_of = click.option("--as-of", type=Day(), default=today, show_default="today", help="What was true in the world on that day.")
    return as_of(known(command))


def as_json(command: F) -> F:
    return click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout, for programs.")(command)


def pack(command: F) -> F:
    return click.option(
        "--pack", "pack_name", default="nen", metavar="NAME|DIR", help="The pack of facts: a name that ships, or a folder."
    )(command)


def workspace(command: F) -> F:
    return click.option(
        "--workspace",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="IOROADMAP_WORKSPACE",
        callback=_find_workspace,
        help="Your folder with an ioroadmap.toml and its snapshots. Default: the nearest parent that has one, else none.",
    )(command)


def _find_workspace(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    if value is not None:
        if not (value / "ioroadmap.toml").is_file():
            raise UsageError(f"{value}: is no workspace; it has no ioroadmap.toml")
        return value
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "ioroadmap.toml").is_file()), None)
