"""One mistake in an item that is right has one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.support.folders import ISSUE, SETTINGS, make_content

SET = f"{SETTINGS}topics: safer recruitment\n"
ITEM = """\
---
title: Safer recruitment training for managers
kind: training
summary: How to choose people who are safe to work with children.
topics: safer recruitment
cost: free
email: training@example.org
time: 9:30am to 4:30pm
sessions:
  - Cohort 4: 8 March 2022, at Stopford House, Stockport, https://example.org/book/4
  - Cohort 5: 15 March 2022, https://example.org/book/5
---
The course covers the whole way from the advert to the first day.

Read the [guide for panels](https://example.org/guide). Write to training@example.org if you cannot come on the day.
"""
TEXT = "The course covers the whole way from the advert to the first day."
SECOND = "15 March 2022, https://example.org/book/5"
COST, TIME = "cost: free", "time: 9:30am to 4:30pm\n"

IN_AN_ITEM = [
    # What is typed in place of a part of the item, and the rule that names it.
    (SECOND, "15 March 2022, `online`, https://example.org/book/5", "STR11"),
    (SECOND, "`15 March 2022`, https://example.org/book/5", "STR11"),
    (SECOND, "<b>15 March 2022</b>, https://example.org/book/5", "STR11"),
    (SECOND, "15 March 2022 :tada:, https://example.org/book/5", "STR11"),
    (SECOND, "~~8 March 2022~~ 15 March 2022, https://example.org/book/5", "SES02"),
    (SECOND, "15 March 2022, {{place}}, https://example.org/book/5", "STR11"),
    (SECOND, "15 March 2022, lunch, https://example.org/book/5", "SES01"),
    (SECOND, "31 February 2022, https://example.org/book/5", "DAT02"),
    (SECOND, "15 March 2022, https:/example.org/book/5", "LNK07"),
    (SECOND, "15 March 2022, cost: £5, Bury Hall, https://example.org/book/5", "SES01"),
    (TIME, "", "DAT13"),
    (TIME, "time: 4:30pm to 9:30am\n", "DAT07"),
    (COST, "cost = free", "STR07"),
    (COST, "cost: free\nbook by: 20 March 2022", "DAT18"),
    (COST, "cost: free\nhold until: 32 March 2022", "DAT02"),
    (COST, "cost: free\ncirculation: limited\ncirculation note:", "STR07"),
    ("title: Safer", "title: 'CANCELLED: Safer", "SES02"),
    ("title: Safer recruitment training for managers", "title: 'CONFIDENTIAL: Safer recruitment'", "RST13"),
    (TEXT, "We meet on Friday21st.", "DAT02"),
    (TEXT, "We meet on Friday 21January.", "TXT18"),
    (TEXT, "We meet on 04/13/2022.", "DAT02"),
    (TEXT, "The rota is out on the 22th of March 2022.", "DAT21"),
    (TEXT, "From 10am - 9am we talk.", "DAT24"),
    (TEXT, "We meet on Mondays 8, 15 and 22 March 2022.", "DAT01"),
    (TEXT, "We meet on Monday 8/3/22.", "DAT01"),
    (TEXT, "Write to training@example,org today.", "CON06"),
    (TEXT, "The child (DOB 12/03/2014) was seen.", "PRIV03"),
    (TEXT, "See https://bit.ly/3xAmPl3.", "LNK15"),
    (TEXT, "See [the flyer](files/flyer.pdf).", "LNK07"),
    (TEXT, f"{'TO'}DO: write this.", "TXT06"),
    (TEXT, "From: Jo\nSent: 3 March 2022 10:15\nTo: The board\n\nThe rota is new.", "PRIV10"),
    (TEXT, "kind: update\ncirculation: limited\n---\nThe text.", "RST04"),
]  # fmt: skip


def found(root: Path, files: dict[str, str | bytes]) -> list[str]:
    usual: dict[str, str | bytes] = {"bulletin.yml": SET, "2022-02/week.md": ITEM}
    return [str(problem) for problem in check(read(make_content(root, usual | files)))]


def test_the_item_is_right(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == []


@pytest.mark.parametrize(("old", "new", "rule"), IN_AN_ITEM)
def test_a_mistake_in_an_item_has_one_sentence(tmp_path: Path, old: str, new: str, rule: str) -> None:
    assert old in ITEM
    text = ITEM.replace(old, new, 1)
    if "title: '" in text and not text.split("\n")[1].endswith("'"):
        text = text.replace("managers", "managers'", 1)
    sentences = found(tmp_path, {"2022-02/week.md": text})
    assert [f"[{rule}]" in sentence for sentence in sentences] == [True], sentences


@pytest.mark.parametrize(
    ("files", "rule"),
    [
        ({"bulletin.yml": "", "bulletin.yaml": SET}, "FIL05"),
        ({"bulletin.yml": "", "Bulletin.yml.txt": SET}, "FIL05"),
        ({"bulletin.yml": ""}, "FIL06"),
        ({"bulletin.yml": SET.replace("name: North", "name = North")}, "STR07"),
        ({"bulletin.yml": f"{SET}checks:\n  TXT10: none\n"}, "STR07"),
        ({"bulletin.yml": f"{SET}checks:\n  TXT99: off\n"}, "SET04"),
        ({"bulletin.yml": SET.replace("place: Microsoft Teams\n", "")}, "CAL01"),
        ({"2022-02/issue.md": ISSUE.replace("1 February", "31 February")}, "DAT02"),
        ({"2022-02/issue.md": ISSUE.replace("issue date: 1 February 2022\n", "")}, "STR07"),
        ({"2022-02/issue.md": ISSUE.replace("status: ready", "status:")}, "STR07"),
        ({"2022-02/issue.md": ISSUE.replace("status: ready", "stauts: ready")}, "STR07"),
    ],
)
def test_a_mistake_in_a_file_of_the_folder_has_one_sentence(
    tmp_path: Path, files: dict[str, str | bytes], rule: str
) -> None:
    sentences = found(tmp_path, files)
    assert [f"[{rule}]" in sentence for sentence in sentences] == [True], sentences


def test_two_mistakes_in_a_line_have_two_sentences(tmp_path: Path) -> None:
    text = ITEM.replace(TEXT, "We meet on 31 April 2022, not on 12/05/2022, and teh course is new.")
    rules = [sentence.rpartition("[")[2] for sentence in found(tmp_path, {"2022-02/week.md": text})]
    assert rules == ["DAT02]", "TXT11]", "TXT04]"] or sorted(rules) == ["DAT02]", "TXT04]", "TXT11]"]


def test_sessions_without_a_time_are_named_one_by_one_where_others_have_one(tmp_path: Path) -> None:
    lines = "\n".join(f"  - Cohort {day}: {day} March 2022, https://example.org/{day}" for day in (8, 9))
    timed = "  - Cohort 10: 10 March 2022, 9am to 10am, https://example.org/10"
    start = ITEM.index("  - Cohort 4")
    text = ITEM.replace(TIME, "")[: start - len(TIME)] + f"{lines}\n{timed}\n---\n{TEXT}\n"
    assert [sentence.count("[DAT13]") for sentence in found(tmp_path, {"2022-02/week.md": text})] == [1, 1]


def test_numbers_that_lack_sessions_are_one_mistake(tmp_path: Path) -> None:
    lines = "\n".join(f"  - Cohort {n}: {n + 1} March 2022, https://example.org/{n}" for n in (1, 2, 6, 7))
    text = f"---\ntitle: Training\ntime: 9:30am to 4:30pm\nsessions:\n{lines}\n---\n{TEXT}\n"
    (sentence,) = found(tmp_path, {"2022-02/week.md": text})
    assert "There is no cohort 3, 4 and 5." in sentence


def test_a_name_that_windows_fills_in_is_no_field_of_a_mail(tmp_path: Path) -> None:
    text = ITEM.replace(TEXT, "Type %APPDATA% into the address bar, and not %FNAME%.")
    (sentence,) = found(tmp_path, {"2022-02/week.md": text})
    assert '"%FNAME%" is printed as typed' in sentence
