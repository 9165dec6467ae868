"""Say which words before the colon of a session line are not its name, and what to write instead."""

from __future__ import annotations

from .state_phrases import FROM_WHICH_HINT, NEW_HINT

NEW_HOURS_HINT = "New hours are simply written after the date."
NEW_PLACE_HINT = "A new place is simply written after the time; (moved from …) names the date that it was."

_HINTS = (
    (
        "Leave it out.",
        "save the date, save the dates, date for your diary, dates for your diary, reminder, final reminder, "
        "gentle reminder, upcoming, coming soon, coming up",
    ),
    (
        "Leave it out: Bulletin says itself what has changed.",
        "update, updated, correction, corrected, amended, amendment, changed",
    ),
    (
        'Leave it out, or write a number of places, like "(5 places)".',
        "last few places, last places, few places left, a few places left, limited places, places available, "
        "places still available, spaces available, spaces left, places left, last chance, last chance to book, "
        "book now, book here, register now, register here, book online, open",
    ),
    ('Leave it out, or write "note: …" at the end of the line.', "please note, note, nb, important"),
    ('Write "cost: free" at the end of the line.', "free, free event"),
    (
        'Write it under "deadlines:", or as "book by: …" at the end of the line of its session.',
        "closing date, deadline, booking deadline, deadline for booking, rsvp, rsvp by, book by, apply by, "
        "applications close, bookings close, booking closes",
    ),
    (NEW_PLACE_HINT, "change of venue, new venue, venue change, change of location, new location"),
    (NEW_HOURS_HINT, "change of time, new time, new times, time change"),
    (NEW_HINT, "new"),
    (FROM_WHICH_HINT, "rescheduled, moved"),
    ('Write "date to be confirmed", "place to be confirmed" or (provisional).', "tbc, to be confirmed"),
)
NO_NAMES = {words: hint for hint, listed in _HINTS for words in listed.split(", ")}
"""Words that are not a name, in small letters → what to write instead."""
