"""The starter texts of `bulletin init` and `bulletin new` are errors until they are replaced."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from bulletin.checks.run import check
from bulletin.content.load import read
from bulletin.model.rows import KINDS
from bulletin.scaffold.item import item_text
from tests.support.folders import make_content
from tests.support.values import ROOT

DAY = date(2022, 2, 1)
ITEMS = sorted((ROOT / "bulletin" / "scaffold" / "files" / "content" / "ISSUE").glob("*.md"))
HOLD = re.compile(r"hold until: .*\n")


def severities(root: Path, text: str, status: str = "ready") -> list[str]:
    issue = f"---\nissue date: 1 February 2022\nstatus: {status}\n---\nWelcome to it.\n"
    content = make_content(root, {"2022-02/week.md": text, "2022-02/issue.md": issue})
    return [problem.severity for problem in check(read(content)) if problem.rule == "TXT17"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_item_whose_hold_was_deleted_and_nothing_else_is_an_error(tmp_path: Path, kind: str) -> None:
    text = item_text(kind, "Something new", DAY)
    assert severities(tmp_path / "held", text) == []
    assert set(severities(tmp_path / "let go", HOLD.sub("", text))) == {"error"}
    assert severities(tmp_path / "draft", HOLD.sub("", text), "draft") == []


def sentences(text: str) -> list[str]:
    """Return what an item's file says: each value that it begins with, and each sentence of its text."""
    _, top, body = text.split("---\n", 2)
    values = [line.partition(": ")[2] for line in top.split("\n") if re.match(r"(title|open|booking): ", line)]
    lines = [re.sub(r"^(?:#+|[0-9]+\.) |\*\*", "", line.strip()) for line in body.split("\n")]
    return [*values, *(line for line in lines if line.endswith("."))]


TITLE = "Write the title here"
NEW_SENTENCES = {sentence for kind in KINDS for sentence in sentences(item_text(kind, "x", DAY)) if sentence != "x"}


@pytest.mark.parametrize("sentence", sorted({TITLE, *NEW_SENTENCES}))
def test_each_sentence_of_a_new_item_that_was_left_is_an_error(tmp_path: Path, sentence: str) -> None:
    text = f"---\ntitle: Safer recruitment\n---\nCome and see.\n\n{sentence}\n"
    assert severities(tmp_path, text) == ["error"]
    if sentence == TITLE:
        assert severities(tmp_path / "title", f"---\ntitle: {sentence}\n---\nCome and see.\n") == ["error"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_item_states_no_day_no_hour_and_no_place(kind: str) -> None:
    top = item_text(kind, "Something new", DAY).split("---\n")[1]
    stated = "\n".join(line for line in top.split("\n") if not line.startswith("#"))
    assert not re.search(r"[0-9]|Teams", stated)


def test_a_file_that_still_has_the_name_of_the_link_is_an_error(tmp_path: Path) -> None:
    text = "---\ntitle: Safer recruitment\n---\nCome and see.\n"
    content = make_content(tmp_path, {"2022-02/name-of-the-item.md": text})
    [problem] = [problem for problem in check(read(content)) if problem.rule == "TXT17"]
    assert problem.message == 'The file is still called "name-of-the-item.md", and its page would be, too.'
    (content / "2022-02" / "name-of-the-item.md").rename(content / "2022-02" / "safer-recruitment.md")
    assert not [problem for problem in check(read(content)) if problem.rule == "TXT17"]


@pytest.mark.parametrize("path", ITEMS, ids=[path.stem for path in ITEMS])
def test_an_item_with_which_a_bulletin_begins_is_an_error_in_an_issue_that_is_ready(tmp_path: Path, path: Path) -> None:
    text = path.read_text("utf-8")
    for name, written in (("SESSION", "1 March 2022"), ("LATER", "2 March 2022"), ("PUBLISHED", "25 January 2022")):
        text = text.replace(f"%{name}%", written)
    text = text.replace("%HOLD%", "")
    if path.stem == "issue":
        text = "---\ntitle: x\n---\n" + text.split("---\n")[2]
    # The item on how to book is true for every bulletin, so it may stay as it is.
    assert set(severities(tmp_path, text)) == (set() if path.stem == "how-to-book" else {"error"})


def test_details_to_be_confirmed_are_advice_and_unfilled_placeholders_are_errors(tmp_path: Path) -> None:
    top = "---\ntitle: Training\nkind: training\npresenter: TBC\nsessions: 1 March 2022, 10am to 11am, https://example.org/book\n---\n"
    content = make_content(
        tmp_path, {"2022-02/week.md": f"{top}The speaker is TBC, the room tba.\n\nCome on xx March. [insert link]\n"}
    )
    problems = [(problem.line, problem.severity) for problem in check(read(content)) if problem.rule == "TXT06"]
    assert problems == [(4, "info"), (7, "info"), (7, "info"), (9, "error"), (9, "error")]
    assert not [problem for problem in check(read(content)) if problem.line == 4 and problem.severity == "error"]


@pytest.mark.parametrize("words", ["with TBC", "presenter: TBA"])
def test_a_presenter_of_a_line_that_is_still_open_is_advice(tmp_path: Path, words: str) -> None:
    line = f"1 March 2022, 10am to 11am, at Bury Town Hall, {words}"
    top = f"---\ntitle: Training\nkind: training\nbook: https://example.org/book\nsessions: {line}\n---\nText.\n"
    [problem] = [each for each in check(read(make_content(tmp_path, {"2022-02/week.md": top}))) if each.rule == "TXT06"]
    assert (problem.severity, problem.line, problem.column) == ("info", 5, 11 + line.index(words.split()[-1]))
    assert problem.message == f'"{words.split()[-1]}" is still open.'


@pytest.mark.parametrize("reason", ["TBC", "xx March"])
def test_the_reason_of_an_item_on_hold_may_be_open_since_no_reader_sees_it(tmp_path: Path, reason: str) -> None:
    top = f"---\ntitle: A review\nhold until: {reason}\n---\nThe date is TBC.\n"
    problems = [each for each in check(read(make_content(tmp_path, {"2022-02/week.md": top}))) if each.rule == "TXT06"]
    assert [problem.line for problem in problems] == [5]
