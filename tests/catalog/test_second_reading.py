"""A second reader sees the source and the field, never our value; what comes back is compared, and nothing of it is lost."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioroadmap.catalog.claims import list_claims
from ioroadmap.catalog.load import load_pack
from ioroadmap.catalog.second_reading import COLUMNS, Row, Verdict, compare, draw, kept_sheets, read_sheet, write_sheet
from ioroadmap.model.errors import UsageError
from ioroadmap.sources.seed import load_seed
from tests.tiny_pack import NIVOLUMAB, REAL_PACK, write_tiny_pack


@pytest.fixture
def claims(tiny_pack):
    return list_claims(load_pack(tiny_pack), [])


def one(claims, field):
    return next(claim for claim in claims if claim.field == field)


def test_a_claim_is_a_value_with_the_place_where_to_look(claims):
    claim = one(claims, "events.0 (granted).date")
    assert (claim.kind, claim.id, claim.value) == ("DatedEvent", "nivolumab-us-sclc", "2018-08-16")
    assert claim.sources[0].locator == "row nivolumab"
    assert one(claims, "response.responders").value == "13"
    assert "failed-confirmation" in one(claims, "events.1 (withdrawn).reason").words


def test_our_own_sentences_and_our_unknowns_are_no_claims(claims):
    assert not {claim.field for claim in claims} & {"mechanism", "plain", "pfs.months", "review"}


def test_a_sheet_shows_no_value(claims):
    for row in draw(claims, 50, seed=1):
        assert (row.answer, row.ours, row.verdict) == ("", "", "")
        assert row.sources


def test_a_locator_that_tells_our_value_is_masked(tmp_path):
    told = NIVOLUMAB.replace("locator: row nivolumab", "locator: granted on 2018-08-16", 1)
    claims = list_claims(load_pack(write_tiny_pack(tmp_path, drugs__nivolumab=told)), [])
    (row,) = [row for row in draw(claims, len(claims), seed=1) if row.field == "events.0 (granted).date"]
    assert row.sources.endswith("(granted on …)")


def test_the_same_seed_draws_the_same_and_what_was_read_is_not_drawn_again(claims):
    first = draw(claims, 5, seed=7)
    assert draw(claims, 5, seed=7) == first
    second = draw(claims, len(claims), seed=7, known=first)
    assert len(second) == len(draw(claims, len(claims), seed=7)) - 5
    assert not {(row.fact, row.field) for row in first} & {(row.fact, row.field) for row in second}


def test_the_kinds_take_turns(claims):
    kinds = {row.kind for row in draw(claims, len(claims), seed=3)}
    assert {row.kind for row in draw(claims, len(kinds), seed=3)} == kinds


@pytest.mark.parametrize(
    ("field", "answer", "verdict"),
    [
        ("response.responders", "13", "agrees"),
        ("response.responders", "13.0", "agrees"),
        ("response.responders", "12", "differs"),
        ("response.responders", "", ""),
        ("response.responders", "-", "not-opened"),
        ("response.responders", "?", "not-found"),
        ("events.0 (granted).date", "2018-08-16", "agrees"),
        ("events.0 (granted).date", "2018-08", "differs"),
        ("names", "BMS 936558", "agrees"),
        ("targets", "pd-1", "agrees"),
        ("targets", "PD-1; PD-L1", "differs"),
    ],
)
def test_what_the_reader_wrote_is_compared(claims, field, answer, verdict):
    (row,) = [row for row in draw(claims, len(claims), seed=1) if row.field == field]
    filled = Row(row.kind, row.fact, row.field, row.words, row.sources, answer)
    (judged,) = compare([filled], claims)
    assert judged.verdict == verdict
    assert judged.ours == (one(claims, field).value if verdict else "")


def test_a_verdict_stands_when_the_catalog_is_mended_later(claims):
    (row,) = draw(claims, 1, seed=1)
    judged = Row(row.kind, row.fact, row.field, row.words, row.sources, "what the source says", "", "what we had", "mended")
    assert compare([judged], claims) == [judged]


CELL = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(rows=st.lists(st.builds(Row, *[CELL] * 8, st.sampled_from(["", *Verdict])), max_size=5))
def test_a_sheet_comes_back_as_it_was_written(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    rows = [row if row.answer.strip() else msgspec.structs.replace(row, verdict="") for row in rows]
    write_sheet(path, rows)
    assert read_sheet(path) == rows


def test_a_claim_whose_line_would_tell_our_value_is_not_drawn(claims):
    told = {claim.value for claim in claims if claim.field == "registry"}
    assert told == {"NCT01928394"}  # its source is the registry record of that number
    assert not [row for row in draw(claims, len(claims), seed=1) if row.field == "registry"]


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        ("{columns},mine\n", "has a column 'mine' that is not ours"),
        ("{columns},answer\n", "has a column 'answer' that is not ours or stands twice"),
        ("{columns}\na,b,c,d,e,f,g, h,,,\n", "row 1 has more cells than columns"),
        ("{columns}\na,b,c,d,e,,,,agrees\n", "row 1 has a verdict and no answer"),
    ],
)
def test_what_would_not_be_written_back_is_refused(tmp_path, sheet, sentence):
    path = tmp_path / "sheet.csv"
    path.write_text(sheet.format(columns=",".join(COLUMNS)))
    before = path.read_bytes()
    with pytest.raises(UsageError, match=sentence):
        read_sheet(path)
    assert path.read_bytes() == before


def test_a_sheet_without_its_columns_is_refused(tmp_path):
    (tmp_path / "sheet.csv").write_text("fact,field\na,b\n")
    with pytest.raises(UsageError, match=r"sheet.csv has no column kind, words, sources, answer.*catalog draw"):
        read_sheet(tmp_path / "sheet.csv")


def test_a_verdict_that_is_none_of_ours_is_refused_with_its_row(tmp_path, claims):
    path = tmp_path / "sheet.csv"
    write_sheet(path, [*draw(claims, 1, seed=1), Row("Response", "x", "response.n", "", "at", "1", verdict="fine")])
    with pytest.raises(UsageError, match="verdict of row 2 is 'fine'; use one of agrees, differs, mended"):
        read_sheet(path)


def test_each_claim_of_the_real_pack_has_a_name_of_its_own():
    claims = list_claims(load_pack(REAL_PACK), load_seed(REAL_PACK / "trials.jsonl"))
    assert len({(claim.id, claim.field) for claim in claims}) == len(claims) > 5000


def test_a_sheet_from_a_spreadsheet_with_a_byte_order_mark_is_read(tmp_path, claims):
    path = tmp_path / "sheet.csv"
    write_sheet(path, draw(claims, 2, seed=1))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert len(read_sheet(path)) == 2


def test_a_pack_without_readings_has_none(tiny_pack):
    assert kept_sheets(tiny_pack) == {}
