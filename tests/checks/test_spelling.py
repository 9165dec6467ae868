"""A word is misspelt if no dictionary has it and one slip makes a common word of it, unless it is used often."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.checks.spelling import meant_words, slips
from bulletin.content.word_lists import FILE, english
from bulletin.text.suggest import is_slip
from tests.checks.kinds import spoken_of
from tests.checks.test_checks import item, rules
from tests.support.folders import make_content

MEANT = {
    "breif": ["brief"],
    "procesing": ["processing"],
    "commnuity": ["community"],
    "achance": ["a chance"],
    "mentined": ["mentioned"],
    "resposible": ["responsible"],
}
RIGHT = ("webinar", "rebased", "reopenings", "apixaban", "behaviour", "behavior", "wifi", "lossy", "felix", "x")


@pytest.mark.parametrize("word", MEANT)
def test_a_slip_of_a_common_word_names_it(word: str) -> None:
    assert meant_words(word, english()) == MEANT[word]


@pytest.mark.parametrize("word", RIGHT)
def test_a_word_its_forms_and_what_is_near_no_common_word_are_right(word: str) -> None:
    assert meant_words(word, english()) == []


@given(st.text("abcde", min_size=1, max_size=6))
def test_every_generated_slip_is_recognised_as_a_slip(word: str) -> None:
    assert all(slip == word or is_slip(slip, word) for slip in slips(word))


def test_the_lists_are_in_order_and_have_no_word_twice() -> None:
    common, rare = gzip.decompress(FILE.read_bytes()).decode("ascii").strip().split("\n\n")
    for words in (common.split("\n"), rare.split("\n")):
        assert words == sorted(set(words))
    assert english().common.isdisjoint(english().rare)
    assert FILE.with_name("english-copyright").exists()


USED = {
    "once": ("The quaggish thing is brief.", []),
    "misspelt": ("The procesing is brief.", [("TXT20", "warning")]),
    "often": ("One procesing, two procesing and three procesing.", []),
    "a name": ("The procesing of Procesing is brief.", []),
}


@pytest.mark.parametrize("kind", USED)
def test_a_word_that_a_bulletin_uses_often_or_as_a_name_is_right(tmp_path: Path, kind: str) -> None:
    body, expected = USED[kind]
    assert rules(make_content(tmp_path, {"2022-02/week.md": item(body=body)})) == expected


def test_a_word_of_another_item_or_of_the_teams_list_is_right(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2022-02/week.md": item(body="The procesing is brief.")}
    other = {"2022-02/other.md": item("title: Another", body="A procesing, too.")}
    assert rules(make_content(tmp_path / "both", files | other)) == []
    assert rules(make_content(tmp_path / "listed", files | {"words/known-words.txt": "procesing\n"})) == []


KINDS = {
    "a word was torn": (
        ["The offi cer came.", "It refl ects our work.", "We are meet ing at noon.", "They spoke of oppor- tunity."],
        ["The leaf fell.", "Bring staff in.", "Half pay and full pay.", "Before- and after-school care."],
    ),
    "a short word is joined to another": (
        ["The speakerwho came was good.", "We saw thatlovely garden.", "A gardenwith roses."],
        ["The framework is good.", "A handbell and an earthworm.", "The asylum and the island."],
    ),
    "a long word with a capital is misspelt": (
        ["Competiton entries are welcome.", "Read the Annoucement below.", "Condolenses to all."],
        ["Wellington is a town.", "We met Thompson and Whittington.", "Kingsbridge is near."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_word_is_in_no_dictionary_since(tmp_path: Path, kind: str) -> None:
    wrong, right = KINDS[kind]
    said = {*spoken_of(tmp_path / "wrong", "TXT20", wrong), *spoken_of(tmp_path / "listed", "TXT04", wrong)}
    assert said == set(wrong)
    assert spoken_of(tmp_path / "right", "TXT20", right) == []


RUN_TOGETHER = {
    "two short words": (
        [
            "It is timefor tea.",
            "It was notgood at all.",
            "Keep allthese cakes.",
            "We had lotsof tea.",
            "Work behind-thescenes goes on.",
        ],
        ["A note and a knot.", "Notwork is a name."],
    ),
    "two sentences": (
        ["It is next weekAssigned to all.", "Please noteThis pack is new.", "OUR CAMPAIGNThis year we walk."],
        ["Use nextWeek there.", "Look at YouTube and StaffNet."],
    ),
    "a letter twice": (["The news frrom Leeds.", "The Runniing order.", "A RIde."], ["The skiing Aaron.", "Our HQ."]),
}


@pytest.mark.parametrize("kind", RUN_TOGETHER)
def test_words_run_together_and_letters_stand_twice(tmp_path: Path, kind: str) -> None:
    wrong, right = RUN_TOGETHER[kind]
    assert spoken_of(tmp_path / "wrong", "TXT20", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT20", right) == []
