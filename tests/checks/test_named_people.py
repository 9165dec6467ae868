"""Children and people in care who are named, and news of persons, are known by what stands around the name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.rules_on_lines import problem_by_line

CHILDREN = [
    "Pupil of the week: Finley (Ash)", "Reception: Ava T", "Our new head girl is Poppy Hobbs.", "Cubs Theo and Max have earned their badge.",
    "School councillors this year are Amelia, Jacob and Freya.", "Evie Platt, 9, cut off her hair for charity.", "Ten-year-old Freya Platt ran a mile.",
    "Happy birthday to Ava, who is 6 today.", "Birthdays: Ava 5, Noah 6", "Baptised on Sunday: Freya Platt", "Welcome to Mia, who has joined Nursery.",
    "Beavers invested this week: Joe, Sam and Alex.", "The winners of the egg hunt were Tilly and George (under 5s).",
    "The children met us, and Zadie said, ‘I loved the story.’", "In June Alsam, a 14 year old boy, died.", "Freya and Ava, both aged 16 months, were hurt.",
    "The class is glad: Isla from 3B won the competition.", "Goals from Jack, Harry and Tom for the under 11s.", "Congratulations to Sarah on the arrival of her son.",
    "Our school house captains: Sienna, Jack and Freya.", "Sports ambassadors in school are Felix, Ava and Max.", "Nursery: we welcome Thomas into our room.",
    "Pre-school has new starters: Hattie, Isla and Theo.", "School: thank you to Laura, Alfie's mummy.", "Birthdays: Oscar L 4, Sophia H 3",
    "Lily Platt was born weighing 6lb 2oz.", "Our latest grandchild, Lily, was born on Monday, says Norma.",
]  # fmt: skip
IN_CARE = [
    "Residents Doreen and Elsie baked scones.", "Resident Marjorie W enjoyed the song.", "Patricia has moved into room 12.",
    "Our residents know that it is Peggy's first time, as she has only just moved in.", "Then came Brian who is one of our permanent residents.",
    "Our residents met: Valerie, Peggy and Doreen had tea.", "We welcomed Mrs Platt to the home this month.",
    "Our residents had cake for Doreen's 89th birthday.", "The new residents are Elsie, Doreen and Peg.",
]  # fmt: skip
NOBODY = [
    "Year 6 visit the museum on Monday.", "Class 3: bring a packed lunch.", "Nursery: closed on Friday", "Thanks to Sue, Jean and Brian for the cakes.",
    "The committee are Sue, Jean and Brian.", "Residents of Barton are invited.", "The cubs meet on Monday.", "Resident Jane Hobbs objected to the plan.",
    "Cubs: Joan Hobbs, 6pm", "Ask Jane in reception.", "Rooms 3, 4 and 5 are free, says Jane.", "The 5-year-old boiler was replaced, says Ken.",
    "Welcome Norma to our nursery team.", "The captains of the club are Sue, Jean and Brian.", "We welcome Jane as a teacher in our class.",
    "The bag weighed 6lb, says Ken.",
]  # fmt: skip


@pytest.mark.parametrize("line", [*CHILDREN, *IN_CARE])
def test_a_child_or_somebody_in_care_who_is_named_is_reported(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV08",))) == [line]


def test_classes_committees_and_neighbours_are_neither_children_nor_in_care(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NOBODY, rules=("PRIV08",)) == {}


NEWS = [
    "Doreen Platt has been through a rough patch for weeks but is now on the mend.", "Trevor is self-reliant but housebound.",
    "Keith feels that his current health issues keep him from coming.", "Tony Hilton sadly lost his wife Joan in July.", "Obituary: Ken Hobbs",
    "We celebrated Norma's 9th birthday.", "We record the deaths of Brian Hobbs and Norma Platt.", "Norma is in complete remission from her cancer.",
    "We welcome Jon back on a phased return.", "After my son got a diagnosis of asthma, I felt alone.", "Our son has Down's syndrome.",
    "She was allowed to visit her father in hospital.", "Ken Hobbs is in the Royal Infirmary.", "Geoff has had his knee replaced.", "My husband died in May.",
    "Keith is off work with stress.", "Brian has stepped down because of ill health.", "Norma is caring for her mother.", "Ken Hobbs is no longer with us.",
    "Due to a bereavement, Janet cannot take the class.", "Trevor is struggling with his mental health.", "Our thoughts are with Don and his family.",
    "A celebration of Ken's life will take place on 3 March.", "In memoriam Ken Hobbs", "KEN HOBBS, a founder of the club, died last week.",
    "The club sends its condolences to Norma.", "Those who are ill: Norma and Ken.", "I'm recovering from a broken ankle.", "Ken tested positive.",
    "As many of you know, I have MS.", "Norma's knee operation has been put off.", "Ken is not in the best of health.", "Ken Hobbs 1931-2021",
    "Norma has been moved to Hillside Care Home.", "Congratulations to Norma and Ken on their new arrival.", "Norma gave birth to a boy.",
    "Osric Stubbs is on the mend.", "Ken is on his feet after a fall.", "Chris (recovering from an operation) sends his regards.",
    "Fr. Platt is at home after his stroke.", "Sr. Norma was killed in an accident.", "Curt Dahlgren, once of the club, passed away.", "Sadly, Norma passed peacefully away.",
    "Norma suffers from Asperger's syndrome.", "Ken wrote of his diagnosis of dementia.", "Norma was told that she had months to live.", "Ken's wife Norma was cared for by the hospice.",
    "The doctor said that Ken was psychotic.", "Dick Scroggs is on the mend.", "My wife and I are expecting a baby.", "My son Sam had counselling here.", "My mum was in the Barton Care Home.",
    "Norma was admitted to one of our wards.", "Norma spoke of her own mental health.", "I still experience depression and anxiety.", "Norma is better. She is regaining her strength.",
    "A silence to remember Ken was held.", "Norma became ill with chickenpox.", "Norma shared the story of her terminal illness.", "Many spoke of Norma. Her death is a loss.",
    "Ken is home from the hospital.", "Reed announced that Ken Hobbs, who began the club, had died.",
]  # fmt: skip
NO_NEWS = [
    "Jane speaks about how people live with cancer.", "Norma's talk is about life after a stroke.", "Keith has dementia training on Monday.",
    "Florence Hobbs died in 1910.", "Deaths from sepsis have fallen, writes Ann.", "The library's 40th birthday is in June.", "Janet is a nurse in the Royal Infirmary.",
    "Ken lost his keys.", "The Lamb is out of action.", "Brian is in charge of the hospital's garden.", "Trevor runs the cancer support group.",
    "Geoff is the lead for diabetes.", "Norma says that people who are housebound can ring us.", "Our partner organisations lost their funding.",
    "Norma's health walk starts at 10.", "Ken has recovered the chairs.", "The anniversary of the club is in May, says Ken.", "Ken passed the ball.",
    "Norma has a new role in mental health.", "Ken leads the back pain group.", "Norma and her family run the shop.",
    "Jane has a doctorate in dementia.", "Keith has joined the infection control team.", "Brian was in hospital radio.", "Norma is now in hospital management.",
    "Ken's accident report form is online.", "Norma has a wealth of experience in stroke care.",
    "Norma leads the terminal illness team.", "Norma was admitted to the degree of doctor.", "Norma runs her own recovery service.", "Ken was killed off in the second act of the play.", "My wife and I are expecting a delivery.", "My mum has a shop.", "Ken's condition of sale is simple.",
    "Norma is back from the hospital shop.", "Grace Foundation passed the vote.", "The road to Upton Snodsbury is on the mend.",
]  # fmt: skip


@pytest.mark.parametrize("line", NEWS)
def test_illness_death_and_grief_of_somebody_are_news_wherever_the_name_stands(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV08",))) == [line]


def test_talks_training_history_and_work_are_no_news(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NO_NEWS, rules=("PRIV08",)) == {}


def test_a_title_is_a_name_by_its_own_words_and_not_by_those_below_it(tmp_path: Path) -> None:
    lines = ["In memory of Doreen, George and I shall ride."]
    assert list(problem_by_line(tmp_path, lines, rules=("PRIV08",))) == lines


def test_the_birthday_of_an_adult_is_advice_alone(tmp_path: Path) -> None:
    lines = ["We celebrated Norma's 89th birthday.", "Edna turned 100 on Monday.", "We celebrated Ella's 9th birthday."]
    problems = problem_by_line(tmp_path, lines, rules=("PRIV08",))
    assert [problems[line].severity for line in lines] == ["info", "info", "warning"]


def test_each_line_of_a_list_is_news_of_its_own(tmp_path: Path) -> None:
    lines = ["Saturday 22nd 6.45pm Norma Platt RIP\nSunday 1st 9.30am Ken & Edna Hobbs RIP"]
    assert list(problem_by_line(tmp_path, lines, rules=("PRIV08",))) == lines[0].split("\n")


HOMES = [
    "Sue lives in the cottage next to the church.", "Graham stays at Dunmore, Barton.", "The AGM will be at Peter Wood's home in Alma Road.",
    "Parcels can be left with Mrs Green at 14 Station Road.", "We meet at 7 Orchard Close at the kind invitation of Sue.",
    "Pick up from the Hobbs' house.", "Mr. G is an 18 year old man with asthma.", "Norma is 41 and works here.", "Norma was 10 months old when she came.", "X is a 23 year old student.",
]  # fmt: skip
NO_HOMES = [
    "Graham lives in Leeds.",
    "St John lives at the heart of the book.",
    "Dr Green, 14 Station Road",
    "Sue stays at home on Mondays.",
    "We meet at the Bishop's house.",
    "The club is 41 and well.",
    "Norma is 3 and 0 up in the final.",
    "King Charles is 75 and well.",
]


@pytest.mark.parametrize("line", HOMES)
def test_where_somebody_lives_is_known_by_the_verb_the_host_or_the_title(tmp_path: Path, line: str) -> None:
    assert list(problem_by_line(tmp_path, [line], rules=("PRIV03",))) == [line]


def test_towns_and_surgeries_are_no_homes(tmp_path: Path) -> None:
    assert problem_by_line(tmp_path, NO_HOMES, rules=("PRIV03",)) == {}


REACHED = [
    "Kayley Barden joins us and can be reached on kbarden@example.org.", "CONTACT JULIE ON 01632 960875 OR AT THE SHOP.",
    "holtp@example.org", "Email: moonriver@hotmail.example (Mary)", "Br Emad's number is: 07700 900119.", "Juliet Hobbs, 11 Beech Copse, tel 01632 960123", "01632 960123 Mary Holt", "holtm7@example.org (Mary Holt)", "Write to mary.holt at example.org.",
]  # fmt: skip
NOT_REACHED = [
    "Tell Anna by emailing secretary@example.org or alternatively by phone on 01632 960735.", "Email Mark on gd-coach@outlook.example.",
    "The Barden Arms is at landlord@example.org.", "01632 960123 Barton Hall", "We look at example.org first.", "hub@example.org (Barton Hall)",
]  # fmt: skip


def test_a_name_behind_a_number_or_a_mailbox_is_its_owner_and_at_may_be_spelt_out(tmp_path: Path) -> None:
    assert set(problem_by_line(tmp_path / "a", REACHED, rules=("CON04",))) == set(REACHED)
    assert problem_by_line(tmp_path / "b", NOT_REACHED, rules=("CON04",)) == {}
