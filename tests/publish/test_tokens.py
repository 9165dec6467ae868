"""Tokens replace passwords for SMTP (Dovecot, Postfix) and Graph: they are fetched, refreshed, and never shown."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bulletin.errors import PublishError
from bulletin.publish import graph, mail_servers, transport
from bulletin.publish.mail_servers import Envelope, Secrets, Server, ServerRefusal, Unclear
from bulletin.publish.terms import ACTION
from tests.publish.built import Run, build, carry_out, ledger_of, put_ledger, write_publication
from tests.publish.fake_github import FakeGitHub, github
from tests.publish.fake_microsoft import FakeMicrosoft, microsoft
from tests.publish.mail_server import mail_server
from tests.publish.token_hosts import token_hosts

TEXT = b"To: list@example.org\r\nFrom: team@example.org\r\nSubject: x\r\n\r\n.one dot\r\nend\r\n"
ENVELOPE = Envelope("team@example.org", "list@example.org")
ONE_OF_EACH = {"list@example.org": 1, "few@example.org": 1}
HIDDEN = ("the-secret-of-the-app", "the-first-refresh-token", "refresh-token-1", "access-token")


@pytest.fixture
def fake() -> Iterator[FakeMicrosoft]:
    with microsoft() as fake:
        yield fake


@pytest.fixture
def github_fake() -> Iterator[FakeGitHub]:
    with github() as fake_server:
        yield fake_server


def secrets(fake: FakeMicrosoft, **changes: str) -> Secrets:
    usual = Secrets(token_url=f"{fake.url}/tenant/oauth2/v2.0/token", client=fake.client, secret=fake.secret)
    return replace(usual, **changes)  # type: ignore[arg-type]


def graph_url(fake: FakeMicrosoft, mailbox: str = "team%40example.org") -> str:
    return f"graph+plain://{mailbox}@{fake.url.removeprefix('http://')}"


def graph_server(fake: FakeMicrosoft, **changes: str) -> Server:
    return mail_servers.server(graph_url(fake), secrets(fake, **changes), ACTION)


@pytest.mark.parametrize(("host", "refresh_token"), [("dovecot", "the-first-refresh-token"), ("postfix", "")])
def test_dovecot_and_postfix_take_a_message_by_a_token(
    fake: FakeMicrosoft, host: str, refresh_token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with token_hosts(f"{fake.url}/introspect") as hosts:
        monkeypatch.setenv("SSL_CERT_FILE", str(hosts.trusted))
        port = {"dovecot": hosts.submission, "postfix": hosts.postfix}[host]
        url = f"smtp+starttls://team%40example.org@127.0.0.1:{port}"
        to = mail_servers.server(url, secrets(fake, refresh_token=refresh_token), ACTION)
        transport.check_sendable(to, [TEXT])
        transport.deliver(to, ENVELOPE, TEXT)
        fake.expired.add(fake.tokens[-1])
        transport.deliver(to, ENVELOPE, TEXT)
        assert len(fake.tokens) == 2
        assert len(hosts.maildir(2)) == 2
        fake.expired.add(fake.tokens[-1])
        fake.secret = "another by now"
        with pytest.raises(ServerRefusal, match="gave no token: 401 invalid_client") as error:
            transport.deliver(to, ENVELOPE, TEXT)
    assert error.value.at_door
    assert not [hidden for hidden in HIDDEN if hidden in str(error.value)]
    kinds = {form["grant_type"]: form["scope"] for form in fake.grants}
    expected = {"refresh_token": "https://outlook.office.com/SMTP.Send offline_access"}
    assert kinds == (expected if refresh_token else {"client_credentials": "https://outlook.office365.com/.default"})


def test_a_token_of_another_mailbox_is_refused_with_advice(
    fake: FakeMicrosoft, monkeypatch: pytest.MonkeyPatch
) -> None:
    with token_hosts(f"{fake.url}/introspect") as hosts:
        monkeypatch.setenv("SSL_CERT_FILE", str(hosts.trusted))
        url = f"smtp+starttls://other%40example.org@127.0.0.1:{hosts.submission}"
        with pytest.raises(ServerRefusal, match=r"did not accept the token: 535.*may send as this mailbox") as error:
            transport.deliver(mail_servers.server(url, secrets(fake), ACTION), ENVELOPE, TEXT)
        assert (hosts.maildir(0), "access-token" in str(error.value)) == ([], False)


def test_a_server_without_xoauth2_says_so(fake: FakeMicrosoft) -> None:
    with mail_server() as mail:
        url = f"smtp+plain://team%40example.org@127.0.0.1:{mail.port}"
        with pytest.raises(ServerRefusal, match=r"offers no log-in with a token \(XOAUTH2\)"):
            transport.deliver(mail_servers.server(url, secrets(fake), ACTION), ENVELOPE, TEXT)


def test_a_new_refresh_token_replaces_the_old_one(fake: FakeMicrosoft) -> None:
    to = graph_server(fake, refresh_token="the-first-refresh-token")
    for _ in range(3):
        transport.deliver(to, ENVELOPE, TEXT)
        fake.expired.add(fake.tokens[-1])
    assert [form["refresh_token"] for form in fake.grants] == [
        "the-first-refresh-token",
        "refresh-token-1",
        "refresh-token-2",
    ]
    assert "the-first-refresh-token" not in repr(to)
    assert "the-secret-of-the-app" not in repr(to)


@pytest.mark.guarantee("ACTION-74")
@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"secret": "wrong"},
            'oauth-token-url gave no token: 401 invalid_client "AADSTS7000215: Invalid client secret provided."',
        ),
        ({"refresh_token": "an-old-one"}, "Look whether oauth-refresh-token has run out"),
        (
            {"token_url": "http://127.0.0.1:9/token"},
            "I cannot fetch a token at oauth-token-url (ConnectionRefusedError).",
        ),
    ],
)
def test_without_a_token_nothing_is_claimed_and_no_secret_is_printed(
    fake: FakeMicrosoft, changes: dict[str, str], message: str
) -> None:
    with pytest.raises(PublishError) as error:
        transport.check_sendable(graph_server(fake, **changes), [TEXT])
    assert message in str(error.value)
    assert not [hidden for hidden in (*HIDDEN, "wrong", "an-old-one") if hidden in str(error.value)]


@pytest.mark.parametrize(
    ("url", "changes", "message"),
    [
        ("graph://graph.microsoft.com", {}, "wants a mailbox and a token"),
        (
            "graph://team%40example.org@graph.microsoft.com",
            {"token_url": "", "client": "", "secret": ""},
            "wants a mailbox and a token",
        ),
        ("smtp+starttls://mail.example.org", {}, "names no user"),
        ("smtps://u@mail.example.org", {"token_url": ""}, "Without oauth-token-url there is nobody"),
        ("smtps://u@mail.example.org", {"token_url": "http://login.example.org/token"}, "must begin with https://"),
        (
            "smtps://u@mail.example.org",
            {"token_url": "https://u:p@login.example.org/token"},
            "must begin with https://",
        ),
        ("smtps://u@mail.example.org", {"password": "p"}, "are two ways to log in"),
        ("smtps://u@mail.example.org", {"secret": ""}, "I need oauth-client, and oauth-secret or oauth-refresh-token"),
        ("graph+plain://u@graph.example.org", {}, "to everybody on the way"),
    ],
)
def test_incomplete_settings_of_a_token_are_refused_with_the_missing_ones(
    url: str, changes: dict[str, str], message: str
) -> None:
    whole = Secrets(token_url="https://login.example.org/token", client="an-app", secret="its-secret")
    with pytest.raises(PublishError) as error:
        mail_servers.server(url, replace(whole, **changes), ACTION)  # type: ignore[arg-type]
    assert message in str(error.value)
    assert "its-secret" not in str(error.value)


@pytest.mark.parametrize(
    ("accident", "expected", "went"),
    [
        ("lost", Unclear, 0),
        ("unanswered", Unclear, 1),
        ("500", Unclear, 0),
        ("503", Unclear, 0),
        ("200", Unclear, 0),
        ("302", ServerRefusal, 0),
        ("400", ServerRefusal, 0),
        ("403", ServerRefusal, 0),
        ("413", ServerRefusal, 0),
        ("429", ServerRefusal, 0),
    ],
)
def test_an_answer_of_graph_is_a_refusal_or_leaves_the_delivery_in_doubt(
    fake: FakeMicrosoft, accident: str, expected: type[Exception], went: int
) -> None:
    fake.accidents = [accident]
    with pytest.raises(expected) as error:
        transport.deliver(graph_server(fake), ENVELOPE, TEXT)
    assert len(fake.accepted) == went
    assert not [hidden for hidden in (*HIDDEN, "team@example.org") if hidden in str(error.value)]


def test_graph_gets_the_message_byte_for_byte_and_a_token_that_ran_out_is_fetched_anew(fake: FakeMicrosoft) -> None:
    to = graph_server(fake)
    transport.deliver(to, ENVELOPE, TEXT)
    fake.expired.add(fake.tokens[-1])
    transport.deliver(to, ENVELOPE, TEXT)
    assert fake.accepted == [("team@example.org", "list@example.org", TEXT)] * 2
    assert [form["scope"] for form in fake.grants] == ["https://graph.microsoft.com/.default"] * 2


def scene_run(fake: FakeMicrosoft, github_fake: FakeGitHub, root: Path, **files: Any) -> Run:
    built = build(root / "repository", dict(files))
    put_ledger(github_fake, built.ledger)
    folder = write_publication(built, root / "bundle")
    return Run(api=github_fake.url, folder=folder, smtp_url=graph_url(fake), secrets=secrets(fake))


def test_an_issue_goes_out_once_by_graph_with_the_same_marks(
    fake: FakeMicrosoft, github_fake: FakeGitHub, tmp_path: Path
) -> None:
    run = scene_run(fake, github_fake, tmp_path)
    fake.accidents = ["", "unanswered"]
    with pytest.raises(PublishError, match="I do not know whether 2022-02 went to the list limited"):
        carry_out(run)
    states = {key: row.state for key, row in ledger_of(github_fake).issues["2022-02"].deliveries.items()}
    assert states == {"main": "accepted", "limited": "sending"}
    assert carry_out(replace(run, resume="sent")).state == "sent"
    assert dict(Counter(to for _, to, _ in fake.accepted)) == ONE_OF_EACH


def test_a_message_over_graphs_limit_is_refused_before_the_claim(
    fake: FakeMicrosoft, github_fake: FakeGitHub, tmp_path: Path
) -> None:
    assert graph.too_large(b"x" * (3 * 1024 * 1024)) == ""
    assert "Microsoft Graph takes 4 MB" in graph.too_large(b"x" * (3 * 1024 * 1024 + 1))
    run = scene_run(fake, github_fake, tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph, "MOST", 2000)
        with pytest.raises(PublishError, match="Nothing was sent"):
            carry_out(run)
    assert (ledger_of(github_fake).issues, fake.accepted, fake.grants) == ({}, [], [])


def test_at_a_desk_tokens_are_named_by_their_variables(tmp_path: Path) -> None:
    from tests.support.commands import run
    from tests.support.folders import HOSTLESS, make_content

    make_content(tmp_path, {"bulletin.yml": HOSTLESS})
    environment = {
        "BULLETIN_SMTP_URL": "graph://team%40example.org@graph.microsoft.com",
        "BULLETIN_OAUTH_TOKEN_URL": "https://login.example.org/token",
        "BULLETIN_TO": "list@example.org",
    }
    done = run("publish", "--issue", "2022-02", cwd=tmp_path, **environment)
    assert done.returncode == 3
    assert "I need BULLETIN_OAUTH_CLIENT, and BULLETIN_OAUTH_SECRET or BULLETIN_OAUTH_REFRESH_TOKEN" in done.stderr
    assert os.environ.get("BULLETIN_OAUTH_SECRET") is None
