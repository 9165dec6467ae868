"""The sample has the files, kinds, circulation, sessions and README that it is meant to have."""

from __future__ import annotations

import re
from datetime import UTC
from pathlib import Path

import pytest

from bulletin import Item, Session, read
from bulletin.text import humanize
from tests.support.sample import CONTENT, ITEMS, NONE_STATED, SESSIONS, items, sample

OTHERS = {
    "README.md",
    "bulletin.yml",
    "2020-02/issue.md",
    "2022-02/issue.md",
    "2022-02/files/cdop-for-gps.docx",
    "2022-02/files/safer-recruitment-flyer.pdf",
    "snippets/attendance-policy.md",
    "snippets/booking-help.md",
    "snippets/junk-mail.md",
    "snippets/priority-warning.md",
}


def test_the_sample_has_these_files_and_no_others() -> None:
    paths = {path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*") if path.is_file()}
    assert paths == set(ITEMS) | OTHERS


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_has_its_kind_circulation_and_sessions(name: str) -> None:
    item = items()[Path(name).stem]
    assert (item.kind, item.circulation, len(item.sessions)) == ITEMS[name]


def test_only_the_unpublished_reviews_are_on_hold_and_there_is_no_other_notice() -> None:
    on_hold = {item.slug: item.held for item in items().values() if item.held}
    assert on_hold == {"scr-learning": "the families have read the final reports"}
    rules = [notice.rule for notice in read(CONTENT, mail=("all",)).problems]
    assert [rule for rule in rules if rule != "RST02"] == ["RST05"]


def test_the_sample_is_marked_as_a_sample() -> None:
    settings = sample().settings
    assert settings.sample
    assert (settings.id, settings.base_url) == ("nw-safeguarding", "https://example.org/nw-safeguarding/")
    assert [reminder.days for reminder in settings.reminders] == [1, 7]


def test_every_topic_has_a_public_item() -> None:
    public = {
        topic for item in items().values() if item.circulation == "public" and not item.held for topic in item.topics
    }
    assert public == set(sample().settings.topics)


def test_every_title_and_summary_is_short_enough() -> None:
    long = [
        item.slug for item in items().values() if len(item.title) > 65 or len(item.summary) > 200 or "…" in item.summary
    ]
    assert long == []


def _row(item: Item, session: Session) -> tuple[str, ...]:
    start, end = session.start.astimezone(UTC), session.end.astimezone(UTC)
    joining = humanize.weekday(session.joining_by) if session.joining_by else item.joining or NONE_STATED
    hours = humanize.hours(session.start, session.end)
    return (
        item.slug,
        session.label,
        humanize.weekday(session.start),
        hours,
        f"{start:%Y%m%dT%H%MZ} to {end:%H%MZ}",
        joining,
    )


def test_the_14_sessions_are_read_exactly() -> None:
    pairs = [(item, session) for item in items().values() for session in item.sessions]
    pairs.sort(key=lambda pair: (pair[1].start, pair[0].slug))
    assert [_row(item, session) for item, session in pairs] == SESSIONS


def test_every_session_is_online_and_open_and_has_its_own_booking_link() -> None:
    sessions = [session for item in items().values() for session in item.sessions]
    assert {(session.place, session.state) for session in sessions} == {("Microsoft Teams", "open")}
    assert len({session.book for session in sessions if session.book.startswith("https://example.org/book/")}) == 14


def test_only_safer_recruitment_says_how_many_places_there_are() -> None:
    places = {(item.slug, session.places) for item in items().values() for session in item.sessions if session.places}
    assert places == {("safer-recruitment", 16)}


@pytest.mark.parametrize("slug", [Path(name).stem for name, facts in ITEMS.items() if facts[2]])
def test_an_item_says_that_its_booking_links_are_not_real(slug: str) -> None:
    assert re.search(r"booking links? in this sample leads? to example\.org\.", items()[slug].prose.text)


CODES = ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4", "C1", "C2", "C3", *(f"D{number}" for number in range(1, 12)))


def test_the_readme_says_where_each_item_of_the_documents_is() -> None:
    readme = (CONTENT / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| ([A-D]\d+) \| [^|]+ \| ([^|]+) \|$", readme, re.MULTILINE))
    assert tuple(rows) == CODES
    assert set(re.findall(r"\((20[^)]+\.md)\)", readme)) == set(ITEMS)
    targets = re.findall(r"\]\(([^):]+)\)", readme)
    assert [target for target in targets if not (CONTENT / target).exists()] == []
