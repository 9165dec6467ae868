"""The lists of words that rules look things up in, and words in a row that are looked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from ..content.dates import read_date
from ..content.frontmatter import Wrong
from ..content.source import Workspace

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Phrase(NamedTuple):
    """Words in a row, and the rest of their row in the list."""

    pattern: re.Pattern[str]
    row: tuple[str, ...]


class Hit(NamedTuple):
    """Where words in a row stand, and the row of the list."""

    start: int
    end: int
    row: tuple[str, ...]


class Phrases:
    """Words in a row, found without looking through a text in which their first word is not."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        for row in rows:
            first = _WORD.findall(row[0].lower())
            if first:
                self._by_word.setdefault(first[0], []).append(Phrase(_pattern(row[0]), tuple(row)))
                if row[0].endswith("*") and len(first) == 1:
                    self._by_word.setdefault(f"{first[0]}s", []).append(Phrase(_pattern(row[0]), tuple(row)))

    def find(self, said: str, vocabulary: Collection[str]) -> Iterator[Hit]:
        """Every place in a text in small letters; the vocabulary is its words."""
        seen: set[tuple[int, int]] = set()
        for word in self._by_word.keys() & vocabulary:
            for pattern, row in self._by_word[word]:
                for match in pattern.finditer(said):
                    before = said[match.start() - 1 : match.start()]
                    inside = before.isalnum() or (before and before in "-_'’")
                    if not inside and (match.start(), match.end()) not in seen:
                        seen.add((match.start(), match.end()))
                        yield Hit(match.start(), match.end(), row)


def _pattern(words: str) -> re.Pattern[str]:
    plural = r"(?:s|['’]s)?" if words.endswith("*") else ""
    inner = r"\s+".join(re.escape(word) for word in words.lower().removesuffix("*").split())
    return re.compile(rf"{inner}{plural}(?![\w-])")


@dataclass(kw_only=True, repr=False, eq=False)
class Words:
    """Every list, each read when a rule first asks for it."""

    lines: Mapping[str, tuple[str, ...]]
    acronyms: Mapping[str, str]
    """What the bulletin's own acronyms stand for."""
    _rows: dict[str, list[tuple[str, ...]]] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def of(cls, workspace: Workspace, acronyms: Mapping[str, str]) -> Words:
        """Return the word lists of a workspace."""
        return cls(lines=workspace.words, acronyms=acronyms)

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """The rows of a list: its lines, each split at the bars."""
        if name not in self._rows:
            self._rows[name] = [tuple(cell.strip() for cell in line.split("|")) for line in self.lines.get(name, ())]
        return self._rows[name]

    def column(self, name: str) -> frozenset[str]:
        """The first cells of a list."""
        return frozenset(row[0] for row in self.rows(name))

    @cached_property
    def well_known(self) -> frozenset[str]:
        """Acronyms that need no words."""
        return self.column("acronyms")

    @cached_property
    def expansions(self) -> Mapping[str, str]:
        """Acronyms and what they stand for; the bulletin's own win."""
        return {row[0]: row[1] for row in self.rows("expansions") if len(row) > 1} | dict(self.acronyms)

    @cached_property
    def american(self) -> Mapping[str, tuple[str, ...]]:
        """American spellings: (American, British, "name" where a capital letter means a name)."""
        return {row[0]: row for row in self.rows("american") if len(row) > 1}

    @cached_property
    def misspellings(self) -> Mapping[str, str]:
        """Misspellings and what was meant."""
        return {row[0]: row[1] for row in self.rows("misspellings") if len(row) > 1}

    @cached_property
    def outdated(self) -> Phrases:
        """Names that were replaced: (old, from, new)."""
        return Phrases([row for row in self.rows("outdated") if len(row) > 2 and since(row[1])])

    @cached_property
    def language(self) -> Phrases:
        """Language that blames or is out of date: (words, what to write instead)."""
        return Phrases([row for row in self.rows("language") if len(row) > 1])

    @cached_property
    def openings(self) -> Phrases:
        """Words that say nothing."""
        return Phrases(self.rows("openings"))

    @cached_property
    def vague(self) -> frozenset[str]:
        """Link texts that do not say where the link goes."""
        return self.column("vague-links")

    @cached_property
    def accounts(self) -> list[tuple[str, ...]]:
        """Web sites that need an account: (host, name)."""
        return [row for row in self.rows("accounts") if len(row) > 1]

    @cached_property
    def blocked_types(self) -> frozenset[str]:
        """Endings of files that mail systems refuse."""
        return self.column("blocked-types")

    @cached_property
    def mailbox_words(self) -> tuple[str, ...]:
        """Words in the name of a mailbox that belongs to no single person."""
        return tuple(sorted(self.column("mailbox-words")))


def since(text: str) -> date | None:
    """The day that a list names; None for what is no date."""
    try:
        return read_date(text, None).day
    except Wrong:
        return None
