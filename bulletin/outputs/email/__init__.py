"""The email of an issue: plan → HTML and plain text → messages, an edition at a time."""
