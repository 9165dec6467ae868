"""Leave out what a rule says of the words of a file that another names already, by where they stand in its text.

`one_cause` does the same with all problems of a folder, by their lines and columns alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ..content.source import Source
from ..errors import Problem
from ..text.urls import is_wrapped
from .checked_file import CheckedFile
from .rule import Finding
from .text_spans import Spans

_NAMED_BY = "STR11"
_FOLLOWING = frozenset(
    (
        *("CON01", "CON06", "DAT02", "LNK03", "LNK07", "LNK11", "LNK17", "STR12"),
        *("TXT01", "TXT03", "TXT06", "TXT22", "TXT26"),
    )
)
"""Rules that see a short form, a placeholder, a bracket, an address, a number or a file name in a mark."""
_REFUSED_BY = ("LNK07", "CON01", "CON02", "SET02")
"""The ids under which an address, number, mailbox or pattern is refused when a file is read."""
_OF_ADDRESSES = ("LNK03", "LNK07", "LNK08", "LNK18", "CON01", "CON02", "CON06", "STR11")
"""Rules that look at an address as well, and at marks in it."""
_WITHOUT_EFFECT = "RST04"
"""The id under which a line is refused that says who may see a file, where it has no effect."""
_OF_THE_SAME_WORDS = ("RST03", "RST13", "RST14", "TXT03")
"""Rules that look at such words anywhere in a text, or at their capitals."""
_PLACEHOLDERS = ("TXT06", "TXT26")
"""What these say of the words of a link is not what STR11 says of its marks."""


_TAKEN_OUT_BY = frozenset(("PRIV04", "PRIV06"))
"""Rules that have the address of a link taken out, or another one put in its place."""
_OF_LINKS = frozenset(("LNK02", "LNK07", "LNK08", "LNK15", "LNK16"))
"""Rules whose advice on such a link would keep its address; advice on its words holds for another address, too."""
_WRAPPED = "LNK01"
"""The rule about an address that is wrapped in another; once it is unwrapped, `_OF_LINKS` are about the real one."""
_OF_THE_SAME_SIGN = {"LNK08": "LNK16", "TXT18": "CON06", "CON01": "PRIV01"}
"""Rule → the rule that says better what is wrong at the same place: a page not for all, a comma in a mailbox, what
looks like a wrong phone number and is a patient's."""


_OF_WORDS = frozenset(("TXT18", "TXT21", "TXT24", "TXT25"))
"""Rules that list wrong words; some words are wrong by several of them, like "Its not easy"."""


_OF_SESSIONS = ("DAT19", "DAT31", "DAT32")
"""Rules that say how words differ from the sessions of their item."""
_OF_THE_SAME_DAY = ("DAT19", "DAT32", "DAT01", "DAT22", "DAT26")
"""Rules that name a day: of those that name the same, the first speaks, but an error before a warning."""
_OF_THE_SAME_HOURS = ("DAT24", "DAT27", "DAT31")
"""Rules that name hours, in the same way."""
_LONGEST_LIST = 300
"""The number of characters before a day in which the list of days begins that it is in."""


class NamedWords:
    """The words of a file that rules of wrong words have named."""

    def __init__(self) -> None:
        self._rules: dict[int, str] = {}
        """Offset of a letter → the rule that named its word first."""

    def named_first(self, rule_id: str, problems: Iterable[tuple[Finding, Problem]]) -> Iterator[Problem]:
        """Yield the problems of a rule without those on words that another rule of wrong words has named."""
        for finding, problem in problems:
            letters = range(finding.offset, finding.end) if rule_id in _OF_WORDS else ()
            if all(self._rules.get(at, rule_id) == rule_id for at in letters):
                self._rules.update(dict.fromkeys(letters, rule_id))
                yield problem


_OF_MARKINGS = ("RST03", "RST13", "TXT23")
"""Rules that find words like CONFIDENTIAL or DRAFT."""
_OF_LETTERS = ("TXT01", "TXT03", "TXT06", "TXT10")
"""Rules that look at the letters of such words: at capitals, short forms and apostrophes."""


def without_follow_ups(file: CheckedFile, problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the problems of a file without those that follow from what another rule names.

    No error is left out behind a warning.
    """
    for without in (_once_of_each_day, _without_letters_of_markings, _without_named_addresses, _without_named_marks):
        problems = without(file, problems)
    return problems


def _without_named_addresses(file: CheckedFile, problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the problems without advice on links that go, and on addresses of which another rule says more."""
    rules = {each.rule for each in problems}
    if not rules.isdisjoint(_TAKEN_OUT_BY) and not rules.isdisjoint((*_OF_LINKS, _WRAPPED)):
        places = _offsets(file, problems, _TAKEN_OUT_BY)
        problems = [each for each in problems if each.rule != _WRAPPED or not _is_at(file, each, places)]
        ends = {
            at
            for link in file.source.links
            if link.at in places and not is_wrapped(link.url, file.words.wrappers)
            for at in (link.start, link.at)
        }
        problems = [each for each in problems if each.rule not in _OF_LINKS or not _is_at(file, each, ends)]
    for rule, better in _OF_THE_SAME_SIGN.items():
        if rule in rules and better in rules:
            words = Spans({_word_around(file, at) for at in _offsets(file, problems, (better,))})
            problems = [each for each in problems if each.rule != rule or not _is_within(file, each, words)]
    return problems


def _offsets(file: CheckedFile, problems: Sequence[Problem], rules: Collection[str]) -> set[int]:
    """Return where some rules found something in a file."""
    own = (each for each in problems if each.rule in rules and each.path == file.source.path)
    return {file.source.offset(each.line, each.column) for each in own}


def _is_at(file: CheckedFile, problem: Problem, offsets: Collection[int]) -> bool:
    return problem.path == file.source.path and file.source.offset(problem.line, problem.column) in offsets


def _word_around(file: CheckedFile, at: int) -> tuple[int, int]:
    """Return the start and end of what has no blank inside and begins at an offset."""
    word = _NO_BLANK.match(file.source.text, at)
    return word.span() if word else (at, at)


def _is_within(file: CheckedFile, problem: Problem, spans: Spans) -> bool:
    return problem.path == file.source.path and spans.holds(file.source.offset(problem.line, problem.column))


_NO_BLANK = re.compile(r"\S+")


def _without_named_marks(file: CheckedFile, problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return the problems of a file without those that follow from a mark which is named."""
    severities = {(each.line, each.column): each.severity for each in problems if each.rule == _NAMED_BY}
    if not severities or not any(each.rule in _FOLLOWING for each in problems):
        return problems
    spans = [
        (fault.start, fault.end, severity)
        for fault in file.leftovers
        if (severity := severities.get(file.source.place(fault.start)))
    ]
    return [each for each in problems if not _follows(each, spans, file)]


def _without_letters_of_markings(_file: CheckedFile, problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return problems without those of the letters of words like CONFIDENTIAL that are named."""
    markings = {(each.line, each.column) for each in problems if each.rule in _OF_MARKINGS}
    if not markings:
        return problems
    return [each for each in problems if each.rule not in _OF_LETTERS or (each.line, each.column) not in markings]


def _once_of_each_day(file: CheckedFile, problems: Sequence[Problem]) -> Sequence[Problem]:
    """Return problems without those of a day or of hours that another problem names against the sessions."""
    first: dict[tuple[int, tuple[str, ...]], Problem] = {}
    if not any(problem.rule in _OF_SESSIONS for problem in problems):
        return problems
    words = {problem: _words_of(file, problem) for problem in problems}
    for problem in sorted(problems, key=lambda each: (each.severity != "error", _rank(each))):
        if said := words[problem]:
            first.setdefault(said, problem)
    return [problem for problem in problems if not (said := words[problem]) or first[said] is problem]


def _rank(problem: Problem) -> int:
    rules = (*_OF_THE_SAME_DAY, *_OF_THE_SAME_HOURS)
    return rules.index(problem.rule) if problem.rule in rules else len(rules)


def _words_of(file: CheckedFile, problem: Problem) -> tuple[int, tuple[str, ...]] | None:
    """Return where the day or the hours of a problem begin, and the rules that name them; None for other problems."""
    if problem.path != file.source.path:
        return None
    at = file.source.offset(problem.line, problem.column)
    if problem.rule in _OF_THE_SAME_HOURS:
        return at, _OF_THE_SAME_HOURS
    if problem.rule not in _OF_THE_SAME_DAY:
        return None
    days = file.days_between(max(0, at - _LONGEST_LIST), at + 1)
    return (days[-1].days[0].start if days and at < days[-1].days[-1].end else at), _OF_THE_SAME_DAY


def _follows(problem: Problem, spans: Sequence[tuple[int, int, str]], file: CheckedFile) -> bool:
    if problem.rule not in _FOLLOWING or problem.path != file.source.path:
        return False
    at = file.source.offset(problem.line, problem.column)
    weighty = problem.severity == "error"
    return any(
        start <= at < end
        and (severity == "error" or not weighty)
        and not (problem.rule in _PLACEHOLDERS and "](" in file.source.text[start:end])
        for start, end, severity in spans
    )


def without_refused(
    problems: Iterable[Problem], read: Iterable[Problem], sources: Mapping[str, Source]
) -> Iterator[Problem]:
    """Yield the problems of rules without those about an address, or a line for some readers, that was refused.

    read: the problems met while reading.
    """
    refused: dict[tuple[str, int], list[int]] = defaultdict(list)
    closed: set[tuple[str, int]] = set()
    for problem in read:
        if problem.severity == "error" and problem.rule in _REFUSED_BY:
            refused[problem.path, problem.line].append(problem.column)
        elif problem.rule == _WITHOUT_EFFECT:
            closed.add((problem.path, problem.line))
    for problem in problems:
        if problem.rule in _OF_THE_SAME_WORDS and (problem.path, problem.line) in closed:
            continue
        starts = refused.get((problem.path, problem.line)) if problem.rule in _OF_ADDRESSES else None
        if not starts or not any(_is_one_word(sources[problem.path], problem, start) for start in starts):
            yield problem


def _is_one_word(source: Source, problem: Problem, start: int) -> bool:
    """Tell whether no blank stands between a column and that of a problem, so that both are in one address."""
    at = source.offset(problem.line, problem.column)
    between = source.text[at - problem.column + start : at]
    return start <= problem.column and not any(map(str.isspace, between))
