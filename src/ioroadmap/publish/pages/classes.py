"""Pages for kinds of treatment: what the kind does, its harm in the same size of type, its column of the map, its medicines."""

from __future__ import annotations

from collections.abc import Iterator

from ioroadmap.model.facts import ClassExplainer
from ioroadmap.publish import links
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import ASK, box, cited, trial_lists
from ioroadmap.publish.render import Page


def classes(look: Lookups) -> Iterator[Page]:
    yield Page(
        path=links.index_page("classes"),
        template="classes.html",
        title="Kinds of immunotherapy",
        description="What each kind of immunotherapy does, and what harm it can do.",
        section="classes",
        ask=ASK,
        view={
            "classes": look.pack.classes,
            "drugs": {str(each.id): [drug.id for drug in look.drugs_of_class.get(str(each.id), [])] for each in look.pack.classes},
        },
    )
    for each in look.pack.classes:
        yield _page(look, each)


def _page(look: Lookups, explainer: ClassExplainer) -> Page:
    column = [(unit, look.cells.get((unit.id, str(explainer.id)))) for _, _, _, units in look.bands for unit in units]
    trials = trial_lists(look.trials_of_class.get(str(explainer.id), []))
    return Page(
        path=links.class_page(explainer.id),
        template="class.html",
        title=explainer.label,
        description=explainer.plain,
        section="classes",
        ask=explainer.ask or ASK,
        trail=(("Kinds of immunotherapy", links.index_page("classes")),),
        view={
            "explainer": explainer,
            "boxes": [box(look, cell) for _, cell in column if cell],
            "drugs": [
                {"id": drug.id, "name": drug.name, "state": drug.programme.state}
                for drug in look.drugs_of_class.get(str(explainer.id), [])
                if drug.id in look.drugs_with_facts
            ],
            "by_name": [
                {"id": drug.id, "name": drug.name}
                for drug in look.drugs_of_class.get(str(explainer.id), [])
                if drug.id not in look.drugs_with_facts
            ],
            "trials": trials,
            "statements": look.statements_about.get(str(explainer.id), []),
            "sources": cited(look, [(each.url, each.locator) for each in explainer.sources]),
        },
    )
