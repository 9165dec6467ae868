"""The task of VS Code reads the output of `bulletin check --watch` and shows each problem at its place."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bulletin import check, read
from bulletin.cli import commands
from bulletin.content.keys import SETTINGS
from bulletin.scaffold.editors import editor_files
from bulletin.serving.watching import watch
from tests.support.folders import ITEM, make_content

FILES = {path: json.loads(text) for path, text in editor_files().items()}
(TASK, BUILD) = FILES[".vscode/tasks.json"]["tasks"]
MATCHER = TASK["problemMatcher"]
WRONG = ITEM.replace("title:", "titel:") + "\nAt 10:30:20: futher [here](http://example.org).\n"


def watched(monkeypatch: pytest.MonkeyPatch, folder: Path, *after: Any) -> str:
    """Return the output of the command while these changes are made, one before each look, until it is stopped."""
    steps = iter(after)

    def pause() -> None:
        step = next(steps, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    monkeypatch.setattr("bulletin.cli.check.pauses", lambda *arguments, **options: pause)
    done = CliRunner().invoke(commands, ["check", "--watch", str(folder)])
    assert done.exit_code == 0, done.output
    return done.output


def test_the_task_reads_every_problem_with_its_place_and_severity_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make_content(tmp_path, {"2022-02/week.md": WRONG})
    pattern = MATCHER["pattern"]
    matches = set()
    for line in watched(monkeypatch, content).splitlines():
        match = re.search(pattern["regexp"], line)
        if match:
            place = (int(match[pattern["line"]]), int(match[pattern["column"]]))
            matches.add((match[pattern["file"]], *place, match[pattern["severity"]] or MATCHER["severity"]))
    problems = check(read(content))
    assert {"error", "warning"} <= {problem.severity for problem in problems}
    assert matches == {(problem.path, problem.line, problem.column, problem.severity) for problem in problems}


def test_the_task_recognises_the_begin_and_end_of_a_check_and_a_change_starts_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make_content(tmp_path)
    item = content / "2022-02" / "week.md"
    output = watched(monkeypatch, content, lambda: None, lambda: item.write_text(WRONG, "utf-8"), item.unlink)
    lines = output.splitlines()
    begins, ends = (re.compile(MATCHER["background"][name]) for name in ("beginsPattern", "endsPattern"))
    kinds = ["begins" if begins.search(line) else "ends" for line in lines if begins.search(line) or ends.search(line)]
    assert kinds == ["begins", "ends"] * 3
    assert '"titel": did you mean "title"?' in output.split("I wait")[1]
    assert "titel" not in output.split("I wait")[2]


def test_an_unreadable_file_is_reported_and_watching_continues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_content(tmp_path)
    item = content / "2022-02" / "week.md"
    away = tmp_path / "away"
    output = watched(
        monkeypatch,
        content,
        lambda: item.write_bytes(b"---\ntitle: \xff"),
        lambda: content.rename(away),
        lambda: away.rename(content),
        lambda: item.write_text(ITEM, "utf-8"),
    )
    assert output.count("I wait for the next change.") == 5
    assert "Save the file as UTF-8." in output
    assert "Traceback" not in output
    assert "Nothing is wrong." in output.split("I wait")[-2]


def test_only_text_files_are_watched(tmp_path: Path) -> None:
    done = CliRunner().invoke(commands, ["check", "--watch", "--format", "json", str(make_content(tmp_path))])
    assert (done.exit_code, done.output) == (2, "--watch prints text alone. Leave --format out.\n")


def test_a_file_that_is_deleted_during_a_look_counts_as_missing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "link").symlink_to("nowhere")
    looks = []

    def pause() -> None:
        raise KeyboardInterrupt

    watch(tmp_path / "content", lambda: looks.append(1), pause)
    assert looks == [1]


def test_the_settings_of_the_editor_complete_every_key_of_the_bulletin() -> None:
    schema = FILES[".vscode/bulletin.schema.json"]
    assert {key.name for key in SETTINGS} <= set(schema["properties"])
    assert FILES[".vscode/settings.json"]["yaml.schemas"] == {"./.vscode/bulletin.schema.json": "content/bulletin.yml"}
    assert (TASK["args"], BUILD["args"]) == (["check", "--watch"], ["build"])
