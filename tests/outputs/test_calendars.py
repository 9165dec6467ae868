"""Calendar files are those of the contract, have the words of their sessions, and any text is read back unchanged."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, vText

from bulletin.checks.built import check_built
from bulletin.errors import BulletinError
from bulletin.model import Bulletin, Circulation, Contact, Item, Revision, Session, Snippet, State
from bulletin.outputs.calendar import calendar_files
from bulletin.outputs.calendar import event as calendar_event
from bulletin.outputs.sessions import line
from bulletin.text.colours import css_name
from tests.calendars.lint import lint
from tests.calendars.reading import READERS, by_vobject
from tests.support.rendering import rendered_files
from tests.support.values import (
    INSTANT,
    LONDON,
    make_bulletin,
    make_issue,
    make_item,
    make_prose,
    make_session,
    make_settings,
    make_training,
)

SESSIONS = (
    ("safer-recruitment", "Cohort 1", "2022-02-23T09:30", "2022-02-23T16:30", "20220223T0930Z", "20220223T1630Z"),
    ("lunch-and-learn", "", "2022-02-23T12:00", "2022-02-23T13:00", "20220223T1200Z", "20220223T1300Z"),
    ("safer-recruitment", "Cohort 2", "2022-03-02T09:30", "2022-03-02T16:30", "20220302T0930Z", "20220302T1630Z"),
    ("safer-recruitment", "Cohort 3", "2022-03-04T09:30", "2022-03-04T16:30", "20220304T0930Z", "20220304T1630Z"),
    ("safer-recruitment", "Cohort 4", "2022-03-08T09:30", "2022-03-08T16:30", "20220308T0930Z", "20220308T1630Z"),
    ("safer-recruitment", "Cohort 5", "2022-03-11T09:30", "2022-03-11T16:30", "20220311T0930Z", "20220311T1630Z"),
    ("safer-recruitment", "Cohort 6", "2022-03-14T09:30", "2022-03-14T16:30", "20220314T0930Z", "20220314T1630Z"),
    ("safer-recruitment", "Cohort 7", "2022-03-17T09:30", "2022-03-17T16:30", "20220317T0930Z", "20220317T1630Z"),
    ("safer-recruitment", "Cohort 8", "2022-03-22T09:30", "2022-03-22T16:30", "20220322T0930Z", "20220322T1630Z"),
    ("cultural-competence", "", "2022-03-23T10:00", "2022-03-23T13:00", "20220323T1000Z", "20220323T1300Z"),
    ("safer-recruitment", "Cohort 9", "2022-03-25T09:30", "2022-03-25T16:30", "20220325T0930Z", "20220325T1630Z"),
    ("lunch-and-learn", "", "2022-03-25T12:00", "2022-03-25T13:00", "20220325T1200Z", "20220325T1300Z"),
    ("self-neglect", "", "2022-04-01T09:30", "2022-04-01T16:30", "20220401T0830Z", "20220401T1530Z"),
    ("self-neglect", "", "2022-05-10T09:30", "2022-05-10T16:30", "20220510T0830Z", "20220510T1530Z"),
)
POLICY = Snippet(
    slug="before",
    title="Before you book",
    body="",
    calendar=True,
    prose=make_prose("We pay for each place.", "Tell us."),
)
JUNK = Snippet(slug="junk", title="Look in your junk folder", body="", prose=make_prose("It may be there."))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def seed() -> Bulletin:
    """Return a bulletin with the sessions of SESSIONS."""
    sessions_of_items: dict[str, list[Session]] = {}
    for slug, label, start, end, *_ in SESSIONS:
        key = label.lower().replace(" ", "-") or start[:10]
        sessions_of_items.setdefault(slug, []).append(
            make_session(slug, key, label=label, start=at(start), end=at(end))
        )
    items = (make_training(slug, *sessions, topics=("adults",)) for slug, sessions in sessions_of_items.items())
    overview = make_item("overview", topics=("children",))
    return make_bulletin(make_issue(*items, overview), settings=make_settings(topics=("adults", "children", "unused")))


def session_file(bulletin: Bulletin, item: Item, session: Session) -> bytes:
    """Return the calendar file of a session of a bulletin."""
    return calendar_files.session_file(bulletin.settings, item, session)


def with_session(session: Session | None = None, **changes: object) -> tuple[Bulletin, Item, Session]:
    session = session or make_session("safer-recruitment", "cohort-4", label="Cohort 4", start=at("2022-03-08T09:30"))
    item = make_training("safer-recruitment", session, title="Safer recruitment training", **changes)
    return make_bulletin(make_issue(item)), item, session


def event(session: Session | None = None, **changes: object) -> dict[str, str]:
    """Return the properties of a session's event, as icalendar reads them."""
    bulletin, item, session = with_session(session, **changes)
    (component,) = Calendar.from_ical(session_file(bulletin, item, session)).events
    return {name: value.to_ical().decode() if name == "URL" else str(value) for name, value in component.items()}


def described(session: Session | None = None, **changes: object) -> str:
    return by_vobject(session_file(*with_session(session, **changes)))[0].description


def files(bulletin: Bulletin) -> dict[str, bytes]:
    data_by_path = {file.path: file.data for file in rendered_files("calendars", bulletin)}
    assert all(isinstance(data, bytes) for data in data_by_path.values())
    return data_by_path  # type: ignore[return-value]


@pytest.mark.parametrize("read", READERS)
def test_every_session_of_the_seeds_is_read_at_its_instant(read):
    expected = sorted((start, end) for *_, start, end in SESSIONS)
    data_by_path = files(seed())
    singles = [path for path in data_by_path if "/items/" in path and not path.endswith("/calendar.ics")]
    for events in (
        [event for path in singles for event in read(data_by_path[path])],
        read(data_by_path["site/calendar.ics"]),
    ):
        assert sorted((f"{event.start:%Y%m%dT%H%MZ}", f"{event.end:%Y%m%dT%H%MZ}") for event in events) == expected


@pytest.mark.parametrize("read", READERS)
def test_every_session_is_read_at_its_instant_by_our_zone_alone(read):
    data = files(seed())["site/calendar.ics"].replace(b"Europe/London", b"Our-London")
    starts = sorted(f"{event.start:%Y%m%dT%H%MZ}" for event in read(data))
    assert starts == sorted(start for *_, start, _ in SESSIONS)


@pytest.mark.guarantee("CAL-13")
def test_the_files_of_the_site_are_those_of_the_contract():
    assert sorted(path.removeprefix("site/") for path in files(seed())) == [
        "calendar.ics",
        "items/cultural-competence/session-727d8829.ics",
        "items/lunch-and-learn/calendar.ics",
        *sorted(f"items/lunch-and-learn/{session.stem}.ics" for session in seed().issues[0].items[1].sessions),
        "items/safer-recruitment/calendar.ics",
        *(f"items/safer-recruitment/cohort-{number}.ics" for number in range(1, 10)),
        "items/self-neglect/calendar.ics",
        "items/self-neglect/session-079c587d.ics",
        "items/self-neglect/session-f461d9d7.ics",
        "topics/adults/calendar.ics",
        "topics/children/calendar.ics",
    ]


def test_the_files_beside_the_mail_are_those_of_the_contract():
    paths = [file.path for file in rendered_files("email-calendars", seed())]
    assert len(paths) == len(SESSIONS)
    assert "mail/2022-02/calendar/safer-recruitment-cohort-4.ics" in paths
    assert "mail/2022-02/calendar/self-neglect-session-f461d9d7.ics" in paths


def test_files_of_the_mail_are_for_staff_and_files_of_the_site_for_all():
    assert {(file.output, file.circulation) for file in rendered_files("email-calendars", seed())} == {
        ("email-calendars", Circulation.STAFF)
    }
    assert {(file.output, file.circulation) for file in rendered_files("calendars", seed())} == {
        ("calendars", Circulation.PUBLIC)
    }


@pytest.mark.guarantee("CAL-02", "CAL-03")
def test_every_file_keeps_the_rules_of_the_bytes():
    for path, data in files(seed()).items():
        assert lint(data) == [], path


@pytest.mark.parametrize("read", READERS)
@pytest.mark.guarantee("CAL-26")
def test_a_session_has_the_same_words_in_every_file_that_holds_it(read):
    data_by_path = files(seed())
    everywhere = {event.uid: event for event in read(data_by_path["site/calendar.ics"])}
    for path, data in data_by_path.items():
        for event in read(data):
            assert everywhere[event.uid] == event, path


def test_a_retired_item_has_no_calendar_files():
    bulletin, item, _ = with_session(gone="It was cancelled.")
    assert list(files(bulletin)) == ["site/calendar.ics"]
    assert list(rendered_files("email-calendars", bulletin)) == []
    assert item.retired


@pytest.mark.guarantee("CAL-12")
def test_a_single_file_is_an_appointment_and_not_a_calendar():
    data = session_file(*with_session()).decode()
    assert "X-MS-OLK-FORCEINSPECTOROPEN:TRUE\r\n" in data
    assert not any(f"\r\n{name}" in data for name in ("NAME", "X-WR-", "REFRESH", "X-PUBLISHED", "SOURCE"))


@pytest.mark.guarantee("CAL-14")
def test_a_calendar_to_subscribe_to_says_what_it_is_and_how_often_to_look():
    data = files(seed())["site/calendar.ics"].replace(b"\r\n ", b"").decode().split("\r\n")
    for expected in (
        "NAME:North West safeguarding bulletin",
        "X-WR-CALNAME:North West safeguarding bulletin",
        "X-WR-TIMEZONE:Europe/London",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
        "SOURCE;VALUE=URI:https://example.org/nw-safeguarding/calendar.ics",
        "URL:https://example.org/nw-safeguarding/calendar/",
        "LAST-MODIFIED:20220201T090000Z",
        "COLOR:dodgerblue",
        "X-APPLE-CALENDAR-COLOR:#005eb8",
    ):
        assert expected in data
    assert not any(line.startswith(("BEGIN:VALARM", "X-MS-OLK")) for line in data)


def test_the_calendar_of_a_topic_holds_its_items_alone():
    data_by_path = files(seed())
    assert len(by_vobject(data_by_path["site/topics/adults/calendar.ics"])) == len(SESSIONS)
    assert b"NAME:North West safeguarding bulletin: children\r\n" in data_by_path["site/topics/children/calendar.ics"]


def test_a_calendar_without_sessions_holds_its_zone():
    data = files(seed())["site/topics/children/calendar.ics"]
    assert by_vobject(data) == []
    assert lint(data) == []
    assert data.count(b"BEGIN:VTIMEZONE") == 1


def test_a_bulletin_without_a_base_url_names_none():
    bulletin = replace(seed(), settings=make_settings(base_url="https://bulletin.invalid/", hosted=False))
    assert b"bulletin.invalid" not in b"".join(files(bulletin).values())


def test_a_sample_says_so_in_every_file():
    bulletin = replace(seed(), settings=make_settings(sample=True))
    for data in files(bulletin).values():
        assert "This is a sample" in data.replace(b"\r\n ", b"").decode()
    assert b"NAME:[Sample] North West" in files(bulletin)["site/calendar.ics"]


@pytest.mark.parametrize(
    ("state", "status", "transparency", "busy", "summary", "reminders"),
    [
        (State.OPEN, "CONFIRMED", "OPAQUE", "BUSY", "Safer recruitment training: Cohort 4", 1),
        (State.FULL, "CONFIRMED", "OPAQUE", "BUSY", "Safer recruitment training: Cohort 4", 1),
        (State.WAITING_LIST, "CONFIRMED", "OPAQUE", "BUSY", "Safer recruitment training: Cohort 4", 1),
        (State.PROVISIONAL, "TENTATIVE", "OPAQUE", "TENTATIVE", "PROVISIONAL: Safer recruitment training: Cohort 4", 1),
        (State.CANCELLED, "CANCELLED", "TRANSPARENT", "FREE", "CANCELLED: Safer recruitment training: Cohort 4", 0),
    ],
)
@pytest.mark.guarantee("CAL-30")
def test_a_state_shows_in_all_that_programs_look_at(state, status, transparency, busy, summary, reminders):
    session = make_session("safer-recruitment", "cohort-4", label="Cohort 4", state=state)
    values = event(session)
    assert (values["STATUS"], values["TRANSP"], values["X-MICROSOFT-CDO-BUSYSTATUS"]) == (status, transparency, busy)
    assert values["SUMMARY"] == summary
    assert session_file(*with_session(session)).count(b"BEGIN:VALARM") == reminders


@pytest.mark.parametrize(
    ("state", "moved_from", "summary"),
    [
        (State.OPEN, date(2022, 3, 8), "MOVED: Safer recruitment training: Cohort 4 (was 8 March)"),
        (State.OPEN, date(2021, 3, 8), "MOVED: Safer recruitment training: Cohort 4 (was 8 March 2021)"),
        (State.PROVISIONAL, date(2022, 3, 8), "MOVED: PROVISIONAL: Safer recruitment training: Cohort 4 (was 8 March)"),
        (State.CANCELLED, date(2022, 3, 8), "CANCELLED: Safer recruitment training: Cohort 4 (was 8 March)"),
    ],
)
@pytest.mark.guarantee("CAL-58")
def test_a_moved_session_says_what_it_was(state, moved_from, summary):
    session = make_session("safer-recruitment", "cohort-4", label="Cohort 4", state=state, moved_from=moved_from)
    assert event(session)["SUMMARY"] == summary
    assert f"Delete the entry for 8 March {moved_from.year} if you have one." in described(session).split("\n")


@pytest.mark.guarantee("CAL-29")
def test_identity_and_stamps_come_from_the_revision():
    revision = Revision(sequence=2, created=INSTANT, modified=datetime(2022, 3, 1, 8, 5, tzinfo=UTC))
    data = session_file(
        *with_session(make_session("safer-recruitment", "cohort-4", label="Cohort 4", revision=revision))
    ).decode()
    for expected in (
        "UID:9a2afd6a-b224-5f27-bcac-e2b43e7f5119",
        "SEQUENCE:2",
        "CREATED:20220201T090000Z",
        "DTSTAMP:20220301T080500Z",
        "LAST-MODIFIED:20220301T080500Z",
    ):
        assert f"\r\n{expected}\r\n" in data


@pytest.mark.guarantee("CAL-27")
def test_nothing_but_the_window_depends_on_the_day():
    today, later = (files(replace(seed(), as_of=day)) for day in (date(2022, 2, 1), date(2022, 5, 1)))
    assert today == later


@pytest.mark.guarantee("CAL-27")
def test_an_edit_changes_the_blocks_of_its_session_alone():
    before = seed()
    item = before.issues[0].items[0]
    edited = replace(item, sessions=(replace(item.sessions[0], place="Zoom"), *item.sessions[1:]))
    after = make_bulletin(
        replace(before.issues[0], items=(edited, *before.issues[0].items[1:])), settings=before.settings
    )
    changed = {path for path, data in files(after).items() if files(before)[path] != data}
    assert changed == {
        "site/items/safer-recruitment/cohort-1.ics",
        "site/items/safer-recruitment/calendar.ics",
        "site/topics/adults/calendar.ics",
        "site/calendar.ics",
    }


@pytest.mark.guarantee("CAL-15")
def test_the_calendar_goes_back_90_days():
    bulletin = seed()
    whole = files(replace(bulletin, as_of=date(2022, 2, 23) + timedelta(days=90)))["site/calendar.ics"]
    assert len(by_vobject(whole)) == len(SESSIONS)
    shortened = files(replace(bulletin, as_of=date(2022, 2, 24) + timedelta(days=90)))["site/calendar.ics"]
    assert len(by_vobject(shortened)) == len(SESSIONS) - 2


def large(count: int, start: str, **changes: object) -> Bulletin:
    """Return a bulletin of an item with many sessions, each with a long text."""
    sessions = [
        make_session("long", f"part-{number}", label=f"Part {number}", start=at(start), **changes)
        for number in range(count)
    ]
    text = Snippet(slug="long", title="Long", body="", calendar=True, prose=make_prose("word " * 4000))
    return make_bulletin(make_issue(make_training("long", *sessions, snippets=(text,))))


@pytest.mark.guarantee("CAL-15")
@pytest.mark.guarantee("CAL-15")
def test_the_check_says_when_a_calendar_is_nearly_as_large_as_it_may_be():
    for count, paths in ((42, ["site/calendar.ics"]), (20, [])):
        bulletin = large(count, "2022-04-01T09:30")
        problems = check_built(bulletin, rendered_files("calendars", bulletin))
        assert [problem.path for problem in problems if problem.rule == "CAL04"] == paths


def test_a_calendar_that_would_be_too_large_leaves_out_old_sessions():
    recent, coming = large(40, "2022-01-20T09:30"), large(20, "2022-04-01T09:30")
    item = replace(
        recent.issues[0].items[0], sessions=(*recent.issues[0].items[0].sessions, *coming.issues[0].items[0].sessions)
    )
    data = files(make_bulletin(make_issue(item)))["site/calendar.ics"]
    assert len(data) <= calendar_files.SIZE_LIMIT
    assert data.count(b"BEGIN:VEVENT") == 20


@pytest.mark.guarantee("CAL-15")
def test_a_calendar_that_would_still_be_too_large_has_shorter_descriptions():
    bulletin = large(60, "2022-04-01T09:30")
    data = files(bulletin)["site/calendar.ics"]
    assert len(data) <= calendar_files.SIZE_LIMIT
    assert data.count(b"BEGIN:VEVENT") == 60
    assert b"Book: https://example.org/book/long-part-59" in data.replace(b"\r\n ", b"")
    assert lint(data) == []


@pytest.mark.guarantee("CAL-15")
def test_a_calendar_that_cannot_be_small_enough_is_refused():
    with pytest.raises(
        BulletinError, match=r"^calendar.ics would have [\d,]+ bytes. Calendar programs refuse more than 1,000,000.$"
    ):
        files(large(60, "2022-04-01T09:30", book="https://example.org/" + "x" * 20000))


@pytest.mark.guarantee("CAL-33", "CAL-34")
def test_the_booking_link_comes_first_and_is_the_url():
    assert described().startswith("Book: https://example.org/book/safer-recruitment-cohort-4\n")
    assert event()["URL"] == "https://example.org/book/safer-recruitment-cohort-4"


@pytest.mark.parametrize(
    ("state", "booking", "first"),
    [
        (State.WAITING_LIST, "", "Join the waiting list: https://example.org/book/safer-recruitment-cohort-4"),
        (State.OPEN, "Send an application.", "Apply for a place: https://example.org/book/safer-recruitment-cohort-4"),
        (State.FULL, "", "This does not book your place."),
        (State.CANCELLED, "", "Safer recruitment training: Cohort 4"),
    ],
)
@pytest.mark.guarantee("CAL-33")
def test_the_first_line_says_what_can_be_done(state, booking, first):
    session = make_session("safer-recruitment", "cohort-4", label="Cohort 4", state=state)
    assert described(session, booking=booking).split("\n")[0] == first
    assert ("URL" in event(session, booking=booking)) == ("https:" in first)


@pytest.mark.guarantee("CAL-33", "CAL-57")
def test_the_description_has_every_fact_of_the_session():
    session = make_session(
        "safer-recruitment", "cohort-4", label="Cohort 4", start=at("2022-03-08T09:30"), places=16,
        book_by=date(2022, 3, 1), joining_by=date(2022, 3, 3),
    )  # fmt: skip
    description = described(
        session,
        presenters=("NSPCC",),
        cost="Free",
        level="Level 3",
        requires="the full day and any pre-course preparation",
        booking="You will hear from us directly.",
        contacts=(Contact(label="CDOP team", email="cdop@example.org", phone="0151 496 0000"),),
        snippets=(POLICY, JUNK),
    )
    before, _, after = description.partition("Cancel your place: ")
    assert before == (
        "Book: https://example.org/book/safer-recruitment-cohort-4\n"
        "You will hear from us directly.\n"
        "Book by Tuesday 1 March 2022\n"
        "This does not book your place.\n"
        "\n"
        "Safer recruitment training: Cohort 4\n"
        "Tuesday 8 March 2022, 9:30am to 4:30pm\n"
        "Microsoft Teams\n"
        "Joining details by Thursday 3 March 2022\n"
        "Delivered by: NSPCC\n"
        "Level: Level 3\n"
        "Cost: Free\n"
        "What you need: the full day and any pre-course preparation\n"
        "16 places\n"
        "\n"
        "Before you book\n"
        "We pay for each place.\n"
        "\n"
        "Tell us.\n"
        "\n"
    )
    assert after.partition("\n")[2] == (
        "When your Teams invite arrives you can delete this reminder.\n\nContact: CDOP team: cdop@example.org, 0151 496 0000"
    )


@pytest.mark.guarantee("CAL-57")
def test_the_description_says_how_to_give_a_place_back():
    [line] = [line for line in described().split("\n") if line.startswith("Cancel")]
    assert line == (
        "Cancel your place: write to team@example.org. Say your name and organisation, and "
        '"Safer recruitment training: Cohort 4, 8 March 2022".'
    )


@pytest.mark.guarantee("CAL-57")
def test_a_description_holds_no_address_that_is_hard_to_read():
    assert not re.findall(r"mailto:|%[0-9A-F]{2}", described())


@pytest.mark.guarantee("CAL-33")
def test_a_long_name_is_cut_at_a_word_and_keeps_its_label():
    session = make_session("safer-recruitment", "cohort-4", label="Cohort 4")
    item = make_training("safer-recruitment", session, title="Safeguarding " * 15)
    name = calendar_event.summary(line(item, session, date.min))
    assert len(name) <= 120
    assert re.fullmatch(r"(Safeguarding )*Safeguarding…: Cohort 4", name)


def test_a_cancelled_session_asks_for_nothing():
    session = make_session(
        "safer-recruitment", "cohort-4", label="Cohort 4", state=State.CANCELLED, joining_by=date(2022, 3, 3)
    )
    description = described(session)
    assert "Cancelled" in description.split("\n")
    assert not any(
        words in description for words in ("Book", "Cancel your place", "invite", "Joining", "does not book")
    )


@pytest.mark.parametrize(
    ("place", "location", "invite"),
    [
        ("Microsoft Teams", "Microsoft Teams (link sent before the session)", "Teams invite"),
        ("Teams", "Teams (link sent before the session)", "Teams invite"),
        ("Zoom", "Zoom (link sent before the session)", "When your invite"),
        ("Stopford House, Stockport SK1 3XE", "Stopford House, Stockport SK1 3XE", ""),
    ],
)
@pytest.mark.guarantee("CAL-34")
def test_an_online_place_says_where_the_link_comes_from(place, location, invite):
    session = make_session("safer-recruitment", "cohort-4", label="Cohort 4", place=place)
    assert event(session)["LOCATION"] == location
    assert "can delete this reminder" not in described(session)
    promised = replace(session, joining_by=date(2022, 3, 3))
    assert event(promised)["LOCATION"] == place
    assert invite in described(promised)
    assert ("can delete this reminder" in described(promised)) == bool(invite)


@pytest.mark.guarantee("CAL-37")
def test_reminders_are_in_their_order_and_before_the_start():
    reminders = (timedelta(days=1), timedelta(weeks=1), timedelta(minutes=30))
    data = session_file(
        *with_session(make_session("safer-recruitment", "cohort-4", label="Cohort 4", reminders=reminders))
    )
    (component,) = Calendar.from_ical(data).events
    alarms = component.walk("VALARM")
    assert [alarm.TRIGGER for alarm in alarms] == [-before for before in reminders]
    assert {str(alarm["ACTION"]) for alarm in alarms} == {"DISPLAY"}


@pytest.mark.guarantee("CAL-36", "CAL-11")
def test_the_organiser_is_the_team_and_topics_are_categories():
    data = session_file(*with_session(topics=("domestic abuse", "adults, older"))).decode()
    assert '\r\nORGANIZER;CN="North West safeguarding team":mailto:team@example.org\r\n' in data
    assert "\r\nCATEGORIES:domestic abuse,adults\\, older\r\n" in data
    assert "\r\nCONTACT:team@example.org\r\n" in data


@pytest.mark.parametrize(
    ("circulation", "class_of_event"),
    [(Circulation.PUBLIC, "PUBLIC"), (Circulation.STAFF, "PUBLIC"), (Circulation.LIMITED, "PRIVATE")],
)
@pytest.mark.guarantee("CAL-36")
def test_a_limited_session_is_private_in_a_shared_calendar(circulation, class_of_event):
    assert event(circulation=circulation, circulation_note="Not for forwarding.")["CLASS"] == class_of_event


@pytest.mark.guarantee("CAL-08")
def test_an_address_that_is_not_ascii_is_encoded():
    session = make_session(
        "safer-recruitment", "cohort-4", label="Cohort 4", book="https://example.org/caf\u00e9?a=b%20c&d#e"
    )
    assert event(session)["URL"] == "https://example.org/caf%C3%A9?a=b%20c&d#e"


ALLOWED = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff\u202a\u202b\u202c\u202d\u202e"),
        st.sampled_from("\t\n\\;,:\"'^N n\u0301\u200d👩👧🏽\u2028\u05d0"),
    ),
    max_size=200,
)


TITLES = ALLOWED.filter(lambda text: len(text) <= 100)


def as_read(text: str) -> str:
    """Return a text as calendar programs give it back."""
    return text.replace("\u2028", "\n").replace("\u2029", "\n")


@pytest.mark.guarantee("CAL-33")
def test_a_long_name_is_cut_before_its_label_and_is_complete_in_the_description():
    title = "A very long title of a training " * 5 + "end"
    session = make_session("safer-recruitment", "cohort-4", label="Cohort 4", state=State.PROVISIONAL)
    read_event = read_session(session, title=title)
    assert read_event.summary.startswith("PROVISIONAL: A very long title")
    assert read_event.summary.endswith("…: Cohort 4")
    assert len(read_event.summary.removeprefix("PROVISIONAL: ")) <= 120
    assert f"\n{title}: Cohort 4\n" in read_event.description


def read_session(session, **changes):
    bulletin, item, session = with_session(session)
    item = replace(item, **changes)
    (read_event,) = by_vobject(session_file(bulletin, item, session))
    return read_event


@pytest.mark.guarantee("CAL-05")
def test_control_characters_that_markdown_can_make_do_not_come_through():
    bell = Snippet(slug="bell", title="Bell", body="", calendar=True, prose=make_prose("a\x07b\x00c\x9fd\re\r\nf\tg"))
    data = session_file(*with_session(snippets=(bell,)))
    assert lint(data) == []
    assert "\nabcd\ne\nf\tg\n" in described(snippets=(bell,))


@pytest.mark.parametrize(
    ("colour", "name"), [("#005EB8", "dodgerblue"), ("#7c2855", "mediumvioletred"), ("#ffffff", "white"), ("blue", "")]
)
def test_a_calendar_carries_the_name_of_the_nearest_colour(colour, name):
    assert css_name(colour) == name


@settings(deadline=None)
@given(TITLES, ALLOWED)
@example(r"C:\New\nothing", r"a\\N;b\,c")
@example("line\u2028line\u2029line", "\t\n\t")
@pytest.mark.guarantee("CAL-06", "CAL-38")
def test_any_text_is_read_back_unchanged(title, booking):
    session = make_session("safer-recruitment", "cohort-4", label="Cohort 4")
    item = make_training(
        "safer-recruitment", session, title=f"a{title}z", booking=f"a{booking}z", topics=(f"a{title}z",)
    )
    bulletin = make_bulletin(make_issue(item))
    data = session_file(bulletin, item, session)
    assert lint(data) == []
    for read in READERS:
        (read_event,) = read(data)
        assert read_event.summary == as_read(f"a{title}z: Cohort 4")
        assert f"\na{as_read(booking)}z\n" in read_event.description


@given(ALLOWED)
@example(r"\:\;\,")
@pytest.mark.guarantee("CAL-07")
def test_any_team_name_is_one_parameter(name):
    bulletin, item, session = with_session()
    named = replace(bulletin, settings=make_settings(team=f"a{name}z"))
    data = session_file(named, item, session)
    assert lint(data) == []
    expected = " ".join(f"a{name}z".split())
    assert common_name(data) == expected
    (component,) = Calendar.from_ical(data).events
    # icalendar reads a backslash as an escape, which RFC 5545 section 3.2 does not have in parameters.
    assert component["ORGANIZER"].params["CN"] == expected or "\\" in expected


def common_name(data):
    """Return the organiser's name, decoded as in RFC 5545 section 3.2 and RFC 6868."""
    line = data.replace(b"\r\n ", b"").decode().partition("\r\nORGANIZER;CN=")[2].partition("\r\n")[0]
    value = line.partition(":mailto:")[0] if not line.startswith('"') else line[1:].partition('"')[0]
    return re.sub(r"\^([n'^])", lambda match: {"n": "\n", "'": '"', "^": "^"}[match[1]], value)


@pytest.mark.guarantee("CAL-59")
def test_icalendar_still_has_the_faults_that_are_put_right_here():
    assert vText(r"C:\New").to_ical() == b"C:\\new", "icalendar keeps \\N now: ics.CalendarText can go"
    assert "\x07" in vText("a\x07b").to_ical().decode(), "icalendar keeps control characters out now"
    assert "\u2028" in vText("a\u2028b").to_ical().decode(), "icalendar breaks at U+2028 now"


@pytest.mark.guarantee("CAL-59")
def test_icalendar_still_has_the_faults_that_are_avoided_here():
    calendar = Calendar.new(name="N, x", refresh_interval=timedelta(hours=12))
    start = at("2022-03-08T09:30")
    calendar.add_component(Event.new(start=start, end=start + timedelta(hours=1)))
    calendar.add_missing_timezones()
    data = calendar.to_ical().decode().replace("\r\n ", "")
    assert "\r\nUID:" in data.partition("BEGIN:")[2].partition("BEGIN:VTIMEZONE")[0], "the calendar has no UID now"
    assert "\r\nNAME:N, x\r\n" in data, "NAME is escaped now"
    assert "\r\nREFRESH-INTERVAL:PT12H\r\n" in data, "REFRESH-INTERVAL has its VALUE now"
    assert ("RDATE" in data, data.count("BEGIN:STANDARD") > 1) == (True, True), "zones have yearly rules now"
