"""The sample's email through a list of 1,000 members: once each, unaltered, with From as it was; a bounce is noted."""

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
from tests.publish.built import bytes_of
from tests.publish.mailman import LIST, SETTINGS, ListHost, list_host
from tests.support.values import ROOT

READERS = [f"reader-{number}@example.org" for number in range(999)]
GONE = "reader@gone.example"


def built() -> publication.Message:
    files = {file.path: file for file in render(load(ROOT / "content"), only=["email"])}
    path = "mail/2022-02/bulletin-send.eml"
    return publication.message("main", path, bytes_of(files[path]))


def hand_in(host: ListHost, message: publication.Message) -> bytes:
    server = mail_servers.server(f"smtp+starttls://127.0.0.1:{host.smtp}", Secrets(), ACTION)
    text = deliver.with_recipient(recipients.Recipient("main", "main", LIST), message)
    transport.deliver(server, Envelope(message.sender, LIST), text)
    return text


def bodies(message: EmailMessage) -> list[tuple[str, str | bytes]]:
    return [
        (part.get_content_type(), part.get_content())
        for part in message.walk()
        if not part.is_multipart() and part.get_content_type() != "message/rfc822"
    ]


def read(data: bytes) -> EmailMessage:
    """Read a message; on its way lines end in CRLF, in a Maildir in LF."""
    return cast(EmailMessage, email.message_from_bytes(data.replace(b"\r\n", b"\n"), policy=policy.default))


@pytest.mark.long
def test_each_member_of_a_list_gets_the_issue_once_and_unaltered(monkeypatch: pytest.MonkeyPatch) -> None:
    message = built()
    with list_host([*READERS, GONE]) as host:
        monkeypatch.setenv("SSL_CERT_FILE", str(host.trusted))
        host.configure(SETTINGS)
        sent = read(hand_in(host, message))
        arrived = host.delivered(len(READERS))
        assert host.held() == 0
        bounced = host.bounces()
    got = [read(data) for data in arrived]
    assert Counter(str(one["X-Original-To"]) for one in got) == Counter(READERS)
    assert bounced == [GONE]
    first = got[0]
    assert bodies(first) == bodies(sent)
    assert {str(one["From"]) for one in got} == {str(sent["From"])}
    assert str(first["Subject"]) == str(sent["Subject"])
    assert str(first["Message-ID"]) == str(sent["Message-ID"])
    assert "news.lists.example.org" in str(first["List-Id"])
    assert "mailto:news-leave@lists.example.org" in str(first["List-Unsubscribe"])
    assert {one["List-Unsubscribe-Post"] for one in got} == {None}
