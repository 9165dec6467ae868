"""A rule that gets one file alone is stopped when it looks at another file, and is then called with all files."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.checks.checked_file import CheckedFile
from bulletin.checks.one_file import Heads, LooksAroundError
from bulletin.checks.run import BY_ID, checked_files
from bulletin.content.load import read
from bulletin.memory import NO_MEMORY
from tests.support.folders import make_content


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
