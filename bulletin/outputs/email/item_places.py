"""Replace an email's links to items by links to their places in the email, or to their web pages."""

from __future__ import annotations

from dataclasses import replace

from ... import addresses
from ...model import Issue, Prose
from ..item_links import linked_items, place_items
from .mail_view import MailView
from .sessions import is_hosted


def with_item_links(view: MailView, issue: Issue) -> Issue:
    """Return an issue whose links to items lead to the email or the web; a link without a target becomes words."""
    texts = [issue.prose.email, *(item.prose.email for item in issue.items)]
    if not linked_items(texts):
        return issue
    settings, own = view.bulletin.settings, {item.slug: item for item in issue.items}
    here = {item.slug for item in issue.live_items}

    def with_links(prose: Prose, of: str) -> Prose:
        def place(slug: str, heading: str) -> str:
            anchor = f"#{addresses.heading(slug, heading)}" if heading else ""
            if slug == of and heading:
                return anchor
            if slug in here:
                return f"#{addresses.place_in_email(slug)}"  # Not to a heading: a shortened item has none.
            item = own.get(slug) or view.items.get(slug)
            if item and is_hosted(settings, item):
                return addresses.absolute(settings, addresses.item(slug)) + anchor
            return ""

        return replace(prose, email=place_items(prose.email, place))

    items = tuple(replace(item, prose=with_links(item.prose, item.slug)) for item in issue.items)
    return replace(issue, items=items, prose=with_links(issue.prose, addresses.introduction(issue.id)))
