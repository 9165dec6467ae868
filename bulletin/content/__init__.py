"""Read the content folder: the Bulletin, the source files, and every problem with its place."""
