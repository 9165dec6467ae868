"""The English words that the rule of spelling knows."""

from __future__ import annotations

import gzip
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parents[1] / "lists" / "english.gz"
"""Made by docs/make_english.py, as gzip since that is read in a quarter of the time of xz; its licence is in
english-copyright beside it."""


class English(NamedTuple):
    """Words in small letters."""

    common: frozenset[str]
    """Those that a misspelt word may have been meant to be."""
    rare: frozenset[str]
    """Other words, British and American, that a slip makes of a common one."""


@lru_cache(maxsize=1)
def english() -> English:
    """Read the words, once."""
    common, _, rare = gzip.decompress(FILE.read_bytes()).decode("ascii").partition("\n\n")
    return English(frozenset(common.split()), frozenset(rare.split()))
