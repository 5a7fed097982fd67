"""Sentences made from counts: people before percentages, both sides of the number, the interval in words.

`n` is the number evaluable. A rate travels as counts; a percentage never stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from ioroadmap.evidence.rows import Cell, ResultRow
from ioroadmap.model.dates import PartialDate
from ioroadmap.model.missing import Count, Missing, Number, is_number
from ioroadmap.model.vocabulary import CellState, RespondersBasis, Setting
from ioroadmap.publish import words

_SHRANK = {
    "orr": ("saw their tumours shrink by about a third or more", "saw the tumour shrink by about a third or more"),
    "pcr": ("had no living tumour left at surgery", "had no living tumour left at surgery"),
}
_OTHER_SIDE = {
    "orr": ("the tumours did not shrink that much", "the tumour did not shrink that much"),
    "pcr": ("some living tumour was left", "some living tumour was left"),
}
_FEW = 20  # PLAIN_WORDS: under 20 people, no rate without its count, and the range opens with "so few"


def _outcome(endpoint: str, one: bool) -> str:
    fallback = f"reached the study’s measure ({words.humanise(endpoint)})"
    return _SHRANK.get(endpoint, (fallback, fallback))[one]


def count_sentence(responders: int, n: int, endpoint: str = "orr") -> str:
    """`Of 95 people, 7 saw their tumours shrink by about a third or more.`"""
    if n == 1:
        return f"One person was treated. That person {'' if responders else 'did not '}{_singular(endpoint, bool(responders))}."
    number = "none" if responders == 0 else f"all {n}" if responders == n else str(responders)
    return f"Of {n} people, {number} {_outcome(endpoint, responders == 1)}."


def _singular(endpoint: str, happened: bool) -> str:
    if happened:
        return _outcome(endpoint, one=True)
    return {"orr": "see the tumour shrink that much", "pcr": "have all living tumour gone"}.get(
        endpoint, "reach the study’s measure"
    )


def other_side(responders: int, n: int, endpoint: str = "orr") -> str:
    """The same number the other way round: `For the other 88, the tumours did not shrink that much.`; empty when nobody is left."""
    rest = n - responders
    if rest == 0 or n == 1:
        return ""
    many, one = _OTHER_SIDE.get(endpoint, ("this was not so", "this was not so"))
    if rest == 1:
        return f"For the other person, {one}."
    return f"For {'all' if responders == 0 else 'the other'} {rest}, {many}."


def range_words(low: float, high: float) -> str:
    """Both ends of an interval out of 100: `as few as 3 or as many as 15 in 100`."""
    if low <= 0 and high >= 100:
        return "anything from none to all"
    if low <= 0:
        return f"anything from none to {high:.0f} in 100"
    if high >= 100:
        return f"anything from {low:.0f} in 100 to all"
    if low < 0.5:
        return f"fewer than 1 or as many as {high:.0f} in 100"
    return f"as few as {low:.0f} or as many as {high:.0f} in 100"


def interval_sentence(low: float, high: float, n: int) -> str:
    """What the exact 95 % interval means: `In more people like these, it could be as few as 3 or as many as 15 in 100.`"""
    opening = "So few people leave a wide range: it" if n < _FEW else "In more people like these, it"
    return f"{opening} could be {range_words(low, high)}."


def data_to(cut: PartialDate) -> str:
    """`Data to June 2021`, or that nobody said."""
    return f"Data to {words.say_day(cut)}" if cut.is_known else "Date of the data not given"


def seen_between(oldest: str, newest: str) -> str:
    """When something was seen, from its first and last known day."""
    if oldest == "unknown":
        return "day not given"
    return (
        f"seen {words.say_day(oldest)}" if oldest == newest else f"seen between {words.say_day(oldest)} and {words.say_day(newest)}"
    )


def settings_words(settings: str) -> str:
    """The lines of treatment of a cell (`first-line, later-line`) in words."""
    return ", ".join(words.SETTINGS[Setting(each)] for each in settings.split(", ") if each and each != "unknown")


def reader_count(row: ResultRow) -> str:
    """The counts of a row for readers. A rate without its people is said to be printed, and is not shown."""
    if is_number(row.orr_pct) and not (is_number(row.n) and is_number(row.responders)):
        missing = "how many responded is not given" if is_number(row.n) else "number of people not given"
        return f"rate printed, {missing}"
    return short_count(row.responders, row.n)


def reader_rate(row: ResultRow) -> str:
    """What the source prints, where its people are known; else the way to the fold for clinicians."""
    if not (is_number(row.n) and is_number(row.responders)):
        return "for clinicians, on the study’s page" if is_number(row.orr_pct) else "no rate printed"
    return printed_rate(row) or "no rate printed"


def short_count(responders: Count, n: Count) -> str:
    """`7 of 95`; with a missing part, what is known of it."""
    if is_number(responders) and is_number(n):
        return f"{responders} of {n}"
    if is_number(n):
        return f"{n} people, count {words.say_value(responders)}"
    if is_number(responders):
        return f"{responders}, of how many {words.say_value(n)}"
    return words.say_value(n)


def printed_rate(row: ResultRow) -> str:
    """What the source itself prints, for those who look it up: `7.4% (3.0 to 14.6)`; empty when it prints no rate."""
    if not is_number(row.orr_pct):
        return ""
    low, high = row.orr_ci
    interval = f" ({low:g} to {high:g})" if is_number(low) and is_number(high) else ", interval not reported"
    return f"{row.orr_pct:g}%{interval}"


def exact_interval(ci: tuple[float, float] | None) -> str:
    """`3.0% to 14.6%`, or that it cannot be worked out."""
    return f"{ci[0]:.1f}% to {ci[1]:.1f}%" if ci else "can’t be worked out"


def basis_words(basis: RespondersBasis | None) -> str:
    if basis is RespondersBasis.DERIVED:
        return "count worked out by us from the printed rate"
    return "count as printed" if basis is RespondersBasis.REPORTED else ""


def median_months(months: Number, interval: tuple[Number, Number]) -> str:
    """`2.6 months (1.8 to 3.5)`, `not reached yet`, `not reported`."""
    if isinstance(months, Missing):
        return words.say_value(months)
    low, high = (words.say_value(end) for end in interval)
    known = any(is_number(end) for end in interval)
    return f"{months:g} months" + (f" ({low} to {high})" if known else "")


def hazard_ratio(ratio: tuple[Number, Number, Number]) -> str:
    """For clinicians: `0.60 (0.47 to 0.77)`; empty when there is none."""
    hr, low, high = ratio
    if not is_number(hr):
        return ""
    interval = f" ({low:.2f} to {high:.2f})" if is_number(low) and is_number(high) else ""
    return f"{hr:.2f}{interval}"


def survival_sentence(row: ResultRow, others: Sequence[ResultRow]) -> str:
    """`Half of them lived longer than 12.3 months; in the comparison group, 10.3 months.` Empty when unknown."""
    if not is_number(row.os_months):
        return ""
    beside = next((each.os_months for each in others if is_number(each.os_months)), None)
    ending = f"; in the comparison group, {beside:g} months" if beside is not None else ""
    return f"Half of them lived longer than {row.os_months:g} months{ending}."


def lived_sentences(row: ResultRow, beside: ResultRow) -> tuple[str, str]:
    """Time alive in both groups of a randomised trial, each as a sentence of its own; no ratio."""
    return (
        f"With it, half of the people lived longer than {row.os_months:g} months.",
        f"In the comparison group, half lived longer than {beside.os_months:g} months.",
    )


def lived_short(row: ResultRow, beside: ResultRow) -> str:
    """The same in one line, for a list."""
    return f"{row.os_months:g} months with it, {beside.os_months:g} in the comparison group"


def times_words(is_life: bool, months: Number, beside: Number) -> str:
    """Half of the people against half of the comparison group; empty when the time is not known."""
    if not is_number(months):
        return ""
    what = "Half lived longer than" if is_life else "For half, the time without growth was longer than"
    ending = f"; in the comparison group, {beside:g} months" if is_number(beside) else ""
    return f"{what} {months:g} months{ending}."


def worse_sentence(study: str, setting: Setting, is_life: bool, months: Number, beside: Number) -> str:
    """`In TRIAL-A (after earlier treatment), people given this kind of treatment lived less long.` With both times, where known."""
    grew = "tumours grew sooner with this kind of treatment"
    happened = "people given this kind of treatment lived less long" if is_life else grew
    return f"In {study} ({words.SETTINGS[setting]}), {happened}. {times_words(is_life, months, beside)}".rstrip()


def was_approved_sentence(region: str, since: PartialDate, until: PartialDate, reason: str) -> str:
    """` approved in the European Union, from 2019 to 1 May 2022: a later, bigger trial did not confirm it.`, after the drug."""
    start = f"from {words.say_day(since)}" if since.is_known else "from a day that we do not know"
    why = words.WITHDRAWAL_REASONS.get(reason, words.humanise(reason))
    if not until.is_known:
        ending = ", or why" if reason == "unknown" else f": {why}"
        return f"approved in {region}, {start}. It has ended; we do not know when{ending}."
    return f"approved in {region}, {start} to {words.say_day(until)}: {why}."


def approved_sentence(regions: Sequence[str]) -> str:
    return f"A medicine of this kind is licensed for this tumour in {words.join_words(regions)}."


def harm_sentence(grade3_pct: Number, n: Count) -> str:
    """Serious side effects out of 100, with "about", and for a few people as a count; says so when it is not reported. `n` are the
    people watched for them, not those evaluable for response."""
    if not is_number(grade3_pct):
        return "Serious side effects: not reported."
    if is_number(n) and n < _FEW:
        return f"About {grade3_pct * n / 100:.0f} of {n} people had a serious side effect (grade 3 or more)."
    of = f" (of {n} people)" if is_number(n) else ""
    return f"About {grade3_pct:.0f} in 100 people{of} had a serious side effect (grade 3 or more)."


def cell_headline(cell: Cell) -> str:
    """The counts behind a state, where its own sentence does not give them; empty when no count decides it."""
    if cell.n is None or cell.responders is None or f"{cell.responders} of {cell.n}" in cell.why:
        return ""
    together = "put together" if cell.pooled_pct is not None else "counted side by side"
    studies = f"In {cell.k} studies {together}: " if cell.k > 1 else ""
    sentence = count_sentence(cell.responders, cell.n)
    return studies + (sentence[:1].lower() + sentence[1:] if studies else sentence)


def cell_range(cell: Cell) -> str:
    """The interval of a cell in words, with the pooled estimate where there is one; studies that may not be pooled have none."""
    if cell.ci is None or cell.n is None:
        return ""
    if cell.pooled_pct is not None:
        return f"The best estimate is about {cell.pooled_pct:.0f} in 100. It could be {range_words(*cell.ci)}."
    return interval_sentence(*cell.ci, cell.n)


def cell_count(cell: Cell, regions: tuple[str, ...]) -> str:
    """The second line of a box of the map: where approved, n of N, how many trials are running."""
    match cell.state:
        case CellState.APPROVED:
            return " ".join(region.upper() for region in regions) or "see why"
        case CellState.TESTING if cell.trials_open:
            return f"{words.plural(len(cell.trials_open), 'trial')} running"
        case CellState.TESTING:
            return words.sub_reason_short(cell.sub_reason) if cell.sub_reason else ""
        case CellState.STOPPED if cell.n is None and cell.negative_trials:
            return ""  # the trials that missed their goal stand on a line of their own
        case CellState.STOPPED if cell.n is None:
            return words.plural(len(cell.trials), "trial") if cell.trials else ""
        case _:
            return short_count(cell.responders, cell.n) if cell.n is not None and cell.responders is not None else ""
