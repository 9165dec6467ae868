"""On the default branch, the Action records, builds and publishes the issues that are due, on a fake GitHub API."""

from __future__ import annotations

import hashlib
import http.server
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.action.runner import KEPT, Outcome
from tests.action.scene import NOT_PUBLIC, Scene, event
from tests.publish.built import ledger_of
from tests.publish.fake_github import FakeGitHub, github
from tests.publish.mail_server import MailServer, mail_server
from tests.support.folders import HOSTLESS, ISSUE, SETTINGS, TRAINING
from tests.support.servers import http_server

LISTS = {"to": "list@example.org", "to_limited": "few@example.org"}


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    with github() as fake:
        yield fake


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as mail:
        yield mail


@pytest.fixture
def scene(tmp_path: Path, fake: FakeGitHub) -> Scene:
    scene = Scene(
        tmp_path, environ={"GITHUB_API_URL": fake.url, "INPUT_TOKEN": "a-token", "SOURCE_DATE_EPOCH": "1643702400"}
    )
    scene.content(
        {
            "bulletin.yml": HOSTLESS,
            "2022-02/safer-recruitment.md": TRAINING,
            "2022-02/m.md": NOT_PUBLIC["2022-02/quiet-matter.md"],
        }
    )
    return scene


def build(scene: Scene, **inputs: str) -> Outcome:
    return scene.run(command="build", output="out", **inputs)


def publish(scene: Scene, mail: MailServer | None = None, **inputs: str) -> Outcome:
    server = {"smtp_url": f"smtp+plain://127.0.0.1:{mail.port}"} if mail else {}
    return scene.run(command="publish", bundle="out/issue", **(LISTS | server | inputs))


def messages(outcome: Outcome) -> list[str]:
    """Return the messages of the annotations, without the advice to have a site (SET01)."""
    return [annotation["message"] for annotation in outcome.annotations if annotation.get("title") != "SET01"]


@pytest.mark.guarantee("ACTION-64")
def test_a_public_issue_is_recorded_first_then_built_and_then_published(
    scene: Scene, fake: FakeGitHub, mail: MailServer
) -> None:
    built = build(scene)
    assert (built.success, built.outputs["due"], built.outputs["issue-id"]) == (True, "true", "2022-02"), built.log
    ledger = ledger_of(fake)
    assert (set(ledger.issues), set(ledger.items)) == (set(), {"m", "safer-recruitment", "week"})
    assert (Path(built.outputs["site-dir"]) / "index.html").is_file()
    assert not (Path(built.outputs["site-dir"]) / "manifest.json").exists()
    sent = publish(scene, mail)
    assert (sent.success, sent.outputs["published"]) == (True, "true"), sent.log
    assert sorted(recipient for _, recipient, _ in mail.accepted) == ["few@example.org", "list@example.org"]
    assert sent.outputs["release-url"] == "https://github.com/acme/newsletter/releases/tag/bulletin-2022-02"
    again = build(scene)
    assert again.outputs["due"] == "false"
    assert ledger_of(fake).sent("2022-02")


@pytest.mark.guarantee("ACTION-45")
def test_building_the_same_commit_again_writes_nothing_and_makes_the_same_bytes(scene: Scene, fake: FakeGitHub) -> None:
    first = _digests(Path(build(scene).outputs["bundle-dir"]).parent)
    writes = len(fake.history)
    scene.now = datetime(2022, 2, 1, 22, tzinfo=UTC)
    assert _digests(Path(build(scene).outputs["bundle-dir"]).parent) == first
    assert len(fake.history) == writes == 1


ITEM_CHANGED = {"status": "ahead", "files": [{"filename": "content/2022-02/week.md"}]}
LEDGER_CHANGED = {"status": "ahead", "files": [{"filename": "content/ledger.json"}, {"filename": "README.md"}]}


@pytest.mark.parametrize(
    ("attempt", "newer", "sha", "message"),
    [
        ("1", ITEM_CHANGED, "4f1c0de", ""),
        ("2", LEDGER_CHANGED, "4f1c0de", ""),
        ("2", ITEM_CHANGED, "4f1c0de", "main has other items now, which it would take back"),
        ("2", {"status": "ahead", "files": [{"filename": "x.md", "previous_filename": "content/x.md"}]}, "4f1c0de",
         "main has other items now"),
        ("2", {"status": "diverged", "files": []}, "4f1c0de", "main has other items now"),
        ("2", LEDGER_CHANGED, "gone", "GitHub did not let me compare this commit with the newest"),
    ],
)  # fmt: skip
def test_a_run_that_is_repeated_after_items_changed_records_and_builds_nothing(
    scene: Scene, fake: FakeGitHub, attempt: str, newer: dict[str, Any], sha: str, message: str
) -> None:
    scene.environ |= {"GITHUB_RUN_ATTEMPT": attempt, "GITHUB_SHA": sha}
    fake.newer = newer
    built = build(scene)
    assert (built.success, bool(fake.history)) == (not message, not message), built.log
    assert message in " ".join(messages(built))


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.guarantee("ACTION-36")
def test_an_old_issue_is_never_sent_automatically_and_the_run_says_how_to_send_it(
    scene: Scene, fake: FakeGitHub, mail: MailServer
) -> None:
    scene.now = datetime(2022, 2, 16, 10, tzinfo=UTC)
    built = build(scene)
    assert (built.success, built.outputs["due"]) == (True, "false")
    assert messages(built) == [
        "2022-02 was never sent and is too old to go out by itself. To send it, run this workflow by hand with issue: 2022-02. "
        "To say that it is done, run `bulletin publish --record` and commit the ledger."
    ]
    outcome = build(scene, issue="2022-02")
    assert (outcome.outputs["due"], outcome.outputs["issue-id"]) == ("true", "2022-02")
    assert publish(scene, mail, issue="2022-02").outputs["published"] == "true"


@pytest.mark.guarantee("ACTION-26")
def test_a_reminder_is_kept_although_there_are_ten_warnings_and_the_summary_lists_every_warning(scene: Scene) -> None:
    text = "---\ntitle: Number {}\nhold until: the report is out\n---\nText {}.\n"
    scene.content({f"2022-02/held-{number:02}.md": text.format(number, number) for number in range(12)})
    scene.now = datetime(2022, 2, 16, 10, tzinfo=UTC)
    built = build(scene)
    warnings = [warning["message"] for warning in built.of("warning")]
    assert (built.success, built.dropped, len(warnings)) == (True, [], KEPT)
    assert warnings[0].startswith("2022-02 was never sent")
    assert warnings[-1].endswith("more are in the job summary.")
    assert all(f"held\\-{number:02}" in built.summary for number in range(12))


@pytest.mark.guarantee("ACTION-26")
def test_of_many_problems_that_stop_a_command_none_is_dropped_and_the_summary_lists_each(scene: Scene) -> None:
    build(scene)
    wrong = {f"2022-02/wrong-{number:02}.md": "No top part.\n" for number in range(12)}
    scene.content(wrong)
    stopped = scene.run(command="mark-sent", issue="2022-02")
    assert (stopped.success, stopped.dropped, len(stopped.of("error"))) == (False, [], KEPT)
    assert stopped.of("error")[8]["message"].endswith("more are in the job summary.")
    assert all(f"wrong\\-{number:02}" in stopped.summary for number in range(12))


@pytest.mark.guarantee("ACTION-61")
def test_the_first_run_records_the_older_issues_and_an_issue_of_tomorrow_waits(scene: Scene, fake: FakeGitHub) -> None:
    scene.content(
        {
            "bulletin.yml": HOSTLESS,
            "2022-01/issue.md": ISSUE.replace("February", "January"),
            "2022-03/issue.md": ISSUE.replace("February", "March"),
        }
    )
    built = build(scene)
    assert built.outputs["issue-id"] == "2022-02"
    assert {key: entry.state for key, entry in ledger_of(fake).issues.items()} == {"2022-01": "recorded"}
    assert {entry.issue for entry in ledger_of(fake).items.values()} == {"2022-02"}


@pytest.mark.guarantee("ACTION-60")
def test_without_a_mail_server_each_run_reminds_until_somebody_says_that_it_was_sent(
    scene: Scene, fake: FakeGitHub
) -> None:
    build(scene)
    assert "waits for somebody to send it by hand" in messages(publish(scene))[0]
    again = build(scene)
    assert again.outputs["due"] == "true"
    assert messages(again) == [
        '2022-02 waits for somebody to send it by hand. Afterwards run "Mark as sent" with issue: 2022-02.'
    ]
    assert "2022\\-02 waits for somebody" in again.summary
    marked = scene.run(command="mark-sent", issue="2022-02")
    assert marked.success, marked.log
    assert ledger_of(fake).sent("2022-02")
    assert messages(build(scene)) == []


@pytest.mark.guarantee("ACTION-66")
def test_a_correction_is_claimed_sent_once_and_recorded_like_an_issue(
    scene: Scene, fake: FakeGitHub, mail: MailServer
) -> None:
    build(scene)
    publish(scene, mail)
    mail.accepted.clear()
    moved = TRAINING.replace("8 March 2022", "15 March 2022").replace("/book/4", "/book/4 (moved from 8 March 2022)")
    scene.content({"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": moved})
    assert build(scene).outputs["due"] == "false"
    built = build(scene, correction="2022-02")
    assert built.outputs["issue-id"] == "2022-02/correction-1", built.log
    sent = publish(scene, mail)
    assert sent.outputs["published"] == "true", sent.log
    assert [recipient for _, recipient, _ in mail.accepted] == ["list@example.org"]
    assert b"Correction: " in mail.accepted[0][2]
    assert publish(scene, mail).outputs["published"] == "false"
    assert len(mail.accepted) == 1
    ledger = ledger_of(fake)
    assert ledger.sent("2022-02/correction-1")
    snapshot = ledger.sessions["safer-recruitment/cohort-4"].told
    assert snapshot
    assert (snapshot.issue, snapshot.start.day) == ("2022-02/correction-1", 15)
    assert [release["tag_name"] for release in fake.releases] == ["bulletin-2022-02", "bulletin-2022-02-correction-1"]
    assert "has changed since it was sent" in build(scene, correction="2022-02").log


def test_a_correction_sent_by_hand_is_marked_by_its_own_name(scene: Scene, fake: FakeGitHub, mail: MailServer) -> None:
    build(scene)
    publish(scene, mail)
    cancelled = TRAINING.replace("/book/4", "/book/4 (cancelled)")
    scene.content({"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": cancelled})
    build(scene, correction="2022-02")
    assert publish(scene).outputs["published"] == "true"
    assert 'Afterwards run "Mark as sent" with issue: 2022-02/correction-1.' in messages(build(scene))[0]
    assert scene.run(command="mark-sent", issue="2022-02/correction-1").success
    assert ledger_of(fake).sent("2022-02/correction-1")


@pytest.mark.guarantee("ACTION-42")
def test_a_dry_run_says_what_it_would_do_sends_nothing_and_writes_nothing(
    scene: Scene, fake: FakeGitHub, mail: MailServer
) -> None:
    built = build(scene, dry_run="true")
    assert (built.outputs["due"], fake.history) == ("true", [])
    build(scene)
    fake.calls.clear()
    outcome = publish(scene, mail, dry_run="true")
    assert "2022\\-02 would be published now\\: to main, limited." in outcome.summary
    assert (mail.accepted, {method for method, _ in fake.calls}) == ([], {"GET"})


def test_a_sample_is_built_and_nothing_of_it_is_recorded_or_due(scene: Scene, fake: FakeGitHub) -> None:
    scene.content({"bulletin.yml": HOSTLESS + "sample: yes\n"})
    built = build(scene)
    assert (built.success, built.outputs["due"], fake.history) == (True, "false", [])


def test_on_another_branch_than_the_default_nothing_is_recorded_or_due(scene: Scene, fake: FakeGitHub) -> None:
    scene.environ["GITHUB_REF"] = "refs/heads/topic"
    built = build(scene)
    assert (built.success, built.outputs["due"], fake.history) == (True, "false", [])


def test_an_error_stops_the_run_before_anything_is_recorded(scene: Scene, fake: FakeGitHub) -> None:
    scene.content({"bulletin.yml": HOSTLESS, "2022-02/x.md": "---\ntitle: X\nsessions: 31/04/2022\n---\n"})
    built = build(scene)
    assert (built.success, built.outputs["due"], fake.history) == (False, "false", [])
    assert built.of("error")[0]["file"] == "content/2022-02/x.md"


@pytest.mark.guarantee("ACTION-65")
def test_the_mail_goes_out_only_when_the_page_that_was_built_is_live(
    scene: Scene, fake: FakeGitHub, mail: MailServer, tmp_path: Path
) -> None:
    with _site(tmp_path / "live") as url:
        scene.content(
            {
                "bulletin.yml": SETTINGS.replace("https://example.org/nw-safeguarding/", "https://example.org/x/"),
                "2022-02/m.md": "",
            }
        )
        (scene.workspace / "content" / "2022-02" / "m.md").unlink()
        built = build(scene)
        _point(Path(built.outputs["bundle-dir"]), url)
        outcome = publish(scene, mail)
        assert f"{url}2022-02/ is not the page that was built, after 10 minutes" in messages(outcome)[0]
        assert (mail.accepted, len(scene.pauses), sum(scene.pauses)) == ([], 59, 590)
        assert ledger_of(fake).issues == {}
        site = Path(built.outputs["site-dir"])
        site.rename(tmp_path / "live" / "x")
        assert publish(scene, mail).outputs["published"] == "true"
        assert len(mail.accepted) == 1


def _point(bundle: Path, url: str) -> None:
    """Replace the page's address in the bundle with one on the test's server; the base url has its own test."""
    path = bundle / "publication.json"
    path.write_text(path.read_text("utf-8").replace("https://example.org/x/2022-02/", f"{url}2022-02/"), "utf-8")


@contextmanager
def _site(folder: Path) -> Iterator[str]:
    """Serve a folder; yield the address of its subfolder x."""
    folder.mkdir(parents=True)

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: Any) -> None:
            super().__init__(*arguments, directory=str(folder))

    with http_server(Handler) as address:
        yield f"{address}/x/"


@pytest.mark.guarantee("ACTION-24")
def test_no_secret_is_left_in_log_or_summary_when_a_mail_server_refuses_it(scene: Scene, mail: MailServer) -> None:
    build(scene)
    outcome = publish(scene, mail, smtp_url="smtps://u@127.0.0.1:9", smtp_password="hunter2-hunter2")
    assert not outcome.success
    assert [
        secret for secret in ("hunter2", "a-token", "list@example.org") if secret in outcome.log + outcome.summary
    ] == []


def test_a_damaged_ledger_stops_the_run_and_says_where(scene: Scene, fake: FakeGitHub) -> None:
    fake.branches["main"]["content/ledger.json"] = b"{\n}\n"
    assert 'content/ledger.json:1:1: content/ledger.json is damaged: "version" is missing.' in build(scene).log


def test_if_the_ledger_changes_while_the_site_is_built_the_site_is_built_again(scene: Scene, fake: FakeGitHub) -> None:
    build(scene)
    before = fake.branches["main"].pop("content/ledger.json")
    fake.calls.clear()

    def meanwhile(event: str) -> None:
        if event.startswith("after GET") and len(fake.calls) == 2:
            fake.branches["main"]["content/ledger.json"] = before

    fake.events = meanwhile
    assert build(scene).success
    assert fake.branches["main"]["content/ledger.json"] == before


COMMENTED = {"INPUT_COMMENT": "true", "PREVIEW_URL": "https://github.com/acme/newsletter/actions/runs/7/artifacts/1"}


@pytest.mark.guarantee("ACTION-33")
def test_one_comment_among_many_is_updated_and_an_unchanged_comment_is_not_written_again(
    scene: Scene, fake: FakeGitHub
) -> None:
    fake.permissions["pull-requests"] = "write"
    fake.comments += [
        {"id": 1000 + number, "body": "<!-- bulletin: preview -->", "user": {"type": "User"}} for number in range(150)
    ]
    scene.payload = event(number=7)
    scene.environ |= COMMENTED
    assert scene.run("link").success
    assert scene.run("link").success
    assert len(fake.comments) == 151
    assert "Open the preview" in fake.comments[-1]["body"]
    assert [method for method, _ in fake.calls if method != "GET"] == ["POST"]
    (scene.temp / "v.md").write_text("**1 to put right.**\n" + "x" * 70_000, "utf-8")
    scene.environ["VERDICT"] = str(scene.temp / "v.md")
    scene.run("link")
    assert [method for method, _ in fake.calls if method != "GET"] == ["POST", "PATCH"]
    assert fake.comments[-1]["body"].startswith("<!-- bulletin: preview -->\n**1 to put right.**")


@pytest.mark.guarantee("ACTION-33")
@pytest.mark.parametrize(
    ("fork", "message"), [(True, "No comment on a pull request from outside"), (False, "I may not comment here")]
)
def test_where_no_comment_is_allowed_there_is_a_notice_and_the_job_is_green(
    scene: Scene, fake: FakeGitHub, fork: bool, message: str
) -> None:
    scene.payload = event(number=7, fork=fork)
    scene.environ |= COMMENTED
    outcome = scene.run("link")
    assert (outcome.success, len(outcome.annotations)) == (True, 1)
    assert message in outcome.of("notice")[0]["message"]
    assert (fake.calls == []) is fork


def test_an_issue_that_only_a_check_of_built_files_refuses_is_not_recorded(scene: Scene, fake: FakeGitHub) -> None:
    template = scene.workspace / "templates" / "web" / "404.html"
    template.parent.mkdir(parents=True)
    template.write_text("<img src=x>", "utf-8")
    scene.content({"bulletin.yml": HOSTLESS + "checks:\n  EML06: error\n"})
    built = build(scene)
    assert (built.success, built.outputs["due"], fake.history) == (False, "false", [])
    assert built.of("error")[0]["title"] == "EML06"


def test_a_dry_run_marks_nothing_as_sent(scene: Scene, fake: FakeGitHub) -> None:
    build(scene)
    publish(scene)
    before = fake.branches["main"]["content/ledger.json"]
    outcome = scene.run(command="mark-sent", issue="2022-02", dry_run="true")
    assert (outcome.success, outcome.outputs["published"]) == (True, "false")
    assert "would be marked as sent now" in outcome.summary
    assert fake.branches["main"]["content/ledger.json"] == before
    assert scene.run(command="mark-sent", issue="2022-02").outputs["published"] == "true"
    assert fake.branches["main"]["content/ledger.json"] != before


@pytest.mark.parametrize("text", ["x", "-1", "9" * 30, "1e9", " "])
def test_a_source_date_epoch_that_is_no_number_of_seconds_is_an_annotation(
    scene: Scene, fake: FakeGitHub, text: str
) -> None:
    scene.environ["SOURCE_DATE_EPOCH"] = text
    built = build(scene)
    assert (built.success, fake.history) == (False, [])
    assert messages(built)[0] == "SOURCE_DATE_EPOCH must be a number of seconds since 1970."
