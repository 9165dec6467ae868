"""Markdown in a git repository → an email, a feed, calendar files and a web archive.

    content/            Bulletin               rendered files             build/
    templates/  ──►   frozen values   ──►    pure renderers   ──►    site/  mail/
       load()       (settings, issues,          render()              write()
       reads          items, sessions)                                 writes

The names below are the public ones; each is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import late

if TYPE_CHECKING:
    from .checks import check, check_built
    from .circulation import seen_by
    from .content.load import load
    from .errors import BulletinError, ContentError, LeakError, Problem
    from .folder import Written, changed, write
    from .ledger import Ledger, record
    from .model import (
        Asset,
        Attachment,
        Bulletin,
        Change,
        Circulation,
        Contact,
        File,
        Image,
        Issue,
        Item,
        Link,
        Prose,
        Revision,
        Session,
        Settings,
        Snippet,
        State,
        Theme,
        Told,
    )
    from .outputs import OUTPUTS, Output, render

__version__ = "0.1.0"

_HOMES = {
    "checks": ("check", "check_built"),
    "circulation": ("seen_by",),
    "content.load": ("load",),
    "errors": ("BulletinError", "ContentError", "LeakError", "Problem"),
    "folder": ("Written", "changed", "write"),
    "ledger": ("Ledger", "record"),
    "model": (
        "Asset", "Attachment", "Bulletin", "Change", "Circulation", "Contact", "File", "Image", "Issue", "Item",
        "Link", "Prose", "Revision", "Session", "Settings", "Snippet", "State", "Theme", "Told",
    ),
    "outputs": ("OUTPUTS", "Output", "render"),
}  # fmt: skip

__all__ = [  # noqa: RUF022 - in the order of dir()
    "Asset",
    "Attachment",
    "Bulletin",
    "BulletinError",
    "Change",
    "Circulation",
    "Contact",
    "ContentError",
    "File",
    "Image",
    "Issue",
    "Item",
    "LeakError",
    "Ledger",
    "Link",
    "OUTPUTS",
    "Output",
    "Problem",
    "Prose",
    "Revision",
    "Session",
    "Settings",
    "Snippet",
    "State",
    "Theme",
    "Told",
    "Written",
    "__version__",
    "changed",
    "check",
    "check_built",
    "load",
    "record",
    "render",
    "seen_by",
    "write",
]


__getattr__ = late.names(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted(__all__)
