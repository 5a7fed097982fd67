"""People's mistakes: a sentence and an exit code. Our own bugs keep their traceback (exit 1)."""

from __future__ import annotations


class RoadmapError(Exception):
    """A problem that its reader can mend. `str()` says what, where, the value seen and the cure."""

    exit_code = 1


class UsageError(RoadmapError):
    """The words of the call are off: an unknown id, a path that does not exist, an `--out` that is not ours."""

    exit_code = 2


class CatalogError(RoadmapError):
    """One or more faults in the pack, one line each: file, line, value seen, cure."""

    exit_code = 10


class UpstreamError(RoadmapError):
    """An upstream answer that we do not understand."""

    exit_code = 11


class GuardError(RoadmapError):
    """An override whose `expect` no longer matches: upstream moved, a person must look again."""

    exit_code = 12


class StorageError(RoadmapError):
    """The place we write to or read from fails us: full disk, corrupt store, a second writer."""

    exit_code = 15
