"""What was published, as pure values: session keys, revisions, changes, what vanished.

    text ──parse──► Ledger ──revision, first_published, changes, vanished──► values for load
                      │
                    record ──dump──► text

Nothing here writes the file, content/ledger.json.
"""
