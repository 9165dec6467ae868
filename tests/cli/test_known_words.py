"""Tests of `bulletin fix --names`: which words it asks about, what it writes, and that they are not named again."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bulletin.cli import commands
from tests.checks.test_checks import item
from tests.support.folders import make_content

WORDS = {"2022-02/week.md": item(body="The procesing is brief.\n\nA resposible Assesments lead, the firend of all.")}
LIST = "words/known-words.txt"


def ask(content: Path, answers: str, *options: str) -> Result:
    with contextlib.chdir(content.parent):
        return CliRunner().invoke(commands, ["fix", "--names", *options], input=answers)


def test_each_unknown_word_is_shown_once_with_its_place_and_nothing_else(tmp_path: Path) -> None:
    files = WORDS | {
        "2022-02/other.md": item("title: Another", body="We recieve it.\n\nSee [here](https://example.org/).")
    }
    shown = ask(make_content(tmp_path, files), "", "--dry-run")
    places = [line for line in shown.stdout.splitlines() if line.startswith("content/")]
    assert [line.split(": ")[2].split('"')[1] for line in places] == ["procesing", "resposible", "Assesments", "firend"]
    assert places[0].startswith('content/2022-02/week.md:4:5: warning: "procesing" is in no dictionary. Did you mean')
    assert shown.stdout.endswith("Next: bulletin fix --names\n")


def test_words_that_are_right_go_into_the_list_and_are_not_named_again(tmp_path: Path) -> None:
    content = make_content(tmp_path, WORDS)
    done = ask(content, "y\nn\ny\nn\n")
    assert (content / LIST).read_text("utf-8") == "assesments\nprocesing\n"
    assert done.stdout.endswith("2 words added to content/words/known-words.txt.\nNext: bulletin check\n")
    again = ask(content, "", "--dry-run").stdout
    assert "resposible" in again
    assert "procesing" not in again


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"# ours\nwidder", b"# ours\nwidder\nprocesing\n"),
        (b"\xef\xbb\xbf# ours\r\n", b"\xef\xbb\xbf# ours\r\nprocesing\r\n"),
    ],
)
def test_what_the_list_has_stays_as_it_is(tmp_path: Path, before: bytes, after: bytes) -> None:
    content = make_content(tmp_path, WORDS | {LIST: before})
    ask(content, "y\nn\nn\nn\n")
    assert (content / LIST).read_bytes() == after


@pytest.mark.parametrize("answers", ["y\n", "n\nn\nn\nn\n"])
def test_nothing_is_written_if_the_questions_are_broken_off_or_no_word_is_right(tmp_path: Path, answers: str) -> None:
    content = make_content(tmp_path, WORDS)
    done = ask(content, answers)
    assert not (content / LIST).exists()
    assert ("No answer came, so nothing was added." in done.output) == (answers == "y\n")


def test_a_bulletin_without_unknown_words_says_so(tmp_path: Path) -> None:
    assert ask(make_content(tmp_path), "").stdout.splitlines() == [
        "Every word is in a dictionary, or is a name or a word that you use.",
        "Next: bulletin check",
    ]


def test_an_item_that_ignores_the_rule_is_not_asked_about(tmp_path: Path) -> None:
    answered = item("ignore: TXT20 because it quotes old spelling", body="The procesing is brief.")
    assert "procesing" not in ask(make_content(tmp_path, {"2022-02/week.md": answered}), "").stdout


def test_two_kinds_of_fix_are_not_done_at_once(tmp_path: Path) -> None:
    done = ask(make_content(tmp_path), "", "--yaml")
    assert (done.exit_code, "Choose --yaml or --names." in done.stderr) == (2, True)
