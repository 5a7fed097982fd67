"""What `classify` says of a trial, and which words say so. The JSON keys are the fixed interface of DESIGN §5."""

from __future__ import annotations

from msgspec import Struct

from ioroadmap.model.identifiers import NctId
from ioroadmap.model.vocabulary import Differentiation, DrugRole, Immunotherapy, ImmunotherapyClass, Relevance


class Because(Struct, frozen=True):
    """The words: `text` is `field`'s text from `start` to `end` (characters)."""

    field: str
    text: str
    start: int
    end: int


class TumourLabel(Struct, frozen=True):
    """`how`: `named`, `basket` (one of several) or `excluded`; `corrected` where a curator named the people better (another
    label of the same trial holds them)."""

    family: str
    id: str
    differentiation: Differentiation
    grade: tuple[str, ...]
    site: str
    how: str
    because: tuple[Because, ...]

    @property
    def joins(self) -> bool:
        """Whether people with this tumour may join."""
        return self.how in {"named", "basket"}


class DrugLabel(Struct, frozen=True):
    name: str
    role: DrugRole
    immunotherapy: Immunotherapy
    classes: tuple[ImmunotherapyClass, ...]
    targets: tuple[str, ...]
    because: tuple[Because, ...]


class BiomarkerLabel(Struct, frozen=True):
    """`requirement`: `positive`, `high`, `low`, `any` or `measured`."""

    id: str
    requirement: str


class Abstention(Struct, frozen=True):
    axis: str
    why: str


class Labels(Struct, frozen=True):
    id: NctId
    relevance: Relevance
    tumours: tuple[TumourLabel, ...]
    drugs: tuple[DrugLabel, ...]
    biomarkers: tuple[BiomarkerLabel, ...]
    families: tuple[str, ...]
    differentiation: tuple[Differentiation, ...]
    classes: tuple[ImmunotherapyClass, ...]
    targets: tuple[str, ...]
    abstained: tuple[Abstention, ...]
