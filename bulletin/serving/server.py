"""Listen on two loopback ports, one for the editor's page and one for the web archive."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from .. import unforeseen
from ..errors import RequestError
from ..importing.guarded import LARGEST
from . import desk, site_pages
from .guard import LOOPBACK, Head, judge
from .latest import Latest
from .messages import WebAnswer, WebRequest, number_of, text_answer
from .new_files import LARGEST_BODY, LARGEST_WITH_PICTURES

PORTS = 20
"""The number of ports to try, from the requested one on."""
_LARGEST = {"read-document": LARGEST, "write-item": LARGEST_WITH_PICTURES}
"""Path of a request → the most bytes of its body, if that is not `LARGEST_BODY`."""
_SECONDS = 30
"""The seconds after which an incomplete request is given up."""
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

Answering = Callable[[WebRequest], WebAnswer]
"""Answer a request."""


class Options(NamedTuple):
    """The options of the server."""

    port: int
    """The first port to try; 0 for any free port."""
    secrets: tuple[str, str]
    """The first part of every path: of the desk, and of the archive."""
    has_editor: bool = False
    """Whether links to lines of files open in VS Code."""


@contextmanager
def serving(latest: Latest, options: Options) -> Iterator[str]:
    """Serve the desk and the web archive in two threads; yield the address of the desk.

    Raises RequestError if no port is free.
    """
    desk_secret, site_secret = options.secrets
    desk_server = _listening(options.port)
    site_server = _listening(0 if options.port == 0 else desk_server.server_port + 1)
    ours = desk.ServedDesk(latest, _address(site_server, site_secret) + "site/", options.has_editor)
    site = site_pages.ServedSite(latest, site_secret, desk_server.server_port)
    desk_server.begin(desk_secret, partial(desk.answer, ours))
    site_server.begin(site_secret, partial(site_pages.answer, site))
    try:
        yield _address(desk_server, desk_secret)
    finally:
        for server in (desk_server, site_server):
            server.shutdown()
            server.server_close()


def _address(server: ThreadingHTTPServer, secret: str) -> str:
    return f"http://{LOOPBACK}:{server.server_port}/{secret}/"


class _Server(ThreadingHTTPServer):
    """A server on one port, which answers nothing before `begin`."""

    daemon_threads = True
    # The most connections that wait to be taken. A browser can fill the library's 5, and the next then waits a second.
    request_queue_size = 100
    secret = ""
    answering: Answering

    def begin(self, secret: str, answering: Answering) -> None:
        """Start to answer requests, in a new thread."""
        self.secret, self.answering = secret, answering
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()

    def handle_error(self, request: object, client_address: object) -> None:
        """Print nothing: http.server calls this for broken connections; `_answer` handles other errors."""


def _listening(port: int) -> _Server:
    """Return a server on a port, or on the next free one; raise RequestError if none is free."""
    for candidate in range(port, port + PORTS) if port else (0,):
        try:
            return _Server((LOOPBACK, candidate), _Handler)
        except OSError:
            continue
        except OverflowError:
            break
    raise RequestError(f"No port from {port} on is free. Name another: bulletin serve --port 8100")


class _Handler(BaseHTTPRequestHandler):
    """Read a request, check it with `guard`, and write the answer."""

    protocol_version = "HTTP/1.1"
    server_version = "bulletin"
    sys_version = ""
    timeout = _SECONDS
    server: _Server

    def do_GET(self) -> None:
        """Answer a GET request."""
        self._answer()

    def do_HEAD(self) -> None:
        """Answer a HEAD request: the headers of the answer to GET, without its body."""
        self._answer()

    def do_POST(self) -> None:
        """Answer a POST request, which writes an item or sends a document."""
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing: http.server would log every request to the editor's terminal."""

    def _answer(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = judge(Head(self.command, self.path, headers), self.server.secret)
        if isinstance(request, WebAnswer):
            self.close_connection = True  # The unread body would be taken for the next request.
            self._write(request)
            return
        length = headers.get("content-length", "0")
        size = number_of(length) if length.strip("0") else 0
        if (length.strip("0") and not size) or size > _LARGEST.get(request.path, LARGEST_BODY):
            self.close_connection = True
            self._write(text_answer(413, "This is too large."))
            return
        try:
            answer = self.server.answering(request._replace(body=self.rfile.read(size)))
        except Exception as error:
            answer = text_answer(500, unforeseen.sentence(error))
        self._write(answer)

    def _write(self, answer: WebAnswer) -> None:
        self.send_response(answer.status)
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Security-Policy", answer.policy)
        self.send_header("Content-Type", answer.media_type)
        self.send_header("Content-Length", str(len(answer.data)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.data)
