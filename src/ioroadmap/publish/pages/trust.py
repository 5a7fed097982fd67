"""Pages that show how far to trust us: methods, sources and their age, what the build rests on, what we got wrong."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from urllib.parse import urlsplit

from msgspec import Struct

from ioroadmap.model.facts import Fact, Publication
from ioroadmap.model.provenance import Mend, Source
from ioroadmap.publish import links, words
from ioroadmap.publish.lookups import SHOWN, Lookups, gather
from ioroadmap.publish.pages.common import ASK, paper_detail
from ioroadmap.publish.pages.gaps import GAPS_PAGE
from ioroadmap.publish.pages.held import Held, held
from ioroadmap.publish.render import Page


class Rest(Struct, frozen=True):
    """A fact that rests on a source, and the page that shows it."""

    label: str
    page: str


class RestingPage(Struct, frozen=True):
    """A page, what it is about, and how many of its facts rest on a source."""

    label: str
    page: str
    n: int


def sources_in(value: object) -> Iterator[Source]:
    """Every source inside a record, but not those of facts inside it (they are visited by themselves)."""
    if isinstance(value, Source):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            if not isinstance(each, Fact):
                yield from sources_in(each)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            if not isinstance(inner, Fact):
                yield from sources_in(inner)


def _rests(facts: Iterable[Held], look: Lookups) -> tuple[dict[str, list[Rest]], dict[str, str]]:
    """What rests on each address, and the newest day on which it was read."""
    rests: dict[str, list[Rest]] = {}
    read: dict[str, str] = {}
    alert = Rest("the warning signs on every page", links.index_page("methods"))
    pairs = [(Rest(each.label, each.page), source) for each in facts for source in sources_in(each.fact)]
    pairs += [(alert, source) for source in look.pack.settings.alert_sources]
    for rest, source in pairs:
        found = rests.setdefault(source.url, [])
        if rest not in found:
            found.append(rest)
        if source.read_on.is_known:
            read[source.url] = max(read.get(source.url, ""), str(source.read_on))
    return rests, read


def _by_page(rests: Iterable[Rest]) -> list[RestingPage]:
    """Facts gathered by the page that shows them; the first words of a label (drug, study) name the page."""
    found: dict[str, list[str]] = {}
    for rest in rests:
        page, _, fragment = rest.page.partition("#")
        is_index = page.endswith("/index.html")  # a page of many subjects: its part is the place
        found.setdefault(rest.page if is_index and fragment else page, []).append(rest.label)
    return [RestingPage(min(labels, key=len).split(", ")[0], page, len(labels)) for page, labels in found.items()]


def _paper(look: Lookups, paper: Publication, rests: dict[str, list[Rest]], read: dict[str, str]) -> dict[str, object]:
    urls = [each.url for each in (paper.pmid, paper.pmcid, paper.doi) if each]
    named = [Rest(study.name, links.study_page(study.id)) for study in look.pack.studies if paper.id in study.publications]
    return {
        "id": paper.id,
        "title": paper.title,
        "detail": paper_detail(paper),
        "retracted": paper.retracted,
        "links": [{"name": links.source_name(url), "address": url} for url in urls],
        "rests": _by_page(
            dict.fromkeys([*named, *(rest for url in urls for rest in rests.get(url, []) if not rest.page.startswith("sources/"))])
        ),
        "read_on": max((read[url] for url in urls if url in read), default="unknown"),
    }


def sources(look: Lookups) -> Iterator[Page]:
    """Papers, and on a page of their own all other addresses."""
    rests, read = _rests(held(look), look)
    papers = sorted(look.pack.publications, key=lambda paper: (-paper.year, paper.first_author.casefold(), paper.id))
    other = sorted((url for url in rests if url not in look.publications_by_url), key=lambda url: (_host(url).casefold(), url))
    yield Page(
        path=links.index_page("sources"),
        template="sources.html",
        title="Sources",
        description="Every paper that a fact of this roadmap rests on, the day it was read, and what rests on it.",
        section="trust",
        alert=False,
        ask=ASK,
        view={
            "papers": [_paper(look, paper, rests, read) for paper in papers],
            "n_other": len(other),
            "registries": registries(look),
        },
    )
    yield Page(
        path="sources/addresses.html",
        template="addresses.html",
        title="Other addresses",
        description="Every address beside the papers that a fact of this roadmap rests on, and what rests on it.",
        section="trust",
        alert=False,
        ask=ASK,
        trail=(("Sources", links.index_page("sources")),),
        view={
            "n": len(other),
            "hosts": gather(
                ({"address": url, "rests": _by_page(rests[url]), "read_on": read.get(url, "unknown")} for url in other),
                lambda each: (_host(str(each["address"])),),
            ),
        },
    )


def _host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")


def registries(look: Lookups) -> list[dict[str, object]]:
    """Where trial records were seen: how many, and between which days."""
    days: dict[str, list[str]] = {}
    records: Counter[str] = Counter()
    for view in look.roadmap.trials:
        for name in sorted({each.source for each in view.observed}):
            records[name] += 1
        for each in view.observed:
            days.setdefault(each.source, []).append(str(each.observed_on))
    return [
        {
            "name": name,
            "records": records[name],
            "oldest": min((day for day in found if day != "unknown"), default="unknown"),
            "newest": max((day for day in found if day != "unknown"), default="unknown"),
        }
        for name, found in sorted(days.items())
    ]


def age(look: Lookups) -> dict[str, object]:
    """One line for every page: how many records we hold and show, and between which days they were seen."""
    days = sorted(str(each.observed_on) for view in look.roadmap.trials for each in view.observed if each.observed_on.is_known)
    return {
        "records": len(look.roadmap.trials),
        "shown": len(look.trials_shown),
        "oldest": days[0] if days else "unknown",
        "newest": days[-1] if days else "unknown",
    }


def methods(look: Lookups) -> Page:
    thresholds = look.pack.settings.thresholds
    numbers = [
        {
            "name": name,
            "label": words.THRESHOLDS.get(name, words.humanise(name)),
            "value": getattr(thresholds, name),
            "reason": thresholds.reasons.get(name, ""),
        }
        for name in thresholds.__struct_fields__
        if name != "reasons"
    ]
    return Page(
        path=links.index_page("methods"),
        template="methods.html",
        title="How we judge",
        description="The eight states of the map in plain words, the numbers behind them and why, and what we do not cover.",
        section="trust",
        alert=False,
        ask=ASK,
        view={
            "states": [
                {"state": state, **{name: getattr(said, name) for name in said.__struct_fields__}}
                for state, said in words.STATES.items()
            ],
            "numbers": numbers,
            "alert_sources": look.pack.settings.alert_sources,
            "regions": look.pack.settings.regions,
            "statements": look.statements_about.get("methods", []),
        },
    )


def status(look: Lookups, left_out: Sequence[str]) -> Page:
    everything = list(held(look))
    reviews = Counter(str(each.fact.review) for each in everything)
    roadmap = look.roadmap
    return Page(
        path=links.index_page("status"),
        template="status.html",
        title="Status",
        description="What this build was made from: counts, the age of what was seen, problems, and who has reviewed what.",
        section="trust",
        alert=False,
        ask=ASK,
        view={
            "inputs": roadmap.inputs,
            "known_on": roadmap.known_on,
            "pack_version": look.pack.settings.version,
            "counts": {
                "tumour groups": len(look.pack.units),
                "kinds of treatment": len(look.pack.classes),
                "medicines": len(look.pack.drugs),
                "approvals and other decisions": sum(bool(row.drug_id) for row in roadmap.approvals),
                "studies": len(look.pack.studies),
                "results": len(roadmap.results),
                "trial records": len(roadmap.trials),
                "trials shown": len(look.trials_shown),
                "publications": len(look.pack.publications),
                "words explained": len(look.pack.glossary),
            },
            "relevance": {str(key): sum(view.labels.relevance is key for view in roadmap.trials) for key in words.RELEVANCES},
            "n_outside": sum(view.labels.relevance not in SHOWN for view in roadmap.trials),
            "reviews": [
                {"review": str(key), "meaning": said[1], "n": reviews.get(str(key), 0)} for key, said in words.REVIEWS.items()
            ],
            "readings": look.pack.readings,
            "n_gaps": len(look.pack.gaps),
            "gaps_page": GAPS_PAGE,
            "registries": registries(look),
            "states": Counter(str(cell.state) for cell in roadmap.cells),
            "problems": roadmap.problems,
            "left_out": tuple(left_out),
        },
    )


class Mended(Struct, frozen=True):
    label: str
    page: str
    mend: Mend


def corrections(look: Lookups) -> Page:
    everything = list(held(look))
    mends = [Mended(f"{each.kind}: {each.label}", each.page, mend) for each in everything for mend in each.fact.mends]
    mends.sort(key=lambda each: (str(each.mend.mended_on), each.label), reverse=True)
    notes = [
        {"kind": each.kind, "label": each.label, "page": each.page, "note": each.fact.note, "recorded_on": each.fact.recorded_on}
        for each in everything
        if each.fact.note
    ]
    events = [
        {
            "kind": "event",
            "label": f"{drug.name}, {approval.body}, {words.EVENTS[event.event].lower()}",
            "page": f"{links.drug_page(drug.id)}#{links.anchor(approval.id)}",
            "note": event.note,
            "recorded_on": event.recorded_on,
        }
        for drug in look.pack.drugs
        for approval in drug.approvals
        for event in approval.events
        if event.note
    ]
    return Page(
        path=links.index_page("corrections"),
        template="corrections.html",
        title="What we got wrong",
        description="Facts that we had wrong and mended, where we differ from a registry, and where sources disagree.",
        section="trust",
        alert=False,
        ask=ASK,
        view={
            "mends": mends,
            "overrides": look.pack.overrides,
            "addresses": look.pack.addresses,
            "notes": gather(notes + events, lambda each: (str(each["kind"]),)),
            "known_trials": sorted(str(each) for each in look.roadmap.trial_by_id),
        },
    )


_STYLE = "".join(
    (
        ":root{color-scheme:light dark}",
        "body{margin:0 auto;max-width:44rem;padding:2rem 1.2rem;background:#faf7f0;color:#1b2530}",
        "body{font:17px/1.55 system-ui,sans-serif}h1{font:600 2rem/1.2 Georgia,serif}a{color:#174a73}small{color:#535e6a}",
        "@media(prefers-color-scheme:dark){body{background:#12171d;color:#e7ebee}a{color:#a3cdec}small{color:#a9b3bd}}",
    )
)


def not_found(look: Lookups) -> Page:
    """Served at any address, however deep: it brings its style along, and its links start at the root."""
    return Page(
        path="404.html",
        template="404.html",
        title="This page is not here",
        description="The address leads nowhere on this site.",
        alert=False,
        ask=ASK,
        view={"style": _STYLE, "style_hash": base64.b64encode(sha256(_STYLE.encode()).digest()).decode()},
    )
