"""Make the pages of issues: home, each issue, all issues, and each calendar month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ... import addresses
from ...model import Issue
from ...text import humanize
from ..issue_sections import sections, to_do_lines
from ..sessions import Line, issue_lines
from .lists import coming_lines
from .page import HOME, ISSUES, Common, Site, WebPage, issue_title
from .whole_items import WholeSection, whole_sections

NEXT_SESSIONS = 6
"""The most sessions on the home page."""
NEWEST_MONTHS = 24
"""The number of months whose issues the page of all issues lists; for earlier months it has links."""


def home(site: Site) -> WebPage:
    """Make the home page, with the latest issue and the next sessions."""
    settings, issues = site.bulletin.settings, site.bulletin.issues
    latest = issues[0] if issues else None
    return WebPage(
        address=addresses.HOME,
        template="home",
        title=settings.name,
        about=f"{site.words.news} from {settings.team}.",
        card=site.card,
        values={
            "latest": latest,
            "sections": sections(latest) if latest else (),
            "lines": tuple(line for line in coming_lines(site) if not line.session.deadline)[:NEXT_SESSIONS],
            "body": latest.prose.page if latest else "",
        },
    )


def issue_page(common: Common, issue: Issue) -> WebPage:
    """Make the page of an issue: its introduction, its sessions, and the whole text of its items by section."""
    whole = tuple(whole_sections(common, sections(issue)))
    title = issue_title(issue)
    return WebPage(
        address=addresses.issue(issue.id),
        template="issue",
        title=f"{title} ({issue.id})" if title in common.titles else title,
        about=issue.preheader or f"The issue of {humanize.day(issue.day, month_first=issue.month_first)}.",
        card=common.issue_card(issue),
        trail=(HOME, ISSUES),
        holds=frozenset(entry.item.slug for section in whole for entry in section.entries),
        values={
            "issue": issue,
            "whole": whole,
            "dates_at": _dates_at(whole, issue),
            "contents": sum(len(section.entries) for section in whole) > 1,
            "lines": _lines(issue),
            "to_do": to_do_lines(issue),
            "body": issue.prose.page,
            "newer": common.newer,
            "older": common.older,
        },
    )


def _dates_at(whole: Sequence[WholeSection], issue: Issue) -> int:
    """Return the number of sections before the list of an issue's dates."""
    headings = [section.heading for section in whole]
    if issue.dates_before in headings and issue.dates_before:
        return headings.index(issue.dates_before)
    return 0 if "" not in headings else 1


def archive(site: Site) -> WebPage:
    """Make the page of all issues: those of the newest months, and links to earlier months by year."""
    months = tuple(_months(site))
    years = groupby(months[NEWEST_MONTHS:], lambda month: month.issues[0].day.year)
    return WebPage(
        address=addresses.ARCHIVE,
        template="archive",
        title=f"All issues - {site.name}",
        about=f"Every issue of {site.name}, newest first.",
        card=site.card,
        trail=(HOME,),
        values={
            "months": months[:NEWEST_MONTHS],
            "years": tuple((year, tuple(group)) for year, group in years),
            "topics": site.topics,
        },
    )


def month_pages(site: Site) -> Iterator[WebPage]:
    """Make a page for each calendar month, with its issues and their items."""
    months = tuple(_months(site))
    for place, (month, address, issues) in enumerate(months):
        yield WebPage(
            address=address,
            template="month",
            title=f"{month} - {site.name}",
            about=f"What {site.name} said in {month}.",
            card=site.common.issue_card(issues[0]),
            trail=(HOME, ISSUES),
            values={
                "month": month,
                "issues": tuple((issue, sections(issue)) for issue in issues),
                "newer": months[place - 1] if place else None,
                "older": months[place + 1] if place + 1 < len(months) else None,
            },
        )


def _lines(issue: Issue) -> tuple[Line, ...]:
    return tuple(sorted(issue_lines(issue), key=lambda line: (line.session.start, line.item.slug, line.session.key)))


class _MonthOfIssues(NamedTuple):
    """A calendar month with its issues."""

    name: str
    """The month in words: February 2022."""
    address: str
    issues: tuple[Issue, ...]


def _months(site: Site) -> Iterator[_MonthOfIssues]:
    """Yield the calendar months with issues, newest first."""
    for address, group in groupby(site.bulletin.issues, addresses.month):
        issues = tuple(group)
        yield _MonthOfIssues(humanize.month((issues[0].day.year, issues[0].day.month)), address, issues)
