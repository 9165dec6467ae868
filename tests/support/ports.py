"""Choose ports for the servers that tests start, such as Postfix, so that no two workers choose the same."""

from __future__ import annotations

import os
import socket
from itertools import count

_FIRST, _OF_A_WORKER = 20_000, 500
"""The first port, and the ports that a worker of pytest-xdist may choose; Linux gives those from 32,768 to clients."""
_numbers = count()


def free_port() -> int:
    """Return a port of this machine on which nothing listens; each only once, as a server takes it some time later.

    A port that the system chooses (port 0) can be chosen again by another worker before the server has started.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for number in _numbers:
        port = _FIRST + worker * _OF_A_WORKER + number % _OF_A_WORKER
        with socket.socket() as server:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                server.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError
