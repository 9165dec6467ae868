"""Rules of what a session's calendar entry says."""

from __future__ import annotations

from collections.abc import Iterator

from .. import posix_tz
from .days import at
from .page import Page
from .reading import SETTINGS
from .rule import Example, Found, Rule

_ZONED = SETTINGS + "time zone: {zone}\n"
_SESSION = "---\ntitle: Training\nbooking: Ask us.\nsessions:\n  - ‸10 May 2022, 9:30am to 4:30pm\n---\nText.\n"


def _in_utc(page: Page) -> Iterator[Found]:
    """A session whose hours no yearly rule of its zone gives."""
    settings = page.bulletin.settings
    rule = posix_tz.parse(settings.zone_rule)
    if page.item is None or settings.zone_rule == posix_tz.UTC_ALONE:
        return
    for session in page.item.sessions:
        if not all(posix_tz.gives(rule, one) for one in (session.start, session.end)):
            yield Found(
                at(page, session),
                f"The calendar files give this session in UTC: {settings.time_zone} has no yearly rule for it.",
            )


RULES = (
    Rule(
        id="CAL03",
        severity="info",
        says="The calendar files give this session in UTC: its zone has no yearly rule for it.",
        hint="Programs show the right hour; look at it once in yours.",
        wrong=Example(_SESSION, others={"bulletin.yml": _ZONED.format(zone="Africa/Casablanca")}),
        right=Example(_SESSION.replace("‸", ""), others={"bulletin.yml": _ZONED.format(zone="Europe/London")}),
        find=_in_utc,
        triggers=("sessions", "session", "date"),
        note="Morocco, for one, changes its clocks by the moon.",
    ),
    Rule(
        id="CAL04",
        severity="warning",
        says="A calendar to subscribe to is nearly as large as it may be.",
        hint="From 1MB on it goes back less far, and then says less of each session. Shorten what is in every entry.",
        wrong=Example("calendar.ics has 861KB of the 1,000KB that it may have.", told=True),
        right=Example("calendar.ics has 24KB.", told=True),
        note="Judged on what is built: from 800KB on.",
    ),
)
