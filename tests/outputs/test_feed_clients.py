"""Feed readers read the feed over HTTP, and show an entry as new only when it is."""

from __future__ import annotations

import configparser
import email
import email.policy
import html
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import feedparser
import pytest
from lxml import etree

from bulletin.circulation.audience import seen_by
from bulletin.ledger import history, recording
from bulletin.ledger.entries import EMPTY
from bulletin.model import Circulation, State
from bulletin.outputs.feeds.updates import new_updates
from tests.outputs.test_feed import main, markup, rich
from tests.support.github_pages import Server, github_pages
from tests.support.site import files
from tests.support.values import (
    INSTANT,
    LONDON,
    ROOT,
    make_bulletin,
    make_issue,
    make_item,
    make_session,
    make_training,
)

TOOLS = ROOT / "tests" / "tools"
DAY = timedelta(days=1)
FEEDS = sorted(name for name in files() if name.endswith("feed.xml"))


class Read(NamedTuple):
    """An entry as a feed reader has it."""

    id: str
    title: str
    link: str
    at: datetime


def expected(data: bytes) -> list[Read]:
    """Return the entries of a feed, read from its XML."""
    return [
        Read(element.findtext("guid"), element.findtext("title"), element.findtext("link"), email.utils.parsedate_to_datetime(element.findtext("pubDate")))
        for element in etree.fromstring(data).iter("item")
    ]  # fmt: skip


def need(program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"needs {program}")


Rows = list[dict[str, str]]


def of_json(command: list[str], feeds: tuple[bytes, ...]) -> list[Rows]:
    texts = json.dumps([data.decode() for data in feeds]).encode()
    done = subprocess.run(command, input=texts, cwd=TOOLS, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    rows_of_feeds: list[Rows] = json.loads(done.stdout)
    return rows_of_feeds


def reads(rows: Rows) -> list[Read]:
    return [Read(row["id"], row["title"], row["link"], datetime.fromisoformat(row["at"])) for row in rows]


def with_ruby(*feeds: bytes) -> list[Rows]:
    need("ruby")
    return of_json(["ruby", "read_feed.rb"], feeds)


def with_npm(*feeds: bytes) -> list[Rows]:
    if not (TOOLS / "node_modules" / "rss-parser").is_dir():
        pytest.skip("needs rss-parser from npm")
    return of_json(["node", "read_feed.mjs"], feeds)


@pytest.fixture
def server() -> Iterator[tuple[Server, dict[str, bytes]]]:
    """Run a server; yield it and the files that it serves, which a test may change."""
    served: dict[str, bytes] = {}
    with github_pages(served) as running:
        yield running, served


def dated(message: email.message.EmailMessage) -> datetime:
    """Return the date of a message as UTC, which rss2email writes as -0000."""
    return email.utils.parsedate_to_datetime(message["Date"]).replace(tzinfo=UTC)


class Newsboat:
    """The program newsboat, whose entries are read from its cache."""

    def __init__(self, folder: Path, url: str) -> None:
        need("newsboat")
        self.folder = folder
        (folder / "urls").write_text(f"{url}\n", "utf-8")
        (folder / "config").write_text("", "utf-8")

    def reload(self) -> None:
        command = ["newsboat", "-u", "urls", "-C", "config", "-c", "cache.db", "-x", "reload"]
        environment = {"HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
        subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, check=True)

    def rows(self) -> list[Read]:
        with closing(sqlite3.connect(self.folder / "cache.db")) as cache, cache:
            rows = cache.execute("select guid, title, url, pubDate from rss_item order by pubDate desc, id").fetchall()
        return [Read(guid, title, url, datetime.fromtimestamp(at, UTC)) for guid, title, url, at in rows]

    def new(self) -> int:
        """Reload the feed, and return the number of entries that are unread since the last call."""
        self.reload()
        with closing(sqlite3.connect(self.folder / "cache.db")) as cache, cache:
            ((count,),) = cache.execute("select count(*) from rss_item where unread = 1").fetchall()
            cache.execute("update rss_item set unread = 0")
        return int(count)


class Mailer:
    """The program rss2email, which sends each new entry into a folder of mail."""

    def __init__(self, folder: Path, url: str) -> None:
        need("r2e")
        self.folder, self.names_of_old_messages = folder, set[str]()
        for name in ("cur", "new", "tmp"):
            (folder / "mail" / "Inbox" / name).mkdir(parents=True)
        config = configparser.ConfigParser(interpolation=None)
        config["DEFAULT"] = {
            "from": "feed@example.org", "to": "me@example.org", "email-protocol": "maildir", "html-mail": "True",
            "maildir-path": str(folder / "mail"), "maildir-mailbox": "Inbox", "date-header": "True",
        }  # fmt: skip
        with (folder / "cfg").open("w") as file:
            config.write(file)
        self.run("add", "bulletin", url)

    def run(self, *words: str) -> None:
        environment = {"HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
        command = ["r2e", "-c", "cfg", "-d", "data.json", *words]
        subprocess.run(command, cwd=self.folder, env=environment, capture_output=True, check=True)

    def messages(self) -> list[email.message.EmailMessage]:
        """Run rss2email, and return the messages that are new since the last call."""
        self.run("run")
        paths = [
            path
            for path in (self.folder / "mail" / "Inbox" / "new").iterdir()
            if path.name not in self.names_of_old_messages
        ]
        self.names_of_old_messages |= {path.name for path in paths}
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]  # type: ignore[misc]

    def new(self) -> int:
        return len(self.messages())


@pytest.mark.guarantee("FEED-02", "FEED-26")
def test_a_strict_parser_accepts_every_feed_also_an_empty_and_a_full_one() -> None:
    feeds = [files()[name] for name in FEEDS]
    feeds += [main(make_bulletin()), main(make_bulletin(make_issue(rich(), make_item())))]
    entries = [reads(rows) for rows in with_ruby(*feeds)]
    assert entries == [expected(data) for data in feeds]
    assert [len(rows) for rows in entries[-2:]] == [0, 2]


@pytest.mark.guarantee("FEED-33")
def test_every_reader_has_the_same_entries_in_the_same_order(
    tmp_path: Path, server: tuple[Server, dict[str, bytes]]
) -> None:
    running, served = server
    served |= files()
    data, url = served["feed.xml"], running.url + "feed.xml"
    entries_of_feed = expected(data)
    assert len(entries_of_feed) == 24
    entries = feedparser.parse(url).entries
    assert [
        Read(entry.id, entry.title, entry.link, datetime(*entry.published_parsed[:6], tzinfo=UTC)) for entry in entries
    ] == entries_of_feed
    assert [reads(rows) for rows in with_ruby(data)] == [entries_of_feed]
    assert [reads(rows) for rows in with_npm(data)] == [entries_of_feed]
    newsboat = Newsboat(tmp_path, url)
    newsboat.reload()
    assert newsboat.rows() == entries_of_feed
    mails = [(dated(entry), entry["Subject"], entry["X-RSS-URL"]) for entry in Mailer(tmp_path, url).messages()]
    assert sorted(mails) == [(entry.at, entry.title, entry.link) for entry in reversed(entries_of_feed)]


@pytest.mark.guarantee("FEED-33")
def test_readers_have_the_same_enclosures_and_the_same_text() -> None:
    data = files()["feed.xml"]
    (ruby,), (npm,) = with_ruby(data), with_npm(data)
    assert [row["enclosure"] for row in ruby] == [row["enclosure"] for row in npm]
    assert [row["text"].strip() for row in ruby] == [row["text"].strip() for row in npm]
    assert sum(bool(row["enclosure"]) for row in npm) == 4


@pytest.mark.guarantee("FEED-15")
@pytest.mark.parametrize("name", FEEDS)
def test_the_sanitiser_of_feedparser_removes_nothing(name: str) -> None:
    clean = feedparser.parse(files()[name])
    raw = feedparser.parse(files()[name], sanitize_html=False, resolve_relative_uris=False)
    for clean_entry, raw_entry in zip(clean.entries, raw.entries, strict=True):
        assert markup(clean_entry.content[0].value) == markup(raw_entry.content[0].value)


ONE, TWO = make_item("one"), make_item("two")
STEPS: list[tuple[str, list[object], int]] = [
    ("the first time", [ONE, TWO], 2),
    ("nothing new", [ONE, TWO], 0),
    ("another title", [replace(ONE, title="Another title"), TWO], 0),
    ("another text", [replace(ONE, summary="Other words", prose=make_item("x", "Other words").prose), TWO], 0),
    ("a correction", [replace(ONE, modified=datetime(2022, 2, 5, tzinfo=UTC)), TWO], 0),
    ("another topic and address", [replace(ONE, slug="renamed", topics=("adults",)), TWO], 0),
    ("a new item", [ONE, TWO, make_item("three", first_published=datetime(2022, 2, 2, tzinfo=UTC))], 1),
    ("one is gone", [ONE, make_item("three")], 0),
    ("another id, as by a new file", [replace(ONE, uid=make_item("other").uid), TWO], 1),
]


@pytest.mark.guarantee("FEED-23")
@pytest.mark.parametrize("program", [Newsboat, Mailer])
def test_an_edit_never_sends_again_and_a_new_id_always_does(
    tmp_path: Path, server: tuple[Server, dict[str, bytes]], program: Callable[[Path, str], Newsboat | Mailer]
) -> None:
    running, served = server
    served["feed.xml"] = main(make_bulletin())
    client = program(tmp_path, running.url + "feed.xml")
    for step, items, count in STEPS:
        served["feed.xml"] = main(make_bulletin(make_issue(*items)))  # type: ignore[arg-type]
        assert client.new() == count, step


@pytest.mark.guarantee("FEED-32")
def test_an_unchanged_feed_is_not_sent_again(tmp_path: Path, server: tuple[Server, dict[str, bytes]]) -> None:
    running, served = server
    served |= files()
    url = running.url + "feed.xml"
    first = feedparser.parse(url)
    assert feedparser.parse(url, etag=first.etag).status == 304
    mailer = Mailer(tmp_path, url)
    mailer.run("run")
    mailer.run("run")
    assert [status for _, status in running.answers] == [200, 304, 200, 304]


@pytest.mark.guarantee("FEED-13")
def test_the_feed_holds_the_whole_text_of_the_page() -> None:
    from tests.support.site import pages

    for entry in feedparser.parse(files()["feed.xml"]).entries:
        address = entry.link.removeprefix("https://example.org/nw-safeguarding/")
        (prose,) = pages()[address].xpath("//div[@class='prose']")
        text = html.unescape(re.sub("<[^>]*>", " ", entry.content[0].value))
        assert " ".join(prose.text_content().split()) in " ".join(text.split()), address


def test_a_feed_that_is_not_strict_is_seen() -> None:
    need("ruby")
    broken = main(make_bulletin(make_issue(ONE))).replace(
        b"<pubDate>Tue, 01 Feb 2022 09:00:00 +0000", b"<pubDate>soon", 1
    )
    with pytest.raises(AssertionError, match="pubDate"):
        with_ruby(broken)


MOVED = {"start": datetime(2022, 4, 8, 9, 30, tzinfo=LONDON), "end": datetime(2022, 4, 8, 12, 30, tzinfo=LONDON)}
NEW_DATE = {"start": datetime(2022, 5, 6, 9, 30, tzinfo=LONDON), "end": datetime(2022, 5, 6, 12, 30, tzinfo=LONDON)}
LIFE: tuple[tuple[dict[str, object], str], ...] = (
    (MOVED | {"moved_from": date(2022, 4, 1)}, "Moved: Coaching: Cohort 4, 8 April 2022"),
    (MOVED | {"moved_from": date(2022, 4, 1), "state": State.POSTPONED}, "Postponed: Coaching: Cohort 4, 8 April 2022"),
    (NEW_DATE | {"moved_from": date(2022, 4, 8)}, "Moved: Coaching: Cohort 4, 6 May 2022"),
    (
        NEW_DATE | {"moved_from": date(2022, 4, 8), "state": State.CANCELLED},
        "Cancelled: Coaching: Cohort 4, 6 May 2022",
    ),
)
"""(Changed values of a session, title of the entry about the change), after the first publication."""


def test_each_change_of_a_session_is_one_unread_entry_in_readers_that_know_the_item(
    tmp_path: Path, server: tuple[Server, dict[str, bytes]]
) -> None:
    running, served = server
    first = make_session("course", "cohort-4", label="Cohort 4")
    item = make_training("course", first, title="Coaching")
    before = make_bulletin(make_issue(item))
    page = ("items/course/",)
    ledger = recording.record(EMPTY, before, page, INSTANT)
    url = running.url + "feed.xml"
    served["feed.xml"] = main(before)
    newsboat, mailer = Newsboat(tmp_path, url), Mailer(tmp_path / "mailer", url)
    assert (newsboat.new(), mailer.new()) == (1, 1)
    for number, (changes, title) in enumerate(LIFE, 1):
        session = replace(first, **changes)
        updates_of_item = {"updates": history.updates(ledger, "course")}
        changed = replace(item, sessions=(session,), **updates_of_item)
        after = make_bulletin(
            make_issue(changed),
            unrecorded=history.unrecorded(ledger, [changed]),
            recorded_until=history.recorded_until(ledger),
        )
        served["feed.xml"] = main(after)
        assert (newsboat.new(), mailer.new()) == (1, 1), title
        assert newsboat.rows()[0].title == title
        updates = new_updates(seen_by(after, Circulation.PUBLIC))
        ledger = recording.with_updates(recording.record(ledger, after, page, INSTANT + number * DAY), updates)
        recorded = replace(changed, updates=history.updates(ledger, "course"))
        assert history.unrecorded(ledger, [recorded]) == ()
        served["feed.xml"] = main(make_bulletin(make_issue(recorded), recorded_until=history.recorded_until(ledger)))
        assert (newsboat.new(), mailer.new()) == (0, 0), title
