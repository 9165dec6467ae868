"""Rules for signs, spaces, short forms, and the way dates and times are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from ..content.frontmatter import Wrong
from ..content.times import HourLimits, find_ranges, judge_range
from ..text import humanize
from ..text.expressions import RowsByNeed
from .checked_file import CheckedFile
from .dates import MONTH, WEEKDAY
from .rule import TEXTS, Finding, rule


class Form(NamedTuple):
    """A way of writing to avoid, like "e.g.", with the sentence of the message and the hint."""

    triggers: tuple[str, ...]
    """Texts in small letters: only prose that has one of them is searched for the pattern."""
    pattern: str
    says: str
    hint: str
    mend: Callable[[str], str] | None = None
    """Return the usual form of what was typed; without it the hint is the same for all."""


def _by_trigger(*forms: Form) -> RowsByNeed[Form]:
    return RowsByNeed((form, form.triggers) for form in forms)


_SHORT_FORMS = _by_trigger(
    Form(("etc",), r"etc\b\.?", '"{}" is a short form.', 'Write "such as" before the list.'),
    Form((" & ",), r"&(?= \w)", '"{}" is a short form.', 'Write "and".'),
    Form(
        ("n't", "n’t", "'re", "’re", "'ve", "’ve", "'ll", "’ll"),
        (
            r"(?:do|does|did|is|are|was|were|has|have|had|should|could|would|ca|wo)n['’]t\b"
            r"|(?:we|they|you)['’](?:re|ve|ll)\b"
        ),
        '"{}" is a short form.',
        "Write it in full: some people find short forms hard to read.",
    ),
    Form(("telephone",), r"telephone\b", '"{}" is longer than it needs to be.', 'Write "phone".'),
)
_LATIN = _by_trigger(
    Form(
        (" eg ", "(eg ", " eg,", "e.g", " eg.", " eg:"), r"e\.?g\b\.?", '"{}" is a short form.', 'Write "for example".'
    ),
    Form(
        (" ie ", "(ie ", " ie,", "i.e", " ie.", " ie:"),
        r"i\.?e\b\.?",
        '"{}" is short for another language.',
        'Write "that is".',
    ),
)
_DATE = ('The date "{}" is not in the usual form.', 'Write it like "23 February 2022".')
_TIME = ('The time "{}" is not in the usual form.', 'Write it like "9:30am to 4:30pm".')
_DASH = ('"{}" has a dash for "to".', 'Write "to".')
_DASHES = ("-", "–", "—")
_BETWEEN = re.compile(r"\s?[-–—]\s?")


def _without_ordinal(date: str) -> str:
    """Write "8th of March" and "March 8th" as "8 March"."""
    bare = re.sub(r"(?<=[0-9])(?:st|nd|rd|th)(?:\s+of)?\b", "", date)
    return re.sub(r"^([A-Za-z]+) ([0-9]{1,2})$", r"\2 \1", bare)


def _with_month(date: str) -> str:
    day, short = date.rstrip(".").split()
    return f"{day} {next(month for month in humanize.MONTHS if month.lower().startswith(short[:3].lower()))}"


def _with_to(words: str) -> str:
    return _BETWEEN.sub(" to ", words)


def _clock(typed: str) -> str:
    """Write 14:30, 1430hrs and 14.30 as 2:30pm; what is no hour of a day stays."""
    digits = re.sub(r"[^0-9]", "", typed).zfill(4)
    hour, minute = int(digits[:2]), int(digits[2:])
    return humanize.clock(datetime(2000, 1, 1, hour, minute)) if hour < 24 and minute < 60 else typed  # noqa: DTZ001


def _clocks(typed: str) -> str:
    """Write 9:30-16:30 as 9:30am to 4:30pm; "" if it may be the afternoon that is meant."""
    for match in find_ranges(typed):
        with suppress(Wrong):
            hours = judge_range(match, HourLimits())
            return humanize.hours(hours.start, hours.end)
    return ""


def _in_twelve(time: str) -> str:
    """Write 9.30 a.m. as 9:30am, and 2:00pm as 2pm."""
    return re.sub(r"\s", "", time).replace(".", ":", 1).replace(".", "").replace(":00", "").rstrip(":")


_FORMS_OF_TIME = _by_trigger(
    Form(
        ("st ", "nd ", "rd ", "th "),
        rf"[0-9]{{1,2}}(?:st|nd|rd|th)\s+(?:of\s+)?(?:{MONTH})\b",
        *_DATE,
        mend=_without_ordinal,
    ),
    Form(("st", "nd", "rd", "th"), rf"(?:{MONTH}) [0-9]{{1,2}}(?:st|nd|rd|th)\b", *_DATE, mend=_without_ordinal),
    Form(
        ("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        r"[0-9]{1,2}\s+(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?(?!\s*-)",
        'The month in "{}" is short.',
        "Write months in full.",
        _with_month,
    ),
    Form(("/",), r"[0-9]{1,2}/[01]?[0-9]/(?:20)?[0-9]{2}(?![0-9/])", 'The date "{}" is in digits.', _DATE[1]),
    Form(("m",), r"[0-9]{1,2}\.[0-5][0-9]\s?[ap]\.?m\b", *_TIME, mend=_in_twelve),
    Form(("hrs",), r"[0-9]{1,2}[.:]?[0-5][0-9]\s?hrs\b", *_TIME, mend=_clock),
    Form((":00",), r"[0-9]{1,2}:00\s?[ap]m\b", *_TIME, mend=_in_twelve),
    Form(("noon",), r"12(?:[.:]00)?\s?noon\b", *_TIME, mend=lambda _: "midday"),
    Form(
        _DASHES,
        r"[0-9]{1,2}[:.][0-5][0-9]\s?[-–—]\s?[0-9]{1,2}[:.][0-5][0-9](?![0-9]|\.[0-9])(?:\s?[ap]m\b)?",
        *_TIME,
        mend=_clocks,
    ),
    Form(_DASHES, rf"{WEEKDAY}\s?[-–—]\s?{WEEKDAY}\b", *_DASH, mend=_with_to),
    Form(
        _DASHES,
        r"[0-9]{1,2}(?::[0-9]{2})?\s?(?:[ap]m)?\s?[-–—]\s?[0-9]{1,2}(?::[0-9]{2})?\s?[ap]m\b",
        *_DASH,
        mend=_with_to,
    ),
)
_TYPED_BULLET = re.compile(r"(?:^|\n)[ \u00a0]{0,3}([·•▪◦‣●])[ \t\u00a0]")
_GAP = re.compile("  +")


_INSIDE = frozenset("/.:-_@'’£#")
"""A form right after one of these signs is not reported: it is part of an address, a name or a number."""


@rule(
    "TXT10",
    "info",
    "Short forms and signs are hard to read.",
    "Write it in full.",
    on=TEXTS,
    wrong="Bring forms, pens, ‸etc.",
    right="Bring forms and pens. A&E is open.",
    note="etc, &, don't, telephone, no-break spaces, gaps, typed bullets, curly quotes: each kind is said "
    "once in a file.",
)
def short_forms(file: CheckedFile) -> Iterator[Finding]:
    yield from _first_of_each(file, _SHORT_FORMS)
    yield from _spaces(file)


@rule(
    "TXT19",
    "warning",
    "Not everybody knows what e.g. and i.e. mean, and screen readers spell them out.",
    "Write it in full.",
    on=TEXTS,
    wrong="Bring forms, ‸e.g. a consent form.",
    right="Bring forms, for example a consent form.",
    note="Each is said once in a file.",
)
def latin(file: CheckedFile) -> Iterator[Finding]:
    yield from _first_of_each(file, _LATIN)


@rule(
    "TXT11",
    "info",
    "A date or time is not in the usual form.",
    'Write it like "23 February 2022, 9:30am to 4:30pm".',
    on=TEXTS,
    wrong="Open ‸Monday – Friday.",
    right="Open Monday to Friday, 8am to 8pm, until 3 May 2022.",
)
def form_of_time(file: CheckedFile) -> Iterator[Finding]:
    yield from _first_of_each(file, _FORMS_OF_TIME)


def _first_of_each(file: CheckedFile, forms: RowsByNeed[Form]) -> Iterator[Finding]:
    """Yield a finding for the first place of each form; of forms with the same sentence, only for one."""
    sentences: set[str] = set()
    for form in forms.of(file.prose):
        if form.says in sentences:
            continue
        for match in re.finditer(form.pattern, file.prose):
            before = file.prose[match.start() - 1 : match.start()] if match.start() else ""
            if not before.isalnum() and before not in _INSIDE:
                words = file.words_at(match.start(), match.end())
                is_other_order = form.says == _DATE[0] and file.workspace.settings.month_first
                mended = form.mend(words) if form.mend and not is_other_order else ""
                hint = f'Write "{mended}".' if mended else form.hint
                yield Finding(match.start(), form.says.format(words), hint)
                sentences.add(form.says)
                break


def _spaces(file: CheckedFile) -> Iterator[Finding]:
    """Yield the first no-break space, gap, typed bullet and curly apostrophe of a file."""
    text, body = file.source.text, file.source.body
    at = text.find("\u00a0")
    if at >= 0:
        number = text.count("\u00a0")
        yield Finding(
            at,
            f"There {'is 1 no-break space' if number == 1 else f'are {number:,} no-break spaces'}.",
            "`bulletin fix` makes them blanks.",
        )
    gap = next((match for match in _GAP.finditer(text, body) if _is_gap(file, match)), None)
    if gap:
        yield Finding(gap.start(), "There is more than one space here.", "Use one.")
    typed = _TYPED_BULLET.search(text, body)
    if typed:
        yield Finding(typed.start(1), "Bullets are typed as letters.", "`bulletin fix` makes a list of them.")
    at = file.prose.find("’")
    if at >= 0:
        yield Finding(at, "There are curly quotes or apostrophes.", "Straight ones are the house style.")


def _is_gap(file: CheckedFile, match: re.Match[str]) -> bool:
    """Return whether spaces are a gap between two words.

    Spaces at the start or end of a line, after the mark of a list, in a table or in code are not.
    """
    text = file.source.text
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if not before.strip("\n|-*+>.)") or not after.strip("\n|"):
        return False
    return not file.preformatted.holds(match.start())
