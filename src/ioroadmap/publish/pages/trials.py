"""Trial pages: the registry's facts and the day they were seen, our labels and the words that say so, the history of looks."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from ioroadmap.model.labels import Because
from ioroadmap.publish import links, words
from ioroadmap.publish.lookups import SHOWN, Lookups
from ioroadmap.publish.pages.common import newest_look, trial_line, trial_lines
from ioroadmap.publish.render import Page
from ioroadmap.roadmap import TrialView

_AROUND = 70


class Quote(Struct, frozen=True):
    """Words of the record with what stands around them; `field` is the registry's path, `place` the same in plain words."""

    field: str
    place: str
    before: str
    text: str
    after: str


def quote(because: Because, texts: dict[str, str]) -> Quote:
    """The words in their sentence; alone, when the record's text is not at hand or does not hold them where the label says."""
    text, place = texts.get(because.field, ""), words.field_words(because.field)
    if text[because.start : because.end] != because.text:
        return Quote(because.field, place, "", because.text, "")
    before, after = text[max(0, because.start - _AROUND) : because.start], text[because.end : because.end + _AROUND]
    if because.start > _AROUND:
        before = "…" + before.partition(" ")[2]
    if because.end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Quote(because.field, place, before, because.text, after)


def trials(look: Lookups) -> Iterator[Page]:
    yield _index(look)
    for view in look.roadmap.trials:
        yield _page(look, view)


def _index(look: Lookups) -> Page:
    lines = trial_lines(look.trials_shown)
    return Page(
        path=links.index_page("trials"),
        template="trials.html",
        title="Trials",
        description="Registered trials of immunotherapy in these tumours, each with the day its status was last confirmed.",
        section="trials",
        ask="Ask your team: is a trial open for my kind of tumour, and can you ring the site for me?",
        view={
            "groups": [
                {"id": key, "label": label, "lines": found}
                for key, label in words.STATUS_GROUPS
                if (found := [line for line in lines if line.group == key])
            ],
            "outside": [trial_line(view) for view in look.roadmap.trials if view.labels.relevance not in SHOWN],
            "n": len(lines),
            "n_records": len(look.roadmap.trials),
            "newest": newest_look(lines),
        },
    )


def _labels(view: TrialView) -> dict[str, object]:
    texts = dict(view.trial.texts)
    return {
        "relevance": view.labels.relevance,
        "tumours": [
            {"label": each, "quotes": [quote(because, texts) for because in each.because[:3]]} for each in view.labels.tumours
        ],
        "drugs": [{"label": each, "quotes": [quote(because, texts) for because in each.because[:2]]} for each in view.labels.drugs],
        "biomarkers": view.labels.biomarkers,
        "abstained": view.labels.abstained,
    }


_FACTS = [
    "id",
    "brief_title",
    "official_title",
    "acronym",
    "org_study_id",
    "secondary_ids",
    "status",
    "status_upstream",
    "why_stopped",
    "verified",
    "start",
    "primary_completion",
    "completion",
    "first_posted",
    "last_update_posted",
    "results_first_posted",
    "has_results",
    "study_type",
    "phases",
    "enrollment",
    "enrollment_kind",
    "allocation",
    "intervention_model",
    "primary_purpose",
    "masking",
    "sponsor",
    "sponsor_class",
    "collaborators",
    "conditions",
    "arms",
    "interventions",
    "minimum_age",
    "maximum_age",
    "sex",
    "primary_outcomes",
    "secondary_outcomes",
    "countries",
    "pmids",
    "problems",
]


def _confirmed(day: str) -> str:
    return "we do not know when that was last confirmed" if day == "unknown" else f"last confirmed {words.say_on(day)}"


def _page(look: Lookups, view: TrialView) -> Page:
    trial, line = view.trial, trial_line(view)
    studies = list(dict.fromkeys([*view.studies, *(each.id for each in look.study_by_trial.get(str(trial.id), []))]))
    overrides = [each for each in look.pack.overrides if each.record == trial.id]
    return Page(
        path=line.page,
        template="trial.html",
        title=f"{trial.id}: {line.title}",
        description=f"{line.status}; {_confirmed(line.confirmed_on)}. {line.title}",
        section="trials",
        ask="Ask your team: could I join this trial, and what would it ask of me?",
        trail=(("Trials", links.index_page("trials")),),
        schema={
            "about": {
                "@type": "MedicalTrial",
                "identifier": str(trial.id),
                "name": line.title,
                "url": trial.id.url,
                "healthCondition": [{"@type": "MedicalCondition", "name": each} for each in trial.conditions],
            }
        },
        view={
            "line": line,
            "trial": {name: getattr(trial, name) for name in _FACTS},
            "registry": trial.id.url,
            "n_sites": len(trial.locations),
            "trust": view.trust,
            "labels": _labels(view),
            "observed": view.observed,
            "studies": [look.pack.study[each] for each in studies if each in look.pack.study],
            "results": [row for each in studies for row in look.results_of_study.get(each, [])],
            "overrides": overrides,
        },
    )
