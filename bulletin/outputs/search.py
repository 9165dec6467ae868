"""Make search.json, which the search of the archive looks through, newest first; its script is a template."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .. import addresses
from ..model import Bulletin, Circulation, File, Item, live_items
from ..text import humanize
from . import facts
from .facts import title
from .replacements import Counterpart, replacements
from .session_text import day_in_words

OUTPUT = "search"


def render(bulletin: Bulletin) -> Iterator[File]:
    """Yield the index of every public item."""
    issues = {issue.id: issue for issue in bulletin.issues}
    newer = replacements(bulletin).newer
    rows = [
        {
            "address": addresses.item(item.slug),
            "title": title(item),
            "summary": _summary(item, newer.get(item.slug)),
            "issue": humanize.day(issues[item.issue].day, month_first=issues[item.issue].month_first),
            "text": " ".join(_texts(item)),
        }
        for item in live_items(bulletin)
    ]
    # One item a line: a change of one item is a change of one line.
    data = "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"
    path = addresses.site(addresses.SEARCH_INDEX)
    yield File(path=path, data=data.encode("utf-8"), output=OUTPUT, circulation=Circulation.PUBLIC)


def _summary(item: Item, newer: Counterpart | None) -> str:
    """Return what stands below a title that was found: of an item that was replaced first by which."""
    return f"Replaced by {newer.words}. {item.summary}".strip() if newer else item.summary


def _texts(item: Item) -> Iterator[str]:
    """Yield what an item can be found by besides its title and summary."""
    yield from item.topics
    for _, text in (*facts.origin(item), *item.details, *facts.attending(item)):
        yield text
    sessions = ((session.label, day_in_words(session, session.start), session.place) for session in item.sessions)
    yield from (text for text in dict.fromkeys(text for texts in sessions for text in texts) if text)
    yield " ".join(item.prose.text.split())
