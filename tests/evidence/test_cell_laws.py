"""Laws of the cells that hold for any evidence at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ioroadmap.evidence.cells import judge_cells
from ioroadmap.evidence.results import result_rows
from ioroadmap.evidence.rows import Cell
from ioroadmap.model.codec import to_plain
from ioroadmap.model.vocabulary import CellState
from tests.evidence.builders import (
    DAY,
    UMBRELLAS,
    judge,
    make_approval,
    make_arm,
    make_cut,
    make_pack,
    make_randomised,
    make_study,
    make_trial,
)

UNITS = ["epnec", "gep-net-g1-2", "net", "nen"]
KLASSES = ["checkpoint-inhibitor", "t-cell-engager"]


@st.composite
def results(draw, min_size=0):
    """Studies of one arm each, some with a second, later cut that replaces the first."""
    shapes = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "n": st.integers(1, 90),
                    "part": st.floats(0, 1),
                    "tumour": st.sampled_from(UNITS),
                    "klass": st.sampled_from(KLASSES),
                    "stratum": st.sampled_from(["single", "dual", "with-chemotherapy"]),
                    "setting": st.sampled_from(["later-line", "first-line"]),
                    "post_hoc": st.booleans(),
                    "share_of_unit": st.sampled_from(["not-applicable", 70, 90]),
                }
            ),
            min_size=min_size,
            max_size=5,
        )
    )
    return [(f"s{i}", shape) for i, shape in enumerate(shapes)]


def build(shapes, superseded=False):
    studies = []
    for name, shape in shapes:
        shape = dict(shape)
        n, part = shape.pop("n"), shape.pop("part")
        cuts = [make_cut(n, round(n * part), day="2024")]
        if superseded:
            cuts.append(make_cut(n, round(n * (1 - part)), day="2019", superseded_by="2024"))
        studies.append(make_study(name, make_arm("all", *cuts, **shape)))
    return studies


trials = st.lists(
    st.tuples(
        st.sampled_from(UNITS),
        st.sampled_from(KLASSES),
        st.sampled_from(["recruiting", "completed", "terminated"]),
        st.sampled_from(["", "harm", "money"]),
    ),
    max_size=4,
).map(
    lambda found: tuple(
        make_trial(i, units=(unit,), klass=klass, status=status, ended_for=reason if status == "terminated" else "")
        for i, (unit, klass, status, reason) in enumerate(found, start=1)
    )
)
approvals = st.lists(
    st.tuples(st.sampled_from(UNITS), st.sampled_from(KLASSES), st.sampled_from(["full", "accelerated", "withdrawn"])), max_size=3
).map(
    lambda found: tuple(make_approval(f"a{i}", unit=unit, klass=klass, state=state) for i, (unit, klass, state) in enumerate(found))
)


@given(results(), approvals, trials, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_inputs_changes_nothing(shapes, given_approvals, given_trials, random):
    studies = [*build(shapes), make_randomised("r", outcome="missed", hi=1.3)]
    pack = make_pack(*studies)
    rows = result_rows(pack, DAY, DAY)

    def shuffled(values):
        return tuple(random.sample(values, len(values)))

    plain = judge_cells(pack, given_approvals, rows, given_trials, DAY)
    assert judge_cells(pack, shuffled(given_approvals), shuffled(rows), shuffled(given_trials), DAY) == plain


def what_counts(cell: Cell):
    return {key: value for key, value in to_plain(cell).items() if key != "other_evidence"}


@given(results(min_size=1))
@settings(max_examples=40, deadline=None)
def test_a_superseded_cut_changes_nothing_but_what_is_shown_beside(shapes):
    without, with_it = judge(*build(shapes)), judge(*build(shapes, superseded=True))
    assert {name: what_counts(cell) for name, cell in without.items()} == {
        name: what_counts(cell) for name, cell in with_it.items()
    }


@given(results(), approvals, trials)
@settings(max_examples=60, deadline=None)
def test_every_cell_has_one_state_a_sentence_and_counts_that_fit(shapes, given_approvals, given_trials):
    for cell in judge(*build(shapes), approvals=given_approvals, trials=given_trials).values():
        assert cell.state in CellState
        assert cell.why.endswith(".")
        assert "%" not in cell.why
        assert len(set(cell.badges)) == len(cell.badges)
        assert not set(cell.decided_by) & set(cell.other_evidence)
        if cell.n is not None:
            assert 0 <= cell.responders <= cell.n
            assert cell.state in (CellState.RESPONSES, CellState.LITTLE, CellState.UNCLEAR)
        if cell.ci is not None:
            assert 0 <= cell.ci[0] <= 100 * cell.responders / cell.n <= cell.ci[1] <= 100 or cell.k > 1
        if cell.unit in UMBRELLAS:
            assert cell.state not in (CellState.APPROVED, CellState.RANDOMISED)


@given(results(min_size=1), approvals)
@settings(max_examples=40, deadline=None)
def test_what_a_mixed_group_shows_never_reaches_the_rows_below(shapes, given_approvals):
    everything = judge(*build(shapes), approvals=given_approvals)
    own = [(name, shape) for name, shape in shapes if shape["tumour"] not in UMBRELLAS and shape["share_of_unit"] != 70]
    without_mixed = judge(*build(own), approvals=given_approvals)
    for name, cell in everything.items():
        if cell.unit not in UMBRELLAS and not any(
            shape["tumour"] == cell.unit and shape["share_of_unit"] == 70 for _, shape in shapes
        ):
            assert what_counts(cell) == what_counts(without_mixed[name])
