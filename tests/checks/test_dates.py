"""Rules of dates judge courses by their days, meetings online by no place, and texts by what they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.folders import SETTINGS, make_content


def course(*lines: str, keys: str = "", text: str = "Text.") -> str:
    sessions = "".join(f"  - {line}\n" for line in lines)
    return f"---\ntitle: Safer recruitment training\nbooking: Ask us.\n{keys}sessions:\n{sessions}---\n{text}\n"


def found(tmp_path: Path, text: str, settings: str = "") -> list[str]:
    files: dict[str, str | bytes] = {"2022-02/course.md": text, "bulletin.yml": SETTINGS + settings}
    return [problem.rule for problem in check(read(make_content(tmp_path, files))) if problem.rule.startswith("DAT")]


CASES = [
    ("two online at one hour", course("A: 8 March 2022, 10am to 11am", "B: 8 March 2022, 10am to 11am"), []),
    (
        "two in one room at one hour",
        course("A: 8 March 2022, 10am to 11am, at Bury Hall", "B: 8 March 2022, 10am to 11am, at Bury Hall"),
        ["DAT09"],
    ),
    (
        "all day and an hour in one room",
        course("A: 8 March 2022, all day, at Bury Hall", "B: 8 March 2022, 10am to 11am, at Bury Hall"),
        [],
    ),
    (
        "courses that go on beside each other",
        course(
            "Cohort 1: 1 and 29 March 2022, 10am to 11am",
            "Cohort 2: 8 and 15 March 2022, 10am to 11am",
            "Cohort 3: 9 and 16 March 2022, 10am to 11am",
        ),
        [],
    ),
    (
        "a text that counts courses",
        course(
            "Cohort 1: 1 and 2 March 2022, 10am to 11am",
            "Cohort 2: 8 and 9 March 2022, 10am to 11am",
            text="We are offering two cohorts.",
        ),
        [],
    ),
    ("a text that counts days", course("A: 1 and 2 March 2022, 10am to 11am", text="There are two sessions."), []),
    ("booking in the middle of a course", course("A: 1 and 9 March 2022, 1pm to 2pm", keys="book by: 3 March 2022\n"), ["DAT18"]),
    ("booking to the hour before", course("A: 1 March 2022, 1pm to 2pm", keys="book by: 12pm on 1 March 2022\n"), []),
    ("booking after the hour", course("A: 1 March 2022, 1pm to 2pm", keys="book by: 5pm on 1 March 2022\n"), ["DAT18"]),
    (
        "another day over two lines of text",
        course("1 March 2022, 1pm to 2pm", text="The training takes place\non Wednesday 2 March 2022."),
        ["DAT19"],
    ),
    ("a postponed session on a Sunday", course("6 March 2022, 1pm to 2pm (postponed)"), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rules"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_dates_are_judged(text: str, rules: list[str], tmp_path: Path) -> None:
    assert found(tmp_path, text) == rules


def test_dates_in_digits_are_judged_in_the_order_of_the_bulletin(tmp_path: Path) -> None:
    text = course("March 8, 2022, 10am to 11am", text="The plan ends on 03/25/2022, and the other on 25/03/2022.")
    assert found(tmp_path / "a", text) == ["DAT02"]
    assert found(tmp_path / "b", text, "dates: month first\n") == ["DAT02"]
    both = [problem for name in ("a", "b") for problem in check(read(tmp_path / name / "content"))]
    assert [problem.column for problem in both if problem.rule == "DAT02"] == [18, 47]
