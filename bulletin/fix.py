"""`bulletin fix`: what is certainly better written otherwise, as edits of a file; all else stays byte for byte.

Wrapped addresses, tracking, http of hosts known to have https, what came along in a link's
words, no-break spaces between words, typed bullets, and years of two digits in session lines.
No edit goes over the end of a line, and none changes what a date says or where a link leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from .content.dates import find_date
from .content.frontmatter import Wrong
from .content.load import read
from .content.source import Hyperlink, Source, Workspace
from .errors import FolderError
from .model import Issue
from .text import humanize
from .text.private import hidden
from .text.urls import is_at, is_wrapped, untracked, unwrapped

_BULLET = re.compile(r"( {0,3})[·•▪◦‣●][ \t\u00a0]+(?=\S)")
_MARK = re.compile(r"[ \t>]*(?:[-*+>]|[0-9]{1,9}[.)]|#{1,6}|[·•▪◦‣●])?[ \t\u00a0]*")
_TAIL = re.compile(r"\s*\((?:www\.)?(?:[a-z0-9-]+\.)+(?:uk|org|com|net|eu|int)\)$", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(?<![0-9A-Za-z/.:-])[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}(?![0-9A-Za-z/:-]|\.[0-9])")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_TARGET = re.compile(r"[^\s<>()\"'`\\]*")
_STOPS = ".,;:!?)]'*"
"""What no bare address ends with."""


class Edit(NamedTuple):
    """Something to write instead of a piece of a text."""

    start: int
    end: int
    text: str


class Lists(NamedTuple):
    """The lists of words that the edits go by."""

    tracking: Sequence[Sequence[str]]
    https_hosts: Sequence[str]

    @classmethod
    def of(cls, lines: Mapping[str, Sequence[str]]) -> Lists:
        """The lists of a desk."""
        tracking = [[cell.strip() for cell in line.split("|")] for line in lines.get("tracking", ())]
        return cls(tracking, tuple(lines.get("https-hosts", ())))


def edits(workspace: Workspace) -> dict[str, tuple[Edit, ...]]:
    """The edits of each file that has any, by its path."""
    lists = Lists.of(workspace.words)
    homes = {issue.id: issue for issue in workspace.issues}
    issues = {item.path: homes[item.issue] for issue in workspace.issues for item in issue.items}
    found = {source.path: tuple(_edits(source, issues.get(source.path), lists)) for source in workspace.sources}
    return {path: kept for path, several in found.items() if (kept := _apart(several))}


def applied(text: str, several: Iterable[Edit]) -> str:
    """A text with its edits; their offsets count line ends as one character, however they are written."""
    starts = _line_starts(text)
    parts, done = [], 0
    for edit in sorted(several):
        line, column = _place(starts, edit.start)
        start = starts[line][1] + column
        parts += [text[done:start], edit.text]
        done = start + edit.end - edit.start
    return "".join([*parts, text[done:]])


def _line_starts(text: str) -> list[tuple[int, int]]:
    """Where each line begins: with line ends of one character, and as it is."""
    mark = int(text.startswith("\ufeff"))
    found = [(0, mark)]
    plain = 0
    last = mark
    for match in re.finditer("\r\n|\r|\n", text):
        plain += match.start() - last + 1
        last = match.end()
        found.append((plain, last))
    return found


def _place(starts: Sequence[tuple[int, int]], offset: int) -> tuple[int, int]:
    low, high = 0, len(starts)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if starts[middle][0] <= offset else (low, middle)
    return low, offset - starts[low][0]


def _apart(several: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits that change something, without those that overlap one before them."""
    kept: list[Edit] = []
    for edit in sorted(several):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return tuple(kept)


def _edits(source: Source, issue: Issue | None, lists: Lists) -> Iterator[Edit]:
    for link in source.links:
        yield from _address(source, link, lists)
        yield from _label(source, link)
    yield from _spaces(source)
    yield from _bullets(source)
    if issue is not None:
        yield from _short_years(source, issue)


def _address(source: Source, link: Hyperlink, lists: Lists) -> Iterator[Edit]:
    """The address of a link, clean, where it stands as it is read and the new one is read as one, too."""
    end = link.at + len(link.url)
    if not link.url.lower().startswith("http") or source.text[link.at : end] != link.url:
        return
    new = _clean(link.url, lists)
    if new != link.url and _reads_back(link, new):
        yield Edit(link.at, end, new)


def _clean(url: str, lists: Lists) -> str:
    if is_wrapped(url):
        url = unwrapped(url) or url
    if not is_wrapped(url):
        url = untracked(url, lists.tracking)
        if url[:7].lower() == "http://" and any(is_at(url, host) for host in lists.https_hosts):
            url = "https://" + url[7:]
    return url


def _reads_back(link: Hyperlink, new: str) -> bool:
    """Whether an address will be read whole where the old one stood."""
    if not new.isascii() or not _ADDRESS.fullmatch(new) or not _TARGET.fullmatch(new) or ("&" in new and ";" in new):
        return False
    if link.kind in ("named", "angled"):
        return not new.endswith("*") and "_" not in new[-1:]
    return "," not in new and new[-1] not in _STOPS and not new.endswith(("-", "_"))


def _label(source: Source, link: Hyperlink) -> Iterator[Edit]:
    """What came along in the words of a link when it was copied."""
    if link.kind != "named" or source.text[link.start] != "[":
        return
    end = source.text.find("](", link.start, link.at)
    written = source.text[link.start + 1 : end] if end > 0 else ""
    match = _TAIL.search(written)
    if match and match.start() and "\n" not in match[0] and written[: match.start()].strip():
        yield Edit(link.start + 1 + match.start(), end, "")


def _spaces(source: Source) -> Iterator[Edit]:
    """No-break spaces between words; those at the edge of a line or after a list's mark may set something out."""
    at = source.text.find("\u00a0")
    code = [(block.start, block.end) for block in source.blocks if block.kind == "code"]
    while at >= 0:
        start = source.text.rfind("\n", 0, at) + 1
        end = source.text.find("\n", at)
        before = source.text[start:at]
        after = source.text[at + 1 : end if end >= 0 else len(source.text)]
        between = before.strip() and after.strip() and not _MARK.fullmatch(before)
        if between and not any(first <= at <= last for first, last in code):
            yield Edit(at, at + 1, " ")
        at = source.text.find("\u00a0", at + 1)


def _bullets(source: Source) -> Iterator[Edit]:
    """Typed bullets at the start of paragraphs' lines."""
    for block in source.blocks:
        if block.kind != "paragraph" or block.depth:
            continue
        start = source.text.rfind("\n", 0, block.start) + 1
        while start < block.end:
            match = _BULLET.match(source.text, start)
            if match:
                yield Edit(match.start(), match.end(), f"{match[1]}- ")
            start = source.text.find("\n", start) + 1 or block.end


def _short_years(source: Source, issue: Issue) -> Iterator[Edit]:
    """Years of two digits in session lines, where they are read beside the issue's date."""
    for value in source.values:
        if value.key != "sessions":
            continue
        shown = _ADDRESS.sub(lambda match: " " * len(match[0]), value.text)
        # What stands in a label is part of a name, and a session with another name is another session.
        for match in _SHORT_DATE.finditer(shown, shown.rfind(": ") + 1):
            if source.text[value.start + match.start() : value.start + match.end()] != match[0]:
                continue
            try:
                found = find_date(match[0], issue.day)
            except Wrong:
                continue
            if found and found.read.short_year:
                yield Edit(value.start + match.start(), value.start + match.end(), humanize.day(found.read.day))


class Tidied(NamedTuple):
    """A file that changed: its path, and what it says now."""

    path: Path
    before: bytes
    after: bytes


def tidied(content: Path) -> tuple[Tidied, ...]:
    """Every file of a folder that has something to tidy, with its new bytes; nothing is written."""
    found = []
    folder = content.absolute()
    for path, several in edits(read(content).workspace).items():
        file = Path(path)
        before = file.read_bytes()
        after = applied(before.decode("utf-8"), several).encode("utf-8")
        if after != before and file.absolute().is_relative_to(folder):
            found.append(Tidied(file, before, after))
    return tuple(sorted(found))


def diff(changed: tuple[Tidied, ...]) -> str:
    """What changes, as a unified diff in which no mailbox and no number of a person can be read."""
    lines: list[str] = []
    for one in changed:
        before, after = (data.decode("utf-8").splitlines() for data in (one.before, one.after))
        name = one.path.as_posix()
        lines += unified_diff(before, after, name, name, lineterm="", n=1)
    return "".join(f"{hidden(line)}\n" for line in lines)


def write(changed: tuple[Tidied, ...]) -> None:
    """Put the new bytes in place, file by file; raises FolderError."""
    for one in changed:
        new = one.path.with_name(f".{one.path.name}.new")
        try:
            new.write_bytes(one.after)
            new.chmod(one.path.stat().st_mode & 0o777)
            new.replace(one.path)
        except OSError as error:
            new.unlink(missing_ok=True)
            raise FolderError(f"I cannot write {one.path}: {error.strerror}.") from error
