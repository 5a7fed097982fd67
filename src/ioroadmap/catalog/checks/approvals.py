"""A drug and its approvals say what a reader needs to judge them."""

from __future__ import annotations

from collections.abc import Iterator

from ioroadmap.catalog.checks.index import Finding, Index
from ioroadmap.model.facts import Drug
from ioroadmap.model.vocabulary import ApprovalEvent, Immunotherapy


def borderline_says_why(index: Index) -> Iterator[Finding]:
    for entry in index.of("drugs"):
        drug = entry.fact
        assert isinstance(drug, Drug)
        if drug.immunotherapy is Immunotherapy.BORDERLINE and not drug.borderline_because:
            yield entry, ("immunotherapy",), f"{drug.id} is borderline; say why in borderline_because"


def events_are_complete(index: Index) -> Iterator[Finding]:
    for entry, where, approval in index.approvals():
        if not approval.events:
            yield entry, (*where, "events"), f"{approval.id} has no event; an approval is the list of what happened"
        for e, event in enumerate(approval.events):
            place = (*where, "events", e)
            if event.event is ApprovalEvent.WITHDRAWN and event.reason is None:
                yield entry, place, "withdrawn without a reason; use failed-confirmation, commercial, safety or unknown"
            if not event.date.is_known and not event.seen_by.is_known:
                yield entry, place, "date is unknown; give seen_by, the day by which a source shows that it had happened"
