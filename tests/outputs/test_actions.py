"""An action with a deadline is at the top of its item in every output, and keeps its calendar entry."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import lxml.html
import pytest

from bulletin import load, render
from bulletin.circulation.tripwire import Tripwire
from bulletin.content.load import read
from bulletin.errors import LeakError
from bulletin.ledger.hashes import item_hash
from bulletin.model import Circulation, File, Item
from tests.calendars.lint import lint
from tests.outputs import email_checks
from tests.publish.built import record
from tests.support.folders import TRAINING, make_content, problems

ACTION = "Check every bed rail that you use, and tell your estates team"
ALERT = f"""\
---
title: Bed rails alert
kind: notice
act by: 5pm on Friday 4 March 2022
action: {ACTION}.
---
Rails can trap people.
"""
SURVEY = """\
---
title: Survey on supervision
closes: 21 February 2022
---
It takes five minutes.
"""
DEADLINE = "deadlines:\n  - Abstracts close: 25 February 2022\n"
SENTENCE = f"Act by Friday 4 March 2022, 5pm: {ACTION}"
FILES: dict[str, str | bytes] = {
    "2022-02/alert.md": ALERT,
    "2022-02/survey.md": SURVEY,
    "2022-02/course.md": TRAINING.replace("sessions:", DEADLINE + "sessions:"),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    bulletin = load(make_content(tmp_path_factory.mktemp("actions"), FILES))
    return {file.path: file.data for file in render(bulletin) if isinstance(file.data, bytes)}


@cache
def main_of(data: bytes) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(data.decode()).find(".//main")


def alert_in(content: Path) -> Item:
    return next(item for item in load(content).issues[0].items if item.action)


def test_the_email_says_what_to_do_above_its_first_section_by_day_with_links(files: dict[str, bytes]) -> None:
    text = files["mail/2022-02/bulletin.txt"].decode()
    block = text.partition("What you need to do\n===================\n\n")[2].partition("\n\n")[0]
    assert block.splitlines() == [
        "- Act by: Monday 21 February 2022 (Survey on supervision)",
        "- Abstracts close: Friday 25 February 2022 (Safer recruitment training)",
        f"- {SENTENCE} (Bed rails alert)",
    ]
    assert "Closing dates" not in text
    html = files["mail/2022-02/bulletin.html"].decode()
    order = ("What you need to do", 'id="item-alert"', 'id="training-dates"', 'id="item-course"')
    assert [html.index(words) for words in order] == sorted(html.index(words) for words in order)
    assert '<a href="#item-alert"' in html[html.index(order[0]) : html.index(order[1])]


def test_the_email_keeps_every_guarantee(files: dict[str, bytes]) -> None:
    mail = email_checks.of({path.rpartition("/")[2]: data for path, data in files.items() if path.startswith("mail/")})
    assert {name: wrong for name, check in email_checks.CHECKS.items() if (wrong := list(check(mail)))} == {}


def test_the_action_is_first_in_the_item_in_every_output(files: dict[str, bytes]) -> None:
    lines = files["mail/2022-02/bulletin.txt"].decode().split("Bed rails alert\n---------------\n")[1].splitlines()
    assert lines[0] == SENTENCE
    page = main_of(files["site/items/alert/index.html"]).find(".//article")
    assert page[2].text_content() == SENTENCE
    feed = {entry["title"]: entry for entry in json.loads(files["site/feed.json"])["items"]}["Bed rails alert"]
    assert feed["content_html"].startswith(f"<p><strong>{SENTENCE}</strong></p>")
    assert feed["summary"].startswith(SENTENCE)
    issue = main_of(files["site/2022-02/index.html"])
    assert issue.text_content().index("What you need to do") < issue.text_content().index("Training dates")


def test_the_short_form_of_an_item_has_the_action(tmp_path: Path) -> None:
    long = SURVEY.replace("minutes.\n", "minutes.\n\n" + "Please tell us what you think of it all. " * 3000)
    bulletin = load(make_content(tmp_path, FILES | {"2022-02/survey.md": long}))
    files = {file.path: file for file in render(bulletin, ["email"])}
    assert [short.item for short in files["mail/2022-02/bulletin.html"].spilled] == ["survey"]
    for name in ("bulletin.txt", "bulletin.html"):
        data = files[f"mail/2022-02/{name}"].data
        assert isinstance(data, bytes)
        assert data.decode().count("Act by: Monday 21 February 2022") == 2


def test_the_calendar_entry_of_an_action_is_a_whole_day_with_the_hour_in_words(files: dict[str, bytes]) -> None:
    data = files["site/items/alert/act-by.ics"]
    assert lint(data) == []
    entry = data.decode().replace("\r\n ", "")
    assert "DTSTART;VALUE=DATE:20220304\r\nDTEND;VALUE=DATE:20220305\r\n" in entry
    assert f"SUMMARY:{ACTION} by 5pm: Bed rails alert\r\n".replace(",", "\\,") in entry


def test_other_words_for_the_action_keep_its_entry_and_its_address(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/alert.md": ALERT})
    record(content, datetime(2022, 2, 1, 9, 5, tzinfo=UTC))
    before = alert_in(content)
    (content / "2022-02" / "alert.md").write_text(ALERT.replace(ACTION, "Look at your bed rails"))
    reading = read(content)
    assert [str(problem) for problem in reading.problems if problem.severity == "error"] == []
    after = alert_in(content)
    assert before.act_by
    assert after.act_by
    assert (after.act_by.uid, after.act_by.stem) == (before.act_by.uid, "act-by")
    assert after.act_by.label == "Look at your bed rails"


def test_another_day_without_a_note_is_asked_about_and_the_advice_is_read(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/alert.md": ALERT})
    record(content, datetime(2022, 2, 1, 9, 5, tzinfo=UTC))
    path = content / "2022-02" / "alert.md"
    later = ALERT.replace("5pm on Friday 4 March 2022", "11 March 2022")
    for text, rule in (
        (later, "(moved from 4 March 2022)"),
        (
            ALERT.replace("act by: 5pm on Friday 4 March 2022\n", "").replace(f"action: {ACTION}.\n", ""),
            "act by: 4 March 2022, 5pm (cancelled)",
        ),
    ):
        path.write_text(text)
        [problem] = [problem for problem in read(content).problems if problem.severity == "error"]
        assert problem.rule == "DAT15"
        assert rule in problem.hint
    path.write_text(later.replace("11 March 2022", "11 March 2022 (moved from 4 March 2022)"))
    assert [problem for problem in read(content).problems if problem.severity == "error"] == []
    path.write_text(ALERT.replace("5pm on Friday 4 March 2022", "4 March 2022, 5pm (cancelled)"))
    assert [problem for problem in read(content).problems if problem.severity == "error"] == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("5pm on Friday", "5pm on Monday", "4 March 2022 is a Friday, not a Monday. Check the date. [DAT01]"),
        ("act by: 5pm on Friday 4 March 2022\n", "", "I do not know by which day readers must do this."),
        (ACTION, "Check. " * 40, "The action has 278 characters; 200 is the limit. Say it shorter. [STR07]"),
        (
            "4 March 2022",
            "4 March 2022 (full)",
            'A deadline cannot be "full". Use cancelled, or moved from a date. [SES02]',
        ),
    ],
)
def test_an_action_that_cannot_be_printed_is_refused_at_its_place(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    [problem] = [
        line
        for line in problems(make_content(tmp_path, {"2022-02/alert.md": ALERT.replace(old, new)}))
        if "alert" in line
    ]
    assert sentence in problem


@pytest.mark.parametrize(
    ("issue", "alert", "first"),
    [
        ("", "", ["alert"]),
        ("", "section: Patient safety\n", ["alert"]),
        ("sections: Patient safety, Training\n", "section: Patient safety\n", []),
        ("start with: course\n", "", ["course", "alert"]),
    ],
)
def test_an_alert_comes_before_training_unless_its_place_is_set(
    tmp_path: Path, issue: str, alert: str, first: list[str]
) -> None:
    head = f"---\nissue date: 1 February 2022\nstatus: ready\n{issue}---\nWelcome to this issue.\n"
    text = ALERT.replace("kind:", f"{alert}kind:")
    bulletin = load(make_content(tmp_path, FILES | {"2022-02/issue.md": head, "2022-02/alert.md": text}))
    assert list(bulletin.issues[0].first) == first


@pytest.mark.parametrize("day", ["5pm on Friday 4 March 2022 (cancelled)", "31 January 2022"])
def test_an_item_with_a_past_action_is_ordered_by_its_kind(tmp_path: Path, day: str) -> None:
    text = ALERT.replace("5pm on Friday 4 March 2022", day)
    assert load(make_content(tmp_path, {"2022-02/alert.md": text})).issues[0].first == ()


def test_a_part_of_the_action_of_a_limited_item_is_found_in_a_public_file(tmp_path: Path) -> None:
    limited = ALERT.replace("kind:", "circulation: limited\ncirculation note: For leads.\nkind:")
    tripwire = Tripwire(load(make_content(tmp_path, {"2022-02/alert.md": limited})))
    data = f"<p>{ACTION.partition(' ')[2]}</p>".encode()
    with pytest.raises(LeakError):
        tripwire.check(File(path="site/x.html", data=data, output="pages", circulation=Circulation.PUBLIC))


def test_the_action_is_in_the_hash_and_an_item_without_one_keeps_its_hash(tmp_path: Path) -> None:
    item = alert_in(make_content(tmp_path, {"2022-02/alert.md": ALERT}))
    assert item_hash(item) != item_hash(replace(item, action=""))
    assert item.show_until == date(2022, 3, 4)
