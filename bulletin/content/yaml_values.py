"""Read values in YAML's notation: in quotes, as a block of lines, as a list in brackets.

A value that only looks like it, such as 'Let's Talk', is plain text, which top_part.py reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Letter(NamedTuple):
    """A character of a value and its place in the file; the place of an escape is that of its first character."""

    text: str
    line: int
    column: int
    width: int = 1
    """The number of characters that it has in the file: 2 for an escape like `\\n`."""


class TopLine(NamedTuple):
    """A line of a file, or the rest of it from a column on."""

    text: str
    number: int
    column: int = 1


class YamlValue(NamedTuple):
    """A value, or the entries of a list."""

    entries: tuple[tuple[Letter, ...], ...]
    is_list: bool
    lines_below: int
    """The number of lines below the key's line that belong to it."""


FURTHEST = 4000
"""The number of characters within which a closing quote or bracket is looked for."""

_SIMPLE = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b",
    " ": " ", '"': '"', "/": "/", "\\": "\\", "N": "\x85", "_": "\u00a0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
"""The letters of escapes → the characters that they mean (YAML 1.2.2, section 5.7)."""
_HEX = "[0-9A-Fa-f]"
_ESCAPE = re.compile(
    rf"\\(?:([0abt\tnvfre \"/\\N_LP])|(?:x({_HEX}{{2}})|u({_HEX}{{4}})|U({_HEX}{{8}})))"
    rf"(?:(?<=\\u[dD][89abAB]..)\\u([dD][c-fC-F]{_HEX}{{2}}))?"
)
_PARTS = {"'": re.compile("(?:[^']|'')*"), '"': re.compile(r'(?:[^"\\]|\\.)*')}
"""The pattern of the text between two quotes of a kind, on one line."""
_MARK = re.compile(r"([|>])(?:([1-9])[+-]?|[+-]([1-9])?)?")
_PLAIN = re.compile(r"[^,\[\]{}\"'&*!|>%@`#][^,\[\]{}\"']*")
"""An entry without quotes of a list in brackets."""


class _NotYaml(Exception):
    """Raised for a value that turns out to be plain text."""


def read_yaml_value(value: TopLine, below: Sequence[TopLine], indent: int) -> YamlValue | None:
    """Read a value in YAML's notation, None if it is plain text.

    below: the lines after it that are blank or indented by more than `indent`, on which it may continue.
    """
    first = value.text[:1]
    try:
        if first in _PARTS:
            return _read_quoted(value, below)
        if first == "[":
            return _read_bracketed(value, below)
    except _NotYaml:
        return None
    mark = _MARK.fullmatch(value.text)
    return _read_block(mark, below, indent) if mark else None


def _letters(line: TopLine) -> list[Letter]:
    return [Letter(letter, line.number, line.column + offset) for offset, letter in enumerate(line.text)]


def _read_quoted(value: TopLine, below: Sequence[TopLine]) -> YamlValue:
    letters, rest, used = _between_quotes(value, below)
    if rest.text.strip():
        raise _NotYaml
    return YamlValue((tuple(letters),), False, used)


def _between_quotes(value: TopLine, below: Sequence[TopLine]) -> tuple[list[Letter], TopLine, int]:
    """Read a text in quotes; return its letters, the rest of the line after it, and the number of lines used."""
    quote, line = value.text[0], _rest(value, 1)
    letters: list[Letter] = []
    length = 0
    for used in range(len(below) + 1):
        end = _end_of_part(line, quote)
        if end < len(line.text) and line.text[end] == quote:
            letters += _decode(line._replace(text=line.text[:end]), quote)
            return letters, _rest(line, end + 1), used
        length += len(line.text) + 1
        if used == len(below) or length > FURTHEST:
            break
        if line.text.strip() or not used:
            letters += _before_break(line, quote, blanks=_blank_lines(below, used))
        line = _rest(below[used], len(below[used].text) - len(below[used].text.lstrip()))
    raise _NotYaml


def _end_of_part(line: TopLine, quote: str) -> int:
    match = _PARTS[quote].match(line.text)
    return match.end() if match else 0


def _rest(line: TopLine, start: int) -> TopLine:
    return TopLine(line.text[start:], line.number, line.column + start)


def _blank_lines(below: Sequence[TopLine], start: int) -> int:
    """Count the blank lines from an index on."""
    count = 0
    while start + count < len(below) and not below[start + count].text.strip():
        count += 1
    return count


def _before_break(line: TopLine, quote: str, *, blanks: int) -> Iterator[Letter]:
    """Yield the letters of a line in quotes that continues, and for its end a blank, or a line end per blank line."""
    text = line.text.rstrip()
    if quote == '"' and _end_of_part(line._replace(text=text), quote) < len(text):
        # A backslash at the end: the next line follows without a blank.
        text, joint = text[:-1], "\n" * blanks
    else:
        joint = "\n" * blanks or " "
    yield from _decode(line._replace(text=text), quote)
    yield from (Letter(letter, line.number, line.column + len(text)) for letter in joint)


def _decode(line: TopLine, quote: str) -> list[Letter]:
    """Return the letters of a part in quotes, with escapes decoded; raise _NotYaml for an unknown escape."""
    letters = _letters(line)
    decoded: list[Letter] = []
    at = 0
    while at < len(letters):
        text, length = letters[at].text, 1
        if quote == "'" and text == "'":
            length = 2
        elif quote == '"' and text == "\\":
            text, length = _unescape(line.text, at)
        decoded.append(letters[at]._replace(text=text, width=length))
        at += length
    return decoded


def _unescape(text: str, at: int) -> tuple[str, int]:
    match = _ESCAPE.match(text, at)
    if match is None:
        raise _NotYaml
    simple, *codes, low = match.groups()
    if simple:
        return _SIMPLE[simple], len(match[0])
    code = int(next(code for code in codes if code), 16)
    if low:
        code = 0x10000 + ((code - 0xD800) << 10) + int(low, 16) - 0xDC00
    if code > 0x10FFFF:
        raise _NotYaml
    return chr(code), len(match[0])


def _read_bracketed(value: TopLine, below: Sequence[TopLine]) -> YamlValue:
    """Read a list in brackets that is empty or has quotes; raise _NotYaml for a list without quotes.

    top_part.py reads lists without quotes, like any list on one line.
    """
    entries: list[tuple[Letter, ...]] = []
    line, used, has_quotes = _rest(value, 1), 0, False
    while True:
        line, used = _next_text(line, below, used)
        if line.text[0] == "]" and not line.text[1:].strip():
            break
        if line.text[0] in _PARTS:
            letters, line, more = _between_quotes(line, below[used:])
            used, has_quotes = used + more, True
            entries.append(tuple(letters))
        else:
            letters, line, used = _plain_entry(line, below, used)
            entries.append(tuple(letters))
        line, used = _next_text(line, below, used)
        if line.text[0] == ",":
            line = _rest(line, 1)
        elif line.text[0] != "]":
            raise _NotYaml
    if entries and not has_quotes:
        raise _NotYaml
    return YamlValue(tuple(entries), True, used)


def _plain_entry(line: TopLine, below: Sequence[TopLine], used: int) -> tuple[list[Letter], TopLine, int]:
    """Read an entry without quotes, which may continue on the next lines."""
    letters: list[Letter] = []
    while True:
        match = _PLAIN.match(line.text)
        if match is None or (letters and used > len(below)):
            raise _NotYaml
        part = match[0].rstrip()
        letters += _letters(line._replace(text=part))
        line = _rest(line, match.end())
        if line.text.strip():
            return letters, line, used
        line, used = _next_text(line, below, used)
        if line.text[0] in ",]":
            return letters, line, used
        letters.append(Letter(" ", letters[-1].line, letters[-1].column + 1))


def _next_text(line: TopLine, below: Sequence[TopLine], used: int) -> tuple[TopLine, int]:
    """Return the rest of a line from its next non-blank character on; if there is none, that of a line below."""
    while not line.text.strip():
        if used == len(below) or used * 80 > FURTHEST:
            raise _NotYaml
        line, used = below[used], used + 1
    return _rest(line, len(line.text) - len(line.text.lstrip())), used


def _read_block(mark: re.Match[str], below: Sequence[TopLine], indent: int) -> YamlValue:
    """Read the lines of a `|` or `>` block, without blanks and line ends at its end."""
    set_in = int(mark[2] or mark[3] or 0)
    first = next((line.text for line in below if line.text.strip()), "")
    depth = indent + set_in if set_in else len(first) - len(first.lstrip())
    used = 0
    for number, line in enumerate(below, 1):
        if line.text.strip():
            if line.text[:depth].strip():
                break
            used = number
    lines = [_rest(line, depth)._replace(text=line.text[depth:].rstrip()) for line in below[:used]]
    letters = _fold_lines(lines) if mark[1] == ">" else _keep_lines(lines)
    return YamlValue((tuple(letters),) if used else (), False, used)


def _keep_lines(lines: Sequence[TopLine]) -> Iterator[Letter]:
    for number, line in enumerate(lines):
        if number:
            yield _line_end(lines[number - 1], "\n")
        yield from _letters(line)


def _fold_lines(lines: Sequence[TopLine]) -> Iterator[Letter]:
    """Join the lines of a `>` block by blanks, but keep the line ends of blank and indented lines."""
    for number, line in enumerate(lines):
        if number:
            before = lines[number - 1]
            joint = _joint(lines, number)
            yield from (_line_end(before, letter) for letter in joint)
        yield from _letters(line)


def _joint(lines: Sequence[TopLine], number: int) -> str:
    """Return the characters that replace the line end before a line (YAML 1.2.2, section 8.1.3)."""
    before, after = lines[number - 1].text, lines[number].text
    last = next((line.text for line in reversed(lines[:number]) if line.text), "")
    coming = next((line.text for line in lines[number:] if line.text), "")
    if last.startswith(" ") or coming.startswith(" ") or not last:
        return "\n"
    if not after:
        return "" if before else "\n"
    return "\n" if not before else " "


def _line_end(line: TopLine, letter: str) -> Letter:
    return Letter(letter, line.number, line.column + len(line.text))
