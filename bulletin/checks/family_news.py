"""Rule about news of somebody's family: births, illness and deaths with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from ..content.word_lists import english
from ..model import Circulation
from ..text.expressions import Expression, RowsByNeed, compiled
from .case_stories import has_other_names, relatives
from .checked_file import CheckedFile
from .named_people import CHILD, DEATH, named_people
from .news_words import BIRTHDAY, GRIEF, ILLNESS, NAME_AFTER, NAME_BEFORE, NEWS, NOBODY, PRONOUN, SOMEBODY, SPOKEN_OF
from .persons import NAMES_AND_WORDS
from .rule import Finding, rule

_NEWS = RowsByNeed((news, news.triggers.split(",")) for news in NEWS)
_NAMELESS_NEWS = RowsByNeed(
    (news, news.triggers.split(",")) for news in NEWS if news.who in (NOBODY, PRONOUN, SOMEBODY)
)
_HAPPY = re.compile(
    r"\b(?:wedding|engagement|engaged|marriage|married|congratulations|congratulate|anniversary|retire\w*)\b"
)
"""Words of other occasions on which love is sent to somebody."""
_CHILDREN = (
    Expression(
        r"\b(?:[Pp]upil|[Tt]oddler|[Bb]aby|[Ss]chool(?:boy|girl)|[Hh]ead (?:[Bb]oy|[Gg]irl)),? (?P<name>[A-Z][a-z]+)\b",
        needs=("upil", "oddler", "aby", "choolboy", "choolgirl", "ead boy", "ead Boy", "ead girl", "ead Girl"),
    ),
    Expression(
        r"(?:^|(?<=\n)|(?<=[*_ ]))(?:Year|Yr|Class|Reception|Nursery|Y)\s?(?:[0-9]{1,2}[A-Z]?"
        r"|[A-Z])?\s?[:–-]{1,2}[*_]{0,3}\s{1,2}(?P<name>[A-Z][a-z]+)\b(?! [A-Z][a-z])",
        needs=("Y", "Class", "Reception", "Nursery"),
    ),
    Expression(
        r"\b(?P<name>[A-Z][a-z]+), (?:who is )?(?:aged? )?(?:[1-9]|1[0-5])(?: years old)?,"
        r"|\b(?P<child>[A-Z][a-z]+)(?: [A-Z][\w'’-]+)?,? \(?aged? (?:[1-9]|1[0-7])\b(?! ?(?:[-–]|to\b|and over"
        r"|or over))",
        needs=(", who is ", "age ", "aged ", *(f", {digit}" for digit in "123456789")),
    ),
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
    note="Births, illness, deaths, children, and people in care, in what is not limited; each sentence, or line of a "
    "list, once. A name is one of `lists/given-names.txt`, stands behind Mr, Mrs and the like, or is a word that no "
    "dictionary has in front of one of `lists/surnames.txt`.",
)
def family_news(file: CheckedFile) -> Iterator[Finding]:
    circulation = file.item.circulation if file.item else file.issue.circulation if file.issue else Circulation.PUBLIC
    if circulation is Circulation.LIMITED or has_other_names(file):
        return
    sentences: set[int] = set()
    findings = list(_news(file, sentences))
    yield from findings
    yield from _children(file, sentences)
    title = file.value_offset("title")
    line = file.line_of(title).partition(":")[2]
    is_name = _TITLE_OF_NAME.fullmatch(line) and _has_name(file, title, title + len(line.rstrip()))
    if is_name and any(finding.message == DEATH for finding in findings):
        yield Finding(title, DEATH)


def _news(file: CheckedFile, sentences: set[int]) -> Iterator[Finding]:
    """Yield the sentences with words of such news, and add their starts to `sentences`."""
    # Most texts name nobody, and then few of the rows can match.
    capitals = {word.lower() for word in _CAPITAL_WORD.findall(file.prose_as_written)}
    is_named = (
        not file.words.given_names.isdisjoint(capitals)
        or not file.words.surnames.isdisjoint(capitals)
        or _TITLED.search(file.prose_as_written)
        or any(not english().knows(first) and not english().knows(last) for first, last in file.name_pairs)
    )
    people = _People(file)
    for news in (_NEWS if is_named else _NAMELESS_NEWS).of(file.prose):
        for match in compiled(rf"(?<!\w)(?:{news.words})(?!\w)").finditer(file.prose):
            start, end = file.sentence_around(match.start())
            is_other = (news.says == GRIEF and _HAPPY.search(file.prose, start, end)) or (
                news.says == DEATH and _is_long_ago(file, start, end)
            )
            near = max(start, match.start() - _RIGHT_BEFORE), min(end, match.end() + _RIGHT_BEFORE)
            is_other = is_other or _ROYAL.search(file.prose_as_written, *near) is not None
            sentence = start, match.start(), match.end(), end
            entry = _entry(file, match.start(), start)
            if entry not in sentences and not is_other and _is_of_somebody(people, news.who, sentence):
                is_advice = news.says == BIRTHDAY and not _OF_A_CHILD.search(match[0])
                if not is_advice:
                    sentences.add(entry)
                yield Finding(match.start(), news.says, severity="info" if is_advice else "")


def _children(file: CheckedFile, sentences: set[int]) -> Iterator[Finding]:
    """Yield children and people in care who are named, each sentence once, unless it is one of `sentences`."""
    places = [(at, says) for at, says in named_people(file)]
    places += [(at, ILLNESS) for at in relatives(file)]
    for expression in _CHILDREN:
        for match in expression.finditer(file.prose_as_written):
            places += (
                [(match.start(), CHILD)]
                if (match["name"] or match.groupdict().get("child", "")).lower() in file.words.given_names
                else []
            )
    for at, says in sorted(places):
        if _PET.search(file.prose, *file.sentence_around(at)):
            continue
        entry = _entry(file, at, file.sentence_around(at)[0])
        if entry not in sentences:
            sentences.add(entry)
            yield Finding(at, says)


def _entry(file: CheckedFile, offset: int, start: int) -> int:
    """Return where a sentence begins, or the line of it that has an offset, if that begins as an entry of a list does.

    start: that of the sentence.
    """
    line = file.prose_as_written.rfind("\n", start, offset) + 1
    return line if line > start and _OPENS.match(file.prose_as_written, line) else start


_PET = re.compile(
    r"\b(?:cats?|dogs?|pupp(?:y|ies)|kittens?|pony|horse|rabbit|hamster|tortoise|greyhound|spaniel|labrador|terrier)\b"
)
_ROYAL = re.compile(
    r"\b(?:HRH|H[ei][rs] (?:late )?(?:Majesty|Royal Highness|Holiness))\b"
    r"|(?<![Tt]he )\b(?:(?:King|Queen|Prince|Princess) (?:Charles|Elizabeth|Philip|William|Harry|George|Camilla|Edward"
    r"|Anne?|Andrew|Louis|Charlotte|Diana)|Pope (?:Francis|Benedict|Leo|John Paul))\b(?! (?!I|V)[A-Z]|['’]s? [A-Z])"
)
"""A king or a pope, of whom everybody has heard; no hospital that has their name."""
_OF_A_CHILD = re.compile(r"(?<![0-9])(?:[1-9]|1[0-7])(?:st|nd|rd|th)\b")
"""The number of a birthday of which more is said than advice: that of an adult harms nobody."""
_OPENS = re.compile(r"[^\w\n]*[A-Z0-9]")
_RIGHT_BEFORE = 90
"""The number of characters before the words in which a name is looked for, for NAME_BEFORE."""
_RIGHT_BEHIND = 50
"""The same behind the words, for NAME_AFTER."""


class _People:
    """The people of a file; whether it names any is worked out once, when it is asked for."""

    def __init__(self, file: CheckedFile) -> None:
        self.file = file

    @cached_property
    def named(self) -> bool:
        """Whether the file names anybody."""
        return _has_name(self.file, 0, len(self.file.prose))


def _is_of_somebody(people: _People, who: str, sentence: tuple[int, int, int, int]) -> bool:
    """Tell whether a sentence has what `who` requires.

    sentence: the offsets of its start, of the words, of their end and of its own end.
    """
    file, (start, news, behind, end) = people.file, sentence
    if who == NOBODY:
        return True
    if who == SPOKEN_OF:
        spoken_of = re.search(r"\b(?:her|his|she|he)\b", file.prose[start:end]) is not None
        return (spoken_of or news > start) and people.named
    if who == SOMEBODY:
        is_general = _EVERYBODY.search(file.prose, start, end) or _WORK.search(file.prose, start, end)
        is_pronoun = re.search(r"\b(?:her|his|she|he)\b", file.prose[start:end]) is not None and people.named
        is_role = _ROLE.search(file.prose, start, end) is not None
        return not is_general and (is_pronoun or is_role or _has_name(file, start, end))
    if who == NAME_BEFORE:
        return not _is_topic(file, start, behind) and (
            _has_name(file, max(start, news - _RIGHT_BEFORE), news) or _is_subject(file, start, news)
        )
    if who == NAME_AFTER:
        return _has_name(file, behind, min(end, behind + _RIGHT_BEHIND))
    has_pronoun = who == PRONOUN and re.search(r"\b(?:her|his|she|he)\b", file.prose[start:end]) is not None
    return has_pronoun or _has_name(file, start, end)


_EVERYBODY = re.compile(
    r"\b(?:if|whether|anyone|anybody|someone|somebody|everyone|people|patients|families|carers|those|every|any"
    r"|each|talks?"
    r"|speaks?|training|workshop|webinar|research|stud(?:y|ies)|book|film|novel|awareness|campaign|century)\b"
)
"""Words of sentences about everybody, or about what somebody teaches or writes."""
_ROLE = re.compile(
    r"\b(?:our|my) (?:[\w’'-]+ ){0,2}?(?:director|chair(?:man|woman|person)?|secretary|treasurer|vicar|rector"
    r"|priest|curate"
    r"|minister|pastor|headteacher|head teacher|teacher|organist|conductor|clerk|warden|churchwarden|captain|president"
    r"|coach|leader|editor|caretaker|founder|colleague|neighbour|friend|accompanist|instructor|tutor)\b"
)
"""Somebody whom readers know although no name is told."""
_WORK = re.compile(
    r"\b(?:consultant|nurses?|nursing|chaplain|doctors?|specialist|slides|present(?:s|ed|ation|ing)|speaker|referrals?"
    r"|clinics?|trials?|fundrais\w+|rais(?:e|es|ed|ing)|charit(?:y|ies)|donat\w+|in aid of|appeal|support group|funding"
    r"|services|works?|worked|working|works with|volunteers?|volunteering|led|leads?|policy|guidance|guidelines|advice"
    r"|article|report|reports|prevention|vaccin\w+|lecture|online|sufferers?|campaign|screening|deaths|cases"
    r"|writes|rates?|when an?|(?<!of )members)\b"
)
"""Words of work, of giving and of learning, beside which an illness is a topic."""


def _is_long_ago(file: CheckedFile, start: int, end: int) -> bool:
    """Tell whether a sentence has a year of the history books."""
    years = (int(match[0]) for match in _YEAR.finditer(file.prose, start, end))
    return any(year < file.day.year - _HISTORY for year in years)


_HISTORY = 25
"""How many years ago a death is no news to anybody."""
_YEAR = re.compile(r"(?<![0-9£$/.-])(?:1[0-9]{3}|20[0-9]{2})(?![0-9/])")


def _is_subject(file: CheckedFile, start: int, news: int) -> bool:
    """Tell whether a sentence begins with a name, and no one else comes between it and the news."""
    begin = start + _SUBJECT
    return begin < news and _has_name(file, start, begin) and not _OTHERS.search(file.prose, start, news)


def _is_topic(file: CheckedFile, start: int, end: int) -> bool:
    """Tell whether a sentence speaks of a talk or a book up to the end of the words of news."""
    return _TOPIC.search(file.prose, start, end) is not None


_SUBJECT = 25
_OTHERS = re.compile(
    r"\b(?:said|says|that|whose|which|patients?|people|those|children|adults|women|men|residents|you|your|we|our"
    r"|they|their"
    r"|them)\b"
)
"""Words of others of whom news may tell, between a name and the news."""
_TOPIC = re.compile(
    r"\b(?:talks?|speaks?|course|lecture|workshop|webinar|research|stud(?:y|ies)|explains?|describes?|book|film"
    r"|session)\b"
    r"[^.!?\n]{0,40}\b(?:about|on|of|into|how|for|with)\b|\b(?:about|how)\b[^.!?\n]{0,40}\Z"
)
"""Words that make a topic of what follows them."""


def _has_name(file: CheckedFile, start: int, end: int) -> bool:
    """Tell whether the text between two offsets has a person's name that is not part of the name of a building."""
    prose = file.prose_as_written
    if _TITLED.search(prose, start, end):
        return True
    names = (match for match in _CAPITAL.finditer(prose, start, end) if match[0].lower() in file.words.given_names)
    if any(not _PLACE.match(prose, match.end()) for match in names):
        return True
    if any(_is_in_capitals(file, match) for match in _CAPITALS.finditer(prose, start, end)):
        return True
    pairs = _TWO_CAPITALS.finditer(prose, start, end)
    return any(_is_name(file, match) and not _PLACE.match(prose, match.end()) for match in pairs)


def _is_name(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether two words with capitals are a name: a surname is one, or neither word is in a dictionary."""
    first, last = match["first"].lower(), match["last"].lower()
    if not {first, last}.difference(NAMES_AND_WORDS).isdisjoint(english().common | file.words.short_words):
        return False
    is_unlisted = not english().knows(first) and not english().knows(last) and not match["where"]
    return last in file.words.surnames or first in NAMES_AND_WORDS or is_unlisted


def _is_in_capitals(file: CheckedFile, match: re.Match[str]) -> bool:
    return match["first"].lower() in file.words.given_names and match["last"].lower() not in english().common


_CAPITALS = re.compile(r"\b(?P<first>[A-Z]{3,}) (?P<last>[A-Z]{4,})\b")
"""A name in capitals: "JANE HOBBS"."""
_TITLE_OF_NAME = re.compile(r"[\W_]*(?:(?:Mrs?|Ms|Miss|Dr|Rev|Revd)\.? )?[A-Z][a-z'’-]+(?: [A-Z][\w'’.-]*){1,2}[\W_]*")
"""A title that is nothing but a name."""
_TITLED = re.compile(
    r"\b(?:Mrs?|Ms|Miss|Cllr|Dr|Prof|Canon|Father|Rev|Revd|Fr|Sr|Br|Pastor|Deacon|Rabbi|Imam|Sir|Dame)\.? [A-Z][a-z]"
)
_CAPITAL_WORD = re.compile(r"\b[A-Z][A-Za-z]+")
_TWO_CAPITALS = re.compile(
    r"(?P<where>\b(?:in|at|near|from|to|of|around|for) )?\b(?<!St )(?P<first>[A-Z][a-z]{2,}) (?P<last>[A-Z][a-z]{4,})\b"
)
"""Two words that may be a name; "where": in front of a place."""
_CAPITAL = re.compile(
    r"(?<!St )(?<!St\. )(?<!Saint )\b[A-Z][a-z]+\b(?!['’]s (?:Church|Hospital|School|Hospice|House|Law|Place))"
)
_PLACE = re.compile(
    r"(?: [A-Z][\w'’-]+)? (?:Hospital|House|School|Centre|Hall|Ward|Church|Court|Road|Street|Hospice|University"
    r"|Foundation|Trust)\b"
)
