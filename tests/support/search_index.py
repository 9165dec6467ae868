"""Read the index of the site's search back from its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

FOLDER = "assets/search/"


class SearchIndex(NamedTuple):
    """The contents of all files of the index together."""

    rows: list[list[str]]
    """[address, title, day, summary] of each item, oldest first."""
    words: dict[str, dict[int, int]]
    """Word → index of an item in `rows` → where the item has the word: 0 in its text, 1 in its summary, 2 in its title."""


def values_of(data: bytes) -> Any:
    """Return the JSON value in a file of the index, which is a call like `bulletinSearch({…});`."""
    return json.loads(data.decode().removeprefix("bulletinSearch(").removesuffix(");\n"))


def search_index(site: Mapping[str, bytes]) -> SearchIndex:
    """Read the index of a site, which is given as address → bytes of the file."""
    listing = values_of(site[f"{FOLDER}index.js"])
    parts = {kind: [values_of(site[f"{FOLDER}{name}.js"]) for _, name in entries] for kind, entries in listing.items()}
    words = {word: _items(numbers) for part in parts["words"] for word, numbers in part.items()}
    return SearchIndex([row for part in parts["rows"] for row in part], words)


def _items(numbers: list[int]) -> dict[int, int]:
    """Return index of an item → where it has a word, from the numbers of the word in the index.

    A number is 3 × (the item's index minus the index of the item before it) + where the item has the word.
    """
    items, item = {}, 0
    for number in numbers:
        item += number // 3
        items[item] = number % 3
    return items
