"""From the labels of a trial to the rows of the map. Evidence never travels sideways or down: a trial that names an umbrella
belongs to the umbrella's row."""

from __future__ import annotations

from ioroadmap.catalog.pack import Pack
from ioroadmap.model.labels import Labels


def units_of(pack: Pack, labels: Labels, studies: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The units whose people may join the trial, in the order of the map: by its record, and by the arms of studies of ours that
    report it (a copy of a record may show less than the report)."""
    named = {pack.tumour[label.id].unit for label in labels.tumours if label.joins and label.id in pack.tumour}
    named |= {arm.tumour for name in studies for arm in pack.study[name].arms if not arm.not_counted_because}
    return tuple(unit.id for unit in pack.units if unit.id in named)
