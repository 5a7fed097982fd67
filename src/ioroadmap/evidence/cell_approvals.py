"""State 1 and what surrounds it: approvals in force, approvals that ended, and approvals by a marker alone."""

from __future__ import annotations

from collections.abc import Iterable

from ioroadmap.catalog.pack import Pack
from ioroadmap.evidence.cell_evidence import ancestors
from ioroadmap.evidence.rows import ApprovalRow, ApprovedIf, WasApproved
from ioroadmap.model.dates import UNKNOWN_DATE
from ioroadmap.model.vocabulary import (
    ApprovalEvent,
    ApprovalState,
    BodyKind,
    ImmunotherapyClass,
    Region,
    Scope,
    Setting,
    WithdrawalReason,
)

_STRONGEST_FIRST = (ApprovalState.FULL, ApprovalState.CONDITIONAL, ApprovalState.ACCELERATED)


def in_force(pack: Pack, approvals: Iterable[ApprovalRow], unit: str, klass: ImmunotherapyClass) -> tuple[ApprovalRow, ...]:
    """Rule 1: authorisations in force whose wording names the tumour, a tumour wholly inside it, or the whole group above it."""
    return tuple(
        row for row in _of_class(approvals, klass) if row.in_force and row.scope is Scope.TUMOUR and _names(pack, row, unit)
    )


def was_approved(pack: Pack, approvals: Iterable[ApprovalRow], unit: str, klass: ImmunotherapyClass) -> tuple[WasApproved, ...]:
    """Approvals withdrawn on or before the day. The results behind one that failed confirmation stay what they are: single-arm
    results, which cannot lift a cell above "responses"."""
    return tuple(
        _ended(row)
        for row in _of_class(approvals, klass)
        if row.state is ApprovalState.WITHDRAWN and row.scope is Scope.TUMOUR and _names(pack, row, unit)
    )


def approved_if(approvals: Iterable[ApprovalRow], klass: ImmunotherapyClass) -> tuple[ApprovedIf, ...]:
    """Marker-only authorisations: they reach people of any tumour and never make a state."""
    return tuple(
        ApprovedIf(marker=row.biomarker, drug=row.drug, region=row.region, strength=row.state, approval=row.id)
        for row in _of_class(approvals, klass)
        if row.in_force and row.scope is Scope.TISSUE_AGNOSTIC
    )


def strongest(rows: Iterable[ApprovalRow]) -> str:
    """The strongest kind of authorisation among them; `unknown` when no source showed the kind of any; empty without rows."""
    states = {row.state for row in rows}
    return next((str(state) for state in _STRONGEST_FIRST if state in states), "unknown" if states else "")


def settings_of(rows: Iterable[ApprovalRow]) -> str:
    """Where in the course of the illness they may be used, in the order of the vocabulary."""
    found = {row.setting for row in rows}
    return ", ".join(setting for setting in Setting if setting in found)


def _of_class(approvals: Iterable[ApprovalRow], klass: ImmunotherapyClass) -> tuple[ApprovalRow, ...]:
    order = list(Region)
    rows = (row for row in approvals if row.body_kind is BodyKind.REGULATOR and klass in row.classes)
    return tuple(sorted(rows, key=lambda row: (order.index(Region(row.region)), row.id)))


def _names(pack: Pack, row: ApprovalRow, unit: str) -> bool:
    """Rule 1: an approval does not travel sideways or up; it travels down when its text names the group as a whole."""
    return unit in row.units or any(above in row.entities for above in ancestors(pack, unit))


def _ended(row: ApprovalRow) -> WasApproved:
    granted = [event.date for event in row.events if event.event == ApprovalEvent.GRANTED]
    return WasApproved(
        approval=row.id,
        drug=row.drug,
        region=row.region,
        since=min(granted, default=UNKNOWN_DATE),
        until=row.since,
        reason=row.withdrawal_reason or WithdrawalReason.UNKNOWN,
    )
