"""RST11 reports a text that is in a limited or held item and in a more public one, and names both files."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.checks.test_checks import item
from tests.support.folders import ISSUE, SETTINGS, make_content

SHARED = "Three of the teams had not spoken with each other about the family before the *meeting* in May."
LIMITED = ("title: Review", "circulation: limited", "circulation note: For leads.")
HELD = ("title: Review", "hold until: the families have read it")
OPEN = ("title: Summary", "circulation: staff")


def copies(tmp_path: Path, files: dict[str, str | bytes]) -> list[tuple[str, int, str]]:
    problems = check(read(make_content(tmp_path, files)))
    return [
        (problem.path.rpartition("/")[2], problem.line, problem.message)
        for problem in problems
        if problem.rule == "RST11"
    ]


@pytest.mark.parametrize("closed", [LIMITED, HELD])
@pytest.mark.parametrize(
    "body",
    [SHARED, f"Intro.\n\n- A point\n- {SHARED}", f"> {SHARED}", SHARED.replace("*", "").replace(" the ", "\nthe ")],
)
def test_a_paragraph_that_is_closed_elsewhere_is_named_with_both_files(
    tmp_path: Path, closed: tuple[str, ...], body: str
) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/review.md": item(*closed, body=f"Hello.\n\n{SHARED}"),
        "2022-02/week.md": item(*OPEN, body=body),
    }
    [(path, line, message)] = copies(tmp_path, files)
    assert (path, message) == (
        "week.md",
        f"This paragraph stands in {tmp_path}/content/2022-02/review.md, which fewer people may see.",
    )
    assert line >= 5


def test_an_introduction_counts_and_a_reason_answers_in_an_item(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/review.md": item(*LIMITED, body=SHARED),
        "2022-02/issue.md": f"{ISSUE}\n{SHARED}\n",
    }
    assert [path for path, _, _ in copies(tmp_path, files)] == ["issue.md"]
    files |= {
        "2022-02/issue.md": ISSUE,
        "2022-02/week.md": item(*OPEN, "ignore: RST11 because the board agreed", body=SHARED),
    }
    assert copies(tmp_path, files) == []


SHORT = "Ring the team if you have a question."


@pytest.mark.parametrize("closed", [LIMITED, OPEN])
def test_short_sentences_snippets_and_boilerplate_are_no_copies(tmp_path: Path, closed: tuple[str, ...]) -> None:
    common = "We pay for each place so that it is free to you, and ask you to tell us early if you cannot come."
    files: dict[str, str | bytes] = {
        "2022-02/review.md": item(*closed, body=f"{SHORT}\n\n{SHARED}\n\n{common}"),
        "2022-02/week.md": item("title: Week", body=f"{SHORT}\n\n{SHARED}\n\n{common}"),
        "snippets/meeting.md": f"---\ntitle: Meeting\n---\n{SHARED}\n",
        "2022-02/b.md": item("title: B", body=common), "2022-02/c.md": item("title: C", body=common),
    }  # fmt: skip
    assert copies(tmp_path, files) == []


def picture(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def test_files_and_pictures_of_equal_bytes_are_named_but_logos_and_decoration_are_not(tmp_path: Path) -> None:
    same, logo = b"%PDF-1.4 the same", picture("blue")
    closed = (*LIMITED, "attachments: plan.pdf, logo.png, own.pdf", "image: street.png", "image alt: A street")
    opened = (*OPEN, "attachments: copy.pdf, our-logo.png", "image: road.png", "image alt: A road")
    files: dict[str, str | bytes] = {
        "2022-02/review.md": item(*closed), "2022-02/week.md": item(*opened),
        "2022-02/other.md": item("title: Other", "image: line.png", "image alt: none"),
        "2022-02/files/plan.pdf": same, "2022-02/files/copy.pdf": same, "2022-02/files/own.pdf": b"%PDF-1.4 own",
        "2022-02/files/logo.png": logo, "2022-02/files/our-logo.png": logo,
        "2022-02/files/street.png": picture("red"), "2022-02/files/road.png": picture("red"), "2022-02/files/line.png": picture("red"),
    }  # fmt: skip
    review = f"{tmp_path}/content/2022-02/review.md"
    assert copies(tmp_path, files) == [
        ("week.md", 4, f"copy.pdf is the same file as plan.pdf of {review}, which fewer people may see."),
        ("week.md", 5, f"road.png is the same file as street.png of {review}, which fewer people may see."),
    ]


def test_a_paragraph_in_a_file_that_goes_with_a_more_public_item_is_named(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/review.md": item(*LIMITED, body=SHARED),
        "2022-02/week.md": item(*OPEN, "attachments: notes.txt"),
        "2022-02/files/notes.txt": f"Notes\r\n{SHARED.replace('*', '')}\r\n",
    }
    assert copies(tmp_path, files) == [
        (
            "week.md",
            4,
            f"This file holds a paragraph of {tmp_path}/content/2022-02/review.md, which fewer people may see.",
        )
    ]


def test_the_bulletins_own_logo_is_no_copy(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "bulletin.yml": f"{SETTINGS}logo: files/mark.png\nlogo alt: Our mark\n",
        "files/mark.png": picture("green"), "2022-02/files/a.png": picture("green"), "2022-02/files/b.png": picture("green"),
        "2022-02/review.md": item(*LIMITED, "image: a.png", "image alt: Our mark"),
        "2022-02/week.md": item(*OPEN, "image: b.png", "image alt: Our mark"),
    }  # fmt: skip
    assert copies(tmp_path, files) == []
