"""Drawings: people as dots, intervals on a whole axis, the life of an approval. Each says in words what it shows."""

import re
from datetime import date
from xml.etree import ElementTree

import pytest

from ioroadmap.model.dates import PartialDate
from ioroadmap.publish import lives, svg
from tests.publish.builders import AS_OF, EVIL, make_approval, make_event


def parts(drawing: str, tag: str) -> list[ElementTree.Element]:
    """Elements by name; parsing also proves that the drawing is well formed."""
    return list(ElementTree.fromstring(drawing).iter(f"{{http://www.w3.org/2000/svg}}{tag}"))


@pytest.mark.parametrize(
    ("responders", "n", "filled", "drawn"),
    [(7, 95, 7, 95), (0, 14, 0, 14), (200, 200, 200, 200), (66, 246, 27, 100), (1, 1000, 1, 100), (0, 300, 0, 100)],
)
def test_each_dot_is_a_person_until_there_are_too_many(responders, n, filled, drawn):
    dots = parts(svg.icon_array("x", responders, n, "responded"), "circle")
    assert (sum(dot.get("class") == "d-yes" for dot in dots), len(dots)) == (filled, drawn)


def test_every_drawing_has_a_name_a_description_and_a_ground():
    drawings = [
        svg.icon_array("x", 1, 2, EVIL),
        svg.forest("y", [svg.Interval(EVIL, EVIL, "1 of 2", 50, 1.3, 98.7)], EVIL),
        svg.timeline("z", lives.life_of(make_approval(), AS_OF), 2015, 2026, EVIL, EVIL),
    ]
    for drawing in drawings:
        root = ElementTree.fromstring(drawing)
        assert root.get("role") == "img"
        assert parts(drawing, "title")[0].text
        assert parts(drawing, "desc")[0].text
        assert parts(drawing, "rect")[0].get("fill")
        assert "<script" not in drawing


def test_the_axis_of_a_forest_plot_is_never_cut():
    drawing = svg.forest("x", [svg.Interval("A", "all", "2 of 65", 3.1, 0.4, 10.7)], "Responses")
    assert {"0 in 100", "20", "40", "60", "80", "100"} <= {text.text for text in parts(drawing, "text")}


def test_nothing_to_draw_is_no_drawing():
    assert svg.forest("x", [], "Responses") == ""


def test_a_withdrawn_approval_is_drawn_to_its_end_and_crossed():
    row = make_approval(
        events=(make_event("2018-08-16", "granted", strength="accelerated"), make_event("2020-12-29", "withdrawn")),
    )
    life = lives.life_of(row, AS_OF)
    assert [(span.start, span.end, span.kind) for span in life.spans] == [
        (date(2018, 8, 16), date(2020, 12, 29), "conditional"),
        (date(2020, 12, 29), AS_OF, "ended"),
    ]
    assert life.ended == date(2020, 12, 29)
    assert "Withdrawn: 29 December 2020" in lives.life_words(row)


def test_an_event_without_a_day_is_said_and_not_drawn():
    row = make_approval(events=(make_event("unknown", "granted", strength="full"),))
    assert lives.life_of(row, AS_OF) == svg.Life(())
    assert lives.life_words(row) == "Granted: day not known"


def test_what_lies_ahead_is_not_drawn():
    row = make_approval(events=(make_event("2026-01", "granted", strength="full"), make_event("2027-02", "withdrawn")))
    assert [span.kind for span in lives.life_of(row, AS_OF).spans] == ["full"]


def test_the_years_of_an_axis_hold_every_event():
    rows = [make_approval(), make_approval(events=(make_event("2011-03", "granted"),))]
    assert lives.year_range(rows, AS_OF) == (2011, 2026)
    assert PartialDate("2011-03").earliest.year == 2011


def test_a_long_label_is_cut_at_a_word():
    assert svg.shorten("Spartalizumab in tumours of the gut", 22) == "Spartalizumab in…"
    assert not re.search(r"\s…", svg.shorten("word " * 30, 40))


def test_a_refusal_to_pay_is_a_point_and_the_end_only_of_what_was_paid():
    never = make_approval(events=(make_event("2024-05", "not-funded"),))
    assert lives.life_of(never, AS_OF) == svg.Life((), (date(2024, 5, 1),))
    once = make_approval(events=(make_event("2020", "funded"), make_event("2024-05", "not-funded")))
    assert [span.kind for span in lives.life_of(once, AS_OF).spans] == ["full", "ended"]
