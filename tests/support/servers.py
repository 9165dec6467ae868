"""Run a web server on this machine for as long as a test needs it; the test writes the handler of its requests."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.mistakes: list[str] = []

    def handle_error(self, *_: Any) -> None:
        """Record errors of the handler, except lost connections: some tests end clients in the middle of a request."""
        if not isinstance(sys.exception(), ConnectionError):
            self.mistakes.append(repr(sys.exception()))


@contextmanager
def http_server(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """Run a server until the block ends; yield its address, like "http://127.0.0.1:20000".

    The handler logs nothing. If it raised an error, the test fails when the block ends.
    """
    quiet = type("Handler", (handler,), {"log_message": lambda *_: None})
    server = _Server(quiet)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert server.mistakes == []
