"""Publishing: what is shown is recorded in the ledger, and an issue goes out once.

    build ──► Publication ──► claim ─► sending ─► accepted ─► sent ──► release
              (one folder)    └──── each a compare-and-swap of the ledger ────┘

Pure: publication, edition, due, lists, marks, parcel. Effects at the edge: recording, store, github,
smtp, live, release; `once` and `sequence` put them in order.
"""
