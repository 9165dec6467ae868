"""Handing in a message by SMTP: its bytes arrive unaltered, and each failure is a refusal or in doubt."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from bulletin.errors import PublishError
from bulletin.publish import mail_servers, smtp
from bulletin.publish.mail_servers import Envelope, Secrets, Server, ServerRefusal, Unclear
from bulletin.publish.terms import ACTION
from tests.publish.mail_server import FAULTS, STEPS, MailServer, mail_server

pytestmark = pytest.mark.filterwarnings("ignore:Session.login_data", "ignore:Requiring AUTH while")
# Both warnings are about the settings of the test's own server.

TEXT = b"From: a@example.org\r\nSubject: x\r\n\r\n.one dot\r\n..two\r\n" + "é".encode() + b"\r\nend\r\n"
ENVELOPE = Envelope("bulletin@example.org", "list@example.org")


class Certificates:
    """A certificate authority that Python's TLS trusts during a test."""

    def __init__(self, folder: Path) -> None:
        self.authority = trustme.CA()
        self.trusted = folder / "authority.pem"
        self.authority.cert_pem.write_to_path(str(self.trusted))

    def server(self, name: str = "127.0.0.1") -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.authority.issue_cert(name).configure_cert(context)
        return context


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(certificates: Certificates, monkeypatch: pytest.MonkeyPatch) -> Certificates:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificates.trusted))
    return certificates


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT", 0.4)
    monkeypatch.setattr(smtp, "_FAREWELL", 0.1)


def plain(mail: MailServer) -> Server:
    return mail_servers.server(f"smtp+plain://127.0.0.1:{mail.port}", Secrets(), ACTION)


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
@pytest.mark.guarantee("ACTION-40")
def test_both_kinds_of_tls_log_in_and_hand_the_text_in(scheme: str, trusted: Certificates) -> None:
    with mail_server(trusted.server(), implicit=scheme == "smtps", password="a secret") as mail:
        to = mail_servers.server(
            f"{scheme}://team%40example.org@127.0.0.1:{mail.port}", Secrets(password="a secret"), ACTION
        )
        smtp.deliver(to, ENVELOPE, TEXT)
    assert mail.logins == [("team@example.org", "a secret")]
    assert mail.accepted == [("bulletin@example.org", "list@example.org", TEXT)]


@pytest.mark.parametrize(
    ("scheme", "fault", "message"),
    [
        ("smtps", "untrusted", "The certificate of 127.0.0.1:PORT is not valid: "),
        ("smtp+starttls", "untrusted", "The certificate of 127.0.0.1:PORT is not valid: "),
        ("smtps", "other name", "The certificate of 127.0.0.1:PORT is not valid: "),
        (
            "smtps",
            "no tls",
            "127.0.0.1:PORT does not speak TLS from the first byte. Write smtp+starttls:// for port 587.",
        ),
        ("smtp+starttls", "no tls", "127.0.0.1:PORT does not offer STARTTLS"),
        (
            "smtp+starttls",
            "implicit",
            "127.0.0.1:PORT broke the connection (SMTPServerDisconnected). Port 465 wants smtps://.",
        ),
        ("smtps", "password", "127.0.0.1:PORT did not accept the user name or the password: 535"),
    ],
)
@pytest.mark.guarantee("ACTION-40")
def test_an_error_of_a_server_is_reported_with_advice_and_nothing_is_sent(
    scheme: str, fault: str, message: str, certificates: Certificates, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    if fault != "untrusted":
        monkeypatch.setenv("SSL_CERT_FILE", str(certificates.trusted))
    context = (
        None if fault == "no tls" else certificates.server("other.example" if fault == "other name" else "127.0.0.1")
    )
    implicit = fault == "implicit" or (scheme == "smtps" and fault != "no tls")
    with mail_server(context, implicit=implicit, password="right" if fault == "password" else "") as mail:
        user = "team@" if fault == "password" else ""
        with pytest.raises(ServerRefusal) as error:
            smtp.deliver(
                mail_servers.server(f"{scheme}://{user}127.0.0.1:{mail.port}", Secrets(password="wrong"), ACTION),
                ENVELOPE,
                TEXT,
            )
    assert message.replace("PORT", str(mail.port)) in str(error.value)
    assert error.value.at_door
    assert "wrong" not in str(error.value)
    assert mail.accepted == []


CERTAIN = [(step, fault) for step in STEPS if step not in ("STARTTLS", "AUTH") for fault in FAULTS]


@pytest.mark.parametrize(("step", "fault"), CERTAIN)
@pytest.mark.guarantee("ACTION-38")
def test_a_fault_at_any_step_is_a_refusal_and_after_the_text_the_delivery_is_in_doubt(
    step: str, fault: str, quick: None
) -> None:
    with mail_server() as mail:
        mail.fails = {step: fault}
        expected = Unclear if step == "TEXT" and fault in ("disconnect", "delay") else ServerRefusal
        with pytest.raises(expected) as error:
            smtp.deliver(plain(mail), ENVELOPE, TEXT)
        assert len(mail.accepted) == (expected is Unclear)
    assert "list@example.org" not in str(error.value)


@pytest.mark.parametrize(("step", "fault"), [(step, fault) for step in ("STARTTLS", "AUTH") for fault in FAULTS])
def test_a_fault_while_encrypting_or_logging_in_is_a_refusal(
    step: str, fault: str, trusted: Certificates, quick: None
) -> None:
    with mail_server(trusted.server(), password="a secret") as mail:
        mail.fails = {step: fault}
        with pytest.raises(ServerRefusal) as error:
            smtp.deliver(
                mail_servers.server(f"smtp+starttls://u@127.0.0.1:{mail.port}", Secrets(password="a secret"), ACTION),
                ENVELOPE,
                TEXT,
            )
        assert mail.accepted == []
    assert error.value.at_door
    assert "a secret" not in str(error.value)


def test_an_unreachable_server_and_an_unknown_name_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_server() as mail:
        port = mail.port
    with pytest.raises(ServerRefusal, match=rf"Nobody listens at 127\.0\.0\.1:{port}"):
        smtp.deliver(mail_servers.server(f"smtp+plain://127.0.0.1:{port}", Secrets(), ACTION), ENVELOPE, TEXT)
    with pytest.raises(ServerRefusal, match=r'I cannot find the mail server "no-such-host\.invalid"'):
        smtp.deliver(mail_servers.server("smtps://no-such-host.invalid", Secrets(), ACTION), ENVELOPE, TEXT)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("smtp://mail.example.org", 'begins with "smtp:"'),
        ("mail.example.org", "or names no server"),
        ("smtps://", "or names no server"),
        ("smtps://mail.example.org:x", "is not an address that I can read"),
        ("smtps://mail.example.org/path", "or names no server"),
        ("smtps://u:p@mail.example.org", "holds a password"),
        ("smtps://u@mail.example.org", "smtp-password is empty"),
        ("smtp+plain://u@mail.example.org", "smtp-password is empty"),
    ],
)
@pytest.mark.guarantee("ACTION-40")
def test_an_unsafe_or_wrong_address_is_refused_with_advice(url: str, message: str) -> None:
    with pytest.raises(PublishError) as error:
        mail_servers.server(url, Secrets(), ACTION)
    assert message in str(error.value)
    assert ":p@" not in str(error.value)


def test_a_password_never_travels_in_the_clear_but_on_this_machine() -> None:
    with pytest.raises(PublishError, match="would show the password"):
        mail_servers.server("smtp+plain://u@mail.example.org", Secrets(password="a secret"), ACTION)
    assert mail_servers.server("smtp+plain://u@127.0.0.1", Secrets(password="a secret"), ACTION).port == 25


def test_the_password_is_not_in_the_repr_of_a_server() -> None:
    assert "a secret" not in repr(
        mail_servers.server("smtps://u@mail.example.org", Secrets(password="a secret"), ACTION)
    )


@pytest.fixture(autouse=True)
def _no_lookup(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Answer for .invalid names without a name server: they are unknown."""
    import socket

    real = socket.getaddrinfo

    def look_up(host: str, *arguments: object, **options: object) -> object:
        if host.endswith(".invalid"):
            raise socket.gaierror(-2, "Name or service not known")
        return real(host, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return
