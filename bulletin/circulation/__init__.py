"""Who may see what: the view of each audience, and the search of built files that proves it."""
