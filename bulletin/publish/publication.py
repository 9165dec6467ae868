"""What is published of an issue, as one folder that needs no content and no template any more."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from email import policy
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from ..errors import PublishError
from ..ledger.entries import ToldEntry
from ..model import State

FILE = "publication.json"
"""In the folder's root, beside mail/."""

MAIN, LIMITED = "main", "limited"
"""The lists: who receives the main edition, who the limited one."""

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One edition, as it is sent."""

    list: str
    """main or limited."""
    path: str
    """Of its file, from the folder."""
    message_id: str
    sender: str
    """The address in From, which is also the envelope's."""
    subject: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the mail says, for the ledger: hashes of items by slug, sessions by `slug/key`."""

    items: Mapping[str, str]
    sessions: Mapping[str, ToldEntry]
    hashes: Mapping[str, str]
    """Of the sessions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An issue, or a correction of one, that is ready to go out."""

    id: str
    """2022-02, or 2022-02/correction-1."""
    bulletin: str
    """The bulletin's id."""
    title: str
    day: date
    commit: str
    """Of the content that it was built from; "" where that is not known."""
    page: str
    """The full address of its web page, "" where there is none."""
    page_sha256: str
    public: bool
    """Whether everything that the main edition holds is public."""
    sample: bool
    named: Named
    files: Mapping[str, str]
    """SHA-256 by path, from the folder."""
    limited: frozenset[str] = frozenset()
    """Those of these paths that belong to the limited edition."""
    messages: tuple[Message, ...] = field(default=(), repr=False)

    @property
    def issue(self) -> str:
        """The id of its issue, also of a correction's."""
        return self.id.partition("/")[0]


def message(list_: str, path: str, data: bytes) -> Message:
    """An edition from the bytes of its file; raises PublishError if it lacks what sending needs."""
    headers = BytesHeaderParser(policy=policy.default).parsebytes(data)
    message_id, sender = str(headers["Message-ID"] or "").strip(), parseaddr(str(headers["From"] or ""))[1]
    for name, value in (("Message-ID", message_id), ("From", sender)):
        if not value:
            raise PublishError(f"{path} has no {name}, so I do not send it. Build again with this Bulletin.")
    subject = str(headers["Subject"] or "")
    return Message(list=list_, path=path, message_id=message_id, sender=sender, subject=subject, data=data)


def dump(publication: Publication) -> str:
    """The text of publication.json; the messages stay in their own files."""
    named = publication.named
    found = {
        "version": VERSION,
        "id": publication.id,
        "bulletin": publication.bulletin,
        "title": publication.title,
        "date": publication.day.isoformat(),
        "commit": publication.commit,
        "page": publication.page,
        "page_sha256": publication.page_sha256,
        "public": publication.public,
        "sample": publication.sample,
        "files": dict(publication.files),
        "limited": sorted(publication.limited),
        "messages": {one.list: one.path for one in publication.messages},
        "items": dict(named.items),
        "sessions": {ref: _row(told) | {"hash": named.hashes[ref]} for ref, told in named.sessions.items()},
    }
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(publication: Publication, files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write the folder: the files and publication.json; it must not exist, or be empty."""
    for path, data in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / FILE).write_text(dump(publication), "utf-8", newline="\n")


def read(folder: Path) -> Publication:
    """What a folder holds; raises PublishError if it is none, or if a file is not the one that was built."""
    try:
        found = json.loads((folder / FILE).read_text("utf-8"))
        if found["version"] != VERSION:
            raise PublishError(f"{folder} was built by another version of Bulletin. Use the same one for both.")
        files = {str(path): str(digest) for path, digest in found["files"].items()}
        bytes_of = {path: _verified(folder, path, digest) for path, digest in files.items()}
        return replace(
            _values(found, files),
            messages=tuple(message(name, path, bytes_of[path]) for name, path in _order(found["messages"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        said = f"{folder} holds no issue that I could publish ({type(error).__name__})."
        raise PublishError(f"{said} Give `bundle` the folder that `command: build` made.") from error


def _order(messages: Mapping[str, str]) -> list[tuple[str, str]]:
    """The main edition goes first."""
    return [(name, messages[name]) for name in (MAIN, LIMITED) if name in messages]


def _values(found: Mapping[str, Any], files: Mapping[str, str]) -> Publication:
    sessions: Mapping[str, Mapping[str, str]] = found["sessions"]
    return Publication(
        id=str(found["id"]),
        bulletin=str(found["bulletin"]),
        title=str(found["title"]),
        day=date.fromisoformat(found["date"]),
        commit=str(found["commit"]),
        page=str(found["page"]),
        page_sha256=str(found["page_sha256"]),
        public=found["public"] is True,
        sample=found["sample"] is True,
        named=Named(
            items={str(slug): str(digest) for slug, digest in found["items"].items()},
            sessions={ref: _told(row) for ref, row in sessions.items()},
            hashes={ref: row["hash"] for ref, row in sessions.items()},
        ),
        files=files,
        limited=frozenset(str(path) for path in found["limited"]),
    )


def _verified(folder: Path, path: str, digest: str) -> bytes:
    target = folder / path
    if not target.resolve().is_relative_to(folder.resolve()):
        raise PublishError(f"{path} leaves the folder, so I publish nothing of it.")
    data = target.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise PublishError(f"{path} is not the file that was built. Build again.")
    return data


def _row(told: ToldEntry) -> dict[str, str]:
    times = {"start": told.start.isoformat(timespec="minutes"), "end": told.end.isoformat(timespec="minutes")}
    return times | {"issue": told.issue, "place": told.place, "state": str(told.state)}


def _told(row: Mapping[str, str]) -> ToldEntry:
    return ToldEntry(
        issue=row["issue"],
        start=datetime.fromisoformat(row["start"]),
        end=datetime.fromisoformat(row["end"]),
        place=row["place"],
        state=State(row["state"]),
    )
