"""A state has the same words in the calendar, the email, the page and the feed, from one table."""

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
"""Each row: the change of the session, the words, the button, and the name in a calendar."""


def cohort(**changes: object) -> Session:
    start = datetime(2022, 3, 8, 9, 30, tzinfo=LONDON)
    return make_session("safer-recruitment", "cohort-4", **({"label": "Cohort 4", "start": start} | changes))


def bulletin(*sessions: Session) -> Bulletin:
    return make_bulletin(make_issue(make_training("safer-recruitment", *sessions, title="Safer recruitment")))


def outputs_of(*sessions: Session) -> dict[str, str]:
    files = {file.path: file.data for file in render(bulletin(*sessions))}
    # Scripts have data for search engines, which has its own words for places.
    return {name: SCRIPT.sub("", files[path].decode("utf-8")) for name, path in FILES.items()}  # type: ignore[union-attr]


@pytest.mark.guarantee("CAL-54")
@pytest.mark.parametrize(("changes", "words", "button", "summary"), STATES, ids=[row[1] or "Open" for row in STATES])
def test_a_state_and_its_button_are_in_every_output(
    changes: dict[str, object], words: str, button: str, summary: str
) -> None:
    outputs = outputs_of(cohort(**changes))
    calendar = outputs["calendar"].replace("\r\n ", "")
    assert f"\r\nSUMMARY:{summary}\r\n" in calendar
    for name in ("email", "text", "page", "feed"):
        assert words in outputs[name], name
        others = {other for _, other, *_ in STATES if other and other != words}
        assert not [other for other in others if re.search(rf"\b{other}\b", outputs[name])], name
        assert (BOOK in outputs[name]) == bool(button), name
        assert (button or "Book") in outputs[name] or not button, name
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
        hashes.session_hashes(item, session, "Europe/London")
        for session in (cohort(), cohort(**{"end": cohort().end} | changes))
    )
    assert before.hash != after.hash
    assert (before.time_hash != after.time_hash) == counts


@pytest.mark.guarantee("CAL-54")
def test_a_title_in_the_feed_has_the_state_only_if_all_sessions_have_it() -> None:
    other = make_session(
        "safer-recruitment", "cohort-5", label="Cohort 5", start=datetime(2022, 3, 9, 9, 30, tzinfo=LONDON)
    )
    assert "<title>CANCELLED: Safer recruitment</title>" in outputs_of(cohort(state=State.CANCELLED))["feed"]
    assert "<title>Safer recruitment" in outputs_of(cohort(state=State.CANCELLED), other)["feed"]


def test_the_table_has_every_state() -> None:
    assert set(STANDINGS) == set(State)
    assert {state for state, standing in STANDINGS.items() if standing.prefix} == set(STATUS)
