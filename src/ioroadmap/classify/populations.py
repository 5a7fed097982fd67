"""From the name of a tumour and its words of grade to the groups of people: family and differentiation.

The word "carcinoma" does not decide, nor does "tumour": a low-grade neuroendocrine carcinoma is well differentiated,
a poorly differentiated tumour is a carcinoma. Which families these are, the pack says.
"""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct

from ioroadmap.catalog.pack import Pack
from ioroadmap.model.facts import Tumour
from ioroadmap.model.vocabulary import Differentiation


class Grade(Enum):
    """A word of grade, as it stands in a text."""

    WELL = auto()  # well or moderately differentiated
    LOW = auto()  # low or intermediate grade
    HIGH = auto()
    POOR = auto()
    ONE = auto()
    TWO = auto()
    THREE = auto()
    ANY = auto()
    EITHER = auto()  # "poorly differentiated or high grade": two groups


class Group(Struct, frozen=True):
    """People with one family of tumours and one differentiation. `id` is the narrowest entity that was named."""

    family: str
    differentiation: Differentiation
    grade: tuple[str, ...]
    id: str
    site: str


class Grading(Struct, frozen=True):
    """The pack's umbrella entities that grade tells apart: well differentiated, the same of high grade, poor, and not told."""

    well: Tumour
    high: Tumour
    poor: Tumour
    any: Tumour

    @property
    def families(self) -> frozenset[str]:
        return frozenset({self.well.family, self.poor.family, self.any.family})


def grading_of(pack: Pack) -> Grading | None:
    """The grading of a pack, from its umbrella units and their entities; None for a disease without one."""
    umbrellas = {unit.differentiation: unit.id for unit in pack.units if unit.umbrella}
    high = next((unit.id for unit in pack.units if unit.differentiation is Differentiation.WELL_HIGH_GRADE), "")
    ids = (
        umbrellas.get(Differentiation.WELL, ""),
        high,
        umbrellas.get(Differentiation.POOR, ""),
        umbrellas.get(Differentiation.UNSPECIFIED, ""),
    )
    found = [pack.tumour.get(id) for id in ids]
    if any(each is None for each in found):
        return None
    well, top, poor, umbrella = (each for each in found if each is not None)
    return Grading(well, top, poor, umbrella)


_WELL = frozenset({Grade.WELL, Grade.LOW, Grade.ONE, Grade.TWO})
_STATED_WELL = frozenset({Grade.LOW, Grade.ONE, Grade.TWO})
HIGH = frozenset({Grade.HIGH, Grade.THREE})


def is_well(grades: frozenset[Grade]) -> bool:
    """True where the words of grade say well differentiated and nothing else."""
    return bool(grades & _WELL) and not grades & (HIGH | {Grade.POOR})


def groups_of(entity: Tumour, grades: frozenset[Grade], grading: Grading | None) -> tuple[Group, ...]:
    """The groups that one mention names; one, as the pack has it, where no grade is said or grade does not apply."""
    if Grade.ANY in grades and Grade.WELL in grades:
        grades |= {Grade.ONE, Grade.TWO, Grade.THREE}  # "well differentiated, any grade"
    as_named = (Group(entity.family, entity.differentiation, entity.grade, entity.id, entity.site),)
    if grading is None or entity.family not in grading.families or not grades - {Grade.ANY, Grade.EITHER}:
        return as_named
    if entity.family == grading.poor.family:
        found = _of_carcinoma(entity, grades, grading)
    elif entity.family == grading.any.family and not grades - HIGH - {Grade.EITHER}:
        found = (_as(grading.any, entity, Differentiation.UNSPECIFIED, grading.high.grade),)  # NET or NEC: it does not say
    elif entity.differentiation is Differentiation.UNSPECIFIED:
        found = _of_ungraded(entity, grades, grading)
    else:
        found = _of_well(entity, grades, grading)
    return found or as_named


def _of_carcinoma(entity: Tumour, grades: frozenset[Grade], grading: Grading) -> tuple[Group, ...]:
    well = (_as(grading.well, entity, Differentiation.WELL, _numbers(grades)),) if grades & _WELL else ()
    stays = not well or bool(grades & (HIGH | {Grade.POOR}))
    return well + ((Group(entity.family, entity.differentiation, entity.grade, entity.id, entity.site),) if stays else ())


def _of_ungraded(entity: Tumour, grades: frozenset[Grade], grading: Grading) -> tuple[Group, ...]:
    found: list[Group] = []
    tumour = entity.family == grading.well.family
    if grades & _STATED_WELL or (Grade.WELL in grades and not grades & HIGH):
        found.append(_as(grading.well, entity, Differentiation.WELL, _numbers(grades - {Grade.THREE})))
    if grades & HIGH and (Grade.POOR not in grades or grades & (_STATED_WELL | {Grade.WELL, Grade.EITHER})):
        found.append(_as(grading.high, entity, Differentiation.WELL_HIGH_GRADE, grading.high.grade))
    told_well = Grade.WELL in grades or (tumour and Grade.THREE in grades)
    if Grade.POOR in grades or (grades & HIGH and not told_well):
        found.append(_as(grading.poor, entity, Differentiation.POOR, grading.poor.grade))
    return tuple(found)


def _of_well(entity: Tumour, grades: frozenset[Grade], grading: Grading) -> tuple[Group, ...]:
    if not grades & HIGH:
        return ()
    high = _as(grading.high, entity, Differentiation.WELL_HIGH_GRADE, grading.high.grade)
    well = _as(grading.well, entity, Differentiation.WELL, _numbers(grades - {Grade.THREE}))
    return (well, high) if grades & _STATED_WELL else (high,)


def _as(umbrella: Tumour, entity: Tumour, differentiation: Differentiation, grade: tuple[str, ...]) -> Group:
    """The entity's own id while its family stays and it says more than the family, else the umbrella's."""
    fits = entity.site != "any" or entity.differentiation is differentiation or (umbrella.parent != entity.id and not entity.grade)
    same = umbrella.family == entity.family and fits
    return Group(umbrella.family, differentiation, grade, entity.id if same else umbrella.id, entity.site)


def _numbers(grades: frozenset[Grade]) -> tuple[str, ...]:
    named = {Grade.ONE: "G1", Grade.TWO: "G2", Grade.THREE: "G3"}
    return tuple(label for grade, label in named.items() if grade in grades)
