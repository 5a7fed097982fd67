"""Rows as plain text for a terminal: aligned, wrapped by nobody, one line a row."""

from __future__ import annotations

from collections.abc import Sequence


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, widest: int = 48) -> str:
    """The rows under their heads, in columns; a cell longer than `widest` is cut with `…`."""
    cut = [[cell if len(cell) <= widest else cell[: widest - 1] + "…" for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[column]) for row in cut) for column in range(len(heads))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cut)
