"""The front page: the truth about this disease, the way to one's own row, the map, one fact in people, the latest decisions."""

from __future__ import annotations

from ioroadmap.evidence.rows import ResultRow
from ioroadmap.model.facts import Unit
from ioroadmap.model.missing import is_number
from ioroadmap.publish import links, words
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import box
from ioroadmap.publish.render import Page

ASK = "Ask your team: is my tumour well or poorly differentiated, and what is its grade?"
_LATEST = 6
_DECISIONS = {"granted", "converted", "narrowed", "widened", "withdrawn", "refused", "funded", "not-funded"}
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
    return [
        {
            "date": event.date,
            "event": words.EVENTS.get(event.event, words.humanise(event.event)),
            "drug": row.drug,
            "drug_id": row.drug_id,
            "body": row.body,
            "tumours": [look.tumour_label(each) for each in row.entities],
            "approval": row.id,
            "source": event.source,
        }
        for event, row in dated[:_LATEST]
    ]


def _counts(look: Lookups) -> dict[str, int]:
    return {
        "trials": len(look.trials_shown),
        "drugs": len(look.pack.drugs),
        "studies": len(look.pack.studies),
        "approvals": sum(bool(row.drug_id) for row in look.roadmap.approvals),
    }
