"""The canonical form: formatting changes no fact, and formatting twice changes nothing more."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ioroadmap.catalog.form import format_pack, format_text
from ioroadmap.catalog.kinds import yaml_files
from tests.tiny_pack import FILES, REAL_PACK


def facts(text):
    return YAML(typ="safe", pure=True).load(text)


@pytest.mark.parametrize("name", [name for name in FILES if name.endswith(".yaml")])
def test_formatting_changes_no_fact_and_is_stable(name):
    once = format_text(FILES[name], name)
    assert facts(once) == facts(FILES[name])
    assert format_text(once, name) == once


def test_keys_stand_in_the_order_of_the_record_and_comments_stay():
    text = '# who says so\nname: x\nid: x  # the file\nreview: drafted\nrecorded_on: "2026-11-22"\n'
    lines = format_text(text, "drugs/x.yaml").splitlines()
    keys = [line.partition(":")[0] for line in lines if ":" in line]
    assert keys == ["id", "recorded_on", "review", "name"]
    assert "# the file" in "\n".join(lines)


def test_what_might_be_taken_for_a_number_or_a_switch_is_quoted():
    text = format_text("immunotherapy: 'no'\nrecorded_on: '2026-11'\nphase: '2'\n", "drugs/x.yaml")
    assert 'immunotherapy: "no"' in text
    assert 'recorded_on: "2026-11"' in text


def test_check_writes_nothing(tiny_pack: Path):
    before = {path: path.read_bytes() for path in yaml_files(tiny_pack)}
    assert format_pack(tiny_pack, write=False)
    assert before == {path: path.read_bytes() for path in yaml_files(tiny_pack)}
    format_pack(tiny_pack, write=True)
    assert format_pack(tiny_pack, write=False) == []


@pytest.mark.long
def test_formatting_the_real_pack_changes_no_fact():
    for path in yaml_files(REAL_PACK):
        text = path.read_text()
        assert facts(format_text(text, path.relative_to(REAL_PACK).as_posix())) == facts(text), path
