"""Pieces that several pages share: a box of the map, a line for a trial, the sources of a page."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from ioroadmap.evidence.rows import ApprovalRow, Cell, ResultRow
from ioroadmap.model.facts import Publication
from ioroadmap.model.missing import is_number
from ioroadmap.model.vocabulary import CellState
from ioroadmap.publish import links, sentences, words
from ioroadmap.publish.lookups import Lookups
from ioroadmap.publish.pages.people import missed_trials
from ioroadmap.publish.svg import Interval
from ioroadmap.roadmap import TrialView

ASK = "Ask your team: what does this page mean for my own tumour and its grade?"


class Box(Struct, frozen=True):
    """One box of the map: symbol, word, count and shade all say the same."""

    unit: str
    klass: str
    state: CellState
    sub_reason: str
    label: str
    count: str
    shade: str
    glyph: str
    close_call: bool
    with_marker: bool  # a licence for any tumour with a marker stands beside the state
    n_withdrawn: int  # medicines that were approved here, and are not now
    page: str
    disagree: bool = False  # trials disagree, where the label does not say so already
    missed: str = ""  # randomised trials that missed their goal, and whether people did worse


def regions_of(look: Lookups, cell: Cell) -> tuple[str, ...]:
    """Where an approval that decides the cell is in force, in the pack's order of regions."""
    found = {row.region for name in cell.decided_by if (row := look.roadmap.approval_by_id.get(name))}
    return tuple(region for region in look.pack.settings.regions if region in found) or cell.regulators


def missed_words(look: Lookups, cell: Cell) -> str:
    """`2 trials missed, 1 worse`; empty when none did."""
    rows = [row for name in cell.negative_trials if (row := look.roadmap.result_by_id.get(name))]
    if not rows:
        return ""
    n_worse = len({each.row.study_id for each in missed_trials(look, rows) if each.is_worse})
    return f"{words.plural(len({row.study_id for row in rows}), 'trial')} missed" + (f", {n_worse} worse" if n_worse else "")


def box(look: Lookups, cell: Cell) -> Box:
    said = words.STATES[cell.state]
    label = words.state_label(cell.state, cell.sub_reason)
    return Box(
        unit=cell.unit,
        klass=str(cell.immunotherapy_class),
        state=cell.state,
        sub_reason=cell.sub_reason,
        label=label,
        count=sentences.cell_count(cell, regions_of(look, cell)),
        shade=said.shade,
        glyph=said.glyph,
        close_call="borderline" in cell.badges,
        with_marker=bool(cell.approved_if),
        n_withdrawn=len({each.drug for each in cell.was_approved}),
        page=links.cell_page(cell.unit, cell.immunotherapy_class),
        disagree="trials-disagree" in (*cell.badges, cell.sub_reason) and label != words.sub_reason_words("trials-disagree"),
        missed=missed_words(look, cell),
    )


class TrialLine(Struct, frozen=True):
    """A trial in a list: what it is, its status with the day somebody last confirmed it, and for whom. `group` is one of
    `STATUS_GROUPS`; `trust` is a whole sentence on the status."""

    id: str
    title: str
    group: str
    status: str
    confirmed_on: str
    seen_on: str
    trust: str
    doubt: bool
    phases: tuple[str, ...]
    units: tuple[str, ...]
    classes: tuple[str, ...]
    drugs: tuple[str, ...]
    countries: tuple[str, ...]
    start: str
    relevance: str
    studies: tuple[str, ...]
    page: str


def status_seen_on(view: TrialView) -> str:
    """The newest day on which an upstream showed the status; else the newest observation of anything."""
    days = [str(each.observed_on) for each in view.observed if any("status" in module.casefold() for module in each.modules)]
    days = days or [str(each.observed_on) for each in view.observed]
    return max((day for day in days if day != "unknown"), default="unknown")


def tested_drugs(view: TrialView) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(label.name for label in view.labels.drugs if label.role == "investigational" and label.immunotherapy != "no")
    )


def trial_title(view: TrialView) -> str:
    """The record's title; where we have not seen it, what the trial tests, as far as we know."""
    trial, drugs = view.trial, tested_drugs(view)
    named = f"A trial of {words.join_words(drugs)}" if drugs else "A trial"
    return trial.brief_title or trial.official_title or trial.acronym or f"{named}; we have not seen its title"


def status_group(view: TrialView) -> str:
    """Open is what the registry lists as open and somebody confirmed not long ago."""
    group = words.STATUSES[view.trial.status][1]
    return "listed" if group == "open" and not view.trust.is_confirmed else group


def trial_line(view: TrialView) -> TrialLine:
    trial, trust, group = view.trial, view.trust, status_group(view)
    name = words.STATUSES[trial.status][0]
    return TrialLine(
        id=str(trial.id),
        title=trial_title(view),
        group=group,
        status=name if trial.status != "unknown" or not trial.status_upstream else f"“{trial.status_upstream}”",
        confirmed_on=str(trust.confirmed_on),
        seen_on=status_seen_on(view),
        trust=words.say_trust(trust.sentence),
        doubt=group == "listed" or trust.overdue_completion or trust.overdue_results,
        phases=tuple(str(each) for each in trial.phases),
        units=view.units,
        classes=tuple(str(each) for each in view.labels.classes),
        drugs=tested_drugs(view),
        countries=trial.countries,
        start=str(trial.start.date),
        relevance=str(view.labels.relevance),
        studies=view.studies,
        page=links.trial_page(trial.id),
    )


_GROUP_ORDER = {group: place for place, (group, _) in enumerate(words.STATUS_GROUPS)}


def trial_lines(views: Iterable[TrialView]) -> tuple[TrialLine, ...]:
    """Open trials first, then by number, newest registration first."""
    return tuple(sorted((trial_line(view) for view in views), key=lambda line: (_GROUP_ORDER[line.group], -int(line.id[3:]))))


class TrialLists(Struct, frozen=True):
    """Trials of a page: open and confirmed; listed as open and not confirmed; all others. `newest` is the last look at any."""

    open: tuple[TrialLine, ...]
    listed: tuple[TrialLine, ...]
    closed: tuple[TrialLine, ...]
    newest: str


def trial_lists(views: Iterable[TrialView]) -> TrialLists:
    lines = trial_lines(views)
    return TrialLists(
        open=tuple(line for line in lines if line.group == "open"),
        listed=tuple(line for line in lines if line.group == "listed"),
        closed=tuple(line for line in lines if line.group not in ("open", "listed")),
        newest=newest_look(lines),
    )


def newest_look(lines: Iterable[TrialLine]) -> str:
    """The last day on which we saw any of these records."""
    return max((line.seen_on for line in lines if line.seen_on != "unknown"), default="unknown")


class Cited(Struct, frozen=True):
    """A source of a page: its address, what to call it, and the paper behind it where we know it."""

    address: str
    name: str
    title: str
    detail: str
    retracted: bool
    locators: tuple[str, ...]


def paper_detail(paper: Publication) -> str:
    """First author, journal and year; a part that nobody told us is left out."""
    return ", ".join(each for each in (paper.first_author, paper.journal, str(paper.year)) if each not in ("", "unknown"))


def cited(look: Lookups, uses: Iterable[tuple[str, str]]) -> tuple[Cited, ...]:
    """Sources once each, in the order of first use, with all places (locators) that were read in them."""
    places: dict[str, list[str]] = {}
    for address, locator in uses:
        places.setdefault(address, []).append(locator)
    return tuple(_cited(look, address, found) for address, found in places.items() if address)


def _cited(look: Lookups, address: str, locators: list[str]) -> Cited:
    paper = look.publications_by_url.get(address)
    return Cited(
        address=address,
        name=links.source_name(address),
        title=paper.title if paper else "",
        detail=paper_detail(paper) if paper else "",
        retracted=bool(paper and paper.retracted),
        locators=tuple(dict.fromkeys(each for each in locators if each)),
    )


def result_uses(rows: Iterable[ResultRow]) -> list[tuple[str, str]]:
    return [(row.source, row.locator) for row in rows]


def approval_uses(rows: Iterable[ApprovalRow]) -> list[tuple[str, str]]:
    return [(event.source, event.locator) for row in rows for event in row.events]


def intervals(rows: Iterable[ResultRow]) -> tuple[Interval, ...]:
    """Rows that have counts, as lines of a forest plot, in the order given (never by size of effect)."""
    return tuple(
        Interval(
            label=row.study,
            detail=row.arm,
            count=f"{row.responders} of {row.n}",
            estimate=100 * row.responders / row.n,
            low=row.exact_ci[0],
            high=row.exact_ci[1],
        )
        for row in rows
        if row.exact_ci and is_number(row.n) and is_number(row.responders) and row.n
    )


def newest_first(rows: Iterable[ApprovalRow]) -> tuple[ApprovalRow, ...]:
    return tuple(sorted(rows, key=lambda row: (str(row.since) if row.since.is_known else "", row.id), reverse=True))
