"""Time zones from the pinned tzdata package, never from the machine's own files."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata  # type: ignore[import-untyped]

from .frontmatter import Wrong

DEFAULT = "Europe/London"

# Not importlib.resources, which would import what unpacks archives.
_PACKAGE = Path(tzdata.__file__).parent


@lru_cache(maxsize=8)
def zone(name: str) -> ZoneInfo:
    """The zone of an IANA name; raises Wrong (SET02)."""
    return ZoneInfo.from_file(BytesIO(_data(name)), key=name)


@lru_cache(maxsize=8)
def rule(name: str) -> str:
    """The zone's rule for all years to come: the POSIX TZ string that ends its file (RFC 9636 section 3.3)."""
    return _data(name).rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")


def _data(name: str) -> bytes:
    known = (_PACKAGE / "zones").read_text("utf-8").split("\n")
    if name not in known:
        shown = name if len(name) <= 60 else name[:60] + "…"
        raise Wrong("SET02", f'I do not know the time zone "{shown}".', f"Write it like {DEFAULT}.")
    return _PACKAGE.joinpath("zoneinfo", *name.split("/")).read_bytes()
