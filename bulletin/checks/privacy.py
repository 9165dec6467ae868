"""Rules of privacy: what could tell who a person is."""

from __future__ import annotations

from .rule import Rule

RULES: tuple[Rule, ...] = ()
