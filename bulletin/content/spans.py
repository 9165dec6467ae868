"""A session line whose parts are blanked out as they are read, so that places stay true and nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

READ = "\0"
"""Stands for each character that was read. It is no blank, so that no name goes over what was read."""

_UNREAD = re.compile(rf"[^{READ}]+")
_BULLET = re.compile(r"\s*[-–•·*▪]\s+")


class Span(NamedTuple):
    """A stretch of a line and what it was read as."""

    start: int
    end: int
    kind: str


class LineText:
    """The text of a session line, of which the parts that were read are blanked out."""

    def __init__(self, text: str) -> None:
        self.whole = text.replace(READ, " ")
        self.text = self.whole
        self.spans: list[Span] = []
        bullet = _BULLET.match(self.text)
        if bullet:
            self.take(bullet.start(), bullet.end(), "bullet")

    def take(self, start: int, end: int, kind: str) -> None:
        """Blank a stretch out: it was read as a part of this kind."""
        for stretch in _UNREAD.finditer(self.text, start, end):
            self.spans.append(Span(stretch.start(), stretch.end(), kind))
        if end > start:
            self.text = self.text[:start] + READ * (end - start) + self.text[end:]

    def take_front(self, stretches: Sequence[Span], between: str) -> None:
        """Blank the front of a text of which nothing was read. between: the kind of what stands between stretches."""
        end = 0
        for stretch in stretches:
            if stretch.start > end:
                self.spans.append(Span(end, stretch.start, between))
            self.spans.append(stretch)
            end = stretch.end
        self.text = READ * end + self.text[end:]

    def loosen(self, at: int) -> None:
        """Turn a bracket into a blank, so that what stands around it is one text."""
        self.text = self.text[:at] + " " + self.text[at + 1 :]

    def words(self, start: int, end: int) -> str:
        """Give the words of a stretch that are not read yet, with one blank between them."""
        return " ".join(self.text[start:end].replace(READ, " ").split())
