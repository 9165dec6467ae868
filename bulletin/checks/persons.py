"""The rule of mailboxes and mobile numbers that belong to one person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_EMAIL = re.compile(r"(?<![\w.+'’-])(?P<name>[a-z0-9][\w.+'’-]{0,63})@(?P<domain>[a-z0-9-]+(?:\.[a-z0-9-]+)+)")
_FIRST_LAST = re.compile(r"[a-z]{2,}[._][a-z'’-]{2,}[0-9]{0,4}")
_MOBILE = re.compile(r"(?<![\w+])(?:\+44\s?(?:\(0\)\s?)?|0)7[0-9]{3}[\s-]?[0-9]{3}[\s-]?[0-9]{3}(?![0-9])")
_TEXT_SERVICE = re.compile(r"\b(?:text|texting|sms|whatsapp|chathealth|helpline|duty|on[ -]call|line)\b")
_NEAR = 60
"""Characters in front of a mobile number that say whose it is."""
_NAME = re.compile(
    r"\b(?:[Cc]ontact|[Cc]all|[Rr]ing|[Pp]hone|[Aa]sk|[Ss]peak to|[Ss]ee|is|or|and|Dr|Mr|Mrs|Ms|Miss)\.?\s+"
    r"[A-Z][a-z]+(?:\s+[A-Z][a-z'’-]+){0,2}\b[^.!?]{0,40}$"
)
"""A person's name, as it stands behind a word that sends readers to somebody."""


@rule(
    "CON04",
    "warning",
    "This reaches one person alone.",
    "Give a team's mailbox or number, which others answer too; people leave, and addresses are collected.",
    on=TEXTS,
    wrong="Contact Jane Smith on ‸jane.smith@example.org.",
    right="Contact the team on safeguarding.team@example.org, or text our nurses on 07700 900123.",
    note="A mailbox with a first and a last name or with a private provider (`lists/private-mail.txt`), and a mobile "
    "number behind somebody's name. Who wants to be reached so says it: `ignore: CON04 because she asked for it`.",
)
def person(file: CheckedFile) -> Iterator[Finding]:
    for match in _EMAIL.finditer(file.lower):
        if file.addresses.holds(match.start()) or match[0] == file.workspace.settings.email.casefold():
            continue
        named = _FIRST_LAST.fullmatch(match["name"]) is not None
        provider = match["domain"].partition(".")[0]
        if (named or provider in file.words.private_mail) and not file.words.is_shared_mailbox(match["name"]):
            yield Finding(match.start(), "This looks like the mailbox of one person.")
    for match in _MOBILE.finditer(file.prose):
        before = file.prose_as_written[max(0, match.start() - _NEAR) : match.start()]
        if _NAME.search(before) and not _TEXT_SERVICE.search(before.lower()):
            yield Finding(match.start(), "This looks like the mobile number of one person.")
