"""Take comments and metadata out of a GIF picture without touching its frames (GIF89a specification)."""

from __future__ import annotations

from collections.abc import Iterator

_HEADER = 13
"""Bytes of the signature and the description of the screen."""
_EXTENSION, _FRAME, _END = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPING = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""The applications whose blocks say how often a picture moves; others hold XMP, profiles and names of programs."""


def without_comments(data: bytes) -> bytes:
    """Return a GIF with its frames, their times and how often it moves; raises ValueError for what is no GIF."""
    try:
        end = _HEADER + _table_size(data[10])
        return b"".join((data[:end], *_blocks(data, end), bytes((_END,))))
    except IndexError as error:
        raise ValueError("cut off") from error


def _blocks(data: bytes, start: int) -> Iterator[bytes]:
    """Yield the blocks that are kept. What follows the end of the picture is none."""
    while start < len(data) and data[start] != _END:
        if data[start] == _EXTENSION:
            end = _end_of_data(data, start + 2)
            if data[start + 1] == _CONTROL or (
                data[start + 1] == _APPLICATION and data[start + 3 : start + 14] in _LOOPING
            ):
                yield data[start:end]
        elif data[start] == _FRAME:
            end = _end_of_data(data, start + 10 + _table_size(data[start + 9]) + 1)
            yield data[start:end]
        else:
            raise ValueError(f"an unknown block: {data[start]}")
        start = end


def _table_size(flags: int) -> int:
    """Return the bytes of a table of colours; 0 if there is none."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_data(data: bytes, start: int) -> int:
    """Return where a row of blocks of data ends, after the empty one; what is cut off ends with the file."""
    while start < len(data) and data[start]:
        start += data[start] + 1
    if start >= len(data):
        raise ValueError("cut off")
    return start + 1
