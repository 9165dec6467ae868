"""Look words and phrases up in the bulletin's word lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import NamedTuple

from ..content.dates import read_date
from ..content.frontmatter import Wrong
from ..content.source import Workspace

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FIRST_LAST = re.compile(r"[A-Za-z'-]{2,}[._][A-Za-z'-]{2,}[0-9]{0,3}")
_LONG_WORD = 6
_ENDINGS = frozenset(
    ("", "s", "y", "ies", "ing", "e", "es", "ment", "ments", "al", "als", "ation", "ations", "ications")
)
"""What follows a word of the list mailbox-words, whose words may be cut short."""


class Phrase(NamedTuple):
    """Words in a row, and their row in the list."""

    pattern: str
    """A regular expression, which `re` compiles, and keeps, once a text has the phrase's first word."""
    row: tuple[str, ...]


class Match(NamedTuple):
    """Where a phrase stands, and its row in the list."""

    start: int
    end: int
    row: tuple[str, ...]


class Phrases:
    """Phrases of a list, by their first word: a phrase is looked for only in a text that has this word."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        for row in rows:
            phrase = Phrase(_pattern(row[0]), tuple(row))
            for first_word in _first_words(row[0].lower()):
                self._by_word.setdefault(first_word, []).append(phrase)

    def find(self, prose: str, vocabulary: Collection[str]) -> Iterator[Match]:
        """Yield every place of a phrase in a text in small letters, whose words are the vocabulary."""
        places: set[tuple[int, int]] = set()
        for word in self._by_word.keys() & vocabulary:
            for pattern, row in self._by_word[word]:
                for match in re.finditer(pattern, prose):
                    before = prose[match.start() - 1 : match.start()]
                    inside = before.isalnum() or (before and before in "-_'’")
                    if not inside and match.span() not in places:
                        places.add(match.span())
                        yield Match(match.start(), match.end(), row)


class Wording(NamedTuple):
    """A row of lists/restrictions.txt, which says how it is written."""

    places: tuple[frozenset[str], ...]
    """Of each place that must be there, the words with which it can begin; none for a number or a gap."""
    pattern: str
    row: tuple[str, ...]


class Wordings:
    """Wordings of a list, by their first word: one is looked for only where a word of every place follows.

    Compiling all of them takes longer than all the other rules do for an item.
    """

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._by_word: dict[str, list[Wording]] = {}
        self._longest = 0
        """Words of the longest wording."""
        for row in rows:
            places = row[0].lower().split()
            needed = tuple(frozenset(_openings(place)) for place in places if not place.endswith(("?", _GAP, _NUMBER)))
            self._longest = max(self._longest, sum(map(_most_words, places)))
            wording = Wording(needed, _wording_pattern(places), tuple(row))
            for word in _opening_words(places):
                self._by_word.setdefault(word, []).append(wording)

    def find(self, prose: str) -> Iterator[Match]:
        """Yield every place of a wording in a text in small letters, whatever its apostrophes."""
        plain = prose.translate(_APOSTROPHES)
        vocabulary = frozenset(_PLAIN_WORD.findall(plain))
        possible = {first: self._possible(first, vocabulary) for first in self._by_word.keys() & vocabulary}
        tokens = list(_PLAIN_WORD.finditer(plain)) if any(possible.values()) else []
        for number, token in enumerate(tokens):
            for wording in possible.get(token.group(), ()):
                following = (word.group() for word in tokens[number : number + self._longest])
                if _stand_in(following, wording.places):
                    match = _compiled(wording.pattern).match(plain, token.start())
                    if match:
                        yield Match(match.start(), match.end(), wording.row)

    def _possible(self, first: str, vocabulary: frozenset[str]) -> list[Wording]:
        """Return the wordings that begin with a word, and of whose every place a text has a word."""
        return [
            wording
            for wording in self._by_word[first]
            if not any(vocabulary.isdisjoint(place) for place in wording.places)
        ]


_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u02bc\uff07"), "'")
_PLAIN_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_GAP, _NUMBER = "…", "#"
_GAP_WORDS = 4
_BETWEEN = r"[\s,:()\"“”–—-]+"
"""Between two words stand blanks, and marks that end no sentence."""

_compiled = cache(re.compile)


def _stand_in(words: Iterator[str], places: Sequence[Collection[str]]) -> bool:
    """Tell whether words hold one of each place, in the order of the places."""
    return all(any(word in place for word in words) for place in places)


def _most_words(place: str) -> int:
    """Return how many words a place has at most; a gap has few, and so has a number (10:30)."""
    if place in (_GAP, _NUMBER):
        return _GAP_WORDS
    return max(len(_PLAIN_WORD.findall(choice.replace("_", " "))) for choice in place.split("/"))


def _openings(place: str) -> Iterator[str]:
    """Yield the words with which a place can begin."""
    for choice in place.removesuffix("?").split("/"):
        yield from _PLAIN_WORD.findall(choice.replace("_", " "))[:1]


def _opening_words(places: Sequence[str]) -> Iterator[str]:
    """Yield the words with which a wording can begin: those of its first place, and of the next if that is optional."""
    for place in places:
        yield from _openings(place)
        if not place.endswith("?"):
            return


def _wording_pattern(places: Sequence[str]) -> str:
    pattern = ""
    for place in places:
        if place == _GAP:
            pattern += rf"(?:[\w']+{_BETWEEN}){{0,{_GAP_WORDS}}}?"
            continue
        choices = "|".join(map(_choice_pattern, place.removesuffix("?").split("/")))
        pattern += f"(?:(?:{choices}){_BETWEEN})?" if place.endswith("?") else f"(?:{choices}){_BETWEEN}"
    return rf"(?<!\w){pattern.removesuffix(_BETWEEN)}(?!\w)"


def _choice_pattern(choice: str) -> str:
    """Return the pattern of one word or more, or of a number."""
    if choice == _NUMBER:
        return r"[0-9][0-9:.]*"
    return _BETWEEN.join(map(re.escape, choice.replace("-", "_").split("_")))


def _first_words(phrase: str) -> Iterator[str]:
    """Yield the words with which a phrase can begin; a star at its end stands for a plural."""
    words = WORD.findall(phrase)
    yield from words[:1]
    if phrase.endswith("*") and len(words) == 1:
        yield f"{words[0]}s"


def _pattern(words: str) -> str:
    plural = r"(?:s|['’]s)?" if words.endswith("*") else ""
    inner = r"\s+".join(re.escape(word) for word in words.lower().removesuffix("*").split())
    return rf"{inner}{plural}(?![\w-])"


class WordLists:
    """The word lists of a workspace, and the bulletin's own acronyms."""

    def __init__(self, workspace: Workspace) -> None:
        self.acronyms: Mapping[str, str] = dict(workspace.settings.acronyms)
        """What the bulletin's own acronyms stand for."""
        self._lines = workspace.words

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """Return the rows of a list: its lines, each split at the bars."""
        return [tuple(cell.strip() for cell in line.split("|")) for line in self._lines.get(name, ())]

    def column(self, name: str) -> frozenset[str]:
        """Return the first cells of a list."""
        return frozenset(row[0] for row in self.rows(name))

    @cached_property
    def well_known(self) -> frozenset[str]:
        """Acronyms that need no words."""
        return self.column("acronyms")

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words in small letters that are no acronyms, although people write them in capitals."""
        return self.column("ordinary-words")

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
        """Misspellings and the words that were meant."""
        return {row[0]: row[1] for row in self.rows("misspellings") if len(row) > 1}

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Words in small letters that no dictionary has, and that are right."""
        return self.column("known-words")

    @cached_property
    def confusions(self) -> Phrases:
        """Words that were taken for others: (wrong words, what was meant)."""
        return Phrases([row for row in self.rows("confusions") if len(row) > 1])

    @cached_property
    def outdated(self) -> Phrases:
        """Names that were replaced: (old, from, new)."""
        return Phrases([row for row in self.rows("outdated") if len(row) > 2 and first_day(row[1])])

    @cached_property
    def language(self) -> Phrases:
        """Language that blames or is out of date: (words, what to write instead)."""
        return Phrases([row for row in self.rows("language") if len(row) > 1])

    @cached_property
    def openings(self) -> Phrases:
        """Words that say nothing."""
        return Phrases(self.rows("openings"))

    @cached_property
    def restrictions(self) -> Wordings:
        """Wordings that say that a text is not for everybody: (wording, "hold" or "innocent")."""
        return Wordings(self.rows("restrictions"))

    @cached_property
    def vague_links(self) -> frozenset[str]:
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
    def _mailbox_words(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.column("mailbox-words")))) or "(?!)")

    @cached_property
    def _long_mailbox_words(self) -> tuple[str, ...]:
        return tuple(word for word in self.column("mailbox-words") if len(word) >= _LONG_WORD)

    def is_shared_mailbox(self, name: str) -> bool:
        """Tell whether the name of a mailbox, before the @, is that of a team or a service and not of a person.

        In a name like first.last a word of the list must be a whole part, with an ending at most, or a long one must
        end it: jane.northcote is a person, for all the "north" in it, and nhsdigital.desk is none.
        """
        if not _FIRST_LAST.fullmatch(name):
            return bool(self._mailbox_words.search(name.lower()))
        parts = re.split(r"[._]", name.lower().rstrip("0123456789"))
        matches = [(part, match) for part in parts if (match := self._mailbox_words.match(part))]
        named = any(part[match.end() :] in _ENDINGS for part, match in matches)
        return named or any(part.endswith(self._long_mailbox_words) for part in parts)

    @cached_property
    def private_mail(self) -> frozenset[str]:
        """Names of the hosts that give mailboxes to private persons, up to the first dot."""
        return self.column("private-mail")

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Given names in small letters, without those that are words or places, too."""
        return self.column("given-names")

    @cached_property
    def public_addresses(self) -> list[tuple[str, ...]]:
        """Public addresses that hold what looks like a mailbox or a key: (pattern, what it is)."""
        return [row for row in self.rows("public-addresses") if not row[0].startswith("*")]

    @cached_property
    def personal_addresses(self) -> list[tuple[str, ...]]:
        """Addresses that were made for one person: (pattern or parameter, why, letters, host)."""
        return [row for row in self.rows("personal-addresses") if len(row) > 1]

    @cached_property
    def number_words(self) -> frozenset[str]:
        """Words that say what a number is, right before it."""
        return self.column("number-words")

    @cached_property
    def starter_texts(self) -> Phrases:
        """Sentences of the files with which a bulletin or an item begins."""
        return Phrases(self.rows("starter-texts"))

    @cached_property
    def mail_domains(self) -> list[tuple[str, ...]]:
        """Where mailboxes are, and endings that do not exist: (domain), (wrong ending, right ending)."""
        return self.rows("mail-domains")

    @cached_property
    def https_hosts(self) -> frozenset[str]:
        """Hosts that are known to answer at https."""
        return self.column("https-hosts")

    @cached_property
    def shorteners(self) -> frozenset[str]:
        """Hosts of short addresses, which lead elsewhere by design."""
        return self.column("shorteners")

    @cached_property
    def hiding_shorteners(self) -> frozenset[str]:
        """The same without those that lead only to pages of the service that they are named after."""
        return frozenset(row[0] for row in self.rows("shorteners") if len(row) < 2)

    @cached_property
    def wrappers(self) -> list[tuple[str, ...]]:
        """Addresses that were put round another: (pattern, where the real one is)."""
        return self.rows("wrappers")

    @cached_property
    def tracking(self) -> list[tuple[str, ...]]:
        """Parameters of addresses that only tell who clicked: (name, host)."""
        return self.rows("tracking")


def first_day(text: str) -> date | None:
    """Return the day that a list names; None for what is no date."""
    try:
        return read_date(text, None).day
    except Wrong:
        return None
