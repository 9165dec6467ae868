"""Tell mailboxes of teams and services from those of persons, by their names."""

from __future__ import annotations

import re
from collections.abc import Collection

_FIRST_LAST = re.compile(r"[A-Za-z'-]{2,}[._][A-Za-z'-]{2,}[0-9]{0,3}")
_LONG_WORD = 6
_ENDINGS = frozenset(
    ("", "s", "y", "ies", "ing", "e", "es", "ment", "ments", "al", "als", "ation", "ations", "ications")
)
"""Endings that a part of a name may have after a word of the list mailbox-words: "safeguard" matches "safeguarding"."""


class SharedMailboxes:
    """The words of the list "mailbox-words", which show that several people read a mailbox."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = re.compile("|".join(map(re.escape, sorted(words))) or "(?!)")
        self._long_words = tuple(word for word in words if len(word) >= _LONG_WORD)

    def holds(self, name: str) -> bool:
        """Tell whether the name of a mailbox, the part before the @, is that of a team or a service.

        In a name like first.last, a word of the list must be a whole part, except for an ending, or a long word must
        end a part: jane.northcote is a person despite "north", and nhsdigital.desk is a service.
        """
        if not _FIRST_LAST.fullmatch(name):
            return bool(self._words.search(name.lower()))
        parts = re.split(r"[._]", name.lower().rstrip("0123456789"))
        matches = [(part, match) for part in parts if (match := self._words.match(part))]
        named = any(part[match.end() :] in _ENDINGS for part, match in matches)
        return named or any(part.endswith(self._long_words) for part in parts)
