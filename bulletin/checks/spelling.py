"""The rule for words that are in no dictionary, but differ by one typing mistake from one that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from ..content.word_lists import English, english
from ..text import humanize
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

SHORTEST = 5
"""The fewest letters of a word that is checked; a shorter unknown word is too often no mistake."""
_LONG = 6
"""From this many letters on, every kind of mistake is tried; in a shorter word only swapped and double letters."""
_OFTEN = 3
"""A word that is so often in one file is taken to be no mistake."""
_MOST = 3
"""The most words that a hint names."""
_ENDINGS = ("s", "es", "d", "ed", "r", "er", "ers", "ing", "ly", "able", "y", "ish")
_SYLLABLES = (
    "un",
    "re",
    "pre",
    "de",
    "non",
    "mis",
    "over",
    "under",
    "sub",
    "co",
    "multi",
    "inter",
    "anti",
    "auto",
    "micro",
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(rf"(?<![\w'’./@#:&=+$%\\*_`<{{-])[a-z]{{{SHORTEST},30}}(?=['’]s\b|[^\w'’]|$)(?![/@:=(*_`>}}-]|\.\w)")
"""A whole word in small letters; a word with a capital may be a name."""

_OF_OWNER = re.compile(r"['’]s\Z")

RULE = "TXT20"


@rule(
    RULE,
    "warning",
    "A word is in no dictionary, and nearly another, or is two that run together.",
    "Correct it, or add it to `words/known-words.txt`: `bulletin fix --names` asks for each.",
    on=TEXTS,
    wrong="The ‸resposible person is named.",
    right="The responsible person is named. Webinars are on Zoom.",
    note="Advice in a line with code or a link to it. Words in small letters, of five letters or more, that neither "
    "British nor American English has (125,000 words of SCOWL), and that one slip makes of a common word. A word "
    "that stands in another file, too, or three times in one, is one that your team uses.",
)
def unknown_word(file: CheckedFile) -> Iterator[Finding]:
    for unknown in unknown_words(file):
        yield Finding(unknown.offset, unknown.says, unknown.hint, unknown.severity)
    yield from _two_capitals(file)
    yield from _run_together(file)
    yield from _torn_words(file)


class UnknownWord(NamedTuple):
    """A word that no dictionary has, and that one slip makes of a word that it has."""

    offset: int
    word: str
    hint: str
    """A question with the words that it may be meant for."""
    severity: str
    """"info" in a line that speaks of a program, else ""."""

    @property
    def says(self) -> str:
        """Return the message about the word."""
        return f'"{self.word}" is in no dictionary.'


def unknown_words(file: CheckedFile) -> Iterator[UnknownWord]:
    """Yield each place of an unknown word, without those that the team's list has or the bulletin uses often."""
    listed = file.words.misspellings.keys() | file.words.known_words
    short = file.words.short_words
    meant = {
        word: _meant(word) or _meant_short(word, short)
        for word in map(_OF_OWNER.sub, repeat(""), file.strange_words)
        if len(word) >= SHORTEST and word not in listed
    }
    for match in _WORD.finditer(file.prose_as_written) if any(meant.values()) else ():
        near = meant.get(match[0])
        if near and not _is_used(file, match[0]):
            yield _unknown(file, match, near)
    for match in _CAPITAL.finditer(file.prose_as_written):
        meant_name = _meant_with_capital(file, match)
        if meant_name:
            yield _unknown(file, match, [meant_name.capitalize()])


def _unknown(file: CheckedFile, match: re.Match[str], near: Sequence[str]) -> UnknownWord:
    choice = " or ".join(f'"{word}"' for word in near)
    severity = "info" if _OF_PROGRAMS.search(file.line_of(match.start())) else ""
    return UnknownWord(match.start(), match[0], f"Did you mean {choice}?", severity)


def _meant_with_capital(file: CheckedFile, match: re.Match[str]) -> str:
    """Return the word that an unknown word with a capital is meant for; "" if it is right, or may be a name."""
    small = match[0].lower()
    if len(small) < _SHORT_NAME:
        slipped = near = _meant_opener(file, match)
    else:
        slipped = _swapped_letters(small) or _two_vowels(small) or _meant_opener(file, match)
        near = slipped or _meant_by_name(small)
    if not near or (not slipped and not _stands_alone(file, match)):
        return ""  # It is right, or a part of a longer name.
    is_known = small in file.words.known_words or small in file.word_counts
    return "" if is_known or _is_used(file, match[0], often=2) else near


def _meant_opener(file: CheckedFile, match: re.Match[str]) -> str:
    """Return the word that the first word of a sentence lacks a letter of, or has one twice; "" for a name."""
    prose, small = file.prose_as_written, match[0].lower()
    before = prose[max(0, match.start() - _NEAR_BEGINNING) : match.start()]
    if not _GOES_ON.match(prose, match.end()) or not _SENTENCE_BEFORE.search(before):
        return ""
    names = file.words.given_names | file.words.surnames
    if small in names or small.removesuffix("s") in names or small.capitalize() in _DAYS:
        return ""
    return _with_letter_lost(small)


_DAYS = frozenset((*humanize.DAYS, *humanize.MONTHS, "Easter"))
_NEAR_BEGINNING = 12
_SENTENCE_BEFORE = re.compile(r"(?:^|\n|title: |[a-z][.!?] )[^\w\n.]*\Z")
_GOES_ON = re.compile(r" (?!(?:and|is|was|has|said|will|had|who|for|also|as|does|would|can|could|may)\b)[a-z]")
"""What stands behind a word that is no name of who does something."""


def _two_capitals(file: CheckedFile) -> Iterator[Finding]:
    """Yield words that begin with two capitals."""
    for match in _TWO_CAPITALS.finditer(file.prose_as_written):
        word = match[0]
        small = word.lower()
        is_short = small in _SHORT_WORDS or (len(small) > _SHORTEST_NAME and small in file.words.short_words)
        is_word = is_short or small in english().common
        if is_word and word not in file.words.well_known:
            yield Finding(match.start(), f'"{word}" begins with two capitals.', f'Write "{word.capitalize()}".')


def _run_together(file: CheckedFile) -> Iterator[Finding]:
    """Yield two words, or a number and a word, without the blank between them."""
    for word in file.strange_words:
        parts = _two_words(word) if len(word) >= _TWO_WORDS and word not in file.words.known_words else ""
        if parts and not _is_used(file, word):
            for match in re.finditer(rf"(?<![\w/.@#-]){word}(?![\w/@-])", file.prose_as_written):
                yield Finding(match.start(), f'"{word}" is two words.', f'Write "{parts}".')
        elif (
            not parts
            and word not in file.words.known_words
            and (parts := _word_beside(word, file.words.short_words))
            and not _is_used(file, word)
        ):
            for match in re.finditer(rf"(?<![\w/.@#'’]){word}(?![\w/@:'’-]|\.\w)", file.prose_as_written):
                yield Finding(match.start(), f'"{word}" is two words.', f'Write "{parts}".')
    for match in _IN_ONE.finditer(file.prose_as_written) if _CAPITAL_INSIDE.search(file.prose_as_written) else ():
        first, second = match["first"], match["second"]
        is_first = first.isupper() or first in english().common or first in file.words.short_words
        if is_first and (second in _OPENERS or second.lower() in english().common):
            start = match.start()
            is_code = _OF_PROGRAMS.search(file.source.text, max(0, start - _AROUND), start + _AROUND)
            hint = f'Write "{first} {second}".'
            yield Finding(start, f'"{match[0]}" is two words.', hint, "info" if is_code else "")
    for match in _JOINED.finditer(file.prose_as_written) if _MAYBE_JOINED.search(file.prose) else ():
        first, second = match["first"], match["second"]
        if second in english().common:
            yield Finding(match.start(), f'"{match[0]}" lacks a blank.', f'Write "{first} {second}".')


def _torn_words(file: CheckedFile) -> Iterator[Finding]:
    """Yield words with a blank in the middle, or a hyphen and a blank: "refl ects", "will ing", "sudden- ly"."""
    common = english().common
    is_torn = not _TORN_ENDINGS.isdisjoint(file.vocabulary) or _TORN_SIGN.search(file.prose)
    for match in _TORN.finditer(file.prose_as_written) if is_torn else ():
        first, second = match["first"].lower(), match["second"]
        # Letters that stood as one sign (fi, fl) are torn from what follows them, and endings from their words.
        is_ligature = first.endswith(_LIGATURES)
        is_half = match["mark"] != " " or is_ligature or second in _TORN_ENDINGS
        if (
            is_half
            and (match["mark"] != " " or not _is_listed(file, second))
            and (first + second in common or (is_ligature and first + second in file.words.short_words))
            and not _is_used(file, second)
        ):
            words = f"{match['first']}{match['mark']}{second}"
            yield Finding(match.start(), f'"{words}" is one word.', f'Write "{match["first"]}{second}".')


_TORN = re.compile(
    r"(?<![\w'’./@#-])(?P<first>[A-Z]?[a-z]{2,})(?P<mark> |[a-z](?=- )|- )(?=(?P<second>[a-z]{2,})(?![\w'’/@-]))"
)
_TORN_SIGN = re.compile(r"[a-z]- [a-z]|(?:ff|fi|fl) [a-z]")
"""What every other torn word has in it: this is found sooner."""
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl")
_TORN_ENDINGS = frozenset(
    (
        "ing",
        "ings",
        "ed",
        "er",
        "ers",
        "ly",
        "tion",
        "tions",
        "sion",
        "ment",
        "ments",
        "ness",
        "able",
        "ible",
        "ity",
        "ies",
        "ous",
    )
)


def _is_listed(file: CheckedFile, word: str) -> bool:
    """Tell whether a word itself is in the dictionary, or a short one that is frequent; no form of another."""
    return word in file.words.short_words or word in english().common or word in english().rare


_TWO_WORDS, _PART = 16, 6
"""Letters of two words that run together, and of each of them."""
_CAPITAL = re.compile(r"(?<![\w'’.@#-])[A-Z][a-z]{5,}(?![\w'’@-])")
_SHORT_NAME = 7
"""Letters of a word with a capital that is looked at inside a sentence, too."""
_JOINED = re.compile(
    r"(?<![\w'’./@#:=+-])(?P<first>[0-9]{1,2}|(?:19|20)[0-9]{2})(?P<second>[a-z]{4,})(?![\w'’/@(=-]|\.\w)"
)
"""24hours: what follows is a word of its own."""
_MAYBE_JOINED = re.compile(r"[0-9][a-z]{4}")
_IN_ONE = re.compile(r"(?<![\w'’./@#:=+$-])(?P<first>[a-z]{4,}|[A-Z]{4,})(?P<second>[A-Z][a-z]{2,})(?= [a-z])")
"""weekAssigned, CAMPAIGNThis: a sentence begins without a blank."""
_OPENERS = frozenset(
    (
        "The",
        "This",
        "That",
        "These",
        "They",
        "There",
        "When",
        "With",
        "From",
        "Your",
        "Our",
        "What",
        "Come",
        "Join",
        "Each",
        "All",
        "You",
        "For",
        "But",
        "And",
        "Find",
        "See",
        "Some",
        "Please",
    )
)
"""Words with which sentences begin, of which most are too short for the dictionary."""
_CAPITAL_INSIDE = re.compile("[A-Za-z][A-Z][a-z]")
"""What each such word has, and is found sooner."""
_AROUND = 200
"""The number of letters on both sides of a word in which names of programs are looked for."""


def _is_in_dictionary(word: str, words: English) -> bool:
    """Tell whether the dictionary has a word, or another form of it."""
    return word in words.common or word in words.rare or _is_form(word, words)


@lru_cache(maxsize=20_000)
def _two_words(word: str) -> str:
    """Return two common words of which a word is made; "" for one that a dictionary has, or a form of one."""
    words = english()
    if _is_in_dictionary(word, words):
        return ""
    for at in range(_PART, len(word) - _PART + 1):
        if word[:at] in words.common and word[at:] in words.common:
            return f"{word[:at]} {word[at:]}"
    return ""


_JOINING = frozenset(
    (
        "the", "and", "for", "with", "from", "this", "that", "of", "to", "at", "by", "our", "your", "their", "its",
        "these", "those", "they", "them", "there", "here", "what", "when", "where", "which", "who", "how", "than",
        "then", "not", "all", "also", "any", "some", "many", "most", "more", "very", "other", "every", "each", "lots",
        "full", "are", "was", "were", "has", "have", "had", "will", "would", "could", "should", "can",
        "being", "been", "both", "into", "until", "upon", "while", "before", "between", "during", "becomes",
    )
)  # fmt: skip
"""Words that join others, and are hardly ever half of a longer word, as "out" is of "rollout"."""
_ONLY_IN_FRONT = frozenset(("we", "you", "as", "is", "be", "it"))
"""Others, which are the ends of longer words."""
_LEAST_BESIDE = 6
"""Letters of a word of which one part joins others."""


@lru_cache(maxsize=20_000)
def _word_beside(word: str, short_words: frozenset[str]) -> str:
    """Return the two words, of which one joins others, that a word is made of: "hire for"; "" for none."""
    if len(word) < _LEAST_BESIDE or _is_in_dictionary(word, english()) or _meant(word):
        return ""
    for at in range(2, len(word) - 1):
        first, second = word[:at], word[at:]
        in_front, behind = first in _JOINING or first in _ONLY_IN_FRONT, second in _JOINING
        if (in_front and (behind or _is_whole(second, short_words))) or (behind and _is_whole(first, short_words)):
            return f"{first} {second}"
    return ""


def _is_whole(word: str, short_words: frozenset[str]) -> bool:
    """Tell whether half of a word is a word of four letters or more."""
    return word in english().common or (len(word) > _SHORTEST_NAME and word in short_words)


_SHORTEST_NAME = 3
"""Letters that may be an acronym."""


@lru_cache(maxsize=20_000)
def _two_vowels(word: str) -> str:
    """Return the common word for one with two of a vowel that is never double: "runniing"; "" for none."""
    words = english()
    if not any(pair in word for pair in ("ii", "uu", "aa")) or _is_in_dictionary(word, words):
        return ""
    single = word.replace("ii", "i").replace("uu", "u").replace("aa", "a")
    return single if single in words.common else ""


@lru_cache(maxsize=20_000)
def _meant_short(word: str, short_words: frozenset[str]) -> tuple[str, ...]:
    """Return the short word in which one letter became two: "frrom"; () for none."""
    if len(word) != SHORTEST or _is_in_dictionary(word, english()):
        return ()
    singles = {word[:at] + word[at + 1 :] for at in range(len(word) - 1) if word[at] == word[at + 1]}
    return tuple(sorted(singles & short_words))


@lru_cache(maxsize=20_000)
def _swapped_letters(word: str) -> str:
    """Return the common word in which two neighbours changed places; "" for one that a dictionary has."""
    words = english()
    if _is_in_dictionary(word, words):
        return ""
    return next((near for near in _swapped(word) if near in words.common and near[0] == word[0]), "")


@lru_cache(maxsize=20_000)
def _meant_by_name(word: str) -> str:
    """Return the common word that a word with a capital is meant for; "" for none: most such words are names."""
    if len(word) < _LONG_NAME or word.endswith(_ENDS_OF_NAMES):
        return ""
    return next((meant for meant in _meant(word) if " " not in meant and meant[:3] == word[:3]), "")


@lru_cache(maxsize=20_000)
def _with_letter_lost(word: str) -> str:
    """Return the common word of which a word lacks a letter, or has one twice; "" for none."""
    words = english()
    if _is_in_dictionary(word, words):
        return ""
    near = words.common.intersection((*_with_letter(word), *_doubled(word)))
    return min((meant for meant in near if meant[:2] == word[:2] and meant[-1] == word[-1]), default="")


def _stands_alone(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether no other word with a capital follows a word, and no given or unknown name stands beside it."""
    return not _CAPITAL_BEHIND.match(file.prose_as_written, match.end()) and not _is_beside_name(file, match)


_CAPITAL_BEHIND = re.compile(r"[ -](?:[A-Z0-9]|of\b|and\b)")
_LONG_NAME = 9
"""Letters of a word with a capital that is no name if one slip makes it of a common word."""
_ENDS_OF_NAMES = (
    "ton",
    "ham",
    "ford",
    "ley",
    "field",
    "bury",
    "son",
    "man",
    "wood",
    "worth",
    "well",
    "ville",
    "berg",
    "ski",
    "ova",
)
_BESIDE = (re.compile(r"[A-Z][a-z]+[ -]\Z"), re.compile(r"[ -][A-Z][a-z]+"))


def _is_beside_name(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether a given name stands beside a word, or another word with a capital that no dictionary has."""
    prose = file.prose_as_written
    before = _BESIDE[0].search(prose, max(0, match.start() - _LONGEST), match.start())
    behind = _BESIDE[1].match(prose, match.end())
    words = [one[0].strip(" -").lower() for one in (before, behind) if one]
    return any(word in file.words.given_names or not _is_known(file, word) for word in words)


def _is_known(file: CheckedFile, word: str) -> bool:
    return word in file.words.short_words or _is_in_dictionary(word, english())


_LONGEST = 30
_OF_PROGRAMS = re.compile(r"`|//(?:www\.)?(?:github|gitlab|bitbucket)\.|#[0-9]{2,}")
"""What shows that a line speaks of a program, in which words are names of its parts."""


@lru_cache(maxsize=20_000)
def _meant(word: str) -> tuple[str, ...]:
    return tuple(meant_words(word, english()))


_TWO_CAPITALS = re.compile(r"(?<![\w'’./@#-])[A-Z]{2}[a-z]{1,}(?![\w'’/@-])")
_SHORT_WORDS = frozenset(
    (
        "the", "and", "for", "this", "that", "what", "when", "will", "with", "have", "from", "your", "news",
        "some", "date", "time", "head", "view", "they", "them", "then", "come", "open", "join", "home", "book",
        "more", "make", "take", "free", "full", "next", "last", "week", "year", "here", "help", "you", "are",
        "all", "not", "see", "who", "how",
    )
)  # fmt: skip
"""Words that are too short for the dictionary, which people begin with two capitals."""


def _is_used(file: CheckedFile, word: str, often: int = _OFTEN) -> bool:
    """Tell whether the bulletin uses a word: often, in another file, or as a name."""
    is_name = word[0].islower() and word.capitalize() in file.word_counts
    if file.word_counts[word] >= often or is_name:
        return True
    others = (source for path, source in file.sources.items() if path != file.source.path)
    return any(word in other.text and re.search(rf"\b{word}\b", other.text) for other in others)


def meant_words(word: str, words: English) -> list[str]:
    """Return the common words that an unknown word may be meant for: "resposible" gives ["responsible"].

    Returns [] for a word of the dictionary, or a form of one.
    """
    if _is_in_dictionary(word, words):
        return []
    if word[0] == "a" and word[1:] in words.common:
        return [f"a {word[1:]}"]
    kinds = (_swapped, _doubled, _without_letter, _with_letter, _with_other_letter)
    for kind in kinds if len(word) >= _LONG else kinds[:2]:
        near = sorted(words.common.intersection(kind(word)))
        alike = [meant for meant in near if meant[0] == word[0]] or near
        if alike:
            return alike[:_MOST]
    return []


def _is_form(word: str, words: English) -> bool:
    """Return whether a word is a word of the dictionary with an ending or a prefix, like "rebooked"."""
    stems = [word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending)]
    stems += [word.removeprefix(syllable) for syllable in _SYLLABLES if word.startswith(syllable)]
    return any(stem in words.common or stem in words.rare for stem in stems)


def slips(word: str) -> Iterator[str]:
    """Yield every spelling that differs from a word by one typing mistake."""
    for kind in (_swapped, _without_letter, _with_letter, _with_other_letter):
        yield from kind(word)


def _swapped(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _doubled(word: str) -> Iterator[str]:
    """Yield the spellings with one letter doubled, and those with one double letter made single."""
    yield from (word[:at] + word[at + 1 :] for at in range(len(word) - 1) if word[at] == word[at + 1])
    yield from (word[:at] + word[at] + word[at:] for at in range(len(word)))


def _without_letter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _with_letter(word: str) -> Iterator[str]:
    return (word[:at] + letter + word[at:] for at in range(len(word) + 1) for letter in _LETTERS)


def _with_other_letter(word: str) -> Iterator[str]:
    return (word[:at] + letter + word[at + 1 :] for at in range(len(word)) for letter in _LETTERS)
