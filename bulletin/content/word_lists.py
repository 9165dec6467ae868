"""Read the lists of words that the checks look up: Bulletin's, the team's own, and the English words."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..text.lines import lines_of
from ..text.suggest import did_you_mean
from .files import Files

_FOLDER = Path(__file__).parents[1] / "lists"
FILE = _FOLDER / "english.gz"
"""Made by docs/make_english.py, as gzip since that is read in a quarter of the time of xz; its licence is in
english-copyright beside it."""


def read_lists(files: Files) -> Mapping[str, tuple[str, ...]]:
    """Return the lines of each word list by its name: Bulletin's, then the team's own; note unknown lists (FIL05)."""
    lists = package_lists()
    folder = files.content / "words"
    for path in files.entries(folder):
        name = path.stem
        if path.suffix.lower() != ".txt" or name not in lists:
            names = [f"{list_name}.txt" for list_name in lists]
            hint = did_you_mean(path.name, names) or f"The lists are {', '.join(names)}."
            files.wrong(path, "FIL05", f"{path.name} is no list of words. {hint}")
            continue
        text = files.text(path)
        lists[name] = (*lists[name], *_lines_of_list(text or ""))
    return lists


def package_lists() -> dict[str, tuple[str, ...]]:
    """Return the lines of each list that comes with Bulletin, by its name."""
    return dict(_own_lists())


@lru_cache(maxsize=1)
def _own_lists() -> tuple[tuple[str, tuple[str, ...]], ...]:
    paths = sorted(_FOLDER.glob("*.txt"))
    return tuple((path.stem, tuple(_lines_of_list(path.read_text("utf-8")))) for path in paths)


def _lines_of_list(text: str) -> list[str]:
    lines = (line.strip() for line in lines_of(text))
    return [line for line in lines if line and not line.startswith("#")]


class English(NamedTuple):
    """Words in small letters."""

    common: frozenset[str]
    """Words that the rule may suggest for a misspelt word."""
    rare: frozenset[str]
    """Other real words, British and American; never suggested."""

    def knows(self, word: str) -> bool:
        """Tell whether a word in small letters is a real one."""
        return word in self.common or word in self.rare


@lru_cache(maxsize=1)
def english() -> English:
    """Read the words, once."""
    common, _, rare = gzip.decompress(FILE.read_bytes()).decode("ascii").partition("\n\n")
    return English(frozenset(common.split()), frozenset(rare.split()))
