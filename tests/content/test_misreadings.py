"""Markdown that is probably not read as it was meant is reported at its beginning; well-written Markdown is not."""

from __future__ import annotations

import pytest

from bulletin.content.keys import ITEM, names
from bulletin.content.markdown import MarkdownText, parse
from bulletin.content.misreadings import Misreading, misreadings
from bulletin.content.top_part import read
from bulletin.content.workspace import FileText, source_of
from bulletin.fix import Edit, apply_edits

HEAD = "---\ntitle: An example\n---\n"


def misreadings_of(body: str) -> list[Misreading]:
    document = read(HEAD + body, "content/2022-02/a.md", names(ITEM))
    return list(misreadings(source_of(FileText("item", document, parse(MarkdownText(document.body)).notes))))


FOUND = [
    ("1. One\n2. Two\n4. Four", "1. One\n2. Two\n", "has the number 4, and is printed as 3"),
    ("1. One\n\nText.\n\n1. Two", "1. One\n\nText.\n\n", "begin again at 1"),
    ("1. Fill in:\n  * name\n2. Send", "1. Fill in:\n  ", "not set in far enough"),
    ("1. Send\n  1. by post\n2. Wait", "1. Send\n  ", "not set in far enough"),
    ("- One.\nNew text.", "- One.\n", "a part of the entry of the list above"),
    ("> One.\nNew text.", "> One.\n", "a part of the quote above"),
    ("|a|b|\n|-|-|\n|1|2|3|", "|a|b|\n|-|-|\n", "3 cells where the head has 2. What is beyond is printed nowhere."),
    ("|a|b|\n|-|-|\n|1|", "|a|b|\n|-|-|\n", "1 cell where the head has 2"),
    ("    Dear all read this please.", "    ", "typewriter letters"),
    ("Text.\n\n\tThe meeting is now.", "Text.\n\n\t", "typewriter letters"),
    ("Day\tPlace\nMonday\tLeeds", "", "tabs between columns"),
    ("- \n- Two", "", "This entry has no words."),
    ("1. One\n2. \n3. Three", "1. One\n", "This entry has no words."),
    ("```mermaid\ngraph TD;\n```", "", "GitHub draws this (mermaid)"),
    ("- One\n-[Two](https://example.org/x)", "- One\n", "A blank is missing after the mark"),
    ("** News of May\n------------\n\nText.", "", "the stars are printed as typed"),
    ("**Who can come**\nNurses and midwives.", "", "This bold line and the one below it become one."),
    ("> **Note**\n> All are free.", "", "This bold line and the one below it become one."),
    ("Who can come\n---\nAll.", "", "makes a heading"),
    ("Stopford House\nPiccadilly\nStockport SK1 3XE", "", "These 3 lines become one."),
    ("Monday: 9am to 5pm\nTuesday: 9am to 1pm", "", "These 2 lines become one."),
    ("**Date:** 3 May\n**Time:** 9am to 5pm", "", "These 2 lines become one."),
    ("Then:\n2. Send it\n3. Wait", "Then:\n", "no entry of a list"),
    ("Text\n\n## \n\nText", "Text\n\n", "no words"),
    ("[Note]: Monday", "", "printed nowhere"),
    ("[old]: https://example.org/old", "", "printed nowhere"),
    ("[form]: /files/form.docx", "", "printed nowhere"),
    ("[//]: # (for Sam)", "", "No reader sees this line"),
    ("- Go\nand stop.", "- Go\n", "a part of the entry of the list above"),
    ("- 5 degrees\n-5 degrees", "- 5 degrees\n", "a part of the entry of the list above"),
    ("- Bring a pen\n10 March is the day", "- Bring a pen\n", "a part of the entry of the list above"),
    ("|a|b|\n|-|-|\n|1|2|\nText of it.", "|a|b|\n|-|-|\n|1|2|\n", "becomes a row of the table above"),
    ("|a|b|\n|-|-|\n|1|2\nand 3|", "|a|b|\n|-|-|\n|1|2\n", "The row above goes on here"),
    ("- |a|b|\n  |-|-|\n  |1|2|3|", "- |a|b|\n  |-|-|\n", "3 cells where the head has 2"),
    ("Day      Place\nMonday   Leeds\nFriday   York", "", "rows of blanks between columns"),
    ("Text\n\n```\nx = 1\n\nDear all", "Text\n\n", "This code has no end"),
    ("> [!WARNING]\n\nThe room has changed.", "", "This call-out has no words"),
    ("2026. A good year.\n\n12. A good month.", "2026. A good year.\n\n", "has the number 12, and is printed as 2027"),
    ("Step 1. Write\nStep 2. Send", "", "These 2 lines become one."),
    ("10:00 to 10:30 Registration\n10:30 to 11:00 Welcome by the chair", "", "These 2 lines become one."),
    (
        "Wednesday 6 July 2022 1pm to 4pm Book your place now\nThursday 7 July 2022 1pm to 4pm Book your place now",
        "",
        "These 2 lines become one.",
    ),
    ("6/7/2022 Leeds\n7/7/2022 York", "", "These 2 lines become one."),
    ("Q1. What is it?\nA1. It is a course.", "", "These 2 lines become one."),
    ("1 . First\n2 . Second", "", "These 2 lines become one."),
    ("✅ Come early\n✅ Bring a pen", "", "These 2 lines become one."),
    ("📅 Date: Monday\n📍 Place: Leeds", "", "These 2 lines become one."),
    ("Kind regards,\nThe team", "", "These 2 lines become one."),
    ("A.[^1]\n\n[^1]: One.\n[^2]: Two.", "A.[^1]\n\n[^1]: One.\n", 'Nothing leads to the note "2"'),
    ("**When** 3 March\n**Where** Leeds", "", "These 2 lines become one."),
    ("To book:\nring 0161 496 0000\nor write to us", "", "These 3 lines become one."),
    ("- Stopford House\n  Piccadilly\n  Stockport", "", "These 3 lines become one."),
    ("A.[^1]\n\n[^1]: One.\n[^1]: Two.", "A.[^1]\n\n[^1]: One.\n", "one of the two is printed nowhere"),
    ("[A][f]\n\n[f]: https://a.org\n[f]: https://b.org", "[A][f]\n\n[f]: https://a.org\n", "one of the two is printed"),
    ("> 1. Fill in:\n>   * name\n> 2. Send", "> 1. Fill in:\n>   ", "not set in far enough"),
    ("10. Fill in:\n   * name\n11. Send", "10. Fill in:\n   ", "not set in far enough"),
    ("Text.\n\n    | A | B |\n    |---|---|", "Text.\n\n    ", "typewriter letters"),
    ("Text.\n\n    ## Head", "Text.\n\n    ", "typewriter letters"),
    ("|a|b|\n|-|-|\n|1|2| |", "|a|b|\n|-|-|\n", "3 cells where the head has 2."),
    ("A.[^1]\n\n[^1]: One.\nAll are free.", "A.[^1]\n\n[^1]: One.\n", "a part of the note above"),
    ("Room\n: A place.\nAll are free.", "Room\n: A place.\n", "a part of the meaning of the word above"),
    ("Ring us:\n\n+ 44 161 496 0000", "Ring us:\n\n", "This plus sign"),
    ("It costs £20\n+ VAT for each.", "It costs £20\n", 'This "+" begins an entry'),
    ("Keep the freezer at\n- 18 degrees.", "Keep the freezer at\n", 'This "-" begins an entry'),
    ("Closed from 4 April 2022\n- Friday 8 April 2022.", "Closed from 4 April 2022\n", 'This "-" begins an entry'),
    ("- Keep the freezer at\n  - 18 degrees.", "- Keep the freezer at\n  ", 'This "-" begins an entry'),
    ("Ring if it is\n> 38 degrees.", "Ring if it is\n", 'This ">" begins a quote'),
    ("Wir treffen uns am\n1. März 2022.", "Wir treffen uns am\n", 'This "1." begins an entry'),
    ("Jo Smith\nTeam lead\nteam@example.org\n0161 496 0000", "", "These 4 lines become one."),
    ("1️⃣ Register\n2️⃣ Come", "", "These 2 lines become one."),
    ("مركز ليدز\nشارع الملك\nليدز", "", "These 3 lines become one."),
]


@pytest.mark.parametrize(("body", "before", "words"), FOUND)
def test_a_misread_text_is_reported_at_its_beginning(body: str, before: str, words: str) -> None:
    [misreading] = misreadings_of(body)
    assert words in misreading.says
    assert misreading.offset == len(HEAD) + len(before)


def test_only_text_that_is_not_printed_or_printed_elsewhere_stops_the_build() -> None:
    errors = [body for body, _, _ in FOUND if [misreading.severity for misreading in misreadings_of(body)] == ["error"]]
    assert errors == [
        "1. Fill in:\n  * name\n2. Send",
        "1. Send\n  1. by post\n2. Wait",
        "|a|b|\n|-|-|\n|1|2|3|",
        "Day\tPlace\nMonday\tLeeds",
        "- One\n-[Two](https://example.org/x)",
        "** News of May\n------------\n\nText.",
        "[Note]: Monday",
        "|a|b|\n|-|-|\n|1|2|\nText of it.",
        "|a|b|\n|-|-|\n|1|2\nand 3|",
        "- |a|b|\n  |-|-|\n  |1|2|3|",
        "Day      Place\nMonday   Leeds\nFriday   York",
        "> [!WARNING]\n\nThe room has changed.",
        "A.[^1]\n\n[^1]: One.\n[^2]: Two.",
        "A.[^1]\n\n[^1]: One.\n[^1]: Two.",
        "[A][f]\n\n[f]: https://a.org\n[f]: https://b.org",
        "> 1. Fill in:\n>   * name\n> 2. Send",
        "10. Fill in:\n   * name\n11. Send",
        "Ring us:\n\n+ 44 161 496 0000",
    ]


RIGHT = [
    "Who can come\n===\nAll.\n\n---\n\nMore.",
    "Who\ncan come\n=\nAll.\n\nWhen\n===\nNow.",
    "1. One\n2. Two\n3. Three",
    "The dates are:\n- 5 March",
    "## Opening from\n- 5 March",
    "Open on\n- Monday\n- Tuesday",
    "Our rooms\n\n- 5 places",
    "> Ask at 5\n> 38 degrees",
    "+ 3 rooms\n+ 4 halls",
    "- rooms\n+ halls",
    "As she said\n> 38 years ago it was so.",
    "```\n[^1]: One.\nAll are free.\n```",
    "- ![A poster](a.png)\n- `code`",
    "```text\ngraph TD;\n```",
    "-5 degrees\n-**6** at night",
    "**Who can come**\\\nNurses and midwives.",
    "**Please note** that it moved.\nAll are free.",
    "**All nurses**\nand midwives can come.",
    "1. One\n1. Two\n1. Three",
    "5. Five\n6. Six",
    "1. Fill in:\n   * name\n   * role\n2. Send\n   1. by post",
    "- One\n  - a\n    - b\n- Two\n  - c",
    "* One\n    * a\n* Two\n   * b\n* Three\n    * c",
    "- A long entry that was wrapped by a program at some column, as they\n  do, and goes on here.",
    "- A long entry that was wrapped by a program at some column, as Ann\nSmith did it by hand here.",
    "> One.\n> Two.",
    "We began this work a long time ago, and met for the first time in\n2. Then we went on.",
    "We met in\n2022. Then we went on.",
    "|a|b|\n|-|-|\n|1 \\| 2|3|",
    "| a | b |\n| - | - |\n| 1 | 2 |\n\nText.",
    "```\nDear all read this please.\n```",
    "    a = b",
    "Text.\n\n---\n\nText.",
    "## Who can come\n\nAll.",
    "Stopford House\\\nPiccadilly\\\nStockport SK1 3XE",
    "A sentence that was wrapped by a program after seventy letters or so\nand goes on here until its end.",
    "See [this][a].\n\n[a]: https://example.org/a",
    "<!-- for Sam -->\nText.",
    "`[x]: y` and text",
    "- |a|b|\n  |-|-|\n  |1|2|",
    "·\tOne\n·\tTwo",
    "1.First\n2.Second",
    "> ```\n> x = 1\n> ```",
    "- [a long link whose words a program parted at this\n  place](https://example.org/a/very/long/address/of/a/page)",
    "- Read [the\nplan](https://example.org/a/very/long/address/of/a/page/that/no/line/holds)",
    "> [!NOTE]\n> The room has changed.",
    "We had 20 people at the last one and\n30 at the one before, which is good.",
]


@pytest.mark.parametrize("body", RIGHT)
def test_well_written_text_is_not_reported(body: str) -> None:
    assert [misreading.says for misreading in misreadings_of(body)] == []


MENDED = [
    ("Stopford House\nPiccadilly\nStockport SK1 3XE", "Stopford House\\\nPiccadilly\\\nStockport SK1 3XE"),
    ("- One\n-[Two](x.md)\n-**Three**", "- One\n- [Two](x.md)\n- **Three**"),
    ("-[Two](x.md)\n-three", "- [Two](x.md)\n- three"),
    ("** News of May\n------------\n\nText.", "## News of May\n\n\nText."),
    ("**Who can come**\nNurses.", "**Who can come**\\\nNurses."),
    ("    Dear all read this.\n      And that.\n\nEnd.", "Dear all read this.\nAnd that.\n\nEnd."),
]


@pytest.mark.parametrize(("body", "meant"), MENDED)
def test_certain_corrections_are_made_and_then_not_reported(body: str, meant: str) -> None:
    edits = [Edit(*edit) for misreading in misreadings_of(body) for edit in misreading.edits]
    assert apply_edits(HEAD + body, edits) == HEAD + meant
    assert misreadings_of(meant) == []
