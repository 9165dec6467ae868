"""Changes of sessions over several days, of hours to be confirmed and of announcements, as emails and feeds tell them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bulletin.errors import ContentError
from bulletin.outputs.session_text import course_sentence
from tests.outputs import test_changes
from tests.outputs.test_changes import REVISED, SENT, Desk, email_changes, feed

RENEW = "Delete the old entry from your calendar and add the new one."
ITEM = "---\ntitle: Coaching\nbook: https://example.org/b\n{more}sessions:\n{lines}---\nText.\n"
DEADLINE = "---\ntitle: Coaching\n{more}deadlines:\n{lines}---\nText.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(test_changes, "ITEM", ITEM)
    monkeypatch.setattr(test_changes, "PLAIN", {"more": "", "lines": ""})
    return Desk(tmp_path)


def lines(*written: str) -> str:
    return "".join(f"  - {line}\n" for line in written)


def changes(desk: Desk, before: str, after: str, more: str = "") -> list[str]:
    desk.send(lines=lines(before))
    return email_changes(desk.build(date(2022, 3, 1), lines=lines(after), more=more))


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("3 to 5 June 2022, all day", "3 to 6 June 2022, all day", "on Friday 3 June 2022 is now 3 to 6 June 2022, all day (it was 3 to 5 June 2022, all day)."),
        ("3 June 2022, all day", "3 to 4 June 2022, all day", "on Friday 3 June 2022 is now 3 to 4 June 2022, all day (it was 3 June 2022, all day)."),
        ("4 March 2022, 6pm to 6 March 2022, 4pm", "4 March 2022, 6pm to 7 March 2022, 4pm", "on Friday 4 March 2022 is now Friday 4 March 2022, 6pm to Monday 7 March 2022, 4pm (it was Friday 4 March 2022, 6pm to Sunday 6 March 2022, 4pm)."),
        ("8 March 2022, 1pm to 4pm", "8 March 2022, time to be confirmed", "on Tuesday 8 March 2022 is at a time that is to be confirmed (it was 1pm to 4pm)."),
        ("8 March 2022, time to be confirmed", "8 March 2022, 1pm to 4pm", "on Tuesday 8 March 2022 is now 1pm to 4pm (it was to be confirmed)."),
        ("8 March 2022, 1pm to 4pm", "8 March 2022, all day", "on Tuesday 8 March 2022 is now all day (it was 1pm to 4pm)."),
        ("8 March 2022, 1pm to 4pm (cancelled)", "8 March 2022, 2pm to 4pm", "on Tuesday 8 March 2022 will take place after all, and is now 2pm to 4pm (it was 1pm to 4pm)."),
        ("8 March 2022, 1pm to 4pm (cancelled)", "8 March 2022, 1pm to 4pm, at Bury Hall", "on Tuesday 8 March 2022, 1pm to 4pm, will take place after all, and is now at Bury Hall (it was Microsoft Teams)."),
        ("8 March 2022, 1pm to 4pm (postponed)", "15 March 2022, 1pm to 4pm (moved from 8 March 2022)", "now takes place on Tuesday 15 March 2022, 1pm to 4pm (it was to be on Tuesday 8 March 2022, and was postponed)."),
    ],
)  # fmt: skip
def test_a_change_of_days_or_hours_is_told_with_both(desk: Desk, before: str, after: str, sentence: str) -> None:
    assert changes(desk, before, after) == [f"Coaching {sentence} {RENEW}"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("8 to 9 March 2022, all day, at Bury Hall", "8 to 9 March 2022, 9am to 5pm, at Bury Hall", "is now 8 to 9 March 2022, 9am to 5pm, at Bury Hall (it was 8 to 9 March 2022, all day)."),
        ("4 March 2022, 6pm to 6 March 2022, 4pm", "4 to 6 March 2022, 9am to 4pm", "is now 4 to 6 March 2022, 9am to 4pm, Microsoft Teams (it was Friday 4 March 2022, 6pm to Sunday 6 March 2022, 4pm)."),
    ],
)  # fmt: skip
def test_one_entry_that_becomes_a_course_is_told_once_with_all_its_days(
    desk: Desk, before: str, after: str, sentence: str
) -> None:
    [told] = changes(desk, f"Conf: {before}", f"Conf: {after}")
    assert told.startswith("Coaching: Conf on ")
    assert told.endswith(f"{sentence} {RENEW}")


def test_a_course_that_becomes_one_entry_is_refused_with_the_line_that_keeps_the_entries(desk: Desk) -> None:
    desk.send(lines=lines("Conf: 8 to 9 March 2022, 9am to 5pm"))
    with pytest.raises(ContentError, match='Keep them: write "8 March 2022, all day; 9 March 2022, all day"'):
        desk.build(date(2022, 3, 1), lines=lines("Conf: 8 to 9 March 2022, all day"))
    sentences = changes_after(desk, "Conf: 8 March 2022, all day; 9 March 2022, all day")
    course = desk.build(lines=lines("Conf: 8 March 2022, all day; 9 March 2022, all day")).issues[0].items[0].sessions
    assert course_sentence(course) == "Conf: 8 and 9 March 2022, all day, Microsoft Teams"
    assert [sentence.partition(" is now ")[2] for sentence in sentences] == [
        f"all day (it was 9am to 5pm). {RENEW}"
    ] * 2


def changes_after(desk: Desk, after: str) -> list[str]:
    return email_changes(desk.build(date(2022, 3, 1), lines=lines(after)))


def test_a_deadline_that_holds_again_is_told_with_its_hour(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_changes, "ITEM", DEADLINE)
    [told] = changes(desk, "Survey closes: 4 March 2022, noon (cancelled)", "Survey closes: 4 March 2022, noon")
    assert told.startswith("Coaching: Survey closes is on Friday 4 March 2022, midday, after all.")


def test_a_place_that_was_to_be_confirmed_is_told_in_plain_words(desk: Desk) -> None:
    [told] = changes(desk, "8 March 2022, 1pm to 4pm, place to be confirmed", "8 March 2022, 1pm to 4pm, at Bury Hall")
    assert told == f"Coaching on Tuesday 8 March 2022 is now at Bury Hall (it was to be confirmed). {RENEW}"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("Survey closes: 4 March 2022", "Survey closes: 4 March 2022, noon", "is now midday (it had no hour)."),
        ("Survey closes: 4 March 2022, noon", "Survey closes: 4 March 2022", "has no hour any more (it was midday)."),
    ],
)
def test_the_hour_of_a_deadline_is_told_as_an_hour(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, before: str, after: str, sentence: str
) -> None:
    monkeypatch.setattr(test_changes, "ITEM", DEADLINE)
    assert changes(desk, before, after) == [f"Coaching: Survey closes on Friday 4 March 2022 {sentence} {RENEW}"]


def test_an_announcement_without_a_name_gets_its_date(desk: Desk) -> None:
    (sentence,) = changes(desk, "May 2022, date to be confirmed", "10 May 2022, 1pm to 4pm")
    assert sentence == "Coaching now has a date: Tuesday 10 May 2022, 1pm to 4pm, Microsoft Teams."


def test_a_session_is_new_while_another_is_still_announced(desk: Desk) -> None:
    awaited = "May 2022, date to be confirmed"
    (sentence,) = changes(desk, awaited, f"10 March 2022, 1pm to 4pm\n  - {awaited}")
    assert sentence.startswith("Coaching is new:")


def test_a_course_is_booked_by_the_day_of_its_first_meeting_and_all_its_entries_say_so(desk: Desk) -> None:
    more, line = "book by: 1 week before\n", lines("Set 1: 15, 22 and 29 March 2022, 1pm to 4pm")
    built = desk.build(more=more, lines=line)
    assert {session.book_by for session in built.issues[0].items[0].sessions} == {date(2022, 3, 8)}
    desk.send(more=more, lines=line)
    told = email_changes(desk.build(date(2022, 3, 1), more="book by: 2 weeks before\n", lines=line))
    assert told == ["Coaching: Set 1 (15, 22 and 29 March 2022) has a new last day to book: Tuesday 1 March 2022."]


@pytest.mark.parametrize(
    ("state", "sentences"),
    [
        ("(full)", ["Set 1 (15, 22 and 29 March 2022) is full."]),
        ("(cancelled)", ["Set 1 (15, 22 and 29 March 2022) is cancelled. Delete the entries from your calendar."]),
        ("(postponed)", ["Set 1 (15, 22 and 29 March 2022) is postponed, and its new dates will follow. Delete the entries from your calendar."]),
        ("(22 March 2022 cancelled)", ["Set 1 on Tuesday 22 March 2022 is cancelled. Delete the entry from your calendar."]),
        (", at Bury Hall", [f"Set 1 on Tuesday {day} March 2022 is now at Bury Hall (it was Microsoft Teams). {RENEW}" for day in (15, 22, 29)]),
    ],
)  # fmt: skip
def test_what_is_the_same_for_all_days_of_a_course_is_told_once_unless_each_entry_is_wrong(
    desk: Desk, state: str, sentences: list[str]
) -> None:
    line = "Set 1: 15, 22 and 29 March 2022, 1pm to 4pm"
    assert changes(desk, line, f"{line} {state}".replace(" ,", ",")) == [f"Coaching: {words}" for words in sentences]


def test_the_end_of_booking_is_told_as_such(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_changes, "ITEM", ITEM.replace("book: https://example.org/b\n", ""))
    desk.send(lines=lines("8 March 2022, 1pm to 4pm"), more="book: https://example.org/b\n")
    now = desk.build(date(2022, 3, 1), lines=lines("8 March 2022, 1pm to 4pm"), more="book: not needed\n")
    assert email_changes(now) == ["Coaching can be attended without booking now."]


@pytest.mark.parametrize(
    ("before", "after", "hint"),
    [
        ("Set 1: 8 March 2022, 1pm to 4pm", "Set 1: May 2022, date to be confirmed", 'put the line back with (postponed): "Set 1: 8 March 2022, 1pm to 4pm (postponed)".'),
        ("Set 1: 8 March 2022, 1pm to 4pm", "Group 1: 8 March 2022, 2pm to 4pm", 'keep the name "Set 1"; change the name after the next publish.'),
        ("Set 1: 8 March 2022, 1pm to 4pm", "Group 1: 9 March 2022, 2pm to 4pm", 'keep the name "Set 1" and add (moved from 8 March 2022); change the name after the next publish.'),
    ],
)  # fmt: skip
def test_the_hint_for_a_missing_session_can_be_followed(desk: Desk, before: str, after: str, hint: str) -> None:
    with pytest.raises(ContentError) as caught:
        changes(desk, before, after)
    assert hint in str(caught.value)


def test_the_summary_of_many_sessions_says_which_of_one_name_has_stopped_or_moved(desk: Desk) -> None:
    weekly = "Drop-in: every Tuesday in March 2022, 1pm to 2pm"
    desk.send(lines=lines(weekly))
    now = desk.build(lines=lines(f"{weekly}, not 15 March (22 March 2022 cancelled)", "Drop-in: 16 March 2022, 1pm to 2pm (moved from 15 March 2022)"))  # fmt: skip
    desk.record(now, REVISED)
    (summary,) = (entry.summary for entry in feed(now) if "5 sessions" in entry.summary)
    assert "Drop-in, Wednesday 16 March 2022: Moved from 15 March 2022" in summary
    assert "Drop-in, Tuesday 22 March 2022: Cancelled" in summary


def test_a_feed_says_that_a_course_without_an_email_has_one_more_day(desk: Desk) -> None:
    desk.record(desk.build(lines=lines("Set 1: 3 and 10 March 2022, 1pm to 4pm")), SENT)
    now = desk.build(lines=lines("Set 1: 3, 10 and 17 March 2022, 1pm to 4pm"))
    desk.record(now, REVISED)
    summaries = [entry.summary for entry in feed(desk.build(lines=lines("Set 1: 3, 10 and 17 March 2022, 1pm to 4pm")))]
    assert "Coaching: Set 1 has one more day: Thursday 17 March 2022, 1pm to 4pm, Microsoft Teams." in summaries


def test_a_new_course_with_a_cancelled_day_is_new(desk: Desk) -> None:
    course = "Set 2: 3, 10 and 17 March 2022, 1pm to 4pm (10 March 2022 cancelled)"
    (sentence,) = changes(desk, "Set 1: 8 March 2022, 1pm to 4pm", f"Set 1: 8 March 2022, 1pm to 4pm\n  - {course}")
    assert sentence.startswith("Coaching: Set 2 is new: 3 and 17 March 2022")


THREE = "3 March 2022, 9am to 5pm", "10 March 2022, 9am to 5pm", "17 March 2022, 9am to 5pm"
COURSE = "Coaching is now one course (attend all 3: 3, 10 and 17 March 2022)."


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (("", *THREE), ("attend: all\n", *THREE), [COURSE]),
        (("attend: all\n", *THREE), ("", *THREE), ["Coaching is no longer one course: each day can be attended without the others."]),
        (("", *THREE[:2]), ("attend: all\n", *THREE), [COURSE, "Coaching has one more day: Thursday 17 March 2022, 9am to 5pm, Microsoft Teams."]),
        (("", THREE[0]), ("attend: all\n", *THREE[:2]), ["Coaching has one more day: Thursday 10 March 2022, 9am to 5pm, Microsoft Teams."]),
        (("", "3 March 2022, 9am to 5pm", "10 March 2022, 9am to 5pm", "Late: 12 March 2022, 9am to 5pm"), ("", "Pair: 3 and 10 March 2022, 9am to 5pm", "Late: 12 March 2022, 9am to 5pm"), [f"Coaching: Pair on Thursday {day} March 2022 is now part of a course (attend all 2: 3 and 10 March 2022)." for day in (3, 10)]),
    ],
)  # fmt: skip
def test_whether_people_attend_all_days_is_told_and_stands_in_the_feed(
    desk: Desk, before: tuple[str, ...], after: tuple[str, ...], sentences: list[str]
) -> None:
    desk.send(more=before[0], lines=lines(*before[1:]))
    told = desk.build(date(2022, 3, 1), more=after[0], lines=lines(*after[1:]))
    assert email_changes(told) == sentences
    assert len(feed(desk.build(more=after[0], lines=lines(*after[1:])))) == 2


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("not needed", "https://example.org/b", "is now booked at this link: <https://example.org/b>"),
        ("https://example.org/b", "not needed", "can be attended without booking now."),
        ("not needed", "", "needs a booking now."),
        ("", "not needed", "can be attended without booking now."),
    ],
)
def test_whether_people_book_is_told_also_where_no_link_says_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, before: str, after: str, words: str
) -> None:
    monkeypatch.setattr(test_changes, "ITEM", ITEM.replace("book: https://example.org/b\n", "booking: Call us.\n"))
    keys = [f"book: {value}\n" if value else "" for value in (before, after)]
    desk.send(lines=lines(THREE[0]), more=keys[0])
    told = desk.build(date(2022, 3, 1), lines=lines(THREE[0]), more=keys[1])
    assert email_changes(told) == [f"Coaching {words}"]


@pytest.mark.parametrize(("before", "after"), [("postponed", "cancelled"), ("cancelled", "postponed")])
def test_from_postponed_to_cancelled_and_back_the_sequence_rises(desk: Desk, before: str, after: str) -> None:
    desk.send(lines=lines(f"{THREE[0]} ({before})"))
    [session] = desk.build(lines=lines(f"{THREE[0]} ({after})")).issues[0].items[0].sessions
    assert session.revision.sequence == 1
