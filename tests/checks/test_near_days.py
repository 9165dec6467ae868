"""Days beside weekdays, days in digits and days that are over, by their kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.kinds import spoken_of

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
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_is_said_where(tmp_path: Path, kind: str) -> None:
    wrong, right = KINDS[kind]
    assert spoken_of(tmp_path / "wrong", kind[:5], wrong) == wrong
    assert spoken_of(tmp_path / "right", kind[:5], right) == []


def test_first_second_and_third_are_no_months(tmp_path: Path) -> None:
    right = ["Cakes: 1st Jolly, 2nd Ann, 3rd Lee.", "1st Maryam, 2nd Apryl.", "Places: 1st Augie and 2nd Jan."]
    assert spoken_of(tmp_path, "DAT02", right) == []
