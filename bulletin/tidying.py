"""The edits of `bulletin fix`, put into the files of a content folder, and what changed as a diff."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import NamedTuple

from .content.load import survey
from .errors import FolderError
from .fixing import applied, edits
from .private import hidden


class Tidied(NamedTuple):
    """A file that changed: its path, and what it says now."""

    path: Path
    before: bytes
    after: bytes


def tidied(content: Path) -> tuple[Tidied, ...]:
    """Every file of a folder that has something to tidy, with its new bytes; nothing is written."""
    found = []
    folder = content.absolute()
    for path, several in edits(survey(content)).items():
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
