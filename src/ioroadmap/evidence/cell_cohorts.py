"""Admitted results as cohorts (one study, one stratum, one line, one family of response criteria) and as pools of them (rule C)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from ioroadmap.catalog.pack import Thresholds
from ioroadmap.evidence.cell_evidence import Evidence
from ioroadmap.model.vocabulary import Setting, Stratum
from ioroadmap.pooling.exact import exact_interval

Percent = tuple[float, float]

_FAMILIES = (
    ("immune", re.compile(r"\b(irRECIST|iRECIST|irRC|immune)", re.I)),
    ("recist", re.compile(r"\bRECIST", re.I)),
    ("who", re.compile(r"\bWHO\b")),
)


class Cohort(Struct, frozen=True):
    """The people of one study who may be counted together. `is_post_hoc`: all of them were picked afterwards."""

    study_id: str
    stratum: Stratum
    line: Setting
    criteria: str
    n: int
    responders: int
    rows: tuple[str, ...]
    drugs: tuple[str, ...]
    is_post_hoc: bool

    @property
    def pct(self) -> float:
        return 100 * self.responders / self.n

    @property
    def ci(self) -> Percent:
        """The exact 95 % interval in percent, unrounded."""
        return exact_pct(self.responders, self.n)


class Pool(Struct, frozen=True):
    """Several studies put together by the binomial-normal model; all numbers in percent. `i2` as well."""

    cohorts: tuple[Cohort, ...]
    pct: float
    ci: Percent
    i2: float
    prediction: Percent | None
    spread: Percent | None
    sensitivity: tuple[float, float, float] | None

    @property
    def n(self) -> int:
        return sum(cohort.n for cohort in self.cohorts)

    @property
    def responders(self) -> int:
        return sum(cohort.responders for cohort in self.cohorts)

    @property
    def line(self) -> Setting:
        return self.cohorts[0].line


class Fit(Struct, frozen=True):
    """A pooled estimate, its interval and its prediction interval in percent."""

    pct: float
    ci: Percent
    prediction: Percent
    i2: float


def cohorts_of(admitted: Iterable[Evidence]) -> tuple[Cohort, ...]:
    """Admitted results of one cell, added up within each study: rule A.4, the largest set and not the best part of it."""
    groups: dict[tuple[str, Stratum, Setting, str], list[Evidence]] = {}
    for each in admitted:
        groups.setdefault((each.study.id, each.row.stratum, each.row.setting, criteria_family(each.row.criteria)), []).append(each)
    return tuple(_cohort(key, parts) for key, parts in sorted(groups.items()))


def _cohort(key: tuple[str, Stratum, Setting, str], parts: Sequence[Evidence]) -> Cohort:
    study_id, stratum, line, criteria = key
    return Cohort(
        study_id=study_id,
        stratum=stratum,
        line=line,
        criteria=criteria,
        n=sum(part.n for part in parts),
        responders=sum(part.responders for part in parts),
        rows=tuple(sorted(part.row.id for part in parts)),
        drugs=tuple(sorted({drug for part in parts for drug in part.arm.drugs})),
        is_post_hoc=all(part.arm.post_hoc for part in parts),
    )


def criteria_family(criteria: str) -> str:
    """Rule C: RECIST, its immune variants, the older WHO measure; what is not stated stands by itself."""
    return next((name for name, words in _FAMILIES if words.search(criteria)), "not-stated")


def pools_of(cohorts: Sequence[Cohort], limits: Thresholds) -> tuple[Pool, ...]:
    """The pools that rule C allows among the cohorts of one stratum: same line and criteria, enough studies, enough people."""
    groups: dict[tuple[Setting, str], list[Cohort]] = {}
    for cohort in cohorts:
        groups.setdefault((cohort.line, cohort.criteria), []).append(cohort)
    allowed = (group for _, group in sorted(groups.items()) if _may_pool(group, limits))
    return tuple(_pool(group, cohorts, limits) for group in allowed)


def _may_pool(group: Sequence[Cohort], limits: Thresholds) -> bool:
    return len(group) >= limits.min_pool_studies and sum(cohort.n for cohort in group) >= limits.min_pool_people


def _pool(group: Sequence[Cohort], cohorts: Sequence[Cohort], limits: Thresholds) -> Pool:
    fit = fit_counts(group)
    same_line = [cohort for cohort in cohorts if cohort.line == group[0].line]
    wider = fit_counts(same_line) if len(same_line) > len(group) else None
    is_large = len(group) >= limits.min_prediction_studies
    rates = sorted(cohort.pct for cohort in group)
    return Pool(
        cohorts=tuple(group),
        pct=fit.pct,
        ci=fit.ci,
        i2=fit.i2,
        prediction=fit.prediction if is_large else None,
        spread=None if is_large else (rates[0], rates[-1]),
        sensitivity=(wider.pct, *wider.ci) if wider else None,
    )


def varies_a_lot(pool: Pool, limits: Thresholds) -> bool:
    """Rule C: the prediction interval (or the range of a few studies) runs from very low to high."""
    low, high = pool.prediction or pool.spread or (0.0, 0.0)
    return low < limits.vary_below_pct and high > limits.vary_above_pct


def fit_counts(cohorts: Sequence[Cohort]) -> Fit:
    """The pooled estimate of these cohorts; the order in which they come makes no difference."""
    return _fit(tuple(sorted((cohort.responders, cohort.n) for cohort in cohorts)))


@lru_cache(maxsize=4096)
def _fit(counts: tuple[tuple[int, int], ...]) -> Fit:
    from ioroadmap.pooling.glmm import pool_proportions

    found = pool_proportions([responders for responders, _ in counts], [n for _, n in counts])
    return Fit(100 * found.proportion, _pct(found.proportion_ci), _pct(found.proportion_prediction), found.i2)


@lru_cache(maxsize=4096)
def exact_pct(responders: int, n: int) -> Percent:
    """The exact 95 % interval in percent, unrounded."""
    return _pct(exact_interval(responders, n))


def _pct(limits: Percent) -> Percent:
    return 100 * limits[0], 100 * limits[1]
