"""Unpack the parts of an Office file, up to limits (APPNOTE 4.3)."""

from __future__ import annotations

import io
import zipfile
import zlib

from .blocks import Unreadable

MOST_PARTS = 2_000
LARGEST_UNPACKED = 200_000_000
"""The most bytes of all XML parts together."""
LARGEST_PART = 50_000_000
"""The most bytes of one XML part."""
LARGEST_PICTURES = 20_000_000
"""The most bytes of all pictures together; pictures beyond it are read as b""."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif")
_BLOCK = 1 << 20

_BOMB = "It unfolds to more than a document has."
_ASK = "Ask who sent it for another."


def read_parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by their names; raises Unreadable.

    Parts that are neither XML nor pictures are b"", since nothing reads them.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS:
                raise Unreadable(f"It has more than {MOST_PARTS:,} parts.", _ASK)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Unreadable("It is locked with a password.", "Save it without one.")
            return _unpack(archive, entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise Unreadable("It is damaged, or no Word file.", "Open it in Word and save it as .docx.") from error


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    left, left_of_pictures = LARGEST_UNPACKED, LARGEST_PICTURES
    parts: dict[str, bytes] = {}
    for entry in entries:
        name = entry.filename.lower()
        if name.endswith(_PICTURES):
            parts[entry.filename] = _unpack_picture(archive, entry, left_of_pictures)
            left_of_pictures -= len(parts[entry.filename])
            continue
        if not name.endswith((".xml", ".rels")):
            parts[entry.filename] = b""
            continue
        part = bytearray()
        with archive.open(entry) as file:
            while block := file.read(_BLOCK):
                part += block
                if len(part) > min(left, LARGEST_PART):
                    raise Unreadable(_BOMB, _ASK)
        left -= len(part)
        parts[entry.filename] = bytes(part)
    return parts


def _unpack_picture(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Return the bytes of a picture; b"" if it is damaged or has more than `most` bytes."""
    try:
        with archive.open(entry) as file:
            data = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError):
        return b""
    return data if len(data) <= most else b""
