"""What stands in a limited or held item is named in more public files: texts, files, titles, and links to its page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

import bulletin
from bulletin.checks.run import check
from bulletin.content.load import read
from bulletin.errors import Problem
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


TITLE = "Learning from the Barton review"
NAMED = [
    ("2022-02/issue.md", f"{ISSUE}\nIn this issue: the {TITLE}, and more.\n"),
    ("2022-02/issue.md", ISSUE.replace("status", f"preheader: Read {TITLE}\nstatus")),
    ("2022-02/week.md", item("title: Summary", body=f"We wait for **Learning from the** Barton\nreview: {TITLE}.")),
    ("2022-02/week.md", item("title: Summary", f"summary: This follows {TITLE}", body="Text.")),
    ("snippets/s.md", f"---\ntitle: Note\n---\nSee {TITLE}.\n"),
]


@pytest.mark.parametrize("closed", [LIMITED, HELD])
@pytest.mark.parametrize(("path", "text"), NAMED)
def test_the_title_of_a_closed_item_in_an_open_text_is_a_warning(
    tmp_path: Path, closed: tuple[str, ...], path: str, text: str
) -> None:
    review = item(f"title: {TITLE}", *closed[1:], body="Text.")
    content = make_content(tmp_path, {"2022-02/review.md": review, path: text})
    reading = read(content)
    problems = [problem for problem in check(reading) if problem.rule == "RST11"]
    message = f"This is the title of {content}/2022-02/review.md, which fewer people may see."
    assert {(problem.path, problem.severity, problem.message) for problem in problems} == {
        (f"{content}/{path}", "warning", message)
    }
    assert reading.bulletin
    assert all(TITLE not in problem.message + problem.hint for problem in check(reading, public_repository=True))
    # What an editor typed elsewhere is no fault of Bulletin.
    assert list(bulletin.render(reading.bulletin))


@pytest.mark.parametrize(
    "files",
    [
        {"2022-02/issue.md": ISSUE.replace("status", f"start with: {TITLE}\nstatus")},
        {"2022-02/week.md": item(f"title: {TITLE}", body="A summary for all.")},
        {"2022-02/week.md": item("title: Summary", body="We are learning from the Barton review.")},
        {
            "2022-02/week.md": item("title: Summary", body="The winter rota is out."),
            "2022-02/review.md": item("title: Winter rota", *LIMITED[1:], body="Text."),
        },
    ],
    ids=["a reference", "the same title", "other words", "a short title"],
)
def test_a_reference_a_title_of_its_own_and_usual_words_are_no_titles_of_closed_items(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    assert copies(tmp_path, {"2022-02/review.md": item(f"title: {TITLE}", *LIMITED[1:], body="Text.")} | files) == []


BASE = "https://example.org/nw-safeguarding/items"


@pytest.mark.parametrize(
    ("closed", "level"),
    [(("circulation: staff",), "for staff"), (LIMITED[1:], "limited"), (HELD[1:], "on hold")],
)
@pytest.mark.parametrize("link", [f"[it]({BASE}/review/)", f"{BASE}/review", f"<{BASE}/review/files/a.pdf>"])
def test_a_whole_address_of_a_page_that_readers_may_not_see_is_refused_as_a_link_to_its_file_is(
    tmp_path: Path, closed: tuple[str, ...], level: str, link: str
) -> None:
    files: dict[str, str | bytes] = {
        "bulletin.yml": SETTINGS.replace("circulation: staff", "circulation: public"),
        "2022-02/review.md": item("title: Review", *closed, body=f"This is {link}"),
        "2022-02/week.md": item("title: Summary", body=f"See {link} and [that]({BASE}/week/)."),
    }
    problems = [each for each in check(read(make_content(tmp_path, files))) if each.rule == "RST12"]
    assert [(each.path.rpartition("/")[2], each.message) for each in problems] == [
        ("week.md", f"This text is public and leads to review.md, which is {level}.")
    ]


@pytest.mark.parametrize(
    ("closed", "level"),
    [(("circulation: staff",), "staff"), (LIMITED[1:], "limited"), (HELD[1:], "held")],
)
def test_an_item_cannot_have_moved_to_one_that_its_readers_may_not_see(
    tmp_path: Path, closed: tuple[str, ...], level: str
) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/review.md": item("title: Review", *closed, body="Text."),
        "2022-02/week.md": item("title: Summary", "moved to: review", body=""),
    }
    [problem] = [each for each in read(make_content(tmp_path, files)).problems if each.severity == "error"]
    message = f"This item is public, and the one that took its place is {level}."
    assert (problem.rule, problem.message) == ("RST12", message)
    files["2022-02/week.md"] = item("title: Summary", "gone: The review is over.", body="")
    assert not [each for each in read(make_content(tmp_path / "mended", files)).problems if each.severity == "error"]


@pytest.mark.parametrize("text", ["The rota (staff only).", SHARED, f"See {TITLE}."])
def test_a_hint_names_a_line_ignore_only_in_items_which_can_have_one(tmp_path: Path, text: str) -> None:
    review = item(f"title: {TITLE}", *LIMITED[1:], body=SHARED)
    files: dict[str, str | bytes] = {"2022-02/review.md": review, "2022-02/week.md": item(body=text)}
    assert all("ignore: " in problem.hint for problem in _of_circulation(tmp_path / "item", files, "week.md"))
    files |= {"2022-02/week.md": item(body="Text."), "2022-02/issue.md": f"{ISSUE}\n{text}\n"}
    assert not any("ignore" in problem.hint for problem in _of_circulation(tmp_path / "issue", files, "issue.md"))


def _of_circulation(root: Path, files: dict[str, str | bytes], name: str) -> list[Problem]:
    problems = [each for each in check(read(make_content(root, files))) if each.path.endswith(name)]
    problems = [each for each in problems if each.rule.startswith("RST")]
    assert problems
    return problems


@pytest.mark.parametrize(
    ("top", "severity"),
    [
        ("title: Winter rota (staff only)", "error"),
        ("title: Staff only: winter rota", "error"),
        ("title: Winter rota - Team only", "error"),
        ("title: Winter rota [internal]", "error"),
        ("title: Confidential: winter rota", "error"),
        ("title: Winter rota\nsection: Staff only", "error"),
        ("title: Winter rota (clinicians only)", "warning"),
        ("title: Winter rota\nfor: staff", "error"),
        ("title: Winter rota\naudience: Internal use only", "error"),
        ("title: Winter rota\nfor: Staff, governors", ""),
        ("title: Car park (staff only)", ""),
        ("title: Private fostering: a reminder", ""),
        ("title: Winter rota (staff only)\ncirculation: staff", ""),
    ],
)
def test_a_title_that_is_marked_as_closed_stops_a_public_item(tmp_path: Path, top: str, severity: str) -> None:
    yml = SETTINGS.replace("circulation: staff", "circulation: public")
    content = make_content(tmp_path, {"bulletin.yml": yml, "2022-02/week.md": f"---\n{top}\n---\nText of it.\n"})
    problems = [problem.severity for problem in check(read(content)) if problem.rule == "RST13"]
    assert problems == ([severity] if severity else [])
