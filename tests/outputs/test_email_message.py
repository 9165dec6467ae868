"""The draft and the sendable message, read with ripmime instead of Python's parser."""

from __future__ import annotations

import email.utils
import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from datetime import datetime, timedelta
from email import policy
from pathlib import Path
from typing import Any

import pytest

from bulletin.model import Asset, Attachment, Bulletin, Circulation, Image
from bulletin.outputs.email.message import Parts, Posting, messages
from tests.outputs.email_reading import rendered
from tests.support.values import (
    LONDON,
    make_bulletin,
    make_issue,
    make_item,
    make_session,
    make_settings,
    make_training,
)

POSTING = Posting(name="2022-02.bulletin", at=datetime(2022, 2, 1, 9, tzinfo=LONDON))


def _asset(name: str, data: bytes | None, media_type: str = "application/pdf") -> Asset:
    return Asset(
        name=name, address=f"items/self-neglect/files/{name}", source=Path(name), media_type=media_type,
        size=len(data or b""), sha256=hashlib.sha256(data or b"").hexdigest(), width=30, height=20, data=data,
    )  # fmt: skip


def _with_files(**changes: Any) -> Bulletin:
    flyer = Attachment(label="flyer-one.pdf", asset=_asset("flyer-one.pdf", b"%PDF-1.7 flyer \x00\xff"))
    picture = Image(alt="A door", asset=_asset("door.png", b"\x89PNG picture", "image/png"))
    return make_bulletin(make_issue(make_item(attachments=(flyer,), image=picture, **changes)))


def _training(count: int, **changes: Any) -> Bulletin:
    first = datetime(2022, 3, 1, 9, tzinfo=LONDON)
    sessions = [
        make_session("x", f"cohort-{number}", label=f"Cohort {number}", start=first + timedelta(days=number))
        for number in range(count)
    ]
    return make_bulletin(make_issue(make_training("x", *sessions, **changes)))


def _unpacked(message: bytes, folder: Path) -> dict[str, bytes]:
    """Return the parts of a message by file name, as ripmime finds them."""
    program = shutil.which("ripmime")
    assert program, "This test needs the Debian package ripmime."
    (folder / "message.eml").write_bytes(message)
    subprocess.run([program, "-i", folder / "message.eml", "-d", folder / "parts"], check=True)
    return {path.name: path.read_bytes() for path in (folder / "parts").iterdir()}


def _head(message: bytes) -> str:
    return message.split(b"\r\n\r\n", 1)[0].decode("ascii")


def test_another_parser_finds_both_parts_as_they_were_built(tmp_path: Path) -> None:
    files = rendered(_training(3))
    parts = _unpacked(files["bulletin.eml"], tmp_path)
    texts = (part.replace(b"\r\n", b"\n").strip() for _, part in sorted(parts.items()))
    bodies = [text for text in texts if text]  # ripmime also returns the empty preamble
    assert bodies == [files["bulletin.txt"].strip(), files["bulletin.html"].strip()]


def test_another_parser_finds_what_is_attached_byte_for_byte(tmp_path: Path) -> None:
    parts = _unpacked(rendered(_with_files(circulation=Circulation.STAFF))["bulletin.eml"], tmp_path)
    assert parts["flyer-one.pdf"] == b"%PDF-1.7 flyer \x00\xff"
    assert parts["door.png"] == b"\x89PNG picture"


NAMES = [
    ("Flyer – März 2022.pdf", "flyer-marz-2022.pdf"),
    ("日本語.pdf", "file-77710aed.pdf"),
    ("Programme 🎉 final.docx", "programme-final.docx"),
    (f"Safeguarding-{'x' * 90}.pdf", f"safeguarding-{'x' * 43}.pdf"),
    ("Flyer March.pdf", ""),
]
"""The name of a file → its plain ASCII name, "" if the name itself is plain ASCII."""


@pytest.mark.guarantee("EMAIL-64")
@pytest.mark.parametrize(("name", "plain"), NAMES)
def test_an_attached_file_is_named_for_programs_that_read_rfc_2231_and_for_those_that_do_not(
    name: str, plain: str
) -> None:
    flyer = Attachment(label=name, asset=_asset(name, b"%PDF-1.7"))
    bulletin = make_bulletin(make_issue(make_item(attachments=(flyer,), circulation=Circulation.STAFF)))
    message = rendered(bulletin)["bulletin.eml"]
    [part] = [part for part in email.message_from_bytes(message).walk() if part.get_filename()]
    assert email.utils.collapse_rfc2231_value(part.get_param("filename", header="content-disposition")) == name
    head = message[message.index(b"Content-Type: application/pdf") :].split(b"\r\n\r\n")[0].decode("ascii")
    assert re.findall(r'[; ]name="?([^";\r]*)', head) == ([plain] if plain else [])
    assert not [
        defect for part in email.message_from_bytes(message, policy=policy.default).walk() for defect in part.defects
    ]
    assert max(map(len, message.split(b"\r\n"))) <= 78


@pytest.mark.guarantee("EMAIL-44")
def test_the_message_is_an_unsent_draft() -> None:
    head = _head(rendered(_training(1))["bulletin.eml"])
    names = [line.split(":")[0] for line in re.sub(r"\r\n\s", " ", head).split("\r\n")]
    assert names == ["From", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]
    assert "From: North West safeguarding team <team@example.org>" in head
    assert "X-Unsent: 1" in head


SENT = {
    "list_id": "nw.lists.example.org",
    "unsubscribe": ("https://example.org/leave?" + "x" * 200, "mailto:leave@example.org?subject=leave"),
    "one_click": True,
}


def _sent(**changes: Any) -> tuple[str, bytes, dict[str, bytes]]:
    bulletin = _training(1)
    files = rendered(make_bulletin(*bulletin.issues, settings=make_settings(**changes)))
    return _head(files["bulletin-send.eml"]), files["bulletin-send.eml"], files


@pytest.mark.guarantee("EMAIL-44")
def test_the_sendable_message_is_the_draft_with_a_date_a_name_and_its_list_s_headers() -> None:
    head, sent, files = _sent(**SENT)
    names = [line.split(":")[0] for line in re.sub(r"\r\n\s", " ", head).split("\r\n")]
    lists = ["List-Id", "List-Unsubscribe", "List-Unsubscribe-Post"]
    assert names == ["From", "Subject", "Date", "Message-ID", *lists, "MIME-Version", "Content-Type"]
    assert "\r\nDate: Tue, 01 Feb 2022 09:00:00 +0000\r\n" in head
    assert "\r\nList-Id: <nw.lists.example.org>\r\n" in head
    assert sent.split(b"\r\n\r\n", 1)[1] == files["bulletin.eml"].split(b"\r\n\r\n", 1)[1]


@pytest.mark.guarantee("EMAIL-43")
def test_the_headers_of_a_list_are_as_written_and_break_only_between_addresses() -> None:
    head, _, _ = _sent(**SENT)
    (value,) = re.findall(r"\r\nList-Unsubscribe: ([^\r]*(?:\r\n [^\r]*)*)", head)
    assert value.split(",\r\n ") == [f"<{url}>" for url in SENT["unsubscribe"]]  # type: ignore[attr-defined]
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in head
    assert "=?" not in head
    assert max(map(len, head.split("\r\n"))) <= 998


@pytest.mark.guarantee("EMAIL-43")
def test_without_configured_lists_there_are_no_list_headers_and_one_click_needs_an_address() -> None:
    assert "List-" not in _sent()[0]
    assert "List-Unsubscribe-Post" not in _sent(unsubscribe=("mailto:leave@example.org",))[0]


@pytest.mark.guarantee("EMAIL-43")
def test_an_address_to_unsubscribe_that_is_not_ascii_is_percent_encoded() -> None:
    head, _, _ = _sent(unsubscribe=("https://example.org/größe?a=%20b",))
    assert "List-Unsubscribe: <https://example.org/gr%C3%B6%C3%9Fe?a=%20b>" in head


@pytest.mark.guarantee("EMAIL-55")
def test_the_message_id_is_equal_for_equal_content_and_differs_for_other_content() -> None:
    def message_id(bulletin: Bulletin, limited: bool = False) -> str:
        files = rendered(bulletin, limited=limited)
        head = _head(files["limited-send.eml" if limited else "bulletin-send.eml"])
        (message_id_of_head,) = re.findall(r"^Message-ID: (\S+)\r?$", head, re.MULTILINE)
        return str(message_id_of_head)

    first = message_id(_training(1))
    assert re.fullmatch(r"<2022-02\.bulletin\.[0-9a-f]{32}@example\.org>", first)
    assert (message_id(_training(1)), message_id(_training(2))) == (first, message_id(_training(2)))
    assert message_id(_training(2)) != first
    closed = _training(1, circulation=Circulation.LIMITED, circulation_note="Only for those named.")
    assert message_id(closed, limited=True).startswith("<2022-02.limited.")


def test_replies_go_to_the_team_when_another_address_sends() -> None:
    settings = make_settings(send_from="bulletin@example.org", team='Team, "North" Ünit')
    head = _head(messages(settings, _parts("Subject"), POSTING).draft)
    assert "<bulletin@example.org>" in head
    assert "\r\nReply-To: team@example.org\r\n" in head


def test_lines_end_in_crlf_and_are_short_seven_bit_text() -> None:
    message = rendered(_with_files(circulation=Circulation.STAFF, title="Über " + "lang" * 100))["bulletin.eml"]
    assert message.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", message)
    assert max(len(line) for line in message.split(b"\r\n")) <= 78


def test_no_line_of_a_message_begins_with_from_which_list_managers_and_mailboxes_change() -> None:
    text = "\n".join(["From us to you.", "Not From.", "From " + "x" * 200, "From é", "From ", "Fromage."]) + "\n"
    built = messages(make_settings(), _parts("Subject")._replace(text=text), POSTING)
    for data in (built.draft, built.sendable):
        lines = data.split(b"\r\n")
        assert [line for line in lines if line.startswith((b"From ", b">From "))] == []
        assert max(len(line) for line in lines) <= 78
        body = email.message_from_bytes(data, policy=policy.default).get_body(("plain",))
        assert body
        assert body.get_content().replace("\r\n", "\n") == text


def test_plain_text_comes_first_and_each_part_names_its_language() -> None:
    message = rendered(_training(1))["bulletin.eml"].decode()
    heads = re.findall(
        'Content-Type: text/(\\w+); charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\nContent-Language: en-GB",
        message,
    )
    assert heads == ["plain", "html"]


@pytest.mark.guarantee("EMAIL-55")
def test_the_same_values_make_the_same_bytes() -> None:
    bulletin = _with_files(circulation=Circulation.STAFF)
    assert rendered(bulletin) == rendered(bulletin)
    assert len(set(re.findall(rb'boundary="([^"]+)"', rendered(bulletin)["bulletin.eml"]))) == 3


@pytest.mark.parametrize(
    "text", ["One\r\nBcc: someone@example.org", "One\nBcc: x@example.org\n\nBody", "One\r\n\r\n<html>"]
)
def test_a_line_break_in_a_text_cannot_begin_a_header(text: str) -> None:
    message = messages(make_settings(team=text), _parts(text), POSTING).draft
    names = [line.split(":")[0] for line in re.sub(r"\r\n\s", " ", _head(message)).split("\r\n")]
    assert names == ["From", "Subject", "X-Unsent", "MIME-Version", "Content-Type"]


def test_files_of_a_public_hosted_item_are_linked_and_not_attached() -> None:
    files = rendered(_with_files())
    assert b"attachment" not in files["bulletin.eml"]
    assert (
        b"Flyer one (PDF, 1KB): <https://example.org/nw-safeguarding/items/self-neglect/files/flyer-one.pdf>"
        in files["bulletin.txt"]
    )


def test_files_of_a_staff_item_are_attached_and_not_linked() -> None:
    files = rendered(_with_files(circulation=Circulation.STAFF))
    assert files["bulletin.eml"].count(b"Content-Disposition: attachment") == 1
    assert b"Flyer one (PDF, 1KB), attached to this email" in files["bulletin.txt"]
    assert b"items/self-neglect/files/flyer" not in files["bulletin.html"]


def test_without_a_base_url_public_files_and_sessions_are_treated_as_staff_ones() -> None:
    bulletin = _training(1)
    message = rendered(
        make_bulletin(*bulletin.issues, settings=make_settings(hosted=False, base_url="https://bulletin.invalid/"))
    )
    assert b'filename="x-cohort-0.ics"' in message["bulletin.eml"]
    assert b"bulletin.invalid" not in message["bulletin.html"] + message["bulletin.txt"]


@pytest.mark.parametrize(
    ("count", "names"), [(5, [f"x-cohort-{number}.ics" for number in range(5)]), (6, ["calendar.zip"])]
)
def test_up_to_five_calendar_files_are_attached_singly_and_more_as_one_archive(count: int, names: list[str]) -> None:
    message = rendered(_training(count, circulation=Circulation.STAFF))["bulletin.eml"].decode()
    assert re.findall(r'filename="([^"]+)"', message) == names


def test_the_calendar_archive_holds_each_file_and_no_time_of_the_build(tmp_path: Path) -> None:
    message = rendered(_training(7, circulation=Circulation.STAFF))["bulletin.eml"]
    archive = zipfile.ZipFile(io.BytesIO(_unpacked(message, tmp_path)["calendar.zip"]))
    assert archive.namelist() == [f"x-cohort-{number}.ics" for number in range(7)]
    assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert all(archive.read(name).startswith(b"BEGIN:VCALENDAR") for name in archive.namelist())


def test_calendar_files_of_hosted_public_sessions_are_not_attached() -> None:
    files = rendered(_training(2))
    assert b"attachment" not in files["bulletin.eml"]
    assert (
        b"Add Cohort 0 to your calendar: <https://example.org/nw-safeguarding/items/x/#date-cohort-0>"
        in files["bulletin.txt"]
    )


def _parts(subject: str) -> Parts:
    return Parts(subject=subject, text="Text\n", html="<p>Text</p>\n", related=(), attached=(), calendars=())
