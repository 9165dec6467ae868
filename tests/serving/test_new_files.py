"""A typed item is checked as `bulletin check` does, and written once: never over a file, never outside the folder."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.writing import write_item
from bulletin.errors import BulletinError, FolderError, RequestError
from bulletin.importing import DraftPicture
from bulletin.serving.dropped import read_document
from bulletin.serving.latest import Latest
from bulletin.serving.new_files import TypedItem, judge, typed_item, write
from tests.serving.scene import sent_by_hand
from tests.support.folders import HOSTLESS, ITEM, TRAINING, make_content
from tests.support.pictures import picture

GOOD = TypedItem("2022-02", "new-item", ITEM.replace("week", "month"))


def body(**changes: object) -> bytes:
    return json.dumps(GOOD._asdict() | changes).encode()


def test_an_item_without_a_mistake_is_written_as_it_was_typed(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    latest = Latest(content)
    judged = judge(latest, GOOD)
    assert not judged.stops
    assert not (content / GOOD.path).exists()
    assert write(latest, GOOD) == content / "2022-02" / "new-item.md"
    assert (content / GOOD.path).read_bytes() == GOOD.text.encode()


def test_the_dates_of_a_typed_item_are_shown_as_they_were_read(tmp_path: Path) -> None:
    judged = judge(Latest(make_content(tmp_path)), GOOD._replace(text=TRAINING))
    assert judged.sessions == ("Cohort 4: Tuesday 8 March 2022, 9:30am to 4:30pm, Microsoft Teams",)


def test_a_mistake_has_the_message_of_the_loader_and_nothing_is_written(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    latest = Latest(content)
    wrong = GOOD._replace(text=TRAINING.replace("8 March 2022", "Monday 8 March 2022"))
    (problem,) = [problem for problem in judge(latest, wrong).problems if problem.severity == "error"]
    assert (problem.rule, problem.line, problem.path) == ("DAT01", 5, (content / GOOD.path).as_posix())
    with pytest.raises(RequestError, match="DAT01"):
        write(latest, wrong)
    assert not (content / GOOD.path).exists()


def test_an_error_in_another_file_does_not_stop_an_item(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/broken.md": "---\ntitle: A\nnonsense\n---\n"})
    latest = Latest(content)
    assert not judge(latest, GOOD).stops
    assert write(latest, GOOD).is_file()


@pytest.mark.guarantee("SERVE-04")
def test_an_existing_file_is_never_overwritten(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    latest = Latest(content)
    with pytest.raises(FolderError, match=r"week\.md is there already"):
        write(latest, GOOD._replace(name="week"))
    assert (content / "2022-02" / "week.md").read_text("utf-8") == ITEM


@pytest.mark.guarantee("SERVE-04")
def test_a_link_to_nowhere_is_not_written_through(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    (content / GOOD.path).symlink_to(tmp_path / "outside.md")
    with pytest.raises(BulletinError):
        write(Latest(content), GOOD)
    assert not (tmp_path / "outside.md").exists()


def test_an_issue_that_is_a_link_to_outside_gets_no_item(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    (tmp_path / "outside").mkdir()
    (content / "2022-03").symlink_to(tmp_path / "outside")
    with pytest.raises(RequestError, match='no issue "2022-03"'):
        write(Latest(content), GOOD._replace(issue="2022-03"))
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.guarantee("SERVE-04")
def test_an_issue_that_has_gone_out_gets_no_item(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS})
    sent_by_hand(content)
    with pytest.raises(RequestError, match="has gone out"):
        write(Latest(content), GOOD)


@pytest.mark.parametrize(
    "name", ["", "../x", "a/b", "a\\b", "A", "a b", ".hidden", "issue", "readme", "a.md", "-a", "a--b", "é", "a\0", "x" * 81]
)  # fmt: skip
def test_a_name_that_is_no_slug_is_refused(name: str) -> None:
    with pytest.raises(RequestError, match="title"):
        typed_item(body(name=name))


@pytest.mark.parametrize(
    "issue", ["", "..", "2022-2", "2022-02/..", "snippets", "files", "/etc", "2022-02\n", "2022-13"]
)
def test_a_wrong_name_of_an_issue_is_refused(issue: str) -> None:
    with pytest.raises(RequestError, match="issue"):
        typed_item(body(issue=issue))


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff", b"{}", body(text=1), body(name=None), body(text=["a"]), b'{"issue": "2022-02", "name": "a", "text": "\\ud800"}', b"[" * 100_000],
)  # fmt: skip
def test_a_request_without_an_item_is_refused(data: bytes) -> None:
    with pytest.raises(RequestError):
        typed_item(data)


@given(text=st.text(max_size=60))
def test_any_text_is_judged_or_refused_and_never_written(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    content = make_content(tmp_path_factory.mktemp("typed"))
    try:
        judged = judge(Latest(content), typed_item(body(text=write_item({"title": text}, text))))
    except RequestError:
        return
    assert all(problem.path and problem.line for problem in judged.problems)
    assert sorted(path.name for path in (content / "2022-02").iterdir()) == ["issue.md", "week.md"]


PICTURED = GOOD._replace(
    text=GOOD.text + "\n![Say what this picture shows.](files/flyer-1.png)\n",
    pictures=(DraftPicture("flyer-1.png", picture("PNG", (400, 200))),),
)


def _body_with_picture(name: str = "flyer-1.png", data: bytes = PICTURED.pictures[0].data) -> bytes:
    return body(text=PICTURED.text, pictures=[[name, b64encode(data).decode()]])


def test_the_pictures_of_a_document_are_written_with_its_item(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    assert typed_item(_body_with_picture()) == PICTURED
    write(Latest(content), PICTURED)
    assert (content / GOOD.path).read_text("utf-8") == PICTURED.text
    assert (content / "2022-02/files/flyer-1.png").read_bytes() == PICTURED.pictures[0].data


@pytest.mark.guarantee("SERVE-04")
def test_a_picture_never_overwrites_a_file_and_its_item_is_not_written_either(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/files/flyer-1.png": b"mine"})
    with pytest.raises(FolderError, match=r"flyer-1\.png is there already"):
        write(Latest(content), PICTURED)
    assert (content / "2022-02/files/flyer-1.png").read_bytes() == b"mine"
    assert not (content / GOOD.path).exists()


@pytest.mark.guarantee("SERVE-04")
def test_a_picture_is_never_written_outside_the_folder(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    (tmp_path / "outside").mkdir()
    (content / "2022-02/files").symlink_to(tmp_path / "outside")
    with pytest.raises(FolderError, match="outside the content folder"):
        write(Latest(content), PICTURED)
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "data"),
    [("../a.png", b"\x89PNG\r\n\x1a\n"), ("a.md", b"text"), ("a.png", b"text"), ("A.png", b"\x89PNG\r\n\x1a\n"), ("a" * 99 + ".png", b"\x89PNG\r\n\x1a\n")],
)  # fmt: skip
def test_a_file_that_is_no_picture_is_refused(name: str, data: bytes) -> None:
    with pytest.raises(RequestError, match="cannot read"):
        typed_item(_body_with_picture(name, data))


@pytest.mark.parametrize("pictures", [1, None, ["a"], [["a.png"]], [["a.png", 1]], [[1, "QQ=="]], [["a.png", "?"]]])
def test_pictures_that_are_no_pairs_are_refused(pictures: object) -> None:
    with pytest.raises(RequestError, match="cannot read"):
        typed_item(body(pictures=pictures))


def test_a_document_that_was_read_is_written_with_its_pictures_under_free_names(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/files/page-1.png": b"mine"})
    latest = Latest(content)
    source = f"data:image/png;base64,{b64encode(PICTURED.pictures[0].data).decode()}"
    page = f"<h1>A new form</h1><p>Words.</p><img src='{source}'>".encode()
    (draft,) = read_document(latest, "2022-02", "page.html", page)["drafts"]
    file = write(latest, typed_item(json.dumps(draft).encode()))
    assert file.read_text("utf-8").endswith("\n---\nWords.\n\n![Say what this picture shows.](files/page-2.png)\n")
    assert (content / "2022-02/files/page-2.png").is_file()
    latest.touch()
    assert {
        problem.rule for problem in latest.verdict(latest.snapshot()).problems if problem.path == file.as_posix()
    } == {"RST05"}  # The item is on hold, and has no other problem.
