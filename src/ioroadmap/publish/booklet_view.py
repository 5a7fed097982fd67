"""What the booklet shows, made from the Roadmap: chapters for paper, and the numbers under which sources are cited. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ioroadmap.evidence.rows import ApprovalRow, Cell, ResultRow, StratumLine
from ioroadmap.model.facts import ClassExplainer, Statement, Unit
from ioroadmap.model.vocabulary import ApprovalState, BodyKind, CellState, Differentiation, Scope
from ioroadmap.publish import links
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.common import Box, Cited, TrialLine, box, cited, regions_of, trial_lines

_COLUMNS = 5  # so many kinds of treatment fit the width of a page at a size that can be read
_NAMES = 10  # so many names of a tumour are enough on paper
_DOTS = 0.155  # millimetres of paper for a unit of a drawing
_WHOLE, _CUT = 72, 46  # nobody copies a longer address by hand: it is cut to a line, and the link in the PDF holds all of it
_ENDED = frozenset({ApprovalState.WITHDRAWN, ApprovalState.SUPERSEDED, ApprovalState.REFUSED})
_STEPS = frozenset({ApprovalState.DESIGNATION, ApprovalState.UNDER_REVIEW})


class Citations:
    """Sources get their numbers in the order in which the text first names them."""

    def __init__(self, look: Lookups) -> None:
        self._look = look
        self._uses: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}

    def number(self, address: str, locator: str = "") -> int | None:
        """The number of a source; `None` when there is no address to name."""
        name = links.source_address(address) or address.strip()
        if not name:
            return None
        places = self._uses.setdefault(name, [])
        if locator and locator not in places:
            places.append(locator)
        return self._numbers.setdefault(name, len(self._uses))

    def listed(self) -> tuple[Cited, ...]:
        """All that was cited so far, in the order of the numbers."""
        return cited(self._look, ((address, locator) for address, places in self._uses.items() for locator in places or [""]))


# ---------------------------------------------------------------- rows of the map


class Shown(Struct, frozen=True):
    """A box of the map with something to say: the state, the people, other groups."""

    cell: Cell
    label: str
    regions: tuple[str, ...]
    deciding: tuple[ResultRow, ...]
    strata: tuple[StratumLine, ...]
    negative: tuple[ResultRow, ...]
    harm: str


class Quiet(Struct, frozen=True):
    """Boxes that say the same one sentence, together."""

    state: CellState
    sub_reason: str
    why: str
    labels: tuple[str, ...]
    is_rest: bool  # all other kinds of the row


class InRegion(Struct, frozen=True):
    """What regulators of one region did about one tumour: each medicine with its uses and their years."""

    label: str
    in_force: dict[str, tuple[ApprovalRow, ...]]
    ended: dict[str, tuple[ApprovalRow, ...]]


class Row(Struct, frozen=True):
    """One tumour, with everything that paper has room for."""

    unit: Unit
    anchor: str
    names: tuple[str, ...]
    n_more_names: int
    shown: tuple[Shown, ...]
    quiet: tuple[Quiet, ...]
    regions: tuple[InRegion, ...]
    none_found: tuple[str, ...]
    is_none_anywhere: bool
    searched_on: str
    statements: tuple[Statement, ...]
    children: tuple[Unit, ...]
    trials: tuple[TrialLine, ...]


def _results(look: Lookups, names: Iterable[str]) -> tuple[ResultRow, ...]:
    return tuple(row for name in names if (row := look.roadmap.result_by_id.get(name)))


def _is_quiet(cell: Cell) -> bool:
    """Whether its one sentence says all that we know."""
    return not any(
        (cell.n, cell.decided_by, cell.notes, cell.negative_trials, cell.was_approved, *(line.n for line in cell.strata))
    )


def mark_of(cell: Cell) -> str:
    """What stands beside a state: † a licence for any tumour with a mark, ‡ a licence that was taken back."""
    return ("†" if cell.approved_if else "") + ("‡" if cell.was_approved else "")


def _label(look: Lookups, cell: Cell) -> str:
    return f"{look.class_label(cell.immunotherapy_class)} {mark_of(cell)}".strip()


def _shown(look: Lookups, cell: Cell) -> Shown:
    counted = tuple(line for line in cell.strata if line.n)
    explainer = look.pack.class_.get(cell.immunotherapy_class)
    is_said_already = len(counted) == 1 and (counted[0].responders, counted[0].n) == (cell.responders, cell.n)
    return Shown(
        cell=cell,
        label=_label(look, cell),
        regions=tuple(look.pack.settings.regions.get(each, each) for each in regions_of(look, cell)),
        deciding=_results(look, cell.decided_by),
        strata=() if is_said_already else counted,
        negative=tuple({(row.study, row.drugs): row for row in reversed(_results(look, cell.negative_trials))}.values())[::-1],
        harm=explainer.harm if explainer else "",
    )


def _quiet(look: Lookups, cells: Iterable[Cell]) -> Iterator[Quiet]:
    together: dict[tuple[CellState, str, str, bool], list[Cell]] = {}
    for cell in cells:
        together.setdefault((cell.state, cell.sub_reason, cell.why, bool(cell.approved_if)), []).append(cell)
    last = sorted(together.items(), key=lambda pair: (pair[0][0] is CellState.NEVER, not pair[0][3], -len(pair[1])))
    for (state, sub_reason, why, _), found in last:
        is_rest = state is CellState.NEVER and not any(each.approved_if for each in found)
        yield Quiet(state, sub_reason, why, tuple(_label(look, each) for each in found), is_rest)


def _by_drug(rows: Iterable[ApprovalRow]) -> dict[str, tuple[ApprovalRow, ...]]:
    """Rows by medicine; of several for one use, the earliest."""
    found: dict[str, dict[str, ApprovalRow]] = {}
    for row in sorted(rows, key=lambda row: (row.drug.casefold(), str(row.since), row.id)):
        found.setdefault(row.drug, {}).setdefault(row.setting, row)
    return {drug: tuple(uses.values()) for drug, uses in found.items()}


def _in_region(label: str, rows: Sequence[ApprovalRow]) -> InRegion:
    ended = (row for row in rows if not row.in_force and row.state in _ENDED)
    return InRegion(label, _by_drug(row for row in rows if row.in_force), _by_drug(ended))


def row_of(look: Lookups, unit: Unit) -> Row:
    """One tumour's block."""
    regions = look.pack.settings.regions
    cells = [cell for klass in look.classes_shown if (cell := look.cells.get((unit.id, str(klass))))]
    rows = look.approvals_of_unit.get(unit.id, [])
    licences = [row for row in rows if row.drug_id and row.body_kind is BodyKind.REGULATOR]
    none_found = [row for row in rows if row.state is ApprovalState.NONE_FOUND]
    family = [each for key in (unit.id, unit.family) for each in look.statements_about.get(key, []) if each.kind == "family"]
    trials = trial_lines(look.trials_of_unit.get(unit.id, []))
    names = [each.label for each in look.pack.tumours if each.unit == unit.id and not each.negative and each.label != unit.label]
    by_region = [_in_region(label, [row for row in licences if row.region == region]) for region, label in regions.items()]
    return Row(
        unit=unit,
        anchor=f"row-{links.anchor(unit.id)}",
        names=tuple(names[:_NAMES]),
        n_more_names=len(names[_NAMES:]),
        shown=tuple(_shown(look, cell) for cell in cells if not _is_quiet(cell)),
        quiet=tuple(_quiet(look, (cell for cell in cells if _is_quiet(cell)))),
        regions=tuple(each for each in by_region if each.in_force or each.ended),
        none_found=tuple(regions.get(each, each) for each in dict.fromkeys(str(row.region) for row in none_found)),
        is_none_anywhere=set(regions) <= {str(row.region) for row in none_found},
        searched_on=min((str(row.since) for row in none_found), default=""),
        statements=tuple(dict.fromkeys(family)),
        children=tuple(each for each in look.pack.units if each.parent == unit.id),
        trials=tuple(line for line in trials if line.group == "open"),
    )


# ---------------------------------------------------------------- the map, kinds, approvals


class Part(Struct, frozen=True):
    """Some columns of the map, narrow enough for a page."""

    classes: tuple[ClassExplainer, ...]
    boxes: dict[str, tuple[tuple[Box, str] | None, ...]]  # by unit; each with what stands beside its state


def _map_parts(look: Lookups) -> list[Part]:
    classes = look.pack.classes
    n_parts = -(-len(classes) // _COLUMNS) or 1
    size = -(-len(classes) // n_parts) or 1
    return [_part(look, classes[start : start + size]) for start in range(0, len(classes), size)]


def _part(look: Lookups, classes: tuple[ClassExplainer, ...]) -> Part:
    def boxes(unit: Unit) -> tuple[tuple[Box, str] | None, ...]:
        found = (look.cells.get((unit.id, str(each.id))) for each in classes)
        return tuple((box(look, cell), mark_of(cell)) if cell else None for cell in found)

    return Part(classes, {unit.id: boxes(unit) for unit in look.pack.units})


class Region(Struct, frozen=True):
    id: str
    label: str
    licences: tuple[ApprovalRow, ...]
    steps: tuple[ApprovalRow, ...]  # designations and applications: not approvals
    funders: tuple[ApprovalRow, ...]


class NoneFound(Struct, frozen=True):
    """Searches for approvals that found none, and the regions where we looked."""

    subjects: tuple[str, ...]
    regions: tuple[str, ...]
    searched_on: str


def _regions(look: Lookups) -> list[Region]:
    found = []
    for region, label in look.pack.settings.regions.items():
        rows = _decisions(look, region, BodyKind.REGULATOR)
        steps = tuple(row for row in rows if row.state in _STEPS)
        licences = tuple(row for row in rows if row.state not in _STEPS)
        found.append(Region(region, label, licences, steps, _decisions(look, region, BodyKind.FUNDER)))
    return found


def _decisions(look: Lookups, region: str, kind: BodyKind) -> tuple[ApprovalRow, ...]:
    """Those that reach a row of the map. In force first, then the rest; each by drug."""
    rows = [row for row in look.roadmap.approvals if row.units or row.scope is Scope.TISSUE_AGNOSTIC]
    found = [row for row in rows if row.region == region and row.body_kind is kind and row.drug_id]
    found.sort(
        key=lambda row: (not row.in_force and row.state != ApprovalState.FUNDED, row.drug.casefold(), str(row.since), row.id)
    )
    return tuple(found)


def _none_found(look: Lookups) -> list[NoneFound]:
    """Searches without a find: each subject with its regions, and subjects with the same regions together."""
    regions: dict[tuple[str, str], list[str]] = {}
    for row in look.roadmap.approvals:
        if row.state is ApprovalState.NONE_FOUND:
            regions.setdefault((row.indication, str(row.since)), []).append(look.pack.settings.regions.get(row.region, row.region))
    subjects: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for (subject, day), found in regions.items():
        subjects.setdefault((tuple(found), day), []).append(subject)
    return [NoneFound(tuple(found), where, day) for (where, day), found in subjects.items()]


def _opening(look: Lookups) -> str:
    """What decides how to read every number: that the first well and the first poorly differentiated family differ."""
    well = next((each.id for each in look.pack.families if each.differentiation is Differentiation.WELL), "")
    poor = next((each.id for each in look.pack.families if each.differentiation is Differentiation.POOR), "")
    return f"{well} and {poor} are different diseases: find your row" if well and poor else "Find your row"


def short_address(address: str) -> str:
    """An address as paper shows it."""
    plain = address.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
    return plain if len(plain) <= _WHOLE else f"{plain[:_CUT]}…"


def width_mm(drawing: str) -> float:
    """How wide a drawing of dots is on paper: a dot has the same size everywhere."""
    found = re.search(r'width="([\d.]+)"', drawing)
    return float(found[1]) * _DOTS if found else 0.0


def view_of(look: Lookups) -> dict[str, object]:
    """All that the templates need, beside the words, look-ups and settings that they share with the site."""
    statements = look.pack.statements
    bands = [(label, plain, [row_of(look, unit) for unit in units]) for _, label, plain, units in look.bands if units]
    questions: dict[str, list[object]] = {}
    for each in look.pack.questions:
        questions.setdefault(each.about, []).append(each)
    return {
        "opening": _opening(look),
        "home": [each for each in statements if each.kind == "home"],
        "texts": [each for each in statements if each.kind == "safety"],
        "bands": bands,
        "parts": _map_parts(look),
        "regions": _regions(look),
        "none_found": _none_found(look),
        "questions": questions,
        "words_explained": sorted(look.pack.glossary, key=lambda term: (term.term.casefold(), term.id)),
        "has_marker_approvals": any(cell.approved_if for cell in look.roadmap.cells),
        "inputs": look.roadmap.inputs,
        "short_address": short_address,
        "width_mm": width_mm,
    }
