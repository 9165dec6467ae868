"""Point an email's links to items at their places in it, else at their web pages."""

from __future__ import annotations

from dataclasses import replace

from ... import addresses
from ...model import Bulletin, Issue, Prose
from ..item_links import linked_items, place_items
from .sessions import is_hosted


def with_item_links(bulletin: Bulletin, issue: Issue) -> Issue:
    """Return an issue whose texts lead to items where its readers find them; of other links the words stay."""
    texts = [issue.prose.email, *(item.prose.email for item in issue.items)]
    if not linked_items(texts):
        return issue
    by_slug = {item.slug: item for each in (*bulletin.issues, issue) for item in each.items}
    here = {item.slug for item in issue.items if not item.retired}

    def placed(prose: Prose, own: str) -> Prose:
        def place(slug: str, heading: str) -> str:
            anchor = f"#{addresses.heading(slug, heading)}" if heading else ""
            if slug == own and heading:
                return anchor
            if slug in here:
                return f"#{addresses.place_in_email(slug)}"  # Its headings are not there when it turns short.
            if slug in by_slug and is_hosted(bulletin.settings, by_slug[slug]):
                return addresses.absolute(bulletin.settings, addresses.item(slug)) + anchor
            return ""

        return replace(prose, email=place_items(prose.email, place))

    items = tuple(replace(item, prose=placed(item.prose, item.slug)) for item in issue.items)
    return replace(issue, items=items, prose=placed(issue.prose, addresses.introduction(issue.id)))
