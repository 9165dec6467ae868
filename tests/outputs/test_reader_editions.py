"""An edition for some readers has items for them and for all, passes the same checks, and goes to its own list."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import CliRunner

from bulletin import load, render
from bulletin.circulation.tripwire import Tripwire
from bulletin.cli import commands
from bulletin.errors import LeakError, PublishError
from bulletin.model import Asset, Circulation, File
from bulletin.outputs import render_correction, render_reminder
from bulletin.publish import from_build, publication, recipients, release
from bulletin.publish.recipients import Lists
from bulletin.publish.terms import ACTION
from tests.outputs import email_checks
from tests.publish.built import record
from tests.support.folders import SETTINGS, TRAINING, make_content, problems

EDITIONS = "editions:\n  GPs: for: GPs, practice nurses; subject: {name} for GPs; list: gps.lists.example.org\n  Wirral: areas: Wirral\n"


def item(title: str, lines: str = "", text: str = "") -> str:
    return f"---\ntitle: {title}\n{lines}---\n{text or f'This is what we say of {title.lower()}.'}\n"


FILES: dict[str, str | bytes] = {
    "bulletin.yml": SETTINGS + EDITIONS,
    "2022-02/gps.md": item("Coding of notes", "for: gps\n"),
    "2022-02/visitors.md": item("Weighing of babies", "for: Health visitors\nareas: Sefton\n"),
    "2022-02/staff.md": item("Rota of February", "circulation: staff\nareas: wirral\n"),
    "2022-02/course.md": TRAINING.replace("---\n", "---\nfor: Health visitors\n", 1),
    "2022-02/secret.md": item("Quokka review", "circulation: limited\ncirculation note: For leads.\nfor: GPs\n"),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    built = render(load(make_content(tmp_path_factory.mktemp("editions"), FILES)))
    return {file.path: file.data for file in built if not isinstance(file.data, Asset)}


def headings(files: dict[str, bytes], name: str) -> set[str]:
    text = files[f"mail/2022-02/{name}.txt"].decode()
    return set(re.findall(r"^(.+)\n-+$", text, re.MULTILINE))


def test_an_edition_has_the_items_for_its_readers_and_for_all(files: dict[str, bytes]) -> None:
    title = "Safeguarding week starts on 21 March 2022"
    assert headings(files, "gps") == {title, "Coding of notes", "Rota of February"}
    assert headings(files, "wirral") == {title, "Coding of notes", "Rota of February", "Safer recruitment training"}
    assert headings(files, "bulletin") == headings(files, "gps") | headings(files, "wirral") | {"Weighing of babies"}


def test_an_edition_is_a_separate_email_with_its_subject_and_its_list(files: dict[str, bytes]) -> None:
    for name, subject in (("gps", "North West safeguarding bulletin for GPs"), ("wirral", "(Wirral)")):
        mail = email_checks.of(
            {path.rpartition("/")[2]: data for path, data in files.items() if path.startswith("mail/")}, name
        )
        assert {check: wrong for check, run in email_checks.CHECKS.items() if (wrong := list(run(mail)))} == {}
        assert subject.encode() in mail.sent.replace(b"\r\n ", b" ")
        assert f"mail/2022-02/{name}-copy.html" in files
    assert b"List-Id: " in files["mail/2022-02/gps-send.eml"]
    assert b"gps.lists.example.org" in files["mail/2022-02/gps-send.eml"]
    ids = [
        re.search(rb"Message-ID: (.*)\r\n", files[f"mail/2022-02/{name}-send.eml"])[1]
        for name in ("bulletin", "gps", "wirral")
    ]  # type: ignore[index]
    assert len(set(ids)) == 3


def test_the_web_and_the_main_edition_are_those_of_a_bulletin_without_editions(
    tmp_path: Path, files: dict[str, bytes]
) -> None:
    built = render(load(make_content(tmp_path, FILES | {"bulletin.yml": SETTINGS})))
    plain = {file.path: file.data for file in built if not isinstance(file.data, Asset)}
    assert {path for path in files if path not in plain} == {
        f"mail/2022-02/{name}{end}"
        for name in ("gps", "wirral")
        for end in (".html", ".txt", ".eml", "-send.eml", "-copy.html")
    }
    assert [path for path, data in plain.items() if path != "manifest.json" and files[path] != data] == []


def test_a_leak_of_a_less_public_item_is_found_in_an_edition(tmp_path: Path) -> None:
    tripwire = Tripwire(load(make_content(tmp_path, FILES)))
    leak = File(
        path="mail/2022-02/gps.txt", data=b"The Quokka review is here", output="editions", circulation=Circulation.STAFF
    )
    with pytest.raises(LeakError):
        tripwire.check(leak)


def test_an_edition_without_an_item_is_not_made(tmp_path: Path) -> None:
    only = {path: text for path, text in FILES.items() if "visitors" in path or path == "bulletin.yml"}
    paths = [
        file.path
        for file in render(load(make_content(tmp_path, only | {"2022-02/week.md": ""})), ["email", "editions"])
    ]
    assert "mail/2022-02/bulletin.html" in paths
    assert not [path for path in paths if "gps" in path or "wirral" in path]


def test_a_reminder_goes_to_the_readers_of_an_edition(tmp_path: Path) -> None:
    reminder = render_reminder(load(make_content(tmp_path, FILES), as_of=None))
    assert list(reminder) == []
    named = [file.path for file in render_reminder(load(make_content(tmp_path, FILES), as_of=date(2022, 3, 7)))]
    assert "mail/reminder-2022-03-07/wirral-reminder.html" in named
    assert not [path for path in named if "gps" in path]


def build(root: Path) -> from_build.Build:
    bulletin = load(make_content(root, FILES))
    files = {file.path: file for file in render(bulletin)}
    del files["manifest.json"]
    return from_build.Build(bulletin, files, "c0ffee")


def test_each_edition_goes_to_its_own_list_and_its_name_is_that_of_the_delivery(tmp_path: Path) -> None:
    out, files = from_build.outgoing_issue(build(tmp_path), "2022-02")
    assert [message.list for message in out.messages] == ["main", "gps", "wirral", "limited"]
    to = recipients.lists(
        Lists("all@example.org", "few@example.org", "GPs: gps@example.org\nWirral: a@w.org, b@w.org"), ACTION
    )
    addressed = recipients.recipients(out, to, ACTION)
    assert [(recipient.list, recipient.address) for recipient in addressed] == [
        ("main", "all@example.org"),
        ("gps", "gps@example.org"),
        ("wirral", "a@w.org"),
        ("wirral", "b@w.org"),
        ("limited", "few@example.org"),
    ]
    assert [recipient.key for recipient in addressed][:2] == ["main", "gps"]
    assert addressed[2].key.startswith("wirral-")
    publication.write(out, files.items(), tmp_path / "bundle")
    assert publication.read(tmp_path / "bundle").messages == out.messages
    assert (
        json.loads((tmp_path / "bundle" / "publication.json").read_text())["messages"]["gps"]
        == "mail/2022-02/gps-send.eml"
    )


@pytest.mark.parametrize(
    ("editions", "sentence"),
    [
        ("GPs: gps@example.org", 'has a wirral edition, and `to-editions` names nobody. Write a line "wirral: …"'),
        (
            "GPs: gps@example.org\nWirral: all@example.org",
            "`to` and `to-editions` share an address. It would get 2022-02 twice.",
        ),
        ("GPs: gps@example.org\nWirral: few@example.org", "The limited edition must not go to everybody."),
        ("gps@example.org", "I cannot read line 1 of `to-editions`."),
    ],
)
def test_lists_that_leave_somebody_out_or_reach_somebody_twice_are_refused(
    tmp_path: Path, editions: str, sentence: str
) -> None:
    out = from_build.outgoing_issue(build(tmp_path), "2022-02").publication
    with pytest.raises(PublishError, match=re.escape(sentence)):
        recipients.recipients(
            out, recipients.lists(Lists("all@example.org", "few@example.org", editions), ACTION), ACTION
        )


def test_an_edition_that_is_sent_by_hand_has_its_own_zip(tmp_path: Path) -> None:
    out, files = from_build.outgoing_issue(build(tmp_path), "2022-02")
    release_files = release.release_files(out, files, public=False)
    assert [file.name for file in release_files] == [
        "2022-02.zip",
        "2022-02-gps.zip",
        "2022-02-wirral.zip",
        "2022-02-limited.zip",
    ]
    with zipfile.ZipFile(BytesIO(release_files[1].data)) as archive:
        assert {"1-gps.eml", "preview.html", "plain.txt", "copy-page.html", "read-me-first.txt"} <= set(
            archive.namelist()
        )
        assert b"for GPs" in archive.read("preview.html")
        assert b"the list of the edition gps" in archive.read("read-me-first.txt")
    to = recipients.lists(Lists("all@example.org", "by-hand", "GPs: by-hand\nWirral: by-hand"), ACTION)
    assert [recipient.list for recipient in recipients.recipients(out, to, ACTION)] == ["main"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("GPs: everybody", 'I do not understand "everybody" in this edition.'),
        ("All: subject: {name}", "All would take everything, as the main edition does."),
        ("Limited: for: GPs", '"Limited" cannot be the name of an edition.'),
        ("Correction 2: for: GPs", '"Correction 2" cannot be the name of an edition.'),
        ("GPs copy: for: GPs", '"GPs copy" cannot be the name of an edition.'),
        ("GPs: for: GPs; for: nurses", '"for" is in this edition twice.'),
        ("GPs: for: GPs; subject: {nmae}", 'I do not know "{nmae}".'),
        ("GPs: for: GPs; list: gps", '"gps" is not the name of a list.'),
        ("GPs: topics: adlts", 'I do not know the topic "adlts". Did you mean "adults"?'),
    ],
)
def test_a_line_that_cannot_be_an_edition_is_refused_at_its_place(tmp_path: Path, line: str, sentence: str) -> None:
    settings = f"{SETTINGS}topics: adults\neditions:\n  {line}\n"
    [problem] = [
        line for line in problems(make_content(tmp_path, {"bulletin.yml": settings})) if "bulletin.yml" in line
    ]
    assert "content/bulletin.yml:9:" in problem
    assert sentence in problem


@pytest.mark.parametrize("name", ["Torbay", "Mainland teams", "Calendars", "Copy editors"])
def test_an_edition_may_have_a_name_that_begins_like_another_file(tmp_path: Path, name: str) -> None:
    settings = f"{SETTINGS}editions:\n  {name}: for: GPs\n"
    (edition,) = load(make_content(tmp_path, {"bulletin.yml": settings})).settings.editions
    assert edition.name == name


def test_the_build_names_the_draft_of_each_edition(tmp_path: Path) -> None:
    done = CliRunner().invoke(commands, ["build", str(make_content(tmp_path, FILES)), "--out", str(tmp_path / "out")])
    assert f"  GPs          {tmp_path / 'out' / 'mail/2022-02/gps.eml'} (what is for them, and for all)" in done.output


def test_a_correction_goes_to_those_whose_edition_had_the_item(tmp_path: Path) -> None:
    content = make_content(tmp_path, FILES)
    record(content, datetime(2022, 2, 1, 9, 5, tzinfo=UTC))
    path = content / "ledger.json"
    ledger = json.loads(path.read_text())
    for row in ledger["items"].values():
        row["told"] = row["hash"]
    path.write_text(json.dumps(ledger, indent=2, sort_keys=True) + "\n")
    changed = str(FILES["2022-02/gps.md"]).replace("for: gps", "for: gps\ncorrected: 3 February 2022: the code")
    (content / "2022-02" / "gps.md").write_text(changed)
    named = {file.path.rpartition("/")[2] for file in render_correction(load(content), "2022-02", 1)}
    assert {"correction-1.html", "gps-correction-1.html", "wirral-correction-1.html"} <= named
