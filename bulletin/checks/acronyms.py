"""Rules of acronyms: one that is not written in full, and one with another meaning than it has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..content.word_lists import english
from ..text.expressions import compiled
from ..text.suggest import likeness
from ..text.urls import host
from .capitals import DAY_NAMES, SHORT_WORDS, shouts
from .checked_file import CheckedFile
from .rule import TEXTS, Example, Finding, rule
from .text_spans import Spans
from .word_lists import HYPHENATED, plain_word, plain_words

_ACRONYM = (
    r"(?:(?!Ma?c)(?:[A-Z]{1,4}[a-z]{1,2}){1,2}[A-Z]{1,4}s?(?![A-Za-z])|[A-Z]{1,4}&[A-Z]{1,4}s?(?![A-Za-z])"
    r"|(?:[A-Z]\.){2,5}[A-Z](?![\w.])|(?:[A-Z]\.){3,6}(?!\w)|[A-Z]{2}[A-Z0-9&]{0,8}s?|[A-Z][24][A-Z])"
)
"""DfE, A&E, R.I.P., NHS, F2F."""
_TWO_CAPITALS = re.compile(r"[A-Z][A-Za-z0-9&.]{0,2}[A-Z]")
"""What each of them has in it."""
_NO_WORD_BEFORE = "&-_/#'@.|%${\\=+;"
"""Capitals after one of these signs are no acronym, but part of the name of a file, an account or a field."""
_NO_WORD_AFTER = re.compile(r"-(?!(?:[a-z]{2,}ed|led|run|wide|approved)\b)|[\w@|%}=+(\\]|[.:/&;]\w|['’]S\b")
"""An acronym before one of these is a part of something, but for that of "CQC-registered"."""
_PAIR = re.compile(r"(?<![\w/.@#:=&-])[A-Z]{3,6}/[A-Z][A-Za-z]{0,9}(?![\w/.@=])")
_SECOND_OF_PAIR = re.compile(r"(?<![\w/.@#:=&-])(?:[0-9]{3}|[A-Z]{3,6})/\Z")
"""An acronym and another word with a stroke between them, or a number that is dialled and an acronym."""
_PLACE_BEFORE = re.compile(r"[A-Z][\w'’-]+, $")
_EXPLAINED = re.compile(r"\([\s“‘\"']*([A-Z][A-Za-z0-9&]{1,9}?)s?[\s”’\"']*\)")
_IN_BRACKETS = re.compile(r"\b([A-Z][A-Za-z0-9&]{1,9}?)s?\s+\(([a-zA-Z][^()\n]{4,100})\)")
_ROMAN = r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_NAMES = ("from", "presenter", "run by", "funded by", "developed with", "credit")
"""Keys whose values are names of people and organisations, which stay as they are."""
_TO = r"[A-Z][24][A-Z]|KS[1-5]|(?:FY|ST)[1-8]"
"""F2F, B2B: letters round a number that is read as a word; KS2 and ST2: years of pupils and of doctors."""
_CODE = r"[A-Z]{1,4}[0-9]+[A-Z0-9]*"
_NEARLY = 0.75
_TEAM = {
    "bulletin.yml": "name: Bulletin\nteam: North West Region Safeguarding team\nregion: North West\n"
    "email: team@example.org\ndefault circulation: public\nbase url: https://example.org/x/\n"
    "acronyms:\n  LPS: Liberty Protection Safeguards\n"
}


@rule(
    "TXT01",
    "warning",
    "An acronym is not written in full.",
    "Write it in full the first time, or add it to acronyms in bulletin.yml.",
    on=("item", "issue"),
    wrong="The ‸SBYB guidance is new.",
    right="The stop before you block (SBYB) guidance is new, says the NHS.",
    note="Well-known ones are in `lists/acronyms.txt`, some of them known beside other words alone, like a CT scan; "
    "those in bulletin.yml are written in full by Bulletin.",
)
def unexplained_acronym(file: CheckedFile) -> Iterator[Finding]:
    prose = file.prose_as_written
    matches = list(re.finditer(_ACRONYM, prose)) if _TWO_CAPITALS.search(prose) else []
    if not matches:
        return
    # A title is short: what it abbreviates is written in full in the text below it, if it is there, too.
    matches.sort(key=lambda match: match.start() < file.source.body)
    explained = {match[1] for match in _IN_BRACKETS.finditer(prose)}
    explained |= {match[1] for match in _EXPLAINED.finditer(prose) if _has_words_before(prose, match)}
    explained |= file.words.acronyms.keys() | _own_names(file) | _spelt_out(prose) | _initials_in_brackets(prose)
    earlier: set[str] = set()
    in_capitals = Spans(match.span() for match in shouts(file))
    initials = Spans(match.span() for pattern in _INITIALS for match in pattern.finditer(prose))
    for match in matches:
        singular, forms = _forms_of(match[0])
        if singular in earlier or not forms.isdisjoint(explained) or _is_known(file, match, forms):
            continue
        is_no_acronym = in_capitals.holds(match.start()) or initials.holds(match.start())
        if not is_no_acronym and _is_word(file.source.text, match) and not _is_other(file, match):
            earlier.add(singular)
            # A long one that can be spoken, like FOSDEM, is mostly a name that nobody writes in full.
            is_name = len(singular.replace(".", "")) >= _LONG_NAME and not _UNSPEAKABLE.search(singular)
            severity = "info" if is_name else ""
            yield Finding(match.start(), f"What does {singular} mean?", severity=severity)


def _forms_of(written: str) -> tuple[str, frozenset[str]]:
    """Return an acronym without the s of a plural, and the forms in which lists may have it."""
    word = written.rstrip("&.")
    singular = word[:-1] if word.endswith("s") else word
    plain = singular.replace(".", "")
    return singular, frozenset((word, singular, plain, plain.upper(), singular.rstrip("0123456789")))


def _is_known(file: CheckedFile, match: re.Match[str], forms: frozenset[str]) -> bool:
    """Tell whether everybody knows an acronym, perhaps by what stands beside it: "9am CST", "a CT scan"."""
    senses = file.words.senses
    if forms.isdisjoint(senses):
        return not forms.isdisjoint(file.words.well_known)
    signs = frozenset().union(*(senses[form] for form in forms if form in senses))
    prose, start = file.prose_as_written, match.start()
    if any(sign in _BEFORE and _BEFORE[sign].search(prose, max(0, start - _NEAR), start) for sign in signs):
        return True
    beside = prose[max(0, start - _NEAR) : match.end() + _NEAR].lower()
    return not signs.isdisjoint(re.findall(r"[a-z]+", beside))


_NEAR = 40
_BEFORE = {
    "time": re.compile(r"(?:[0-9]|[ap]\.?m\.?|noon|midday|midnight)[ \u00a0(]{0,2}\Z", re.IGNORECASE),
    "name": re.compile(r"[A-Z][\w'’-]+,? \Z"),
}
"""What may stand in front of an acronym that is known there: of letters behind a name, and of a time zone."""
_INITIALS = (
    re.compile(
        r"\b(?:(?:Mr|Mrs|Ms|Miss|Mx)\.? |(?:Child|Baby|Adult|Family) (?=[A-Z]{1,3}(?:['’]s\b|[.,;:)]|$"
        r"| (?:was|is|had|has|died|lived|who|and)\b)))[A-Z]{1,3}\b"
    ),
    re.compile(r"(?<![\w-])[A-Z]{2}[0-9]{2} [A-Z]{3}(?![\w-])"),
    re.compile(r"(?m)^[ \t]*(?:[-*+•·][ \t]+)?[A-Z]{2,3}(?:(?:, ?|/)[A-Z]{2,3})+(?= (?:[A-Z][a-z]+|[–-]|to) )"),
    re.compile(r"(?<![\w/&-])[A-Z]{2}(?:, ?[A-Z]{2}){2,}(?:,? (?:and|&) [A-Z]{2})?(?![\w/&-])"),
    re.compile(
        r"(?m)(?:^[ \t]*(?:[-*+•·][ \t]+)?|[.!?] )[A-Z]{2}(?: (?:and|&) [A-Z]{2})?(?= (?:has|had|have|will|to|was"
        r"|were|said|says|asked|sat|met|gave|reported|noted|updated|advised|agreed|suggested|thanked|mentioned"
        r"|explained|confirmed|raised|shared|attended|chaired|welcomed|proposed|presented|felt|stated|commented"
        r"|requested|offered|informed|highlighted|queried|recommended|outlined|summarised|seconded|circulated"
        r"|discussed|emphasised|stressed|pointed|thought|spoke|introduced|volunteered|joined|opened|closed)\b)"
    ),
)
"""Letters that are no acronym: the initials of a person behind a title, the number of a car, and the initials of those
with a task, of three or more in a row, and of one who does something."""


def _has_words_before(prose: str, match: re.Match[str]) -> bool:
    """Tell whether the words before an acronym in brackets may be its meaning: they begin with half of its letters."""
    before = re.split(r"\n\s*\n", prose[max(0, match.start() - _LONGEST_MEANING) : match.start()])[-1]
    plain = unicodedata.normalize("NFD", before)
    initials = {letter.lower() for letter in re.findall(r"[A-Z](?=[a-z])|(?<![A-Za-z])[A-Za-z](?=[A-Za-z])", plain)}
    letters = {letter for letter in match[1].lower() if letter.isalpha()}
    return 2 * len(letters & initials) >= len(letters)


_LONGEST_MEANING = 120


def _initials_in_brackets(prose: str) -> set[str]:
    """Return the first letters of the words in each pair of brackets, with and without those of "and" and "of"."""
    initials: set[str] = set()
    for match in _WORDS_IN_BRACKETS.finditer(prose):
        words = match[1].split()
        for chosen in (words, [word for word in words if word.lower() not in _JOINING]):
            initials.add("".join(word[0] for word in chosen).upper())
    return initials


_WORDS_IN_BRACKETS = re.compile(r"\(([A-Z][a-z]+(?:[ -][A-Za-z][a-z]*){1,9})\)")
_JOINING = ("and", "of", "for", "the", "to", "in", "on")


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Return whether capitals are a word of a sentence, not part of the name of a file or a text to type."""
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    if _PAIR.match(text, match.start()):
        return True
    is_second = _SECOND_OF_PAIR.search(text, max(0, match.start() - 12), match.start()) is not None
    if "." in match[0] and _NAME_BEHIND.match(text, match.end()):
        return False  # The initials of a person: J.R.R. Tolkien
    is_part = before.isalnum() or (before != "" and before in _NO_WORD_BEFORE)
    if (is_part and not is_second) or _NO_WORD_AFTER.match(text, match.end()):
        return False
    return not _TO_BE_TYPED.search(text, max(0, match.start() - 30), match.start())


def _is_other(file: CheckedFile, match: re.Match[str]) -> bool:
    """Return whether capitals are no acronym, but a number, a code, a place, a person's name or an English word."""
    word, prose = match[0].rstrip("&"), file.prose_as_written
    if len(match[0]) == _REGION and _PLACE_BEFORE.search(prose, max(0, match.start() - 30), match.start()):
        return True  # The state of a town: Austin, TX
    if (
        re.fullmatch(_ROMAN, word)
        or (re.fullmatch(_CODE, word) and not re.fullmatch(_TO, word))
        or _is_region(prose, match)
    ):
        return True
    is_english = word not in _ALSO_WORDS and (
        not file.words.ordinary.isdisjoint(_forms(word.lower()))
        or word.lower() in english().common
        or (len(word) == SHORT_WORDS and word.lower() in file.words.short_words)
        or word in DAY_NAMES
    )
    return is_english or file.source.key_at(match.start()) in _NAMES


_ALSO_WORDS = frozenset(("SEND", "MASH", "SALT"))
"""Acronyms of schools, councils and hospitals that are English words, too."""


def _forms(word: str) -> tuple[str, ...]:
    """Return a word, and that of which it is the plural if it is long enough to be one: "teams" and "team"."""
    return (word, word[:-1]) if len(word) > SHORT_WORDS and word.endswith("s") else (word,)


_NAME_BEHIND = re.compile(r" ?[A-Z][a-z]")
_TO_BE_TYPED = re.compile(
    r"\b(?:search|terms?|type|enter|code|word|text|keyword)\b[^.!?\n]{0,15}[\"“'‘]$"
    r"|\bspell(?:s|ing|ed|t)? (?:out )?$|\b(?:[Pp]assword|[Pp]asscode|[Cc]ode|PIN)(?: is)?:? $"
)
"""Words before a text that readers are to type somewhere, as in: search for "ABC"; Password: ABC."""


def _own_names(file: CheckedFile) -> frozenset[str]:
    """Return the acronyms in a bulletin's own name, of its team and its region, which its readers know.

    Those in the names of sites that the item links to are there in full.
    """
    settings = file.workspace.settings
    hosts = (part for link in file.source.links for part in host(link.url).split("."))
    addresses = (part.upper() for part in hosts if len(part) <= _LONGEST_NAME)
    return frozenset([*re.findall(_ACRONYM, f"{settings.name} {settings.team} {settings.region}"), *addresses])


def _spelt_out(prose: str) -> set[str]:
    """Return the acronyms of the names in a text: {"SBB"} for "Stop Before Blocking".

    A name is three or more words with capitals in a row; each run of three or more of its initials is an acronym, with
    and without those of "Of" and "And".
    """
    letters: set[str] = set()
    for match in compiled(_NAME_IN_FULL).finditer(prose):
        words = re.findall(r"\b[A-Z][a-z'’]+", match[0])
        for chosen in (words, [word for word in words if word.lower() not in _JOINING]):
            initials = "".join(word[0] for word in chosen)[:_LONGEST_NAME]
            places = range(len(initials))
            letters |= {initials[at:end] for at in places for end in range(at + _SHORTEST_ACRONYM, len(initials) + 1)}
    return letters


_UNSPEAKABLE = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3}|&")
"""Letters in a row that no word has: NHSBSA, NHSE&I."""
_LONGEST_NAME, _SHORTEST_ACRONYM, _LONG_NAME = 12, 3, 6
_NAME_IN_FULL = r"\b[A-Z][a-z'’]+(?:[\s/-]{1,2}(?:(?:and|of|for|the|to|in|on|at|with|&)\s){0,2}[A-Z][a-z'’]+){2,12}"


def _is_region(prose: str, match: re.Match[str]) -> bool:
    """Return whether two capitals after the name of a town are a country or a state, as in "Munich, DE"."""
    return len(match[0]) == _REGION and _TOWN.search(prose[max(0, match.start() - 40) : match.start()]) is not None


_REGION = 2
_TOWN = re.compile(r"[A-Z][\w.'’ -]+, (?:[A-Z]{2}, )?$")


@rule(
    "TXT02",
    "warning",
    "An acronym has another meaning here than it has.",
    "Correct the words, or the acronym.",
    on=TEXTS,
    triggers=("(",),
    wrong=Example("‸Liberty of Protection Safeguards (LPS) begin.", others=_TEAM),
    right=Example("Liberty Protection Safeguards (LPS) begin.", others=_TEAM),
)
def wrong_expansion(file: CheckedFile) -> Iterator[Finding]:
    prose = file.prose_as_written
    for match in _EXPLAINED.finditer(prose):
        meaning = file.words.expansions.get(match[1])
        if not meaning:
            continue
        right = plain_words(meaning)
        window = prose[max(0, match.start() - len(meaning) - 40) : match.start()]
        matches = list(re.finditer(HYPHENATED, window))
        before = [plain_word(match[0]) for match in matches]
        if before[-len(right) :] == right:
            continue
        tails = [before[-length:] for length in (len(right) - 1, len(right), len(right) + 1)]
        nearness, nearest = max((likeness(" ".join(tail), " ".join(right)), tail) for tail in tails)
        if nearness > _NEARLY and len(nearest) > 1:
            start = match.start() - len(window) + matches[-len(nearest)].start()
            hint = f'Write "{meaning} ({match[1]})", or another acronym.'
            yield Finding(start, f'"{file.words_at(start, match.end())}" should be "{meaning}".', hint)
