"""Folders and files of the content folder, read safely: what is there, and what cannot be used."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..errors import Problem
from ..text.slugs import slug

TEXT_LIMIT = 256 * 1024
"""Bytes that a `.md` or `.yml` file may have."""

ISSUE_ID = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])(-[a-z0-9]+)*")
FOLDERS = ("snippets", "files", "words")

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PLAIN = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
"""Many files hold nothing else, which is seen sooner than that they hold nothing hidden."""
_LINE_END = re.compile("\r\n|\r|\n")
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
"""What a file that begins like a ZIP archive, or like nothing in particular, is by its name."""


class Measured(NamedTuple):
    """A file's bytes in numbers."""

    size: int
    sha256: str
    media_type: str


class _Folder(NamedTuple):
    """A folder whose entries were asked for."""

    real: Path
    """Where it leads."""
    inside: bool
    """Whether that is within the content folder."""


class Files:
    """The content folder, and every problem met in reading it."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.root = content.resolve()
        self.problems: list[Problem] = []
        self._measured: dict[Path, Measured] = {}
        self._folders: dict[Path, _Folder] = {}

    def shown(self, path: Path) -> str:
        """A path as the user wrote the content folder, with "/"."""
        return path.as_posix()

    def wrong(self, path: Path, rule: str, message: str, place: tuple[int, int] = (1, 1)) -> None:
        """Note a problem of a file."""
        self.problems.append(Problem(path=self.shown(path), line=place[0], column=place[1], rule=rule, message=message))

    def entries(self, folder: Path) -> tuple[Path, ...]:
        """What a folder holds, in the order of names, without what is never read."""
        if not folder.is_dir():
            return ()
        found = sorted(folder.iterdir(), key=lambda path: path.name)
        return tuple(path for path in found if not ignored(path.name))

    def issue_folders(self) -> tuple[Path, ...]:
        """The issue folders, by id."""
        found = []
        for path in self.entries(self.content):
            if ISSUE_ID.fullmatch(path.name) and self.inside(path) and path.is_dir():
                found.append(path)
            elif path.name not in ("bulletin.yml", "ledger.json", *FOLDERS):
                self._unknown(path)
        return tuple(found)

    def _unknown(self, path: Path) -> None:
        if path.is_dir():
            said = (
                f"I do not know what the folder {path.name!r} is. Name an issue folder like 2022-03 or 2022-03-special."
            )
        else:
            said = f"I do not know what {path.name!r} is. Put items into an issue folder like 2022-03."
        self.wrong(path, "FIL05", said.replace("'", '"'))

    def texts(self, folder: Path) -> tuple[Path, ...]:
        """The Markdown files of a folder; what else stands there is a problem."""
        found = []
        for path in self.entries(folder):
            if path.suffix.lower() == ".md":
                found.append(path)
            elif not (path.name == "files" and path.is_dir() and folder != self.content / "snippets"):
                name = slug(path.stem) or "name"
                said = f"{path.name} is not an item. Name it {name}.md, or move it to {folder.name}/files/."
                self.wrong(path, "FIL05", said)
        return tuple(found)

    def inside(self, path: Path) -> bool:
        """Whether a path leads to something within the content folder; if not, that is a problem."""
        if self._real(path).is_relative_to(self.root):
            return True
        said = f"{path.name} is a link to a place outside the content folder. Copy the file in."
        self.wrong(path, "FIL04", said)
        return False

    def _real(self, path: Path) -> Path:
        """Where a path leads; a folder is followed once for all that is in it."""
        # Path.resolve would not bear links that lead to themselves.
        if path.is_symlink() or path.name in ("", ".."):
            return Path(os.path.realpath(path))
        return self._folder(path.parent).real / path.name

    def _folder(self, folder: Path) -> _Folder:
        found = self._folders.get(folder)
        if found is None:
            real = Path(os.path.realpath(folder))
            found = self._folders[folder] = _Folder(real, real.is_relative_to(self.root))
        return found

    def text(self, path: Path, limit: int | None = TEXT_LIMIT) -> str | None:
        """A text file with its line ends as written; None if it cannot be used, which is a problem."""
        size = self._size(path)
        if size is None:
            return None
        if limit and size > limit:
            self.wrong(path, "FIL02", f"This file is {_rough(size)}. {_LIMIT}")
            return None
        data = path.read_bytes()
        try:
            text = data.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            said = "I cannot read the letter at this place. Save the file as UTF-8."
            self.wrong(path, "FIL01", said, _place(data[: error.start].decode("utf-8")))
            return None
        plain = not data.translate(None, _PLAIN)
        return text if plain or not self._hidden(path, text) else None

    def _size(self, path: Path) -> int | None:
        """The bytes of a file; None if it cannot be used, which is a problem."""
        # Most are ordinary files: one look is enough.
        with suppress(OSError):
            found = path.lstat()
            if stat.S_ISREG(found.st_mode) and self._folder(path.parent).inside:
                return found.st_size
        return path.stat().st_size if self._is_file(path) else None

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

    def _hidden(self, path: Path, text: str) -> bool:
        if not _HIDDEN.search(text):
            return False
        found = [(number, line) for number, line in enumerate(_LINE_END.split(text), 1) if _HIDDEN.search(line)]
        for number, line in found:
            match = _HIDDEN.search(line)
            if match:
                said = f"There is a hidden character (U+{ord(match[0]):04X}) here. {_RETYPE}"
                self.wrong(path, "FIL03", said, (number, match.start() + 1))
        return bool(found)

    def measure(self, path: Path) -> Measured:
        """Size, hash and type of a file, read once in blocks; the type comes from its first bytes."""
        key = self._real(path)
        if key not in self._measured:
            self._measured[key] = _measure(path)
        return self._measured[key]


_RETYPE = "Delete it and type the letter or apostrophe again."
_LIMIT = "An item may have 256KB: put long text into an attachment."


def ignored(name: str) -> bool:
    """Whether a file or folder of this name is never read."""
    return name.startswith((".", "_")) or name.lower() == "readme.md"


def _rough(size: int) -> str:
    return f"{size // 1_000_000}MB" if size >= 1_000_000 else f"{-(-size // 1000)}KB"


def _place(before: str) -> tuple[int, int]:
    lines = _LINE_END.split(before)
    return len(lines), len(lines[-1]) + 1


def _measure(path: Path) -> Measured:
    digest, size, first = hashlib.sha256(), 0, b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            first = first or block[:16]
            digest.update(block)
            size += len(block)
    return Measured(size, digest.hexdigest(), _media_type(first, path.suffix.lower()))


def _media_type(first: bytes, suffix: str) -> str:
    known = next((kind for start, kind in _KINDS_OF_FILE if first.startswith(start)), "")
    return known or _BY_NAME.get(suffix, "application/octet-stream")
