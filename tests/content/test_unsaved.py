"""An unsaved text is read as if its file existed, and checked by the same rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin import load, read
from bulletin.content.files import TEXT_LIMIT
from tests.support.folders import ITEM, TRAINING, make_content

NEW = "2022-02/new.md"


def problems(content: Path, text: str, path: str = NEW) -> list[str]:
    reading_problems = read(content, every_file=False, unsaved={path: text}).problems
    return [f"{Path(problem.path).name}:{problem.line}:{problem.column} {problem.rule}" for problem in reading_problems]


def test_an_unsaved_item_is_in_its_issue_and_no_file_is_written(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    bulletin = read(content, every_file=False, unsaved={NEW: TRAINING}).complete()
    assert [item.slug for item in bulletin.issues[0].items] == ["new", "week"]
    assert bulletin.issues[0].items[0].sessions[0].label == "Cohort 4"
    assert not (content / NEW).exists()


def test_an_unsaved_text_replaces_the_file_of_the_same_name(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    bulletin = read(content, every_file=False, unsaved={"2022-02/week.md": ITEM.replace("starts", "ends")}).complete()
    assert [item.title for item in bulletin.issues[0].items] == ["Safeguarding week ends on 21 March 2022"]
    assert [item.title for item in load(content).issues[0].items] == ["Safeguarding week starts on 21 March 2022"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ITEM, []),
        (TRAINING.replace("8 March", "Monday 8 March"), ["new.md:5:22 DAT01"]),
        ("---\ntitle: a\x07b\n---\nText.\n", ["new.md:2:9 FIL03"]),
        (ITEM + "x" * TEXT_LIMIT, ["new.md:1:1 FIL02"]),
    ],
)
def test_an_unsaved_text_gets_the_problems_that_a_file_would_get(
    tmp_path: Path, text: str, expected: list[str]
) -> None:
    assert problems(make_content(tmp_path), text) == expected


def test_an_unsaved_text_for_a_missing_issue_is_in_no_issue(tmp_path: Path) -> None:
    bulletin = read(make_content(tmp_path), every_file=False, unsaved={"2022-03/new.md": ITEM}).complete()
    assert [issue.id for issue in bulletin.issues] == ["2022-02"]
