"""Folders → Bulletin, or all that is wrong with them."""
