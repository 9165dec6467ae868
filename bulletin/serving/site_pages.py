"""Answer requests for the web archive, on its own port, as its readers would see it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .. import addresses
from ..model import File
from ..text import media_types
from .guard import HOSTS
from .latest import WAIT, Latest
from .messages import HTML, JAVASCRIPT, TEXT, WebAnswer, WebRequest, number_of, text_answer

_RELOADS = "reload.js"
_SITE = "site/"
_END = b"</body>"


class ServedSite(NamedTuple):
    """What is needed to answer requests."""

    latest: Latest
    secret: str
    desk_port: int
    """The port of the desk, the only page that may show the archive in a frame."""

    @property
    def policy(self) -> str:
        """The Content Security Policy (level 3): load only from this port, and be framed only by the desk."""
        desks = " ".join(f"http://{host}:{self.desk_port}" for host in HOSTS)
        return f"default-src 'self' data: 'unsafe-inline'; form-action 'self'; frame-ancestors {desks}"


def answer(site: ServedSite, request: WebRequest) -> WebAnswer:
    """Answer a request that `guard` has accepted."""
    if request.method != "GET":
        return text_answer(405, "The web archive is only read.")
    if request.path == "number":
        newest = site.latest.wait(number_of(request.query.get("after", "")), WAIT)
        return WebAnswer(200, TEXT, str(newest).encode())
    if request.path == _RELOADS:
        return WebAnswer(200, JAVASCRIPT, (Path(__file__).parent / _RELOADS).read_bytes(), site.policy)
    return _page(site, request.path)


def _page(site: ServedSite, path: str) -> WebAnswer:
    """Answer with the file at a path, as a web server does; without one, with the archive's page "not found"."""
    number = site.latest.number  # Taken before the files are read, so that a change meanwhile reloads the page.
    files = site.latest.site()
    for candidate in (f"{path}index.html" if path.endswith("/") else path, f"{path}/index.html"):
        if candidate.startswith(_SITE) and candidate in files:
            return _answer(site, files[candidate], 200, number)
    missing = files.get(addresses.site(addresses.NOT_FOUND))
    return _answer(site, missing, 404, number) if missing else text_answer(404, "There is no such page.")


def _answer(site: ServedSite, file: File, status: int, number: int) -> WebAnswer:
    """Answer with a file; a script is added to pages, which reloads them at a state after this number."""
    try:
        data = file.read_bytes()
    except OSError:
        return text_answer(404, "This file is gone.")
    media_type = media_types.of_name(file.path)
    if media_type != "text/html":
        return WebAnswer(status, media_type, data, site.policy)
    before, end, after = data.rpartition(_END)
    script = f'<script src="/{site.secret}/{_RELOADS}" data-number="{number}"></script>\n'.encode()
    return WebAnswer(status, HTML, before + script + end + after if end else data, site.policy)
