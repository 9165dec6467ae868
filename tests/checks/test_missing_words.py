"""Words between which one is missing, or of which one is too many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.kinds import spoken_of

KINDS = {
    "an article stands in front of a noun": (
        ["It may turn out to the be so.", "We were out an about in town.", "Ask your they first."],
        ["It may turn out to be so.", "See the to-do list.", "The OR is shut.", "It is a to do list."],
    ),
    "what is done has been": (
        ["The numbers have to kept low.", "It needs to completed soon.", "The results are due to published in June."],
        ["The numbers have to be kept low.", "It is due to limited space.", "It was due to planned work."],
    ),
    "a verb behind be has its other form": (
        ["It can be report to us.", "They must be book by noon."],
        ["It can be reported to us.", "It must be fun.", "Be open to all."],
    ),
    "a verb is no noun": (
        ["She has been appointment the new vicar."],
        ["She has been appointed the new vicar.", "There has been agreement on it."],
    ),
    "one thing has an article": (
        ["There is new form for it.", "This is very short talk.", "The notes are as true and correct record.", "We told all of outcome of the vote.",
         "We had very good turnout for it.", "It is particularly hard time for us."],
        ["There is a new form for it.", "There is room for all.", "This is very good news.", "It was hard work.", "We had a very good turnout."],
    ),
    "the best has an article": (
        ["It is highest number of all.", "It was only way to go."],
        ["It is at its highest.", "It is best practice.", "It was the only way to go."],
    ),
    "a preposition has no plain verb behind it": (
        ["It is paid by have a raffle."],
        ["Those they care for have a card."],
    ),
    "a sentence has a verb of its own": (
        ["This photo showing Ann is new.", "We already well on our way.", "The address used will the one you gave.", "Then will we some idea of it."],
        ["This photo, showing Ann, is new.", "We already have one.", "The will the vicar read is lost."],
    ),
    "to stands where it belongs": (
        ["There is no date as when it opens.", "It is great see you come.", "It is hard not be late.", "She tries to raises money.", "We will return to on the 12th."],
        ["There is no date as to when it opens.", "It is great to see you.", "It seems hard, not being late.", "She wants to raise money."],
    ),
    "of, by, in and for stand where they belong": (
        ["In relation the hall, ask us.", "It is a breach our rules.", "They were very impressed the work.", "I will be the clubhouse on Sunday."],
        ["In relation to the hall, ask us.", "They impressed the judges.", "I will be the chair."],
    ),
    "that and to do not stand together": (
        ["We ask that questions to be sent by post."],
        ["We ask that questions be sent by post."],
    ),
    "this, other, as and most have their forms": (
        ["This purpose of this day is fun.", "She inspires other to sing.", "As previous years, we meet.", "It is the most common used word.", "They want a needs lead approach."],
        ["The purpose of this day is fun.", "She inspires other people.", "As in previous years, we meet.", "It is the most commonly used word."],
    ),
    "how something is done ends in ly": (
        ["Pay when you actual receive it."],
        ["Pay when you actually receive it."],
    ),
    "a word is wrong or missing": (
        ["But the in the end we won.", "Please look out for announcement there.", "Thank you all who came.", "It looks like that it works."],
        ["But in the end we won.", "Thank you to all who came."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_is_missing_or_too_many_since(tmp_path: Path, kind: str) -> None:
    wrong, right = KINDS[kind]
    assert spoken_of(tmp_path / "wrong", "TXT24", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT24", right) == []
