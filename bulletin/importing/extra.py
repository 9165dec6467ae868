"""Say what to type if a library of the extra "import" is not installed."""

from __future__ import annotations

from .blocks import Unreadable

_ALL = "mammoth pdfplumber python-oxmsg"


def missing(what: str, library: str) -> Unreadable:
    """Make the error for a format whose library is not installed. what: the format in the plural, "PDF files"."""
    message = f"To read {what} Bulletin needs {library}, which is not installed."
    return Unreadable(message, f"Type: pip install {_ALL} (with pipx: pipx inject bulletin {_ALL}).")
