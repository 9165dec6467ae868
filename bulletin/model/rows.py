"""What a field of a value carries: its keys, its place in the hashes, and how secret its words are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

KINDS = ("training", "event", "service", "update", "information", "learning", "notice")
"""The kinds of item, in the order of their sections."""
ARTICLES = {"event": "an event", "service": "a service", "update": "an update", "notice": "a notice"}
"""How a sentence speaks of one item of a kind, where it needs an article."""


TRAINING, SERVICE, LEARNING = ("training", "event"), ("service",), ("learning",)
"""For keys that only some kinds have; those of training have sessions."""


class ValueType(StrEnum):
    """What a key takes. An item's keys of one type are read in one way (content/items.py), OWN ones each in its own."""

    TEXT = "text"
    LIST = "list"
    YES_NO = "yes or no"
    NUMBER = "number"
    DATE = "date"
    MONTH_OR_DATE = "month or date"
    OWN = "own"


OWN = ValueType.OWN


class Secret(StrEnum):
    """How built files are searched for what a field of a hidden item says (circulation/tripwire.py)."""

    PHRASES = "phrases"
    """Any few words of it in a row."""
    WHOLE = "whole"
    """The whole of it: a name or an address."""
    ADDRESSES = "addresses"
    """The addresses that stand in it."""


class Key(NamedTuple):
    """One key that an editor may write: what it is for, how it is written, and where it may stand."""

    name: str
    help: str
    """What it is for, in one sentence."""
    example: str = ""
    aliases: tuple[str, ...] = ()
    label: str = ""
    """What stands before its text where it is printed as "Label: text"."""
    kinds: tuple[str, ...] = KINDS
    """The kinds of item that have it."""
    type: ValueType = ValueType.TEXT
    choices: tuple[str, ...] = ()
    """The words that it takes; () if it takes more than a few."""
    one_a_line: bool = False
    sub_lines: bool = False
    prose: bool = False
    """Whether readers read its value as words, so that the checks of wording look at it."""


class Row(NamedTuple):
    """What follows from a field of an item."""

    keys: tuple[Key, ...] = ()
    """The keys that an editor writes it with."""
    hashed: str = ""
    """Its name in the hash of an item; fields of one name are joined. "" if the hash leaves it out."""
    in_session_hash: bool = False
    """Whether calendar entries say it, so that it is in the hash of each session, too."""
    secret: tuple[Secret, ...] = ()


def key(name: str, help: str, example: str = "", aliases: tuple[str, ...] = (), **about: Any) -> dict[str, Row]:
    """Return the metadata of a dataclass field that is written with one key.

    about: what `Key` and `Row` take besides, such as prose=True, hashed="cost".
    """
    of_row = {word: about.pop(word) for word in Row._fields if word in about}
    return row(Key(name, help, example, aliases, **about), **of_row)


def row(*keys: Key, **about: Any) -> dict[str, Row]:
    """Return the metadata of a dataclass field: its row. about: what `Row` takes besides the keys."""
    return {"row": Row(keys, **about)}


def defaults(cls: type) -> dict[str, Any]:
    """Return the default of each field of a class that has one, by the field's name."""
    return {field.name: field.default for field in fields(cls) if field.default is not MISSING}


@cache
def rows(cls: type) -> Mapping[str, Row]:
    """Return the row of each field of a class, by the field's name."""
    return {field.name: field.metadata.get("row", Row()) for field in fields(cls)}
