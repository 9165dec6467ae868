"""A zone's two rules → the VTIMEZONE that calendar programs read alike.

icalendar's own makes lists of dates, which several programs read an hour wrong. Here is at most one
STANDARD and one DAYLIGHT, each with one yearly rule (RFC 5545 section 3.6.5).
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vDatetime, vRecur, vText, vUTCOffset

from ..posix_tz import Rule, Time
from . import ics

FIRST_YEAR = 1970
"""In which the rules begin."""


@lru_cache(maxsize=8)
def vtimezone(rule: Rule, tzid: str) -> bytes:
    """The VTIMEZONE of a rule, in lines that end in CRLF."""
    zone = Timezone()
    zone["TZID"] = vText(tzid)
    times = (rule.daylight, rule.standard) if rule.daylight else (rule.standard,)
    for one in times:
        component = TimezoneDaylight() if one is rule.daylight else TimezoneStandard()
        before = rule.standard if one is rule.daylight else rule.daylight or rule.standard
        _describe(component, one, before)
        zone.add_component(component)
    return ics.to_bytes(zone)


def _describe(component: TimezoneDaylight | TimezoneStandard, one: Time, before: Time) -> None:
    begins = one.onset.moment(FIRST_YEAR) if one.onset else datetime(FIRST_YEAR, 1, 1)  # noqa: DTZ001 local by nature
    component["DTSTART"] = vDatetime(begins)
    if one.onset:
        component["RRULE"] = vRecur({"FREQ": "YEARLY", "BYMONTH": one.onset.month, "BYDAY": one.onset.byday})
    component["TZNAME"] = vText(one.name)
    component["TZOFFSETFROM"] = vUTCOffset(before.offset)
    component["TZOFFSETTO"] = vUTCOffset(one.offset)
