"""Publishing: record what is shown in the ledger, and send an issue once.

    checked build ──► Publication ──► claim ─► sending ─► accepted ─► sent ──► release
                      (one folder)    └──── each a compare-and-swap of the ledger ────┘

Pure: publication, from_build, due, recipients, claims. Effects: recording, store, clone, github_api,
smtp and release; `deliver` and `sequence` put them in order. What has not been checked is not recorded.
"""
