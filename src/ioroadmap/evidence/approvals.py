"""The state of every indication on a day: a fold over its dated events. Pure; the day is an argument.

An event has happened on day D when even the last day that its date can mean is not after D. Between the first and the last
such day it may have happened or not: then the state is the earlier one, and the row says `uncertain`.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

from msgspec import Struct

from ioroadmap.catalog.pack import Pack
from ioroadmap.evidence.rows import ApprovalRow, EventRow
from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.model.facts import Approval, DatedEvent, Drug, Search
from ioroadmap.model.vocabulary import (
    ApprovalEvent,
    ApprovalState,
    BodyKind,
    Region,
    Scope,
    Setting,
    Strength,
    WithdrawalReason,
)


class Standing(Struct, frozen=True):
    """Where an indication stands: its state, the day that made it so, whether an authorisation is in force,
    and whether those who pay set conditions."""

    state: ApprovalState = ApprovalState.UNKNOWN
    since: PartialDate = UNKNOWN_DATE
    in_force: bool = False
    with_conditions: bool = False
    reason: WithdrawalReason | None = None


def approvals_on(pack: Pack, as_of: date, known_on: date, *, region: Region | None = None) -> tuple[ApprovalRow, ...]:
    """Every indication that had a first event by `as_of` (as far as we knew at the end of `known_on`), with its state on that day.
    Ordered by region, body, drug and id. Searches that found nothing are rows of state `none-found`, one per region searched."""
    rows = [
        row
        for drug in pack.drugs
        for approval in drug.approvals
        if (row := approval_row(pack, drug, approval, as_of, known_on)) is not None
    ]
    rows += [row for search in pack.searches for row in _search_rows(pack, search, as_of, known_on)]
    order = list(Region)
    rows.sort(key=lambda row: (order.index(Region(row.region)), row.body_kind != BodyKind.REGULATOR, row.body, row.drug_id, row.id))
    return tuple(row for row in rows if region is None or row.region == region)


def approval_row(pack: Pack, drug: Drug, approval: Approval, as_of: date, known_on: date) -> ApprovalRow | None:
    """The row of one indication; `None` when nothing of it had happened yet, or we did not know."""
    known = tuple(event for event in approval.events if _is_known(event.recorded_on, known_on))
    begun = tuple(event for event in known if _may_have_happened(event, as_of))
    if not begun:
        return None
    done = tuple(event for event in begun if _has_happened(event, as_of))
    standing = standing_after(done)
    reached = sorted({pack.tumour[name].unit for name in approval.tumours if not pack.tumour[name].negative})
    return ApprovalRow(
        id=approval.id,
        body=approval.body,
        body_kind=approval.body_kind,
        region=approval.region,
        drug=drug.name,
        drug_id=drug.id,
        brand=approval.brand,
        indication=approval.indication,
        tumours=tuple(dict.fromkeys(pack.tumour[name].family for name in approval.tumours if not pack.tumour[name].negative)),
        entities=approval.tumours,
        units=tuple(reached),
        classes=drug.classes,
        scope=approval.scope,
        setting=approval.setting,
        biomarker=approval.biomarker,
        with_drugs=approval.with_drugs,
        state=standing.state,
        since=standing.since,
        in_force=standing.in_force,
        with_conditions=standing.with_conditions,
        uncertain=len(begun) > len(done),
        withdrawal_reason=standing.reason,
        review=approval.review,
        pivotal=tuple(f"{each.name} ({each.nct})" if each.nct else each.name for each in approval.pivotal),
        headline=approval.headline,
        events=tuple(_event_row(event) for event in begun),
    )


def standing_after(events: tuple[DatedEvent, ...]) -> Standing:
    """Where an indication stands after these events, in order."""
    standing = Standing()
    for event in events:
        standing = _step(standing, event)
    return standing


def _step(before: Standing, event: DatedEvent) -> Standing:
    """One event changes the standing, or leaves it: news about an approval in force does not weaken it."""
    match event.event:
        case ApprovalEvent.GRANTED | ApprovalEvent.CONVERTED:
            strength = Strength.FULL if event.event is ApprovalEvent.CONVERTED else event.strength
            return Standing(_granted(strength), event.date, in_force=True)
        case ApprovalEvent.WITHDRAWN:
            return Standing(ApprovalState.WITHDRAWN, event.date, reason=event.reason)
        case ApprovalEvent.NARROWED | ApprovalEvent.WIDENED | ApprovalEvent.LABEL_CHANGED | ApprovalEvent.WITHDRAWAL_ANNOUNCED:
            return before
        case ApprovalEvent.SUPERSEDED:
            return Standing(ApprovalState.SUPERSEDED, event.date)
        case ApprovalEvent.REFUSED:
            return Standing(ApprovalState.REFUSED, event.date)
        case ApprovalEvent.FUNDED:
            return Standing(ApprovalState.FUNDED, event.date)
        case ApprovalEvent.RECOMMENDED_WITH_CONDITIONS:
            return Standing(ApprovalState.FUNDED, event.date, with_conditions=True)
        case ApprovalEvent.GUIDANCE_PUBLISHED:
            return Standing(ApprovalState.UNKNOWN, event.date)
        case ApprovalEvent.KIND_UNCLEAR:
            return Standing(ApprovalState.UNKNOWN, before.since, in_force=before.in_force)
        case ApprovalEvent.NOT_FUNDED:
            return Standing(ApprovalState.NOT_FUNDED, event.date)
        case ApprovalEvent.SEARCHED_NONE_FOUND:
            return Standing(ApprovalState.NONE_FOUND, event.date)
        case ApprovalEvent.DESIGNATED:
            return _unless_decided(before, Standing(ApprovalState.DESIGNATION, event.date))
        case (
            ApprovalEvent.SUBMITTED
            | ApprovalEvent.DECISION_DUE
            | ApprovalEvent.OPINION_POSITIVE
            | ApprovalEvent.DRAFT_FUNDED
            | ApprovalEvent.DRAFT_NOT_FUNDED
            | ApprovalEvent.APPRAISAL_STARTED
        ):
            return _unless_decided(before, Standing(ApprovalState.UNDER_REVIEW, event.date))
        case _:
            assert_never(event.event)


def _granted(strength: Strength) -> ApprovalState:
    """The state of a grant. One whose kind no source showed is `unknown` and in force: we never call it full."""
    match strength:
        case Strength.ACCELERATED:
            return ApprovalState.ACCELERATED
        case Strength.CONDITIONAL:
            return ApprovalState.CONDITIONAL
        case Strength.FULL:
            return ApprovalState.FULL
        case Strength.UNKNOWN:
            return ApprovalState.UNKNOWN
        case _:
            assert_never(strength)


def _unless_decided(before: Standing, after: Standing) -> Standing:
    """News about an application counts until a decision: a review is more than a designation, and the first day stands."""
    rank = {ApprovalState.DESIGNATION: 1, ApprovalState.UNDER_REVIEW: 2}
    undecided = before.state in rank or (before.state is ApprovalState.UNKNOWN and not before.in_force)
    return after if undecided and rank[after.state] > rank.get(before.state, 0) else before


def _happened_by(event: DatedEvent) -> date | None:
    return event.date.latest if event.date.is_known else event.seen_by.latest


def _has_happened(event: DatedEvent, as_of: date) -> bool:
    day = _happened_by(event)
    return day is not None and day <= as_of


def _may_have_happened(event: DatedEvent, as_of: date) -> bool:
    """True from the first day that its date can mean; an event of unknown date counts from the day it was seen."""
    first = event.date.earliest if event.date.is_known else event.seen_by.latest
    return first is not None and first <= as_of


def _is_known(recorded_on: PartialDate, known_on: date) -> bool:
    first = recorded_on.earliest
    return first is not None and first <= known_on


def _event_row(event: DatedEvent) -> EventRow:
    return EventRow(
        date=event.date,
        event=event.event,
        strength=event.strength,
        what=event.what,
        source=event.source.url,
        locator=event.source.locator,
        confidence=event.source.confidence,
        note=event.note,
    )


def _search_rows(pack: Pack, search: Search, as_of: date, known_on: date) -> list[ApprovalRow]:
    searched = search.searched_on.latest
    if searched is None or searched > as_of or not _is_known(search.recorded_on, known_on):
        return []
    return [_search_row(pack, search, region) for region in search.regions]


def _search_row(pack: Pack, search: Search, region: Region) -> ApprovalRow:
    event = EventRow(
        date=search.searched_on,
        event=ApprovalEvent.SEARCHED_NONE_FOUND,
        strength=Strength.UNKNOWN,
        what=search.finding,
        source=search.sources[0].url if search.sources else "",
        locator=search.sources[0].locator if search.sources else "",
        confidence=search.sources[0].confidence if search.sources else "derived",
        note=search.note,
    )
    return ApprovalRow(
        id=f"{search.id}-{region}",
        body=pack.settings.regions.get(region, region),
        body_kind=BodyKind.REGULATOR,
        region=region,
        drug="any immunotherapy",
        drug_id="",
        brand="",
        indication=search.subject,
        tumours=tuple(dict.fromkeys(pack.tumour[name].family for name in search.tumours)),
        entities=search.tumours,
        units=tuple(dict.fromkeys(pack.tumour[name].unit for name in search.tumours)),
        classes=(),
        scope=Scope.TUMOUR,
        setting=Setting.UNKNOWN,
        biomarker="",
        with_drugs=(),
        state=ApprovalState.NONE_FOUND,
        since=search.searched_on,
        in_force=False,
        uncertain=False,
        withdrawal_reason=None,
        review=search.review,
        pivotal=(),
        headline="",
        events=(event,),
    )
