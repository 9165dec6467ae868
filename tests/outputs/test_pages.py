"""Data in the pages for scripts and search engines: the filters of the calendar, and schema.org events."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.model import State
from bulletin.outputs.facts import Topic
from bulletin.outputs.pages.filters import choices
from bulletin.outputs.pages.json_ld import events
from bulletin.outputs.sessions import courses, lines
from tests.support.rendering import rendered_files
from tests.support.values import (
    make_bulletin,
    make_issue,
    make_item,
    make_session,
    make_settings,
    make_training,
)


def event(**changes: object) -> dict[str, object]:
    cost = str(changes.pop("cost", ""))
    item = make_training("self-neglect", make_session(**changes), cost=cost)
    _, second = json.loads(events(make_settings(), courses(item, date(2022, 2, 1)), make_issue(item)))["@graph"]
    return second  # type: ignore[no-any-return]


@pytest.mark.guarantee("WEB-05")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, {"eventStatus": "https://schema.org/EventScheduled", "startDate": "2022-04-01T09:30:00+01:00"}),
        ({"state": State.CANCELLED}, {"eventStatus": "https://schema.org/EventCancelled"}),
        (
            {"moved_from": date(2022, 3, 25)},
            {"eventStatus": "https://schema.org/EventRescheduled", "previousStartDate": "2022-03-25"},
        ),
        ({"places": 16}, {"maximumAttendeeCapacity": 16}),
        (
            {"place": "Stopford House, Stockport SK1 3XE"},
            {
                "location": {"@type": "Place", "name": "Stopford House", "address": {"@type": "PostalAddress", "streetAddress": "Stockport", "postalCode": "SK1 3XE"}},
                "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            },
        ),
        (
            {"cost": "Free to you"},
            {
                "offers": {
                    "@type": "Offer", "availability": "https://schema.org/InStock", "price": "0", "priceCurrency": "GBP",
                    "url": "https://example.org/book/self-neglect-2022-04-01",
                }
            },
        ),
        (
            {"state": State.FULL, "book": ""},
            {"offers": {"@type": "Offer", "availability": "https://schema.org/SoldOut"}},
        ),
    ],
)  # fmt: skip
def test_an_event_has_the_state_of_the_session(changes: dict[str, object], expected: dict[str, object]) -> None:
    assert expected.items() <= event(**changes).items()


def test_a_session_without_booking_has_no_offer() -> None:
    assert "offers" not in event(book="")
    assert events(make_settings(), (), make_issue()) == ""


@pytest.mark.guarantee("WEB-05")
@given(st.text())
def test_no_text_can_end_the_script(words: str) -> None:
    item = make_training("x", title=f"</script><!--{words}")
    script = events(make_settings(), courses(item, date(2022, 2, 1)), make_issue(item))
    assert not set("<>&") & set(script)
    assert json.loads(script)["@graph"][1]["name"] == f"</script><!--{words}"


def test_only_filters_that_hide_a_session_are_offered() -> None:
    online = make_training("a", topics=("adults",))
    in_person = make_training("b", make_session("b", place="Stopford House"), topics=("adults", "A & E"))
    full = make_training("c", make_session("c", state=State.FULL), topics=("adults",))
    rows = [line for item in (online, in_person, full) for line in lines(item, date(2022, 2, 1))]
    topics = tuple(Topic(name, ()) for name in ("adults", "A & E", "unused"))
    options = choices(topics, rows)
    offered = {group.legend: [choice.label for choice in group.choices] for group in options.groups}
    assert offered == {
        "Topic": ["All topics", "A & E"],
        "Where": ["Anywhere", "Online", "In person"],
        "Places": ["All sessions", "Not full or cancelled"],
    }
    assert options.classes(rows[1]) == "topic-adults topic-a-and-e is-in-person is-open"
    assert "main:has(#show-topic-a-and-e:checked) tbody tr:not(.topic-a-and-e) { display: none; }" in options.css
    # 2 topics, 3 places and 2 states: each of 11 combinations hides sessions and empty months, and has a message.
    assert options.css.count(".month:not(") == options.css.count(".none ") == 11
    assert choices(topics, rows[:1]).groups == ()


def test_earlier_items_of_a_topic_are_a_list_of_names() -> None:
    items = [make_item(f"item-{number}", f"Summary {number}.", topics=("adults",)) for number in range(23)]
    bulletin = make_bulletin(make_issue(*items), settings=make_settings(topics=("adults",)))
    (page,) = [
        file.data.decode() for file in rendered_files("pages", bulletin) if file.path == "site/topics/adults/index.html"
    ]
    assert page.count('href="../../items/item-') == 23
    assert ("Summary 19." in page, "Summary 20." in page) == (True, False)


def test_a_page_names_the_picture_and_the_trail_of_its_own_issue() -> None:
    days = {"2022-02": date(2022, 2, 1), "2022-03": date(2022, 3, 1)}
    issues = (make_issue(make_item(f"of-{id_}", issue=id_), id=id_, day=day) for id_, day in days.items())
    files = {file.path: file.data for file in rendered_files("pages", make_bulletin(*issues))}
    for id_, other in (("2022-02", "2022-03"), ("2022-03", "2022-02")):
        page = files[f"site/items/of-{id_}/index.html"]
        assert isinstance(page, bytes)
        assert f'content="https://example.org/nw-safeguarding/{id_}/card.png"'.encode() in page
        assert f'<a href="../../{id_}/">North West safeguarding bulletin, 1'.encode() in page
        assert f"{other}/".encode() not in page
