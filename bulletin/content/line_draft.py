"""A session line while it is read: what is left of its text, and what was found so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from ..text.humanize import excerpt
from .dates import DayAtom
from .day_lists import find_chains
from .frontmatter import Wrong
from .session_line_values import LineContext
from .session_states import States
from .spans import LineText

T = TypeVar("T")
Region = tuple[int, int]
"""Where a stretch of a line starts and ends."""


@dataclass
class LineDraft:
    """What the steps that read a session line hand on to each other; each step blanks what it read."""

    line: LineText
    context: LineContext
    states: States = field(default_factory=States)
    label: str = ""
    keys: dict[str, tuple[str, int]] = field(default_factory=dict)
    """What stands in it as "key: text": the text of each key, and where it begins."""
    in_person: bool = False
    hybrid: bool = False
    _chains: tuple[tuple[DayAtom, ...], ...] | None = None

    def chains(self) -> tuple[tuple[DayAtom, ...], ...]:
        """Find the groups of days of the line; they stay where they are while its name is read."""
        if self._chains is None:
            self._chains = find_chains(self.line.text, self.context.reading)
        return self._chains

    def set_key(self, key: str, text: str, offset: int) -> None:
        """Note what a key says; raises Wrong (SES01) if the line has it already."""
        if key in self.keys:
            raise Wrong("SES01", f'"{key}" is in this session twice.', "Keep one.", offset)
        self.keys[key] = (text, offset)

    def key(self, key: str, parse: Callable[[str], T]) -> T | None:
        """Read what a key says, None if the line does not have it; raises what parse raises."""
        if key not in self.keys:
            return None
        text, offset = self.keys[key]
        try:
            return parse(text)
        except Wrong as wrong:
            raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None

    def quoted(self) -> str:
        """Give the whole line, shortened, to be quoted."""
        return excerpt(self.line.whole.strip(), 80)
