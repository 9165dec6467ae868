"""A rule that gets one file alone is stopped when it looks at another file, and is then called with all files."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.checks import run
from bulletin.checks.checked_file import CheckedFile
from bulletin.checks.one_file import Heads, LooksAroundError
from bulletin.checks.run import BY_ID, check, checked_files
from bulletin.content.load import read
from bulletin.memory import NO_MEMORY, Memory
from tests.support.folders import ITEM, make_content


@pytest.fixture
def alone(tmp_path: Path) -> dict[str, CheckedFile]:
    """Return the files of a folder by name, each without access to the others."""
    reading = read(make_content(tmp_path, {}))
    heads = Heads(reading.workspace, NO_MEMORY)
    files = (heads.one_file(file).checked(BY_ID.keys()) for file in checked_files(reading))
    return {file.source.path.rpartition("/")[2]: file for file in files}


LOOKS: list[tuple[str, Callable[[CheckedFile], object]]] = [
    ("week.md", lambda file: list(file.sources)),
    ("week.md", lambda file: "another.md" in file.sources),
    ("week.md", lambda file: file.issue and file.issue.items[0]),
    ("week.md", lambda file: file.issue and [item.title for item in file.issue.items]),
    ("week.md", lambda file: bool(file.issue and file.issue.items)),
    ("week.md", lambda file: file.item in (file.issue.items if file.issue else ())),
    ("issue.md", lambda file: list(file.workspace.issues)),
]


@pytest.mark.parametrize(("name", "look"), LOOKS)
def test_a_look_at_other_files_is_stopped(
    alone: dict[str, CheckedFile], name: str, look: Callable[[CheckedFile], object]
) -> None:
    with pytest.raises(LooksAroundError):
        look(alone[name])


def test_the_mark_of_an_unread_value_is_the_same_object_after_pickling(alone: dict[str, CheckedFile]) -> None:
    issue = alone["week.md"].issue
    assert issue
    assert pickle.loads(pickle.dumps(issue.items)) is issue.items


def test_only_the_rules_that_look_at_other_files_are_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule on unknown words asks whether another file has the word."""
    texts: dict[str, str | bytes] = {"2022-02/week.md": f"{ITEM}Ask the resposible person.\n"}
    reading, memory = read(make_content(tmp_path, texts)), Memory()
    problems, asked = check(reading, memory=memory), []
    problems_of = run._problems_of
    monkeypatch.setattr(run, "_problems_of", lambda rule, *rest: (asked.append(rule.id), problems_of(rule, *rest))[1])
    assert check(reading, memory=memory) == problems
    assert asked == ["STR13", "TXT20"]
    assert "TXT20" in {problem.rule for problem in problems}
