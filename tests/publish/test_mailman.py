"""Each of 1,000 members of a Mailman list gets the sample's email once, unaltered; a bounce is recorded."""

from __future__ import annotations

import email
from collections import Counter
from email import policy
from email.message import EmailMessage
from typing import cast

import pytest

from bulletin import load, render
from bulletin.publish import deliver, mail_servers, publication, recipients, transport
from bulletin.publish.mail_servers import Envelope, Secrets
from bulletin.publish.terms import ACTION
from tests.publish.built import AT
from tests.publish.mailman import LIST, SETTINGS, ListHost, list_host
from tests.support.values import ROOT

READERS = [f"reader-{number}@example.org" for number in range(999)]
GONE = "reader@gone.example"


def message_of_sample() -> publication.Message:
    files = {file.path: file for file in render(load(ROOT / "content"), only=["email"])}
    path = "mail/2022-02/bulletin-send.eml"
    return publication.message("main", path, files[path].read_bytes())


def hand_in(host: ListHost, message: publication.Message) -> bytes:
    server = mail_servers.server(f"smtp+starttls://127.0.0.1:{host.smtp}", Secrets(), ACTION)
    text = deliver.with_recipient(recipients.Recipient("main", "main", LIST), message, AT)
    transport.deliver(server, Envelope(message.sender, LIST), text)
    return text


def bodies(message: EmailMessage) -> list[tuple[str, str | bytes]]:
    return [
        (part.get_content_type(), part.get_content())
        for part in message.walk()
        if not part.is_multipart() and part.get_content_type() != "message/rfc822"
    ]


def read(data: bytes) -> EmailMessage:
    """Parse a message with LF line ends, as in a Maildir; in transport lines end in CRLF."""
    return cast(EmailMessage, email.message_from_bytes(data.replace(b"\r\n", b"\n"), policy=policy.default))


@pytest.mark.long
def test_each_member_of_a_list_gets_the_issue_once_and_unaltered(monkeypatch: pytest.MonkeyPatch) -> None:
    message = message_of_sample()
    with list_host([*READERS, GONE]) as host:
        monkeypatch.setenv("SSL_CERT_FILE", str(host.trusted))
        host.configure(SETTINGS)
        original = read(hand_in(host, message))
        arrived = host.delivered(len(READERS))
        assert host.waiting_for_moderator() == 0
        bounced = host.bounces()
    copies = [read(data) for data in arrived]
    assert Counter(str(copy["X-Original-To"]) for copy in copies) == Counter(READERS)
    assert bounced == [GONE]
    first = copies[0]
    assert bodies(first) == bodies(original)
    assert {str(copy["From"]) for copy in copies} == {str(original["From"])}
    assert str(first["Subject"]) == str(original["Subject"])
    assert str(first["Message-ID"]) == str(original["Message-ID"])
    assert "news.lists.example.org" in str(first["List-Id"])
    assert "mailto:news-leave@lists.example.org" in str(first["List-Unsubscribe"])
    assert {copy["List-Unsubscribe-Post"] for copy in copies} == {None}
