"""What was published and recorded, as pure values: whose session this is, its next revision, what changed.

    text ──parse──► Ledger ──revision, first_published, changes, vanished──► values for load
                      │
                    record ──dump──► text

Nothing here writes the file, content/ledger.json.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import late

if TYPE_CHECKING:
    from .changing import changes, last_told
    from .corrections import next_correction
    from .document import dump, parse, values
    from .entries import (
        EMPTY,
        DeliveryEntry,
        IssueEntry,
        ItemEntry,
        Ledger,
        SessionEntry,
        ToldEntry,
        session_key,
        session_ref,
    )
    from .hashes import SessionHashes, content_hash, item_hash, session_hashes, time_hash
    from .recording import Named, item_entry, record, session_entry
    from .revisions import first_published, modified, revision
    from .vanishing import changed_id, vanished, vanished_addresses

_HOMES = {
    "changing": ("changes", "last_told"),
    "corrections": ("next_correction",),
    "document": ("dump", "parse", "values"),
    "entries": (
        "EMPTY",
        "DeliveryEntry",
        "IssueEntry",
        "ItemEntry",
        "Ledger",
        "SessionEntry",
        "ToldEntry",
        "session_key",
        "session_ref",
    ),
    "hashes": ("SessionHashes", "content_hash", "item_hash", "session_hashes", "time_hash"),
    "recording": ("Named", "item_entry", "record", "session_entry"),
    "revisions": ("first_published", "modified", "revision"),
    "vanishing": ("changed_id", "vanished", "vanished_addresses"),
}

__all__ = [
    "EMPTY",
    "DeliveryEntry",
    "IssueEntry",
    "ItemEntry",
    "Ledger",
    "Named",
    "SessionEntry",
    "SessionHashes",
    "ToldEntry",
    "changed_id",
    "changes",
    "content_hash",
    "dump",
    "first_published",
    "item_entry",
    "item_hash",
    "last_told",
    "modified",
    "next_correction",
    "parse",
    "record",
    "revision",
    "session_entry",
    "session_hashes",
    "session_key",
    "session_ref",
    "time_hash",
    "values",
    "vanished",
    "vanished_addresses",
]

# A bulletin that published nothing needs few of them.
__getattr__ = late.names(__name__, _HOMES)
