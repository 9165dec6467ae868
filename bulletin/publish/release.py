"""The release of an issue on GitHub: draft → files → published, so that it works where releases are immutable."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from .github import Answer, Repository, refusal
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


_PAGES = 10
_PER_PAGE = 100
_PERMISSION = "contents: write"


class Release(NamedTuple):
    """What is released."""

    tag: str
    name: str
    notes: str
    commit: str
    """What the tag points to."""
    assets: tuple[Asset, ...]


def tag(publication_id: str) -> str:
    """The tag of an issue or correction."""
    return f"bulletin-{publication_id.replace('/', '-')}"


def release(repository: Repository, wanted: Release) -> str:
    """Make the release, or complete one that was begun; returns its address. Raises PublishError."""
    found = _find(repository, wanted.tag) or _create(repository, wanted)
    missing = _missing(found, wanted.assets)
    for asset in missing if found["draft"] else ():
        _upload(repository, found, asset)
    if found["draft"]:
        answer = repository.send("PATCH", f"releases/{found['id']}", {"draft": False})
        if answer.status != 200:
            again = _find(repository, wanted.tag)
            if again is None or again["draft"]:
                raise refusal(answer, "publish the release", _PERMISSION)
            return str(again["html_url"])
        return str(answer.body["html_url"])
    return str(found["html_url"])


def _all(repository: Repository) -> Iterator[dict[str, Any]]:
    """Releases, also drafts, which are not found by their tag."""
    for page in range(1, _PAGES + 1):
        answer = repository.get(f"releases?per_page={_PER_PAGE}&page={page}")
        if answer.status != 200 or not isinstance(answer.body, list):
            raise refusal(answer, "read the releases", _PERMISSION)
        yield from answer.body
        if len(answer.body) < _PER_PAGE:
            return


def _find(repository: Repository, name: str) -> dict[str, Any] | None:
    return next((one for one in _all(repository) if one.get("tag_name") == name), None)


def _create(repository: Repository, wanted: Release) -> dict[str, Any]:
    body = {"tag_name": wanted.tag, "name": wanted.name, "body": wanted.notes, "draft": True}
    answer = repository.send("POST", "releases", body | ({"target_commitish": wanted.commit} if wanted.commit else {}))
    if answer.status == 201 and isinstance(answer.body, dict):
        return answer.body
    found = _find(repository, wanted.tag) if answer.unclear or answer.status == 422 else None
    if found is None:
        raise refusal(answer, "make the release", _PERMISSION)
    return found


def _missing(found: dict[str, Any], assets: Sequence[Asset]) -> tuple[Asset, ...]:
    there = {one["name"]: one for one in found.get("assets", ())}
    return tuple(
        asset
        for asset in assets
        if asset.name not in there
        or there[asset.name].get("state") != "uploaded"
        or there[asset.name].get("size") != len(asset.data)
    )


def _upload(repository: Repository, found: dict[str, Any], asset: Asset) -> None:
    for one in found.get("assets", ()):
        if one["name"] == asset.name:  # left by an upload that was cut off
            repository.send("DELETE", f"releases/assets/{one['id']}")
    address = f"{str(found['upload_url']).partition('{')[0]}?name={quote(asset.name)}"
    answer = repository.send("POST", address, asset.data, "application/zip")
    if answer.status != 201 and not _is_there(repository, found, asset, answer):
        raise refusal(answer, f"upload {asset.name}", _PERMISSION)


def _is_there(repository: Repository, found: dict[str, Any], asset: Asset, answer: Answer) -> bool:
    if not answer.unclear and answer.status != 422:
        return False
    now = repository.get(f"releases/{found['id']}")
    return now.status == 200 and not _missing(now.body, (asset,))
