"""Split a file into the entries of its top part, with their places, and its body.

Every value is text: no YAML type survives, so a phone number keeps its noughts and
a title may hold a colon.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import NamedTuple

from ..errors import Problem
from ..text.humanize import excerpt
from ..text.suggest import nearest
from . import misplaced

VALUE_LIMIT = 1000
"""Characters that one value may have."""
MOST_LINES = 1000
"""Lines below one key that are read."""

UNREADABLE = "RST06"
"""The rule of a file whose top part cannot be found: nothing else can be said of it."""

_BLANKS = str.maketrans(dict.fromkeys("\t\u00a0\u2007\u202f", " "))
_FENCE = re.compile(r" *(?:-{3,}|-*[–—][-–—]*) *")
_ENTRY = re.compile(r"( *)([^\W\d_](?:\w|[ -])*?) *:(?: +(.*)|())")
_TIGHT = re.compile(r"( *)([^\W\d_](?:\w|[ -])*?) *:(.+)")
_SUB = re.compile(r" +([^:]{1,40}?) *:(?: +(.*)|())")
_BLOCK, _FOLDED = re.compile(r"\|[+-]?"), re.compile(r">[+-]?")
"""Marks of YAML that the value stands in the lines below: one by one, or joined."""
_BULLET = re.compile(r" *[-–•·*] +(?=\S)")
_COMMENT = re.compile(r" *#")
_SEPARATORS = re.compile(r"[ \-_]+")


class Wrong(Exception):
    """A value that cannot be read: the sentence, what to do, the rule, and how far in it stands."""

    def __init__(self, rule: str, message: str, hint: str = "", offset: int = 0) -> None:
        self.rule, self.message, self.hint, self.offset = rule, message, hint, offset
        super().__init__(f"{message} {hint}".strip())


def bounds(text: str) -> tuple[int, int]:
    """Find where a text begins and ends without the blanks around it; both 0 if it is blank."""
    end = len(text.rstrip())
    return (len(text) - len(text.lstrip()), end) if end else (0, 0)


class Run(NamedTuple):
    """Where a part of a text stands unbroken in its file."""

    offset: int
    """Its offset in the text."""
    line: int
    column: int


class PlacedText(NamedTuple):
    """A piece of text and where each part of it stands in its file."""

    text: str
    """Cleaned: no-break spaces and tabs are blanks, lines that go on are joined by one blank."""
    path: str
    runs: tuple[Run, ...]
    """In order; at least one."""

    @classmethod
    def at(cls, text: str, path: str, line: int, column: int) -> PlacedText:
        """Place a text that stands unbroken in its file."""
        return cls(text, path, (Run(0, line, column),))

    def place(self, offset: int) -> tuple[int, int]:
        """Give the line and column, from 1, of the character at an offset."""
        run = max((run for run in self.runs if run.offset <= offset), default=self.runs[0])
        return run.line, run.column + offset - run.offset

    def problem(self, wrong: Wrong, severity: str = "error") -> Problem:
        """Make the problem of something wrong in this text."""
        line, column = self.place(wrong.offset)
        return Problem(
            path=self.path,
            line=line,
            column=column,
            rule=wrong.rule,
            message=wrong.message,
            hint=wrong.hint,
            severity=severity,
        )

    def part(self, start: int, end: int) -> PlacedText:
        """Give the text from one offset to another, with its places."""
        later = (run._replace(offset=run.offset - start) for run in self.runs if start < run.offset < end)
        return PlacedText(self.text[start:end], self.path, (Run(0, *self.place(start)), *later))


class KeyEntry(NamedTuple):
    """One key and what stands after it."""

    key: str
    """Its first name in the table of keys."""
    line: int
    column: int
    inline: PlacedText | None
    """The value on the key's line and the lines on which it goes on; None if there is none."""
    lines: tuple[PlacedText, ...]
    """The values of list lines, or each indented line of a key that takes one entry a line."""
    subs: tuple[tuple[PlacedText, PlacedText], ...]
    """Name and value of each sub-line."""

    @property
    def empty(self) -> bool:
        """Whether nothing stands after the key."""
        return self.inline is None and not self.lines and not self.subs


class KeyNames(NamedTuple):
    """What one kind of file may say."""

    names: Mapping[str, str]
    """Every accepted name, normalised, and the key that it means."""
    one_a_line: Collection[str] = ()
    """Keys whose indented lines are entries of their own."""
    sub_lines: Collection[str] = ()
    """Keys whose indented lines have a name, a colon and a value."""


class Document(NamedTuple):
    """A file, split into its entries and its body."""

    path: str
    entries: Mapping[str, KeyEntry]
    body: str
    body_line: int
    """The line on which the body begins."""
    problems: tuple[Problem, ...]
    end: int = 1
    """The line of the fence that ends the top part."""
    text: str = ""
    """The whole file, its line ends as "\\n"."""


def same_key(name: str) -> str:
    """Fold a key for comparing: NFKC, lower case, one blank between words."""
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", name).lower()).strip()


def read(text: str, path: str, keys: KeyNames) -> Document:
    """Split a Markdown file: the top part between two fences, then the body."""
    lines = _lines(text)
    top = next((n for n, line in enumerate(lines) if line.strip(" \t\u00a0")), 0)
    if not _FENCE.fullmatch(_clean(lines[top])):
        return _unreadable(
            path, top + 1, "I cannot find the --- lines at the top of this file, so I cannot tell who may see it."
        )
    end = next((n for n in range(top + 1, len(lines)) if _FENCE.fullmatch(_clean(lines[n]))), None)
    if end is None:
        return _unreadable(path, top + 1, "The --- line that ends the top part is missing.")
    numbered = [(n + 1, lines[n]) for n in range(top + 1, end)]
    entries, problems = _Reader(path, keys).read(numbered)
    problems += _misplaced(misplaced.PlacedLines(path, lines, range(top + 2, end + 1)), entries, problems, keys)
    return Document(path, entries, "\n".join(lines[end + 1 :]), end + 2, problems, end + 1, "\n".join(lines))


def read_settings(text: str, path: str, keys: KeyNames) -> Document:
    """Read a settings file: the same lines without fences (one that stands there is passed over)."""
    lines = _lines(text)
    numbered = [(n, line) for n, line in enumerate(lines, 1) if not _FENCE.fullmatch(_clean(line))]
    entries, problems = _Reader(path, keys).read(numbered)
    problems += _misplaced(misplaced.PlacedLines(path, lines, range(1, len(lines) + 1)), entries, problems, keys)
    return Document(path, entries, "", 1, problems, text="\n".join(lines))


def _misplaced(
    file: misplaced.PlacedLines, entries: Mapping[str, KeyEntry], problems: Collection[Problem], keys: KeyNames
) -> tuple[Problem, ...]:
    """Find what reads like circulation or hold in a file, and is not in force."""
    refused = dict.fromkeys((problem.line for problem in problems), "")
    written = {entry.line: key for key, entry in entries.items()}
    level = entries.get("circulation")
    is_limited = level is not None and level.inline is not None and level.inline.text.casefold() == "limited"
    return misplaced.problems(file._replace(read=written | refused, limited=is_limited), keys.names)


def _unreadable(path: str, line: int, message: str) -> Document:
    problem = Problem(path=path, line=line, column=1, rule=UNREADABLE, message=message)
    return Document(path, {}, "", 1, (problem,))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _clean(line: str) -> str:
    return line.translate(_BLANKS)


class _Reader:
    """One file's lines → entries; keeps what it has read so far of the entry at hand."""

    def __init__(self, path: str, keys: KeyNames) -> None:
        self.path, self.keys = path, keys
        self.entries: dict[str, KeyEntry] = {}
        self.problems: list[Problem] = []
        self.current: KeyEntry | None = None
        self.block = False
        """Whether the entry at hand is a `|` block."""
        self.bare = False
        """Whether its lines are written without bullets."""
        self.lines = 0
        """How many lines stand below its key."""

    def read(self, numbered: list[tuple[int, str]]) -> tuple[dict[str, KeyEntry], tuple[Problem, ...]]:
        for number, raw in numbered:
            self._line(number, _clean(raw).rstrip())
        self._finish()
        return self.entries, tuple(self.problems)

    def _line(self, number: int, line: str) -> None:
        if len(line) > 2 * VALUE_LIMIT:
            self._wrong(_too_long(line), number, 1)
            line = line[:VALUE_LIMIT]
        if not line or (_COMMENT.match(line) and not self.block):
            return
        start = self._entry_start(line)
        if start and not (line.startswith(" ") and self.current and self.current.key in self.keys.sub_lines):
            self._finish()
            self._start(number, *start)
        elif self.current and (line.startswith(" ") or _BULLET.match(line)):
            self.lines += 1
            if self.lines <= MOST_LINES:
                self.current = self._more(self.current, number, line)
            elif self.lines == MOST_LINES + 1:
                self._wrong(Wrong("FIL02", f"There are more than {MOST_LINES:,} lines below one key."), number, 1)
        else:
            message = f'I do not understand this line: "{excerpt(line.strip())}".'
            wrong = Wrong("STR07", message, "Write a key, a colon, a space and a value.")
            self._wrong(wrong, number, len(line) - len(line.lstrip()) + 1)

    def _entry_start(self, line: str) -> tuple[str, int, str, int] | None:
        """Give the name of the key on this line and its column, the value and its column."""
        match = _ENTRY.fullmatch(line)
        if match is None:
            tight = _TIGHT.fullmatch(line)
            match = tight if tight and same_key(tight[2]) in self.keys.names else None
        if match is None or (match[1] and same_key(match[2]) not in self.keys.names):
            return None
        value = match[3] or ""
        return match[2], match.start(2) + 1, value, match.start(3) + 1

    def _start(self, number: int, name: str, column: int, value: str, at: int) -> None:
        self.lines = 0
        key = self.keys.names.get(same_key(name))
        if key is None:
            self._wrong(_unknown(name, self.keys), number, column)
            self.current = KeyEntry("", number, column, None, (), ())
            return
        if key in self.entries:
            first = self.entries[key].line
            wrong = Wrong("STR07", f'"{key}" is written twice, on lines {first} and {number}.', "Keep one.")
            self._wrong(wrong, number, column)
        folded = bool(_FOLDED.fullmatch(value))
        self.block = bool(_BLOCK.fullmatch(value))
        inline = None if self.block or folded else self._written(value, number, at)
        self.current = KeyEntry(key, number, column, inline, (), ())

    def _more(self, entry: KeyEntry, number: int, line: str) -> KeyEntry:
        start = len(line) - len(line.lstrip())
        if self.block:
            return entry._replace(inline=_joined(entry.inline, self._written(line.strip(), number, start + 1), "\n"))
        bullet = _BULLET.match(line)
        if bullet:
            return self._listed(entry, self._written(line[bullet.end() :], number, bullet.end() + 1))
        sub = _SUB.fullmatch(line) if entry.key in self.keys.sub_lines else None
        if sub:
            name = self._written(sub[1], number, sub.start(1) + 1)
            value = self._written(sub[2] or "", number, (sub.start(2) if sub[2] else len(line)) + 1, keep=True)
            return entry._replace(subs=(*entry.subs, (name, value))) if name and value else entry
        written = self._written(line.strip(), number, start + 1)
        if entry.lines and not self.bare:
            return entry._replace(lines=(*entry.lines[:-1], _joined(entry.lines[-1], written, " ") or entry.lines[-1]))
        if entry.key in self.keys.one_a_line and entry.inline is None:
            self.bare = True
            return self._listed(entry, written)
        return entry._replace(inline=_joined(entry.inline, written, " "))

    def _listed(self, entry: KeyEntry, written: PlacedText | None) -> KeyEntry:
        return entry._replace(lines=(*entry.lines, written)) if written else entry

    def _written(self, value: str, number: int, column: int, *, keep: bool = False) -> PlacedText | None:
        text = value.strip()
        column += len(value) - len(value.lstrip())
        if len(text) > VALUE_LIMIT:
            self._wrong(_too_long(text), number, column)
            text = text[:VALUE_LIMIT]
        if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
            text, column = text[1:-1], column + 1
        return PlacedText.at(text, self.path, number, column) if text or keep else None

    def _finish(self) -> None:
        entry, self.current, self.block, self.bare = self.current, None, False, False
        if entry is None or not entry.key:
            return
        if entry.inline and len(entry.inline.text) > VALUE_LIMIT:
            wrong = Wrong(
                "FIL02", f"This value has {len(entry.inline.text):,} characters; {VALUE_LIMIT:,} is the limit."
            )
            self.problems.append(entry.inline.problem(wrong))
        if entry.inline and (entry.lines or entry.subs):
            entry = self._mixed(entry)
        self.entries.setdefault(entry.key, entry)

    def _mixed(self, entry: KeyEntry) -> KeyEntry:
        """Join a value on the key's line and lines below it into one list, or refuse them."""
        if entry.key in self.keys.one_a_line and entry.inline:
            return entry._replace(inline=None, lines=(entry.inline, *entry.lines))
        wrong = Wrong(
            "STR07", f'"{entry.key}" has a value on its line and a list below it.', "Put all of it into the list."
        )
        if entry.inline:
            self.problems.append(entry.inline.problem(wrong))
        return entry._replace(inline=None)

    def _wrong(self, wrong: Wrong, line: int, column: int) -> None:
        self.problems.append(PlacedText.at("", self.path, line, column).problem(wrong))


def _too_long(text: str) -> Wrong:
    return Wrong("FIL02", f"This line has {len(text):,} characters; {VALUE_LIMIT:,} is the limit.")


def _joined(first: PlacedText | None, then: PlacedText | None, between: str) -> PlacedText | None:
    if first is None or then is None:
        return first or then
    start = len(first.text) + len(between)
    later = (run._replace(offset=run.offset + start) for run in then.runs)
    return PlacedText(first.text + between + then.text, first.path, (*first.runs, *later))


def _unknown(name: str, keys: KeyNames) -> Wrong:
    near = nearest(same_key(name), keys.names)
    if near:
        return Wrong("STR07", f'"{excerpt(name)}": did you mean "{keys.names[near]}"?')
    return Wrong(
        "STR07", f'I do not know the key "{excerpt(name)}".', "Remove the line, or use a key of this kind of file."
    )
