"""Follow each hint about a session line: the line is then read as it was meant, or refused for another reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_line_values import AwaitedLine, LineContext, SessionLine
from bulletin.content.session_lines import read_session
from bulletin.content.times import HourLimits

CONTEXT = LineContext(near=date(2022, 2, 1), place="Microsoft Teams", has_hours=True)
DAY = "7 March 2022, 9am to 1pm"


def facts(written: str, **changes: object) -> dict[str, object]:
    """Return the values of a session line without their places in it."""
    line = read_session(written, CONTEXT._replace(**changes))  # type: ignore[arg-type]
    if isinstance(line, AwaitedLine):
        return line._asdict()
    parts = tuple(part._replace(hours=part.hours and part.hours._replace(offset=0)) for part in line.parts)
    states = tuple(state._replace(offset=0) for state in line.day_states)
    return line._replace(parts=parts, day_states=states, short_years=())._asdict()


SAME: tuple[tuple[str, str, str, str], ...] = (
    # Each row: the line, a part of its message, the line after the hint, and another line with the same meaning.
    ("Set 1 | Monday | 9am to 1pm | 7/3/2022", 'Write "Monday 7/3/2022"', "Set 1: Monday 7/3/2022, 9am to 1pm", f"Set 1: {DAY}"),
    ("Set 1 starts Monday 7 March 2022, 9am to 1pm", "Write all its days", "Set 1: 7 and 14 March 2022, 9am to 1pm", "Set 1: Mondays 7 and 14 March 2022, 9am to 1pm"),
    ("10 weeks, Mondays from 7 March 2022, 9am to 1pm", '"every Tuesday from', "every Monday from 7 to 21 March 2022, 9am to 1pm", "weekly on Mondays from 7 to 21 March 2022, 9am to 1pm"),
    ("Mondays 9am to 1pm, starting 7 March 2022", '"every Tuesday from', "every Monday from 7 to 21 March 2022, 9am to 1pm", "weekly on Mondays from 7 to 21 March 2022, 9am to 1pm"),
    ("School year runs from 7 March to 9 March 2022, all day", '"School year runs: 7 March to 9 March 2022, …"', "School year runs: 7 March to 9 March 2022, all day", "School year runs: 7 to 9 March 2022, all day"),
    ("Set 1: 7/3/2022 14/3/2022, 9am to 1pm", 'write "and" between', "Set 1: 7/3/2022 and 14/3/2022, 9am to 1pm", "Set 1: 7 + 14 March 2022, 9am to 1pm"),
    (f"{DAY} (Pacific)", "write a city in it", f"{DAY} Los Angeles time", "7 March 2022, 9am-1pm America/Los_Angeles time"),
    (f"{DAY}, RSVP: By noon on 2 March 2022", '"book by: noon on 2 March 2022"', f"{DAY}, book by: noon on 2 March 2022", f"{DAY}. book by: noon on 2 March 2022"),
    (f"{DAY}, deadline to apply 2 March 2022", '"book by: 2 March 2022"', f"{DAY}, book by: 2 March 2022", f"{DAY}. book by: 2 March 2022"),
    (f"{DAY}, tickets on sale 2 February 2022", '"booking opens: 2 February 2022"', f"{DAY}, booking opens: 2 February 2022", f"{DAY}. booking opens: 2 February 2022"),
    (f"{DAY} (new date - was 1 March 2022)", '"(moved from 1 March 2022)"', f"{DAY} (moved from 1 March 2022)", f"{DAY}. Moved from 1 March 2022"),
    (f"{DAY}, rearranged for 14 March 2022", "Write the new date", "14 March 2022, 9am to 1pm (moved from 7 March 2022)", "14 March 2022, 9am-1pm (was 7 March 2022)"),
    (f"{DAY}, change of time", "New hours are simply written", DAY, DAY),
    (f"{DAY}, note: now cancelled. Sorry", 'Write "(cancelled)"', f"{DAY} (cancelled), note: Sorry", f"CANCELLED: {DAY}, note: Sorry"),
    (f"{DAY}, NB: change of venue, now at Bury Hall", "A new place is simply written", f"{DAY}, at Bury Hall", f"at Bury Hall, {DAY}"),
    (f"{DAY}, with Jo, Bury Hall", '"at Bury Hall"', f"{DAY}, with Jo, at Bury Hall", f"{DAY}, at Bury Hall, with Jo"),
    (f"{DAY}, with Jo, Sam Church", '"presenter: Jo, Sam Church"', f"{DAY}, presenter: Jo, Sam Church", f"{DAY}, speakers: Jo, Sam Church"),
    (f"{DAY}, with Jo (Room 4, Bury Hall)", '"at Room 4, Bury Hall"', f"{DAY}, with Jo, at Room 4, Bury Hall", f"{DAY}, at Room 4, Bury Hall, with Jo"),
    (f"{DAY}, for GPs, Bury Hall", '"at Bury Hall"', f"{DAY}, for GPs, at Bury Hall", f"{DAY}, at Bury Hall, for GPs"),
    (f"{DAY}, for GPs, Leeds", '"for: GPs, Leeds"', f"{DAY}, for: GPs, Leeds", f"{DAY}, audience: GPs, Leeds"),
    (f"{DAY}, cost: £5, Bury Hall", '"at Bury Hall, cost: …"', f"{DAY}, at Bury Hall, cost: £5", f"{DAY}, at Bury Hall, price: £5"),
    (f"{DAY}, online: Butter, Bury Hall", '"at Bury Hall, online: …"', f"{DAY}, at Bury Hall, online: Butter", f"at Bury Hall, {DAY}, online: Butter"),
    (f"{DAY}, with Jo, 0161 496 0000", '"note:" before it', f"{DAY}, with Jo, note: 0161 496 0000", f"with Jo, {DAY}, note: 0161 496 0000"),
    (f"{DAY}, note: at Bury Hall", '"at Bury Hall, note: …"', f"{DAY}, at Bury Hall", f"at Bury Hall, {DAY}"),
    (f"{DAY}, note: on Zoom", '"Zoom, note: …"', f"{DAY}, Zoom", f"{DAY}, Zoom"),
    (f"{DAY}, note: 2pm to 3pm", "New hours are simply written", "7 March 2022, 2pm to 3pm", "7 March 2022, 14.00-15.00"),
    (f"{DAY}, note: moved to 14 March 2022", "Write the new date", "14 March 2022, 9am to 1pm (moved from 7 March 2022)", "14 March 2022, 9am-1pm (was 7 March 2022)"),
    (f"{DAY}, note: new time 2pm to 4pm", "New hours are simply written", "7 March 2022, 2pm to 4pm", "7 March 2022, 14.00-16.00"),
    (f"{DAY}, in person or online", "Write both", f"{DAY}, at Bury Hall and on Microsoft Teams", f"{DAY}, at Bury Hall and on Microsoft Teams"),
    (f"{DAY}, venue: Online/face to face", "Write both", f"{DAY}, venue: Bury Hall and Teams", f"{DAY}, location: Bury Hall and Teams"),
    (f"{DAY}, at Bury Hall (now online)", "A new place is simply written", f"{DAY}, online", f"online, {DAY}"),
    (f"{DAY} (Teams/Face to face)", "Write both", f"{DAY}, at Bury Hall and on Teams", f"{DAY}, at Bury Hall and on Teams"),
    (f"{DAY}, Room 4", 'Write "at" before a place', f"{DAY}, at Room 4", f"at Room 4, {DAY}"),
    (f"{DAY}, Dr A Li", '"with" before a presenter', f"{DAY}, with Dr A Li", f"{DAY}, led by Dr A Li"),
    (f"{DAY}, lunch", '"note:" before anything else', f"{DAY}, note: lunch", f"{DAY}, note: lunch"),
    (f"Set 1, {DAY}", "write a colon after it", f"Set 1: {DAY}", f"Set 1: {DAY}"),
    (f"Set A: Day 1 {DAY}", '"Set A, Day 1: …"', f"Set A, Day 1: {DAY}", f"Set A, Day 1: {DAY}"),
    ("7 and 14 March 2022, 10am to 11am", 'like "Cohort 1: …"', "Cohort 1: 7 and 14 March 2022, 10am to 11am", "Cohort 1: 7, 14 March 2022, 10am to 11am"),
    ("Set 1: 7th 9th & 14 March 2022, 10am to 11am", 'like "7, 9 and 14 March 2022"', "Set 1: 7, 9 and 14 March 2022, 10am to 11am", "Set 1: 7/3/2022, 9/3/2022 and 14/3/2022, 10am to 11am"),
    ("Set 1: 7 & 8 March 2022 - 14 & 15 March 2022, 10am to 11am", "one after another", "Set 1: 7, 8, 14 and 15 March 2022, 10am to 11am", "Set 1: 7/3/2022, 8/3/2022, 14/3/2022, 15/3/2022, 10am to 11am"),
    ("7 March 2022, from 2pm", 'add "lasts: 2 hours"', "7 March 2022, from 2pm, lasts: 2 hours", "2pm start, 7 March 2022, lasts: 2 hours"),
    ("7 March 2022, tea 9am, 10am to 4pm", "Write one start and one end", "7 March 2022, 10am to 4pm, note: tea 9am", "7 March 2022, 10am-4pm, note: tea 9am"),
    ("7 March 2022, half day", 'like "9:30am to 12:30pm"', "7 March 2022, 9:30am to 12:30pm", "7 March 2022, 9.30-12.30pm"),
    ("7 March 2022, 9-5", "add am or pm", "7 March 2022, 9am-5pm", "7 March 2022, 9am to 5pm"),
    ("7 March 2022, 1.30-3.30", '"1:30pm to 3:30pm"', "7 March 2022, 1:30pm to 3:30pm", "7 March 2022, 13.30-15.30"),
    ("7 March, 9am to 1pm", "Add the year", DAY, DAY),
    ("03/25/2022", "Did you mean Friday 25 March 2022?", "Friday 25 March 2022", "25/03/2022"),
    ("March 2022", '"March 2022, date to be confirmed"', "March 2022, date to be confirmed", "March 2022 (date TBC)"),
    ("w/c 7 March 2022", '"w/c 7 March 2022, date to be confirmed"', "w/c 7 March 2022, date to be confirmed", "w/c 7 March 2022, dates TBC"),
    ("every Monday", "every Tuesday from", "every Monday from 7 March to 21 March 2022", "weekly on Mondays from 7 to 21 March 2022"),
    ("every second Friday from 4 to 18 March 2022", '"every other Friday"', "every other Friday from 4 to 18 March 2022", "fortnightly on Fridays from 4 to 18 March 2022"),
    (f"{DAY}, at £5", 'Write "cost: …"', f"{DAY}, cost: £5", f"{DAY}, £5"),
    (f"{DAY}, at CANCELLED", 'Write "(cancelled)"', f"{DAY} (cancelled)", f"CANCELLED: {DAY}"),
    (f"{DAY}, via Hopin", '"online: Hopin"', f"{DAY}, online: Hopin", f"{DAY}, online: Hopin"),
    (f"{DAY}, in person", "Write the place after", f"{DAY}, in person at Stopford House, Stockport", f"{DAY}, face to face: at Stopford House, Stockport"),
    (f"{DAY}, hybrid", "Write both", f"{DAY}, at Stopford House, Stockport and on Microsoft Teams", f"{DAY}, at Stopford House, Stockport and on Microsoft Teams"),
    (f"{DAY}, TBC", '"place to be confirmed"', f"{DAY}, place to be confirmed", f"{DAY}, venue TBC"),
    (f"{DAY}, TBC", "(provisional)", f"{DAY} (provisional)", f"{DAY} (TBC)"),
    (f"NEW: {DAY}", 'Leave "new" out', DAY, DAY),
    (f"RESCHEDULED: {DAY}", "(moved from …)", f"{DAY} (moved from 1 March 2022)", f"{DAY} (was 1 March 2022)"),
    (f"RESCHEDULED: {DAY}", "(postponed)", f"{DAY} (postponed)", f"POSTPONED: {DAY}"),
    (f"{DAY} (moved to 14 March 2022)", "Write the new date", "14 March 2022, 9am to 1pm (moved from 7 March 2022)", "14 March 2022, 9am-1pm. Moved from 7 March 2022"),
    (f"{DAY} (20)", '"(20 places)"', f"{DAY} (20 places)", f"{DAY}. 20 places"),
    (f"{DAY} (Level 3)", 'Write "note:"', f"{DAY}, note: Level 3", f"{DAY}, note: Level 3"),
    ("Set 1: 7 and 15 March 2022 (moved from 14 March 2022)", '"(15 March 2022 moved from 14 March 2022)"', "Set 1: 7 and 15 March 2022 (15 March 2022 moved from 14 March 2022)", "Set 1: 7/15 March 2022 (15 March 2022 rescheduled from 14 March 2022)"),
    (f"Now full: {DAY}", 'Write "(full)"', f"{DAY} (full)", f"FULL: {DAY}"),
    (f"{DAY}, cancelled due to illness", '"note:" before anything else', f"{DAY} (cancelled), note: due to illness", f"CANCELLED: {DAY}, note: due to illness"),
    (f"{DAY}, at Bury Hall, only 3 spaces left", 'Write "(3 places)"', f"{DAY}, at Bury Hall (3 places)", f"{DAY}, at Bury Hall. 3 places"),
    (f"{DAY}, closing date 1 March 2022", '"book by: 1 March 2022"', f"{DAY}, book by: 1 March 2022", f"{DAY}. book by: 1 March 2022"),
    (f"{DAY}, previously 1 March 2022", '"(moved from 1 March 2022)"', f"{DAY} (moved from 1 March 2022)", f"{DAY}. Moved from 1 March 2022"),
    (f"{DAY}, now 14 March 2022", "Write the new date", "14 March 2022, 9am to 1pm (moved from 7 March 2022)", "14 March 2022, 9am-1pm (was 7 March 2022)"),
    (f"{DAY}, speaker: Dr A Li, at Bury Hall", 'Write it before "speaker:"', f"{DAY}, at Bury Hall, speaker: Dr A Li", f"at Bury Hall, {DAY}, presenter: Dr A Li"),
    (f"{DAY}, £20 + VAT", 'Write "cost: £20 + VAT" at the end', f"{DAY}, cost: £20 + VAT", f"{DAY}, price: £20 + VAT"),
    (f"{DAY}, www.example.org/b", '"https://www.example.org/b"', f"{DAY}, https://www.example.org/b", f"{DAY}, book here: https://www.example.org/b"),
    (f"{DAY}, for all staff at Bury Hall", '"all staff, at Bury Hall"', f"{DAY}, for all staff, at Bury Hall", f"{DAY}, at Bury Hall, for all staff"),
    ("Teusday 8 March 2022", "Did you mean Tuesday?", "Tuesday 8 March 2022", "8 March 2022"),
    ("Set 1: Tuesdays from 1 to 15 March 2022", '"every Tuesday from', "Set 1: every Tuesday from 1 to 15 March 2022", "Set 1: every Tuesday between 1 and 15 March 2022"),
    ("28 December - 2 January 2023", 'write its year, too: "28 December 2022"', "28 December 2022 - 2 January 2023", "28/12/2022 - 2/1/2023"),
    ("7 March 2022, 12.30-1.30", '"12:30pm to 1:30pm"', "7 March 2022, 12:30pm to 1:30pm", "7 March 2022, 12.30-13.30"),
    ("7 March 2022, 7pm-8.30", '"7pm to 8:30pm"', "7 March 2022, 7pm to 8:30pm", "7 March 2022, 19.00-20.30"),
    ("7 March 2022, 6.00-8.00", '"6pm to 8pm"', "7 March 2022, 6pm to 8pm", "7 March 2022, 18.00-20.00"),
    ("7 March 2022, 9am-12am", '"9am to midday"', "7 March 2022, 9am to midday", "7 March 2022, 9am-12pm"),
    ("7 March 2022, half nine to half ten", '"9:30am to 4:30pm"', "7 March 2022, 9:30am to 10:30am", "7 March 2022, 9.30-10.30"),
    ("7 March 2022, 7pm, 90 minutes", 'add "lasts: 90 minutes"', "7 March 2022, 7pm, lasts: 90 minutes", "7 March 2022, at 7pm, duration: 90 minutes"),
    ("7 March 2022, 7pm for 1 hour", '"lasts: 1 hour" at the end', "7 March 2022, 7pm, lasts: 1 hour", "7 March 2022, 7pm, duration: 1 hour"),
    ("7 March 202214:00-15:00", "Put a space after 2022", "7 March 2022 14:00-15:00", "7 March 2022, 2pm to 3pm"),
    (f"Mnd {DAY}", "Did you mean Monday?", f"Monday {DAY}", DAY),
    ("Set 1: 30, 31 December and 2 January 2023", 'write its year, too: "31 December 2022"', "Set 1: 30, 31 December 2022 and 2 January 2023", "Set 1: 30/12/2022, 31/12/2022 and 2/1/2023"),
    ("Set 1: 7 March 2022, 9am to 1pm for 3 weeks", '"every Tuesday from', "Set 1: every Monday from 7 March to 21 March 2022, 9am to 1pm", "Set 1: every Monday 9am to 1pm from 7 March to 21 March 2022"),
    ("every Monday from 4 to 25 April 2022, excluding bank holidays", '"not 18 April"', "every Monday from 4 to 25 April 2022, not 18 April", "every Monday from 4 to 25 April 2022 (not 18 April)"),
    ("second Friday of the month, 9am to 1pm", '"every second Tuesday of the month from', "every second Friday of the month from 1 March to 31 May 2022, 9am to 1pm", "the 2nd Friday of each month from 1 March to 31 May 2022, 9am to 1pm"),
    ("Mondays and Fridays, 7 to 18 March 2022", '"every Monday and Friday from 7 March 2022 to 18 March 2022"', "every Monday and Friday from 7 March 2022 to 18 March 2022", "every Monday & Friday, 7 to 18 March 2022"),
    ("Set 1: 7 March 2022 plus 14 March 2022, 9am to 1pm", 'write ";" between the days', "Set 1: 7 March 2022; 14 March 2022, 9am to 1pm", "Set 1: 7 March 2022; 14 March 2022, 9am-1pm"),
    ("7 March 2022: Introduction, 9am to 1pm", '"Introduction: 7 March 2022, …"', "Introduction: 7 March 2022, 9am to 1pm", f"Introduction: {DAY}"),
    (f"What: Annual meeting When: {DAY}", 'write "Annual meeting: …"', f"Annual meeting: {DAY}", f"Annual meeting: {DAY}"),
    (f"Save the date: {DAY}", "Leave it out", DAY, DAY),
    (f"Last few places: {DAY}", '"(5 places)"', f"{DAY} (5 places)", f"{DAY}. 5 places"),
    (f"{DAY} (max 20)", '"(20 places)"', f"{DAY} (20 places)", f"{DAY}. 20 places"),
    (f"{DAY}, book by 3 days before", '"book by: 3 days before"', f"{DAY}, book by: 3 days before", f"{DAY}, book by: 3 days before"),
    (f"{DAY} (repeat of 1 March 2022)", 'Write "note: …" before it', f"{DAY}, note: repeat of 1 March 2022", f"{DAY}. Note: repeat of 1 March 2022"),
    (f"{DAY} (UTC+0)", '"Europe/Dublin time"', f"{DAY} Europe/Dublin time", f"{DAY} (Europe/Dublin)"),
    (f"{DAY} (9am EST)", '"(10am to 11am in New York)"', f"{DAY} (4am to 8am in New York)", f"{DAY} (4am to 8am New York)"),
    (f"{DAY}, hybrid at Bury Hall", "Write both", f"{DAY}, hybrid at Bury Hall and on Zoom", f"{DAY}, hybrid: Bury Hall and on Zoom"),
    ("7 March 2022, 2pm to 3pm GMT / 9am to 10am EST", '"2pm to 3pm (10am to 11am New York)"', "7 March 2022, 2pm to 3pm (9am to 10am New York)", "7 March 2022, 2pm to 3pm (9am to 10am in New York)"),
)  # fmt: skip


@pytest.mark.parametrize(("wrong", "hint", "right", "same"), SAME)
def test_the_advice_leads_to_what_was_meant(wrong: str, hint: str, right: str, same: str) -> None:
    with pytest.raises(Wrong) as caught:
        read_session(wrong, CONTEXT)
    assert hint in str(caught.value)
    assert facts(right) == facts(same)


def test_the_advice_to_write_two_lines_leads_to_two_lines() -> None:
    for wrong, lines in (
        ("7 March 2022, 9am to 11am and 1pm to 3pm", ("Morning: 7 March 2022, 9am to 11am", "Afternoon: 7 March 2022, 1pm to 3pm")),
        ("7 or 8 March 2022", ("7 March 2022", "8 March 2022")),
        ("7 March 2022 9am to 1pm and 8 March 2022 9am to 1pm", ("7 March 2022 9am to 1pm", "8 March 2022 9am to 1pm")),
    ):  # fmt: skip
        with pytest.raises(Wrong, match=r"own line|Put each"):
            read_session(wrong, CONTEXT)
        for line in lines:
            assert isinstance(read_session(line, CONTEXT), SessionLine)


def test_the_advice_to_add_a_key_leads_to_a_session() -> None:
    for line in ("7 March 2022, 10pm to 6am", "7 March 2022, 8am to 7pm", "7 March 2022, 6am to 8am"):
        with pytest.raises(Wrong, match='add the line "unusual hours: yes"'):
            read_session(line, CONTEXT)
        assert facts(line, limits=HourLimits(unusual=True))
    with pytest.raises(Wrong, match="attend: all"):
        read_session("7 and 14 March 2022, 10am to 11am", CONTEXT)
    assert facts("7 and 14 March 2022, 10am to 11am", attend_all=True)
    assert facts("7 March 2022, 7pm", lasts=timedelta(hours=2))
