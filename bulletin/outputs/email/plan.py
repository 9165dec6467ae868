"""Plan the contents of an issue's email as frozen values, which templates print."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from ... import addresses
from ...model import (
    Asset,
    Bulletin,
    Circulation,
    Issue,
    Item,
    Session,
    Settings,
)
from ...text import humanize
from ...text.scripts import direction_of
from ..changes import Telling, tell
from ..date_words import DateWords
from ..replacements import Counterpart
from ..session_text import day_and_month_in_words, day_in_words
from ..sessions import Announcement, Line, by_month
from .editions import MAIN, Edition, edition_issue, edition_view
from .item_places import with_item_links
from .layout import MailPicture, picture, pictures_in_message
from .mail_items import MailItem, Replaced, SnippetText, boilerplate, entry, html_pieces, outer_snippet
from .mail_view import MailView
from .sessions import SessionRow, ToDo, awaited_rows, closing_rows, is_hosted, to_do_rows, training_rows

T = TypeVar("T")

Mention = tuple[Item, Session | None]
"""An item, or one of its sessions, that an email names."""


PREHEADER_LENGTH = (35, 110)
"""The fewest and most characters. After a shorter one, mail programs show the email's first words; more are cut off."""

LONGEST_SUBJECT = 78
"""The most characters of a subject (RFC 5322 section 2.1.1)."""

LONGEST_TABLE = 10
"""The most rows of a part of the training table, as Word cuts off a table's cell that is higher than its page."""

WORDS_A_MINUTE = 230
"""The reading speed of adults."""


class MailSection(NamedTuple):
    """Items under one heading; the heading is "" for the items before all sections."""

    anchor: str
    heading: str
    shared: tuple[SnippetText, ...]
    """Snippets that several items share, printed once."""
    entries: tuple[MailItem, ...]


class ContentsLine(NamedTuple):
    """A line of the list of contents."""

    anchor: str
    words: str
    inner: tuple[tuple[str, str], ...]
    """The anchors and titles of the items below this line."""


CONTENTS_LINES = 30
"""The most lines in one panel of the list of contents; on a phone each may take two."""


def batches(rows: Sequence[T], number: int) -> Iterator[Sequence[T]]:
    """Yield rows in groups of a number."""
    return (rows[start : start + number] for start in range(0, len(rows), number))


def _panels(lines: Iterable[ContentsLine]) -> Iterator[tuple[ContentsLine, ...]]:
    panel: list[ContentsLine] = []
    for line in lines:
        if panel and sum(1 + len(other.inner) for other in (*panel, line)) > CONTENTS_LINES:
            yield tuple(panel)
            panel = []
        panel.append(line)
    if panel:
        yield tuple(panel)


class Introduction(NamedTuple):
    """The introduction of an issue."""

    pieces: tuple[Markup, ...]
    """Its HTML in pieces, each for a row of the email."""
    text: str
    related: tuple[Asset, ...]
    """Its pictures that are in the message."""


_NO_WORDS = Introduction(pieces=(), text="", related=())


class Mail(NamedTuple):
    """One edition of an issue's email."""

    edition: Edition
    issue: Issue
    subject: str
    preheader: str
    head: tuple[SnippetText, ...]
    """The snippets at the beginning of every email."""
    foot: tuple[SnippetText, ...]
    """The snippets at the end of every email."""
    introduction: Introduction
    changes: tuple[Telling, ...]
    rows: tuple[SessionRow, ...]
    """The rows of the training table."""
    coming: tuple[SessionRow, ...]
    """Sessions of earlier issues that are still to come."""
    closing: tuple[Line, ...]
    """Deadlines of this issue, and of earlier ones that are still to come."""
    to_do: tuple[ToDo, ...]
    """These deadlines with links, if readers must do something by one of them; else ()."""
    awaited: tuple[Announcement, ...]
    """Sessions that are announced without a date."""
    words: DateWords
    """The words for its dates, like "Training dates"."""
    first: MailSection
    sections: tuple[MailSection, ...]
    further: bool
    """Whether to say that a limited edition was sent to some readers."""
    logo: MailPicture | None
    page: str
    """The issue's web page, "" if it has none."""
    direction: str
    """The direction of the text: ltr or rtl."""
    logo_related: tuple[Asset, ...]
    """The logo, if it must be in the message."""
    mentions: tuple[Mention, ...]
    """Every item and session that it names."""

    @property
    def limited(self) -> bool:
        """Whether its readers are asked not to forward it."""
        return self.edition.audience is Circulation.LIMITED

    @property
    def in_full(self) -> str:
        """The name of the file with the whole email, for when items are shortened."""
        return self.edition.in_full

    @property
    def asks_to_book(self) -> bool:
        """Whether readers can book a place at one of its sessions."""
        return any(row.line.item.bookable for row in (*self.rows, *self.coming))

    @property
    def dates_at(self) -> int:
        """The number of sections before the dates."""
        headings = [section.heading for section in self.sections]
        return headings.index(self.issue.dates_before) if self.issue.dates_before in headings else 0

    @property
    def contents(self) -> tuple[tuple[ContentsLine, ...], ...]:
        """The list of contents, in panels of at most CONTENTS_LINES lines."""
        lines = [ContentsLine(entry.anchor, entry.item.title, ()) for entry in self.first.entries]
        for place, section in enumerate(self.sections):
            lines += self._dates_line if place == self.dates_at else ()
            for part in batches(section.entries, CONTENTS_LINES):
                inner = tuple((entry.anchor, entry.item.title) for entry in part)
                lines.append(ContentsLine(section.anchor, section.heading, inner))
        lines += () if self.sections else self._dates_line
        return tuple(_panels(lines))

    @property
    def _dates_line(self) -> tuple[ContentsLine, ...]:
        """The line of the dates in the list of contents; none if there are no dates."""
        has_dates = self.rows or self.coming or self.awaited
        return (ContentsLine(self.words.anchor, self.dates, ()),) if has_dates else ()

    @property
    def awaited_by_month(self) -> tuple[tuple[str, tuple[Announcement, ...]], ...]:
        """Undated sessions by month: each group is shown after that month's dates.

        The month of those without one is "", and they are shown last.
        """
        grouped = by_month(self.awaited)
        return tuple((humanize.month(month) if month else "", rows) for month, rows in grouped.items())

    @staticmethod
    def months(rows: Sequence[SessionRow]) -> tuple[tuple[str, tuple[SessionRow, ...]], ...]:
        """Rows by month, in tables that fit a page of Word, named like "March 2022" and "March 2022, part 2"."""
        tables = []
        for month, group in groupby(rows, key=lambda row: humanize.month(row.line.session.start.timetuple()[:2])):
            of_month = tuple(group)
            for part, first in enumerate(range(0, len(of_month), LONGEST_TABLE), 1):
                name = month if part == 1 else f"{month}, part {part}"
                tables.append((name, of_month[first : first + LONGEST_TABLE]))
        return tuple(tables)

    @property
    def dates(self) -> str:
        """The heading of the dates, like "Training dates: 14 sessions from 23 February to 10 May 2022"."""
        sessions = [row.line.session for row in (*self.rows, *self.coming)]
        if not sessions:
            return f"{self.words.dates}: {humanize.count(len(self.awaited), 'date')} to be confirmed"
        counted = f"{self.words.dates}: {humanize.count(len(sessions), 'session')}"
        first, last = (choose(sessions, key=lambda session: session.start) for choose in (min, max))
        if first.start.date() == last.start.date():
            return f"{counted} on {day_in_words(first, first.start)}"
        write = day_and_month_in_words if first.start.year == last.start.year else day_in_words
        return f"{counted} from {write(first, first.start)} to {day_in_words(last, last.start)}"

    @property
    def entries(self) -> tuple[MailItem, ...]:
        """Every item, in printing order."""
        return tuple(entry for section in (self.first, *self.sections) for entry in section.entries)

    def related(self, short: Collection[str]) -> tuple[Asset, ...]:
        """Return the pictures in the message, each once, without those of shortened items. short: their slugs."""
        of_items = (asset for entry in self.entries for asset in entry.related if entry.item.slug not in short)
        assets = (*self.logo_related, *self.introduction.related, *of_items)
        return tuple({asset.address: asset for asset in assets}.values())

    @property
    def reading(self) -> int:
        """The reading time in minutes."""
        shared = (snippet.text for section in self.sections for snippet in section.shared)
        own = (text for entry in self.entries for text in (entry.text, *(snippet.text for snippet in entry.snippets)))
        total = sum(len(text.split()) for text in (self.introduction.text, *shared, *own))
        return max(1, round(total / WORDS_A_MINUTE))


def plan(bulletin: Bulletin, issue: Issue, edition: Edition = MAIN) -> Mail:
    """Plan an edition of one issue. bulletin: the view of the edition's audience."""
    return plan_in(MailView(edition_view(bulletin, edition)), issue, edition)


def plan_in(view: MailView, issue: Issue, edition: Edition) -> Mail:
    """Plan an edition of an issue. view: a view with only the edition's items."""
    bulletin, issue = view.bulletin, with_item_links(view, edition_issue(issue, edition))
    settings, logo = bulletin.settings, bulletin.theme.logo
    rows, coming = training_rows(view, issue)
    introduction = _introduction(settings, issue) if edition.is_whole else _NO_WORDS
    changes = tell(settings, view.changes_of(issue)) if edition.is_whole else ()
    with_older = partial(_with_replaced, settings, view.older)
    return Mail(
        edition=edition,
        issue=issue,
        subject=_subject(settings, issue, edition),
        preheader=_preheader(
            settings, issue, (issue.preheader if edition.is_whole else "", f"{_counts(issue, view.words)}.")
        ),
        head=tuple(map(outer_snippet, issue.head)) if edition.is_whole else (),
        foot=tuple(map(outer_snippet, issue.foot)) if edition.is_whole else (),
        introduction=introduction,
        changes=changes,
        rows=rows,
        coming=coming,
        closing=closing_rows(view, issue),
        to_do=to_do_rows(view, issue),
        awaited=awaited_rows(view, issue),
        words=view.words,
        first=_always_whole(with_older(_section(settings, issue, rows, ("", issue.first)))),
        sections=tuple(map(with_older, _sections(settings, issue, rows))),
        further=issue.has_limited and issue.limited_note and edition.is_whole,
        logo=picture(settings, logo, settings.hosted) if logo else None,
        page=_page_address(settings, issue) if edition.is_whole else "",
        direction=direction_of(settings.language),
        logo_related=pictures_in_message((logo,), settings.hosted),
        mentions=tuple(_mentions(view, issue, (*rows, *coming), changes)),
    )


def _mentions(
    view: MailView, issue: Issue, rows: Sequence[SessionRow], tellings: Sequence[Telling]
) -> Iterator[Mention]:
    yield from ((item, None) for item in issue.live_items)
    yield from ((row.line.item, row.line.session) for row in rows)
    yield from ((line.item, line.session) for line in closing_rows(view, issue))
    awaited = awaited_rows(view, issue)
    postponed = {line.uid for line in awaited if line.uid}
    for item in {line.item.slug: line.item for line in awaited}.values():
        yield from ((item, session) for session in item.sessions if str(session.uid) in postponed)
    yield from ((change.item, change.session) for telling in tellings for change in telling.changes)


def _introduction(settings: Settings, issue: Issue) -> Introduction:
    hosted = settings.hosted and issue.circulation is Circulation.PUBLIC
    return Introduction(
        pieces=html_pieces(settings, issue.prose, issue.title, hosted),
        text=issue.prose.text,
        related=pictures_in_message(issue.images, hosted),
    )


def _subject(settings: Settings, issue: Issue, edition: Edition) -> str:
    """Return the subject on one line, with the marks [Draft] and [Sample]."""
    marks = ("" if issue.ready else "[Draft] ") + ("[Sample] " if settings.sample else "")
    return subject_line(marks + edition.subject(issue))


def subject_line(text: str) -> str:
    """Return a text as a subject on one line (EMAIL-37), cut after a word if it is too long."""
    return humanize.cut_at_word(" ".join(text.split()), LONGEST_SUBJECT)


def _preheader(settings: Settings, issue: Issue, texts: Sequence[str]) -> str:
    """Return the text that mail programs show beside the subject: of a useful length, cut after a word."""
    shortest, longest = PREHEADER_LENGTH
    line = ""
    for more in (
        *texts,
        f"From {settings.team}.",
        f"{humanize.weekday(issue.day, month_first=issue.month_first)}.",
    ):
        if len(line) < shortest:
            line = " ".join(f"{line} {more}".split())
    return humanize.cut_at_word(line, longest)


def _counts(issue: Issue, words: DateWords) -> str:
    """Return the numbers of items and sessions, like "8 items and 14 training sessions"."""
    items = issue.live_items
    sessions = sum(not session.deadline for item in items for session in item.sessions)
    parts = (humanize.count(len(items), "item"), humanize.count(sessions, words.session) if sessions else "")
    return humanize.listed([part for part in parts if part])


def _sections(settings: Settings, issue: Issue, rows: tuple[SessionRow, ...]) -> tuple[MailSection, ...]:
    sections = (_section(settings, issue, rows, section) for section in issue.sections)
    return tuple(section for section in sections if section.entries)


def _section(
    settings: Settings, issue: Issue, rows: tuple[SessionRow, ...], section: tuple[str, Sequence[str]]
) -> MailSection:
    """Plan a section from its heading and the slugs of its items."""
    heading, slugs = section
    items = {item.slug: item for item in issue.live_items}
    chosen = [items[slug] for slug in slugs if slug in items]
    shared = {snippet.slug: snippet for item in chosen for snippet in item.snippets if snippet.shared}
    number = next((n for n, (other, _) in enumerate(issue.sections, 1) if other == heading), 0)
    return MailSection(
        anchor=f"section-{number}",
        heading=heading,
        shared=tuple(boilerplate(snippet) for snippet in shared.values()),
        entries=tuple(entry(settings, item, rows, issue.day) for item in chosen),
    )


def _with_replaced(settings: Settings, older: Mapping[str, Counterpart], section: MailSection) -> MailSection:
    """Add to the items of a section those that they replace. older: the replaced item by the slug of the new one."""
    if not any(entry.item.slug in older for entry in section.entries):
        return section

    def with_older(entry: MailItem) -> MailItem:
        other = older.get(entry.item.slug)
        if not other:
            return entry
        page = addresses.absolute(settings, addresses.item(other.item.slug))
        return entry._replace(replaces=Replaced(other.words, page if is_hosted(settings, other.item) else ""))

    return section._replace(entries=tuple(map(with_older, section.entries)))


def _always_whole(section: MailSection) -> MailSection:
    return section._replace(entries=tuple(entry._replace(shortens_to="") for entry in section.entries))


def _page_address(settings: Settings, issue: Issue) -> str:
    """Return the issue's web page, "" if nothing in the issue is public."""
    public = issue.introduction and issue.circulation is Circulation.PUBLIC
    if not settings.hosted or not (public or any(item.circulation is Circulation.PUBLIC for item in issue.live_items)):
        return ""
    return addresses.absolute(settings, addresses.issue(issue.id))
