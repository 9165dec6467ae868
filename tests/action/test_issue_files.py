"""Files of an issue are fetched from GitHub alone, have the type of their names, and are refused in one sentence."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt

from bulletin.action import issue_files as module
from bulletin.action.issue_files import LARGEST, LONGEST, IssueFiles, issue_files
from tests.action.scene import Scene
from tests.action.test_proposal import fake, last_comment, proposed, raise_issue, scene
from tests.content.test_issue_form import issue
from tests.publish.fake_github import FakeGitHub
from tests.support.servers import http_server

__all__ = ["fake", "scene"]

HOME = "github.com/user-attachments"
STORE = "objects.githubusercontent.com"
PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
UUID = "0f0e0d0c-1111-2222-3333-444455556666"


@dataclass
class Store:
    """A fake GitHub with its file stores: `answers` has a status and a body or redirect target by host and path."""

    answers: dict[str, tuple[int, bytes | str]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    too_long: int = 0

    def put(self, data: bytes, name: str = "flyer.pdf", number: int = 1) -> str:
        """Store a file as GitHub does; return the link that GitHub writes into the issue."""
        place = f"{HOME}/files/{number}/{name}"
        self.answers[place] = (302, f"https://{STORE}/{number}?key=1")
        self.answers[f"{STORE}/{number}?key=1"] = (200, data)
        return f"[{name}](https://{place})"


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    github = Store()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            github.calls.append(self.path[1:])
            github.headers.append(str(self.headers))
            status, what = github.answers.get(self.path[1:], (404, b""))
            self.send_response(status)
            if isinstance(what, str):
                self.send_header("Location", what)
            data = what if isinstance(what, bytes) else b""
            self.send_header("Content-Length", str(len(data) + github.too_long))
            self.end_headers()
            try:
                self.wfile.write(data)
            except ConnectionError:
                self.close_connection = True  # The client stops reading a file that is too large.

    ask = module.ask
    with http_server(Handler) as url:
        monkeypatch.setattr(module, "ask", lambda address: ask(address.replace("https:/", url, 1)))
        yield github


def noon() -> datetime:
    return datetime(2022, 2, 1, 12, tzinfo=UTC)


def read_files(answer: str, *present: str, clock: Callable[[], datetime] = noon) -> IssueFiles:
    return issue_files(answer, present, clock)


def office(name: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, "<x/>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "safe"),
    [
        ("flyer.pdf", PDF, "flyer.pdf"),
        ("Poster%20%26%20map%20(1).PNG", PNG, "poster-and-map-1.png"),
        ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(20), "photo.jpg"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0" + bytes(20), "photo.jpeg"),
        ("a.gif", b"GIF89a" + bytes(20), "a.gif"),
        ("a.webp", b"RIFF\0\0\0\0WEBP" + bytes(20), "a.webp"),
        ("form.docx", office("word/document.xml"), "form.docx"),
        ("slides.pptx", office("ppt/presentation.xml"), "slides.pptx"),
        ("sums.xlsx", office("xl/workbook.xml"), "sums.xlsx"),
        ("notes.txt", "Café\n".encode(), "notes.txt"),
        ("list.csv", b"a,b\n", "list.csv"),
        ("..%2F..%2F.github%2Fworkflows%2Fx.txt", b"x\n", "github-workflows-x.txt"),
        ("%24(id)%60id%60.pdf", PDF, "id-id.pdf"),
    ],
)
def test_a_file_is_taken_unchanged_and_gets_a_safe_name(store: Store, name: str, data: bytes, safe: str) -> None:
    store.put(data, name)
    # GitHub writes no round brackets into a link.
    answer = f'- <img width="1" alt="x" src="https://{HOME}/files/1/{name}" />'
    answer_files = read_files(answer)
    assert ([(file.name, file.data) for file in answer_files.files], answer_files.refusals) == ([(safe, data)], ())
    assert "Authorization" not in "".join(store.headers)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (f"![Poster](https://{HOME}/assets/{UUID})", "poster.png"),
        (f'<img width="9" alt="A &amp; B" src="https://{HOME}/assets/{UUID}" />', "a-and-b.png"),
        (f"https://{HOME}/assets/{UUID}", "picture.png"),
        (f"![Poster.png](https://{HOME}/assets/{UUID})", "poster.png"),
    ],
)
def test_a_picture_without_a_file_name_is_named_after_its_alternative_text(
    store: Store, written: str, name: str
) -> None:
    store.answers[f"{HOME}/assets/{UUID}"] = (200, PNG)
    assert [file.name for file in read_files(written).files] == [name]


def test_files_of_the_same_name_are_numbered_and_replace_no_existing_file(store: Store) -> None:
    answer = "\n".join(store.put(PDF + bytes([number]), number=number) for number in range(2))
    assert [file.name for file in read_files(answer, "Flyer.PDF").files] == ["flyer-2.pdf", "flyer-3.pdf"]
    assert len(read_files(f"{answer}\n{answer}").files) == 2


OTHER_HOSTS = [
    "https://example.org/flyer.pdf", "http://github.com/user-attachments/files/1/flyer.pdf",
    "https://github.com.example.org/user-attachments/files/1/flyer.pdf",
    "https://github.com@example.org/user-attachments/files/1/flyer.pdf",
    "https://github.com/user-attachments/../acme/newsletter/raw/main/flyer.pdf",
    "https://github.com/user-attachments/files/1/x/../../../flyer.pdf", "https://github.com/acme/secret/flyer.pdf",
    "https://github.com:22/user-attachments/files/1/flyer.pdf", "https://127.0.0.1/user-attachments/files/1/flyer.pdf",
    f"https://{STORE}/1?key=1", "https://github.com/user-attachments/files/1/flyer.pdf?next=1",
]  # fmt: skip


@pytest.mark.parametrize("url", OTHER_HOSTS)
def test_only_files_that_were_dragged_into_the_issue_are_fetched(store: Store, url: str) -> None:
    answer_files = read_files(f"[flyer.pdf]({url})")
    assert (answer_files.files, store.calls) == ((), [])
    assert answer_files.refusals == ('"flyer.pdf" is not a file of this issue. Save it, and drag it into the box.',)


OTHER_STORES = [
    "https://example.org/x", f"http://{STORE}/1", f"https://{STORE}.example.org/1", f"https://{STORE}@example.org/1",
    f"https://{STORE}:444/1", "https://github-production-user-asset-ffffff.s3.amazonaws.com/1", "file:///etc/passwd",
    "https://169.254.169.254/latest", "/1", "", "https://[",
]  # fmt: skip


@pytest.mark.parametrize("target", OTHER_STORES)
def test_a_redirect_is_followed_to_githubs_stores_alone(store: Store, target: str) -> None:
    written = store.put(PDF)
    store.answers[f"{HOME}/files/1/flyer.pdf"] = (302, target)
    answer_files = read_files(written)
    assert (answer_files.files, len(store.calls), len(answer_files.refusals)) == ((), 1, 1)


def test_a_circle_of_redirects_ends(store: Store) -> None:
    written = store.put(PDF)
    store.answers[f"{STORE}/1?key=1"] = (302, f"https://{STORE}/1?key=1")
    assert read_files(written).refusals == ('"flyer.pdf" lies at a place that I do not know. Send it to the team.',)
    assert len(store.calls) == 3


NO_KIND = (
    "is not a PDF, Word, Excel, PowerPoint or text file, or a PNG, JPEG, GIF or WebP picture, with the ending that "
    "belongs to it. Save it as one of these, and drag it in again."
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("setup.exe", b"MZ" + bytes(20)),
        ("flyer.pdf", b"MZ" + bytes(20)),
        ("flyer.pdf", PNG),
        ("flyer.png", PDF),
        ("form.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("form.docx", PDF),
        ("form.docm", office("word/document.xml")),
        ("all.zip", office("x")),
        ("notes.txt", b"MZ\x90"),
        ("notes.txt", b"a\0b"),
        ("page.html", b"<script>"),
        ("drawing.svg", b"<svg/>"),
        ("run.sh", b"#!/bin/sh\n"),
        ("item.md", b"---\ntitle: x\n---\n"),
        ("bulletin.yml", b"name: x\n"),
        ("noending", b"text"),
        ("flyer.pdf", b""),
    ],
)
def test_a_file_of_another_kind_than_content_allows_or_than_its_name_says_is_refused(
    store: Store, name: str, data: bytes
) -> None:
    answer_files = read_files(store.put(data, name))
    assert (answer_files.files, answer_files.refusals) == ((), (f'"{name}" {NO_KIND}',))


def test_a_file_that_is_too_large_is_not_read_to_its_end(store: Store) -> None:
    answer_files = read_files(store.put(PDF.ljust(LARGEST + 1)))
    assert answer_files == ((), ('"flyer.pdf" has more than 10MB. Save it smaller, and drag it in again.',))
    assert len(read_files(store.put(PDF.ljust(LARGEST))).files) == 1


def test_a_file_that_ends_early_is_refused(store: Store) -> None:
    store.too_long = 5
    assert read_files(store.put(PDF)) == (
        (),
        ('GitHub did not give me all of "flyer.pdf". Edit your text, and I try again.',),
    )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (404, 'GitHub does not have "flyer.pdf" any more. Drag it in again.'),
        (500, 'GitHub did not give me all of "flyer.pdf". Edit your text, and I try again.'),
    ],
)
def test_a_file_that_github_does_not_deliver_is_reported(store: Store, status: int, sentence: str) -> None:
    written = store.put(PDF)
    store.answers[f"{STORE}/1?key=1"] = (status, PDF)
    assert read_files(written) == ((), (sentence,))


def test_the_time_for_all_files_is_bounded(store: Store) -> None:
    for requests in range(3):
        hours = iter([noon()] * (1 + requests) + [noon() + 2 * LONGEST] * 9)
        store.calls.clear()
        assert read_files(store.put(PDF), clock=hours.__next__).refusals == (
            '"flyer.pdf" came too slowly. Edit your text, and I try again.',
        )
        assert len(store.calls) == requests
    assert timedelta() < LONGEST < timedelta(minutes=10), "the job has ten minutes"


def test_five_files_are_taken_and_no_more_and_words_are_refused(store: Store) -> None:
    answer = "\n".join(store.put(PDF, f"flyer{number}.pdf", number) for number in range(6))
    answer_files = read_files(f"Our flyers:\n{answer}\n- and one more")
    assert [file.name for file in answer_files.files] == [f"flyer{number}.pdf" for number in range(5)]
    assert answer_files.refusals == (
        'I can take nothing but files here, and cannot read "Our flyers: and one more". '
        "Write it into the text, or drag the file in again.",
        "I take 5 files and no more. Leave the others out, or send them to the team.",
    )


def test_an_answer_with_endless_marks_is_read_in_time_and_nothing_is_fetched(store: Store) -> None:
    for text in ("[" * 60_000, "![](" * 15_000, "<img " * 12_000, '<img src="' * 6_000, "https://" * 8_000):
        assert read_files(text).files == ()
    assert store.calls == []


def propose(scene: Scene, fake: FakeGitHub, attachments: str, action: str = "opened", *, public: bool = True) -> str:
    """Run the Action on an issue with files; return its comment as HTML."""
    text = issue(public=True, attachments=attachments)
    text = text if public else issue() + f"\n\n### Attachments\n\n{attachments}"
    raise_issue(scene, fake, text, action, private=not public)
    return MarkdownIt().enable("table").render(last_comment(fake)).replace("\u200b", "")


ITEM = "content/2022-02/reviews-whats-new.md"
FLYER = "content/2022-02/files/flyer.pdf"


def test_files_are_written_beside_the_item_on_its_branch_and_an_edit_removes_them(
    scene: Scene, fake: FakeGitHub, store: Store
) -> None:
    picture = store.put(PNG, "map.png", 2)
    html = propose(scene, fake, f"{store.put(PDF)}\n{picture}")
    assert fake.branches["item/12"][FLYER] == PDF
    top = yaml.safe_load(fake.branches["item/12"][ITEM].decode().split("---\n")[1])
    assert top["attachments"] == ["flyer.pdf", "map.png"]
    assert "I put these files with it: flyer.pdf, map.png." in html
    assert "/upload/" not in html
    assert not (scene.workspace / "content/2022-02/files").exists()
    newest = fake.heads["item/12"]
    propose(scene, fake, f"{store.put(PDF)}\n{picture}", "edited")
    assert fake.heads["item/12"] == newest
    propose(scene, fake, picture, "edited")
    assert sorted(set(fake.branches["item/12"]) - set(fake.branches["main"])) == [
        FLYER.replace("flyer.pdf", "map.png"),
        ITEM,
    ]
    propose(scene, fake, "", "edited")
    assert list(set(fake.branches["item/12"]) - set(fake.branches["main"])) == [ITEM]
    assert "attachments" not in fake.branches["item/12"][ITEM].decode()


def test_a_refused_file_is_reported_under_its_question_and_stops_the_item(
    scene: Scene, fake: FakeGitHub, store: Store
) -> None:
    html = propose(scene, fake, f"{store.put(b'MZ', 'setup.exe')}\n{store.put(PDF, number=2)}")
    assert f"<strong>Attachments</strong> &quot;setup.exe&quot; {NO_KIND}" in html
    assert fake.statuses[fake.heads["item/12"]]["state"] == "failure"
    assert fake.branches["item/12"][FLYER] == PDF


def test_an_existing_file_is_not_changed(scene: Scene, fake: FakeGitHub, store: Store) -> None:
    scene.content({"2022-02/files/flyer.pdf": b"%PDF-theirs"})
    propose(scene, fake, store.put(PDF))
    assert (scene.workspace / FLYER).read_bytes() == b"%PDF-theirs"
    assert fake.branches["item/12"][FLYER.replace("flyer", "flyer-2")] == PDF


def test_in_a_private_repository_nothing_is_fetched_and_the_answer_has_the_link(
    scene: Scene, fake: FakeGitHub, store: Store
) -> None:
    html = propose(scene, fake, store.put(PDF), public=False)
    assert store.calls == []
    assert "https://github.com/acme/newsletter/upload/item/12/content/2022-02/files" in html
    assert list(proposed(fake)) == [ITEM]


def test_nothing_is_fetched_for_a_stranger(scene: Scene, fake: FakeGitHub, store: Store) -> None:
    text = issue(public=True, attachments=store.put(PDF))
    raise_issue(scene, fake, text, private=False, author_association="NONE")
    assert (store.calls, fake.comments) == ([], [])


def test_a_thousand_hostile_answers_cause_requests_to_github_alone_and_safe_names(store: Store) -> None:
    choice = random.Random(21)
    pieces = ["[", "](", ")", "!", "<img ", 'src="', '"', ">", f"https://{HOME}/", "files/1/", f"assets/{UUID}", "a.pdf",
              "..%2F", "%00", "\n", "$(id)", "{}", "{0.name}", "https://example.org/", "\u202e", "é"]  # fmt: skip
    for _ in range(1000):
        answer_files = read_files("".join(choice.choices(pieces, k=choice.randrange(20))))
        assert answer_files.files == ()
    assert all(call.startswith(f"{HOME}/") for call in store.calls)


def test_the_checkout_is_unchanged_when_checking_the_item_fails(
    scene: Scene, fake: FakeGitHub, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(Path(scene.workspace).rglob("*"))
    monkeypatch.setattr("bulletin.action.proposal._check_item", lambda *_: 1 / 0)
    raise_issue(scene, fake, issue(public=True, attachments=store.put(PDF)), private=False)
    assert sorted(Path(scene.workspace).rglob("*")) == before
