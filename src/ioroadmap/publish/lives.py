"""The life of an indication as a drawing: from its dated events to spans on a time axis. An event without a day is not drawn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ioroadmap.evidence.rows import ApprovalRow
from ioroadmap.model.dates import PartialDate
from ioroadmap.publish import words
from ioroadmap.publish.svg import Life, Span

_STARTS = {"granted", "converted", "funded", "recommended-with-conditions"}
_ENDS = {"withdrawn", "superseded"}
_ENDS_WHAT_STOOD = {"not-funded", "refused"}  # the end of something only where something had begun


def life_of(row: ApprovalRow, as_of: date) -> Life:
    """Spans while an approval stood; the strength of a grant that no source showed is drawn as outlined."""
    spans: list[Span] = []
    points: list[date] = []
    ended: date | None = None
    open_since: tuple[date, str] | None = None
    for event in row.events:
        day = event.date.earliest
        if day is None or day > as_of:
            continue
        ends = event.event in _ENDS or (event.event in _ENDS_WHAT_STOOD and open_since is not None)
        if not ends and event.event not in _STARTS:
            points.append(day)
            continue
        if open_since:
            spans.append(Span(open_since[0], day, open_since[1]))
            open_since = None
        if not ends:
            full = event.event == "converted" or event.strength == "full" or event.event == "funded"
            open_since = (day, "full" if full else "conditional")
            ended = None
        else:
            ended = day
    if open_since:
        spans.append(Span(open_since[0], as_of, open_since[1]))
    elif ended:
        spans.append(Span(ended, as_of, "ended"))
    return Life(tuple(spans), tuple(points), ended)


def year_range(rows: Iterable[ApprovalRow], as_of: date) -> tuple[int, int]:
    """The first and last year of an axis that holds every dated event."""
    years = [day.year for row in rows for event in row.events if (day := event.date.earliest)]
    return min([*years, as_of.year - 5]), as_of.year


def life_words(row: ApprovalRow) -> str:
    """What the drawing shows, for those who do not see it."""
    return "; ".join(f"{words.EVENTS.get(event.event, words.humanise(event.event))}: {_day(event.date)}" for event in row.events)


def _day(when: PartialDate) -> str:
    return words.say_day(when) if when.is_known else "day not known"
