"""Rules for words, sentences and acronyms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from ..content.english import english
from ..text import humanize
from ..text.expressions import compiled
from ..text.suggest import likeness
from ..text.urls import host
from .checked_file import CheckedFile, Spans
from .quotes import is_quoted
from .rule import TEXTS, Example, Finding, rule
from .word_lists import HYPHENATED, first_day

_ACRONYM = r"(?:[A-Z]{2}[A-Z0-9&]{0,8}s?|[A-Z][24][A-Z])"
_NO_WORD_BEFORE = "&-_/#'@.|%${\\=+;"
"""Capitals after one of these signs are no acronym, but part of the name of a file, an account or a field."""
_NO_WORD_AFTER = re.compile(r"[\w\-@|%}=+(\\]|[.:/&;]\w")
_PAIR = re.compile(r"(?<![\w/.@#:=&-])[A-Z]{3,6}/[A-Z]{3,6}(?![\w/.@=])")
_SECOND_OF_PAIR = re.compile(r"(?<![\w/.@#:=&-])(?:[0-9]{3}|[A-Z]{3,6})/\Z")
"""Two acronyms with a stroke between them, or a number that is dialled and one."""
_PLACE_BEFORE = re.compile(r"[A-Z][\w'’-]+, $")
_EXPLAINED = re.compile(r"\(\s*([A-Z][A-Za-z0-9&]{1,9}?)s?\s*\)")
_IN_BRACKETS = re.compile(r"\b([A-Z][A-Za-z0-9&]{1,9}?)s?\s+\(([a-zA-Z][^()\n]{4,100})\)")
_ROMAN = r"[IVXLC]+"
_CAPITALS = r"(?<![0-9A-Za-z])[A-Z]{2,}(?:[ '’&-]{1,3}(?:A )?[A-Z]{2,})*"
_PLACEHOLDER = re.compile(
    r"(?<![\w-])(?:[xX]{2,}(?:/[xX]{2,}){0,2}|TB[CA]|tb[ca]|[T]ODO|\?{3,}|[Ll]orem\s+ipsum"
    r"|(?:[Tt]ext|[Tt]itle|[Nn]ame|[Dd]ate|[Ll]ink|[Ii]mage|[Pp]icture|[Cc]aption|[Cc]ontent) goes here"
    r"|\[(?:insert|add|image:|bookmark:|tbc|link|name|date|your)\b[^\]\n]{0,80}\]|<(?:insert"
    r"|add)\b[^>\n]{0,80}>)(?![\w-])"
)
_PLACEHOLDER_IN_BRACKETS = re.compile(
    r"\[(?:insert|add|image:|bookmark:|tbc|link here|name|date|your)[^\]\n]{0,80}\]", re.IGNORECASE
)
_PLACEHOLDERS = ("xx", "XX", "TB", "tb", "ODO", "???", "orem", "[", "<", "goes here")
_SENTENCE_END = re.compile(r"[.!?:](?=\s|$)|\n\s*\n|\n\s*(?:[-*+>|#]|[0-9]{1,3}[.)])\s")
_BEFORE_TEAM = r"(?:[\w&]{1,30}\s{1,3}){1,12}$"


_NAMES = ("from", "presenter", "run by", "funded by", "developed with", "credit")
"""Keys whose values are names of people and organisations, which stay as they are."""
_TO = r"[A-Z][24][A-Z]"
"""F2F, B2B: letters round a number that is read as a word."""
_CODE = r"[A-Z]{1,4}[0-9]+[A-Z0-9]*"
_NEARLY = 0.75
_RETIRED = date(2022, 6, 15)
_NEAR_TEAM = 160
_BULLETIN = (
    "name: Bulletin\nteam: North West Region Safeguarding team\nregion: North West\nemail: team@example.org\n"
    "default circulation: public\nbase url: https://example.org/x/\nplace: Microsoft Teams\n"
    "acronyms:\n  LPS: Liberty Protection Safeguards\n"
)
_LATER = {"2022-02/issue.md": "---\nissue date: 1 August 2022\nstatus: ready\n---\nWelcome.\n"}
_TEAM = {"bulletin.yml": _BULLETIN}


@rule(
    "TXT01",
    "warning",
    "An acronym is not written in full.",
    "Write it in full the first time, or add it to acronyms in bulletin.yml.",
    on=("item", "issue"),
    wrong="The ‸SBYB guidance is new.",
    right="The stop before you block (SBYB) guidance is new, says the NHS.",
    note="Well-known ones are in `lists/acronyms.txt`; those in bulletin.yml are written in full by Bulletin.",
)
def unexplained_acronym(file: CheckedFile) -> Iterator[Finding]:
    prose = file.prose_as_written
    matches = list(re.finditer(_ACRONYM, prose))
    if not matches:
        return
    explained = {match[1] for match in _IN_BRACKETS.finditer(prose)}
    explained |= {match[1] for match in _EXPLAINED.finditer(prose) if _has_words_before(prose, match)}
    explained |= file.words.well_known | file.words.acronyms.keys() | _own_names(file) | _spelt_out(prose)
    earlier: set[str] = set()
    shouts = Spans(match.span() for match in _shouts(file))
    for match in matches:
        if shouts.holds(match.start()) or not _is_word(file.source.text, match) or _is_other(file, match):
            continue
        word = match[0].rstrip("&")
        singular = word[:-1] if word.endswith("s") else word
        if singular in earlier or {word, singular, singular.rstrip("0123456789")} & explained:
            continue
        earlier.add(singular)
        yield Finding(match.start(), f"What does {singular} mean?")


def _has_words_before(prose: str, match: re.Match[str]) -> bool:
    """Tell whether the words before an acronym in brackets may be its meaning: they begin with half of its letters."""
    before = re.split(r"\n\s*\n", prose[max(0, match.start() - _LONGEST_MEANING) : match.start()])[-1]
    plain = unicodedata.normalize("NFD", before)
    initials = {letter.lower() for letter in re.findall(r"[A-Z](?=[a-z])|(?<![A-Za-z])[a-z](?=[a-z])", plain)}
    letters = {letter for letter in match[1].lower() if letter.isalpha()}
    return 2 * len(letters & initials) >= len(letters)


_LONGEST_MEANING = 120


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Return whether capitals are a word of a sentence, not part of the name of a file or a text to type."""
    before = text[match.start() - 1 : match.start()] if match.start() else ""
    if _PAIR.match(text, match.start()):
        return True
    is_second = _SECOND_OF_PAIR.search(text, max(0, match.start() - 12), match.start()) is not None
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
    is_english = (
        not file.words.ordinary.isdisjoint(_forms(word.lower()))
        or word.lower() in english().common
        or word in _DAY_NAMES
    )
    return is_english or file.source.key_at(match.start()) in _NAMES


def _forms(word: str) -> tuple[str, ...]:
    """Return a word, and that of which it is the plural if it is long enough to be one: "teams" and "team"."""
    return (word, word[:-1]) if len(word) > _SHORT_WORDS and word.endswith("s") else (word,)


_TO_BE_TYPED = re.compile(r"\b(?:search|terms?|type|enter|code|word|text|keyword)\b[^.!?\n]{0,15}[\"“'‘]$")
"""Words before a quoted text that readers are to type somewhere, as in: search for "ABC"."""


def _own_names(file: CheckedFile) -> frozenset[str]:
    """Return the acronyms in a bulletin's own name, of its team, its region and mailbox, which its readers know.

    Those in the names of sites that the item links to are there in full.
    """
    settings = file.workspace.settings
    mailbox = re.findall("[a-z0-9]+", settings.email.lower())
    hosts = (part for link in file.source.links for part in host(link.url).split("."))
    addresses = (part.upper() for part in (*mailbox, *hosts) if len(part) <= _LONGEST_NAME)
    return frozenset([*re.findall(_ACRONYM, f"{settings.name} {settings.team} {settings.region}"), *addresses])


def _spelt_out(prose: str) -> set[str]:
    """Return the acronyms of the names in a text: {"SBB"} for "Stop Before Blocking".

    A name is three or more words with capitals in a row; each run of three or more of its initials is an acronym.
    """
    letters: set[str] = set()
    for match in compiled(_NAME_IN_FULL).finditer(prose):
        initials = "".join(re.findall(r"\b[A-Z]", match[0]))[:_LONGEST_NAME]
        places = range(len(initials))
        letters |= {initials[at:end] for at in places for end in range(at + _SHORTEST_ACRONYM, len(initials) + 1)}
    return letters


_LONGEST_NAME, _SHORTEST_ACRONYM = 12, 3
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
        right = _plain_words(meaning)
        window = prose[max(0, match.start() - len(meaning) - 40) : match.start()]
        matches = list(re.finditer(HYPHENATED, window))
        before = [_plain_word(match[0]) for match in matches]
        if before[-len(right) :] == right:
            continue
        tails = [before[-length:] for length in (len(right) - 1, len(right), len(right) + 1)]
        nearness, nearest = max((likeness(" ".join(tail), " ".join(right)), tail) for tail in tails)
        if nearness > _NEARLY and len(nearest) > 1:
            start = match.start() - len(window) + matches[-len(nearest)].start()
            hint = f'Write "{meaning} ({match[1]})", or another acronym.'
            yield Finding(start, f'"{file.words_at(start, match.end())}" should be "{meaning}".', hint)


def _plain_words(text: str) -> list[str]:
    return [_plain_word(word) for word in re.findall(HYPHENATED, text)]


def _plain_word(word: str) -> str:
    return word.lower().replace("-", "").removesuffix("s")


def _shouts(file: CheckedFile) -> Iterator[re.Match[str]]:
    """Yield the places of long words in capitals that are no acronyms."""
    acronyms = file.words.well_known | file.words.expansions.keys() | file.words.acronyms.keys()
    prose = file.prose_as_written
    for match in re.finditer(_CAPITALS, prose):
        before = prose[match.start() - 1 : match.start()] if match.start() else ""
        after = prose[match.end() : match.end() + 1]
        if before.isalnum() or after.isalnum() or before in ("(", "-", "_") or after in ("-", "_"):
            continue
        words = re.findall("[A-Z]+", match[0])
        long = [
            word for word in words if len(word) > 4 and word not in acronyms and word.capitalize() not in _DAY_NAMES
        ]
        is_sentence = len(words) >= _SHORT_WORDS and not acronyms.issuperset(words) and _has_small_word(words)
        if (len(words) > 1 and long) or any(len(word) > 6 for word in long) or is_sentence:
            yield match


def _has_small_word(words: Sequence[str]) -> bool:
    """Tell whether words in capitals are a sentence: one is a word that joins others."""
    return not _JOINING.isdisjoint(words)


_SHORT_WORDS = 4
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
_DAY_NAMES = frozenset(name.upper() for name in (*humanize.DAYS, *humanize.MONTHS))


@rule(
    "TXT03",
    "warning",
    "Words are in capitals.",
    "Use capitals for names and first letters only.",
    on=TEXTS,
    wrong="‸THIS IMPORTANT NOTICE IS for all.",
    right="The NSPCC and CAMHS have an important notice.",
    note="One or two words are advice.",
)
def words_in_capitals(file: CheckedFile) -> Iterator[Finding]:
    for match in _shouts(file):
        severity = "warning" if len(re.findall("[A-Z]+", match[0])) >= _SENTENCE_LENGTH else "info"
        hint = f'Write "{match[0][:60].capitalize()}".'
        yield Finding(match.start(), f'"{match[0][:60]}" is in capitals.', hint, severity)


_SENTENCE_LENGTH = 3
"""From so many words in capitals on, the finding is a warning; fewer words are emphasis, which is advice only."""


@rule(
    "TXT04",
    "warning",
    "A word is misspelt.",
    "Correct it.",
    on=TEXTS,
    wrong="Harmful ‸secual behaviour.",
    right="Harmful sexual behaviour, says Luke Hart.",
    note="The words of `lists/misspellings.txt`; TXT20 looks words up in a dictionary.",
)
def misspelling(file: CheckedFile) -> Iterator[Finding]:
    for match, right in _listed_words(file, file.words.misspellings):
        yield Finding(match.start(), f'"{match[0]}" is misspelt.', f'Did you mean "{right}"?')


@rule(
    "TXT21",
    "warning",
    "A word was taken for another that sounds or looks like it.",
    "Correct it.",
    on=TEXTS,
    wrong="We are ‸pouring over the report.",
    right="We are poring over the report.",
    note="The words of `lists/confusions.txt`; what is quoted stays.",
)
def confused_words(file: CheckedFile) -> Iterator[Finding]:
    for start, end, row in file.words.confusions.find(file.prose, file.vocabulary):
        whole = file.prose[start:end].split() == file.lower[start:end].split()  # with no code in the middle
        if whole and not is_quoted(file.prose, start) and not _LETTER_A.match(file.prose_as_written, max(0, start - 2)):
            yield Finding(start, f'"{file.words_at(start, end)}" is not what was meant.', f'Did you mean "{row[1]}"?')


_LETTER_A = re.compile(r"[^\W_] A ")
"""A letter that is a name, as in "Group A open"."""


@rule(
    "TXT05",
    "info",
    "A word has its American spelling.",
    "Use the British one.",
    on=TEXTS,
    wrong="Challenging ‸behavior is a sign.",
    right="Challenging behaviour is a sign, says the Rockefeller Center.",
    note="The words of `lists/american.txt`.",
)
def american_spelling(file: CheckedFile) -> Iterator[Finding]:
    for match, row in _listed_words(file, file.words.american):
        right = row[1]
        if len(row) < 3 or not match[0][0].isupper():
            yield Finding(match.start(), f'"{match[0]}" is the American spelling.', f'Write "{right}".')


_Row = TypeVar("_Row", str, tuple[str, ...])


def _listed_words(file: CheckedFile, words: Mapping[str, _Row]) -> Iterator[tuple[re.Match[str], _Row]]:
    """Yield each word of the prose that is a key of a mapping, with its value."""
    if words.keys().isdisjoint(file.hyphenated):
        return
    for match in re.finditer(HYPHENATED, file.prose_as_written):
        value = words.get(match[0].lower())
        if value:
            yield match, value


@rule(
    "TXT06",
    "error",
    "Something was to be filled in here.",
    "Fill it in, or take it out.",
    on=TEXTS,
    triggers=("xx", "tbc", "tba", "todo", "???", "lorem", "[", "<insert", "<add", "goes here"),
    wrong="The meeting is on ‸xx March.",
    right="The meeting is on 3 March 2022.",
    note="TBC and TBA are advice: what is still open may be said.",
)
def placeholder(file: CheckedFile) -> Iterator[Finding]:
    prose = file.prose_as_written
    yield from _alt_placeholders(file)
    if not any(word in prose for word in _PLACEHOLDERS):
        return
    matches = {
        match.start(): match
        for pattern in (_PLACEHOLDER_IN_BRACKETS, _PLACEHOLDER)
        for match in pattern.finditer(prose)
    }
    # A match right after a full stop is the name of a field or a file, like "name.TBC".
    matches = {start: match for start, match in matches.items() if prose[max(0, start - 1) : start] != "."}
    for start, match in sorted(matches.items()):
        still = file.source.text[start : match.end()][:60]
        if match[0].lower().strip("[]") in _OPEN:
            hint = "Fill it in when it is known; until then readers see it."
            yield Finding(start, f'"{still}" is still open.', hint, "info")
        else:
            yield Finding(start, f'This still says "{still}".')


def _alt_placeholders(file: CheckedFile) -> Iterator[Finding]:
    """Yield pictures whose alternative text is still that of a template."""
    for picture in file.source.pictures:
        if _PLACEHOLDER.search(picture.alt):
            yield Finding(picture.start, f'This still says "{picture.alt[:60]}".', "Say what the picture shows.")


_OPEN = ("tbc", "tba")
"""Words for a fact that is not known yet; they are advice, not an error."""


_OF_PRINT = re.compile(
    r"\b(?:continued|see|turn to|over to|back to|go to|on)\s(?:on\s|to\s|the\s)?page\s[0-9]{1,3}\b(?!\s(?:of"
    r"|in)\b)|\b(?:see|turn|continued)\soverleaf\b|\bplease turn over\b"
)
_OF_MAIL = (
    r"\bview\s(?:this|the|it|this e-?mail|this message)\s?(?:e-?mail|newsletter|message)?\s(?:in|on)\s(?:your|a"
    r"|the|an?\sinternet)\s(?:web\s)?browser\b"
    r"|\bsent from my (?:iphone|ipad|mobile|samsung|blackberry|phone)\b|\bgo to (?:the )?online version\b"
    r"|\b(?:trouble|problems|difficulty) (?:viewing|reading) this (?:e-?mail|message|newsletter)\b"
    r"|\[cid:[^\]\n]{1,80}\]"
)
_OF_PAGE = (
    r"(?m)^[^\w\n]*(?P<words>(?:back|return|go|scroll) to (?:the )?top(?: of (?:the )?page)?|hide (?:this )?ads?"
    r"|report (?:this )?ad"
    r"|advertisement|skip to (?:the )?(?:main )?(?:content|navigation)|click (?:the image )?to (?:enlarge"
    r"|expand)|toggle navigation"
    r"|print this page|share this (?:page|article|post|story)|load more|show (?:more|less)"
    r"|article continues below(?: ad\w*)?"
    r"|continue reading below|leave a comment|no comments|cookie settings|accept (?:all )?cookies"
    r"|search this site|close menu"
    r"|powered by wordpress|builtwithnof|built with nof|page [0-9]+ of [0-9]+|next page|previous page"
    r"|main menu)[^\w\n]*$"
)
"""Words that a web page has round its text, alone on a line."""


@rule(
    "TXT23",
    "warning",
    "Something is left over from print, from another mail or from a web page.",
    "Take it out, or write a link.",
    on=TEXTS,
    triggers=(
        "page",
        "overleaf",
        "turn over",
        "browser",
        "sent from my",
        "online version",
        "viewing",
        "reading this",
        "[cid:",
        " top",
        " ad",
        "advert",
        "skip to",
        "toggle",
        " more",
        " less",
        " below",
        "comment",
        "cookie",
        "wordpress",
        "search this",
        "menu",
        "builtwith",
        "built with",
        "enlarge",
        "expand",
        "share this",
    ),
    wrong="The results are ‸on page 7.",
    right="The results are on page 7 of the report. See the page on sepsis.",
)
def left_over(file: CheckedFile) -> Iterator[Finding]:
    for match in _OF_PRINT.finditer(file.prose):
        words = file.words_at(match.start(), match.end())
        yield Finding(match.start(), f'The text says "{words}", and a bulletin has no pages.')
    for match in compiled(_OF_MAIL).finditer(file.prose):
        words = file.words_at(match.start(), match.end())
        yield Finding(match.start(), f'"{words}" is left over from another mail.', "Take it out.")
    for match in compiled(_OF_PAGE).finditer(file.prose):
        words = file.words_at(*match.span("words"))
        yield Finding(match.start("words"), f'"{words}" is left over from a web page.', "Take it out.")


@rule(
    "TXT17",
    "error",
    "A text of the file that `bulletin init` or `bulletin new` wrote is still there.",
    "Write your own in its place, or delete it.",
    on=TEXTS,
    wrong="‸Write the text here. Leave an empty line between paragraphs.",
    right="The text is written. There is an empty line between paragraphs.",
    note="The sentences of `lists/starter-texts.txt`. In a draft, and in an item that is on hold, nothing is said.",
)
def starter_text(file: CheckedFile) -> Iterator[Finding]:
    is_held = file.item is not None and bool(file.item.held)
    is_draft = file.issue is not None and not file.issue.ready
    if not is_held and not is_draft:
        for start, end, _ in file.words.starter_texts.find(file.prose, file.vocabulary):
            yield Finding(start, f'"{file.words_at(start, end)[:60]}" is the text that the file began with.')


@rule(
    "TXT07",
    "warning",
    "Internet Explorer was retired on 15 June 2022.",
    "Remove this advice.",
    on=TEXTS,
    triggers=("internet explorer",),
    wrong=Example("Do not use ‸Internet Explorer.", others=_LATER),
    right=Example("Use Microsoft Edge.", others=_LATER),
    note="In issues from that day on; not in a snippet with `use until:`.",
)
def internet_explorer(file: CheckedFile) -> Iterator[Finding]:
    if file.source.kind == "snippet" and file.value_offset("use until"):
        return
    for match in re.finditer("internet explorer", file.prose) if file.day >= _RETIRED else ():
        yield Finding(match.start())


@rule(
    "TXT08",
    "info",
    "A name was replaced before this issue.",
    "Write the new name, if that is what you mean.",
    on=TEXTS,
    wrong=Example("Ask your ‸CCG.", others=_LATER),
    right="Ask your CCG, which will soon be an integrated care board.",
    note="The names and days of `lists/outdated.txt`.",
)
def replaced_name(file: CheckedFile) -> Iterator[Finding]:
    matches = sorted(file.words.outdated.find(file.prose, file.vocabulary), key=lambda match: (match.start, -match.end))
    earlier: set[str] = set()
    last_end = 0
    for start, end, (old, since, new, *_) in matches:
        day = first_day(since)
        explained = new.split(" (")[0].lower() in file.prose
        if day and day <= file.day and start >= last_end and not explained and old not in earlier:
            earlier.add(old)
            last_end = end
            message = f"{file.words_at(start, end)} was replaced in {day.strftime('%B')} {day.year}."
            yield Finding(start, message, f"Write {new}, if that is what you mean.")


@rule(
    "TXT09",
    "warning",
    "Words can blame or label people.",
    "See the appropriate language guide of The Children's Society.",
    on=TEXTS,
    wrong="Young people ‸putting themselves at risk.",
    right="Young people at risk because of what others do.",
    note="The words of `lists/language.txt`; what is quoted stays.",
)
def blaming_words(file: CheckedFile) -> Iterator[Finding]:
    for start, end, row in file.words.language.find(file.prose, file.vocabulary):
        if not is_quoted(file.prose, start):
            yield Finding(start, f'"{file.words_at(start, end)}" can blame or label people.', f"Better: {row[1]}.")


@rule(
    "TXT14",
    "info",
    "These words say nothing.",
    "Leave them out.",
    on=TEXTS,
    wrong="‸As you will be aware, places are few.",
    right="Places are few.",
    note="The words of `lists/openings.txt`.",
)
def empty_words(file: CheckedFile) -> Iterator[Finding]:
    for start, end, _ in file.words.openings.find(file.prose, file.vocabulary):
        words = file.words_at(start, end)
        yield Finding(start, f'"{words}" says nothing.', f'Leave out "{words}".')


@rule(
    "TXT12",
    "info",
    "A sentence, paragraph or list is long.",
    "Make two of it.",
    on=TEXTS,
    wrong="‸" + "This sentence goes on and on " * 7 + "without an end.",
    right="This sentence ends soon.",
    note="Over 30 words; over 40 is a warning. A paragraph over 120 words, a list over 9 entries.",
)
def long_sentence(file: CheckedFile) -> Iterator[Finding]:
    for block in file.source.blocks:
        if block.kind != "paragraph":
            continue
        for start, end in _sentences(file.prose, block.start, block.end):
            sentence = file.prose[start:end]
            count = len(sentence.split())
            if count > _LONG_SENTENCE:
                offset = start + len(sentence) - len(sentence.lstrip())
                severity = "warning" if count > _TOO_LONG_SENTENCE else "info"
                yield Finding(offset, f"This sentence has {count} words.", "Make two of it.", severity)
        count = len(file.prose[block.start : block.end].split())
        if count > _LONG_PARAGRAPH:
            yield Finding(block.start, f"This paragraph has {count} words.", "Make two of it, or a list.")
    yield from _long_lists(file)


_LONG_SENTENCE, _TOO_LONG_SENTENCE, _LONG_PARAGRAPH, _LONG_LIST = 30, 40, 120, 9


def _sentences(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end offsets of each sentence between two offsets."""
    for match in _SENTENCE_END.finditer(prose, start, end):
        yield start, match.end()
        start = match.end()
    yield start, end


def _long_lists(file: CheckedFile) -> Iterator[Finding]:
    """Yield lists with more than `_LONG_LIST` entries; an entry of an inner list does not count for the outer list."""
    open_lists: list[tuple[int, int, int]] = []
    counts: dict[tuple[int, int, int], int] = {}
    for block in file.source.blocks:
        while open_lists and block.start >= open_lists[-1][1]:
            open_lists.pop()
        if block.kind in ("list", "ordered list"):
            open_lists.append((block.start, block.end, block.depth))
        elif block.kind == "item" and open_lists:
            counts[open_lists[-1]] = counts.get(open_lists[-1], 0) + 1
    for (start, _, _), count in counts.items():
        if count > _LONG_LIST:
            yield Finding(start, f"This list has {count} entries.", "Part it under two headings.")


@rule(
    "TXT15",
    "info",
    "Your team has another name here.",
    "Always use the name in bulletin.yml, or write we.",
    on=TEXTS,
    triggers=(" team",),
    wrong=Example("Ask the NW region Quality & Safeguarding ‸team.", others=_TEAM),
    right=Example("Ask the North West Region Safeguarding team, or your own safeguarding team.", others=_TEAM),
)
def other_team_name(file: CheckedFile) -> Iterator[Finding]:
    settings = file.workspace.settings
    own_name = _words_of_name(settings.team)
    region = _plain_words(settings.region)
    if len(own_name) < 4 or not region or own_name[-1] != "team":
        return
    regions = {*region, "regional", "region", "".join(word[0] for word in region)}
    earlier: set[tuple[str, ...]] = set()
    for match in re.finditer(" team", file.prose):
        before = re.search(_BEFORE_TEAM, file.prose[max(0, match.start() - _NEAR_TEAM) : match.start() + 1])
        words = _words_of_name(before[0]) if before else []
        start = next((index for index, word in enumerate(words) if word in regions), len(words))
        name = tuple(words[start:])
        if own_name[-2] in name and [*words, "team"][-len(own_name) :] != own_name and name not in earlier:
            earlier.add(name)
            hint = f'Always write "{settings.team}" or "we".'
            yield Finding(match.start() + 1, "This is another name of your team.", hint)


def _words_of_name(name: str) -> list[str]:
    """Return the plain words of a name, without "and": ["quality", "safeguarding", "team"]."""
    return [word for word in _plain_words(name.replace("&", "and")) if word != "and"]
