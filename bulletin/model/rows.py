"""Define the rows of fields: their keys, their names in hashes, and how secret they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

KINDS = ("training", "event", "service", "update", "information", "learning", "notice")
"""The kinds of item, in the order of their sections."""
ARTICLES = {"event": "an event", "service": "a service", "update": "an update", "notice": "a notice"}
"""The kinds that a sentence must name with an article; "training" needs none."""


TRAINING, SERVICE, LEARNING = ("training", "event"), ("service",), ("learning",)
"""The kinds for keys that only some kinds have. TRAINING are the kinds with sessions."""


class ValueType(StrEnum):
    """The type of a key's value. content/items.py has one reader for each type; each key of type OWN has its own."""

    TEXT = "text"
    LIST = "list"
    YES_NO = "yes or no"
    NUMBER = "number"
    DATE = "date"
    MONTH_OR_DATE = "month or date"
    OWN = "own"


OWN = ValueType.OWN


class Secret(StrEnum):
    """How built files are searched for the value of a field of a hidden item (circulation/tripwire.py)."""

    PHRASES = "phrases"
    """Search for any few words in a row."""
    WHOLE = "whole"
    """Search for the whole value, such as a name or an address."""
    ADDRESSES = "addresses"
    """Search for the addresses in it."""


class Key(NamedTuple):
    """One key that an editor may write, with its description, its type and the kinds of item that have it."""

    name: str
    help: str
    """Its description in one sentence, for docs/keys.md."""
    example: str = ""
    aliases: tuple[str, ...] = ()
    """Other accepted names."""
    label: str = ""
    """The words before its value, if it is printed as "Label: text"."""
    kinds: tuple[str, ...] = KINDS
    """The kinds of item that have it."""
    type: ValueType = ValueType.TEXT
    choices: tuple[str, ...] = ()
    """The words that it accepts; () if it accepts any."""
    one_a_line: bool = False
    """Whether each indented line below it is an entry."""
    sub_lines: bool = False
    """Whether each indented line below it is a `name: value` pair."""
    prose: bool = False
    """Whether its value is printed as words, so that the rules of wording check it."""


class Row(NamedTuple):
    """The facts about a field of a value, in the metadata of the field."""

    keys: tuple[Key, ...] = ()
    """The keys from which it is read."""
    hashed: str = ""
    """Its name in the hash; fields of the same name are joined. "" if it is not hashed."""
    in_session_hash: bool = False
    """Whether the hashes of an item's sessions have it, too, because calendar entries do."""
    secret: tuple[Secret, ...] = ()
    """How built files are searched for it when its item is hidden; () for not at all."""


def key(name: str, help: str, example: str = "", aliases: tuple[str, ...] = (), **about: Any) -> dict[str, Row]:
    """Return the metadata of a dataclass field with one key.

    about: other fields of `Key` and `Row`, such as prose=True, hashed="cost".
    """
    of_row = {word: about.pop(word) for word in Row._fields if word in about}
    return row(Key(name, help, example, aliases, **about), **of_row)


def row(*keys: Key, **about: Any) -> dict[str, Row]:
    """Return the metadata of a dataclass field with its keys. about: other fields of `Row`."""
    return {"row": Row(keys, **about)}


def defaults(cls: type) -> dict[str, Any]:
    """Return the defaults of a dataclass by field name, without fields that have none."""
    return {field.name: field.default for field in fields(cls) if field.default is not MISSING}


@cache
def rows(cls: type) -> Mapping[str, Row]:
    """Return the row of each field of a class, by the field's name."""
    return {field.name: field.metadata.get("row", Row()) for field in fields(cls)}
