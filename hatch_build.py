"""Puts the compiled pack beside the pack in the wheel, so that the first command of an installed package is quick."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePack(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles `packs/nen` for the wheel; a pack with a fault stops the build of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from ioroadmap.catalog.load import compile_pack, content_hash
        from ioroadmap.model.codec import to_msgpack

        pack = root / "packs" / "nen"
        self._compiled.parent.mkdir(parents=True, exist_ok=True)
        self._compiled.write_bytes(to_msgpack(compile_pack(pack, content_hash(pack))))
        build_data["force_include"][str(self._compiled)] = "ioroadmap/packs/nen.msgpack"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        self._compiled.unlink(missing_ok=True)

    @property
    def _compiled(self) -> Path:
        return Path(self.directory) / "nen.msgpack"
