"""A state says the same in the calendar, the email, the page and the feed: one table for all outputs."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from bulletin.ledger import hashes
from bulletin.model import STATUS, Bulletin, Session, State
from bulletin.outputs import render
from bulletin.outputs.sessions import STANDINGS
from tests.support.values import LONDON, make_bulletin, make_issue, make_session, make_training

BOOK = "https://example.org/book/safer-recruitment-cohort-4"
FILES = {
    "calendar": "site/items/safer-recruitment/cohort-4.ics",
    "email": "mail/2022-02/bulletin.html",
    "text": "mail/2022-02/bulletin.txt",
    "page": "site/items/safer-recruitment/index.html",
    "feed": "site/feed.xml",
}
SCRIPT = re.compile("<script.*?</script>", re.DOTALL)
NAME = "Safer recruitment: Cohort 4"
STATES: tuple[tuple[dict[str, object], str, str, str], ...] = (
    ({}, "", "Book", NAME),
    ({"state": State.FULL}, "Full", "", NAME),
    ({"state": State.WAITING_LIST}, "Waiting list", "Join the waiting list", NAME),
    ({"state": State.PROVISIONAL}, "Provisional", "Book", f"PROVISIONAL: {NAME}"),
    ({"state": State.CANCELLED}, "Cancelled", "", f"CANCELLED: {NAME}"),
    ({"moved_from": date(2022, 3, 1)}, "Moved from 1 March 2022", "Book", f"MOVED: {NAME} (was 1 March)"),
)
"""What is changed, the words, the button, and the name in a calendar."""


def cohort(**changes: object) -> Session:
    start = datetime(2022, 3, 8, 9, 30, tzinfo=LONDON)
    return make_session("safer-recruitment", "cohort-4", **({"label": "Cohort 4", "start": start} | changes))


def bulletin(*sessions: Session) -> Bulletin:
    return make_bulletin(make_issue(make_training("safer-recruitment", *sessions, title="Safer recruitment")))


def made(*sessions: Session) -> dict[str, str]:
    files = {file.path: file.data for file in render(bulletin(*sessions))}
    # What stands in a script is for search engines; it says by itself whether places are left.
    return {name: SCRIPT.sub("", files[path].decode("utf-8")) for name, path in FILES.items()}  # type: ignore[union-attr]


@pytest.mark.guarantee("CAL-54")
@pytest.mark.parametrize(("changes", "words", "button", "summary"), STATES, ids=[one[1] or "Open" for one in STATES])
def test_a_state_and_what_can_be_done_about_it_show_everywhere(
    changes: dict[str, object], words: str, button: str, summary: str
) -> None:
    found = made(cohort(**changes))
    calendar = found["calendar"].replace("\r\n ", "")
    assert f"\r\nSUMMARY:{summary}\r\n" in calendar
    for name in ("email", "text", "page", "feed"):
        assert words in found[name], name
        others = {one for _, one, *_ in STATES if one and one != words}
        assert not [one for one in others if re.search(rf"\b{one}\b", found[name])], name
        assert (BOOK in found[name]) == bool(button), name
        assert (button or "Book") in found[name] or not button, name
    assert (f"URL:{BOOK}" in calendar) == bool(button)
    assert (f"{button}: {BOOK}" in calendar) == bool(button)


@pytest.mark.guarantee("CAL-54")
@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"state": State.FULL}, False), ({"state": State.WAITING_LIST}, False), ({"places": 3}, False),
        ({"book": "https://example.org/x"}, False), ({"state": State.PROVISIONAL}, True),
        ({"state": State.CANCELLED}, True), ({"place": "Zoom"}, True),
        ({"start": datetime(2022, 3, 15, 9, 30, tzinfo=LONDON)}, True),
        ({"end": datetime(2022, 3, 8, 15, 30, tzinfo=LONDON)}, True),
    ],
)  # fmt: skip
def test_only_when_where_and_whether_it_takes_place_counts_as_another_sequence(
    changes: dict[str, object], counts: bool
) -> None:
    (item,) = bulletin(cohort()).issues[0].items
    before, after = (
        hashes.session_hashes(item, one, "Europe/London")
        for one in (cohort(), cohort(**{"end": cohort().end} | changes))
    )
    assert before.hash != after.hash
    assert (before.time_hash != after.time_hash) == counts


@pytest.mark.guarantee("CAL-54")
def test_a_feeds_title_says_it_only_if_all_sessions_share_it() -> None:
    other = make_session(
        "safer-recruitment", "cohort-5", label="Cohort 5", start=datetime(2022, 3, 9, 9, 30, tzinfo=LONDON)
    )
    assert "<title>CANCELLED: Safer recruitment</title>" in made(cohort(state=State.CANCELLED))["feed"]
    assert "<title>Safer recruitment" in made(cohort(state=State.CANCELLED), other)["feed"]


def test_every_state_stands_in_the_one_table() -> None:
    assert set(STANDINGS) == set(State)
    assert {state for state, one in STANDINGS.items() if one.prefix} == set(STATUS)
