"""Make the view of an audience: a bulletin without everything that the audience may not see."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from .. import addresses
from ..model import Bulletin, Change, Circulation, Issue, Item, Prose
from ..model.rows import KINDS

WITHDRAWN = "This is no longer here"
"""The title of the page of a withdrawn item."""

MAY_SEE: dict[Circulation, frozenset[Circulation]] = {
    Circulation.PUBLIC: frozenset({Circulation.PUBLIC}),
    Circulation.STAFF: frozenset({Circulation.PUBLIC, Circulation.STAFF}),
    Circulation.LIMITED: frozenset({Circulation.LIMITED}),
}
"""The levels in each audience's outputs; the limited edition has only limited items."""


def is_seen(item: Item, audience: Circulation) -> bool:
    """Tell whether an audience's outputs have an item; items on hold are in none, retired ones only on the web."""
    if item.held or (item.retired and audience is not Circulation.PUBLIC):
        return False
    return item.circulation in MAY_SEE[audience]


def is_told(item: Item, audience: Circulation) -> bool:
    """Tell whether an audience may read of changes to an item, also if the item is retired."""
    return not item.held and item.circulation in MAY_SEE[audience]


def seen_by(bulletin: Bulletin, audience: Circulation) -> Bulletin:
    """Return a bulletin without everything that an audience may not see."""
    issues = tuple(_visible_issue(issue, audience) for issue in bulletin.issues)
    mail = tuple(_visible_issue(issue, audience) for issue in bulletin.mail)
    if audience is Circulation.PUBLIC:
        issues = tuple(
            _with_withdrawn(cut, issue, bulletin.promised) for cut, issue in zip(issues, bulletin.issues, strict=True)
        )
        issues = tuple(issue for issue in issues if issue.items or issue.introduction or _is_promised(issue, bulletin))
        mail = ()
    if audience is Circulation.LIMITED:
        issues, mail = (tuple(issue for issue in several if issue.items) for several in (issues, mail))
    visible = {item.slug for issue in (*issues, *mail) for item in issue.items}
    return replace(
        bulletin,
        issues=tuple(_without_lost_targets(issue, visible) for issue in issues),
        mail=mail,
        changes=_visible_changes(bulletin.changes, audience, visible),
        unrecorded=_visible_changes(bulletin.unrecorded, audience, visible),
    )


def _visible_changes(
    changes: Collection[Change], audience: Circulation, visible: Collection[str]
) -> tuple[Change, ...]:
    reported = (change for change in changes if is_told(change.item, audience))
    return tuple(replace(change, item=_without_lost_target(change.item, visible)) for change in reported)


def public_cut(bulletin: Bulletin) -> Bulletin:
    """Return a bulletin and its email without everything that is not public, for a preview that everybody can read."""
    mail = tuple(_visible_issue(issue, Circulation.PUBLIC) for issue in bulletin.mail)
    view = seen_by(bulletin, Circulation.PUBLIC)
    visible = {item.slug for issue in (*view.issues, *mail) for item in issue.items}
    return replace(view, mail=tuple(_without_lost_targets(issue, visible) for issue in mail))


def _visible_issue(issue: Issue, audience: Circulation) -> Issue:
    """Return an issue without the items and texts that an audience may not see."""
    items = tuple(item for item in issue.items if is_seen(item, audience))
    slugs = {item.slug for item in items}
    sections = ((heading, _visible_names(names, slugs)) for heading, names in issue.sections)
    cut = replace(
        issue,
        items=items,
        sections=tuple((heading, names) for heading, names in sections if names),
        first=_visible_names(issue.first, slugs),
        has_limited=issue.has_limited and audience is not Circulation.PUBLIC,
        limited_note=issue.limited_note and audience is Circulation.STAFF,
        limited_subject=issue.limited_subject if audience is Circulation.LIMITED else "",
    )
    if issue.circulation in MAY_SEE[audience]:
        return cut
    return replace(cut, introduction="", prose=Prose(), preheader="", images=())


def _with_withdrawn(cut: Issue, issue: Issue, promised: Collection[str]) -> Issue:
    """Add to an issue's public view the withdrawn items: their pages were published, and nobody may see them now."""
    own = (item for item in issue.items if item.issue == issue.id and addresses.item(item.slug) in promised)
    withdrawn = tuple(_withdrawn_item(item, promised) for item in own if not is_seen(item, Circulation.PUBLIC))
    return replace(cut, items=(*cut.items, *withdrawn)) if withdrawn else cut


def _is_promised(issue: Issue, bulletin: Bulletin) -> bool:
    return addresses.issue(issue.id) in bulletin.promised


def _withdrawn_item(item: Item, promised: Collection[str]) -> Item:
    """Return a withdrawn item: with its address, and without any of its words.

    It keeps its topics that have a published page, so that these pages stay.
    """
    return Item(
        title=WITHDRAWN,
        kind=KINDS[-1],
        slug=item.slug,
        uid=item.uid,
        issue=item.issue,
        path="",
        body="",
        body_line=1,
        prose=Prose(),
        summary="",
        topics=tuple(topic for topic in item.topics if addresses.topic(topic) in promised),
        circulation=Circulation.PUBLIC,
        held="",
        withdrawn=True,
        show_until=None,
        contacts=(),
        links=(),
        attachments=(),
        snippets=(),
        image=None,
        body_images=(),
        corrections=(),
        moved_to="",
        ignored=(),
        sessions=(),
        joining="",
        details=(),
        first_published=item.first_published,
        modified=item.first_published,
    )


def _visible_names(names: Collection[str], slugs: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in slugs)


def _without_lost_targets(issue: Issue, visible: Collection[str]) -> Issue:
    """Return an issue in which no moved item names an item that the audience does not see."""
    if all(item.moved_to in visible for item in issue.items if item.moved_to):
        return issue
    return replace(issue, items=tuple(_without_lost_target(item, visible) for item in issue.items))


def _without_lost_target(item: Item, visible: Collection[str]) -> Item:
    if not item.moved_to or item.moved_to in visible:
        return item
    return replace(item, moved_to="", gone="It is no longer here.")
