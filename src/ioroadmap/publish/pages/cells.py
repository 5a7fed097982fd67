"""One box of the map in full: the state and why, the people behind it, everything that was looked at, what is open."""

from __future__ import annotations

from collections.abc import Iterator

from ioroadmap.evidence.rows import ApprovalRow, Cell, ResultRow
from ioroadmap.model.vocabulary import CellState
from ioroadmap.publish import links, sentences, words
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import (
    ASK,
    approval_uses,
    box,
    cited,
    intervals,
    regions_of,
    result_uses,
    trial_lists,
)
from ioroadmap.publish.pages.people import marker_lines, missed_trials, people_behind
from ioroadmap.publish.render import Page
from ioroadmap.publish.svg import Interval


def cells(look: Lookups) -> Iterator[Page]:
    for cell in look.roadmap.cells:
        yield _page(look, cell)


def _results(look: Lookups, names: tuple[str, ...]) -> list[ResultRow]:
    return [row for name in names if (row := look.roadmap.result_by_id.get(name))]


def _approvals(look: Lookups, cell: Cell) -> list[ApprovalRow]:
    """Those that decide the state first, then all others on this tumour and class: designations, refusals, ended ones."""
    deciding = [row for name in cell.decided_by if (row := look.roadmap.approval_by_id.get(name))]
    others = [
        row
        for row in look.approvals_of_unit.get(cell.unit, [])
        if row.id not in cell.decided_by and cell.immunotherapy_class in row.classes
    ]
    return deciding + others


def forest_rows(cell: Cell, rows: list[ResultRow]) -> tuple[Interval, ...]:
    """Lines for the deciding rows, and a diamond for the pooled estimate where there is one."""
    lines = intervals(rows)
    if cell.pooled_pct is None or cell.ci is None or not lines:
        return lines
    count = sentences.short_count(cell.responders, cell.n) if cell.responders is not None and cell.n is not None else ""
    return (*lines, Interval("Put together", f"{cell.k} studies", count, cell.pooled_pct, *cell.ci, pooled=True))


def _with_marker(look: Lookups, cell: Cell) -> dict[str, dict[str, list[str]]]:
    """Licences for any tumour with a marker: by marker and medicine, where and how strong."""
    found: dict[str, dict[str, list[str]]] = {}
    for each in cell.approved_if:
        region = words.region_name(look.pack.settings.regions.get(each.region, each.region))
        place = f"{region}, {words.STRENGTHS.get(each.strength, each.strength)}"
        places = found.setdefault(each.marker, {}).setdefault(each.drug, [])
        if place not in places:
            places.append(place)
    return found


def _why(look: Lookups, cell: Cell) -> str:
    """The sentence under the state; for an approved box with every region by name."""
    if cell.state is not CellState.APPROVED:
        return cell.why
    return sentences.approved_sentence([_region(look, each) for each in regions_of(look, cell)])


def _region(look: Lookups, region: str) -> str:
    return words.region_name(look.pack.settings.regions.get(region, region))


def _page(look: Lookups, cell: Cell) -> Page:
    unit, klass = look.unit_label(cell.unit), look.class_label(cell.immunotherapy_class)
    explainer = look.pack.class_.get(cell.immunotherapy_class)
    deciding, other = _results(look, cell.decided_by), _results(look, cell.other_evidence)
    negative = _results(look, cell.negative_trials)
    approvals = _approvals(look, cell)
    trials = trial_lists(look.roadmap.trial_by_id[each] for each in cell.trials if each in look.roadmap.trial_by_id)
    why, harm_sources = _why(look, cell), explainer.sources if explainer else ()
    people = people_behind(look, cell, deciding, other)
    return Page(
        path=links.cell_page(cell.unit, cell.immunotherapy_class),
        template="cell.html",
        title=f"{unit}: {klass}",
        description=f"{unit} and {klass}: {words.STATES[cell.state].label}. {why}",
        section="map",
        ask=(explainer.ask if explainer and explainer.ask else ASK),
        trail=(
            ("The map", f"{links.HOME}#map"),
            (unit, links.tumour_page(cell.unit)),
            (klass, links.class_page(cell.immunotherapy_class)),
        ),
        view={
            "cell": cell,
            "box": box(look, cell),
            "unit_label": unit,
            "class_label": klass,
            "regions": regions_of(look, cell),
            "harm": explainer.harm if explainer else "",
            "with_marker": _with_marker(look, cell),
            "harm_sources": harm_sources,
            "why": why,
            "was_approved": [
                {
                    "drug": each.drug,
                    "said": sentences.was_approved_sentence(_region(look, each.region), each.since, each.until, each.reason),
                }
                for each in cell.was_approved
            ],
            "people": people,
            "markers": marker_lines(look, cell, deciding),
            "deciding": deciding,
            "other": other,
            "negative": negative,
            "missed": missed_trials(look, negative),
            "approvals": approvals,
            "forest": forest_rows(cell, deciding),
            "forest_other": intervals(row for row in other if look.is_drawn(row)),
            "trials": trials,
            "statements": [
                each
                for each in look.pack.statements
                if {cell.unit, str(cell.immunotherapy_class)} <= set(each.about) or cell.id in each.about
            ],
            "sources": cited(
                look,
                [
                    *result_uses([*deciding, *negative, *other]),
                    *approval_uses(approvals),
                    *((each.url, each.locator) for each in harm_sources),
                ],
            ),
        },
    )
