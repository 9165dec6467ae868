"""`bulletin publish --issue` on an editor's machine claims an issue in the folder's ledger, and sends a mail once."""

from __future__ import annotations

import email
import os
import re
import shutil
import signal
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from email import policy
from pathlib import Path

import pytest

from bulletin.content.load import load
from bulletin.ledger.document import dump, parse
from bulletin.ledger.entries import EMPTY
from bulletin.ledger.recording import record
from tests.publish.built import LIMITED
from tests.publish.mail_server import mail_server
from tests.support.commands import BULLETIN, run
from tests.support.folders import HOSTLESS, ISSUE, ITEM, SETTINGS, TRAINING, make_content, problems

WORDS_OF_THE_ACTION = re.compile(r"\b(job|workflow|unknown|smtp-url|to-limited)\b|`to`|`resume:")


@pytest.mark.guarantee("ACTION-69")
def test_an_issue_is_published_once_by_name_from_this_machine(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": TRAINING})
    with mail_server() as mail:
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": "list@example.org"}
        dry = run("publish", "--issue", "2022-02", "--dry-run", cwd=tmp_path, **lists)
        assert "would be published now: to main" in dry.stdout
        assert dry.stdout.endswith("Next: the same without --dry-run, if this is what you want\n")
        assert (mail.accepted, (content / "ledger.json").exists()) == ([], False)
        first = run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert first.stdout.splitlines()[-2] == "2022-02 was sent.", first.stderr
        again = run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert again.stdout.splitlines()[-2] == "2022-02 had been sent before, so nothing was sent now."
        nothing = run("publish", "--issue", "2022-02", "--dry-run", cwd=tmp_path, **lists)
        assert nothing.stdout.endswith("Next: bulletin, which says where things stand\n")
        assert [recipient for _, recipient, _ in mail.accepted] == ["list@example.org"]
        (content / "2022-02" / "safer-recruitment.md").write_text(
            TRAINING.replace("/book/4", "/book/4 (cancelled)"), "utf-8"
        )
        corrected = run("publish", "--correction", "2022-02", "--as-of", "2 February 2022", cwd=tmp_path, **lists)
        assert corrected.stdout.splitlines()[-2] == "2022-02/correction-1 was sent.", corrected.stderr
        assert len(mail.accepted) == 2


@pytest.mark.guarantee("ACTION-69")
def test_without_a_server_the_issue_waits_until_it_is_marked(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS})
    early = run("publish", "--issue", "2022-02", "--mark-sent", cwd=tmp_path)
    assert "nobody has begun to publish it" in early.stderr
    assert "env -u BULLETIN_SMTP_URL bulletin publish --issue 2022-02`" in early.stderr
    assert not (content / "ledger.json").exists()
    assert "waits for somebody to send it by hand" in run("publish", "--issue", "2022-02", cwd=tmp_path).stdout
    assert (
        run("publish", "--issue", "2022-02", "--mark-sent", cwd=tmp_path).stdout.splitlines()[-2] == "2022-02 was sent."
    )
    assert parse((content / "ledger.json").read_text("utf-8")).sent("2022-02")


def test_publishing_nothing_or_two_things_says_what_to_choose(tmp_path: Path) -> None:
    make_content(tmp_path)
    for arguments in ((), ("--issue", "2022-02", "--correction", "2022-02")):
        done = run("publish", *arguments, cwd=tmp_path)
        assert (
            done.returncode,
            "Or choose --issue ID, --due, --correction ID or --reminder." in done.stderr,
        ) == (2, True)


@pytest.mark.parametrize("step", ["MAIL", "TEXT"])
def test_at_a_desk_a_refused_issue_can_be_changed_and_sent(tmp_path: Path, step: str) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": TRAINING})
    with mail_server() as mail:
        mail.fails = {step: "5xx"}
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": "list@example.org"}
        refused = run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert (refused.returncode, "Put that right, and run this again." in refused.stderr) == (3, True)
        mail.fails = {}
        (content / "bulletin.yml").write_text(HOSTLESS + "send from: other@example.org\n", "utf-8")
        again = run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert again.stdout.splitlines()[-2] == "2022-02 was sent.", again.stderr
        assert [(sender, to) for sender, to, _ in mail.accepted] == [("other@example.org", "list@example.org")]
    assert not WORDS_OF_THE_ACTION.search(refused.stderr + again.stdout)


def test_an_issue_that_the_server_refused_waits_to_be_sent_by_hand_once_there_is_no_server(tmp_path: Path) -> None:
    make_content(tmp_path, {"bulletin.yml": HOSTLESS})
    with mail_server() as mail:
        mail.fails = {"TEXT": "5xx"}
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": "list@example.org"}
        assert run("publish", "--issue", "2022-02", cwd=tmp_path, **lists).returncode == 3
        marked = run("publish", "--issue", "2022-02", "--mark-sent", cwd=tmp_path, **lists)
        assert "type `env -u BULLETIN_SMTP_URL bulletin publish --issue 2022-02`" in marked.stderr
        assert "waits for somebody to send it by hand" in run("publish", "--issue", "2022-02", cwd=tmp_path).stdout
        assert mail.accepted == []


def test_at_a_desk_a_message_in_doubt_names_the_options_as_they_are_typed_and_they_work(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": TRAINING})
    few = "a@example.org, b@example.org"
    with mail_server() as mail:
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": few}
        mail.fails = {"TEXT": "disconnect"}
        doubt = run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert "with `--resume sent`; if not, with `--resume again`" in doubt.stderr
        mail.fails = {}
        (content / "bulletin.yml").write_text(HOSTLESS + "why you get this: Because.\n", "utf-8")
        changed = run("publish", "--issue", "2022-02", "--resume", "sent", cwd=tmp_path, **lists)
        assert "Put the text back as it was" in changed.stderr
        closed = run("publish", "--issue", "2022-02", "--resume", "sent", cwd=tmp_path, **lists)
        assert closed.stdout.splitlines()[-2] == "2022-02 counts as sent: nobody else gets it."
        assert len(mail.accepted) == 1
    assert not WORDS_OF_THE_ACTION.search(doubt.stderr + changed.stderr + closed.stdout)


@pytest.mark.parametrize(
    "environment",
    [
        {"BULLETIN_SMTP_URL": "mail.example.org"},
        {"BULLETIN_SMTP_URL": "smtps://u:p@mail.example.org"},
        {"BULLETIN_SMTP_URL": "smtps://u@mail.example.org"},
        {"BULLETIN_SMTP_URL": "smtp+plain://127.0.0.1:9", "BULLETIN_TO": "no address"},
        {"BULLETIN_SMTP_URL": "smtp+plain://127.0.0.1:9", "BULLETIN_TO": ""},
        {"BULLETIN_SMTP_URL": "smtp+plain://127.0.0.1:9", "BULLETIN_TO": "a@b.org", "BULLETIN_TO_LIMITED": "A@b.org"},
    ],
)
def test_at_a_desk_an_error_names_the_environment_variables(tmp_path: Path, environment: dict[str, str]) -> None:
    make_content(tmp_path, {"bulletin.yml": HOSTLESS})
    done = run("publish", "--issue", "2022-02", cwd=tmp_path, **environment)
    assert (done.returncode, "BULLETIN_" in done.stderr) == (3, True)
    assert not WORDS_OF_THE_ACTION.search(done.stderr)


def test_a_test_goes_to_one_address_alone_is_marked_and_leaves_no_trace(tmp_path: Path) -> None:
    content = make_content(
        tmp_path, {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": TRAINING, "2022-02/matter.md": LIMITED}
    )
    before = sorted(path.name for path in content.rglob("*"))
    with mail_server() as mail:
        lists = {
            "BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}",
            "BULLETIN_TO": "list@example.org",
            "BULLETIN_TO_LIMITED": "few@example.org",
        }
        test = run("publish", "--issue", "2022-02", "--test-to", "me@example.org", cwd=tmp_path, **lists)
        assert "2022-02 was sent as a test to one address, and nothing was recorded." in test.stdout, test.stderr
        assert sorted(path.name for path in content.rglob("*")) == before
        run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert [to for _, to, _ in mail.accepted] == ["me@example.org", "list@example.org", "few@example.org"]
        test_mail, real_mail, _ = (
            email.message_from_bytes(data, policy=policy.default) for _, _, data in mail.accepted
        )
    assert str(test_mail["Subject"]) == f"[Test] {real_mail['Subject']}"
    assert test_mail["To"] == "me@example.org"
    assert test_mail["Message-ID"] != real_mail["Message-ID"]
    assert (test_mail.defects, len(test_mail.get_all("Message-ID"))) == ([], 1)
    assert [part.get_content() for part in test_mail.walk() if part.get_content_maintype() == "text"] == [
        part.get_content() for part in real_mail.walk() if part.get_content_maintype() == "text"
    ]
    assert b"The words that only they may read" not in mail.accepted[0][2]


@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [
        (("--test-to", "me@example.org"), "BULLETIN_SMTP_URL names no mail server", 3),
        (("--test-to", "me"), '"me" is not an email address', 2),
        (("--test-to", "me@example.org", "--mark-sent"), "leave out the other options", 2),
        (("--after", "10m", "--mark-sent"), "--mark-sent send nothing", 2),
        (("--after", "soon"), 'I cannot wait for "soon". Write a number and s, m or h, like 10m', 2),
        (("--after", "2h"), "at most 1h", 2),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    tmp_path: Path, arguments: tuple[str, ...], message: str, code: int
) -> None:
    make_content(tmp_path, {"bulletin.yml": HOSTLESS})
    done = run("publish", "--issue", "2022-02", *arguments, cwd=tmp_path)
    assert (done.returncode, message in done.stderr) == (code, True), done.stderr


@pytest.mark.parametrize("dry", [("--dry-run",), ()])
def test_before_its_date_an_issue_is_not_sent_nor_recorded_and_the_sentence_says_how_to_look(
    tmp_path: Path, dry: tuple[str, ...]
) -> None:
    issue = "---\nissue date: 1 February 2090\nstatus: ready\n---\nWelcome.\n"
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS, "2090-02/issue.md": issue, "2090-02/year.md": ITEM})
    early = run("publish", "--issue", "2090-02", *dry, cwd=tmp_path)
    command = '`bulletin publish --issue 2090-02 --dry-run --as-of "1 February 2090"`'
    assert (early.returncode, command in early.stderr) == (2, True), early.stderr
    assert not (content / "ledger.json").exists()
    looked = run("publish", "--issue", "2090-02", "--dry-run", "--as-of", "1 February 2090", cwd=tmp_path)
    assert "2090-02 would be published now: by hand" in looked.stdout, looked.stderr
    (content / "2090-02" / "issue.md").write_text(issue.replace("ready", "draft"), "utf-8")
    draft = run("publish", "--issue", "2090-02", *dry, cwd=tmp_path)
    assert (draft.returncode, "write `status: ready` in its issue.md" in draft.stderr) == (2, True)


def test_a_waiting_issue_can_be_stopped_then_changed_and_sent(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": TRAINING})
    with mail_server() as mail:
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": "list@example.org"}
        command = [*BULLETIN, "publish", "--issue", "2022-02", "--after", "1h"]
        with subprocess.Popen(
            command,
            cwd=tmp_path,
            env=os.environ | lists,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as waiting:
            assert waiting.stdout
            assert waiting.stderr
            assert "I rely on content/ledger.json alone" in waiting.stdout.readline()
            assert waiting.stdout.readline() == "2022-02 is claimed.\n"
            assert waiting.stdout.readline().startswith("It goes out in 60 minutes, at ")
            waiting.send_signal(signal.SIGINT)
            message = waiting.stderr.read()
            assert (waiting.wait(30), "I stopped. The ledger says how far this came" in message) == (3, True), message
        assert mail.accepted == []
        (content / "bulletin.yml").write_text(HOSTLESS + "why you get this: Because.\n", "utf-8")
        done = run("publish", "--issue", "2022-02", "--after", "1s", cwd=tmp_path, **lists)
        assert done.stdout.splitlines()[-2] == "2022-02 was sent.", done.stderr
        assert [b"Because." in data for _, _, data in mail.accepted] == [True]


@pytest.mark.parametrize("other", [("--issue", "2022-02"), ("--due",), ("--reminder",), ("--mark-sent",)])
def test_recording_goes_with_no_other_task(tmp_path: Path, other: tuple[str, ...]) -> None:
    content = make_content(tmp_path)
    done = run("publish", "--record", *other, cwd=tmp_path)
    assert (done.returncode, "leave out the other options" in done.stderr) == (2, True)
    assert not (content / "ledger.json").exists()


@pytest.mark.parametrize("state", ["sent", "recorded", "claimed"])
@pytest.mark.parametrize("settings", [HOSTLESS, SETTINGS])
def test_a_published_issue_in_a_folder_of_another_name_is_one_problem_and_is_not_sent_again(
    tmp_path: Path, state: str, settings: str
) -> None:
    content = make_content(tmp_path, {"bulletin.yml": settings, "2022-02/course.md": TRAINING})
    ledger = record(EMPTY, load(content), (), datetime(2022, 2, 1, 9, tzinfo=UTC))
    entry = replace(ledger.issues["2022-02"], state=state)
    (content / "ledger.json").write_text(dump(replace(ledger, issues={"2022-02": entry})), "utf-8")
    before = problems(content)
    (content / "2022-02").rename(content / "2022-02-spring")
    sentence = (
        "The issue 2022-02 was published, and its folder is missing. "
        "Put the folder back as 2022-02: under another name it would go out again."
    )
    assert problems(content) == [*before, f"content/ledger.json:1:1: {sentence} [NAM03]"]
    done = run("publish", "--issue", "2022-02-spring", cwd=tmp_path)
    assert (done.returncode != 0, "was published, and its folder is missing" in done.stderr) == (True, True)
    shutil.rmtree(content / "2022-02-spring")
    (content / "2022-03").mkdir()
    (content / "2022-03" / "issue.md").write_text(ISSUE.replace("1 February", "1 March"), "utf-8")
    assert f"content/ledger.json:1:1: {sentence} [NAM03]" in problems(content)
