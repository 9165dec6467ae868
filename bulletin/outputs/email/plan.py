"""Plan the contents of an issue's email as frozen values, which templates print."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import groupby
from typing import NamedTuple, TypeVar

from markupsafe import Markup

from ... import addresses
from ...model import (
    Asset,
    Bulletin,
    Circulation,
    Contact,
    Issue,
    Item,
    Prose,
    ReaderEdition,
    Session,
    Settings,
    Snippet,
    State,
)
from ...text import humanize
from ...text.scripts import direction_of
from .. import facts
from ..changes import Telling, tell
from ..date_words import DateWords
from ..facts import ContactLine, Fact, FileLine, contact_line, file_line
from ..replacements import Counterpart
from ..session_text import day_and_month_in_words, day_in_words
from ..sessions import Announcement, Course, Line, action, awaited_lines, by_month, courses, other_deadlines
from ..site import lowered
from .item_places import with_item_links
from .layout import MailPicture, lay_out, picture, pictures_in_message, with_picture_addresses
from .mail_rows import split_rows
from .mail_view import MailView
from .sessions import SessionRow, ToDo, awaited_rows, closing_rows, is_hosted, to_do_rows, training_rows

T = TypeVar("T")

Mention = tuple[Item, Session | None]
"""An item, or one of its sessions, that an email names."""


class Edition(NamedTuple):
    """One of the emails that are made of an issue; each has readers of its own."""

    name: str
    """The stem of its files' names, like "bulletin" in bulletin.html and bulletin-send.eml."""
    output: str
    """The name of its row in OUTPUTS."""
    audience: Circulation
    """The audience from whose view of the bulletin it is planned."""
    selects: Callable[[Item], bool]
    """Tell whether it has an item of this view."""
    subject: Callable[[Issue], str]
    in_full: str
    """The name of the file with the whole email, for when items are shortened."""
    correction: str
    """The stem of its corrections' files, without their number."""
    is_whole: bool
    """Whether it also has the introduction, the changes since earlier issues and a link to the issue's page."""
    has_calendars: bool
    """Whether its sessions' calendar files are written beside it; for the main edition another output writes them."""
    list: str
    """The list that it is sent to: main, limited, or the slug of an edition for some readers."""
    list_id: str = ""
    """The id of this list for mail programs, "" for the bulletin's."""


def _every_item(_item: Item) -> bool:
    return True


def _issue_subject(issue: Issue) -> str:
    return issue.subject


def _limited_subject(issue: Issue) -> str:
    return issue.limited_subject


def _limited_reminder_subject(week: Issue) -> str:
    return f"[Limited] {week.subject}"


# Editions are remembered from one build to the next, so their functions have names and not `lambda`: pickle, which
# writes them, needs a name.
MAIN = Edition(
    name="bulletin",
    output="email",
    audience=Circulation.STAFF,
    selects=_every_item,
    subject=_issue_subject,
    in_full="bulletin-in-full.txt",
    correction="correction",
    is_whole=True,
    has_calendars=False,
    list="main",
)
LIMITED = Edition(
    name="limited",
    output="limited",
    audience=Circulation.LIMITED,
    selects=_every_item,
    subject=_limited_subject,
    in_full="limited-in-full.html",
    correction="limited-correction",
    is_whole=False,
    has_calendars=True,
    list="limited",
)

EDITIONS = (MAIN, LIMITED)
"""The editions that every bulletin has; `editions_of` adds those for some readers."""

# The editions of a reminder, which lists the sessions of a week; their `subject` gets the week as an issue.
REMINDER = MAIN._replace(name="reminder", output="reminder", is_whole=False)
LIMITED_REMINDER = LIMITED._replace(
    name="limited-reminder", output="reminder", has_calendars=False, subject=_limited_reminder_subject
)


def reader_editions(settings: Settings) -> tuple[Edition, ...]:
    """Return the editions for some readers: each is the main edition without items for other readers."""
    return tuple(
        MAIN._replace(
            name=readers.slug,
            output="editions",
            selects=partial(_is_for, readers),
            subject=partial(_edition_subject, readers.slug),
            in_full=f"{readers.slug}-in-full.txt",
            correction=f"{readers.slug}-correction",
            list=readers.slug,
            list_id=readers.list_id,
        )
        for readers in settings.editions
    )


def editions_of(settings: Settings) -> tuple[Edition, ...]:
    """Return every edition of an issue."""
    return (MAIN, *reader_editions(settings), LIMITED)


def reminders_of(settings: Settings) -> tuple[Edition, ...]:
    """Return every edition of the reminder of a week's sessions."""
    own = (
        REMINDER._replace(
            name=f"{edition.name}-reminder", selects=edition.selects, list=edition.list, list_id=edition.list_id
        )
        for edition in reader_editions(settings)
    )
    return (REMINDER, *own, LIMITED_REMINDER)


def _is_for(readers: ReaderEdition, item: Item) -> bool:
    return readers.takes(item)


def _edition_subject(slug: str, issue: Issue) -> str:
    return dict(issue.edition_subjects)[slug]


class SnippetText(NamedTuple):
    """A snippet in the email."""

    title: str
    pieces: tuple[Markup, ...]
    """Its HTML in pieces, each for a row of the email."""
    text: str


class Replaced(NamedTuple):
    """An earlier item that another one replaces."""

    words: str
    """Its title and the day of its issue."""
    url: str
    """Its web page, "" if it has none."""


class MailItem(NamedTuple):
    """An item in the email, with the facts, sessions, snippets and files around its text."""

    item: Item
    url: str
    """Its web page, "" if it has none."""
    origin: tuple[Fact, ...]
    """Lines on its origin and its audience."""
    facts: tuple[Fact, ...]
    """Lines with facts that its kind has, like opening hours or cost."""
    picture: MailPicture | None
    pieces: tuple[Markup, ...]
    """The HTML of its text in pieces, each for a row of the email."""
    text: str
    rows: tuple[SessionRow, ...]
    """Its sessions."""
    courses: tuple[Course, ...]
    """Its sessions grouped by booking: those that are booked together form one course."""
    action: Line | None
    """The line on what readers must do by a day; it is printed first."""
    replaces: Replaced | None
    """The earlier item that it replaces, if readers may see it; else None."""
    closing: tuple[Line, ...]
    """Its other deadlines."""
    awaited: tuple[Announcement, ...]
    snippets: tuple[SnippetText, ...]
    """Its snippets that the section does not print once for all its items."""
    files: tuple[FileLine, ...]
    contacts: tuple[ContactLine, ...]
    """Its contacts without the team, which is in the footer."""
    corrections: tuple[str, ...]
    shortens_to: str
    """Where readers find the whole item if it is shortened: "web" or "file"; "" if it may not be shortened."""
    related: tuple[Asset, ...]
    """Its pictures that are in the message."""
    attached: tuple[Asset, ...]
    """Its files that are attached to the message."""

    @property
    def anchor(self) -> str:
        """The anchor of its place in the email."""
        return addresses.place_in_email(self.item.slug)


def entry(settings: Settings, item: Item, rows: tuple[SessionRow, ...], day: date) -> MailItem:
    """Plan an item. rows: the rows of the training table. day: the date of the issue."""
    hosted, team = is_hosted(settings, item), Contact(email=settings.email)
    files = tuple(file_line(settings, attachment, hosted) for attachment in item.attachments)
    return MailItem(
        item=item,
        url=addresses.absolute(settings, addresses.item(item.slug)) if hosted else "",
        origin=facts.origin(item),
        facts=(*item.details, *facts.attending(item), *facts.booking(item)),
        picture=picture(settings, item.image, hosted) if item.image else None,
        pieces=_pieces(settings, item.prose, item.title, hosted),
        text=item.prose.text,
        rows=tuple(row for row in rows if row.line.item.slug == item.slug),
        courses=tuple(course for course in courses(item, day) if _is_dated(course)),
        action=action(item, day),
        replaces=None,
        closing=other_deadlines(item, day),
        awaited=awaited_lines(item),
        snippets=tuple(boilerplate(snippet) for snippet in item.snippets if not snippet.shared),
        files=files,
        contacts=tuple(contact_line(contact) for contact in item.contacts if contact != team),
        corrections=facts.corrections(item),
        shortens_to="" if item.kind == "notice" or item.pinned else "web" if hosted else "file",
        related=pictures_in_message((item.image, *item.body_images), hosted),
        attached=tuple(file.asset for file, line in zip(item.attachments, files, strict=True) if line.attached),
    )


def _pieces(settings: Settings, prose: Prose, title: str, hosted: bool) -> tuple[Markup, ...]:
    """Return the HTML of a text in pieces for rows. title: the caption of tables without a heading above them."""
    return tuple(with_picture_addresses(settings, piece, hosted) for piece in split_rows(lay_out(prose.email, title)))


def _is_dated(course: Course) -> bool:
    return any(line.session.state is not State.POSTPONED for line in course.lines)


def boilerplate(snippet: Snippet) -> SnippetText:
    """Plan a snippet."""
    pieces = split_rows(lay_out(snippet.prose.email, snippet.title))
    return SnippetText(title=snippet.title, pieces=pieces, text=snippet.prose.text)


_HEADING_WORDS = re.compile(r"<h3[^>]*>(.*?)</h3>", re.DOTALL)


def _outer_snippet(snippet: Snippet) -> SnippetText:
    """Plan a snippet outside the sections; its headings are one level higher than those in an item."""
    email, text = lowered(snippet.prose.email, -1), snippet.prose.text
    for match in _HEADING_WORDS.finditer(email):
        words = Markup(match[1]).striptags()
        text = text.replace(f"\n{words}\n", f"\n{words}\n{'-' * min(len(words), 72)}\n", 1)
    return boilerplate(replace(snippet, prose=replace(snippet.prose, email=email, text=text)))


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
    bulletin, issue = view.bulletin, with_item_links(view, _edition_issue(issue, edition))
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
        head=tuple(map(_outer_snippet, issue.head)) if edition.is_whole else (),
        foot=tuple(map(_outer_snippet, issue.foot)) if edition.is_whole else (),
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
        page=_page(settings, issue) if edition.is_whole else "",
        direction=direction_of(settings.language),
        logo_related=pictures_in_message((logo,), settings.hosted),
        mentions=tuple(_mentions(view, issue, (*rows, *coming), changes)),
    )


def edition_view(bulletin: Bulletin, edition: Edition) -> Bulletin:
    """Return a bulletin with only the items and changes of an edition."""
    return replace(
        bulletin,
        issues=tuple(_edition_issue(issue, edition) for issue in bulletin.issues),
        mail=tuple(_edition_issue(issue, edition) for issue in bulletin.mail),
        changes=tuple(change for change in bulletin.changes if edition.selects(change.item)),
    )


def _edition_issue(issue: Issue, edition: Edition) -> Issue:
    return replace(issue, items=tuple(filter(edition.selects, issue.items)))


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
        pieces=_pieces(settings, issue.prose, issue.title, hosted),
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


def _page(settings: Settings, issue: Issue) -> str:
    """Return the issue's web page, "" if nothing in the issue is public."""
    public = issue.introduction and issue.circulation is Circulation.PUBLIC
    if not settings.hosted or not (public or any(item.circulation is Circulation.PUBLIC for item in issue.live_items)):
        return ""
    return addresses.absolute(settings, addresses.issue(issue.id))
