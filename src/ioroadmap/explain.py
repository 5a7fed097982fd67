"""The way home of every fact: what it says, who saw it where and when, and what it rests on."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from msgspec import Struct

from ioroadmap.catalog.pack import Pack
from ioroadmap.evidence.rows import Cell
from ioroadmap.model.codec import to_plain
from ioroadmap.model.errors import UsageError
from ioroadmap.model.facts import Approval, Arm, Drug, Fact, Readout
from ioroadmap.model.provenance import Mend, Review, Source
from ioroadmap.roadmap import Roadmap, TrialView

_PROVENANCE = {
    "id",
    "recorded_on",
    "review",
    "note",
    "mends",
    "source",
    "also",
    "sources",
    "approvals",
    "arms",
    "readouts",
    "events",
}
_GROUPS = (
    "families",
    "units",
    "tumours",
    "targets",
    "biomarkers",
    "classes",
    "drugs",
    "searches",
    "studies",
    "publications",
    "statements",
    "glossary",
    "questions",
    "addresses",
    "overrides",
)


class Cited(Struct, frozen=True):
    """A source, and which part of the fact it carries (empty: all of it)."""

    part: str
    at: str
    url: str
    locator: str
    read_on: str
    confidence: str
    note: str


class Explanation(Struct, frozen=True):
    """One fact with its way home. `says` is the fact as key and value; `rests_on` are ids that `explain` takes too."""

    kind: str
    id: str
    title: str
    says: dict[str, object]
    sources: tuple[Cited, ...]
    recorded_on: str
    review: str
    note: str
    mends: tuple[Mend, ...]
    rests_on: tuple[str, ...]


def explain(roadmap: Roadmap, name: str) -> tuple[Explanation, ...]:
    """Every fact of that id (a drug and a tumour may share one; `drug:ID` picks). `UsageError` names near ids for none."""
    wanted_kind, _, bare = name.rpartition(":")
    found = tuple(
        each
        for each in everything(roadmap)
        if each.id.casefold() == bare.casefold() and (not wanted_kind or each.kind == wanted_kind)
    )
    if not found:
        near = difflib.get_close_matches(bare, sorted({each.id for each in everything(roadmap)}), n=3)
        raise UsageError(f"{name!r} is the id of nothing here" + (f"; near it are {', '.join(near)}" if near else ""))
    return found


def everything(roadmap: Roadmap) -> Iterator[Explanation]:
    """Every fact and every computed claim of the roadmap."""
    yield from _curated(roadmap.pack)
    for view in roadmap.trials:
        yield _of_trial(view)
    for cell in roadmap.cells:
        yield _of_cell(cell)


def _curated(pack: Pack) -> Iterator[Explanation]:
    for plural in _GROUPS:
        for fact in getattr(pack, plural):
            rests_on = tuple(getattr(fact, "rests_on", ())) + tuple(child.id for child in _children(fact))
            yield _of_fact(type(fact).__name__.lower(), fact, rests_on)
            yield from (_of_fact(type(child).__name__.lower(), child, (fact.id,)) for child in _children(fact))


def _children(fact: Fact) -> Iterator[Approval | Arm | Readout]:
    if isinstance(fact, Drug):
        yield from fact.approvals
    for arm in getattr(fact, "arms", ()):
        yield arm
        yield from arm.readouts


def _of_fact(kind: str, fact: Fact, rests_on: tuple[str, ...]) -> Explanation:
    plain = to_plain(fact)
    says = {key: value for key, value in plain.items() if key not in _PROVENANCE}
    title = next(
        (str(plain[key]) for key in ("name", "label", "title", "term", "indication", "subject") if key in plain), str(plain["id"])
    )
    return Explanation(
        kind=kind,
        id=str(plain["id"]),
        title=title,
        says=says,
        sources=tuple(_cited(fact)),
        recorded_on=fact.recorded_on,
        review=fact.review,
        note=fact.note,
        mends=fact.mends,
        rests_on=rests_on,
    )


def _cited(fact: Fact) -> Iterator[Cited]:
    for source in getattr(fact, "sources", ()):
        yield cite("", source)
    for source in (getattr(fact, "source", None), *getattr(fact, "also", ())):
        if isinstance(source, Source):
            yield cite("", source)
    for event in getattr(fact, "events", ()):
        part = f"{event.date} {event.event}"
        yield from (cite(part, source) for source in (event.source, *event.also))
    programme = getattr(fact, "programme", None)
    if programme is not None and programme.source is not None:
        yield cite("programme", programme.source)


def cite(part: str, source: Source) -> Cited:
    """A source as it is shown: what it carries, where it is, who can open it."""
    return Cited(part, source.at, source.url, source.locator, source.read_on, source.confidence, source.note)


def _of_trial(view: TrialView) -> Explanation:
    trial = view.trial
    seen = tuple(
        Cited(", ".join(each.modules), each.source, each.address, "", each.observed_on, "primary", each.note)
        for each in view.observed
    )
    return Explanation(
        kind="trial",
        id=trial.id,
        title=trial.brief_title or trial.official_title or trial.id,
        says={
            "status": trial.status,
            "phases": list(trial.phases),
            "enrollment": trial.enrollment,
            "start": trial.start.date,
            "completion": trial.completion.date,
            "trust": view.trust.sentence,
            "relevance": view.labels.relevance,
            "families": list(view.labels.families),
            "differentiation": list(view.labels.differentiation),
            "classes": list(view.labels.classes),
            "because": [
                f"{label.id}: {because.text!r} in {because.field}" for label in view.labels.tumours for because in label.because[:1]
            ]
            + [f"{drug.name}: {because.text!r} in {because.field}" for drug in view.labels.drugs for because in drug.because[:1]],
        },
        sources=seen,
        recorded_on=max((each.observed_on for each in view.observed), default=""),
        review=Review.DRAFTED,
        note="Seen on the days named; the registry may say something else today.",
        mends=(),
        rests_on=view.studies,
    )


def _of_cell(cell: Cell) -> Explanation:
    return Explanation(
        kind="cell",
        id=cell.id,
        title=f"{cell.unit} x {cell.immunotherapy_class}: {cell.state}",
        says={
            "why": cell.why,
            "sub_reason": cell.sub_reason,
            "stratum": cell.stratum,
            "n": cell.n,
            "responders": cell.responders,
            "ci": cell.ci,
            "badges": list(cell.badges),
        },
        sources=(),
        recorded_on=str(cell.as_of),
        review="computed",
        note="Computed by the rules of the methods page from the facts named under `rests_on`.",
        mends=(),
        rests_on=(*cell.decided_by, *cell.negative_trials, *cell.other_evidence, *cell.trials),
    )
