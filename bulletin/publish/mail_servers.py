"""Read the address of a mail server; define a server, an envelope, and the failures of handing mail in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from ..errors import PublishError
from .oauth import LOOPBACK, Grant, Tokens, is_safe
from .terms import Terms

PORTS = {"smtps": 465, "smtp+starttls": 587, "smtp+plain": 25, "graph": 443, "graph+plain": 80}
HOW = "Write smtps://user@host (port 465) or smtp+starttls://user@host (port 587)."
_SCOPES = {
    ("smtp", False): "https://outlook.office365.com/.default",
    ("smtp", True): "https://outlook.office.com/SMTP.Send offline_access",
    ("graph", False): "https://graph.microsoft.com/.default",
    ("graph", True): "https://graph.microsoft.com/Mail.Send offline_access",
}
"""The scope of a token, by the kind of server and whether a mailbox's refresh token is used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A mail server, and how to log in to it."""

    scheme: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tokens: Tokens | None
    """The tokens to log in with instead of a password; None to use the password."""
    terms: Terms


class ServerRefusal(Exception):
    """The server certainly did not take the message. The text says why and what to do."""

    def __init__(self, sentence: str, *, at_door: bool = False) -> None:
        self.at_door = at_door
        """Whether the server refused the connection or the log-in, so that it would refuse all messages."""
        super().__init__(sentence)


class Unclear(Exception):
    """The server may have taken the message."""


class Envelope(NamedTuple):
    """The addresses of a message's envelope (RFC 5321 section 2.3.1)."""

    sender: str
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """The secrets for logging in: a password, or the values that tokens are fetched with."""

    password: str = field(default="", repr=False)
    token_url: str = ""
    client: str = ""
    secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)


def server(url: str, secrets: Secrets, terms: Terms) -> Server:
    """Read the address of a mail server; raise PublishError, whose text says what to write instead."""
    parts, port = _parts(url, terms)
    host, user = parts.hostname or "", unquote(parts.username or "")
    tokens = _tokens(parts.scheme, secrets, terms)
    if parts.scheme.startswith("graph") and not (tokens and user):
        sentence = f"{terms.url} names Microsoft Graph, which wants a mailbox and a token."
        raise PublishError(
            f"{sentence} Write graph://mailbox%40example.org@graph.microsoft.com, and set {terms.token_url}."
        )
    if tokens and not user:
        raise PublishError(f"{terms.url} names no user. Write the mailbox: smtp+starttls://mailbox%40example.org@host.")
    if user and not secrets.password and not tokens:
        sentence = f"{terms.url} names a user, and {terms.password} is empty."
        raise PublishError(f"{sentence} {terms.give_password}")
    if parts.scheme.endswith("+plain") and user and host not in LOOPBACK:
        raise PublishError(f"{parts.scheme}:// would show the password to everybody on the way. {HOW}")
    return Server(
        scheme=parts.scheme,
        host=host,
        port=port or PORTS[parts.scheme],
        user=user,
        password=secrets.password,
        tokens=tokens,
        terms=terms,
    )


def _parts(url: str, terms: Terms) -> tuple[SplitResult, int | None]:
    """Split an address; raise PublishError if it names no server, or if it has a password in it."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise PublishError(f"{terms.url} is not an address that I can read. {HOW}") from None
    if parts.scheme not in PORTS or not host or parts.path not in ("", "/") or parts.query or parts.fragment:
        raise PublishError(f'{terms.url} begins with "{parts.scheme}:" or names no server. {HOW}')
    if parts.password is not None:
        raise PublishError(f"{terms.url} holds a password. Take it out, and give it as {terms.password}.")
    return parts, port


def _tokens(scheme: str, secrets: Secrets, terms: Terms) -> Tokens | None:
    """Return the source of tokens, None if no token endpoint is set; raise PublishError if a setting is missing."""
    if not secrets.token_url:
        if secrets.client or secrets.secret or secrets.refresh_token:
            raise PublishError(f"Without {terms.token_url} there is nobody to fetch a token from. {_ENDPOINT}")
        return None
    if not is_safe(secrets.token_url):
        raise PublishError(f"{terms.token_url} must begin with https://. {_ENDPOINT}")
    if secrets.password:
        raise PublishError(f"{terms.password} and {terms.token_url} are two ways to log in. Leave one out.")
    if not secrets.client or not (secrets.secret or secrets.refresh_token):
        needed = f"{terms.client}, and {terms.secret} or {terms.refresh_token}"
        raise PublishError(f"To fetch a token I need {needed}. See docs/sending.md.")
    grant = Grant(
        url=secrets.token_url,
        client=secrets.client,
        secret=secrets.secret,
        refresh_token=secrets.refresh_token,
        terms=terms,
    )
    return Tokens(grant, _SCOPES["graph" if scheme.startswith("graph") else "smtp", bool(secrets.refresh_token)])


_ENDPOINT = "Microsoft's is https://login.microsoftonline.com/TENANT/oauth2/v2.0/token."
