"""The plan of an email has its sections, sessions, changes and texts as values."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bulletin.model import (
    Asset,
    Attachment,
    Bulletin,
    Change,
    Circulation,
    Contact,
    Prose,
    Session,
    Snippet,
    State,
    Told,
)
from bulletin.outputs.changes import tell
from bulletin.outputs.email.plan import Mail, plan, subject_line
from bulletin.outputs.facts import contact_line, file_line
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


def _at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2022, month, day, hour, tzinfo=LONDON)


def _plan(*items: Any, settings: dict[str, Any] | None = None, **changes: Any) -> Mail:
    bulletin = make_bulletin(make_issue(*items, **changes), settings=make_settings(**(settings or {})))
    return plan(bulletin, bulletin.mail[0])


def _two_issues(*sessions: Session, **changes: Any) -> Bulletin:
    old = make_training("trauma", *sessions, issue="2022-01", **changes)
    earlier = make_issue(old, id="2022-01", day=date(2022, 1, 4))
    return make_bulletin(make_issue(make_training()), earlier)


def test_sections_follow_the_issue_and_stand_after_its_first_items() -> None:
    items = [make_item(name) for name in ("a", "b", "c", "d")]
    mail = _plan(*items, first=("c",), sections=(("Later", ("d",)), ("Empty", ("x",)), ("Sooner", ("b", "a"))))
    assert [entry.item.slug for entry in mail.entries] == ["c", "d", "b", "a"]
    assert [(entry.heading, entry.anchor) for entry in mail.sections] == [
        ("Later", "section-1"),
        ("Sooner", "section-3"),
    ]


def test_a_retired_item_is_not_in_the_mail() -> None:
    mail = _plan(make_item("a"), make_training("b", gone="It was wrong."))
    assert [entry.item.slug for entry in mail.entries] == ["a"]
    assert mail.rows == ()


def test_rows_of_sessions_are_in_order_of_time_across_items() -> None:
    first = make_training("a", make_session("a", "1", start=_at(3, 25)), make_session("a", "2", start=_at(2, 23)))
    mail = _plan(first, make_training("b", make_session("b", start=_at(3, 23))))
    assert [row.line.when for row in mail.rows] == [
        "Wednesday 23 February 2022",
        "Wednesday 23 March 2022",
        "Friday 25 March 2022",
    ]


def test_sessions_of_earlier_issues_that_lie_ahead_are_also_coming_up() -> None:
    bulletin = _two_issues(make_session("trauma", "1", start=_at(1, 31)), make_session("trauma", "2", start=_at(2, 1)))
    mail = plan(bulletin, bulletin.mail[0])
    assert [row.line.when for row in mail.coming] == ["Tuesday 1 February 2022"]
    assert [row.line.item.slug for row in mail.rows] == ["self-neglect"]


@pytest.mark.parametrize(("level", "url", "links"), [
    (Circulation.PUBLIC, "https://example.org/nw-safeguarding/items/trauma/#date-session-", 1), (Circulation.STAFF, "", 2),
])  # fmt: skip
def test_a_session_that_is_also_coming_up_is_booked_from_its_page_and_without_a_page_by_its_own_link(
    level: Circulation, url: str, links: int
) -> None:
    bulletin = _two_issues(make_session("trauma", "1", start=_at(3, 1)), circulation=level)
    (row,) = plan(bulletin, bulletin.mail[0]).coming
    assert (row.url.startswith(url), bool(row.url)) == (True, bool(url))
    assert [row.booking is not None, row.calendar is not None].count(True) == links


@pytest.mark.parametrize(("show_until", "expected"), [(date(2022, 2, 1), 1), (date(2022, 1, 31), 0), (None, 1)])
def test_an_item_that_is_no_longer_shown_is_not_coming_up(show_until: date | None, expected: int) -> None:
    bulletin = _two_issues(make_session("trauma", start=_at(3, 1)), show_until=show_until)
    assert len(plan(bulletin, bulletin.mail[0]).coming) == expected


def test_a_repeated_item_is_printed_and_not_also_coming_up() -> None:
    bulletin = _two_issues(make_session("trauma", start=_at(3, 1)))
    again = replace(bulletin.issues[0], items=(*bulletin.issues[0].items, bulletin.issues[1].items[0]))
    mail = plan(replace(bulletin, issues=(again, bulletin.issues[1])), again)
    assert mail.coming == ()
    assert len(mail.rows) == 2


def test_nothing_of_a_newer_issue_is_coming_up() -> None:
    bulletin = _two_issues(make_session("trauma", start=_at(3, 1)))
    assert plan(bulletin, bulletin.issues[1]).coming == ()


def test_sessions_are_past_or_ahead_as_of_the_day_of_the_issue() -> None:
    item = make_training("a", make_session("a", start=_at(2, 10), book_by=date(2022, 2, 2)))
    bulletin = replace(make_bulletin(make_issue(item)), as_of=date(2022, 6, 1))
    (row,) = plan(bulletin, bulletin.mail[0]).rows
    assert row.booking is not None
    assert row.booking.label == "Book: 10 February"
    assert row.book_by == "Book by Wednesday 2 February 2022"


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"label": "Cohort 4", "start": _at(3, 8)}, "Book: Cohort 4"),
        ({"start": _at(3, 8), "state": State.WAITING_LIST}, "Join the waiting list: 8 March"),
        ({"start": _at(3, 8), "state": State.FULL}, ""),
        ({"start": _at(3, 8), "book": ""}, ""),
    ],
)
def test_a_booking_button_has_these_words(changes: dict[str, Any], label: str) -> None:
    (row,) = _plan(make_training("a", make_session("a", **changes))).rows
    assert (row.booking.label if row.booking else "") == label


def test_sessions_that_would_share_a_name_get_longer_ones() -> None:
    day = {"start": _at(3, 8)}
    both = [
        make_training(slug, make_session(slug, **day), make_session(slug, "2", start=_at(3, 9)))
        for slug in ("anna", "ben")
    ]
    labels = [row.booking.label for row in _plan(*both).rows if row.booking]
    assert labels == ["Book: Anna, 8 March", "Book: Ben, 8 March", "Book: Anna, 9 March", "Book: Ben, 9 March"]


def test_two_sessions_of_an_item_on_one_day_are_distinguished_by_their_hours() -> None:
    sessions = (make_session("a", "1", start=_at(3, 8, 9)), make_session("a", "2", start=_at(3, 8, 11)))
    labels = [row.booking.label for row in _plan(make_training("a", *sessions)).rows if row.booking]
    assert labels == ["Book: A, Tuesday 8 March 2022, 9am to 4pm", "Book: A, Tuesday 8 March 2022, 11am to 6pm"]


@pytest.mark.parametrize(
    ("state", "start", "linked"),
    [(State.OPEN, _at(3, 8), True), (State.CANCELLED, _at(3, 8), False), (State.OPEN, _at(1, 8), False)],
)
def test_only_sessions_that_lie_ahead_can_be_added_to_a_calendar(state: State, start: datetime, linked: bool) -> None:
    (row,) = _plan(make_training("a", make_session("a", state=state, start=start))).rows
    assert (row.calendar is not None) is linked


PLACE = ("Add A, 1 April to your calendar", "https://example.org/nw-safeguarding/items/a/#date-")
OUTLOOK = ("Add A, 1 April to your Outlook calendar", "https://outlook.office.com/calendar/deeplink/compose?")


@pytest.mark.guarantee("CAL-45")
@pytest.mark.parametrize(("hosted", "level", "link", "attached"), [
    (True, Circulation.PUBLIC, PLACE, False), (True, Circulation.STAFF, OUTLOOK, True),
    (False, Circulation.PUBLIC, OUTLOOK, True),
])  # fmt: skip
def test_a_session_is_added_on_its_page_where_hosted_and_from_outlook_or_a_file_elsewhere(
    hosted: bool, level: Circulation, link: tuple[str, str], attached: bool
) -> None:
    mail = _plan(make_training("a", circulation=level), settings={"hosted": hosted})
    (row,) = mail.rows
    assert row.calendar
    assert (row.attached, row.calendar.label) == (attached, link[0])
    assert row.calendar.url.startswith(link[1])
    assert bool(mail.entries[0].url) is not attached


def test_a_snippet_of_a_kind_stands_once_above_its_section_and_an_included_one_with_its_item() -> None:
    shared = Snippet(slug="policy", title="Policy", body="x", shared=True, prose=make_prose("Come."))
    snippet = Snippet(slug="help", title="Help", body="x", prose=make_prose("Try."))
    mail = _plan(make_training("a", snippets=(shared, snippet)), make_training("b", snippets=(shared,)))
    (section,) = mail.sections
    assert [snippet.title for snippet in section.shared] == ["Policy"]
    assert [[snippet.title for snippet in entry.snippets] for entry in section.entries] == [["Help"], []]


@pytest.mark.parametrize(
    ("ready", "sample", "subject"),
    [
        (True, False, "North West safeguarding bulletin: February and March 2022"),
        (False, False, "[Draft] North West safeguarding bulletin: February and March 2022"),
        (True, True, "[Sample] North West safeguarding bulletin: February and March 2022"),
        (False, True, "[Draft] [Sample] North West safeguarding bulletin: February and March 2022"),
    ],
)
def test_the_subject_says_that_it_is_a_draft_or_a_sample(ready: bool, sample: bool, subject: str) -> None:
    assert _plan(make_item(), ready=ready, settings={"sample": sample}).subject == subject


@pytest.mark.parametrize(
    ("preheader", "expected"),
    [
        ("Welcome to this issue of the bulletin.", "Welcome to this issue of the bulletin."),
        ("Welcome.", "Welcome. 1 item and 1 training session."),
        ("", "1 item and 1 training session. From North West safeguarding team."),
        ("word " * 40, ("word " * 21).strip() + "…"),
    ],
)
def test_the_preheader_has_a_length_that_mail_programs_show(preheader: str, expected: str) -> None:
    words = _plan(make_training(), preheader=preheader).preheader
    assert words == expected
    assert 35 <= len(words) <= 110


def test_a_preheader_needs_no_introduction() -> None:
    words = _plan(make_item(), introduction="", prose=Prose(), preheader="Forty places are free this spring.").preheader
    assert words == "Forty places are free this spring. 1 item."


@pytest.mark.parametrize(("has", "note", "expected"), [(True, True, True), (True, False, False), (False, True, False)])
def test_a_further_update_is_mentioned_only_if_there_is_one_and_the_issue_asks(
    has: bool, note: bool, expected: bool
) -> None:
    assert _plan(make_item(), has_limited=has, limited_note=note).further is expected


@pytest.mark.parametrize(
    ("name", "label", "words"),
    [
        ("flyer.pdf", "Safer recruitment flyer", "Safer recruitment flyer (PDF, 23KB)"),
        ("safer-recruitment_flyer.pdf", "safer-recruitment_flyer.pdf", "Safer recruitment flyer (PDF, 23KB)"),
        ("cdop.docx", "CDOP for GPs", "CDOP for GPs (Word, 23KB)"),
        ("notes.odt", "Notes", "Notes (ODT, 23KB)"),
    ],
)
def test_an_attachment_is_named_with_its_type_and_size(name: str, label: str, words: str) -> None:
    asset = Asset(
        name=name, address=f"items/a/files/{name}", source=Path(name), media_type="x/y", size=22_500, sha256="0" * 64
    )
    assert file_line(make_settings(), Attachment(label=label, asset=asset), hosted=True).words == words


@pytest.mark.parametrize(
    ("contact", "line"),
    [
        (Contact(email="a@example.org"), "Email: a@example.org"),
        (Contact(phone="0151 496 0000", tel="tel:+441514960000"), "Phone: 0151 496 0000"),
        (Contact(label="Text relay", phone="18001", tel="tel:18001"), "Text relay: 18001"),
        (
            Contact(name="The team", email="a@example.org", phone="101", tel="tel:101"),
            "Contact: The team, a@example.org, 101",
        ),
        (Contact(label="The service", url="https://example.org/"), "The service"),
        (Contact(url="https://example.org/"), "Web page"),
    ],
)
def test_a_contact_is_written_in_these_words(contact: Contact, line: str) -> None:
    sentence = contact_line(contact)
    assert (f"{sentence.label}: " if sentence.label else "") + ", ".join(part.label for part in sentence.parts) == line


def test_the_team_is_named_in_the_footer_and_not_with_every_item() -> None:
    mail = _plan(
        make_item("a", contacts=(Contact(email="team@example.org"),)),
        make_item("b", contacts=(Contact(email="b@example.org"),)),
    )
    assert [len(entry.contacts) for entry in mail.entries] == [0, 1]


def _change(what: str, **changes: Any) -> Change:
    # Other hours are told where the day is the same.
    day = 15 if what == "time" else 8
    before = Told(
        issue="2022-01",
        start=_at(3, day),
        end=_at(3, day, 15),
        place="Zoom",
        title="Safer recruitment",
        label="Cohort 4",
        state=State.OPEN,
    )
    session = make_session("a", label="Cohort 4", start=_at(3, 15), **changes)
    return Change(what=(what,), item=make_training("safer-recruitment", session), session=session, before=before)


def change_sentence(change: Change) -> str:
    (telling,) = tell(make_settings(), [change])
    return f"{telling.words} {telling.url}".strip()


RENEW = "Delete the old entry from your calendar and add the new one."


@pytest.mark.parametrize(
    ("what", "sentence_of_it"),
    [
        (
            "moved",
            "Safer recruitment: Cohort 4 has moved from Tuesday 8 March 2022 to Tuesday 15 March 2022, 9am to 4pm. "
            + RENEW,
        ),
        (
            "time",
            "Safer recruitment: Cohort 4 on Tuesday 15 March 2022 is now 9am to 4pm (it was 9am to 3pm). " + RENEW,
        ),
        (
            "place",
            "Safer recruitment: Cohort 4 on Tuesday 15 March 2022 is now on Microsoft Teams (it was Zoom). " + RENEW,
        ),
        (
            "cancelled",
            "Safer recruitment: Cohort 4 on Tuesday 8 March 2022 is cancelled. Delete the entry from your calendar.",
        ),
        (
            "restored",
            "Safer recruitment: Cohort 4 now takes place on Tuesday 15 March 2022, 9am to 4pm (it was to be on Tuesday 8 March 2022, and was cancelled). Add it to your calendar again.",
        ),
        ("booking", "Safer recruitment is now booked at this link: https://example.org/book/a-2022-04-01"),
        ("full", "Safer recruitment: Cohort 4 on Tuesday 15 March 2022 is full."),
    ],
)
@pytest.mark.guarantee("CAL-55")
def test_a_change_is_written_in_these_words(what: str, sentence_of_it: str) -> None:
    assert change_sentence(_change(what)) == sentence_of_it


def test_a_correction_is_a_change_too() -> None:
    item = make_item("report", corrections=((date(2022, 1, 3), "one"), (date(2022, 2, 3), "The number was wrong.")))
    sentence = change_sentence(Change(what=("corrected",), item=item, session=None, before=None))
    assert sentence == "Report, corrected 3 February 2022: The number was wrong."


def test_only_the_newest_mail_tells_changes_and_only_those_that_it_did_not_tell_before() -> None:
    bulletin = _two_issues(make_session("trauma", start=_at(3, 1)))
    changed = replace(bulletin, mail=bulletin.issues, changes=(_change("moved"),))
    assert len(plan(changed, changed.mail[0]).changes) == 1
    assert plan(changed, changed.mail[1]).changes == ()
    moved = replace(_change("moved"), before=replace(_change("moved").before, issue="2022-02"))
    assert plan(replace(changed, changes=(moved,)), changed.mail[0]).changes == ()


@pytest.mark.parametrize(("items", "circulation", "hosted", "page"), [
    ((Circulation.STAFF, Circulation.PUBLIC), Circulation.STAFF, True, "https://example.org/nw-safeguarding/2022-02/"),
    ((Circulation.STAFF,), Circulation.STAFF, True, ""),
    ((Circulation.STAFF,), Circulation.PUBLIC, True, "https://example.org/nw-safeguarding/2022-02/"),
    ((Circulation.PUBLIC,), Circulation.PUBLIC, False, ""),
])  # fmt: skip
def test_the_mail_links_to_its_web_page_where_there_is_one(
    items: tuple[Circulation, ...], circulation: Circulation, hosted: bool, page: str
) -> None:
    candidates = [make_item(f"item-{number}", circulation=level) for number, level in enumerate(items)]
    assert _plan(*candidates, circulation=circulation, settings={"hosted": hosted}).page == page


def test_reading_time_counts_the_words_of_every_item() -> None:
    mail = _plan(make_item("a", "word " * 460), make_item("b", "word " * 460))
    assert mail.reading == 4


@pytest.mark.guarantee("EMAIL-37")
@pytest.mark.parametrize("subject", ["Safeguarding bulletin " * 6, "x" * 100, "Short"])
def test_a_subject_is_one_line_of_at_most_78_characters_cut_at_a_word(subject: str) -> None:
    full_subject = f"[Draft] {subject}".split()
    line = subject_line(f"[Draft] {subject}\n")
    assert len(line) <= 78
    words = line.removesuffix("…").split()
    assert words == full_subject[: len(words)]
    assert line.endswith("…") == (len(words) < len(full_subject))
