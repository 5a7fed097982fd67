"""The front page: the truth about this disease, the way to one's own row, the map, one fact in people, the latest decisions."""

from __future__ import annotations

from ioroadmap.evidence.rows import ApprovalRow, EventRow, ResultRow
from ioroadmap.model.facts import Unit
from ioroadmap.model.missing import is_number
from ioroadmap.publish import links, words
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import box, status_group
from ioroadmap.publish.render import Page

ASK = "Ask your team: is my tumour well or poorly differentiated, and what is its grade?"
_LATEST = 6
_LICENCES = {"granted", "converted", "narrowed", "widened", "withdrawn", "refused"}
_DECISIONS = _LICENCES | {"funded", "not-funded", "recommended-with-conditions"}
_FACT_PEOPLE = range(20, 201)


def home(look: Lookups) -> Page:
    subject = look.pack.settings.subject
    return Page(
        path=links.HOME,
        template="home.html",
        title=f"{words.sentence_case(subject)}: what is known, and what is not",
        description=f"A map of {subject}: each tumour, each kind of treatment, how far the evidence goes, with sources and dates.",
        section="map",
        alert=False,
        ask=ASK,
        view={
            "lede": [each for each in look.pack.statements if each.kind == "home" or "home" in each.about],
            "columns": _columns(look),
            "bands": [
                {"key": key, "label": label, "plain": plain, "rows": [_row(look, unit) for unit in units]}
                for key, label, plain, units in look.bands
                if units
            ],
            "fact": _fact(look),
            "latest": _latest(look),
            "markers": sorted({each.marker for cell in look.roadmap.cells for each in cell.approved_if}),
            "counts": _counts(look),
        },
    )


def _columns(look: Lookups) -> list[dict[str, object]]:
    return [
        {"id": str(each.id), "label": each.label, "short": each.short or each.label, "borderline": each.borderline_because}
        for each in look.pack.classes
    ]


def _row(look: Lookups, unit: Unit) -> dict[str, object]:
    boxes = [look.cells.get((unit.id, str(klass))) for klass in look.classes_shown]
    return {
        "unit": unit.id,
        "label": unit.label,
        "short": unit.short or unit.label,
        "umbrella": unit.umbrella,
        "page": links.tumour_page(unit.id),
        "boxes": [box(look, each) if each else None for each in boxes],
    }


def _fact(look: Lookups) -> ResultRow | None:
    """The largest study (20 to 200 people, so that each can be a dot) that decides a line for well differentiated tumours; where
    there is none, any line. One whose data have a date comes first."""
    well = {unit.id for unit in look.bands[0][3]}
    deciding = [row for cell in look.roadmap.cells for name in cell.decided_by if (row := look.roadmap.result_by_id.get(name))]
    usable = [row for row in deciding if is_number(row.n) and is_number(row.responders) and row.n in _FACT_PEOPLE and row.exact_ci]
    chosen = [row for row in usable if row.unit in well] or usable
    return max(chosen, key=lambda row: (row.cut.is_known, row.n, row.id), default=None)


def _latest(look: Lookups) -> list[dict[str, object]]:
    dated = [(event, row) for row in look.roadmap.approvals for event in row.events if event.event in _DECISIONS]
    dated = [(event, row) for event, row in dated if (first := event.date.earliest) and first <= look.roadmap.as_of]
    dated.sort(key=lambda pair: (str(pair[0].date), pair[1].id), reverse=True)
    merged: dict[tuple[str, str, str], list[tuple[EventRow, ApprovalRow]]] = {}
    for event, row in dated:
        merged.setdefault((str(event.date), row.drug_id, row.body), []).append((event, row))
    return [_decision(look, same) for same in list(merged.values())[:_LATEST]]


def _decision(look: Lookups, same: list[tuple[EventRow, ApprovalRow]]) -> dict[str, object]:
    """One line for all that a body decided on a medicine on one day."""
    event, row = same[0]
    events = dict.fromkeys(words.EVENTS.get(each.event, words.humanise(each.event)) for each, _ in same)
    return {
        "date": event.date,
        "event": " · ".join(events),
        "drug": row.drug,
        "drug_id": row.drug_id,
        "body": row.body,
        "tumours": list(dict.fromkeys(look.tumour_label(each) for _, each_row in same for each in each_row.entities)),
        "uses": len({each_row.id for _, each_row in same}),
        "approval": row.id,
        "source": event.source,
    }


def _counts(look: Lookups) -> dict[str, int]:
    return {
        "trials": len(look.trials_shown),
        "records": len(look.roadmap.trials),
        "open": sum(status_group(view) == "open" for view in look.trials_shown),
        "drugs": sum(drug.id in look.drugs_with_facts for drug in look.pack.drugs),
        "by_name": sum(drug.id not in look.drugs_with_facts for drug in look.pack.drugs),
        "studies": len(look.results_of_study),
        "approvals": sum(bool(row.drug_id) for row in look.roadmap.approvals),
    }
