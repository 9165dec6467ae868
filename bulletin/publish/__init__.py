"""Publishing: what is shown is recorded in the ledger, and an issue goes out."""
