"""The preview of a folder is of its newest files, and keeps the last good emails while the files cannot be built."""

from __future__ import annotations

import shutil
import subprocess
import threading
from pathlib import Path

import pytest

from bulletin.errors import FolderError
from bulletin.serving import latest as module
from bulletin.serving.latest import Latest
from tests.support.folders import ISSUE, ITEM, SETTINGS, make_content

DRAFT = ISSUE.replace("1 February", "1 March").replace("status: ready\n", "")
LIMITED = (
    "---\ntitle: Restricted finding\ncirculation: limited\ncirculation note: For named leads.\n---\nSecret words.\n"
)
RESTRICTED = SETTINGS + "limited readers: safeguarding leads\n"


def light(latest: Latest, issue: str = "", mail: str = "bulletin") -> str:
    view = latest.snapshot(issue).view
    assert view
    return next(edition.pages["light"] for edition in view.mails if edition.name == mail)


def test_the_newest_draft_is_shown_first_and_any_issue_on_request(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-03/issue.md": DRAFT, "2022-03/next.md": ITEM.replace("starts", "ends")})
    latest = Latest(content)
    assert (latest.snapshot().issue, latest.snapshot("2022-02").issue) == ("2022-03", "2022-02")
    assert "week ends" in light(latest)
    assert "week starts" in light(latest, "2022-02")
    assert Latest(content, "2022-02").snapshot().issue == "2022-02"


def test_a_snapshot_is_made_once_for_each_state_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    latest = Latest(make_content(tmp_path))
    numbers = []
    real = module.views
    monkeypatch.setattr(module, "views", lambda *arguments: numbers.append(1) or real(*arguments))
    assert latest.snapshot() is latest.snapshot() is latest.snapshot("2022-02")
    latest.touch()
    latest.snapshot()
    assert len(numbers) == 2


HALF_SAVED = [
    b"",
    ITEM.encode()[:12],
    ITEM.encode()[:30],
    b"---\ntitle: caf\xc3",
    b"\xff\xfe-\x00-\x00",
    b"---\ntitle: a\x00b\n---\nText.\n",
]


@pytest.mark.guarantee("SERVE-06")
@pytest.mark.parametrize("data", HALF_SAVED)
def test_a_half_saved_file_is_reported_and_the_last_good_email_stays(tmp_path: Path, data: bytes) -> None:
    content = make_content(tmp_path)
    item, latest = content / "2022-02" / "week.md", Latest(content)
    before = light(latest)
    item.write_bytes(data)
    latest.touch()
    snapshot = latest.snapshot()
    assert (snapshot.failure.startswith("This is the last that could be built."), light(latest)) == (True, before)
    errors = [problem for problem in latest.verdict(snapshot).problems if problem.severity == "error"]
    assert {problem.path for problem in errors} == {item.as_posix()}
    item.write_text(ITEM.replace("starts", "ends"), "utf-8")
    latest.touch()
    assert latest.snapshot().failure == ""
    assert "week ends" in light(latest)


def test_a_fault_that_the_build_refuses_is_reported_with_the_place_of_the_template(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    latest = Latest(content)
    before = light(latest)
    (tmp_path / "templates" / "email").mkdir(parents=True)
    (tmp_path / "templates" / "email" / "footer.html").write_text("{{ nothing }}", "utf-8")
    latest.touch()
    snapshot = latest.snapshot()
    assert snapshot.failure
    assert [problem.rule for problem in latest.verdict(snapshot).problems if problem.severity == "error"] == ["TPL01"]
    assert light(latest) == before


@pytest.mark.guarantee("SERVE-06")
def test_the_preview_goes_on_after_the_folder_was_deleted_and_restored(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    latest = Latest(content)
    before = light(latest)
    shutil.rmtree(content)
    latest.touch()
    snapshot = latest.snapshot()
    assert (bool(snapshot.failure), light(latest)) == (True, before)
    assert "bulletin.yml" in str(latest.verdict(snapshot).problems)
    make_content(tmp_path)
    latest.touch()
    assert (latest.snapshot().failure, light(latest)) == ("", before)


@pytest.mark.guarantee("SERVE-06")
def test_a_checkout_of_another_branch_shows_its_issues(tmp_path: Path) -> None:
    content = make_content(tmp_path)

    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "one")
    git("checkout", "-b", "next")
    git("mv", "content/2022-02", "content/2022-03")
    git("commit", "-m", "two")
    latest = Latest(content)
    assert latest.snapshot().issue == "2022-03"
    git("checkout", "main")
    latest.touch()
    assert (latest.snapshot().issue, latest.snapshot().failure) == ("2022-02", "")
    assert latest.snapshot("2022-03").issue == "2022-02"  # A page may still ask for an issue that is gone.


def test_a_file_that_is_deleted_while_it_is_read_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    latest = Latest(make_content(tmp_path))
    before = light(latest)

    def fail(*arguments: object, **options: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "content/2022-02/week.md")

    monkeypatch.setattr(module, "read", fail)
    latest.touch()
    assert "content/2022-02/week.md: No such file or directory" in latest.snapshot().failure
    assert light(latest) == before


@pytest.mark.parametrize("error", [FolderError("No."), RuntimeError("secret words of an item")])
def test_no_error_ends_the_preview_and_an_unforeseen_error_is_not_quoted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    latest = Latest(make_content(tmp_path))
    before = light(latest)

    def fail(reading: object) -> None:
        raise error

    monkeypatch.setattr(module, "views", fail)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    latest.touch()
    failure = latest.snapshot().failure
    assert "This is the last that could be built." in failure
    assert "secret words" not in failure
    assert light(latest) == before


@pytest.mark.guarantee("SERVE-05")
def test_limited_text_is_in_the_limited_edition_alone(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/secret.md": LIMITED})
    latest = Latest(content)
    view = latest.snapshot().view
    assert view
    pages = {(mail.name, name): page for mail in view.mails for name, page in mail.pages.items()}
    holds = {key for key, page in pages.items() if "Secret words" in page or "Restricted finding" in page}
    assert {name for name, _ in holds} == {"limited"}
    site = {path: file.data for path, file in latest.site().items() if isinstance(file.data, bytes)}
    assert site
    assert not [path for path, data in site.items() if b"Secret words" in data or b"Restricted finding" in data]


def test_an_edition_for_some_readers_has_a_name_and_what_is_for_them(tmp_path: Path) -> None:
    settings = SETTINGS + "editions:\n  GPs: for: GPs; subject: {name} for GPs\n"
    content = make_content(
        tmp_path,
        {"bulletin.yml": settings, "2022-02/gps.md": ITEM.replace("title:", "for: GPs\ntitle:").replace("week", "day")},
    )
    view = Latest(content).snapshot().view
    assert view
    assert [mail.label for mail in view.mails] == ["Email", "For GPs"]
    assert "Safeguarding day" in view.mails[1].pages["text"]


def test_the_web_archive_stays_as_it_was_while_something_is_wrong(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    latest = Latest(content)
    before = latest.site()
    assert "site/2022-02/index.html" in before
    (content / "2022-02" / "week.md").write_text("", "utf-8")
    latest.touch()
    assert latest.site() is before


def test_a_wait_ends_with_the_change_and_many_waits_are_not_held(tmp_path: Path) -> None:
    latest = Latest(make_content(tmp_path))
    number = latest.number
    assert latest.wait(number - 1, 30) == number
    results: list[int] = []
    threads = [threading.Thread(target=lambda: results.append(latest.wait(number, 30))) for _ in range(20)]
    for thread in threads:
        thread.start()
    while len(latest._changed._waiters) < 20:  # type: ignore[attr-defined]
        pass
    assert latest.wait(number, 30) == number  # One more request gets its answer at once.
    latest.touch()
    for thread in threads:
        thread.join()
    assert results == [number + 1] * 20
