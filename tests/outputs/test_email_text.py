"""The plain-text part has the words and links of the HTML, in the same order."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

import pytest

from bulletin.model import Bulletin, Contact, Link, Snippet
from tests.outputs.email_reading import links_of, page_of, rendered, text_links_of, words_of
from tests.support.values import (
    LONDON,
    make_bulletin,
    make_issue,
    make_item,
    make_prose,
    make_session,
    make_settings,
    make_training,
)


def _bulletin() -> Bulletin:
    earlier = make_issue(
        make_training(
            "trauma", make_session("trauma", start=datetime(2022, 2, 10, 13, tzinfo=LONDON)), issue="2022-01"
        ),
        id="2022-01",
        day=date(2022, 1, 4),
    )
    prose = replace(
        make_prose("One."),
        email='<p>See <a href="https://example.org/in-the-text">the guide</a>.</p>',
        text="See the guide <https://example.org/in-the-text>.",
    )
    snippet = Snippet(slug="policy", title="Before you book", body="x", shared=True, prose=make_prose("Please come."))
    sessions = (
        make_session("cultural", start=datetime(2022, 3, 23, 10, tzinfo=LONDON)),
        make_session("cultural", "cohort-2", label="Cohort 2", start=datetime(2022, 2, 23, 12, tzinfo=LONDON)),
    )
    issue = make_issue(
        make_training(
            "cultural",
            *sessions,
            prose=prose,
            snippets=(snippet,),
            links=(Link(label="Flyer", url="https://example.org/flyer"),),
        ),
        make_item("report", summary_only=True, summary="In short."),
        make_item(
            "service", kind="service", contacts=(Contact(label="The service", url="https://example.org/service"),)
        ),
    )
    settings = make_settings(unsubscribe=("https://example.org/leave",), address="1 Example Street")
    return make_bulletin(issue, earlier, settings=settings)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return rendered(_bulletin())


def test_both_parts_have_the_same_web_links_in_the_same_order(files: dict[str, bytes]) -> None:
    links = links_of(page_of(files["bulletin.html"]))
    assert len(links) == 23
    assert text_links_of(files["bulletin.txt"].decode()) == links


def test_a_session_is_booked_in_one_place_and_its_item_leads_there(files: dict[str, bytes]) -> None:
    hrefs = [link.get("href") for link in page_of(files["bulletin.html"]).iter("a")]
    booking = [href for href in hrefs if "/book/" in href]
    assert len(booking) == len(set(booking)) == 2
    assert files["bulletin.txt"].decode().count("Book in the training dates") == 1
    [leading] = [
        link for link in page_of(files["bulletin.html"]).iter("a") if words_of(link) == "Book in the training dates"
    ]
    assert leading.get("href") == "#training-dates"


def test_both_parts_have_the_same_headings_in_the_same_order(files: dict[str, bytes]) -> None:
    text = files["bulletin.txt"].decode()
    headings = [
        words_of(node) for node in page_of(files["bulletin.html"]).iter() if str(node.tag) in ("h1", "h2", "h3")
    ]
    assert re.findall(r"^(.+)\n[=-]+$", text, re.MULTILINE) == headings
    assert headings[1:4] == ["In this issue", "Training dates", "Also coming up"]


@pytest.mark.parametrize(
    ("when", "hours"),
    [
        ("Wednesday 23 February 2022", "midday to 7pm"),
        ("Wednesday 23 March 2022", "10am to 5pm"),
        ("Thursday 10 February 2022", "1pm to 8pm"),
    ],
)
def test_every_session_is_in_both_parts_with_weekday_and_hours(files: dict[str, bytes], when: str, hours: str) -> None:
    assert f"{when} {hours}" in words_of(page_of(files["bulletin.html"]))
    assert f"{when}, {hours}" in files["bulletin.txt"].decode()


def test_the_first_line_of_the_text_is_the_preheader(files: dict[str, bytes]) -> None:
    assert files["bulletin.txt"].decode().split("\n")[0] == "Welcome to this issue. 3 items and 2 training sessions."


def test_the_text_holds_no_markup_no_filler_and_no_two_empty_lines(files: dict[str, bytes]) -> None:
    text = files["bulletin.txt"].decode()
    assert not re.search(r"</?[a-z]+[ >]|&[a-z#0-9]+;|[\u2007\ufeff\u034f]|[ \t]$|\n{3}", text, re.MULTILINE)


def test_every_visible_word_of_the_html_is_in_the_text(files: dict[str, bytes]) -> None:
    body = page_of(files["bulletin.html"]).find("body")
    words = set(re.findall(r"\w+", files["bulletin.txt"].decode()))
    assert set(re.findall(r"\w+", words_of(body))) - words == {"Date", "and", "time", "Session"} - words
