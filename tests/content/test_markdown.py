"""Markdown becomes page, email and plain text in one parse; forbidden markup is reported with its place."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bulletin.content.frontmatter import Wrong
from bulletin.content.images import PictureText
from bulletin.content.markdown import MarkdownText, ParsedText, parse
from bulletin.content.positions import record_positions
from bulletin.model import Asset, Image
from tests.support.examples import examples
from tests.support.values import ROOT


def image(written: PictureText) -> Image:
    if written.name != "files/a.png":
        raise Wrong("LNK13", f"There is no file {written.name}.", "Add it, or remove the line.")
    asset = Asset(
        name="a.png", address="items/x/files/a.png", source=Path("a.png"), media_type="image/png", size=1, sha256="0",
        width=20, height=10,
    )  # fmt: skip
    return Image(alt="" if written.alt == "none" else written.alt, asset=asset)


def body(text: str, **options: object) -> ParsedText:
    return parse(MarkdownText(text=text, image=image, shift=2, **options))  # type: ignore[arg-type]


def test_headings_are_h2_on_a_page_and_h4_in_an_email() -> None:
    prose = body("## One\n\n### Two").prose
    assert prose.page == "<h2>One</h2>\n<h3>Two</h3>\n"
    assert prose.email == "<h4>One</h4>\n<h5>Two</h5>\n"
    assert prose.text == "One\n\nTwo"


def test_a_picture_names_its_address_and_size_and_a_decoration_has_no_words() -> None:
    result = body("![Two nurses](files/a.png)\n\n![none](files/a.png)")
    assert '<img src="asset:items/x/files/a.png" alt="Two nurses" width="20" height="10" />' in result.prose.page
    assert '<img src="asset:items/x/files/a.png" alt="" width="20" height="10" />' in result.prose.email
    assert result.prose.text == "[Two nurses]"
    assert [image.alt for image in result.images] == ["Two nurses", ""]


TEXTS = [
    ("One\ntwo  \nthree", "One two\nthree"),
    ("See [the report](https://example.org/r).", "See the report <https://example.org/r>."),
    ("Write to [team@example.org](mailto:team@example.org).", "Write to team@example.org."),
    ("<https://example.org/>", "https://example.org/"),
    ("<mailto:team@example.org> <tel:01614960000>", "team@example.org 01614960000"),
    ("- a\n- b\n  1. c\n  2. d", "- a\n- b\n  1. c\n  2. d"),
    ("3. a\n4. b", "3. a\n4. b"),
    ("- " + "long " * 30 + "\n- b", "- " + ("long " * 30).strip() + "\n\n- b"),
    ("> a\n>\n> b", "> a\n>\n> b"),
    ("```\nx  y\n```", "    x  y"),
    ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
    ("a &amp; `b` \\* c", "a & b * c"),
    ("It`s the boys` room, isn`t it? See `a b`.", "It`s the boys` room, isn`t it? See a b."),
    ("| Date | Who |\n|---|---|\n| 1 May | Ann |\n| 20 June | B |", "Date     Who\n1 May    Ann\n20 June  B"),
    (
        "| Date | What |\n|---|---|\n| 1 May | " + "word " * 20 + "|\n| 2 May | x |",
        "Date: 1 May\nWhat: " + ("word " * 20).strip() + "\n\nDate: 2 May\nWhat: x",
    ),
]


@pytest.mark.parametrize(("written", "read"), TEXTS)
def test_plain_text_is_written_as_a_person_would_write_it(written: str, read: str) -> None:
    assert body(written).prose.text == read


def test_layout_is_marked_for_call_outs_key_messages_table_heads_and_panels() -> None:
    page = body(
        "> 22%\n\n## Key messages\n\n1. **A**\n\n## In focus: B\n\nText\n\n### Sub\n\n## C\n\n|a|\n|-|\n|b|"
    ).prose.page
    assert '<blockquote class="call-out">' in page
    assert '<ol class="key-messages">' in page
    assert '<th scope="col">a</th>' in page
    start, end = page.index('<div class="in-focus">'), page.index("</div>")
    assert start < page.index("In focus: B") < page.index("Sub") < end < page.index("<h2>C</h2>")


REFUSED = [
    ("text\n\n# Title", (2, 0), "STR01"),
    ("text <b>x</b>", (0, 5), "STR08"),
    ("text\n\n<div>\nx\n</div>", (2, 0), "STR08"),
    ("text\n<!-- x", (1, 0), "STR08"),
    ("<!-- a\n\nb --> text", (0, 0), "STR08"),
    ("text <!-- a -->, <!-- b", (0, 17), "STR08"),
    ("a<br>b", (0, 1), "STR08"),
    ("|a|\n|-|\n|b<br>c<b>d</b>|", (2, 7), "STR08"),
    ("one\n[x](javascript:alert(1))", (1, 4), "LNK07"),
    ("[x](#)", (0, 4), "LNK07"),
    ("[x](files/a.pdf)", (0, 4), "LNK07"),
    ("[x](www.example.org)", (0, 4), "LNK07"),
    ("[x](data:text/html;base64,x)", (0, 4), "LNK07"),
    ("a\nb ![x](https://example.org/a.png)", (1, 7), "LNK13"),
    ("> " * 25 + "deep", (0, 0), "FIL07"),
    ("See [](https://example.org) and [ ](https://example.org).", (0, 4), "LNK03"),
    ("See [**a**](https://example.org), [**&nbsp;**](https://example.org).", (0, 34), "LNK03"),
    ("[![none](files/a.png)](https://example.org)", (0, 0), "LNK03"),
    ("[][a]\n\n[a]: https://example.org", (0, 0), "LNK03"),
    ("[–](https://example.org) and [**.**](https://example.org)", (0, 29), "LNK03"),
    ("[\u200b](https://example.org)", (0, 0), "LNK03"),
    ("So.[^my note]\n\n[^my note]: See.", (0, 3), "STR11"),
    ("`<!-- a -->` and <!-- b", (0, 17), "STR08"),
]


@pytest.mark.parametrize(("written", "place", "rule"), REFUSED)
def test_forbidden_markup_is_refused_at_its_place(written: str, place: tuple[int, int], rule: str) -> None:
    places = [(refusal.line, refusal.offset, refusal.wrong.rule) for refusal in body(written).refused]
    assert (*place, rule) in places


TAGS = [
    ("<b>New</b> rooms", ['Write "**New**".']),
    ('Read <a href="https://example.org/x">the plan</a>.', ['Write "[the plan](https://example.org/x)".']),
    ("<u>One</u> and <em>two</em>", ['Write "One".', 'Write "*two*".']),
    ("<b>One and <i>two</i></b>", ["Write **words**.", 'Write "*two*".']),
    ("m<sup>2</sup>", ["Type the small letter itself, such as ²."]),
    ("Ask <name of team>.", ["If something is to be filled in here, do so; if the sign itself is meant, write \\<."]),
    ("<nav>One</nav>", ["Use Markdown, or write \\< for the sign itself."]),
    ("End</b>", ["Write **words**."]),
    ("<p>One</p>\n<p>Two</p>", ["Put an empty line between paragraphs (in a table <br>), and take the tags out."]),
    (
        "<ul>\n<li>One</li>\n</ul>",
        ['Begin each entry with "- " (in a table write <br> between them), and take the tags out.'],
    ),
    ("# One", ['Write "## " in place of "# ".']),
    ("One\n===", ['Write "## " in front of it, and take out the line below it.']),
]


@pytest.mark.parametrize(("written", "hints"), TAGS)
def test_what_to_type_for_html_is_said_once_for_each_pair_of_tags(written: str, hints: list[str]) -> None:
    assert [refusal.wrong.hint for refusal in body(written).refused] == hints


def test_a_picture_that_is_a_link_and_is_not_there_is_one_mistake() -> None:
    refused = body("[![The new ward](files/b.png)](https://example.org)").refused
    assert [refusal.wrong.rule for refusal in refused] == ["LNK13"]


def test_the_label_of_a_call_out_is_no_first_sentence() -> None:
    first = body("> [!NOTE]\n>\n> The ward is new. Come.").first
    assert (first.summary, first.sentence) == ("The ward is new. Come.", "The ward is new.")


def test_html_in_code_is_text() -> None:
    result = body("`<b>` and\n\n    <div>\n")
    assert result.refused == ()
    assert "&lt;b&gt;" in result.prose.page


ACRONYMS = (("CDOP", "child death overview panel"), ("SAR", "safeguarding adult review"))
EXPANDED = [
    ("CDOP met. CDOP left.", "Child death overview panel (CDOP) met. CDOP left."),
    ("The CDOP met.", "The child death overview panel (CDOP) met."),
    ("Done. CDOP met.", "Done. Child death overview panel (CDOP) met."),
    ("A child death overview panel (CDOP) met.", "A child death overview panel (CDOP) met."),
    ("Two CDOPs and pre-CDOP.", "Two CDOPs and pre-CDOP."),
    ("## CDOP\n\nThe CDOP met.", "CDOP\n\nThe child death overview panel (CDOP) met."),
    ("- CDOP met\n- others", "- child death overview panel (CDOP) met\n- others"),
    ("A child death overview\npanel met CDOP.", "A child death overview panel met CDOP."),
    ('They said "CDOP met" to CDOP.', 'They said "CDOP met" to child death overview panel (CDOP).'),
    ("Hold an SAR and a CDOP.", "Hold a safeguarding adult review (SAR) and a child death overview panel (CDOP)."),
    ("[CDOP](https://example.org/CDOP) and `CDOP`", "CDOP <https://example.org/CDOP> and CDOP"),
]


@pytest.mark.parametrize(("written", "read"), EXPANDED)
def test_an_acronym_is_written_in_full_where_it_first_stands_in_running_text(written: str, read: str) -> None:
    assert body(written, acronyms=ACRONYMS).prose.text == read


def test_an_acronym_that_the_title_explains_stays_as_it_is() -> None:
    result = body("The CDOP met.", acronyms=ACRONYMS, title="Child death overview panel: news")
    assert result.prose.text == "The CDOP met."


def test_the_summary_is_the_first_paragraph_without_addresses_cut_at_a_word() -> None:
    assert body("## H\n\nSee [this](https://example.org) *now*.\n\nMore.").first.summary == "See this now."
    long = body("word " * 60).first.summary
    assert (len(long) <= 200, long.endswith("word…")) == (True, True)


SIGNS = [
    "Give 10*2*7 mg, 3*4*5 cm, 2**3, 5 * 3.",
    "The room is (2)*(3)*(4) m; 5*(3)*2, 6*(1)*9, 10%*2 and 5*(3), (2+3)*£4 and £5*£2*£3 and 20°*2*3.",
    "Free (*) for staff (*) and [*] or '*' and \"**\" and (_) and (_).",
    "الجرعة (10)*(2)*7 ملغ",
    r"At \\server01\share\_forms\*new*\2022 and C:\_old\plan.docx.",
    r"At \\server01\share\Team Docs\_old\*.docx",
    "See __init__ and __init__.py and snake_case_name.",
    "At /home/_old_/x*y*z, ~/Docs/_new_/a and smb://server/share/_x_/b.",
    "~5 to ~10 of 20~30",
    "un*frigging*believable",
    "Dear *|FNAME|*,",
]


@pytest.mark.parametrize("text", SIGNS)
def test_a_sign_that_is_not_markup_stays_a_sign(text: str) -> None:
    assert body(text).prose.text == text


TAKEN = [
    ("**Bold** and *emphasis*, _too_, a **b** c", "Bold and emphasis, too, a b c"),
    ("**在**中文**里**", "在中文里"),
    ("**중요**는 말", "중요는 말"),
    ("*(see below)* (*see*) \"*so*\" (**x**) *\"x\"* (*a*)(*b*)", '(see below) (see) "so" (x) "x" (a)(b)'),
    ("> [!NOTE]: Read it.\n\n> [!NOTE]\n> Now.", "> Note: Read it.\n\n> Note: Now."),
    (r"**C:\docs\_a** here", r"C:\docs\_a here"),
    (r"\*stars\* and \_lines\_", "*stars* and _lines_"),
    ("~~5~~10 mg, ~Monday~ Tuesday", "(struck out: 5)10 mg, (struck out: Monday) Tuesday"),
    ("~~The course is on 3 March.~~", "(struck out: The course is on 3 March.)"),
    ("- [ ] Book\n- [x] Send\n- [X] Tell **Ann**", "- To do: Book\n- Done: Send\n- Done: Tell Ann"),
    ("> [!WARNING]\n> The room has changed.", "> Warning: The room has changed."),
    ("> [!note] Read it.", "> Note: Read it."),
    ("> [!TIP]\n>\n> - one", "> Tip:\n>\n> - one"),
    ("A.[^1] B.[^b] C.[^1]\n\n[^1]: Page 4.\n[^b]: See\n    there.", "A.[1] B.[2] C.[1]\n\n[1] Page 4.\n[2] See there."),
    ("| a | b |\n|---|---|\n| 9am<br>1pm<BR/>3pm | x |", "a    b\n9am  x\n1pm\n3pm"),
    ("| a | b |\n|---|---|\n| 9am<br>1pm | " + "word " * 20 + "|", "a: 9am, 1pm\nb: " + ("word " * 20).strip()),
    ("Table: Dates\n\n| a | b |\n|---|---|\n| 1 | 2 |", "Dates\na  b\n1  2"),
    ("Table 2: Dates\n| a | b |\n|---|---|\n| 1 | 2 |", "Dates\na  b\n1  2"),
    ("Term\n: What it is\n: And more", "Term\n  What it is\n  And more"),
    ("One <!-- a --> two<!-- b -->\n\n<!-- c\n\nd -->\nThree", "One two\n\nThree"),
    ("<!-- a --> One", "One"),
    ("- One\n  <!-- a -->\n- Two", "- One\n- Two"),
    ("`<!-- code -->`", "<!-- code -->"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "read"), TAKEN)
def test_markup_of_github_is_words_in_plain_text(written: str, read: str) -> None:
    assert body(written).refused == ()
    assert body(written).prose.text == read


HTML = [
    ("~~5~~ 10", "<p>(struck out: <s>5</s>) 10</p>"),
    (
        "> [!CAUTION]\n> Stop.",
        '<blockquote class="labelled call-out">\n<p><strong>Caution:</strong> Stop.</p>\n</blockquote>',
    ),
    ("Table: Dates\n\n|a|\n|-|\n|b|", "<table>\n<caption>Dates</caption>\n<thead>"),
    ("|a|\n|-|\n|b<br>c|", "<td>b<br />\nc</td>"),
    ("T\n: D", "<dl>\n<dt>T</dt>\n<dd>D</dd>\n</dl>"),
    ("مرحبا\n\n- نقطة\n- two", '<p dir="rtl" class="rtl">'),
    ("مرحبا\n\n- نقطة\n- two", '<ul dir="rtl" class="rtl">\n<li>نقطة</li>\n<li dir="ltr" class="ltr">two</li>'),
    ("שלום", '<p dir="rtl" class="rtl" lang="he">'),
    ("~~קודם~~ עכשיו", '<p dir="rtl" class="rtl" lang="he">(struck out: <s>'),
    ("> [!NOTE]\n> ملاحظة", '<blockquote class="labelled call-out rtl" dir="rtl">'),
    ("- [ ] نقطة", '<ul dir="rtl" class="rtl">\n<li>To do: '),
    ("A.[^1]\n\n[^1]: הערה", '<li dir="rtl" class="rtl" lang="he">הערה'),
    ("<mailto:team@example.org>", '<a href="mailto:team@example.org">team@example.org</a>'),
    ("<tel:01614960000>", '<a href="tel:01614960000">01614960000</a>'),
]


@pytest.mark.parametrize(("written", "part"), HTML)
def test_markup_of_github_is_html_with_the_same_meaning(written: str, part: str) -> None:
    assert part in body(written).prose.page


def test_a_text_that_runs_with_the_bulletin_is_not_marked_and_another_is() -> None:
    page = body("مرحبا\n\nHello", language="ar").prose.page
    assert page == '<p>مرحبا</p>\n<p dir="ltr" class="ltr">Hello</p>\n'


def test_notes_have_links_there_and_back_with_anchors_of_their_own() -> None:
    page = body("A.[^1] B.[^1]\n\n[^1]: Page *4*.", name="week").prose.page
    assert page.count('id="week-ref-1"') == page.count('href="#week-ref-1"') == page.count('id="week-note-1"') == 1
    assert page.count('href="#week-note-1"') == 2
    assert "<li>Page <em>4</em>." in page


def test_a_note_of_several_paragraphs_keeps_them() -> None:
    prose = body("A.[^1]\n\n[^1]: One.\n\n    Two.").prose
    assert "<p>One.</p>\n<p>Two. <a " in prose.page
    assert prose.text == "A.[1]\n\n[1] One.\n    Two."


def test_comments_are_in_no_form_of_the_text() -> None:
    result = body("One <!-- secret --> two.\n\n<!-- secret\n\nsecret -->\n\n- a <!-- secret -->")
    assert "secret" not in repr((result.prose, result.first))


def test_a_comment_leaves_no_blank_before_a_full_stop() -> None:
    read = parse(
        MarkdownText("Ask Ann <!-- Sam? --><!-- no -->, or Bo <!-- x -->. Not <!-- y --> now <!-- z -->")
    ).prose
    assert read.text == "Ask Ann, or Bo. Not now"


FIRST = [
    ("Dear all,\n\nPlaces are free. Book.", ("Places are free. Book.", "Places are free.")),
    ("- [One](https://x.org/1)\n- Two.\n\nText.", ("One; Two", "One; Two")),
    ("> It *helped*.\n\nSaid Ann.", ("It helped.", "It helped.")),
    ("## Heading\n\n| a |\n|---|\n| b |\n\nText.[^1]\n\n[^1]: Note.", ("Text.", "Text.")),
    ("~~5~~ 10 mg now.", ("(struck out: 5) 10 mg now.", "(struck out: 5) 10 mg now.")),
    ("| a |\n|---|\n| b |", ("", "")),
]


@pytest.mark.parametrize(("written", "first"), FIRST)
def test_the_summary_of_a_text_is_its_first_meaningful_words(written: str, first: tuple[str, str]) -> None:
    assert body(written).first == first


MARKS = st.sampled_from(
    [*list("*_`[]()<>!#|>-+1.\\&;:'\"\n\n  ab{}~="), "<script>", "]]>", "-->", "https://x.org", "]("]
)


@examples(250)
@given(st.lists(MARKS, max_size=60).map("".join))
def test_any_text_gives_well_formed_html_or_a_refusal(text: str) -> None:
    result = body(text)
    lines = text.split("\n")
    assert all(
        0 <= refusal.line < len(lines) and 0 <= refusal.offset <= len(lines[refusal.line]) for refusal in result.refused
    )
    if not result.refused:
        parser = html5lib.HTMLParser(strict=True)
        tree = parser.parseFragment(result.prose.page)
        assert tree.find(".//{http://www.w3.org/1999/xhtml}script") is None
        html5lib.HTMLParser(strict=True).parseFragment(result.prose.email)


def _stock_parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table")


RECORDING = _stock_parser()
record_positions(RECORDING)


def _as_dicts(parser: MarkdownIt, text: str) -> list[object]:
    tokens = parser.parse(text)
    for token in tokens:
        token.meta = {}
        for child in token.children or ():
            child.meta = {}
    return [token.as_dict() for token in tokens]


@given(st.lists(MARKS, max_size=40).map("".join) | st.text(max_size=60))
def test_a_parser_that_records_positions_finds_the_tokens_of_one_that_does_not(text: str) -> None:
    assert _as_dicts(RECORDING, text) == _as_dicts(_stock_parser(), text)


def _documented() -> list[list[str]]:
    """Return the rows of the table in docs/writing.md: Markdown and its plain text."""
    lines = (ROOT / "docs" / "writing.md").read_text("utf-8").splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line.startswith("| `")]
    return [[written.strip("`"), read] for written, read in rows]


def test_the_examples_of_the_guide_are_read_as_it_says() -> None:
    assert len(_documented()) == 9
    for written, read in _documented():
        assert body(written).refused == ()
        assert body(written).prose.text == read
