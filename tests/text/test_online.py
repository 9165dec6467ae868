"""Places are recognised as online by their words."""

from __future__ import annotations

import pytest

from bulletin.text.online import is_online


@pytest.mark.parametrize(
    "place", ["Virtual seminar", "Online workshop", "Zoom conference", "Online briefing via Teams"]
)
def test_words_for_meetings_beside_an_online_place_are_online(place: str) -> None:
    assert is_online(place)


@pytest.mark.parametrize(
    "place", ["Seminar", "Workshop 2 online", "The Conference Centre, online street", "Briefing room"]
)
def test_words_for_meetings_alone_are_no_online_place(place: str) -> None:
    assert not is_online(place)
