"""Read one XML part of an Office file: words, changes, comments and hidden text (ECMA-376 part 1)."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.parsers import expat

_CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo"})
_COMMENTS = frozenset({"comment", "threadedComment", "cm"})
_AUTHORS = frozenset({"creator", "lastModifiedBy"})
_LINES = frozenset({"p", "tc", "br", "tab", "cr", "text", "comment", "cm", "threadedComment"})
"""The elements after which a new line begins. Runs (`r`) are not among them: Word splits even numbers into runs."""
_CELLS = _LINES | {"si", "c", "row", "f", "v"}
"""The elements after which a new line begins in the parts of Excel."""
_SHEETS = frozenset({"sst", "worksheet", "workbook", "chartsheet", "table"})
_PROPERTIES = frozenset({"coreProperties", "Properties", "properties"})
"""The root elements of parts in which every element is a separate text."""
_FALSE = frozenset({"0", "false", "off", "none"})
_TAG = re.compile(r"<[^<>]*>")


class OfficePart(NamedTuple):
    """The contents of one part."""

    text: str = ""
    changes: int = 0
    """How many tracked changes it has."""
    comments: int = 0
    hidden: int = 0
    """How many hidden stretches of text, slides or sheets it has."""
    authors: tuple[str, ...] = ()


def read_part(data: bytes) -> OfficePart:
    """Read a part in any encoding; from the first XML error on, read the rest as text without tags."""
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
        parser.buffer_text = False  # Setting it makes the parser hand over the text in its buffer.
    reader.text.append(_TAG.sub("", rest.decode("utf-8", "replace")))
    return OfficePart("".join(reader.text), reader.changes, reader.comments, reader.hidden, tuple(reader.authors))


def _in_utf8(data: bytes) -> tuple[bytes, str | None]:
    """Convert a part in UTF-16 to UTF-8; return the bytes and "utf-8", or unchanged bytes and None."""
    starts = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
    for start, encoding in starts:
        if data.startswith(start):
            return data.decode(encoding, "replace").encode("utf-8", "replace"), "utf-8"
    return data, None


def _refuse_entities(*_about: object) -> None:
    """Raise ValueError for a document type, which could define entities that expand without end."""
    raise ValueError("a document type")


class _Reader:
    """Collect the contents of a part from the events of the XML parser."""

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
