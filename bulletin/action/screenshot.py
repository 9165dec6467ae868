"""Take pictures of the email if the runner has a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from ..errors import RequestError
from ..reports.github import Annotation, annotation
from .preview import View
from .result import Step

BROWSERS = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser")
WIDTHS = {"computer": 640, "phone": 390}
_HEIGHT = 2000
_SECONDS = 60
_WITHOUT_LIMIT = ("/bin/sh", "-c", 'ulimit -S -v unlimited; exec "$@"', "sh")
"""Lifts the step's limit of memory, which is meant for Python: a browser reserves much more than it uses."""
_ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
    "--disable-background-networking", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def take(step: Step, views: tuple[View, ...], out: Path) -> tuple[Annotation, ...]:
    """Put pictures of the first issue into the bundle; return an annotation if that was not possible."""
    if step.inputs.screenshot == "false":
        return ()
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        return _without(step, "there is no Chrome on this runner")
    for view in views[:1]:
        source = out / "screenshot.html"
        source.write_text(view.light, "utf-8")
        pictures = out / "bundle" / "pictures"
        pictures.mkdir(parents=True, exist_ok=True)
        targets = {pictures / f"{view.id}-{name}.png": width for name, width in WIDTHS.items()}
        results = [_take(browser, source, target, width) for target, width in targets.items()]
        source.unlink()
        if not all(results):
            return _without(step, "Chrome made none")
    return ()


def _take(browser: str, source: Path, target: Path, width: int) -> bool:
    profile = target.parents[2] / "browser"
    options = (f"--user-data-dir={profile}", f"--window-size={width},{_HEIGHT}", f"--screenshot={target}")
    command = [*_WITHOUT_LIMIT, browser, *_ARGUMENTS, *options, source.as_uri()]
    try:
        environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(profile)}
        subprocess.run(command, env=environment, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    finally:
        shutil.rmtree(profile, ignore_errors=True)
    return target.is_file()


def _without(step: Step, why: str) -> tuple[Annotation, ...]:
    if step.inputs.screenshot == "true":
        raise RequestError(f'Input "screenshot" is true, and {why}. Use auto, or a runner that has it.')
    return (annotation("info", f"No pictures of the email: {why}."),)
