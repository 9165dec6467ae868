"""Find what a text says of the sessions of its item: words for events, and the clause that a day or an hour is in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..text.expressions import compiled
from ..text.written_days import WrittenDay
from .checked_file import CheckedFile
from .text_spans import Spans

_ALWAYS = (
    r"training|sessions?|courses?|events?|webinars?|workshops?|conferences?|masterclass(?:es)?|seminars?|briefings?"
    r"|meetings?|drop-?ins?|classes|class|agm|amm|egm|open (?:day|evening|morning)s?|talks?|lectures?|symposium|forums?"
    r"|fairs?|exhibitions?|concerts?|roadshows?|summits?|congress|picnics?|contests?|rehearsals?"
    r"|screenings?|performances?|lunch and learns?"
)
_BY_TITLE = (
    r"walks?|mornings?|evenings?|clinics?|days?|groups?|interviews?|suppers?|lunch|breakfasts?|dinners?|receptions?"
    r"|series|tours?|launch|shows?|coffee|tea"
)
"""Words that name an event where the title of the item has them, too."""
EVENT = rf"\b(?P<event>{_ALWAYS}|{_BY_TITLE})\b"
_OF_ANY_ITEM = frozenset(("training", "session", "course", "event"))
"""What editors call the sessions of an item of every kind."""
_NO_LINK = (
    r"who|whose|which|that|if|unless|when|where|after|before|because|so|book\w*|regist\w+|apply|reply|clos\w+|by|until"
    r"|deadlines?|since|was|were"
)
"""Words behind which a day is that of something else than what stands in front of them."""
GAP = rf"(?:[^\w.;!?]+(?!(?:{_NO_LINK})\b)[\w'’]+(?:\.[0-9]\w*)*)"
"""One word between the word for an event and its day or hour."""
OF_SOMETHING_ELSE = re.compile(
    r"\b(?:clos(?:es?|ing|ed|ure)|ends|deadlines?|until|previous|previously|earlier|postponed|moved|rescheduled"
    r"|cancelled|published|another|record(?:ing|ed)|prerecorded|was|were|since|refund\w*|dismissed|leaves?|departs?"
    r"|opens|open (?:on|from|for)|due|minutes|took place|original\w*|no longer|instead of|not on"
    r"|if you (?:cannot|can['’]t)"
    r"|last (?:year|month|week|time|training|session|event|meeting|one|conference|day|date|chance))\b"
    r"|(?<!be )(?<!being )(?<!is )(?<!are )\bheld\b"
    r"|\bby (?:the end of )?(?:(?:noon|midday|midnight|[0-9][0-9:.]*\s?(?:[ap]\.?m\.?)?)[\s,]*)?(?:on )?(?:the )?$"
)
"""Words which show that a day or an hour is that of something else than a session."""
_NOW_ON = re.compile(
    r"\b(?:(?:is|are) now|now (?:(?:be|take place|held|taking place) )?on|(?:new|revised) date(?:\s(?:is|will be))?:?"
    r"|(?:moved|postponed|changed) to|rescheduled (?:to|for))\W(?:on\s)?(?:the\s)?\W*\Z"
)
"""Words in front of the day to which a session moved."""
PERHAPS_OF_ANOTHER = re.compile(
    r"\b(?:others?|also|next(?! (?:week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
    r"|(?:further|future|later) (?:dates?|sessions?|events?|courses?|meetings?|training|workshops?|webinars?))\b"
)
"""Words which mostly show that another event is meant."""
OF_BOOKING = re.compile(r"\b(?:book|booking|register|registering|rsvp|apply|reply)\b")
_OF_EVENT = r"(?: of (?:the )?(?:event|session|course|training|meeting|webinar|workshop|conference))?"
_LABEL = re.compile(
    r"(?:^|\n)[^\w\n]*(?:(?:session|event|course|training|meeting|start|the|our|new)\s)?"
    rf"(?:dates?(?:\s?(?:and|&|/)\s?times?)?{_OF_EVENT}|when(?:\sis\sit)?)\s*(?::|\?|\s[-–]|\s\s)[^\w\n]*\Z"
)


def is_labelled(file: CheckedFile, start: int) -> bool:
    """Tell whether a day stands behind a label at the start of its line: "Date:", "When is it?"."""
    return _LABEL.search(file.prose_and_code[max(0, start - 60) : start]) is not None


def begins_line(file: CheckedFile, start: int) -> bool:
    """Tell whether nothing but marks stands before an offset on its line."""
    line = file.line_around(start)[0]
    return not file.source.key_at(start) and not re.search(r"\w", file.prose_and_code[max(line, start - 60) : start])


def clause_before(file: CheckedFile, offset: int) -> str:
    """Return the part of a sentence, an entry or a row before an offset, with a label like "Deadline:".

    Where nothing stands before it, the line above may be its label.
    """
    first = max(0, offset - _LONGEST_CLAUSE)
    entries = [*_ENTRY.finditer(file.source.text, first, offset)]
    clause = _CLAUSE_END.split(file.prose_and_code[entries[-1].end() if entries else first : offset])[-1]
    above = _LINE_ABOVE.search(file.prose_and_code, first, offset) if not clause.strip() else None
    return above["label"] if above else clause


_LONGEST_CLAUSE = 120
_ENTRY = re.compile(r"\n\s*(?:[-*+|#•]|[0-9]{1,3}[.)])\s")
_CLAUSE_END = re.compile(r"(?<![ap]\.m)\.(?=\s)|[;!?]|\n\s*\n")
_LINE_ABOVE = re.compile(r"(?:\A|\n)(?P<label>[^.;!?\n0-9]{3,70})\n\s*\n?[^\w\n]*\Z")


def is_of_new_day(clause: str) -> bool:
    """Tell whether the words before a day say that a session has moved to it."""
    return _NOW_ON.search(clause) is not None and not _PERHAPS.search(clause)


_PERHAPS = re.compile(r"\b(?:if|may|might|could|would|unless)\b")


def is_of_something_else(clause: str) -> bool:
    """Tell whether the words before a day or an hour show that it is no session's."""
    return OF_SOMETHING_ELSE.search(clause) is not None and not is_of_new_day(clause)


def end_of_day(text: str, day: WrittenDay) -> int:
    """Return where a day ends, without the full stop of the sentence that it ends."""
    is_stop = text[day.end - 1] == "." and not re.search(r"\b[a-z]{3,4}\.\Z", text[day.start : day.end])
    return day.end - is_stop


class Nouns:
    """The words by which a text may call the sessions of its item: those of its title and of their names."""

    def __init__(self, file: CheckedFile) -> None:
        names = [file.item.title, *(session.label for session in file.item.sessions)] if file.item else []
        self.words: Collection[str] = frozenset(re.findall(r"[a-z]+", " ".join(names).lower()))
        self._of_names = frozenset(_nouns_in(" ".join(names).lower()))
        self._own = _OF_ANY_ITEM | self._of_names

    def own(self, text: str) -> bool:
        """Tell whether the last noun for an event in a text is one of these, or the text has none."""
        nouns = [*_nouns_in(text)]
        return not nouns or nouns[-1] in self._own

    def calls(self, text: str) -> bool:
        """Tell whether the last noun for an event in a text is of the title, or "the event", or the text has none."""
        if self.of_title(text) or next(_nouns_in(text), None) is None:
            return True
        match = _THE_EVENT.search(text)
        return match is not None and (match["any"] is not None or not self._of_names)

    def names_next(self, text: str) -> bool:
        """Tell whether words behind "next" have two words of the title, or the title is of what is next."""
        words = {word for word in re.findall(r"[a-z]{4,}", text) if word in self.words}
        return len(words) > 1 or "next" in self.words

    def of_title(self, text: str) -> bool:
        """Tell whether the last noun for an event in a text stands in the title, or in the name of a session."""
        return not self._of_names.isdisjoint([*_nouns_in(text)][-1:])

    def names(self, text: str) -> bool:
        """Tell whether a text has one of these."""
        return any(noun in self._own for noun in _nouns_in(text))

    def in_text(self, text: str) -> bool:
        """Tell whether a text has a noun for an event."""
        return any(noun in self._own or re.fullmatch(_ALWAYS, noun) for noun in _nouns_in(text))


_THE_EVENT = re.compile(
    rf"\b(?:the|this|these|all|your) (?:(?P<any>sessions?|events?)|training|courses?)\b(?!.*\b(?:{_ALWAYS})\b)",
    re.DOTALL,
)


def _nouns_in(text: str) -> Iterator[str]:
    """Yield each noun for an event in a text in the singular, with the nouns of _BY_TITLE."""
    for match in compiled(EVENT).finditer(text):
        noun = match["event"]
        yield _SAME.get(noun, noun if noun.endswith("ss") else re.sub(r"(?<=ss)es$|s$", "", noun))


_SAME = {"agm": "meeting", "amm": "meeting", "egm": "meeting"}
"""Short names of events, and the nouns of their long ones."""


def struck(file: CheckedFile) -> Spans:
    """Return the spans of struck words, which no longer hold."""
    text = file.source.text
    found = _STRUCK.finditer(text) if "~" in text else ()
    return Spans(match.span() for match in found)


_STRUCK = re.compile(r"(~{1,2})(?![\s~])[^~\n]+\1")
