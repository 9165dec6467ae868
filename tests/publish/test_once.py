"""An issue goes out at most once, and a failure is always reported: lost races, ended processes, unclear answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bulletin.errors import PublishError
from bulletin.ledger.entries import DeliveryEntry, IssueEntry, Ledger
from bulletin.publish import recipients, smtp
from bulletin.publish.claims import todo
from bulletin.publish.publication import MAIN
from bulletin.publish.terms import ACTION
from tests.publish.built import AT, HOSTLESS, LATER, Run, build, carry_out, ledger_of, put_ledger, write_publication
from tests.publish.fake_github import FakeGitHub, github
from tests.publish.forks import Forks, forks
from tests.publish.killer import Killer
from tests.publish.mail_server import MailServer, mail_server

RELEASED = [
    "after POST /repos/acme/newsletter/releases",
    "after POST /uploads/releases/N/assets",
    "after POST /uploads/releases/N/assets",
    "after PATCH /repos/acme/newsletter/releases/N",
]
DOUBTFUL = DeliveryEntry(state="sending", message_id="<x@example.org>", at=AT)
ONE_OF_EACH = {"list@example.org": 1, "few@example.org": 1}


class Scene(NamedTuple):
    github: FakeGitHub
    mail: MailServer
    run: Run
    folder: Path

    def received(self) -> dict[str, int]:
        return dict(Counter(recipient for _, recipient, _ in self.mail.accepted))

    def entry(self) -> Any:
        return ledger_of(self.github).issues.get("2022-02")

    def publish(self, **changes: Any) -> str:
        return carry_out(replace(self.run, **changes)).state


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with github() as fake, mail_server() as mail:
        built = build(tmp_path / "repository")
        put_ledger(fake, built.ledger)
        folder = write_publication(built, tmp_path / "bundle")
        run = Run(api=fake.url, folder=folder, smtp_url=f"smtp+plain://127.0.0.1:{mail.port}")
        yield Scene(fake, mail, run, folder)


@pytest.mark.guarantee("ACTION-37")
def test_an_issue_goes_out_once_to_each_list_and_the_ledger_says_so(scene: Scene) -> None:
    assert scene.publish() == "sent"
    assert scene.received() == ONE_OF_EACH
    assert not any(b"\r\nDate: Tue, 01 Feb 2022" in text for *_, text in scene.mail.accepted)
    entry = scene.entry()
    assert (entry.state, entry.commit) == ("sent", "4f1c0de")
    assert {key: delivery.state for key, delivery in entry.deliveries.items()} == {
        "main": "accepted",
        "limited": "accepted",
    }
    ledger = ledger_of(scene.github)
    assert ledger.items["safer-recruitment"].told == ledger.items["safer-recruitment"].hash
    announcement = ledger.sessions["safer-recruitment/cohort-4"].told
    assert announcement is not None
    assert (announcement.issue, announcement.place) == ("2022-02", "Microsoft Teams")
    assert scene.publish() == "already"
    assert scene.received() == ONE_OF_EACH


@pytest.mark.guarantee("ACTION-38")
def test_each_mark_is_written_before_the_step_that_it_names(scene: Scene) -> None:
    """Check the order of claim, marks, mail and release that the servers see."""
    events: list[str] = []
    scene.mail.events = lambda event: (
        events.append(event) if event in ("before SMTP EHLO", "before SMTP TEXT") else None
    )
    scene.github.events = lambda event: events.append(event) if event.startswith("after P") else None
    scene.publish()
    contents, mail = (
        "after PUT /repos/acme/newsletter/contents/content/ledger.json",
        ["before SMTP EHLO", "before SMTP TEXT"],
    )
    assert events[:10] == [contents, contents, *mail, contents, contents, *mail, contents, contents]
    assert [re.sub(r"[0-9]+", "N", event) for event in events[10:]] == RELEASED
    first, second, *_ = scene.github.history
    assert b'"state": "claimed"' in first
    assert b'"state": "sending"' not in first
    assert b'"state": "sending"' in second


def count_steps(scene: Scene) -> int:
    """Return the number of steps of a run that its servers notice."""
    events: list[str] = []
    scene.github.events = scene.mail.events = events.append
    assert scene.publish() == "sent"
    return len(events)


@pytest.mark.guarantee("ACTION-37", "ACTION-57")
@pytest.mark.parametrize("stride", [4, pytest.param(1, marks=pytest.mark.long)])
def test_a_process_ended_at_any_step_leaves_at_most_one_message_and_the_next_run_goes_on_or_says_what_to_do(
    tmp_path: Path, scene: Scene, stride: int
) -> None:
    """End a run at every step whose number is divisible by the stride."""
    steps = count_steps(scene)
    assert steps > 50
    with forks() as processes:
        doubtful = [
            end_run_at(number, scene, processes, tmp_path / f"report-{number}") for number in range(0, steps, stride)
        ]
    assert 2 < sum(doubtful) < len(doubtful) - 5


def end_run_at(number: int, scene: Scene, processes: Forks, report: Path) -> bool:
    """End one run at a step; return whether a delivery was in doubt for the next run."""
    fake, mail = scene.github, scene.mail
    put_ledger(fake, build_ledger(scene))
    fake.releases.clear()
    mail.accepted.clear()
    killer = Killer(number)
    fake.events = mail.events = killer
    killer.process = processes.start(scene.run, report)
    killer.ready.set()
    killer.process.join()
    fake.settle()
    mail.settle()
    fake.events = mail.events = lambda event: None
    assert killer.steps_left == -1
    assert not report.exists(), killer.at
    before = scene.received()
    assert all(times == 1 for times in before.values()), killer.at
    try:
        state = scene.publish()
    except PublishError as error:
        assert scene.received() == before, killer.at
        key = next(key_of_list for key_of_list in todo(scene.entry(), ["main", "limited"], ACTION).doubtful)
        assert f"the list {key}" in str(error)
        assert "Message-ID: <2022-02." in str(error)
        # Give the input that somebody gives after a look into the mailbox.
        address = scene.run.to[key][0]
        state = scene.publish(resume="sent" if address in before else "again")
        assert state == "sent"
        assert scene.received() == ONE_OF_EACH, killer.at
        return True
    assert state in ("sent", "already"), killer.at
    assert scene.received() == ONE_OF_EACH, killer.at
    assert [release["draft"] for release in fake.releases] == [False]
    assert len(fake.releases[0]["assets"]) == 2
    return False


def build_ledger(scene: Scene) -> Ledger:
    """Return the ledger as it was before anything was published."""
    before = ledger_of(scene.github)
    return replace(
        before,
        issues={},
        items={key: replace(entry, told="") for key, entry in before.items.items()},
        sessions={key: replace(entry, told=None) for key, entry in before.sessions.items()},
    )


@pytest.mark.guarantee("ACTION-37")
def test_eight_publishers_at_once_send_one_message_to_each_list(tmp_path: Path, scene: Scene) -> None:
    reports = [tmp_path / str(number) for number in range(8)]
    with forks() as processes:
        for process in [processes.start(scene.run, report) for report in reports]:
            process.join()
    states = Counter(report.read_text("utf-8").partition(":")[0] for report in reports)
    assert scene.received() == ONE_OF_EACH
    assert scene.entry().state == "sent"
    assert states["sent"] == 1
    assert set(states) <= {"sent", "lost", "already", "error"}


@pytest.mark.guarantee("ACTION-44")
@pytest.mark.parametrize("accident", ["lost", "unanswered", "503", "409", "429"])
def test_an_unclear_answer_at_any_call_loses_nothing_and_doubles_nothing(scene: Scene, accident: str) -> None:
    assert scene.publish() == "sent"
    calls = list(scene.github.calls)
    for number, (method, _) in enumerate(calls):
        if accident in ("409", "429") and method != "PUT":
            continue  # Only writes have conflicts and too many requests.
        put_ledger(scene.github, build_ledger(scene))
        scene.mail.accepted.clear()
        scene.github.releases.clear()
        scene.github.calls.clear()
        scene.github.accidents = {number: accident}
        try:
            state = scene.publish()
        except PublishError:
            # Only a release may fail so; the next run completes it.
            assert "releases" in scene.github.calls[-1][1], number
            state = scene.publish()
        assert state in ("sent", "already")
        assert scene.received() == ONE_OF_EACH, number
        assert scene.entry().state == "sent"
        assert [(release["draft"], len(release["assets"])) for release in scene.github.releases] == [(False, 2)]


def test_another_list_of_addresses_than_the_one_that_was_begun_stops_the_run(scene: Scene) -> None:
    scene.mail.fails = {"TEXT": "disconnect"}
    with pytest.raises(PublishError, match="I do not know whether 2022-02 went to the list main"):
        scene.publish()
    scene.mail.fails = {}
    with pytest.raises(PublishError, match=r"was begun for main, and `to` and `to-limited` name others now"):
        scene.publish(to={"main": ("a@example.org", "b@example.org"), "limited": ("few@example.org",)})
    assert len(scene.mail.accepted) == 1


@pytest.mark.guarantee("ACTION-41")
def test_one_refused_recipient_loses_nobody_else_and_gets_it_when_the_run_is_repeated(scene: Scene) -> None:
    to = {"main": ("a@example.org", "gone@example.org", "b@example.org"), "limited": ("few@example.org",)}
    scene.mail.refused = {"gone@example.org"}
    with pytest.raises(
        PublishError, match=r"main-[0-9a-f]{8}: The server refused the recipient: 550 5.1.1 <…> unknown"
    ) as error:
        scene.publish(to=to)
    assert "gone@example.org" not in str(error.value)
    assert scene.received() == {"a@example.org": 1, "b@example.org": 1, "few@example.org": 1}
    assert sorted(delivery.state for delivery in scene.entry().deliveries.values()) == [
        "accepted",
        "accepted",
        "accepted",
        "refused",
    ]
    assert "example.org" not in "".join(scene.entry().deliveries)
    scene.mail.refused = set()
    assert scene.publish(to=to) == "sent"
    assert scene.received() == {"a@example.org": 1, "b@example.org": 1, "few@example.org": 1, "gone@example.org": 1}


@pytest.mark.guarantee("ACTION-58")
def test_the_limited_edition_must_have_a_list_of_its_own(scene: Scene) -> None:
    with pytest.raises(PublishError, match="has a limited edition, and `to-limited` names nobody"):
        scene.publish(to={"main": ("list@example.org",)})
    with pytest.raises(PublishError, match="share an address"):
        scene.publish(to={"main": ("list@example.org",), "limited": ("LIST@example.org",)})
    assert scene.entry() is None
    assert scene.publish(to={"main": ("list@example.org",), "limited": ("by-hand",)}) == "sent"
    assert scene.received() == {"list@example.org": 1}


def test_a_recorded_issue_goes_out_only_if_it_is_named(scene: Scene) -> None:
    ledger = ledger_of(scene.github)
    entry = IssueEntry(day=AT.date(), state="recorded", at=AT)
    put_ledger(scene.github, replace(ledger, issues={"2022-02": entry}))
    assert scene.publish() == "recorded"
    assert scene.received() == {}
    assert scene.publish(asked=True) == "sent"
    assert scene.received() == ONE_OF_EACH


def test_an_issue_that_was_built_before_the_ledger_moved_on_is_not_sent(scene: Scene) -> None:
    ledger = ledger_of(scene.github)
    moved = replace(ledger.items["safer-recruitment"], hash="0" * 16)
    put_ledger(scene.github, replace(ledger, items={**ledger.items, "safer-recruitment": moved}))
    with pytest.raises(PublishError, match="The ledger has moved on since 2022-02 was built"):
        scene.publish()
    assert (scene.received(), scene.entry()) == ({}, None)


def other_bundle(tmp_path: Path) -> Path:
    """Build the issue again with other content, and so with other bytes."""
    issue = build(tmp_path / "other", {"bulletin.yml": HOSTLESS + "why you get this: Because.\n"})
    return write_publication(issue, tmp_path / "other-bundle")


def test_an_issue_that_was_partly_sent_is_not_completed_with_other_bytes(tmp_path: Path, scene: Scene) -> None:
    scene.mail.fails = {"TEXT": "disconnect"}
    with pytest.raises(PublishError):
        scene.publish()
    scene.mail.fails = {}
    folder = other_bundle(tmp_path)
    with pytest.raises(
        PublishError, match=r"was begun from commit 4f1c0de; its text has changed since.*`resume: sent`"
    ):
        scene.publish(folder=folder, resume="sent")
    assert scene.publish(folder=folder, resume="sent") == "closed"
    assert scene.received() == {"list@example.org": 1}
    assert (scene.entry().state, scene.publish(folder=folder)) == ("sent", "already")


@pytest.mark.guarantee("ACTION-73")
def test_after_resume_again_an_issue_may_have_another_text(tmp_path: Path, scene: Scene) -> None:
    scene.mail.fails = {"TEXT": "delay"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smtp, "TIMEOUT", 0.3)
        patch.setattr(smtp, "_FAREWELL", 0.1)
        with pytest.raises(PublishError, match="I do not know"):
            scene.publish()
    scene.mail.fails = {}
    scene.mail.accepted.clear()
    assert scene.publish(folder=other_bundle(tmp_path), resume="again") == "sent"
    assert scene.received() == ONE_OF_EACH


def test_a_delivery_that_may_still_run_is_not_repeated(scene: Scene) -> None:
    ledger, now = ledger_of(scene.github), datetime.now(UTC).replace(microsecond=0) + LATER
    entry = IssueEntry(
        day=AT.date(), state="sending", at=now, claim="a-run", deliveries={"main": replace(DOUBTFUL, at=now)}
    )
    put_ledger(scene.github, replace(ledger, issues={"2022-02": entry}))
    with pytest.raises(PublishError, match=r"was being handed in at \d\d:\d\d UTC, and perhaps still is"):
        scene.publish(resume="again")
    assert scene.received() == {}


def test_several_runs_with_resume_again_at_once_send_one_message(tmp_path: Path, scene: Scene) -> None:
    ledger = ledger_of(scene.github)
    entry = IssueEntry(
        day=AT.date(), state="sending", at=AT, claim="of-a-run-that-ended", deliveries={"main": DOUBTFUL}
    )
    with forks() as processes:
        for number in range(3):
            put_ledger(scene.github, replace(ledger, issues={"2022-02": entry}))
            scene.mail.accepted.clear()
            again = replace(scene.run, resume="again")
            for process in [processes.start(again, tmp_path / f"{number}-{index}") for index in range(4)]:
                process.join()
            assert scene.received() == ONE_OF_EACH


def test_one_mailbox_in_two_spellings_gets_one_copy_and_is_known_by_any_of_them(scene: Scene) -> None:
    main = recipients.addresses("List@Example.org, list@example.org\nother@example.org, LIST@EXAMPLE.ORG", MAIN, ACTION)
    assert main == ("List@Example.org", "other@example.org")
    scene.mail.refused = {"other@example.org"}
    with pytest.raises(PublishError, match="refused the recipient"):
        scene.publish(to={"main": main, "limited": ("few@example.org",)})
    scene.mail.refused = set()
    respelled = recipients.addresses("list@example.org other@Example.org", MAIN, ACTION)
    assert scene.publish(to={"main": respelled, "limited": ("few@example.org",)}) == "sent"
    assert scene.received() == {"List@Example.org": 1, "few@example.org": 1, "other@Example.org": 1}


@pytest.mark.guarantee("ACTION-73")
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "TEXT"])
def test_an_issue_that_everybody_was_refused_is_put_right_and_goes_out(tmp_path: Path, scene: Scene, step: str) -> None:
    scene.mail.fails = {step: "5xx"}
    with pytest.raises(PublishError, match="Nobody who was refused has it"):
        scene.publish()
    scene.mail.fails = {}
    assert scene.publish(folder=other_bundle(tmp_path)) == "sent"
    assert scene.received() == ONE_OF_EACH


def test_a_list_that_was_refused_may_be_left_out_when_the_run_is_repeated(scene: Scene) -> None:
    scene.mail.refused = {"gone@example.org"}
    with pytest.raises(PublishError, match="The server refused the recipient"):
        scene.publish(to={"main": ("a@example.org", "gone@example.org"), "limited": ("few@example.org",)})
    others = {"main": ("a@example.org", "new@example.org"), "limited": ("few@example.org",)}
    assert scene.publish(to=others) == "sent"
    assert scene.received() == {"a@example.org": 1, "few@example.org": 1, "new@example.org": 1}


def test_a_claim_of_a_run_that_ended_before_it_sent_anything_is_taken_over(scene: Scene) -> None:
    ledger = ledger_of(scene.github)
    entry = IssueEntry(day=AT.date(), state="claimed", at=AT, claim="of-a-run-that-ended")
    put_ledger(scene.github, replace(ledger, issues={"2022-02": entry}))
    assert scene.publish() == "sent"
    assert scene.received() == ONE_OF_EACH


def test_a_sample_is_never_sent(tmp_path: Path, scene: Scene) -> None:
    built = build(tmp_path / "sample", {"bulletin.yml": HOSTLESS + "sample: yes\n"})
    with pytest.raises(PublishError, match="is a sample"):
        scene.publish(folder=write_publication(built, tmp_path / "sample-bundle"))
    assert (scene.received(), scene.github.calls) == ({}, [])


@pytest.mark.guarantee("ACTION-59")
def test_in_a_public_repository_nothing_goes_out_that_is_not_public(scene: Scene) -> None:
    with pytest.raises(PublishError, match=r"holds what is not public.*\[RST02\]"):
        scene.publish(public=True)
    assert (scene.received(), scene.github.calls) == ({}, [])


def test_a_file_that_was_changed_after_the_build_is_not_sent(scene: Scene) -> None:
    path = scene.folder / "mail" / "2022-02" / "bulletin-send.eml"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(PublishError, match="is not the file that was built"):
        scene.publish()
    assert scene.received() == {}
