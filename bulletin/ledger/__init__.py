"""What was published and recorded, as pure values: whose session this is, its next revision, what changed.

    text ──parse──► Ledger ──revision, first_published, changes, vanished──► values for load
                      │
                    record ──dump──► text

Nothing here writes the file, content/ledger.json.
"""
