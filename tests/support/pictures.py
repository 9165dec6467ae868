"""Make pictures with Pillow, and a PNG that states a size but has no pixels."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image


def picture(kind: str, size: tuple[int, int], *, noise: bool = False, **options: Any) -> bytes:
    image = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, "#005eb8")
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def with_gps(size: tuple[int, int] = (40, 20)) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (53.0, 24.0, 0.0)}
    return picture("JPEG", size, exif=exif)


def bomb(side: int) -> bytes:
    """Return a PNG whose header states a width and height, and which has no pixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
