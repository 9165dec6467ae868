"""How to reach somebody, as a label and words that may be links."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..model import Contact, Link

UNNAMED_PAGE = "Web page"


class ContactLine(NamedTuple):
    """One way or more to reach one person or team."""

    label: str
    """"" where the parts say it themselves."""
    parts: tuple[Link, ...]
    """Words and where they lead; "" for words that lead nowhere."""


def contact_line(contact: Contact) -> ContactLine:
    """A contact, with words for its links that say where they lead."""
    label = contact.label or ("Phone" if contact.phone and not contact.email else "Email" if contact.email else "")
    if contact.name and contact.email and contact.phone and not contact.label:
        label = "Contact"
    parts = tuple(_parts(contact))
    return ContactLine(label="" if parts[0].label == label else label, parts=parts)


def _parts(contact: Contact) -> Iterator[Link]:
    name = contact.name
    if contact.url and not name:
        name = contact.label or UNNAMED_PAGE
    if name:
        yield Link(label=name, url=contact.url)
    if contact.email:
        yield Link(label=contact.email, url=f"mailto:{contact.email}")
    if contact.phone:
        yield Link(label=contact.phone, url=contact.tel)
