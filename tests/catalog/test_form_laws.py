"""Laws of the canonical form, for every kind of fact: formatting loses nothing, and formatting twice changes nothing more."""

import io
import typing
from enum import Enum

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ioroadmap.catalog.form import format_text
from ioroadmap.catalog.kinds import KINDS
from ioroadmap.model.codec import from_plain
from ioroadmap.model.dates import PartialDate
from ioroadmap.model.identifiers import ApplicationNumber, Doi, NctId, Pmcid, Pmid
from ioroadmap.model.provenance import Source

WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"), max_size=200
)
TRAPS = st.sampled_from(
    ["no", "1.0", "2026-11-22", "# no comment", "?a", ":a", "[a", "{a", "&a", "*a", "!a", "%a", "@a", "`a", "|", ">", "a,b", "a]", "a: b", "- a", "'", '"', "a  b", "trailing ", " leading", "a\nb", "a\n\n b\n", "https://a.b/" + "c" * 200]
)  # fmt: skip
PLAIN = {
    str: WORDS | TRAPS,
    bool: st.booleans(),
    int: st.integers(-1000, 10_000),
    float: st.floats(0, 1000, allow_nan=False).map(lambda x: round(x, 2)),
    PartialDate: st.sampled_from(["2019", "2019-03", "2019-03-18", "unknown"]),
    NctId: st.sampled_from(["NCT02834013"]),
    Pmid: st.sampled_from(["33480358"]),
    Pmcid: st.sampled_from(["PMC6265262"]),
    Doi: st.sampled_from(["10.1038/s41698-021-00214-y"]),
    ApplicationNumber: st.sampled_from(["BLA125514", "EMEA/H/C/006194"]),
}


def of(hint):
    """Plain values that YAML can hold and that a field of this type accepts."""
    if hint in PLAIN:
        return PLAIN[hint]
    if hint is type(None):
        return st.none()
    origin = typing.get_origin(hint)
    if origin is tuple:
        return st.lists(of(typing.get_args(hint)[0]), max_size=2)
    if origin is not None:
        return st.one_of([of(each) for each in typing.get_args(hint) if each is not type(None)])
    if issubclass(hint, Enum):
        return st.sampled_from([member.value for member in hint])
    return records(hint)


def records(kind):
    hints = typing.get_type_hints(kind)
    fields = msgspec.structs.fields(kind)
    required = {field.name: of(hints[field.name]) for field in fields if field.required}
    optional = {field.name: of(hints[field.name]) for field in fields if not field.required}
    if kind is Source:
        required["at"] = st.sampled_from(["PMID:33480358", "https://www.fda.gov/" + "x" * 130, "doi:10.1038/s41698-021-00214-y"])
    return st.fixed_dictionaries(required, optional=optional)


def text_of(kind, record):
    value = {kind.plural: [record]} if kind.is_listed else record
    yaml, out = YAML(typ="safe", pure=True), io.StringIO()
    yaml.default_flow_style = False
    yaml.dump(value, out)
    return out.getvalue()


def facts(text):
    return YAML(typ="safe", pure=True).load(text)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.plural for kind in KINDS])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_formatting_what_was_parsed_is_canonical(kind, data):
    record = data.draw(records(kind.type))
    from_plain(record, kind.type)  # the strategy draws what a pack may hold
    where = kind.where if kind.is_listed else f"{kind.where}/x.yaml"
    text = text_of(kind, record)
    once = format_text(text, where)
    assert facts(once) == facts(text)
    assert format_text(once, where) == once
    reordered = text_of(kind, dict(reversed(record.items())))
    assert format_text(reordered, where) == once


@pytest.mark.parametrize("words", ["see:\n  https://a.b/c", "see:\n\n    https://a.b/c", "ends in blanks  \nand goes on"])
def test_a_text_that_looks_like_yaml_stays_a_text(words):
    text = "id: x\nnote: |-\n" + "".join(f"  {line}\n" for line in words.splitlines())
    once = format_text(text, "drugs/x.yaml")
    assert facts(once) == facts(text)
    assert format_text(once, "drugs/x.yaml") == once
