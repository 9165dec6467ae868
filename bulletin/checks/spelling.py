"""The rule for words that are in no dictionary, but differ by one typing mistake from one that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..content.english import English, english
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
_WORD = re.compile(rf"(?<![\w'’./@#:&=+$%\\*_`<{{-])[a-z]{{{SHORTEST},30}}(?![\w'’/@:=(*_`>}}-]|\.\w)")
"""A whole word in small letters; a word with a capital may be a name."""


@rule(
    "TXT20",
    "info",
    "A word is in no dictionary, and nearly another, or begins with two capitals.",
    "Correct it, or add it to `words/known-words.txt`.",
    on=TEXTS,
    wrong="The ‸resposible person is named.",
    right="The responsible person is named. Webinars are on Zoom.",
    note="Words in small letters, of five letters or more, that neither "
    "British nor American English has (125,000 words of SCOWL), and that one slip makes of a common word. A word "
    "that stands in another file, too, or three times in one, is one that your team uses.",
)
def unknown_word(file: CheckedFile) -> Iterator[Finding]:
    listed = file.words.misspellings.keys() | file.words.known_words
    meant = {word: _meant(word) for word in file.vocabulary if len(word) >= SHORTEST and word not in listed}
    if any(meant.values()):
        for match in _WORD.finditer(file.prose_as_written):
            near = meant.get(match[0])
            if near and not _is_used(file, match[0]):
                choice = " or ".join(f'"{word}"' for word in near)
                yield Finding(match.start(), f'"{match[0]}" is in no dictionary.', f"Did you mean {choice}?")
    for match in _TWO_CAPITALS.finditer(file.prose_as_written):
        word = match[0]
        if word.lower() in english().common and word not in file.words.well_known:
            yield Finding(match.start(), f'"{word}" begins with two capitals.', f'Write "{word.capitalize()}".')


@lru_cache(maxsize=20_000)
def _meant(word: str) -> tuple[str, ...]:
    return tuple(meant_words(word, english()))


_TWO_CAPITALS = re.compile(r"(?<![\w'’./@#-])[A-Z]{2}[a-z]{3,}(?![\w'’/@-])")


def _is_used(file: CheckedFile, word: str) -> bool:
    """Return whether a word is often in the file, in another file, or somewhere with a capital, as a name."""
    text, pattern = file.source.text, rf"\b{word}\b"
    if len(re.findall(pattern, text)) >= _OFTEN or re.search(rf"\b{word.capitalize()}\b", text):
        return True
    others = (source for path, source in file.sources.items() if path != file.source.path)
    return any(word in other.text and re.search(pattern, other.text) for other in others)


def meant_words(word: str, words: English) -> list[str]:
    """Return the common words that an unknown word may be meant for: "resposible" gives ["responsible"].

    Returns [] for a word of the dictionary, or a form of one.
    """
    if word in words.common or word in words.rare or _is_form(word, words):
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
