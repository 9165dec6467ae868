"""Ask git about a clone; it may be another user's, and its settings run nothing."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_SECONDS = 60


def git(folder: Path, *arguments: str) -> str | None:
    """Return what git prints; None if it fails or is not there."""
    command = ["git", "-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false"]
    try:
        process = subprocess.run(
            [*command, *arguments],
            cwd=folder,
            env={"PATH": os.environ.get("PATH", os.defpath), "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8"},
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return process.stdout.decode("utf-8", "surrogateescape") if process.returncode == 0 else None
