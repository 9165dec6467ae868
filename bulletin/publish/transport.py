"""Hand messages to a mail server of any kind, and check before the claim that it can take them."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import PublishError
from . import graph, smtp
from .mail_servers import Envelope, Server
from .oauth import NoToken


def check_sendable(to: Server, messages: Iterable[bytes]) -> None:
    """Raise PublishError if a message is too large for the server, or if it gives no token to log in with."""
    if _is_graph(to):
        for sentence in map(graph.too_large, messages):
            if sentence:
                raise PublishError(f"{sentence} Nothing was sent.")
    if to.tokens:
        try:
            to.tokens.token()
        except NoToken as error:
            raise PublishError(f"{error} Nothing was sent.") from error


def deliver(to: Server, envelope: Envelope, data: bytes) -> None:
    """Hand one message in; return once the server has accepted it. Raises ServerRefusal or Unclear."""
    if _is_graph(to):
        graph.deliver(to, data)
    else:
        smtp.deliver(to, envelope, data)


def _is_graph(to: Server) -> bool:
    return to.scheme.startswith("graph")
