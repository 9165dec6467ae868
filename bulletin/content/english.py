"""Read the list of English words for the spelling rule."""

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
    """Words that the rule may suggest for a misspelt word."""
    rare: frozenset[str]
    """Other real words, British and American; never suggested."""


@lru_cache(maxsize=1)
def english() -> English:
    """Read the words, once."""
    common, _, rare = gzip.decompress(FILE.read_bytes()).decode("ascii").partition("\n\n")
    return English(frozenset(common.split()), frozenset(rare.split()))
