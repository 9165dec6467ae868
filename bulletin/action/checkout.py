"""Find the content in the checkout, and read its changes and commits from git.

This works without git, and for a folder of another user.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from ..errors import Problem, RequestError
from ..publish.git import git, git_bytes
from .result import Step

_REGULAR = ("100644 blob ", "100755 blob ")
"""How git lists a file that is no link."""


class Checkout(NamedTuple):
    """The content in its repository.

    Paths are relative to the workspace, in which each step runs: so problems and reports name files without it.
    """

    content: Path
    """The content folder."""
    root: Path
    """The root of the repository."""
    changed: frozenset[str] | None
    """Paths from the repository's root of the files that the pull request changes; None if they are unknown."""
    workspace: Path

    @property
    def folder(self) -> Path:
        """The root of the repository, on the disk."""
        return self.workspace / self.root

    @property
    def inner(self) -> str:
        """The content folder from the repository's root, "" if it is the root."""
        path = Path(os.path.relpath(self.content, self.root)).as_posix()
        return "" if path == "." else path

    @property
    def templates(self) -> str:
        """The folder of the team's own templates, which is beside the content, from the repository's root."""
        return "/".join([*self.inner.split("/")[:-1], "templates"])


def find_checkout(step: Step) -> Checkout:
    """Find the content in the workspace; raise RequestError if it is not there."""
    workspace = step.context.workspace
    content = inside(workspace, step.inputs.path, "path")
    root = root_of(workspace, content)
    return Checkout(content, root, _changed_files(workspace / root) if step.context.number else None, workspace)


def touches_bulletin(checkout: Checkout) -> bool:
    """Return whether a file of the content or the templates changed; True if the changes are unknown.

    Also True for a folder that is no bulletin: with a wrong `path` no pull request would ever be checked.
    """
    if checkout.changed is None or not (checkout.content / "bulletin.yml").is_file():
        return True
    if not checkout.inner:
        return bool(checkout.changed)
    return any(path.startswith((f"{checkout.inner}/", f"{checkout.templates}/")) for path in checkout.changed)


def changed_issues(checkout: Checkout) -> tuple[str, ...]:
    """Return the ids of the issues with a changed file."""
    prefix = f"{checkout.inner}/" if checkout.inner else ""
    inner = (path.removeprefix(prefix) for path in checkout.changed or () if path.startswith(prefix))
    return tuple(sorted({path.partition("/")[0] for path in inner if "/" in path}))


def payload(environ: Mapping[str, str]) -> dict[str, Any]:
    """Read the event's payload; return an empty one if it is missing or cannot be read."""
    try:
        event = json.loads(Path(environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    except (KeyError, OSError, ValueError):
        return {}
    return event if isinstance(event, dict) else {}


def inside(workspace: Path, path: str, name: str) -> Path:
    """Return a folder's path from the workspace; raise RequestError if it is outside or is not a folder.

    name: the name of the input, for the sentence.
    """
    root = workspace.resolve()
    real = (root / path).resolve()
    if not real.is_relative_to(root):
        raise RequestError(f'Input "{name}" leads out of the workspace. Write a folder in it.')
    if not real.is_dir():
        sentence = f'Input "{name}" is "{path}", and there is no such folder.'
        raise RequestError(f"{sentence} Is actions/checkout before this step?")
    return Path(os.path.relpath(real, root))


def root_of(workspace: Path, folder: Path) -> Path:
    """Return the path from the workspace of the repository around a folder; "." if there is no .git."""
    inner = workspace / folder
    for ancestor in (inner, *inner.parents):
        if (ancestor / ".git").exists():
            return Path(os.path.relpath(ancestor, workspace))
        if ancestor == workspace:
            break
    return Path()


def _changed_files(folder: Path) -> frozenset[str] | None:
    """Return the paths of the files that a pull request changes, from the repository's root; None if unknown.

    GitHub checks out a merge commit, whose first parent is the target branch. This parent is only there if
    actions/checkout has `fetch-depth: 2` or more.
    """
    merge = git(folder, "rev-parse", "--verify", "--quiet", "HEAD^2")
    options = ("--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z")
    names = git(folder, "diff", *options, "HEAD^1", "HEAD") if merge else None
    return None if names is None else frozenset(name for name in names.split("\0") if name)


def added_lines(checkout: Checkout, path: str) -> frozenset[int]:
    """Return the numbers of the lines that a pull request adds to a file, counted in its newest commit.

    Return none if the file differs in the merge commit: GitHub counts lines in the newest commit, not in the merge.
    """
    folder = checkout.folder
    options = ("--no-renames", "--no-ext-diff", "--no-textconv")
    if git(folder, "diff", "--quiet", *options, "HEAD^2", "HEAD", "--", f":(top,literal){path}") is None:
        return frozenset()
    diff = git(folder, "diff", "--unified=0", *options, "HEAD^1", "HEAD", "--", f":(top,literal){path}") or ""
    hunks = re.findall(r"(?m)^@@ -\S+ \+([0-9]+)(?:,([0-9]+))? @@", diff)
    return frozenset(line for start, count in hunks for line in range(int(start), int(start) + int(count or 1)))


def head_of_pull(checkout: Checkout) -> str:
    """Return the newest commit of the pull request, the second parent of the merge commit; "" if it is unknown."""
    return (git(checkout.folder, "rev-parse", "--verify", "--quiet", "HEAD^2") or "").strip()


def commit_seconds(checkout: Checkout) -> int | None:
    """Return the commit's time in seconds since 1970; None if it is unknown."""
    seconds = git(checkout.folder, "log", "-1", "--format=%ct")
    return int(seconds) if seconds and seconds.strip().isdecimal() else None


def in_repository(problems: Sequence[Problem], root: Path) -> tuple[Problem, ...]:
    """Return problems with paths from the repository's root."""
    return tuple(replace(problem, path=relative(problem.path, root)) for problem in problems)


def relative(path: str, root: Path) -> str:
    """Return a path of the workspace from the repository's root."""
    base, whole = PurePosixPath(root.as_posix()), PurePosixPath(path)
    return whole.relative_to(base).as_posix() if whole.is_relative_to(base) else whole.as_posix()


def base_files(checkout: Checkout) -> dict[str, bytes]:
    """Return the files that make the bulletin as they are in the branch that a pull request is merged into.

    By path from the repository's root; {} where the checkout does not have them. They are read as they were
    committed: a checkout would run the filters that the repository's settings name. Links are left out.
    """
    folder = checkout.folder
    paths = [f":(top,literal){path}" for path in (checkout.inner, checkout.templates)] if checkout.inner else []
    listing = git(folder, "ls-tree", "-r", "-z", "--full-tree", "HEAD^1", "--", *paths) or ""
    rows = [row.partition("\t") for row in listing.split("\0") if row.startswith(_REGULAR)]
    hashes = [about.split()[2] for about, _, _ in rows]
    batch = git_bytes(folder, "cat-file", "--batch", data="".join(f"{value}\n" for value in hashes).encode())
    blobs = list(_blobs(batch or b""))
    return dict(zip((path for _, _, path in rows), blobs, strict=True)) if len(blobs) == len(rows) else {}


def _blobs(batch: bytes) -> Iterator[bytes]:
    """Yield what `git cat-file --batch` prints of each file, up to one that the checkout does not have."""
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        about = batch[at:end].split()
        if about[-1] == b"missing":
            return
        size = int(about[2])
        yield batch[end + 1 : end + 1 + size]
        at = end + size + 2
