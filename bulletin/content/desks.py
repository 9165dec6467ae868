"""All that was read → the Desk: every file as it was written, and what the ledger knows of the issues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..desk import Desk, Source
from ..ledger import Ledger
from .files import Files
from .frontmatter import Document
from .issues import Head
from .items import Found
from .snippets import Boilerplate
from .sources import NOTHING, Read, source_of


class Opened(NamedTuple):
    """Everything that load has in its hands."""

    files: Files
    ledger: Ledger
    settings: Document
    snippets: Mapping[str, Boilerplate]
    heads: Sequence[Head]
    items: Sequence[Found]


def desk_of(opened: Opened) -> Desk:
    """What the editor's checks look at."""
    sent = frozenset(head.id for head in opened.heads if opened.ledger.sent(head.id))
    late = (one.item.slug for one in opened.items if one.item.issue in sent)
    return Desk(
        sources=tuple(_sources(opened)),
        sent=sent,
        late=frozenset(slug for slug in late if slug not in opened.ledger.items),
    )


def _sources(opened: Opened) -> list[Source]:
    found = [Read("settings", opened.settings, NOTHING)]
    found += [Read("snippet", one.document, one.spots) for one in opened.snippets.values()]
    found += [Read("issue", head.fields.document, head.body.spots) for head in opened.heads]
    found += [Read("item", one.document, one.spots) for one in opened.items]
    return [source_of(read) for read in found]
