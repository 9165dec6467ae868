"""A web server on this machine that answers like GitHub Pages.

Like it, the server sends ETags, compresses with gzip, lets clients cache for ten minutes, sends 404.html for an unknown
address, and chooses the type by the ending of the file name.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import NamedTuple

from tests.support.servers import http_server

PREFIX = "/nw-safeguarding/"
TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ics": "text/calendar",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
    "xml": "application/xml",
}


class Server(NamedTuple):
    """A running server of a site."""

    url: str
    """The address of the home page."""
    answers: list[tuple[str, int]]
    """Path and status of each answer so far, like ("/nw-safeguarding/feed.xml", 200)."""


@contextmanager
def github_pages(find: Callable[[str], bytes | None] | Mapping[str, bytes]) -> Iterator[Server]:
    """Serve a site while the context is open.

    find: the bytes at an address; None if there is no such page. Addresses follow the home page's, like "",
    "items/a/" and "feed.xml".
    """
    look_up = find if callable(find) else find.get
    answers: list[tuple[str, int]] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            address = path.removeprefix(PREFIX) if path.startswith(PREFIX) else "none"
            data = look_up(address)
            status = 404 if data is None else 200
            data = (look_up("404.html") or b"") if data is None else data
            tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
            if status == 200 and self.headers.get("If-None-Match") == tag:
                status, data = 304, b""
            answers.append((path, status))
            self.send_response(status)
            name = "index.html" if not address or address.endswith("/") else address
            ending = "html" if status == 404 else name.rpartition(".")[2]
            if "gzip" in self.headers.get("Accept-Encoding", "") and data:
                data = gzip.compress(data, 1)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", TYPES.get(ending, "application/octet-stream"))
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "max-age=600")
            self.send_header("ETag", tag)
            self.end_headers()
            self.wfile.write(data)

    with http_server(Handler) as address:
        yield Server(f"{address}{PREFIX}", answers)
