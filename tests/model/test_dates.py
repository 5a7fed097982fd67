"""A date is as precise as its source, and no more."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ioroadmap.model.dates import PartialDate


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2019", "year", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-02", "month", date(2019, 2, 1), date(2019, 2, 28)),
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29)),
        ("2018-12-19", "day", date(2018, 12, 19), date(2018, 12, 19)),
        ("unknown", "unknown", None, None),
    ],
)
def test_a_month_is_never_its_first_day(text, precision, earliest, latest):
    day = PartialDate(text)
    assert (day.precision, day.earliest, day.latest) == (precision, earliest, latest)


@pytest.mark.parametrize(
    "text", ["", "2019-13", "2019-02-29", "2019-00", "2019-1", "19", "2019-01-00", "01/02/2019", "2019-01-01T00:00"]
)
def test_what_is_no_day_is_refused_with_a_cure(text):
    with pytest.raises(ValueError, match="write 2019"):
        PartialDate(text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_year_and_a_month_hold_each_of_their_days(day):
    for cut in (4, 7, 10):
        part = PartialDate(day.isoformat()[:cut])
        assert part.earliest <= day <= part.latest


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(9000, 1, 1)), st.integers(1, 4000))
def test_days_sort_as_time(day, later):
    assert PartialDate(day.isoformat()) < PartialDate((day + timedelta(later)).isoformat()) < PartialDate("unknown")
