"""Plan the sessions of an email: rows of the training table, names short enough for buttons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from ... import addresses
from ...model import Bulletin, Circulation, Issue, Item, Link, Settings, State
from ...text import humanize
from ..calendar import calendar_links
from ..sessions import Line, line, lines


class SessionRow(NamedTuple):
    """One session, with what a reader can do about it."""

    line: Line
    about: str
    """Who delivers it, where, how many places: NSPCC, Microsoft Teams, 16 places."""
    book_by: str
    joining: str
    booking: Link | None
    calendar: Link | None
    """Its place on its page, with every way to add it; Outlook for work where it has no page."""
    attached: bool
    """Whether the calendar file comes with the email."""
    url: str
    """The item's web page, for a session of an earlier issue its place there; "" where there is none."""


def is_hosted(settings: Settings, item: Item) -> bool:
    """Whether an item has a web page that readers can open."""
    return settings.hosted and item.circulation is Circulation.PUBLIC


def training_rows(bulletin: Bulletin, issue: Issue) -> tuple[tuple[SessionRow, ...], tuple[SessionRow, ...]]:
    """Plan the sessions of an issue's items, and those of earlier issues that still lie ahead; each earliest first."""
    own, coming = _own(issue), _coming(bulletin, issue)
    names = _short_names((*own, *coming))

    def rows(sessions: Sequence[Line]) -> tuple[SessionRow, ...]:
        unsorted = (_row(bulletin.settings, issue.day, line, names) for line in sessions)
        return tuple(sorted(unsorted, key=lambda row: (row.line.session.start, row.line.name, row.line.session.key)))

    return rows(own), tuple(_from_earlier_issue(bulletin.settings, row) for row in rows(coming))


def _from_earlier_issue(settings: Settings, row: SessionRow) -> SessionRow:
    """Let the title of a session of an earlier issue lead to its place on its page, where it is booked."""
    if not row.url:
        return row
    place = addresses.session_place(row.line.item, row.line.session)
    return row._replace(booking=None, url=addresses.absolute(settings, place))


def _own(issue: Issue) -> tuple[Line, ...]:
    return tuple(line for item in issue.items if not item.retired for line in lines(item, issue.day))


def _coming(bulletin: Bulletin, issue: Issue) -> tuple[Line, ...]:
    return tuple(
        line(item, session, issue.day)
        for item in _earlier_items(bulletin, issue)
        for session in item.sessions
        if session.start.date() >= issue.day
    )


def _earlier_items(bulletin: Bulletin, issue: Issue) -> Iterator[Item]:
    printed = {item.slug for item in issue.items}
    for earlier in bulletin.issues:
        if (earlier.day, earlier.id) < (issue.day, issue.id):
            for item in earlier.items:
                over = not item.sessions or (item.show_until is not None and item.show_until < issue.day)
                if not over and item.issue == earlier.id and item.slug not in printed and not item.retired:
                    yield item


def _row(settings: Settings, day: date, line: Line, names: Mapping[UUID, str]) -> SessionRow:
    session, name = line.session, names[line.session.uid]
    ahead = session.start.date() >= day and session.state is not State.CANCELLED
    hosted = is_hosted(settings, line.item)
    calendar = calendar_links.email_link(settings, line) if ahead else ""
    return SessionRow(
        line=line,
        about=", ".join(filter(None, (humanize.listed(line.item.presenters), session.place, line.places))),
        book_by=f"Book by {humanize.weekday(session.book_by)}" if session.book_by and line.button else "",
        joining=line.joining if session.joining_by and session.state is not State.CANCELLED else "",
        booking=Link(label=f"{line.button}: {name}", url=session.book) if line.button else None,
        calendar=Link(label=_calendar_label(line, name, hosted), url=calendar) if calendar else None,
        attached=ahead and not hosted,
        url=addresses.absolute(settings, addresses.item(line.item.slug)) if hosted else "",
    )


_NAMINGS: tuple[Callable[[Line], str], ...] = (
    lambda line: line.session.label or humanize.day_and_month(line.session.start),
    lambda line: f"{line.name}, {humanize.day_and_month(line.session.start)}",
    lambda line: f"{line.name}, {line.when}, {line.hours}",
)
"""Names of a session, the shortest first: Cohort 4, or 8 March where it has no label."""


def _calendar_label(line: Line, name: str, hosted: bool) -> str:
    """Words of the link that adds a session to a calendar: with the title, since a date alone says nothing."""
    whole = name if line.session.label or name.startswith(line.name) else _NAMINGS[1](line)
    return f"Add {whole} to your {'' if hosted else 'Outlook '}calendar"


def _short_names(sessions: Sequence[Line]) -> dict[UUID, str]:
    """Give each session the shortest name that no other of the mail has: no two links have the same words."""
    names = {line.session.uid: _NAMINGS[0](line) for line in sessions}
    for naming in _NAMINGS[1:]:
        used = Counter(names.values())
        names |= {line.session.uid: naming(line) for line in sessions if used[names[line.session.uid]] > 1}
    return names
