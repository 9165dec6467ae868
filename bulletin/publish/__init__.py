"""Publishing: record what is shown in the ledger, and send an issue once.

    checked build ──► Publication ──► claim ─► sending ─► accepted ─► sent ──► release
                      (one folder)    └──── each a compare-and-swap of the ledger ────┘

publication, from_build, due, recipients and claims are pure functions. recording, store, clone, github_api,
smtp and release read and write outside; `deliver` and `sequence` call them in order. Only a checked build
is recorded.
"""
