"""Who gets an issue: one address for each list, or a few, each with a message of its own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from ..errors import PublishError
from .publication import LIMITED, MAIN, Message, Publication

NOBODY = "by-hand"
"""`to-limited: by-hand`: the limited edition is sent from a mail program."""
MOST = 50
"""More addresses than this are a list manager's work."""

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_INPUTS = {MAIN: "to", LIMITED: "to-limited"}


class Recipient(NamedTuple):
    """One message on its way: the key of its delivery in the ledger, its list, and where it goes."""

    key: str
    list: str
    address: str


def addresses(text: str, name: str) -> tuple[str, ...]:
    """Read the addresses of an input, parted by commas or lines; raise PublishError, which repeats none of them."""
    parts = [part for part in re.split(r"[,\s]+", text) if part]
    if parts == [NOBODY] and name == _INPUTS[LIMITED]:
        return (NOBODY,)
    for number, part in enumerate(parts, 1):
        if not _ADDRESS.fullmatch(part):
            raise PublishError(f"Address {number} of `{name}` is not an email address like list@example.org.")
    if len(parts) > MOST:
        sentence = f"`{name}` has {len(parts)} addresses; {MOST} is the limit."
        raise PublishError(f"{sentence} Send one message to a list manager, which sends it on: see docs/sending.md.")
    return tuple(dict.fromkeys(parts))


def recipients(publication: Publication, to: Mapping[str, tuple[str, ...]]) -> tuple[Recipient, ...]:
    """Return everybody who gets a message; raise PublishError if an edition has nobody, or an address gets both."""
    for message in publication.messages:
        if not to.get(message.list):
            raise PublishError(_nobody_sentence(publication, message))
    main, limited = ({address.casefold() for address in to.get(list_, ())} for list_ in (MAIN, LIMITED))
    if main & limited:
        raise PublishError("`to` and `to-limited` share an address. The limited edition must not go to everybody.")
    return tuple(
        recipient
        for message in publication.messages
        if to[message.list] != (NOBODY,)
        for recipient in _recipients_of(message, to[message.list])
    )


def _recipients_of(message: Message, to: tuple[str, ...]) -> tuple[Recipient, ...]:
    """Return the recipients of one edition.

    The ledger holds no address, so where a list has several, a short hash tells their keys apart.
    """
    if len(to) == 1:
        return (Recipient(message.list, message.list, to[0]),)
    return tuple(Recipient(f"{message.list}-{_short_hash(message, address)}", message.list, address) for address in to)


def _short_hash(message: Message, address: str) -> str:
    return hashlib.sha256(f"{message.message_id}\0{address}".encode()).hexdigest()[:8]


def _nobody_sentence(publication: Publication, message: Message) -> str:
    name = _INPUTS[message.list]
    sentence = f"{publication.id} has a {message.list} edition, and `{name}` names nobody."
    if message.list == LIMITED:
        return f"{sentence} Write who gets it, or `{name}: {NOBODY}` if somebody sends it from a mail program."
    return f"{sentence} Write the address of the list."
