"""Run servers on this machine: Radicale, and a web host of a calendar file."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

from tests.support.ports import free_port
from tests.support.servers import http_server


def environment(**variables: str) -> dict[str, str]:
    """Return environment variables for other programs, without those of coverage.

    Coverage would count the lines of a program in Python, which would take several times as long.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")} | variables


@contextmanager
def radicale(folder: Path) -> Iterator[str]:
    """Run a CalDAV server with its data in a folder; yield its address."""
    port = free_port()
    options = {"server-hosts": f"127.0.0.1:{port}", "auth-type": "none", "storage-filesystem-folder": str(folder)}
    command = [
        sys.executable,
        "-m",
        "radicale",
        "--config",
        "",
        *(f"--{key}={value}" for key, value in options.items()),
    ]
    server = subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, encoding="utf-8")
    assert server.stderr
    listening = threading.Thread(target=server.stderr.read, daemon=True)
    try:
        message = next(line for line in server.stderr if "ready" in line or "CRITICAL" in line)
        assert "ready" in message, message
        # Read the server's further messages: when the pipe is full, the server waits for a reader.
        listening.start()
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(10)
        if listening.ident:
            listening.join(10)
        server.stderr.close()


class Host:
    """A web host of one calendar file, which answers with an ETag."""

    def __init__(self) -> None:
        self.data = b""
        self.answers: list[int] = []
        """The status of each answer."""
        self.address = ""


@contextmanager
def calendar_host() -> Iterator[Host]:
    """Run a host of a calendar file until the block ends."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            etag = f'"{hashlib.sha256(host.data).hexdigest()[:16]}"'
            status = 304 if self.headers.get("If-None-Match") == etag else 200
            body = host.data if status == 200 else b""
            host.answers.append(status)
            self.send_response(status)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    with http_server(Handler) as address:
        host.address = f"{address}/calendar.ics"
        yield host
