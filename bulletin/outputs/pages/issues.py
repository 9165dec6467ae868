"""Pages of issues: home, each issue, all issues, and those of a calendar month."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ... import addresses
from ...model import Issue
from ...text import humanize
from ..sessions import lines
from .lists import coming_lines
from .page import HOME, ISSUES, Page, Section, Site, issue_title

NEXT_SESSIONS = 6
"""Sessions on the home page."""


def home(site: Site) -> Page:
    """The latest issue and the next sessions."""
    settings, issues = site.bulletin.settings, site.bulletin.issues
    latest = issues[0] if issues else None
    return Page(
        address=addresses.HOME,
        template="home",
        title=settings.name,
        about=f"News and training from {settings.team}.",
        card=site.card,
        values={
            "latest": latest,
            "sections": sections(latest) if latest else (),
            "lines": coming_lines(site)[:NEXT_SESSIONS],
            "body": latest.prose.page if latest else "",
        },
    )


def issue(site: Site, one: Issue) -> Page:
    """One issue: its introduction, its sessions, and its items by section."""
    issues = site.bulletin.issues
    place = [each.id for each in issues].index(one.id)
    title = issue_title(one)
    return Page(
        address=addresses.issue(one.id),
        template="issue",
        title=f"{title} ({one.id})" if site.titles[title] > 1 else title,
        about=one.preheader or f"The issue of {humanize.day(one.day)}.",
        card=site.cards[one.id],
        trail=(HOME, ISSUES),
        values={
            "issue": one,
            "sections": sections(one),
            "lines": _lines(one),
            "body": one.prose.page,
            "newer": issues[place - 1] if place else None,
            "older": issues[place + 1] if place + 1 < len(issues) else None,
        },
    )


def archive(site: Site) -> Page:
    """Every issue, newest first, by month."""
    return Page(
        address=addresses.ARCHIVE,
        template="archive",
        title=f"All issues - {site.name}",
        about=f"Every issue of {site.name}, newest first.",
        card=site.card,
        trail=(HOME,),
        values={"months": tuple(_months(site)), "topics": site.topics},
    )


def month_pages(site: Site) -> Iterator[Page]:
    """The issues of each calendar month, with their items."""
    months = tuple(_months(site))
    for place, (month, address, issues) in enumerate(months):
        yield Page(
            address=address,
            template="month",
            title=f"{month} - {site.name}",
            about=f"What {site.name} said in {month}.",
            card=site.cards[issues[0].id],
            trail=(HOME, ISSUES),
            values={
                "month": month,
                "issues": tuple((one, sections(one)) for one in issues),
                "newer": months[place - 1] if place else None,
                "older": months[place + 1] if place + 1 < len(months) else None,
            },
        )


def sections(one: Issue) -> tuple[Section, ...]:
    """The items of an issue under their headings, without those of which only a page is left."""
    by_slug = {item.slug: item for item in one.items if not item.retired}
    rows = (("", one.first), *one.sections)
    found = (
        Section(heading=heading, items=tuple(by_slug[slug] for slug in slugs if slug in by_slug))
        for heading, slugs in rows
    )
    return tuple(section for section in found if section.items)


def _lines(one: Issue) -> tuple[object, ...]:
    found = [line for item in one.items if not item.retired for line in lines(item, one.day)]
    return tuple(sorted(found, key=lambda line: (line.session.start, line.item.slug, line.session.key)))


def _months(site: Site) -> Iterator[tuple[str, str, tuple[Issue, ...]]]:
    """Each calendar month that has an issue: its name, its address, its issues."""
    for address, found in groupby(site.bulletin.issues, addresses.month):
        issues = tuple(found)
        yield humanize.month((issues[0].day.year, issues[0].day.month)), address, issues
