"""Try a few random folders in every test run; `python -m tests.fuzz` tries more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.__main__ import main, run
from tests.fuzz.grammar import Folder
from tests.fuzz.trial import Trial

SEED, FOLDERS, SECONDS = 20220201, 30, 15


def test_random_folders_leak_nothing_raise_no_traceback_and_check_agrees_with_build(tmp_path: Path) -> None:
    tally = run(SEED, FOLDERS, SECONDS, tmp_path / "trial")
    assert tally.faults == {}
    assert tally.builds


def test_a_seed_always_makes_the_same_folder(tmp_path: Path) -> None:
    assert Trial(7, tmp_path).folder == Trial(7, tmp_path).folder != Trial(8, tmp_path).folder


def _trial(tmp_path: Path, folder: Folder) -> Trial:
    trial = Trial(1, tmp_path / "trial")
    trial.folder = folder
    return trial


def _sound() -> Folder:
    return {
        "content/bulletin.yml": b"name: A\nemail: a@example.org\ndefault circulation: public\nbase url: https://example.org/a/\n",
        "content/2022-02/issue.md": b"---\nissue date: 1 February 2022\nstatus: ready\n---\nHello.\n",
        "content/2022-02/a.md": b"---\ntitle: Something to read\n---\nText.\n",
    }


def test_a_planted_error_a_planted_leak_and_a_planted_disagreement_are_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.fuzz import trial as module
    from tests.fuzz.grammar import Canaries

    def fail(*arguments: object, **more: object) -> None:
        raise ZeroDivisionError

    assert _trial(tmp_path, _sound()).run() == ()
    with monkeypatch.context() as patch:
        patch.setattr("bulletin.content.load.read_item", fail)
        assert [fault.kind for fault in _trial(tmp_path, _sound()).run()] == [
            "ZeroDivisionError in content/load.py:_item_part"
        ]
    with monkeypatch.context() as patch:
        patch.setattr(module, "promised_addresses", lambda view: frozenset())
        assert "addresses that check expects" in _trial(tmp_path, _sound()).run()[0].kind
    with monkeypatch.context() as patch:
        patch.setattr(module, "check", lambda *_, **__: ())
        unsound = _sound() | {"content/2022-02/a.md": b"---\ntitle: A\nsessions: tomorrow\n---\n"}
        assert [fault.kind for fault in _trial(tmp_path, unsound).run()] == ["check misses what reading refuses"]
    path = "content/2022-02/zf000xv.md"
    leaking = _trial(tmp_path, _sound() | {path: b"---\ntitle: The zq000xv\ncirculation: staff\n---\nText.\n"})
    leaking.canaries = {path: Canaries("zq000xv", "zf000xv")}
    with monkeypatch.context() as patch:
        patch.setattr("bulletin.circulation.audience.is_seen", lambda item, audience: True)
        patch.setattr("bulletin.circulation.tripwire.Tripwire.check", lambda self, file: None)
        assert any(fault.kind.startswith("leak into site/") for fault in leaking.run())


def test_the_command_prints_how_many_folders_it_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["fuzz", "--folders", "1", "--seed", "3", "--keep", str(tmp_path / "kept")])
    assert main() == 0
    assert "1 folders tried, " in capsys.readouterr().out
    assert (tmp_path / "kept").is_dir()
