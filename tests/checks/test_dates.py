"""The rules of dates compare days with weekdays, other sessions and the issue date; sessions online have no place."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin import load, render
from bulletin.checks.run import check
from bulletin.content.load import read
from tests.checks.rules_on_lines import problems_of_item
from tests.support.folders import SETTINGS, make_content


def course(*lines: str, keys: str = "", text: str = "Text.") -> str:
    sessions = "".join(f"  - {line}\n" for line in lines)
    return f"---\ntitle: Safer recruitment training\nbooking: Ask us.\n{keys}sessions:\n{sessions}---\n{text}\n"


def date_rules(tmp_path: Path, text: str, settings: str = "") -> list[str]:
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
def test_each_example_fires_these_rules_of_dates(text: str, rules: list[str], tmp_path: Path) -> None:
    assert date_rules(tmp_path, text) == rules


def test_dates_in_digits_are_read_in_the_day_and_month_order_of_the_bulletin(tmp_path: Path) -> None:
    text = course("March 8, 2022, 10am to 11am", text="The plan ends on 03/25/2022, and the other on 25/03/2022.")
    assert date_rules(tmp_path / "a", text) == ["DAT02"]
    assert date_rules(tmp_path / "b", text, "dates: month first\n") == ["DAT02"]
    problems = [problem for name in ("a", "b") for problem in check(read(tmp_path / name / "content"))]
    assert [problem.column for problem in problems if problem.rule == "DAT02"] == [18, 47]


@pytest.mark.parametrize(
    ("day", "severity"),
    [
        ("8 March 2021", "error"),
        ("2 August 2021", "error"),
        ("3 August 2021", "warning"),
        ("31 January 2022", "warning"),
    ],
)
def test_a_session_half_a_year_back_is_an_error_and_nobody_is_offered_a_past_one(
    tmp_path: Path, day: str, severity: str
) -> None:
    text = course(
        f"A: {day}, 10am to 11am, https://example.org/a", "B: 8 March 2022, 10am to 11am, https://example.org/b"
    )
    content = make_content(tmp_path, {"2022-02/course.md": text})
    assert [problem.severity for problem in check(read(content)) if problem.rule == "DAT05"] == [severity]
    offered = {
        file.path.rpartition("/")[2]: (b"example.org/a" in file.data, b"example.org/b" in file.data)
        for file in render(load(content))
        if isinstance(file.data, bytes) and file.path.endswith(("bulletin.html", "bulletin.txt", "course/index.html"))
    }
    assert offered == dict.fromkeys(("bulletin.html", "bulletin.txt", "index.html"), (False, True))


@pytest.mark.parametrize(
    ("day", "hint"),
    [
        ("1 February 2023", 'Write "issue date: 1 February 2022", or rename the folder to "2023-02-special".'),
        ("29 February 2024", 'Rename the folder to "2024-02-special".'),
        ("31 January 2022", ""),
        ("yesterday", ""),
    ],
)
def test_an_issue_date_of_another_year_than_its_folder_is_an_error(tmp_path: Path, day: str, hint: str) -> None:
    head = f"---\nissue date: {day}\nstatus: ready\n---\nWelcome to it.\n"
    content = make_content(tmp_path, {"2022-02-special/issue.md": head})
    problems = [problem for problem in check(read(content)) if problem.rule == "DAT23"]
    assert [(problem.severity, problem.hint) for problem in problems] == ([("error", hint)] if hint else [])


@pytest.mark.parametrize(
    ("title", "line", "is_named"),
    [
        ("Walks", "Good Friday: 15 April 2022", False),
        ("Walks", "Easter Monday walk: 18 April 2022", False),
        ("Bank holiday opening", "2 May 2022", False),
        ("Christmas lunch", "27 December 2022", False),
        ("Walks", "Saturday club: 5 March 2022", False),
        ("Weekend walks", "6 March 2022", False),
        ("Walks", "Cohort 1: 15 April 2022", True),
        ("Good Friday walk", "2 May 2022", True),
        ("Saturday walks", "6 March 2022", True),
        ("Christmas lunch", "15 April 2022", True),
    ],
)
def test_a_session_whose_name_says_that_it_is_on_a_holiday_or_weekend_is_meant_so(
    tmp_path: Path, title: str, line: str, *, is_named: bool
) -> None:
    top = f"title: {title}\ntime: 10am to 11am\nbook: not needed\nsessions:\n  - {line}"
    assert bool(problems_of_item(tmp_path, top, "Come along.", "DAT06")) is is_named
