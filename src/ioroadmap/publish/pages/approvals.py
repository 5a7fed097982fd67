"""Approvals: every indication with its whole life, by region; regulators and payers apart; withdrawn ones stay in sight."""

from __future__ import annotations

from ioroadmap.evidence.rows import ApprovalRow
from ioroadmap.model.vocabulary import ApprovalState, BodyKind
from ioroadmap.publish import links, lives, words
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import approval_uses, cited
from ioroadmap.publish.render import Page

_STEPS = frozenset({ApprovalState.DESIGNATION, ApprovalState.UNDER_REVIEW})


def _part(rows: list[ApprovalRow], kind: BodyKind) -> list[ApprovalRow]:
    """In force first, then the rest; each by drug."""
    found = [row for row in rows if row.body_kind is kind and row.drug_id]
    return sorted(found, key=lambda row: (not row.in_force and row.state != "funded", row.drug.casefold(), str(row.since), row.id))


def _counts(look: Lookups, rows: list[ApprovalRow]) -> dict[str, int]:
    """Decisions by what they are: no licence is counted with a step towards one, and no payer with a regulator."""
    decisions = [row for row in rows if row.drug_id]
    regulators = [row for row in decisions if row.body_kind is BodyKind.REGULATOR]
    in_force = sum(row.in_force for row in regulators)
    withdrawn = sum(row.state is ApprovalState.WITHDRAWN for row in regulators)
    steps = sum(row.state in _STEPS and not row.in_force for row in regulators)
    return {
        "in_force": in_force,
        "withdrawn": withdrawn,
        "steps": steps,
        "other": len(regulators) - in_force - withdrawn - steps,
        "payers": len(decisions) - len(regulators),
        "neighbours": sum(bool(look.neighbours_of(row)) for row in decisions),
    }


def approvals(look: Lookups) -> Page:
    rows = list(look.roadmap.approvals)
    regions = []
    for region, label in look.pack.settings.regions.items():
        here = [row for row in rows if row.region == region]
        regions.append(
            {
                "id": region,
                "label": label,
                "name": words.region_name(label),
                "regulators": _part(here, BodyKind.REGULATOR),
                "funders": _part(here, BodyKind.FUNDER),
                "none_found": [row for row in here if not row.drug_id],
            }
        )
    return Page(
        path=links.index_page("approvals"),
        template="approvals.html",
        title="Approvals",
        description="What regulators allowed, changed and took back, region by region, each step with its date and source.",
        section="approvals",
        ask="Ask your team: is this medicine licensed for my tumour in my country, and who pays?",
        view={
            "regions": regions,
            "years": lives.year_range([row for row in rows if row.drug_id], look.roadmap.as_of),
            "n": sum(bool(row.drug_id) for row in rows),
            "counts": _counts(look, rows),
            "neighbours": list(dict.fromkeys(label for row in rows for label in look.neighbours_of(row))),
            "sources": cited(look, approval_uses(rows)),
        },
    )
