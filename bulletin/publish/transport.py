"""Hand messages to a mail server of any kind; before the claim, refuse what it would certainly not take."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import PublishError
from . import graph, smtp
from .mail_servers import Envelope, Server
from .oauth import NoToken


def refuse(to: Server, messages: Iterable[bytes]) -> None:
    """Raise PublishError for a message that is too large, and where no token can be had to log in with."""
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
    """Hand one message in; return when it was accepted. Raises ServerRefusal or Unclear."""
    if _is_graph(to):
        graph.deliver(to, data)
    else:
        smtp.deliver(to, envelope, data)


def _is_graph(to: Server) -> bool:
    return to.scheme.startswith("graph")
