"""Changes since the last issue, in words."""

from __future__ import annotations

from ... import words
from ...model import Change, Session, Told

_RENEW = "Delete the old entry from your calendar and add the new one."
_SENTENCES = {
    "moved": "{name} has moved from {was_day} to {day}, {hours}. " + _RENEW,
    "time": "{name} on {day} is now {hours}. It was {was_hours}. " + _RENEW,
    "place": "{name} on {day} is now at this place: {place}. It was: {was_place}. " + _RENEW,
    "cancelled": "{name} on {was_day} is cancelled. Delete the entry from your calendar.",
    "restored": "{name} on {day}, {hours}, will take place after all. Add it to your calendar again.",
    "added": "{name} on {day}, {hours}, is new.",
}


def sentence(change: Change) -> str:
    """One change, as a sentence: Safer recruitment training: Cohort 4 on Tuesday 8 March 2022 is cancelled."""
    if change.session is None:
        latest = change.item.corrections[-1:]
        return "".join(f"{change.item.title}, corrected {words.day(day)}: {what}" for day, what in latest)
    label = f": {change.session.label}" if change.session.label else ""
    return _SENTENCES[change.what].format(name=change.item.title + label, **_values(change.session, change.before))


def _values(now: Session, before: Told | None) -> dict[str, str]:
    was = before or now
    return {
        "day": words.weekday(now.start),
        "hours": words.hours(now.start, now.end),
        "place": now.place,
        "was_day": words.weekday(was.start),
        "was_hours": words.hours(was.start, was.end),
        "was_place": was.place,
    }
