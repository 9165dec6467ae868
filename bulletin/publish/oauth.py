"""Fetch the tokens that a mail server is logged in to with (OAuth 2.0, RFC 6749), and keep the newest.

By client credentials (section 4.4), or by the refresh token of a mailbox (section 6). No token and no
secret is ever part of a sentence.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode, urlsplit

from .http import Answer, Lost, post
from .terms import Terms

_LOCAL = ("localhost", "127.0.0.1", "::1")


class NoToken(Exception):
    """There is no token; says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a token is asked for with."""

    url: str
    """The token endpoint."""
    client: str
    secret: str = field(repr=False)
    """"" for a client that has none, which needs a refresh token."""
    refresh_token: str = field(repr=False)
    """Of a mailbox; "" asks by client credentials."""
    terms: Terms


class Tokens:
    """The tokens of a grant for one scope: fetched when the first is wanted, or another."""

    def __init__(self, grant: Grant, scope: str) -> None:
        self._grant, self._scope = grant, scope
        self._refresh_token = grant.refresh_token
        self._token = ""

    def __repr__(self) -> str:
        """Show nothing of what must not be shown."""
        return f"Tokens({self._grant!r})"

    def token(self, *, other_than: str = "") -> str:
        """Return the token that was fetched last, unless it is that one; raise NoToken."""
        if not self._token or self._token == other_than:
            self._token = self._fetched()
        return self._token

    def _fetched(self) -> str:
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
        # A new refresh token takes the place of the old one (section 6).
        self._refresh_token = str(values.get("refresh_token") or self._refresh_token)
        return token

    def _refusal(self, answer: Answer, values: dict[str, Any]) -> str:
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
    """Return whether secrets may be sent to an address: by https, or to this machine."""
    try:
        parts = urlsplit(url)
        local = parts.hostname in _LOCAL and parts.port is not None
    except ValueError:
        return False
    return (
        bool(parts.hostname)
        and "@" not in parts.netloc
        and (parts.scheme == "https" or (parts.scheme, local) == ("http", True))
    )


def _values(answer: Answer) -> dict[str, Any]:
    try:
        values = json.loads(answer.body)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
