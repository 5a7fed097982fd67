"""Inline terms: the first use in a block is a link, whole words alone, and nothing gets through unescaped."""

import pytest

from ioroadmap.model.codec import from_plain
from ioroadmap.model.facts import Term
from ioroadmap.publish.glossary import Glossary
from tests.publish.builders import EVIL


def make_term(identity, term, *also):
    return from_plain({"id": identity, "term": term, "plain": "x", "also": list(also)}, Term)


GLOSSARY = Glossary(
    [
        make_term("t-cell", "T cell", "T cells"),
        make_term("t-cell-engager", "T-cell engager"),
        make_term("os", "Overall survival (OS)"),
        make_term("net", "NET"),
    ]
)


def linked(text, skip=""):
    return str(GLOSSARY.mark(text, "../glossary/index.html", skip))


def link(term, text):
    return f'<a class="term" href="../glossary/index.html#{term}">{text}</a>'


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("T cells carry brakes, and T cells attack.", f"{link('t-cell', 'T cells')} carry brakes, and T cells attack."),
        ("A t cell, then overall survival.", f"A {link('t-cell', 't cell')}, then {link('os', 'overall survival')}."),
        ("OS was longer.", f"{link('os', 'OS')} was longer."),
        ("os is not OS", f"os is not {link('os', 'OS')}"),
        ("the net result", "the net result"),
        ("T cellular, NETs and non-NET", "T cellular, NETs and non-NET"),
        ("", ""),
    ],
)
def test_the_first_use_of_a_term_is_a_link(text, marked):
    assert linked(text) == marked


def test_a_term_is_no_link_in_its_own_entry():
    assert linked("A T cell is a cell.", skip="t-cell") == "A T cell is a cell."


def test_the_text_around_a_term_is_escaped():
    marked = linked(f"{EVIL} T cell {EVIL}")
    assert "<script" not in marked
    assert "<img" not in marked
    assert link("t-cell", "T cell") in marked


def test_an_empty_glossary_still_escapes():
    assert Glossary([]).mark("<b>", "x") == "&lt;b&gt;"
