"""Every example of docs/dates-and-courses.md is read as the page says, and every question of its table is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin.content.load import read
from bulletin.model import Item, Session
from bulletin.outputs.session_text import course_sentence, session_sentence
from bulletin.outputs.sessions import deadline_sentence
from tests.support.folders import make_content
from tests.support.values import ROOT

PAGE = (ROOT / "docs" / "dates-and-courses.md").read_text("utf-8")
BOOKING = "booking: Ask us.\n"


class Example(NamedTuple):
    """A heading of the page, the keys to write for it, and the sentences that readers see."""

    heading: str
    keys: str
    sentences: list[str]


def examples() -> Iterator[Example]:
    for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        if block := re.search(r"```\n(.*?)```\n\n((?:- [^\n]*\n)+)", rest, re.DOTALL):
            yield Example(heading.strip('"'), block[1], [line[2:] for line in block[2].splitlines()])


EXAMPLES = list(examples())
QUESTIONS = re.findall(r"^\| `(.+?)` \| (.+) \|$", PAGE, re.MULTILINE)


def load_item(tmp_path: Path, keys: str) -> tuple[list[str], Item | None]:
    kind = "" if "sessions:" in keys else "kind: information\n"
    booking = "" if kind or re.search(r"^book: ", keys, re.MULTILINE) else BOOKING
    text = f"---\ntitle: Safer recruitment training\n{kind}{booking}{keys}---\nWhat the course covers.\n"
    reading = read(make_content(tmp_path, {"2022-02/course.md": text, "2022-02/week.md": ""}))
    messages = [
        f"{problem.message} {problem.hint}".strip() for problem in reading.problems if problem.severity != "info"
    ]
    issue = reading.bulletin.issues[0] if reading.bulletin else None
    return messages, issue.items[0] if issue else None


def sentences(item: Item) -> list[str]:
    """Return what readers see of each booking, in the order of the lines."""
    courses: dict[str, list[Session]] = {}
    for session in item.sessions:
        courses.setdefault(session.course or session.key, []).append(session)
    lines: list[str] = []
    for days in courses.values():
        one_line = len({day.label for day in days}) == 1 and len(days) > 1
        alone = [deadline_sentence(day) if day.deadline else session_sentence(day) for day in days]
        lines += [course_sentence(days)] if one_line else alone
    return lines + [f"{row.label}: {row.when}, date to be confirmed" for row in item.awaited]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.heading for example in EXAMPLES])
def test_each_example_is_read_as_the_page_says(example: Example, tmp_path: Path) -> None:
    problems, item = load_item(tmp_path, example.keys)
    assert problems == []
    assert item is not None
    assert sentences(item) == example.sentences


@pytest.mark.parametrize(("line", "question"), QUESTIONS, ids=[line for line, _ in QUESTIONS])
def test_each_question_is_asked(line: str, question: str, tmp_path: Path) -> None:
    assert load_item(tmp_path, f"sessions:\n  - {line}\n")[0] == [question]


def test_the_page_says_what_a_training_administrator_says() -> None:
    assert (len(EXAMPLES) >= 22, len(QUESTIONS) >= 9) == (True, True)
    assert date(2022, 2, 1).strftime("%-d %B %Y") in PAGE
