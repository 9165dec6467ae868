"""Plan the sessions of an email: rows of the training table, names short enough for buttons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from ... import addresses
from ...model import Circulation, Issue, Item, Link, Settings, State, Timing
from ...text import humanize
from ..calendar import calendar_links
from ..session_text import day_and_month_in_words, session_days, weekday_in_words
from ..sessions import STANDINGS, Announcement, Line, awaited_lines, booked_name, closing, is_past, issue_lines, line
from .mail_view import MailView


class DateColumn(NamedTuple):
    """The date of a session in the parts that the table prints separately."""

    weekday: str
    day: str
    month: str
    year: str
    until: str
    """The last day, like "to Sunday 5 June 2022"; "" for a session of one day."""


class SessionRow(NamedTuple):
    """A row of the training table: one session with its links."""

    line: Line
    short_name: str
    """Its name in links: the shortest one that no other session of the email has."""
    date: DateColumn
    about: str
    """Its presenters, place and number of places, like "NSPCC, Microsoft Teams, 16 places"."""
    notes: tuple[str, ...]
    """Further lines, like "Part 2 of 3" or "Booking closed on Friday 4 March 2022"."""
    book_by: str
    joining: str
    booking: Link | None
    calendar: Link | None
    """The link to its place on the item's page, with every way to add it; without a page, the link for Outlook."""
    attached: bool
    """Whether its calendar file is attached to the email."""
    url: str
    """The item's web page; for a session of an earlier issue, the session's place there; "" if there is none."""


class ToDo(NamedTuple):
    """A deadline in "What you need to do", with its item's place."""

    line: Line
    place: str
    """The link to the item in the email, or to its web page; "" if it has neither."""


def is_hosted(settings: Settings, item: Item) -> bool:
    """Return whether an item has a web page that readers can open."""
    return settings.hosted and item.circulation is Circulation.PUBLIC


def training_rows(view: MailView, issue: Issue) -> tuple[tuple[SessionRow, ...], tuple[SessionRow, ...]]:
    """Plan the sessions of an issue's items, and those of earlier issues still to come; each earliest first."""
    settings, own, coming = view.bulletin.settings, _own_lines(issue), _coming_lines(view, issue)
    names = _short_names((*own, *coming))

    def rows(sessions: Sequence[Line]) -> tuple[SessionRow, ...]:
        unsorted = (_row(settings, issue.day, line, names) for line in sessions)
        return tuple(sorted(unsorted, key=lambda row: (row.line.session.start, row.line.name, row.line.session.key)))

    return rows(own), tuple(_from_earlier_issue(settings, row) for row in rows(coming))


def _from_earlier_issue(settings: Settings, row: SessionRow) -> SessionRow:
    """Replace the booking link of an earlier issue's session by a link to its place on the item's page."""
    if not row.url:
        return row
    place = addresses.session_place(row.line.item, row.line.session)
    return row._replace(booking=None, url=addresses.absolute(settings, place))


def closing_rows(view: MailView, issue: Issue) -> tuple[Line, ...]:
    """Return the deadlines of an issue's items, and those of earlier issues still to come, earliest first."""
    own = [line for item in issue.live_items for line in closing(item, issue.day)]
    earlier = [line for item in view.earlier_items(issue) for line in closing(item, issue.day)]
    ahead = [line for line in earlier if not is_past(line.session, issue.day)]
    return tuple(sorted((*own, *ahead), key=lambda line: (line.session.start, line.name, line.session.key)))


def to_do_rows(view: MailView, issue: Issue) -> tuple[ToDo, ...]:
    """Return the deadlines with links to their items, if readers must do something by one of them; else ()."""
    settings, lines = view.bulletin.settings, closing_rows(view, issue)
    printed = {item.slug for item in issue.live_items}

    def place(item: Item) -> str:
        if item.slug in printed:
            return f"#{addresses.place_in_email(item.slug)}"
        page = addresses.absolute(settings, addresses.item(item.slug))
        return page if is_hosted(settings, item) else ""

    return tuple(ToDo(line, place(line.item)) for line in lines) if any(line.is_action for line in lines) else ()


def awaited_rows(view: MailView, issue: Issue) -> tuple[Announcement, ...]:
    """Return the undated sessions of an issue's items, and of items of earlier issues."""
    items = (*issue.live_items, *view.earlier_items(issue))
    return tuple(line for item in items for line in awaited_lines(item))


def _own_lines(issue: Issue) -> tuple[Line, ...]:
    return tuple(line for line in issue_lines(issue) if line.session.state is not State.POSTPONED)


def _coming_lines(view: MailView, issue: Issue) -> tuple[Line, ...]:
    return tuple(
        line(item, session, issue.day)
        for item in view.earlier_items(issue)
        for session in item.sessions
        if session.start.date() >= issue.day and not session.deadline and session.state is not State.POSTPONED
    )


def _row(settings: Settings, day: date, line: Line, names: Mapping[UUID, str]) -> SessionRow:
    session, name = line.session, names[line.session.uid]
    is_held = STANDINGS[session.state].takes_place
    ahead = session.start.date() >= day and is_held
    hosted = is_hosted(settings, line.item)
    calendar = calendar_links.email_link(settings, line) if ahead else ""
    return SessionRow(
        line=line,
        short_name=name,
        date=_date_column(line),
        about=", ".join(filter(None, (_presenters(line), session.place, line.places))),
        notes=tuple(filter(None, (line.part, line.window, *_notes(line)))),
        book_by=line.book_by,
        joining=line.joining if session.joining_by and is_held else "",
        booking=Link(label=f"{line.button}: {_booking_name(line, name)}", url=session.book)
        if line.has_button
        else None,
        calendar=Link(label=_calendar_label(line, name, hosted), url=calendar) if calendar else None,
        attached=ahead and not hosted,
        url=addresses.absolute(settings, addresses.item(line.item.slug)) if hosted else "",
    )


def _date_column(line: Line) -> DateColumn:
    first, last = session_days(line.session)
    whole = line.session.timing is not Timing.TIMED
    until = f"to {weekday_in_words(line.session, last)}" if whole and last != first else ""
    month = humanize.MONTHS[first.month - 1]
    return DateColumn(humanize.DAYS[first.weekday()], str(first.day), month, str(first.year), until)


def _booking_name(line: Line, name: str) -> str:
    """Return the name of what a button books; of a course, a name without the day of the row."""
    return booked_name(line.item, line.session) if line.session.parts > 1 else name


def _presenters(line: Line) -> str:
    return humanize.listed(line.session.presenters or line.item.presenters)


def _notes(line: Line) -> Iterator[str]:
    """Yield the notes of a session without its presenters, which are printed with the place."""
    yield from (note for note in line.notes if not note.startswith("Delivered by "))


_NAMINGS: tuple[Callable[[Line], str], ...] = (
    lambda line: line.session.label or day_and_month_in_words(line.session, line.session.start),
    lambda line: f"{line.name}, {day_and_month_in_words(line.session, line.session.start)}",
    lambda line: f"{line.name}, {line.when}, {line.hours}",
)
"""Ways to name a session, the shortest first; this one is like "Cohort 4", or "8 March" without a label."""


def _calendar_label(line: Line, name: str, hosted: bool) -> str:
    """Return the words of the link to add a session to a calendar, with the title if the name is only a date."""
    whole = name if line.session.label or name.startswith(line.name) else _NAMINGS[1](line)
    return f"Add {whole} to your {'' if hosted else 'Outlook '}calendar"


def _short_names(sessions: Sequence[Line]) -> dict[UUID, str]:
    """Return for each session the shortest name that no other in the email has, so that no links have equal words."""
    names = {line.session.uid: _NAMINGS[0](line) for line in sessions}
    for naming in _NAMINGS[1:]:
        used = Counter(names.values())
        names |= {line.session.uid: naming(line) for line in sessions if used[names[line.session.uid]] > 1}
    return names
