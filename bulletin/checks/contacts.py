"""Rules of contacts: numbers and mailboxes that reach somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..content.frontmatter import Wrong
from ..content.phones import is_uk, read_phone
from .checked_file import CheckedFile
from .rule import TEXTS, Finding, rule

_PHONE = (
    r"\b(?:call|phone|tel|telephone|ring|text|fax|helpline|mobile)\b(?:\s+(?:us|them|the\s+team))?(?:\s+(?:on|is|number|no))*[:.]?\s{0,3}"
    r"(?P<number>\+?\(?[0-9][0-9 ()]{3,18}[0-9])(?![0-9/:-]|[.,][0-9])"
)
_COUNTED = re.compile(r"[0-9]{1,6}\s+[a-z]")
_ANY_PHONE = r"0[0-9]{2,4}\s?[0-9]{3}\s?[0-9]{3,4}(?![0-9])"
_EMAIL = r"[a-z0-9._'+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,6}"
_PERSONAL = r"[a-z]{2,}\.[a-z'-]{2,}[0-9]{0,3}@nhs\.net"
_REACH = (
    r"\b(?:get\s+in\s+touch\s+with|contact|call|phone|ring|email|speak\s+to)\s+(?:the|our)\s+"
    r"(?P<who>(?:[\w&'-]+\s+){0,5}?(?:team|panel|board|unit|service|office|helpline|lead|co-?ordinator|organisers?))\b"
)
_FILLERS = frozenset({"the", "our", "and", "of", "team"})


@rule(
    "CON01",
    "error",
    "This is not a phone number that reaches anybody.",
    "Write it like 0344 255 0623.",
    on=TEXTS,
    triggers=("call", "phone", "tel", "ring", "text", "fax", "helpline", "mobile"),
    wrong="Call ‸0344 255 062 for help.",
    right="Call 0344 255 0623 or 116 123 for help.",
    note="In `phone:` and `contact:` always; in the text after a word like phone or call. Numbers are judged as "
    "those of the United Kingdom where the time zone is Europe/London.",
)
def unusable_number(file: CheckedFile) -> Iterator[Finding]:
    if not is_uk(file.workspace.settings.time_zone):
        return
    for match in re.finditer(_PHONE, file.prose):
        try:
            read_phone(match["number"].strip(), uk=True)
        except Wrong as wrong:
            if not _COUNTED.match(file.prose, match.start("number")):
                yield Finding(match.start("number"), wrong.message, wrong.hint or None)


@rule(
    "CON02",
    "error",
    "This is not the email address that was meant.",
    "Check the address.",
    on=TEXTS,
    triggers=("@",),
    wrong="Write to [us](mailto:‸taem@example.org).",
    right="Write to [us](mailto:team@example.org).",
    note="The mailbox of one person at nhs.net is a warning.",
)
def wrong_mailbox(file: CheckedFile) -> Iterator[Finding]:
    team = file.workspace.settings.email.casefold()
    for match in re.finditer(_EMAIL, file.lower):
        address = match[0].rstrip(".-'")
        name = address.split("@")[0]
        if address == team or file.addresses.holds(match.start()):
            continue
        if abs(len(address) - len(team)) <= 2 and _distance(address, team) <= 2:
            yield Finding(
                match.start(),
                f'"{address}" is not quite the team\'s mailbox.',
                f"Did you mean {file.workspace.settings.email}?",
            )
        elif re.fullmatch(_PERSONAL, address) and not file.words.is_shared_mailbox(name):
            hint = "Give a team's mailbox, which others read too."
            yield Finding(match.start(), "This looks like the mailbox of one person.", hint, "warning")


def _distance(first: str, second: str) -> int:
    """Return how many letters must change to make one text of the other (Levenshtein), at most 3."""
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        diagonal, row[0] = row[0], i
        for j, other in enumerate(second, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (letter != other))
    return min(row[-1], 3)


@rule(
    "CON03",
    "warning",
    "The text sends readers to somebody, and gives no phone or email.",
    "Add `email:` or `phone:`.",
    triggers=("contact", "get in touch", "call ", "phone ", "ring ", "email ", "speak to"),
    wrong="‸Get in touch with the CDOP team.",
    right="Contact your IT department, or contact us.",
)
def missing_contact(file: CheckedFile) -> Iterator[Finding]:
    item = file.item
    if item is None or "@" in file.source.text or any(file.value_offset(key) for key in ("email", "phone", "contact")):
        return
    if any(link.url.lower().startswith(("mailto:", "tel:")) for link in file.source.links) or re.search(
        _ANY_PHONE, file.prose
    ):
        return
    for match in re.finditer(_REACH, file.prose):
        if not _is_ours(match["who"], file.workspace.settings.team.casefold()):
            words = file.words_at(match.start(), match.end())
            yield Finding(match.start(), f'The text says "{words}" but gives no phone or email.')


def _is_ours(who: str, team: str) -> bool:
    """Return whether words mean the bulletin's own team, whose mailbox every item has."""
    parts = [word for word in re.findall(r"[a-z]+", who) if word not in _FILLERS]
    return all(word[:5] in team for word in parts)
