"""`ioroadmap`: finds the command's module when it is called (so that `--help` is quick), and turns people's mistakes into a
sentence and an exit code. Our own bugs keep their traceback and exit 1."""

from __future__ import annotations

import importlib
import os
import sys

import click

from ioroadmap import __version__
from ioroadmap.model.errors import RoadmapError

# Each command with what it does in a line; its module is `ioroadmap.cli.<name>` and holds a click command `command`.
COMMANDS = {
    "approvals": "What is approved, where, for whom: the state on a day.",
    "build": "Build the whole site from the facts that ship and your workspace.",
    "catalog": "Check, format and extend the curated facts.",
    "classify": "Say what trial records are about, and which words say so.",
    "doctor": "Say what this installation has and lacks.",
    "explain": "Say where a fact or number comes from.",
    "export": "Write all facts as tables: CSV, SQLite, Parquet.",
    "results": "Published results by study, arm and data cut.",
    "serve": "Look at the built site on this machine.",
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"ioroadmap.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="It gives facts with their sources, never advice. Exit codes: docs/exit-codes.md.",
)
@click.version_option(__version__, prog_name="ioroadmap")
def cli() -> None:
    """The living, sourced roadmap of immunotherapy for neuroendocrine neoplasms."""


def main() -> None:
    """The console command."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        click.echo("Stopped. Nothing was published; what stood before still stands.", err=True)
        sys.exit(130)
    except RoadmapError as error:
        click.echo(f"ioroadmap: {error}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # `ioroadmap results | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
