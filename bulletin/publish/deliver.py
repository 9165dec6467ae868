"""Send an issue at most once: claim → sending → accepted, list by list → sent.

A run may stop at any line. The next run reads in the ledger what it may do: it sends a delivery that
is absent or refused, and never sends an accepted one again. A delivery that is `sending` is in doubt:
a person must look whether it arrived, and decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import NamedTuple

from ..errors import PublishError
from ..ledger.entries import DeliveryEntry, IssueEntry
from . import claims, recipients, transport
from .claims import Claim, ClaimLost
from .due import BY_HAND, is_reminder
from .mail_servers import Envelope, Server, ServerRefusal, Unclear
from .moments import duration_text
from .publication import LIMITED, MAIN, Message, Publication
from .recipients import Recipient
from .store import Store, ledger_of, update
from .terms import Terms


class Services(NamedTuple):
    """What publishing needs from outside, except the mail server."""

    store: Store
    clock: Callable[[], datetime]
    """Return the time in UTC."""
    pause: Callable[[float], None]
    """Wait for a number of seconds."""
    say: Callable[[str], None]
    """Print one sentence."""


class Request(NamedTuple):
    """An issue to publish, and how."""

    publication: Publication
    attempt: str
    """A random id of this attempt, which no other attempt has."""
    server: Server | None
    """The mail server; None if a person sends the issue by hand."""
    to: Mapping[str, tuple[str, ...]]
    """Addresses by list."""
    terms: Terms
    resume: str = ""
    """"sent" or "again": whether a delivery in doubt counts as arrived or is sent again; "" if nobody has said."""
    wait: float = 0
    """Seconds between the claim and the first message, in which a person can stop the run."""
    asked: bool = False
    """Whether a person named the issue: then it is sent even if the ledger has it as recorded."""
    dry: bool = False
    """Whether to say only what would be done."""


class Outcome(NamedTuple):
    """The result of a request."""

    state: str
    """A key of _SENTENCES, or "test"."""
    sentence: str
    release: str = ""
    """The address of the release, "" if none was made."""


_SENTENCES = {
    "sent": "{id} was sent.",
    "already": "{id} had been sent before, so nothing was sent now.",
    "recorded": "{id} is recorded as published, so it is not sent. To send it all the same, name it.",
    "closed": "{id} counts as sent: nobody else gets it.",
    "by hand": "{id} waits for somebody to send it by hand. Afterwards {mark}.",
    "waiting": "{id} still waits for somebody to send it by hand. Afterwards {mark}.",
    "lost": "Another run is publishing {id} at this moment, so this one leaves it alone.",
    "dry": "{id} would be published now: {plan}. Nothing was sent and nothing was written.",
    "dry mark": "{id} would be marked as sent now. Nothing was written.",
}


def publish(request: Request, services: Services) -> Outcome:
    """Send an issue to each of its lists, once.

    Raises PublishError if a person has to act, and ContentError for a damaged ledger.
    """
    publication, run = request.publication, _Run(request, services)
    recipient_list = recipients.recipients(publication, request.to, request.terms) if request.server else ()
    entry = ledger_of(services.store.read()).issues.get(publication.id)
    state = _settled_state(entry, request)
    if state:
        return _outcome(state, request)
    todo = claims.todo(entry, [recipient.key for recipient in recipient_list], request.terms)
    if request.dry:
        return _outcome("dry", request, plan=f"to {', '.join(todo.send)}" if request.server else "by hand")
    try:
        if todo.doubtful and entry:
            entry, todo = run.resume(entry, todo)
        elif request.resume == "sent" and claims.is_other_text(entry, publication):
            run.write_sent()
            return _outcome("closed", request)
        to_send = [recipient for recipient in recipient_list if recipient.key in todo.send]
        return run.carry_out(entry, to_send)
    except ClaimLost:
        return _outcome("lost", request)
    except claims.OutdatedBuild:
        sentence = f"The ledger has moved on since {publication.id} was built."
        raise PublishError(f"{sentence} {request.terms.newest}") from None
    except claims.OtherText as error:
        raise PublishError(_other_text_sentence(request, error.commit)) from None


def is_settled(request: Request, services: Services) -> bool:
    """Tell whether nothing is left to do for an issue, so that nobody has to wait for anything."""
    entry = ledger_of(services.store.read()).issues.get(request.publication.id)
    return bool(_settled_state(entry, request))


def check_markable(request: Request, services: Services) -> None:
    """Raise PublishError if an issue neither waits to be sent by hand nor was sent."""
    publication, terms = request.publication, request.terms
    entry = ledger_of(services.store.read()).issues.get(publication.id)
    if claims.is_waiting(entry) or (entry and entry.state == "sent"):
        return
    sentences = [f"{publication.id} does not wait to be sent by hand, since nobody has begun to publish it."]
    if entry and entry.is_unfinished:
        sentences = [
            f"{publication.id} was begun with a mail server, so it does not wait to be sent by hand.",
            "Publish it again: that goes on where it stopped.",
        ]
    if claims.reached_nobody(entry):
        sentences.append(f"If its readers have it all the same, {terms.unbegun.format(options=_options(publication))}.")
    raise PublishError(" ".join(sentences))


def mark_as_sent(request: Request, services: Services) -> Outcome:
    """Record that a waiting issue was sent by hand; raise PublishError if it is not waiting."""
    check_markable(request, services)
    if ledger_of(services.store.read()).sent(request.publication.id):
        return _outcome("already", request)
    if request.dry:
        return _outcome("dry mark", request)
    _Run(request, services).write_sent()
    return _outcome("sent", request)


TEST_MARK = "[Test]"
_HEADER = re.compile(rb"(?m)^(?:(Subject: )|(Message-ID: <))")


def send_test(request: Request, address: str, services: Services) -> Outcome:
    """Send only the main edition to one address, marked as a test and with its own Message-ID; record nothing.

    Raises PublishError if there is no server, or it refuses.
    """
    publication, terms = request.publication, request.terms
    if request.server is None:
        raise PublishError(f"{terms.url} names no mail server, so there is nothing to send a test by.")
    if request.dry:
        return _outcome("dry", request, plan="as a test")
    main = next((message for message in publication.messages if message.list == MAIN), None)
    if main is None:
        raise PublishError(f"{publication.id} has no main edition, so there is nothing to test.")
    test = replace(main, data=_marked_as_test(main.data, request.attempt))
    text = with_recipient(Recipient("test", MAIN, address), test, services.clock())
    transport.check_sendable(request.server, [text])
    try:
        transport.deliver(request.server, Envelope(main.sender, address), text)
    except (Unclear, ServerRefusal) as error:
        raise PublishError(str(error)) from error
    others = [message.list for message in publication.messages if message.list != MAIN]
    rest = " The limited edition was not: open its file in mail/." if others == [LIMITED] else ""
    rest = " The other editions were not: open their files in mail/." if others and not rest else rest
    return Outcome("test", f"{publication.id} was sent as a test to one address, and nothing was recorded.{rest}")


def _marked_as_test(data: bytes, attempt: str) -> bytes:
    """Return a message with TEST_MARK before its subject, and a Message-ID that differs from the issue's."""
    head, blank, text = data.partition(b"\r\n\r\n")
    mark, own = f"{TEST_MARK} ".encode(), f"test-{attempt}.".encode()
    return _HEADER.sub(lambda match: match[0] + (mark if match[1] else own), head) + blank + text


def _settled_state(entry: IssueEntry | None, request: Request) -> str:
    """Return the state of an issue that needs nothing done now, "" for one that is to be sent."""
    if entry is None:
        return ""
    if entry.state == "sent":
        return "already"
    if claims.is_waiting(entry):
        return "waiting"
    return "recorded" if entry.state == "recorded" and not request.asked else ""


_LONGEST_DELIVERY = timedelta(minutes=15)
"""A delivery that began longer ago than this has ended: a server's timeouts add up to less."""


class _Run(NamedTuple):
    """A run that publishes an issue: the request, and what it needs from outside."""

    request: Request
    services: Services

    @property
    def publication(self) -> Publication:
        """The issue, correction or reminder."""
        return self.request.publication

    def resume(self, entry: IssueEntry, todo: claims.Todo) -> tuple[IssueEntry, claims.Todo]:
        """Apply the input `resume` to the deliveries in doubt; return the new entry and the deliveries left to do.

        A delivery that a person says did not arrive is written as refused, so the issue's text may be changed again.
        Raises PublishError if `resume` is empty, or if the delivery began so recently that another run may still be
        sending it.
        """
        if not self.request.resume:
            raise PublishError("\n".join(self._doubt(key, entry.deliveries[key].message_id) for key in todo.doubtful))
        if self.request.resume == "again":
            self._raise_if_still_sending([entry.deliveries[key] for key in todo.doubtful])
        state = {"sent": claims.ACCEPTED, "again": claims.REFUSED}[self.request.resume]
        # Write under the claim that holds the issue, which is the stopped run's.
        claimed = self._replace(request=self.request._replace(attempt=entry.claim))
        for key in todo.doubtful:
            entry = claimed.write_delivery(key, state, entry.deliveries[key].message_id)
        # Name every delivery that the ledger keeps: todo() raises for one that is not named.
        keys = [*todo.send, *(key for key, delivery in entry.deliveries.items() if delivery.state != claims.REFUSED)]
        return entry, claims.todo(entry, [*keys, *todo.doubtful], self.request.terms)

    def _raise_if_still_sending(self, doubtful: Sequence[DeliveryEntry]) -> None:
        """Raise PublishError if a delivery began less than _LONGEST_DELIVERY ago: it may still be under way."""
        began = max((delivery.at for delivery in doubtful if delivery.at), default=None)
        if began and self.services.clock() < began + _LONGEST_DELIVERY:
            raise PublishError(
                f"{self.publication.id} was being handed in at {began:%H:%M} UTC, and perhaps still is. Run this again "
                f"after {began + _LONGEST_DELIVERY:%H:%M} UTC, if it has not arrived by then."
            )

    def _doubt(self, key: str, message_id: str) -> str:
        """Return the sentences for a delivery of which nobody knows whether it arrived."""
        sent, again = self.request.terms.resume.format("sent"), self.request.terms.resume.format("again")
        return (
            f"I do not know whether {self.publication.id} went to the list {key}: a run stopped while it was being "
            f"handed in. Message-ID: {message_id}. Look in that list's mailbox. If it is there, run this "
            f"again with {sent}; if not, with {again}. Until then nothing more is sent."
        )

    def carry_out(self, entry: IssueEntry | None, recipient_list: list[Recipient]) -> Outcome:
        """Claim the issue, hand in each message, and write that it was sent."""
        # Every message is accepted already, so only write that the issue was sent.
        if self.request.server and not recipient_list and entry and entry.deliveries:
            self.write_sent()
            return _outcome("sent", self.request)
        messages = {message.list: message for message in self.publication.messages}
        if self.request.server:
            at = self.services.clock()
            texts = [with_recipient(recipient, messages[recipient.list], at) for recipient in recipient_list]
            transport.check_sendable(self.request.server, texts)
        claim = Claim(
            id=("" if self.request.server else BY_HAND) + self.request.attempt, at=self.services.clock(), previous=entry
        )
        update(
            self.services.store,
            lambda ledger: claims.with_claim(ledger, self.publication, claim),
            f"Claim {self.publication.id}",
        )
        if not self.request.server:
            return _outcome("by hand", self.request)
        self.services.say(f"{self.publication.id} is claimed.")
        self._wait()
        sentences = [self._send(recipient, messages[recipient.list]) for recipient in recipient_list]
        refusals = [sentence for sentence in sentences if sentence]
        if refusals:
            advice = "Nobody who was refused has it. Put that right, and run this again."
            raise PublishError("\n".join([*refusals, advice]))
        self.write_sent()
        return _outcome("sent", self.request)

    def _wait(self) -> None:
        """Wait as long as the request says, and say how to stop it."""
        if not self.request.wait:
            return
        at = self.services.clock() + timedelta(seconds=self.request.wait)
        self.services.say(
            f"It goes out in {duration_text(self.request.wait)}, at {at:%H:%M:%S} UTC. {self.request.terms.stop} "
            "before then, and nobody gets it: put right what you want to, and publish again."
        )
        self.services.pause(self.request.wait)

    def _send(self, recipient: Recipient, message: Message) -> str:
        """Hand one message in, and write its state before and after; return why the server refused it, or ""."""
        assert self.request.server
        self.write_delivery(recipient.key, claims.SENDING, message.message_id)
        envelope = Envelope(message.sender, recipient.address)
        text = with_recipient(recipient, message, self.services.clock())
        try:
            transport.deliver(self.request.server, envelope, text)
        except Unclear as error:
            raise PublishError(f"{error} {self._doubt(recipient.key, message.message_id)}") from error
        except ServerRefusal as error:
            self.write_delivery(recipient.key, claims.REFUSED, message.message_id)
            if error.at_door:
                sentence = f"Who has not got {self.publication.id} yet gets it when this runs again."
                raise PublishError(f"{error} {sentence}") from error
            return f"{recipient.key}: {error}"
        self._write_accepted(recipient, message)
        return ""

    def _write_accepted(self, recipient: Recipient, message: Message) -> None:
        """Write and say that a message was accepted.

        Raises PublishError if another run has claimed the issue meanwhile.
        """
        try:
            self.write_delivery(recipient.key, claims.ACCEPTED, message.message_id)
        except ClaimLost:
            reason = f"somebody said {self.request.terms.resume.format('again')} to another run meanwhile"
            sentence = f"{self.publication.id} went to the list {recipient.key}, but {reason}."
            raise PublishError(f"{sentence} Look whether it went out twice.") from None
        self.services.say(
            f"{self.publication.id} was accepted for the list {recipient.key}. Message-ID: {message.message_id}"
        )

    def write_delivery(self, key: str, state: str, message_id: str) -> IssueEntry:
        """Write a delivery's state under the claim of this attempt; return the issue's entry.

        Raises ClaimLost if another claim holds the issue.
        """
        place = claims.DeliveryPlace(self.publication.id, self.request.attempt, key)
        delivery = DeliveryEntry(state=state, message_id=message_id, at=self.services.clock())
        ledger = update(
            self.services.store,
            lambda ledger: claims.with_delivery(ledger, place, delivery),
            f"{place.issue} to {key}: {state}",
        )
        return ledger.issues[place.issue]

    def write_sent(self) -> None:
        """Write that the issue was sent to everybody."""
        publication, at = self.publication, self.services.clock()
        update(
            self.services.store, lambda ledger: claims.with_sent(ledger, publication, at), f"{publication.id} was sent"
        )


def _other_text_sentence(request: Request, commit: str) -> str:
    terms, begun = request.terms, f" from commit {commit}" if commit else ""
    first = terms.first_text.format(commit=commit or "that was first")
    return (
        f"{request.publication.id} was begun{begun}; its text has changed since, and some readers already have the "
        f"first text. {first} Or run this with {terms.resume.format('sent')}: then nobody else gets it, and it counts "
        "as sent."
    )


_DATE = re.compile(rb"(?m)^Date: [^\r\n]*")


def with_recipient(recipient: Recipient, message: Message, at: datetime) -> bytes:
    """Return the message with To and Auto-Submitted added, which only the sent copy has, and with its time.

    at: when it is handed in. With the time of its issue, a late message would stand below older ones, and filters
    distrust it. List managers require their own address in To.
    """
    head, blank, text = message.data.partition(b"\r\n\r\n")
    head = _DATE.sub(f"Date: {format_datetime(at)}".encode("ascii"), head, count=1)
    added = f"To: {recipient.address}\r\nAuto-Submitted: auto-generated\r\n".encode("ascii")
    return added + head + blank + text


def _outcome(state: str, request: Request, **values: str) -> Outcome:
    publication = request.publication
    mark = request.terms.mark.format(options=_options(publication))
    return Outcome(state, _SENTENCES[state].format(id=publication.id, mark=mark, **values))


def _options(publication: Publication) -> str:
    """Return the options of `bulletin publish` that name a publication."""
    if is_reminder(publication.id):
        return "--reminder"
    name = "issue" if publication.id == publication.issue else "correction"
    return f"--{name} {publication.issue}"
