"""One cell of a lowest tumour unit: the eight states in their order, and all that is shown beside the state (rules B and E)."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ioroadmap.catalog.pack import Pack, Thresholds
from ioroadmap.evidence import cell_words as words
from ioroadmap.evidence.cell_admission import admitted, given_with_others, is_marker_group
from ioroadmap.evidence.cell_approvals import approved_if, in_force, settings_of, strongest, was_approved
from ioroadmap.evidence.cell_cohorts import Cohort, cohorts_of, varies_a_lot
from ioroadmap.evidence.cell_evidence import Evidence, latest
from ioroadmap.evidence.cell_randomised import Benefit, benefits, is_worse, missed_trials, speaks_of_the_class
from ioroadmap.evidence.cell_strata import Verdict, combination_lines, is_borderline, judge_class, judge_strata, stratum_line
from ioroadmap.evidence.cell_trials import Trials, drugs_of_failures, is_stopped, trials_of, why_testing
from ioroadmap.evidence.rows import ApprovalRow, Cell, StratumLine, TrialEvidence
from ioroadmap.model.vocabulary import CellState, ImmunotherapyClass


class CellInput(Struct, frozen=True):
    """All that may bear on one cell. `evidence` speaks for its unit, `of_class` for the class in any unit; `known`: all results."""

    pack: Pack
    unit: str
    klass: ImmunotherapyClass
    approvals: tuple[ApprovalRow, ...]
    evidence: tuple[Evidence, ...]
    of_class: tuple[Evidence, ...]
    known: dict[str, Evidence]
    trials: tuple[TrialEvidence, ...]
    as_of: date

    @property
    def limits(self) -> Thresholds:
        return self.pack.settings.thresholds

    @property
    def may_pool(self) -> bool:
        """Rule C: a mixed group is never pooled."""
        return not self.pack.unit[self.unit].umbrella


class Findings(Struct, frozen=True):
    """What each rule found by itself, before any of them has decided."""

    approved: tuple[ApprovalRow, ...]
    benefits: tuple[Benefit, ...]
    missed: tuple[Evidence, ...]
    cohorts: tuple[Cohort, ...]
    verdict: Verdict | None
    trials: Trials
    beside_others: tuple[Evidence, ...]
    drugs_failed: frozenset[str]

    @property
    def is_combination_only(self) -> bool:
        return bool(self.beside_others) and not self.cohorts

    @property
    def failed_goals(self) -> tuple[Evidence, ...]:
        return tuple(each for each in self.missed if speaks_of_the_class(each))


class Decision(Struct, frozen=True):
    """The state, what decided it, and the sentence that says so."""

    state: CellState
    why: str
    sub_reason: str = ""
    setting: str = ""
    stratum: str = ""
    decided_by: tuple[str, ...] = ()
    verdict: Verdict | None = None


def judge_unit(given: CellInput) -> Cell:
    """The cell of a lowest unit."""
    found = find(given, given.evidence)
    return make_cell(given, found, decide(given, found))


# ---------------------------------------------------------------- what the rules find


def find(given: CellInput, evidence: tuple[Evidence, ...]) -> Findings:
    """Every rule by itself, on the evidence that may count for this cell."""
    missed = missed_trials(evidence, given.known)
    trials = trials_of(given.pack, given.trials, given.of_class, given.unit, given.klass, given.as_of)
    cohorts = cohorts_of(admitted(given.pack, evidence, given.known))
    goals = tuple(each for each in missed if speaks_of_the_class(each))
    return Findings(
        approved=in_force(given.pack, given.approvals, given.unit, given.klass),
        benefits=benefits(given.pack, evidence, given.known),
        missed=missed,
        cohorts=cohorts,
        verdict=judge_class(cohorts, given.limits, may_pool=given.may_pool),
        trials=trials,
        beside_others=given_with_others(evidence, given.known),
        drugs_failed=drugs_of_failures(trials, goals, given.of_class),
    )


# ---------------------------------------------------------------- first match wins


def decide(given: CellInput, found: Findings) -> Decision:
    """The eight states in their order (rule B)."""
    if found.approved:
        return _approved(found)
    if found.benefits:
        return _randomised(found)
    return decide_without_proof(given, found)


def decide_without_proof(given: CellInput, found: Findings) -> Decision:
    """States 3 to 8: what is left when neither an approval nor a randomised trial speaks."""
    with_responses = _drugs(found.verdict) if found.verdict and found.verdict.state is CellState.RESPONSES else frozenset()
    if is_stopped(found.trials, found.failed_goals, with_responses, found.drugs_failed):
        rows = tuple(each.row.id for each in found.failed_goals)
        return Decision(CellState.STOPPED, words.say_stopped(found.trials, found.failed_goals), decided_by=rows)
    if found.verdict:
        return _by_counts(found.verdict)
    return _without_counts(given, found)


def _approved(found: Findings) -> Decision:
    ids = tuple(row.id for row in found.approved)
    return Decision(CellState.APPROVED, words.say_approved(found.approved), setting=settings_of(found.approved), decided_by=ids)


def _randomised(found: Findings) -> Decision:
    best = found.benefits[0]
    rows = tuple(each.row for each in found.benefits)
    why = words.say_benefit(found.benefits)
    return Decision(CellState.RANDOMISED, why, setting=best.setting, stratum=best.stratum, decided_by=rows)


def _by_counts(verdict: Verdict) -> Decision:
    return Decision(
        state=verdict.state,
        why=words.say_verdict(verdict),
        sub_reason=verdict.sub_reason,
        setting=verdict.setting,
        stratum=verdict.stratum,
        decided_by=verdict.rows,
        verdict=verdict,
    )


def _without_counts(given: CellInput, found: Findings) -> Decision:
    people = sum(cohort.n for cohort in found.cohorts)
    reason = why_testing(found.trials, given.evidence, found.is_combination_only, people)
    if reason:
        return Decision(CellState.TESTING, words.say_testing(reason, found.trials, given.limits.min_usable_people), reason)
    return Decision(CellState.NEVER, words.say_never(given.as_of, bool(given.evidence)))


def _drugs(verdict: Verdict) -> frozenset[str]:
    return frozenset(drug for cohort in verdict.cohorts for drug in cohort.drugs)


# ---------------------------------------------------------------- the cell as it leaves (rule E)


def make_cell(
    given: CellInput, found: Findings, decision: Decision, badges: tuple[str, ...] = (), notes: tuple[str, ...] = ()
) -> Cell:
    """State, counts, badges and everything that stands beside them."""
    verdict = decision.verdict
    missed = tuple(each.row.id for each in found.missed)
    shown = set(decision.decided_by) | set(missed)
    is_approved = decision.state is CellState.APPROVED
    return Cell(
        id=f"{given.unit}/{given.klass}",
        unit=given.unit,
        immunotherapy_class=given.klass,
        state=decision.state,
        sub_reason=decision.sub_reason,
        setting=decision.setting,
        stratum=decision.stratum,
        regulators=tuple(dict.fromkeys(row.body for row in found.approved)) if is_approved else (),
        strength=strongest(found.approved) if is_approved else "",
        decided_by=decision.decided_by,
        n=verdict.n if verdict else None,
        responders=verdict.responders if verdict else None,
        ci=verdict.ci if verdict else None,
        pooled_pct=verdict.pool.pct if verdict and verdict.pool else None,
        k=verdict.k if verdict else 0,
        badges=(*badges, *_badges(given, found, decision)),
        approved_if=approved_if(given.approvals, given.klass),
        was_approved=was_approved(given.pack, given.approvals, given.unit, given.klass),
        negative_trials=missed,
        other_evidence=tuple(each.row.id for each in given.evidence if each.row.id not in shown),
        trials=tuple(each.id for each in found.trials.all),
        trials_open=tuple(each.id for each in found.trials.open),
        why=decision.why,
        as_of=given.as_of,
        strata=_lines(given, found),
        notes=(*notes, *_notes(given, decision)),
    )


def _lines(given: CellInput, found: Findings) -> tuple[StratumLine, ...]:
    """What each stratum says by itself, those that set no state last."""
    verdicts = judge_strata(found.cohorts, given.limits, may_pool=given.may_pool)
    return (*(stratum_line(verdict) for verdict in verdicts), *combination_lines(found.beside_others))


def _badges(given: CellInput, found: Findings, decision: Decision) -> tuple[str, ...]:
    """Marks beside the state, in a fixed order."""
    has_proof = decision.state in (CellState.APPROVED, CellState.RANDOMISED)
    pool = decision.verdict.pool if decision.verdict else None
    marks = {
        "borderline": decision.verdict is not None and is_borderline(found.cohorts, given.limits, may_pool=given.may_pool),
        "trials-disagree": decision.verdict is not None and decision.verdict.is_contradicted,
        "results-vary": pool is not None and varies_a_lot(pool, given.limits),
        "delayed-growth": decision.state is CellState.RANDOMISED and not found.benefits[0].is_longer_life,
        "worse": any(is_worse(each) for each in found.missed),
        "combination-only": found.is_combination_only and not has_proof,
        "other-stopped": not has_proof and _another_failed(found, decision),
        "stopped-for-other-reasons": not has_proof and found.trials.stopped_for_other_reasons,
        "included-not-reported": decision.state is CellState.TESTING and bool(found.trials.unsplit),
    }
    return tuple(name for name, applies in marks.items() if applies)


def _another_failed(found: Findings, decision: Decision) -> bool:
    """A medicine of the class was stopped or missed its goal, and the state does not rest on that one alone."""
    has_failed = bool(found.trials.failed or found.failed_goals)
    rests_on = _drugs(decision.verdict) if decision.verdict else frozenset()
    is_the_same = bool(rests_on) and rests_on <= found.drugs_failed
    return decision.state is not CellState.STOPPED and has_failed and not is_the_same


def _notes(given: CellInput, decision: Decision) -> tuple[str, ...]:
    """Rule D: groups chosen by a marker stand beside the state; and whether everybody it rests on carried one."""
    groups = [each for each in given.evidence if each.is_prospective and is_marker_group(given.pack, each)]
    shown = latest(groups, lambda each: each.has_counts, given.known)
    chosen = [given.known[name] for name in decision.decided_by if name in given.known and given.known[name].row.biomarker_selected]
    notes = [words.say_marker_groups(shown)] if shown else []
    return (*notes, *dict.fromkeys(words.say_everyone_had_marker(each) for each in chosen))
