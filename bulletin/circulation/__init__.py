"""Who may see what: the view of each audience, and the check of built files that proves it."""
