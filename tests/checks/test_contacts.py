"""Phone numbers, mailboxes and links that reach nobody are reported with what to type; right ones are not reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.checks.run import check
from bulletin.content.load import read
from bulletin.errors import Problem
from bulletin.fix import changed_files
from bulletin.text.suggest import is_slip
from tests.support.folders import SETTINGS, make_content

TEAM = "safeguarding.hub@example.org"


def first_problems(
    root: Path,
    lines: list[str],
    *,
    mailbox: str = "team@example.org",
    rules: tuple[str, ...] = ("CON01", "CON02", "LNK14"),
) -> dict[str, Problem]:
    """Return the first problem of these rules on each line, keyed by the line's text."""
    text = "---\ntitle: An example\n---\n" + "\n\n".join(lines) + "\n"
    settings = SETTINGS.replace("team@example.org", mailbox)
    content = make_content(root, {"bulletin.yml": settings, "2022-02/week.md": text})
    problems = [
        problem for problem in check(read(content)) if problem.path.endswith("week.md") and problem.rule in rules
    ]
    return {text.split("\n")[problem.line - 1]: problem for problem in reversed(problems)}


WRONG_NUMBERS = {
    "Our number: 0344 255 062, and call.": "It has 10 digits, and numbers that begin with 0344 have 11.",
    "Call 0151 496 000 for help.": "numbers that begin with 0151 have 11",
    "It is (0151) 496 000.": "numbers that begin with 0151 have 11",
    "The desk is at 0161 496 00001.": "too long",
    "The desk is at +44 161 496 000.": "too short",
    "The desk is at +44 0161 496 0000.": 'Leave out the 0 after +44: "+441614960000".',
    "The desk is at 0444 255 0623.": "does not begin like a UK phone number",
    "The desk is at 0344-255-062.": "too short",
    "Ring [the office](tel:+44(0)161-496-0000).": 'Write "tel:+441614960000".',
    "Ring [the ward](tel:12345).": "needs its area code",
    "Ring [the desk](tel:abc).": "Write it like 0344 255 0623.",
    "Ring [the line](tel:0344255062).": "too short",
    "Text 1234 567 now.": "needs its area code",
    "Text 8525, and wait.": "five or six digits",
    "Tel: 0161-496-000": "too short",
    "Fax: 0161.496.00": "too short",
    "Ring 0161 496 000\\": "too short",
}
RIGHT_NUMBERS = [
    "Call 0344 255 0623 or 116 123 for help.", "Text 85258 at any time.", "Text SHOUT to 85258.", "Our number: 0161 496 0000, option 2.",
    "It is open 0900 1700 and 0900-1700.", "It is open 0800 - 1800.", "On 01 04 2022 and 03-04-2022 we met.", "Room 012 345 is open.",
    "ISBN 0306 406 152 and ISBN 03064 06152 are books.", "Purchase order 0344 255 062 was sent.", "The ratio is 0.1234 56789.",
    "Call (0161) 496 0000 (9am to 5pm).", "It costs £0344 255 062.", "Versions 01234 and 56789.", "Dial 18000 or 999.",
    "Ring [the office](tel:+44-161-496-0000).", "Ring [the office](tel:01614960000).", "Ring [Bolton](tel:0120412345).", "Bolton: 01204 12345.",
    "Ring 0161 496\n0000.", "> **Tel:** 0161 496\n> 0000 (9am to 5pm)", "- Ring 0161\n  496 0000.", "Call 0930-1630.", "Phone 0161.496.0000.",
    "Dial 159, 116 000 or 118 118.", "[Text us](sms:85258).", "The code is 0034 123 456 789.", "+353 1 234 5678 is in Dublin.", "See 0123-4567-8901-2345.",
]  # fmt: skip


def test_every_wrong_phone_number_is_reported_with_its_reason_and_no_right_one(tmp_path: Path) -> None:
    problems = first_problems(tmp_path, [*WRONG_NUMBERS, *RIGHT_NUMBERS], rules=("CON01",))
    assert set(problems) == set(WRONG_NUMBERS)
    for line, words in WRONG_NUMBERS.items():
        assert words in f"{problems[line].message} {problems[line].hint}", problems[line]


def test_the_hint_for_a_number_that_no_phone_can_dial_is_right_and_fix_applies_it(tmp_path: Path) -> None:
    line = "Ring [the office](tel:+44(0)161-496-0000)."
    [problem] = first_problems(tmp_path / "a", [line]).values()
    correction = problem.hint.partition('"')[2].partition('"')[0]
    mended = line.replace("tel:+44(0)161-496-0000", correction)
    assert first_problems(tmp_path / "b", [mended]) == {}
    [changed] = changed_files(tmp_path / "a" / "content")
    assert mended in changed.after.decode()


SHORT_NAME = ["Write to tom@example.org or teams@example.org.", "Write to sam@example.org, tea@example.org.", "Write to term@example.org."]  # fmt: skip
SHORT_SLIP = ["Write to taem@example.org.", "Write to [us](mailto:taem@example.org).", "Write to team@exmaple.org.", "Write to team@example.ogr."]  # fmt: skip


def test_a_short_mailbox_is_a_slip_of_another_only_if_its_letters_are_the_same(tmp_path: Path) -> None:
    problems = first_problems(tmp_path, SHORT_NAME + SHORT_SLIP)
    assert {line for line, problem in problems.items() if problem.severity == "error"} == set(SHORT_SLIP)
    assert {line for line, problem in problems.items() if problem.severity == "info"} == {"Write to term@example.org."}
    assert all("Did you mean team@example.org?" in problem.hint for problem in problems.values())


LONG_SLIP = ["Write to safegaurding.hub@example.org.", "Write to safeguardin.hub@example.org.", "Write to safeguarding.hub@exampl.org."]  # fmt: skip
LONG_NAME = ["Write to safeguarding.hub2@example.org.", "Write to safeguarding.hubs@example.org.", "Write to safeguarding@example.org.", f"Write to '{TEAM}'.", f"Write to {TEAM}'s team."]  # fmt: skip


def test_a_long_mailbox_with_one_letter_wrong_is_a_slip_but_not_one_with_a_digit_added(tmp_path: Path) -> None:
    assert set(first_problems(tmp_path, LONG_SLIP + LONG_NAME, mailbox=TEAM)) == set(LONG_SLIP)


SLIPS = {
    "Write to hub@nhs.ent.": "hub@nhs.net", "Write to hub@nhs.ne.": "hub@nhs.net", "Write to hub@gmial.com.": "hub@gmail.com",
    "Write to hub@stockport.gov.ku.": "hub@stockport.gov.uk", "Write to hub@example.con.": "hub@example.com",
    "Write to hub@example.couk.": "hub@example.co.uk", "Write to o\u2019neil.hub@example.org.": "o'neil.hub@example.org",
}  # fmt: skip
NO_SLIPS = [
    "Write to hub@nhs.net, hub@england.nhs.uk, hub@ymail.com.", "Write to hub@live.com, hub@mail.com.", "Write to hub@stockport.gov.uk.",
    "Write to pat.o'neil@example.org.", "The team’s mailbox is ‘hub@example.org’.", "See https://example.org/hub@nhs.ent.",
]  # fmt: skip


def test_a_slip_in_a_mailbox_is_reported_with_the_right_mailbox(tmp_path: Path) -> None:
    problems = first_problems(tmp_path, [*SLIPS, *NO_SLIPS], rules=("CON02",))
    assert set(problems) == set(SLIPS)
    assert all(meant in problems[line].hint for line, meant in SLIPS.items())


OTHER_PLACES = [
    "Write to [hub@example.org](mailto:desk@example.org).", "Ring [0161 496 0000](tel:+441614960001).", "See [www.example.org](https://example.com/book).",
    "Write to [the team at hub@example.org](mailto:desk@example.org).", "Ring [111](tel:999).", "Ring [us on 0161 496 0000](tel:01614960001).",
    "See [https://www.example.org/a](https://www.example.net/a).", "See [stockport.gov.uk](https://manchester.gov.uk).",
    "Write to [hub@example.org](https://example.org/contact).", "Ring [0161 496 0000](https://example.org).",
    "See [www.example.org](mailto:hub@example.org).", "Ring [hub@example.org](tel:01614960000).",
    "[www.example.com](https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fb&data=05)",
]  # fmt: skip
SAME_PLACES = [
    "Write to [hub@example.org](mailto:Hub@example.org?subject=Hello).", "Ring [0161 496 0000](tel:+441614960000) or [0161 496 0000](tel:01614960000).",
    "See [www.example.org](https://example.org/book/2).", "See [bit.ly/abc](https://example.org/abc).", "See [book.example.org](https://www.example.org).",
    "Ring [111](tel:111), [NHS 111](tel:111) or [0161 496 0000 ext 2](tel:+441614960000;ext=2).",
    "See [england.nhs.uk](https://www.england.nhs.uk/x).", "See [Node.js](https://nodejs.example).", "See [the report at example.org](https://example.com).",
    "[www.example.org](https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fb&data=05)",
    "[https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org&data=05](https://example.org)",
    "[hub@example.org](https://outlook.office.com/mail/deeplink/compose?to=hub@example.org)", "See [2021 2022 2023](https://example.org).",
    "See [example.org](https://web.archive.org/web/2020/https://example.org).", "See [Booking.com](https://www.booking.com).",
]  # fmt: skip


def test_link_words_that_name_another_address_than_the_link_are_reported_and_no_others(tmp_path: Path) -> None:
    problems = first_problems(tmp_path, OTHER_PLACES + SAME_PLACES, rules=("LNK14",))
    assert set(problems) == set(OTHER_PLACES)
    assert [problems[line].severity for line in OTHER_PLACES] == [
        *["error"] * 2,
        "warning",
        *["error"] * 3,
        *["warning"] * 5,
        "error",
        "warning",
    ]


CODES = [
    "Meeting ID: 812 3456 7890", "Zoom meeting ID 81234567890", "**Meeting ID:** 345 678 901 23", "Phone conference ID: 123 456 789#", "Event number: 2345 678 9012",
    "Webinar ID: 812-3456-7890", "Passcode: aB3dEf", "Passcode is 123456.", "Zoom password: sec=ret",
]  # fmt: skip
NO_CODES = [
    "The passcode is sent when you book.", "Passcode: we send it when you book.", "A meeting ID is in the invitation.", "Meeting number 4 was long.",
    "Set a password: at least 8 letters.", "The conference ID is on your ticket.", "Passcodes: how to keep them safe",
]  # fmt: skip


@pytest.mark.parametrize("line", CODES)
def test_a_meeting_id_or_passcode_is_reported(tmp_path: Path, line: str) -> None:
    assert list(first_problems(tmp_path, [line], rules=("PRIV06", "PRIV01"))) == [line]


def test_words_about_passcodes_are_right_and_each_line_of_an_invitation_is_reported(tmp_path: Path) -> None:
    assert first_problems(tmp_path / "a", NO_CODES, rules=("PRIV06",)) == {}
    invitation = ["https://us02web.zoom.us/j/81234567890?pwd=abc", "Meeting ID: 812 3456 7890", "Passcode: 123456"]
    assert set(first_problems(tmp_path / "b", invitation, rules=("PRIV06",))) == set(invitation)
    one_line = " – ".join(invitation)
    assert list(first_problems(tmp_path / "c", [one_line], rules=("PRIV06",))) == [one_line]


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_a_slip_is_one_edit_and_goes_both_ways(first: str, second: str) -> None:
    letters = "abc"
    edited = {first[:i] + first[i + 1 :] for i in range(len(first))}
    edited |= {first[:i] + letter + first[j:] for i in range(len(first) + 1) for j in (i, i + 1) for letter in letters}
    edited |= {first[:i] + first[i + 1] + first[i] + first[i + 2 :] for i in range(len(first) - 1)}
    assert is_slip(first, second) == (second in edited - {first}) == is_slip(second, first)


NOBODY = [
    "For more, contact Jane Smith.", "Please ring the surgery.", "Speak to Dr. Jo Bloggs on the day.", "Email the parish clerk.", "RSVP to Mrs Ann Other.",
    "Text the youth club office.", "Get in touch with Sam and Alex.",
]  # fmt: skip
SOMEBODY = [
    "Contact us.", "Ring your surgery.", "Contact [Jane Smith](https://example.org/jane).", "Contact the safeguarding team.", "Call it a day.", "We text people.",
    "Eye contact and Call Centre hours.", "Ring Road works end.", "Phone the Samaritans.",
]  # fmt: skip


@pytest.mark.parametrize("line", NOBODY)
def test_a_text_that_sends_readers_to_somebody_without_a_contact_is_reported(tmp_path: Path, line: str) -> None:
    assert list(first_problems(tmp_path, [line], rules=("CON03",))) == [line]


def test_a_text_that_only_sounds_like_sending_readers_to_somebody_is_right(tmp_path: Path) -> None:
    assert first_problems(tmp_path, SOMEBODY, rules=("CON03",)) == {}


def test_http_is_a_warning_only_where_https_is_known_to_answer(tmp_path: Path) -> None:
    lines = ["[A](http://www.england.nhs.uk/a)", "[B](http://example.org/b)"]
    problems = first_problems(tmp_path, lines, rules=("LNK07",))
    assert [problems[line].severity for line in lines] == ["warning", "info"]
    assert problems[lines[0]].hint == "Write https://www.england.nhs.uk/a instead; `bulletin fix` does it."


def test_a_type_of_document_beside_a_link_is_enough_even_if_the_link_has_only_empty_words(
    tmp_path: Path,
) -> None:
    lines = [
        "The form, in PDF, is [in the folder](https://example.org/a.pdf).",
        "Read it [here](https://example.org/b.pdf).",
    ]
    assert first_problems(tmp_path, lines, rules=("LNK10",)) == {}
    assert len(first_problems(tmp_path / "b", ["Read [the plan](https://example.org/c.pdf)."], rules=("LNK10",))) == 1


BROKEN_MAILBOXES = {
    "Write to hub@nhs,net.": "hub@nhs.net",
    "Write to hub@@nhs.net.": "hub@nhs.net",
    "Write to hub @ example.org.": "hub@example.org",
    "Write to hub@.example.org.": "hub@example.org",
    "Write to hub..desk@example.org.": "hub.desk@example.org",
    "Write to hub@example..org.": "hub@example.org",
}


def test_a_broken_mailbox_has_one_sentence_with_the_whole_one(tmp_path: Path) -> None:
    problems = first_problems(tmp_path, list(BROKEN_MAILBOXES), rules=("CON06", "TXT18"))
    assert {line: problem.rule for line, problem in problems.items()} == dict.fromkeys(BROKEN_MAILBOXES, "CON06")
    assert all(f"Did you mean {meant}?" in problems[line].hint for line, meant in BROKEN_MAILBOXES.items())
