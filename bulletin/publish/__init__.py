"""Publishing: from a built issue to its mail, once; the ledger is the claim.

    build ──► Publication ──► claim ─► sending ─► accepted ─► sent ──► release
              (one folder)    └──── each a compare-and-swap of the ledger ────┘

Pure: publication, due, marks, parcel. Effects at the edge: store, github, smtp, live, release;
`once` is the one that puts them in order.
"""
