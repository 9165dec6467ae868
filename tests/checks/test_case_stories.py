"""Who a person is can be told by an age, by a relative's health, or by a whole address behind a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.rules_on_lines import problem_by_line

AGES = [
    "At 82, Doreen lived on her own.", "Mrs. Ellis, an 84-year-old widow in Leeds, has a carer.", "Norma is an independent lady of 97.",
    "My son Charlie is 15 and likes the club.", "Our eldest son, then aged 4, was seen by a doctor.", "We have three children (7, 5 and 2) and a dog.",
    "She is 102 now, says Ken.", "Ken came with his seven-year-old grandson.",
]  # fmt: skip
NO_AGES = [
    "The course is for children aged 4 to 11, says Ken.", "Ken runs a group for people aged 60 and over.", "Norma looks after a 100-year-old building.",
    "Women who are aged 50 can ring Norma.", "At 10, Norma opens the shop.", "Ken scored 97.", "If your child is 5, ask Norma.", "The hall is 102 now.",
]  # fmt: skip
HEALTH = [
    "Our middle child has ASD, and we had to learn.", "My eldest son was diagnosed in 2004.", "Ken's mother lives with dementia.",
    "Even after her husband passed away, Norma stayed.", "Norma was widowed in 2002.", "Norma fell and broke her pelvis.",
    "Norma spent six weeks in a care home.", "Norma found it increasingly difficult to keep up.", "Ken was taken into care.",
]  # fmt: skip
NO_HEALTH = [
    "If your son has ASD, ring Norma.", "Norma speaks about how her mother died.", "Ken's father was a doctor.", "Our children sang to Norma.",
    "His wife runs the dementia training, says Ken.", "Ken spent six weeks in a tent.", "Norma's book is about her mother's illness.", "Leeds fell and lost.",
]  # fmt: skip
OTHER_NAMES = [
    "Joan, not her real name, is caring for her husband, who is 81.",
    "Her mother has dementia, says Norma; names have been changed.",
]
YOUNG = [
    "Under 9s: the team was Max (GK), Ollie (defence) and Louis.", "U9 goal scorers: Faris 2, Harry", "Special mention to George of the U14 team.",
]  # fmt: skip
GROWN_UP = [
    "Under 9s train at 6. Ask Sue, Jean and Brian.",
    "The goals of the plan are Max, Ollie and Louis's idea.",
    "Under 16s go free to the match.",
]
PRAISED = [
    "Well done to Marla, Robert and Caleb of our school.", "In our school, James really enjoys the football sessions on Mondays.", "Our class is proud: James has earned a place in the final.",
    "Good luck to Jamie, who is leaving school.", "Pupils: Jamie participated in a concert.",
    "Our Scouts: congratulations to Ben H and Thomas K.", "Star of the week goes to Amelia.", "Juniors: the swimmers of the month award goes to Freya, who helped.",
    "Student guests: Lucas Eley and Maggie Oswald from the high school.",
]  # fmt: skip
NOT_PRAISED = [
    "Well done to Marla of our school staff.", "Well done to Mrs Robert of our school.", "In our school, James Platt enjoys his new role.", "Well done to Norma, who ran for the club.",
    "At school, Maths enjoys a revival.", "Our Scouts welcome Norma Platt, their leader.", "Well done to Plan B.", "The star of the week is Mars.",
    "Student nurses from the high school met Norma.",
]  # fmt: skip
ADDRESSES = [
    "A sale will be held at Joan Dennis's, on Saturday.",
    "Cheques to Tony Dyson, Red Roofs, Stratton Road, Barton XX12 3YZ",
]
NO_ADDRESSES = [
    "We meet at St Joan's.",
    "The sale is at Bella's.",
    "It was held at Joan Dennis's request.",
    "Tony Dyson, Barton Surgery, Stratton Road, Barton XX12 3YZ",
    "Barton Hall, Stratton Road, Barton XX12 3YZ",
]


def test_the_age_of_somebody_who_is_named_or_a_relative_is_told_and_that_of_many_is_not(tmp_path: Path) -> None:
    assert set(problem_by_line(tmp_path / "a", AGES, rules=("PRIV03",))) == set(AGES)
    assert problem_by_line(tmp_path / "b", NO_AGES, rules=("PRIV03",)) == {}


def test_the_health_of_a_relative_is_news_and_talks_work_and_advice_are_not(tmp_path: Path) -> None:
    assert set(problem_by_line(tmp_path / "a", HEALTH, rules=("PRIV08",))) == set(HEALTH)
    assert problem_by_line(tmp_path / "b", NO_HEALTH, rules=("PRIV08",)) == {}


def test_a_whole_address_behind_a_name_is_a_home_and_that_of_a_workplace_is_not(tmp_path: Path) -> None:
    assert set(problem_by_line(tmp_path / "a", ADDRESSES, rules=("PRIV03",))) == set(ADDRESSES)
    assert problem_by_line(tmp_path / "b", NO_ADDRESSES, rules=("PRIV03",)) == {}


def test_a_child_in_a_class_whose_name_no_list_has_is_known_and_a_lesson_is_no_child(tmp_path: Path) -> None:
    lines = ["The cup went to Christo (Year 2).", "Maths (Year 2) is on Monday.", "Phonics in Y1 goes well."]
    assert list(problem_by_line(tmp_path, lines, rules=("PRIV08",))) == lines[:1]


@pytest.mark.parametrize("line", OTHER_NAMES)
def test_a_text_that_says_that_its_names_are_others_tells_of_nobody(tmp_path: Path, line: str) -> None:
    assert problem_by_line(tmp_path, [line], rules=("PRIV03", "PRIV08")) == {}


@pytest.mark.parametrize("line", YOUNG)
def test_who_plays_for_a_team_of_children_is_a_child(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV08",))) == [line]


@pytest.mark.parametrize("line", GROWN_UP)
def test_who_runs_such_a_team_or_only_watches_it_is_no_child(tmp_path: Path, line: str) -> None:
    assert problem_by_line(tmp_path, [line], rules=("PRIV08",)) == {}


@pytest.mark.parametrize("line", PRAISED)
def test_who_is_praised_by_a_given_name_alone_in_a_letter_of_a_school_is_a_child(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV08",))) == [line]


@pytest.mark.parametrize("line", NOT_PRAISED)
def test_staff_and_members_who_are_praised_are_no_children(tmp_path: Path, line: str) -> None:
    assert problem_by_line(tmp_path, [line], rules=("PRIV08",)) == {}
