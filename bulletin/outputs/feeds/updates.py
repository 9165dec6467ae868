"""Make separate feed entries for changes, since feed readers show an entry again only if its id is new."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from uuid import uuid5

from ... import addresses
from ...ledger import history
from ...model import Bulletin, Item, Update, home_items, live_items
from ...text import humanize
from ..changes import Telling, tell
from ..session_text import day_in_words
from ..sessions import name
from .feed_entry import FeedEntry, entry_html

SHOWN_DAYS = 90
"""The number of days for which an update stays in the feeds."""

_SECOND = timedelta(seconds=1)
_HEADINGS = (
    (history.CANCELLED, "Cancelled"),
    (history.POSTPONED, "Postponed"),
    (history.MOVED, "Moved"),
    (history.ADDED, "New dates"),
    (history.DATED, "New dates"),
)
"""The words before a title, by the kind of change; the first kind that matches is used."""


def new_updates(bulletin: Bulletin) -> dict[str, Update]:
    """Make the updates that are not in the ledger yet, by the slugs of their items. bulletin: the public view.

    Each update gets a later time than all earlier entries, since programs that post new entries skip older ones.
    """
    updates: dict[str, Update] = {}
    homes = {item.slug for item in home_items(bulletin)}
    newest = max((item.first_published for item in live_items(bulletin)), default=datetime.min.replace(tzinfo=UTC))
    newest = max(newest, bulletin.recorded_until or newest)
    changes = sorted(bulletin.unrecorded, key=lambda change: change.item.slug)
    for slug, group in groupby(changes, key=lambda change: change.item.slug):
        tellings = tell(bulletin.settings, group)
        if slug in homes:
            newest = max(tellings[0].item.modified, newest + _SECOND)
            updates[slug] = _update(tellings, newest)
    return updates


def shown_updates(bulletin: Bulletin, item: Item, new: Update | None) -> tuple[FeedEntry, ...]:
    """Make the entries of an item's updates of the last SHOWN_DAYS, earliest first. new: the one not in the ledger."""
    updates = (*item.updates, new) if new else item.updates
    first = bulletin.as_of - timedelta(days=SHOWN_DAYS)
    return tuple(
        _entry(bulletin, item, update, number) for number, update in enumerate(updates, 1) if update.at.date() >= first
    )


def _update(tellings: tuple[Telling, ...], at: datetime) -> Update:
    sessions = {(change.session.key) for telling in tellings for change in telling.changes if change.session}
    session = sessions.pop() if len(sessions) == 1 else ""
    sentences = tuple(f"{telling.words} {telling.url}".strip() for telling in tellings)
    return Update(at=at, title=_title(tellings), said=sentences, session=session)


def _title(tellings: tuple[Telling, ...]) -> str:
    """Return the title of an update, like "Moved: Safer recruitment training: Cohort 4, 15 March 2022"."""
    item = tellings[0].item
    changes = [change for telling in tellings for change in telling.changes]
    kinds = {kind for change in changes for kind in change.what}
    heading = next((words for kind, words in _HEADINGS if kind in kinds), "Changed")
    sessions = [change.session for change in changes if change.session]
    if len(sessions) == 1 and len(changes) == 1:
        return f"{heading}: {name(item, sessions[0])}, {day_in_words(sessions[0], sessions[0].start)}"
    if kinds <= {history.ADDED, history.DATED}:
        return f"New dates: {item.title} ({humanize.count(len(sessions), 'session')})"
    return (
        f"Changed: {item.title} ({humanize.count(len(sessions), 'session')})" if sessions else f"Changed: {item.title}"
    )


def _entry(bulletin: Bulletin, item: Item, update: Update, number: int) -> FeedEntry:
    settings = bulletin.settings
    session = next((session for session in item.sessions if session.key == update.session), None)
    address = addresses.session_place(item, session) if session and not item.retired else addresses.item(item.slug)
    calendar = addresses.absolute(settings, addresses.session(item, session)) if session else ""
    sentences = [sentence.rpartition(" ") for sentence in update.said]
    return FeedEntry(
        path=item.path,
        id=f"urn:uuid:{uuid5(item.uid, f'update{chr(0)}{number}')}",
        url=addresses.absolute(settings, address),
        title=update.title,
        summary=" ".join(update.said),
        html=entry_html(bulletin, "feed/update.html", said=sentences, calendar=calendar),
        published=update.at,
        modified=update.at,
        author=item.organisation or settings.team,
        topics=item.topics,
    )
