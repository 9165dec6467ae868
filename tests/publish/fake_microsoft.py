"""Imitate a token endpoint, an introspection endpoint and Graph's sendMail on this machine, with the documented answers.

Tokens are fetched as in RFC 6749 and checked as in RFC 7662, and `sendMail` takes MIME text as Base64:
https://learn.microsoft.com/graph/api/user-sendmail and https://learn.microsoft.com/graph/errors.
"""

from __future__ import annotations

import base64
import binascii
import email
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import policy
from email.utils import getaddresses
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.support.servers import http_server

Reply = tuple[int, Any]
LIMIT = 4 * 1024 * 1024


class FakeMicrosoft:
    """A server with the secrets and tokens of one app and one mailbox, which records its requests."""

    def __init__(self) -> None:
        self.url = ""
        self.client, self.secret = "an-app", "the-secret-of-the-app"
        self.refresh_tokens = ["the-first-refresh-token"]
        """The valid refresh tokens; each answer adds one."""
        self.mailbox = "team@example.org"
        self.tokens: list[str] = []
        self.expired: set[str] = set()
        self.grants: list[dict[str, str]] = []
        self.accepted: list[tuple[str, str, bytes]] = []
        """(mailbox, recipient, text) of each message."""
        self.accidents: list[str] = []
        """For each next request to sendMail: "lost" (not accepted, no answer), "unanswered" (accepted, no answer), or a status."""
        self.events: Callable[[str], None] = lambda event: None
        self._lock = threading.Lock()

    def answer(self, path: str, headers: Any, body: bytes) -> Reply | None:
        with self._lock:
            if path == "/tenant/oauth2/v2.0/token":
                return self.token({key: values[0] for key, values in parse_qs(body.decode()).items()})
            if path == "/introspect":
                token = parse_qs(body.decode()).get("token", [""])[0]
                return 200, {"active": self.is_valid(token), "username": self.mailbox}
            if path.startswith("/v1.0/users/") and path.endswith("/sendMail"):
                return self.send_mail(unquote(path.split("/")[3]), headers, body)
            return 404, {"error": {"code": "BadRequest", "message": "Resource not found"}}

    def token(self, form: dict[str, str]) -> Reply:
        self.grants.append(form)
        if form.get("client_id") != self.client or form.get("client_secret", self.secret) != self.secret:
            words = "AADSTS7000215: Invalid client secret provided. Trace ID: 1234"
            return 401, {"error": "invalid_client", "error_description": words}
        answer = {"token_type": "Bearer", "expires_in": 3599}
        if form["grant_type"] == "refresh_token":
            if form["refresh_token"] not in self.refresh_tokens:
                words = f"AADSTS700082: The refresh token {form['refresh_token']} has expired."
                return 400, {"error": "invalid_grant", "error_description": words}
            self.refresh_tokens.append(f"refresh-token-{len(self.refresh_tokens)}")
            answer |= {"refresh_token": self.refresh_tokens[-1]}
        self.tokens.append(f"access-token-{len(self.tokens)}")
        return 200, answer | {"access_token": self.tokens[-1]}

    def is_valid(self, token: str) -> bool:
        return token in self.tokens and token not in self.expired

    def send_mail(self, mailbox: str, headers: Any, body: bytes) -> Reply | None:
        self.events("before sendMail")
        accident = self.accidents.pop(0) if self.accidents else ""
        if accident == "lost":
            return None
        if accident.isdecimal():
            return int(accident), {"error": {"code": "Accident", "message": f"for {mailbox}"}}
        if not self.is_valid(headers.get("Authorization", "").removeprefix("Bearer ")):
            return 401, {"error": {"code": "InvalidAuthenticationToken", "message": "Access token has expired."}}
        if len(body) > LIMIT:
            return 413, {"error": {"code": "RequestEntityTooLarge", "message": "The maximum size is 4 MB."}}
        if mailbox != self.mailbox:
            return 404, {"error": {"code": "ErrorInvalidUser", "message": f"{mailbox} is invalid."}}
        try:
            text = base64.b64decode(body, validate=True)
        except binascii.Error:
            return 400, {"error": {"code": "ErrorMimeContentInvalidBase64String", "message": "Invalid."}}
        message = email.message_from_bytes(text, policy=policy.default)
        recipients = [address for _, address in getaddresses([str(message["To"])])]
        self.accepted += [(mailbox, recipient, text) for recipient in recipients]
        self.events("after sendMail")
        return None if accident == "unanswered" else (202, None)


@contextmanager
def microsoft() -> Iterator[FakeMicrosoft]:
    """Run a server on 127.0.0.1 until the block ends."""
    fake = FakeMicrosoft()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            reply = fake.answer(urlsplit(self.path).path, self.headers, body)
            if reply is None:
                self.close_connection = True
                return
            data = b"" if reply[1] is None else json.dumps(reply[1]).encode()
            self.send_response(reply[0])
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    with http_server(Handler) as fake.url:
        yield fake
