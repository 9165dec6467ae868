"""Publish an issue at most once: claim → sending → accepted, list by list → sent.

A run may stop at any line. What it leaves in the ledger says what the next one may do: an absent
or refused delivery goes out, an accepted one never again, and one that is `sending` is in doubt,
about which only somebody who looks can decide.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from ..errors import PublishError
from ..ledger.entries import DeliveryEntry, IssueEntry
from . import claims, lists, smtp
from .claims import Claim, Lost
from .due import BY_HAND
from .lists import Recipient
from .publication import Message, Publication
from .store import Store, ledger_of, update


class World(NamedTuple):
    """Everything outside that publishing touches, but the mail server."""

    store: Store
    clock: Callable[[], datetime]
    """UTC."""
    pause: Callable[[float], None]
    say: Callable[[str], None]


class Request(NamedTuple):
    """What is asked for."""

    publication: Publication
    attempt: str
    """Random: no two attempts share it."""
    server: smtp.Server | None
    """None: somebody sends it by hand."""
    to: Mapping[str, tuple[str, ...]]
    """Addresses by list."""
    resume: str = ""
    """sent or again: what to think of a delivery in doubt."""
    asked: bool = False
    """Whether somebody named the issue: then it goes out although it is recorded."""
    dry: bool = False


class Outcome(NamedTuple):
    """What became of it."""

    state: str
    """sent, already, recorded, by hand, waiting, lost or dry."""
    said: str


_SAID = {
    "sent": "{id} was sent.",
    "already": "{id} had been sent before, so nothing was sent now.",
    "recorded": "{id} is recorded as published, so it is not sent. To send it all the same, name it.",
    "by hand": '{id} waits for somebody to send it by hand. Afterwards run "Mark as sent".',
    "waiting": '{id} still waits for somebody to send it by hand, or to say so with "Mark as sent".',
    "lost": "Another run is publishing {id} at this moment, so this one leaves it alone.",
    "dry": "{id} would be published now: {what}. Nothing was sent and nothing was written.",
}


def publish(request: Request, world: World) -> Outcome:
    """Send an issue to each of its lists, once; raises PublishError when somebody has to look.

    Raises ContentError for a damaged ledger.
    """
    publication = request.publication
    recipients = lists.recipients(publication, request.to) if request.server else ()
    found = ledger_of(world.store.read())
    seen = found.issues.get(publication.id)
    settled = _settled(seen, request)
    if settled:
        return _outcome(settled, request)
    left = claims.todo(seen, [one.key for one in recipients])
    if request.dry:
        return _outcome("dry", request, what=_plan(request, left.send))
    try:
        if left.doubtful and seen:
            seen, left = _resolve(request, world, seen, left)
        return _carry_out(request, world, seen, [one for one in recipients if one.key in left.send])
    except Lost:
        return _outcome("lost", request)


def mark_as_sent(publication: Publication, world: World) -> Outcome:
    """Record that an issue which waited was sent by hand; raises PublishError if it does not wait."""
    entry = ledger_of(world.store.read()).issues.get(publication.id)
    request = Request(publication=publication, attempt="", server=None, to={})
    if entry and entry.state == "sent":
        return _outcome("already", request)
    if not claims.is_waiting(entry):
        raise PublishError(f"{publication.id} does not wait to be sent by hand, so there is nothing to mark.")
    _mark_sent(publication, world)
    return _outcome("sent", request)


def _settled(seen: IssueEntry | None, request: Request) -> str:
    """What there is to say of an issue for which nothing is to be done."""
    if seen is None:
        return ""
    if seen.state == "sent":
        return "already"
    if claims.is_waiting(seen):
        return "waiting"
    return "recorded" if seen.state == "recorded" and not request.asked else ""


def _resolve(
    request: Request, world: World, seen: IssueEntry, left: claims.Todo
) -> tuple[IssueEntry | None, claims.Todo]:
    """Do with deliveries in doubt what somebody said who looked; raises PublishError if nobody did."""
    if not request.resume:
        raise PublishError("\n".join(_doubt(request.publication, key, seen.deliveries[key]) for key in left.doubtful))
    if request.resume == "again":
        return seen, left._replace(send=(*left.send, *left.doubtful))
    for key in left.doubtful:
        found = DeliveryEntry(state=claims.ACCEPTED, message_id=seen.deliveries[key].message_id, at=world.clock())
        _mark(request.publication, world, seen.claim, key, found)
    entry = ledger_of(world.store.read()).issues.get(request.publication.id)
    return entry, claims.todo(entry, [*left.send, *(seen.deliveries)])


def _doubt(publication: Publication, key: str, delivery: DeliveryEntry) -> str:
    return (
        f"I do not know whether {publication.id} went to the list {key}: a run stopped while it was being handed in. "
        f"Message-ID: {delivery.message_id}. Look in that list's mailbox. If it is there, run this again with "
        "`resume: sent`; if not, with `resume: again`. Until then nothing more is sent."
    )


def _carry_out(request: Request, world: World, seen: IssueEntry | None, recipients: list[Recipient]) -> Outcome:
    publication = request.publication
    if not recipients and seen and seen.deliveries:
        _mark_sent(publication, world)
        return _outcome("sent", request)
    claim = _claim(request, world, seen)
    update(world.store, lambda ledger: claims.claimed(ledger, publication, claim), f"Claim {publication.id}")
    if not request.server:
        return _outcome("by hand", request)
    world.say(f"{publication.id} is claimed.")
    messages = {message.list: message for message in publication.messages}
    refused = [said for one in recipients if (said := _send(request, world, one, messages[one.list]))]
    if refused:
        raise PublishError("\n".join([*refused, "Nobody who was refused has it. Put that right, and run this again."]))
    _mark_sent(publication, world)
    return _outcome("sent", request)


def _claim(request: Request, world: World, seen: IssueEntry | None) -> Claim:
    prefix = "" if request.server else BY_HAND
    return Claim(id=prefix + request.attempt, at=world.clock(), seen=seen)


def _send(request: Request, world: World, to: Recipient, message: Message) -> str:
    """Hand one message in, with its marks before and after; returns why it was refused, or ""."""
    assert request.server
    publication = request.publication
    delivery = DeliveryEntry(state=claims.SENDING, message_id=message.message_id, at=world.clock())
    _mark(publication, world, request.attempt, to.key, delivery)
    try:
        smtp.deliver(request.server, smtp.Envelope(message.sender, to.address), addressed(to, message))
    except smtp.Unclear as error:
        raise PublishError(f"{error} {_doubt(publication, to.key, delivery)}") from error
    except smtp.Refusal as error:
        found = DeliveryEntry(state=claims.REFUSED, message_id=message.message_id, at=world.clock())
        _mark(publication, world, request.attempt, to.key, found)
        if error.at_door:
            raise PublishError(f"{error} Who has not got {publication.id} yet gets it when this runs again.") from error
        return f"{to.key}: {error}"
    found = DeliveryEntry(state=claims.ACCEPTED, message_id=message.message_id, at=world.clock())
    try:
        _mark(publication, world, request.attempt, to.key, found)
    except Lost:
        said = f"{publication.id} went to the list {to.key}, but somebody said `resume` to another run meanwhile."
        raise PublishError(f"{said} Look whether it went out twice.") from None
    world.say(f"{publication.id} was accepted for the list {to.key}. Message-ID: {message.message_id}")
    return ""


def addressed(to: Recipient, message: Message) -> bytes:
    """The message below two lines that only a sent one has: list managers want to find themselves in To."""
    return f"To: {to.address}\r\nAuto-Submitted: auto-generated\r\n".encode("ascii") + message.data


def _mark(publication: Publication, world: World, claim: str, key: str, delivery: DeliveryEntry) -> None:
    why = f"{publication.id} to {key}: {delivery.state}"
    update(world.store, lambda ledger: claims.marked(ledger, publication.id, claim, key, delivery), why)


def _mark_sent(publication: Publication, world: World) -> None:
    at = world.clock()
    update(world.store, lambda ledger: claims.sent(ledger, publication, at), f"{publication.id} was sent")


def _plan(request: Request, keys: tuple[str, ...]) -> str:
    return f"to {', '.join(keys)}" if request.server else "by hand"


def _outcome(state: str, request: Request, **values: str) -> Outcome:
    return Outcome(state, _SAID[state].format(id=request.publication.id, **values))
