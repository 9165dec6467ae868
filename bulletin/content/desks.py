"""All that was read → the Desk: every file as it was written, and what the ledger knows of the issues."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..desk import Desk, Enclosed
from ..ledger import Ledger
from .files import Files
from .frontmatter import Document
from .issues import Head
from .items import Found
from .snippets import Boilerplate
from .sources import NOTHING, Read, Sources
from .wordlists import read_lists


class Opened(NamedTuple):
    """Everything that load has in its hands."""

    files: Files
    ledger: Ledger
    settings: Document
    snippets: Mapping[str, Boilerplate]
    heads: Sequence[Head]
    items: Sequence[Found]
    everything: bool
    """Whether files are opened that went out with a sent issue, too."""


def desk_of(opened: Opened) -> Desk:
    """What the editor's checks look at."""
    sent = frozenset(head.id for head in opened.heads if opened.ledger.sent(head.id))
    late = (one.item.slug for one in opened.items if one.item.issue in sent)
    return Desk(
        sources=Sources(_sources(opened)),
        sent=sent,
        late=frozenset(slug for slug in late if slug not in opened.ledger.items),
        enclosed=tuple(_enclosed(opened, sent)),
        words=read_lists(opened.files),
    )


def _sources(opened: Opened) -> Iterator[Read]:
    yield Read("settings", opened.settings, NOTHING)
    yield from (Read("snippet", one.document, one.marks) for one in opened.snippets.values())
    yield from (Read("issue", head.fields.document, head.body.marks) for head in opened.heads)
    yield from (Read("item", one.document, one.marks) for one in opened.items)


def _enclosed(opened: Opened, sent: Collection[str]) -> Iterator[Enclosed]:
    """What the files of the items hold; of those that went out only if everything is asked for."""
    attached = [one for one in opened.items if one.item.attachments]
    attached = [one for one in attached if opened.everything or one.item.issue not in sent]
    if not attached:
        return
    from .enclosures import Inside, inside  # most bulletins of one item have no files

    for one in attached:
        for asset in (attachment.asset for attachment in one.item.attachments):
            found = inside(asset.source, asset.media_type)
            if found != Inside():
                line, column = _named(one.document, asset.name)
                yield Enclosed(
                    path=opened.files.shown(asset.source),
                    line=line,
                    column=column,
                    source=one.item.path,
                    text=found.text,
                    changes=found.changes,
                    comments=found.comments,
                    located=found.located,
                    authors=found.authors,
                )


def _named(document: Document, name: str) -> tuple[int, int]:
    """Where an item names a file."""
    entry = document.entries.get("attachments")
    for written in (entry.inline, *entry.lines) if entry else ():
        at = written.text.find(name) if written else -1
        if written and at >= 0:
            return written.place(at)
    return 1, 1
