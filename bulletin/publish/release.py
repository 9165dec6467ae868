"""Make the release of an issue on GitHub, with the files for sending it by hand.

The release is a draft until its files are uploaded: where releases are immutable, no file can be added later.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from .github_api import Answer, ListError, Repository, refusal
from .publication import LIMITED, MAIN, Publication

_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can hold; it is constant, so that the same files make the same bytes."""
_NAMES = {".eml": "1-{list}.eml", "-copy.html": "copy-page.html", ".html": "preview.html", ".txt": "plain.txt"}
"""The endings of an edition's files after their stem → their names in the zip."""
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
_OF_EDITION = "the list of the edition {}"
_PERMISSION = "contents: write"


class ReleaseFile(NamedTuple):
    """A file of the release."""

    name: str
    data: bytes


class Release(NamedTuple):
    """A release to make."""

    tag: str
    name: str
    notes: str
    commit: str
    """The commit that the tag points to."""
    files: tuple[ReleaseFile, ...]


def release_files(publication: Publication, files: Mapping[str, bytes], *, public: bool) -> tuple[ReleaseFile, ...]:
    """Make a zip for each edition. files: bytes by path.

    In a public repository leave out the limited edition, and the others unless everything in the issue is public.
    """
    zips = []
    for list_ in dict.fromkeys((MAIN, *(message.list for message in publication.messages), LIMITED)):
        if list_ == LIMITED and (public or not publication.limited):
            continue
        if list_ == LIMITED or not public or publication.public:
            own = {path: data for path, data in files.items() if (path in publication.limited) == (list_ == LIMITED)}
            name = _stem(publication) if list_ == MAIN else f"{_stem(publication)}-{list_}"
            zips.append(ReleaseFile(f"{name}.zip", _zip(publication, list_, own)))
    return tuple(zips)


def _stem(publication: Publication) -> str:
    return publication.id.replace("/", "-")


def _zip(publication: Publication, list_: str, files: Mapping[str, bytes]) -> bytes:
    read_me = _READ_ME.format(id=publication.id, list=list_, who=_WHO.get(list_, _OF_EDITION.format(list_)))
    entries = {"read-me-first.txt": read_me.replace("\n", "\r\n").encode()} | dict(_entries(publication, list_, files))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # zlib's bytes differ between machines
        for name, data in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def _entries(publication: Publication, list_: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the names and bytes of an edition's files, renamed for the person who sends them."""
    stem = publication.stem(list_)
    for path, data in files.items():
        name = path.rpartition("/")[2]
        if "/calendar/" in path:
            yield f"calendar/{name}", data
        ending = name.removeprefix(stem)
        if stem and name.startswith(stem) and ending in _NAMES:
            yield _NAMES[ending].format(list=list_), data


def tag(publication_id: str) -> str:
    """Return the tag of an issue or correction."""
    return f"bulletin-{publication_id.replace('/', '-')}"


def release(repository: Repository, new: Release) -> str:
    """Make the release, or complete one that was begun; return its address. Raises PublishError."""
    row = _find(repository, new.tag) or _create(repository, new)
    if not row["draft"]:
        return str(row["html_url"])
    for file in _missing(row, new.files):
        _upload(repository, row, file)
    answer = repository.send("PATCH", f"releases/{row['id']}", {"draft": False})
    if answer.status == 200:
        return str(answer.body["html_url"])
    row_again = _find(repository, new.tag)
    if row_again is None or row_again["draft"]:
        raise refusal(answer, "publish the release", _PERMISSION)
    return str(row_again["html_url"])


def exists(repository: Repository, name: str) -> bool:
    """Tell whether a release has this tag; raise PublishError if the releases cannot be read."""
    return _find(repository, name) is not None


def _find(repository: Repository, name: str) -> dict[str, Any] | None:
    """Return the API's row of a release, also of a draft, which cannot be fetched by its tag; None if there is none."""
    try:
        return next((row for row in repository.rows("releases") if row.get("tag_name") == name), None)
    except ListError as error:
        raise refusal(error.answer, "read the releases", _PERMISSION) from error


def _create(repository: Repository, new: Release) -> dict[str, Any]:
    body = {"tag_name": new.tag, "name": new.name, "body": new.notes, "draft": True}
    answer = repository.send("POST", "releases", body | ({"target_commitish": new.commit} if new.commit else {}))
    if answer.status == 201 and isinstance(answer.body, dict):
        return answer.body
    row = _find(repository, new.tag) if answer.unclear or answer.status == 422 else None
    if row is None:
        raise refusal(answer, "make the release", _PERMISSION)
    return row


def _missing(row: dict[str, Any], files: Sequence[ReleaseFile]) -> tuple[ReleaseFile, ...]:
    """Return the files that a release lacks, or has only in part."""
    sizes = {asset["name"]: asset.get("size") for asset in row.get("assets", ()) if asset.get("state") == "uploaded"}
    return tuple(file for file in files if sizes.get(file.name) != len(file.data))


def _upload(repository: Repository, row: dict[str, Any], file: ReleaseFile) -> None:
    for asset in row.get("assets", ()):
        if asset["name"] == file.name:  # An upload that was cut off left it.
            repository.send("DELETE", f"releases/assets/{asset['id']}")
    address = f"{str(row['upload_url']).partition('{')[0]}?name={quote(file.name)}"
    answer = repository.send("POST", address, file.data, "application/zip")
    if answer.status != 201 and not _is_uploaded(repository, row, file, answer):
        raise refusal(answer, f"upload {file.name}", _PERMISSION)


def _is_uploaded(repository: Repository, row: dict[str, Any], file: ReleaseFile, answer: Answer) -> bool:
    """Return whether the release has a file, after an answer that is unclear or says that the file exists."""
    if not answer.unclear and answer.status != 422:
        return False
    now = repository.get(f"releases/{row['id']}")
    return now.status == 200 and not _missing(now.body, (file,))
