"""`bulletin init`: write a new team's repository, without changing files that are there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from ..content.frontmatter import Wrong
from ..content.load import settings_of
from ..content.values import read_email
from ..errors import BulletinError, FolderError, RequestError
from ..text.humanize import excerpt
from ..text.scripts import has_words
from .forms import is_form, is_unchanged
from .repository import PLACE_HOLDERS, README, Team, files, with_action, without_examples

__all__ = ["NewFiles", "Team", "begin"]

_IGNORED = (".git", ".DS_Store")
"""Names that a folder may have and still count as empty."""
_INSTRUCTIONS = "BULLETIN.md"
"""The file for the instructions for editors, if the repository has a README of its own."""
_GITIGNORE = ".gitignore"
_BUILT = "build/"
_WORKFLOWS = ".github/workflows"


class NewFiles(NamedTuple):
    """The files of a repository, as paths from its folder."""

    new: tuple[str, ...]
    """The files that were written."""
    unchanged: tuple[str, ...]
    """The files that were there already."""
    filled: tuple[str, ...]
    """The files that were there, and in which the Action replaced place-holders."""
    renewed: tuple[str, ...]
    """The issue forms of an earlier Bulletin that nobody had changed, and that were written again."""
    next_steps: tuple[str, ...]
    """The next things to do, one sentence each."""


def begin(folder: Path, team: Team, *, here: bool = False) -> NewFiles:
    """Write the repository of a new team.

    here: add missing files to a folder that is in use. Files that are there stay as they are, except that the
    Action replaces place-holders, and that issue forms which nobody changed are written again. Without `here` the
    folder must be new or empty. The repository is public if `team` or its bulletin.yml says so. Raises FolderError
    if the folder cannot be used, and RequestError for a name or address that bulletin.yml could not have, and if the
    Action is not OWNER/REPO@COMMIT.
    """
    _judge(team)
    if folder.exists() and not folder.is_dir():
        raise FolderError(f"{folder} is a file, not a folder.")
    present = [path.name for path in folder.iterdir() if path.name not in _IGNORED] if folder.is_dir() else []
    if present and not here:
        raise FolderError(f"{folder} is not empty. To add what is missing and touch nothing else: bulletin init --here")
    texts = _for_folder(folder, files(team._replace(public=team.public or _is_public(folder / "content"))))
    new = tuple(path for path in sorted(texts) if not os.path.lexists(folder / path))
    filled, renewed = _with_action(folder, team.action), _renewed_forms(folder, texts)
    _raise_if_unsafe(folder, (*new, *filled, *renewed))
    try:
        for path in new:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            with (folder / path).open("x", encoding="utf-8", newline="\n") as file:
                file.write(texts[path])
        for path, text in (filled | renewed).items():
            (folder / path).write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise FolderError(f"I cannot write {error.filename}: {error.strerror}.") from error
    unchanged = tuple(sorted(set(texts) - set(new) - set(filled) - set(renewed)))
    return NewFiles(new, unchanged, tuple(filled), tuple(renewed), _next_steps(folder, texts, team))


def _judge(team: Team) -> None:
    """Raise RequestError for a name or an address of a team that bulletin.yml could not have."""
    if not has_words(team.name) or len(team.name.splitlines()) > 1:
        raise RequestError(f'"{excerpt(" ".join(team.name.split()))}" is no name. Write words on one line.')
    try:
        read_email(team.email)
    except Wrong as wrong:
        raise RequestError(f"{wrong.message} {wrong.hint or 'Write it like team@example.org.'}") from None


def _for_folder(folder: Path, texts: dict[str, str]) -> dict[str, str]:
    """Return the files for a folder: without examples if it has content, and without a README if it has its own."""
    if (folder / "content").is_dir():
        # A team that has content does not need examples, which could be sent by mistake.
        texts = {path: text for path, text in texts.items() if not path.startswith("content/")}
        texts[README] = without_examples(texts[README])
    readme = _text(folder / README)
    is_ours = readme is None or readme.partition("\n")[0] == texts[README].partition("\n")[0]
    if not is_ours:
        texts[_INSTRUCTIONS] = texts.pop(README)
    return texts


def _with_action(folder: Path, action: str) -> dict[str, str]:
    """Return the files of an earlier `init` that have place-holders for the Action, with the Action in them."""
    if not action:
        return {}
    paths = [README, _INSTRUCTIONS, *(f"{_WORKFLOWS}/{path.name}" for path in (folder / _WORKFLOWS).glob("*.yml"))]
    texts = {path: text for path in sorted(paths) if (text := _text(folder / path)) is not None}
    return {path: with_action(text, action) for path, text in texts.items() if _has_place_holder(text)}


def _renewed_forms(folder: Path, texts: dict[str, str]) -> dict[str, str]:
    """Return the new texts of the issue forms that differ from this version's and that nobody has changed."""
    paths = [path for path in sorted(texts) if is_form(path) and not (folder / path).is_symlink()]
    present = {path: text for path in paths if (text := _text(folder / path)) is not None}
    return {path: texts[path] for path, text in present.items() if text != texts[path] and is_unchanged(text)}


def _is_public(content: Path) -> bool:
    """Tell whether the settings say that anybody can read the repository."""
    try:
        return settings_of(content).public_repository
    except BulletinError:
        return False


def _has_place_holder(text: str) -> bool:
    owner, commit, _ = PLACE_HOLDERS
    return f"{owner}@{commit}" in text or f"{owner}/blob/{commit}" in text


def _text(path: Path) -> str | None:
    """Return the text of a file; None if it is missing or is not UTF-8."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _next_steps(folder: Path, texts: dict[str, str], team: Team) -> tuple[str, ...]:
    """Return the sentences on what is left to do in a folder whose files were written."""
    readme = _INSTRUCTIONS if _INSTRUCTIONS in texts else README
    steps = [f"Read {folder / readme}: how to add an item, how to send an issue, what to set up once."]
    others = [path for path in sorted(texts) if is_form(path) and _text(folder / path) != texts[path]]
    for path in others:
        left = f"I left the issue form {folder / path} as it was, since somebody has changed it."
        steps.append(f"{left} To have Bulletin's, delete it and run bulletin init --here again.")
    ignored = (_text(folder / _GITIGNORE) or "").splitlines()
    if not {_BUILT, f"/{_BUILT}", "build", "/build"} & {line.strip() for line in ignored}:
        steps.append(f"Add this line to {folder / _GITIGNORE}: {_BUILT}")
    if not team.action and any(
        _has_place_holder(_text(path) or "") for path in sorted((folder / _WORKFLOWS).glob("*.yml"))
    ):
        steps.append("Say which release the workflows use: bulletin init --here --action OWNER/REPO@COMMIT")
    return tuple(steps)


def _raise_if_unsafe(folder: Path, paths: tuple[str, ...]) -> None:
    """Raise FolderError if a path leads out of the folder, or if a folder's name is taken by a file."""
    root = folder.resolve()
    for path in paths:
        parent = (folder / path).parent
        if not parent.resolve().is_relative_to(root) or (folder / path).is_symlink():
            raise FolderError(f"{folder / path} leads out of {folder}, so I wrote nothing.")
        above = next(
            ancestor for ancestor in (parent, *parent.parents) if ancestor.exists() or ancestor == ancestor.parent
        )
        if not above.is_dir():
            raise FolderError(f"{above} is a file, and I need a folder there. I wrote nothing.")
