"""After any edits between two commands, the memory never changes a byte, a word or an exit code."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulletin import memory as memory_module
from bulletin import outputs
from bulletin.checks.run import check
from bulletin.cli import commands
from bulletin.content.load import read
from bulletin.errors import BulletinError
from bulletin.memory import NO_MEMORY, Memory, is_same
from bulletin.remember import cache
from bulletin.remember.unchanged import Ending, last_ending
from tests.remember.random_edits import COMMANDS, EDITS, begin

STEPS, LONG_STEPS = 25, 1_000


class Desk:
    """Two folders with the same content: commands use the memory in the first, and run fresh in the second."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.remembers, self.fresh = root / "remembers", root / "fresh"
        self._patch = monkeypatch
        monkeypatch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        real = time.time_ns
        # A test edits a file only after the command, so no edit is in the same clock tick as the look.
        monkeypatch.setattr(time, "time_ns", lambda: real() + 10**9)
        self.begin()
        self.answered: Counter[str] = Counter()
        self.codes: Counter[int] = Counter()
        self.steps: list[str] = []
        self.memory = Memory()

    def begin(self) -> None:
        """Write the content anew, without templates."""
        self.has_failed = False
        for root in (self.remembers, self.fresh):
            for name in ("content", "templates"):
                shutil.rmtree(root / name, ignore_errors=True)
            begin(root)

    def edit(self, name: str, seed: int) -> None:
        self.steps.append(f"{name} ({seed})")
        for root in (self.remembers, self.fresh):
            EDITS[name](root, random.Random(seed))

    def compare(self, arguments: tuple[str, ...]) -> None:
        """Run a command in both folders; its output, exit code and files must be equal."""
        self.steps.append(" ".join(arguments))
        output = self._run(self.fresh, arguments, fresh=True)
        assert self._remembering(arguments) == output, self.steps
        assert _files(self.remembers) == _files(self.fresh), self.steps
        assert _differing(_built(self.memory), _built(NO_MEMORY)) == [], self.steps
        self.codes[output.code] += 1
        self.has_failed = output.code != 0

    def _remembering(self, arguments: tuple[str, ...]) -> Ending:
        os.chdir(self.remembers)
        ending = last_ending(arguments, time.time_ns())
        self.answered[arguments[0]] += ending is not None
        return ending or self._run(self.remembers, arguments, fresh=False)

    def _run(self, root: Path, arguments: tuple[str, ...], *, fresh: bool) -> Ending:
        os.chdir(root)
        typed = [*arguments, *(["--fresh"] if fresh and arguments[0] in ("build", "check") else [])]
        self._patch.setattr(sys, "argv", ["bulletin", *typed])
        result = CliRunner().invoke(commands, typed)
        return Ending(result.stdout, result.stderr, result.exit_code)


def _built(memory: Memory) -> dict[str, object]:
    """Return the problems and files of the folder, or the text of the error."""
    try:
        reading = read("content", memory=memory)
        values = {"problems": check(reading, memory=memory), "bulletin": reading.bulletin}
        files = outputs.files(reading.bulletin, memory=memory) if reading.bulletin else ()
        return {**values, "issues": reading.workspace.issues, **{file.path: file for file in files}}
    except BulletinError as error:
        return {"error": str(error)}


def _differing(first: dict[str, object], second: dict[str, object]) -> list[str]:
    return sorted(name for name in first | second if not is_same(first.get(name), second.get(name)))


def _files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _damage_cache(chance: random.Random) -> None:
    """Cut, change, delete or open one entry, or the whole folder."""
    entries = sorted(cache.folder().glob("*")) if cache.folder().is_dir() else []
    if not entries:
        return
    entry = chance.choice(entries)
    data = entry.read_bytes()
    place = chance.randrange(max(1, len(data)))
    damages = (
        entry.unlink,
        lambda: entry.write_bytes(data[:place]),
        lambda: entry.write_bytes(data[:place] + b"?" + data[place + 1 :]),
        lambda: entry.write_bytes(b""),
        lambda: entry.write_bytes(b"[]"),
        lambda: shutil.rmtree(cache.folder()),
    )
    chance.choice(damages)()


def _try_steps(desk: Desk, steps: int, seed: int) -> None:
    chance = random.Random(seed)
    for step in range(steps):
        if desk.has_failed and chance.random() < 3 / 4:
            desk.begin()
        for name in chance.sample(sorted(EDITS), chance.choice([0, 1, 1, 2])):
            desk.edit(name, seed * 10_000 + step)
        command = chance.choice(COMMANDS)
        for _ in range(chance.choice([1, 2])):
            if chance.random() < 1 / 3:
                _damage_cache(chance)
            desk.compare(command)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, monkeypatch)


def test_after_random_edits_the_memory_changes_no_result(desk: Desk) -> None:
    _try_steps(desk, STEPS, seed=1)


@pytest.mark.long
def test_after_a_thousand_random_edits_the_memory_changes_no_result(desk: Desk) -> None:
    _try_steps(desk, LONG_STEPS, seed=int(time.time()))
    assert desk.answered["build"] > LONG_STEPS / 50, desk.answered
    assert desk.codes[0] > LONG_STEPS / 4, desk.codes


@pytest.mark.parametrize("arguments", [command for command in COMMANDS if command[0] != "publish"], ids=" ".join)
def test_a_command_is_answered_from_memory_until_a_file_is_touched(desk: Desk, arguments: tuple[str, ...]) -> None:
    for _ in range(2):
        desk.compare(arguments)
    assert desk.answered[arguments[0]] == 1
    desk.edit("text", seed=1)
    desk.compare(arguments)
    assert desk.answered[arguments[0]] == 1


def test_a_memory_that_ignores_its_arguments_is_detected(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.compare(("check",))
    monkeypatch.setattr(memory_module, "is_same", lambda before, now: bool(before))
    desk.edit("text", seed=1)
    with pytest.raises(AssertionError):
        desk.compare(("check",))
