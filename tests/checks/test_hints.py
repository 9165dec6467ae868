"""Follow the hint of each rule word for word in its wrong example: the rule must then find nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin.checks.rule import PLACE, as_example
from bulletin.checks.run import BY_ID, RULES
from tests.checks.test_rules import problems_of

FOLLOWED: dict[str, tuple[str, str]] = {
    # The text of the wrong example, and what it becomes when the hint is followed.
    "PRIV01": ("title: An example\n", "title: An example\nignore: PRIV01 …457 because it is a purchase order\n"),
    "PRIV02": ("title: An example\n", "title: An example\nignore: PRIV02 because it is a file number\n"),
    "PRIV03": ("The child (DOB 12/03/2014) was seen.", "The child was seen."),
    "PRIV04": ("title: An example\n", "title: An example\nignore: PRIV04 …le.com because it is our public page\n"),
    "PRIV05": ("title: An example\n", "title: An example\nignore: PRIV05 because the report is public\n"),
    "PRIV06": ("title: An example\n", "title: An example\nignore: PRIV06 …ng_abc because the drop-in is open to all\n"),
    "PRIV10": ("From: The rota team\nSent: 3 March 2022 10:15\nTo: The board\n\nThe rota", "The rota"),
    "PRIV09": ("The wifi password is Trust2022.", "Ask us for the wifi password."),
    "RST03": ("title: An example\n", "title: An example\ncirculation: limited\ncirculation note: For leads.\n"),
    "RST04": ("restricted", "staff"),
    "RST05": ("hold until: the families have read the reports\n", ""),
    "RST12": ("[the update](closed.md)", "the update"),
    "TXT16": ("â€™", "’"),
    "DAT01": ("Monday 8 March", "Tuesday 8 March"),
    "DAT02": ("31/04/2022", "30/04/2022"),
    "DAT03": ("25 March", "25 March 2022"),
    "DAT04": ("01/04/22", "Friday 1 April 2022"),
    "DAT05": ("7 January", "7 March"),
    "DAT06": (
        "title: Safer recruitment training\n",
        "title: Safer recruitment training\nignore: DAT06 because it is right\n",
    ),
    "DAT07": ("16.30-09.30", "09.30-16.30"),
    "DAT17": ("2018/19", "2018 to 2019"),
    "LNK01": (
        "https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fbook&data=05",
        "https://example.org/book",
    ),
    "LNK02": ("https://soundcloud.com/nhs/psirf?si=1&utm_source=clipboard", "https://soundcloud.com/nhs/psirf"),
    "LNK03": (
        "https://example.org/forum/2022/deterioration-and-sepsis/welcome-to-members",
        "[what people will find](https://example.org/forum/2022/deterioration-and-sepsis/welcome-to-members)",
    ),
    "LNK04": ("[click here]", "[SAR 3 full report]"),
    "LNK05": ("[lunch and learn](https://example.org/2)", "[lunch and learn on 2 March](https://example.org/2)"),
    "LNK06": ("title: Training\n", "title: Training\nbooking: Write to us.\n"),
    "LNK07": ("(#)", "(https://example.org/sar-3)"),
    "LNK08": ("forum).", "forum). You need a FutureNHS account; write to us for one."),
    "LNK09": ("[Cultural competence (england.nhs.uk)]", "[Cultural competence]"),
    "LNK10": ("[Cell salvage]", "[Cell salvage (PDF)]"),
    "LNK11": (" [again](https://example.org/r)", ""),
    "LNK12": ("see attached", "see the page of the project"),
    "LNK13": ("attachments: files/flier.pdf\n", ""),
    "LNK14": ("mailto:desk@example.org", "mailto:hub@example.org"),
    "CON01": ("0344 255 062 ", "0344 255 0623 "),
    "CON02": ("taem@example.org", "team@example.org"),
    "CON03": ("title: An example\n", "title: An example\nemail: cdop@example.org\n"),
    "TXT01": ("The SBYB guidance", "The stop before you block (SBYB) guidance"),
    "TXT02": ("Liberty of Protection Safeguards (LPS)", "Liberty Protection Safeguards (LPS)"),
    "TXT03": ("THIS IMPORTANT NOTICE IS", "This important notice is"),
    "TXT04": ("secual", "sexual"),
    "TXT05": ("behavior", "behaviour"),
    "TXT06": ("xx March", "3 March"),
    "TXT07": ("Do not use Internet Explorer.", "Use another browser."),
    "TXT08": ("CCG", "integrated care board"),
    "TXT09": ("Young people putting themselves at risk", "The child is at risk because of what others do"),
    "TXT10": ("forms, pens, etc.", "such as pens and forms."),
    "TXT19": ("e.g.", "for example"),
    "TXT20": ("resposible", "responsible"),
    "TXT21": ("pouring over", "poring over"),
    "TXT22": ("(next to the church", "(next to the church)"),
    "TXT23": ("on page 7", "on our website"),
    "TXT12": ("This sentence goes on and on " * 7 + "without an end.", "This sentence ends. So does this one."),
    "TXT13": ("GP's", "GPs"),
    "TXT25": ("the Presidents evening", "the President's evening"),
    "TXT26": ("Speaker:", "Speaker: somebody of the canal trust."),
    "TXT14": ("As you will be aware, places", "Places"),
    "TXT15": ("the NW region Quality & Safeguarding team", "the North West Region Safeguarding team"),
    "TXT17": ("Write the text here. Leave an empty line between paragraphs.", "A text of our own."),
    "SES06": ("booking: No need", "book: not needed\nbooking: No need"),
    "DAT20": ("this Saturday", "on Saturday 5 February"),
    "DAT21": ("22th", "22nd"),
    "DAT22": ("3 December 2021", "3 March 2022"),
    "DAT23": ("1 February 2021", "1 February 2022"),
    "CON05": ("hub [at] example.org", "hub@example.org"),
    "DAT24": ("11am to 9am", "9am to 11am"),
    "DAT25": ("22 February", "21 February"),
    "DAT26": ("Tuesday 5th", "Tuesday 8th February"),
    "DAT27": ("9m", "9pm"),
    "DAT28": ("GMT", "BST"),
    "DAT29": ("7/13", "13 July"),
    "CON06": ("hub@example,org", "hub@example.org"),
    "LNK17": ("Letter_to_the_Chair_6_Oct", "the [letter to the chair (PDF)](https://example.org/letter.pdf)"),
    "LNK18": ("in S:\\Shared\\Forms", "on our page of forms"),
    "TXT24": ("would saving", "would be saving"),
    "LNK15": ("https://bit.ly/3xAmPl3", "https://example.org/feedback"),
    "LNK16": ("on the intranet", "on our website"),
    "PRIV08": ("title: An example\n", "title: An example\nignore: PRIV08 because they agreed\n"),
    "RST13": ("title: An example\n", "title: An example\ncirculation: staff\n"),
    "RST14": ("The embargo on this report has been lifted.", "The report is out."),
    "IMP01": ("# ? I took the title from the first line. Look whether it is right.\n", ""),
    "CON04": ("jane.smith@example.org", "safeguarding.team@example.org"),
    "TXT18": ("the the", "the"),
    "STR11": ("[the guide](https://example.org/the guide.pdf)", "[the guide](https://example.org/the%20guide.pdf)"),
    "STR12": ("Leeds | bring", "Leeds \\| bring"),
    "STR01": ("#### Two", "### Two"),
    "STR05": ("Learning events.", "Learning events"),
    "STR07": ("publishd", "published"),
    "STR08": ("<br> ", "\n\n"),
    "SES01": ("lunch provided", "note: lunch provided"),
    "SES02": ("(cancled)", "(cancelled)"),
    "NAM01": ("Safer Recruitment", "safer-recruitment"),
    "SET01": ("email:", "base url: https://example.org/nw/\nemail:"),
    "SET02": ("english", "en-GB"),
    "SET03": ("---\n", "---\nstatus: ready\n"),
    "SET04": ("TXT99", "TXT10"),
}
NOT_IN_ONE_LINE = {
    "RST06", "RST07", "RST11", "DAT08", "DAT09", "DAT10", "DAT11", "DAT12", "DAT13", "DAT14", "DAT18", "DAT19", "DAT30", "DAT31", "DAT32", "SES07", "TXT11", "STR02", "STR03",
    "STR04", "STR06", "STR09", "CAL01", "CAL03", "EML03", "FIL01", "FIL02", "FIL03", "FIL04", "FIL05", "FIL06", "FIL07", "FIL08", "FIL09", "FIL10", "LED01",
    "LED02", "LED03", "NAM02", "SES03", "STR13",
}  # fmt: skip
"""Rules whose hint names a choice, another file or bytes, so that no replacement in one line follows it."""

SHOWN = {rule.id for rule in RULES if not as_example(rule.wrong).described}


def test_every_rule_with_an_example_has_a_followed_hint_or_an_exception() -> None:
    assert not FOLLOWED.keys() & NOT_IN_ONE_LINE
    assert FOLLOWED.keys() | NOT_IN_ONE_LINE == SHOWN


@pytest.mark.parametrize("rule_id", sorted(FOLLOWED))
def test_a_rule_finds_nothing_once_its_hint_is_followed(rule_id: str, tmp_path: Path) -> None:
    wrong = as_example(BY_ID[rule_id].wrong)
    text = wrong.text.replace(PLACE, "")
    old, new = FOLLOWED[rule_id]
    assert old in text
    problems = [problem for problem in problems_of(tmp_path / "before", wrong) if problem.rule == rule_id]
    advice = " ".join(f"{problem.message} {problem.hint}" for problem in problems)
    for typed in re.findall(r'[Ww]rite "([^"…]+)"|Did you mean "?([^"?]+)"?\?', advice):
        assert any(words and (words in text.replace(old, new, 1) or new in words) for words in typed), advice
    followed = wrong._replace(text=text.replace(old, new, 1))
    after = problems_of(tmp_path / "after", followed)
    assert [str(problem) for problem in after if rule_id == problem.rule or problem.severity == "error"] == []


@pytest.mark.parametrize("rule_id", sorted(SHOWN))
def test_the_documentation_never_shows_one_text_as_wrong_and_right(rule_id: str) -> None:
    wrong, right = as_example(BY_ID[rule_id].wrong), as_example(BY_ID[rule_id].right)
    assert wrong.text.replace(PLACE, "") != right.text
