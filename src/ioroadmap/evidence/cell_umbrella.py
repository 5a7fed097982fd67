"""Rows of mixed groups (NET, NEC, NEN). Defined here, because the rule leaves room:

- Results count for such a row when they cannot be split: the arm names the group, or too few of its people have the tumour
  that it names (A.6), and no planned parts of it cover all its people.
- From them, and from trials that name the group, comes a state of its own, 3 to 7 only: approvals and randomised benefit
  do not travel up. Nothing flows down.
- Without any of those the row says what the rows below it have: `unclear` with sub-reason `see-parts` when one of them has
  a result, a benefit or an approval, `testing` with the same when trials are all they have, `never` when they have nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from ioroadmap.evidence import cell_words as words
from ioroadmap.evidence.cell_admission import people_in
from ioroadmap.evidence.cell_evidence import Evidence, ancestors
from ioroadmap.evidence.cell_state import CellInput, Decision, decide_without_proof, find, make_cell
from ioroadmap.evidence.rows import Cell
from ioroadmap.model.vocabulary import CellState


def judge_umbrella(given: CellInput, lower: Iterable[Cell]) -> Cell:
    """The cell of a mixed-group row; `lower` are the cells of the same class in the lowest units."""
    parts = [cell for cell in lower if given.unit in ancestors(given.pack, cell.unit)]
    found = find(given, tuple(each for each in given.evidence if not _is_split(given, each)))
    decision = decide_without_proof(given, found)
    badges: tuple[str, ...] = ()
    if decision.verdict is not None:
        badges, decision = ("mixed-group",), replace(decision, why=words.say_mixed(decision.why))
    elif decision.state is CellState.NEVER and any(part.state is not CellState.NEVER for part in parts):
        decision = _see_parts(parts)
    return make_cell(given, found, decision, badges, _below(given, parts))


def _is_split(given: CellInput, evidence: Evidence) -> bool:
    """Planned parts of the arm are reported for lower rows and have all its people between them."""
    parts = [
        each
        for each in given.of_class
        if each.arm.subset_of == evidence.arm.id and not each.arm.post_hoc and each.has_counts and each.unit != evidence.unit
    ]
    counted = {each.arm.id: each.n for each in parts}
    size = evidence.n or people_in(evidence.arm)
    return bool(counted) and sum(counted.values()) >= size


def _see_parts(parts: Sequence[Cell]) -> Decision:
    has_result = any(part.state not in (CellState.TESTING, CellState.NEVER) for part in parts)
    return Decision(CellState.UNCLEAR if has_result else CellState.TESTING, words.say_parts(), "see-parts")


def _below(given: CellInput, parts: Sequence[Cell]) -> tuple[str, ...]:
    """What rows below have and this one has not."""
    said = {CellState.APPROVED: "Approved for", CellState.RANDOMISED: "Benefit in a randomised trial for"}
    named = {state: [given.pack.unit[part.unit].short for part in parts if part.state is state] for state in said}
    return tuple(words.say_below(said[state], names) for state, names in named.items() if names)
