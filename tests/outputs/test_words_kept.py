"""Readers get the typed words: plain text, HTML and feeds have every word and number of a text.

DIFFERENCES lists every rule by which they may differ.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import feedparser
import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin import load, render
from bulletin.content.markdown import MarkdownText, parse
from bulletin.model import File
from tests.support.examples import examples
from tests.support.folders import make_content

SAME = [
    "10*2*7", "3*4*5", "2**3", "5*", "1,000.50", "£5.50", "50%", "+44", "-5", "~5", "5~10", "<5", ">10", "3/4", "#12", "@a",
    "a_b_c", "__init__", "__init__.py", r"C:\_old\*new*\a.docx", r"\\server01\share\_forms", "e.g.", "R&D", "AT&T", "x^2", "a=b",
    "{x}", "(b)", "[sic]", "10:30", "9am–5pm", "“Yes”", "it's", "1)", "Dr.", "…", "x|y", "café", "中文", "2*3*", "50:50", "$5",
    "don’t", "!", "?", "a@b.org", "1st", "No.5",
]  # fmt: skip
"""Words that are printed as they are typed."""

DIFFERENCES: list[tuple[str, str, str, str]] = [
    ("the signs of emphasis go", "**10 mg**", "10 mg", "10 mg"),
    ("the signs of emphasis go", "*now*", "now", "now"),
    ("the signs of emphasis go", "_now_", "now", "now"),
    ("the signs of code go", "`10*2`", "10*2", "10*2"),
    ("a backslash before a sign goes", r"\*5 \_a\_ 5\*", "*5 _a_ 5*", "*5 _a_ 5*"),
    ("an entity is its letter", "&pound;5 &amp; &#8364;6", "£5 & €6", "£5 & €6"),
    ("struck words are said to be", "~~20 mg~~", "(struck out: 20 mg)", "(struck out: 20 mg)"),
    ("an address stands behind its words in plain text", "[here](https://x.org/7)", "here <https://x.org/7>", "here"),
    ("a link of its own words is not repeated", "<https://x.org/7>", "https://x.org/7", "https://x.org/7"),
    ("a comment goes", "six <!-- 7 --> eight", "six eight", "six eight"),
    ("a title of a link goes", '[here](https://x.org/7 "8")', "here <https://x.org/7>", "here"),
]
"""Each row: why a text differs, the typed text, its plain text, and its HTML text."""

INLINE = [(word, word, word) for word in SAME] + [row[1:] for row in DIFFERENCES]

BLOCKS: list[tuple[str, str, str]] = [
    ("the mark of a heading goes", "## {}", "{}"),
    ("the mark of an entry stays in plain text", "- {}\n- {}", "- {}\n- {}"),
    ("the number of an entry stays", "3. {}\n4. {}", "3. {}\n4. {}"),
    ("a task is said in words", "- [ ] {}\n- [x] {}", "- To do: {}\n- Done: {}"),
    ("the mark of a quote stays in plain text", "> {}", "> {}"),
    ("a call-out is said in words", "> [!WARNING]\n> {}", "> Warning: {}"),
    ("the bars of a table go", "| Day | Place |\n|---|---|\n| {} | {} |", "Day Place\n{} {}"),
    ("a line break in a cell is one", "| Day |\n|---|\n| {}<br>{} |", "Day\n{}\n{}"),
    ("a caption stands above its table", "Table: {}\n\n| Day |\n|---|\n| {} |", "{}\nDay\n{}"),
    ("a term and its meaning stay", "Term\n: {}\n: {}", "Term\n{}\n{}"),
    ("a note has its number", "A {} b.[^x]\n\n[^x]: {} c.", "A {} b.[1]\n\n[1] {} c."),
    ("a paragraph stays", "A {} and {} b.", "A {} and {} b."),
]
"""Each row: why a block differs, the typed block, and its plain text."""

_MARK = re.compile(r"^(?:[-*>]|[0-9]+[.)])$")


def words(text: str) -> list[str]:
    return [word for word in text.split() if word not in ("-", ">")]


def html_words(page: str) -> list[str]:
    """Return the words of HTML as html5lib reads them, without Bulletin's sign of the link back from a note."""
    fragment = html5lib.parseFragment(page, namespaceHTMLElements=False)
    for link in list(fragment.iter("a")):
        if link.get("aria-label", "").startswith("Back to note"):
            link.text = ""
    for block in list(fragment.iter()):
        if block.tag in ("p", "li", "td", "th", "dt", "dd", "h2", "h4", "caption", "br", "tr"):
            block.tail = f" {block.tail or ''}"
    return "".join(fragment.itertext()).split()


def numbered(rows: list[str]) -> list[str]:
    """Return the words without the numbers of entries and notes, which HTML counts itself."""
    return [word for word in rows if not re.fullmatch(r"[34]\.|\[1\]", word)]


@pytest.mark.parametrize(("typed", "text", "page"), INLINE)
def test_each_word_and_mark_is_printed_by_its_rule(typed: str, text: str, page: str) -> None:
    prose = parse(MarkdownText(f"See {typed} now.")).prose
    assert prose.text == f"See {text} now."
    assert html_words(prose.page) == html_words(prose.email) == f"See {page} now.".split()


PIECES = st.lists(st.sampled_from(INLINE), min_size=1, max_size=5)


@examples(300)
@given(st.sampled_from(BLOCKS), PIECES, PIECES)
def test_no_word_and_no_number_is_lost_or_changed(
    block: tuple[str, str, str], first: list[tuple[str, str, str]], second: list[tuple[str, str, str]]
) -> None:
    _, written, as_text = block
    if "|---|" in written:
        first, second = first[:1], second[:1]  # Wider tables are written row by row, each cell after its heading.
    pieces = [["of", *(piece[form] for piece in row), "it"] for form in range(3) for row in (first, second)]
    typed, texts, pages = ([" ".join(row) for row in pieces[start : start + 2]] for start in (0, 2, 4))
    if written.startswith("|"):
        typed = [cell.replace("|", "\\|") for cell in typed]
    elif "\n| " in written:
        typed[1] = typed[1].replace("|", "\\|")
    count = written.count("{}")
    prose = parse(MarkdownText(written.format(*typed[:count]))).prose
    expected = as_text.format(*texts[:count])
    assert words(prose.text) == words(expected)
    on_page = numbered(words(as_text.format(*pages[:count])))
    assert Counter(html_words(prose.page)) == Counter(on_page)
    assert html_words(prose.page) == html_words(prose.email)


def test_the_feeds_and_the_email_have_the_same_words(tmp_path: Path) -> None:
    typed = "\n\n".join(f"See {typed} now." for typed, _, _ in INLINE)
    content = make_content(tmp_path, {"2022-02/week.md": f"---\ntitle: Words\n---\n{typed}\n"})
    files = {file.path: text(file) for file in render(load(content), ("email", "feed", "json-feed"))}
    expected = [f"See {page} now.".split() for _, _, page in INLINE]
    [entry] = feedparser.parse(files["site/feed.xml"].encode()).entries
    holders = [entry.content[0].value, json.loads(files["site/feed.json"])["items"][0]["content_html"]]
    for page in [*holders, files["mail/2022-02/bulletin.html"]]:
        page_words = html_words(page)
        for word in expected:
            assert any(page_words[at : at + len(word)] == word for at in range(len(page_words))), word
    mail = " ".join(files["mail/2022-02/bulletin.txt"].split())
    assert [words for _, words, _ in INLINE if f"See {words} now." not in mail] == []


def text(file: File) -> str:
    return file.data.decode("utf-8") if isinstance(file.data, bytes) else ""


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (
            r"C:\_old\*new*\a.docx **10 mg** \\server01\share\_forms",
            r"C:\_old\*new*\a.docx 10 mg \\server01\share\_forms",
        ),
        (r"C:\_old\a.docx **10 mg** \*5", r"C:\_old\a.docx 10 mg *5"),
        (r"C:\a.docx: see *now* \_here\_", r"C:\a.docx: see now _here_"),
    ],
)
def test_a_path_ends_before_the_sentence_that_follows_it(typed: str, text: str) -> None:
    assert parse(MarkdownText(typed)).prose.text == text
