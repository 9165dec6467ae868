"""Read from git in any clone, also another user's, without running programs that its settings name."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SECONDS = 60
_SETTINGS = (
    "safe.directory=*",  # Read a clone that belongs to another user, as in a container of a workflow.
    "core.quotePath=false",  # Print paths as they are, not with escapes for letters outside ASCII.
    # Earlier steps may have written programs into the clone's settings; these would start them.
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "log.showSignature=false",
)
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",  # Otherwise git would fetch what a partial clone lacks, with a program of the settings.
    "LC_ALL": "C.UTF-8",
}


def git(folder: Path, *arguments: str) -> str | None:
    """Return the output of git as text; None if it fails or is not installed."""
    output = git_bytes(folder, *arguments)
    return None if output is None else output.decode("utf-8", "surrogateescape")


def git_bytes(folder: Path, *arguments: str, data: bytes = b"") -> bytes | None:
    """Return the output of git; None if it fails or is not installed. data: its standard input."""
    settings = [argument for setting in _SETTINGS for argument in ("-c", setting)]
    try:
        process = subprocess.run(
            ["git", *settings, *arguments],
            cwd=folder,
            env=_ENVIRONMENT | {"PATH": os.environ.get("PATH", os.defpath)},
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return process.stdout if process.returncode == 0 else None
