"""The files of a release: what somebody needs who sends an issue by hand, as one zip for each edition."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .publication import LIMITED, MAIN, Publication

_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can hold, so that the same files make the same bytes."""
_NAMES = {".eml": "1-{list}.eml", "-copy.html": "copy-page.html", ".html": "preview.html", ".txt": "plain.txt"}
_FILE = re.compile(r"(?:bulletin|limited|(?:limited-)?correction-\d+)(-copy\.html|\.html|\.txt|\.eml)")
_READ_ME = """\
How to send {id} by hand

1. Open 1-{list}.eml. It opens as a draft in Outlook, Thunderbird or Apple Mail.
2. Put {who} into "Bcc", so that nobody sees the others' addresses.
3. Look at it once more, and send it.
4. On GitHub open Actions, "Mark as sent", "Run workflow", and give {id}.
   Until then every run reminds you, and what changes later is not counted from this issue.

If the draft does not open: open copy-page.html in a browser and follow what it says.
preview.html shows what the email looks like, plain.txt what people see who read plain text.
The files in calendar/ are the sessions, to attach where somebody asks for them.
"""
_WHO = {MAIN: "your list", LIMITED: "only those who may have the limited edition"}


class Asset(NamedTuple):
    """A file of the release."""

    name: str
    data: bytes


def assets(publication: Publication, files: Mapping[str, bytes], *, public: bool) -> tuple[Asset, ...]:
    """A zip for each edition; in a public repository only what everybody may see. files: bytes by path."""
    found = []
    if not public or publication.public:
        main = {path: data for path, data in files.items() if path not in publication.limited}
        found.append(Asset(f"{_stem(publication)}.zip", _zip(publication, MAIN, main)))
    if publication.limited and not public:
        limited = {path: data for path, data in files.items() if path in publication.limited}
        found.append(Asset(f"{_stem(publication)}-limited.zip", _zip(publication, LIMITED, limited)))
    return tuple(found)


def _stem(publication: Publication) -> str:
    return publication.id.replace("/", "-")


def _zip(publication: Publication, list_: str, files: Mapping[str, bytes]) -> bytes:
    read_me = _READ_ME.format(id=publication.id, list=list_, who=_WHO[list_])
    entries = {"read-me-first.txt": read_me.replace("\n", "\r\n").encode()} | dict(_entries(list_, files))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:  # zlib's bytes differ between machines
        for name, data in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return held.getvalue()


def _entries(list_: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path, data in files.items():
        name = path.rpartition("/")[2]
        if "/calendar/" in path:
            yield f"calendar/{name}", data
        known = _FILE.fullmatch(name)
        if known:
            yield _NAMES[known[1]].format(list=list_), data
