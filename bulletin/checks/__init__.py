"""The editor's checks: every rule over every file, with what the settings and the items say of the rules."""

from __future__ import annotations

from .built import check_built, judged
from .discretion import discreet, lines
from .rule import GROUPS, Example, Found, Rule
from .run import check, chosen
from .table import BY_ID, RULES

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
