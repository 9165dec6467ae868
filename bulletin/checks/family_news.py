"""Rule about news of somebody's family: births, illness and deaths with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Circulation
from ..text.expressions import compiled, has_any
from .checked_file import CheckedFile
from .news_words import BIRTHDAY, CHILD, DEATH, GRIEF, NAME_AFTER, NAME_BEFORE, NEWS, NOBODY, PRONOUN, SPOKEN_OF
from .rule import Finding, rule

_PATTERNS = tuple((news, rf"(?<!\w)(?:{news.words})(?!\w)", tuple(news.triggers.split(","))) for news in NEWS)
_NAMELESS_PATTERNS = tuple(row for row in _PATTERNS if row[0].who in (NOBODY, PRONOUN))
_HAPPY = re.compile(
    r"\b(?:wedding|engagement|engaged|marriage|married|congratulations|congratulate|anniversary|retire\w*)\b"
)
"""Words of other occasions on which love is sent to somebody."""
_CHILDREN = re.compile(
    r"\b(?:[Pp]upil|[Tt]oddler|[Bb]aby|[Ss]chool(?:boy|girl)|[Hh]ead (?:[Bb]oy|[Gg]irl)),? (?P<name>[A-Z][a-z]+)\b"
    r"|(?:^|(?<=\n)|(?<=[*_ ]))(?:Year|Yr|Class|Reception|Nursery|Y)\s?(?:[0-9]{1,2}[A-Z]?"
    r"|[A-Z])?\s?[:–-]{1,2}[*_]{0,3}\s{1,2}(?P<listed>[A-Z][a-z]+)\b(?! [A-Z])"
    r"|\b(?P<aged>[A-Z][a-z]+), (?:who is )?(?:aged? )?(?:[1-9]|1[0-5])(?: years old)?,"
)
"""A name that the text calls that of a child."""


@rule(
    "PRIV08",
    "warning",
    "News of somebody's family is told with a name.",
    "Ask those whom it is about, or leave the name out. If they agreed, write `ignore: PRIV08 because they agreed`.",
    on=("item", "issue"),
    wrong="We are ‸sad to say that our colleague Jane Clerk has died.",
    right="We are sad to say that three colleagues have died. Jane Clerk leads the session on bereavement.",
    note="Births, illness, deaths and children, in what is not limited; each sentence once. A name is one of "
    "`lists/given-names.txt`, or stands behind Mr, Mrs and the like.",
)
def family_news(file: CheckedFile) -> Iterator[Finding]:
    circulation = file.item.circulation if file.item else file.issue.circulation if file.issue else Circulation.PUBLIC
    if circulation is Circulation.LIMITED:
        return
    sentences: set[int] = set()
    findings = list(_news(file, sentences))
    yield from findings
    yield from _children(file, sentences)
    title = file.value_offset("title")
    is_name = _TITLE_OF_NAME.fullmatch(file.line_of(title).partition(":")[2]) and _has_name(file, title, title + 60)
    if is_name and any(finding.message == DEATH for finding in findings):
        yield Finding(title, DEATH)


def _news(file: CheckedFile, sentences: set[int]) -> Iterator[Finding]:
    """Yield the sentences with words of such news, and add their starts to `sentences`."""
    # Most texts name nobody, and then few of the rows can match.
    capitals = {word.lower() for word in _CAPITAL_WORD.findall(file.prose_as_written)}
    is_named = not file.words.given_names.isdisjoint(capitals) or _TITLED.search(file.prose_as_written)
    for news, pattern, triggers in _PATTERNS if is_named else _NAMELESS_PATTERNS:
        for match in compiled(pattern).finditer(file.prose) if has_any(file.prose, triggers) else ():
            start, end = file.sentence_around(match.start())
            is_joy = news.says == GRIEF and _HAPPY.search(file.prose, start, end)
            sentence = start, match.start(), match.end(), end
            if start not in sentences and not is_joy and _is_of_somebody(file, news.who, sentence):
                sentences.add(start)
                is_advice = news.says == BIRTHDAY and not re.search("[0-9]", match[0])
                yield Finding(match.start(), news.says, severity="info" if is_advice else "")


def _children(file: CheckedFile, sentences: set[int]) -> Iterator[Finding]:
    """Yield children who are named with their class or as winners, in other sentences than those of `sentences`."""
    winners = _WINNERS.finditer(file.prose_as_written) if _OF_CHILDREN.search(file.prose) else ()
    for match in (*_CHILDREN.finditer(file.prose_as_written), *winners):
        names = {word.lower() for word in re.findall(r"[A-Z][a-z]+", " ".join(filter(None, match.groups())))}
        is_named = not names.isdisjoint(file.words.given_names)
        if is_named and file.sentence_around(match.start())[0] not in sentences:
            yield Finding(match.start(), CHILD)


_WINNERS = re.compile(
    r"\b(?:won by|[Ww]inners?(?: (?:is|are|was|were))?:?|[Cc]ongratulations(?: go)? to|[Ww]ell done(?: to)?"
    r"|awarded to|presented to|Stars? of the \w+:)"
    r"\s+(?P<names>[A-Z][a-z]+(?:, [A-Z][a-z]+)+,? and [A-Z][a-z]+)\b(?! [A-Z])"
)
"""Given names alone, three or more, of those who won something."""
_OF_CHILDREN = re.compile(
    r"\b(?:child|children|pupils?|school|class|classes|year [0-9]|reception|nursery|assembly|cubs|brownies|beavers"
    r"|rainbows|juniors?|under[- ][0-9]+s)\b"
)
"""Words of a text about children."""
_RIGHT_BEFORE = 40
"""The number of characters before the words in which a name is looked for, for NAME_BEFORE."""
_RIGHT_BEHIND = 50
"""The same behind the words, for NAME_AFTER."""


def _is_of_somebody(file: CheckedFile, who: str, sentence: tuple[int, int, int, int]) -> bool:
    """Tell whether a sentence has what `who` requires.

    sentence: the offsets of its start, of the words, of their end and of its own end.
    """
    start, news, behind, end = sentence
    if who == NOBODY:
        return True
    if who == SPOKEN_OF:
        spoken_of = re.search(r"\b(?:her|his|she|he)\b", file.prose[start:end]) is not None
        return (spoken_of or news > start) and _has_name(file, 0, len(file.prose))
    if who == NAME_BEFORE:
        if file.prose[:start].endswith((" dr.", "\ndr.", " mr.", " mrs.", " rev.", ":dr.")):
            start -= 4  # The full stop of a title ends no sentence.
        return _has_name(file, max(start, news - _RIGHT_BEFORE), news)
    if who == NAME_AFTER:
        return _has_name(file, behind, min(end, behind + _RIGHT_BEHIND))
    has_pronoun = who == PRONOUN and re.search(r"\b(?:her|his|she|he)\b", file.prose[start:end]) is not None
    return has_pronoun or _has_name(file, start, end)


def _has_name(file: CheckedFile, start: int, end: int) -> bool:
    """Tell whether the text between two offsets has a person's name that is not part of the name of a building."""
    prose = file.prose_as_written
    if _TITLED.search(prose, start, end):
        return True
    names = (match for match in _CAPITAL.finditer(prose, start, end) if match[0].lower() in file.words.given_names)
    return any(not _PLACE.match(prose, match.end()) for match in names)


_TITLE_OF_NAME = re.compile(r"[\W_]*(?:(?:Mrs?|Ms|Miss|Dr|Rev|Revd)\.? )?[A-Z][a-z'’-]+(?: [A-Z][\w'’.-]*){1,2}[\W_]*")
"""A title that is nothing but a name."""
_TITLED = re.compile(r"\b(?:Mrs?|Ms|Miss|Cllr|Dr|Prof|Canon|Father|Rev|Revd|Fr|Sir|Dame)\.? [A-Z][a-z]")
_CAPITAL_WORD = re.compile(r"\b[A-Z][a-z]+")
_CAPITAL = re.compile(
    r"(?<!St )(?<!St\. )(?<!Saint )\b[A-Z][a-z]+\b(?!['’]s (?:Church|Hospital|School|Hospice|House|Law|Place))"
)
_PLACE = re.compile(
    r"(?: [A-Z][\w'’-]+)? (?:Hospital|House|School|Centre|Hall|Ward|Church|Court|Road|Street|Hospice|University"
    r"|Foundation|Trust)\b"
)
