"""Read the text of content/ledger.json as a Ledger, and write it.

The types in `entries` are the schema. These are refused too: a key written twice, a date that does not
exist, half a surrogate pair, and a UID or time hash that does not fit the values beside it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from ..errors import ContentError, Problem
from ..model import Moment
from ..text import slugs
from .entries import VERSION, DeliveryEntry, IssueEntry, ItemEntry, Ledger, SessionEntry, ToldEntry, UpdateEntry
from .hashes import time_hash

LedgerEntry = Ledger | IssueEntry | DeliveryEntry | ItemEntry | SessionEntry | ToldEntry | UpdateEntry

_WRONG, _UNFIT, _TWICE = "has a wrong value", "does not fit the values beside it", "is there twice"


def _read_moment(text: str) -> Moment:
    """Read a day, or a local time if there is a "T" in the text."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


_PARSERS: Mapping[Any, Callable[[str], object]] = {
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    Moment: _read_moment,
}
"""Readers of the types that cannot be called with their text."""


def parse(text: str, path: str = "content/ledger.json") -> Ledger:
    """Read a ledger from its text; raise ContentError with one problem, LED01 or LED02."""
    try:
        document = json.loads(text, object_pairs_hook=_object)
        _check_version(document, path)
        ledger: Ledger = from_json(Ledger, document)
        _check_consistency(ledger)
    except json.JSONDecodeError as error:
        raise _damage_error(path, f" at line {error.lineno}.", error.lineno, error.colno) from None
    except (ValueError, RecursionError):  # A number has over 4,300 digits, or brackets are nested too deep.
        raise _damage_error(path, ".") from None
    except Damage as damage:
        raise _damage_error(path, f": {damage}") from None
    return ledger


def dump(ledger: Ledger) -> str:
    """Write the text of a ledger: sorted keys, an indent of two blanks, LF, one address a line."""
    return json.dumps(values(ledger), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def values(entry: LedgerEntry) -> dict[str, Any]:
    """Turn an entry into an object of JSON, without the fields that have their default."""
    kind: Any = type(entry)
    keys = _keys(kind)
    present = {key: getattr(entry, row.name) for key, row in keys.items()}
    return {
        key: _to_json(value) for key, value in present.items() if keys[key].is_required or value != keys[key].default
    }


class Damage(Exception):
    """A ledger has a value that its types do not allow."""

    def __init__(self, path: str, fault: str) -> None:
        """Make the sentence. path: the path of a value or key in the JSON, like items.week.uid; "" for the whole."""
        # The path is written as JSON, so that no character of a damaged file breaks the sentence.
        super().__init__(f"{json.dumps(path) if path else 'it'} {fault}.")


def from_json(kind: Any, value: Any, path: str = "") -> Any:
    """Read a value of JSON as a type: a dataclass, a mapping, a tuple, or a scalar, which may have a pattern.

    For a type that allows None, read the value as the other type. Raises Damage, which names the path.
    """
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _read_object(kind, value, path)
    if origin is Mapping:
        return _read_mapping(arguments[1], value, path)
    if origin is tuple:
        _require(isinstance(value, list), path)
        return tuple(from_json(arguments[0], inner, f"{path}[{index}]") for index, inner in enumerate(value))
    if origin in (Union, UnionType):
        return from_json(arguments[0], value, path)
    if origin is Annotated:
        base, limit = arguments
        return _read_scalar(base, limit, value, path)
    return _read_scalar(kind, ".*", value, path)


def _read_mapping(kind: Any, value: Any, path: str) -> dict[str, Any]:
    """Read an object with any keys, whose values are of one type."""
    _require(isinstance(value, dict), path)
    for key in value:
        _read_scalar(str, ".*", key, _join(path, key))
    return {key: from_json(kind, inner, _join(path, key)) for key, inner in value.items()}


def _read_object(kind: Any, value: Any, path: str) -> Any:
    """Read an object whose keys are those of a dataclass."""
    _require(isinstance(value, dict), path)
    keys = _keys(kind)
    for key in value:
        _require(key in keys, _join(path, key), "is not a key of the ledger")
    for key in keys:
        _require(key in value or not keys[key].is_required, _join(path, key), "is missing")
    return kind(**{keys[key].name: from_json(keys[key].kind, value[key], _join(path, key)) for key in value})


def _read_scalar(kind: Any, limit: str | range, value: Any, path: str) -> Any:
    """Read true or false, a number in a range, or a text that matches a pattern."""
    if kind is bool:
        _require(isinstance(value, bool), path)
        return value
    if isinstance(limit, range):
        _require(type(value) is int and value in limit, path)
        return value
    _require(isinstance(value, str) and re.fullmatch(limit, value, re.DOTALL), path)
    try:
        value.encode()  # This fails for half a surrogate pair, which could not be written.
        return _PARSERS.get(kind, kind)(value)
    except ValueError:
        raise Damage(path, _WRONG) from None


def _require(fact: object, path: str, fault: str = _WRONG) -> None:
    if not fact:
        raise Damage(path, fault)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


class _JsonField(NamedTuple):
    """A field of an entry, by its key in the JSON."""

    name: str
    kind: Any
    is_required: bool
    default: Any


@cache
def _keys(entry: type[Any]) -> dict[str, _JsonField]:
    """Return the fields of an entry by their keys in the JSON."""
    kinds = get_type_hints(entry, include_extras=True)
    keys = {}
    for row in fields(entry):
        if row.init:
            is_required = row.default is MISSING and row.default_factory is MISSING
            default = row.default if row.default_factory is MISSING else row.default_factory()
            keys[row.metadata.get("key", row.name)] = _JsonField(row.name, kinds[row.name], is_required, default)
    return keys


def _to_json(value: Any) -> Any:
    """Turn a value of an entry into one of JSON."""
    match value:
        case datetime():
            return _write_moment(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Mapping():
            return {key: _to_json(inner) for key, inner in value.items()}
        case tuple():
            return [_to_json(inner) for inner in value]
    return values(value) if isinstance(value, LedgerEntry) else value


def _write_moment(moment: datetime) -> str:
    """Write UTC to the second with Z, local time to the minute."""
    if moment.tzinfo is None:
        return moment.isoformat(timespec="minutes")
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object from its keys and values; raise Damage if a key is there twice."""
    keys: set[str] = set()
    for key, _ in pairs:
        _require(key not in keys, key, _TWICE)
        keys.add(key)
    return dict(pairs)


def _check_version(document: object, path: str) -> None:
    """Raise ContentError (LED02) if a newer Bulletin wrote the ledger."""
    version = document.get("version") if isinstance(document, dict) else None
    if isinstance(version, int) and version > VERSION:
        sentence = f"{path} was written by a newer Bulletin (version {version})."
        problem = Problem(path=path, line=1, column=1, rule="LED02", message=sentence, hint="Update Bulletin.")
        raise ContentError((problem,))


def _check_consistency(ledger: Ledger) -> None:
    """Raise Damage if a UID or a time hash does not fit the values beside it, or if an address is there twice."""
    for slug, item in ledger.items.items():
        _require(item.uid == slugs.item_uid(ledger.bulletin, slug), f"items.{slug}.uid", _UNFIT)
    for ref, session in ledger.sessions.items():
        slug, slash, key = ref.partition("/")
        uid = slugs.session_uid(ledger.bulletin, slug, key)
        _require(slash and session.uid == uid, f"sessions.{ref}.uid", _UNFIT)
        _require(session.time_hash == time_hash(session, session.zone), f"sessions.{ref}.time_hash", _UNFIT)
    for address, number in Counter(ledger.addresses).items():
        _require(number == 1, address, _TWICE)


def _damage_error(path: str, detail: str, line: int = 1, column: int = 1) -> ContentError:
    sentence, hint = f"{path} is damaged{detail}", "Restore it from the file's history."
    return ContentError((Problem(path=path, line=line, column=column, rule="LED01", message=sentence, hint=hint),))
