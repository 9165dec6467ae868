"""Each file that cannot be used is one problem, whose hint can be followed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bulletin.content.load import read
from bulletin.reports import json as json_report
from tests.support.folders import ITEM, SETTINGS, make_content, problems

CONFLICT = "<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> topic\n"


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: Safer recruitment\n---\n" + CONFLICT.format("It is at 10am.", "It is at 11am."),
        "---\ntitle: Safer recruitment\n---\n" + CONFLICT.format("\nIt is at 10am.\n", "\nIt is at 11am.\n"),
        "---\ntitle: Safer recruitment\n---\n- one\n" + CONFLICT.format("- two", "- three"),
        "---\ntitle: Safer recruitment\n" + CONFLICT.format("cost: Free", "cost: £20") + "---\nText.\n",
        "---\r\ntitle: Safer recruitment\r\n---\r\nText.\r\n<<<<<<< HEAD\r\nIt is at 10am.\r\n",
        "---\ntitle: Safer recruitment\n---\nIt is at 10am.\n>>>>>>> a1b2c3d (It moved)\n",
    ],
)
@pytest.mark.parametrize("name", ["2022-02/x.md", "snippets/x.md", "2022-02/issue.md", "bulletin.yml"])
def test_what_a_merge_left_in_any_text_is_one_error(tmp_path: Path, name: str, text: str) -> None:
    reading = read(make_content(tmp_path, {name: text}))
    assert [(problem.rule, problem.is_error) for problem in reading.problems] == [("FIL09", True)]
    [problem] = reading.problems
    lines = text.splitlines()
    assert (problem.path.endswith(f"/content/{name}"), problem.column) == (True, 1)
    assert lines[problem.line - 1][:8] in ("<<<<<<< ", ">>>>>>> ")


def test_a_merge_in_the_ledger_is_settled_by_the_default_branch(tmp_path: Path) -> None:
    [problem] = problems(make_content(tmp_path, {"ledger.json": "{\n" + CONFLICT.format("1", "2") + "}\n"}))
    assert problem.endswith("Take the version of the default branch: what was published stays published. [FIL09]")


@pytest.mark.parametrize(
    "text", ["a <<<<<<< HEAD", "> > > > > > > deep", "<<<<<<<", "Heading\n=======", "    >>>>>>> x"]
)
def test_what_only_looks_like_a_merge_is_none(tmp_path: Path, text: str) -> None:
    content = make_content(tmp_path, {"2022-02/x.md": f"---\ntitle: Safer recruitment\n---\nText.\n\n{text}\n"})
    assert "FIL09" not in {problem.rule for problem in read(content).problems}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("2022-02/news.docx", "Move it to 2022-02/files/, or make an item of it: bulletin import news.docx."),
        ("2022-02/poster.png", "Move it to 2022-02/files/."),
        ("2022-02/news.txt", "Name it news.md, or move it to 2022-02/files/."),
        ("2022-02/news.md ", "Name it news.md, or move it to 2022-02/files/."),
        ("2022-02/news.md.txt", "Name it news.md, or move it to 2022-02/files/."),
        ("2022-02/News and views", "Name it news-and-views.md, or move it to 2022-02/files/."),
        ("2022-02/more/news.md", "Move its items to 2022-02/ and its other files to 2022-02/files/."),
        ("snippets/logo.png", "Move it to content/files/."),
        ("snippets/files/logo.png", "Move its items to snippets/ and its other files to content/files/."),
    ],
)
def test_what_is_no_item_is_told_where_it_belongs(tmp_path: Path, name: str, sentence: str) -> None:
    [problem] = problems(make_content(tmp_path, {name: b"x"}))
    assert problem.endswith(f"{sentence} [FIL05]")


@pytest.mark.parametrize("name", ["bulletin.yaml", "Bulletin.yml", "bulletin.yml.txt"])
def test_settings_under_another_name_are_told_theirs(tmp_path: Path, name: str) -> None:
    content = make_content(tmp_path, {name: SETTINGS})
    (content / "bulletin.yml").unlink()
    assert any("Name it bulletin.yml." in problem for problem in problems(content))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2022-02/Training: self-neglect.md", 'Name it "training-self-neglect.md".'),
        ("2022-02/aux.md", "Give it another name."),
        ("2022-02/files/What? (1).PDF", 'Name it "what-1.pdf".'),
        ("files/plan.", "Give it another name."),
        ("snippets/a|b.md", 'Name it "a-b.md".'),
    ],
)
def test_a_name_that_windows_does_not_take_is_a_warning_with_a_better_name(
    tmp_path: Path, name: str, hint: str
) -> None:
    content = make_content(tmp_path, {name: ITEM.replace("Safeguarding week", "Another")})
    [problem] = read(content).problems
    assert (problem.path, problem.rule, problem.severity) == ((content / name).as_posix(), "FIL10", "warning")
    assert problem.message.endswith(f"so nobody there can fetch this repository. {hint}")


@pytest.mark.parametrize("name", ["console.md", "com.md", "a.b.md", "nul-1.md", "Mixed Case & more.md"])
def test_a_name_that_windows_takes_is_no_problem(tmp_path: Path, name: str) -> None:
    assert problems(make_content(tmp_path, {f"2022-02/{name}": ITEM.replace("Safeguarding week", "Another")})) == []


@pytest.mark.parametrize("start", [b"PK\x03\x04\x14", b"%PDF-1.7\n\xff", b"\xd0\xcf\x11\xe0\xa1"])
def test_a_document_that_is_called_a_text_is_not_asked_to_be_utf_8(tmp_path: Path, start: bytes) -> None:
    [problem] = problems(make_content(tmp_path, {"2022-02/x.md": start + bytes(range(256))}))
    assert problem.endswith("Save it in files/ under its own name, and write the text here. [FIL01]")


def test_a_link_that_leads_out_of_the_content_folder_is_one_problem(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    (content / "2022-03").symlink_to("/")
    [problem] = problems(content)
    assert problem.endswith("[FIL04]")


@pytest.mark.parametrize("place", ["", "2022-02", "snippets"])
@pytest.mark.parametrize("ending", [b".md", b".txt", b""])
def test_a_name_that_is_not_utf_8_is_one_error_that_every_report_can_hold(
    tmp_path: Path, place: str, ending: bytes
) -> None:
    content = make_content(tmp_path)
    (content / place).mkdir(exist_ok=True)
    (content / place / os.fsdecode(b"caf\xe9" + ending)).write_text(ITEM, "utf-8")
    [problem] = read(content).problems
    assert (problem.rule, problem.path) == ("FIL05", (content / place).as_posix())
    assert problem.message.startswith('I cannot read every letter of the name "caf\\xe9')
    assert json_report.render([problem]).encode()
