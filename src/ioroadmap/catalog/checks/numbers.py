"""Numbers recompute: a percentage and its interval follow from the counts, limits stand around their estimate."""

from __future__ import annotations

from collections.abc import Iterator

from ioroadmap.catalog.checks.index import Finding, Index
from ioroadmap.catalog.walk import records_in
from ioroadmap.model.facts import Arm, Median, Publication, Ratio, Readout, Response, Study
from ioroadmap.model.missing import Number, is_number
from ioroadmap.model.vocabulary import RespondersBasis

_ROUNDING_PCT = 0.6  # a percentage printed without decimals may be half a point off, and a little more when cut instead of rounded
_METHODS = ("exact", "wilson")  # what papers print without saying so: Clopper-Pearson, Wilson


# What a number may be, by the name of its field; months and ratios have no upper limit.
_PERCENT = (0, 100)
_FROM_ZERO = (0, None)
_RANGES: dict[type, dict[str, tuple[float, float | None]]] = {
    Response: {"n": _FROM_ZERO, "responders": _FROM_ZERO, "complete": _FROM_ZERO, "pct": _PERCENT, "lo": _PERCENT, "hi": _PERCENT},
    Median: {"months": _FROM_ZERO, "lo": _FROM_ZERO, "hi": _FROM_ZERO},
    Ratio: {"hr": _FROM_ZERO, "lo": _FROM_ZERO, "hi": _FROM_ZERO},
    Readout: {"grade3_pct": _PERCENT, "grade3_n": _FROM_ZERO, "follow_up_months": _FROM_ZERO},
    Arm: {"n_enrolled": _FROM_ZERO, "share_of_unit": _PERCENT},
    Study: {"n_randomised": _FROM_ZERO},
    Publication: {"year": (1850, 2200)},
}


def numbers_are_possible(index: Index) -> Iterator[Finding]:
    for entry in index.entries:
        for where, record in records_in(entry.fact):
            for field, (least, most) in _RANGES.get(type(record), {}).items():
                value = getattr(record, field)
                if is_number(value) and (value < least or (most is not None and value > most)):
                    limit = f"from {least}" if most is None else f"between {least} and {most}"
                    yield entry, (*where, field), f"{field} is {value}; it must be {limit}"


def explanations_explain(index: Index) -> Iterator[Finding]:
    """`explained` switches a check off, so it must say something."""
    for entry, where, readout in index.readouts():
        said = readout.response.explained
        if said and len(said.split()) < 4:
            yield (
                entry,
                (*where, "response", "explained"),
                f"explained is {said!r}; say in a sentence why the number differs",
            )


def counts_agree(index: Index) -> Iterator[Finding]:
    for entry, where, readout in index.readouts():
        for what in _count_faults(readout.response):
            yield entry, (*where, "response"), what


def _count_faults(response: Response) -> Iterator[str]:
    """What does not add up in one response: more responders than people, a percentage that the counts do not give."""
    n, responders, complete = response.n, response.responders, response.complete
    if is_number(responders) and response.basis is None:
        words = ", ".join(basis.value for basis in RespondersBasis)
        yield f"responders is {responders} without a basis; say whether the source prints it: {words}"
    if is_number(complete) and is_number(responders) and not 0 <= complete <= responders:
        yield f"complete is {complete} of {responders} responders; a complete response is one of them"
    if not (is_number(n) and is_number(responders)):
        return
    if not 0 <= responders <= n:
        yield f"responders is {responders} of n {n}; it must lie between 0 and n"
    elif n and is_number(response.pct) and not response.explained and abs(100 * responders / n - response.pct) > _ROUNDING_PCT:
        yield f"pct is {response.pct}, but {responders} of {n} is {100 * responders / n:.1f}; mend one, or say why in `explained`"


def people_joined_before_they_were_judged(index: Index) -> Iterator[Finding]:
    for entry in index.of("studies"):
        assert isinstance(entry.fact, Study)
        for a, arm in enumerate(entry.fact.arms):
            for r, readout in enumerate(arm.readouts):
                n, joined = readout.response.n, arm.n_enrolled
                if is_number(n) and is_number(joined) and n > joined:
                    place = ("arms", a, "readouts", r, "response")
                    yield entry, place, f"n is {n}, but n_enrolled of the arm is {joined}; nobody is judged who has not joined"


def intervals_follow_from_counts(index: Index) -> Iterator[Finding]:
    """A printed interval is that of its counts, by one of the usual methods, or `explained` says what else it is."""
    for entry, where, readout in index.readouts():
        response = readout.response
        if response.explained or not (is_number(response.lo) and is_number(response.hi)):
            continue
        ours = _intervals(response)
        if ours and not any(_same(response.lo, lo) and _same(response.hi, hi) for lo, hi in ours):
            counted = " or ".join(f"{lo:.1f}-{hi:.1f} ({method})" for method, (lo, hi) in zip(_METHODS, ours, strict=True))
            yield (
                entry,
                (*where, "response"),
                f"the interval is {response.lo}-{response.hi}, but {response.responders} of {response.n} gives {counted}; "
                "mend one, or say why in `explained`",
            )


def _intervals(response: Response) -> list[tuple[float, float]]:
    """The 95 % intervals of the counts in percent, one a method; none where counts are missing or wrong (told apart)."""
    n, responders = response.n, response.responders
    if not (is_number(n) and is_number(responders) and 0 <= responders <= n and n):
        return []
    from scipy.stats import binomtest

    found = [binomtest(int(responders), int(n)).proportion_ci(0.95, method) for method in _METHODS]
    return [(100 * interval.low, 100 * interval.high) for interval in found]


def _same(printed: float, computed: float) -> bool:
    return abs(printed - computed) <= _ROUNDING_PCT


def intervals_are_in_order(index: Index) -> Iterator[Finding]:
    for entry, where, readout in index.readouts():
        for name, low, value, high in (
            ("response", readout.response.lo, readout.response.pct, readout.response.hi),
            ("pfs", readout.pfs.lo, readout.pfs.months, readout.pfs.hi),
            ("os", readout.os.lo, readout.os.months, readout.os.hi),
            ("pfs_ratio", readout.pfs_ratio.lo, readout.pfs_ratio.hr, readout.pfs_ratio.hi),
            ("os_ratio", readout.os_ratio.lo, readout.os_ratio.hr, readout.os_ratio.hi),
        ):
            if is_number(low) and is_number(high) and low > high:
                yield entry, (*where, name), f"the interval of {name} runs from {low} to {high}; the lower limit comes first"
            elif not _between(low, value, high):
                yield entry, (*where, name), f"{name} is {value}, outside of its interval from {low} to {high}"


def _between(low: Number, value: Number, high: Number) -> bool:
    """Whether nothing known contradicts low <= value <= high."""
    known = [each for each in (low, value, high) if is_number(each)]
    return not is_number(value) or known == sorted(known)
