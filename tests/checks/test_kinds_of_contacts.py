"""Whom one can reach, and whether that is a person, is known by what stands around a number, a mailbox or a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.checks.rules_on_lines import problem_by_line, problems_of_item
from tests.support.folders import make_content

SENT_ON = [
    "Have a word with Doreen if you can help.", "Reach out to Ken Hobbs for a place.", "Give Norma or Brian a ring.",
    "Further information from Keith Platt.", "Tickets (£5) for the supper are still available from Janet.",
    "Please give your name to Geoff by Friday.", "Contact any committee member.", "Please speak to one of the churchwardens.",
    "Volunteers to Doreen, please.", "If you have a question, see Doreen, our treasurer.",
    "Please let Doreen Platt know if you can come.", "Please advise Keith of numbers.", "Please send them either to Norma or myself.",
    "Please see Doreen Platt, or any committee member.", "The form must be emailed to me by Friday.", "Cards are available from me now.",
    "Please let him know by emailing.", "If you want a lift, please ring her.", "Report it to myself or a member of the team.",
    "If you can come, please contact me.", "Get in touch with myself or Trevor.", "Just speak to Maureen and she will explain.",
    "Please give me a call.", "Please email me back.", "Make your views known to any trustee.", "Names to any of the committee.", "Numbers to Keith, please.", "Doreen will be happy to discuss it.",
    "Ken is the contact.", "Why not contact Zork Platt and let her know?", "See Doreen or phone her.", "Please let him know.",
    "Please let a member of the committee know.", "Doreen Platt (plot 19) is the chap you need to speak to.",
    "Please express your interest to any of the current committee.",
]  # fmt: skip
SENT_ON_TOO = [
    "Doreen and Ken just need to know what days suit.", "Forms can be picked up from Keith Platt.",
    "Buy your tickets for the supper from Norma or Geoff.", "Please fill it in and return to Brian Hobbs no later than Friday.",
    "Doreen runs the list; speak to her if there are problems.", "If you can help, let us know – either Ken or Doreen.",
    "Please let either Norma or Trevor know.", "Give Doreen & Ken a call.", "Do contact Revd Miles.", "Write to Norma for a place.",
    "The hall can be hired from Keith.", "Old copies should be handed to Janet.",
]  # fmt: skip


@pytest.mark.parametrize("line", SENT_ON_TOO)
def test_to_fetch_return_or_tell_something_sends_readers_to_somebody(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("CON03",))) == [line]


@pytest.mark.parametrize(("between", "findings"), [("", 0), ("The hall was full of people and of cake. " * 9, 1)])
def test_a_mailbox_far_away_in_the_item_is_no_way_to_somebody(tmp_path: Path, between: str, findings: int) -> None:
    body = f"Write to hub@example.org. {between}Let Doreen know if you can come."
    assert len(problems_of_item(tmp_path, "title: An example", body, "CON03")) == findings


NOT_SENT_ON = [
    "We spoke to the committee about the plan.", "Doreen gave her report to the committee.", "Ken and Norma have a word for it.",
    "The report from Keith was read.", "Ask in #general if you need help.", "The committee will contact me and others in May.",
    "Contact Janet Hobbs in the school office.",
    "Contact the committee using the contact form on the page.",
    "Brian will contact the local police team.", "The form was sent to me by Doreen.", "If you see him, let him know.",
    "Brian can tell a story.", "Information on Janet's walk follows.", "Reach out for help in our Slack.",
    "Brian is the contact sport of the year.", "Doreen will be happy to be there.", "Names to any address are printed.",
    "Please let me know in the form.", "If you can come, please let me know.", "We let the committee know.", "Please let the committee finish.", "Doreen is the one to watch.",
    "Please speak to Doreen at the meeting.", "Contact a committee member on Wednesday.", "Talk to a coach when you get there.",
    "See Doreen Platt at the door.", "We made a quick attempt to contact Doreen.", "Who stays away without contacting the leader loses the place.", "Ring Doreen Platt on 960135.",
]  # fmt: skip


@pytest.mark.parametrize("line", SENT_ON)
def test_who_is_sent_to_a_person_a_role_or_the_writer_must_be_told_how(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("CON03",))) == [line]


@pytest.mark.parametrize("line", NOT_SENT_ON)
def test_what_somebody_did_sends_nobody_on(tmp_path: Path, line: str) -> None:
    assert problem_by_line(tmp_path, [line], rules=("CON03",)) == {}


def test_the_office_of_who_writes_needs_no_number_and_that_of_another_does(tmp_path: Path) -> None:
    lines = ["Please ring the school office.", "Email the surgery reception."]
    assert problem_by_line(tmp_path / "own", lines, rules=("CON03",), mailbox="office@example.org") == {}
    assert set(problem_by_line(tmp_path / "other", lines, rules=("CON03",), mailbox="hub@example.org")) == set(lines)
    assert (
        problem_by_line(tmp_path / "clerk", ["Contact the clerk."], rules=("CON03",), mailbox="clerk@example.org") == {}
    )
    assert (
        problem_by_line(tmp_path / "bare", ["Contact the office."], rules=("CON03",), mailbox="hub@example.org") == {}
    )


def test_most_readers_know_how_to_reach_the_clerk_and_the_committee(tmp_path: Path) -> None:
    advice = ["Contact the parish clerk.", "Speak to a member of the committee.", "Please ring the surgery."]
    warned = ["Contact the treasurer.", "Get in touch with the CDOP team.", "Speak to Doreen Platt."]
    problems = problem_by_line(tmp_path, advice + warned, rules=("CON03",))
    assert {line: problem.severity for line, problem in problems.items()} == {
        **dict.fromkeys(advice, "info"),
        **dict.fromkeys(warned, "warning"),
    }


def test_the_end_of_the_name_of_a_town_is_no_person(tmp_path: Path) -> None:
    right = ["The number for young people in Stoke-on-Trent is: 07700 900723."]
    assert problem_by_line(tmp_path, right, rules=("CON04",)) == {}


def test_a_number_in_any_groups_is_a_number(tmp_path: Path) -> None:
    lines = [f"Contact Doreen Platt on {number}." for number in ("020 7946 0034", "016329 60135", "+44 1632 960135")]
    for count, line in enumerate(lines):
        assert problem_by_line(tmp_path / str(count), [line], rules=("CON03",)) == {}


NO_AREA = [
    "Details from Doreen Platt 960135.", "To book, ring 960135.", "Ken (960135), Norma (960246)", "Call us on Whitby 960135.",
    "Telephone 960135 for a place.", "Call us on 7946 0135.",
]  # fmt: skip
NO_NUMBER = [
    "We raised 960135 pounds.",
    "Platt 010222",
    "Doreen 280122",
    "See section 96013.",
    "On 96013 we met.",
    "Text HELP to 60135.",
    "We met on 7946 0135 occasions.",
]


@pytest.mark.parametrize("line", NO_AREA)
def test_a_short_number_behind_a_name_or_a_word_to_ring_lacks_its_area_code(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("CON01",))) == [line]


def test_a_day_in_six_digits_an_amount_and_a_short_code_are_no_phone_numbers(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NO_NUMBER, rules=("CON01",)) == {}


PERSONS = [
    "Doreen Platt, Chair of the Trust 07700 900123", "Keith runs the loan of tools, ropes and so on 01632 960135",
    "You can contact her on 01632 960135.", "Brian - 707-555-0106", "Do not hesitate to contact Pastor Keith at 563-555-0171.", "To book, call Janet on 07700900123/01632 960135.",
    "News Editor Geoff Hobbs news@example.org 01632 960135", "If in doubt, write to jsmith@example.org.",
    "Questions to akhussain@example.org, please.", "Maureen would be glad to help and can be reached on 0491 570 156.",
    "Write to pauline.hall@example.org.", "Kind regards Karen, direct line 01632 960222, mobile 07700 900222",
]  # fmt: skip
NO_PERSONS = [
    "Doreen Platt will speak. To book, ring 01632 960135.", "Keith is at the Town Hall, box office 01632 960135.",
    "Ring St Keith's Church on 01632 960135.", "Write to oakfield.scouts@example.org.", "Write to stmartin@example.org.",
    "Talk by Janet: tickets on 01632 960135.", "Write to events@example.org, news@example.org or county.recorder@example.org.",
    "Brian hosts the show.\n- Phone: 07700 900123",
    "Referrals to marac@example.org.", "Write to village.hall@example.org.",
]  # fmt: skip


@pytest.mark.parametrize("line", PERSONS)
def test_a_number_or_mailbox_in_the_sentence_of_a_name_is_that_of_a_person(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("CON04",))) == [line]


@pytest.mark.parametrize("line", NO_PERSONS)
def test_a_number_to_book_a_hall_and_a_mailbox_of_a_thing_are_nobodys(tmp_path: Path, line: str) -> None:
    assert problem_by_line(tmp_path, [line], rules=("CON04",)) == {}


HOMES = [
    "We meet at our home, 12 Mill Lane, Whitby.", "Post it to my address: 39, Mill Lane, Whitby.", "Drop it through Doreen's door.",
    "Ring Keith Platt, Mill House, Whitby, Tel: 01632 960135", "We meet at Janet Hobbs' garden in the lane, XX12 3YZ.",
    "Norma Platt at The Barn, Church Lane", "Meet at Janet's, 12 Mill Lane at 7pm.",
]  # fmt: skip
NO_HOMES = [
    "We meet at St Keith's church in the lane, XX12 3YZ.", "Our address is in the footer.", "Keith Platt speaks at Mill House.",
    "Knock on the door.", "The 12 Mill Lane bus goes at noon.", "Janet's talk is at the library.",
]  # fmt: skip


@pytest.mark.parametrize("line", HOMES)
def test_a_house_of_somebody_who_is_named_is_a_home(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV03",))) == [line]


def test_churches_halls_and_buses_are_no_homes(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NO_HOMES, rules=("PRIV03",)) == {}


WAYS_IN = [
    "Join the Zoom meeting: 10am, 123 456 7890 and 012345", "Meeting ID: 48800", "Zoom, or dial +44 20 7946 0129,,65802745#",
    "Zoom at 6 pm: 812 3456 7890 / 445566", "**Meeting ID:** 887-290-000",
    "Meeting number (access code): 2345 678 9012", "Conference call 020 7946 0123, PIN 4321", "Dial in: 020 7946 0123, access code 123456#",
    "Google Meet: meet.google.com/abc-defg-hij", "https://meet.jit.si/OurClubMeeting", "On Zoom. The code is 718 555 0162",
]  # fmt: skip
NO_WAYS_IN = [
    "The meeting raised 123 456 pounds.", "Zoom in on page 48800.", "Event number 12 of 48.", "Ring 020 7946 0129, extension 12.",
    "The meeting is in room 123 456.", "Our PIN badges, 4321 of them, are for the meeting.", "See zoom.us for help.",
]  # fmt: skip


@pytest.mark.parametrize("line", WAYS_IN)
def test_numbers_with_which_one_joins_a_meeting_are_ways_in_whatever_their_form(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV06",))) == [line]


def test_other_numbers_beside_a_meeting_are_none(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NO_WAYS_IN, rules=("PRIV06",)) == {}


def test_one_line_that_answers_a_drop_in_answers_all_lines_of_its_invitation(tmp_path: Path) -> None:
    body = "https://us02web.zoom.us/j/88812345678?pwd=abcdef\nMeeting ID: 888 1234 5678\nPasscode: 445566"
    problems = problems_of_item(tmp_path / "a", "title: An example", body, "PRIV06")
    assert [problem.line for problem in problems] == [4, 5, 6]
    answer = "ignore: PRIV06 …abcdef because the drop-in is open to all"
    assert problems_of_item(tmp_path / "b", f"title: An example\n{answer}", body, "PRIV06") == []


PASSWORDS = [
    "**Password:** bluewinner",
    "Password: sunflowers",
    "Gallery password: meadowlark",
    "Members' password: kestrel",
    "Password: CMX",
    "The password for the members' page is barton22.",
    "Log in with the password barton22",
    "The code for the side gate is 4471.",
]
NO_PASSWORDS = [
    "Password: required",
    "Password: see below",
    "Passwords: how to choose one",
    "The code for the course is 4471.",
    "**Password:** reset it every year.",
    "Password: none",
]


@pytest.mark.parametrize("line", PASSWORDS)
def test_a_line_that_is_a_label_and_one_word_tells_a_password(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV09",))) == [line]


def test_words_about_passwords_tell_none(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NO_PASSWORDS, rules=("PRIV09",)) == {}


def test_a_number_in_the_form_of_north_america_that_is_rung_is_no_health_number(tmp_path: Path) -> None:
    # Both have the check digit of a health number.
    lines = ["Call us at 817-555-0155.", "She was seen: 485-777-3457."]
    assert list(problem_by_line(tmp_path, lines, rules=("PRIV01", "PRIV02"))) == lines[1:]


def test_an_address_in_words_and_one_with_two_signs_cannot_be_written_to(tmp_path: Path) -> None:
    lines = [
        "Write to hub AT example DOT org.",
        "Write to hub@@example.org.",
        "We meet AT the hall.",
        "Write to hub@example.org.",
    ]
    assert list(problem_by_line(tmp_path, lines, rules=("CON05", "CON06"))) == lines[:2]


def test_hours_behind_a_number_are_no_part_of_it(tmp_path: Path) -> None:
    lines = ["Call 01632 960096 24 hours a day.", "01632 960096 24 hours"]
    assert problem_by_line(tmp_path, lines, rules=("CON01",)) == {}


def test_a_name_with_a_full_stop_at_a_host_is_an_address_in_words(tmp_path: Path) -> None:
    wrong = ["Write to doreen.platt at club.example.org for a place."]
    right = [
        "Look at example.org for a place.",
        "We met at noon.at example.org",
        "Sign-up at club.example.org is open.",
    ]
    assert list(problem_by_line(tmp_path / "wrong", wrong, rules=("CON05",))) == wrong
    assert problem_by_line(tmp_path / "right", right, rules=("CON05",)) == {}


def test_a_mailbox_that_was_copied_twice_is_said_once(tmp_path: Path) -> None:
    text = "---\ntitle: An example\n---\n[{0}](mailto:{0}) or {0} <{0}>, and to {0}.\n".format(
        "doreen.platt@example.org"
    )
    problems = check(read(make_content(tmp_path, {"2022-02/week.md": text})))
    assert [problem.column for problem in problems if problem.rule == "CON04"] == [2, 64, 124]


def test_a_domain_one_slip_beside_the_bulletins_own_is_named_and_another_number_or_a_short_one_is_not(
    tmp_path: Path,
) -> None:
    wrong = ["Write to hub@exmaple.org.", "Write to hub@example1.org or hub@example.or.uk."]
    problems = problem_by_line(tmp_path, wrong, rules=("CON02",))
    assert (list(problems), problems[wrong[0]].severity) == (wrong[:1], "warning")


HEADS = [
    "From: The rota team\nSent: 3 March 2022 10:15\nTo: The board",
    "**From:** Doreen\n**To:** Ken\n**Subject:** Rota",
    "On Tue, 1 Mar 2022 at 09:14, Doreen wrote:",
    "From: Doreen Sent: 3 March 2022 10:15 To: Ken",
]
NO_HEADS = [
    "From: 10am\nTo: 4pm",
    "On Monday 3 May the chair wrote: we are glad.",
    "To: all\nDate: 3 May",
    "Subject: art",
]


def test_the_head_of_a_pasted_mail_is_named_once(tmp_path: Path) -> None:
    found = problem_by_line(tmp_path, [*HEADS, *NO_HEADS], rules=("PRIV10",))
    assert list(found) == [head.partition("\n")[0] for head in HEADS]
