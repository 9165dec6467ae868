"""Who gets an issue: one address for each list, or a few, each of which gets a message of its own."""

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
    """The addresses of an input, parted by commas or lines; raises PublishError, which repeats none of them."""
    found = [one for one in re.split(r"[,\s]+", text) if one]
    if found == [NOBODY] and name == _INPUTS[LIMITED]:
        return (NOBODY,)
    for number, one in enumerate(found, 1):
        if not _ADDRESS.fullmatch(one):
            raise PublishError(f"Address {number} of `{name}` is not an email address like list@example.org.")
    if len(found) > MOST:
        said = f"`{name}` has {len(found)} addresses; {MOST} is the limit."
        raise PublishError(f"{said} Send one message to a list manager, which sends it on: see docs/sending.md.")
    return tuple(dict.fromkeys(found))


def recipients(publication: Publication, to: Mapping[str, tuple[str, ...]]) -> tuple[Recipient, ...]:
    """Everybody who gets a message; raises PublishError if an edition has nobody, or one address gets both."""
    for message in publication.messages:
        if not to.get(message.list):
            raise PublishError(_nobody(publication, message))
    main, limited = ({one.casefold() for one in to.get(list_, ())} for list_ in (MAIN, LIMITED))
    if main & limited:
        raise PublishError("`to` and `to-limited` share an address. The limited edition must not go to everybody.")
    return tuple(
        one
        for message in publication.messages
        if to[message.list] != (NOBODY,)
        for one in _of(message, to[message.list])
    )


def _of(message: Message, to: tuple[str, ...]) -> tuple[Recipient, ...]:
    """The ledger holds no address: where a list has several, a short hash tells them apart."""
    if len(to) == 1:
        return (Recipient(message.list, message.list, to[0]),)
    return tuple(Recipient(f"{message.list}-{_short(message, address)}", message.list, address) for address in to)


def _short(message: Message, address: str) -> str:
    return hashlib.sha256(f"{message.message_id}\0{address}".encode()).hexdigest()[:8]


def _nobody(publication: Publication, message: Message) -> str:
    name = _INPUTS[message.list]
    said = f"{publication.id} has a {message.list} edition, and `{name}` names nobody."
    if message.list == LIMITED:
        return f"{said} Write who gets it, or `{name}: {NOBODY}` if somebody sends it from a mail program."
    return f"{said} Write the address of the list."
