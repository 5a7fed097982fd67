"""Pages of words: glossary, questions to ask, biomarkers, and the short texts of the pack."""

from __future__ import annotations

from collections.abc import Iterator

from ioroadmap.publish import links, words
from ioroadmap.publish.lookups import Lookups, gather
from ioroadmap.publish.pages.common import ASK, cited
from ioroadmap.publish.pages.home import ASK as WHICH_TUMOUR
from ioroadmap.publish.render import Page


def reading(look: Lookups) -> Iterator[Page]:
    yield _glossary(look)
    yield _questions(look)
    yield _biomarkers(look)
    yield _read(look)


def _glossary(look: Lookups) -> Page:
    terms = sorted(look.pack.glossary, key=lambda term: (term.term.casefold(), term.id))
    return Page(
        path=links.index_page("glossary"),
        template="glossary.html",
        title="Words",
        description="The words of this subject in plain language.",
        section="glossary",
        alert=False,
        ask="Ask your team to say it again in other words. It is always all right to ask.",
        view={"letters": gather(terms, lambda term: (term.term[:1].upper(),)), "n": len(terms)},
    )


def _questions(look: Lookups) -> Page:
    return Page(
        path=links.index_page("questions"),
        template="questions.html",
        title="Questions to ask",
        description="Questions for your team, to print and take along.",
        section="questions",
        alert=False,
        ask="Take this page with you, and write the answers down.",
        view={"groups": gather(look.pack.questions, lambda question: (question.about,))},
    )


def _biomarkers(look: Lookups) -> Page:
    return Page(
        path=links.index_page("biomarkers"),
        template="biomarkers.html",
        title="Tests on the tumour (biomarkers)",
        description="What each test looks for, and what it can and can’t tell in these tumours.",
        section="biomarkers",
        ask="Ask your team: which of these tests was done on my tumour, and would the answer change anything?",
        view={
            "biomarkers": look.pack.biomarkers,
            "trials": {
                each.id: [
                    str(view.trial.id) for view in look.trials_shown if each.id in {label.id for label in view.labels.biomarkers}
                ]
                for each in look.pack.biomarkers
            },
            "sources": cited(look, [(source.url, source.locator) for each in look.pack.biomarkers for source in each.sources]),
        },
    )


def _read(look: Lookups) -> Page:
    return Page(
        path=links.index_page("read"),
        template="read.html",
        title="Read",
        description="Short texts: what immunotherapy can and can’t do in these tumours, and how to read a headline.",
        section="read",
        ask=WHICH_TUMOUR if look.pack.statements else ASK,
        view={
            "groups": gather(look.pack.statements, lambda statement: (statement.kind,)),
            "kinds": {each.kind: words.sentence_case(words.humanise(each.kind)) for each in look.pack.statements},
        },
    )
