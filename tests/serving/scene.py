"""Serve a desk from a content folder, and send it HTTP requests."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from click.testing import CliRunner

from bulletin.cli import commands
from bulletin.serving.latest import Latest
from bulletin.serving.server import Options, serving

SECRET, SITE_SECRET = "desk-secret", "site-secret"


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


class Scene(NamedTuple):
    latest: Latest
    url: str

    @property
    def port(self) -> int:
        return int(self.url.split("/")[2].rpartition(":")[2])

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def site_url(self) -> str:
        page = self.ask("").body.decode()
        return page.partition('data-site="')[2].partition('"')[0]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Reply:
        """Send a request for a path below the secret; a POST comes from the desk's own page."""
        usual = {"Origin": f"http://{self.host}"} if method == "POST" else {}
        return ask(self.port, f"/{SECRET}/{path}", method, body, usual | headers)

    def post(self, path: str, value: object) -> Reply:
        return self.ask(path, "POST", json.dumps(value).encode())


def ask(
    port: int, target: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
) -> Reply:
    """Send a request with exactly these headers; a _ in a name is sent as a hyphen."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    hyphenated = {name.replace("_", "-"): value for name, value in (headers or {}).items()}
    connection.request(method, target, body, hyphenated)
    answer = connection.getresponse()
    reply = Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
    connection.close()
    return reply


def sent_by_hand(content: Path) -> None:
    """Publish the issue 2022-02 without a mail server or a site, and say that it was sent."""
    for options in ((), ("--mark-sent",)):
        done = CliRunner().invoke(commands, ["publish", "--issue", "2022-02", *options, str(content)])
        assert done.exit_code == 0, done.output


@contextmanager
def desk(content: Path, *, has_editor: bool = False) -> Iterator[Scene]:
    """Serve a content folder; its changes are noticed only after `latest.touch()`."""
    latest = Latest(content)
    with serving(latest, Options(0, (SECRET, SITE_SECRET), has_editor)) as url:
        yield Scene(latest, url)


def site_port(scene: Scene) -> int:
    return urlsplit(scene.site_url).port or 0
