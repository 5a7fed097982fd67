"""Study pages: who was treated with what, arm by arm and cut by cut; an earlier cut stays beside the later one."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ioroadmap.evidence.rows import ResultRow
from ioroadmap.model.facts import Arm, Readout, Study
from ioroadmap.publish import links, words
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import ASK, Cited, cited, intervals, paper_detail
from ioroadmap.publish.render import Page


class Cut(Struct, frozen=True):
    """One arm at one data cut: the row of numbers, and what the catalog alone holds (the ratio for growth, the main goal)."""

    row: ResultRow
    readout: Readout
    later: ResultRow | None


def studies(look: Lookups) -> Iterator[Page]:
    yield Page(
        path=links.index_page("studies"),
        template="studies.html",
        title="Studies",
        description="Studies with published results, with their design in plain words.",
        section="results",
        ask=ASK,
        view={
            "studies": [
                {
                    "study": {
                        name: getattr(study, name)
                        for name in ("id", "name", "phase", "design", "registry", "n_randomised", "plain")
                    },
                    "units": list(dict.fromkeys(arm.tumour for arm in study.arms)),
                    "drugs": list(dict.fromkeys(name for arm in study.arms if arm.class_tested for name in arm.drugs)),
                    "last_cut": max(
                        (row.cut for row in look.results_of_study.get(study.id, []) if row.cut.is_known), default="unknown"
                    ),
                }
                for study in look.pack.studies
                if study.id in look.results_of_study
            ]
        },
    )
    for study in look.pack.studies:
        yield _page(look, study)


def _cuts(look: Lookups, arm: Arm) -> list[Cut]:
    """Earliest first, so that a first cut and what became of it are read in order."""
    found = look.roadmap.result_by_id
    cuts = [Cut(found[each.id], each, found.get(each.superseded_by)) for each in arm.readouts if each.id in found]
    return sorted(cuts, key=lambda cut: (str(cut.row.cut), cut.row.id))


def _papers(look: Lookups, study: Study, rows: list[ResultRow]) -> tuple[Cited, ...]:
    papers = [look.pack.publication[each] for each in study.publications if each in look.pack.publication]
    uses = [((paper.pmid or paper.doi or paper.pmcid), paper) for paper in papers]
    listed = [
        Cited(
            found.url if found else "",
            links.source_name(found.url) if found else "",
            paper.title,
            paper_detail(paper),
            bool(paper.retracted),
            (),
        )
        for found, paper in uses
    ]
    known = {each.address for each in listed}
    return (*listed, *cited(look, [(row.source, row.locator) for row in rows if row.source not in known]))


def _page(look: Lookups, study: Study) -> Page:
    rows = look.results_of_study.get(study.id, [])
    return Page(
        path=links.study_page(study.id),
        template="study.html",
        title=study.name,
        description=study.plain or f"{study.name}: results by arm and data cut, with sources.",
        section="results",
        ask=ASK,
        trail=(("Studies", links.index_page("studies")),),
        schema={"about": {"@type": "MedicalStudy", "name": study.name, "identifier": [str(each) for each in study.registry]}},
        view={
            "study": {name: getattr(study, name) for name in study.__struct_fields__ if name != "arms"},
            "phase": words.phase_words(study.phase),
            "arms": [
                {
                    "arm": {name: getattr(arm, name) for name in arm.__struct_fields__ if name != "readouts"},
                    "cuts": _cuts(look, arm),
                }
                for arm in study.arms
            ],
            "forest": intervals(row for row in rows if not row.superseded_by),
            "trials": [str(each) for each in study.registry if each in look.roadmap.trial_by_id],
            "statements": look.statements_about.get(study.id, []),
            "sources": _papers(look, study, rows),
        },
    )
