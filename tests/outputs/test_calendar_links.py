"""Links open a session in an online calendar, and subscribe to a whole calendar."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin import addresses
from bulletin.model import Circulation, Link, Session, State
from bulletin.outputs.calendar import calendar_links
from bulletin.outputs.calendar.calendar_links import email_link, session_links, subscribe_links
from bulletin.outputs.sessions import Line, line
from tests.support.examples import examples
from tests.support.rendering import rendered_files
from tests.support.values import LONDON, make_bulletin, make_issue, make_session, make_settings, make_training

SUMMER = datetime(2022, 5, 10, 9, 30, tzinfo=LONDON)


def cohort(**changes: object) -> Session:
    return make_session("safer-recruitment", "cohort-4", **({"label": "Cohort 4", "start": SUMMER} | changes))


def line_of(session: Session | None = None, **changes: object) -> Line:
    session = session or cohort()
    item = make_training("safer-recruitment", session, **({"title": "Safer recruitment training"} | changes))
    return line(item, session, date.min)


def by_label(links: tuple[Link, ...]) -> dict[str, tuple[str, dict[str, str]]]:
    """Return label of a link → (address of its page, its query parameters)."""
    pages = {}
    for link in links:
        parts = urlsplit(link.url)
        pages[link.label] = (parts._replace(query="").geturl(), dict(parse_qsl(parts.query, strict_parsing=True)))
    return pages


DETAILS = "Book: https://example.org/book/safer-recruitment-cohort-4\nThis does not book your place."
TITLE, PLACE = "Safer recruitment training: Cohort 4", "Microsoft Teams (link sent before the session)"


@pytest.mark.guarantee("CAL-40")
def test_google_gets_the_sessions_own_clock_and_its_zone():
    assert by_label(session_links(make_settings(), line_of()))["Google Calendar"] == (
        "https://calendar.google.com/calendar/render",
        {
            "action": "TEMPLATE", "text": TITLE, "dates": "20220510T093000/20220510T163000", "ctz": "Europe/London",
            "location": PLACE, "details": DETAILS,
        },
    )  # fmt: skip


@pytest.mark.guarantee("CAL-41")
@pytest.mark.parametrize(
    ("label", "host"), [("Outlook for work", "outlook.office.com"), ("Outlook.com", "outlook.live.com")]
)
def test_outlook_gets_utc_with_a_z_and_a_body_of_html(label, host):
    session = cohort(book="https://example.org/book?a=1&copy=2")
    assert by_label(session_links(make_settings(), line_of(session)))[label] == (
        f"https://{host}/calendar/deeplink/compose",
        {
            "path": "/calendar/action/compose", "rru": "addevent", "startdt": "2022-05-10T08:30:00Z",
            "enddt": "2022-05-10T15:30:00Z", "subject": TITLE, "location": PLACE,
            "body": "Book: https://example.org/book?a=1&amp;copy=2<br>This does not book your place.",
        },
    )  # fmt: skip


@pytest.mark.guarantee("CAL-42")
def test_yahoo_gets_the_sessions_own_clock_without_a_z():
    assert by_label(session_links(make_settings(), line_of()))["Yahoo Calendar"] == (
        "https://calendar.yahoo.com/",
        {
            "v": "60", "TITLE": TITLE, "ST": "20220510T093000", "ET": "20220510T163000", "in_loc": PLACE,
            "DESC": DETAILS,
        },
    )  # fmt: skip


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=1000)


@pytest.mark.guarantee("CAL-43")
@examples(40)
@given(WORDS, WORDS, WORDS, st.booleans())
def test_for_any_text_a_link_is_ascii_without_plus_and_within_its_length(title, place, booking, sample):
    written_line = line_of(
        cohort(place=place, book="https://example.org/" + "x" * len(booking)), title=title, booking=booking
    )
    for link in session_links(make_settings(sample=sample), written_line):
        assert len(link.url) <= calendar_links.LENGTH_LIMIT
        assert link.url.isascii()
        assert "+" not in urlsplit(link.url).query
        values = dict(parse_qsl(urlsplit(link.url).query, strict_parsing=True))
        title_of_link = values.get("text") or values.get("subject") or values["TITLE"]
        full_title = f"{title}: Cohort 4"
        assert full_title == title_of_link or (
            full_title.startswith(title_of_link[:-1].rstrip()) and title_of_link.endswith("…")
        )


@pytest.mark.guarantee("CAL-43")
def test_a_link_that_would_be_too_long_has_less_text_and_no_cut_address():
    book = "https://example.org/" + "b" * 900
    expected = {
        500: f"Book: {book}\nThis does not book your place.",
        1900: "https://example.org/nw-safeguarding/items/safer-recruitment/",
    }
    words = line_of(cohort(book=book), booking="w" * 900)
    assert by_label(session_links(make_settings(), words))["Google Calendar"][1]["details"] == expected[500]
    longer = line_of(cohort(book=book + "b" * 900), booking="w" * 100)
    assert by_label(session_links(make_settings(), longer))["Google Calendar"][1]["details"] == expected[1900]


@pytest.mark.guarantee("CAL-39")
def test_links_do_not_depend_on_the_zone_of_the_machine(monkeypatch):
    import time

    links = session_links(make_settings(), line_of())
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert datetime.now(UTC).astimezone().utcoffset() != datetime.now(UTC).utcoffset()
        assert session_links(make_settings(), line_of()) == links
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_policy_is_never_in_a_link():
    from tests.outputs.test_calendars import POLICY

    assert not any("pay" in link.url for link in session_links(make_settings(), line_of(snippets=(POLICY,))))


def test_a_cancelled_session_is_offered_to_no_online_calendar():
    assert session_links(make_settings(), line_of(cohort(state=State.CANCELLED))) == ()


def test_a_link_of_a_sample_is_marked_as_a_sample():
    for _, values in by_label(session_links(make_settings(sample=True), line_of())).values():
        assert any(value.startswith("This is a sample, not a real session.") for value in values.values())


@pytest.mark.guarantee("CAL-45")
@pytest.mark.parametrize(
    ("circulation", "hosted", "start"),
    [
        (Circulation.PUBLIC, True, "https://example.org/nw-safeguarding/items/safer-recruitment/#date-cohort-4"),
        (Circulation.PUBLIC, False, "https://outlook.office.com/calendar/deeplink/compose?"),
        (Circulation.STAFF, True, "https://outlook.office.com/calendar/deeplink/compose?"),
        (Circulation.LIMITED, True, ""),
    ],
)
def test_the_emails_one_link_leads_to_the_page_or_to_outlook_for_work(circulation, hosted, start):
    link = email_link(make_settings(hosted=hosted), line_of(circulation=circulation, circulation_note="For leads."))
    assert link.startswith(start)
    assert bool(link) == bool(start)


def test_the_email_has_no_calendar_link_for_a_cancelled_session_for_staff():
    assert email_link(make_settings(), line_of(cohort(state=State.CANCELLED), circulation=Circulation.STAFF)) == ""


@pytest.mark.guarantee("CAL-44")
def test_a_calendar_is_subscribed_to_in_outlook_apple_and_google():
    calendar = "https://example.org/nw-safeguarding/topics/adults/calendar.ics"
    links = subscribe_links(make_settings(), "topics/adults/calendar.ics", "adults")
    values = {"url": calendar, "name": "North West safeguarding bulletin: adults"}
    assert by_label(links[:2]) == {
        "Outlook for work": ("https://outlook.office.com/calendar/0/addfromweb", values),
        "Outlook.com": ("https://outlook.live.com/calendar/0/addfromweb", values),
    }
    assert links[2:] == (
        Link(label="Apple Calendar", url=calendar.replace("https:", "webcal:")),
        Link(label="Google Calendar", url="https://calendar.google.com/calendar/u/0/r/settings/addbyurl"),
    )


def test_without_a_base_url_there_is_nothing_to_subscribe_to():
    assert subscribe_links(make_settings(hosted=False)) == ()


def page(address: str, *sessions: Session) -> str:
    bulletin = make_bulletin(
        make_issue(make_training("safer-recruitment", *sessions, title="Safer recruitment training"))
    )
    return next(
        file.data.decode() for file in rendered_files("pages", bulletin) if file.path == addresses.site(address)
    )


@pytest.mark.guarantee("CAL-44")
def test_the_subscribe_page_shows_the_address_to_copy_and_every_link():
    html = page(addresses.SUBSCRIBE, cohort())
    assert "<code>https://example.org/nw-safeguarding/calendar.ics</code>" in html
    for link in subscribe_links(make_settings()):
        assert f'href="{link.url.replace("&", "&amp;")}"' in html


@pytest.mark.guarantee("CAL-43")
def test_the_page_of_an_item_gives_each_session_its_five_links_which_name_it():
    html = page(addresses.item("safer-recruitment"), cohort())
    place = html.partition('id="date-cohort-4"')[2].partition("</div>")[0]
    links = re.findall(r'<a href="([^"]*)">(.*?)</a>', place)
    assert [url.replace("&amp;", "&") for url, _ in links] == [
        "cohort-4.ics",
        *(link.url for link in session_links(make_settings(), line_of())),
    ]
    assert all("Safer recruitment training: Cohort 4, 10 May 2022" in words for _, words in links)
    assert "<script" not in place
    assert not re.search(r" on[a-z]+=", place)


def test_a_session_called_main_has_a_place_of_its_own():
    session = make_session("safer-recruitment", "main", label="Main", start=SUMMER)
    html = page(addresses.item("safer-recruitment"), session)
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert {"date-main", "main"} <= set(ids)


@pytest.mark.guarantee("CAL-44")
def test_the_emails_footer_has_every_link_that_mail_programs_leave_and_the_address_to_copy():
    bulletin = make_bulletin(make_issue(make_training("safer-recruitment", cohort())))
    files = {file.path.rpartition("/")[2]: file.data.decode() for file in rendered_files("email", bulletin)}
    for link in subscribe_links(make_settings()):
        is_web_link = link.url.startswith("https:")
        assert (f'href="{link.url.replace("&", "&amp;")}"' in files["bulletin.html"]) == is_web_link
        assert (f"<{link.url}>" in files["bulletin.txt"]) == is_web_link
    assert 'href="https://example.org/nw-safeguarding/calendar.ics"' in files["bulletin.html"]
    assert "<https://example.org/nw-safeguarding/calendar.ics>" in files["bulletin.txt"]
