"""What an item says in lines of their own, as pairs: ("Delivered by", "NSPCC")."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .. import words
from ..model import Item, Month

Fact = tuple[str, str]
"""A label and what it says."""


def origin(item: Item) -> tuple[Fact, ...]:
    """Where an item comes from and who it is for."""
    return _said(
        (
            ("From", item.organisation),
            ("Published", _when(item.published)),
            ("For", words.listed(item.audience)),
            ("Areas", words.listed(item.areas)),
        )
    )


def attending(item: Item) -> tuple[Fact, ...]:
    """What people must know to take part."""
    return _said(
        (
            ("Delivered by", words.listed(item.presenters)),
            ("Level", item.level),
            ("Cost", item.cost),
            ("What you need", item.requires),
        )
    )


def booking(item: Item) -> tuple[Fact, ...]:
    """How a place is got, in the editor's words."""
    return _said((("Booking", item.booking), ("Joining details", item.joining)))


def corrections(item: Item) -> tuple[str, ...]:
    """What was put right, earliest first: Corrected 3 February 2022: …"""
    return tuple(f"Corrected {words.day(day)}: {what}" for day, what in item.corrections)


def _said(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple((label, text) for label, text in facts if text)


def _when(published: date | Month | None) -> str:
    if published is None:
        return ""
    return words.day(published) if isinstance(published, date) else words.month(published)
