"""Hold a session line while it is read: the rest of its text, and the values found so far."""

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
"""The start and end offsets of a part of a line."""


@dataclass
class LineDraft:
    """The state of reading one session line. Each step reads its part, stores it here and blanks it in `line`."""

    line: LineText
    context: LineContext
    states: States = field(default_factory=States)
    label: str = ""
    keys: dict[str, tuple[str, int]] = field(default_factory=dict)
    """The "key: text" pairs in the line: key → its text, and the offset of the text."""
    in_person: bool = False
    hybrid: bool = False
    _chains: tuple[tuple[DayAtom, ...], ...] | None = None

    def chains(self) -> tuple[tuple[DayAtom, ...], ...]:
        """Return the groups of days in the line, found once; their offsets stay valid, since blanking moves nothing."""
        if self._chains is None:
            self._chains = find_chains(self.line.text, self.context.reading)
        return self._chains

    def forget_chains(self) -> None:
        """Find the groups of days anew when they are next asked for, as a weekday was read as part of a name."""
        self._chains = None

    def set_key(self, key: str, text: str, offset: int) -> None:
        """Store the text of a key; raises Wrong (SES01) if the line has the key already."""
        if key in self.keys:
            raise Wrong("SES01", f'"{key}" is in this session twice.', "Keep one.", offset)
        self.keys[key] = (text, offset)

    def key(self, key: str, parse: Callable[[str], T]) -> T | None:
        """Return the text of a key, read with `parse`; None if the line does not have the key. Raises Wrong."""
        if key not in self.keys:
            return None
        text, offset = self.keys[key]
        try:
            return parse(text)
        except Wrong as wrong:
            raise Wrong(wrong.rule, wrong.message, wrong.hint, wrong.offset + offset) from None

    def quoted(self) -> str:
        """Return the whole line, shortened, for quoting in messages."""
        return excerpt(self.line.whole.strip(), 80)
