"""Remind readers of the week's sessions: when, where, how to join, and how to give a place back that is not needed.

    week = reminded(bulletin)
    week.id      # "reminder-2022-03-07": the ledger's key of its claim, and the folder of its mail
    week.files   # mail/reminder-2022-03-07/reminder.html, .txt, .eml, -send.eml, -copy.html; the same with
                 # limited-reminder for the readers of the limited edition

A week begins on the day that `reminder` in bulletin.yml names. An edition without a session has no files.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from ... import addresses
from ...circulation.audience import seen_by
from ...model import Bulletin, Circulation, File, Issue, Settings, live_items
from ...text import humanize, zones
from ...text.scripts import direction_of
from ..calendar.event import cancel_mail, giving_back, has_places
from ..date_words import DateWords, date_words
from ..session_text import range_of_days
from ..templates import fill
from .edition import Email, copy_page, email_files, of_list
from .html import tidy
from .inline import inlined
from .mail_view import MailView
from .message import Parts
from .plan import Edition, Mention, reminders_of, selected
from .sessions import SessionRow, training_rows

OUTPUT = "reminder"
_DAYS = 7
_HOUR = time(9)
_FIRST_DAY = humanize.DAYS[0]


class ReminderRow(NamedTuple):
    """A session of the week, as the email shows it."""

    row: SessionRow
    give_back: str
    """A mailto address, "" where there are no places."""
    in_words: str
    """The same for who reads plain text, in the sentence of the session's calendar file."""


class ReminderMail(NamedTuple):
    """The reminder for the readers of an edition."""

    edition: Edition
    subject: str
    preheader: str
    week: str
    """7 to 13 March 2022."""
    rows: tuple[ReminderRow, ...]
    page: str
    """The calendar's web page, "" where there is none."""
    direction: str
    words: DateWords
    """What its dates are called."""

    @property
    def limited(self) -> bool:
        """Whether its readers are asked not to forward it."""
        return self.edition.audience is Circulation.LIMITED


class Reminder(NamedTuple):
    """What goes out, and what it names."""

    id: str
    day: date
    """On which its week begins."""
    subject: str
    mentions: tuple[Mention, ...]
    files: tuple[File, ...]


def week_of(settings: Settings, day: date) -> date:
    """Return the day on which the week of a day begins."""
    first = humanize.DAYS.index(settings.reminder or _FIRST_DAY)
    return day - timedelta(days=(day.weekday() - first) % _DAYS)


def reminder_id(first: date) -> str:
    """Return the id of the reminder of a week. first: the day on which it begins."""
    return f"{OUTPUT}-{first.isoformat()}"


def reminded(bulletin: Bulletin) -> Reminder | None:
    """Make the reminder of the week that the bulletin is built for; None if no session of it lies ahead."""
    first = week_of(bulletin.settings, bulletin.as_of)
    mails = [(view, _plan(view, edition, first)) for edition, view in _views(bulletin)]
    reminders = [(view, mail) for view, mail in mails if mail.rows]
    if not reminders:
        return None
    lines = [row.row.line for _, mail in reminders for row in mail.rows]
    return Reminder(
        id=reminder_id(first),
        day=first,
        subject=reminders[0][1].subject,
        mentions=tuple((line.item, line.session) for line in lines),
        files=tuple(
            file
            for view, mail in reminders
            for file in email_files(of_list(view.settings, mail.edition), _email(view, mail, first))
        ),
    )


def _views(bulletin: Bulletin) -> Iterator[tuple[Edition, Bulletin]]:
    for edition in reminders_of(bulletin.settings):
        yield edition, selected(seen_by(bulletin, edition.audience), edition)


def _plan(view: Bulletin, edition: Edition, first: date) -> ReminderMail:
    """Plan the reminder for the readers of an edition. first: the day on which the week begins."""
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
        page=addresses.absolute(view.settings, addresses.COMING) if view.settings.hosted else "",
        direction=direction_of(view.settings.language),
        words=date_words(view),
    )


def _rows(view: Bulletin, last: date) -> list[SessionRow]:
    """List the sessions from the bulletin's day to the last day that take place, earliest first."""
    if not view.issues:
        return []
    own, _ = training_rows(MailView(replace(view, issues=())), _week_as_issue(view))
    return [row for row in own if row.line.is_held and view.as_of <= row.line.session.start.date() <= last]


def _week_as_issue(view: Bulletin) -> Issue:
    """Return the newest issue as it would be if it held every item that is shown, on the bulletin's day."""
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
        html=inlined(fill(view, "email/reminder.html", mail=mail)),
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
