"""The first snapshot of a pack: read like a fetched page, and strict about what a curator may write."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ioroadmap.model.errors import CatalogError
from ioroadmap.snapshots.merge import as_known
from ioroadmap.sources.clinicaltrials_gov import parse_study
from ioroadmap.sources.seed import load_seed

PACK = Path(__file__).parents[2] / "packs" / "nen" / "trials.jsonl"


def make_line(**changes: Any) -> dict[str, Any]:
    line = {
        "id": "NCT00000001",
        "observed_on": "2025-07-14",
        "source": "clinicaltrials.gov page copy",
        "address": "https://clinicaltrials.gov/study/NCT00000001",
        "scope": ["statusModule"],
        "record": {"protocolSection": {"statusModule": {"overallStatus": "RECRUITING"}}},
    }
    return {key: value for key, value in (line | changes).items() if value is not None}


def write(path: Path, *lines: object) -> Path:
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "trials.jsonl"


def test_a_line_is_an_observation(path: Path) -> None:
    (observation,) = load_seed(write(path, make_line(note="dated by the page")))
    assert (observation.record_id, observation.observed_on, observation.scope) == ("NCT00000001", "2025-07-14", ("statusModule",))
    assert observation.payload == b'{"protocolSection":{"statusModule":{"overallStatus":"RECRUITING"}}}'
    assert observation.note == "dated by the page"


def test_several_days_of_one_trial_are_its_history(path: Path) -> None:
    closed = {"protocolSection": {"statusModule": {"overallStatus": "COMPLETED"}}}
    observations = load_seed(write(path, make_line(), make_line(observed_on="2026-01-26", record=closed)))
    (before,) = as_known(observations, date(2025, 12, 31))
    (after,) = as_known(observations, date(2026, 11, 22))
    assert (parse_study(before.payload).status, parse_study(after.payload).status) == ("recruiting", "completed")


def test_a_scope_may_name_single_fields_and_modules_that_were_empty(path: Path) -> None:
    assert load_seed(write(path, make_line(scope=["statusModule.overallStatus", "conditionsModule"])))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"id": "NCT123"}, "trials.jsonl:1 id 'NCT123' is not a NctId; it looks like NCT and eight digits"),
        ({"observed_on": "2025-13"}, "trials.jsonl:1 observed_on '2025-13' is no day of the calendar; write 2019, 2019-03,"),
        ({"observed_on": "unknown"}, 'trials.jsonl:1 observed_on is "unknown" and nothing bounds it; give not_after'),
        ({"observed_on": None}, "trials.jsonl:1 Object missing required field `observed_on`; a line is one JSON object with id,"),
        ({"scope": ["designModule"]}, "trials.jsonl:1 scope lacks statusModule.overallStatus, which the record holds; add it"),
        (
            {"record": {"protocolSection": {"statusModule": "RECRUITING"}}},
            "trials.jsonl:1 statusModule is 'RECRUITING'; a module is an object",
        ),
        ({"address": " "}, 'trials.jsonl:1 address is ""; say where this was seen'),
        ({"source": ""}, 'trials.jsonl:1 source is ""; say where this was seen'),
        ({"seen": "x"}, "trials.jsonl:1 Object contains unknown field `seen`"),
        (
            {"record": {"protocolSection": {"identificationModule": {"nctId": "NCT00000002"}}}},
            "trials.jsonl:1 id is NCT00000001 but the record says NCT00000002; look at the address and mend the wrong one",
        ),
    ],
)
def test_a_mistake_is_told_with_file_line_value_and_cure(path: Path, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(CatalogError) as told:
        load_seed(write(path, make_line(**changes)))
    assert said in str(told.value)


def test_all_mistakes_of_a_file_are_told_at_once(path: Path) -> None:
    write(path, make_line(id="x"), make_line(), make_line(id="y"))
    path.write_bytes(path.read_bytes() + b"\n{\n\xff\n")
    with pytest.raises(CatalogError) as told:
        load_seed(path)
    assert [line.split(" ")[0] for line in str(told.value).splitlines()] == [f"trials.jsonl:{n}" for n in (1, 3, 5, 6)]


def test_the_same_sight_twice_is_a_mistake(path: Path) -> None:
    with pytest.raises(CatalogError, match=r"trials\.jsonl:2 NCT00000001 was seen at https://\S+ on line 1 too; keep one"):
        load_seed(write(path, make_line(), make_line()))


def test_a_file_that_is_not_there_is_a_sentence(path: Path) -> None:
    with pytest.raises(CatalogError, match=r"trials\.jsonl cannot be read: no such file or directory"):
        load_seed(path)


# ---------------------------------------------------------------- the pack's own first snapshot

PROSE = (
    "briefSummary",
    "detailedDescription",
    "eligibilityCriteria",
    "whyStopped",
    "description",
    "measure",
    "timeFrame",
    "citation",
    "_text",
)


def test_the_pack_holds_facts_and_no_prose_of_others() -> None:
    text = PACK.read_text(encoding="utf-8")
    assert not [key for key in PROSE if f'"{key}"' in text]
    assert text.count("\n") >= 120


def test_every_trial_of_the_pack_is_read_without_a_problem() -> None:
    known = as_known(load_seed(PACK), date.max)
    trials = [parse_study(each.payload) for each in known]
    assert len(trials) >= 80
    assert [(trial.id, trial.problems) for trial in trials if trial.problems] == []


def test_every_observation_of_the_pack_has_an_address_that_a_person_can_open() -> None:
    assert [each.record_id for each in load_seed(PACK) if not each.address.startswith(("https://", "http://"))] == []
