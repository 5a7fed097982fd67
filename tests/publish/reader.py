"""Reads our own pages back, for tests: elements with their attributes, ids, links and visible text."""

from __future__ import annotations

from html.parser import HTMLParser

INLINE = {"a", "b", "span", "time", "mark", "s", "q", "i"}


class Page(HTMLParser):
    """`elements` are (tag, attributes) in order; `text` is what a reader sees."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.data: list[tuple[str, str]] = []
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._open = tag
        self._part(tag)

    def handle_endtag(self, tag):
        self._open = ""
        self._part(tag)

    def _part(self, tag):
        """Blocks stand apart; words inside a line do not."""
        if tag not in INLINE:
            self.data.append(("", " "))

    def handle_data(self, data):
        self.data.append((self._open, data))

    @property
    def text(self) -> str:
        return " ".join("".join(data for tag, data in self.data if tag not in ("script", "style")).split())

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if attributes.get("id")]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def inside(self, tag: str) -> list[str]:
        return [data for name, data in self.data if name == tag]
