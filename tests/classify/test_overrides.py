"""A curator's word over a computed label or an upstream value, and the guard that makes a person look again."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from ioroadmap.classify import apply_overrides
from ioroadmap.model.dates import PartialDate
from ioroadmap.model.errors import GuardError
from ioroadmap.model.facts import Override
from ioroadmap.model.identifiers import NctId
from ioroadmap.model.labels import Labels
from ioroadmap.model.provenance import Source
from ioroadmap.sources.corrections import correct_upstream
from tests.classify.builders import ANY_ID, classify, the_pack

MADE = date(2026, 11, 22)
THE_DAY_BEFORE = date(2026, 11, 21)


def make_override(field: str, expect: tuple[str, ...] | str, value: tuple[str, ...] | str, record: NctId = ANY_ID) -> Override:
    return Override(
        id="some-override",
        record=record,
        field=field,
        expect=expect,
        value=value,
        reason="the full record says more",
        by="curator",
        date=PartialDate(MADE.isoformat()),
        source=Source(at=str(record)),
    )


def mended(labels: Labels, *overrides: Override, as_of: date = MADE) -> Labels:
    return apply_overrides(labels, msgspec.structs.replace(the_pack(), overrides=overrides), as_of)


def test_families_and_differentiation_follow_from_the_tumours_that_a_curator_names() -> None:
    labels = classify("Nivolumab in Grade 3 Neuroendocrine Tumors")
    seen = tuple(label.id for label in labels.tumours)
    found = mended(labels, make_override("tumours", seen, ("net-g3", "gep-nec")))
    assert found.families == ("NET", "NEC")
    assert found.differentiation == ("well-high-grade", "poor")
    assert [label.id for label in found.tumours if label.how == "named"] == ["net-g3", "gep-nec"]
    assert (found.classes, found.drugs) == (labels.classes, labels.drugs)


def test_a_tumour_that_a_curator_takes_back_is_kept_as_corrected_and_joins_no_more() -> None:
    labels = classify("Pembrolizumab in Neuroendocrine Tumors")
    found = mended(labels, make_override("tumours", ("net",), ()))
    assert (found.families, found.differentiation) == ((), ())
    assert [(label.id, label.how) for label in found.tumours] == [("net", "corrected")]
    assert not found.tumours[0].joins


def test_relevance_is_one_word() -> None:
    labels = classify("Pembrolizumab in Neuroendocrine Tumors")
    assert mended(labels, make_override("relevance", "core", "basket")).relevance == "basket"


def test_a_label_that_moved_stops_with_file_expected_and_seen() -> None:
    labels = classify("Pembrolizumab in Neuroendocrine Tumors")
    with pytest.raises(GuardError, match=r"some-override\.yaml expects tumours sclc .* now says net;"):
        mended(labels, make_override("tumours", ("sclc",), ("net-g3",)))


def test_before_the_correction_was_made_a_record_may_have_said_less() -> None:
    labels = classify("Pembrolizumab in Neuroendocrine Tumors")
    assert mended(labels, make_override("tumours", ("sclc",), ("net-g3",)), as_of=THE_DAY_BEFORE) == labels


def test_a_record_that_says_by_now_what_the_curator_said_needs_no_correction() -> None:
    labels = classify("Pembrolizumab in Neuroendocrine Tumors")
    assert mended(labels, make_override("tumours", ("sclc",), ("net",))) == labels


def test_an_override_of_another_record_is_not_ours() -> None:
    labels = classify("Pembrolizumab in Neuroendocrine Tumors")
    assert mended(labels, make_override("tumours", ("X",), ("Y",), NctId("NCT11111111"))) == labels


STATUS = "statusModule.overallStatus"


def record(status: str) -> bytes:
    return msgspec.json.encode({"protocolSection": {"statusModule": {"overallStatus": status}}})


def status_in(payload: bytes) -> str:
    return str(msgspec.json.decode(payload)["protocolSection"]["statusModule"]["overallStatus"])


@pytest.mark.parametrize(
    ("upstream", "as_of", "told"),
    [
        ("RECRUITING", MADE, "COMPLETED"),  # what the curator saw: corrected
        ("COMPLETED", MADE, "COMPLETED"),  # upstream has mended it
        ("SUSPENDED", THE_DAY_BEFORE, "SUSPENDED"),  # another time
    ],
)
def test_an_upstream_value_is_corrected_while_it_is_wrong(upstream: str, as_of: date, told: str) -> None:
    override = make_override(STATUS, "RECRUITING", "COMPLETED")
    assert status_in(correct_upstream(ANY_ID, record(upstream), [override], as_of)) == told


def test_an_upstream_value_that_says_a_third_thing_stops() -> None:
    with pytest.raises(GuardError, match="but upstream now says SUSPENDED"):
        correct_upstream(ANY_ID, record("SUSPENDED"), [make_override(STATUS, "RECRUITING", "COMPLETED")], MADE)
