"""Find days in a text: single dates, lists and ranges of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from ..text import humanize
from .dates import EXAMPLE, DayAtom, DayReading, check_weekday, find_atoms, odd_year, real_day, without_year
from .frontmatter import Wrong
from .weekday_groups import judge_group, weekdays_before

LONGEST_RANGE, LONGEST_TERM = 31, 366
"""The most days of a range of sessions with hours, and of an all-day range."""

EACH_DAY = r"(?:(?:on\s+)?(?:each|every|both)\s+(?:day|morning|afternoon|evening)s?|daily)"
"""The pattern of words like "each day" or "daily", which may be left out: hours always hold for each day of a list."""

_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|&|or)?|and|&|\+|/|or|to|until|till|-|–|—)\s*", re.IGNORECASE)
_RANGE = re.compile(r"to|until|till|-|–|—", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]+)\s*\Z")
_PREPOSITIONS = frozenset(("at", "on", "from", "the", "between", "in", "to", "until", "and", "or", "not", "except"))
_DAY = timedelta(days=1)


class DayList(NamedTuple):
    """Days that are written together in a text, like "8, 9 and 10 March 2022"."""

    start: int
    end: int
    days: tuple[date, ...]
    """In order, each once."""
    is_range: bool
    """Whether it is exactly one range, like "8 to 10 March 2022"."""
    short_years: tuple[tuple[int, str, date], ...]
    """Years written with two digits: offset, as written, and the day."""
    text: str
    """As written."""
    joins_lists: bool = False
    """Whether "to" or a dash stands between two lists, so that the days between them may not be meant."""


def find_days(text: str, reading: DayReading) -> tuple[DayList, ...]:
    """Find all lists, ranges and single days in a text; raises Wrong (DAT01, DAT02, DAT03) for an impossible day."""
    return tuple(day_list(chain, text, reading) for chain in find_chains(text, reading))


def find_chains(text: str, reading: DayReading) -> tuple[tuple[DayAtom, ...], ...]:
    """Find all groups of days in a text, possible or not; `day_list` reads one group."""
    return tuple(_neighbouring_days(text, reading))


def find_day_starts(text: str, reading: DayReading) -> tuple[tuple[int, int], ...]:
    """Find the start and end of each group of days in a text, possible or not."""
    return tuple((chain[0].start, chain[-1].end) for chain in _neighbouring_days(text, reading))


def _neighbouring_days(text: str, reading: DayReading) -> Iterator[tuple[DayAtom, ...]]:
    """Yield the days of a text in groups of neighbours; each group has at least one month."""
    group: list[DayAtom] = []
    for atom in find_atoms(text, reading):
        if group and not _BETWEEN.fullmatch(text, group[-1].end, atom.start):
            yield from _trim_numbers(group, text)
            group = []
        group.append(atom)
    yield from _trim_numbers(group, text)


def _trim_numbers(group: Sequence[DayAtom], text: str) -> Iterator[tuple[DayAtom, ...]]:
    """Leave out numbers that belong to the word before them ("room 4"), and numbers after the last whole date."""
    atoms = list(group)
    while atoms and atoms[0].month is None and not atoms[0].weekday and _belongs_to_word(text, atoms[0]):
        atoms.pop(0)
    last = max((place for place, atom in enumerate(atoms) if _may_end_list(atoms, place)), default=None)
    if last is None:
        last = max((place for place, atom in enumerate(atoms) if atom.month is not None), default=None)
    if last is not None:
        yield tuple(atoms[: last + 1])
        yield from _trim_numbers(atoms[last + 1 :], text)


def _may_end_list(atoms: Sequence[DayAtom], place: int) -> bool:
    """Tell whether a list may end with the day at a place: it has a year, and a month of its own or one before it."""
    atom = atoms[place]
    return atom.whole or (atom.year is not None and any(before.front for before in atoms[:place]))


def _belongs_to_word(text: str, atom: DayAtom) -> bool:
    """Tell whether a number belongs to the word before it, like that of "room 4"; "4th" is a day."""
    word = _LAST_WORD.search(text, max(0, atom.start - 30), atom.start)
    if word is None or word[1].lower() in _PREPOSITIONS:
        return False
    is_after_number = text[: word.start()][-1:].isdigit()
    return is_after_number or not text[atom.start : atom.end].rstrip().lower().endswith(("st", "nd", "rd", "th"))


def day_list(chain: Sequence[DayAtom], text: str, reading: DayReading) -> DayList:
    """Read a group of days that `find_chains` found; raises Wrong (DAT01, DAT02, DAT03)."""
    group = weekdays_before(chain[0], text)
    if group:
        chain = (chain[0]._replace(weekday="", start=group.start), *chain[1:])
    atoms = _with_months_and_years(chain, text, reading)
    start, end = chain[0].start, chain[-1].end
    gaps = [text[before.end : after.start].strip().lower() for before, after in pairwise(atoms)]
    written = text[start:end]
    if any(gap.endswith("or") for gap in gaps):
        hint = "Put each date on its own line under sessions."
        raise Wrong("DAT02", f'"{humanize.excerpt(text.strip(), 80)}" gives dates to choose from.', hint, start)
    days: list[date] = []
    joins_lists = False
    for place, atom in enumerate(atoms):
        day = real_day(atom, text, reading)
        if place and _RANGE.fullmatch(gaps[place - 1]):
            joins_lists = joins_lists or (1 < place < len(atoms) - 1 and chain[place - 1].whole)
            days += _days_after(days[-1], day)
        else:
            days += [real_day(atom._replace(day=part, slashed=(), weekday=""), text, reading) for part in atom.slashed]
        days.append(day)
    if any(day <= before for before, day in pairwise(days)):
        message = f'The days of "{humanize.excerpt(written, 80)}" are not in order.'
        raise Wrong("DAT02", message, _how_to_order(chain, text, days[-1]), start)
    if group:
        judge_group(group, days, written)
    _judge_plural(atoms, text, reading)
    is_range = len(atoms) == 2 and bool(_RANGE.fullmatch(gaps[0]))
    short = tuple(
        (atom.start, text[atom.start : atom.end], real_day(atom, text, reading)) for atom in atoms if atom.short
    )
    return DayList(start, end, tuple(days), is_range, short, written, joins_lists)


def _judge_plural(atoms: Sequence[DayAtom], text: str, reading: DayReading) -> None:
    """Raise Wrong (DAT01) if a day after "Mondays" is none: the weekday holds until another one is written."""
    weekday, start = atoms[0].weekday, atoms[0].start
    if not weekday or text[start + len(weekday) : start + len(weekday) + 1].lower() != "s":
        return
    for atom in atoms[1:]:
        if atom.weekday:
            return
        check_weekday(weekday, real_day(atom, text, reading), atom.start)


def _how_to_order(chain: Sequence[DayAtom], text: str, last: date) -> str:
    """Return what to do with days that are not in order; a day of the year before may only lack its year."""
    before = [day for day in chain if day.year is None and day.month is not None and day.month > last.month]
    if before:
        year, written = last.year - 1, text[before[-1].start : before[-1].end]
        which = "the first is" if before[-1] is chain[0] else f"{written.strip()} is"
        return f'If {which} in {year}, write its year, too: "{written} {year}".'
    return "Write the earliest first, each once."


def _days_after(first: date, last: date) -> list[date]:
    """List the days after the first up to the day before the last, at most LONGEST_TERM of them."""
    count = (last - first).days
    return [first + number * _DAY for number in range(1, min(count, LONGEST_TERM + 1))]


def _with_months_and_years(chain: Sequence[DayAtom], text: str, reading: DayReading) -> list[DayAtom]:
    """Give each day without month or year those of the other days; raises Wrong (DAT02, DAT03) if there are none."""
    atoms = list(chain)
    year = reading.year
    for place in range(len(atoms) - 1, -1, -1):
        year = atoms[place].year or year
        if year is None:
            start, end = atoms[place].start, atoms[place].end
            raise odd_year(text, end) or without_year(text[start:end], reading.near, start)
        atoms[place] = atoms[place]._replace(year=year)
    month, front = None, any(atom.front for atom in atoms)
    for place in range(len(atoms)) if front else range(len(atoms) - 1, -1, -1):
        month = atoms[place].month or month
        atoms[place] = atoms[place]._replace(month=month)
    if atoms[0].month is None:
        raise Wrong(
            "DAT02", f'I cannot read "{text[atoms[0].start : atoms[-1].end]}" as dates.', EXAMPLE, atoms[0].start
        )
    return atoms
