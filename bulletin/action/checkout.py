"""The checkout: git asked, and paths kept inside it. Works without git, and for a folder of another user."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import RequestError

_SECONDS = 60


def payload(environ: Mapping[str, str]) -> dict[str, Any]:
    """The event's payload; empty where there is none that can be read."""
    try:
        found = json.loads(Path(environ["GITHUB_EVENT_PATH"]).read_text("utf-8"))
    except (KeyError, OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def inside(workspace: Path, path: str, name: str) -> Path:
    """A folder of the workspace, as a path relative to it; raises RequestError if it leads outside or is none."""
    root = workspace.resolve()
    real = (root / path).resolve()
    if not real.is_relative_to(root):
        raise RequestError(f'Input "{name}" leads out of the workspace. Write a folder in it.')
    if not real.is_dir():
        said = f'Input "{name}" is "{path}", and there is no such folder.'
        raise RequestError(f"{said} Is actions/checkout before this step?")
    return Path(os.path.relpath(real, root))


def root_of(workspace: Path, folder: Path) -> Path:
    """The repository's root above a folder, relative to the workspace; the workspace where nothing says otherwise."""
    here = workspace / folder
    for one in (here, *here.parents):
        if (one / ".git").exists():
            return Path(os.path.relpath(one, workspace))
        if one == workspace:
            break
    return Path()


def changed(workspace: Path, root: Path) -> frozenset[str] | None:
    """The files that a pull request changes, from the repository's root; None where the checkout cannot say.

    GitHub checks out a merge commit, whose first parent is the branch that is merged into. With
    checkout's `fetch-depth: 2` that parent is there.
    """
    merge = _git(workspace / root, "rev-parse", "--verify", "--quiet", "HEAD^2")
    said = _git(workspace / root, "diff", "--name-only", "--no-renames", "-z", "HEAD^1", "HEAD") if merge else None
    return None if said is None else frozenset(one for one in said.split("\0") if one)


def committed(workspace: Path, root: Path) -> int | None:
    """When the commit that is checked out was made, in seconds since 1970; None where the checkout cannot say."""
    said = _git(workspace / root, "log", "-1", "--format=%ct")
    return int(said) if said and said.strip().isdecimal() else None


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says, None if it says nothing of use."""
    command = ["git", "-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"]
    try:
        done = subprocess.run(
            [*command, *arguments],
            cwd=folder,
            env={"PATH": os.environ.get("PATH", os.defpath), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
