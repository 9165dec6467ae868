"""The editor's checks: every rule over every file, with what the settings and the items say of the rules."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from .discretion import discreet, lines
from .rule import GROUPS, Example, Found, Rule
from .run import check, chosen
from .table import BY_ID, RULES

if TYPE_CHECKING:
    from .built import check_built, judged

__all__ = [
    "BY_ID",
    "GROUPS",
    "RULES",
    "Example",
    "Found",
    "Rule",
    "check",
    "check_built",
    "chosen",
    "discreet",
    "judged",
    "lines",
]


def __getattr__(name: str) -> Any:
    """The rules on built files, imported when something is built."""
    if name not in ("check_built", "judged"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.built"), name)
