"""What was published and recorded, as pure values: whose session this is, its next revision, what changed.

    text ──parse──► Ledger ──revision, first_published, changes, vanished──► values for load
                      │
                    record ──dump──► text

Nothing here writes the file, content/ledger.json.
"""

from __future__ import annotations

from .changes import changes, last_told
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
from .vanished import changed_id, vanished, vanished_addresses

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
