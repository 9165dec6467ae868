"""Read the entries of one file as typed values, and note every problem."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from typing import TypeVar

from ..errors import Problem
from ..model import At
from ..model.rows import Key
from ..text.humanize import excerpt
from ..text.scripts import has_words
from .frontmatter import Document, KeyEntry, PlacedText, Wrong
from .keys import NEVER_EMPTY
from .markdown import Refusal
from .values import read_choice, read_yes_no, split_list

T = TypeVar("T")

_OF_LINES = ("address",)
"""Keys whose values keep their lines."""
_LINE_END = re.compile(r"[ \t]*\n\s*")


class Fields:
    """The entries of one file, read key by key; mistakes are added to `problems`."""

    def __init__(
        self, document: Document, table: Sequence[Key], problems: list[Problem], *, month_first: bool = False
    ) -> None:
        self.document = document
        self.month_first = month_first
        """Whether 03/04/2026 is 4 March."""
        self.table = {key.name: key for key in table}
        self.problems = problems
        """The list to which problems are added; all files share it."""
        problems += document.problems
        for entry in document.entries.values():
            if entry.empty and entry.key in NEVER_EMPTY:
                self.refuse(entry.key, Wrong("STR07", f'"{entry.key}" is empty.', NEVER_EMPTY[entry.key]))

    def noting_in(self, problems: list[Problem]) -> Fields:
        """Return the same fields, which note in another list what is wrong from now on."""
        fields = copy(self)
        fields.problems = problems
        return fields

    @property
    def at(self) -> tuple[At, ...]:
        """The key, line and column of each value."""
        return tuple((entry.key, *self._place(entry)) for entry in self.document.entries.values())

    def has(self, key: str) -> bool:
        """Tell whether the file has the key, with a value."""
        entry = self.document.entries.get(key)
        return entry is not None and not entry.empty

    def knows(self, key: str) -> bool:
        """Tell whether the file has the key, be it empty or misspelt."""
        return key in self.document.entries or key in self.document.near_keys

    def refuse(self, key: str, wrong: Wrong, severity: str = "error") -> None:
        """Note a problem of a key, at the place of its value; at line 1 if the file does not have the key."""
        entry = self.document.entries.get(key)
        place = PlacedText("", self.document.path, *(self._place(entry) if entry else (1, 1)))
        self.problems.append(place.problem(Wrong(wrong.rule, wrong.message, wrong.hint), severity))

    def note(self, written: PlacedText, wrong: Wrong, severity: str = "error") -> None:
        """Note a problem at its place in a value."""
        self.problems.append(written.problem(wrong, severity))

    def note_refused(self, refused: Sequence[Refusal]) -> None:
        """Note the refused parts of the Markdown body, each at its place in the file."""
        for refusal in refused:
            line, column = self.document.body_line + refusal.line, refusal.offset + 1
            wrong = Wrong(refusal.wrong.rule, refusal.wrong.message, refusal.wrong.hint)
            self.note(PlacedText("", self.document.path, line, column), wrong)

    def value(self, key: str) -> PlacedText | None:
        """Return the single value of a key, None if there is none. A list instead of one value is a problem."""
        entry = self.document.entries.get(key)
        if entry is None or entry.empty:
            return None
        if entry.inline is None and len(entry.lines) == 1:
            return entry.lines[0]
        if entry.inline is None:
            self.refuse(key, Wrong("STR07", f'"{key}" takes one value, not a list.', "Write it on one line."))
        return entry.inline

    def text(self, key: str, default: str = "") -> str:
        """Return the value of a key; the lines of a block become one, except those of an address."""
        written = self.value(key)
        if written is None:
            return default
        return written.text if key in _OF_LINES else _LINE_END.sub(" ", written.text.strip())

    def require(self, key: str) -> None:
        """Note a problem if the file does not have a key; a misspelt key is a problem already."""
        if not self.knows(key):
            hint = f'Add a line "{key}: …".'
            self.refuse(key, Wrong("STR07", f"This file has no {key}.", hint))

    def required(self, key: str) -> str:
        """Return the value of a key that the file must have; note a problem if it has none, or one without words."""
        self.require(key)
        written = self.text(key)
        if written and not has_words(written):
            self.refuse(key, Wrong("STR07", f'"{key}" has no words.', "Write them behind the colon."))
        return written

    def read(self, key: str, parse: Callable[[str], T], default: T) -> T:
        """Return what `parse` makes of the value of a key; the default if the value is absent or wrong."""
        written = self.value(key)
        return default if written is None else self.parse(written, parse, default)

    def choice(self, key: str, default: str) -> str:
        """Return which of the choices in its row of the table of keys a key has; the default if absent or wrong."""
        return self.read(key, lambda text: read_choice(text, key, self.table[key].choices), default)

    def says_yes(self, key: str, *, default: bool = False) -> bool:
        """Tell whether a key says yes; the default if it is absent or wrong."""
        return self.read(key, read_yes_no, default)

    def parse(self, written: PlacedText, parse: Callable[[str], T], default: T) -> T:
        """Return what `parse` makes of a text; if it raises Wrong, note the problem and return the default."""
        try:
            return parse(written.text)
        except Wrong as wrong:
            self.note(written, wrong)
            return default

    def entries(self, key: str) -> tuple[PlacedText, ...]:
        """Return the entries of a list, in order and without duplicates."""
        entry = self.document.entries.get(key)
        if entry is None:
            return ()
        entries = entry.lines
        if entry.inline is not None:
            try:
                entries = tuple(entry.inline.part(at, at + len(text)) for at, text in split_list(entry.inline.text))
            except Wrong as wrong:
                self.note(entry.inline, wrong)
                return ()
        return self._without_duplicates(entries)

    def lines(self, key: str) -> tuple[PlacedText, ...]:
        """Return the entries of a key that takes one entry a line."""
        entry = self.document.entries.get(key)
        if entry is None:
            return ()
        return self._without_duplicates(entry.lines or ((entry.inline,) if entry.inline else ()))

    def sub_lines(self, key: str) -> tuple[tuple[PlacedText, PlacedText], ...]:
        """Return the name and value of each sub-line; note lines without a name."""
        entry = self.document.entries.get(key)
        if entry is None:
            return ()
        for odd in (entry.inline, *entry.lines):
            if odd:
                self.note(odd, Wrong("STR07", f'"{key}" takes lines like "  {self.table[key].example.strip()}".'))
        return entry.subs

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the entries of a list as written."""
        return tuple(written.text for written in self.entries(key))

    def read_entries(self, key: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """Return what `parse` makes of each entry of a list; entries that are wrong are noted and left out."""
        return self._parse_each(self.entries(key), parse)

    def read_lines(self, key: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        """Return the same for a key that takes one entry a line."""
        return self._parse_each(self.lines(key), parse)

    def _parse_each(self, written: Sequence[PlacedText], parse: Callable[[str], T]) -> tuple[T, ...]:
        values = []
        for text in written:
            try:
                values.append(parse(text.text))
            except Wrong as wrong:
                self.note(text, wrong)
        return tuple(values)

    def _without_duplicates(self, entries: tuple[PlacedText, ...]) -> tuple[PlacedText, ...]:
        by_text: dict[str, PlacedText] = {}
        for entry in entries:
            if by_text.setdefault(entry.text.casefold(), entry) is not entry:
                self.note(entry, Wrong("STR07", f"{excerpt(entry.text)} is in the list twice.", "Keep one."))
        return tuple(by_text.values())

    @staticmethod
    def _place(entry: KeyEntry) -> tuple[int, int]:
        first = entry.inline or next(iter(entry.lines), None)
        return first.place(0) if first else (entry.line, entry.column)
