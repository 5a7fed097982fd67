"""Drug pages: what it is, the state of its programme, the whole life of its approvals, what it showed, where it is tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ioroadmap.evidence.rows import ApprovalRow
from ioroadmap.model.facts import Drug
from ioroadmap.model.vocabulary import Immunotherapy
from ioroadmap.publish import links, lives
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import ASK, approval_uses, cited, intervals, newest_first, result_uses, trial_lists
from ioroadmap.publish.render import Page


def drugs(look: Lookups) -> Iterator[Page]:
    yield _index(look)
    for drug in look.pack.drugs:
        yield _page(look, drug)


def _index(look: Lookups) -> Page:
    """By kind, in the order of the map; a drug of two kinds stands under both; partners that are no immunotherapy come last.
    Drugs that we know by name alone (no decision, result or trial here) are folded away."""
    known = look.drugs_with_facts
    groups = [(str(each.id), each.label, look.drugs_of_class.get(str(each.id), [])) for each in look.pack.classes]
    groups.append(("partners", "Not immunotherapy, but given beside it", [drug for drug in look.pack.drugs if not drug.classes]))
    return Page(
        path=links.index_page("drugs"),
        template="drugs.html",
        title="Medicines",
        description="Every medicine of this roadmap, by kind, with what became of its development.",
        section="drugs",
        ask=ASK,
        view={
            "groups": [
                {
                    "id": key,
                    "label": label,
                    "drugs": [_line(look, drug) for drug in drugs if drug.id in known],
                    "by_name": [{"id": drug.id, "name": drug.name} for drug in drugs if drug.id not in known],
                }
                for key, label, drugs in groups
                if drugs
            ]
        },
    )


def _line(look: Lookups, drug: Drug) -> dict[str, object]:
    approvals = look.approvals_of_drug.get(drug.id, [])
    return {
        "id": drug.id,
        "name": drug.name,
        "brands": drug.brands,
        "targets": drug.targets,
        "programme": {"state": drug.programme.state, "as_of": drug.programme.as_of},
        "n_decisions": len(approvals),
        "n_in_force": sum(row.in_force for row in approvals),
        "n_results": len(look.results_of_drug.get(drug.id, [])),
        "n_trials": len(look.trials_of_drug.get(drug.id, [])),
    }


def brands_by_region(drug: Drug, approvals: Sequence[ApprovalRow]) -> dict[str, tuple[str, ...]]:
    """Each brand with the regions whose decisions print it (also beside another brand); none where no decision does."""
    printed = {row.brand: None for row in approvals if row.brand and not any(brand in row.brand for brand in drug.brands)}
    return {
        brand: tuple(sorted({str(row.region) for row in approvals if brand in row.brand})) for brand in (*drug.brands, *printed)
    }


def _page(look: Lookups, drug: Drug) -> Page:
    approvals = newest_first(look.approvals_of_drug.get(drug.id, []))
    results = look.results_of_drug.get(drug.id, [])
    trials = trial_lists(look.trials_of_drug.get(drug.id, []))
    asks = [each.ask for each in look.pack.classes if each.id in drug.classes and each.ask]
    targets = {target.id: target for target in look.pack.targets}
    programme = [(drug.programme.source.url, drug.programme.source.locator)] if drug.programme.source else []
    return Page(
        path=links.drug_page(drug.id),
        template="drug.html",
        title=drug.name,
        description=f"{drug.name}: {drug.mechanism}",
        section="drugs",
        alert=drug.immunotherapy is not Immunotherapy.NO,
        ask=asks[0] if asks else ASK,
        trail=(("Medicines", links.index_page("drugs")),),
        schema={"about": {"@type": "Drug", "name": drug.name, "alternateName": list(dict.fromkeys((*drug.brands, *drug.names)))}},
        view={
            "drug": {each: getattr(drug, each) for each in drug.__struct_fields__ if each != "approvals"},
            "brands": brands_by_region(drug, approvals),
            "targets": [targets[each] for each in drug.targets if each in targets],
            "target_names": drug.targets,
            "approvals": approvals,
            "years": lives.year_range(approvals, look.roadmap.as_of),
            "results": results,
            "forest": intervals(row for row in results if look.is_drawn(row)),
            "trials": trials,
            "statements": look.statements_about.get(drug.id, []),
            "sources": cited(
                look,
                [
                    *((each.url, each.locator) for each in drug.sources),
                    *programme,
                    *approval_uses(approvals),
                    *result_uses(results),
                ],
            ),
        },
    )
