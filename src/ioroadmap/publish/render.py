"""A page and its `.json`: one view, two forms. Templates see the view, the words, and helpers that know where the page stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup
from msgspec import Struct

from ioroadmap.model.codec import to_plain
from ioroadmap.model.facts import Drug
from ioroadmap.model.missing import is_number
from ioroadmap.publish import links, lives, sentences, svg, words
from ioroadmap.publish.glossary import Glossary
from ioroadmap.publish.lookups import Lookups

TEMPLATES = resources.files("ioroadmap.publish") / "templates"
STATIC = resources.files("ioroadmap.publish") / "static"


class Page(Struct, frozen=True, kw_only=True):
    """One page. `view` holds its facts, for the template and for the `.json`; `alert` puts the warning signs on top;
    `trail` are the pages above it; `schema` is its JSON-LD type with what that type needs."""

    path: str
    template: str
    title: str
    description: str
    view: Mapping[str, object]
    section: str = ""
    alert: bool = True
    ask: str = ""
    trail: tuple[tuple[str, str], ...] = ()
    schema: Mapping[str, object] = {}


class Renderer:
    """Templates, glossary and look-ups of one build."""

    def __init__(self, lookups: Lookups, footer: Mapping[str, object]) -> None:
        self.lookups = lookups
        self.roadmap = lookups.roadmap
        self.glossary = Glossary(self.roadmap.pack.glossary)
        self.environment = _environment()
        self.environment.filters["marker"] = lookups.marker_label
        self.environment.globals.update(
            pack=self.roadmap.pack,
            settings=self.roadmap.pack.settings,
            as_of=self.roadmap.as_of,
            look=lookups,
            footer=footer,
        )

    def html(self, page: Page) -> bytes:
        to = partial(links.relative, page.path)
        text = self.environment.get_template(page.template).render(
            **page.view,
            page=page,
            to=to,
            terms=lambda text, skip="": self.glossary.mark(text, to(links.index_page("glossary")), skip),
            drug_link=lambda name: self._drug_link(name, to),
            json_ld=safe_json(self._schema(page)),
        )
        return (text.strip() + "\n").encode()

    def json(self, page: Page) -> bytes:
        """The same facts for machines, with what they are and when they were checked."""
        settings = self.roadmap.pack.settings
        head = {
            "page": page.path,
            "title": page.title,
            "as_of": self.roadmap.as_of,
            "known_on": self.roadmap.known_on,
            "drafted": settings.drafted,
            "disclaimer": settings.disclaimer,
            "licence": settings.licence,
            "attribution": settings.attribution,
            "inputs": self.roadmap.inputs,
        }
        return (json.dumps(to_plain({**head, "facts": dict(page.view)}), ensure_ascii=False, indent=1) + "\n").encode()

    def _drug_link(self, name: str, to: partial[str]) -> Markup:
        drug: Drug | None = self.lookups.drug_of(name)
        if drug is None:
            return Markup("{}").format(name)
        return Markup('<a href="{}">{}</a>').format(to(links.drug_page(drug.id)), drug.name)

    def _schema(self, page: Page) -> dict[str, object]:
        settings = self.roadmap.pack.settings
        return {
            "@context": "https://schema.org",
            "@type": "MedicalWebPage",
            "name": page.title,
            "description": page.description,
            "inLanguage": "en",
            "dateModified": self.roadmap.as_of.isoformat(),
            "isPartOf": {"@type": "WebSite", "name": settings.title, "about": settings.subject},
            "license": settings.licence,
            **page.schema,
        }


def safe_json(value: object) -> Markup:
    """JSON that may stand inside a `<script>` element: nothing in it can close the element or open another."""
    text = json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (escaped above)


def _template(name: str) -> str | None:
    file = TEMPLATES / name
    return file.read_text("utf-8") if file.is_file() else None


def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(links=links, words=words, say=sentences, svg=svg, lives=lives)
    environment.filters.update(
        day=words.say_day,
        days=words.say_days_in,
        on=words.say_on,
        value=words.say_value,
        cap=words.sentence_case,
        human=words.humanise,
        anchor=links.anchor,
    )
    environment.tests.update(amount=is_number)
    return environment
