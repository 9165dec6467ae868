"""Know what was published: the ledger's values, session keys, revisions, changes and lost entries.

    text ──parse──► Ledger ──revision, first_published, changes, vanished──► values for load
                      │
                    record ──dump──► text

All functions are pure; nothing here reads or writes the file, content/ledger.json.
"""
