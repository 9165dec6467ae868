"""Make the entries of the feed of issues, each with a whole issue."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from ... import addresses
from ...model import Issue, Settings
from ...text import humanize, slugs
from ..issue_sections import sections, to_do_lines
from ..site import lowered
from .feed_entries import full_text, make_entries
from .feed_entry import FeedEntry, entry_html
from .feed_view import FeedView

NEWEST = 10
"""The most issues in the feed."""


class _Part(NamedTuple):
    """An item in the text of an issue's entry."""

    title: str
    url: str
    html: Markup


def issues_description(settings: Settings) -> str:
    """Return the description of the feed of issues."""
    return f"Each issue of {settings.name} whole, from {settings.team}." + (
        " This is a sample." if settings.sample else ""
    )


def issue_entries(view: FeedView) -> tuple[FeedEntry, ...]:
    """Make the entries of the newest issues, newest first; add the entries of their items to the view."""
    return tuple(_entry(view, issue) for issue in view.bulletin.issues[:NEWEST])


def _entry(view: FeedView, issue: Issue) -> FeedEntry:
    settings = view.bulletin.settings
    url = addresses.absolute(settings, addresses.issue(issue.id))
    own = [item for item in issue.items if item.issue == issue.id]
    published = min((item.first_published for item in own), default=issue.instant)
    html = _issue_body(view, issue)
    day = humanize.day(issue.day, month_first=issue.month_first)
    number = f"Issue {issue.number}: " if issue.number else ""
    return FeedEntry(
        path=issue.path,
        id=f"urn:uuid:{slugs.issue_uid(settings.id, issue.id)}",
        url=url,
        title=f"{number}{issue.title}, {issue.covers or day}",
        summary=issue.preheader or f"The issue of {day}.",
        html=html,
        published=published,
        modified=max([view.entries[item.slug].modified for item in own if item.slug in view.entries] + [published]),
        author=settings.team,
    )


def _issue_body(view: FeedView, issue: Issue) -> str:
    """Return an issue as HTML: its introduction, what readers must do, and its items under their headings."""
    groups = sections(issue)
    make_entries(view, (item for section in groups for item in section.items))
    entries = view.entries
    return entry_html(
        view.bulletin,
        "feed/issue.html",
        introduction=full_text(view, issue.prose.page, addresses.issue(issue.id)),
        to_do=to_do_lines(issue),
        sections=[
            (
                section.heading,
                [
                    _Part(entries[item.slug].title, entries[item.slug].url, Markup(lowered(entries[item.slug].html, 2)))
                    for item in section.items
                ],
            )
            for section in groups
        ],
    )
