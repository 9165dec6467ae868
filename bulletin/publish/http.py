"""Send one POST request and report whether it may have arrived; send no secret on to a redirect."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import NamedTuple
from urllib.parse import urlsplit

TIMEOUT = 60
"""Seconds to wait for an answer."""


class HttpAnswer(NamedTuple):
    """The answer to a request."""

    status: int
    body: bytes


class Lost(Exception):
    """The whole request was sent, and no answer came."""


def post(url: str, data: bytes, headers: Mapping[str, str]) -> HttpAnswer:
    """Send one request and return the answer.

    Raises OSError or HTTPException if the server cannot have the whole request, and Lost if it may have it.
    """
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.hostname or "", parts.port)
    try:
        connection.request("POST", f"{parts.path}?{parts.query}" if parts.query else parts.path, data, dict(headers))
        try:
            reply = connection.getresponse()
            return HttpAnswer(reply.status, reply.read())
        except (OSError, HTTPException) as error:
            raise Lost(type(error).__name__) from error
    finally:
        connection.close()


def _connection(scheme: str, host: str, port: int | None) -> HTTPConnection:
    if scheme == "https":
        return HTTPSConnection(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
    return HTTPConnection(host, port, timeout=TIMEOUT)
