"""A link or a code of a meeting is known by its service, so that a hint can name the place where people meet."""

from __future__ import annotations

import pytest

from bulletin.text.online import is_online
from bulletin.text.private import _SERVICES, hidden, join_links, meeting_place, printed_numbers

LINKS = {
    "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc": "Microsoft Teams",
    "https://teams.live.com/meet/9312345678901": "Microsoft Teams",
    "https://us02web.zoom.us/j/88812345678?pwd=abc": "Zoom",
    "https://example.webex.com/meet/team": "Webex",
    "https://meet.google.com/abc-defg-hij": "Google Meet",
    "https://global.gotomeeting.com/join/123456789": "GoTo Meeting",
    "https://whereby.com/our-room": "Whereby",
    "https://join.skype.com/AbCdEf": "Skype",
    "https://meet.starleaf.com/4123456789": "Online",
    "https://meet.jit.si/OurClub": "Online",
    "meet.google.com/abc-defg-hij": "Google Meet",
    "https://bbb.example.org/b/abc-def-ghi": "Online",
}


@pytest.mark.parametrize("link", LINKS)
def test_a_join_link_names_its_service_by_its_host(link: str) -> None:
    assert [meeting_place(match[0], "On Teams: ") for match in join_links(link)] == [LINKS[link]]


@pytest.mark.parametrize(
    ("before", "place"),
    [("Zoom meeting ID: ", "Zoom"), ("Not on Zoom: Teams, passcode ", "Microsoft Teams"), ("Meeting ID: ", "Online")],
)
def test_a_code_is_of_the_service_that_is_named_last_in_front_of_it(before: str, place: str) -> None:
    assert meeting_place("123456789", before) == place


def test_every_service_is_a_place_online() -> None:
    assert [name for name in (*_SERVICES.values(), "Online") if not is_online(name)] == []


APART = [
    "485&nbsp;777&nbsp;3457", "485&#160;777&#160;3457", "485\\-777\\-3457", "485&#45;777&#45;3457", "485–777–3457", "485  777  3457",
    "485 777\n3457", "485 777\\\n> 3457", "485 **777** 3457", "**485** 777 3457", "485<!-- x -->777<!-- y -->3457", "485 777 <br>3457",
    "485\u2009777\u20093457", "485\u00ad7773457", "４８５７７７３４５７", "&#52;857773457", "_485_ 777 3457",
]  # fmt: skip
TOGETHER = [
    "485 778 3457",
    "485, 777 and 3457",
    "485\n\n777 3457",
    "On 4/8/2022, 10:30-11:30",
    "- 485\n- 777\n- 3457",
    "£4,857,773,457",
]


@pytest.mark.parametrize("number", APART)
def test_a_health_number_is_found_by_what_readers_see_of_it(number: str) -> None:
    text = f"The man, {number}, is here."
    (only,) = printed_numbers(text)
    assert (only.digits, only.certain) == ("4857773457", True)
    assert 9 <= only.start <= 11
    assert "3457" not in hidden(text)


@pytest.mark.parametrize("text", TOGETHER)
def test_other_digits_with_signs_between_them_are_no_health_number(text: str) -> None:
    assert list(printed_numbers(text)) == []
