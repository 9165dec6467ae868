"""`bulletin publish --issue` from a machine: the ledger in the folder is the claim, and a mail goes out once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin.ledger.document import parse
from tests.folders import HOSTLESS, TRAINING, make_content
from tests.publish.mail_server import mail_server
from tests.test_cli import run

WORDS_OF_THE_ACTION = re.compile(r"\b(job|workflow|unknown|smtp-url|to-limited)\b|`to`|`resume:")


@pytest.mark.guarantee("ACTION-69")
def test_an_issue_is_published_once_by_name_from_this_machine(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": TRAINING})
    with mail_server() as mail:
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": "list@example.org"}
        dry = run("publish", "--issue", "2022-02", "--dry-run", cwd=tmp_path, **lists)
        assert "would be published now: to main" in dry.stdout
        assert (mail.accepted, (content / "ledger.json").exists()) == ([], False)
        first = run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert first.stdout.splitlines()[-1] == "2022-02 was sent.", first.stderr
        again = run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert again.stdout.splitlines()[-1] == "2022-02 had been sent before, so nothing was sent now."
        assert [recipient for _, recipient, _ in mail.accepted] == ["list@example.org"]
        (content / "2022-02" / "safer-recruitment.md").write_text(
            TRAINING.replace("/book/4", "/book/4 (cancelled)"), "utf-8"
        )
        corrected = run("publish", "--correction", "2022-02", "--as-of", "2 February 2022", cwd=tmp_path, **lists)
        assert corrected.stdout.splitlines()[-1] == "2022-02/correction-1 was sent.", corrected.stderr
        assert len(mail.accepted) == 2


@pytest.mark.guarantee("ACTION-69")
def test_without_a_server_the_issue_waits_until_it_is_marked(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS})
    assert "waits for somebody to send it by hand" in run("publish", "--issue", "2022-02", cwd=tmp_path).stdout
    assert (
        run("publish", "--issue", "2022-02", "--mark-sent", cwd=tmp_path).stdout.splitlines()[-1] == "2022-02 was sent."
    )
    assert parse((content / "ledger.json").read_text("utf-8")).sent("2022-02")


def test_publishing_nothing_or_two_things_says_what_to_choose(tmp_path: Path) -> None:
    make_content(tmp_path)
    for arguments in ((), ("--issue", "2022-02", "--correction", "2022-02")):
        done = run("publish", *arguments, cwd=tmp_path)
        assert (
            done.returncode,
            "Say what to do: --record. Or choose --issue ID or --correction ID." in done.stderr,
        ) == (2, True)


@pytest.mark.parametrize("step", ["MAIL", "TEXT"])
def test_at_a_desk_what_everybody_was_refused_is_put_right_and_goes_out(tmp_path: Path, step: str) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": TRAINING})
    with mail_server() as mail:
        mail.fails = {step: "5xx"}
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": "list@example.org"}
        refused = run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert (refused.returncode, "Put that right, and run this again." in refused.stderr) == (3, True)
        mail.fails = {}
        (content / "bulletin.yml").write_text(HOSTLESS + "send from: other@example.org\n", "utf-8")
        again = run("publish", "--issue", "2022-02", cwd=tmp_path, **lists)
        assert again.stdout.splitlines()[-1] == "2022-02 was sent.", again.stderr
        assert [(sender, to) for sender, to, _ in mail.accepted] == [("other@example.org", "list@example.org")]
    assert not WORDS_OF_THE_ACTION.search(refused.stderr + again.stdout)


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
        assert closed.stdout.splitlines()[-1] == "2022-02 counts as sent: nobody else gets it."
        assert len(mail.accepted) == 1
    assert not WORDS_OF_THE_ACTION.search(doubt.stderr + changed.stderr + closed.stdout)


@pytest.mark.parametrize(
    "given",
    [
        {"BULLETIN_SMTP_URL": "mail.example.org"},
        {"BULLETIN_SMTP_URL": "smtps://u:p@mail.example.org"},
        {"BULLETIN_SMTP_URL": "smtps://u@mail.example.org"},
        {"BULLETIN_SMTP_URL": "smtp+plain://127.0.0.1:9", "BULLETIN_TO": "no address"},
        {"BULLETIN_SMTP_URL": "smtp+plain://127.0.0.1:9", "BULLETIN_TO": ""},
        {"BULLETIN_SMTP_URL": "smtp+plain://127.0.0.1:9", "BULLETIN_TO": "a@b.org", "BULLETIN_TO_LIMITED": "A@b.org"},
    ],
)
def test_at_a_desk_what_is_wrong_is_named_as_it_is_set_there(tmp_path: Path, given: dict[str, str]) -> None:
    make_content(tmp_path, {"bulletin.yml": HOSTLESS})
    done = run("publish", "--issue", "2022-02", cwd=tmp_path, **given)
    assert (done.returncode, "BULLETIN_" in done.stderr) == (3, True)
    assert not WORDS_OF_THE_ACTION.search(done.stderr)
