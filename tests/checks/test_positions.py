"""Problems have the exact line and column in the file as written, in every construct and with every line end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.support.examples import examples
from tests.support.folders import SETTINGS, make_content


def places(root: Path, files: dict[str, str | bytes], rule: str) -> list[tuple[int, int]]:
    content = make_content(root, files)
    return [(problem.line, problem.column) for problem in check(read(content)) if problem.rule == rule]


HEAD = "---\ntitle: An example\n---\n"
WORD = "futher"
WHERE = [
    "A futher word.",
    "日本語 and é futher, then 𝒳 futher.",
    "a\ttab\tin front, futher",
    "- one\n  - two futher\n\n    more futher\n",
    "1. one\n\n   > quoted futher\n   > and futher\n",
    "> > deep futher\nlazy futher",
    "| Head | futher |\n| --- | --- |\n| a \\| b | futher |\n| futher | c |\n",
    "## A futher heading ##\n\nfuther\n======\n",
    "**bold** futher and *futher* `futher` _x_ futher",
    '[words futher](https://example.org/futher "title") futher',
    "![futher](files/none.png) futher",
    "[futher][r] and futher\n\n[r]: https://example.org/futher\n",
    "a \\* futher &amp; futher &copy; futher <https://example.org/futher> futher",
    "```\nfuther\n```\n\n    futher\n\nfuther",
    "one  \nfuther\\\nfuther",
    "[r]: https://example.org/a\nfuther after a definition",
    "futher\u00a0futher\u2003futher",
    "* * *\n\n* futher\n\tfuther\n",
]
HIDDEN = re.compile(r"`[^`]*`|```.*?```|^    futher$|\]\([^)]*\)|<[^>]*>|^\[r\]:[^\n]*$", re.MULTILINE | re.DOTALL)


def expected(text: str) -> list[tuple[int, int]]:
    """Return the line and column of each WORD in the text as an editor shows it, outside addresses and code."""
    bare = HIDDEN.sub(lambda match: re.sub("[^\n]", "#", match[0]), re.sub("\r\n|\r", "\n", text))
    lines = bare.split("\n")
    return [(number, match.start() + 1) for number, line in enumerate(lines, 1) for match in re.finditer(WORD, line)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("body", WHERE)
def test_a_word_is_found_where_it_stands(tmp_path: Path, body: str, end: str) -> None:
    text = (HEAD + body).replace("\n", end)
    assert places(tmp_path, {"2022-02/x.md": text}, "TXT04") == expected(text)


def test_a_byte_order_mark_moves_nothing(tmp_path: Path) -> None:
    text = HEAD.replace("An", "A futher") + "Futher."
    assert places(tmp_path, {"2022-02/x.md": "\ufeff" + text}, "TXT04") == [(2, 10), (4, 1)]


TOP = [
    ("title: A futher title", (2, 10)),
    ("title: x\nsummary:   'é futher'", (3, 15)),
    ("title: x\nsummary: one\n  two futher three", (4, 7)),
    ("title: x\nsummary: |\n  one\n  two futher", (5, 7)),
    ("title: x\nfor:\n  - GPs\n  •\u00a0futher nurses", (5, 5)),
    ("title: x\n# futher comment\ncredit:\tfuther", (4, 9)),
    ("title: x\ncorrected:\n  - 3 February 2022: the futher number", (4, 26)),
]


@pytest.mark.parametrize(("lines", "place"), TOP)
def test_a_word_of_the_top_part_is_found_where_it_stands(tmp_path: Path, lines: str, place: tuple[int, int]) -> None:
    for end in ("\n", "\r\n"):
        text = f"\n---\n{lines}\n---\nText.\n".replace("\n", end)
        assert places(tmp_path, {"2022-02/x.md": text}, "TXT04") == [(place[0] + 1, place[1])]


def test_names_that_are_filled_into_a_snippet_move_nothing(tmp_path: Path) -> None:
    snippet = "---\ntitle: Help\n---\nAsk {email}, futher {team}, <b>now</b> or [x](ftp://{email}).\n"
    content = make_content(
        tmp_path, {"snippets/help.md": snippet, "bulletin.yml": SETTINGS + "team: A much longer name\n"}
    )
    rows = [
        (problem.rule, problem.line, problem.column) for problem in check(read(content)) if "snippets" in problem.path
    ]
    line = snippet.split("\n")[3]
    at = [("STR08", "<b>"), ("LNK07", "ftp:"), ("TXT04", "futher")]
    assert sorted(rows) == sorted((rule, 4, line.index(words) + 1) for rule, words in at)


def test_two_links_with_one_address_each_have_their_own_place(tmp_path: Path) -> None:
    body = "[a](ftp://x.org) and\n[b](ftp://x.org) [c](<ftp://x.org> 'ftp://x.org')"
    assert places(tmp_path, {"2022-02/x.md": HEAD + body}, "LNK07") == [(4, 5), (5, 5), (5, 23)]


PIECES = st.sampled_from(
    ["futher", " ", "\n", "\n\n", "- ", "> ", "1. ", "## ", "**", "*", "_", "`", "[", "](https://x.org)", "| ", "|\n|-|-|\n", "é", "日",
     "\t", "\\", "&amp;", "x", "    ", "<", ">", "![", "]", "(", ")", "\u00a0"]
)  # fmt: skip


@examples(200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=40).map("".join))
def test_the_prose_and_links_of_any_text_have_the_positions_of_the_text(text: str) -> None:
    from bulletin.content.markdown import MarkdownText, parse
    from bulletin.content.positions import find_positions

    positions = find_positions(parse(MarkdownText(text=text)).notes)
    assert len(positions.prose) == len(text)
    for prose_letter, written in zip(positions.prose, text, strict=True):
        assert prose_letter == written or prose_letter.isspace()
    assert [offset for offset, letter in enumerate(positions.prose) if letter == "\n"] == [
        offset for offset, letter in enumerate(text) if letter == "\n"
    ]
    for link in positions.links:
        assert 0 <= link.start <= link.at <= len(text)
        assert (
            text[link.at : link.at + len(link.url)] == link.url or link.at == link.start or "\\" in text or "&" in text
        )


def test_a_line_of_no_break_spaces_before_a_paragraph_hides_nothing(tmp_path: Path) -> None:
    assert places(tmp_path, {"2022-02/x.md": HEAD + "\u00a0\na futher word"}, "TXT04") == [(5, 3)]
