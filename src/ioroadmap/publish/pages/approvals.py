"""Approvals: every indication with its whole life, by region; regulators and payers apart; withdrawn ones stay in sight."""

from __future__ import annotations

from ioroadmap.evidence.rows import ApprovalRow
from ioroadmap.model.vocabulary import BodyKind
from ioroadmap.publish import links, lives
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import approval_uses, cited
from ioroadmap.publish.render import Page


def _part(rows: list[ApprovalRow], kind: BodyKind) -> list[ApprovalRow]:
    """In force first, then the rest; each by drug."""
    found = [row for row in rows if row.body_kind is kind and row.drug_id]
    return sorted(found, key=lambda row: (not row.in_force and row.state != "funded", row.drug.casefold(), str(row.since), row.id))


def approvals(look: Lookups) -> Page:
    rows = list(look.roadmap.approvals)
    regions = []
    for region, label in look.pack.settings.regions.items():
        here = [row for row in rows if row.region == region]
        regions.append(
            {
                "id": region,
                "label": label,
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
            "n_withdrawn": sum(row.state == "withdrawn" for row in rows),
            "sources": cited(look, approval_uses(rows)),
        },
    )
