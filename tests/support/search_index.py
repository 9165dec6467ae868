"""The index of the site's search, read back from its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

FOLDER = "assets/search/"


class SearchIndex(NamedTuple):
    """What all parts hold together."""

    rows: list[list[str]]
    """Address, title, day and summary of each item, oldest first."""
    words: dict[str, dict[int, int]]
    """The items of each word, and where it stands: 0 in the text, 1 in the summary, 2 in the title."""


def values_of(data: bytes) -> Any:
    """Return what a file of the index gives to the search."""
    return json.loads(data.decode().removeprefix("bulletinSearch(").removesuffix(");\n"))


def search_index(site: Mapping[str, bytes]) -> SearchIndex:
    """Read the index of a site, whose files are known by their addresses."""
    listed = values_of(site[f"{FOLDER}index.js"])
    parts = {kind: [values_of(site[f"{FOLDER}{name}.js"]) for _, name in those] for kind, those in listed.items()}
    words = {word: _items(numbers) for part in parts["words"] for word, numbers in part.items()}
    return SearchIndex([row for part in parts["rows"] for row in part], words)


def _items(numbers: list[int]) -> dict[int, int]:
    items, item = {}, 0
    for number in numbers:
        item += number // 3
        items[item] = number % 3
    return items
