"""Small drawings in SVG, made on the server: people as dots, intervals on a whole axis, the life of an approval.

Every drawing has `role="img"`, a title and a description that say what it shows, its own background, and explicit fills; the
classes let `site.css` recolour it in dark mode and print. A drawing never carries a fact that the words beside it do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct

PAPER, INK, SOFT, LINE, DARK, MID = "#fffdf8", "#1b2530", "#586472", "#d8d2c4", "#173f5f", "#b9cfde"
MOST_DOTS = 200  # more people than this are drawn as 100 dots, and the caption says so


def _frame(identity: str, width: float, height: float, title: str, description: str, body: Sequence[Markup], kind: str) -> Markup:
    return Markup(
        '<svg class="drawing {kind}" role="img" aria-labelledby="{id}-t {id}-d" viewBox="0 0 {w:g} {h:g}" '
        'width="{w:g}" height="{h:g}" '
        'xmlns="http://www.w3.org/2000/svg"><title id="{id}-t">{title}</title><desc id="{id}-d">{desc}</desc>'
        '<rect class="d-paper" width="{w:g}" height="{h:g}" fill="{paper}"/>{body}</svg>'
    ).format(kind=kind, id=identity, w=width, h=height, title=title, desc=description, paper=PAPER, body=Markup("").join(body))


# ---------------------------------------------------------------- people


def dots_drawn(responders: int, n: int) -> tuple[int, int]:
    """How many dots are filled, and how many drawn: one a person up to `MOST_DOTS`, else about so many of 100."""
    if n <= MOST_DOTS:
        return responders, n
    filled = round(100 * responders / n)
    return (max(filled, 1) if responders else 0), 100


def _dot(index: int, filled: bool, columns: int) -> Markup:
    x, y = 9 + 16 * (index % columns), 9 + 16 * (index // columns)
    style = f'class="d-yes" fill="{DARK}"' if filled else f'class="d-no" fill="{PAPER}" stroke="{SOFT}" stroke-width="1.5"'
    return Markup(f'<circle cx="{x}" cy="{y}" r="{6 if filled else 5.25}" {style}/>')  # noqa: S704 (numbers and our own constants)


def icon_array(identity: str, responders: int, n: int, what: str) -> Markup:
    """`n` people as dots, `responders` of them filled; the rest are rings, so that it reads without colour."""
    filled, drawn = dots_drawn(responders, n)
    columns = min(20, drawn) or 1
    rows = -(-drawn // columns)
    scale = "Each dot is one person." if drawn == n else f"Out of 100, about {filled}; {n} people in all."
    dots = [_dot(index, index < filled, columns) for index in range(drawn)]
    return _frame(identity, 16 * columns + 2, 16 * rows + 2, f"{responders} of {n} people {what}", scale, dots, "people")


# ---------------------------------------------------------------- intervals


class Interval(Struct, frozen=True):
    """One line of a forest plot, in percent; `detail` stands under the label; `pooled` is drawn as a diamond."""

    label: str
    detail: str
    count: str
    estimate: float
    low: float
    high: float
    pooled: bool = False


_LEFT, _RIGHT, _ROW, _TOP = 12.0, 348.0, 56.0, 8.0


def _x(percent: float) -> float:
    return round(_LEFT + (_RIGHT - _LEFT) * percent / 100, 2)


def shorten(text: str, most: int) -> str:
    """`text` cut at a word with an ellipsis; the table beside the drawing holds all of it."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _mark(row: Interval, y: float) -> Markup:
    low, middle, high = _x(row.low), _x(row.estimate), _x(row.high)
    if row.pooled:
        points = f"{low},{y} {middle},{y - 6} {high},{y} {middle},{y + 6}"
        return Markup('<polygon class="d-yes" points="{p}" fill="{c}"/>').format(p=points, c=DARK)
    return Markup(
        '<path class="d-line" d="M{low} {y}H{high}M{low} {y0}v8M{high} {y0}v8" stroke="{ink}" stroke-width="1.75" fill="none"/>'
        '<rect class="d-yes" x="{x}" y="{y1}" width="9" height="9" fill="{dark}"/>'
    ).format(low=low, high=high, y=y, y0=y - 4, y1=y - 4.5, x=middle - 4.5, ink=INK, dark=DARK)


def _forest_row(row: Interval, index: int) -> Markup:
    top = _TOP + _ROW * index
    return Markup(
        '<text class="d-ink" x="{x0}" y="{y}" font-size="14" fill="{ink}">{label}</text>'
        '<text class="d-ink" x="{x1}" y="{y}" font-size="14" font-weight="600" text-anchor="end" fill="{ink}">{count}</text>'
        '<text class="d-soft" x="{x0}" y="{y2}" font-size="13" fill="{soft}">{detail}</text>{mark}'
    ).format(
        x0=_LEFT,
        x1=_RIGHT,
        y=top + 13,
        y2=top + 28,
        ink=INK,
        soft=SOFT,
        label=shorten(row.label, 46 - len(row.count)),
        detail=shorten(row.detail, 52),
        count=row.count,
        mark=_mark(row, top + 40),
    )


def _axis(bottom: float) -> list[Markup]:
    grid = [
        Markup('<line class="d-grid" x1="{x}" x2="{x}" y1="{top}" y2="{bottom}" stroke="{line}"/>').format(
            x=_x(tick), top=_TOP, bottom=bottom, line=LINE
        )
        for tick in range(0, 101, 20)
    ]
    text = Markup('<text class="d-soft" x="{x}" y="{y}" font-size="12" text-anchor="{a}" fill="{soft}">{tick}</text>')
    anchors = {0: "start", 100: "end"}
    ticks = [
        text.format(x=_x(tick), y=bottom + 15, a=anchors.get(tick, "middle"), soft=SOFT, tick=f"{tick}" if tick else "0 in 100")
        for tick in range(0, 101, 20)
    ]
    return grid + ticks


def forest(identity: str, rows: Sequence[Interval], what: str) -> Markup:
    """Intervals under one another on an axis from none to all (never cut). Empty when there is nothing to draw."""
    if not rows:
        return Markup("")
    bottom = _TOP + _ROW * len(rows)
    lines = "; ".join(f"{row.label}, {row.detail}: {row.count}, {row.low:.1f} to {row.high:.1f} in 100" for row in rows)
    body = [*_axis(bottom), *(_forest_row(row, index) for index, row in enumerate(rows))]
    return _frame(identity, 360, bottom + 24, what, lines, body, "forest")


# ---------------------------------------------------------------- the life of an approval


class Span(Struct, frozen=True):
    """A stretch of a life line: `kind` is `conditional` (outlined), `full` (filled) or `ended` (a dashed line)."""

    start: date
    end: date
    kind: str


class Life(Struct, frozen=True):
    """One approval on a time axis. `ended` is the day of its end, drawn as a cross; `points` are events that change no state."""

    spans: tuple[Span, ...]
    points: tuple[date, ...] = ()
    ended: date | None = None


_LIFE_WIDTH, _LIFE_HEIGHT = 400.0, 22.0


def _scale(day: date, first: int, last: int) -> float:
    """Where a day stands between 1 January of `first` and 31 December of `last`."""
    start, end = date(first, 1, 1).toordinal(), date(last + 1, 1, 1).toordinal()
    share = (day.toordinal() - start) / (end - start)
    return round(4 + (_LIFE_WIDTH - 8) * min(max(share, 0.0), 1.0), 1)


_SPANS = {
    "full": Markup('<rect class="d-yes" x="{x}" y="6" width="{w}" height="10" fill="{dark}"/>'),
    "conditional": Markup(
        '<rect class="d-part" x="{x}" y="6.75" width="{w}" height="8.5" fill="{mid}" stroke="{dark}" stroke-width="1.5"/>'
    ),
    "ended": Markup('<path class="d-gone" d="M{x} 11h{w}" stroke="{soft}" stroke-width="1.5" stroke-dasharray="3 4" fill="none"/>'),
}


def _span(span: Span, first: int, last: int) -> Markup:
    x = _scale(span.start, first, last)
    width = max(_scale(span.end, first, last) - x, 2)
    return _SPANS[span.kind].format(x=x, w=round(width, 1), dark=DARK, mid=MID, soft=SOFT)


def timeline(identity: str, life: Life, first: int, last: int, title: str, description: str) -> Markup:
    """A life line from `first` to `last` (years). The words with the dates stand beside it."""
    step = 1 if last - first < 13 else 5
    years = [_scale(date(year, 1, 1), first, last) for year in range(first, last + 1) if year % step == 0]
    grid = [Markup('<path class="d-grid" d="M{x} 1v20" stroke="{c}"/>').format(x=x, c=LINE) for x in years]
    spans = [_span(span, first, last) for span in life.spans]
    dots = [
        Markup('<circle class="d-dot" cx="{x}" cy="11" r="3.5" fill="{c}" stroke="{p}"/>').format(
            x=_scale(day, first, last), c=INK, p=PAPER
        )
        for day in life.points
    ]
    cross = []
    if life.ended:
        shape = Markup('<path class="d-line" d="M{a} 4l8 14m0-14l-8 14" stroke="{c}" stroke-width="2" fill="none"/>')
        cross.append(shape.format(a=_scale(life.ended, first, last) - 4, c=INK))
    return _frame(identity, _LIFE_WIDTH, _LIFE_HEIGHT, title, description, [*grid, *spans, *dots, *cross], "lifeline")
