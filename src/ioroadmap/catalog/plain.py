"""Reads a YAML file as plain values, and refuses what a pack has no use for: anchors and aliases, deep nests, numbers and
characters that no other program reads. Written out, a fact can be read, searched and moved by itself."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

_DEEPEST = 12
_LARGEST = 2**53  # the largest whole number that every JSON reader keeps exactly


class Unreadable(ValueError):
    """Why a file cannot be read: the line (from 1) and a sentence with the cure."""

    def __init__(self, line: int, what: str) -> None:
        super().__init__(what)
        self.line = line
        self.what = what


def read_plain(path: Path) -> dict[str, Any]:
    """The mapping that the file holds. Raises `Unreadable`."""
    try:
        text = path.read_bytes().decode("utf-8")
        plain = YAML(typ="safe", pure=True).load(text)
    except UnicodeDecodeError as error:
        raise Unreadable(1, f"byte {error.start} is not UTF-8; save the file as UTF-8") from None
    except YAMLError as error:
        raise _syntax(error) from None
    except RecursionError:
        raise Unreadable(1, f"is nested too deeply; a fact has at most {_DEEPEST} levels") from None
    except (ValueError, OverflowError, KeyError) as error:  # an unquoted date, number or tag that has no meaning
        raise Unreadable(1, f"holds a value that YAML cannot read: {str(error)[:120]}; put dates and texts in quotes") from None
    if not isinstance(plain, dict):
        seen = "nothing" if plain is None else f"a {type(plain).__name__}"
        raise Unreadable(1, f"holds {seen}; a pack file is a mapping of keys")
    _refuse_odd(plain)
    return plain


def _refuse_odd(plain: dict[str, Any]) -> None:
    """Walks every value once; a container met twice was named by an alias."""
    met: set[int] = set()
    waiting: list[tuple[Any, int]] = [(plain, 1)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, (dict, list)):
            if id(value) in met:
                raise Unreadable(1, "uses an anchor (&) or alias (*); write the values out")
            if depth > _DEEPEST:
                raise Unreadable(1, f"is nested too deeply; a fact has at most {_DEEPEST} levels")
            met.add(id(value))
            children = [*value, *value.values()] if isinstance(value, dict) else value
            waiting += [(child, depth + 1) for child in children]
        else:
            _refuse_odd_scalar(value)


def _refuse_odd_scalar(value: object) -> None:
    if isinstance(value, (int, float)) and (not math.isfinite(value) or abs(value) > _LARGEST):
        raise Unreadable(1, "holds a number that is too large or is none; put identifiers in quotes")
    if isinstance(value, str) and not all(map(_is_printable, value)):
        raise Unreadable(1, f"holds a character that cannot be printed, in {value[:40]!r}; remove it")


def _is_printable(character: str) -> bool:
    """Not a control character, and not half of one (a lone surrogate)."""
    return character in "\n\t" or (ord(character) >= 32 and not 0xD800 <= ord(character) < 0xE000)


def _syntax(error: YAMLError) -> Unreadable:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    problem = error.problem if isinstance(error, MarkedYAMLError) else str(error).splitlines()[0]
    return Unreadable(mark.line + 1 if mark else 1, f"is not YAML: {problem}; often a quote or an indent is missing")
