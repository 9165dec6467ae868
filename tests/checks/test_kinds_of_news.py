"""News of somebody's health, death or child is known by what kind of words stand together, whoever writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.rules_on_lines import problem_by_line, problems_of_item

ILL = [
    "Sadly Maureen has come down with pneumonia.", "Geoff is due to have a knee replacement in May.",
    "Doreen was taken to hospital on Sunday.", "Ken is still in bed, poorly.", "Trevor is on the mend, we are glad to say.",
    "Janet cannot be here as she broke her wrist on the ice.", "Brian is laid up with shingles.",
    "Cllr Hobbs is off on sick leave until June.", "Dr. Shah has been unwell since Easter.", "Mr Platt continues to improve.",
    "Keith said that his cataract operation went well.", "We had to take Norma to hospital last night.",
    "Mrs Platt is absent due to illness.", "Geoff is not well at the moment.", "Doreen has moved into a nursing home.",
    "Trevor will be out of action for a month.",
]  # fmt: skip
OWN_ILLNESS = [
    "I am late with this as I fell ill last week.", "There was no letter owing to ill health in my family.",
    "My doctor has told me to rest.", "My husband and I have had some serious health problems this year.",
    "I tested positive on Friday, so I shall not be there.", "Thank you for the cards after my operation.", "I had flu last week.",
]  # fmt: skip
NOT_ILL = [
    "Maureen leads the talk on pneumonia.", "Dr Shah sees patients in hospital.", "The surgery is closed on Monday.",
    "Brian is ill prepared, he says, for the quiz.", "Jane found her replacement.", "Our surgery has new doors.",
    "Staff who are ill must ring their manager.", "He was not well known.", "Norma works in hospital pharmacy.",
    "My doctor friends run the course.", "Health problems are common in this group.", "Geoff has had a stall for years.",
    "Janet came up with the plan.", "We have updated our page on mental health problems.", "Dr Shah continues to improve the service.",
    "You may take leave for a death in the family.", "Keith is sick of the noise.", "Trevor says that we are ill equipped.",
]  # fmt: skip


@pytest.mark.parametrize("line", ILL)
def test_that_somebody_who_is_named_is_ill_is_news_of_a_person(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV08",))) == [line]


@pytest.mark.parametrize("line", OWN_ILLNESS)
def test_that_the_writer_is_ill_is_news_of_a_person(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV08",))) == [line]


def test_work_in_hospitals_and_words_with_other_senses_are_no_news(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NOT_ILL, rules=("PRIV08",)) == {}


DEAD = [
    "We have lost two of our oldest members, Doreen Platt and Ken Hobbs.", "Despite losing Brian early in the year, we went on.",
    "Flowers were sent to note Norma's passing.", "Geoff will be sadly missed by all of us.", "Maureen's funeral will be on Friday.",
    "Our heartfelt sympathy to Trevor.", "Janet died, and their funerals were on one day.", "We are all thinking of Keith.",
    "Please pray for my sister-in-law.",
    "Our prayer list includes Doreen Platt, Ken and Norma.", "Recently departed: Trevor Hobbs.", "The sick: Maureen and Geoff.", "Doreen Platt, a founder member, died in March.",
    "A minute's silence was held for Ken Hobbs.",
]  # fmt: skip
NOT_DEAD = [
    "We have lost two matches, and Ken scored.", "The club has lost members since 2019.", "We send love to Miss Platt and her husband for their wedding.",
    "We are thinking of moving the meeting, says Brian.", "Do not miss the talk by Norma.", "Pray for peace.",
    "The funeral directors are on the High Street.", "The lift is out of action.",
    "Doreen wrote the book in memory of her time in India.",
    "The writer Brian studies died in March 1850.", "The hall was not well attended, says Ken.",
]  # fmt: skip


@pytest.mark.parametrize("line", DEAD)
def test_that_somebody_died_or_grieves_is_news_of_a_person(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV08",))) == [line]


def test_losses_of_other_kinds_and_love_for_a_wedding_are_no_news(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NOT_DEAD, rules=("PRIV08",)) == {}


def test_a_title_that_is_a_name_is_reported_where_the_text_tells_of_a_death_and_not_elsewhere(tmp_path: Path) -> None:
    died = problems_of_item(tmp_path / "a", "title: Doreen Platt", "Doreen died peacefully on Sunday.", "PRIV08")
    leads = problems_of_item(tmp_path / "b", "title: Doreen Platt", "Doreen leads the walk on Sunday.", "PRIV08")
    assert ([problem.line for problem in died], leads) == ([2, 4], [])


CHILDREN = [
    "Well done to our pupils in the quiz: won by Ella, Jack and Zara.", "Year 2: Zara for kind words.", "The cakes were judged by Ella (age 2 yrs).", "Pupils of the week: Ella, Zara.", "Stars go to Jack in Y4 for his reading.",
    "The under-11 boys of Jack Platt, Ryan Hobbs and Adam won the cup.",
]  # fmt: skip
NO_CHILDREN = [
    "Year 2: swimming on Monday.", "Year 4: Mrs Platt takes the class.", "Well done to our pupils and to all who came.",
    "Congratulations to Barnet, Enfield and Harrow on their nursery places.", "The boys of the village won.",
]  # fmt: skip


@pytest.mark.parametrize("line", CHILDREN)
def test_children_who_are_named_with_their_class_or_as_winners_are_said(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV08",))) == [line]


def test_classes_teachers_and_places_are_no_children(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NO_CHILDREN, rules=("PRIV08",)) == {}


def test_a_birthday_is_advice_unless_it_tells_an_age(tmp_path: Path) -> None:
    lines = ["Happy birthday to Norma!", "Happy 7th birthday to Ella!"]
    problems = problem_by_line(tmp_path, lines, rules=("PRIV08",))
    assert [problems[line].severity for line in lines] == ["info", "warning"]


WIDE = [
    "Keith will miss the rest of the season with a torn ligament.", "Miss Jones is away with shingles.", "Norma is in plaster again.",
    "Doreen is back after her hip operation.", "Our organist suffered a stroke.", "I have suffered from depression.",
    "I have had to step down for health reasons.", "We all caught Covid.", "She died peacefully at home.",
    "10 am: Breda Lacey – 1st Anniversary", "Anniversary: Norman Teulon", "Our hearts are with you, Norma.",
    "Norma's family would like to thank all for their cards.", "Jack (8) and Rosie (6) sold cakes.",
    "Cub of the month was Rosie.", "Rosie and her mum came to the fete.", "Ellie is expecting twins.",
    "First Holy Communion: Jack Hobbs and Rosie Platt", "We send Ken our best, and we wish him a speedy recovery.",
]  # fmt: skip
ONLY_WIDE = [
    "Dr Platt gave a talk on cancer care.", "Norma runs the dementia cafe on Fridays.", "Brian is raising money for the hospice.",
    "Jean works in the infirmary as a nurse.", "Keith led the session on depression.", "Brian is expecting a large crowd.",
    "The Bill Hobbs Memorial Cup was won by Ken.", "Deaths from sepsis have fallen, writes Ann.",
    "Ken took the service for those who died this year.", "Miss Jones will be Head of Year 9.",
]  # fmt: skip


@pytest.mark.parametrize("line", WIDE)
def test_what_befalls_a_person_is_news_wherever_the_name_stands(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV08",))) == [line]


def test_work_and_giving_and_what_is_said_of_everybody_are_no_news_of_a_person(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, ONLY_WIDE, rules=("PRIV08",)) == {}
