"""What some rules say of lines, each of which is a paragraph of one item."""

from __future__ import annotations

from pathlib import Path

from bulletin.checks.run import check
from bulletin.content.load import read
from bulletin.errors import Problem
from tests.support.folders import SETTINGS, make_content


def problems_of_item(root: Path, top: str, body: str, rule: str) -> list[Problem]:
    """Return the problems of one rule in an item with some lines of front matter and a body."""
    content = make_content(root, {"2022-02/week.md": f"---\n{top}\n---\n{body}\n"})
    return [problem for problem in check(read(content)) if problem.path.endswith("week.md") and problem.rule == rule]


def problem_by_line(
    root: Path, lines: list[str], *, rules: tuple[str, ...], mailbox: str = "team@example.org"
) -> dict[str, Problem]:
    """Return the first problem of some rules on each line, by the line. mailbox: that of the bulletin."""
    text = "---\ntitle: An example\n---\n" + "\n\n".join(lines) + "\n"
    settings = SETTINGS.replace("team@example.org", mailbox)
    content = make_content(root, {"bulletin.yml": settings, "2022-02/week.md": text})
    problems = [
        problem for problem in check(read(content)) if problem.path.endswith("week.md") and problem.rule in rules
    ]
    by_line: dict[str, Problem] = {}
    for problem in problems:
        by_line.setdefault(text.split("\n")[problem.line - 1], problem)
    return by_line
