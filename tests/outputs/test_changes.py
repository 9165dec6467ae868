"""Changes of a session after sending, row by row: in the email, a correction, the feed and the calendar."""

from __future__ import annotations

import json
import re
import shutil
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import feedparser
import pytest

from bulletin import Bulletin, check, load, read, render
from bulletin.circulation.audience import seen_by
from bulletin.errors import ContentError, RequestError
from bulletin.ledger import document
from bulletin.ledger.entries import EMPTY, Ledger, session_ref
from bulletin.model import Circulation
from bulletin.outputs.email.correction import corrected
from bulletin.outputs.feeds.updates import new_updates
from bulletin.publish.from_build import Build
from bulletin.publish.recording import Baseline, CheckedBuild, next_ledger
from tests.support.folders import ISSUE, make_content
from tests.support.mailing import Mailing, record_mailing

SENT = datetime.fromisoformat("2022-02-01T09:05:00+00:00")
REVISED = datetime.fromisoformat("2022-02-22T10:15:00+00:00")
ITEM = """\
---
title: {title}
presenter: {presenter}
cost: {cost}
time: 9:30am to 4:30pm
{more}sessions:
  - {line}
  - Group B: 22 March 2022, https://example.org/book/b
---
What the course covers.
"""
PLAIN = {
    "title": "Coaching",
    "presenter": "Ann Oar",
    "cost": "Free",
    "more": "",
    "line": "Group A: 8 March 2022, https://example.org/book/a",
}


@dataclass
class Desk:
    """A bulletin of one course that can be built, sent, recorded and edited."""

    root: Path
    ledger: Ledger = EMPTY

    def build(self, day: date | None = None, revised: datetime = REVISED, **words: str) -> Bulletin:
        march = ISSUE.replace("1 February", "1 March") if day else ""
        files: dict[str, str | bytes] = {
            "2022-02/week.md": "",
            "2022-02/coaching.md": ITEM.format(**PLAIN | words),
        } | ({"2022-03/issue.md": march} if march else {})
        if self.ledger.bulletin:
            files["ledger.json"] = document.dump(self.ledger)
        content = make_content(self.root, files)
        if not march:
            shutil.rmtree(content / "2022-03", ignore_errors=True)
        return load(content, revised=revised)

    def send(self, issue: str = "2022-02", when: datetime = SENT, **words: str) -> None:
        bulletin = self.build(revised=when, **words)
        refs = frozenset(session_ref("coaching", session.key) for session in bulletin.issues[0].items[0].sessions)
        named = Mailing(issue=issue, items=frozenset({"coaching"}), sessions=refs)
        self.record(bulletin, when)
        self.ledger = record_mailing(self.ledger, bulletin, self.ledger.addresses, when, named)

    def record(self, bulletin: Bulletin, when: datetime) -> None:
        files_by_path = {file.path: file for file in render(bulletin)}
        self.ledger = next_ledger(
            CheckedBuild(Build(bulletin, files_by_path, ""), Baseline(self.ledger, when), ()), every_issue=True
        )


def email_changes(bulletin: Bulletin) -> list[str]:
    text = next(file.data for file in render(bulletin, ["email"]) if file.path.endswith("2022-03/bulletin.txt"))
    assert isinstance(text, bytes)
    _, _, after = text.decode().partition("please check the entry.\n")
    return [" ".join(line.removeprefix("- ").split()) for line in re.split(r"\n(?=- )", after.partition("\n\n\n")[0].partition("In this issue")[0].strip()) if line]  # fmt: skip


def feed(bulletin: Bulletin, path: str = "site/feed.xml") -> list[feedparser.FeedParserDict]:
    data = next(file.data for file in render(bulletin, ["feed"]) if file.path == path)
    return list(feedparser.parse(data).entries)


def entry_file(bulletin: Bulletin, name: str = "group-a.ics") -> str:
    data = next(file.data for file in render(bulletin, ["calendars"]) if file.path.endswith(name))
    assert isinstance(data, bytes)
    return data.decode().replace("\r\n ", "")


LINK = "https://example.org/book/a"
RENEW = "Delete the old entry from your calendar and add the new one."
DAY = "Coaching: Group A on Tuesday 8 March 2022"
# Each row: the edit, SEQUENCE of Group A, the sentence in email and correction, the title in the feed ("" for none).
ROWS: dict[str, tuple[dict[str, str], int, str, str]] = {
    "day": (
        {"line": f"Group A: 15 March 2022, {LINK} (moved from 8 March 2022)"},
        1,
        f"Coaching: Group A has moved from Tuesday 8 March 2022 to Tuesday 15 March 2022, 9:30am to 4:30pm. {RENEW}",
        "Moved: Coaching: Group A, 15 March 2022",
    ),
    "day and place": (
        {"line": f"Group A: 15 March 2022, at Bury, {LINK} (moved from 8 March 2022)"},
        1,
        "Coaching: Group A has moved from Tuesday 8 March 2022 to Tuesday 15 March 2022, 9:30am to 4:30pm, "
        f"and is now at Bury (it was Microsoft Teams). {RENEW}",
        "Moved: Coaching: Group A, 15 March 2022",
    ),
    "time": (
        {"line": f"Group A: 8 March 2022, 1pm to 4pm, {LINK}"},
        1,
        f"{DAY} is now 1pm to 4pm (it was 9:30am to 4:30pm). {RENEW}",
        "Changed: Coaching: Group A, 8 March 2022",
    ),
    "place": (
        {"line": f"Group A: 8 March 2022, at Bury, {LINK}"},
        1,
        f"{DAY} is now at Bury (it was Microsoft Teams). {RENEW}",
        "Changed: Coaching: Group A, 8 March 2022",
    ),
    "cancelled": (
        {"line": f"Group A: 8 March 2022, {LINK} (cancelled)"},
        1,
        f"{DAY} is cancelled. Delete the entry from your calendar.",
        "Cancelled: Coaching: Group A, 8 March 2022",
    ),
    "provisional": (
        {"line": f"Group A: 8 March 2022, {LINK} (provisional)"},
        1,
        f"{DAY} is provisional now.",
        "Changed: Coaching: Group A, 8 March 2022",
    ),
    "booking link": (
        {"line": "Group A: 8 March 2022, https://example.org/book/new"},
        0,
        f"{DAY} is now booked at this link: <https://example.org/book/new>",
        "Changed: Coaching: Group A, 8 March 2022",
    ),
    "book by": ({"more": "book by: 1 March 2022\n"}, 0, f"{DAY} has a last day to book: Tuesday 1 March 2022.", ""),
    "full": ({"line": f"Group A: 8 March 2022, {LINK} (full)"}, 0, f"{DAY} is full.", ""),
    "waiting list": (
        {"line": f"Group A: 8 March 2022, {LINK} (waiting list)"},
        0,
        f"{DAY} has a waiting list now.",
        "",
    ),
    "presenter": ({"presenter": "Bob Blade"}, 0, "Coaching is now delivered by Bob Blade (it was Ann Oar).", ""),
    "cost": ({"cost": "£20"}, 0, "Coaching has a new cost: £20 (it was Free).", ""),
    "title": ({"title": "Rowing"}, 0, "Coaching is now called Rowing.", ""),
    "label only": ({"line": f"Group A: 8 March 2022, {LINK}"}, 0, "", ""),
    "joining details": ({"more": "joining details: by email\n"}, 0, "", ""),
}


@pytest.mark.parametrize("row", ROWS)
def test_each_row_of_the_table_is_told_in_the_email_in_a_correction_in_the_feed_and_in_the_file(
    tmp_path: Path, row: str
) -> None:
    words, sequence, sentence, title = ROWS[row]
    desk = Desk(tmp_path)
    desk.send()
    before = entry_file(desk.build())
    march = desk.build(date(2022, 3, 1), **words)
    changes = [line for line in email_changes(march) if "Group B" not in line]
    assert changes == ([sentence] if sentence else [])
    edited = desk.build(**words)
    if sentence:
        correction = corrected(edited, "2022-02", 1)
        plain = next(file.data for file in correction.files if file.path.endswith("correction-1.txt"))
        assert isinstance(plain, bytes)
        assert sentence in " ".join(plain.decode().split())
    after = entry_file(edited)
    assert f"SEQUENCE:{sequence}\r\n" in after
    stamps = [re.search(r"DTSTAMP:(.*)\r", text)[1] for text in (before, after)]  # type: ignore[index]
    assert (stamps[0] != stamps[1]) == (row != "label only")
    updates = feed(edited)
    assert [entry.title for entry in updates[:-1]] == ([title] if title else [])
    if title:
        assert updates[0].id != updates[-1].id
        assert sentence.replace("<", "").replace(">", "") in updates[0].summary
        assert updates[0].published_parsed > updates[1].published_parsed


def test_a_change_is_told_once_and_the_bytes_of_an_update_do_not_change(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send()
    moved = {"line": f"Group A: 15 March 2022, {LINK} (moved from 8 March 2022)"}
    bulletin = desk.build(**moved)
    first = {file.path: file.data for file in render(bulletin, ["feed", "json-feed"]) if "feed" in file.path}
    desk.record(bulletin, REVISED)
    later = datetime.fromisoformat("2022-02-23T08:00:00+00:00")
    again = desk.build(revised=later, **moved)
    assert new_updates(seen_by(again, Circulation.PUBLIC)) == {}
    assert {file.path: file.data for file in render(again, ["feed", "json-feed"]) if "feed" in file.path} == first
    ledger = desk.ledger
    desk.record(again, later)
    assert desk.ledger == ledger
    cancelled = desk.build(revised=later, line=f"Group A: 15 March 2022, {LINK} (cancelled, moved from 8 March 2022)")
    titles = [entry.title for entry in feed(cancelled)]
    assert titles[:2] == ["Cancelled: Coaching: Group A, 15 March 2022", "Moved: Coaching: Group A, 15 March 2022"]
    uid = ledger.items["coaching"].uid
    assert [entry.id for entry in feed(cancelled)][:2] == [
        f"urn:uuid:{uuid.uuid5(uid, f'update{chr(0)}{number}')}" for number in (2, 1)
    ]
    old = load(desk.root / "content", as_of=date(2022, 6, 1), revised=later)
    assert len(feed(old)) == 1


def test_both_feeds_and_the_topics_tell_a_change(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send(more="topics: safety\n")
    bulletin = desk.build(more="topics: safety\n", line=f"Group A: 8 March 2022, {LINK} (cancelled)")
    data = next(file.data for file in render(bulletin, ["json-feed"]) if file.path.endswith("feed.json"))
    assert isinstance(data, bytes)
    items = json.loads(data)["items"]
    assert items[0]["title"] == "Cancelled: Coaching: Group A, 8 March 2022"
    assert "attachments" not in items[0]
    assert "Calendar file" in items[0]["content_html"]


def test_a_correction_without_changes_is_refused(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send()
    with pytest.raises(RequestError, match=r"^Nothing that 2022-02 said has changed"):
        corrected(desk.build(), "2022-02", 1)
    with pytest.raises(RequestError, match=r'Only words of "Coaching" changed.*Add "corrected: DATE: what" to tell it'):
        corrected(desk.build(more="joining details: by email\n"), "2022-02", 1)
    correction = corrected(
        desk.build(more="joining details: by email\ncorrected: 3 February 2022: how you join\n"), "2022-02", 1
    )
    assert correction.items == ("coaching",)


def test_check_asks_once_an_item_whether_bookings_stand(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send()
    moved = {"line": f"Group A: 15 March 2022, {LINK} (moved from 8 March 2022)"}
    desk.build(**moved)
    problems = [problem for problem in check(read(tmp_path / "content")) if problem.rule == "SES05"]
    assert [(problem.line, problem.message, problem.hint) for problem in problems] == [
        (7, "Group A has moved. Do bookings stand?", 'Add "bookings stand: yes" or "no".')
    ]
    desk.build()
    assert not [problem for problem in check(read(tmp_path / "content")) if problem.rule == "SES05"]


def build_with(desk: Desk, text: str, revised: datetime = REVISED) -> Bulletin:
    """Build the bulletin after an editor replaced the course by this text."""
    content = make_content(desk.root, {"2022-02/week.md": "", "ledger.json": document.dump(desk.ledger)})
    (content / "2022-02" / "coaching.md").write_text(text, "utf-8")
    return load(content, revised=revised)


def test_an_item_with_sessions_to_come_is_not_gone_before_they_are_cancelled(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send()
    with pytest.raises(ContentError) as refused:
        build_with(desk, "---\ntitle: Coaching\ngone: The course was withdrawn.\n---\n")
    assert [(problem.rule, problem.message, problem.hint) for problem in refused.value.problems] == [
        (
            "DAT15",
            f"Group {name} on {day} March 2022 is still to come.",
            f'Write its line with (cancelled), or take "gone" out: '
            f'"Group {name}: {day} March 2022, 9:30am to 4:30pm, Microsoft Teams (cancelled)".',
        )
        for name, day in (("A", 8), ("B", 22))
    ]
    lines = "".join(f"  - Group {name}: {day} March 2022 (cancelled)\n" for name, day in (("A", 8), ("B", 22)))
    text = f"---\ntitle: Coaching\nkind: training\ngone: Withdrawn.\ntime: 9:30am to 4:30pm\nsessions:\n{lines}---\n"
    bulletin = build_with(desk, text)
    entry = entry_file(bulletin)
    assert "STATUS:CANCELLED" in entry
    assert "SEQUENCE:1" in entry
    assert entry_file(bulletin, "site/calendar.ics").count("STATUS:CANCELLED") == 2
    assert [entry.title for entry in feed(bulletin)] == ["Changed: Coaching (2 sessions)"]
    correction = corrected(bulletin, "2022-02", 1)
    assert correction.sessions == ("coaching/group-a", "coaching/group-b")
    desk.record(bulletin, REVISED)
    again = build_with(desk, "---\ntitle: Coaching\ngone: Withdrawn.\n---\n")
    assert entry_file(again) == entry


def test_an_item_that_moved_says_where_and_its_old_entries_are_cancelled(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send()
    new = ITEM.format(**PLAIN | {"title": "Coaching for everybody"})
    content = make_content(desk.root, {"2022-02/coaching-2022.md": new})
    assert content.is_dir()
    bulletin = build_with(desk, "---\ntitle: Coaching\nmoved to: coaching-2022\n---\n")
    old = next(file.data for file in render(bulletin, ["calendars"]) if file.path == "site/items/coaching/group-a.ics")
    assert isinstance(old, bytes)
    text = old.decode().replace("\r\n ", "")
    assert "STATUS:CANCELLED" in text
    assert "This is now listed as https://example.org/nw-safeguarding/items/coaching-2022/" in text
    summaries = [entry.summary for entry in feed(bulletin) if entry.title.startswith("Changed")]
    assert len(summaries) == 1
    assert "Coaching is now listed at this address:" in summaries[0]


def test_a_session_in_two_items_is_an_error_with_one_link_and_a_warning_with_titles_that_are_alike(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path)
    desk.build()
    copy = ITEM.format(**PLAIN)
    make_content(desk.root, {"2022-02/coaching.md": copy, "2022-03/issue.md": ISSUE, "2022-03/again.md": copy})
    problems = [problem for problem in read(tmp_path / "content").problems if problem.rule == "STR10"]
    assert [(problem.severity, problem.message) for problem in problems] == [
        ("error", "This is also in 2022-02/coaching.md: subscribers would have it twice.")
    ]
    other = copy.replace("/book/", "/other/")
    make_content(desk.root, {"2022-03/again.md": other})
    assert [problem.severity for problem in read(tmp_path / "content").problems if problem.rule == "STR10"] == [
        "warning"
    ]
    make_content(desk.root, {"2022-03/again.md": other.replace("title: Coaching", "title: Rowing for beginners")})
    assert [problem for problem in read(tmp_path / "content").problems if problem.rule == "STR10"] == []


def test_a_new_course_named_like_a_kind_of_change_is_told_too(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.send()
    course = "Cost: 29 and 30 March 2022, https://example.org/book/c"
    sentences = email_changes(desk.build(date(2022, 3, 1), cost="£20", line=f"{PLAIN['line']}\n  - {course}"))
    assert [words for words in sentences if "Cost" in words]
