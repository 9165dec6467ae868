"""RST03 finds "not for everybody" in the many wordings that people use, and no text that only sounds like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.action import summary
from bulletin.action.check import _ignore_lines
from bulletin.checks.answers import answered_lines
from bulletin.checks.circulation import restriction_wording
from bulletin.checks.run import check, checked_files
from bulletin.checks.word_lists import WordLists
from bulletin.content.load import read
from bulletin.content.source import Source, Workspace
from bulletin.text.wordings import Wordings
from tests.checks.test_checks import item
from tests.support.folders import SETTINGS, make_content

LINES = [
    (line[0], line[2:])
    for line in Path(__file__).with_name("restrictions.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return read(make_content(tmp_path_factory.mktemp("empty"))).workspace


def judged(workspace: Workspace, text: str) -> str:
    from bulletin.checks.checked_file import CheckedFile

    source = Source("2022-02/issue.md", "issue", text, text, 0)
    file = CheckedFile(
        source=source,
        workspace=workspace,
        words=WordLists(workspace.settings, workspace.words),
        sources={},
        rule_ids=(),
    )
    assert restriction_wording.find
    messages = [finding.message for finding in restriction_wording.find(file)]
    return "~" if any("embargo" in message for message in messages) else "!" if messages else "="


def test_at_least_sixty_phrasings_of_each_sort_are_understood(workspace: Workspace) -> None:
    wrong = [(mark, text) for mark, text in LINES if judged(workspace, text) != mark]
    assert wrong == []
    assert sum(mark != "=" for mark, _ in LINES) >= 60
    assert sum(mark == "=" for mark, _ in LINES) >= 60


@pytest.mark.parametrize("apostrophe", ["'", "\u2019", "\u2018", "\u02bc"])
def test_apostrophes_capitals_line_ends_and_emphasis_change_nothing(apostrophe: str, tmp_path: Path) -> None:
    text = f"PLEASE DON{apostrophe}T *share*\nthis   with **anyone** outside the team."
    problems = check(read(make_content(tmp_path, {"2022-02/week.md": item(body=text)})))
    assert ("RST03", 4, 8) in {(problem.rule, problem.line, problem.column) for problem in problems}


def test_titles_summaries_and_labels_of_files_count(tmp_path: Path) -> None:
    files = {
        "2022-02/week.md": item("title: Internal only: new rota", "summary: For named nurses only."),
        "2022-02/issue.md": "---\nissue date: 1 February 2022\nstatus: ready\n---\nNot for onward sharing.\n",
    }
    problems = check(read(make_content(tmp_path, files)))
    assert [(problem.path[-8:], problem.line) for problem in problems if problem.rule == "RST03"] == [
        ("issue.md", 5), ("/week.md", 2), ("/week.md", 3),
    ]  # fmt: skip


def rst03(tmp_path: Path, *lines: str) -> list[str]:
    text = item("title: Rota", *lines, body="Please keep this confidential.")
    return [
        problem.hint
        for problem in check(read(make_content(tmp_path, {"2022-02/week.md": text})))
        if problem.rule == "RST03"
    ]


def test_rst03_is_answered_by_a_circulation_line_and_after_that_by_a_reason(tmp_path: Path) -> None:
    because = "ignore: RST03 because all may read it"
    assert "circulation:" in rst03(tmp_path)[0]
    assert rst03(tmp_path, because) == rst03(tmp_path)
    for level in ("staff", "public"):
        assert "ignore: RST03" in rst03(tmp_path, f"circulation: {level}")[0]
        assert rst03(tmp_path, f"circulation: {level}", because) == []
    assert rst03(tmp_path, "circulation: limited", "circulation note: For leads.") == []
    assert rst03(tmp_path, "hold until: the families have read it") == []


def test_every_line_that_answers_is_listed_for_the_summary(tmp_path: Path) -> None:
    top = ("circulation: staff", "ignore:", "  - TXT04 because it is a name", "  - RST03 because staff may")
    files = {
        "2022-02/week.md": item("title: Rota", *top, body="Internal only."),
        "2022-02/other.md": item("title: Other", "ignore: RST03 because I say so", body="Internal only."),
    }
    lines = list(answered_lines(checked_files(read(make_content(tmp_path, files)))))
    assert [(answer.path[-8:], answer.line, answer.reason) for answer in lines] == [("/week.md", 6, "staff may")]


def test_a_team_adds_wordings_of_its_own(tmp_path: Path) -> None:
    files = {
        "bulletin.yml": SETTINGS,
        "words/restrictions.txt": "amber list\nred list | hold\n",
        "2022-02/week.md": item(body="An amber list. A red list."),
    }
    problems = check(read(make_content(tmp_path, files)))
    assert [problem.message[-20:] for problem in problems if problem.rule == "RST03"] == [
        "rybody to whom it goes."[-20:], "nothing holds it back."[-20:],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["this " * 20_000, "this, " * 20_000, "keep this" + " " * 100_000, "a" * 100_000 + "'"]
)
def test_long_texts_take_no_longer_than_their_length(text: str) -> None:
    rows = [("keep this … … private",), ("this … … … only",)]
    assert list(Wordings(rows).find(text)) == []


def test_the_summary_lists_the_lines_that_answer_and_in_public_no_reason(tmp_path: Path) -> None:
    files = {
        "2022-02/week.md": item(
            "circulation: staff", "title: Rota", "ignore: RST03 because *staff* may", body="Internal only."
        )
    }
    reading = read(make_content(tmp_path, files))
    listing = summary.ignore_lines(_ignore_lines(reading, public=False))
    assert "week.md:4: \\*staff\\* may" in listing
    assert "staff" not in summary.ignore_lines(_ignore_lines(reading, public=True))
    assert summary.ignore_lines(()) == ""


def test_a_long_wording_of_a_team_is_found_whole() -> None:
    words = [f"word{number}" for number in range(60)]
    (match,) = Wordings([(" ".join(words), "")]).find(f"before {' '.join(words)} after")
    assert (match.start, match.end) == (7, 7 + len(" ".join(words)))
