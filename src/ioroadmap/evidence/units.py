"""From the labels of a trial to the rows of the map. Evidence never travels sideways or down: a trial that names an umbrella
belongs to the umbrella's row."""

from __future__ import annotations

from ioroadmap.catalog.pack import Pack
from ioroadmap.model.labels import Labels


def units_of(pack: Pack, labels: Labels) -> tuple[str, ...]:
    """The units whose people may join the trial, in the order of the map."""
    named = {pack.tumour[label.id].unit for label in labels.tumours if label.how != "excluded" and label.id in pack.tumour}
    return tuple(unit.id for unit in pack.units if unit.id in named)
