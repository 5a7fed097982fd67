"""`ioroadmap serve`: the built site on this machine, for looking at."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click

from ioroadmap.model.errors import StorageError, UsageError


@click.command()
@click.option(
    "--site", type=click.Path(path_type=Path, file_okay=False), default=Path("site"), show_default=True, help="The built site."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
def command(site: Path, port: int) -> None:
    """Look at the built site at http://127.0.0.1:8765/ (this machine only). Ctrl-C ends it."""
    if not (site / "index.html").is_file():
        raise UsageError(f"{site}: no site here yet; run `ioroadmap build` first")
    handler = partial(_Quiet, directory=str(site))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise StorageError(f"port {port} is taken ({error.strerror}); choose another with --port") from None
    with server:
        click.echo(f"http://127.0.0.1:{server.server_port}/")
        click.echo("Ctrl-C ends it.", err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Ended.", err=True)


class _Quiet(SimpleHTTPRequestHandler):
    """No log of who looked at what."""

    def log_message(self, format: str, *args: object) -> None:
        return
