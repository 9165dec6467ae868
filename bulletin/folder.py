"""Write built files into the output folder: only changed files, none outside it, and none over other people's files.

The manifest in the folder always names every file that Bulletin wrote there, also during a write. So the next run
can finish or clean up a write that was killed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from . import addresses
from .errors import FolderError
from .model import Asset, File
from .text.json_text import indented_json

STAGING = ".bulletin-unfinished"
"""The folder for new files until all are made. It is in the output folder, so that renaming moves them."""

_NO_NAMES = frozenset(("", ".", ".."))
_Rows = dict[str, dict[str, Any]]
"""Path → its row in the manifest, like {"sha256": …, "output": …}; during a write also "before", the old sha256."""


class Written(NamedTuple):
    """What a write did; paths are relative to the output folder."""

    made: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    hashes: Mapping[str, str]
    """Path → SHA-256 of each file of this run, and of the manifest."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files of this run, whether they were written or there already."""
        return (*self.made, *self.changed, *self.kept)


class _Target(NamedTuple):
    """A file of this run, compared with the file that is at its path."""

    path: str
    row: dict[str, Any]
    exists: bool
    equal: bool
    staged: Path | None
    """The file with its new bytes in STAGING; None if they are at its path already, or nothing is to be written."""


class _Plan(NamedTuple):
    """What the output folder is to become."""

    targets: tuple[_Target, ...]
    old: _Rows
    manifest: dict[str, Any]
    """The new manifest, with the rows that stay from the old one."""
    text: bytes
    """The new manifest as the bytes of its file."""
    stale: tuple[str, ...]


def write(files: Iterable[File], out: Path | str) -> Written:
    """Make all files, then move them to their paths, and remove files that are no longer made.

    An error while files are made changes nothing. Raises FolderError for a path outside the folder, for a symbolic
    link on the way, and for a path with a file that Bulletin did not write.
    """
    out = Path(out)
    _refuse_unsafe_folder(out)
    staging = out / STAGING
    existed = out.is_dir()
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        return _move_into_place(_plan(files, out, staging), out)
    except OSError as error:
        raise FolderError(f"I cannot write {error.filename or out}: {error.strerror}.") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if not existed and out.is_dir() and not any(out.iterdir()):
            out.rmdir()


def changed(files: Iterable[File], out: Path | str) -> tuple[str, ...]:
    """Return the paths that `write` would make, change or remove, and write nothing.

    The manifest is among them only if it does not exist.
    """
    out = Path(out)
    _refuse_unsafe_folder(out)
    plan = _plan(files, out, None)
    differing = {target.path for target in plan.targets if not target.equal} | set(plan.stale)
    if not (out / addresses.MANIFEST).is_file():
        differing.add(addresses.MANIFEST)
    return tuple(sorted(differing))


def _refuse_unsafe_folder(out: Path) -> None:
    """Raise FolderError for a folder in the content, a home folder, the root of a disk, and a file."""
    real = out.resolve()
    inside = next((folder for folder in (real, *real.parents) if (folder / "bulletin.yml").exists()), None)
    if inside and inside != real:
        raise FolderError(f"I do not write into {out}, since it lies in the content folder: choose another with --out.")
    if inside or real in (Path(real.anchor), Path.home().resolve()):
        raise FolderError(f"I do not write into {out}: choose a folder of its own with --out.")
    if out.exists() and not out.is_dir():
        raise FolderError(f"{out} is a file, not a folder. Choose another with --out.")


def _plan(files: Iterable[File], out: Path, staging: Path | None) -> _Plan:
    """Make every file, and check all paths before the first file is moved to its path."""
    old = _old_rows(out)
    targets: dict[str, _Target] = {}
    folders: set[str] = set()
    new: dict[str, Any] = {}
    text = b""
    for file in files:
        if file.path == addresses.MANIFEST and isinstance(file.data, bytes):
            new, text = json.loads(file.data), file.data
        else:
            targets[file.path] = _compare(
                file, _place(out, file.path, folders), staging / str(len(targets)) if staging else None
            )
    for target in targets.values():
        if target.exists and not target.equal and target.path not in old:
            sentence = f"{out / target.path} was not written by Bulletin, so I left everything as it was."
            raise FolderError(f"{sentence} Move it away, or choose another folder with --out.")
    others = {path: row for path, row in old.items() if path not in targets and _stays(path, row, new)}
    rows = {target.path: target.row for target in targets.values()} | others
    stale = tuple(path for path in old if path not in rows and _is_ours(out, path, old[path]))
    manifest = new | {"files": rows}
    text = text if rows == new.get("files") else indented_json(manifest)
    return _Plan(targets=tuple(targets.values()), old=old, manifest=manifest, text=text, stale=stale)


def _move_into_place(plan: _Plan, out: Path) -> Written:
    """Move the staged files to their paths, remove stale files, and write the manifest."""
    waiting = [target for target in plan.targets if target.staged]
    if waiting or plan.stale:
        # During the moves the folder has files of the old and of the new build, so the manifest names both.
        between = {target.path: _row_during_moves(target.row, plan.old.get(target.path)) for target in waiting}
        rows = {"files": plan.old | plan.manifest["files"] | between}
        _write_manifest(out, json.dumps(plan.manifest | rows, ensure_ascii=False).encode())
    for target in waiting:
        assert target.staged is not None
        place = out / target.path
        place.parent.mkdir(parents=True, exist_ok=True)
        target.staged.replace(place)
    for path in plan.stale:
        _remove(out, path)
    _write_manifest(out, plan.text)
    return Written(
        made=tuple(target.path for target in plan.targets if not target.exists),
        changed=tuple(target.path for target in waiting if target.exists),
        kept=tuple(target.path for target in plan.targets if target.equal),
        removed=plan.stale,
        hashes={target.path: target.row["sha256"] for target in plan.targets}
        | {addresses.MANIFEST: hashlib.sha256(plan.text).hexdigest()},
    )


def _row_during_moves(row: dict[str, Any], old: dict[str, Any] | None) -> dict[str, Any]:
    """Return the row of a file during a write, when its path has the old or the new bytes."""
    return row | {"before": old.get("sha256", "")} if old else row


def _compare(file: File, place: Path, staged: Path | None) -> _Target:
    """Compare a file with the one at its place; if they differ, write the new bytes to `staged`, unless it is None."""
    row, size = file.manifest_row, _size(place)
    exists = size is not None
    equal = size == file.size and _hash(place) == file.sha256
    if equal or not staged:
        return _Target(path=file.path, row=row, exists=exists, equal=equal, staged=None)
    _stage(file, staged)
    return _Target(path=file.path, row=row, exists=exists, equal=False, staged=staged)


def _size(place: Path) -> int | None:
    """Return the size of a file in bytes; None if there is none."""
    try:
        return place.stat().st_size
    except FileNotFoundError:
        return None


def _place(out: Path, path: str, folders: set[str]) -> Path:
    """Return the place on the disk of a file in the output folder.

    Raises FolderError if the path leads outside the folder, if a part of it is a symbolic link, and if a file is
    where a folder should be, or a folder where a file should be. folders: those that this function looked at before
    and does not look at again; it adds those of this path.
    """
    parts = path.split("/")
    if parts[0] == STAGING or not _NO_NAMES.isdisjoint(parts) or "\\" in path or "\0" in path:
        raise FolderError(f"{path!r} is no place in the output folder.")
    for number in range(1, len(parts)):
        folder = "/".join(parts[:number])
        if folder not in folders:
            _refuse_wrong_kind(out / folder, is_folder=True)
            folders.add(folder)
    place = out / path
    _refuse_wrong_kind(place, is_folder=False)
    return place


def _refuse_wrong_kind(place: Path, *, is_folder: bool) -> None:
    """Raise FolderError for a symbolic link, a file where a folder should be, and a folder where a file should be."""
    try:
        mode = place.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if stat.S_ISLNK(mode):
        raise FolderError(f"{place} is a link, so I do not write there. Remove it.")
    if stat.S_ISDIR(mode) != is_folder:
        kind = "folder" if is_folder else "file"
        raise FolderError(f"{place} should be a {kind}. Move it away, or choose another folder with --out.")


def _stage(file: File, staged: Path) -> None:
    data = file.data.data if isinstance(file.data, Asset) else file.data
    if data is not None:
        staged.write_bytes(data)
        return
    assert isinstance(file.data, Asset)
    shutil.copyfile(file.data.source, staged)
    if _hash(staged) != file.data.sha256:
        raise FolderError(f"{file.data.name} changed while I was reading it. Build again.")


def _stays(path: str, row: dict[str, Any], new: dict[str, Any]) -> bool:
    """Return whether a file that this run did not make stays: it is of another output, or another issue's mail."""
    if "outputs" not in new or row.get("output") not in new["outputs"]:
        return True
    parts = path.split("/")
    mailed = {issue.get("id") for issue in new.get("issues", ()) if issue.get("mail")}
    return parts[0] == "mail" and len(parts) > 2 and parts[1] not in mailed


def _is_ours(out: Path, path: str, row: dict[str, Any]) -> bool:
    """Return whether the file at a path has the bytes that Bulletin wrote there."""
    try:
        place = _place(out, path, set())
    except FolderError:
        return False
    return place.exists() and _hash(place) in (row.get("sha256"), row.get("before"))


def _remove(out: Path, path: str) -> None:
    """Remove a file, and then each folder that is empty without it."""
    target = out / path
    target.unlink()
    for folder in target.parents:
        if folder == out or any(folder.iterdir()):
            return
        folder.rmdir()


def _old_rows(out: Path) -> _Rows:
    """Return the rows of the old manifest; none if there is no manifest, or it cannot be read."""
    path = out / addresses.MANIFEST
    if path.is_symlink() or not path.is_file():
        return {}
    try:
        rows = json.loads(path.read_text("utf-8"))["files"]
        return {str(name): dict(row) for name, row in rows.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write_manifest(out: Path, data: bytes) -> None:
    path = _place(out, addresses.MANIFEST, set())
    if path.exists() and path.read_bytes() == data:
        return
    staged = out / STAGING / addresses.MANIFEST
    staged.write_bytes(data)
    staged.replace(path)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
