"""What a preview shows of a bulletin, as values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..model import Bulletin, File

CLIP = 102_400
"""Bytes of HTML after which Gmail cuts a message off."""


class Shown(NamedTuple):
    """What is shown."""

    bulletin: Bulletin
    """Already cut to what may be seen where the page goes."""
    files: Mapping[str, File]
    """By path."""
    left_out: int
    """Items that are not public, left out where everybody can read the page."""
    commit: str


class Row(NamedTuple):
    """Who gets an item."""

    title: str
    kind: str
    email: str
    site: str


class View(NamedTuple):
    """One issue on the page."""

    id: str
    subject: str
    day: str
    draft: bool
    light: str
    dark: str
    bare: str
    """Without pictures."""
    text: str
    sessions: tuple[str, ...]
    rows: tuple[Row, ...]
    held: int
    limited: int
    size: int
    percent: int
    changes: tuple[str, ...]


class Preview(NamedTuple):
    """All of it."""

    shown: Shown
    views: tuple[View, ...]
    """One for each issue whose mail was made, newest first."""
