"""Read folders and files inside the content folder, and note those that cannot be used."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..errors import Problem
from ..memory import NO_MEMORY, Memory
from ..text.lines import lines_of
from . import unusable_files
from .source import Source

TEXT_LIMIT = 256 * 1024
"""The most bytes of a `.md` or `.yml` file."""

ISSUE_ID = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(-[a-z0-9]+)*")
FOLDERS = ("snippets", "files", "words")

HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Invisible characters, which no text may hold: controls, direction marks, line separators and surrogates."""
_KINDS_OF_FILE = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_BY_NAME = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".txt": "text/plain",
    ".csv": "text/csv",
}
"""Endings → media types, for files whose first bytes do not tell (Office files all begin as ZIP archives)."""


class Measured(NamedTuple):
    """The size, hash and type of a file."""

    size: int
    sha256: str
    media_type: str


class MeasuredFile(NamedTuple):
    """A file that lies beside items: an attachment or a picture."""

    path: Path
    leads_to: str
    """The same without links."""
    numbers: Measured


class AssetFolder(NamedTuple):
    """The files of one folder that items may name, as they are now."""

    path: Path
    """The folder that has `files/` in it."""
    root: Path
    """The content folder without links, out of which no file may lead."""
    present: Mapping[Path, MeasuredFile]
    """Its files by their paths."""

    def measured(self, path: Path) -> Measured:
        """Find the size, hash and type of a file of this folder; raises OSError for one that cannot be read."""
        return self.present[path].numbers if path in self.present else measure(path)


class Files:
    """The content folder, and the problems of all its files."""

    def __init__(self, content: Path, unsaved: Mapping[str, str] | None = None, memory: Memory = NO_MEMORY) -> None:
        """Begin to read a folder.

        unsaved: texts that count as files of it though nobody has saved them, by path in it: 2022-03/flyer.md.
        memory: what reading gave before.
        """
        self.content = content
        self.memory = memory
        self._unsaved = {content / path: text.encode() for path, text in (unsaved or {}).items()}
        self.root = content.resolve()
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}
        """The texts of snippets, issues and items that were read, by path."""

    def shown(self, path: Path) -> str:
        """Return a path for messages: below the content folder as the user wrote it, with "/"."""
        return path.as_posix()

    def wrong(
        self, path: Path, rule: str, message: str, place: tuple[int, int] = (1, 1), *, severity: str = "error"
    ) -> None:
        """Note a problem of a file."""
        line, column = place
        self.problems.append(
            Problem(path=self.shown(path), line=line, column=column, rule=rule, message=message, severity=severity)
        )

    def entries(self, folder: Path) -> tuple[Path, ...]:
        """List a folder in the order of names, without the files that are always ignored."""
        if not folder.is_dir():
            return ()
        unsaved = {path for path in self._unsaved if path.parent == folder}
        paths = sorted({*folder.iterdir(), *unsaved}, key=lambda path: path.name)
        return tuple(path for path in paths if not ignored(path.name) and self._has_readable_name(path))

    def _has_readable_name(self, path: Path) -> bool:
        """Tell whether the name of an entry can be printed; note a problem of its folder if not (FIL05)."""
        if unusable_files.is_readable_name(path.name):
            return True
        message = unusable_files.unreadable_name(path.name)
        if not any(problem.message == message for problem in self.problems):
            self.wrong(path.parent, "FIL05", message)
        return False

    def issue_folders(self) -> tuple[Path, ...]:
        """List the issue folders, in the order of their ids; note any other unknown entry as a problem (FIL05)."""
        folders = []
        self._judge_names(self.entries(self.content / "files"))
        for path in self.entries(self.content):
            if path.name in ("bulletin.yml", "ledger.json", *FOLDERS) or not self.inside(path):
                continue
            if ISSUE_ID.fullmatch(path.name) and path.is_dir():
                folders.append(path)
            else:
                self.wrong(path, "FIL05", unusable_files.unknown_in_content(path))
        return tuple(folders)

    def texts(self, folder: Path) -> tuple[Path, ...]:
        """List the Markdown files of a folder; note any other entry as a problem (FIL05)."""
        texts = []
        for path in self.entries(folder):
            if path.suffix.lower() == ".md":
                texts.append(path)
            elif not (path.name == "files" and path.is_dir() and folder != self.content / "snippets"):
                beside = self.content if folder == self.content / "snippets" else folder
                self.wrong(path, "FIL05", unusable_files.no_item(path, f"{beside.name}/files/"))
        self._judge_names((*texts, *self.entries(folder / "files")))
        return tuple(texts)

    def _judge_names(self, paths: Iterable[Path]) -> None:
        """Note each file whose name Windows does not take (FIL10)."""
        for path in paths:
            message = unusable_files.unportable_name(path.name)
            if message:
                self.wrong(path, "FIL10", message, severity="warning")

    def inside(self, path: Path) -> bool:
        """Tell whether a path, links followed, is inside the content folder; note a problem if not (FIL04)."""
        # Path.resolve raises RuntimeError for a link to itself (Python 3.11 and 3.12); realpath does not.
        if Path(os.path.realpath(path)).is_relative_to(self.root):
            return True
        message = f"{path.name} is a link to a place outside the content folder. Copy the file in."
        self.wrong(path, "FIL04", message)
        return False

    def text(self, path: Path, limit: int | None = TEXT_LIMIT) -> str | None:
        """Return the text of a file with its line ends as written; if it cannot be used, note why and return None."""
        unsaved = self._unsaved.get(path)
        if unsaved is None and not self._is_file(path):
            return None
        size = path.stat().st_size if unsaved is None else len(unsaved)
        if limit and size > limit:
            self.wrong(path, "FIL02", f"This file is {_rough_size(size)}. {_LIMIT}")
            return None
        data = path.read_bytes() if unsaved is None else unsaved
        try:
            text = data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            place = _line_and_column(data[: error.start].decode("utf-8"))
            self.wrong(path, "FIL01", unusable_files.no_text(data), place)
            return None
        return None if self._has_conflict(path, text) or self._has_hidden(path, text) else text

    def _is_file(self, path: Path) -> bool:
        if not self.inside(path):
            return False
        if path.is_dir():
            self.wrong(path, "FIL04", f"{path.name} is a folder, not a file. Rename it.")
            return False
        if not path.is_file():
            self.wrong(path, "FIL04", f"{path.name} is not a file that I can read. Replace it by an ordinary file.")
            return False
        return True

    def _has_conflict(self, path: Path, text: str) -> bool:
        """Note the first line that a merge left in a file where two versions of it stand."""
        offset = unusable_files.conflict_offset(text)
        if offset is None:
            return False
        hint = _TAKE_THE_PUBLISHED if path.suffix == ".json" else _CHOOSE
        message = f"A merge left two versions here, and nobody has chosen. {hint}"
        self.wrong(path, "FIL09", message, _line_and_column(text[:offset]))
        return True

    def _has_hidden(self, path: Path, text: str) -> bool:
        """Note the first hidden character of each line that has any."""
        if path.suffix == ".json":  # The ledger keeps titles of old issues, which nobody may edit.
            text = text.replace("\u2028", " ").replace("\u2029", " ")
        if HIDDEN.search(text) is None:
            return False
        lines = enumerate(lines_of(text), 1)
        matches = [(number, match) for number, line in lines if (match := HIDDEN.search(line))]
        for number, match in matches:
            kind, hint = ("line break", _PRESS_ENTER) if match[0] in "\u2028\u2029" else ("character", _RETYPE)
            message = f"There is a hidden {kind} (U+{ord(match[0]):04X}) here. {hint}"
            self.wrong(path, "FIL03", message, (number, match.start() + 1))
        return bool(matches)

    def assets(self, folder: Path) -> AssetFolder:
        """Measure the files that items of a folder may name."""
        return AssetFolder(folder, self.root, {file.path: file for file in _measured_files(folder / "files")})


_RETYPE = "Delete it and type the letter or apostrophe again."
_PRESS_ENTER = "Delete it, and press Enter if a new line is to begin."
_CHOOSE = "Keep what is right, and delete the rest with the lines that begin with <<<<<<<, ======= or >>>>>>>."
_TAKE_THE_PUBLISHED = "Take the version of the default branch: what was published stays published."
_LIMIT = "An item may have 256KB: put long text into an attachment."


_LEFT_BY_SYSTEMS = ("readme.md", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r")
"""Names, in small letters, of files that explain a folder, or that Windows and macOS put there unasked."""


def ignored(name: str) -> bool:
    """Tell whether a file or folder of this name is never read."""
    return name.startswith((".", "_", "~$")) or name.lower() in _LEFT_BY_SYSTEMS  # Word's lock files begin with ~$.


def _rough_size(size: int) -> str:
    return f"{size // 1_000_000}MB" if size >= 1_000_000 else f"{-(-size // 1000)}KB"


def _line_and_column(before: str) -> tuple[int, int]:
    lines = lines_of(before)
    return len(lines), len(lines[-1]) + 1


def _measured_files(folder: Path) -> Iterator[MeasuredFile]:
    """Measure the files of a folder; what cannot be read is left out."""
    paths: list[Path] = []
    with suppress(OSError):
        paths += sorted(folder.iterdir())
    for path in paths:
        with suppress(OSError):
            if path.is_file():
                yield MeasuredFile(path, os.path.realpath(path), measure(path))


def measure(path: Path) -> Measured:
    """Find the size, hash and type of a file; the type comes from its first bytes."""
    digest, size, first = hashlib.sha256(), 0, b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            first = first or block[:16]
            digest.update(block)
            size += len(block)
    return Measured(size, digest.hexdigest(), media_type(first, path.suffix.lower()))


def media_type(first: bytes, suffix: str) -> str:
    """Return the media type of a file by its first 16 bytes, or by its ending if they do not tell."""
    by_start = next((kind for start, kind in _KINDS_OF_FILE if first.startswith(start)), "")
    if first.startswith(b"RIFF") and first[8:12] == b"WEBP":
        by_start = "image/webp"
    return by_start or _BY_NAME.get(suffix, "application/octet-stream")
