"""Read one meeting over several days, like "4 March 2022, 6pm to 6 March 2022, 4pm"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from ..text.expressions import compiled
from ..text.humanize import excerpt
from .dates import DayAtom
from .day_lists import DayList
from .frontmatter import Wrong
from .spans import LineText
from .times import TIME, read_time

_TIME_AFTER_DAY = rf"(?i)\s*,?\s*(?:(?:at|from)\s+)?(?P<time>{TIME})\s*(?:to|until|till|-|–|—)\s*\Z"
_TIME_AFTER_LAST = rf"(?i)\s*,?\s*(?:at\s+)?(?P<time>{TIME})(?![0-9])"
_TIME_BEFORE_DAY = rf"(?i)(?:\bfrom\s+)?(?P<time>{TIME})\s*,?\s*(?:on\s+)?\Z"
_TIME_BETWEEN = rf"(?i)\s*,?\s*(?:to|until|till|-|–|—)\s*(?P<time>{TIME})\s*,?\s*(?:on\s+)?"
_LEAD = re.compile(r"\b(?:from|on|starts?|starting)\s*\Z", re.IGNORECASE)
_LONGEST_THROUGH = timedelta(days=31)


def take_through(line: LineText, first: DayList, last: DayList, end: int) -> tuple[datetime, datetime] | None:
    """Return the local start and end of one meeting from a first to a last day; None if the line is no such meeting.

    end: the end of the region to read. Raises Wrong (DAT02, DAT07).
    """
    if len(first.days) != 1 or len(last.days) != 1:
        return None
    times = _times_after(line, first, last, end) or _times_before(line, first, last)
    if times is None:
        return None
    start_match, end_match = times
    start, finish = (read_time(match["time"], is_end=match is end_match) for match in (start_match, end_match))
    begins = min(first.start, start_match.start())
    lead = _LEAD.search(line.text, 0, begins)
    line.take(lead.start() if lead else begins, max(last.end, end_match.end()), "days")
    starts = datetime.combine(first.days[0], start)
    ends = datetime.combine(last.days[0], finish)
    ends += timedelta(days=1) if finish == time(0) else timedelta()
    if ends <= starts:
        raise Wrong("DAT07", "The end is not after the start.", "", first.start)
    if ends - starts > _LONGEST_THROUGH:
        raise Wrong(
            "DAT02", f'"{excerpt(line.whole.strip(), 80)}" is longer than 31 days.', "Check the dates.", first.start
        )
    return starts, ends


def with_year_of_end(chains: Sequence[Sequence[DayAtom]], text: str) -> Sequence[Sequence[DayAtom]]:
    """Return two days with the year of the last also on the first, as in "4 March, 6pm to 6 March 2022, 4pm".

    Returns other groups of days unchanged.
    """
    if len(chains) != 2 or any(len(chain) != 1 for chain in chains):
        return chains
    first, last = chains[0][0], chains[1][0]
    if first.month is None or first.year is not None or last.month is None or last.year is None:
        return chains
    if not (
        compiled(_TIME_AFTER_DAY).match(text, first.end, last.start)
        or compiled(_TIME_BETWEEN).fullmatch(text, first.end, last.start)
    ):
        return chains
    year = last.year - ((first.month, first.day) > (last.month, last.day))
    return ((first._replace(year=year),), (last,))


def _times_after(line: LineText, first: DayList, last: DayList, end: int) -> tuple[re.Match[str], re.Match[str]] | None:
    start = compiled(_TIME_AFTER_DAY).match(line.text, first.end, last.start)
    finish = compiled(_TIME_AFTER_LAST).match(line.text, last.end, end)
    return (start, finish) if start and finish else None


def _times_before(line: LineText, first: DayList, last: DayList) -> tuple[re.Match[str], re.Match[str]] | None:
    start = compiled(_TIME_BEFORE_DAY).search(line.text, 0, first.start)
    finish = compiled(_TIME_BETWEEN).fullmatch(line.text, first.end, last.start)
    return (start, finish) if start and finish else None
