"""Laws of the house that no type checker knows."""

import ast
import re
from pathlib import Path

import pytest

from ioroadmap.catalog.checks.duplicates import squeeze
from ioroadmap.catalog.load import load_pack
from tests.tiny_pack import REAL_PACK, REPOSITORY

SOURCES = sorted((REPOSITORY / "src").rglob("*.py"))


def literals(path: Path) -> list[tuple[int, str]]:
    """Every text of the code that is no docstring."""
    tree = ast.parse(path.read_text())
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and node.body and isinstance(node.body[0], ast.Expr)
    }
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [(node.lineno, node.value) for node in texts if id(node) not in docs]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_no_trial_number_drug_name_or_date_in_the_code(path):
    drugs = {squeeze(name) for drug in load_pack(REAL_PACK).drugs for name in (drug.name, *drug.brands) if len(name) > 4}
    found = []
    for line, text in literals(path):
        words = {squeeze(word) for word in re.findall(r"[A-Za-z][\w-]+", text)}
        if re.search(r"NCT\d{8}", text) or re.search(r"\b(19|20)\d\d-\d\d(-\d\d)?\b", text) or words & drugs:
            found.append((line, text))
    allowed = ("write 2019, 2019-03", "is not a day; write it like", "2023-503456-12-00", "2015-001234-56")
    assert [each for each in found if not any(example in each[1] for example in allowed)] == []


def test_modules_are_read_in_one_sitting():
    long = {path.name: n for path in SOURCES if (n := len(path.read_text().splitlines())) > 400}
    # Two lists of words: each is one table, and a table is read by looking up, not from top to bottom.
    assert set(long) <= {"facts.py", "vocabulary.py"}, long


def test_no_path_of_a_machine_and_no_registry_address_is_committed():
    names = (*REPOSITORY.glob("*.lock"), REPOSITORY / "Makefile", REPOSITORY / ".ci" / "run", REPOSITORY / "pyproject.toml")
    for path in names:
        assert not re.search(r"https?://(?!127)|file:|/(root|opt)/", path.read_text()), path
