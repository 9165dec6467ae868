"""The reminder of a week's sessions goes out once a week, and says how to join and how to give a place back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import FunctionType
from urllib.parse import unquote

import pytest

from bulletin import Bulletin, File, load, render
from bulletin.ledger.document import parse
from bulletin.ledger.entries import EMPTY, IssueEntry, session_ref
from bulletin.outputs import render_reminder
from bulletin.outputs.email.reminder import week_of, week_reminder
from bulletin.publish import from_build, publication
from bulletin.publish.claims import Claim, OutdatedBuild, with_claim
from bulletin.publish.due import Week, decide
from bulletin.publish.recording import FolderRequest, checked_folder, next_ledger
from tests.action.scene import Scene
from tests.outputs import email_checks
from tests.publish.built import CHECKS as ALL_CHECKS
from tests.publish.built import ledger_of, next_text
from tests.publish.fake_github import FakeGitHub, github
from tests.publish.mail_server import MailServer, mail_server
from tests.support.commands import run
from tests.support.folders import HOSTLESS, SETTINGS, make_content
from tests.support.mailing import Mailing

COURSE = """\
---
title: Safer recruitment training
presenter: NSPCC
time: 9:30am to 4:30pm
joining details: 3 working days before
sessions:
  - Cohort 3: 1 March 2022, https://example.org/book/3
  - Cohort 4: 8 March 2022, https://example.org/book/4, 16 places
  - Cohort 5: 10 March 2022, https://example.org/book/5 (full)
  - Cohort 6: 11 March 2022, https://example.org/book/6 (cancelled)
  - Cohort 7: 14 March 2022, https://example.org/book/7
---
What the course covers.
"""
LEADS = """\
---
title: Supervision of leads
circulation: limited
circulation note: For leads.
time: 2pm to 3pm
booking: Call us.
sessions:
  - One: 9 March 2022
---
How leads supervise.
"""
FILES: dict[str, str | bytes] = {
    "bulletin.yml": HOSTLESS + "reminder: Monday\n",
    "2022-02/safer-recruitment.md": COURSE,
    "2022-02/leads.md": LEADS,
}
MONDAY = date(2022, 3, 7)
LISTS = {"to": "list@example.org", "to_limited": "few@example.org"}


def bulletin_of(root: Path, day: date = MONDAY, **files: str) -> Bulletin:
    return load(make_content(root, FILES | files), as_of=day)


def files_by_name(bulletin: Bulletin) -> dict[str, File]:
    return {file.path.rpartition("/")[2]: file for file in render_reminder(bulletin)}


def text(file: File) -> str:
    return file.read_bytes().decode("utf-8")


def test_a_reminder_says_the_weeks_sessions_how_to_join_and_how_to_give_a_place_back(tmp_path: Path) -> None:
    reminder = files_by_name(bulletin_of(tmp_path))
    plain = text(reminder["reminder.txt"])
    names = re.findall(r"^- (.*)$", plain, re.MULTILINE)
    assert names == ["Safer recruitment training: Cohort 4", "Safer recruitment training: Cohort 5 (Full)"]
    for words in (
        "Sessions from 7 to 13 March 2022.",
        "Tuesday 8 March 2022, 9:30am to 4:30pm",
        "NSPCC, Microsoft Teams, 16 places",
        "Joining details by Thursday 3 March 2022",
        "Book: Cohort 4: <https://example.org/book/4>",
    ):
        assert words in plain
    assert "book/5" not in plain
    assert "leads" not in plain.casefold()
    assert "Supervision of leads: One" in text(reminder["limited-reminder.txt"])
    assert "Safer" not in text(reminder["limited-reminder.txt"])


def test_a_reminder_says_what_has_changed_of_its_sessions_since_the_last_mail(tmp_path: Path) -> None:
    original = load(make_content(tmp_path, FILES), as_of=date(2022, 2, 1))
    [item] = [item for item in original.issues[0].items if item.slug == "safer-recruitment"]
    refs = frozenset(session_ref(item.slug, session.key) for session in item.sessions)
    mailing = Mailing(issue="2022-02", items=frozenset({item.slug}), sessions=refs)
    sent = next_text(EMPTY, original, (), datetime(2022, 2, 1, 9, tzinfo=UTC), mailing)
    changed = (
        COURSE.replace("book/4, 16 places", "book/4 (cancelled)")
        .replace("14 March 2022, https://example.org/book/7", "9 March 2022, https://example.org/book/7 (moved from 14 March 2022)")
        .replace("10 March 2022, https://example.org/book/5 (full)", "17 March 2022, https://example.org/book/5 (moved from 10 March 2022)")
    )  # fmt: skip
    files = files_by_name(bulletin_of(tmp_path, **{"2022-02/safer-recruitment.md": changed, "ledger.json": sent}))
    plain = " ".join(text(files["reminder.txt"]).split())
    _, _, told = plain.partition("Changed since our last email: ")
    for words in (
        "Cohort 4 on Tuesday 8 March 2022 is cancelled.",
        "Cohort 5 has moved from Thursday 10 March 2022 to Thursday 17 March 2022",
        "Cohort 7 has moved from Monday 14 March 2022 to Wednesday 9 March 2022",
    ):
        assert words in told
        assert words in text(files["reminder.html"])
    assert "Changed since" not in text(files_by_name(bulletin_of(tmp_path / "unsent"))["reminder.txt"])


def test_a_place_is_given_back_by_one_link_and_by_the_sentence_of_the_calendar_entry(tmp_path: Path) -> None:
    bulletin = bulletin_of(tmp_path, **{"bulletin.yml": SETTINGS})
    reminder = files_by_name(bulletin)
    links = [
        unquote(link) for link in re.findall(r'href="mailto:([^"]*subject[^"&]*)', text(reminder["reminder.html"]))
    ]
    assert links == [
        "team@example.org?subject=Cancel my place: Safer recruitment training: Cohort 4, 8 March 2022",
        "team@example.org?subject=Cancel my place: Safer recruitment training: Cohort 5, 10 March 2022",
    ]
    sentences = re.findall(r"^ *(Cancel your place: .*)$", text(reminder["reminder.txt"]), re.MULTILINE)
    calendars = "".join(
        text(file).replace("\r\n ", "").replace("\\,", ",")
        for file in render(bulletin)
        if file.path.endswith(".ics") and "/items/" in file.path
    )
    assert len(sentences) == 2
    assert all("Cohort" in sentence and sentence in calendars for sentence in sentences)


def test_a_reminder_is_a_page_a_text_a_draft_a_message_and_a_page_to_copy_from(tmp_path: Path) -> None:
    reminder = files_by_name(bulletin_of(tmp_path))
    names = ["reminder-copy.html", "reminder-send.eml", "reminder.eml", "reminder.html", "reminder.txt"]
    assert sorted(reminder) == sorted(["manifest.json", *names, *(f"limited-{name}" for name in names)])
    assert b"X-Unsent: 1" in reminder["reminder.eml"].read_bytes()
    assert files_by_name(bulletin_of(tmp_path)) == reminder


CHECKS = [
    value
    for name, value in vars(email_checks).items()
    if isinstance(value, FunctionType)
    and value.__annotations__.get("return") == "Iterator[str]"
    and value.__code__.co_argcount == 1
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_reminder_passes_the_checks_of_every_email(
    reminders: dict[str, dict[str, bytes]], check: FunctionType
) -> None:
    for stem in ("reminder", "limited-reminder"):
        assert list(check(email_checks.of(reminders["files"], stem))) == []


@pytest.fixture(scope="module")
def reminders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    files = files_by_name(bulletin_of(tmp_path_factory.mktemp("reminders")))
    return {"files": {name: file.read_bytes() for name, file in files.items()}}


@pytest.mark.parametrize(
    ("reminder", "day", "first"),
    [
        ("", date(2022, 3, 9), date(2022, 3, 7)),
        ("Monday", date(2022, 3, 7), date(2022, 3, 7)),
        ("Monday", date(2022, 3, 13), date(2022, 3, 7)),
        ("Friday", date(2022, 3, 10), date(2022, 3, 4)),
        ("Friday", date(2022, 3, 11), date(2022, 3, 11)),
        ("Sunday", date(2022, 1, 1), date(2021, 12, 26)),
    ],
)
def test_a_week_begins_on_the_day_that_the_team_names(tmp_path: Path, reminder: str, day: date, first: date) -> None:
    settings = replace(bulletin_of(tmp_path).settings, reminder=reminder)
    assert week_of(settings, day) == first


def test_a_late_reminder_leaves_out_past_sessions_and_a_week_without_sessions_has_no_reminder(tmp_path: Path) -> None:
    week = week_reminder(bulletin_of(tmp_path, date(2022, 3, 10)))
    assert week
    assert (week.id, [session.label for _, session in week.mentions if session]) == (
        "reminder-2022-03-07",
        ["Cohort 5"],
    )
    assert week_reminder(bulletin_of(tmp_path, date(2022, 3, 11))) is None
    assert files_by_name(bulletin_of(tmp_path, date(2022, 4, 4))) == {}


def entry(state: str, claim: str = "a") -> IssueEntry:
    return IssueEntry(day=MONDAY, state=state, at=datetime(2022, 3, 7, 9, tzinfo=UTC), claim=claim)


@pytest.mark.parametrize(
    ("day", "before", "goes_out"),
    [
        (7, None, True),
        (9, None, True),
        (10, None, False),
        (7, entry("claimed"), True),
        (8, entry("sending"), True),
        (8, entry("sent"), False),
        (8, entry("claimed", "by-hand-a"), False),
    ],
)
def test_a_reminder_goes_out_by_itself_once_and_until_two_days_after_its_day(
    day: int, before: IssueEntry | None, goes_out: bool
) -> None:
    week = Week("reminder-2022-03-07", MONDAY)
    ledger = replace(EMPTY, bulletin="x", issues={week.id: before} if before else {})
    plan = decide(ledger, (), date(2022, 3, day), week)
    assert (plan.week, plan.unfinished) == (week if goes_out else None, ())
    assert decide(ledger, (), date(2022, 3, day)).week is None


@pytest.mark.guarantee("ACTION-75")
def test_at_a_desk_the_reminder_goes_out_once_a_week_and_tells_nothing_that_a_correction_would(tmp_path: Path) -> None:
    content = make_content(tmp_path, dict(FILES))
    with mail_server() as mail:
        lists = {"BULLETIN_SMTP_URL": f"smtp+plain://127.0.0.1:{mail.port}", "BULLETIN_TO": "list@example.org"}
        lists["BULLETIN_TO_LIMITED"] = "few@example.org"
        options = ("publish", "--reminder", "--as-of")
        result = run(*options, "7 March 2022", cwd=tmp_path, **lists)
        assert result.stdout.splitlines()[-2] == "reminder-2022-03-07 was sent.", result.stderr
        again = run(*options, "9 March 2022", cwd=tmp_path, **lists)
        assert "had been sent before" in again.stdout
        nothing = run(*options, "4 April 2022", cwd=tmp_path, **lists)
        assert (nothing.returncode, "No session of this week lies ahead" in nothing.stderr) == (2, True)
        assert [to for _, to, _ in mail.accepted] == ["list@example.org", "few@example.org"]
    ledger = parse((content / "ledger.json").read_text("utf-8"))
    assert not [ref for ref, row in ledger.sessions.items() if row.told]
    made_files = run("reminder", "--as-of", "7 March 2022", cwd=tmp_path)
    assert "build/mail/reminder-2022-03-07/reminder.html" in made_files.stdout


def test_a_session_that_changed_after_the_reminder_was_built_stops_it(tmp_path: Path) -> None:
    content = make_content(tmp_path, dict(FILES))
    checked = checked_folder(FolderRequest(content, datetime(2022, 3, 7, 9, tzinfo=UTC), MONDAY), ALL_CHECKS)
    reminder, files = from_build.outgoing_reminder(checked.build)
    folder = tmp_path / "bundle"
    publication.write(reminder, files.items(), folder)
    read = publication.read(folder)
    assert read == reminder
    ledger = next_ledger(checked)
    claim = Claim("a", datetime(2022, 3, 7, 9, tzinfo=UTC), None)
    assert with_claim(ledger, read, claim).issues[reminder.id].state == "claimed"
    ref = "safer-recruitment/cohort-4"
    moved = {**ledger.sessions, ref: replace(ledger.sessions[ref], hash="0" * 16)}
    with pytest.raises(OutdatedBuild):
        with_claim(replace(ledger, sessions=moved), read, claim)


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    with github() as fake:
        yield fake


@pytest.fixture
def mail() -> Iterator[MailServer]:
    with mail_server() as mail:
        yield mail


@pytest.mark.guarantee("ACTION-75")
def test_the_action_sends_the_reminder_on_its_day_once_and_makes_no_release(
    tmp_path: Path, fake: FakeGitHub, mail: MailServer
) -> None:
    environ = {"GITHUB_API_URL": fake.url, "INPUT_TOKEN": "a-token", "SOURCE_DATE_EPOCH": "1643702400"}
    scene = Scene(tmp_path, environ=environ)
    scene.content(dict(FILES))
    server = {"smtp_url": f"smtp+plain://127.0.0.1:{mail.port}"}

    def run_workflow() -> str:
        build_step = scene.run(command="build", output="out")
        assert build_step.success, build_step.log
        if build_step.outputs["due"] == "false":
            return ""
        publish_step = scene.run(command="publish", bundle="out/issue", **(LISTS | server))
        assert publish_step.success, publish_step.log
        return str(build_step.outputs["issue-id"])

    assert run_workflow() == "2022-02"
    days = [datetime(2022, 3, day, 9, tzinfo=UTC) for day in (4, 7, 7, 8, 14)]
    issues = []
    for scene.now in days:
        issues.append(run_workflow())
    assert issues == ["", "reminder-2022-03-07", "", "", "reminder-2022-03-14"]
    assert [row["tag_name"] for row in fake.releases] == ["bulletin-2022-02"]
    assert ledger_of(fake).sent("reminder-2022-03-07")
    announcement = ledger_of(fake).sessions["safer-recruitment/cohort-4"].told
    assert announcement
    assert announcement.issue == "2022-02"
    assert len(mail.accepted) == 5


def test_a_reminder_that_is_sent_by_hand_waits_until_it_is_marked(tmp_path: Path, fake: FakeGitHub) -> None:
    environ = {"GITHUB_API_URL": fake.url, "INPUT_TOKEN": "a-token", "SOURCE_DATE_EPOCH": "1643702400"}
    scene = Scene(tmp_path, environ=environ, now=datetime(2022, 3, 7, 9, tzinfo=UTC))
    scene.content(dict(FILES))
    assert scene.run(command="build", output="out").outputs["issue-id"] == "reminder-2022-03-07"
    waits = scene.run(command="publish", bundle="out/issue", **LISTS)
    assert waits.outputs["release-url"].endswith("bulletin-reminder-2022-03-07"), waits.log
    names = {asset["name"] for asset in fake.releases[0]["assets"]}
    assert names == {"reminder-2022-03-07.zip", "reminder-2022-03-07-limited.zip"}
    again = scene.run(command="build", output="out")
    messages = [row["message"] for row in again.annotations if "waits for somebody" in row["message"]]
    assert messages == [
        'reminder-2022-03-07 waits for somebody to send it by hand. Afterwards run "Mark as sent" with issue: reminder-2022-03-07.'
    ]
    assert scene.run(command="mark-sent", issue="reminder-2022-03-07").success
    assert ledger_of(fake).sent("reminder-2022-03-07")
