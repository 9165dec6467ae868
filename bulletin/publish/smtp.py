"""Hand one message to a mail server (RFC 5321), and report whether it was accepted: yes, no, or in doubt."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl

from .mail_servers import HOW, Envelope, Server, ServerRefusal, Unclear
from .oauth import NoToken
from .terms import Terms

TIMEOUT = 60
"""The most seconds to wait for each answer."""
_HELO = "[127.0.0.1]"
"""An address literal (RFC 5321 section 4.1.3): looking up a machine's own name can take seconds."""
_FAREWELL = 5
"""The most seconds to wait for the answer to QUIT; it is short, as the ledger is written only afterwards."""
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")


def deliver(to: Server, envelope: Envelope, data: bytes) -> None:
    """Hand one message in; return after the server's 250. Raises ServerRefusal or Unclear.

    If the connection is lost between the first byte of the text and the answer to its end, the message may have
    been accepted (Unclear). If it is lost earlier, it was not (ServerRefusal).
    """
    with _Connection(to) as connection:
        try:
            _envelope(connection, envelope, to.terms)
        except (OSError, smtplib.SMTPException) as error:
            raise ServerRefusal(_lost_sentence(to, error)) from error
        try:
            connection.send(_dot_stuffed(data) + b".\r\n")
            code, reply = connection.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise Unclear(_lost_sentence(to, error)) from error
        if code != 250:
            raise ServerRefusal(f"The server refused the text of the message: {_reply_line(code, reply)}.")


class _Connection:
    """Context manager that connects, starts TLS and logs in, and quits at the end."""

    def __init__(self, to: Server) -> None:
        self._to = to
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> smtplib.SMTP:
        try:
            context = ssl.create_default_context() if self._to.scheme != "smtp+plain" else None
            self._connection = _connect(self._to, context)
            _greet(self._connection, self._to, context)
        except ServerRefusal:
            self._close()
            raise
        except (OSError, smtplib.SMTPException) as error:
            self._close()
            raise ServerRefusal(_no_connection_sentence(self._to, error), at_door=True) from error
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        if self._connection is None:
            return
        try:
            if self._connection.sock:
                self._connection.sock.settimeout(_FAREWELL)
            self._connection.quit()
        except (OSError, smtplib.SMTPException):
            self._connection.close()


def _connect(to: Server, context: ssl.SSLContext | None) -> smtplib.SMTP:
    if to.scheme == "smtps":
        return smtplib.SMTP_SSL(to.host, to.port, _HELO, timeout=TIMEOUT, context=context)
    return smtplib.SMTP(to.host, to.port, _HELO, timeout=TIMEOUT)


def _greet(connection: smtplib.SMTP, to: Server, context: ssl.SSLContext | None) -> None:
    connection.ehlo_or_helo_if_needed()
    if to.scheme == "smtp+starttls":
        if not connection.has_extn("starttls"):
            sentence = f"{to.host}:{to.port} does not offer STARTTLS, so the message would travel in the clear."
            raise ServerRefusal(f"{sentence} {HOW}", at_door=True)
        connection.starttls(context=context)
        connection.ehlo_or_helo_if_needed()
    if to.tokens:
        _log_in_with_token(connection, to)
    elif to.user:
        connection.login(to.user, to.password)


def _log_in_with_token(connection: smtplib.SMTP, to: Server) -> None:
    """Log in with XOAUTH2; if the server refuses the token, fetch another and try once more."""
    assert to.tokens
    if "XOAUTH2" not in connection.esmtp_features.get("auth", "").upper().split():
        raise ServerRefusal(f"{to.host}:{to.port} offers no log-in with a token (XOAUTH2).", at_door=True)
    try:
        token = to.tokens.token()
        try:
            _xoauth2(connection, to.user, token)
        except smtplib.SMTPAuthenticationError:
            _xoauth2(connection, to.user, to.tokens.token(other_than=token))
    except NoToken as error:
        raise ServerRefusal(str(error), at_door=True) from error


def _xoauth2(connection: smtplib.SMTP, user: str, token: str) -> None:
    """Send a token; if the server refuses it and sends its reason, answer with an empty line."""
    response = f"user={user}\1auth=Bearer {token}\1\1"
    connection.auth("XOAUTH2", lambda challenge=None: response if challenge is None else "")


def _envelope(connection: smtplib.SMTP, envelope: Envelope, terms: Terms) -> None:
    for command, what in ((connection.mail, "sender"), (connection.rcpt, "recipient")):
        code, reply = command(getattr(envelope, what))
        if code not in (250, 251):
            raise ServerRefusal(f"The server refused the {what}: {_reply_line(code, reply)}. {_advice(what, terms)}")
    code, reply = connection.docmd("DATA")
    if code != 354:
        raise ServerRefusal(f"The server would not take the message: {_reply_line(code, reply)}.")


def _advice(what: str, terms: Terms) -> str:
    if what == "sender":
        return "Use `send from:` in bulletin.yml with an address that this server may send for."
    where = f"{terms.to}, {terms.to_limited} or {terms.to_editions}"
    return f"Check the address in {where}, and that the list takes mail from `send from:`."


def _dot_stuffed(data: bytes) -> bytes:
    """Double each dot at the start of a line, so that no line ends the text early (RFC 5321 section 4.5.2)."""
    whole = data if data.endswith(b"\r\n") else data + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", whole)


def _reply_line(code: int, reply: bytes | str) -> str:
    """Return the server's reply on one line, without addresses, which not every reader of the log may see."""
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return f"{code} {_ADDRESS.sub('…', ' '.join(text.split()))[:200]}"


def _lost_sentence(to: Server, error: Exception) -> str:
    return f"The connection to {to.host}:{to.port} was lost ({type(error).__name__})."


_APP_PASSWORD = "Many servers want an app password instead of the one for reading mail."
_NO_PASSWORDS = "It takes no passwords any more: see docs/sending.md, Microsoft 365 and NHSmail."
_MAY_NOT = "Look whether the app may send as this mailbox: see docs/sending.md, Microsoft 365 and NHSmail."
_SENTENCES: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPNotSupportedError, f"{{where}} offers no log-in on this connection. {HOW}"),
    (
        ssl.SSLCertVerificationError,
        "The certificate of {where} is not valid: {error.verify_message}. I never send without checking it.",
    ),
    (
        ssl.SSLError,
        "{where} does not speak TLS from the first byte. Write smtp+starttls:// for port 587.",
    ),
    (socket.gaierror, 'I cannot find the mail server "{to.host}". Check {to.terms.url}.'),
    (smtplib.SMTPResponseException, "{where} did not want to talk to me: {reply}."),
    (TimeoutError, f"{{where}} did not answer. Port 25 is often blocked, and port 465 wants smtps://. {HOW}"),
    (ConnectionRefusedError, f"Nobody listens at {{where}}. {HOW}"),
    (Exception, f"{{where}} broke the connection ({{name}}). Port 465 wants smtps://. {HOW}"),
)
"""Class of an error → why there is no connection, and what to do; the first class that fits counts."""


def _no_connection_sentence(to: Server, error: Exception) -> str:
    """Return why there is no connection, and what to do."""
    where, reply = f"{to.host}:{to.port}", ""
    if isinstance(error, smtplib.SMTPResponseException):
        reply = _reply_line(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _log_in_sentence(to, reply)
    sentence = next(sentence for kind, sentence in _SENTENCES if isinstance(error, kind))
    return sentence.format(where=where, to=to, error=error, reply=reply, name=type(error).__name__)


def _log_in_sentence(to: Server, reply: str) -> str:
    """Return why the server did not take the log-in. reply: its own words, on one line."""
    where = f"{to.host}:{to.port}"
    if to.tokens:
        return f"{where} did not accept the token: {reply}. {_MAY_NOT}"
    advice = _NO_PASSWORDS if "5.7.139" in reply else _APP_PASSWORD
    return f"{where} did not accept the user name or the password: {reply}. {advice}"
