"""Fetch the files that a GitHub issue of a public repository links to; refuse a bad file with a sentence."""

from __future__ import annotations

import html
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from ..content.attachments import ending_of, is_readable
from ..publish.github_api import NoRedirect
from ..text.humanize import excerpt
from ..text.slugs import file_name

LARGEST = 10_000_000
"""The most bytes of one file."""
MOST = 5
LONGEST = timedelta(minutes=2)
"""The longest time that fetching all files of an issue may take."""
_SILENCE = 20
"""Seconds to wait for the next byte before giving up."""
_REQUESTS = 3
"""The most requests for one file: one to GitHub, and at most two to its stores."""
_BLOCK = 65_536

_UPLOAD = re.compile(
    r"https://github\.com/user-attachments/(?:files/[0-9]{1,20}/(?P<name>[^/?#\s]{1,300})|assets/[0-9a-f-]{36})"
)
"""The address that GitHub gives to a file that is dragged into an issue."""
_STORAGE = frozenset(
    {
        "objects.githubusercontent.com",
        "private-user-images.githubusercontent.com",
        "user-images.githubusercontent.com",
        "github-production-repository-file-5c1aeb.s3.amazonaws.com",
        "github-production-repository-image-32fea6.s3.amazonaws.com",
        "github-production-user-asset-6210df.s3.amazonaws.com",
    }
)
"""GitHub's stores, by their full names: anybody can make a bucket whose name begins in the same way."""
_NAMED = re.compile(
    r"!?\[(?P<words>[^\[\]\n]{0,200})\]\((?P<target>[^()\s]{1,2000})\)"
    r"|<img\b(?P<picture>[^<>\n]{0,3000})>"
    r"|(?P<bare>https?://[^\s<>()\[\]]{1,2000})"
)
"""The forms in which GitHub writes a file into a text: a link, a picture as Markdown or HTML, or an address alone."""
_ATTRIBUTE = re.compile(r'\b(alt|src)="([^"]{0,2000})"')
_MARKS = " \t\r\n-*+•,;"


class IssueFile(NamedTuple):
    """A file to put beside the item."""

    name: str
    data: bytes


class IssueFiles(NamedTuple):
    """The files of an issue, and a sentence for each that was refused."""

    files: tuple[IssueFile, ...]
    refusals: tuple[str, ...]


class Reply(NamedTuple):
    """A server's answer to a request."""

    status: int
    target: str
    """The address that it redirects to, "" if it does not."""
    size: int | None
    """Its Content-Length; None if there is none."""
    read: Callable[[int], bytes]
    """Return the next bytes of the body, at most the given number; no bytes at its end."""


class _Address(NamedTuple):
    """A link to a file in an issue's answer, with its words."""

    url: str
    words: str

    @property
    def own_name(self) -> str:
        """Return the file's name at GitHub, "" if it has none there."""
        match = _UPLOAD.fullmatch(self.url)
        return unquote(match["name"] or "") if match else ""


class _Refusal(Exception):
    """A file is refused. The text says why."""


def issue_files(answer: str, taken: Collection[str], clock: Callable[[], datetime]) -> IssueFiles:
    """Fetch the files that an answer links to. taken: the names of files that are already in the folder."""
    named, rest = _addresses(answer)
    refusals = [_NO_FILE.format(excerpt(rest, 80))] if rest else []
    refusals += [_TOO_MANY] if len(named) > MOST else []
    files: list[IssueFile] = []
    until = clock() + LONGEST
    for address in named[:MOST]:
        try:
            data = _fetch(address, lambda: clock() > until)
            name = _name(address, data)
            files.append(IssueFile(_free(name, {*map(file_name, taken), *(file.name for file in files)}), data))
        except _Refusal as refusal:
            refusals.append(str(refusal).format(excerpt(address.own_name or address.words or address.url, 80)))
    return IssueFiles(tuple(files), tuple(refusals))


_NO_FILE = 'I can take nothing but files here, and cannot read "{}". Write it into the text, or drag the file in again.'
_TOO_MANY = f"I take {MOST} files and no more. Leave the others out, or send them to the team."
_OUTSIDE = '"{}" is not a file of this issue. Save it, and drag it into the box.'
_ELSEWHERE = '"{}" lies at a place that I do not know. Send it to the team.'
_GONE = 'GitHub does not have "{}" any more. Drag it in again.'
_SILENT = 'GitHub did not give me all of "{}". Edit your text, and I try again.'
_TOO_LARGE = f'"{{}}" has more than {LARGEST // 1_000_000}MB. Save it smaller, and drag it in again.'
_TOO_SLOW = '"{}" came too slowly. Edit your text, and I try again.'
_NO_KIND = (
    '"{}" is not a PDF, Word, Excel, PowerPoint or text file, or a PNG, JPEG, GIF or WebP picture, with the ending '
    "that belongs to it. Save it as one of these, and drag it in again."
)


def _addresses(answer: str) -> tuple[list[_Address], str]:
    """Return the links to files in an answer, each once, and the remaining words."""
    links = []
    for match in _NAMED.finditer(answer):
        picture = dict(_ATTRIBUTE.findall(match["picture"] or ""))
        url = match["target"] or match["bare"] or html.unescape(picture.get("src", ""))
        links.append(_Address(url, match["words"] or html.unescape(picture.get("alt", ""))))
    lines = (" ".join(line.strip(_MARKS).split()) for line in _NAMED.sub("", answer).split("\n"))
    return list({address.url: address for address in links}.values()), " ".join(filter(None, lines))


def _fetch(address: _Address, is_late: Callable[[], bool]) -> bytes:
    """Return the bytes of a file; raise _Refusal."""
    url = address.url
    if not _UPLOAD.fullmatch(url):
        raise _Refusal(_OUTSIDE)
    try:
        for _ in range(_REQUESTS):
            if is_late():
                raise _Refusal(_TOO_SLOW)
            with ask(url) as reply:
                if not 300 <= reply.status < 400:
                    return _body(reply, is_late)
                url = _storage(reply.target)
    except (OSError, HTTPException, ValueError) as error:
        raise _Refusal(_SILENT) from error
    raise _Refusal(_ELSEWHERE)


def _storage(url: str) -> str:
    """Return the address if it is in one of GitHub's stores; else raise _Refusal."""
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.netloc not in _STORAGE:
        raise _Refusal(_ELSEWHERE)
    return url


def _body(reply: Reply, is_late: Callable[[], bool]) -> bytes:
    """Read a whole file; raise _Refusal if it is too large, comes too slowly or is incomplete."""
    if reply.status != 200:
        raise _Refusal(_GONE if reply.status in (404, 410) else _SILENT)
    data = bytearray()
    while block := reply.read(_BLOCK):
        data += block
        if len(data) > LARGEST:
            raise _Refusal(_TOO_LARGE)
        if is_late():
            raise _Refusal(_TOO_SLOW)
    if reply.size not in (None, len(data)):
        raise _Refusal(_SILENT)
    return bytes(data)


@contextmanager
def ask(url: str) -> Iterator[Reply]:
    """Request a file without a token and without following redirects; nothing else in this module uses the network."""
    request = urllib.request.Request(url, headers={"User-Agent": "bulletin"})
    try:
        answer = _OPENER.open(request, timeout=_SILENCE)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        size = answer.headers.get("Content-Length", "")
        target = answer.headers.get("Location", "")
        yield Reply(answer.status, target, int(size) if size.isdecimal() else None, answer.read1)


_OPENER = urllib.request.build_opener(NoRedirect())


def _name(address: _Address, data: bytes) -> str:
    """Return a safe name for a file; raise _Refusal if its bytes do not fit its ending."""
    name = file_name(address.own_name or address.words or "picture")
    if not is_readable(name, data) and not address.own_name:
        name += ending_of(data)
    if not is_readable(name, data):
        raise _Refusal(_NO_KIND)
    return name


def _free(name: str, taken: Collection[str]) -> str:
    """Return a name that is not taken, like flyer.pdf or else flyer-2.pdf."""
    stem, _, ending = name.rpartition(".")
    names = (f"{stem}-{number}.{ending}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(other for other in names if other not in taken)
