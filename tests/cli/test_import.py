"""`bulletin import` writes all items into an open issue or none, and prints the questions to be settled."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.importing.made_documents import word
from tests.support.commands import BULLETIN, run
from tests.support.folders import ISSUE, SETTINGS, make_content
from tests.support.pictures import picture

FLYER = "Neglect course\n\nTuesday 8 March 2022, 9am to 12pm, at Stopford House\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    make_content(tmp_path)
    (tmp_path / "flyer.txt").write_text(FLYER, "utf-8")
    return tmp_path


def test_import_prints_what_it_made_and_what_to_do_next(place: Path) -> None:
    done = run("import", "flyer.txt", cwd=place)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "I made content/2022-02/neglect-course.md: training, 1 session, 2 lines to settle.",
        "Settle what is marked # ? and delete these lines, then delete the line that begins with hold until.",
        "Next: bulletin check",
    ]
    assert "\n  - Tuesday 8 March 2022, 9am to midday, at Stopford House\n" in (
        place / "content/2022-02/neglect-course.md"
    ).read_text("utf-8")
    assert "1 item on hold" in run("build", cwd=place).stdout


def test_a_bulletin_with_an_unsettled_question_is_not_built(place: Path) -> None:
    run("import", "flyer.txt", cwd=place)
    item = place / "content/2022-02/neglect-course.md"
    item.write_text(
        item.read_text("utf-8").replace("hold until: somebody has compared it with flyer.txt\n", ""), "utf-8"
    )
    done = run("build", cwd=place)
    assert (done.returncode, done.stderr.count("[IMP01]")) == (1, 2)
    assert not (place / "build").exists()


def test_no_existing_file_is_overwritten(place: Path) -> None:
    item = place / "content/2022-02/neglect-course.md"
    item.write_text("mine", "utf-8")
    (place / "other.txt").write_text("Another text\n\nWith words.\n", "utf-8")
    done = run("import", "other.txt", "flyer.txt", cwd=place)
    assert done.returncode == 1
    assert "content/2022-02/neglect-course.md is there already, so I wrote nothing." in done.stderr
    assert item.read_text("utf-8") == "mine"
    assert not (place / "content/2022-02/another-text.md").exists()


def test_nothing_is_written_if_one_document_cannot_be_read(place: Path) -> None:
    (place / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    done = run("import", "flyer.txt", "old.doc", cwd=place)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "old.doc:1:1: I do not know this kind of file. Open it in Word and save it as .docx. [IMP02]",
        "Nothing was written.",
    ]
    assert not (place / "content/2022-02/neglect-course.md").exists()


def test_two_documents_with_the_same_title_become_two_files(place: Path) -> None:
    (place / "again.txt").write_text(FLYER, "utf-8")
    assert run("import", "flyer.txt", "again.txt", cwd=place).returncode == 0
    names = sorted(path.name for path in (place / "content/2022-02").glob("neglect*"))
    assert names == ["neglect-course-2.md", "neglect-course.md"]


def test_no_item_is_lost_when_a_title_ends_like_the_number_of_another(place: Path) -> None:
    for name, title in (("again", "Neglect course"), ("second", "Neglect course 2")):
        (place / f"{name}.txt").write_text(FLYER.replace("Neglect course", title), "utf-8")
    done = run("import", "flyer.txt", "again.txt", "second.txt", cwd=place)
    assert (done.returncode, done.stdout.count("I made ")) == (0, 3)
    assert len(list((place / "content/2022-02").glob("neglect*"))) == 3


def test_a_dry_run_shows_the_items_and_writes_nothing(place: Path) -> None:
    done = run("import", "flyer.txt", "--dry-run", cwd=place)
    assert done.returncode == 0
    assert done.stdout.startswith("I would write neglect-course.md:\n---\ntitle: Neglect course\n")
    assert not (place / "content/2022-02/neglect-course.md").exists()


def test_standard_input_is_read(place: Path) -> None:
    done = subprocess.run(
        [*BULLETIN, "import", "-"], cwd=place, input=FLYER.encode(), capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0
    assert (place / "content/2022-02/neglect-course.md").exists()


def test_the_flyer_is_attached_to_its_item_on_request(place: Path) -> None:
    flyer = word(lambda document: document.add_heading("Supervision course", 1))
    (place / "My Flyer.docx").write_bytes(flyer)
    assert run("import", "My Flyer.docx", "--attach", cwd=place).returncode == 0
    assert (place / "content/2022-02/files/my-flyer.docx").read_bytes() == flyer
    assert run("build", cwd=place).returncode == 0


def test_in_a_public_repository_nothing_is_on_hold_and_nothing_limited_is_taken(place: Path) -> None:
    (place / "content/bulletin.yml").write_text(f"{SETTINGS}public repository: yes\n", "utf-8")
    done = run("import", "flyer.txt", cwd=place)
    assert done.stdout.splitlines()[1] == "Settle what is marked # ? and delete these lines."
    assert run("build", cwd=place).stderr.count("[IMP01]") == 3
    (place / "closed.txt").write_text("An update\n\nNot for onward circulation.\n", "utf-8")
    done = run("import", "closed.txt", cwd=place)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, "Nothing was written.")
    assert not (place / "content/2022-02/an-update.md").exists()


def test_the_issue_is_the_newest_or_the_named_one(place: Path) -> None:
    later = place / "content/2022-03/issue.md"
    later.parent.mkdir()
    later.write_text(ISSUE.replace("1 February", "1 March"), "utf-8")
    run("import", "flyer.txt", "--issue", "2022-02", cwd=place)
    assert (place / "content/2022-02/neglect-course.md").exists()
    (place / "news.txt").write_text("A new form\n\nUse it.\n", "utf-8")
    run("import", "news.txt", cwd=place)
    assert (place / "content/2022-03/a-new-form.md").exists()
    done = run("import", "news.txt", "--issue", "2022-99", cwd=place)
    assert (done.returncode, done.stderr[:28]) == (2, 'There is no issue "2022-99".')


def test_a_folder_that_cannot_be_written_is_reported_in_a_sentence(place: Path) -> None:
    (place / "content/2022-02/files").write_text("no folder", "utf-8")
    flyer = word(lambda document: document.add_heading("Supervision course", 1))
    (place / "flyer.docx").write_bytes(flyer)
    done = run("import", "flyer.docx", "--attach", cwd=place)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not (place / "content/2022-02/supervision-course.md").exists()


def test_two_flyers_with_the_same_name_are_refused(place: Path) -> None:
    for folder, title in (("one", "First course"), ("two", "Second course")):
        (place / folder).mkdir()
        flyer = word(lambda document, title=title: document.add_heading(title, 1))
        (place / folder / "flyer.docx").write_bytes(flyer)
    done = run("import", "one/flyer.docx", "two/flyer.docx", "--attach", cwd=place)
    assert (done.returncode, done.stderr) == (
        1,
        "Two documents are called flyer.docx, so I wrote nothing. Rename one.\n",
    )
    assert not (place / "content/2022-02/first-course.md").exists()


def test_no_python_module_is_imported_from_the_current_folder(place: Path) -> None:
    (place / "json.py").write_text("raise SystemExit('mine')", "utf-8")
    done = subprocess.run(
        [BULLETIN[0], "-P", *BULLETIN[1:], "import", "flyer.txt"],
        cwd=place,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def _pictured(title: str) -> bytes:
    def build(document: Any) -> None:
        document.add_heading(title, 1)
        document.add_paragraph("Words.")
        document.add_picture(io.BytesIO(picture("PNG", (400, 200))))

    return word(build)


def test_the_pictures_of_a_document_are_written_with_its_item_and_overwrite_no_file(place: Path) -> None:
    files = place / "content/2022-02/files"
    files.mkdir()
    (files / "flyer-1.png").write_bytes(b"mine")
    (place / "flyer.docx").write_bytes(_pictured("Supervision course"))
    done = run("import", "flyer.docx", cwd=place)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == (
        "I made content/2022-02/supervision-course.md: information, 1 picture, 2 lines to settle."
    )
    assert "](files/flyer-2.png)" in (place / "content/2022-02/supervision-course.md").read_text("utf-8")
    assert (files / "flyer-1.png").read_bytes() == b"mine"
    assert (files / "flyer-2.png").read_bytes().startswith(b"\x89PNG")
    assert "1 item on hold" in run("build", cwd=place).stdout


def test_pictures_of_two_documents_with_the_same_name_are_two_files(place: Path) -> None:
    for folder in ("one", "two"):
        (place / folder).mkdir()
        (place / folder / "flyer.docx").write_bytes(_pictured(f"Course {folder}"))
    assert run("import", "one/flyer.docx", "two/flyer.docx", cwd=place).returncode == 0
    names = sorted(path.name for path in (place / "content/2022-02/files").iterdir())
    assert names == ["flyer-1.png", "flyer-2.png"]


def test_nothing_is_written_through_a_link_to_another_folder(place: Path) -> None:
    (place / "elsewhere").mkdir()
    (place / "content/2022-02/files").symlink_to(place / "elsewhere")
    (place / "flyer.docx").write_bytes(_pictured("Supervision course"))
    done = run("import", "flyer.docx", cwd=place)
    assert (done.returncode, "outside the content folder" in done.stderr) == (1, True)
    assert list((place / "elsewhere").iterdir()) == []
    assert not (place / "content/2022-02/supervision-course.md").exists()
