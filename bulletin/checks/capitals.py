"""The rule of words in capitals."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from ..content.word_lists import english
from ..text import humanize
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_CAPITALS = r"(?<![0-9A-Za-z])[A-Z]{2,}(?:[ '’&-]{1,3}(?:A )?[A-Z]{2,})*"


def shouts(file: CheckedFile) -> Iterator[re.Match[str]]:
    """Yield the places of long words in capitals that are no acronyms."""
    acronyms = _acronyms(file)
    prose = file.prose_as_written
    for match in re.finditer(_CAPITALS, prose):
        before = prose[match.start() - 1 : match.start()] if match.start() else ""
        after = prose[match.end() : match.end() + 1]
        if before.isalnum() or after.isalnum() or before in _NO_WORD_BEFORE or after in ("-", "_", "%"):
            continue
        words = re.findall("[A-Z]+", match[0])
        long = [word for word in words if len(word) > 4 and word not in acronyms and word.capitalize() not in DAY_NAMES]
        is_sentence = len(words) >= SHORT_WORDS and not acronyms.issuperset(words) and _has_small_word(words)
        if (len(words) > 1 and long) or any(len(word) > 6 for word in long) or is_sentence:
            yield match


_NO_WORD_BEFORE = ("(", "-", "_", "#", "@", "%")
"""Capitals behind one of these signs are a part of a name, a hashtag or an account."""


def _acronyms(file: CheckedFile) -> frozenset[str]:
    return frozenset(file.words.well_known | file.words.expansions.keys() | file.words.acronyms.keys())


def _has_small_word(words: Sequence[str]) -> bool:
    """Tell whether words in capitals are a sentence: one is a word that joins others."""
    return not _JOINING.isdisjoint(words)


SHORT_WORDS = 4
_JOINING = frozenset(
    [
        "THE",
        "OF",
        "TO",
        "IN",
        "AND",
        "IS",
        "ARE",
        "FOR",
        "ON",
        "AT",
        "BE",
        "WILL",
        "WITH",
        "BY",
        "FROM",
        "OR",
        "IF",
        "WE",
        "YOU",
        "THIS",
        "YOUR",
        "OUR",
        "NOT",
        "NO",
        "PLEASE",
    ]
)
DAY_NAMES = frozenset(name.upper() for name in (*humanize.DAYS, *humanize.MONTHS))


@rule(
    "TXT03",
    "warning",
    "Words are in capitals.",
    "Use capitals for names and first letters only.",
    on=TEXTS,
    wrong="‸THIS IMPORTANT NOTICE IS for all.",
    right="The NSPCC and CAMHS have an important notice.",
    note="Up to three words are advice, and so is the beginning of a line that goes on in small letters.",
)
def words_in_capitals(file: CheckedFile) -> Iterator[Finding]:
    for match in shouts(file):
        is_sentence = len(re.findall("[A-Z]+", match[0])) >= _SENTENCE_LENGTH and not _leads_in(file, match)
        severity = "warning" if is_sentence else "info"
        hint = f'Write "{_in_small_letters(match[0][:60], _acronyms(file))}".'
        yield Finding(match.start(), f'"{match[0][:60]}" is in capitals.', hint, severity)


def _in_small_letters(words: str, acronyms: Collection[str]) -> str:
    """Write words in capitals as a sentence; days and months keep their capital, and acronyms all of them."""

    def small(word: re.Match[str]) -> str:
        is_word = word[0] in _ALSO_WORDS or word[0].lower() in english().common
        is_acronym = word[0] in acronyms and not is_word
        return word[0] if is_acronym else _DAYS.get(word[0].lower(), word[0].lower())

    sentence = re.sub(r"[A-Z]+", small, words)
    return sentence[:1].upper() + sentence[1:]


_ALSO_WORDS = frozenset(("AD", "AM", "AS", "CAT", "COP", "IT", "LED", "ME", "NICE", "RE", "SO", "US", "WHO"))
"""Acronyms that are mostly a short word where all is in capitals."""
_DAYS = {name.lower(): name for name in (*humanize.DAYS, *humanize.MONTHS) if name not in ("March", "May")}
_SENTENCE_LENGTH = 4
"""From so many words in capitals on, the finding is a warning; fewer words are emphasis, which is advice only."""
_BEHIND_BEGINNING = re.compile(r" [a-z(]")


def _leads_in(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether words in capitals begin a line that goes on in small letters, as a heading may do."""
    prose, start = file.prose_as_written, match.start()
    line = prose.rfind("\n", max(0, start - _LONGEST_MARK), start)
    is_first = line >= 0 and not any(letter.isalpha() for letter in prose[line + 1 : start])
    return is_first and _BEHIND_BEGINNING.match(prose, match.end()) is not None


_LONGEST_MARK = 12
"""The most letters of a mark or a number in front of the first word of a line."""
