"""Finds a pack, checks it once, and keeps it compiled, so that every command but the first starts at once.

YAML is read only when the content of the pack (or the shape of our records) is new; then all checks run, and a pack with
a fault is refused whole.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path

import msgspec

from ioroadmap.catalog.pack import Pack, Settings
from ioroadmap.model.codec import from_msgpack, from_plain, to_msgpack
from ioroadmap.model.errors import CatalogError, UsageError

_PACKAGE = Path(__file__).parents[1]
_RULES = (_PACKAGE / "model", _PACKAGE / "catalog")


def find_pack(name_or_path: str | Path = "nen") -> Path:
    """The folder of a pack: a path that holds `pack.toml`, or the name of one that ships. `UsageError` when there is none."""
    shipped = [_PACKAGE / "packs", _PACKAGE.parents[1] / "packs"]
    for folder in (Path(name_or_path), *(home / name_or_path for home in shipped)):
        if (folder / "pack.toml").is_file():
            return folder
    raise UsageError(f"{name_or_path}: no pack here; a pack is a folder with a pack.toml, or the name of one that ships (nen)")


def load_pack(name_or_path: str | Path = "nen") -> Pack:
    """The valid pack. Raises `CatalogError` with one line a fault when it is not valid."""
    root = find_pack(name_or_path)
    digest = content_hash(root)
    for compiled in (root.with_suffix(".msgpack"), _cache_file(root, digest)):
        pack = _read_compiled(compiled, digest)
        if pack is not None:
            return pack
    pack = compile_pack(root, digest)
    _write_quietly(_cache_file(root, digest), to_msgpack(pack))
    return pack


def compile_pack(root: Path, digest: str) -> Pack:
    """Reads and checks every file of the pack. Raises `CatalogError` with all faults, one a line."""
    from ioroadmap.catalog.check import check_entries
    from ioroadmap.catalog.read import pack_of, read_entries
    from ioroadmap.catalog.second_reading import kept_sheets, readings_of

    entries, faults = read_entries(root)
    settings = read_settings(root)
    faults = sorted(faults + check_entries(root, entries, settings, {fault.file for fault in faults}))
    if faults:
        raise CatalogError("\n".join(f"{root.name}/{fault}" for fault in faults))
    return pack_of(entries, settings, digest, readings_of(kept_sheets(root)))


def read_settings(root: Path) -> Settings:
    """`pack.toml`; a fault in it is a `CatalogError` that names the key."""
    file = root / "pack.toml"
    try:
        return from_plain(tomllib.loads(file.read_text(encoding="utf-8")), Settings)
    except UnicodeDecodeError as error:
        raise CatalogError(f"{root.name}/pack.toml: byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{root.name}/pack.toml is not TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise CatalogError(f"{root.name}/pack.toml: {error}") from None


def content_hash(root: Path) -> str:
    """A hash of every curated byte of the pack, and of the code of our records and checks: a pack that passed an older check is
    checked again. The seed of trials is not curated and not part of it."""
    from ioroadmap.catalog.kinds import yaml_files

    digest = hashlib.sha256()
    rules = [(path, path.relative_to(_PACKAGE).as_posix()) for folder in _RULES for path in sorted(folder.rglob("*.py"))]
    sheets = sorted((root / "readings").glob("*.csv"))
    facts = [(path, path.relative_to(root).as_posix()) for path in (root / "pack.toml", *yaml_files(root), *sheets)]
    for path, name in (*rules, *facts):
        content = path.read_bytes()
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _cache_file(root: Path, digest: str) -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return home / "ioroadmap" / f"{root.name}-{digest[:20]}.msgpack"


def _read_compiled(file: Path, digest: str) -> Pack | None:
    """The compiled pack, or `None` when there is none, it is of other content, or it is broken: it can always be made again."""
    try:
        pack = from_msgpack(file.read_bytes(), Pack)
    except (OSError, msgspec.DecodeError, ValueError):
        return None
    return pack if pack.content_hash == digest else None


def _write_quietly(file: Path, content: bytes) -> None:
    """Keeps the compiled pack if the machine lets us; without it the next start is slower and nothing is lost."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        staged = file.with_suffix(f".{os.getpid()}.tmp")
        staged.write_bytes(content)
        staged.replace(file)
    except OSError:
        return
