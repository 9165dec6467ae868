"""Turn a memory into bytes and back: a whole one, or what has changed in one that was saved before."""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Hashable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from ..memory import Entry, Memory
from ..text import zones

Changes: TypeAlias = Mapping[Hashable, Entry | None]
"""Place → its entry now, None if it has none any more; see Memory.changes_since."""

_ATOMS = (str, bytes, int, float, type(None))
"""Types of values that are written in full, as a reference to them would not be shorter."""


def dump(memory: Memory) -> memoryview:
    """Return a memory as bytes."""
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(memory)
    return stream.getbuffer()


def load(data: memoryview) -> Memory:
    """Return the memory of `dump`; raise TypeError for anything else. Only the user may have written the bytes."""
    memory = pickle.loads(data)
    if not isinstance(memory, Memory):
        raise TypeError(type(memory))
    return memory


def dump_changes(changes: Changes, saved: Mapping[Hashable, Entry]) -> memoryview:
    """Return changes as bytes, with references to all that was saved before. saved: the entries before."""
    numbered = enumerate(saved.values())
    names = {id(part): f"{number}:{place}" for number, entry in numbered for place, part in _parts(entry)}
    stream = io.BytesIO()
    _ChangesPickler(stream, names).dump(dict(changes))
    return stream.getbuffer()


def load_changes(data: memoryview, saved: Mapping[Hashable, Entry]) -> Changes:
    """Return the changes of `dump_changes`. Only the user may have written the bytes."""
    changes: Changes = _ChangesUnpickler(data, saved).load()
    return changes


def _parts(entry: Entry) -> Iterator[tuple[int, Any]]:
    """Yield what others may share of an entry, each with a number: value, arguments, and the fields of these."""
    basis, value = entry
    arguments = [argument for part in basis if isinstance(part, tuple) for argument in part]
    fields = chain.from_iterable(whole for whole in (value, *arguments) if isinstance(whole, tuple))
    numbered = enumerate((value, *arguments, *fields))
    return ((number, part) for number, part in numbered if not isinstance(part, _ATOMS))


def _by_name(zone: ZoneInfo) -> tuple[Any, ...]:
    return zones.zone, (zone.key,)


class _Pickler(pickle.Pickler):
    dispatch_table = copyreg.dispatch_table | {ZoneInfo: _by_name}
    """Time zones are pickled by their names, because a ZoneInfo that was read from a file cannot be pickled."""


class _ChangesPickler(_Pickler):
    """Write names in place of parts of saved entries."""

    def __init__(self, stream: io.BytesIO, names: Mapping[int, str]) -> None:
        """Make a pickler. names: the id of each such part, with its name."""
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._names = names

    def persistent_id(self, value: object) -> str | None:
        return self._names.get(id(value))


class _ChangesUnpickler(pickle.Unpickler):
    """Read what the pickler wrote, with the parts of saved entries."""

    def __init__(self, data: memoryview, saved: Mapping[Hashable, Entry]) -> None:
        super().__init__(io.BytesIO(data))
        self._entries = tuple(saved.values())
        self._parts = cache(lambda number: dict(_parts(self._entries[number])))

    def persistent_load(self, name: str) -> Any:
        number, _, place = name.partition(":")
        return self._parts(int(number))[int(place)]
