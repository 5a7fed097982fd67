"""Clopper-Pearson: the exact interval of one proportion. Never too narrow; for small cohorts, wide on purpose."""

from __future__ import annotations


def exact_interval(events: int, total: int, level: float = 0.95) -> tuple[float, float]:
    """Lower and upper limit as fractions (0 to 1). `ValueError` when the counts make no proportion."""
    from scipy.special import betaincinv

    if not 0 <= events <= total or total == 0:
        raise ValueError(f"{events} of {total} is no proportion; events must lie between 0 and a total above 0")
    if not 0 < level < 1:
        raise ValueError(f"{level} is no confidence level; it must lie between 0 and 1")
    tail = (1 - level) / 2
    lower = float(betaincinv(events, total - events + 1, tail)) if events else 0.0
    upper = float(betaincinv(events + 1, total - events, 1 - tail)) if events < total else 1.0
    return lower, upper
