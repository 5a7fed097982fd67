"""The state of the catalog as a page of Markdown: how much of what, how much of it rests on a primary source, how often a second
reader agreed, what was looked for and not found, and what is thin. All of it is counted; nothing is written by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ioroadmap.catalog.pack import Pack
from ioroadmap.catalog.second_reading import Row, Verdict, count_verdicts, tells_itself
from ioroadmap.catalog.todo import Task
from ioroadmap.catalog.walk import records_in
from ioroadmap.model.facts import Gap, Readout
from ioroadmap.model.missing import is_number
from ioroadmap.model.provenance import Confidence, Source
from ioroadmap.model.vocabulary import ProgrammeState
from ioroadmap.snapshots.observation import Observation

_HEAD = """# The state of the catalog

Made by `make docs`; a test keeps it true. Counted from `packs/{id}`, version {version}.
"""


def report(pack: Pack, observations: Sequence[Observation], sheets: dict[str, list[Row]], tasks: list[Task]) -> str:
    """The page. `sheets` are the kept second readings, `tasks` what is thin."""
    parts = [
        _HEAD.format(id=pack.settings.id, version=pack.settings.version),
        "## How much, and on what it rests\n\n" + _counts(pack, observations),
        "## Results\n\n" + _results(pack),
        "## Read twice\n\n" + _readings(sheets),
        "## Looked for and not found\n\n" + _gaps(pack),
        "## What is thin\n\n" + _thin(tasks),
    ]
    return "\n".join(parts)


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    names = list(head)
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    return "\n".join(lines + ["| " + " | ".join(_cell(each) for each in row) + " |" for row in rows]) + "\n"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")


# ---------------------------------------------------------------- how much


def _counts(pack: Pack, observations: Sequence[Observation]) -> str:
    rows = [_count(name, [_sources(fact) for fact in facts]) for name, facts in _groups(pack)]
    trials: dict[str, list[Source]] = {}
    for observation in observations:
        confidence = Confidence.PRIMARY if _is_registry(observation) else Confidence.SECONDARY
        trials.setdefault(observation.record_id, []).append(Source(observation.record_id, confidence=confidence))
    rows.append(_count("trials", list(trials.values())))
    note = "A fact counts as primary when one of its sources is the regulator, the maker, the registry or the trial's own paper.\n"
    return _table(["kind", "facts", "with a source", "with a primary source", "share"], rows) + "\n" + note


def _groups(pack: Pack) -> Iterator[tuple[str, list[Struct]]]:
    yield "tumours", list(pack.tumours)
    yield "drugs", list(pack.drugs)
    yield "programme states known", [drug.programme for drug in pack.drugs if drug.programme.state is not ProgrammeState.UNKNOWN]
    approvals = [approval for drug in pack.drugs for approval in drug.approvals]
    yield "approvals (body and indication)", list(approvals)
    yield "events in their lives", [event for approval in approvals for event in approval.events]
    yield "searches that found none", list(pack.searches)
    yield "studies", list(pack.studies)
    yield "arms and cohorts", [arm for study in pack.studies for arm in study.arms]
    yield "results (arm and data cut)", _readouts(pack)  # type: ignore[misc]
    for plural in ("publications", "addresses", "biomarkers", "targets", "classes", "statements", "glossary"):
        yield plural, list(getattr(pack, plural))
    yield "questions", list(pack.questions)


def _readouts(pack: Pack) -> list[Readout]:
    return [readout for study in pack.studies for arm in study.arms for readout in arm.readouts]


def _sources(fact: Struct) -> list[Source]:
    """Its own sources, or where it has none by itself (a study, an arm), those of what is in it."""
    every = [(where, record) for where, record in records_in(fact) if isinstance(record, Source)]
    own = [record for where, record in every if where[0] in _OWN]
    return own or [record for _, record in every]


_OWN = {"source", "also", "sources"}


def _count(name: str, sources: list[list[Source]]) -> tuple[object, ...]:
    sourced = sum(bool(each) for each in sources)
    primary = sum(any(source.confidence is Confidence.PRIMARY for source in each) for each in sources)
    return name, len(sources), sourced, primary, f"{100 * primary / len(sources):.0f} %" if sources else ""


def _is_registry(observation: Observation) -> bool:
    return observation.source.startswith("clinicaltrials.gov")


def _results(pack: Pack) -> str:
    readouts = _readouts(pack)
    has = {
        "responders of n": [is_number(each.response.responders) for each in readouts],
        "interval of the response": [is_number(each.response.lo) for each in readouts],
        "median PFS": [is_number(each.pfs.months) for each in readouts],
        "median OS": [is_number(each.os.months) for each in readouts],
        "serious side effects": [is_number(each.grade3_pct) for each in readouts],
        "follow-up": [is_number(each.follow_up_months) for each in readouts],
        "day of the data cut": [each.cut.is_known for each in readouts],
        "superseded by a later cut": [bool(each.superseded_by) for each in readouts],
    }
    basis = Counter(str(each.response.basis) for each in readouts if each.response.basis is not None)
    counted = ", ".join(f"{number} {name}" for name, number in sorted(basis.items()))
    return _table(["of all results", "have it"], [(name, f"{sum(each)} of {len(each)}") for name, each in has.items()]) + (
        f"\nCounts of responders: {counted}.\n"
    )


# ---------------------------------------------------------------- how true


def _readings(sheets: dict[str, list[Row]]) -> str:
    if not sheets:
        return "No second reading is kept with this pack.\n"
    rows = []
    for name, sheet in sheets.items():
        verdicts = count_verdicts(sheet)
        told = sum(tells_itself(row, row.ours) for row in sheet)
        rows.append((name, len(sheet), *(verdicts[verdict] for verdict in Verdict), told))
    words = [verdict.value.replace("-", " ") for verdict in Verdict]
    differing = [row for sheet in sheets.values() for row in sheet if row.verdict not in _SILENT]
    return (
        "A reader saw the source and the field, not our value. The last column counts lines that told it by an id or address\n"
        "all the same (such claims are no longer drawn). The sheets are in the folder `readings` of the pack.\n\n"
        + _table(["reading", "claims", *words, "told by the line"], rows)
        + "\nEach that did not agree:\n\n"
        + _table(
            ["fact", "field", "ours then", "the reader", "verdict", "remark"],
            [(row.fact, row.field, row.ours, row.answer, row.verdict, row.remark) for row in differing],
        )
    )


_SILENT = {Verdict.AGREES, Verdict.NOT_OPENED}


def _gaps(pack: Pack) -> str:
    searches = [(each.subject, ", ".join(each.regions), each.searched_on) for each in pack.searches]
    gaps = sorted(pack.gaps, key=_gap_key)
    missing = [(gap.about or gap.id, gap.missing, "; ".join(gap.looked_in), gap.searched_on) for gap in gaps]
    return (
        _table(["no approval found for", "regions", "searched on"], searches)
        + "\n"
        + _table(["about", "not found", "looked in", "searched on"], missing)
    )


def _gap_key(gap: Gap) -> tuple[str, str]:
    return gap.about or gap.id, gap.id


def _thin(tasks: list[Task]) -> str:
    kinds = Counter(task.gap for task in tasks)
    return "`ioroadmap catalog todo` lists each.\n\n" + _table(["gap", "facts"], kinds.items())
