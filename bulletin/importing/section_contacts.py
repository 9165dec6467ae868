"""Find the mailbox and phone number of a section; a person's mailbox only becomes a question."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..content.frontmatter import Wrong
from ..content.phones import read_phone
from ..content.values import read_email
from ..text.mailboxes import SharedMailboxes
from ..text.wordings import rows_of
from .blocks import links
from .drafts import ImportContext
from .sections import DocumentSection

_EMAIL = re.compile(r"(?<![\w.+'’-])[A-Za-z0-9][\w.+'’-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|call|helpline|ring)\b[\s.:on]{0,6}(?P<number>(?:\+44|0)[0-9 ()-]{8,16}[0-9])"
    r"(?![0-9/:]|\.[0-9])",
    re.IGNORECASE,
)
_PERSON = re.compile(r"[a-z]{2,}[._][a-z'’-]{2,}[0-9]{0,4}")


class Contacts(NamedTuple):
    """The mailbox and phone number of a section, and questions about them."""

    email: str = ""
    phone: str = ""
    doubts: tuple[str, ...] = ()


def contacts(section: DocumentSection, context: ImportContext) -> Contacts:
    """Return the mailbox and the number of a section, each "" if it has none or several."""
    text = section.text
    behind = [
        run.url.partition(":")[2].partition("?")[0]
        for block in section.blocks
        for run in links(block)
        if run.url.startswith("mailto:")
    ]
    mailboxes = list(
        dict.fromkeys(email.rstrip(".").lower() for email in (*_EMAIL.findall(text), *behind) if _is_email(email))
    )
    shared = [mailbox for mailbox in mailboxes if not _is_personal(mailbox, context)]
    numbers = list(dict.fromkeys(" ".join(match["number"].split()) for match in _PHONE.finditer(text)))
    numbers = [number for number in numbers if _is_phone(number)]
    doubts = [
        f"{mailbox} looks like the mailbox of one person. Write a team's, if there is one."
        for mailbox in mailboxes
        if mailbox not in shared
    ]
    if len(shared) > 1:
        doubts.append(f'Which of these do readers write to: {", ".join(shared[:4])}? Write it with "email:".')
    if len(numbers) > 1:
        doubts.append(f'Which of these do readers call: {", ".join(numbers[:4])}? Write it with "phone:".')
    return Contacts(shared[0] if len(shared) == 1 else "", numbers[0] if len(numbers) == 1 else "", tuple(doubts))


def _is_personal(mailbox: str, context: ImportContext) -> bool:
    name, _, domain = mailbox.partition("@")
    private = {row[0] for row in rows_of(context.words.get("private-mail", ()))}
    words = {row[0] for row in rows_of(context.words.get("mailbox-words", ()))}
    named = _PERSON.fullmatch(name) is not None or domain.partition(".")[0] in private
    return named and not SharedMailboxes(words).holds(name)


def _is_email(text: str) -> bool:
    try:
        return bool(read_email(text.rstrip(".")))
    except Wrong:
        return False


def _is_phone(text: str) -> bool:
    try:
        return bool(read_phone(text, uk=True))
    except Wrong:
        return False
