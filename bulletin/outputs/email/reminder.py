"""Make the reminder of a week's sessions: when, where, how to join, and how to give a place back.

    week = week_reminder(bulletin)
    week.id      # "reminder-2022-03-07": the ledger's key of its claim, and the folder of its mail
    week.files   # mail/reminder-2022-03-07/reminder.html, .txt, .eml, -send.eml, -copy.html; the same with
                 # limited-reminder for the readers of the limited edition

A week begins on the weekday in `reminder` of bulletin.yml. An edition without a session has no files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from ... import addresses
from ...circulation.audience import seen_by
from ...ledger import history
from ...model import Bulletin, Change, Circulation, File, Issue, Settings, live_items
from ...text import humanize, zones
from ...text.scripts import direction_of
from ..calendar.event import cancel_mail, giving_back, has_places
from ..changes import MOVES, Telling, tell
from ..date_words import DateWords, date_words
from ..session_text import range_of_days
from ..templates import fill
from .editions import Edition, edition_view, reminders_of
from .email_files import Email, copy_page, email_files, of_list
from .html import tidy
from .inline import inline_styles
from .mail_view import MailView
from .message import Parts
from .plan import Mention
from .sessions import SessionRow, training_rows

OUTPUT = "reminder"
_DAYS = 7
_HOUR = time(9)
_FIRST_DAY = humanize.DAYS[0]
_WRONG_IN_CALENDARS = MOVES | {history.CANCELLED, history.POSTPONED, history.RESTORED}
"""Kinds of changes after which somebody who does not know them is at the wrong place or hour."""


class ReminderRow(NamedTuple):
    """A session of the week in the email."""

    row: SessionRow
    give_back: str
    """The mailto address to give a place back, "" if the session has no places."""
    in_words: str
    """The sentence on giving a place back for plain text, as in the session's calendar file."""


class ReminderMail(NamedTuple):
    """The reminder for the readers of an edition."""

    edition: Edition
    subject: str
    preheader: str
    week: str
    """The days of the week, like "7 to 13 March 2022"."""
    rows: tuple[ReminderRow, ...]
    changes: tuple[Telling, ...]
    """What has changed of sessions of this week since the last mail that named them."""
    page: str
    """The calendar's web page, "" if there is none."""
    direction: str
    words: DateWords
    """The words for its dates."""

    @property
    def limited(self) -> bool:
        """Whether its readers are asked not to forward it."""
        return self.edition.audience is Circulation.LIMITED


class Reminder(NamedTuple):
    """A reminder: its files, and the sessions that it mentions."""

    id: str
    day: date
    """The day on which its week begins."""
    subject: str
    mentions: tuple[Mention, ...]
    files: tuple[File, ...]


def week_of(settings: Settings, day: date) -> date:
    """Return the first day of the week with a given day."""
    first = humanize.DAYS.index(settings.reminder or _FIRST_DAY)
    return day - timedelta(days=(day.weekday() - first) % _DAYS)


def reminder_id(first: date) -> str:
    """Return the id of the reminder of a week. first: the first day of the week."""
    return f"{OUTPUT}-{first.isoformat()}"


def week_reminder(bulletin: Bulletin) -> Reminder | None:
    """Make the reminder for the week of the bulletin's day; None if no session of this week is still to come."""
    first = week_of(bulletin.settings, bulletin.as_of)
    mails = [(view, _plan(view, edition, first)) for edition, view in _views(bulletin)]
    reminders = [(view, mail) for view, mail in mails if mail.rows]
    if not reminders:
        return None
    lines = [row.row.line for _, mail in reminders for row in mail.rows]
    changes = (change for _, mail in reminders for telling in mail.changes for change in telling.changes)
    return Reminder(
        id=reminder_id(first),
        day=first,
        subject=reminders[0][1].subject,
        mentions=(*((line.item, line.session) for line in lines), *((each.item, each.session) for each in changes)),
        files=tuple(
            file
            for view, mail in reminders
            for file in email_files(of_list(view.settings, mail.edition), _email(view, mail, first))
        ),
    )


def _views(bulletin: Bulletin) -> Iterator[tuple[Edition, Bulletin]]:
    for edition in reminders_of(bulletin.settings):
        yield edition, edition_view(seen_by(bulletin, edition.audience), edition)


def _plan(view: Bulletin, edition: Edition, first: date) -> ReminderMail:
    """Plan the reminder for the readers of an edition. first: the first day of the week."""
    last = first + timedelta(days=_DAYS - 1)
    rows = tuple(_row(view, row) for row in _rows(view, last))
    week = range_of_days(max(first, view.as_of), last, month_first=view.settings.month_first)
    counted = f"This week: {humanize.count(len(rows), 'session')}, {week}"
    mark = "[Sample] " if view.settings.sample else ""
    return ReminderMail(
        edition=edition,
        subject=mark + edition.subject(replace(_week_as_issue(view), subject=counted)) if rows else "",
        preheader="When and where, how to join, and how to give back a place that you do not need.",
        week=week,
        rows=rows,
        changes=tell(view.settings, _changes(view, last)),
        page=addresses.absolute(view.settings, addresses.COMING) if view.settings.hosted else "",
        direction=direction_of(view.settings.language),
        words=date_words(view),
    )


def _rows(view: Bulletin, last: date) -> list[SessionRow]:
    """Return the sessions that take place from the bulletin's day to the last day, earliest first."""
    if not view.issues:
        return []
    own, _ = training_rows(MailView(replace(view, issues=())), _week_as_issue(view))
    return [row for row in own if row.line.is_held and view.as_of <= row.line.session.start.date() <= last]


def _changes(view: Bulletin, last: date) -> Iterator[Change]:
    """Yield the changes of sessions that were to be, or now are, between the bulletin's day and the last day.

    Somebody who was told the old day, hours or place would miss them among the sessions that take place.
    """
    for change in view.changes:
        moments = [moment.start.date() for moment in (change.before, change.session) if moment]
        is_of_week = any(view.as_of <= day <= last for day in moments)
        if change.before and is_of_week and _WRONG_IN_CALENDARS & set(change.what):
            yield change


def _week_as_issue(view: Bulletin) -> Issue:
    """Return the newest issue with every shown item and the bulletin's day, to plan its sessions like an issue's."""
    return replace(view.issues[0], items=live_items(view), day=view.as_of)


def _row(view: Bulletin, row: SessionRow) -> ReminderRow:
    if not has_places(row.line):
        return ReminderRow(row=row, give_back="", in_words="")
    return ReminderRow(
        row=row, give_back=cancel_mail(view.settings, row.line), in_words=giving_back(view.settings, row.line)
    )


def _email(view: Bulletin, mail: ReminderMail, first: date) -> Email:
    parts = Parts(
        subject=mail.subject,
        text=tidy(fill(view, "email/reminder.txt", mail=mail)),
        html=inline_styles(fill(view, "email/reminder.html", mail=mail)),
    )
    zone = zones.zone(view.settings.time_zone)
    return Email(
        issue=reminder_id(first),
        stem=mail.edition.name,
        output=mail.edition.output,
        circulation=mail.edition.audience,
        at=datetime.combine(view.as_of, _HOUR, zone).astimezone(UTC),
        parts=parts,
        copy_page=copy_page(view, parts),
    )
