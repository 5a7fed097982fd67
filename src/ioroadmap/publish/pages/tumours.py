"""Tumour pages: what the tumour is, its whole row of the map, results, approvals that name it, open trials."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ioroadmap.evidence.rows import ApprovalRow
from ioroadmap.model.facts import Unit
from ioroadmap.model.vocabulary import ApprovalState
from ioroadmap.publish import links, words
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import approval_uses, box, cited, intervals, newest_first, result_uses, trial_lists
from ioroadmap.publish.pages.home import ASK
from ioroadmap.publish.render import Page


def tumours(look: Lookups) -> Iterator[Page]:
    yield _index(look)
    for unit in look.pack.units:
        yield _page(look, unit)


def _index(look: Lookups) -> Page:
    return Page(
        path=links.index_page("tumours"),
        template="tumours.html",
        title="Tumours",
        description="Each tumour group of the map, by how the cells look under the microscope.",
        section="tumours",
        alert=False,
        ask=ASK,
        view={
            "bands": [
                {
                    "key": key,
                    "label": label,
                    "plain": plain,
                    "units": units,
                    "entities": {unit.id: entities(look, unit) for unit in units},
                }
                for key, label, plain, units in look.bands
                if units
            ],
            "families": look.pack.families,
        },
    )


def none_found(rows: Iterable[ApprovalRow]) -> list[dict[str, object]]:
    """Searches that found nothing, one line for all regions with the same answer."""
    found: dict[tuple[str, str], list[ApprovalRow]] = {}
    for row in rows:
        found.setdefault((row.indication, row.events[0].what), []).append(row)
    return [
        {
            "subject": subject,
            "finding": finding,
            "regions": [words.region_name(label) for label in sorted(row.body for row in same)],
            "searched_on": same[0].since,
            "source": same[0].events[0].source,
            "locator": same[0].events[0].locator,
        }
        for (subject, finding), same in found.items()
    ]


def ended(look: Lookups, rows: Iterable[ApprovalRow]) -> list[dict[str, object]]:
    """Licences that named the tumour and are gone: said beside “none in force”."""
    regions = look.pack.settings.regions
    return [
        {"drug": row.drug, "region": words.region_name(regions.get(row.region, row.region)), "since": row.since}
        for row in rows
        if row.drug_id and row.state is ApprovalState.WITHDRAWN
    ]


def entities(look: Lookups, unit: Unit) -> list[str]:
    """Names of the entities that a report may use for this unit."""
    return [each.label for each in look.pack.tumours if each.unit == unit.id and not each.negative and each.id != unit.id]


def _page(look: Lookups, unit: Unit) -> Page:
    results = look.results_of_unit.get(unit.id, [])
    approvals = newest_first(look.approvals_of_unit.get(unit.id, []))
    family = next((each for each in look.pack.families if each.id == unit.family), None)
    about = [each for key in (unit.id, unit.family) for each in look.statements_about.get(key, [])]
    return Page(
        path=links.tumour_page(unit.id),
        template="tumour.html",
        title=unit.label,
        description=f"{unit.label} ({words.DIFFERENTIATIONS[unit.differentiation]}): what is known of immunotherapy, with counts.",
        section="tumours",
        ask=ASK,
        trail=(("Tumours", links.index_page("tumours")),),
        schema={"about": {"@type": "MedicalCondition", "name": unit.label}},
        view={
            "unit": unit,
            "family": family,
            "parent": look.pack.unit.get(unit.parent),
            "children": [each for each in look.pack.units if each.parent == unit.id],
            "entities": [each for each in look.pack.tumours if each.unit == unit.id and not each.negative],
            "boxes": [box(look, cell) for klass in look.classes_shown if (cell := look.cells.get((unit.id, str(klass))))],
            "results": results,
            "forest": intervals(row for row in results if look.is_drawn(row)),
            "approvals": [row for row in approvals if row.drug_id],
            "n_in_force": sum(row.in_force for row in approvals),
            "ended": ended(look, approvals),
            "none_found": none_found([row for row in approvals if not row.drug_id]),
            "trials": trial_lists(look.trials_of_unit.get(unit.id, [])),
            "statements": list(dict.fromkeys(about)),
            "sources": cited(
                look,
                [*((each.url, each.locator) for each in unit.sources), *result_uses(results), *approval_uses(approvals)],
            ),
        },
    )
