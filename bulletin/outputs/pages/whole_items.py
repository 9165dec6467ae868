"""Collect the whole contents of an item, for its page and for the page of its issue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...model import Item, Snippet
from .. import facts
from ..facts import ContactLine, Fact, contact_line, file_line
from ..issue_sections import Section
from ..replacements import Counterpart
from ..sessions import Announcement, Course, Line, action, awaited_lines, by_month, courses, other_deadlines
from .page import Common


class WholeItem(NamedTuple):
    """An item, with everything that is printed around its text."""

    item: Item
    replaced_by: Counterpart | None
    """The newer item that replaces it."""
    replaces: Counterpart | None
    """The older item that it replaces."""
    action: Line | None
    """What readers must do by a day, from `act by`."""
    closing: tuple[Line, ...]
    """Its other deadlines."""
    groups: tuple[Course, ...]
    """Its sessions, grouped by what people book together."""
    awaited: tuple[Announcement, ...]
    body: str
    origin: tuple[Fact, ...]
    facts: tuple[Fact, ...]
    files: tuple[tuple[str, str], ...]
    """The words and the address of each attachment."""
    contacts: tuple[ContactLine, ...]
    corrections: tuple[str, ...]
    snippets: tuple[Snippet, ...]
    """The snippets that are printed with it."""
    see: tuple[Snippet, ...] = ()
    """Its snippets that are printed further up on the page."""


class WholeSection(NamedTuple):
    """The items of a section of an issue."""

    heading: str
    """The heading, "" for the items before all sections."""
    anchor: str
    entries: tuple[WholeItem, ...]
    shared: tuple[Snippet, ...]
    """The snippets of all items of a kind that are printed here; each snippet is printed once on a page."""


def whole_item(common: Common, item: Item) -> WholeItem:
    """Return the whole contents of an item on the day of the build."""
    day = common.frame.as_of
    files = (
        (file_line(common.frame.settings, attachment, hosted=True), attachment.asset) for attachment in item.attachments
    )
    return WholeItem(
        item=item,
        replaced_by=common.replacements.newer.get(item.slug),
        replaces=common.replacements.older.get(item.slug),
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


def whole_sections(common: Common, sections: Iterable[Section]) -> Iterator[WholeSection]:
    """Yield the sections of an issue with the whole contents of their items."""
    printed: set[str] = set()
    for number, section in enumerate(sections):
        every = (snippet for item in section.items for snippet in item.snippets)
        shared = {snippet.slug: snippet for snippet in every if snippet.shared and snippet.slug not in printed}
        printed |= shared.keys()
        entries = []
        for item in section.items:
            here = tuple(snippet for snippet in item.snippets if snippet.slug not in printed)
            see = tuple(snippet for snippet in item.snippets if snippet.slug in printed and not snippet.shared)
            printed |= {snippet.slug for snippet in here}
            entries.append(whole_item(common, item)._replace(snippets=here, see=see))
        yield WholeSection(
            heading=section.heading,
            anchor=f"section-{number}",
            entries=tuple(entries),
            shared=tuple(shared.values()),
        )
