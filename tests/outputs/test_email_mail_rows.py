"""No table row of an email is higher than Word's page, and splitting a text into rows loses nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from bulletin import load, render
from bulletin.content.markdown import MarkdownText, parse
from bulletin.outputs.email.layout import lay_out
from bulletin.outputs.email.mail_rows import split_rows
from bulletin.text import humanize
from tests.content.test_pictures import picture
from tests.outputs import email_browser as in_browser
from tests.support.browser import opened
from tests.support.folders import make_content

SENTENCE = "Service {} helps people of all ages in the north and the south of the region, and takes calls on every day."


def entries(number: int, mark: str = "- ") -> str:
    return "\n".join(mark + SENTENCE.format(index) for index in range(number))


TALL = {
    "list": entries(60),
    "numbered list": entries(60, "1. "),
    "nested list": "- The services\n" + "\n".join(f"  {line}" for line in entries(60).split("\n")) + "\n- The end",
    "call-out": "\n>\n".join("> " + SENTENCE.format(number) for number in range(60)),
    "call-out with a list": "> The services:\n>\n"
    + "\n".join(f"> - {SENTENCE.format(number)}" for number in range(60)),
    "table": "| Name | What |\n|---|---|\n"
    + "\n".join(f"| Service {number} | {SENTENCE.format(number)} |" for number in range(60)),
    "terms": "\n\n".join(f"Service {number}\n: {SENTENCE.format(number)}" for number in range(60)),
    "alert": "> [!IMPORTANT]\n" + "\n>\n".join("> " + SENTENCE.format(number) for number in range(60)),
    "notes": " ".join(f"Word[^{number}]." for number in range(60))
    + "\n\n"
    + "\n".join(f"[^{number}]: {SENTENCE.format(number)}" for number in range(60)),
    "one paragraph": " ".join(SENTENCE.format(number) for number in range(90)),
    "paragraph with links": " ".join(
        f"[Page {number}](https://example.org/{number}) {SENTENCE.format(number)}" for number in range(90)
    ),
    "panel": "## In focus: services\n\n" + "\n\n".join(SENTENCE.format(number) for number in range(60)),
    "key messages": "## Key messages\n\n"
    + "\n\n".join(f"{number + 1}. **Message {number}.** {SENTENCE.format(number)}" for number in range(60)),
}


def rows_of(text: str) -> tuple[str, ...]:
    return split_rows(lay_out(parse(MarkdownText(text=text, shift=2)).prose.email, "A title"))


def words(html: str) -> list[str]:
    return " ".join(lxml.html.fromstring(f"<div>{html}</div>").itertext()).split()


@pytest.mark.parametrize("name", TALL)
def test_a_tall_text_is_split_into_several_rows_and_loses_no_word(name: str) -> None:
    rows = rows_of(TALL[name])
    assert len(rows) > 1
    split_html = lay_out(parse(MarkdownText(text=TALL[name], shift=2)).prose.email, "A title")
    tables = [
        word
        for row in rows
        for word in words(re.sub(r"<caption>.*?, part \d+</caption>|<thead>.*?</thead>", "", row, flags=re.DOTALL))
    ]
    assert tables == words(re.sub(r"<thead>.*?</thead>", "", split_html, flags=re.DOTALL))


def test_a_split_list_continues_its_numbers_and_a_split_table_repeats_its_heads() -> None:
    numbers = [re.search(r"<ol[^>]*>", row) for row in rows_of(entries(60, "1. "))]
    starts = [int((re.search(r'start="(\d+)"', match[0]) or ["", "1"])[1]) for match in numbers if match]
    counts = [row.count("<li") for row in rows_of(entries(60, "1. "))]
    assert starts == [1 + sum(counts[:number]) for number in range(len(counts))]
    tables = rows_of(TALL["table"])
    assert [row.count("<th ") for row in tables] == [2] * len(tables)
    captions = [re.search(r"<caption>(.*?)</caption>", row) for row in tables]
    assert [match and match[1] for match in captions][:2] == ["A title", "A title, part 2"]


@given(st.text(alphabet="a1 .\n-|>#*_[]()", max_size=3000))
def test_splitting_loses_nothing_of_any_text(text: str) -> None:
    parsed = parse(MarkdownText(text=text * 3, shift=2))
    if not parsed.refused:
        html = lay_out(parsed.prose.email, "A title")
        bare = [word for row in split_rows(html) for word in words(re.sub(r"<caption>.*?</caption>", "", row))]
        assert bare == words(re.sub(r"<caption>.*?</caption>", "", html))


def everything(root: Path) -> Path:
    """Return an issue of many items, each with a tall element."""
    sessions = "\n".join(
        f"  - Cohort {number + 1}: {humanize.day(date(2022, 3, 1 + number % 28))}, 9:0{number // 28}am to 10am"
        for number in range(40)
    )
    links = "\n".join(f"  - Page {number}: https://example.org/{number}" for number in range(40))
    files: dict[str, str | bytes] = {
        "bulletin.yml": "name: B\nemail: team@example.org\ndefault circulation: staff\nplace: Microsoft Teams\nemail budget: 102400\n",
        "2022-02/files/high.png": picture("PNG", (600, 1600)),
        "2022-02/issue.md": f"---\nissue date: 1 February 2022\nstatus: ready\n---\n{entries(32)}\n",
        "2022-02/course.md": f"---\ntitle: A course\nbooking: Ask us.\nsessions:\n{sessions}\n---\nText.\n",
        "2022-02/links.md": f"---\ntitle: Many pages\nlinks:\n{links}\n---\nText.\n",
        "2022-02/picture.md": f"---\ntitle: A poster\n---\n![A poster](high.png)\n\n{SENTENCE}\n\n{SENTENCE}\n",
        "2022-02/note.md": f"---\ntitle: A note\nkind: notice\n---\n{entries(32)}\n",
        "snippets/long.md": f"---\ntitle: Policy\nuse on: training\n---\n{entries(32)}\n",
    }
    return make_content(root, files)


def issue_of_many(root: Path) -> Path:
    """Return an issue of 70 items in one section."""
    files: dict[str, str | bytes] = {
        f"2022-02/item-{number}.md": f"---\ntitle: The item with number {number}\n---\nText.\n" for number in range(70)
    }
    return make_content(root, files)


def tall_items(root: Path) -> Path:
    files: dict[str, str | bytes] = {
        f"2022-02/item-{number}.md": f"---\ntitle: {name.capitalize()}\n---\n{text}\n"
        for number, (name, text) in enumerate(TALL.items())
    }
    return make_content(
        root,
        files
        | {
            "bulletin.yml": "name: B\nemail: team@example.org\ndefault circulation: public\nbase url: https://example.org/x/\nplace: Zoom\nemail budget: 102400\n"
        },
    )


@pytest.mark.guarantee("EMAIL-12")
@pytest.mark.parametrize("make", [everything, issue_of_many, tall_items])
def test_no_cell_is_higher_than_words_page(browser: Browser, tmp_path: Path, make: object) -> None:
    bulletin = load(make(tmp_path))  # type: ignore[operator]
    html = next(file.data for file in render(bulletin, ["email"]) if file.path.endswith("/bulletin.html"))
    with opened(browser, bytes(html).decode(), width=640) as tab:
        assert in_browser.tall(tab) == []
