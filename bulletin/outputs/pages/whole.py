"""Say all that an item says, for its own page and for its issue's, which holds several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...model import Item, Snippet
from .. import facts
from ..facts import ContactLine, Fact, contact_line, file_line
from ..issue_sections import Section
from ..replacements import Counterpart
from ..sessions import Announcement, Course, Line, action, awaited_lines, by_month, courses, other_deadlines
from .page import Site


class WholeItem(NamedTuple):
    """An item with everything that stands around its text."""

    item: Item
    replaced_by: Counterpart | None
    replaces: Counterpart | None
    action: Line | None
    """What readers must do by a day."""
    closing: tuple[Line, ...]
    """Its other deadlines."""
    groups: tuple[Course, ...]
    """Its sessions, by what one books together."""
    awaited: tuple[Announcement, ...]
    body: str
    origin: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    files: tuple[tuple[str, str], ...]
    """Words and addresses."""
    contacts: tuple[ContactLine, ...]
    corrections: tuple[str, ...]
    snippets: tuple[Snippet, ...]
    """Those that are printed with it."""
    see: tuple[Snippet, ...] = ()
    """Those that stand further up on the page."""


class WholeSection(NamedTuple):
    """Items under one heading; "" for those that stand first."""

    heading: str
    anchor: str
    entries: tuple[WholeItem, ...]
    shared: tuple[Snippet, ...]
    """Snippets that go with every item of a kind; like all snippets they are printed once on the page."""


def whole_item(site: Site, item: Item) -> WholeItem:
    """Say all that an item says, as things stand on the day of the build."""
    day = site.bulletin.as_of
    files = ((file_line(site.bulletin.settings, one, hosted=True), one.asset) for one in item.attachments)
    return WholeItem(
        item=item,
        replaced_by=site.replacements.newer.get(item.slug),
        replaces=site.replacements.older.get(item.slug),
        action=action(item, day),
        closing=other_deadlines(item, day),
        groups=courses(item, day),
        awaited=tuple(row for month in by_month(awaited_lines(item)).values() for row in month if not row.uid),
        body=item.prose.page,
        origin=facts.origin(item),
        facts=(*item.details, *facts.attending(item), *facts.booking(item)),
        files=tuple((file.words, asset.address) for file, asset in files),
        contacts=tuple(contact_line(contact) for contact in item.contacts),
        corrections=facts.corrections(item),
        snippets=item.snippets,
    )


def whole_sections(site: Site, sections: Iterable[Section]) -> Iterator[WholeSection]:
    """Say all that the items of an issue say, under its headings."""
    printed: set[str] = set()
    for number, section in enumerate(sections):
        every = (one for item in section.items for one in item.snippets)
        shared = {one.slug: one for one in every if one.shared and one.slug not in printed}
        printed |= shared.keys()
        entries = []
        for item in section.items:
            here = tuple(one for one in item.snippets if one.slug not in printed)
            see = tuple(one for one in item.snippets if one.slug in printed and not one.shared)
            printed |= {one.slug for one in here}
            entries.append(whole_item(site, item)._replace(snippets=here, see=see))
        yield WholeSection(
            heading=section.heading,
            anchor=f"section-{number}",
            entries=tuple(entries),
            shared=tuple(shared.values()),
        )
