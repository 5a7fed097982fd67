"""The rows that leave `evidence`: what the commands print, the pages show and the exports hold. JSON keys are DESIGN §5's."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.missing import Count, Number
from ioroadmap.model.vocabulary import (
    ApprovalState,
    ArmRole,
    BodyKind,
    CellState,
    Differentiation,
    ImmunotherapyClass,
    RegistryStatus,
    RespondersBasis,
    Scope,
    Setting,
    Stratum,
    WithdrawalReason,
)


class EventRow(Struct, frozen=True):
    date: PartialDate
    event: str
    strength: str
    what: str
    source: str  # address
    locator: str
    confidence: str
    note: str


class ApprovalRow(Struct, frozen=True):
    """One indication's state on a day. `since` is the day of the event that made it so (as precise as the source).
    `in_force` says that a regulator's authorisation stands; with state `unknown` no source showed its kind.
    `with_conditions`: advised to payers, under conditions; each still decides.
    `uncertain` says that an event may or may not have happened by that day."""

    id: str
    body: str
    body_kind: BodyKind
    region: str
    drug: str
    drug_id: str
    brand: str
    indication: str
    tumours: tuple[str, ...]  # families
    entities: tuple[str, ...]
    units: tuple[str, ...]
    classes: tuple[ImmunotherapyClass, ...]
    scope: Scope
    setting: Setting
    biomarker: str
    with_drugs: tuple[str, ...]
    state: ApprovalState
    since: PartialDate
    in_force: bool
    uncertain: bool
    withdrawal_reason: WithdrawalReason | None
    review: str
    pivotal: tuple[str, ...]
    headline: str
    events: tuple[EventRow, ...]
    with_conditions: bool = False


class ResultRow(Struct, frozen=True):
    """One arm at one data cut. `n` is the number evaluable for response; `exact_ci` is Clopper-Pearson from the counts, in percent;
    `orr_pct` and `orr_ci` are as printed."""

    id: str
    study: str
    study_id: str
    nct: NctId | None
    arm: str
    arm_id: str
    arm_role: ArmRole
    tumours: tuple[str, ...]  # families
    unit: str
    differentiation: Differentiation
    population: str
    drugs: tuple[str, ...]
    regimen: str
    class_tested: ImmunotherapyClass | None
    stratum: Stratum
    setting: Setting
    prospective: bool
    endpoint: str
    criteria: str
    n: Count
    responders: Count
    responders_basis: RespondersBasis | None
    orr_pct: Number
    orr_ci: tuple[Number, Number]
    exact_ci: tuple[float, float] | None
    pfs_months: Number
    pfs_ci: tuple[Number, Number]
    os_months: Number
    os_ci: tuple[Number, Number]
    os_hr: tuple[Number, Number, Number]
    grade3_pct: Number
    grade3_n: Count
    follow_up_months: Number
    cut: PartialDate
    superseded_by: str | None
    subset_of: str | None
    post_hoc: bool
    biomarker_selected: str
    said: str
    review: str
    note: str
    source: str
    locator: str
    confidence: str


class TrialEvidence(Struct, frozen=True):
    """What the map needs to know of a registered trial. `is_open`: not yet recruiting, recruiting, by invitation or active.
    `confirmed_on`: the last day its status was confirmed; `drugs`: ids of the drugs tested, where known."""

    id: NctId
    units: tuple[str, ...]
    classes: tuple[ImmunotherapyClass, ...]
    status: RegistryStatus
    is_open: bool
    confirmed_on: PartialDate = UNKNOWN_DATE
    ended_for: str = ""  # lack-of-effect, harm, money, accrual, other, unknown; empty when it did not end early
    is_overdue: bool = False  # ended, and results are owed
    drugs: tuple[str, ...] = ()


class WasApproved(Struct, frozen=True):
    approval: str
    drug: str
    region: str
    since: PartialDate
    until: PartialDate
    reason: str


class ApprovedIf(Struct, frozen=True):
    """A marker-only approval that reaches people of any tumour: a mark beside the state, never the state."""

    marker: str
    drug: str
    region: str
    strength: str
    approval: str


class StratumLine(Struct, frozen=True):
    """What the results of one stratum (the class alone, two drugs of it …) say by themselves. `setting` is the line group;
    `ci`, `prediction` and `spread` are in percent. A pool of few studies shows `spread`, the lowest and highest study, a larger one
    `prediction`; `sensitivity` is the pool with other response criteria let in: estimate, lower, upper limit."""

    stratum: Stratum
    state: CellState
    sub_reason: str
    setting: str
    n: int
    responders: int
    ci: tuple[float, float] | None
    pooled_pct: float | None
    k: int
    i2: float | None
    prediction: tuple[float, float] | None
    spread: tuple[float, float] | None
    sensitivity: tuple[float, float, float] | None
    decided_by: tuple[str, ...]


class Cell(Struct, frozen=True):
    """One tumour row x one class: its state as of a day, and everything that decided it. Counts are of the deciding evidence:
    one cohort, a pool (`pooled_pct` is set), or a plain sum over `k` studies that may not be pooled (`ci` is then `None`).
    `strata` holds what each stratum says by itself, `notes` further sentences such as those on marker groups."""

    id: str
    unit: str
    immunotherapy_class: ImmunotherapyClass
    state: CellState
    sub_reason: str
    setting: str
    stratum: str
    regulators: tuple[str, ...]
    strength: str
    decided_by: tuple[str, ...]  # result or approval ids
    n: int | None
    responders: int | None
    ci: tuple[float, float] | None  # percent
    pooled_pct: float | None
    k: int
    badges: tuple[str, ...]
    approved_if: tuple[ApprovedIf, ...]
    was_approved: tuple[WasApproved, ...]
    negative_trials: tuple[str, ...]  # result ids
    other_evidence: tuple[str, ...]  # result ids shown but not deciding
    trials: tuple[NctId, ...]
    trials_open: tuple[NctId, ...]
    why: str  # one plain sentence
    as_of: date
    strata: tuple[StratumLine, ...] = ()
    notes: tuple[str, ...] = ()


class StatusTrust(Struct, frozen=True):
    """How far a registry status can be trusted on a day: the record's own last word, and what is overdue."""

    status: RegistryStatus
    confirmed_on: PartialDate
    months_old: int | None
    overdue_completion: bool
    overdue_results: bool
    sentence: str
    is_confirmed: bool = False  # within the months that a status is trusted
