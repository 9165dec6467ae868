"""Look up words and phrases in the bulletin's word lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from typing import NamedTuple

from ..content.dates import read_date
from ..content.frontmatter import Wrong
from ..model import Settings
from ..text.expressions import compiled
from ..text.mailboxes import SharedMailboxes
from ..text.urls import AddressRows
from ..text.wordings import Match, Wordings, rows_of

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
HYPHENATED = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
"""A regular expression of a word, or of words that hyphens join."""


class Phrase(NamedTuple):
    """One or more words of a list that are looked for together, and their row in the list."""

    pattern: str
    """A regular expression, which is compiled once a text has the phrase's words."""
    words: frozenset[str]
    """Its words but the last, which may be a plural or have an apostrophe behind it."""
    last: str
    row: tuple[str, ...]


class Phrases:
    """Phrases of a list, by their first word: a phrase is looked for only in a text that has its words."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._by_word: dict[str, list[Phrase]] = {}
        for row in rows:
            words = WORD.findall(row[0].lower())
            phrase = Phrase(_pattern(row[0]), frozenset(words[:-1]), words[-1] if words else "", tuple(row))
            for first_word in _first_words(row[0].lower()):
                self._by_word.setdefault(first_word, []).append(phrase)

    def find(self, prose: str, vocabulary: frozenset[str]) -> Iterator[Match]:
        """Yield every place of a phrase in a text in small letters, whose words are the vocabulary."""
        places: set[tuple[int, int]] = set()
        for word in self._by_word.keys() & vocabulary:
            for phrase in self._by_word[word]:
                is_there = phrase.words <= vocabulary and phrase.last in prose
                for match in compiled(phrase.pattern).finditer(prose) if is_there else ():
                    before = prose[match.start() - 1 : match.start()]
                    inside = before.isalnum() or (before and before in "-_'’")
                    if not inside and match.span() not in places:
                        places.add(match.span())
                        yield Match(match.start(), match.end(), phrase.row)


def _first_words(phrase: str) -> Iterator[str]:
    """Yield the words with which a phrase can begin: "parent" and "parents" for "parent*"."""
    words = WORD.findall(phrase)
    yield from words[:1]
    if phrase.endswith("*") and len(words) == 1:
        yield f"{words[0]}s"


def _pattern(words: str) -> str:
    plural = r"(?:s|['’]s)?" if words.endswith("*") else ""
    inner = r"\s+".join(re.escape(word) for word in words.lower().removesuffix("*").split())
    return rf"{inner}{plural}(?![\w-])"


# A process that checks many times, as `serve` and the tests do, makes each of these once.
_phrases = lru_cache(maxsize=64)(Phrases)
_wordings = lru_cache(maxsize=64)(Wordings)


class WordLists:
    """The word lists of a workspace, and the bulletin's own acronyms."""

    def __init__(self, settings: Settings, lines: Mapping[str, tuple[str, ...]]) -> None:
        """Take the lists as they are. lines: those of each list, by its name."""
        self.acronyms: Mapping[str, str] = dict(settings.acronyms)
        """What the bulletin's own acronyms stand for."""
        self._settings, self._lines = settings, lines

    def __reduce__(self) -> tuple[type[WordLists], tuple[Settings, Mapping[str, tuple[str, ...]]]]:
        """Keep the lists alone between commands: what is made of them is made when a rule asks."""
        return WordLists, (self._settings, self._lines)

    def rows(self, name: str) -> tuple[tuple[str, ...], ...]:
        """Return the rows of a list: its lines, each split at the bars."""
        return rows_of(self._lines.get(name, ()))

    def column(self, name: str) -> frozenset[str]:
        """Return the first cells of a list."""
        return frozenset(row[0] for row in self.rows(name))

    @cached_property
    def well_known(self) -> frozenset[str]:
        """Acronyms that readers know, so that they need not be written in full, like "NHS"."""
        return self.column("acronyms")

    @cached_property
    def senses(self) -> Mapping[str, frozenset[str]]:
        """Acronyms that are known beside other words alone, and those words: "CT" and "scan"."""
        return {row[0]: frozenset(row[1].split()) for row in self.rows("acronyms") if len(row) > 1}

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """Words, in small letters, that people write in capitals, but that are no acronyms."""
        return self.column("ordinary-words")

    @cached_property
    def expansions(self) -> Mapping[str, str]:
        """Acronyms and their words in full; those in bulletin.yml replace those of the list."""
        return {row[0]: row[1] for row in self.rows("expansions") if len(row) > 1} | dict(self.acronyms)

    @cached_property
    def american(self) -> Mapping[str, tuple[str, ...]]:
        """Rows by American spelling: (American, British, "name" if the word with a capital may be a name)."""
        return {row[0]: row for row in self.rows("american") if len(row) > 1}

    @cached_property
    def misspellings(self) -> Mapping[str, str]:
        """Misspellings and the right spellings."""
        return {row[0]: row[1] for row in self.rows("misspellings") if len(row) > 1}

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Words in small letters that are right, although no dictionary has them."""
        return self.column("known-words")

    @cached_property
    def short_words(self) -> frozenset[str]:
        """Frequent words of two to four letters, which the dictionary lacks."""
        return self.column("short-words")

    @cached_property
    def confusions(self) -> Phrases:
        """Words that people confuse with others: (wrong words, right words)."""
        return _phrases(tuple(row for row in self.rows("confusions") if len(row) > 1))

    @cached_property
    def outdated(self) -> Phrases:
        """Names that were replaced: (old name, first day of the new name, new name)."""
        return _phrases(tuple(row for row in self.rows("outdated") if len(row) > 2 and first_day(row[1])))

    @cached_property
    def language(self) -> Phrases:
        """Language that blames or is out of date: (words, what to write instead)."""
        return _phrases(tuple(row for row in self.rows("language") if len(row) > 1))

    @cached_property
    def openings(self) -> Phrases:
        """Empty phrases that can be left out, like "as you will be aware"."""
        return _phrases(self.rows("openings"))

    @cached_property
    def restrictions(self) -> Wordings:
        """Wordings which may say that a text is not for everybody: (wording, "hold" or "innocent")."""
        return _wordings(self.rows("restrictions"))

    @cached_property
    def vague_links(self) -> frozenset[str]:
        """Link texts that do not say where the link goes."""
        return self.column("vague-links")

    @cached_property
    def accounts(self) -> Mapping[str, str]:
        """Hosts of web sites that need an account, and their names."""
        return {row[0]: row[1] for row in self.rows("accounts") if len(row) > 1}

    @cached_property
    def blocked_types(self) -> frozenset[str]:
        """Endings of file names that mail systems refuse, like "exe"."""
        return self.column("blocked-types")

    @cached_property
    def _shared_mailboxes(self) -> SharedMailboxes:
        return SharedMailboxes(self.column("mailbox-words"))

    def is_shared_mailbox(self, name: str) -> bool:
        """Return whether a mailbox belongs to a team or a service, by its name: the part before the @."""
        return self._shared_mailboxes.holds(name)

    @cached_property
    def private_mail(self) -> frozenset[str]:
        """Hosts of private mailboxes, up to the first dot, like "hotmail"."""
        return self.column("private-mail")

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Given names in small letters, without those that are also words or places."""
        return self.column("given-names")

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Surnames in small letters, without apostrophes."""
        return self.column("surnames")

    @cached_property
    def public_addresses(self) -> tuple[tuple[str, ...], ...]:
        """Public addresses with a part that looks like a mailbox or a key: (pattern, what the part is)."""
        return tuple(row for row in self.rows("public-addresses") if not row[0].startswith("*"))

    @cached_property
    def personal_addresses(self) -> AddressRows:
        """Addresses that were made for one person: (pattern or parameter, why, letters, host)."""
        return AddressRows(row for row in self.rows("personal-addresses") if len(row) > 1)

    @cached_property
    def number_words(self) -> frozenset[str]:
        """Words that can stand right before a number and say what it is, like "isbn"."""
        return self.column("number-words")

    @cached_property
    def starter_texts(self) -> Phrases:
        """Sentences in the files that `bulletin init` and `bulletin new` write."""
        return _phrases(self.rows("starter-texts"))

    @cached_property
    def mail_domains(self) -> tuple[tuple[str, ...], ...]:
        """Domains with mailboxes, as (domain,), and misspelt endings, as (wrong ending, right ending)."""
        return self.rows("mail-domains")

    @cached_property
    def https_hosts(self) -> frozenset[str]:
        """Hosts whose pages can be had by https too."""
        return self.column("https-hosts")

    @cached_property
    def shorteners(self) -> frozenset[str]:
        """Hosts of short addresses, which forward to other pages."""
        return self.column("shorteners")

    @cached_property
    def hiding_shorteners(self) -> frozenset[str]:
        """Hosts of short addresses that can forward to any page, not only to those of one service."""
        return frozenset(row[0] for row in self.rows("shorteners") if len(row) < 2)

    @cached_property
    def wrappers(self) -> AddressRows:
        """Addresses with another address in them: (pattern, where the other address is)."""
        return AddressRows(self.rows("wrappers"))

    @cached_property
    def tracking(self) -> tuple[tuple[str, ...], ...]:
        """Parameters that are in an address only to record who clicked it: (name, host)."""
        return self.rows("tracking")


def plain_words(text: str) -> list[str]:
    """Return the words of a text as they are compared: in small letters, without hyphens and the s of a plural."""
    return [plain_word(word) for word in re.findall(HYPHENATED, text)]


def plain_word(word: str) -> str:
    """Return a word in small letters, without hyphens and the s of a plural."""
    return word.lower().replace("-", "").removesuffix("s")


def first_day(text: str) -> date | None:
    """Return the date in a cell of a list; None if the cell is no date."""
    try:
        return read_date(text, None).day
    except Wrong:
        return None
