"""The site of the sample bulletin, as a team would publish it: without the line `sample:` in its settings."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection
from functools import cache
from pathlib import Path

import lxml.html

from bulletin import load, render
from bulletin.model import Bulletin
from tests.support.values import ROOT

BASE = "https://example.org/nw-safeguarding/"
Page = lxml.html.HtmlElement


def site(bulletin: Bulletin, only: Collection[str] = ()) -> dict[str, bytes]:
    """Return the files of a bulletin's site: address, like "items/a/" → bytes."""
    files_by_address = {}
    for file in render(bulletin, only):
        if file.path.startswith("site/"):
            name = file.path.removeprefix("site/")
            address = name.removesuffix("index.html") if f"/{name}".endswith("/index.html") else name
            files_by_address[address] = file.read_bytes()
    return files_by_address


@cache
def published() -> Bulletin:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder, "content")
        shutil.copytree(ROOT / "content", content)
        settings = content / "bulletin.yml"
        lines = settings.read_text("utf-8").splitlines(keepends=True)
        settings.write_text("".join(line for line in lines if not line.startswith("sample:")), "utf-8")
        bulletin = load(content)
        # Some files are only copied when they are written, so they must be read before this folder is deleted.
        _FILES.update(site(bulletin))
    return bulletin


_FILES: dict[str, bytes] = {}


def files() -> dict[str, bytes]:
    """Return the files of the published sample. All tests share this mapping and must not change it."""
    published()
    return _FILES


@cache
def pages() -> dict[str, Page]:
    """Return the parsed pages of the published sample, by address."""
    return {
        address: lxml.html.document_fromstring(data.decode())
        for address, data in files().items()
        if not address or address.endswith(("/", ".html"))
    }
