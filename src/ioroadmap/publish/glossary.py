"""Words of the glossary inside running text: the first time a block uses one, it becomes a link to its entry."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from markupsafe import Markup, escape

from ioroadmap.model.facts import Term
from ioroadmap.publish.links import anchor


class Glossary:
    """Finds whole words, longest first. A term in capitals (`OS`) is found only in capitals."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._ids: dict[str, str] = {}
        self._exact: dict[str, str] = {}
        for term in terms:
            for spelling in _spellings(term):
                known = self._exact if spelling.isupper() else self._ids
                known.setdefault(spelling if spelling.isupper() else spelling.casefold(), term.id)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        spellings = sorted({*self._ids, *self._exact}, key=lambda each: (-len(each), each))
        if not spellings:
            return None
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, spellings))})(?![\w-])", re.IGNORECASE)

    def _term_of(self, text: str) -> str | None:
        return self._exact.get(text) or self._ids.get(text.casefold())

    def mark(self, text: str, page: str, skip: str = "") -> Markup:
        """`text`, escaped, with a link at the first use of each term. `page` is the way to the glossary, `skip` is left alone."""
        if self._pattern is None:
            return escape(text)
        seen, done, parts = {skip}, 0, []
        for match in self._pattern.finditer(text):
            term = self._term_of(match[0])
            if term is None or term in seen:
                continue
            seen.add(term)
            parts += [escape(text[done : match.start()]), _link(page, term, match[0])]
            done = match.end()
        return Markup("").join([*parts, escape(text[done:])])


def _spellings(term: Term) -> list[str]:
    """The term and its other names; `Progression-free survival (PFS)` is found as either part."""
    found: list[str] = []
    for name in (term.term, *term.also):
        outer = re.fullmatch(r"(.+?)\s*\(([^()]+)\)", name)
        found += [outer[1], outer[2]] if outer else [name]
    return [each.strip() for each in found if len(each.strip()) > 1]


def _link(page: str, term: str, text: str) -> Markup:
    return Markup('<a class="term" href="{}#{}">{}</a>').format(page, anchor(term), text)
