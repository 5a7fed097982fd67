"""States 4 to 6 from counts: what the results of a stratum say, which stratum speaks for the class (rule D), and close calls.

All limits are compared unrounded. Nothing here knows an approval, a randomised trial or a registry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ioroadmap.catalog.pack import Thresholds
from ioroadmap.evidence.cell_cohorts import Cohort, Percent, Pool, cohorts_of, pools_of
from ioroadmap.evidence.cell_evidence import Evidence
from ioroadmap.evidence.rows import StratumLine
from ioroadmap.model.vocabulary import CellState, Setting, Stratum


class Verdict(Struct, frozen=True):
    """What one stratum says. `cohorts` decided it: one, those of `pool`, or all of the stratum when listed and not pooled.
    `people` is everybody counted in the stratum; `is_contradicted`: one cohort decided, and another says the contrary."""

    stratum: Stratum
    state: CellState
    sub_reason: str
    cohorts: tuple[Cohort, ...]
    pool: Pool | None
    people: int
    is_contradicted: bool = False

    @property
    def n(self) -> int:
        return sum(cohort.n for cohort in self.cohorts)

    @property
    def responders(self) -> int:
        return sum(cohort.responders for cohort in self.cohorts)

    @property
    def k(self) -> int:
        return len({cohort.study_id for cohort in self.cohorts})

    @property
    def ci(self) -> Percent | None:
        """Percent; `None` for studies that may be listed and not put together."""
        if self.pool:
            return self.pool.ci
        return self.cohorts[0].ci if len(self.cohorts) == 1 else None

    @property
    def setting(self) -> str:
        """The line of treatment, or all lines in which the deciding cohorts were treated."""
        lines = {cohort.line for cohort in self.cohorts}
        return ", ".join(line for line in Setting if line in lines)

    @property
    def rows(self) -> tuple[str, ...]:
        return tuple(sorted(row for cohort in self.cohorts for row in cohort.rows))


# ---------------------------------------------------------------- one stratum


def judge_stratum(cohorts: Sequence[Cohort], limits: Thresholds, *, may_pool: bool = True) -> Verdict:
    """States 4, 5 and 6, first match wins. A pool overrules the single cohorts of its line; mixed groups are never pooled."""
    pools = sorted(pools_of(cohorts, limits), key=lambda pool: -pool.n) if may_pool else []
    pooled_lines = {pool.line for pool in pools}
    alone = sorted((cohort for cohort in cohorts if cohort.line not in pooled_lines), key=lambda cohort: (-cohort.n, cohort.rows))
    deciding = _responses(pools, alone, limits) or _little(pools, alone, limits)
    if deciding is None:
        return _unclear(pools, cohorts, limits)
    state, decided_by, pool = deciding
    return Verdict(
        stratum=cohorts[0].stratum,
        state=state,
        sub_reason="",
        cohorts=decided_by,
        pool=pool,
        people=_people(cohorts),
        is_contradicted=pool is None and disagree([each for each in cohorts if each.n >= limits.min_cohort], limits),
    )


Deciding = tuple[CellState, tuple[Cohort, ...], Pool | None]


def _responses(pools: Sequence[Pool], alone: Sequence[Cohort], limits: Thresholds) -> Deciding | None:
    """Rule 4: a pool, or one cohort, whose lower limit reaches the line."""
    for pool in pools:
        if pool.ci[0] >= limits.response_lower_pct:
            return CellState.RESPONSES, pool.cohorts, pool
    for cohort in alone:
        if shows_responses(cohort, limits):
            return CellState.RESPONSES, (cohort,), None
    return None


def shows_responses(cohort: Cohort, limits: Thresholds) -> bool:
    """Rule 4 for a single cohort. Rule A.4: a small group picked afterwards cannot set it by itself."""
    if cohort.is_post_hoc and cohort.n < limits.min_post_hoc:
        return False
    is_large = cohort.n >= limits.min_cohort and cohort.responders >= limits.min_responders
    return is_large and cohort.ci[0] >= limits.response_lower_pct


def _little(pools: Sequence[Pool], alone: Sequence[Cohort], limits: Thresholds) -> Deciding | None:
    """Rule 5. The largest pool speaks, or else the largest cohort: a small one cannot say "little" against a larger one."""
    if pools:
        return (CellState.LITTLE, pools[0].cohorts, pools[0]) if _is_little(pools[0].ci, limits) else None
    largest = alone[0]
    if largest.n >= limits.min_cohort and _is_little(largest.ci, limits):
        return CellState.LITTLE, (largest,), None
    return None


def _is_little(ci: Percent, limits: Thresholds) -> bool:
    return ci[1] < limits.little_upper_pct and ci[0] < limits.response_lower_pct


def _unclear(pools: Sequence[Pool], cohorts: Sequence[Cohort], limits: Thresholds) -> Verdict:
    """Rule 6 with its sub-reason: trials disagree, too few people, or in between."""
    pool = pools[0] if pools else None
    heard = pool.cohorts if pool else tuple(cohorts)
    if disagree(heard, limits):
        reason = "trials-disagree"
    elif _people(heard) < limits.few_people:
        reason = "too-few-people"
    else:
        reason = "in-between"
    return Verdict(cohorts[0].stratum, CellState.UNCLEAR, reason, heard, pool, _people(cohorts))


def disagree(cohorts: Sequence[Cohort], limits: Thresholds) -> bool:
    """Rule 6: of two studies or more, one says that tumours shrink and another that few do."""
    low, high = limits.response_lower_pct, limits.little_upper_pct
    is_several = len({cohort.study_id for cohort in cohorts}) > 1
    has_high = any(cohort.pct >= high or cohort.ci[0] >= low for cohort in cohorts)
    has_low = any(cohort.pct < low or cohort.ci[1] < high for cohort in cohorts)
    return is_several and has_high and has_low


def _people(cohorts: Sequence[Cohort]) -> int:
    return sum(cohort.n for cohort in cohorts)


# ---------------------------------------------------------------- from strata to the class (rule D)


def judge_strata(cohorts: Sequence[Cohort], limits: Thresholds, *, may_pool: bool = True) -> tuple[Verdict, ...]:
    """One verdict per stratum that has a usable result, in the order of the vocabulary."""
    groups = [[each for each in cohorts if each.stratum is stratum] for stratum in Stratum]
    return tuple(judge_stratum(group, limits, may_pool=may_pool) for group in groups if group)


def judge_class(cohorts: Sequence[Cohort], limits: Thresholds, *, may_pool: bool = True) -> Verdict | None:
    """Rule D: the stratum with responses that has the most people; with none, the stratum with the most people. `None` below the
    number of usable people that rule 6 asks for."""
    if _people(cohorts) < limits.min_usable_people:
        return None
    verdicts = judge_strata(cohorts, limits, may_pool=may_pool)
    return max(verdicts, key=lambda verdict: (verdict.state is CellState.RESPONSES, verdict.people))


def is_borderline(cohorts: Sequence[Cohort], limits: Thresholds, *, may_pool: bool = True) -> bool:
    """Whether one responder more or fewer in one study would change the state of the class."""
    verdicts = [judge_class(counts, limits, may_pool=may_pool) for counts in (cohorts, *_one_responder_away(cohorts))]
    return len({verdict.state for verdict in verdicts if verdict}) > 1


def _one_responder_away(cohorts: Sequence[Cohort]) -> Iterator[list[Cohort]]:
    for i, cohort in enumerate(cohorts):
        for responders in (cohort.responders - 1, cohort.responders + 1):
            if 0 <= responders <= cohort.n:
                yield [*cohorts[:i], replace(cohort, responders=responders), *cohorts[i + 1 :]]


def stratum_line(verdict: Verdict) -> StratumLine:
    """The verdict as it leaves `evidence`."""
    pool = verdict.pool
    return StratumLine(
        stratum=verdict.stratum,
        state=verdict.state,
        sub_reason=verdict.sub_reason,
        setting=verdict.setting,
        n=verdict.n,
        responders=verdict.responders,
        ci=verdict.ci,
        pooled_pct=pool.pct if pool else None,
        k=verdict.k,
        i2=pool.i2 if pool else None,
        prediction=pool.prediction if pool else None,
        spread=pool.spread if pool else None,
        sensitivity=pool.sensitivity if pool else None,
        decided_by=verdict.rows,
    )


def combination_lines(given_with_others: Iterable[Evidence]) -> tuple[StratumLine, ...]:
    """Strata where the class was given beside another kind of treatment: their counts are shown and set no state (rule A.5)."""
    cohorts = cohorts_of(given_with_others)
    groups = [tuple(each for each in cohorts if each.stratum is stratum) for stratum in Stratum]
    verdicts = (
        Verdict(group[0].stratum, CellState.TESTING, "combination-only", group, None, _people(group)) for group in groups if group
    )
    return tuple(stratum_line(verdict) for verdict in verdicts)
