"""Find blocks that only repeat the session lines, so that no date is printed twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .drafts import ImportContext
from .real_links import clean_link
from .row_reading import RowReading, without_days, without_hours
from .session_finding import FoundSessions
from .session_signs import STATES, other_words
from .session_writing import LABEL, PLACE

_COUNT = re.compile(r"\b(?:cohort|group|module|part|session|day|course)\s+(?:[0-9]{1,2}|[a-z])\b", re.IGNORECASE)


def repeated_blocks(found: FoundSessions, written: Sequence[str], context: ImportContext) -> frozenset[int]:
    """Return the indexes of the blocks that have only days, hours, places and links of the session lines.

    written: the session lines.
    """
    days = {day for session in found.sessions for day in session.days}
    hours = {session.hours for session in found.sessions}
    lines = "\n".join(written)
    repeated: dict[int, bool] = {}
    for reading in found.readings:
        own = {day for day_list in reading.days for day in day_list.days}
        is_part = own <= days and set(reading.hours) <= hours and _is_in(lines, reading, context)
        repeated[reading.row.block] = repeated.get(reading.row.block, True) and is_part
    return frozenset(number for number, is_repeated in repeated.items() if is_repeated)


def _is_in(lines: str, reading: RowReading, context: ImportContext) -> bool:
    """Tell whether the session lines have everything that a row says. lines: the session lines, joined by "\\n"."""
    row = reading.row
    if row.is_heading or reading.problem or not (reading.days or reading.hours or row.label or row.under(PLACE)):
        place = row.text.removeprefix("via ")
        return any(f", {lead} {place}{end}" in f"{lines}\n" for lead in ("via", "at") for end in (",", "\n"))
    if any(clean_link(link, context).url not in lines for link in row.links):
        return False
    left = without_hours(without_days(row.text, reading.days))
    for words in (*(" ".join(link.text.split()) for link in row.links), row.under(PLACE), row.under(LABEL)):
        is_written = words and (words in lines or words.isdigit() or words not in (row.under(PLACE), row.under(LABEL)))
        left = left.replace(words, "|", 1) if is_written else left
    for form in (_COUNT, *(form for form, _ in STATES)):
        left = form.sub("|", left)
    return other_words(left) == 0 and not any(letter.isdigit() for letter in left)
