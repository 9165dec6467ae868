"""What the email of an issue holds, as frozen values; HTML, plain text and message are made from it alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from ... import addresses, words
from ...model import Asset, Bulletin, Circulation, Issue, Item, Settings, Snippet
from .changes import sentence
from .entries import Boilerplate, Entry, boilerplate, entry
from .files import Picture, picture, placed, unhosted
from .training import Row, coming_rows, own_rows

PREHEADER = (35, 110)
"""Characters: fewer leave room for the mail's first words, more are cut off."""

WORDS_A_MINUTE = 230
"""How fast people read non-fiction."""

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items under one heading; "" for those that stand before all sections."""

    anchor: str
    heading: str
    shared: tuple[Boilerplate, ...]
    """Snippets that go with every item of a kind, printed once."""
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One edition of an issue's email."""

    issue: Issue
    stem: str
    """The name of its files without ending."""
    limited: bool
    subject: str
    preheader: str
    counts: str
    """8 items and 14 training sessions."""
    reading: int
    """Minutes."""
    introduction: Markup
    introduction_text: str
    changes: tuple[str, ...]
    rows: tuple[Row, ...]
    coming: tuple[Row, ...]
    first: Section
    sections: tuple[Section, ...]
    further: bool
    """Whether to say that some readers got more."""
    logo: Picture | None
    page: str
    """The issue's web page, "" where there is none."""
    direction: str
    """ltr or rtl."""
    related: tuple[Asset, ...]
    """Pictures that come with the message."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every item, in printing order."""
        return tuple(one for section in (self.first, *self.sections) for one in section.entries)


def plan(bulletin: Bulletin, issue: Issue, *, limited: bool = False) -> Mail:
    """The main or the limited edition of an issue, from the view that its readers have."""
    settings = bulletin.settings
    rows = own_rows(bulletin, issue)
    first, sections = _sections(settings, issue, rows)
    counts = _counts(issue, rows)
    own_words = not limited and bool(issue.introduction)
    public_words = settings.hosted and issue.circulation is Circulation.PUBLIC
    mail = Mail(
        issue=issue,
        stem="limited" if limited else "bulletin",
        limited=limited,
        subject=_marked(settings, issue, issue.limited_subject if limited else issue.subject),
        preheader=_preheader(settings, issue, (issue.preheader if own_words else "", counts)),
        counts=counts,
        reading=0,
        introduction=placed(settings, issue.prose.email, public_words) if own_words else Markup(),
        introduction_text=issue.prose.text if own_words else "",
        changes=() if limited else _changes(bulletin, issue),
        rows=rows,
        coming=coming_rows(bulletin, issue),
        first=first,
        sections=sections,
        further=issue.has_limited and issue.limited_note and not limited,
        logo=picture(settings, bulletin.theme.logo, settings.hosted) if bulletin.theme.logo else None,
        page=_page(settings, issue) if not limited else "",
        direction="rtl" if settings.language.split("-")[0].lower() in _RIGHT_TO_LEFT else "ltr",
        related=(),
    )
    return _measured(mail, bulletin, unhosted(issue.images if own_words else (), public_words))
