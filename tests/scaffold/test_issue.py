"""`bulletin new issue` makes the next issue, and `bulletin new` adds no item to a sent issue."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bulletin import check, load, read
from bulletin.errors import ContentError, FolderError, RequestError
from bulletin.ledger import document
from bulletin.ledger.entries import EMPTY, IssueEntry
from bulletin.scaffold.issue import begin_issue
from bulletin.scaffold.item import start
from tests.cli.test_status import run
from tests.support.folders import ITEM, make_content

TODAY = date(2022, 2, 3)
HEAD = """\
---
issue date: {day}
status: {status}
{lines}---
Welcome to this issue.
"""


def issue(day: str, *lines: str, status: str = "ready") -> str:
    return HEAD.format(day=day, status=status, lines="".join(f"{line}\n" for line in lines))


def item(title: str, *lines: str) -> str:
    return ITEM.replace("Safeguarding week starts on 21 March 2022", "\n".join([title, *lines]))


def text(path: Path) -> list[str]:
    return path.read_text("utf-8").split("---\n")[1].splitlines()


def test_the_next_issue_is_a_draft_a_month_later_that_loads_and_is_never_sent(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    folder = begin_issue(content, None, TODAY)
    assert (folder.path, folder.day, folder.standing) == (content / "2022-03" / "issue.md", date(2022, 3, 1), ())
    assert text(folder.path) == ["issue date: 1 March 2022", "status: draft"]
    assert [problem for problem in check(read(content)) if problem.severity == "error"] == []
    assert [issue.id for issue in load(content).issues] == ["2022-02"]


@pytest.mark.parametrize(
    ("last", "today", "expected"),
    [
        ("1 February 2022", date(2022, 2, 3), date(2022, 3, 1)),
        ("31 January 2022", date(2022, 2, 3), date(2022, 2, 28)),
        ("25 March 2022", date(2022, 3, 26), date(2022, 4, 25)),
        ("15 March 2022", date(2022, 3, 16), date(2022, 4, 19)),  # Easter is from 15 to 18 April.
        ("1 February 2022", date(2022, 5, 20), date(2022, 6, 1)),  # The team left some issues out.
        ("1 December 2022", date(2022, 12, 2), date(2023, 1, 3)),
    ],
)
def test_the_day_of_the_next_issue_is_a_working_day_in_the_future(
    tmp_path: Path, last: str, today: date, expected: date
) -> None:
    content = make_content(tmp_path, {"2022-02/issue.md": issue(last)})
    assert begin_issue(content, None, today).day == expected


def test_a_day_that_is_named_is_taken_and_a_month_with_an_issue_gets_one_by_its_day(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    assert begin_issue(content, date(2022, 2, 20), TODAY).path.parent.name == "2022-02-20"
    with pytest.raises(FolderError, match="2022-02-20"):
        begin_issue(content, date(2022, 2, 20), TODAY)


def test_standing_parts_are_carried_over_and_ended_ones_are_not(tmp_path: Path) -> None:
    lines = ("covers: February and March 2022", "start with: notice, ended", "sections:", "  - Updates", "preheader: x")
    content = make_content(
        tmp_path,
        {
            "2022-02/issue.md": issue("1 February 2022", *lines),
            "2022-02/notice.md": item("How to book", "kind: notice"),
            "2022-02/ended.md": item("A note that ends", "show until: 10 February 2022"),
            "2022-02/pinned.md": item("Our advice line", "pin: yes"),
            "2022-02/held.md": item("Not yet", "pin: yes", "hold until: it is true"),
        },
    )
    folder = begin_issue(content, None, TODAY)
    assert folder.standing == ("notice", "pinned")
    assert text(folder.path) == [
        "issue date: 1 March 2022",
        "status: draft",
        "covers: March and April 2022",
        "sections:",
        "  - Updates",
        "start with: notice",
        "repeat: notice, pinned",
    ]
    (new,) = load(content, mail=["2022-03"]).mail
    assert [printed.slug for printed in new.items] == ["notice", "pinned"]
    following = begin_issue(content, None, date(2022, 3, 2))
    assert (following.standing, "covers: April and May 2022" in text(following.path)) == (("notice", "pinned"), True)


@pytest.mark.parametrize(
    "top_part",
    [
        "---\n{}---\n",
        "\n\n---\n{}---\n",
        "  ---\n{}  ---\n",
        "\ufeff---\n{}\u2014\u2014\u2014\n",
        "---\r\n{}-----\n",
        "---\n# Ours\n\n{}\n---\n",
    ],
)
@pytest.mark.parametrize("indent", ["", "  ", "\u00a0"])
def test_lines_are_carried_from_every_top_part_that_bulletin_reads_and_never_from_the_text(
    tmp_path: Path, top_part: str, indent: str
) -> None:
    lines = ("issue date: 1 February 2022", "status: ready", "Subject : {name}, {covers}", "sections:", "  - Updates")
    head = "".join(f"{indent}{line}\n" for line in (*lines, "covers: February 2022"))
    content = make_content(tmp_path, {"2022-02/issue.md": top_part.replace("{}", head) + "subject: of the text\n"})
    new = begin_issue(content, None, TODAY)
    assert text(new.path) == [
        "issue date: 1 March 2022",
        "status: draft",
        "covers: March 2022",
        "Subject : {name}, {covers}",
        "sections:",
        "  - Updates",
    ]
    assert [problem.rule for problem in check(read(content)) if problem.path == str(new.path)] == ["STR09"]


def test_the_months_that_an_issue_covers_may_be_in_two_years(tmp_path: Path) -> None:
    head = issue("1 November 2022", "covers: October and November 2022")
    folder = begin_issue(make_content(tmp_path, {"2022-02/issue.md": head}), None, date(2022, 11, 2))
    assert "covers: December 2022 and January 2023" in text(folder.path)


def test_an_item_of_an_issue_that_is_a_draft_is_not_repeated(tmp_path: Path) -> None:
    content = make_content(
        tmp_path,
        {
            "2022-02/issue.md": issue("1 February 2022", status="draft"),
            "2022-02/pinned.md": item("Our line", "pin: yes"),
        },
    )
    assert begin_issue(content, None, TODAY).standing == ()


def test_a_team_without_an_issue_begins_its_first_and_mistakes_in_an_issue_are_reported(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/issue.md": "", "2022-02/week.md": ""})
    folder = begin_issue(content, None, TODAY)
    assert (folder.day, "covers: March 2022" in text(folder.path)) == (date(2022, 3, 3), True)
    broken = make_content(tmp_path, {"2022-02/issue.md": issue("yesterday")}, "broken")
    with pytest.raises(ContentError):
        begin_issue(broken, None, TODAY)
    assert sorted(path.name for path in broken.iterdir() if path.is_dir()) == ["2022-02"]


@pytest.mark.parametrize("state", ["recorded", "claimed", "sending", "sent"])
def test_an_item_is_never_written_into_an_issue_that_has_gone_out(tmp_path: Path, state: str) -> None:
    content = make_content(tmp_path)
    entry = IssueEntry(day=date(2022, 2, 1), state=state, at=datetime(2022, 2, 1, 9, tzinfo=UTC))
    ledger = document.dump(replace(EMPTY, bulletin="nw-safeguarding", issues={"2022-02": entry}))
    (content / "ledger.json").write_text(ledger, "utf-8")
    before = sorted(content.rglob("*"))
    for chosen in (None, "2022-02"):
        with pytest.raises(RequestError, match=r"2022-02 has gone out.* bulletin new issue$"):
            start(content, chosen, "update", "Late news")
    assert sorted(content.rglob("*")) == before
    begin_issue(content, None, TODAY)
    assert start(content, None, "update", "Late news").path == content / "2022-03" / "late-news.md"


def test_the_commands_print_what_they_made_and_the_next_step(tmp_path: Path) -> None:
    make_content(tmp_path)
    done = run("new", "issue", "1 March 2022", cwd=tmp_path)
    assert done.stdout.splitlines() == [
        "I made content/2022-03/issue.md: a draft for Tuesday 1 March 2022.",
        'Next: bulletin new update "Title of the item"',
    ]
    done = run("new", "update", "Late news", cwd=tmp_path)
    assert done.stdout.splitlines()[1] == "Next: bulletin build --issue 2022-03"
    assert run("build", "content", "--issue", "2022-03", cwd=tmp_path).exit_code == 0
    for arguments, sentence in (
        (("new", "update"), 'Write the title, too: bulletin new update "Title of the item"'),
        (("new", "issue", "soon"), "soon"),
        (("new", "issue", "1 May 2022", "--issue", "2022-03"), "Leave --issue out."),
    ):
        done = run(*arguments, cwd=tmp_path)
        assert (done.exit_code, sentence in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
