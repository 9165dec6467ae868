"""List the editions of an issue's email and of its reminder: main, limited, and those for some readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from ...model import (
    Bulletin,
    Circulation,
    Issue,
    Item,
    ReaderEdition,
    Settings,
)


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


def edition_view(bulletin: Bulletin, edition: Edition) -> Bulletin:
    """Return a bulletin with only the items and changes of an edition."""
    return replace(
        bulletin,
        issues=tuple(edition_issue(issue, edition) for issue in bulletin.issues),
        mail=tuple(edition_issue(issue, edition) for issue in bulletin.mail),
        changes=tuple(change for change in bulletin.changes if edition.selects(change.item)),
    )


def edition_issue(issue: Issue, edition: Edition) -> Issue:
    """Return an issue with only the items of an edition."""
    return replace(issue, items=tuple(filter(edition.selects, issue.items)))
