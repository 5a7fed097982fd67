"""`ioroadmap doctor`: what this installation has and lacks."""

from __future__ import annotations

import platform
import shutil
from importlib.util import find_spec
from pathlib import Path

import click

from ioroadmap.cli import options


@click.command()
@options.workspace
@options.pack
def command(workspace: Path | None, pack_name: str) -> None:
    """Say what is here, what is missing, and the one line that mends it. Ends with 0 when the main job can run."""
    from ioroadmap import __version__
    from ioroadmap.catalog.load import find_pack, load_pack
    from ioroadmap.sources.seed import load_seed

    root = find_pack(pack_name)
    pack = load_pack(root)
    click.echo(f"ioroadmap {__version__}, Python {platform.python_version()}, {platform.system()}")
    click.echo(f"pack      {pack.settings.id} {pack.settings.version}: {len(pack.drugs)} drugs, {len(pack.studies)} studies, valid")
    click.echo(f"snapshot  {len(load_seed(root / 'trials.jsonl'))} observations ship with the pack")
    click.echo(f"workspace {_workspace(workspace)}")
    for name, module, cure in _PARTS:
        click.echo(f"{name:<9} {'here' if find_spec(module) else cure}")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    click.echo(f"chromium  {chromium or 'missing; only the browser tests need it: apt-get install chromium'}")


_PARTS = (
    ("parquet", "pyarrow", "missing; no Parquet tables: pip install 'ioroadmap[parquet]'"),
    ("print", "weasyprint", "missing; no PDF: pip install 'ioroadmap[print]'"),
)


def _workspace(folder: Path | None) -> str:
    from ioroadmap.snapshots.store import Store

    if folder is None:
        return "none; the pack alone is used"
    path = folder / "snapshots.sqlite"
    if not path.exists():
        return f"{folder}; no snapshots yet"
    with Store.open(path, writer=False) as store:
        return f"{folder}; {len(store.observations(options.today()))} observations"
