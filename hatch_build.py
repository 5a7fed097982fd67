"""Puts the compiled pack beside the pack in the wheel, so that the first command of an installed package is quick."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilePack(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from ioroadmap.catalog.load import compile_pack, content_hash
        from ioroadmap.model.codec import to_msgpack

        pack = root / "packs" / "nen"
        compiled = Path(self.directory) / "nen.msgpack"
        compiled.parent.mkdir(parents=True, exist_ok=True)
        compiled.write_bytes(to_msgpack(compile_pack(pack, content_hash(pack))))
        build_data["force_include"][str(compiled)] = "ioroadmap/packs/nen.msgpack"
