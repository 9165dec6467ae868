"""Days beside weekdays, days in digits and days that are over, by their kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.kinds import spoken_of
from tests.checks.rules_on_lines import problems_of_item

KINDS = {
    "DAT29: a month in digits stands first beside a weekday, in brackets or in a range": (
        ["Meet us on Sunday, 2/27 at noon.", "Birthdays: Kim (03/19) and Lee.", "The fair is on 2/24-2/26."],
        ["Meet us on Sunday, 27/2 at noon.", "Half of it (1/2) is left.", "Open 24/7, and pages 3/20 are lost."],
    ),
    "DAT01: a weekday of two is that of the first day or of the last": (
        ["Saturday/Sunday 12th/14th February 2022 in Leeds.", "Friday and Sunday 4 and 5 March 2022.", "Sat-Mon 12-15 February 2022."],
        ["Saturday/Sunday 12th/13th February 2022.", "Friday and Saturday 4 and 5 March 2022.", "Fri-Sun 11-13 February 2022."],
    ),
    "DAT22: a month that is over is spoken of as to come": (
        ["The café will be back in May 2021.", "The fair is scheduled for October 2021.", "Fees are due in December 2021."],
        ["The café was back in May 2021.", "The fair is scheduled for May 2022.", "It was to be ready in May 2021."],
    ),
    "DAT20: a meeting is named by its distance": (
        ["Join the webinar next week.", "The draw will take place later this week.", "We are meeting Friday at 8.15am."],
        ["The webinar of next week's guests.", "The draw took place last week.", "We are meeting every Friday at 8.15am."],
    ),
    "DAT20: good wishes ask nothing of anybody": (
        ["Please come to the match this Saturday, good luck!", "Book now for this Sunday.", "Don't forget the walk tomorrow."],
        ["Good luck to the team this Saturday.", "Best wishes to those who run tomorrow.", "He will be back on Thursday."],
    ),
    "DAT26: a month may stand in another cell or heading": (
        ["We meet on Tuesday 5th at noon.", "Come on Monday 15th as well.", "Or on Friday 30th."],
        ["April: we meet on Tuesday 5th at noon.", "Come on Friday 1st, too."],
    ),
    "DAT20: a verb in the past stands before the day, or somebody is away until it": (
        ["Places must be booked on Monday.", "Volunteers needed on Saturday, please.", "The office will be closed on Monday."],
        ["Many of you filled in the slips on Sunday.", "It snowed on Saturday.", "I will be away until Monday."],
    ),
    "DAT20: a weekday is short, or stands behind an hour": (
        ["Book by Fri.", "There is a meeting on Wed this week.", "See you all on Sat.", "Come to the library @ 10am Saturday."],
        ["She lay on sun loungers.", "They sat on mon frère.", "Open at 10am Saturdays."],
    ),
    "DAT20: meetings of a week are an appointment, and signing up today is none": (
        ["The webinar is on today.", "Join the AGM online today.", "The fair starts in 4 days."],
        ["Please sign up today.", "The Church is meeting with the Government next week.", "There are two weeks to go."],
    ),
    "DAT20: days of every week are said beside others in the plural": (
        ["We sing on Monday at the hall.", "Come on Monday at 10am."],
        ["There is a service at 10am on Monday in Barton, and at 10.30am on Tuesdays in Lutter."],
    ),
    "DAT20: sayings and the weather name no day": (
        ["Please bring a hat tomorrow.", "The lesson is tomorrow."],
        ["Better today than tomorrow.", "The day after tomorrow is a film.", "Possible snow tomorrow."],
    ),
    "DAT22: the month before the issue is spoken of as coming up": (
        ["These are the activities coming up in January.", "What's on in January", "Events planned for January are on the wall."],
        ["These are the activities coming up in March.", "What we did in January", "Sales are planned for January 2023."],
    ),
    "DAT22: what will be held is to come, whatever the form of the verb": (
        ["The next meeting will be held on 15 January.", "Cakes are to be brought on 20 January, please reply by then."],
        ["The meeting was held on 15 January.", "The meeting will be held on 15 February."],
    ),
    "DAT22: a week goes on after its first day": (
        ["Please reply in the week commencing 17 January 2022.", "Please reply by 31 January 2022."],
        ["Bins are emptied two days late, please, in the week commencing 31 January 2022."],
    ),
    "DAT22: what was done on a day is over": (
        ["Meetings will be on 24 January 2022.", "Please reply by 10 January 2022."],
        ["Who worked shifts in the week of 10 January 2022 will be paid soon."],
    ),
    "DAT24: a service that is there at night may end in the small hours": (
        ["Open 11am to 9am at weekends.", "Lunch from 9am to 1.30am."],
        ["Ring us 9am to 1.30am (weekends and bank holidays).", "The duty team is there 7am to 2am."],
    ),
    "DAT25: five days a week are no week": (
        ["In the week starting 1 February 2022."],
        ["We open five days a week starting 1 February 2022."],
    ),
    "DAT28: CST beside the time of India is that of China": (
        ["It closes on 3 May 2022, 23:59 CST."],
        ["It closes on 3 May 2022, 23:59 CST / 21:29 IST."],
    ),
    "DAT20: hours of every week, and what others will have done by a day": (
        ["The office opens at 9am this Friday.", "Forms are due this Friday."],
        [
            "Ring us all weekend from 4.30pm Friday until 8.30am Monday.", "No meeting this week or next week.",
            "Come on Tuesday 8th, this coming Tuesday, at 7pm.",
            "Soil comes on Wednesday 9th. Please order it by next Wednesday.",
        ],
    ),
    "DAT25: what is long over is of the next year": (
        ["Tests are in the week commencing 10 March."],
        ["Tests are in the week commencing 8 January."],
    ),
    "DAT01: the blank behind the comma of a weekday may be missing": (
        ["Lunch is on Monday,23rd February."],
        ["Lunch is on Wednesday,23rd February.", "Ring us on Monday,10am."],
    ),
    "DAT01: of two weekdays behind a day neither need be its own": (
        ["It is on 22-26 August 2025 (Thursday)."],
        ["It is on 22-26 August 2025 (Friday-Tuesday).", "Come on Friday, Saturday and Sunday 4-6 March 2022.", "Fri/Sat/Sun 4-6 March 2022.", "We close on Sundays. 7 March 2022 is next.",
         "We close on Sunday. 7 March 2022 is a holiday.", "We open from 3 March 2022, Tuesday to Saturday."],
    ),
    "DAT01: a list of dates may go on into the year after next": (
        ["Term ends on Friday 11 July."],
        ["Dates of 2022-23 and 2023/24: term ends on Friday 12 July.", "Term ends on Friday 12 July."],
    ),
    "DAT20: what would have been is no appointment": (
        ["We start again this Friday at 10am."],
        ["This Friday we would have started again at 10am."],
    ),
    "DAT24: midnight is written for noon": (
        ["Training 12am - 2pm.", "Lunch from 12am to 1.30pm."],
        ["Closed 12am - 2pm.", "Training 12pm - 2pm.", "Open 12am to 2am."],
    ),
    "DAT27: an hour has one figure of minutes": (
        ["Pop in at 11.30 - 1.0am.", "Doors open at 7.5 pm."],
        ["Doors open at 7.0 pm.", "Pop in at 11.30 - 1.00pm."],
    ),
    "DAT29: a month in digits stands first behind a dash at the end": (
        ["The count begins - 2/26", "The walk - 2/27."],
        ["The count begins - 26/2", "The score was 5 - 2/3", "Pages 2/26 and 2/27 are lost."],
    ),
    "DAT01: a weekday before a range is that of its first day, unless two in the plural stand there": (
        ["Saturday, 15 February 2022, 10am", "We close on Sunday, 15 February-3 March 2022."],
        ["Saturdays and Sunday, 15 February-3 March 2022, closed.", "Tuesday, 15 February-3 March 2022, closed."],
    ),
}  # fmt: skip


def test_minutes_have_their_day_as_a_title_and_next_friday_is_not_the_day_of_the_issue(tmp_path: Path) -> None:
    over = problems_of_item(tmp_path / "a", "title: Tuesday 25 January 2022, 7-8pm", "We chose a name.", "DAT22")
    text = "This is issued on Tuesday 1 February. Come next Tuesday at 6pm."
    [problem] = problems_of_item(tmp_path / "b", "title: An example", text, "DAT20")
    assert (over, problem.column) == ([], 44)


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_is_said_where(tmp_path: Path, kind: str) -> None:
    wrong, right = KINDS[kind]
    assert spoken_of(tmp_path / "wrong", kind[:5], wrong, advice=True) == wrong
    assert spoken_of(tmp_path / "right", kind[:5], right, advice=True) == []


def test_a_day_is_advice_where_nobody_is_asked_to_come_or_to_act(tmp_path: Path) -> None:
    asks = [
        "Come this Friday at 10am.",
        "Forms are due by Monday.",
        "Tonight is the quiz.",
        "Do join us tomorrow.",
        "The cast are here this weekend.",
        "Work begins tomorrow.",
        "Swimming starts on Friday at 5pm.",
    ]
    tells = [
        "Come on Friday at 10am.",
        "The work will be finished by Friday.",
        "I need to ask her by Friday.",
        "They can rest tonight.",
    ]
    assert spoken_of(tmp_path / "said", "DAT20", asks + tells, advice=True) == asks + tells
    assert spoken_of(tmp_path / "warned", "DAT20", asks + tells) == asks


def test_a_date_behind_tomorrow_is_the_date_of_it(tmp_path: Path) -> None:
    lines = [
        "It is on 2 February, which is tomorrow, at 7pm.",
        "Come tomorrow evening, 2 February.",
        "The meeting is this Wednesday, 2022-02-02, at 7pm.",
        "Come tomorrow at 7pm (Wednesday 2 February).",
        "From Friday I will be on a course.",
    ]
    assert spoken_of(tmp_path, "DAT20", lines, advice=True) == []


def test_first_second_and_third_are_no_months(tmp_path: Path) -> None:
    right = ["Cakes: 1st Jolly, 2nd Ann, 3rd Lee.", "1st Maryam, 2nd Apryl.", "Places: 1st Augie and 2nd Jan."]
    assert spoken_of(tmp_path, "DAT02", right) == []
