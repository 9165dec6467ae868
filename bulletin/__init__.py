"""Markdown in a git repository → an email, a feed, calendar files and a web archive.

    content/            Bulletin               rendered files             build/
    templates/  ──►   frozen values   ──►    pure renderers   ──►    site/  mail/
    load() or read()  (settings, issues,          render()              write()
       reads          items, sessions)                                 writes

The names below are the public ones. Each module is imported when a name of it is first used (PEP 562),
so that `import bulletin` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .checks.built import check_built as check_built
    from .checks.run import check as check
    from .circulation.audience import seen_by as seen_by
    from .content.load import Reading as Reading
    from .content.load import load as load
    from .content.load import read as read
    from .content.source import Workspace as Workspace
    from .errors import BulletinError as BulletinError
    from .errors import ContentError as ContentError
    from .errors import LeakError as LeakError
    from .errors import OutputError as OutputError
    from .errors import Problem as Problem
    from .folder import Written as Written
    from .folder import changed as changed
    from .folder import write as write
    from .ledger.entries import Ledger as Ledger
    from .ledger.recording import record as record
    from .memory import Memory as Memory
    from .model import Asset as Asset
    from .model import Attachment as Attachment
    from .model import Bulletin as Bulletin
    from .model import Change as Change
    from .model import Circulation as Circulation
    from .model import Contact as Contact
    from .model import File as File
    from .model import Image as Image
    from .model import Issue as Issue
    from .model import Item as Item
    from .model import Link as Link
    from .model import Output as Output
    from .model import Prose as Prose
    from .model import Revision as Revision
    from .model import Session as Session
    from .model import Settings as Settings
    from .model import Snippet as Snippet
    from .model import State as State
    from .model import Theme as Theme
    from .model import Told as Told
    from .outputs import OUTPUTS as OUTPUTS
    from .outputs import render as render

__version__ = "0.1.0"

_MODULES = {
    "checks.built": "check_built",
    "checks.run": "check",
    "circulation.audience": "seen_by",
    "content.load": "Reading load read",
    "content.source": "Workspace",
    "errors": "BulletinError ContentError LeakError OutputError Problem",
    "folder": "Written changed write",
    "ledger.entries": "Ledger",
    "ledger.recording": "record",
    "memory": "Memory",
    "model": "Asset Attachment Bulletin Change Circulation Contact File Image Issue Item Link Output Prose Revision "
    "Session Settings Snippet State Theme Told",
    "outputs": "OUTPUTS render",
}
"""Module → its public names, as one text with blanks between them."""

_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = sorted([*_HOMES, "__version__"])


def __getattr__(name: str) -> Any:
    """Import a public name from its module; raises AttributeError for any other name."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
