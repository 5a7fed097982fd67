"""Shared by all tests: no test reads the compiled packs of the person who runs it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from tests.tiny_pack import write_tiny_pack

# CI judges a change, so it draws the same examples each time; people's machines go on looking for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield  # type: ignore[misc]


@pytest.fixture
def tiny_pack(tmp_path: Path) -> Path:
    return write_tiny_pack(tmp_path)
