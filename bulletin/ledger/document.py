"""The text of content/ledger.json → Ledger, and back.

Reading is stricter than the schema in what only a damaged file has: a key written
twice, a date that does not exist or lies outside the years 1000 to 2999, half a
surrogate pair, a sequence that is no iCalendar integer.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from ..errors import ContentError, Problem
from ..model import State
from ..text import slugs
from .entries import VERSION, DeliveryEntry, IssueEntry, ItemEntry, Ledger, SessionEntry, ToldEntry
from .hashes import time_hash
from .places import Path, line_of, line_of_repeated_key

_Reader = Callable[[object, Path], Any]

_GREATEST = 2**31 - 1
"""Of an integer in iCalendar (RFC 5545 section 3.3.8); the next sequence must fit too."""


def parse(text: str, path: str = "content/ledger.json") -> Ledger:
    """The ledger that a text holds; raises ContentError with one problem, LED01 or LED02."""
    try:
        found = json.loads(text, object_pairs_hook=_once)
    except _Twice:
        raise _damaged(path, line_of_repeated_key(text)) from None
    except (ValueError, RecursionError) as error:  # ValueError: also a number of over 4,300 digits
        raise _damaged(path, getattr(error, "lineno", 1)) from None
    _judge_version(found, path, text)
    try:
        ledger: Ledger = _LEDGER(found, ())
        _recompute(ledger)
    except _Damage as damage:
        raise _damaged(path, line_of(text, damage.path)) from None
    return ledger


def dump(ledger: Ledger) -> str:
    """The text of a ledger: keys sorted, indented by two blanks, LF, one address a line."""
    return json.dumps(values(ledger), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def values(entry: Ledger | IssueEntry | DeliveryEntry | ItemEntry | SessionEntry | ToldEntry) -> dict[str, Any]:
    """An entry with the names and values of the JSON; what is absent is left out."""
    kind: Any = type(entry)
    return {
        shown: _plain(value)
        for name, shown, optional in _shown(kind)
        if (value := getattr(entry, name)) or not optional
    }


@cache
def _shown(kind: type[Any]) -> tuple[tuple[str, str, bool], ...]:
    """Of each field of an entry its name, its name in the JSON, and whether it is left out where it is absent."""
    return tuple(
        (one.name, _JSON_NAMES.get(one.name, one.name), (one.default, one.default_factory) != (MISSING, MISSING))
        for one in fields(kind)
        if one.init
    )


class _Damage(Exception):
    """Something that the schema does not allow, and where it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(path)


class _Twice(Exception):
    """A key that its object already has."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _damaged(path: str, line: int) -> ContentError:
    said = f"{path} is damaged at line {line}."
    hint = "Restore it from the file's history."
    return _refused(Problem(path=path, line=line, column=1, rule="LED01", message=said, hint=hint))


def _refused(problem: Problem) -> ContentError:
    return ContentError((problem,))


def _judge_version(found: object, path: str, text: str) -> None:
    version = found.get("version") if isinstance(found, dict) else None
    if isinstance(version, int) and version > VERSION:
        said = f"{path} was written by a newer Bulletin (version {version})."
        line = line_of(text, ("version",))
        raise _refused(Problem(path=path, line=line, column=1, rule="LED02", message=said, hint="Update Bulletin."))


def _recompute(ledger: Ledger) -> None:
    """Raise _Damage where a UID or a time hash is not the one of the values beside it."""
    for slug, item in ledger.items.items():
        if item.uid != slugs.item_uid(ledger.bulletin, slug):
            raise _Damage(("items", slug, "uid"))
    for ref, session in ledger.sessions.items():
        slug, slash, key = ref.partition("/")
        if not slash or session.uid != slugs.session_uid(ledger.bulletin, slug, key):
            raise _Damage(("sessions", ref, "uid"))
        if session.time_hash != time_hash(session, session.zone):
            raise _Damage(("sessions", ref, "time_hash"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Object:
    """A reader of an object that has these keys and no others."""

    make: Callable[..., Any]
    required: Mapping[str, _Reader]
    optional: Mapping[str, _Reader] = field(default_factory=dict)

    def __call__(self, value: object, path: Path) -> Any:
        if not isinstance(value, dict) or not self.required.keys() <= value.keys():
            raise _Damage(path)
        read = {**self.required, **self.optional}
        for key in value:
            if key not in read:
                raise _Damage((*path, key))
        named = {str(_FIELD_NAMES.get(key, key)): read[key](one, (*path, key)) for key, one in value.items()}
        return self.make(**named)


def _each(read: _Reader) -> _Reader:
    """A reader of an object with any keys, all of whose values are alike."""

    def read_all(value: object, path: Path) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _Damage(path)
        return {_text(key, (*path, key)): read(one, (*path, key)) for key, one in value.items()}

    return read_all


def _string(pattern: str, make: Callable[[str], Any] = str) -> _Reader:
    """A reader of a string that is of a pattern and can be made into a value."""
    exact = re.compile(pattern)

    def read(value: object, path: Path) -> Any:
        if not isinstance(value, str) or not exact.fullmatch(value):
            raise _Damage(path)
        try:
            return make(value)
        except ValueError:
            raise _Damage(path) from None

    return read


def _choice(allowed: Collection[str], make: Callable[[str], Any] = str) -> _Reader:
    """A reader of one of several strings."""
    return _string("|".join(allowed), make)


def _version(value: object, path: Path) -> int:
    if type(value) is not int or value != VERSION:
        raise _Damage(path)
    return value


def _sequence(value: object, path: Path) -> int:
    if type(value) is not int or not 0 <= value < _GREATEST:
        raise _Damage(path)
    return value


def _addresses(value: object, path: Path) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Damage(path)
    seen: set[str] = set()
    for index, one in enumerate(value):
        address = _address(one, (*path, index))
        if address in seen:
            raise _Damage((*path, index))
        seen.add(address)
    return tuple(value)


_DATE = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"
_HOUR = r"T(?:[01][0-9]|2[0-3]):[0-9]{2}"
_FIELD_NAMES = {"date": "day"}
_JSON_NAMES = {"day": "date"}

_text = _string(r"[^\ud800-\udfff]*")
_address = _string(r"(?:(?!\.\.)[^\ud800-\udfff])*")
_hash = _string(r"[0-9a-f]{16}")
_sha256 = _string(r"[0-9a-f]{64}")
_uuid = _string(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", UUID)
_utc = _string(rf"{_DATE}{_HOUR}:[0-9]{{2}}Z", datetime.fromisoformat)
_local = _string(_DATE + _HOUR, datetime.fromisoformat)
_date = _string(_DATE, date.fromisoformat)
_state = _choice(tuple(State), State)

_DELIVERY = _Object(
    make=DeliveryEntry,
    required={"state": _choice(("sending", "accepted", "refused")), "message_id": _text},
    optional={"at": _utc},
)
_ISSUE = _Object(
    make=IssueEntry,
    required={"date": _date, "state": _choice(("claimed", "sending", "sent", "recorded")), "at": _utc},
    optional={"commit": _text, "claim": _text, "files": _each(_sha256), "deliveries": _each(_DELIVERY)},
)
_ITEM = _Object(
    make=ItemEntry,
    required={"issue": _text, "uid": _uuid, "first_published": _utc, "modified": _utc, "hash": _hash},
    optional={"told": _hash},
)
_TOLD = _Object(
    make=ToldEntry,
    required={"issue": _text, "start": _local, "end": _local, "place": _text, "state": _state},
)
_SESSION = _Object(
    make=SessionEntry,
    required={
        "uid": _uuid, "label": _text, "address": _address, "start": _local, "end": _local, "zone": _text,
        "place": _text, "state": _state, "status": _choice(("CONFIRMED", "TENTATIVE", "CANCELLED")), "hash": _hash,
        "time_hash": _hash, "sequence": _sequence, "created": _utc, "modified": _utc,
    },
    optional={"moved_from": _date, "told": _TOLD},
)  # fmt: skip
_LEDGER = _Object(
    make=Ledger,
    required={
        "version": _version, "bulletin": _string(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "issues": _each(_ISSUE),
        "items": _each(_ITEM), "sessions": _each(_SESSION), "addresses": _addresses,
    },
)  # fmt: skip


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    kind: Any = type(value)
    write = _writer(kind)
    return write(value) if write else value


@cache
def _writer(kind: type[Any]) -> Callable[[Any], Any] | None:
    return next((write for known, write in _WRITERS if issubclass(kind, known)), None)


@lru_cache(maxsize=256)
def _moment(value: datetime) -> str:
    """UTC to the second with Z, local time to the minute."""
    if value.tzinfo is None:
        return value.isoformat(timespec="minutes")
    return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


_WRITERS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (datetime, _moment),
    (date, date.isoformat),
    (UUID, str),
    (Mapping, lambda value: {key: _plain(one) for key, one in value.items()}),
    (tuple, list),
    ((IssueEntry, DeliveryEntry, ItemEntry, SessionEntry, ToldEntry), values),
)
