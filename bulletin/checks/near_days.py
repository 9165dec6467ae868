"""Rules for days without a date, like "this Friday", and for events that are already over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ..text import humanize
from ..text.expressions import compiled
from ..text.written_days import WrittenDay, WrittenDays
from .checked_file import CheckedFile
from .rule import Finding, rule

_DAY = "|".join(name.lower() for name in humanize.DAYS)
_SHORT_DAY = "mon|tues?|weds?|thurs?|fri|sat|sun"
_DATED = r"(?![\s,(]{0,3}(?:the\s)?[0-9]{1,2}(?:st|nd|rd|th)?\b(?![:.]?[0-9]*\s?[ap]\.?m|[:.][0-9]))"
"""No day of the month follows the weekday ("Friday 4"); an hour may follow ("Friday 4pm")."""
_MONTH_NAMES = "|".join(name.lower() for name in humanize.MONTHS)
_SHORT_MONTH = "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_BEFORE_DAY = (
    r"(?:(?:deadline|date|last\sday|polling\sday|meeting|session|event|agm|service)\s(?:is|will\sbe)|on|by|until"
    r"|before|due|from"
    r"|closes?|starts?|starting|begins?|beginning|ends?|see\syou(?:\sall)?|(?:at\s|(?<=@)|(?<=@\s))[0-9]{1,2}"
    r"(?:[.:][0-9]{2})?\s?[ap]\.?m"
    r"|(?:by|before|until)\s(?:the\s)?(?:end\sof|close\sof\s\w+|noon|midday|midnight|lunchtime"
    r"|[0-9]{1,2}(?:[.:][0-9]{2})?\s?[ap]\.?m\.?)(?:\son)?)"
)
NEAR_DAY = (
    r"\b(?<!['’-])(?:(?P<word>tomorrow|tonight|this\s(?:afternoon|evening)"
    r"|(?:by|until|closes|ends|due)\s(?:the\send\sof\s)?today|today\sis\sthe\s(?:last|final)"
    r"|today\s(?:at\s)?\(?[0-9]{1,2}(?:[.:][0-9]{2})?\s?[ap]\.?m)\b(?!['’-])"
    r"|(?P<meeting>(?:tonight|tomorrow|this\s(?:afternoon|evening))['’]s\s(?:leavers['’]?\s|open\s|first\s|last\s"
    r"|annual\s)?(?:meeting|session|service|event|webinar"
    r"|talk|training"
    r"|class|quiz|match|game|call|workshop|agm|egm|concert|performance|rehearsal))\b"
    r"|(?P<week>(?:see\syou|join\s(?:us|me)|starts?|starting|begins?|beginning|opens?|closes?|closing|resumes?"
    r"|take\splace"
    r"|takes\splace|due(?!\sto\b)|come\salong|meet(?:ing)?)\b[^.!?,;()\n]{0,40}?\snext\s(?:week|month))\b(?!['’-]"
    r"|\sor\b)"
    r"|(?P<count>(?:[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten)\s(?:days|weeks"
    r"|hours)\s(?:left\sto\s(?:book|apply|register|vote|enter|reply|have|submit|sign)))\b"
    rf"|(?P<later>a\s(?:week|fortnight)\stoday|(?:{_DAY})\sweek|in\sa\s(?:week|fortnight)['’]s\stime"
    r"|in\s(?:two|three|2|3)\s(?:weeks|days)['’]?\stime|(?:starts|begins|opens|closes|ends)\sin\s(?:\w+\s)?"
    r"(?:[0-9]{1,2}(?:ish)?|two|three|four|five|six|seven|ten)\s(?:days|weeks|hours)|(?:closed|open|meets|cancelled"
    r"|postponed|starts"
    r"|begins)\stoday)\b"
    rf"|(?:this|next|this\scoming|the\scoming)\s(?P<near>{_DAY}|{_SHORT_DAY}|weekend)\b(?!s?['’])"
    r"|(?P<act>(?:join|register|vote|apply|book|reply|call|email|sign\sup|take\splace|held|meets?|draw|webinars?"
    r"|sessions?"
    r"|meetings?|services?|classes)\b[^.!?,;()\n]{0,30}?\s(?:online\s)?(?:later\s(?:this|next)\sweek"
    r"|later\stoday|today|next\sweek)"
    r"(?=[.!,;\n]|\sand\b|\sat\b|$)(?<!\bof\stoday))"
    rf"|(?P<meet>(?:are|will\sbe|we['’]re)\smeeting\s(?P<met>{_DAY})(?=\s(?:at|from|from\s)?\s?[0-9]))"
    rf"|(?P<several>next\s(?:two|three|2|3)\s(?:{_DAY})s|(?:in|within)\sthe\snext\s(?:24|48|72|twenty-four)\shours)\b"
    rf"|(?:on|by|until|before|due|see\syou(?:\sall)?|deadline\sis|back\son)\s(?P<short>{_SHORT_DAY})\b(?!['’-]"
    rf"|\.?\s(?:to|and)\b)"
    rf"|{_BEFORE_DAY}\s(?P<bare>{_DAY})\b(?!['’-])(?!\s(?:to|afternoons|mornings|evenings)\b)(?!,?\s(?:{_DAY})\b)"
    rf"){_DATED}(?![\s,(]{{0,3}}(?:{_MONTH_NAMES}|{_SHORT_MONTH})\b)"
)
NEAR_WORDS = frozenset(
    (
        *("tomorrow", "tonight", "afternoon", "evening", "today", "next", "left", "time", "days", "weeks", "hours"),
        *("later", "weekend", "mon", "tue", "tues", "wed", "weds", "thur", "thurs", "fri", "sat", "sun"),
        *_DAY.split("|"), *(f"{day}s" for day in _DAY.split("|")),
    )
)  # fmt: skip
"""Words of which one stands in all that the pattern matches."""
_AND_DAY = re.compile(rf"\s(?:and|or)\s(?:{_DAY})\b")
_PAST = (
    r"\b(?:appointed|agreed|opened|launched|started|began|was|were|had|did|been|ago|last|took|came|went|met|could"
    r"|would|enjoyed|won|said|held|saw|yesterday"
    r"|attended|visited|made|gave|"
    r"joined|helped|brought|happened|wrote|written|thanks?\s(?:to\s)?(?:all|those|everyone|everybody"
    r"|you)\b[^.!?]{0,30}\bwho)\b"
)
_TO_DO = re.compile(
    r"\b(?:invited|please|will\s(?:be|take|meet|start|hold)|deadline|join\sus|come\salong|sign\sup|book\s(?:now"
    r"|your|a)|register|rsvp|don['’]t\sforget|reminder)\b"
)
"""Words which show that a sentence speaks of a future event, even if it has words of `_PAST` too."""
_OPEN_ONCE = re.compile(r"\b(?:will|to)\sbe\sopen\b|\bopens?\s(?:on|again)\b")
_DATE_BEHIND = re.compile(
    r"(?:\s(?:morning|lunchtime|afternoon|evening|night))?(?:\sat\s[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:[ap]\.?m\.?)?)?"
    r"[\s,(–-]{1,3}(?:on\s)?(?:the\s)?\Z"
)
_A_DATE = re.compile(
    rf"\b(?:{_MONTH_NAMES})\s[0-9]|[0-9](?:st|nd|rd|th)?\s(?:of\s)?(?:{_MONTH_NAMES})\b"
    rf"|\b20[0-9]{{2}}-[01][0-9]-[0-3][0-9]\b"
)
_TO_BE = re.compile(r"\b(?:will|to|shall|must|can|should)\s(?:not\s)?be\s\w+")
"""A passive of what is to come, like "will be held", which has the form of a past."""
_AGAIN = re.compile(
    rf"\b(?:{_DAY})s?\s?(?:[-–]|to|until|till)\s?(?:[0-9.:]{{1,5}}\s?[ap]\.?m\s(?:on\s)?)?(?:{_DAY})\b|\b(?:every"
    rf"|each|weekly|fortnightly|monthly|usually|always|normally|open|term\s?time)\b"
)
_TO_COME = (
    r"\b(?:will|next|please|join\sus|come\sand|don['’]t\smiss|upcoming|book\s(?:now|your|a)|are\sinvited"
    r"|to\sbe\sheld|deadline|closing\sdate|closes?\son|closes|takes?\splace|is\son|are\son|until|w/c"
    r"|week\s(?:commencing"
    r"|beginning)|(?:starts|begins|opens)\s(?:on|from)|apply\sby|register\sby|reply\sby"
    r"|comes?\sinto\s(?:effect|force)|to\sbe\s(?:paid|returned|submitted|received|sent)\s(?:\w+\s){0,3}by|no\slater"
    r"\sthan)\b"
)
_EACH_WEEK = re.compile(rf"\b(?:{_DAY})s\b(?!['’])")
_EVENT = re.compile(
    r"\b(?:agm|egm|meetings?|meets?|webinars?|sessions?|classes|services?|draw|held|take\splace|later\stoday)\b"
)
"""What happens on a day; "sign up today" alone names none."""
_CLOCK = (
    r"[\s,(:–-]{0,4}(?:(?:at|from)\s)?[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:[ap]\.?m\b|[-–])|[\s,(]{0,3}(?:at\s"
    r"|from\s)?(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9]\b"
)
"""An hour right after a day: it shows that the day is that of an event."""
_FIGURATIVE = re.compile(
    r"\b(?:today|now)\s(?:and|or)\s$|\b(?:better|for|of)\s(?:a\s)?(?:better\s)?$|\b(?:than|day\safter)\s$"
    r"|\b(?:snow|rain|sun|sunshine|frost|ice|showers?|storms?|fog|winds?|dry|wet|cold|warm|hot|degrees|forecast)"
    r"\s(?:is\s)?(?:\w+\s)?$"
)
"""Words before "tomorrow" in sayings, and in what the weather will be."""
_REGULAR_PAST = re.compile(
    r"(?<!\bbe )(?<!\bis )(?<!\bare )(?<!\bbeing )(?<!\bbeen )(?<!\bto )(?<!\bget )(?<!\bnot )\b(?!(?:need|invit"
    r"|requir|expect"
    r"|plann?|schedul|cancell|postpon|clos|reserv|request|arrang|organis|suppos|mov|rebook|book|reschedul|welcom"
    r"|want|fe"
    r"|se|spe|inde|we|ne|proce|succe|exce|hundr|unit|advanc|advis|own|interest|bas|nam|unlimit|limit|delay|reduc|sugg"
    r"|propos|host|list|attach|us)ed\b)[a-z]{2,}ed\b(?:\s[\w'’-]+){0,4}\s(?:on|from|until|by|before"
    r"|(?:during|in|for)\sthe\sweek\s(?:of|ending|commencing|beginning))\s\Z"
)
"""A regular verb in the past, and few words between it and the day: "which many of you filled in on"."""


_CALLS = (
    r"\b(?:please|kindly|remember|reminder|don['’]t\s(?:forget|miss)|do\snot\s(?:forget|miss)|make\ssure|be\ssure"
    r"|ensure"
    r"|rsvp|invited?|invites|welcome\s(?:to|at)|(?<!i\s)(?<!i\sjust\s)needs?\sto|must|should(?!\sbe\s(?:out|back"
    r"|ready|finished|done|complete\w*))|ought|required|deadline|due(?!\s(?:out|to)\b)|availability"
    r"|you\s(?:can|could|may|might|will|would|are|have|wish|want|need)|you['’](?:ll|re|d)|(?:see|seeing|meet|meeting"
    r"|join|joining"
    r"|help|hope|remind|ask|want|like|urge|encourage)\s(?:some\s|more\s|many\s|all\s|both\s)?(?:of\s)?(?:you|us)\b"
    r"|see\syou|join|come|bring|book|booking|register|sign\sup|apply|vote|reply|return|submit|send\sin|let\s(?:us"
    r"|me)\sknow"
    r"|volunteers?|help\b|needed|tickets?|places|closes|closing|closed|cancelled|postponed|open\sto"
    r"|noon|midday|midnight|o['’]clock|[ap]\.m"
    r"|service|mass|communion|evensong|worship|agm|egm|webinars?|workshops?|seminars?|masterclass|conference"
    r"|concerts?|quiz"
    r"|meetings?|assembly|starts|begins|opening\shours|rac(?:es?|ing)|harvest|fair|fayre|festival|picnic|regatta"
    r"|disco|drop-?in|open\s(?:day|evening|morning)|coffee\smorning|working\sbee"
    r"|(?:pub|guided|book|film|bingo|craft|parents['’]?)\s(?:crawl|walk|club|night|evening))\b"
    r"|\bis\s(?:this|next|tomorrow|tonight)\b|\bat\s[0-9]{1,2}\b(?!\.[0-9]{3})"
    r"|(?<![\w.£$€])[0-9]{1,2}[.:][0-5][05](?![\w]|\.[0-9])|[0-9]\s?[ap]\.?m\b"
)
"""Words that ask readers to come or to act, or that name what people come to, and hours."""


@rule(
    "DAT20",
    "warning",
    "A day is named without its date.",
    "Write the date: people read this later than it was written.",
    triggers=(
        "see you",
        "@ ",
        "at ",
        "tomorrow",
        "today",
        " left to ",
        " week",
        "in a ",
        "in t",
        " is ",
        " be ",
        "tonight",
        "this ",
        "next ",
        "later ",
        "meeting ",
        "on ",
        "by ",
        "until ",
        "before ",
        "due ",
        "from ",
    ),
    wrong="Please come to the hall ‸this Saturday at 10am.",
    right="Please come to the hall on Saturday 5 February at 10am. It was full on Saturday. We meet every Saturday.",
    note="Advice for “on Friday”, and where nobody is asked to come or to act: “the work will be done by Friday”. "
    "Not said where the same text names a date of that weekday, nor of what is over or happens again and again.",
)
def day_without_date(file: CheckedFile) -> Iterator[Finding]:
    if NEAR_WORDS.isdisjoint(file.all_words):
        return
    for match in compiled(NEAR_DAY).finditer(file.prose_and_code):
        before = file.prose_and_code[max(0, match.start() - _FEW_WORDS) : match.start()]
        if match["word"] and _FIGURATIVE.search(before[-_A_WORD:]):
            continue
        if match["short"] and not file.prose_as_written[match.start("short")].isupper():
            continue  # "On sun loungers"
        if file.item and file.item.title.lower() == match[0]:
            continue  # The name of a section, whose text says it again.
        sentence = _sentence(file, match.start())
        if not _has_date(file, match, sentence) and not _is_no_appointment(file, match, sentence):
            words = file.words_at(match.start(), match.end())
            severity = "info" if _is_advice(file, match, sentence) else ""
            message = f'"{words}" is another day for everyone who reads it later.'
            yield Finding(match.start(), message, severity=severity)


def _is_advice(file: CheckedFile, match: re.Match[str], sentence: str) -> bool:
    """Tell whether readers hardly misread a day: "on Friday" is mostly that of the week, and some ask for nothing."""
    if match["near"] or match[0] == "tomorrow":
        return False
    if match[0].startswith("on"):
        begins = _BEGINS.search(file.prose_and_code, max(0, match.start() - _A_WORD), match.start())
        return not (begins and _AT_HOUR.match(file.prose_and_code, match.end()))
    return not compiled(_CALLS).search(sentence)


_BEGINS = re.compile(r"\b(?:starts?|starting|begins?|beginning|tak(?:e|es|ing)\splace|held|opens?|meets?|meeting)\s\Z")
_AT_HOUR = re.compile(r"(?:\s(?:morning|afternoon|evening))?,?\s(?:at|from)\s[0-9]")


def _has_date(file: CheckedFile, match: re.Match[str], sentence: str) -> bool:
    """Return whether the sentence has a date, or the text names a date that falls on the same weekday."""
    if match["near"] and _A_DATE.search(sentence):
        return True
    if match["word"] and _is_dated(file, match):
        return True
    behind = (named.days[0].start for named in file.days_between(match.end(), match.end() + _CLOSE))
    if any(_DATE_BEHIND.fullmatch(file.prose_and_code, match.end(), start) for start in behind):
        return True  # "In two days' time, on Thursday 14 November"
    if match["week"] or match["act"] or match["later"]:
        return any(file.day + timedelta(number) in file.dates for number in range(_SOON.days + 1))
    day = (match["near"] or match["bare"] or match["short"] or "")[:3]
    soon = {(file.day + timedelta(number)).day for number in range(1, _SOON.days)}
    for text, are_open in ((sentence, True), (file.line_of(match.start()).lower(), False)):
        numbered = (found for found in _NUMBERED_DAY.finditer(text) if day and found[1][:3] == day)
        if any(are_open or int(found["number"]) in soon for found in numbered):
            return True  # "Tuesday 29th, this coming Tuesday", and beside it a number of the days to come
    number = next((number for number, name in enumerate(humanize.DAYS) if day and name.lower().startswith(day)), None)
    if not match["near"]:
        return any(named.weekday() == number for named in file.dates)
    first = 1 if match[0].startswith("next") else -_SOON.days
    near = (file.day + timedelta(number) for number in range(first, _SOON.days + 1))
    return any(named.weekday() == number and named in file.dates for named in near)


def _is_dated(file: CheckedFile, match: re.Match[str]) -> bool:
    """Tell whether the sentence of "tomorrow" or "tonight" has the date that it is on, in the same line."""
    day = file.day + timedelta(days="tomorrow" in match[0])
    sentence, line = file.sentence_around(match.start()), file.line_around(match.start())
    days = file.days_between(max(sentence[0], line[0]), min(sentence[1], line[1]))
    return any(named.holds(day) for named in days)


_NUMBERED_DAY = re.compile(rf"\b({_DAY}|{_SHORT_DAY})\.?,?\s(?:the\s)?(?P<number>[0-9]{{1,2}})(?:st|nd|rd|th)\b")
_FEW_WORDS, _A_WORD = 60, 20
"""The numbers of characters in front of a day that are searched for a verb, and for words of sayings."""
_CLOSE = 30
_SOON = timedelta(days=15)
"""A date that "next Monday" can mean lies at most this far from the issue."""


_WISHES = re.compile(r"\b(?:good\sluck|best\swishes|fingers\scrossed|well\sdone|congratulations|happy\sbirthday)\b")
"""Words for those who go somewhere; nobody else has to come."""


_NEVER = re.compile(r"\b(?:would|should|could|was\sto|were\sto)(?:\shave|['’]ve)\b")
"""Words of what does not take place after all."""
_WHEREABOUTS = re.compile(
    r"\b(?:i|he|she|m(?:r|rs|iss|s)|dr|rev)\b[^.!?\n]{0,60}?\b(?:be|is|am)\s(?:only\s)?(?:back|away|off|out"
    r"|absent|on\sleave|in\s(?:school"
    r"|the\soffice|clinic))\s(?:again\s)?(?:on|until|from|by)\b"
    r"|\bi\swill\sbe\s(?:at|in|on|going\s(?:on|to))\s(?:the|a|an)\s(?:[\w'’-]+\s){0,3}"
    r"(?:conference|course|trip|training|meeting|holiday)\b"
)
"""Where somebody is, which asks nothing of those who read it."""
_WILL_BE = re.compile(r"\bwill\sbe\s(?:back|away|off|out|absent|at|in|on|going)\b")


def _is_no_appointment(file: CheckedFile, match: re.Match[str], sentence: str) -> bool:
    """Return whether the sentence speaks of a past event, or of one that is repeated every week."""
    if _AND_DAY.match(file.prose_and_code, match.end()) and not _TO_DO.search(sentence):
        return True  # "Open on Monday and Tuesday"
    is_bare = match["bare"] or match["short"]
    if is_bare and (_AGAIN.search(_OPEN_ONCE.sub(" ", sentence)) or _EACH_WEEK.search(sentence)):
        return True
    day = match.start("bare") if match["bare"] else match.start("short") if match["short"] else 0
    if is_bare and _REGULAR_PAST.search(file.prose_and_code, max(0, day - _FEW_WORDS), day):
        return not _TO_DO.search(sentence)
    if _NEVER.search(sentence):
        return True
    if (_WISHES.search(sentence) or _WHEREABOUTS.search(sentence)) and not _TO_DO.search(_WILL_BE.sub(" ", sentence)):
        return True
    if (match["act"] or match["week"] or "").startswith("meeting with") or "this week or" in match[0]:
        return True
    if match["act"] and (
        match["act"].endswith(("for next week", "for today"))
        or (match["act"].endswith("today") and not _EVENT.search(match["act"]))
    ):
        return True
    may_be_over = is_bare or match["act"] or match["near"] == "weekend"
    return bool(may_be_over and compiled(_PAST).search(sentence) and not _TO_DO.search(sentence))


def _sentence(file: CheckedFile, offset: int) -> str:
    start, end = file.sentence_around(offset)
    return file.prose_and_code[start:end]


@rule(
    "DAT22",
    "warning",
    "A day is spoken of as if it were to come, and is over when the issue goes out.",
    "Check the date.",
    wrong="The next meeting is on ‸3 December 2021.",
    right="The next meeting is on 3 March 2022. It was to be on 3 December 2021, and was put off.",
    note='A month with its year, too: "will be back in April 2021", and the month before the issue "coming up". '
    "Nothing is said of the day that minutes begin with.",
)
def day_that_is_over(file: CheckedFile) -> Iterator[Finding]:
    for named in file.written_days:
        last = named.days[-1]
        day = last.on(last.year) if last.year else _lately(last, file.day)
        if day is None or day >= file.day or (day + _WEEK >= file.day and _begins_week(file, last.start)):
            continue
        sentence = _sentence(file, last.start)
        if _is_to_come(file, named, sentence):
            yield Finding(last.at, f"{humanize.day(day)} is before the day of this issue.")
        elif (
            not _OF.search(file.prose_and_code, max(0, last.start - 4), last.start)
            and _is_year_ago(last.year, day, file.day)
            and not _YEAR_AGO.search(sentence)
        ):
            hint = f"Did you mean {file.day.year}?"
            yield Finding(last.at, f"{humanize.day(day)} is a year before this issue.", hint)
    yield from _months_that_are_over(file)
    yield from _months_just_over(file)


def _begins_week(file: CheckedFile, offset: int) -> bool:
    """Tell whether a day is named as the first of a week, which may go on when the issue goes out."""
    return _WEEK_OF.search(file.prose_and_code, max(0, offset - _FEW_WORDS), offset) is not None


_WEEK = timedelta(days=6)
_WEEK_OF = re.compile(r"\b(?:w/c|week\s(?:commencing|beginning|starting|of))\W{1,3}(?:the\s)?\Z")


def _is_to_come(file: CheckedFile, named: WrittenDays, sentence: str) -> bool:
    """Tell whether the words around a day say that it is to come. sentence: the one that has the day."""
    last, prose = named.days[-1], file.prose_and_code
    if _REGULAR_PAST.search(prose, max(0, last.start - _FEW_WORDS), named.days[0].start):
        return False  # "Who worked in the week of 4 December will be paid tomorrow."
    begins_line = _BEGINS_LINE.fullmatch(prose, file.line_around(last.at)[0], last.at) is not None
    if begins_line and _MINUTES.search(file.prose):
        return False  # The day of the meeting that the minutes are of.
    looking = _FROM.sub(" ", sentence) if _FROM_THEN.search(sentence) else sentence
    if compiled(_PAST).search(_TO_BE.sub(" ", sentence)) or _LOOKS_BACK.search(looking):
        return False
    if file.source.key_at(last.start) == "title":
        return compiled(_TO_COME).search(file.line_of(last.start).lower()) is not None
    is_event = compiled(_CLOCK).match(prose, last.end) or _STILL_OPEN.match(prose, last.end)
    return bool(is_event or _is_listed(file, named.days[0].at) or compiled(_TO_COME).search(sentence))


_MONTH_AND_YEAR = (
    rf"(?P<to_come>\b(?:will|scheduled\sfor|planned\sfor|due\sin|is\sdue|are\sdue|back\sin|by\sthe\send\sof"
    rf"|expected\sin|until"
    rf"|from|starting\sin|opens?\sin"
    rf"|next)\b[^.!?\n]{{0,60}}?)(?<![0-9]\s)(?<!st\s)(?<!nd\s)(?<!rd\s)(?<!th\s)(?<!of\s[0-9]\s)"
    rf"\b(?P<month>{_MONTH_NAMES})\s(?P<year>20[0-9]{{2}})\b"
)


def _months_that_are_over(file: CheckedFile) -> Iterator[Finding]:
    """Yield the months with their year that are over, and of which a text speaks as to come: "back in April 2021"."""
    for match in compiled(_MONTH_AND_YEAR).finditer(file.prose):
        number = [name.lower() for name in humanize.MONTHS].index(match["month"]) + 1
        sentence = _sentence(file, match.start("month"))
        is_over = (int(match["year"]), number) < (file.day.year, file.day.month)
        says_so = _SURELY_TO_COME.search(match["to_come"]) is not None
        if is_over and says_so and not compiled(_PAST).search(sentence) and not _LOOKS_BACK.search(sentence):
            words = file.words_at(match.start("month"), match.end())
            yield Finding(match.start("month"), f"{words} is before the day of this issue.")


def _months_just_over(file: CheckedFile) -> Iterator[Finding]:
    """Yield the month before the issue's where a text speaks of what is "coming up in" it."""
    before = humanize.MONTHS[(file.day.month - 2) % 12]
    for match in _COMING_MONTH.finditer(file.prose) if before.lower() in file.prose else ():
        if match["month"] == before.lower() and not compiled(_PAST).search(_sentence(file, match.start("month"))):
            yield Finding(match.start("month"), f"{before} is over when this issue goes out.")


_COMING_MONTH = re.compile(
    r"\b(?:coming\sup|upcoming|forthcoming|happening|planned|lined\sup|in\sstore|taking\splace|what['’]?s\son)\s"
    rf"(?:\w+\s){{0,3}}?(?:in|for|during|this)\s(?P<month>{_MONTH_NAMES})\b(?!\s(?:[0-9]|next))"
)
_SURELY_TO_COME = re.compile(r"\b(?:will|scheduled|planned|due|back|by\sthe\send|expected|starting|next)\b")


def _is_listed(file: CheckedFile, offset: int) -> bool:
    """Tell whether a day begins a line of what its title or the heading above it calls a list of days to come."""
    if not _BEGINS_LINE.fullmatch(file.prose_and_code, file.line_around(offset)[0], offset):
        return False
    headings = [block.start for block in file.source.blocks if block.kind == "heading" and block.start < offset]
    above = file.line_of(headings[-1]) if headings else file.item.title if file.item else ""
    return _LIST_OF_DAYS.search(above.lower()) is not None


_BEGINS_LINE = re.compile(
    rf"[^\w\n]*(?:(?:title|date|held on):\s)?(?:(?:{_DAY}|{_SHORT_DAY})\.?,?\s)?(?:(?:{_MONTH_NAMES}"
    rf"|{_SHORT_MONTH})\.?\s)?"
)
_LIST_OF_DAYS = re.compile(
    r"\b(?:upcoming|coming\sup|forthcoming|future\s(?:events|dates|meetings)|diary|what['’]?s\son|save\sthe\sdates?"
    r"|dates\sfor\syour|events\sto\scome|next\s(?:meetings|events|dates))\b"
)
_LATELY = timedelta(days=60)
"""A day without a year that is earlier than this before the issue is taken to be in the next year."""
_LOOKS_BACK = re.compile(
    r"\b(?:since|from|published|dated|updated|edited|posted|sent|released|of the|previously|originally|formerly"
    r"|expired?s?|press release|on or after)\b"
)
_FROM_THEN, _FROM = re.compile(r"\b(?:will|comes? into (?:effect|force))\b"), re.compile(r"\bfrom\b")
"""Words which show that "from" in the same sentence speaks of what is to come."""
_YEAR_AGO = re.compile(r"\b(?:year|years|ago|anniversary|since|from|dated|published|updated|posted|revised)\b")
_NEARLY = timedelta(days=10)


def _lately(written: WrittenDay, issue: date) -> date | None:
    """Return the date of a day without a year, if it was at most `_LATELY` before the issue; else None."""
    day = written.on(issue.year)
    return day if day and timedelta(0) < issue - day <= _LATELY and written.opens else None


_MINUTES = re.compile(
    r"(?m:^)[^\w\n]*(?:title: )?(?:draft |the )?minutes\b|\bapologies(?: for absence|\s?[–:-])|\bmatters arising\b"
    r"|(?m:^)\W*present:"
)
"""Words of the minutes of a meeting, which begin with its day and its hour."""
_STILL_OPEN = re.compile(
    r"[*_\s:–-]{1,6}(?:tb[acd]\b|to be (?:announced|confirmed|decided)|speaker to be|no (?:seminar|meeting"
    r"|session|class)\b)"
)
"""What is said of days to come alone: their speaker is not known, or they are left out."""
_OF = re.compile(r"\bof $")
"""The word before a day that is part of a name, as in "the Act of 3 May"."""


def _is_year_ago(year: int | None, day: date, issue: date) -> bool:
    """Return whether the year is the one before the issue's, and the day a year later is within `_NEARLY` of it.

    Then the year is probably a mistake, as in January.
    """
    return year == issue.year - 1 and abs(day.replace(year=day.year + 1, day=min(day.day, 28)) - issue) <= _NEARLY
