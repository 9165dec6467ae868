"""Published addresses and times stay the same over several issues and late items, as feed readers see them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import feedparser
import pytest

from bulletin import ContentError, load, outputs, record, render, write
from bulletin.content.load import read
from bulletin.ledger import document
from bulletin.ledger import entries as ledger_entries
from bulletin.outputs.manifest import promised
from tests.support.folders import ISSUE, ITEM, SETTINGS, TRAINING, make_content

AT = datetime(2022, 2, 1, 9, 5, tzinfo=UTC)
FLYER = b"%PDF-1.7 flyer"


def item(title: str, keys: str = "") -> str:
    return f"---\ntitle: {title}\n{keys}---\nWhat this says is short.\n"


def issue(day: str) -> str:
    return ISSUE.replace("1 February 2022", day)


def publish(content: Path) -> bytes:
    """Build everything, record it in the content's ledger, and return the feed."""
    bulletin = load(content)
    path = content / "ledger.json"
    before = document.parse(path.read_text("utf-8")) if path.exists() else ledger_entries.EMPTY
    files = list(render(bulletin))
    path.write_text(document.dump(record(before, bulletin, list(promised(files)), AT)), "utf-8")
    (feed,) = [file.data for file in files if file.path == "site/feed.xml"]
    assert isinstance(feed, bytes)
    return feed


def moments(feed: bytes) -> dict[str, datetime]:
    """Return the time of each entry by its title, in the order of the feed (newest first)."""
    entries = feedparser.parse(feed).entries
    return {entry.title: datetime(*entry.published_parsed[:6], tzinfo=UTC) for entry in entries}


class Flow:
    """A feed reader that posts entries newer than all earlier ones, which is the documented rule of Power Automate."""

    def __init__(self) -> None:
        self.newest = datetime.min.replace(tzinfo=UTC)
        self.ids: dict[str, str] = {}

    def poll(self, feed: bytes) -> list[str]:
        """Return the titles that the reader posts, oldest first."""
        times = moments(feed)
        posted = [title for title, at in reversed(times.items()) if at > self.newest]
        self.newest = max(times.values(), default=self.newest)
        return posted


PUBLICATIONS: list[tuple[dict[str, str], list[str]]] = [
    ({"2022-02/issue.md": ISSUE, "2022-02/a.md": item("A"), "2022-02/b.md": item("B")}, ["B", "A"]),
    ({"2022-03/issue.md": issue("1 March 2022"), "2022-03/c.md": item("C")}, ["C"]),
    ({"2022-02/late.md": item("Late item")}, ["Late item"]),
    ({"2022-05/issue.md": issue("3 May 2022"), "2022-05/d.md": item("D"), "2022-05/e.md": item("E")}, ["E", "D"]),
    # This issue is published after an issue with a later date.
    ({"2022-04/issue.md": issue("1 April 2022"), "2022-04/f.md": item("F"), "2022-04/g.md": item("G")}, ["G", "F"]),
    ({"2022-03/c.md": item("C, corrected")}, []),
    ({"2022-05/h.md": item("H", "circulation: staff\n")}, []),
    ({"2022-05/h.md": item("H", "circulation: public\nwas: staff\n")}, ["H"]),
    ({"2022-06/issue.md": issue("3 May 2022"), "2022-06/i.md": item("I")}, ["I"]),
    ({}, []),
]


@pytest.mark.guarantee("FEED-09")
def test_a_new_entry_is_newer_than_all_earlier_ones_and_old_entries_do_not_change(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/week.md": ""})
    flow, earlier = Flow(), dict[str, datetime]()
    for files, expected in PUBLICATIONS:
        make_content(tmp_path, {"2022-02/week.md": "", "2022-02/issue.md": "", **files})
        feed = publish(content)
        assert flow.poll(feed) == expected
        times = moments(feed)
        assert list(times.values()) == sorted(set(times.values()), reverse=True)
        renamed = {title: at for title, at in earlier.items() if title != "C" or "C" in times}
        assert renamed.items() <= times.items()
        earlier = times


@pytest.mark.guarantee("FEED-10")
def test_no_time_in_a_feed_comes_from_a_clock_a_file_or_a_commit(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"2022-02/second.md": item("Second")})
    times = moments(publish(content))
    nine = datetime(2022, 2, 1, 9, tzinfo=UTC)
    assert list(times.values()) == [nine + timedelta(seconds=1), nine]


def lost(content: Path, out: Path) -> list[str]:
    """Return the error of a build that would lose an address, and check that the output folder did not change."""
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    with pytest.raises(ContentError) as caught:
        write(render(load(content)), out)
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    prefix = f"{content.parent.as_posix()}/"
    return [str(problem).replace(prefix, "") for problem in caught.value.problems]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a bulletin that published two issues, a course, a topic and a flyer."""
    root = make_content(
        tmp_path,
        {
            "bulletin.yml": SETTINGS + "topics: safety\n",
            "2022-01/issue.md": issue("4 January 2022"),
            "2022-01/course.md": TRAINING,
            "2022-02/week.md": ITEM.replace("title:", "topics: safety\nattachments: flyer.pdf\ntitle:"),
            "2022-02/files/flyer.pdf": FLYER,
        },
    )
    publish(root)
    write(render(load(root)), tmp_path / "out")
    return root


LOSSES = [
    (
        {"2022-02/week.md": ""},
        "content/ledger.json:1:1: items/week/ was published and would vanish. Put week.md back; if you renamed it, "
        "write `slug: week` in it; if it must go, put it back with `title:` and `gone: reason` (or `moved to: name`). [NAM03]",
    ),
    (
        {"2022-02/week.md": ITEM.replace("title:", "topics: safety\ntitle:")},
        "content/2022-02/week.md:1:1: items/week/files/flyer.pdf was published and would vanish. "
        "Put the file back, with its name. [NAM03]",
    ),
    (
        {"bulletin.yml": SETTINGS, "2022-02/week.md": ITEM.replace("title:", "attachments: flyer.pdf\ntitle:")},
        "content/ledger.json:1:1: topics/ was published and would vanish. "
        "Put the topic back in bulletin.yml and in an item. [NAM03]",
    ),
]  # fmt: skip


@pytest.mark.guarantee("WEB-11")
@pytest.mark.parametrize(("change", "sentence"), LOSSES)
def test_a_build_that_would_lose_an_address_says_what_to_do_and_changes_nothing(
    content: Path, change: dict[str, str], sentence: str
) -> None:
    for name, text in change.items():
        (content / name).unlink() if not text else (content / name).write_text(text, "utf-8")
    assert sentence in lost(content, content.parent / "out")


SENT = {"state": "sent", "date": "2022-02-01", "at": "2022-02-01T09:05:00Z"}
DRAFT = "The issue 2022-02 was published, and as a draft it would vanish from the web. Write `status: ready`."
UNSHOWN = {
    "draft of a sent issue": (issue("1 February 2022").replace("ready", "draft"), SENT, None, f"3:9: {DRAFT} [NAM03]"),
    "draft of an issue that is not sent": (
        issue("1 February 2022").replace("ready", "draft"), {}, None,
        f"3:9: {DRAFT} If its email must not go out yet, type `bulletin publish --record` then: it goes out only when "
        "somebody names it. [NAM03]",
    ),
    "earlier day of the build": (
        issue("1 February 2022"), SENT, date(2022, 1, 31),
        "2:13: The issue 2022-02 was published, and is dated 1 February 2022: in a build for 31 January 2022 it would "
        "vanish from the web. Build for 1 February 2022 or later; if its date was changed, write the date that it "
        "had. [NAM03]",
    ),
    "later date of a sent issue": (
        issue("4 February 2022"), SENT, None,
        "2:13: The issue 2022-02 was sent on 1 February 2022, and is dated 4 February 2022 now: until then it would "
        "vanish from the web. Write `issue date: 1 February 2022`, as it was. [NAM03]",
    ),
}  # fmt: skip


@pytest.mark.guarantee("WEB-11")
@pytest.mark.parametrize(("text", "entry", "day", "sentence"), UNSHOWN.values(), ids=UNSHOWN)
def test_a_published_issue_that_would_not_be_shown_is_one_problem(
    content: Path, text: str, entry: dict[str, str], day: date | None, sentence: str
) -> None:
    ledger = json.loads((content / "ledger.json").read_text("utf-8"))
    ledger["issues"] |= {"2022-02": entry}
    if not entry:
        del ledger["issues"]["2022-02"]
    (content / "ledger.json").write_text(json.dumps(ledger), "utf-8")
    (content / "2022-02/issue.md").write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load(content, as_of=day)
    errors = [str(problem) for problem in caught.value.problems if problem.is_error]
    assert errors == [f"{content}/2022-02/issue.md:{sentence}"]


def test_an_item_that_was_sent_and_lies_in_another_issue_is_a_warning_and_may_be_repeated_instead(
    content: Path,
) -> None:
    ledger = json.loads((content / "ledger.json").read_text("utf-8"))
    ledger["issues"]["2022-01"]["state"] = "sent"
    ledger["items"]["course"]["told"] = ledger["items"]["course"]["hash"]
    (content / "ledger.json").write_text(json.dumps(ledger), "utf-8")
    (content / "2022-01/course.md").rename(content / "2022-02/course.md")
    [problem] = [problem for problem in read(content).problems if problem.rule == "NAM04"]
    assert (problem.severity, problem.path) == ("warning", f"{content}/2022-02/course.md")
    assert "put the file back into 2022-01. To print it again, write `repeat: course` in" in problem.hint
    (content / "2022-02/course.md").rename(content / "2022-01/course.md")
    (content / "2022-02/issue.md").write_text(ISSUE.replace("status:", "repeat: course\nstatus:"), "utf-8")
    assert [item.slug for item in load(content).issues[0].items] == ["course", "week"]
    assert "NAM04" not in {problem.rule for problem in read(content).problems}


@pytest.mark.guarantee("WEB-11", "WEB-12")
@pytest.mark.parametrize("end", ["gone: It came to its end.", "moved to: course"])
def test_an_item_that_is_declared_gone_or_moved_may_be_deleted(content: Path, end: str) -> None:
    (content / "2022-02/week.md").write_text(f"---\ntitle: Safeguarding week\ntopics: safety\n{end}\n---\n", "utf-8")
    out = content.parent / "out"
    write(render(load(content)), out)
    page = (out / "site/items/week/index.html").read_text("utf-8")
    assert ("It came to its end." in page) or ('href="../course/"' in page)
    assert not (out / "site/items/week/files").exists()
    assert (out / "site/topics/safety/index.html").exists()


def test_some_of_the_outputs_may_be_built_alone(content: Path) -> None:
    assert list(render(load(content), ["feed"]))


def test_without_the_judge_the_address_would_be_lost(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (content / "2022-02/week.md").write_text(ITEM.replace("title:", "topics: safety\ntitle:"), "utf-8")
    monkeypatch.setattr(outputs.manifest, "refuse_loss", lambda _bulletin, _files: None)
    assert "site/items/week/files/flyer.pdf" not in {file.path for file in render(load(content))}
