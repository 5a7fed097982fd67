"""Every fact of the pack, with the place where a reader meets it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ioroadmap.model.facts import Fact
from ioroadmap.publish import links, words
from ioroadmap.publish.lookups import Lookups


class Held(Struct, frozen=True):
    """A fact with the place where a reader meets it."""

    fact: Fact
    kind: str
    label: str
    page: str


def held(look: Lookups) -> Iterator[Held]:
    """Every fact of the pack, those inside drugs and studies too, with its page."""
    pack = look.pack
    for drug in pack.drugs:
        yield Held(drug, "drug", drug.name, links.drug_page(drug.id))
        for approval in drug.approvals:
            label = f"{drug.name}, {approval.body}"
            yield Held(approval, "approval", label, f"{links.drug_page(drug.id)}#{links.anchor(approval.id)}")
    for study in pack.studies:
        yield Held(study, "study", study.name, links.study_page(study.id))
        for arm in study.arms:
            yield Held(arm, "arm", f"{study.name}, {arm.name}", f"{links.study_page(study.id)}#{links.anchor(arm.id)}")
            for readout in arm.readouts:
                label = f"{study.name}, {arm.name}" + (f", {words.say_day(readout.cut)}" if readout.cut.is_known else "")
                yield Held(readout, "result", label, f"{links.study_page(study.id)}#{links.anchor(readout.id)}")
    yield from _vocabularies(look)
    yield from _texts(look)


def _vocabularies(look: Lookups) -> Iterator[Held]:
    pack = look.pack
    for family in pack.families:
        yield Held(family, "family", family.label, f"{links.index_page('tumours')}#{links.anchor(family.id)}")
    for unit in pack.units:
        yield Held(unit, "tumour group", unit.label, links.tumour_page(unit.id))
    for tumour in pack.tumours:
        page = links.tumour_page(tumour.unit) if tumour.unit in pack.unit else links.index_page("tumours")
        yield Held(tumour, "tumour", tumour.label, page)
    for each in pack.classes:
        yield Held(each, "kind of treatment", each.label, links.class_page(each.id))
    for marker in pack.biomarkers:
        yield Held(marker, "biomarker", marker.label, f"{links.index_page('biomarkers')}#{links.anchor(marker.id)}")
    for target in pack.targets:
        yield Held(target, "target", target.id, links.index_page("drugs"))


def _texts(look: Lookups) -> Iterator[Held]:
    pack = look.pack
    for statement in pack.statements:
        yield Held(statement, "statement", statement.title, f"{links.index_page('read')}#{links.anchor(statement.id)}")
    for term in pack.glossary:
        yield Held(term, "word", term.term, f"{links.index_page('glossary')}#{links.anchor(term.id)}")
    for search in pack.searches:
        where = f"-{search.regions[0]}" if search.regions else ""
        yield Held(search, "search", search.subject, f"{links.index_page('approvals')}#{links.anchor(search.id + where)}")
    for paper in pack.publications:
        yield Held(paper, "publication", paper.title, f"{links.index_page('sources')}#{links.anchor(paper.id)}")
    for question in pack.questions:
        yield Held(question, "question", question.text, links.index_page("questions"))
    for override in pack.overrides:
        page = links.trial_page(override.record) if override.record in look.roadmap.trial_by_id else links.index_page("corrections")
        yield Held(override, "correction of a record", f"{override.record}: {override.field}", page)
    for address in pack.addresses:
        yield Held(address, "address", address.was, links.index_page("corrections"))
