"""All results, by tumour: n of N, exact and printed interval, cut, setting, source. Drawn, but never ranked."""

from __future__ import annotations

from ioroadmap.publish import links
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import ASK, intervals
from ioroadmap.publish.render import Page


def results(look: Lookups) -> Page:
    groups = []
    for _, band, _, units in look.bands:
        for unit in units:
            rows = look.results_of_unit.get(unit.id, [])
            if rows:
                drawn = intervals(row for row in rows if look.is_drawn(row))
                groups.append({"unit": unit.id, "label": unit.label, "band": band, "rows": rows, "forest": drawn})
    return Page(
        path=links.index_page("results"),
        template="results.html",
        title="Results",
        description="What studies found, tumour by tumour: people and responses, with exact intervals, dates and sources.",
        section="results",
        ask=ASK,
        view={"groups": groups, "n": len(look.roadmap.results), "n_studies": len(look.results_of_study)},
    )
