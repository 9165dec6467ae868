"""Fetch tokens for logging in to a mail server (OAuth 2.0, RFC 6749), and keep the newest.

They are fetched with client credentials (section 4.4) or with a mailbox's refresh token (section 6). No
sentence contains a token or a secret.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from .http import HttpAnswer, Lost, post
from .terms import Terms

LOOPBACK = ("localhost", "127.0.0.1", "::1")
"""The names of this machine, to which secrets may go without encryption."""


class NoToken(Exception):
    """No token could be fetched. The text says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The values of a request for a token."""

    url: str
    """The token endpoint."""
    client: str
    secret: str = field(repr=False)
    """The client's secret; "" for a client that has none, which needs a refresh token."""
    refresh_token: str = field(repr=False)
    """The mailbox's refresh token; "" to use client credentials."""
    terms: Terms


class Tokens:
    """The tokens of a grant for one scope. Each is fetched when it is first needed."""

    def __init__(self, grant: Grant, scope: str) -> None:
        self._grant, self._scope = grant, scope
        self._refresh_token = grant.refresh_token
        self._token = ""

    def __repr__(self) -> str:
        """Return a text without the token and the secrets."""
        return f"Tokens({self._grant!r})"

    def token(self, *, other_than: str = "") -> str:
        """Return the newest token; fetch one if there is none, or if it equals `other_than`. Raises NoToken."""
        if not self._token or self._token == other_than:
            self._token = self._fetch()
        return self._token

    def _fetch(self) -> str:
        grant = self._grant
        form = {"client_id": grant.client, "scope": self._scope}
        form |= {"client_secret": grant.secret} if grant.secret else {}
        if self._refresh_token:
            form |= {"grant_type": "refresh_token", "refresh_token": self._refresh_token}
        else:
            form |= {"grant_type": "client_credentials"}
        try:
            answer = post(grant.url, urlencode(form).encode(), {"Content-Type": "application/x-www-form-urlencoded"})
        except (OSError, HTTPException, Lost) as error:
            raise NoToken(f"I cannot fetch a token at {grant.terms.token_url} ({type(error).__name__}).") from error
        values = _values(answer)
        token = values.get("access_token")
        if answer.status != 200 or not isinstance(token, str) or not token.isascii() or not token:
            raise NoToken(self._refusal(answer, values))
        # A new refresh token replaces the old one (section 6).
        self._refresh_token = str(values.get("refresh_token") or self._refresh_token)
        return token

    def _refusal(self, answer: HttpAnswer, values: dict[str, Any]) -> str:
        """Say why there is no token, in the server's words (section 5.2), and what to do."""
        terms = self._grant.terms
        code = str(values.get("error", ""))
        words = " ".join(str(values.get("error_description", "")).split("Trace ID")[0].split())[:200]
        for hidden in (self._grant.secret, self._refresh_token, self._token):
            words = words.replace(hidden, "…") if hidden else words
        message = f'{answer.status} {code} "{words}"' if words else f"{answer.status} {code}".strip()
        advice = {
            "invalid_client": f"Look whether {terms.secret} has run out: it does after a set time.",
            "invalid_grant": f"Look whether {terms.refresh_token} has run out: log in again for a new one.",
        }.get(code, f"Check {terms.token_url} and {terms.client}.")
        return f"{terms.token_url} gave no token: {message}. {advice}"


def is_safe(url: str) -> bool:
    """Return whether secrets may be sent to an address: it is https, or on this machine."""
    try:
        parts = urlsplit(url)
        local = parts.hostname in LOOPBACK and parts.port is not None
    except ValueError:
        return False
    return (
        bool(parts.hostname)
        and "@" not in parts.netloc
        and (parts.scheme == "https" or (parts.scheme, local) == ("http", True))
    )


def _values(answer: HttpAnswer) -> dict[str, Any]:
    try:
        values = json.loads(answer.body)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
