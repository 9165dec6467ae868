"""Make the email of an issue, one edition at a time: plan → HTML and plain text → messages."""
