"""Leftover Markdown marks are reported once in every value and text, and code is searched for private text."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.checks.run import check
from bulletin.content.load import read
from bulletin.fix import changed_files, write
from tests.support.folders import ISSUE, SETTINGS, make_content

HEAD = "---\ntitle: An example\n---\n"


def problem_places(root: Path, files: dict[str, str | bytes]) -> list[tuple[str, str, int, int]]:
    problems = check(read(make_content(root, files)))
    return [(problem.rule, problem.path.partition("content/")[2], problem.line, problem.column) for problem in problems]


HIDDEN = "Come on Monday 23 February 2022, ring 0161 496 000, her number is 485 777 3457."
WRAPPED = [
    f"    {HIDDEN}",
    f"```\n{HIDDEN}\n```",
    f"`{HIDDEN}`",
    f"- text\n\n      {HIDDEN}",
    f"~~{HIDDEN}~~",
    f"A.[^1]\n\n[^1]: {HIDDEN}",
]


@pytest.mark.parametrize("body", WRAPPED)
def test_dates_numbers_and_privacy_are_looked_for_in_code_and_notes(tmp_path: Path, body: str) -> None:
    rules = {rule for rule, *_ in problem_places(tmp_path, {"2022-02/week.md": HEAD + body})}
    assert rules >= {"DAT01", "CON01", "PRIV01"}


@pytest.mark.parametrize("body", [f"Text. <!-- {HIDDEN} -->", f"<!--\n{HIDDEN}\n-->\n\nText."])
def test_a_comment_is_searched_for_what_is_private(tmp_path: Path, body: str) -> None:
    rules = {rule for rule, *_ in problem_places(tmp_path, {"2022-02/week.md": HEAD + body})}
    assert "PRIV01" in rules
    assert "DAT01" not in rules  # A reader never sees a comment, so a wrong date in it does no harm.


def test_a_leftover_mark_is_reported_at_its_place_in_every_kind_of_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "bulletin.yml": SETTINGS + "team: The **best** team\n",
        "2022-02/issue.md": ISSUE.replace("status", "title: News :tada:\nstatus") + "\nDear {{ name }},\n",
        "snippets/help.md": "---\ntitle: Help\n---\nAsk {email} [now] (https://example.org/now).\n",
        "2022-02/week.md": "---\ntitle: A\nlinks: The [[report]]: https://example.org/r\n---\n##Text\n",
    }
    assert [row[1:] for row in problem_places(tmp_path, files) if row[0] == "STR11"] == [
        ("2022-02/issue.md", 3, 13),
        ("2022-02/issue.md", 8, 6),
        ("2022-02/week.md", 3, 12),
        ("2022-02/week.md", 5, 1),
        ("bulletin.yml", 7, 11),
        ("snippets/help.md", 4, 13),
    ]


def test_the_words_of_a_call_out_are_not_shouted_and_no_other_rule_speaks_of_a_link_that_is_none(
    tmp_path: Path,
) -> None:
    body = "> [!WARNING]\n> The room is another.\n\nRead [it] (https://example.org/x)."
    assert [rule for rule, *_ in problem_places(tmp_path, {"2022-02/week.md": HEAD + body})] == ["STR11"]


FOLLOWING = [
    ("Write to mailto:team@example.org, or ring tel:01614960000.", ["STR11", "STR11"]),
    ("Bury Hall\\\nBury\\", ["STR11"]),
    ("See [the guide] [1] for more.\n\n[1]: https://example.org/guide", ["STR11"]),
    ("Write to team@example.org<mailto:team@example.org>.", ["STR11"]),
    ("Write to team@example.org <mailto:team@example.org>.", ["STR11"]),
    ("See www.example.org<http://www.example.org/> for more.", ["STR11"]),
    ("See https://example.org/a<https://example.org/a> for more.", ["STR11"]),
    ("See the plan<https://example.org/a> for more.", ["STR11"]),
    ("Ring 0161 496 0000<tel:01614960000> now.", ["STR11"]),
    ("It is &lt;b&gt;new.", ["STR11"]),
    ("Dear \\*|FNAME|\\*, all is new.", ["STR11"]),
    ("Dear \\{\\{ name \\}\\}, all is new.", ["STR11"]),
    ("See [the plan]({{ url }}) here.", ["STR11"]),
    ("See [the plan](https://example.org/?e={{email}}) here.", ["LNK07"]),
    ("See [the plan](*|ARCHIVE|*) here.", ["LNK07"]),
    ("Then\n\nA. Ask\nB. Answer", ["STR11"]),
    ("| Task | Done |\n|---|---|\n| [ ] Book | no |", ["STR11"]),
    ('Read [the plan](https://example.org/a "The "new" plan") now.', ["STR11"]),
    ("Read [the plan](https://example.org/a “The plan”) now.", ["STR11"]),
    ("Ring 0161\\-496\\-0000 for more.", ["STR11"]),
    ("Write to the\\_team\\@example.org.", ["STR11"]),
    ("We meet on 31&nbsp;March&nbsp;2022.", ["STR11"]),
    ("Mon | Tue | Wed\n9am | 10am | 11am", ["STR11"]),
    ("| Code | Use |\n|---|---|\n| `a | b` |", ["STR11"]),
    ("| Code | Use |\n|---|---|\n| it` | `b` |\n| `b` | c |", ["STR11"]),
    ("1.\tFirst\n2.\tSecond\na.\tSub step\nb.\tSub step", ["STR11"]),
    ("Please [click here](https://example.org/a).", ["LNK04"]),
    ("Please click [here](https://example.org/a).", ["LNK04"]),
    ("Hi {{FNAME}}, all is new.", ["STR11"]),
    ("Hi ${name}, all is new.", ["STR11"]),
    ("See [[Name]] here.", ["STR11"]),
    ("> [!INFO]\n> Text.", ["STR11"]),
    ("Read [the plan](https://example.org/a (1.pdf).", ["STR11"]),
    ("Read [the plan](https://example.org/x} now.", ["STR11"]),
]


@pytest.mark.parametrize(("body", "rules"), FOLLOWING)
def test_a_mark_that_is_named_is_one_mistake(tmp_path: Path, body: str, rules: list[str]) -> None:
    files: dict[str, str | bytes] = {"2022-02/week.md": HEAD + body}
    assert [row[0] for row in problem_places(tmp_path, files) if row[1] == "2022-02/week.md"] == rules


MEANT = [
    "The files are in C:\\docs\\ and in\n\\\\server\\share\\\n\nBury Hall\\\nBury",
    "See [the guide](mailto:team@example.org) or <tel:01614960000> or [one](https://a.org) [two](https://b.org).",
    "See the plan <https://example.org/a>, or this: <https://example.org/b>; (<https://example.org/c>).",
    "Write `&lt;b&gt;` for bold. 3 &lt; 4 &gt; 2. See <https://example.org/?filter[name]=x>.",
    "#WorldMentalHealthDay is near.\n\nWe use #Hashtag2022.",
    "Day | Place\n---|---\nMon | Leeds\n\nHome | News\n\n- one | two\n- three | four",
    r"1\. One, \- two; 5\% and a \* b\_ or `a\-b`; [x\]y](https://example.org/a\_b) R\&D.",
    r"See \[x\](y) and \*\*new\*\* and \~~z\~~ and \[\[w\]\].",
    "See https://example.org/a*b*c and https://example.org/x**y.",
]


@pytest.mark.parametrize("body", MEANT)
def test_signs_that_are_meant_are_no_marks(tmp_path: Path, body: str) -> None:
    files: dict[str, str | bytes] = {"2022-02/week.md": HEAD + body}
    assert "STR11" not in {row[0] for row in problem_places(tmp_path, files)}


def test_no_error_hides_behind_a_warning(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2022-02/week.md": HEAD + "Dear {TBC}, ring [Name] by [NAME,there]."}
    assert "TXT06" in {row[0] for row in problem_places(tmp_path, files)}


def test_what_a_mark_is_hidden_behind_is_said_where_the_team_turned_marks_off(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "bulletin.yml": SETTINGS + "checks:\n  STR11: off\n",
        "2022-02/week.md": HEAD + "Hi ${name}, all is new.",
    }
    assert "TXT26" in {row[0] for row in problem_places(tmp_path, files)}


def test_an_address_that_stands_twice_is_mended_to_one_link_that_says_the_same(tmp_path: Path) -> None:
    text = (
        "Ask team@example.org<mailto:team@example.org>, 0161 496 0000 <tel:01614960000>, www.x.org<https://www.x.org>."
    )
    content = make_content(tmp_path, {"2022-02/week.md": HEAD + text})
    [changed] = changed_files(content)
    assert changed.after.decode() == HEAD + (
        "Ask [team@example.org](mailto:team@example.org), [0161 496 0000](tel:01614960000), www.x.org<https://www.x.org>."
    )
    write([changed])
    assert changed_files(content) == ()


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("a&amp;nbsp;b", "a b"),
        ("a &amp;shy;b", "a b"),
        ("a&amp;#8203;b", "ab"),
        ("a &amp;bull; b", "a &amp;bull; b"),
        ("&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;"),
    ],
)
def test_an_entity_of_a_letter_that_nobody_sees_is_mended_once_and_for_all(
    tmp_path: Path, typed: str, mended: str
) -> None:
    content = make_content(tmp_path, {"2022-02/week.md": HEAD + typed})
    write(changed_files(content))
    assert (content / "2022-02/week.md").read_text("utf-8") == HEAD + mended
    assert changed_files(content) == ()


REFUSED = [
    ("Text.", "links:\n  - Leave: https://example.org/?u={{id}}\n", "LNK07"),
    ("Text.", "links: The plan: \\\\server\\share\\plan.docx\n", "LNK07"),
    ("Text.", "phone: tel:0344 255 0623\n", "CON01"),
    ("Text.", "links: Helpline: tel:0344 255 0623\n", "LNK07"),
    ("Ask [the team](mailto:team @example.org).", "", "STR11"),
    ("Ring [the team](tel:).", "", "LNK07"),
    ("See [the page](http://).", "", "LNK07"),
]


@pytest.mark.parametrize(("body", "keys", "rule"), REFUSED)
def test_an_address_that_is_refused_has_one_sentence(tmp_path: Path, body: str, keys: str, rule: str) -> None:
    text = f"---\ntitle: An example\n{keys}---\n{body}\n"
    assert [name for name, *_ in problem_places(tmp_path, {"2022-02/week.md": text})] == [rule]
