"""Say what to write in place of a link's address, and whether `bulletin fix` does so by itself."""

from __future__ import annotations

from ..content.source import Hyperlink
from ..text.private import hidden
from ..text.urls import reads_back
from .checked_file import CheckedFile


def replacement_hint(file: CheckedFile, link: Hyperlink, address: str, doubt: str = "") -> str:
    """Return the hint to write an address in place of a link's.

    doubt: what stands behind the address, like ", if that is right".
    """
    # An address with private data is not printed, and is not to be typed from here.
    printable = address if hidden(address) == address else "the real address"
    return f"Write {printable} instead{doubt}{_by_fix(file, link, address)}."


def _by_fix(file: CheckedFile, link: Hyperlink, address: str) -> str:
    is_as_typed = file.source.text[link.at : link.at + len(link.url)] == link.url
    return "; `bulletin fix` does it" if is_as_typed and reads_back(link.kind, address) else ""
