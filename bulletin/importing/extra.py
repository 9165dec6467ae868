"""The libraries that are installed with the extra "import", and what to type where one is missing."""

from __future__ import annotations

from .blocks import Unreadable

_ALL = "mammoth pdfplumber python-oxmsg"


def missing(what: str, library: str) -> Unreadable:
    """Return the refusal of a kind of file whose library is not installed. what: the files, in the plural."""
    message = f"To read {what} Bulletin needs {library}, which is not installed."
    return Unreadable(message, f"Type: pip install {_ALL} (with pipx: pipx inject bulletin {_ALL}).")
