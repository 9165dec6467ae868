"""search.json: what the search of the archive looks through, newest first; the script that reads it is a template."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .. import addresses
from ..model import Bulletin, Circulation, File, Item, live_items
from ..text import humanize
from . import facts
from .facts import title

OUTPUT = "search"

_written = json.JSONEncoder(ensure_ascii=False).encode


def render(bulletin: Bulletin) -> Iterator[File]:
    """The index of every public item."""
    issues = {issue.id: issue for issue in bulletin.issues}
    found = [
        {
            "address": addresses.item(item.slug),
            "title": title(item),
            "summary": item.summary,
            "issue": humanize.day(issues[item.issue].day),
            "text": " ".join(_texts(item)),
        }
        for item in live_items(bulletin)
    ]
    # One item a line: a change of one item is a change of one line.
    data = "[\n" + ",\n".join(map(_written, found)) + "\n]\n"
    path = addresses.site(addresses.SEARCH_INDEX)
    yield File(path=path, data=data.encode("utf-8"), output=OUTPUT, circulation=Circulation.PUBLIC)


def _texts(item: Item) -> Iterator[str]:
    """What an item can be found by besides its title and summary."""
    yield from item.topics
    for _, said in (*facts.origin(item), *item.details, *facts.attending(item)):
        yield said
    said_once = dict.fromkeys(text for one in item.sessions for text in (one.label, humanize.day(one.start), one.place))
    yield from (text for text in said_once if text)
    yield " ".join(item.prose.text.split())
