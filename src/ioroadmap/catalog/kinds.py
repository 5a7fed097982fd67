"""Which file of a pack holds which kind of fact. One table, read by loading, checking, formatting and `catalog new`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from ioroadmap.model import facts


class Kind(Struct, frozen=True):
    """`plural` is the field of `Pack`. A kind lives in one list file (`where` ends in .yaml) or one file each (a folder)."""

    plural: str
    type: type[facts.Fact]
    where: str

    @property
    def is_listed(self) -> bool:
        return self.where.endswith(".yaml")


KINDS = (
    Kind("families", facts.Family, "tumours.yaml"),
    Kind("units", facts.Unit, "tumours.yaml"),
    Kind("tumours", facts.Tumour, "tumours.yaml"),
    Kind("targets", facts.Target, "targets.yaml"),
    Kind("biomarkers", facts.Biomarker, "biomarkers.yaml"),
    Kind("classes", facts.ClassExplainer, "classes.yaml"),
    Kind("drugs", facts.Drug, "drugs"),
    Kind("searches", facts.Search, "searches.yaml"),
    Kind("studies", facts.Study, "studies"),
    Kind("publications", facts.Publication, "publications"),
    Kind("statements", facts.Statement, "statements"),
    Kind("glossary", facts.Term, "glossary/en.yaml"),
    Kind("questions", facts.Question, "questions/en.yaml"),
    Kind("addresses", facts.Address, "addresses.yaml"),
    Kind("gaps", facts.Gap, "gaps.yaml"),
    Kind("overrides", facts.Override, "overrides"),
)

# The order in these files is the reader's order; all else is sorted by id.
IN_FILE_ORDER = {"families", "units", "classes", "questions"}


def kinds_of(relative: str) -> tuple[Kind, ...]:
    """The kinds that the file at `relative` (to the pack) may hold; empty when no kind lives there."""
    folder = relative.rpartition("/")[0]
    return tuple(kind for kind in KINDS if kind.where in (relative, folder))


def yaml_files(root: Path) -> Iterator[Path]:
    """Every YAML file of the pack, in a fixed order."""
    yield from sorted(path for path in root.rglob("*.yaml") if path.is_file())
