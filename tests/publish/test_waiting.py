"""Nobody waits for a page for nothing: who waits is told at once for what, and how to go on without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import NamedTuple

import pytest

from bulletin.errors import PublishError
from bulletin.ledger.document import dump
from bulletin.publish import mail_servers, sequence
from bulletin.publish.deliver import Outcome, Request, Services
from bulletin.publish.mail_servers import Secrets
from bulletin.publish.store import FolderLedger
from bulletin.publish.terms import ACTION, COMMAND_LINE, Terms
from tests.publish.built import TO, build
from tests.publish.mail_server import mail_server
from tests.support.servers import http_server


class NoPage(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_error(404)


class Scene(NamedTuple):
    folder: Path
    page: str
    said: list[str]
    pauses: list[float]

    def publish(self, smtp_url: str = "", terms: Terms = COMMAND_LINE) -> Outcome:
        built = build(self.folder / "source")
        server = mail_servers.server(smtp_url, Secrets(), terms) if smtp_url else None
        publication = replace(built.publication, page=self.page)
        request = Request(publication=publication, attempt="a" * 16, server=server, to=TO, terms=terms, asked=True)
        services = Services(
            store=FolderLedger(self.folder, self.pauses.append),
            clock=lambda: datetime(2022, 2, 1, 9, 5, tzinfo=UTC),
            pause=self.pauses.append,
            say=self.said.append,
        )
        return sequence.publish_and_release(request, services, {})


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    (tmp_path / "ledger.json").write_text(dump(build(tmp_path / "source").ledger), "utf-8", newline="\n")
    with http_server(NoPage) as address:
        yield Scene(tmp_path, f"{address}/2022-02/", [], [])


def test_what_is_sent_by_hand_waits_for_no_page_and_it_is_said_that_the_page_is_not_online(scene: Scene) -> None:
    assert scene.publish().state == "by hand"
    assert scene.pauses == []
    assert scene.said == [f"{scene.page} is not the page that was built. Put the site online before you send it."]


def test_what_waits_to_be_sent_by_hand_is_answered_at_once(scene: Scene) -> None:
    scene.publish()
    scene.said.clear()
    with mail_server() as mail:
        assert scene.publish(f"smtp+plain://127.0.0.1:{mail.port}").state == "waiting"
        assert (mail.accepted, scene.said, scene.pauses) == ([], [], [])


@pytest.mark.parametrize(("terms", "advice"), [(COMMAND_LINE, "press Ctrl-C"), (ACTION, "cancel this run")])
def test_who_sends_with_a_server_is_told_at_once_what_is_waited_for_and_how_to_go_on_without(
    scene: Scene, terms: Terms, advice: str
) -> None:
    with mail_server() as mail, pytest.raises(PublishError, match="Nothing was sent"):
        scene.publish(f"smtp+plain://127.0.0.1:{mail.port}", terms)
    (sentence,) = scene.said
    assert f"Waiting until {scene.page} is live, for at most 10 minutes. Nothing is sent before." in sentence
    assert advice in sentence
    assert mail.accepted == []
