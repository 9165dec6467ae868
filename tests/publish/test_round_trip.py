"""The sample's email has the same bytes after Postfix and Dovecot as in the file that was built."""

from __future__ import annotations

import email
import email.policy
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bulletin import load, render
from bulletin.publish import deliver, mail_servers, publication, recipients, smtp
from bulletin.publish.mail_servers import Envelope, Secrets
from bulletin.publish.terms import ACTION
from tests.publish.built import AT
from tests.publish.postfix import mail_host
from tests.support.values import ROOT


@pytest.mark.guarantee("ACTION-70", "ACTION-39")
def test_the_received_message_is_the_built_one_after_the_lines_that_servers_add(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {file.path: file for file in render(load(ROOT / "content"), only=["email"])}
    original = files["mail/2022-02/bulletin-send.eml"].read_bytes()
    message = publication.message("main", "mail/2022-02/bulletin-send.eml", original)
    to = recipients.Recipient("main", "main", "list@example.org")
    with mail_host() as host:
        monkeypatch.setenv("SSL_CERT_FILE", str(host.trusted))
        server = mail_servers.server(f"smtp+starttls://127.0.0.1:{host.smtp}", Secrets(), ACTION)
        late = AT + timedelta(days=3)
        outgoing = deliver.with_recipient(to, message, late)
        smtp.deliver(server, Envelope(message.sender, to.address), outgoing)
        received = host.received()
    added, mark, rest = received.partition(b"\r\nTo: list@example.org\r\n")
    assert mark.removeprefix(b"\r\n") + rest == outgoing
    dated = [re.sub(rb"(?m)^Date: .*\r$", b"Date\r", text, count=1) for text in (original, outgoing)]
    assert dated[1].endswith(dated[0])
    names = {line.partition(b":")[0] for line in added.split(b"\r\n") if line and not line.startswith((b" ", b"\t"))}
    assert names == {b"Return-Path", b"Delivered-To", b"Received", b"X-Original-To"}
    headers = email.message_from_bytes(received, policy=email.policy.default)
    assert headers["Auto-Submitted"] == "auto-generated"
    assert headers["To"] == "list@example.org"
    assert headers["Message-ID"] == message.message_id
    assert (headers["Date"].datetime, headers.defects) == (late, [])


@pytest.mark.guarantee("ACTION-39")
def test_the_message_id_follows_from_the_issue_and_is_the_same_each_time(tmp_path: Path) -> None:
    path = "mail/2022-02/bulletin-send.eml"
    builds = ({file.path: file for file in render(load(ROOT / "content"), only=["email"])} for _ in range(2))
    ids = [publication.message("main", path, files[path].read_bytes()).message_id for files in builds]
    assert ids[0] == ids[1]
    assert ids[0].startswith("<2022-02.bulletin.")
