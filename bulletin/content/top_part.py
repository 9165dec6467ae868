"""Split a file into the entries of its top part, with their places, and its body.

Every value is text, never a YAML type: a phone number keeps its noughts, and a title may hold a
colon. Quotes, blocks (`|`) and lists in brackets mean the same as in YAML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from ..errors import Problem
from ..text.humanize import excerpt
from ..text.suggest import nearest
from . import misplaced
from .files import HIDDEN
from .frontmatter import Document, KeyEntry, KeyNames, PlacedText, Run, Wrong, same_key
from .yaml_values import Letter, TopLine, read_yaml_value

VALUE_LIMIT = 1000
"""The most characters of one value."""
MOST_LINES = 1000
"""The most lines to read below one key."""

UNREADABLE = "RST06"
"""The rule for a file whose top part cannot be found; such a file gets no other problem."""

_BLANKS = "\t\u00a0\u2007\u202f"
_FENCE = re.compile(r" *(?:-{3,}|-*[–—][-–—]*) *")
_ENTRY = re.compile(r"( *)([^\W\d_](?:\w|[ -])*?) *:(?: +(.*)|())")
_OTHER_MARK = re.compile(r"(?P<key>\w[\w -]{0,40}?)\s*[=;→–—]+>?\s*(?P<value>\S.*)")
"""A line with another mark than a colon between its key and its value."""
_TIGHT = re.compile(r"( *)([^\W\d_](?:\w|[ -])*?) *:(.+)")
_SUB = re.compile(r" +([^:]{1,40}?) *:(?: +(.*)|())")
_BLOCK = re.compile(r"\|[1-9+-]{0,2}")
"""YAML's mark that the value is the lines below."""
_BULLET = re.compile(r" *[-–•·*] +(?=\S)")
_COMMENT = re.compile(r" *#")
_NOTHING = ("~", "null")
"""YAML's words for nothing."""
_REPEATED = re.compile(r"[&*](?:id|a)[0-9]{1,6}")
"""A YAML anchor (&id001) or alias (*id001), by which programs repeat a value."""


def read(text: str, path: str, keys: KeyNames) -> Document:
    """Split a Markdown file: the top part between two fences, then the body."""
    lines = _lines(text)
    top = next((n for n, line in enumerate(lines) if line.strip(" \t\u00a0")), 0)
    if not _FENCE.fullmatch(_clean(lines[top])):
        message = "I cannot find the --- lines at the top of this file, so I cannot tell who may see it."
        return _unreadable(
            path, top + 1, message, "Write --- on the first line, the keys below it, and --- below them."
        )
    reader = _Reader(path, keys, _lines(_clean(text)))
    end = reader.read_to_fence(top + 1, _depth(_clean(lines[top])))
    if end is None:
        return _unreadable(
            path, top + 1, "The --- line that ends the top part is missing.", "Add it below the last key."
        )
    entries = reader.entries
    problems = _with_misplaced(reader, misplaced.PlacedLines(path, lines, range(top + 2, end + 1)))
    body = "\n".join(lines[end + 1 :])
    before = "\n".join([*lines[: end + 1], ""] if len(lines) > end + 1 else lines)
    return Document(path, entries, body, end + 2, problems, end + 1, before, frozenset(reader.near_keys))


def read_settings(text: str, path: str, keys: KeyNames) -> Document:
    """Read a settings file, which has keys but no fences and no body; a fence is ignored."""
    lines = _lines(text)
    reader = _Reader(path, keys, _lines(_clean(text)))
    reader.read_all()
    entries = reader.entries
    problems = _with_misplaced(reader, misplaced.PlacedLines(path, lines, range(1, len(lines) + 1)))
    return Document(path, entries, "", 1, problems, top="\n".join(lines), near_keys=frozenset(reader.near_keys))


def _with_misplaced(reader: _Reader, file: misplaced.PlacedLines) -> tuple[Problem, ...]:
    """Return the problems of a file, with those of lines that seem to set circulation or hold, but have no effect.

    An unknown key that means one of these is told so: "remove the line" would show readers what was to be held.
    """
    refused = {problem.line: "" for problem in reader.problems if problem.line not in reader.unknown}
    written = {entry.line: key for key, entry in reader.entries.items()}
    level = reader.entries.get("circulation")
    is_limited = level is not None and level.inline is not None and level.inline.text.casefold() == "limited"
    lines = misplaced.problems(file._replace(read=written | refused, limited=is_limited), reader.keys.names)
    replaced = reader.unknown & {problem.line for problem in lines}
    return (*(problem for problem in reader.problems if problem.line not in replaced), *lines)


def _unreadable(path: str, line: int, message: str, hint: str) -> Document:
    problem = Problem(path=path, line=line, column=1, rule=UNREADABLE, message=message, hint=hint)
    return Document(path, {}, "", 1, (problem,))


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _clean(text: str) -> str:
    for blank in _BLANKS:
        text = text.replace(blank, " ")
    return text


def _depth(line: str) -> int:
    """Count the blanks in front of a line."""
    return len(line) - len(line.lstrip())


class _KeyLine(NamedTuple):
    """A line with a key."""

    key: str
    """The key as it is written."""
    column: int
    value: str
    value_column: int


@dataclass
class _OpenEntry:
    """A key with its values so far, to which the lines below it are added."""

    key: str
    """Its main name in the table of keys; "" for a key that is not in it, whose lines are read for nobody."""
    line: int
    column: int
    inline: PlacedText | None = None
    lines: list[PlacedText] = field(default_factory=list)
    subs: list[tuple[PlacedText, PlacedText]] = field(default_factory=list)
    is_block: bool = False
    """Whether it is a `|` block."""
    is_bare: bool = False
    """Whether its lines have no bullets."""
    count: int = 0
    """The number of lines below the key."""

    def add(self, written: PlacedText | None) -> None:
        """Add the value of a list line, None for an empty one."""
        if written:
            self.lines.append(written)

    def closed(self) -> KeyEntry:
        """Return the key with all its values."""
        return KeyEntry(self.key, self.line, self.column, self.inline, tuple(self.lines), tuple(self.subs))


class _Reader:
    """Turn the lines of one file into entries; the state is the entry that is being read."""

    def __init__(self, path: str, keys: KeyNames, file: Sequence[str]) -> None:
        self.path, self.keys, self.file = path, keys, file
        self.next = 0
        """The index of the first line that is not read yet."""
        self.fence_depth = 0
        self.entries: dict[str, KeyEntry] = {}
        self.problems: list[Problem] = []
        self.near_keys: set[str] = set()
        self.unknown: set[int] = set()
        """The lines whose key is unknown, and near to none that sets who may see the file."""
        self.current: _OpenEntry | None = None

    def read_to_fence(self, start: int, depth: int) -> int | None:
        """Read the entries from a line on; return the index of the fence that ends the top part, None without one.

        start: the index of the first line to read. depth: the blanks before the first fence. In a value in quotes or
        in a block, a fence that is indented further is part of the value.
        """
        self.next, self.fence_depth = start, depth
        while self.next < len(self.file):
            line = self.file[self.next]
            self.next += 1
            if _FENCE.fullmatch(line):
                self._finish()
                return self.next - 1
            self._line(self.next, line.rstrip())
        return None

    def read_all(self) -> None:
        """Read every line, ignoring fences."""
        while self.read_to_fence(self.next, 0) is not None:
            pass
        self._finish()

    def _line(self, number: int, line: str) -> None:
        if len(line) > 2 * VALUE_LIMIT:
            self._wrong(_too_long(line), number, 1)
            line = line[:VALUE_LIMIT]
        if not line or (_COMMENT.match(line) and not (self.current and self.current.is_block)):
            return
        bullet = _BULLET.match(line)
        start = None if bullet else self._entry_start(line)
        if start and not (line.startswith(" ") and self.current and self.current.key in self.keys.sub_lines):
            self._finish()
            self._start(number, start)
        elif self.current and (bullet or line.startswith(" ")):
            self.current.count += 1
            if self.current.count <= MOST_LINES:
                self._more(self.current, number, line)
            elif self.current.count == MOST_LINES + 1:
                self._wrong(Wrong("FIL02", f"There are more than {MOST_LINES:,} lines below one key."), number, 1)
        else:
            message = f'I do not understand this line: "{excerpt(line.strip())}".'
            wrong = Wrong("STR07", message, self._as_key_line(line) or "Write a key, a colon, a space and a value.")
            self._wrong(wrong, number, len(line) - len(line.lstrip()) + 1)

    def _as_key_line(self, line: str) -> str:
        """Return the hint for a line like "name = x", and note its key; "" for a line that begins with no key."""
        match = _OTHER_MARK.fullmatch(line.strip())
        key = self.keys.names.get(same_key(match["key"]), "") if match else ""
        if match is None or not key:
            return ""
        self.near_keys.add(key)
        return f'Write "{key}: {excerpt(match["value"])}".'

    def _entry_start(self, line: str) -> _KeyLine | None:
        """Return the key and the value on a line; None for a line without a key."""
        match = _ENTRY.fullmatch(line)
        if match is None:
            tight = _TIGHT.fullmatch(line)
            match = tight if tight and same_key(tight[2]) in self.keys.names else None
        if match is None or (match[1] and same_key(match[2]) not in self.keys.names):
            return None
        value = match[3] or ""
        return _KeyLine(match[2], match.start(2) + 1, value, match.start(3) + 1)

    def _start(self, number: int, line: _KeyLine) -> None:
        """Begin the entry of a key."""
        key = self.keys.names.get(same_key(line.key))
        if key is None:
            has_levels = "hold until" in self.keys.names
            is_of_others = has_levels and same_key(line.key) in _NAMES_OF_OTHERS | _NAMES_OF_READERS
            near = "" if is_of_others else nearest(same_key(line.key), self.keys.names)
            near_key = self.keys.names[near] if near else ""
            self.near_keys |= {near_key} - {""}
            self.unknown |= set() if near_key in misplaced.IN_FORCE else {number}
            wrong = self._of_readers(line.key) or _unknown_key(line.key, near_key, has_levels=has_levels)
            self._wrong(wrong, number, line.column)
            self.current = _OpenEntry("", number, line.column)
            return
        if key in self.entries:
            first = self.entries[key].line
            wrong = Wrong("STR07", f'"{key}" is written twice, on lines {first} and {number}.', "Keep one.")
            self._wrong(wrong, number, line.column)
        self.current = entry = _OpenEntry(key, number, line.column, is_block=bool(_BLOCK.fullmatch(line.value)))
        texts = self._yaml(TopLine(line.value, number, line.value_column), line.column - 1)
        if texts is None:
            entry.inline = self._first(line.value, number, line.value_column)
        elif texts[0]:
            entry.lines += texts[1]
        else:
            entry.inline = next(iter(texts[1]), None)

    def _of_readers(self, name: str) -> Wrong | None:
        """Make the problem of a key that names readers in an issue or in bulletin.yml; None for any other key."""
        hint = next((hint for key, hint in _FOR_WHOM.items() if key in self.keys.names), "")
        if same_key(name) not in _NAMES_OF_READERS or "hold until" in self.keys.names or not hint:
            return None
        return Wrong("STR07", f'I do not know the key "{excerpt(name)}".', hint)

    def _more(self, entry: _OpenEntry, number: int, line: str) -> None:
        """Add a line below a key to its values."""
        bullet = None if entry.is_block else _BULLET.match(line)
        sub = _SUB.fullmatch(line) if entry.key in self.keys.sub_lines and not (entry.is_block or bullet) else None
        if bullet:
            value = TopLine(line[bullet.end() :], number, bullet.end() + 1)
            texts = self._yaml(value, _depth(line))
            if texts is None:
                entry.add(self._first(*value))
            else:
                entry.lines += texts[1]
        elif sub:
            self._sub(entry, sub, TopLine(sub[2] or "", number, (sub.start(2) if sub[2] else len(line)) + 1))
        else:
            self._continue(entry, self._written(line.strip(), number, _depth(line) + 1))

    def _continue(self, entry: _OpenEntry, written: PlacedText | None) -> None:
        """Add the text of a line without a bullet and without a name."""
        if entry.is_block:
            entry.inline = _join_texts(entry.inline, written, "\n")
        elif entry.lines and not entry.is_bare:
            entry.lines[-1] = _join_texts(entry.lines[-1], written, " ") or entry.lines[-1]
        elif entry.key in self.keys.one_a_line and entry.inline is None:
            entry.is_bare = True
            entry.add(written)
        else:
            entry.inline = _join_texts(entry.inline, written, " ")

    def _sub(self, entry: _OpenEntry, match: re.Match[str], written: TopLine) -> None:
        """Read a sub-line, which has a name and a value."""
        name = self._written(match[1], written.number, match.start(1) + 1)
        texts = self._yaml(written, match.start(1))
        values = texts[1] if texts else ()
        value = values[0] if values else self._written(*written, keep=True)
        if name and value:
            entry.subs.append((name, value))

    def _yaml(self, value: TopLine, indent: int) -> tuple[bool, tuple[PlacedText, ...]] | None:
        """Read a value in the notation of YAML (quotes, brackets, block), with the lines below that belong to it.

        Returns whether it is a list, and its texts; None for plain text.
        """
        yaml_value = (
            read_yaml_value(value, self._below(indent), indent) if value.text[:1] in ("'", '"', "[", "|", ">") else None
        )
        if yaml_value is None:
            return None
        self.next += yaml_value.lines_below
        texts = (self._placed(letters) for letters in yaml_value.entries)
        return yaml_value.is_list, tuple(text for text in texts if text is not None)

    def _below(self, indent: int) -> list[TopLine]:
        """Return the next lines that are blank or indented by more than `indent`, at most MOST_LINES."""
        end = self.next
        while end < len(self.file) and end - self.next < MOST_LINES:
            line = self.file[end]
            if line.strip() and (
                _depth(line) <= indent or (_FENCE.fullmatch(line) and _depth(line) <= self.fence_depth)
            ):
                break
            end += 1
        return [TopLine(self.file[index], index + 1) for index in range(self.next, end)]

    def _placed(self, letters: Sequence[Letter]) -> PlacedText | None:
        """Make the text of a value of its letters; None if it is empty, or holds a hidden character (FIL03)."""
        text = _clean("".join(letter.text for letter in letters).replace("\r\n", "\n")).rstrip("\n")
        letters = letters[: len(text)]
        hidden = HIDDEN.search(text)
        if hidden:
            at = letters[hidden.start()]
            message = f"This stands for a hidden character (U+{ord(hidden[0]):04X})."
            self._wrong(Wrong("FIL03", message, "Type the letter or apostrophe itself."), at.line, at.column)
            return None
        if len(text) > VALUE_LIMIT:
            self._wrong(_too_long(text), letters[0].line, letters[0].column)
            text, letters = text[:VALUE_LIMIT], letters[:VALUE_LIMIT]
        if not text:
            return None
        return PlacedText(text, self.path, letters[0].line, letters[0].column, _breaks(letters), closed=True)

    def _first(self, value: str, number: int, column: int) -> PlacedText | None:
        """Read the plain text after a key or bullet; note YAML's words for nothing (~, null) and its aliases."""
        if value in _NOTHING:
            message, hint = (
                f'"{value}" is a program\'s word for nothing.',
                f'Delete the line, or write "{value}" with the quotes if it is meant as a word.',
            )
            self._wrong(Wrong("STR07", message, hint), number, column)
            return None
        if _REPEATED.fullmatch(value):
            message = f'"{value}" is how a program says that a value stands in two places.'
            self._wrong(Wrong("STR07", message, "Write the value itself in both."), number, column)
            return None
        return self._written(value, number, column)

    def _written(self, value: str, number: int, column: int, *, keep: bool = False) -> PlacedText | None:
        text = value.strip()
        column += len(value) - len(value.lstrip())
        if len(text) > VALUE_LIMIT:
            self._wrong(_too_long(text), number, column)
            text = text[:VALUE_LIMIT]
        if len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'":
            text, column = text[1:-1], column + 1
        return PlacedText(text, self.path, number, column) if text or keep else None

    def _finish(self) -> None:
        entry, self.current = self.current, None
        if entry is None or not entry.key:
            return
        if entry.inline and len(entry.inline.text) > VALUE_LIMIT:
            wrong = Wrong(
                "FIL02", f"This value has {len(entry.inline.text):,} characters; {VALUE_LIMIT:,} is the limit."
            )
            self.problems.append(entry.inline.problem(wrong))
        if entry.inline and (entry.lines or entry.subs):
            self._mix(entry, entry.inline)
        self.entries.setdefault(entry.key, entry.closed())

    def _mix(self, entry: _OpenEntry, inline: PlacedText) -> None:
        """Join a value on the key's line and the lines below it into one list, or note a problem."""
        entry.inline = None
        if entry.key in self.keys.one_a_line:
            entry.lines.insert(0, inline)
            return
        wrong = Wrong(
            "STR07", f'"{entry.key}" has a value on its line and a list below it.', "Put all of it into the list."
        )
        self.problems.append(inline.problem(wrong))

    def _wrong(self, wrong: Wrong, line: int, column: int) -> None:
        self.problems.append(PlacedText("", self.path, line, column).problem(wrong))


def _breaks(letters: Sequence[Letter]) -> tuple[Run, ...]:
    """Return the place of each part of a value that does not follow the one before it in the file."""
    return tuple(
        Run(offset, letter.line, letter.column)
        for offset, (before, letter) in enumerate(pairwise(letters), 1)
        if _is_apart(before, letter)
    )


def _is_apart(before: Letter, letter: Letter) -> bool:
    """Tell whether two letters that follow each other in a value do not do so in the file."""
    return before.width * letter.width > 1 or (before.line, before.column + 1) != (letter.line, letter.column)


def _too_long(text: str) -> Wrong:
    return Wrong("FIL02", f"This line has {len(text):,} characters; {VALUE_LIMIT:,} is the limit.")


def _join_texts(first: PlacedText | None, then: PlacedText | None, between: str) -> PlacedText | None:
    if first is None or then is None:
        return first or then
    start = len(first.text) + len(between)
    later = (run._replace(offset=run.offset + start) for run in then.runs)
    return PlacedText(first.text + between + then.text, first.path, first.line, first.column, (*first.breaks, *later))


def _unknown_key(name: str, near: str, *, has_levels: bool) -> Wrong:
    """Make the problem of a key that is not in the table. near: the key that it is near to, "" for none.

    has_levels: whether a file of this kind says who may see it, and until when it is held.
    """
    if near:
        return Wrong("STR07", f'"{excerpt(name)}": did you mean "{near}"?')
    message = f'I do not know the key "{excerpt(name)}".'
    if same_key(name) in _NAMES_OF_OTHERS | _NAMES_OF_READERS and has_levels:
        return Wrong("STR07", message, _WHO_AND_WHEN)
    if same_key(name) in _NAMES_OF_DEADLINES and has_levels:
        return Wrong("STR07", message, _ACT_BY)
    return Wrong("STR07", message, "Remove the line, or use a key of this kind of file.")


_NAMES_OF_OTHERS = frozenset(
    (
        "access", "approved", "classification", "distribution", "distribution list", "draft", "embargo", "go live",
        "handling", "hidden", "hold", "internal", "limited", "marking", "private", "protective marking", "public",
        "publish", "publish date", "publish from", "publish on", "ready", "release", "release date", "release on",
        "restricted", "send", "send after", "send on", "sensitivity", "staff", "state", "status", "visibility",
        "visible to", "who can see it", "who may see it",
    )
)  # fmt: skip
"""Names of keys in other programs that say who may see a file, or when; they are no keys here."""
_NAMES_OF_READERS = frozenset(
    (
        "audience", "audiences", "cascade to", "circulate to", "for", "for who", "for whom", "groups", "intended for",
        "permissions", "reader", "readers", "readership", "recipient", "recipients", "seen by", "send to", "sent to",
        "share with", "shared with", "sharing", "viewers", "who", "who can see", "who for",
    )
)  # fmt: skip
"""Names of keys that say for whom a file is; an item has `for`."""
_FOR_WHOM = {
    "default circulation": 'Write "default circulation:" with public or staff for items that do not say it.',
    "circulation": 'Write "circulation:" with public or staff for the introduction; each item says it for itself.',
}
"""A key that a kind of file has → what to write in place of a key that names readers."""
_NAMES_OF_DEADLINES = frozenset(
    (
        "apply before", "apply by", "closing", "closes on", "complete by", "date due", "due", "due by", "due date",
        "ends", "expires", "expires on", "expiry", "expiry date", "last date", "register by", "reply by",
        "respond before", "return by", "rsvp", "rsvp by", "sign up by", "submit by",
    )
)  # fmt: skip
"""Names of keys in other programs for the day by which readers must act; they are no keys here."""
_ACT_BY = 'Write "act by:" for the day by which readers must act, or "show until:" for the last day that it is news.'
_WHO_AND_WHEN = (
    'Write "circulation:" for who may see it, "hold until:" if it must wait, or remove the line if neither is meant.'
)
