"""The desk's HTTP answers and their headers, and the archive, which is served on another port."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.errors import RequestError
from bulletin.serving.latest import Latest
from bulletin.serving.server import Options, _listening, serving
from tests.serving.scene import SECRET, SITE_SECRET, Scene, ask, desk, sent_by_hand, site_port
from tests.support.folders import HOSTLESS, ITEM, TRAINING, make_content

LIMITED = (
    "---\ntitle: Restricted finding\ncirculation: limited\ncirculation note: For named leads.\n---\nSecret words.\n"
)

FLYER = b"""Trauma-informed practice

A course for health visitors about what children live through.

Dates: Tuesday 15 March 2022, 1pm to 2:30pm, Microsoft Teams
Book: https://example.org/book/1
"""


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    with desk(make_content(tmp_path, {"2022-02/secret.md": LIMITED})) as served:
        yield served


def test_the_state_names_every_email_and_a_view_is_its_html(scene: Scene) -> None:
    state = scene.ask("state.json").data
    assert [mail["label"] for mail in state["mails"]] == ["Email", "Limited edition"]
    assert (state["issue"], state["failure"], state["draft"]) == ("2022-02", "", False)
    view = scene.ask("view?issue=2022-02&mail=bulletin&page=light")
    assert "Safeguarding week starts" in view.body.decode()
    assert "Secret words" not in view.body.decode()
    assert "Secret words" in scene.ask("view?issue=2022-02&mail=limited&page=text").body.decode()
    assert scene.ask("view?issue=2022-02&mail=bulletin&page=nothing").status == 404
    assert scene.ask("view?issue=2022-02&mail=nobody&page=light").status == 404


def test_a_problem_has_its_place_and_its_line(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/week.md": ITEM.replace("https://", "http://") + "\nA futher line.\n"})
    with desk(content, has_editor=True) as scene:
        verdict = scene.ask("verdict.json").data
        (misspelt,) = [problem for problem in verdict["problems"] if "futher" in problem["message"]]
        assert misspelt["place"] == f"{content.as_posix()}/2022-02/week.md:6:3"
        assert misspelt["href"] == f"vscode://file{content.as_posix()}/2022-02/week.md:6:3"
        assert misspelt["excerpt"] == ["A ", "futher", " line."]
    with desk(content) as scene:
        assert {problem["href"] for problem in scene.ask("verdict.json").data["problems"]} == {""}


def test_problems_of_the_newest_file_come_first(tmp_path: Path) -> None:
    wrong = ITEM + "\nA futher line.\n"
    content = make_content(tmp_path, {"2022-02/week.md": wrong, "2022-02/a.md": wrong.replace("week", "month")})
    for age, name in enumerate(("a.md", "week.md", "issue.md")):
        os.utime(content / "2022-02" / name, (2_000_000_000 - age, 2_000_000_000 - age))
    with desk(content) as scene:
        places = [problem["place"] for problem in scene.ask("verdict.json").data["problems"]]
        os.utime(content / "2022-02" / "week.md", (2_100_000_000, 2_100_000_000))
        scene.latest.touch()
        changed = [problem["place"] for problem in scene.ask("verdict.json").data["problems"]]
    assert (Path(places[0]).name.split(":")[0], Path(changed[0]).name.split(":")[0]) == ("a.md", "week.md")


def test_a_waiting_page_gets_an_answer_when_a_file_changes(scene: Scene) -> None:
    number = scene.ask("state.json").data["number"]
    replies = []
    thread = threading.Thread(target=lambda: replies.append(scene.ask(f"state.json?after={number}")))
    thread.start()
    scene.latest.touch()
    thread.join()
    assert replies[0].data["number"] == number + 1


def test_headers_forbid_to_store_sniff_or_frame_an_answer_and_to_send_a_referrer(scene: Scene) -> None:
    for path in (
        "",
        "desk.js",
        "desk.css",
        "state.json",
        "verdict.json",
        "view?mail=bulletin&page=light",
        "form",
        "none",
    ):
        headers = scene.ask(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers
    assert "frame-ancestors 'none'" in scene.ask("").headers["content-security-policy"]
    mail = scene.ask("view?mail=bulletin&page=light").headers["content-security-policy"]
    assert "default-src 'none'" in mail
    assert "allow-scripts" not in mail


@pytest.mark.guarantee("SERVE-01", "SERVE-02")
@pytest.mark.parametrize("path", ["", "state.json", "view?mail=limited&page=text", "form", "desk.js"])
def test_rebinding_foreign_origins_and_a_wrong_secret_get_nothing_of_the_bulletin(scene: Scene, path: str) -> None:
    target = f"/{SECRET}/{path}"
    refused = [
        ask(scene.port, target, headers={"Host": f"rebind.example:{scene.port}"}),
        ask(scene.port, target, headers={"Origin": "https://example.org"}),
        ask(scene.port, target, headers={"Sec-Fetch-Site": "cross-site"}),
        ask(scene.port, f"/wrong/{path}"),
        ask(scene.port, f"/{SITE_SECRET}/{path}"),
        ask(scene.port, f"/{path}"),
    ]
    assert [reply.status for reply in refused] == [421, 403, 403, 404, 404, 404]
    for reply in refused:
        assert reply.body.decode().count("\n") == 1
        assert not {"Secret", "Restricted", "2022-02", SECRET} & set(reply.body.decode().split())


@pytest.mark.guarantee("SERVE-02")
@pytest.mark.parametrize("headers", [{"Origin": "https://example.org"}, {"Origin": "null"}, {"Origin": ""}, {}])
def test_a_foreign_page_writes_no_file(tmp_path: Path, headers: dict[str, str]) -> None:
    content = make_content(tmp_path)
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    item = b'{"issue": "2022-02", "name": "new", "text": "---\\ntitle: A\\n---\\nText.\\n"}'
    with desk(content) as scene:
        for path in ("write-item", "judge-item", "read-document?name=a.docx"):
            assert ask(scene.port, f"/{SECRET}/{path}", "POST", item, headers).status == 403
        assert ask(site_port(scene), f"/{SITE_SECRET}/write-item", "POST", item).status == 403
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before


TRAVERSALS = [
    "../content/bulletin.yml", "%2e%2e/content/bulletin.yml", "site/../../content/bulletin.yml", "..%2fcontent%2fbulletin.yml",
    "site/..%2f..%2fcontent/bulletin.yml", "//etc/passwd", "/etc/passwd", "site//etc/passwd", "site/%00", "....//content",
    "desk.py", "latest.py", "__init__.py", "../guard.py", "mail/2022-02/limited.html", "site/../mail/2022-02/limited.html", "manifest.json",
]  # fmt: skip


@pytest.mark.guarantee("SERVE-03")
@pytest.mark.parametrize("path", TRAVERSALS)
def test_no_path_leads_to_a_file_that_is_not_served(scene: Scene, path: str) -> None:
    on_desk, on_site = ask(scene.port, f"/{SECRET}/{path}"), ask(site_port(scene), f"/{SITE_SECRET}/{path}")
    assert (on_desk.status, on_site.status) == (404, 404)
    for reply in (on_desk, on_site):
        assert b"root:" not in reply.body
        assert b"Secret words" not in reply.body
        assert b"base url" not in reply.body


def test_the_archive_is_served_whole_and_its_pages_load_themselves_again(scene: Scene) -> None:
    port = site_port(scene)
    home = ask(port, f"/{SITE_SECRET}/site/")
    assert (home.status, home.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert f'<script src="/{SITE_SECRET}/reload.js" data-number="{scene.latest.number}"></script>' in home.body.decode()
    assert ask(port, f"/{SITE_SECRET}/site/2022-02").status == 200
    assert ask(port, f"/{SITE_SECRET}/site/assets/site.css").headers["content-type"] == "text/css"
    assert ask(port, f"/{SITE_SECRET}/site/assets/search.js").status == 200
    missing = ask(port, f"/{SITE_SECRET}/site/nothing/")
    assert (missing.status, b"<html" in missing.body) == (404, True)
    assert ask(port, f"/{SITE_SECRET}/reload.js").status == 200
    assert ask(port, f"/{SITE_SECRET}/number?after=0").body == str(scene.latest.number).encode()
    policy = home.headers["content-security-policy"]
    assert f"frame-ancestors http://127.0.0.1:{scene.port} http://localhost:{scene.port}" in policy
    assert "default-src 'self'" in policy


def test_a_missing_attachment_is_reported(tmp_path: Path) -> None:
    item = ITEM.replace("title:", "attachments: notes.txt\ntitle:")
    content = make_content(tmp_path, {"2022-02/week.md": item, "2022-02/files/notes.txt": "Notes."})
    with desk(content) as scene:
        path = next(path for path in scene.latest.site() if path.endswith("notes.txt"))
        port = site_port(scene)
        assert ask(port, f"/{SITE_SECRET}/{path}").body == b"Notes."
        (content / "2022-02" / "files" / "notes.txt").unlink()
        assert ask(port, f"/{SITE_SECRET}/{path}").status == 404


def test_an_item_is_judged_then_written_and_shown(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    value = {"issue": "2022-02", "name": "new", "text": ITEM.replace("week", "month")}
    with desk(content) as scene:
        number = scene.latest.number
        assert scene.post("judge-item", value).data["stops"] is False
        assert scene.post("write-item", value).data == {"path": f"{content.as_posix()}/2022-02/new.md"}
        assert scene.latest.number == number + 1
        assert "Safeguarding month" in scene.ask("view?mail=bulletin&page=light").body.decode()
        again = scene.post("write-item", value)
        assert again.status == 409
        assert "is there already" in again.data["refused"]
        assert scene.ask("write-item", "POST", b"{").status == 409


@pytest.mark.guarantee("SERVE-04")
def test_nothing_is_written_below_build_or_anywhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = make_content(tmp_path, {"2022-02/secret.md": LIMITED})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = sorted(tmp_path.rglob("*"))
    with desk(content) as scene:
        for path in ("", "state.json", "verdict.json", "view?mail=limited&page=light", "form"):
            assert scene.ask(path).status == 200
        assert ask(site_port(scene), f"/{SITE_SECRET}/site/").status == 200
        scene.post("judge-item", {"issue": "2022-02", "name": "new", "text": LIMITED})
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("length", ["9999999999", "99999999", "-1", "x", "1e3"])
def test_a_body_that_is_too_large_is_not_read(scene: Scene, length: str) -> None:
    headers = f"Host: {scene.host}\r\nOrigin: http://{scene.host}\r\nContent-Length: {length}"
    with socket.create_connection(("127.0.0.1", scene.port), timeout=30) as connection:
        connection.sendall(f"POST /{SECRET}/judge-item HTTP/1.1\r\n{headers}\r\n\r\n".encode())
        assert connection.recv(64).startswith(b"HTTP/1.1 413")


def test_fifty_silent_connections_keep_nobody_out(scene: Scene) -> None:
    idle = [socket.create_connection(("127.0.0.1", scene.port), timeout=30) for _ in range(50)]
    try:
        for connection in idle[:25]:
            connection.sendall(b"GET /")
        assert scene.ask("state.json").status == 200
    finally:
        for connection in idle:
            connection.close()


def test_a_fault_of_ours_is_answered_with_a_sentence(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail(*arguments: object) -> None:
        raise RuntimeError("Secret words")

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(scene.latest, "verdict", fail)
    reply = scene.ask("verdict.json")
    assert (reply.status, b"fault of Bulletin" in reply.body, b"Secret words" in reply.body) == (500, True, False)
    assert scene.ask("state.json").status == 200


def test_a_file_that_is_deleted_while_an_item_is_judged_is_reported(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "content/2022-02/week.md")

    monkeypatch.setattr(scene.latest, "judge", fail)
    reply = scene.post("judge-item", {"issue": "2022-02", "name": "new", "text": ITEM})
    assert reply.data == {"refused": "I cannot use content/2022-02/week.md: No such file or directory."}


@pytest.mark.guarantee("SERVE-01")
def test_only_loopback_listens() -> None:
    with _listening(0) as server:
        assert server.socket.getsockname()[0] == "127.0.0.1"


def test_the_next_free_port_is_used_and_a_port_out_of_range_is_refused(tmp_path: Path) -> None:
    latest = Latest(make_content(tmp_path))
    secrets = (SECRET, SITE_SECRET)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        with serving(latest, Options(port, secrets)) as url:
            assert port < int(url.split("/")[2].rpartition(":")[2]) <= port + 19
    with pytest.raises(RequestError, match="--port"), serving(latest, Options(70_000, secrets)):
        pass


def test_changes_after_an_issue_was_sent_are_shown_as_its_correction(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": HOSTLESS, "2022-02/safer.md": TRAINING})
    sent_by_hand(content)
    with desk(content) as scene:
        state = scene.ask("state.json").data
        assert [mail["label"] for mail in state["mails"]] == ["Email"]
        assert "Nothing that 2022-02 said has changed" in state["note"]
        (content / "2022-02" / "safer.md").write_text(
            TRAINING.replace("8 March 2022,", "9 March 2022 (moved from 8 March 2022),"), "utf-8"
        )
        scene.latest.touch()
        state = scene.ask("state.json").data
        assert ([mail["label"] for mail in state["mails"]], state["note"]) == (["Email", "Correction"], "")
        page = scene.ask(f"view?mail={state['mails'][1]['name']}&page=light").body.decode()
        assert "Wednesday 9 March 2022" in page


def test_the_form_needs_a_bulletin_that_can_be_read(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": "name: A\nnonsense\n"})
    with desk(content) as scene:
        assert scene.ask("form").status == 409
        assert "bulletin.yml" in scene.ask("verdict.json").data["problems"][0]["place"]


def test_a_document_that_cannot_be_read_is_refused_with_a_sentence(scene: Scene) -> None:
    for name in ("flyer.docx", "flyer.exe", "", "../../etc/passwd", "x" * 5000 + ".pdf"):
        reply = scene.ask(f"read-document?issue=2022-02&name={name}", "POST", b"PK")
        assert (reply.status, bool(reply.data["refused"])) == (409, True)


def test_a_document_becomes_drafts_and_nothing_is_written_without_a_request(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    before = sorted(content.rglob("*"))
    with desk(content) as scene:
        reply = scene.ask("read-document?issue=2022-02&name=flyer.txt", "POST", FLYER)
        (draft,) = reply.data["drafts"]
        assert sorted(content.rglob("*")) == before
        assert "hold until:" in draft["text"]
        assert scene.post("write-item", draft).data["path"].endswith(f"2022-02/{draft['name']}.md")
        snapshot = scene.latest.snapshot("2022-02")
        assert not [
            problem
            for problem in scene.latest.verdict(snapshot).problems
            if problem.severity == "error" and problem.rule != "IMP01"
        ]


def test_a_head_is_answered_without_a_body(scene: Scene) -> None:
    reply = scene.ask("state.json", "HEAD")
    assert (reply.status, reply.body, int(reply.headers["content-length"]) > 0) == (200, b"", True)
