"""The page of what somebody looked for and did not find: silence elsewhere on the site is not a no."""

from __future__ import annotations

from msgspec import Struct

from ioroadmap.model.facts import Gap
from ioroadmap.publish import links
from ioroadmap.publish.lookups import Lookups, gather
from ioroadmap.publish.pages.common import ASK
from ioroadmap.publish.pages.held import held
from ioroadmap.publish.render import Page

GAPS_PAGE = "status/gaps.html"


class LookedFor(Struct, frozen=True):
    """Something looked for in vain: what it is about, with its page where it has one."""

    label: str
    page: str
    gap: Gap


def looked_for(look: Lookups) -> Page:
    """What was looked for and not found, by the kind of thing it is about."""
    places = {str(each.fact.id): each for each in reversed(list(held(look)))}  # type: ignore[attr-defined]
    found: list[tuple[str, LookedFor]] = []
    for gap in look.pack.gaps:
        place = places.get(gap.about)
        if place is not None:
            found.append((place.kind, LookedFor(place.label, place.page, gap)))
        elif gap.about in look.roadmap.trial_by_id:
            found.append(("trial", LookedFor(gap.about, links.trial_page(gap.about), gap)))
        else:
            found.append(("not in the catalog yet", LookedFor(gap.about, "", gap)))
    return Page(
        path=GAPS_PAGE,
        template="gaps.html",
        title="Looked for and not found",
        description="What somebody looked for and did not find, where, and when. Silence here is not a no.",
        section="trust",
        alert=False,
        ask=ASK,
        view={"groups": gather(found, lambda each: (each[0],)), "n": len(found)},
    )
