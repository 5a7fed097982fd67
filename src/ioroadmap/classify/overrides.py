"""A curator's corrections of computed labels. Each says what it expects to find; when that moved, a person must look again.

`tumours` corrects the entities of those who may join; families and differentiation follow from
them, so that the three never differ.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from ioroadmap.catalog.pack import Pack
from ioroadmap.model.errors import GuardError
from ioroadmap.model.facts import Override, Tumour
from ioroadmap.model.labels import Labels, TumourLabel
from ioroadmap.model.vocabulary import Differentiation, ImmunotherapyClass, Relevance

FIELDS: dict[str, Any] = {
    "relevance": Relevance,
    "tumours": tuple[str, ...],
    "classes": tuple[ImmunotherapyClass, ...],
    "targets": tuple[str, ...],
}


def apply_overrides(labels: Labels, pack: Pack, as_of: date) -> Labels:
    """The labels with every override of this trial applied. `GuardError` when a label is no longer what a curator saw.

    Seen from a day before the correction was made, a record may have said less: a correction that does not fit is then left out.
    """
    for override in pack.overrides:
        if override.record == labels.id and override.field in FIELDS:
            labels = _applied(labels, override, pack, as_of)
    return labels


def _applied(labels: Labels, override: Override, pack: Pack, as_of: date) -> Labels:
    seen = _plain(_joining(labels) if override.field == "tumours" else getattr(labels, override.field))
    if seen == _plain(override.value):
        return labels  # a fuller record now says what the curator said
    if seen == _plain(override.expect):
        return _corrected(labels, override, pack)
    made = override.date.earliest
    if made is not None and as_of < made:
        return labels
    raise GuardError(
        f"overrides/{override.id}.yaml expects {override.field} {_shown(override.expect)} of {labels.id}, but classify "
        f"now says {_shown(seen)}; look at the record again, then mend expect or retire the file"
    )


def _corrected(labels: Labels, override: Override, pack: Pack) -> Labels:
    value = msgspec.convert(override.value, FIELDS[override.field])
    if override.field == "tumours":
        return _with_tumours(labels, value, pack)
    return msgspec.structs.replace(labels, **{override.field: value})


def _with_tumours(labels: Labels, ids: tuple[str, ...], pack: Pack) -> Labels:
    seen = {label.id: label for label in labels.tumours if label.joins}
    joining = tuple(seen.get(name) or _label(pack.tumour[name]) for name in ids)
    others = tuple(
        msgspec.structs.replace(label, how="corrected") if label.joins else label for label in labels.tumours if label.id not in ids
    )
    families = {label.family for label in joining}
    kinds = {label.differentiation for label in joining}
    return msgspec.structs.replace(
        labels,
        tumours=joining + others,
        families=tuple(family.id for family in pack.families if family.id in families),
        differentiation=tuple(kind for kind in Differentiation if kind in kinds),
    )


def _label(tumour: Tumour) -> TumourLabel:
    """A tumour that the curator saw and the text at hand does not show: without words that say so."""
    return TumourLabel(tumour.family, tumour.id, tumour.differentiation, tumour.grade, tumour.site, "named", ())


def _joining(labels: Labels) -> tuple[str, ...]:
    return tuple(label.id for label in labels.tumours if label.joins)


def _plain(value: object) -> object:
    return tuple(sorted(str(each) for each in value)) if isinstance(value, tuple | list) else str(value)


def _shown(value: object) -> str:
    return ", ".join(str(each) for each in value) or "nothing" if isinstance(value, tuple | list) else str(value)
