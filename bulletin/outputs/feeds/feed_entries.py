"""Make the feed entries of items, the same for RSS and for JSON Feed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from html import escape as html_escape
from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import Bulletin, Item, Settings, State
from ...text import humanize, media_types
from .. import facts
from ..calendar.calendar_files import item_file, session_file
from ..date_words import DateWords
from ..facts import contact_line, file_line, title
from ..item_links import place_items
from ..session_text import day_in_words, weekday_in_words
from ..sessions import Course, Line, action, awaited_lines, booked_name, courses, lines, other_deadlines
from ..site import place_images
from .feed_entry import Enclosure, FeedEntry, entry_html
from .feed_view import FeedView
from .updates import shown_updates

FEWEST = 50
"""The number of entries in a feed, if there are as many; it has more if the newest issues do."""
NEWEST_ISSUES = 2
"""The number of newest issues of which a feed has every item."""

_LISTED = 3
"""The most sessions that a summary lists; if there are more, it says how many."""
_ANCHOR_LINK = re.compile(r'(?<= )href="#')
_PHONE = re.compile(r'<a href="tel:([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


class _Row(NamedTuple):
    """Sessions that people book together, as the text of an entry lists them."""

    course: Course
    calendar: str
    """The address of its calendar file, "" if nobody should add it."""
    name: str
    """The name in its links: "Coaching: Group A, 8 March 2022"."""


def feed_entries(view: FeedView, items: Iterable[Item]) -> tuple[FeedEntry, ...]:
    """Return the entries of a feed of these items, newest first: those of the items and those of their updates."""
    bulletin, items = view.bulletin, tuple(items)
    updates = [(item, entry) for item in items for entry in shown_updates(bulletin, item, view.updates.get(item.slug))]
    rows: list[tuple[datetime, Item, FeedEntry | None]] = [(entry.published, item, entry) for item, entry in updates]
    rows += [(item.first_published, item, None) for item in items if not item.retired]
    rows.sort(key=lambda row: row[1].slug)
    rows.sort(key=lambda row: row[0], reverse=True)
    newest = {issue.id for issue in bulletin.issues[:NEWEST_ISSUES]}
    chosen = [row for place, row in enumerate(rows) if place < FEWEST or row[1].issue in newest]
    make_entries(view, (item for _, item, update in chosen if update is None))
    return tuple(update or view.entries[item.slug] for _, item, update in chosen)


def make_entries(view: FeedView, items: Iterable[Item]) -> None:
    """Make the entries of items that the view does not have yet, and add them to it."""
    for item in items:
        if item.slug not in view.entries:
            view.entries[item.slug] = _with_replacement(view, feed_entry(view, item), item.slug)


def feed_entry(view: FeedView, item: Item) -> FeedEntry:
    """Make the entry of an item."""
    bulletin = view.bulletin
    settings, rows = bulletin.settings, courses(item, bulletin.as_of)
    picture = addresses.absolute(settings, item.image.asset.address) if item.image else ""
    return FeedEntry(
        path=item.path,
        topics=item.topics,
        image=item.image,
        id=f"urn:uuid:{item.uid}",
        url=addresses.absolute(settings, addresses.item(item.slug)),
        title=title(item),
        summary=". ".join(text for text in (_when_and_where(item, rows), item.summary) if text),
        html=_entry_body(view, item, rows, picture),
        published=item.first_published,
        modified=max(item.modified, *(session.revision.modified for session in item.sessions), item.first_published),
        author=item.organisation or settings.team,
        elsewhere=item.title_url,
        picture=picture,
        calendar=_calendar(bulletin, item),
        files=_files(settings, item),
        lines=lines(item, bulletin.as_of),
    )


def _with_replacement(view: FeedView, entry: FeedEntry, slug: str) -> FeedEntry:
    """Return an entry that begins with the items that replace it or that it replaces; unchanged if there are none."""
    newer, older = (counterparts.get(slug) for counterparts in view.replaced)
    if not newer and not older:
        return entry
    html = entry_html(view.bulletin, "feed/replaced.html", newer=newer, older=older)
    return entry._replace(
        summary=f"Replaced by {newer.words}. {entry.summary}".strip() if newer else entry.summary,
        html=f"{html}\n{entry.html}",
        modified=max(entry.modified, newer.item.first_published) if newer else entry.modified,
    )


def feed_title(settings: Settings, topic: str = "") -> str:
    """Return the title of a feed. topic: its topic, "" for the feed of everything."""
    sample = "[Sample] " if settings.sample else ""
    return f"{sample}{settings.name}: {topic}" if topic else f"{sample}{settings.name}"


def feed_description(settings: Settings, words: DateWords, topic: str = "") -> str:
    """Return the description of a feed, in a sentence or two."""
    about = f" about {topic}" if topic else ""
    sentence = f"{words.news}{about} from {settings.team}."
    return f"{sentence} This is a sample." if settings.sample else sentence


def _when_and_where(item: Item, courses: tuple[Course, ...]) -> str:
    """Return the sessions and deadlines of an item in one line, with their places and states."""
    asked = [line.sentence for line in (action(item, date.min),) if line]
    others = [line.sentence for line in other_deadlines(item, date.min)] + [row.words for row in awaited_lines(item)]
    sentences = [course.sentence for course in courses if course.lines[0].session.state is not State.POSTPONED]
    if len(sentences) <= _LISTED:
        return "; ".join([*asked, *sentences, *others])
    last = weekday_in_words(courses[-1].lines[-1].session, courses[-1].lines[-1].session.start)
    counted = f"{humanize.count(len(sentences), 'session')}, the first {sentences[0]}, the last {last}"
    return "; ".join([*asked, counted, *_stopped_sessions(courses), *others])


def _stopped_sessions(courses: tuple[Course, ...]) -> list[str]:
    """Return the sessions with a state, such as cancelled, from sessions that are too many to list."""
    lines = [line for course in courses for line in course.lines]
    counts = Counter(line.session.label for line in lines)
    return [f"{_session_name(line, counts[line.session.label] == 1)}: {line.state}" for line in lines if line.state]


def _session_name(line: Line, is_only: bool) -> str:
    """Name a session by its label, if it has one that no other session has; by its day, too, if it has moved."""
    label = line.session.label
    return label if label and is_only and not line.session.moved_from else ", ".join(filter(None, (label, line.when)))


def _booking_row(settings: Settings, item: Item, course: Course) -> _Row:
    first = course.lines[0]
    is_held = any(line.is_held for line in course.lines)
    address = addresses.course(item, course.key) if course.days else addresses.session(item, first.session)
    day = "" if course.days else f", {day_in_words(first.session, first.session.start)}"
    about = booked_name(item, first.session) + day
    return _Row(course, addresses.absolute(settings, address) if is_held else "", about)


def _entry_body(view: FeedView, item: Item, courses: tuple[Course, ...], picture: str) -> str:
    bulletin, settings = view.bulletin, view.bulletin.settings
    full = partial(addresses.absolute, settings)
    rows = tuple(_booking_row(settings, item, course) for course in courses)
    html = entry_html(
        bulletin,
        "feed/entry.html",
        item=item,
        sample=settings.sample,
        rows=rows,
        together=full(addresses.item_calendar(item)) if len(rows) > 1 else "",
        action=action(item, bulletin.as_of),
        closing=other_deadlines(item, bulletin.as_of),
        awaited=awaited_lines(item),
        bookable=item.bookable,
        picture=picture,
        body=full_text(view, item.prose.page, addresses.item(item.slug)),
        corrections=facts.corrections(item),
        origin=facts.origin(item),
        facts=(*item.details, *facts.attending(item), *facts.booking(item)),
        files=tuple(file_line(settings, attachment, hosted=True) for attachment in item.attachments),
        contacts=tuple(contact_line(contact) for contact in item.contacts),
    )
    return _PHONE.sub(_phone_as_words, html)


def full_text(view: FeedView, text: str, own: str) -> Markup:
    """Return a text whose pictures, anchors and links to items have full addresses. own: the address of its page."""
    full = partial(addresses.absolute, view.bulletin.settings)

    def place(slug: str, heading: str) -> str:
        anchor = f"#{addresses.heading(slug, heading)}" if heading else ""
        return full(addresses.item(slug)) + anchor if slug in view.slugs else ""

    linked = _ANCHOR_LINK.sub(f'href="{html_escape(full(own))}#', place_items(text, place))
    return place_images(linked, full)


def _phone_as_words(link: re.Match[str]) -> str:
    """Return a phone link as words: feed readers remove `tel:` addresses, and phones recognise numbers in texts."""
    number, words = link.groups()
    return words if any(character.isdigit() for character in words) else f"{words} ({number})"


def _calendar(bulletin: Bulletin, item: Item) -> Enclosure | None:
    if not item.sessions:
        return None
    if len(item.sessions) == 1:
        address = addresses.session(item, item.sessions[0])
        data = session_file(bulletin.settings, item, item.sessions[0])
    elif len(course_keys := {session.course for session in item.sessions}) == 1 and "" not in course_keys:
        (key,) = course_keys
        address, data = addresses.course(item, key), item_file(bulletin.settings, item, key)
    else:
        address, data = addresses.item_calendar(item), item_file(bulletin.settings, item)
    return Enclosure(
        url=addresses.absolute(bulletin.settings, address),
        media_type=media_types.of_name(address),
        title=f"Calendar file: {item.title}",
        size=len(data),
    )


def _files(settings: Settings, item: Item) -> tuple[Enclosure, ...]:
    return tuple(
        Enclosure(
            url=addresses.absolute(settings, attachment.asset.address),
            media_type=attachment.asset.media_type,
            title=attachment.label,
            size=attachment.asset.size,
        )
        for attachment in item.attachments
    )
