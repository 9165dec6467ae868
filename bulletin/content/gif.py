"""Remove comments and metadata from a GIF, keeping its frames (GIF89a specification)."""

from __future__ import annotations

from collections.abc import Iterator

_HEADER = 13
"""The length in bytes of the signature and the logical screen descriptor (GIF89a, 17 and 18)."""
_EXTENSION, _FRAME, _END = 0x21, 0x2C, 0x3B
_CONTROL, _APPLICATION = 0xF9, 0xFF
_LOOPING = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""The applications whose blocks say how often an animation repeats; other application blocks hold XMP or profiles."""


def without_comments(data: bytes) -> bytes:
    """Return a GIF with only its frames, their times and its repeat count; raises ValueError if the data are no GIF."""
    try:
        end = _HEADER + _table_size(data[10])
        return b"".join((data[:end], *_blocks(data, end), bytes((_END,))))
    except IndexError as error:
        raise ValueError("cut off") from error


def _blocks(data: bytes, start: int) -> Iterator[bytes]:
    """Yield the blocks to keep, up to the end of the picture; bytes after it are dropped."""
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
    """Return the length in bytes of a colour table; 0 if the flags say that there is none."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_data(data: bytes, start: int) -> int:
    """Return the offset after a row of data blocks and the empty block that ends it; raises ValueError without it."""
    while start < len(data) and data[start]:
        start += data[start] + 1
    if start >= len(data):
        raise ValueError("cut off")
    return start + 1
