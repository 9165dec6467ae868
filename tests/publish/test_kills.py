"""After `kill -9` at any step, the next run leaves one correction, one release and one comment, never two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from bulletin.action import comment
from bulletin.errors import PublishError
from bulletin.ledger.entries import Ledger
from bulletin.publish.github_api import Repository
from tests.publish.built import Built, Run, build, build_correction, carry_out, ledger_of, put_ledger, write_publication
from tests.publish.fake_github import FakeGitHub, github
from tests.publish.forks import Forks, forks
from tests.publish.killer import Killer
from tests.publish.mail_server import MailServer, mail_server

ADDRESSES = {"main": "list@example.org", "limited": "few@example.org"}


@dataclass
class Scene:
    """The work that is ended at a step, and the servers and the ledger that it uses."""

    github: FakeGitHub
    mail: MailServer
    ledger: Ledger
    work: Run | Callable[[], str]

    def reset(self) -> None:
        put_ledger(self.github, self.ledger)
        self.github.releases.clear()
        self.github.comments.clear()
        self.mail.accepted.clear()

    def listen(self, events: Callable[[str], None]) -> None:
        self.github.events = self.mail.events = events

    def run(self, work: Run | Callable[[], str]) -> str:
        return carry_out(work).state if isinstance(work, Run) else work()

    def steps(self) -> int:
        """Return the number of steps of a whole run."""
        events: list[str] = []
        self.reset()
        self.listen(events.append)
        self.run(self.work)
        return len(events)

    def end_run_at(self, number: int, processes: Forks, report: Path) -> str:
        """End one run at a step; return the event of the step."""
        self.reset()
        killer = Killer(number)
        self.listen(killer)
        killer.process = processes.start(self.work, report)
        killer.ready.set()
        killer.process.join()
        self.github.settle()
        self.mail.settle()
        self.listen(lambda event: None)
        assert (killer.steps_left, report.exists()) == (-1, False), killer.at
        return killer.at


@pytest.fixture
def servers() -> Iterator[tuple[FakeGitHub, MailServer]]:
    with github() as fake, mail_server() as mail:
        yield fake, mail


def scene_of(built: Built, servers: tuple[FakeGitHub, MailServer], folder: Path, *, by_hand: bool = False) -> Scene:
    fake, mail = servers
    url = "" if by_hand else f"smtp+plain://127.0.0.1:{mail.port}"
    return Scene(fake, mail, built.ledger, Run(api=fake.url, folder=write_publication(built, folder), smtp_url=url))


@pytest.mark.long
@pytest.mark.guarantee("ACTION-37", "ACTION-57")
def test_a_correction_ended_at_any_step_goes_out_at_most_once(
    tmp_path: Path, servers: tuple[FakeGitHub, MailServer]
) -> None:
    built = build_correction(tmp_path / "repository")
    scene = scene_of(built, servers, tmp_path / "bundle")
    steps, doubts = scene.steps(), 0
    assert steps > 50
    with forks() as processes:
        for number in range(steps):
            at = scene.end_run_at(number, processes, tmp_path / str(number))
            doubts += finish_correction(scene, built.publication.id, at)
    assert 10 < doubts < steps - 20


def finish_correction(scene: Scene, correction: str, at: str) -> bool:
    """Run again as a person would; return whether a delivery was in doubt."""
    assert isinstance(scene.work, Run)
    before = Counter(to for _, to, _ in scene.mail.accepted)
    assert set(before.values()) <= {1}, at
    doubtful = False
    try:
        state = scene.run(scene.work)
    except PublishError as error:
        doubtful = True
        assert "I do not know whether" in str(error), at
        assert Counter(to for _, to, _ in scene.mail.accepted) == before, at
        key = next(key for key in ADDRESSES if f"the list {key}:" in str(error))
        state = scene.run(replace(scene.work, resume="sent" if ADDRESSES[key] in before else "again"))
    assert state in ("sent", "already"), at
    assert Counter(to for _, to, _ in scene.mail.accepted) == Counter(ADDRESSES.values()), at
    assert ledger_of(scene.github).issues[correction].state == "sent", at
    days = {ref: entry.told.start.day for ref, entry in ledger_of(scene.github).sessions.items() if entry.told}
    assert set(days.values()) == {15}, at
    assert [(row["draft"], len(row["assets"])) for row in scene.github.releases] == [(False, 2)], at
    return doubtful


@pytest.mark.long
@pytest.mark.guarantee("ACTION-60")
def test_a_release_ended_at_any_step_is_completed_and_is_one(
    tmp_path: Path, servers: tuple[FakeGitHub, MailServer]
) -> None:
    scene = scene_of(build(tmp_path / "repository"), servers, tmp_path / "bundle", by_hand=True)
    steps = scene.steps()
    assert steps > 15
    with forks() as processes:
        for number in range(steps):
            at = scene.end_run_at(number, processes, tmp_path / str(number))
            assert scene.run(scene.work) in ("by hand", "waiting"), at
            assert [(row["draft"], len(row["assets"])) for row in scene.github.releases] == [(False, 2)], at
            assert ledger_of(scene.github).issues["2022-02"].state == "claimed", at
            assert scene.mail.accepted == [], at


def put_comment(api: str, text: str) -> str:
    repository = Repository(url=api, name="acme/newsletter", token="a-token", pause=lambda seconds: None)
    return comment.put(repository, 7, comment.body(text, "https://example.org/run"))


@pytest.mark.parametrize("before", ["", "An older text."])
def test_a_comment_ended_at_any_step_is_one_and_says_the_newest(
    tmp_path: Path, servers: tuple[FakeGitHub, MailServer], before: str
) -> None:
    fake, mail = servers
    fake.permissions["pull-requests"] = "write"
    built = build(tmp_path / "repository")
    scene = Scene(fake, mail, built.ledger, partial(put_comment, fake.url, "The newest text."))
    reset = scene.reset

    def reset_with_comment() -> None:
        reset()
        if before:
            put_comment(fake.url, before)

    scene.reset = reset_with_comment  # type: ignore[method-assign]
    steps = scene.steps()
    assert steps >= 4
    with forks() as processes:
        for number in range(steps):
            at = scene.end_run_at(number, processes, tmp_path / str(number))
            assert scene.run(scene.work) == "", at
            assert ["The newest text." in row["body"] for row in fake.comments] == [True], at
