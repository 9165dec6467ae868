"""The one table of rules, from which checking, settings and documentation are made."""

from __future__ import annotations

from collections.abc import Mapping

from . import circulation, contacts, dates, links, privacy, reading, structure
from .rule import Rule

RULES: tuple[Rule, ...] = (
    *privacy.RULES,
    *circulation.RULES,
    *dates.RULES,
    *links.RULES,
    *contacts.RULES,
    *structure.RULES,
    *reading.RULES,
)

BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
