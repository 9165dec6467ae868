"""Run the command line: in this process, which is quick, or as a user does, in a process of its own."""

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
    """Run a command in this process, with a folder, arguments and an environment of its own."""
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, environment),
        mock.patch.object(sys, "argv", ["bulletin", *arguments]),
    ):
        done = CliRunner().invoke(commands, arguments, prog_name="bulletin", catch_exceptions=False)
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def run_process(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own: for how it starts and ends, and for what changes Python itself."""
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
