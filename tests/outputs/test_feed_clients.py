"""The feed in the programs that people read feeds with, over HTTP, and what they do when it changes."""

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
from tests.support.serving import Server, serving
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
    replace,
)

TOOLS = ROOT / "tests" / "tools"
DAY = timedelta(days=1)
FEEDS = sorted(name for name in files() if name.endswith("feed.xml"))


class Read(NamedTuple):
    """One entry, as a program has it."""

    id: str
    title: str
    link: str
    at: datetime


def expected(data: bytes) -> list[Read]:
    """Return the entries of a feed, as they stand in it."""
    return [
        Read(one.findtext("guid"), one.findtext("title"), one.findtext("link"), email.utils.parsedate_to_datetime(one.findtext("pubDate")))
        for one in etree.fromstring(data).iter("item")
    ]  # fmt: skip


def need(program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"needs {program}")


Rows = list[dict[str, str]]


def of_json(command: list[str], feeds: tuple[bytes, ...]) -> list[Rows]:
    texts = json.dumps([data.decode() for data in feeds]).encode()
    done = subprocess.run(command, input=texts, cwd=TOOLS, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    found: list[Rows] = json.loads(done.stdout)
    return found


def reads(rows: Rows) -> list[Read]:
    return [Read(one["id"], one["title"], one["link"], datetime.fromisoformat(one["at"])) for one in rows]


def with_ruby(*feeds: bytes) -> list[Rows]:
    need("ruby")
    return of_json(["ruby", "read_feed.rb"], feeds)


def with_npm(*feeds: bytes) -> list[Rows]:
    if not (TOOLS / "node_modules" / "rss-parser").is_dir():
        pytest.skip("needs rss-parser from npm")
    return of_json(["node", "read_feed.mjs"], feeds)


@pytest.fixture
def server() -> Iterator[tuple[Server, dict[str, bytes]]]:
    """Yield a server, and the files that it serves, which a test may change."""
    served: dict[str, bytes] = {}
    with serving(served) as running:
        yield running, served


def dated(message: email.message.EmailMessage) -> datetime:
    """When a message says that it is from; rss2email writes UTC as -0000."""
    return email.utils.parsedate_to_datetime(message["Date"]).replace(tzinfo=UTC)


class Newsboat:
    """A reader of its own cache."""

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
        """How many are unread since the last time."""
        self.reload()
        with closing(sqlite3.connect(self.folder / "cache.db")) as cache, cache:
            ((count,),) = cache.execute("select count(*) from rss_item where unread = 1").fetchall()
            cache.execute("update rss_item set unread = 0")
        return int(count)


class Mailer:
    """rss2email, which sends each new entry into a folder of mail."""

    def __init__(self, folder: Path, url: str) -> None:
        need("r2e")
        self.folder, self.seen = folder, set[str]()
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
        """Those that it sent since the last time."""
        self.run("run")
        paths = [path for path in (self.folder / "mail" / "Inbox" / "new").iterdir() if path.name not in self.seen]
        self.seen |= {path.name for path in paths}
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in paths]  # type: ignore[misc]

    def new(self) -> int:
        return len(self.messages())


@pytest.mark.guarantee("FEED-02", "FEED-26")
def test_a_strict_parser_accepts_every_feed_also_one_with_nothing_and_one_with_everything() -> None:
    feeds = [files()[name] for name in FEEDS]
    feeds += [main(make_bulletin()), main(make_bulletin(make_issue(rich(), make_item())))]
    found = [reads(rows) for rows in with_ruby(*feeds)]
    assert found == [expected(data) for data in feeds]
    assert [len(rows) for rows in found[-2:]] == [0, 2]


@pytest.mark.guarantee("FEED-33")
def test_every_reader_has_the_same_entries_in_the_same_order(
    tmp_path: Path, server: tuple[Server, dict[str, bytes]]
) -> None:
    running, served = server
    served |= files()
    data, url = served["feed.xml"], running.url + "feed.xml"
    wanted = expected(data)
    assert len(wanted) == 24
    entries = feedparser.parse(url).entries
    assert [
        Read(one.id, one.title, one.link, datetime(*one.published_parsed[:6], tzinfo=UTC)) for one in entries
    ] == wanted
    assert [reads(rows) for rows in with_ruby(data)] == [wanted]
    assert [reads(rows) for rows in with_npm(data)] == [wanted]
    newsboat = Newsboat(tmp_path, url)
    newsboat.reload()
    assert newsboat.rows() == wanted
    sent = [(dated(one), one["Subject"], one["X-RSS-URL"]) for one in Mailer(tmp_path, url).messages()]
    assert sorted(sent) == [(one.at, one.title, one.link) for one in reversed(wanted)]


@pytest.mark.guarantee("FEED-33")
def test_readers_have_the_same_enclosures_and_the_same_text() -> None:
    data = files()["feed.xml"]
    (ruby,), (npm,) = with_ruby(data), with_npm(data)
    assert [one["enclosure"] for one in ruby] == [one["enclosure"] for one in npm]
    assert [one["text"].strip() for one in ruby] == [one["text"].strip() for one in npm]
    assert sum(bool(one["enclosure"]) for one in npm) == 4


@pytest.mark.guarantee("FEED-15")
@pytest.mark.parametrize("name", FEEDS)
def test_what_keeps_readers_safe_takes_nothing_out(name: str) -> None:
    clean = feedparser.parse(files()[name])
    raw = feedparser.parse(files()[name], sanitize_html=False, resolve_relative_uris=False)
    for one, other in zip(clean.entries, raw.entries, strict=True):
        assert markup(one.content[0].value) == markup(other.content[0].value)


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
    for said, items, count in STEPS:
        served["feed.xml"] = main(make_bulletin(make_issue(*items)))  # type: ignore[arg-type]
        assert client.new() == count, said


@pytest.mark.guarantee("FEED-32")
def test_what_has_not_changed_is_not_fetched_again(tmp_path: Path, server: tuple[Server, dict[str, bytes]]) -> None:
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

    for one in feedparser.parse(files()["feed.xml"]).entries:
        address = one.link.removeprefix("https://example.org/nw-safeguarding/")
        (prose,) = pages()[address].xpath("//div[@class='prose']")
        text = html.unescape(re.sub("<[^>]*>", " ", one.content[0].value))
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
"""What becomes of a session after its first publication, and the entry that tells it."""


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
        told = {"updates": history.updates(ledger, "course")}
        changed = replace(item, sessions=(session,), **told)
        after = make_bulletin(
            make_issue(changed),
            unrecorded=history.unrecorded(ledger, [changed]),
            recorded_until=history.recorded_until(ledger),
        )
        served["feed.xml"] = main(after)
        assert (newsboat.new(), mailer.new()) == (1, 1), title
        assert newsboat.rows()[0].title == title
        updates = new_updates(seen_by(after, Circulation.PUBLIC))
        ledger = recording.record(ledger, after, page, INSTANT + number * DAY, updates=updates)
        kept = replace(changed, updates=history.updates(ledger, "course"))
        assert history.unrecorded(ledger, [kept]) == ()
        served["feed.xml"] = main(make_bulletin(make_issue(kept), recorded_until=history.recorded_until(ledger)))
        assert (newsboat.new(), mailer.new()) == (0, 0), title
