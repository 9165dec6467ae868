"""Read one XML part of an Office file: its words, and what they hide (ECMA-376 part 1)."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_COMMENTS = frozenset({"comment", "threadedComment", "cm"})
_AUTHORS = frozenset({"creator", "lastModifiedBy"})
_LINES = frozenset({"p", "tc", "br", "tab", "cr", "text", "comment", "cm", "threadedComment"})
"""After which elements a new line begins; Word parts a number into runs, so not after each."""
_CELLS = _LINES | {"si", "c", "row", "t", "f", "v"}
"""The same in the parts of Excel."""
_SHEETS = frozenset({"sst", "worksheet", "workbook", "chartsheet", "table"})
_PROPERTIES = frozenset({"coreProperties", "Properties", "properties"})
"""Roots of parts in which every element is a text of its own."""
_FALSE = frozenset({"0", "false", "off", "none"})
_TAG = re.compile(r"<[^<>]*>")


class OfficePart(NamedTuple):
    """The contents of one part."""

    text: str = ""
    changes: int = 0
    """Tracked changes."""
    comments: int = 0
    hidden: int = 0
    """Stretches of hidden text, slides or sheets."""
    authors: tuple[str, ...] = ()


def read_part(data: bytes) -> OfficePart:
    """Read a part, whatever its prefixes and encoding; what is no XML, or no longer, as text without its tags."""
    reader = _Reader()
    data, encoding = _in_utf8(data)
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    parser.StartDoctypeDeclHandler = _refuse_entities
    rest = b""
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError):
        rest = data[max(parser.CurrentByteIndex, 0) :]
        parser.buffer_text = False  # This hands over what was kept.
    reader.text.append(_TAG.sub("", rest.decode("utf-8", "replace")))
    return OfficePart("".join(reader.text), reader.changes, reader.comments, reader.hidden, tuple(reader.authors))


def _in_utf8(data: bytes) -> tuple[bytes, str | None]:
    """Return the bytes of a part in UTF-16 in UTF-8, and their encoding; None for the one that it names itself."""
    starts = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
    for start, encoding in starts:
        if data.startswith(start):
            return data.decode(encoding, "replace").encode("utf-8", "replace"), "utf-8"
    return data, None


def _refuse_entities(*_about: object) -> None:
    """Office files have no document type; one could define entities that unfold without end."""
    raise ValueError("a document type")


class _Reader:
    """What the parser meets, kept until the part ends."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.changes = self.comments = self.hidden = 0
        self.authors: list[str] = []
        self._root = ""
        self._value_from = 0
        self._vanishes = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._root = self._root or name
        self.changes += name in _CHANGES
        self.comments += name in _COMMENTS
        self.hidden += _is_hidden(name, attributes)
        if name in ("r", "vanish"):
            self._vanishes = name == "vanish" and _FALSE.isdisjoint(attributes.values())
        self._value_from = len(self.text)

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        value = "".join(self.text[self._value_from :]).strip() if name == "t" or name in _AUTHORS else ""
        self.authors += [value] if value and name in _AUTHORS else []
        self.hidden += bool(value and self._vanishes)
        if self._root in _PROPERTIES or name in (_CELLS if self._root in _SHEETS else _LINES):
            self.text.append("\n")


def _is_hidden(name: str, attributes: dict[str, str]) -> bool:
    """Tell whether an element hides what is in it: a slide, a sheet, its rows or columns."""
    if name == "sld":
        return attributes.get("show") in _FALSE
    state = attributes.get("state") or attributes.get("hidden", "0")
    return name in ("sheet", "row", "col") and state not in ("visible", *_FALSE)
