"""Read from git in any clone, also another user's, without running programs that its settings name."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SECONDS = 60
_SETTINGS = (
    "safe.directory=*",
    "core.quotePath=false",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "log.showSignature=false",
)
_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C.UTF-8",
}


def git(folder: Path, *arguments: str) -> str | None:
    """Return the output of git; None if it fails or is not installed."""
    settings = [argument for setting in _SETTINGS for argument in ("-c", setting)]
    try:
        process = subprocess.run(
            ["git", *settings, *arguments],
            cwd=folder,
            env=_ENVIRONMENT | {"PATH": os.environ.get("PATH", os.defpath)},
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return process.stdout.decode("utf-8", "surrogateescape") if process.returncode == 0 else None
