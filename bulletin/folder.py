"""Built files → the output folder: only what changed, nothing outside it, never what it did not write.

The manifest in the folder names every file that Bulletin wrote there, also while it is
being written: so a run that was killed is finished, or cleaned up, by the next one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from . import addresses
from .errors import FolderError
from .listing import dumped, measured
from .model import Asset, File

STAGING = ".bulletin-unfinished"
"""Where files stand until all are made; within the output folder, so that a rename is enough."""


_NO_NAMES = frozenset(("", ".", ".."))


class Standing:
    """An output folder before anything is put into it; each folder in it is looked at once."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self._folders = {"": str(out)}
        """Where folders stand that are no links; "" for those that are not there."""

    def at(self, path: str) -> os.stat_result | None:
        """The file at a path, None if there is none.

        Raises FolderError if the path leaves the folder, if there is a link on the way or at its end,
        and if a file stands where a folder should or the other way round.
        """
        parts = path.split("/")
        if parts[0] == STAGING or not _NO_NAMES.isdisjoint(parts) or "\\" in path or "\0" in path:
            raise FolderError(f"{path!r} is no place in the output folder.")
        folder = self._folder("/".join(parts[:-1]))
        return _looked_at(f"{folder}/{parts[-1]}", is_folder=False) if folder else None

    def _folder(self, path: str) -> str:
        if path not in self._folders:
            above, _, name = path.rpartition("/")
            folder = self._folder(above)
            place = f"{folder}/{name}"
            self._folders[path] = place if folder and _looked_at(place, is_folder=True) else ""
        return self._folders[path]


def _looked_at(place: str, *, is_folder: bool) -> os.stat_result | None:
    try:
        found = os.lstat(place)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(found.st_mode):
        raise FolderError(f"{place} is a link, so I do not write there. Remove it.")
    if stat.S_ISDIR(found.st_mode) != is_folder:
        wanted = "folder" if is_folder else "file"
        raise FolderError(f"{place} should be a {wanted}. Move it away, or choose another folder with --out.")
    return found


_Rows = dict[str, dict[str, Any]]
"""Paths and what the manifest says of them: sha256, output; while writing also `before`, the hash of the old bytes."""


class Written(NamedTuple):
    """What a write did, as paths from the output folder."""

    made: tuple[str, ...]
    changed: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]


class _Made(NamedTuple):
    """One file of this run, compared with what stands in its place."""

    path: str
    row: dict[str, Any]
    exists: bool
    equal: bool
    staged: str
    """Where its bytes wait; "" if they are in place already, or nothing is to be written."""


class _Plan(NamedTuple):
    """What the folder will be."""

    made: tuple[_Made, ...]
    old: _Rows
    manifest: dict[str, Any]
    """The new one, with the rows that are kept from the old one."""
    text: bytes
    """The same as it is written."""
    stale: tuple[str, ...]


def write(files: Iterable[File], out: Path) -> Written:
    """Put every file in place once all of them were made, and remove what is no longer made.

    An error while the files are made changes nothing. Raises FolderError for a path that
    leaves the folder, for a link in the way, and for a file that Bulletin did not write.
    """
    _judge_folder(out)
    staging = out / STAGING
    existed = out.is_dir()
    try:
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(parents=True)
        return _put(_plan(files, out, staging), out)
    except OSError as error:
        raise FolderError(f"I cannot write {error.filename or out}: {error.strerror}.") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if not existed and out.is_dir() and not any(out.iterdir()):
            out.rmdir()


def changed(files: Iterable[File], out: Path) -> tuple[str, ...]:
    """The paths that write would make, change or remove, the manifest only where there is none; touches nothing."""
    _judge_folder(out)
    plan = _plan(files, out, None)
    differing = {one.path for one in plan.made if not one.equal} | set(plan.stale)
    if not (out / addresses.MANIFEST).is_file():
        differing.add(addresses.MANIFEST)
    return tuple(sorted(differing))


def _judge_folder(out: Path) -> None:
    real = out.resolve()
    if real in (Path(real.anchor), Path.home().resolve()) or (real / "bulletin.yml").exists():
        raise FolderError(f"I do not write into {out}: choose a folder of its own with --out.")
    if out.exists() and not out.is_dir():
        raise FolderError(f"{out} is a file, not a folder. Choose another with --out.")


def _plan(files: Iterable[File], out: Path, staging: Path | None) -> _Plan:
    """Make every file, and judge all of it before the first is put in place."""
    old = _old_rows(out)
    standing = Standing(out)
    made: dict[str, _Made] = {}
    new: dict[str, Any] = {}
    text = b""
    for file in files:
        if file.path == addresses.MANIFEST and isinstance(file.data, bytes):
            new, text = json.loads(file.data), file.data
        else:
            made[file.path] = _compared(file, standing, f"{staging}/{len(made)}" if staging else "")
    for one in made.values():
        if one.exists and not one.equal and one.path not in old:
            said = f"{out / one.path} was not written by Bulletin, so I left everything as it was."
            raise FolderError(f"{said} Move it away, or choose another folder with --out.")
    kept = {path: row for path, row in old.items() if path not in made and _is_kept(path, row, new)}
    rows = {one.path: one.row for one in made.values()} | kept
    stale = tuple(path for path in old if path not in rows and _is_ours(standing, path, old[path]))
    manifest = new | {"files": dict(sorted(rows.items()))}
    if manifest != new:
        text = dumped(manifest)
    return _Plan(made=tuple(made.values()), old=old, manifest=manifest, text=text, stale=stale)


def _put(plan: _Plan, out: Path) -> Written:
    waiting = [one for one in plan.made if one.staged]
    if waiting or plan.stale:
        # From here on the folder is between two states: the manifest names the files of both.
        between = {one.path: _between(one.row, plan.old.get(one.path)) for one in waiting}
        rows = plan.old | plan.manifest["files"] | between
        same = rows == plan.manifest["files"]
        _write_manifest(out, plan.text if same else json.dumps(plan.manifest | {"files": rows}).encode())
    for folder in {one.path.rpartition("/")[0] for one in waiting}:
        (out / folder).mkdir(parents=True, exist_ok=True)
    for one in waiting:
        os.replace(one.staged, f"{out}/{one.path}")  # noqa: PTH105 - a Path of each takes longer than all the rest
    for path in plan.stale:
        _remove(out, path)
    _write_manifest(out, plan.text)
    return Written(
        made=tuple(one.path for one in plan.made if not one.exists),
        changed=tuple(one.path for one in waiting if one.exists),
        kept=tuple(one.path for one in plan.made if one.equal),
        removed=plan.stale,
    )


def _between(row: dict[str, Any], old: dict[str, Any] | None) -> dict[str, Any]:
    """The row of a file of which the old bytes may stand in its place, or the new ones."""
    return row | {"before": old.get("sha256", "")} if old else row


def _compared(file: File, standing: Standing, staged: str) -> _Made:
    """One file beside what stands in its place; its bytes wait where they are staged, if they differ."""
    size, sha256 = measured(file)
    row = {
        "bytes": size,
        "circulation": str(file.circulation),
        "media_type": addresses.media_type(file.path),
        "output": file.output,
        "sha256": sha256,
    }
    found = standing.at(file.path)
    equal = found is not None and found.st_size == size and _is_equal(file, standing.out / file.path)
    if not equal and staged:
        _stage(file, staged)
    exists = found is not None
    return _Made(path=file.path, row=row, exists=exists, equal=equal, staged="" if equal else staged)


def _is_equal(file: File, place: Path) -> bool:
    """Whether a file of the same size has the same bytes."""
    if isinstance(file.data, bytes):
        return place.read_bytes() == file.data
    return _hash(place) == file.data.sha256


def _stage(file: File, staged: str) -> None:
    data = file.data.data if isinstance(file.data, Asset) else file.data
    if data is not None:
        _write_new(staged, data)
        return
    assert isinstance(file.data, Asset)
    shutil.copyfile(file.data.source, staged)
    if _hash(Path(staged)) != file.data.sha256:
        raise FolderError(f"{file.data.name} changed while I was reading it. Build again.")


def _write_new(path: str, data: bytes) -> None:
    """Write a file that is not there, in a third of the time that opening it as a stream takes."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
    finally:
        os.close(descriptor)


def _is_kept(path: str, row: dict[str, Any], new: dict[str, Any]) -> bool:
    """Whether a file that this run did not make is still good: another output's, or another issue's mail."""
    if "outputs" not in new or row.get("output") not in new["outputs"]:
        return True
    parts = path.split("/")
    mailed = {issue.get("id") for issue in new.get("issues", ()) if issue.get("mail")}
    return parts[0] == "mail" and len(parts) > 2 and parts[1] not in mailed


def _is_ours(standing: Standing, path: str, row: dict[str, Any]) -> bool:
    """Whether what stands at a path is what Bulletin wrote there."""
    try:
        if standing.at(path) is None:
            return False
    except FolderError:
        return False
    return _hash(standing.out / path) in (row.get("sha256"), row.get("before"))


def _remove(out: Path, path: str) -> None:
    """Remove a file and the folders that are empty without it."""
    target = out / path
    target.unlink()
    for folder in target.parents:
        if folder == out or any(folder.iterdir()):
            return
        folder.rmdir()


def _old_rows(out: Path) -> _Rows:
    """What an earlier run wrote; nothing, if there is no manifest that can be read."""
    path = out / addresses.MANIFEST
    if path.is_symlink() or not path.is_file():
        return {}
    try:
        rows = json.loads(path.read_text("utf-8"))["files"]
        return {str(name): dict(row) for name, row in rows.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write_manifest(out: Path, data: bytes) -> None:
    path = out / addresses.MANIFEST
    if Standing(out).at(addresses.MANIFEST) and path.read_bytes() == data:
        return
    staged = out / STAGING / addresses.MANIFEST
    staged.write_bytes(data)
    staged.replace(path)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
