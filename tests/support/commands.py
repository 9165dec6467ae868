"""Run the command line, quickly in this process, or in a new process as users do."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path
from unittest import mock

from click.testing import CliRunner

from bulletin.cli import commands

BULLETIN = (sys.executable, "-m", "bulletin")


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in this process; `cwd` is its current folder, `environment` is added to the environment."""
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, environment),
        mock.patch.object(sys, "argv", ["bulletin", *arguments]),
    ):
        done = CliRunner().invoke(commands, arguments, prog_name="bulletin", catch_exceptions=False)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def run_process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a new process: for tests of its start and end, and of changes to Python's own state."""
    return subprocess.run(
        [*BULLETIN, *arguments],
        cwd=cwd,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
