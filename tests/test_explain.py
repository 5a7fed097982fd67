"""Every number has a way home: `explain` answers for each id of the real roadmap, and each answer ends at a source."""

from datetime import date

import pytest

from ioroadmap.assemble import load_roadmap
from ioroadmap.explain import everything, explain
from ioroadmap.model.errors import UsageError
from ioroadmap.model.vocabulary import CellState
from tests.tiny_pack import REAL_PACK

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def roadmap():
    return load_roadmap(REAL_PACK, None, DAY, DAY)


@pytest.fixture(scope="module")
def by_id(roadmap):
    found = {}
    for each in everything(roadmap):
        found.setdefault(each.id, []).append(each)
    return found


def test_every_result_and_approval_ends_at_a_source(roadmap, by_id):
    for row in (*roadmap.results, *(row for row in roadmap.approvals if row.drug_id)):
        sources = [source for each in by_id[row.id] for source in each.sources]
        assert sources, row.id
        assert all(source.url.startswith("http") and source.read_on for source in sources), row.id


def test_every_trial_says_who_showed_it_when(roadmap, by_id):
    for view in roadmap.trials:
        assert all(source.read_on for source in by_id[view.trial.id][0].sources), view.trial.id
        assert by_id[view.trial.id][0].sources, view.trial.id


def test_every_cell_rests_on_ids_that_explain_takes_too(roadmap, by_id):
    for cell in roadmap.cells:
        rests_on = by_id[cell.id][0].rests_on
        assert rests_on or cell.state is CellState.NEVER or cell.sub_reason == "see-parts", cell.id
        assert [name for name in rests_on if name not in by_id] == [], cell.id


def test_one_word_may_be_a_tumour_and_a_row_and_a_prefix_picks(roadmap):
    kinds = {each.kind for each in explain(roadmap, "sclc")}
    assert kinds >= {"unit", "tumour"}
    assert {each.kind for each in explain(roadmap, "unit:sclc")} == {"unit"}


def test_an_id_that_is_nothing_gets_its_neighbours(roadmap):
    with pytest.raises(UsageError, match=r"near it are .*tarlatamab"):
        explain(roadmap, "tarlatamap")
