"""Check every file with every rule, and apply the severities in the settings and the `ignore` lines of items."""
