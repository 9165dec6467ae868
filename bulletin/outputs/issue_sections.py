"""Put the items of an issue under their headings, for its page and its entry in the feed of issues."""

from __future__ import annotations

from typing import NamedTuple

from ..model import Issue, Item
from .sessions import Line, closing


class Section(NamedTuple):
    """A heading and the items under it; the heading is "" for the first items, which have none."""

    heading: str
    items: tuple[Item, ...]


def sections(issue: Issue) -> tuple[Section, ...]:
    """Group the items of an issue under their headings, without retired items."""
    by_slug = {item.slug: item for item in issue.live_items}
    rows = (("", issue.first), *issue.sections)
    filled = (
        Section(heading=heading, items=tuple(by_slug[slug] for slug in slugs if slug in by_slug))
        for heading, slugs in rows
    )
    return tuple(section for section in filled if section.items)


def to_do_lines(issue: Issue) -> tuple[Line, ...]:
    """Return the deadlines of an issue, earliest first; () if readers must do nothing by any of them."""
    rows = [line for item in issue.live_items for line in closing(item, issue.day)]
    asks = any(line.is_action for line in rows)
    return tuple(sorted(rows, key=lambda line: (line.session.start, line.name, line.session.key))) if asks else ()
