"""The Action as the runner downloads it, installed once a run; the files that use it run on one worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.action.runner import Outcome, Runner, archived, files_in
from tests.action.scene import event
from tests.support.folders import TRAINING, make_content
from tests.support.values import ROOT


class Installed(NamedTuple):
    """The folder of the Action, the runtime that it installed, and the outcome of the run that installed it."""

    action: Path
    runtime: Path
    outcome: Outcome
    runner: Runner
    touched: list[str]
    """Files outside the runner's temporary folder that the run made or changed."""


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """Run the whole Action once without inputs, on a push to a private repository, in paths with blanks and quotes."""
    box = tmp_path_factory.mktemp("a 'quoted' \"place\" é")
    action = archived(ROOT, box / "_actions" / "the action")
    workspace = box / "work space"
    make_content(workspace, {"2022-02/safer-recruitment.md": TRAINING})
    for name in ("te'mp", "home", "artifacts"):
        (box / name).mkdir()
    runner = Runner(action, workspace, box / "te'mp", box / "artifacts", payload=event())
    before = {place: dict(files_in(place)) for place in (action, workspace, box / "home")}
    outcome = runner.run()
    touched = [name for place, files in before.items() for name, time in files_in(place) if files.get(name) != time]
    yield Installed(action, next((box / "te'mp").glob("bulletin.*")), outcome, runner, touched)
    for path in (action, *action.rglob("*")):
        path.chmod(0o700)
