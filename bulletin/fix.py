"""Find the edits of `bulletin fix`, and write them.

They mend wrapped addresses, tracking parameters, http of hosts that have https, text that was copied into
the words of a link by mistake, phone links that no phone can dial, no-break spaces between words, typed
bullets, years of two digits in session lines, marks that Markdown did not understand, broken letters, and
text that is read differently from what was meant. Everything else stays byte for byte: no edit crosses the
end of a line, and none changes the meaning of a date or the target of a link.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .content.dates import find_date
from .content.frontmatter import Document, KeyNames, Wrong
from .content.keys import TABLES, names
from .content.leftovers import leftovers_of
from .content.load import Reading, read
from .content.misreadings import misreadings
from .content.phones import is_uk, mended_tel
from .content.source import Hyperlink, Source, Workspace
from .content.top_part import read as read_top
from .content.top_part import read_settings
from .content.yaml_form import in_yaml_form
from .errors import FolderError
from .model import Issue
from .text import humanize
from .text.broken_letters import broken_letters, without_hidden
from .text.lines import lines_of
from .text.private import hidden
from .text.text_fault import TextFault
from .text.urls import AddressRows, host, is_wrapped, parents, reads_back, untracked, unwrapped
from .text.wordings import rows_of

_BULLET = re.compile(r"([ \u00a0]{0,3})[·•▪◦‣●][ \t\u00a0]+(?=\S)")
_MARK = re.compile(r"[ \t>]*(?:[-*+>]|[0-9]{1,9}[.)]|#{1,6}|[·•▪◦‣●])?[ \t\u00a0]*")
_TAIL = re.compile(r"\s*\((?:www\.)?(?:[a-z0-9-]+\.)+(?:uk|org|com|net|eu|int)\)$", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(?<![0-9A-Za-z/.:-])[0-9]{1,2}([/.-])[0-9]{1,2}\1[0-9]{2}(?![0-9A-Za-z/:-]|\.[0-9])")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_NO_BREAK = "\u00a0"


class Edit(NamedTuple):
    """A new text in place of a part of a file's text; offsets count each line end as one character."""

    start: int
    end: int
    text: str


class ChangedFile(NamedTuple):
    """A file to mend, with its bytes before and after."""

    path: Path
    before: bytes
    after: bytes


class EditBasis(NamedTuple):
    """The word lists and settings that the edits need."""

    tracking: Sequence[Sequence[str]]
    """Rows (name of a tracking parameter, host); without the host for a parameter of every host."""
    https_hosts: frozenset[str]
    wrappers: AddressRows
    """Rows (pattern of a wrapped address, where in it the real address is)."""
    uk: bool
    """Whether phone numbers are British."""
    month_first: bool
    """Whether 03/04/22 is 4 March in this bulletin, not 3 April."""


_MOST_ROUNDS = 5
"""What was set in as code can be mended only once it is none: the most times that a folder is looked at."""


def changed_files(content: Path) -> tuple[ChangedFile, ...]:
    """Return every file of a content folder that has something to mend; nothing is written.

    A second call, after they are written, returns none.
    """
    folder = content.absolute()
    texts: dict[Path, str] = {}
    for _ in range(_MOST_ROUNDS):
        unsaved = {path.absolute().relative_to(folder).as_posix(): text for path, text in texts.items()}
        before = dict(texts)
        for path, mend in _menders(read(content, unsaved=unsaved)).items():
            file = Path(path)
            if file.absolute().is_relative_to(folder):
                texts[file] = mend(texts[file] if file in texts else file.read_bytes().decode("utf-8"))
        if texts == before:
            break
    files = (ChangedFile(file, file.read_bytes(), text.encode("utf-8")) for file, text in texts.items())
    return tuple(sorted(file for file in files if file.before != file.after))


def hidden_letters(reading: Reading) -> dict[str, str]:
    """Return path → the text of each file that was not read because of its hidden characters (FIL03)."""
    paths = {problem.path for problem in reading.problems if problem.rule == "FIL03"}
    return {path: Path(path).read_bytes().decode("utf-8") for path in sorted(paths) if Path(path).is_file()}


def _menders(reading: Reading) -> dict[str, Callable[[str], str]]:
    """Return path → the function that mends the text of each file that has something to mend."""
    # Files with hidden characters (FIL03) were not parsed, so find_edits has none for them.
    menders: dict[str, Callable[[str], str]] = {
        problem.path: without_hidden for problem in reading.problems if problem.rule == "FIL03"
    }
    for path, edits in find_edits(reading.workspace).items():
        menders[path] = partial(apply_edits, edits=edits)
    return menders


def yaml_files(content: Path) -> tuple[ChangedFile, ...]:
    """Return every file whose front matter means something else to a YAML parser, and its form in YAML.

    Nothing is written.
    """
    changed = []
    for source in read(content).workspace.sources:
        file = Path(source.path)
        before = file.read_bytes()
        end = "\r\n" if b"\r\n" in before else "\n"
        mark = "\ufeff" if before.startswith("\ufeff".encode()) else ""
        after = in_yaml_form(*_document(source), fenced=source.kind != "settings")
        if after != source.text:
            changed.append(ChangedFile(file, before, (mark + after.replace("\n", end)).encode("utf-8")))
    return tuple(sorted(changed))


def known_words_file(content: Path, words: Iterable[str]) -> ChangedFile:
    """Return the team's list of words that are right although no dictionary has them, with more words at its end.

    Nothing is written. words: in small letters.
    """
    path = content / "words" / "known-words.txt"
    before = path.read_bytes() if path.exists() else b""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    own_end = b"" if not before or before.endswith(b"\n") else end
    added = b"".join(word.encode("utf-8") + end for word in sorted(set(words)))
    return ChangedFile(path, before, before + own_end + added)


def _document(source: Source) -> tuple[Document, KeyNames]:
    """Read the front matter of a file again, and return it with the names of its keys."""
    keys = names(TABLES[source.kind])
    reader = read_settings if source.kind == "settings" else read_top
    return reader(source.text, source.path, keys), keys


def diff(changed: Iterable[ChangedFile]) -> str:
    """Return the changes as a unified diff, without health numbers, mailboxes inside addresses and join links."""
    lines: list[str] = []
    for file in changed:
        before, after = (_lines(data) for data in (file.before, file.after))
        name = file.path.as_posix()
        lines += unified_diff(before, after, name, name, lineterm="", n=1)
    return "".join(f"{hidden(line)}\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    lines = lines_of(data.decode("utf-8"))
    return lines if lines[-1] else lines[:-1]


def write(changed: Iterable[ChangedFile]) -> None:
    """Write the new bytes of each file; raises FolderError if one cannot be written."""
    for file in changed:
        new = file.path.with_name(f".{file.path.name}.new")
        try:
            file.path.parent.mkdir(exist_ok=True)
            new.write_bytes(file.after)
            if file.path.exists():
                new.chmod(file.path.stat().st_mode & 0o777)
            new.replace(file.path)
        except OSError as error:
            new.unlink(missing_ok=True)
            raise FolderError(f"I cannot write {file.path}: {error.strerror}.") from error


def find_edits(workspace: Workspace) -> dict[str, tuple[Edit, ...]]:
    """Return path → edits of each file that has any."""
    basis = _edit_basis(workspace)
    by_id = {issue.id: issue for issue in workspace.issues}
    issues = {item.path: by_id[item.issue] for issue in workspace.issues for item in issue.items}
    edits = {source.path: _without_overlaps(_edits(source, issues, basis)) for source in workspace.sources}
    return {path: of_file for path, of_file in edits.items() if of_file}


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return the text of a file with edits applied; its line ends and its byte order mark stay."""
    starts = _line_starts(text)
    parts, done = [], 0
    for edit in sorted(edits):
        line = starts[bisect_right(starts, edit.start, key=lambda line: line.offset) - 1]
        start = line.at + edit.start - line.offset
        parts += [text[done:start], edit.text]
        done = start + edit.end - edit.start
    return "".join([*parts, text[done:]])


class _LineStart(NamedTuple):
    offset: int
    """The offset of the line's start, if each line end counts as one character."""
    at: int
    """The offset of the line's start in the text of the file."""


def _line_starts(text: str) -> list[_LineStart]:
    starts = [_LineStart(0, int(text.startswith("\ufeff")))]
    for match in re.finditer("\r\n|\r|\n", text):
        offset = starts[-1].offset + match.start() - starts[-1].at + 1
        starts.append(_LineStart(offset, match.end()))
    return starts


def _edit_basis(workspace: Workspace) -> EditBasis:
    words, settings = workspace.words, workspace.settings
    return EditBasis(
        tracking=rows_of(words.get("tracking", ())),
        https_hosts=frozenset(words.get("https-hosts", ())),
        wrappers=AddressRows(rows_of(words.get("wrappers", ()))),
        uk=is_uk(settings.time_zone),
        month_first=settings.month_first,
    )


def _without_overlaps(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the edits, sorted, without those that overlap an earlier one."""
    apart: list[Edit] = []
    for edit in sorted(edits):
        if not apart or edit.start >= apart[-1].end:
            apart.append(edit)
    return tuple(apart)


def _edits(source: Source, issues: Mapping[str, Issue], basis: EditBasis) -> Iterator[Edit]:
    labels = _session_labels(source)
    for link in source.links:
        if not any(start <= link.at < end for start, end in labels):
            yield from _mend_address(source, link, basis)
            yield from _mend_number(source, link, basis)
        yield from _mend_label(source, link)
    for fault in (*leftovers_of(source), *_broken_letters(source)):
        if fault.mended is not None:
            yield Edit(fault.start, fault.end, fault.mended)
    yield from (Edit(*edit) for misreading in misreadings(source) for edit in misreading.edits)
    yield from _mend_spaces(source)
    yield from _mend_bullets(source)
    if source.path in issues:
        yield from _mend_short_years(source, issues[source.path], basis.month_first)


def _broken_letters(source: Source) -> Iterator[TextFault]:
    """Yield broken letters, but not those in addresses, which must stay as they are."""
    spans = [(link.at, link.at + len(link.url)) for link in source.links]
    for letter in broken_letters(source.text):
        if not any(start <= letter.start < end for start, end in spans):
            yield letter


def _mend_address(source: Source, link: Hyperlink, basis: EditBasis) -> Iterator[Edit]:
    """Yield an edit that cleans the address of a link.

    Only if the file has the address exactly as it was read, and the new address would be read as a whole too.
    """
    end = link.at + len(link.url)
    if not link.url.lower().startswith("http") or source.text[link.at : end] != link.url:
        return
    new = _clean_address(link.url, basis)
    if new != link.url and reads_back(link.kind, new):
        yield Edit(link.at, end, new)


def _mend_number(source: Source, link: Hyperlink, basis: EditBasis) -> Iterator[Edit]:
    """Yield an edit that mends the number in a `tel:` or `sms:` link."""
    end = link.at + len(link.url)
    if not basis.uk or link.url[:4].lower() not in ("tel:", "sms:") or source.text[link.at : end] != link.url:
        return
    with suppress(Wrong):
        tel = mended_tel(link.url)
        if tel:
            yield Edit(link.at, end, tel)


def _clean_address(url: str, basis: EditBasis) -> str:
    if is_wrapped(url, basis.wrappers):
        url = unwrapped(url, basis.wrappers) or url
    if not is_wrapped(url, basis.wrappers):
        url = untracked(url, basis.tracking)
        if url[:7].lower() == "http://" and not basis.https_hosts.isdisjoint(parents(host(url))):
            url = "https://" + url[7:]
    return url


def _mend_label(source: Source, link: Hyperlink) -> Iterator[Edit]:
    """Yield an edit that removes text at the end of a link's words which was copied with them by mistake."""
    if link.kind != "named" or source.text[link.start] != "[":
        return
    end = source.text.find("](", link.start, link.at)
    label = source.text[link.start + 1 : end] if end > 0 else ""
    match = _TAIL.search(label)
    if match and match.start() and "\n" not in match[0] and label[: match.start()].strip():
        yield Edit(link.start + 1 + match.start(), end, "")


def _mend_spaces(source: Source) -> Iterator[Edit]:
    """Yield edits that replace no-break spaces between words by blanks.

    Those at the start or end of a line, after a list's mark and in code stay: they may be there for the layout.
    """
    code = [(block.start, block.end) for block in source.blocks if block.kind.endswith("code")]
    start = 0
    for line in source.text.split("\n"):
        for match in re.finditer(_NO_BREAK, line):
            before, after, at = line[: match.start()], line[match.end() :], start + match.start()
            between = before.strip() and after.strip() and not _MARK.fullmatch(before)
            if between and not any(first <= at <= last for first, last in code):
                yield Edit(at, at + 1, " ")
        start += len(line) + 1


def _mend_bullets(source: Source) -> Iterator[Edit]:
    """Yield edits that replace typed bullets at the start of lines by those of Markdown ("- ")."""
    for block in source.blocks:
        if block.kind != "paragraph" or block.depth:
            continue
        start = source.text.rfind("\n", 0, block.start) + 1
        while start < block.end:
            match = _BULLET.match(source.text, start)
            if match:
                yield Edit(match.start(), match.end(), f"{match[1].replace(_NO_BREAK, ' ')}- ")
            start = source.text.find("\n", start) + 1 or block.end


def _mend_short_years(source: Source, issue: Issue, month_first: bool) -> Iterator[Edit]:
    """Yield edits that write dates with years of two digits in session lines in full, as they are read."""
    for value in source.values:
        if value.key != "sessions":
            continue
        words = _ADDRESS.sub(lambda match: " " * len(match[0]), value.text)
        for match in _SHORT_DATE.finditer(words, _label_length(words)):
            start, end = value.start + match.start(), value.start + match.end()
            day = _short_date(match[0], issue, month_first)
            if day and source.text[start:end] == match[0]:
                yield Edit(start, end, humanize.day(day, month_first=month_first))


def _session_labels(source: Source) -> list[tuple[int, int]]:
    """Return the start and end of what may be a label in each session line.

    Labels must not be mended: a label is part of the session's name, and with another name it is another session.
    """
    values = [value for value in source.values if value.key == "sessions"]
    return [(value.start, value.start + _label_length(value.text)) for value in values]


def _label_length(line: str) -> int:
    return line.rfind(": ") + 1


def _short_date(text: str, issue: Issue, month_first: bool) -> date | None:
    """Return the date in a text if its year has two digits, else None."""
    try:
        match = find_date(text, issue.day, month_first=month_first)
    except Wrong:
        return None
    return match.read.day if match and match.read.short_year else None
