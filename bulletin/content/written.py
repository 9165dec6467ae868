"""A value as the editor wrote it, and what a parser says when it cannot read it."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import Problem


class Wrong(Exception):
    """A value that cannot be read: the sentence, what to do, the rule, and how far in it stands."""

    def __init__(self, rule: str, message: str, hint: str = "", offset: int = 0) -> None:
        self.rule, self.message, self.hint, self.offset = rule, message, hint, offset
        super().__init__(f"{message} {hint}".strip())


def bounds(text: str) -> tuple[int, int]:
    """Where a text begins and ends without the blanks around it; both 0 if it is blank."""
    end = len(text.rstrip())
    return (len(text) - len(text.lstrip()), end) if end else (0, 0)


class Written(NamedTuple):
    """A piece of text and where each part of it stands in its file."""

    text: str
    """Cleaned: no-break spaces and tabs are blanks, lines that go on are joined by one blank."""
    path: str
    spots: tuple[tuple[int, int, int], ...]
    """(offset in text, line, column) of each run that stands unbroken in the file, in order."""

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of the character at an offset."""
        start, line, column = max((s for s in self.spots if s[0] <= offset), default=self.spots[0])
        return line, column + offset - start

    def problem(self, wrong: Wrong, severity: str = "error") -> Problem:
        """The problem that a parser met in this text."""
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

    def part(self, start: int, end: int) -> Written:
        """The text from one offset to another, with its places."""
        line, column = self.place(start)
        later = tuple((o - start, ln, col) for o, ln, col in self.spots if start < o < end)
        return Written(self.text[start:end], self.path, ((0, line, column), *later))
