"""TXT01 finds acronyms that are whole words of running text, and no other words with capitals in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.checks.kinds import spoken_of
from tests.support.folders import make_content

ACRONYMS = {
    "The SBYB guidance": "SBYB", "Ask about CPAPs.": "CPAP", "(and QIPP too)": "QIPP", "**ARMM** matters": "ARMM", "“TCAN” and others": "TCAN",
    "[The HQRP plan](https://example.org/plan)": "HQRP", "It is PQIP, and more.": "PQIP", "Our VRTX.": "VRTX", "MRTQ: what it means": "MRTQ",
}  # fmt: skip
NONE = [
    "See README.md and NOTES.txt.", "Write to @NHSEngland or #SAFEWEEK.", "Dear *|FNAME|*, dear %%LNAME%%, dear {{ FIRSTNAME }}.", "Use `QXPR` here.",
    "Call GETX() or PUTX=1.", "The JSONPath and XMLHttp tools.", "Meet in Austin, TX and Portland, OR.", "See https://example.org/QQRS/ABC.", "A&E and X-RAY-QT.",
    "C:\\TEMPX\\file", "The key AB_CDE, ref ABC/DEF/2.", "MRTQ@example.org", "Version XPQ+2.",
]  # fmt: skip


def test_acronyms_are_whole_words_of_running_text(tmp_path: Path) -> None:
    lines = [*ACRONYMS, *NONE]
    text = "---\ntitle: An example\n---\n" + "\n\n".join(lines) + "\n"
    content = make_content(tmp_path, {"2022-02/week.md": text})
    messages = {
        text.split("\n")[problem.line - 1]: problem.message
        for problem in check(read(content))
        if problem.rule == "TXT01"
    }
    assert messages == {line: f"What does {acronym} mean?" for line, acronym in ACRONYMS.items()}


def test_an_acronym_in_brackets_is_explained_by_words_that_begin_with_its_letters(tmp_path: Path) -> None:
    wrong = ["Mass is at 9.30 am (SJQ).", "We go at noon (PWK).", "It costs £5 (RZB)."]
    right = [
        "The stop before you block (SBYB) way.",
        "École des Nouveaux Quartiers (ENQ).",
        "Bill of materials (SBOM).",
    ]
    assert spoken_of(tmp_path / "wrong", "TXT01", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT01", right) == []


def test_two_acronyms_with_a_stroke_are_words_each(tmp_path: Path) -> None:
    wrong = ["Ask the QXPR/VRTX team.", "Ring 111/TCAN at night.", "The MRTQ/ARMM letter."]
    right = ["The ref is ABC/DEF/2.", "See /QXPR/VRTX.", "The key QXPR/vrtx."]
    assert spoken_of(tmp_path / "wrong", "TXT01", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT01", right) == []


def test_an_acronym_is_found_with_a_small_letter_full_stops_or_a_sign_in_it(tmp_path: Path) -> None:
    wrong = [
        "The QvT money.",
        "Ask the BoZQ.",
        "Come to the Q.R.T.N fair.",
        "The X&QR clinic.",
        "The QXPR/Exec meeting.",
        "The chair of ICC.",
    ]
    right = [
        "A&E is open.",
        "Bring a friend, R.S.V.P. by Friday.",
        "The books of J.R.R. Tolkien.",
        "Look at GitHub and YouTube.",
        "Ask Ann McDonald.",
        "Louis XIV and volume XXIX.",
        "Write in LaTeX.",
        "LUKE'S is a hall.",
        "Password: QXP",
    ]
    assert spoken_of(tmp_path / "wrong", "TXT01", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT01", right) == []


def test_some_acronyms_are_known_only_beside_their_words(tmp_path: Path) -> None:
    wrong = ["Go to a UTC appointment.", "The Board and CT agreed.", "Many DNA appointments.", "To cover BA fees."]
    right = ["We talk at 9:00 UTC.", "She had a CT scan.", "A DNA test is free.", "Ann Blake BA", "On VE Day we sing."]
    assert spoken_of(tmp_path / "wrong", "TXT01", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT01", right) == []


def test_the_initials_of_persons_are_no_acronyms(tmp_path: Path) -> None:
    right = [
        "Present: SN, QR, LC and PH",
        "QZ, ECK – Take the poll on",
        "QX, ZQ/MS Ensure that it is done",
        "- QX to ask the council",
        "QX has mended the gate.",
        "QX and PB met Jo.",
        "Mr QX was seen, and Ms QX's mother came.",
        "Child QX died. Adult QX was found, and Family QX was told.",
        "The car QX12 ZQF was seen.",
        "We drink H2O.",
    ]
    assert spoken_of(tmp_path, "TXT01", right) == []


def test_letters_of_the_bulletins_own_mailbox_are_not_known_by_that(tmp_path: Path) -> None:
    settings = {"bulletin.yml": "name: Week\nemail: qxsb@example.org\nbase url: https://example.org/x/\n"}
    text = "---\ntitle: An example\n---\nCome to the QXSB.\n"
    problems = check(read(make_content(tmp_path, {**settings, "2022-02/week.md": text})))
    assert [problem.message for problem in problems if problem.rule == "TXT01"] == ["What does QXSB mean?"]


def test_an_acronym_is_found_in_the_text_rather_than_in_the_title_above_it(tmp_path: Path) -> None:
    both = "---\ntitle: QVX news\n---\nThe first line.\n\nThe QVX met.\n"
    alone = "---\ntitle: QVX news\n---\nThe first line.\n"
    for name, text, line in (("both", both, 6), ("alone", alone, 2)):
        problems = check(read(make_content(tmp_path / name, {"2022-02/week.md": text})))
        assert [problem.line for problem in problems if problem.rule == "TXT01"] == [line]


def test_words_in_brackets_that_begin_with_its_letters_explain_an_acronym(tmp_path: Path) -> None:
    right = ["The SRQ policy (Sex and Relationships questions).", "A DQ group (Deaf and quiet)."]
    wrong = ["The SRQ policy (Sewing and ringing).", "A DQ group (deaf)."]
    assert spoken_of(tmp_path / "right", "TXT01", right) == []
    assert spoken_of(tmp_path / "wrong", "TXT01", wrong) == wrong


def test_a_long_acronym_is_advice(tmp_path: Path) -> None:
    lines = ["The QOTEAM fair.", "The QXB fair.", "Ask the QXBSA.", "Ask QUSE&I."]
    assert spoken_of(tmp_path / "said", "TXT01", lines, advice=True) == lines
    assert spoken_of(tmp_path / "warned", "TXT01", lines) == lines[1:]


def test_an_acronym_of_schools_and_health_is_said_though_it_is_a_word_or_has_a_number(tmp_path: Path) -> None:
    wrong = ["Ask about SEND places.", "The KS2 play.", "It is QXC-registered.", "He trains as an ST2 here."]
    right = ["A STAR award.", "QX felt that it was late.", "A GP-led clinic.", "The NHS-wide plan."]
    assert spoken_of(tmp_path / "wrong", "TXT01", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT01", right) == []


def test_what_is_spelt_out_or_shouted_is_no_acronym(tmp_path: Path) -> None:
    wrong = ["Meet outside QDF.", "Type QXZ."]
    right = [
        "Meet outside QDF, the Quiet Department Of Fish.",
        "The word spells QXZ.",
        "WOW! The fair is open.",
        "Wear PINK.",
    ]
    assert spoken_of(tmp_path / "right", "TXT01", right) == []
    assert spoken_of(tmp_path / "wrong", "TXT01", wrong) == wrong


CAPITALS = {
    "THE NHS AND THE CQC WILL VISIT THE TOWN.": "The NHS and the CQC will visit the town",
    "THE GP AND HER NURSE WILL TELL US IN JUNE.": "The GP and her nurse will tell us in June",
    "NHS NURSES ARE IN THE TOWN.": "NHS nurses are in the town",
}


@pytest.mark.parametrize("line", CAPITALS)
def test_words_in_capitals_are_written_small_but_for_known_acronyms(tmp_path: Path, line: str) -> None:
    content = make_content(tmp_path, {"2022-02/week.md": f"---\ntitle: An example\n---\n{line}\n"})
    [problem] = [problem for problem in check(read(content)) if problem.rule == "TXT03"]
    assert problem.hint == f'Write "{CAPITALS[line]}".'


def test_a_hashtag_and_an_account_are_no_words_in_capitals(tmp_path: Path) -> None:
    assert spoken_of(tmp_path, "TXT03", ["Follow #SAFEGUARDINGWEEK and @SAFEGUARDINGTEAM."], advice=True) == []
