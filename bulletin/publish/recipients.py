"""Read the addresses of each list, and make the recipients of an issue; each address gets its own message."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from itertools import combinations
from typing import NamedTuple

from ..errors import PublishError, RequestError
from ..text.slugs import slug
from .publication import LIMITED, MAIN, Message, Publication
from .terms import Terms

NOBODY = "by-hand"
"""Written instead of addresses if a person sends the edition from a mail program."""
MOST = 50
"""The most addresses that a list may have; for more, a list manager is needed."""

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")


class Recipient(NamedTuple):
    """The recipient of one message: the key of its delivery in the ledger, its list, and its address."""

    key: str
    list: str
    address: str


def addresses(text: str, list_: str, terms: Terms) -> tuple[str, ...]:
    """Read the addresses of a list, separated by commas or lines.

    Of addresses that differ only in capitals, the first is used. Raises PublishError, whose text has no address.
    """
    parts = [part for part in re.split(r"[,\s]+", text) if part]
    if parts == [NOBODY] and list_ != MAIN:
        return (NOBODY,)
    name = terms.list_name(list_)
    for number, part in enumerate(parts, 1):
        if not _ADDRESS.fullmatch(part):
            raise PublishError(f"Address {number} of {name} is not an email address like list@example.org.")
    by_mailbox = {_mailbox(part): part for part in reversed(parts)}
    unique = tuple(part for part in dict.fromkeys(parts) if by_mailbox[_mailbox(part)] == part)
    if len(unique) > MOST:
        sentence = f"{name} has {len(unique)} addresses; {MOST} is the limit."
        raise PublishError(f"{sentence} Send one message to a list manager, which sends it on: see docs/sending.md.")
    return unique


class Lists(NamedTuple):
    """The settings with the addresses of each edition, as their author wrote them."""

    main: str
    limited: str
    editions: str
    """One line for each edition for some readers, like "gps: gps@lists.example.org"."""


def lists(texts: Lists, terms: Terms) -> dict[str, tuple[str, ...]]:
    """Read the addresses of every list; raise PublishError, whose text has no address."""
    to = {MAIN: addresses(texts.main, MAIN, terms), LIMITED: addresses(texts.limited, LIMITED, terms)}
    for number, line in enumerate(filter(str.strip, re.split(r"[\n;]", texts.editions)), 1):
        name, colon, rest = line.partition(":")
        edition = slug(name)
        if not colon or not edition or edition in to:
            raise PublishError(
                f"I cannot read line {number} of {terms.to_editions}. "
                'Write the name of each edition once, like "GPs: gps@lists.example.org".'
            )
        to[edition] = addresses(rest, edition, terms)
    return to


def address(text: str) -> str:
    """Read one address; raise RequestError if it is not an email address."""
    if not _ADDRESS.fullmatch(text):
        raise RequestError(f'"{text}" is not an email address like list@example.org.')
    return text


def _mailbox(address: str) -> str:
    """Return an address in small letters, to compare mailboxes.

    A server may distinguish capitals before the "@" (RFC 5321 section 2.4), but no server in wide use does.
    """
    return address.casefold()


def recipients(publication: Publication, to: Mapping[str, tuple[str, ...]], terms: Terms) -> tuple[Recipient, ...]:
    """Return the recipients of all messages.

    Raises PublishError if an edition has no address, or if an address would get two editions.
    """
    for message in publication.messages:
        if not to.get(message.list):
            raise PublishError(_nobody_sentence(publication, message, terms))
    _raise_if_shared(publication, to, terms)
    return tuple(
        recipient
        for message in publication.messages
        if to[message.list] != (NOBODY,)
        for recipient in _recipients_of(publication, message.list, to[message.list])
    )


def _raise_if_shared(publication: Publication, to: Mapping[str, tuple[str, ...]], terms: Terms) -> None:
    """Raise PublishError if a mailbox would get two editions of an issue."""
    used = [message.list for message in publication.messages]
    mailboxes = {
        list_: {_mailbox(address) for address in to.get(list_, ())} - {NOBODY} for list_ in (MAIN, LIMITED, *used)
    }
    for first, second in combinations(mailboxes, 2):
        if mailboxes[first] & mailboxes[second]:
            sentence = f"{terms.list_name(first)} and {terms.list_name(second)} share an address."
            if LIMITED in (first, second):
                raise PublishError(f"{sentence} The limited edition must not go to everybody.")
            raise PublishError(f"{sentence} It would get {publication.id} twice.")


def _recipients_of(publication: Publication, list_: str, to: tuple[str, ...]) -> tuple[Recipient, ...]:
    """Return the recipients of one edition.

    The ledger has no addresses, so if a list has several, a short hash makes their keys differ. The hash is made
    from the issue's id and the mailbox, not from the issue's text, which may be corrected between two runs.
    """
    if len(to) == 1:
        return (Recipient(list_, list_, to[0]),)
    return tuple(Recipient(f"{list_}-{_short_hash(publication, address)}", list_, address) for address in to)


def _short_hash(publication: Publication, address: str) -> str:
    text = f"{publication.bulletin}\0{publication.id}\0{_mailbox(address)}"
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _nobody_sentence(publication: Publication, message: Message, terms: Terms) -> str:
    name = terms.list_name(message.list)
    sentence = f"{publication.id} has a {message.list} edition, and {name} names nobody."
    if message.list == LIMITED:
        return f"{sentence} Write there who gets it, or `{NOBODY}` if somebody sends it from a mail program."
    if message.list != MAIN:
        return f'{sentence} Write a line "{message.list}: …" with the address of its list, or with `{NOBODY}`.'
    return f"{sentence} Write the address of the list."
