"""Laws and cases of laying observations over one another: the newest sight of a module wins, what was not seen stays."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioroadmap.model.dates import UNKNOWN_DATE, PartialDate
from ioroadmap.snapshots.merge import Known, as_known, merge
from ioroadmap.snapshots.observation import Observation, canonical, sections_of

LATER = date(2099, 1, 1)


def seen(
    day: str,
    *scope: str,
    record_id: str = "NCT00000001",
    source: str = "clinicaltrials.gov",
    not_before: str = "unknown",
    not_after: str = "unknown",
    **modules: object,
) -> Observation:
    """An observation of `modules`; its scope is their names unless it is given."""
    return Observation(
        source=source,
        record_id=record_id,
        observed_on=PartialDate(day),
        scope=scope or tuple(modules),
        payload=canonical({"protocolSection": modules}),
        not_before=PartialDate(not_before),
        not_after=PartialDate(not_after),
    )


def status(word: str, **more: str) -> dict[str, str]:
    return {"overallStatus": word, **more}


def modules(known: Known) -> dict[str, dict[str, object]]:
    return sections_of(msgspec.json.decode(known.payload))


def test_the_newest_observation_of_a_module_wins() -> None:
    known = merge([seen("2025-03-01", statusModule=status("RECRUITING")), seen("2026-01-05", statusModule=status("COMPLETED"))])
    assert modules(known)["statusModule"] == status("COMPLETED")
    assert [(part.observed_on, part.modules) for part in known.parts] == [("2026-01-05", ("statusModule",))]


def test_a_module_outside_the_scope_is_neither_overwritten_nor_deleted() -> None:
    full = seen("2021-03-09", statusModule=status("RECRUITING"), conditionsModule={"conditions": ["Merkel Cell Carcinoma"]})
    table = seen("2023", statusModule=status("COMPLETED"))
    known = merge([full, table])
    assert modules(known)["conditionsModule"] == {"conditions": ["Merkel Cell Carcinoma"]}
    assert [(part.observed_on, part.modules) for part in known.parts] == [
        ("2023", ("statusModule",)),
        ("2021-03-09", ("conditionsModule",)),
    ]


def test_a_module_in_the_scope_that_the_record_lacks_is_gone() -> None:
    known = merge(
        [seen("2024", conditionsModule={}), seen("2025", "conditionsModule", "statusModule", statusModule=status("COMPLETED"))]
    )
    assert "conditionsModule" not in modules(known)


def test_one_field_of_a_module_leaves_its_other_fields_alone() -> None:
    """A table that prints a status says nothing about the start (NCT03136055 in a review of 2021)."""
    page = seen("2020-01-02", statusModule=status("RECRUITING", statusVerifiedDate="2020-01"))
    table = seen("2021-12-21", "statusModule.overallStatus", statusModule=status("ACTIVE_NOT_RECRUITING"))
    known = merge([table, page])
    assert modules(known)["statusModule"] == status("ACTIVE_NOT_RECRUITING", statusVerifiedDate="2020-01")
    assert known.part_of("statusModule.overallStatus").observed_on == "2021-12-21"  # type: ignore[union-attr]
    assert known.part_of("statusModule.statusVerifiedDate").observed_on == "2020-01-02"  # type: ignore[union-attr]
    assert known.part_of("statusModule").observed_on == "2021-12-21"  # type: ignore[union-attr]
    assert known.part_of("designModule") is None


def test_a_whole_module_takes_the_place_of_fields_seen_before() -> None:
    known = merge(
        [seen("2020", "statusModule.whyStopped", statusModule={"whyStopped": "-"}), seen("2021", statusModule=status("COMPLETED"))]
    )
    assert modules(known)["statusModule"] == status("COMPLETED")
    assert len(known.parts) == 1


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("2024-05", "2024-06-01"),
        ("2024-05-30", "2024-05"),  # a month may mean its last day
        ("2023-12-30", "2023"),
        ("unknown", "2001"),
    ],
)
def test_partial_days_are_ordered_by_the_last_day_they_can_mean(older: str, newer: str) -> None:
    observations = [seen(newer, statusModule=status("COMPLETED")), seen(older, not_after="2026", statusModule=status("RECRUITING"))]
    assert modules(merge(observations))["statusModule"] == status("COMPLETED")


def test_an_undated_copy_stands_right_after_the_day_it_must_be_later_than() -> None:
    """NCT03290079: an undated copy shows the title that the record got after 2019-07-08."""
    dated = seen("2019-07-08", identificationModule={"briefTitle": "old"})
    undated = seen("unknown", not_before="2019-07-08", not_after="2026-11-22", identificationModule={"briefTitle": "new"})
    later = seen("2019-09-01", identificationModule={"briefTitle": "newest"})
    assert modules(merge([undated, dated]))["identificationModule"]["briefTitle"] == "new"
    assert modules(merge([undated, later, dated]))["identificationModule"]["briefTitle"] == "newest"


def test_on_one_day_the_registry_is_believed_before_a_copy_of_its_page() -> None:
    copy = seen("2025-01-01", source="clinicaltrials.gov page copy", statusModule=status("COMPLETED"))
    registry = seen("2025-01-01", statusModule=status("RECRUITING"))
    table = seen("2025-01-01", source="review table", statusModule=status("WITHDRAWN"))
    assert modules(merge([registry, copy, table]))["statusModule"] == status("RECRUITING")
    assert modules(merge([copy, table]))["statusModule"] == status("COMPLETED")


def test_what_was_seen_after_the_day_is_not_known() -> None:
    observations = [seen("2024-02", statusModule=status("RECRUITING")), seen("2025-11-12", statusModule=status("COMPLETED"))]
    assert as_known(observations, date(2024, 2, 28)) == ()  # the month may mean its 29th day
    assert modules(as_known(observations, date(2024, 2, 29))[0])["statusModule"] == status("RECRUITING")
    assert modules(as_known(observations, LATER)[0])["statusModule"] == status("COMPLETED")


def test_an_undated_copy_is_known_from_the_day_by_which_it_was_seen() -> None:
    undated = seen("unknown", not_after="2026-11-22", statusModule=status("RECRUITING"))
    assert as_known([undated], date(2026, 11, 21)) == ()
    assert len(as_known([undated], date(2026, 11, 22))) == 1
    assert as_known([seen("unknown", statusModule={})], LATER) == ()


def test_records_come_by_id_and_always_hold_their_id() -> None:
    known = as_known(
        [seen("2020", record_id="NCT00000009", statusModule={}), seen("2020", record_id="NCT00000002", statusModule={})], LATER
    )
    assert [each.record_id for each in known] == ["NCT00000002", "NCT00000009"]
    assert modules(known[0])["identificationModule"] == {"nctId": "NCT00000002"}


def test_sections_outside_the_protocol_are_kept_and_marks_of_a_copy_are_not() -> None:
    payload = canonical({"hasResults": True, "_note": 1, "protocolSection": {"statusModule": {}, "_text": []}})
    known = merge([msgspec.structs.replace(seen("2020"), scope=("hasResults", "statusModule"), payload=payload)])
    assert msgspec.json.decode(known.payload)["hasResults"] is True
    assert set(modules(known)) == {"hasResults", "statusModule", "identificationModule"}


names = st.sampled_from(["statusModule", "designModule", "conditionsModule"])
paths = st.one_of(names, st.tuples(names, st.sampled_from(["a", "b"])).map(".".join))
days = st.sampled_from(["2019", "2019-03", "2019-03-18", "2020-02-29", "2020", "unknown"])
bounds = st.sampled_from(["unknown", "2019-03-18", "2026-11-22"])
contents = st.dictionaries(names, st.dictionaries(st.sampled_from(["a", "b"]), st.integers(0, 3)))


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    return Observation(
        source=draw(st.sampled_from(["clinicaltrials.gov", "clinicaltrials.gov page copy", "news"])),
        record_id=draw(st.sampled_from(["NCT00000001", "NCT00000002"])),
        observed_on=PartialDate(draw(days)),
        scope=tuple(draw(st.lists(paths, unique=True, max_size=4))),
        payload=canonical({"protocolSection": draw(contents)}),
        not_before=PartialDate(draw(bounds)),
        not_after=PartialDate(draw(bounds)),
    )


@given(st.lists(observations(), max_size=6).flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_observations_does_not_matter(both: tuple[list[Observation], list[Observation]]) -> None:
    given_order, other_order = both
    assert as_known(given_order, LATER) == as_known(other_order, LATER)


def test_two_dates_of_one_last_day_have_an_order_too() -> None:
    """A year and a month, both bounded by the same day: Hypothesis found that the order of reading decided."""
    year, month = (
        Observation(
            source="clinicaltrials.gov",
            record_id="NCT00000002",
            observed_on=PartialDate(day),
            scope=("designModule",),
            payload=canonical({}),
            not_after=PartialDate("2019-03-18"),
        )
        for day in ("2019", "2019-03")
    )
    assert as_known([year, month], LATER) == as_known([month, year], LATER)


@given(st.lists(observations(), min_size=1, max_size=5), observations())
def test_what_lies_outside_the_scope_never_changes(some: list[Observation], one_more: Observation) -> None:
    same = [msgspec.structs.replace(each, record_id="NCT00000001") for each in some]
    newest = msgspec.structs.replace(one_more, record_id="NCT00000001", observed_on=PartialDate("2030"), not_after=UNKNOWN_DATE)
    before, after = modules(merge(same)), modules(merge([*same, newest]))
    for module in ("statusModule", "designModule", "conditionsModule"):
        for field in ("a", "b"):
            if module not in newest.scope and f"{module}.{field}" not in newest.scope:
                assert after.get(module, {}).get(field) == before.get(module, {}).get(field)


@given(st.lists(observations(), min_size=1, max_size=5))
def test_every_part_has_a_home_and_each_home_is_one_of_the_observations(some: list[Observation]) -> None:
    same = [msgspec.structs.replace(each, record_id="NCT00000001") for each in some]
    known = merge(same)
    homes = [path for part in known.parts for path in part.paths]
    assert len(homes) == len(set(homes))
    for name, module in modules(known).items():
        for field in module:
            assert field == "nctId" or known.part_of(f"{name}.{field}") is not None
