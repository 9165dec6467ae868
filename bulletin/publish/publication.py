"""An issue that is ready to send, as frozen values and as a folder that is complete without the content."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from email import policy
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from ..errors import PublishError
from ..ledger import document
from ..ledger.entries import ToldEntry

FILE = "publication.json"
"""The name of the file with the values, in the folder's root beside mail/."""

MAIN, LIMITED = "main", "limited"
"""The lists of the main and the limited edition; the list of an edition for some readers is the edition's slug."""

SENT = "-send.eml"
"""The ending of the names of files that are sent."""

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One edition, as it is sent."""

    list: str
    """main, limited, or the slug of an edition for some readers."""
    path: str
    """The path of its file from the folder."""
    message_id: str
    sender: str
    """The address in From, which is also the envelope's sender."""
    subject: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The items (by slug) and sessions (by `slug/key`) that a mail mentions, as the ledger records them."""

    items: Mapping[str, str]
    """Hashes of the items."""
    sessions: Mapping[str, ToldEntry]
    hashes: Mapping[str, str]
    """Hashes of the sessions, including those about which the mail says nothing new."""
    awaited: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The labels of sessions without a date, by the slug of their item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An issue, correction or reminder that is ready to send."""

    id: str
    """Its id, like 2022-02, 2022-02/correction-1 or reminder-2022-03-07."""
    bulletin: str
    """The bulletin's id."""
    title: str
    day: date
    commit: str
    """The commit of the content that it was built from; "" if it is unknown."""
    page: str
    """The full address of its web page, "" if it has none."""
    page_sha256: str
    public: bool
    """Whether everything in the main edition is public."""
    sample: bool
    mentions: Mentions
    files: Mapping[str, str]
    """The SHA-256 of each file, by its path from the folder."""
    limited: frozenset[str] = frozenset()
    """The paths among `files` that belong to the limited edition."""
    messages: tuple[Message, ...] = field(default=(), repr=False)

    def stem(self, list_: str) -> str:
        """Return the stem of the file names of a list's edition, "" if the list has none."""
        paths = (message.path for message in self.messages if message.list == list_)
        return next(paths, "").rpartition("/")[2].removesuffix(SENT)

    @property
    def issue(self) -> str:
        """Return the id of the issue; of a correction, the id of the corrected issue."""
        return self.id.partition("/")[0]


_TEXTS = ("id", "bulletin", "title", "commit", "page", "page_sha256")
_FACTS = ("public", "sample")
"""The fields that stand in publication.json under their names, as texts and as true or false."""


def message(list_: str, path: str, data: bytes) -> Message:
    """Read an edition from the bytes of its file; raise PublishError if it has no Message-ID or no From."""
    headers = BytesHeaderParser(policy=policy.default).parsebytes(data)
    message_id, sender = str(headers["Message-ID"] or "").strip(), parseaddr(str(headers["From"] or ""))[1]
    for name, value in (("Message-ID", message_id), ("From", sender)):
        if not value:
            raise PublishError(f"{path} has no {name}, so I do not send it. Build again with this Bulletin.")
    subject = str(headers["Subject"] or "")
    return Message(list=list_, path=path, message_id=message_id, sender=sender, subject=subject, data=data)


def dump(publication: Publication) -> str:
    """Return the text of publication.json; the messages are in files of their own."""
    mentions = publication.mentions
    values = {
        **{name: getattr(publication, name) for name in (*_TEXTS, *_FACTS)},
        "version": VERSION,
        "date": publication.day.isoformat(),
        "files": dict(publication.files),
        "limited": sorted(publication.limited),
        "messages": {message.list: message.path for message in publication.messages},
        "items": dict(mentions.items),
        "awaited": {slug: list(labels) for slug, labels in mentions.awaited.items()},
        "sessions": {
            ref: document.values(entry) | {"hash": mentions.hashes[ref]} for ref, entry in mentions.sessions.items()
        },
        "hashes": {ref: digest for ref, digest in mentions.hashes.items() if ref not in mentions.sessions},
    }
    return json.dumps(values, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(publication: Publication, files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write the files and publication.json into a folder that does not exist or is empty."""
    for path, data in files:
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    (folder / FILE).write_text(dump(publication), "utf-8", newline="\n")


def read(folder: Path) -> Publication:
    """Read a publication's folder; raise PublishError if it is not one, or if a file has changed since the build."""
    try:
        values = json.loads((folder / FILE).read_text("utf-8"))
        if values["version"] != VERSION:
            raise PublishError(f"{folder} was built by another version of Bulletin. Use the same one for both.")
        files = {str(path): str(digest) for path, digest in values["files"].items()}
        bytes_of = {path: _read_verified(folder, path, digest) for path, digest in files.items()}
        return replace(
            _from_values(values, files),
            messages=tuple(message(name, path, bytes_of[path]) for name, path in _main_first(values["messages"])),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, document.Damage) as error:
        sentence = f"The folder {folder} holds no issue that I could publish, or not all of it."
        raise PublishError(f"{sentence} Give `bundle` the folder that `command: build` made.") from error


def _main_first(messages: Mapping[str, str]) -> list[tuple[str, str]]:
    return sorted(messages.items(), key=lambda row: (row[0] != MAIN, row[0] == LIMITED, row[0]))


def _from_values(values: Mapping[str, Any], files: Mapping[str, str]) -> Publication:
    sessions: Mapping[str, Mapping[str, str]] = values["sessions"]
    texts: dict[str, Any] = {name: str(values[name]) for name in _TEXTS}
    facts: dict[str, Any] = {name: values[name] is True for name in _FACTS}
    return Publication(
        **texts,
        **facts,
        day=date.fromisoformat(values["date"]),
        mentions=Mentions(
            items={str(slug): str(digest) for slug, digest in values["items"].items()},
            sessions={ref: _told_entry(ref, row) for ref, row in sessions.items()},
            hashes={ref: row["hash"] for ref, row in sessions.items()} | dict(values.get("hashes", {})),
            awaited={str(slug): tuple(map(str, labels)) for slug, labels in values.get("awaited", {}).items()},
        ),
        files=files,
        limited=frozenset(str(path) for path in values["limited"]),
    )


def _read_verified(folder: Path, path: str, digest: str) -> bytes:
    target = folder / path
    if not target.resolve().is_relative_to(folder.resolve()):
        raise PublishError(f"{path} leaves the folder, so I publish nothing of it.")
    data = target.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise PublishError(f"{path} is not the file that was built. Build again.")
    return data


def _told_entry(ref: str, row: Mapping[str, str]) -> ToldEntry:
    entry: ToldEntry = document.from_json(ToldEntry, {key: value for key, value in row.items() if key != "hash"}, ref)
    return entry
