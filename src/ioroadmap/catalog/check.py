"""What must be true of a whole pack: ids are unique and in their place, every reference resolves, numbers agree with their
counts, events are in order, no name belongs to two drugs. Each check is a small function that yields faults; a new check
looks like its neighbours and is added to `CHECKS`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from ioroadmap.catalog.files import Entry, Fault, Where, locate
from ioroadmap.catalog.pack import Settings
from ioroadmap.model.dates import PartialDate
from ioroadmap.model.facts import Approval, Arm, Drug, Fact, Override, Readout, Response, Statement, Study, Tumour, Unit
from ioroadmap.model.missing import is_number
from ioroadmap.model.vocabulary import ApprovalEvent, Immunotherapy, RespondersBasis

_ID = re.compile(r"[a-z0-9][a-z0-9.-]*(/[a-z0-9][a-z0-9.-]*)*")
_FREE_IDS = {"families", "targets"}  # spelled as the field spells them: NET, PD-1
_ROUNDING_PCT = 0.6  # a percentage printed without decimals may be half a point off, and a little more when cut instead of rounded


class Index(Struct, frozen=True):
    """All facts of the pack, for checks that look across files."""

    entries: tuple[Entry, ...]
    settings: Settings
    ids: dict[str, set[str]]
    broken: frozenset[str]  # the names of files whose own faults are told already

    def knows(self, name: str, plural: str) -> bool:
        """Whether there is such a fact; one of a broken file is given the benefit of the doubt."""
        return name in self.ids.get(plural, set()) or name.partition("/")[0] in self.broken

    def of(self, plural: str) -> Iterator[Entry]:
        return (entry for entry in self.entries if entry.kind.plural == plural)


Finding = tuple[Entry, Where, str]
Check = Callable[[Index], Iterator[Finding]]


def check_entries(root: Path, entries: list[Entry], settings: Settings, broken: set[str]) -> list[Fault]:
    """Every fault that the whole pack shows, with file and line. `broken` are files whose own faults are told already:
    those who refer to them are not blamed."""
    index = Index(tuple(entries), settings, _ids(entries), frozenset(Path(file).stem for file in broken))
    found: dict[str, list[tuple[Where, str]]] = {}
    for check in CHECKS:
        for entry, where, what in check(index):
            found.setdefault(entry.file, []).append((entry.place + where, what))
    return [fault for file, places in found.items() for fault in locate(root / file, file, places)]


def _ids(entries: list[Entry]) -> dict[str, set[str]]:
    ids: dict[str, set[str]] = {}
    for entry in entries:
        ids.setdefault(entry.kind.plural, set()).add(id_of(entry.fact))
    ids["approvals"] = {approval.id for entry in entries if isinstance(entry.fact, Drug) for approval in entry.fact.approvals}
    arms = [arm for entry in entries if isinstance(entry.fact, Study) for arm in entry.fact.arms]
    ids["arms"] = {arm.id for arm in arms}
    ids["readouts"] = {readout.id for arm in arms for readout in arm.readouts}
    return ids


def id_of(fact: Fact) -> str:
    return str(fact.id)  # type: ignore[attr-defined]


# ---------------------------------------------------------------- ids


def ids_are_well_formed(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        name = id_of(entry.fact)
        if entry.kind.plural not in _FREE_IDS and not _ID.fullmatch(name):
            yield entry, ("id",), f"id is {name!r}; use lower case, digits, dots and dashes"


def ids_are_file_names(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        if not entry.kind.is_listed and id_of(entry.fact) != Path(entry.file).stem:
            yield entry, ("id",), f"id is {id_of(entry.fact)!r} in the file {entry.file}; a fact and its file have one name"


def ids_are_unique(index: Index) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for entry in index.entries:
        for group, name, where in _all_ids(entry):
            if (group, name) in seen:
                yield entry, where, f"id {name!r} is taken by another of the {group}"
            seen.add((group, name))


def _all_ids(entry: Entry) -> Iterator[tuple[str, str, Where]]:
    fact = entry.fact
    yield entry.kind.plural, id_of(fact), ("id",)
    if isinstance(fact, Drug):
        for a, approval in enumerate(fact.approvals):
            yield "approvals", approval.id, ("approvals", a, "id")
    if isinstance(fact, Study):
        for a, arm in enumerate(fact.arms):
            yield "arms", arm.id, ("arms", a, "id")
            for r, readout in enumerate(arm.readouts):
                yield "readouts", readout.id, ("arms", a, "readouts", r, "id")


# ---------------------------------------------------------------- references


def references_resolve(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        for where, plural, name in _references(entry.fact):
            if name and not index.knows(name, plural):
                yield entry, where, f"{name!r} is none of the {plural}{_near(name, index.ids.get(plural, set()))}"


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


def statements_rest_on_facts(index: Index) -> Iterator[Finding]:
    for entry in index.of("statements"):
        assert isinstance(entry.fact, Statement)
        for field in ("about", "rests_on"):
            for i, name in enumerate(getattr(entry.fact, field)):
                if not any(index.knows(name, plural) for plural in index.ids):
                    yield entry, (field, i), f"{name!r} is the id of no fact in this pack"


def _near(name: str, names: set[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, sorted(names), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


# ---------------------------------------------------------------- numbers


def counts_agree(index: Index) -> Iterator[Finding]:
    for entry, where, readout in _readouts(index):
        for what in response_faults(readout.response):
            yield entry, (*where, "response"), what


def response_faults(response: Response) -> Iterator[str]:
    """What does not add up in one response: more responders than people, a percentage that the counts do not give."""
    n, responders = response.n, response.responders
    if is_number(responders) and response.basis is None:
        words = ", ".join(basis.value for basis in RespondersBasis)
        yield f"responders is {responders} without a basis; say whether the source prints it: {words}"
    if is_number(n) and n < 0:
        yield f"n is {n}; people are counted from 0"
    if not (is_number(n) and is_number(responders)):
        return
    if not 0 <= responders <= n:
        yield f"responders is {responders} of n {n}; it must lie between 0 and n"
    elif n and is_number(response.pct) and not response.explained and abs(100 * responders / n - response.pct) > _ROUNDING_PCT:
        yield f"pct is {response.pct}, but {responders} of {n} is {100 * responders / n:.1f}; mend one, or say why in `explained`"


def intervals_are_in_order(index: Index) -> Iterator[Finding]:
    for entry, where, readout in _readouts(index):
        for name, low, high in (
            ("response", readout.response.lo, readout.response.hi),
            ("pfs", readout.pfs.lo, readout.pfs.hi),
            ("os", readout.os.lo, readout.os.hi),
            ("pfs_ratio", readout.pfs_ratio.lo, readout.pfs_ratio.hi),
            ("os_ratio", readout.os_ratio.lo, readout.os_ratio.hi),
        ):
            if is_number(low) and is_number(high) and low > high:
                yield entry, (*where, name), f"the interval of {name} runs from {low} to {high}; the lower limit comes first"


def _readouts(index: Index) -> Iterator[tuple[Entry, Where, Readout]]:
    for entry in index.of("studies"):
        assert isinstance(entry.fact, Study)
        for a, arm in enumerate(entry.fact.arms):
            for r, readout in enumerate(arm.readouts):
                yield entry, ("arms", a, "readouts", r), readout


# ---------------------------------------------------------------- drugs and approvals


def borderline_says_why(index: Index) -> Iterator[Finding]:
    for entry in index.of("drugs"):
        drug = entry.fact
        assert isinstance(drug, Drug)
        if drug.immunotherapy is Immunotherapy.BORDERLINE and not drug.borderline_because:
            yield entry, ("immunotherapy",), f"{drug.id} is borderline; say why in borderline_because"


def names_belong_to_one_drug(index: Index) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for entry in index.of("drugs"):
        drug = entry.fact
        assert isinstance(drug, Drug)
        for name in (drug.name, *drug.brands, *drug.names):
            key = squeeze(name)
            if owner.setdefault(key, drug.id) != drug.id:
                yield entry, ("names",), f"name {name!r} belongs to {owner[key]} too; move it to `ambiguous` in both, or drop one"


def squeeze(name: str) -> str:
    """A name without case, blanks and dashes: MK-3475, MK3475 and `mk 3475` are one."""
    return re.sub(r"[\s\-‐-―_]+", "", name).casefold()


def events_are_in_order(index: Index) -> Iterator[Finding]:
    for entry, where, approval in _approvals(index):
        dated = [event.date for event in approval.events if event.date.is_known]
        for earlier, later in pairwise(dated):
            if _starts(later) < _starts(earlier) and _ends(later) < _ends(earlier):
                yield entry, (*where, "events"), f"event of {later} comes after that of {earlier}; put the oldest first"


def events_are_complete(index: Index) -> Iterator[Finding]:
    for entry, where, approval in _approvals(index):
        if not approval.events:
            yield entry, (*where, "events"), f"{approval.id} has no event; an approval is the list of what happened"
        for e, event in enumerate(approval.events):
            if event.event is ApprovalEvent.WITHDRAWN and event.reason is None:
                yield (
                    entry,
                    (*where, "events", e),
                    "withdrawn without a reason; use failed-confirmation, commercial, safety or unknown",
                )
            if not event.date.is_known and not event.seen_by.is_known:
                yield (
                    entry,
                    (*where, "events", e),
                    "date is unknown; give seen_by, the day by which a source shows that it had happened",
                )


def _approvals(index: Index) -> Iterator[tuple[Entry, Where, Approval]]:
    for entry in index.of("drugs"):
        assert isinstance(entry.fact, Drug)
        for a, approval in enumerate(entry.fact.approvals):
            yield entry, ("approvals", a), approval


def _starts(day: PartialDate) -> str:
    return str(day.earliest)


def _ends(day: PartialDate) -> str:
    return str(day.latest)


# ---------------------------------------------------------------- provenance


def facts_know_their_day(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        if not entry.fact.recorded_on.is_known:
            yield entry, (), "recorded_on is missing; write the day this project first held the fact"


def overrides_correct_what_there_is(index: Index) -> Iterator[Finding]:
    """A label that `classify` gives, or a path in the registry record; tumours are named by their ids."""
    for entry in index.of("overrides"):
        fact = entry.fact
        assert isinstance(fact, Override)
        if fact.field not in _LABELS and "." not in fact.field:
            yield (
                entry,
                ("field",),
                f"field is {fact.field!r}; use {', '.join(_LABELS)}, or a path such as statusModule.overallStatus",
            )
        for i, name in enumerate(fact.value if fact.field == "tumours" else ()):
            if not index.knows(name, "tumours"):
                yield entry, ("value", i), f"{name!r} is none of the tumours{_near(name, index.ids['tumours'])}"


_LABELS = ("relevance", "tumours", "classes", "targets")


def overrides_are_single(index: Index) -> Iterator[Finding]:
    """Two corrections of one field of one record would fight."""
    overrides = [(entry, entry.fact) for entry in index.of("overrides")]
    times = Counter((fact.record, fact.field) for _, fact in overrides if isinstance(fact, Override))
    for entry, fact in overrides:
        assert isinstance(fact, Override)
        if times[fact.record, fact.field] > 1:
            yield entry, ("field",), f"{fact.record} {fact.field} is corrected by more than one override; keep one"


CHECKS: tuple[Check, ...] = (
    ids_are_well_formed,
    ids_are_file_names,
    ids_are_unique,
    references_resolve,
    statements_rest_on_facts,
    counts_agree,
    intervals_are_in_order,
    borderline_says_why,
    names_belong_to_one_drug,
    events_are_in_order,
    events_are_complete,
    facts_know_their_day,
    overrides_correct_what_there_is,
    overrides_are_single,
)
