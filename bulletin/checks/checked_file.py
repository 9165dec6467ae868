"""Define a file to check, with its issue, its item, its day, and searches that several rules use."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from ..content.leftovers import leftovers_of
from ..content.source import Enclosed, Source, Workspace
from ..content.word_lists import english
from ..model import Issue, Item
from ..text.private import Number, printed_numbers
from ..text.text_fault import TextFault
from ..text.wordings import Match
from ..text.written_days import WrittenDays, written_days
from .closed_contents import ClosedContents
from .text_spans import Spans
from .word_lists import HYPHENATED, WORD, WordLists

_LIST_ENTRY = re.compile(r" *(?:[-–•·*] |ignore *:)", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"(?:[^\W\d_]+[ \u00a0/-]{1,2}){0,3}[^\W\d_]+\.?[ \u00a0]{0,2}[:#=/-]?[ \u00a0]{0,2}[#(]?$")
_GOES_ON = re.compile(r"(?<=\S)[ \t]*\n[ \t>]*(?=\S|\Z)(?![-*+•|#]|[0-9]+[.)])")
"""A line end within a paragraph, with what a list or a quote has in front of the next line."""
_NO_MARKS = str.maketrans("", "", '*_`"“”')
_NUMBER_WORD = frozenset(("number", "numbers", "no", "nos", "ref", "reference", "id", "code", "is", "was"))
_TWO_CAPITALS = re.compile(r"\b(?=([A-Z][a-z]+) ([A-Z][a-z'’-]{3,})\b)")
_LETTERS = re.compile(r"[^\W\d_]+")
_NEAR = 60
"""The number of characters before a number in which words like "purchase order" are looked for."""
_SENTENCE_END = re.compile(
    r"[!?](?=\s)|(?<!\b(?:dr|mr|ms|mx|fr|sr|br|st))(?<!\b(?:mrs|rev))(?<!\b(?:prof|cllr|revd))\.(?=\s)"
    r"|\n\s*\n|\n(?=\s*(?:[-*+>|#]|[0-9]{1,3}[.)])\s)"
)
"""In small letters; the full stop of a title like "Dr." ends no sentence."""
_LONGEST_LINE = 1_000
_FARTHEST = 300
"""The number of characters on each side in which the end of a sentence is looked for."""


@dataclass(kw_only=True, repr=False, eq=False)
class CheckedFile:
    """A file to check, with everything that rules need to know about it."""

    source: Source
    workspace: Workspace
    words: WordLists
    issue: Issue | None = None
    """The issue of the file, None for settings and snippets."""
    item: Item | None = None
    """The item of the file, None for other kinds of file."""
    public_repository: bool | None = None
    """Whether anyone can read the repository; None if that is unknown."""
    broken: bool = False
    """Whether reading the file found an error, so that the item may be incomplete."""
    broken_beside: bool = False
    """Whether reading another file of the folder found an error, so that the issue may be incomplete."""
    sources: Mapping[str, Source]
    """Every file by its path."""
    closed: ClosedContents | None = None
    """The paragraphs and files of limited and held items."""
    rule_ids: Collection[str]
    """The ids of all rules."""

    @property
    def day(self) -> date:
        """The day for which the file is checked: that of its issue, or else of the workspace."""
        return self.issue.day if self.issue else self.workspace.day

    @cached_property
    def lower(self) -> str:
        """The text of the file in small letters, with the same offsets."""
        return _lower(self.source.text)

    @property
    def prose_as_written(self) -> str:
        """The text of the file with blanks for everything that is not prose, with the same offsets."""
        return self.source.said

    @cached_property
    def prose(self) -> str:
        """The prose in small letters, with the same offsets."""
        return _lower(self.prose_as_written)

    @cached_property
    def prose_and_code(self) -> str:
        """The prose and the code in small letters, with the same offsets, since code may have dates and names, too."""
        return self._with_code(self.prose, self.lower)

    @cached_property
    def _written(self) -> str:
        return self._with_code(self.prose_as_written, self.source.text)

    def _with_code(self, prose: str, text: str) -> str:
        """Return a prose with the code of the file in place of its blanks. text: that of the whole file."""
        pieces: list[str] = []
        at = 0
        for start, end in sorted(self.source.code):
            pieces += (prose[at:start], text[max(at, start) : end])
            at = max(at, end)
        return "".join((*pieces, prose[at:])) if pieces else prose

    @cached_property
    def prose_words(self) -> Sequence[str]:
        """Every word of the prose in small letters, in order."""
        return WORD.findall(self.prose)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the prose, in small letters."""
        return frozenset(self.prose_words)

    @cached_property
    def word_counts(self) -> Counter[str]:
        """How often each word stands in the file, as written: "Hall" and "hall" are two."""
        return Counter(re.findall(r"\w+", self.source.text))

    @cached_property
    def strange_words(self) -> frozenset[str]:
        """The words of the vocabulary that the dictionary lacks; they may be forms of others, or names."""
        return self.vocabulary - english().common - english().rare

    @cached_property
    def all_words(self) -> frozenset[str]:
        """Every run of letters in prose and code, in small letters: "e" and "mail" of "e-mail"."""
        return frozenset(_LETTERS.findall(self.prose_and_code))

    @cached_property
    def hyphenated(self) -> frozenset[str]:
        """The same, but that words which hyphens join are one."""
        return frozenset(re.findall(HYPHENATED, self.prose)) if "-" in self.prose else self.vocabulary

    @cached_property
    def leftovers(self) -> tuple[TextFault, ...]:
        """The marks that Markdown did not take."""
        return tuple(leftovers_of(self.source))

    @cached_property
    def name_pairs(self) -> frozenset[tuple[str, str]]:
        """Two words with capitals in a row, as a first name and a surname have them, in small letters."""
        pairs = _TWO_CAPITALS.finditer(self.prose_as_written)
        return frozenset((match[1].lower(), match[2].lower()) for match in pairs)

    @cached_property
    def neighbours(self) -> frozenset[tuple[str, str]]:
        """Every two words of the prose of which one follows the other, in small letters."""
        return frozenset(pairwise(self.prose_words))

    def days_between(self, start: int, end: int) -> Sequence[WrittenDays]:
        """Return the days of the prose and the code that begin between two offsets."""
        return self.written_days[bisect_left(self._day_starts, start) : bisect_left(self._day_starts, end)]

    @cached_property
    def _day_starts(self) -> Sequence[int]:
        return [named.days[0].start for named in self.written_days]

    @cached_property
    def dates(self) -> frozenset[date]:
        """The dates that the file names, and the first days of its item's sessions."""
        written = (day for named in self.written_days for day in named.days)
        sessions = self.item.sessions if self.item else ()
        days = (day.on(day.year or self.day.year) for day in written)
        return frozenset([*(day for day in days if day), *(session.start.date() for session in sessions)])

    @cached_property
    def written_days(self) -> tuple[WrittenDays, ...]:
        """The days in prose and code that are written with the name of their month."""
        return tuple(written_days(self.prose_and_code))

    @cached_property
    def restrictions(self) -> tuple[Match, ...]:
        """The words by which the text says that it is not for everybody."""
        return tuple(self.words.restrictions.uncontested(self.prose_and_code, self.source.text))

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers in the text that may be health numbers."""
        return tuple(printed_numbers(self.source.text))

    @cached_property
    def preformatted(self) -> Spans:
        """The spans of tables and code, in which spaces are for layout."""
        blocks = self.source.blocks
        return Spans((block.start, block.end) for block in blocks if block.kind in ("code", "indented code", "table"))

    @cached_property
    def addresses(self) -> Spans:
        """The spans of web addresses."""
        links = (link for link in self.source.links if link.url.lower().startswith("http"))
        return Spans((link.at, max(link.end, link.at + len(link.url))) for link in links)

    def is_reference(self, offset: int) -> bool:
        """Tell whether words directly before a number show that it is a reference, like "purchase order no."."""
        before = _GOES_ON.sub(" ", self.lower[max(0, offset - _NEAR) : offset].translate(_NO_MARKS))
        match = _BEFORE_NUMBER.search(before)
        words = re.findall(r"[^\W\d_]+", match[0]) if match else []
        number_words = self.words.number_words
        while words and words[-1] in _NUMBER_WORD and " ".join(words[-2:]) not in number_words:
            words.pop()
        return any(" ".join(words[-count:]) in number_words for count in (1, 2, 3) if len(words) >= count)

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        """The contents of the item's attachments."""
        return self.workspace.enclosed.get(self.source.path, ())

    def words_at(self, start: int, end: int) -> str:
        """Return the words of prose and code between two offsets, as written, with single blanks."""
        return " ".join(self._written[start:end].split())

    def line_of(self, offset: int) -> str:
        """Return the line that contains an offset; of a very long one, what is near the offset."""
        start, end = self.line_around(offset)
        return self.source.text[start:end]

    def line_around(self, offset: int) -> tuple[int, int]:
        """Return the start and end of the line that contains an offset, at most _LONGEST_LINE before and after it.

        Rules look at the line of each of their matches: without a limit a text of one long line takes quadratic time.
        """
        text, first, last = self.source.text, max(0, offset - _LONGEST_LINE), offset + _LONGEST_LINE
        end = text.find("\n", offset, last)
        return max(text.rfind("\n", first, offset) + 1, first), end if end >= 0 else min(last, len(text))

    def sentence_around(self, offset: int) -> tuple[int, int]:
        """Return the start and end of the sentence that contains an offset."""
        prose = self.prose_and_code
        before = prose[max(0, offset - _FARTHEST) : offset]
        ends = list(_SENTENCE_END.finditer(before))
        start = offset - len(before) + (ends[-1].end() if ends else 0)
        end = _SENTENCE_END.search(prose, offset, offset + _FARTHEST)
        return start, end.start() if end else min(len(prose), offset + _FARTHEST)

    def value_offset(self, key: str) -> int:
        """Return the offset of the value of a key, 0 if the file does not have the key."""
        return next((value.start for value in self.source.values if value.key == key), 0)

    def entry_offsets(self, key: str) -> frozenset[int]:
        """Return the offsets of the entries of a key, without lines that continue an entry."""
        values = [value for value in self.source.values if value.key == key]
        return frozenset(value.start for value in values if _LIST_ENTRY.match(self.line_of(value.start)))


def _lower(text: str) -> str:
    """Return a text in small letters, except letters like İ whose small form is longer, so that offsets stay."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
