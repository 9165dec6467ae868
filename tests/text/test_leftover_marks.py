"""A Markdown mark that the parser did not use is reported with its correction; a sign that means itself is not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.markdown import MarkdownText, parse
from bulletin.content.positions import find_positions
from bulletin.text.leftover_marks import _MARKS, leftovers
from bulletin.text.mark_rows import TEXT, VALUE
from bulletin.text.text_fault import TextFault


def faults(text: str) -> list[TextFault]:
    """Return the leftover marks of a parsed Markdown text; addresses stay, as in a file."""
    positions = find_positions(parse(MarkdownText(text, path="content/2022-02/a.md")).notes)
    letters = list(positions.prose)
    for link in positions.links:
        if link.kind in ("bare", "broken"):
            letters[link.start : link.end] = text[link.start : link.end]
    return list(leftovers("".join(letters), TEXT))


def mended(text: str) -> str:
    for fault in sorted(faults(text), reverse=True):
        if fault.mended is not None:
            text = text[: fault.start] + fault.mended + text[fault.end :]
    return text


MENDED = [
    ("Write to mailto:team@example.org.", "Write to <mailto:team@example.org>."),
    ("Bury Hall\\\nBury\\", "Bury Hall\\\nBury"),
    ("Read [the guide](https://example.org/the guide.pdf).", "Read [the guide](https://example.org/the%20guide.pdf)."),
    ("Read [it] (https://example.org/x).", "Read [it](https://example.org/x)."),
    ("Read [it](https://example.org/x “It”).", 'Read [it](https://example.org/x "It").'),
    ("Read (the guide)[https://example.org/x].", "Read [the guide](https://example.org/x)."),
    ("Read [the guide]https://example.org/x.", "Read [the guide](https://example.org/x)."),
    ("Read [the guide]: https://example.org/x, now", "Read [the guide](https://example.org/x), now"),
    ("Read [it](https://example.org/x]. Then [so](https://example.org/y).",
     "Read [it](https://example.org/x). Then [so](https://example.org/y)."),
    ("Read [it](http s://example.org/x).", "Read [it](https://example.org/x)."),
    ("Read [it](https://exa mple.org/x y).", "Read [it](https://example.org/x%20y)."),
    ("Read [the item] (self-neglect.md).", "Read [the item](self-neglect.md)."),
    ("![The door] (our door.png)", "![The door](<our door.png>)"),
    ("See [how] (https://example.org/x y)", "See [how](https://example.org/x%20y)"),
    ("Read [the guide] – https://example.org/x.", "Read [the guide](https://example.org/x)."),
    ("!(The door)[door.png]", "![The door](door.png)"),
    ("![The door](door.png =100x20)", "![The door](door.png)"),
    ("Ring [us](0344 255 0623).", "Ring [us](tel:03442550623)."),
    ("Ring [us](tel:+44 (0)161 496 0000 ext 12).", "Ring [us](tel:+441614960000;ext=12)."),
    ("![Us at work](team photo)", "![Us at work](<team photo>)"),
    ("Ring [us](tel:0344 255 0623).", "Ring [us](tel:03442550623)."),
    ("This is ** very ** new.", "This is **very** new."),
    ("**Note:**please read", "**Note:** please read"),
    ("##Who can come", "## Who can come"),
    ("-first\n-second", "- first\n- second"),
    ("1)first\n2)second", "1) first\n2) second"),
    ("•first\n•second", "- first\n- second"),
    ("– first\n– second", "- first\n- second"),
    ("o first\no second", "- first\n- second"),
    ("- first\n-- second\n-- third", "- first\n  - second\n  - third"),
    ("—First\n—Second", "- First\n- Second"),
    ("\u00a0\u00a0•First\n\u00a0\u00a0•Second", "  - First\n  - Second"),
    ("➢ first\n➢ second", "- first\n- second"),
    ("__bold__text", "__bold__ text"),
    ("[toc]\n\nText", "\n\nText"),
    ("![Us](a.png){width=50%} and [x](https://x.org){.button target=\"_blank\"}", "![Us](a.png) and [x](https://x.org)"),
    ("Fish &amp;amp; chips", "Fish & chips"),
    ("Read [it](https://example.org/x", "Read [it](https://example.org/x)"),
    ("Read [it](https://example.org/x. Then go.", "Read [it](https://example.org/x). Then go."),
    ("Read [it](https://example.org/x} now", "Read [it](https://example.org/x) now"),
    ("Read [it](https://example.org/a plan (final).pdf).", "Read [it](https://example.org/a%20plan%20(final).pdf)."),
    ("Read [it](https://example.org/a_(1.pdf).", "Read [it](https://example.org/a_%281.pdf)."),
    ("![Us](team photo (1).png)", "![Us](<team photo (1).png>)"),
    (
        "Ask [us](mailto:team@example.org?subject=A course).",
        "Ask [us](mailto:team@example.org?subject=A%20course).",
    ),
    ("Ask [us](mailto: team@example.org).", "Ask [us](mailto:team@example.org)."),
    ("Read [it](https:// example.org/x).", "Read [it](https://example.org/x)."),
    ("Read [it]{https://example.org/x}.", "Read [it](https://example.org/x)."),
    ("Read {it all}(https://example.org/x).", "Read [it all](https://example.org/x)."),
    ("Read [https://example.org/x the plan].", "Read [the plan](https://example.org/x)."),
    ("Read [the plan|https://example.org/x].", "Read [the plan](https://example.org/x)."),
    ("Read https://example.org/x[the plan] now.", "Read [the plan](https://example.org/x) now."),
    ("See <www.example.org>.", "See <https://www.example.org>."),
    ("See <https://example.org/a b>.", "See <https://example.org/a%20b>."),
    ("[b]New[/b] and [url=https://example.org/x]it[/url]", "**New** and [it](https://example.org/x)"),
    ("'''New''' rooms", "**New** rooms"),
    ("== Rooms ==", "## Rooms"),
    ("= Rooms", "## Rooms"),
    ("h2. Rooms", "## Rooms"),
    ("<o:p></o:p>Rooms", "Rooms"),
    ("## Rooms####", "## Rooms"),
    ("Short.[^1]\n\n[^1] A note.", "Short.[^1]\n\n[^1]: A note."),
    ("###**Rooms**", "### **Rooms**"),
    ("##\u00a0Rooms", "## Rooms"),
    ("##1. Rooms", "## 1. Rooms"),
    ('Read "the guide":https://example.org/x.', "Read [the guide](https://example.org/x)."),
    ("This is [new]{.underline} here", "This is new here"),
    ("- Rooms\n{:toc}", "- Rooms\n"),
    ("[[_TOC_]]\nRooms", "\nRooms"),
    ("It costs &pound 5", "It costs £ 5"),
    ("[url]https://example.org/x[/url]", "<https://example.org/x>"),
    ("Room\n: A place.\n:More of it.", "Room\n: A place.\n: More of it."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meant"), MENDED)
def test_certain_corrections_are_made_and_are_read_as_markup(text: str, meant: str) -> None:
    assert mended(text) == meant
    assert faults(meant) == []


NAMED = [
    ("Read [the talk](event link).", '"event link" is no address, so this is printed as typed.'),
    ("Read [the form](link to follow).", '"link to follow" is no address, so this is printed as typed.'),
    ("The [report][report] is out.", "names an address"),
    ("Read [the report](x", "is not complete"),
    ("[The drive](\\\\server\\share\\Team Docs\\a.docx)", "a drive"),
    ("See [[Home page]].", "a link of a wiki"),
    ("This is **bold.", "not read as bold"),
    ("un*frigging*believable", "Stars within a word"),
    ("This is __bold __ here.", "low lines"),
    ("~~struck", "struck out"),
    ("| Monday | Leeds |", "a row of a table"),
    ("Short of staff.[^1]", "no note"),
    ("> [!INFO]\n> Read.", "[!INFO]"),
    ("[!NOTE]\nRead.", "[!NOTE]"),
    ("::: warning\nRead.\n:::", "::: warning"),
    ("!!! note\n\nRead", "!!! note"),
    ("[ ] Book the room", "This box"),
    ("Thanks :tada: to all", ":tada:"),
    ("Dear {{ first_name }},", "{{ first_name }}"),
    ("Dear *|FNAME|*,", "*|FNAME|*"),
    ("Dear %%first_name%%,", "%%first_name%%"),
    ("{% if x %}", "{% if x %}"),
    ("Write to {email}.", "{email}"),
    ("One --> two", "this comment ends here"),
    ("a) one\nb) two", "become one line"),
    ("This ==matters== now", "mark nothing"),
    ("Text\n\n\\=====", "line of signs"),
    ("H~2~O and m^2^", "neither raised nor lowered"),
    ("It is *very*new.", "Stars within a word"),
    ("|a|\n|-|\n|b|\n\n: Doses", "This colon"),
    ("A tablet*three times a day* is enough", "Stars within a word"),
    ("As the boys` room", "This sign"),
    ("- [] Book", "This box"),
    ("- [x]Book", "This box"),
    ("- [✓] Book", "This box"),
    ("As it was.^[Review, page 4]", "A note cannot stand"),
    ("Well done :+1: and :red_circle::red_circle:", ":red_circle::red_circle:"),
    ("{color:red}Now{color}", "{color:red}"),
    ("Hi *|fname:there|*,", "*|fname:there|*"),
    ("Hi ##NAME##,", "##NAME##"),
    ("Hi ##name##,", "##name##"),
    ("Hi #FNAME#,", "#FNAME#"),
    ("Hi { email },", "{ email }"),
    ("Hi {name|default},", "{name|default}"),
    ("Hi [subscriber:firstname | default:reader],", "[subscriber:firstname"),
    ("Dear FNAME,", "FNAME"),
    ("Dear first_name,", "first_name"),
    ("*[NHS]: National Health Service", "another program"),
    ("This is ||hidden|| here", "another program"),
    ("Safe. 【4†source】", "a chat program"),
    ("Safe. citeturn0search1", "a chat program"),
    ("Safe. :contentReference[oaicite:1]{index=1}", "a chat program"),
    ("Hi %FIRST_NAME%,", "%FIRST_NAME%"),
    ("Hi $NAME$,", "$NAME$"),
    ("Hi @@name@@,", "@@name@@"),
    ("Hi {!Contact.Name},", "{!Contact.Name}"),
    ("Hi <%= name %>,", "<%= name %>"),
    ("Hi «Name»,", "«Name»"),
    ("Text\n\n// ask Sam first", "a note for fellow editors"),
    ("Text\n\n/* ask Sam first */", "a note for fellow editors"),
    ("Text {# ask Sam first #}", "a note for fellow editors"),
    ("\\textbf{New} rooms", "another program"),
    (".. note:: New rooms", "another program"),
    ("It is $$x^2$$ now", "a formula"),
    ("Read [it](https://example.org/a\nplan.html) now", "broken over two lines"),
    ("Read https://example.org/a/\nplan/b.html now", "goes on in the next line"),
    ("Read https://example.org/a-\nplan.html now", "goes on in the next line"),
    ("Text.\n\n#Sessions in spring\n\nText.", "A blank is missing after #"),
    ("####### Rooms", "more than six #"),
    ("Cups •\nPlates •", "A bullet stands at the end"),
    ("Hi [FNAME,fallback=all],", "[FNAME,fallback=all]"),
    ("It is ''new'' here", "These signs are printed"),
    ("Text\n\n+++++\n\nText", "This line of signs"),
    ("Cups and plates |", "A bar stands at the end"),
    ("As it was [4].", "a number of a note"),
    ("As it was.[^note one]", "The name of a note has no blank"),
    ('**"New"**s and **(old)**y', "A blank is missing after these stars"),
    ("the end -->", "This comment is printed"),
    ('[quote="Ann"]\nYes.\n[/quote]', "another program"),
    ('[gallery ids="1,2"]', "another program"),
    ("[vc_row]Rooms[/vc_row]", "another program"),
    ("[b]Rooms\nare new[/b]", "another program"),
    ("Hi [firstname,fallback=all],", "[firstname,fallback=all]"),
    ("{unsubscribe}Leave{/unsubscribe}", "{/unsubscribe}"),
    ("Leave: [unsubscribe]", "[unsubscribe]"),
    ("Text\n\n———", "line of signs"),
]


@pytest.mark.parametrize(("text", "sentence"), NAMED)
def test_a_mark_that_readers_would_see_is_reported(text: str, sentence: str) -> None:
    assert any(sentence in fault.says for fault in faults(text)), [fault.says for fault in faults(text)]
    assert all(fault.hint for fault in faults(text))


TABLES = [
    ("| a | b | c |\n| 1 | 2 | 3 |\n| 4 | 5 | 6 |", 'Write "|---|---|---|" on a line of its own under the head'),
    ("| a | b |\n|---|\n| 1 | 2 |", 'Write "|---|---|".'),
    ("| a | b |\n|——|——|\n| 1 | 2 |", 'Write "|---|---|".'),
    ("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+", 'Write "|---|---|" on a line of its own'),
    ("|a|b|\n|-|-|\n|1|2|\n\n|3|4|", "right below the other rows"),
    ("|---|---|\n| 1 | 2 |", 'write a line like "| … | … |" above this one'),
]


@pytest.mark.parametrize(("text", "hint"), TABLES)
def test_lines_that_become_no_table_are_reported_once(text: str, hint: str) -> None:
    [fault] = faults(text)
    assert hint in fault.hint
    assert faults(mended(text)) == [] or fault.mended is None


RIGHT = [
    "Give 10*2*7 mg; 2**3 is 8; 5 * 3; the wound is 3*4*5 cm.",
    "Costs £5* (*terms apply).",
    "Grades A*A*A or A*AA; an A* in maths; A*–C.",
    "Free (*) for staff, £5 (**) else; (2)*(3)*4 and 5*(3)*2.",
    "The sum of both\n= 30 pounds",
    "A -> B => C",
    "#SafeguardingWeek is here, see #12, ring #1.",
    "It is -5 degrees outside.",
    "-5 degrees",
    "Open 10:30:45, at 9:00-10:00, ratio 3:1:2.",
    "Name: ________ Date: ____",
    "C:\\_old\\*new*\\plan.docx and \\\\server\\share\\_forms",
    "Use `**` and `{{ x }}` and `:tada:`.",
    "    {{ code }}",
    "[Book](https://example.org/a_b*c) and <https://example.org/x~y>",
    "Version [2] and (see below) [sic].",
    "AT&T; R&D; fish & chips",
    "C++ and a == b, x^2, 5~10~15",
    "a_b_c and __init__ and snake_case",
    "~5 to ~10",
    "> [!NOTE]\n> Read.",
    "- [ ] Book\n- [x] Done",
    "A.[^1]\n\n[^1]: Note.",
    "~~Monday~~ Tuesday",
    "1.5 mg\n2.5 mg",
    "«Bonjour» and “quoted”",
    "x <- y, 3 < 5 > 2, a | b",
    "Pay $5 or $10; costs US$ and A$; a $20 bill",
    "Dear name, dear [title: the new one] and {a, b}; ring *#06# or #31#",
    "- [PDF]\n- https://example.org/x\n\n[1] https://example.org/y [x] https://example.org/z",
    "Use 10% to 20% of it; 50%/50%",
    "https://example.org/?f[0]=x&g[]=y and [https://example.org/x]",
    "The team's rooms' keys and 'quoted' words",
    "and/or // both; 5 = 5; a == b",
    "[sic] and [2026] and [see below]",
    "Room: the large one\n: a meaning of it",
    "## Rooms ##\n\n### C# and F#",
    "Open at 9:00:00 :)",
    "Read https://example.org/a/\nThe plan is there.",
    "Read https://example.org/a/\ne.g. the plan.",
    "",
]


@pytest.mark.parametrize("text", RIGHT)
def test_signs_that_mean_themselves_are_not_reported(text: str) -> None:
    assert [fault.says for fault in faults(text)] == []


VALUES = [
    ("The **new** policy", "title", "The new policy"),
    ("The _new_ `policy`", "title", "The new policy"),
    ("Fish &amp; chips", "title", "Fish & chips"),
    ("Line<br>two", "title", "Line two"),
    ("<b>Bold</b>", "summary", "Bold"),
    ("Cohort #4 [HOLD] now, 10*2*7 mg", "title", "Cohort #4 [HOLD] now, 10*2*7 mg"),
    ("snake_case and a_b", "title", "snake_case and a_b"),
    ("{name}: {covers}", "subject", "{name}: {covers}"),
    ("***New*** rooms", "title", "New rooms"),
    ("- New rooms", "title", "New rooms"),
    ("## New rooms", "title", "New rooms"),
    ("| New rooms", "title", "New rooms"),
    ("The 'new' \"rooms\"", "title", "The 'new' \"rooms\""),
    ('\'Tis here and "Rooms" too', "title", '\'Tis here and "Rooms" too'),
    ("> New rooms", "summary", "New rooms"),
    (r"Cohort \[1\] and 3 \* 4", "title", "Cohort [1] and 3 * 4"),
    (r"C:\_old\new and \\server\share", "summary", r"C:\_old\new and \\server\share"),
    ("-5 degrees and # 4", "title", "-5 degrees and # 4"),
    ("[b]New[/b]", "title", "New"),
    ("Open **now", "title", "Open now"),
    ("##Rooms", "title", "Rooms"),
    ("[Rooms]{.new} {:toc}", "title", "Rooms "),
    ("Grades A*A*A, A** and (**), 2**3", "title", "Grades A*A*A, A** and (**), 2**3"),
    ("8 March 2022, [Book](https://example.org/x)", "sessions", "8 March 2022, [Book](https://example.org/x)"),
]


@pytest.mark.parametrize(("value", "key", "meant"), VALUES)
def test_marks_in_a_value_are_reported(value: str, key: str, meant: str) -> None:
    result = value
    for fault in sorted(leftovers(value, VALUE, key), reverse=True):
        if fault.mended is not None:
            result = result[: fault.start] + fault.mended + result[fault.end :]
    assert result == meant
    assert bool(list(leftovers(value, VALUE, key))) == (value != meant)


NOT_MENDED = [
    "New rooms <!-- ask Sam first -->",
    "See [this](https://example.org)",
    "~~old~~ new",
    "For {{ name }}",
    "A.[^1]",
    ":tada:",
    "See [this][1]",
    "New rooms # ask Sam first",
    "&rooms New rooms",
    "For ##NAME##",
    "*rooms",
    '"New rooms',
    '[gallery ids="1,2"]',
]


@pytest.mark.parametrize("value", NOT_MENDED)
def test_a_mark_in_a_value_without_a_correction_is_reported(value: str) -> None:
    assert [fault.mended for fault in leftovers(value, VALUE, "title")] == [None]


def test_every_row_of_the_table_of_marks_is_met_by_a_text_or_a_value_of_these_tests() -> None:
    texts = [text for text, _ in (*MENDED, *NAMED)] + [each[0] for each in VALUES] + [*NOT_MENDED]
    without = [row.pattern for row in _MARKS if not any(re.search(row.pattern, text, re.MULTILINE) for text in texts)]
    assert without == []


MARKS = st.sampled_from(
    [*list("*_`[](){}<>#!|>-+1.~^:%$\\&;\n\n  ab"), "](", "**", "~~", "[^1]", "{{", "}}", "https://x.org", "&amp;"]
)


@given(st.lists(MARKS, max_size=30).map("".join))
def test_the_marks_of_any_text_do_not_overlap_and_end_in_their_line(text: str) -> None:
    for where in (TEXT, VALUE):
        spans = sorted((fault.start, fault.end) for fault in leftovers(text, where))
        assert all(0 <= start <= end <= len(text) and "\n" not in text[start:end] for start, end in spans)
