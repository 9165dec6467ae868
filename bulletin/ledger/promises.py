"""List the addresses that a site must keep once they are published, without rendering anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from .. import addresses
from ..errors import Problem
from ..model import Asset, Bulletin, home_items, live_items
from ..text.slugs import slug
from .vanishing import vanished_addresses

_UNPROMISED = re.compile(
    rf"{re.escape(addresses.NOT_FOUND)}|{re.escape(addresses.ROBOTS)}|sitemap(?:-[0-9]+)?\.xml|assets/.*"
    rf"|{addresses.TOPICS}[^/]+/[0-9]{{4}}/(?:index\.html)?"
)
"""What is made for the site of the day, and may vanish: scripts, styles, and lists of what stands elsewhere."""

_ALWAYS = (
    addresses.HOME,
    addresses.ARCHIVE,
    addresses.COMING,
    addresses.SUBSCRIBE,
    addresses.ACCESSIBILITY,
    addresses.CARD,
    addresses.CALENDAR,
    addresses.FEED,
    addresses.ISSUES_FEED,
    addresses.JSON_FEED,
)


def is_promised(address: str) -> bool:
    """Tell whether an address may not vanish once it was published."""
    return not _UNPROMISED.fullmatch(address)


def promised_addresses(view: Bulletin) -> frozenset[str]:
    """Return the addresses of the site of a public view."""
    promised = (*_ALWAYS, *_issues(view), *_items(view), *_topics(view), *(asset.address for asset in _assets(view)))
    return frozenset(filter(is_promised, promised))


def lost(bulletin: Bulletin, rendered: frozenset[str]) -> tuple[Problem, ...]:
    """Return a problem (NAM03) for each published address that is missing in the rendered ones of a whole bulletin."""
    issues = (*bulletin.issues, *bulletin.mail)
    items = {item.slug: item for issue in issues for item in issue.items}
    content = next((PurePosixPath(issue.path).parent.parent for issue in issues), PurePosixPath("content"))
    return vanished_addresses(bulletin.promised, rendered, items.values(), (content / "ledger.json").as_posix())


def _issues(view: Bulletin) -> Iterator[str]:
    for issue in view.issues:
        yield from (addresses.issue(issue.id), addresses.card(issue.id), addresses.month(issue))


def _items(view: Bulletin) -> Iterator[str]:
    yield from (addresses.item(item.slug) for item in home_items(view))
    # A retired item keeps the files of its sessions, which say that they are cancelled.
    yield from (addresses.session(item, session) for item in home_items(view) for session in item.sessions)
    for item in live_items(view):
        yield from addresses.courses(item)
        if len(item.sessions) > 1:
            yield addresses.item_calendar(item)


def _topics(view: Bulletin) -> Iterator[str]:
    used = {slug(topic) for item in home_items(view) for topic in item.topics}
    pages = [addresses.topic(topic) for topic in view.settings.topics if slug(topic) in used]
    yield from (addresses.TOPICS,) if pages else ()
    for page in pages:
        yield from (page, page + addresses.FEED, page + addresses.CALENDAR)


def _assets(view: Bulletin) -> Iterator[Asset]:
    yield from (asset for item in live_items(view) for asset in item.assets)
    yield from (image.asset for issue in view.issues for image in issue.images)
    yield from (view.theme.logo.asset,) if view.theme.logo else ()
    yield from view.theme.files
