"""Every id that a fact names is the id of a fact."""

from __future__ import annotations

from collections.abc import Iterator

from ioroadmap.catalog.checks.index import Finding, Index
from ioroadmap.catalog.files import Where
from ioroadmap.model.facts import Approval, Arm, Drug, Fact, Gap, Search, Statement, Study, Tumour, Unit
from ioroadmap.model.identifiers import NctId


def references_resolve(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        for where, plural, name in _references(entry.fact):
            if name and not index.knows(name, plural):
                yield entry, where, f"{name!r} is none of the {plural}{near(name, index.ids.get(plural, set()))}"


def _references(fact: Fact) -> Iterator[tuple[Where, str, str]]:
    match fact:
        case Unit():
            yield ("family",), "families", fact.family
            yield ("parent",), "units", fact.parent
        case Tumour():
            yield ("family",), "families", fact.family
            yield ("unit",), "units", fact.unit
            yield ("parent",), "tumours", fact.parent
        case Drug():
            yield from ((("targets", i), "targets", name) for i, name in enumerate(fact.targets))
            for a, approval in enumerate(fact.approvals):
                yield from ((("approvals", a, *where), plural, name) for where, plural, name in _approval_references(approval))
        case Search():
            yield from ((("tumours", i), "tumours", name) for i, name in enumerate(fact.tumours))
        case Study():
            yield from ((("publications", i), "publications", name) for i, name in enumerate(fact.publications))
            for a, arm in enumerate(fact.arms):
                yield from ((("arms", a, *where), plural, name) for where, plural, name in _arm_references(arm))
        case _:
            return


def _approval_references(approval: Approval) -> Iterator[tuple[Where, str, str]]:
    yield from ((("tumours", i), "tumours", name) for i, name in enumerate(approval.tumours))
    yield from ((("with_drugs", i), "drugs", name) for i, name in enumerate(approval.with_drugs))


def _arm_references(arm: Arm) -> Iterator[tuple[Where, str, str]]:
    yield ("tumour",), "units", arm.tumour
    yield ("subset_of",), "arms", arm.subset_of
    yield ("same_people_as",), "arms", arm.same_people_as
    yield from ((("drugs", i), "drugs", name) for i, name in enumerate(arm.drugs))
    yield from ((("readouts", r, "superseded_by"), "readouts", readout.superseded_by) for r, readout in enumerate(arm.readouts))


def chains_end(index: Index) -> Iterator[Finding]:
    """A subset lies in an arm of its own study, a readout is replaced within its own arm, and neither runs in a circle."""
    for entry in index.of("studies"):
        assert isinstance(entry.fact, Study)
        part_of = {arm.id: arm.subset_of for arm in entry.fact.arms}
        for a, arm in enumerate(entry.fact.arms):
            replaced = {readout.id: readout.superseded_by for readout in arm.readouts}
            if what := _chain_fault(arm.id, part_of, "the arms of this study", index.ids["arms"]):
                yield entry, ("arms", a, "subset_of"), what
            for r, readout in enumerate(arm.readouts):
                if what := _chain_fault(readout.id, replaced, "the readouts of this arm", index.ids["readouts"]):
                    yield entry, ("arms", a, "readouts", r, "superseded_by"), what


def _chain_fault(first: str, following: dict[str, str], group: str, known: set[str]) -> str:
    """Why the chain that starts at `first` has no good end; empty when it has one. A name that nobody knows is told elsewhere."""
    seen, name = {first}, following[first]
    while name in following:
        if name in seen:
            return f"{first!r} leads back to {name!r}; a chain has an end"
        seen.add(name)
        name = following[name]
    return f"{name!r} is none of {group}" if name in known else ""


def statements_rest_on_facts(index: Index) -> Iterator[Finding]:
    for entry in index.of("statements"):
        assert isinstance(entry.fact, Statement)
        for field in ("about", "rests_on"):
            for i, name in enumerate(getattr(entry.fact, field)):
                if not _is_fact(index, name):
                    yield entry, (field, i), f"{name!r} is the id of no fact in this pack"


def gaps_are_about_facts(index: Index) -> Iterator[Finding]:
    for entry in index.of("gaps"):
        assert isinstance(entry.fact, Gap)
        about = entry.fact.about
        if about and not _is_fact(index, about) and not NctId.pattern.fullmatch(about):
            yield entry, ("about",), f"{about!r} is the id of no fact in this pack, and no registry number"


def _is_fact(index: Index, name: str) -> bool:
    return any(index.knows(name, plural) for plural in index.ids)


def near(name: str, names: set[str]) -> str:
    """What to add to a sentence about an unknown name: the nearest one, or nothing."""
    import difflib

    close = difflib.get_close_matches(name, sorted(names), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""
