"""Make the correction of an issue that was sent: one short email for each edition, with the changes since.

    correction = corrected(bulletin, "2022-02", 1)
    correction.id                           # "2022-02/correction-1": the ledger's key of its claim
    correction.items, correction.sessions   # the items and sessions that it names, for the ledger
    correction.files                        # mail/2022-02/correction-1.html, .txt, .eml, -send.eml and
                                            # mail/2022-02/correction-1/calendar/*.ics; the same with
                                            # limited-correction-1 for the readers of the limited edition

The number is from `ledger.history.next_correction`. An edition in which nothing changed has no files.
`outputs.render_correction` yields the same files after the tripwire's search, and a manifest with the key `correction`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from ...circulation.audience import seen_by
from ...errors import RequestError
from ...ledger import history
from ...ledger.entries import correction_id, session_ref
from ...model import Bulletin, Change, Circulation, File, Issue, Item, Link, Session, Settings
from ...text import humanize
from ..calendar import calendar_links
from ..changes import MOVES, Telling, tell
from ..session_text import day_and_month_in_words
from ..sessions import STANDINGS, Line, line
from ..templates import fill
from .editions import Edition, editions_of
from .email_files import Email, email_files, of_list, session_calendars
from .html import tidy
from .inline import inline_styles
from .message import Parts
from .plan import plan, subject_line

OUTPUT = "correction"

_WITHOUT_ENTRY = frozenset({history.FULL, history.WAITING_LIST, history.CLOSED, history.BOOK_BY, history.OPENS})
"""Kinds of change after which nobody needs to add the session to a calendar."""


class ChangeRow(NamedTuple):
    """A change in the email, with its links."""

    telling: Telling
    booking: Link | None
    calendar: Link | None


class CorrectionMail(NamedTuple):
    """The correction for the readers of an edition."""

    edition: Edition
    issue: Issue
    number: int
    subject: str
    preheader: str
    rows: tuple[ChangeRow, ...]
    page: str
    """The issue's web page, "" if it has none."""
    direction: str
    lines: tuple[Line, ...]
    """The sessions whose calendar files are attached."""

    @property
    def limited(self) -> bool:
        """Whether its readers are asked not to forward it."""
        return self.edition.audience is Circulation.LIMITED


class Correction(NamedTuple):
    """A correction: its files, and the items and sessions that it names."""

    id: str
    """Its id, like 2022-02/correction-1."""
    issue: str
    number: int
    items: tuple[str, ...]
    """The slugs of the items whose own text was corrected."""
    sessions: tuple[str, ...]
    """The changed sessions, as `slug/key`."""
    files: tuple[File, ...]


def corrected(bulletin: Bulletin, issue_id: str, number: int) -> Correction:
    """Make the correction of an issue from the changes since it was sent. The issue must be in `bulletin.mail`.

    number: the number of this correction, from 1. Raises RequestError if nothing in the issue changed.
    """
    changes: list[Change] = []
    files: list[File] = []
    for edition in editions_of(bulletin.settings):
        view = seen_by(bulletin, edition.audience)
        mail = _plan(view, edition, issue_id, number)
        if mail:
            changes += (change for row in mail.rows for change in row.telling.changes)
            files += email_files(of_list(view.settings, edition), _email(view, mail))
    if not changes:
        raise RequestError(_nothing_sentence(bulletin, issue_id))
    return Correction(
        id=correction_id(issue_id, number),
        issue=issue_id,
        number=number,
        items=tuple(sorted({change.item.slug for change in changes if change.session is None})),
        sessions=tuple(
            sorted({session_ref(change.item.slug, change.session.key) for change in changes if change.session})
        ),
        files=tuple(files),
    )


def _nothing_sentence(bulletin: Bulletin, issue_id: str) -> str:
    """Return the sentence that there is nothing to correct, or how to write a change so that readers are told."""
    issue = next((issue for issue in bulletin.mail if issue.id == issue_id), None)
    titles = [item.title for item in (issue.items if issue else ()) if item.slug in bulletin.unsaid]
    if titles:
        listed = humanize.listed([f'"{title}"' for title in titles])
        sentence = f"Only words of {listed} changed, such as joining details, and I do not tell those."
        return f'{sentence} Add "corrected: DATE: what" to tell it.'
    return f"Nothing that {issue_id} said has changed since it was sent. There is nothing to correct."


def _plan(view: Bulletin, edition: Edition, issue_id: str, number: int) -> CorrectionMail | None:
    """Plan the correction for the readers of an edition; None if nothing changed for them."""
    issue = next((issue for issue in view.mail if issue.id == issue_id), None)
    changes = _changes(view, edition, issue) if issue else ()
    if issue is None or not changes:
        return None
    mail = plan(view, issue, edition)
    tellings = tell(view.settings, changes)
    lines = {session.uid: line(item, session, issue.day) for item, session in _sessions_to_attach(tellings)}
    day = humanize.day(issue.day, month_first=issue.month_first)
    return CorrectionMail(
        edition=edition,
        issue=issue,
        number=number,
        subject=subject_line(f"Correction: {mail.subject}"),
        preheader=f"{humanize.count(len(tellings), 'change')} since the bulletin of {day}.",
        rows=tuple(_row(view, issue, telling) for telling in tellings),
        page=mail.page,
        direction=mail.direction,
        lines=tuple(lines.values()),
    )


def _changes(view: Bulletin, edition: Edition, issue: Issue) -> Sequence[Change]:
    """Return the changes of items and sessions about which this issue or a correction of it was the last mail."""
    printed = {item.slug for item in issue.items}
    return [
        change
        for change in view.changes
        if edition.selects(change.item)
        and (change.before.issue.partition("/")[0] == issue.id if change.before else change.item.slug in printed)
    ]


def _sessions_to_attach(tellings: Iterable[Telling]) -> Iterator[tuple[Item, Session]]:
    """Yield the sessions that have sentences of their own, and the sessions of a new course."""
    for telling in tellings:
        for change in telling.changes:
            if change.session and (telling.session or change.before is None):
                yield change.item, change.session


def _row(view: Bulletin, issue: Issue, telling: Telling) -> ChangeRow:
    """Add the links for booking a session and for adding it to a calendar."""
    if telling.session is None:
        return ChangeRow(telling=telling, booking=None, calendar=None)
    session = line(telling.item, telling.session, issue.day)
    name = f"{session.name}, {day_and_month_in_words(telling.session, telling.session.start)}"
    is_held = STANDINGS[telling.session.state].takes_place
    kinds = {kind for change in telling.changes for kind in change.what}
    url = calendar_links.email_link(view.settings, session) if is_held and kinds - _WITHOUT_ENTRY else ""
    return ChangeRow(
        telling=telling,
        booking=Link(label=f"{_button(view.settings, telling, session)}: {name}", url=telling.session.book)
        if session.button
        else None,
        calendar=Link(label=f"Add {name} to your calendar", url=url) if url else None,
    )


def _button(settings: Settings, telling: Telling, session: Line) -> str:
    """Return the words of the booking button; of a moved session, with for whom, unless bookings are known to stand."""
    stand = telling.item.bookings_stand or settings.bookings_stand
    is_moved = any(MOVES & set(change.what) for change in telling.changes)
    return f"{session.button}, if you have not booked" if is_moved and not stand else session.button


def _email(view: Bulletin, mail: CorrectionMail) -> Email:
    stem = f"{mail.edition.correction}-{mail.number}"
    calendars = session_calendars(view.settings, mail.issue, mail.lines)
    return Email(
        issue=mail.issue.id,
        stem=stem,
        output=f"{OUTPUT}-{mail.number}",
        circulation=mail.edition.audience,
        at=_newest_change(mail),
        parts=Parts(
            subject=mail.subject,
            text=tidy(fill(view, "email/correction.txt", mail=mail)),
            html=inline_styles(fill(view, "email/correction.html", mail=mail)),
            calendars=calendars,
        ),
        beside=tuple((f"{stem}/calendar/{name}", data) for name, data in calendars),
    )


def _newest_change(mail: CorrectionMail) -> datetime:
    """Return the time of the newest change, from the ledger and not a clock; it is not before the issue's."""
    return max(mail.issue.instant, *(row.telling.item.modified for row in mail.rows))
