"""What the email of an issue holds, as frozen values; HTML, plain text and message are made from it alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import Asset, Bulletin, Circulation, Contact, Issue, Item, Settings, Snippet
from ...text import humanize
from .. import facts
from ..facts import ContactLine, Fact, FileLine, contact_line, file_line, sentence
from .layout import Picture, laid_out, picture, placed, unhosted
from .layout import rows as rows_of
from .sessions import Row, is_hosted, training_rows


class Boilerplate(NamedTuple):
    """A snippet as the email shows it."""

    title: str
    html: Markup
    text: str


class Entry(NamedTuple):
    """An item with everything that stands around its text."""

    item: Item
    url: str
    """Its web page, "" where there is none."""
    origin: tuple[Fact, ...]
    """Where it comes from and who it is for."""
    facts: tuple[Fact, ...]
    """What its kind says in lines of its own: opening hours, cost."""
    picture: Picture | None
    pieces: tuple[Markup, ...]
    """Its text, in rows of the email."""
    text: str
    rows: tuple[Row, ...]
    """Its sessions."""
    snippets: tuple[Boilerplate, ...]
    """Those that no other item of the section shares."""
    files: tuple[FileLine, ...]
    contacts: tuple[ContactLine, ...]
    """Without the team, which the footer names."""
    corrections: tuple[str, ...]
    shortens_to: str
    """Where the whole item is when it is short in the email: web or file; "" for what is never short."""
    related: tuple[Asset, ...]
    """Pictures that come with the message."""
    attached: tuple[Asset, ...]
    """Files that come with the message."""


def entry(settings: Settings, item: Item, rows: tuple[Row, ...]) -> Entry:
    """An item, with its rows of the training table."""
    hosted = is_hosted(settings, item)
    files = tuple(file_line(settings, one, hosted) for one in item.attachments)
    return Entry(
        item=item,
        url=addresses.absolute(settings, addresses.item(item.slug)) if hosted else "",
        origin=facts.origin(item),
        facts=(*item.details, *facts.attending(item), *facts.booking(item)),
        picture=picture(settings, item.image, hosted) if item.image else None,
        pieces=rows_of(placed(settings, laid_out(item.prose.email, item.title), hosted)),
        text=item.prose.text,
        rows=tuple(row for row in rows if row.line.item.slug == item.slug),
        snippets=tuple(boilerplate(one) for one in item.snippets if not one.shared),
        files=files,
        contacts=tuple(contact_line(one) for one in item.contacts if one != Contact(email=settings.email)),
        corrections=facts.corrections(item),
        shortens_to="" if item.kind == "notice" else "web" if hosted else "file",
        related=unhosted((item.image, *item.body_images), hosted),
        attached=tuple(one.asset for one, line in zip(item.attachments, files, strict=True) if line.attached),
    )


def boilerplate(snippet: Snippet) -> Boilerplate:
    """A snippet."""
    html = Markup(laid_out(snippet.prose.email, snippet.title))
    return Boilerplate(title=snippet.title, html=html, text=snippet.prose.text)


PREHEADER_LENGTH = (35, 110)
"""Characters: with fewer, mail programs go on with the mail's first words; more are not shown."""

LONGEST_TABLE = 10
"""Rows of the training table: Word cuts a table's cell that is higher than its page."""

WORDS_A_MINUTE = 230
"""How fast adults read."""

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi")


class Section(NamedTuple):
    """Items under one heading; "" for those that stand before all sections."""

    anchor: str
    heading: str
    shared: tuple[Boilerplate, ...]
    """Snippets that go with every item of a kind, printed once."""
    entries: tuple[Entry, ...]


class Introduction(NamedTuple):
    """The issue's own words."""

    html: Markup
    text: str
    related: tuple[Asset, ...]
    """Its pictures that come with the message."""


_NO_WORDS = Introduction(html=Markup(), text="", related=())


class Mail(NamedTuple):
    """One edition of an issue's email."""

    issue: Issue
    limited: bool
    subject: str
    preheader: str
    introduction: Introduction
    changes: tuple[str, ...]
    rows: tuple[Row, ...]
    """The training table."""
    coming: tuple[Row, ...]
    """Sessions of earlier issues that lie ahead."""
    first: Section
    sections: tuple[Section, ...]
    further: bool
    """Whether to say that some readers got more."""
    logo: Picture | None
    page: str
    """The issue's web page, "" where there is none."""
    direction: str
    """ltr or rtl."""
    logo_related: tuple[Asset, ...]
    """The logo, where it comes with the message."""

    @property
    def stem(self) -> str:
        """The name of its files without ending."""
        return "limited" if self.limited else "bulletin"

    @staticmethod
    def months(rows: Sequence[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
        """Rows by their months, in tables that fit Word's page: March 2022, March 2022, part 2."""
        named = groupby(rows, key=lambda row: humanize.month(row.line.session.start.timetuple()[:2]))
        found = []
        for month, same in named:
            several = tuple(same)
            for part, first in enumerate(range(0, len(several), LONGEST_TABLE), 1):
                name = month if part == 1 else f"{month}, part {part}"
                found.append((name, several[first : first + LONGEST_TABLE]))
        return tuple(found)

    @property
    def dates(self) -> str:
        """What the training table holds: Training dates: 14 sessions from 23 February to 10 May 2022."""
        starts = [row.line.session.start for row in (*self.rows, *self.coming)]
        counted = f"Training dates: {humanize.count(len(starts), 'session')}"
        first, last = min(starts), max(starts)
        if first.date() == last.date():
            return f"{counted} on {humanize.day(first)}"
        begin = humanize.day_and_month(first) if first.year == last.year else humanize.day(first)
        return f"{counted} from {begin} to {humanize.day(last)}"

    @property
    def in_full(self) -> str:
        """The name of the file that holds everything, where some of it is short in the email."""
        return "limited-in-full.html" if self.limited else "bulletin-in-full.txt"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every item, in printing order."""
        return tuple(one for section in (self.first, *self.sections) for one in section.entries)

    def related(self, short: Collection[str]) -> tuple[Asset, ...]:
        """The pictures that come with the message, each once; none of the items whose slugs are named short."""
        of_items = (asset for one in self.entries for asset in one.related if one.item.slug not in short)
        found = (*self.logo_related, *self.introduction.related, *of_items)
        return tuple({asset.address: asset for asset in found}.values())

    @property
    def reading(self) -> int:
        """Minutes that it takes to read."""
        shared = (one.text for section in self.sections for one in section.shared)
        own = (text for one in self.entries for text in (one.text, *(snippet.text for snippet in one.snippets)))
        total = sum(len(text.split()) for text in (self.introduction.text, *shared, *own))
        return max(1, round(total / WORDS_A_MINUTE))


def plan(bulletin: Bulletin, issue: Issue, *, limited: bool = False) -> Mail:
    """The main or the limited edition of an issue, from the view that its readers have."""
    settings, logo = bulletin.settings, bulletin.theme.logo
    rows, coming = training_rows(bulletin, issue)
    introduction = _NO_WORDS if limited else _introduction(settings, issue)
    return Mail(
        issue=issue,
        limited=limited,
        subject=_subject(settings, issue, limited),
        preheader=_preheader(settings, issue, issue.preheader if introduction.text else ""),
        introduction=introduction,
        changes=() if limited else _changes(bulletin, issue),
        rows=rows,
        coming=coming,
        first=_always_whole(_section(settings, issue, rows, ("", issue.first))),
        sections=_sections(settings, issue, rows),
        further=issue.has_limited and issue.limited_note and not limited,
        logo=picture(settings, logo, settings.hosted) if logo else None,
        page="" if limited else _page(settings, issue),
        direction="rtl" if settings.language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
        logo_related=unhosted((logo,), settings.hosted),
    )


def _introduction(settings: Settings, issue: Issue) -> Introduction:
    hosted = settings.hosted and issue.circulation is Circulation.PUBLIC
    return Introduction(
        html=placed(settings, laid_out(issue.prose.email, issue.title), hosted),
        text=issue.prose.text,
        related=unhosted(issue.images, hosted),
    )


def _subject(settings: Settings, issue: Issue, limited: bool) -> str:
    """The subject in one line, with what readers must know before all else."""
    marks = ("" if issue.ready else "[Draft] ") + ("[Sample] " if settings.sample else "")
    return marks + " ".join((issue.limited_subject if limited else issue.subject).split())


def _preheader(settings: Settings, issue: Issue, said: str) -> str:
    """What mail programs show beside the subject: what is said, filled up to a useful length, cut at a word."""
    shortest, longest = PREHEADER_LENGTH
    found = ""
    for more in (said, f"{_counts(issue)}.", f"From {settings.team}.", f"{humanize.weekday(issue.day)}."):
        if len(found) < shortest:
            found = " ".join(f"{found} {more}".split())
    return found if len(found) <= longest else found[: longest - 1].rsplit(" ", 1)[0] + "…"


def _counts(issue: Issue) -> str:
    """What the issue holds: 8 items and 14 training sessions."""
    items = _live(issue)
    sessions = sum(len(item.sessions) for item in items)
    parts = (humanize.count(len(items), "item"), humanize.count(sessions, "training session") if sessions else "")
    return humanize.listed([part for part in parts if part])


def _changes(bulletin: Bulletin, issue: Issue) -> tuple[str, ...]:
    """What is different since earlier issues; only the newest mail tells it."""
    if issue.id != bulletin.mail[0].id:
        return ()
    told_before = (one for one in bulletin.changes if one.before is None or one.before.issue != issue.id)
    return tuple(sentence(change) for change in told_before)


def _sections(settings: Settings, issue: Issue, rows: tuple[Row, ...]) -> tuple[Section, ...]:
    found = (_section(settings, issue, rows, one) for one in issue.sections)
    return tuple(section for section in found if section.entries)


def _section(settings: Settings, issue: Issue, rows: tuple[Row, ...], named: tuple[str, Sequence[str]]) -> Section:
    heading, slugs = named
    items = {item.slug: item for item in _live(issue)}
    chosen = [items[slug] for slug in slugs if slug in items]
    shared = {one.slug: one for item in chosen for one in item.snippets if one.shared}
    number = next((n for n, (other, _) in enumerate(issue.sections, 1) if other == heading), 0)
    return Section(
        anchor=f"section-{number}",
        heading=heading,
        shared=tuple(boilerplate(one) for one in shared.values()),
        entries=tuple(entry(settings, item, rows) for item in chosen),
    )


def _always_whole(section: Section) -> Section:
    return section._replace(entries=tuple(one._replace(shortens_to="") for one in section.entries))


def _live(issue: Issue) -> tuple[Item, ...]:
    return tuple(item for item in issue.items if not item.retired)


def _page(settings: Settings, issue: Issue) -> str:
    """The issue's web page, which is made if something in it is public."""
    public = issue.introduction and issue.circulation is Circulation.PUBLIC
    if not settings.hosted or not (public or any(item.circulation is Circulation.PUBLIC for item in _live(issue))):
        return ""
    return addresses.absolute(settings, addresses.issue(issue.id))
