"""A text that reads like a circulation or a hold takes effect or stops the build; all other text is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content import misplaced
from bulletin.content.frontmatter import Document
from bulletin.content.keys import ISSUE, ITEM, SETTINGS, SNIPPET, names
from bulletin.content.top_part import read, read_settings
from tests.support.examples import examples
from tests.support.folders import SETTINGS as SETTINGS_TEXT
from tests.support.folders import make_content, problems

KEYS = names(ITEM)
COLONS = ":：﹕︰꞉ː∶"
DASHES = "-–—‑−"


def item(top: str = "", body: str = "Text.") -> Document:
    return read(f"---\ntitle: Update\nkind: update\n{top}---\n{body}\n", "content/2022-02/x.md", KEYS)


def refused(document: Document) -> list[int]:
    return [problem.line for problem in document.problems if problem.rule == misplaced.RULE]


def is_stopped(document: Document) -> bool:
    return any(problem.severity == "error" for problem in document.problems)


IN_A_BODY = [
    "circulation: limited",
    "Circulation: For the leads only",
    "CIRCULATION : LIMITED",
    "circulation:limited",
    "circulation = limited",
    "circulation - limited",
    "Circulation limited",
    "circulation note: For leads only.",
    "Circulation-Note: For leads.",
    "circulation_note: For leads.",
    "default circulation: staff",
    "Circulation – designated leads only",
    "Limit circulation to the designated leads.",
    "It is so. Circulation limited to designated leads.",
    "Restricted: named leads",
    "Do not circulate.",
    "Please do not forward this item further.",
    "**LIMITED**",
    "HOLD",
    "# ON HOLD",
    "[CONFIDENTIAL]",
    "This item is on hold until the inquest ends.",
    "To be held until the inquest ends.",
    "NB. Hold this until the inquest ends.",
    "Note to editors: hold until the panel agrees.",
    "**Circulation:** limited",
    "**Circulation**: limited",
    "__Circulation:__ limited",
    "*circulation*: staff",
    "`circulation: limited`",
    "> circulation: limited",
    "> > - circulation: limited",
    "- circulation: limited",
    "* Circulation: leads only",
    "• circulation: limited",
    "1. circulation: limited",
    "a) circulation: limited",
    "- [ ] circulation: limited",
    "- [x] circulation: limited",
    "# circulation: limited",
    "## Circulation: restricted",
    "    circulation: limited",
    "\tcirculation: limited",
    "\u00a0circulation: limited",
    "| circulation | limited |",
    "|circulation|staff|",
    "<!-- circulation: limited -->",
    "<!--circulation: limited",
    "<p hidden>circulation: limited</p>",
    "<b>Circulation:</b> limited",
    "<b>Circulation</b>: limited",
    '<meta name="circulation" content="limited">',
    "[//]: # (circulation: limited)",
    "[circulation]: limited",
    '"circulation": "limited",',
    "{circulation: limited}",
    "'circulation': 'limited'",
    "%% circulation: limited",
    "{# circulation: limited #}",
    "// circulation: limited",
    "; circulation: limited",
    "\\circulation: limited",
    "circulation\\: limited",
    "circulation&colon; limited",
    "circulation&#58; limited",
    "circu\u00adlation: limited",
    "circu\u200blation\u200b: limited",
    "ｃｉｒｃｕｌａｔｉｏｎ: limited",
    "сirculаtion: limited",
    "circulaton: limited",
    "Cirulation: limited",
    "circulation; limited",
    "circulation → limited",
    "circulation => limited",
    "circulation :: limited",
    "Please note: circulation: limited",
    "For the minutes, circulation: staff only.",
    "Text.\u2028circulation: for the leads",
    "Circulation is: limited",
    "Circulation level: 3",
    "Circulate to: the leads",
    "Limited circulation: yes",
    "Distribution: restricted",
    "Visibility: private",
    "Protective marking: OFFICIAL-SENSITIVE",
    "confidential: yes",
    "private: true",
    "public: no",
    "hold until: the families have read it",
    "Hold until: 3 March 2022",
    "hold-until: 3 March",
    "**Hold until:** the trial has ended",
    "hold until - 3 March",
    "Hold until 3 March 2022",
    "hold untill: Monday",
    "hold till: Monday",
    "on hold: the trial has not ended",
    "held until: the trial has ended",
    "hold: yes",
    "hold: until Monday",
    "Hold back until: Monday",
    "# hold until: Monday",
    "<!-- hold until: Monday -->",
    "embargo: 3 March 2022",
    "Embargoed until: 3 March 2022",
    "Do not publish before: 3 March 2022",
    "do not publish: yes",
    "status: draft",
    "Status: Ready",
    "**Status:** draft",
    "draft: true",
    "published: false",
    "<details><summary>Circulation</summary>limited</details>",
    "<td>Circulation</td><td>limited</td>",
    "visibility: hidden",
    "status - draft",
    "Publish after: 3 March",
    "(limited circulation)",
    "LIMITED CIRCULATION",
    "Circulation:\nlimited",
    "circulation\n: limited",
    "| Circulation | Kind |\n|---|---|\n| limited | update |",
    "| Kind | Circulation |\n|---|---|\n| update | staff |",
    "| hold until | 3 March |",
    "Private and confidential",
    "This item is confidential.",
    "Commercial in confidence",
    "Hold for the March issue",
    "**HOLD FOR NEXT ISSUE**",
    "Awaiting sign-off - do not send",
    "To be approved by the board before sending",
    "Email only, not the website",
    "Do not upload to the archive",
    "Internal: please remove before publishing",
    "NB editors: leave out of the public version",
    "Only for the safeguarding network",
]


@pytest.mark.parametrize("line", IN_A_BODY)
def test_a_text_like_circulation_or_hold_in_a_body_stops_the_build(line: str) -> None:
    assert refused(item(body=f"Text.\n\n{line}"))
    assert refused(item(body=line))


IN_THE_TOP_PART = [
    "for: limited",
    "areas: restricted",
    "topics: limited circulation",
    "# circulation: limited",
    "#circulation: limited",
    "  # circulation: staff",
    "# circulation limited",
    "# Circulation - limited",
    "# circulaton: limited",
    "# circulation note: For the leads.",
    "# hold until: the trial has ended",
    "# hold until 3 March 2022",
    "# status: draft",
    "audience: GPs\n- circulation: limited",
    "audience:\n  - GPs\n  - circulation: limited",
    "- circulation: limited",
    "– circulation: limited",
    "* circulation: limited",
    "summary: An update\n  circulation - limited",
    "summary: An update\n  circulation：limited",
    "summary: An update\n  circulation； limited",
    "summary: An update\n  circulation limited",
    "summary: An update\n  circulaton: limited",
    "summary: An update\n  \"circulation\": limited",
    "summary: An update\n  **circulation:** limited",
    "summary: An update\n  hold-untill: Monday",
    "summary: An update\n  hold until – 3 March",
    "summary: |\n  An update\n  circulation = limited",
    "contact:\n  circulation – limited",
    "summary: An update # circulation: limited",
    "summary: An update, circulation: limited",
    "credit: circulation: limited",
    "credit: The team (limited circulation)",
    "# circulation:\n# limited",
]  # fmt: skip


@pytest.mark.parametrize("lines", IN_THE_TOP_PART)
def test_a_text_like_circulation_or_hold_in_the_top_part_without_effect_stops_the_build(lines: str) -> None:
    assert refused(item(top=lines + "\n"))


TITLES = [
    "LIMITED: news of the panel",
    "[LIMITED] News of the panel",
    "News of the panel (RESTRICTED)",
    "News of the panel - LIMITED",
    "EMBARGOED News of the panel",
    "HOLD: news of the panel",
    "Update (limited circulation)",
    "[LIMITED CIRCULATION] Update",
    "Update (restricted circulation only)",
    "Limited circulation: the January update",
    "Update - limited circulation",
    "Update (circulation limited to leads)",
    "Update (not for circulation)",
    "Update (hold until 3 March)",
    "Update (embargoed until 3 March)",
    "Staff circulation only - update",
    "Hold until 3 March: the update",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_that_says_that_it_is_not_for_all_stops_the_build(title: str) -> None:
    assert refused(read(f"---\ntitle: {title}\n---\nText.", "x.md", KEYS)) == [2]


IN_FORCE = [
    "circulation: limited",
    "Circulation: Limited",
    "circulation:limited",
    "  circulation: limited",
    "circulation:\n  - limited",
    "circulation:\n  limited",
    "circulation: |\n  limited",
    '"circulation": limited',  # already refused: not a key
    "circulation limited",  # already refused: not a key
    "circulation：limited",  # already refused: not a key
    "circulaton: limited",  # already refused: an unknown key
]


@pytest.mark.parametrize("lines", IN_FORCE)
def test_a_text_with_effect_or_with_another_error_is_not_refused_again(lines: str) -> None:
    document = item(top=lines + "\n")
    assert refused(document) == []
    assert ("circulation" in document.entries) != is_stopped(document)


INNOCENT = [
    "- Confidential\n- Free\n- Limited",
    "Please hold until you are put through.",
    "The show is held until 5 March.",
    "Poor circulation limited to the hands is a sign.",
    "Limited places are left.",
    "Example Care Limited",
    "Do not share needles.",
    "| LIMITED | FULL |\n|---|---|\n| 1 | 2 |",
    "Open: Monday to Friday",
    "Cost: free",
    "Contact: Jo",
    "Open: Monday to Friday, 9am to 5pm\nCost: free\nContact: Jo Smith, 0161 496 0000",
    "Time: 9:30am\nPlace: Stopford House\nCost: £20",
    "Email: team@example.org\nPhone: 0161 496 0000",
    "Title: Head of nursing\nPresenter: Dr A Smith",
    "Note: bring your badge.",
    "Please circulate this to your teams.",
    "This was circulated in January.",
    "Please share: all of it is public.",
    "A magazine with a circulation of 4,000.",
    "Airway, breathing and circulation are checked first.",
    "Poor air circulation: limited air flow lets fungi spread.",
    "Blood circulation: none of the devices changes it.",
    "Ventilation: limited in most rooms.",
    "Places: limited to 20.",
    "Parking: limited",
    "Access: limited parking on the site.",
    "Availability: staff of the trust",
    "Audience: staff of all trusts",
    "For: staff only",
    "Who: private providers",
    "Distribution: 400 copies were sent out.",
    "Hold: 30 seconds",
    "Hold the line until somebody answers.",
    "Hold on: there is more.",
    "On hold times: we answer within five minutes.",
    "Held: every Tuesday at Bury",
    "Held by: the local authority",
    "Household: two adults",
    "Threshold: until 18",
    "Status: open",
    "Status: the consultation has ended",
    "Published: January 2022",
    "Published: yes, in January",
    "Draft: the second version is out for comment",
    "Confidential: your answers are not passed on",
    "Private: rooms can be booked",
    "Public: come along",
    "Calculation: limited to two places",
    "Regulation: private providers",
    "Cancellation: not less than 2 days before",
    "Release: 3 March 2022",
    "Deadline: until Friday",
    "Marking: limited to two pages",
    "Internal review: limited findings",
    "Limited: there are 20 places",
    "- Free\n- Private and confidential\n- Open day and night",
    "## Confidential",
    "Restricted access",
    "Do not send cash.\n\nHold for ten seconds.",
    "The helpline is private and confidential.",
    "Restricted: the car park",
    "| Day | Open |\n|---|---|\n| Monday | limited |",
    "Contact: Jo\n\nText.\n\n---\n\nMore text.",
    "Open: Monday to Friday\nCost: free\n\n---\n\nMore text.",
    "Cost: free\n---",
    "| Circulation | Copies |\n|---|---|\n| The north | 400 |",
    "| Airway | Circulation |\n|---|---|\n| open | pulse |",
    "Circulation\n===========\n\nBlood goes round.",
    "Circulation\n\nLimited evidence was found in the three trials that we looked at, and more are to come.",
]


@pytest.mark.parametrize("body", INNOCENT)
def test_ordinary_text_is_not_refused(body: str) -> None:
    assert item(body=body).problems == ()
    assert item(body=f"Text.\n\n{body}\n\nText.").problems == ()


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("book: https://example.org\ncost: Free\n---\nText.", 5),
        ("\ntitle: Other\nkind: update\n\n---\n\nText.", 6),
        ("Text.\n\n---\ntitle: Other\nsummary: Short\n---\nText.", 8),
        ("audience:\n  - GPs\n# comment\ncost: Free\n—\n---", 5),
        ("Open: Monday to Friday\nCost: free\n---", 5),
    ],
)
def test_keys_below_the_top_part_with_a_fence_under_them_stop_the_build(body: str, line: int) -> None:
    assert refused(item(body=body)) == [line]


def test_following_the_hint_about_keys_below_the_top_part_mends_the_item() -> None:
    text = "---\ntitle: Update\n---\nkind: update\naudience: GPs\n---\nText.\n"
    (problem,) = read(text, "x.md", KEYS).problems
    assert problem.hint == "Delete line 3 if they are keys, or line 6 if they are text."
    lines = text.split("\n")
    for number in (3, 6):
        assert read("\n".join(lines[: number - 1] + lines[number:]), "x.md", KEYS).problems == ()


def test_a_limited_item_may_say_so_in_its_text_and_may_not_hide_a_hold() -> None:
    top = "circulation: limited\ncirculation note: For leads.\n"
    assert item(top=top, body="**Circulation:** limited, for leads only").problems == ()
    assert refused(item(top=top, body="hold until: Monday")) == [7]


def test_an_unchanged_commented_example_is_not_refused() -> None:
    note = "# circulation note: Not for forwarding.\n#     For a limited item: one sentence that says who it is for.\n"
    assert item(top=f"# circulation: public\n#     Who may see it.\n{note}").problems == ()
    assert refused(item(top=note.replace("Not for forwarding", "For leads"))) == [4]
    assert refused(item(top=note.splitlines()[0] + "\n")) == [4]


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("---\nissue date: 1 February 2022\n---\ncirculation: staff", ISSUE),
        ("---\ntitle: Before you book\n---\n<!-- circulation: staff -->", SNIPPET),
    ],
)
def test_introductions_and_snippets_are_searched_too(text: str, table: tuple) -> None:
    assert refused(read(text, "x.md", names(table))) == [4]


def test_settings_are_searched_too() -> None:
    settings_keys = names(SETTINGS)
    assert read_settings("name: X\ndefault circulation: staff\n# More:\n", "bulletin.yml", settings_keys).problems == ()
    assert refused(read_settings("name: X\n# default circulation: staff\n", "bulletin.yml", settings_keys)) == [2]


def test_the_sentence_quotes_nothing_and_says_what_to_type(tmp_path: Path) -> None:
    text = "---\ntitle: Update\n---\n\ncirculation: limited, for canary leads\n"
    assert problems(make_content(tmp_path, {"2022-02/week.md": text})) == [
        'content/2022-02/week.md:5:1: This reads like "circulation", and stands where it does not count. '
        'Write "circulation: limited" on a line of its own between the two lines of hyphens at the top, '
        "and take it out here. [RST04]"
    ]


FILE = ("---", "title: Update", "audience:", "  - GPs", "summary: Short", "kind: update", "---", "Text.", "", "- More.")
MARKS = st.text("#>*-_~`'\"|([{<!/ \t\u00a0\u200b.;%\\–•0123", max_size=6)
NO_DIGITS = str.maketrans("", "", "0123")
AFTER = st.text(" \t.,;)]}>*_`'\"|#!-", max_size=4)
KEY = st.sampled_from(["circulation", "Circulation", "CIRCULATION", "circu\u00adlation"])


@examples(60)
@given(
    place=st.integers(0, len(FILE)),
    before=MARKS,
    key=KEY,
    colon=st.sampled_from(COLONS),
    after=AFTER,
    blanks=st.sampled_from(["", " ", "  ", "\u00a0", "\t"]),
    level=st.sampled_from(["limited", "staff", "Limited"]),
)
def test_a_circulation_at_any_place_takes_effect_or_stops_the_build(
    place: int, before: str, key: str, colon: str, blanks: str, level: str, after: str
) -> None:
    line = f"{before}{key}{colon}{blanks}{level}{after}"
    document = read("\n".join((*FILE[:place], line, *FILE[place:])), "x.md", KEYS)
    entry = document.entries.get("circulation")
    in_force = entry is not None and any(part.text for part in (entry.inline, *entry.lines) if part)
    assert in_force or is_stopped(document), line


@examples(40)
@given(place=st.integers(0, len(FILE)), before=MARKS, dash=st.sampled_from(DASHES + "="), after=AFTER)
def test_a_dash_for_the_colon_stops_the_build(place: int, before: str, dash: str, after: str) -> None:
    line = f"{before.translate(NO_DIGITS)}circulation {dash} limited{after}"
    assert is_stopped(read("\n".join((*FILE[:place], line, *FILE[place:])), "x.md", KEYS)), line


MEANT = (
    "hold: yes", "hold: 1 January 2027", "on hold: yes", "held: yes", "embargo: 1 January 2027", "status: draft", "draft: true",
    "publish: no", "do not publish: yes", "publish on: 1 January 2027", "ready: no", "release date: 1 January 2027", "public: no",
    "private: yes", "confidential: yes", "restricted: yes", "visibility: staff", "limited: yes", "staff only: yes", "access: staff",
    "classification: OFFICIAL-SENSITIVE", "who may see it: managers", "Draft: true", "HOLD: yes", "release-date: 1 January 2027",
)  # fmt: skip


@pytest.mark.parametrize("line", MEANT)
def test_a_key_of_other_programs_that_holds_or_restricts_is_never_to_be_just_removed(tmp_path: Path, line: str) -> None:
    text = f"---\ntitle: Safer recruitment\n{line}\n---\nText.\n"
    [problem] = problems(make_content(tmp_path, {"2022-02/x.md": text}))
    assert problem.startswith("content/2022-02/x.md:3:1: ")
    assert any(f'"{key}"' in problem for key in ("circulation: limited", "hold until: …", "hold until:"))
    assert "Remove the line" not in problem
    assert '"status: draft"' not in problem


IN_ITEM, IN_ISSUE, IN_EACH_ITEM = 'like "hold until: …"', 'like "status: draft"', "in each item that it is about"
KEYS_OF_OTHER_FILES = {
    "2022-02/x.md": (IN_ITEM, "title: X", ["hold: yes", "status: draft", "draft: true"]),
    "2022-02/issue.md": (IN_ISSUE, "issue date: 1 February 2022", ["hold until: 1 March 2022", "hold: yes", "draft: true"]),
    "snippets/x.md": (
        IN_EACH_ITEM, "title: X", ["circulation: limited", "hold until: 1 March 2022", "hold: yes", "status: draft", "draft: true"]
    ),
    "bulletin.yml": (
        IN_EACH_ITEM, SETTINGS_TEXT.strip(), ["hold until: 1 March 2022", "hold: yes", "status: draft", "draft: true"]
    ),
}  # fmt: skip
"""File → what its hint says, what the file must have, and lines that are keys of other files or programs."""


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, (_, _, lines) in KEYS_OF_OTHER_FILES.items() for line in lines]
)
def test_the_key_that_a_hint_names_is_one_of_that_kind_of_file(tmp_path: Path, name: str, line: str) -> None:
    hint, top, _ = KEYS_OF_OTHER_FILES[name]
    text = f"{top}\n{line}\n" if name == "bulletin.yml" else f"---\n{top}\n{line}\n---\nText.\n"
    [problem] = [each for each in problems(make_content(tmp_path, {name: text})) if "[RST04]" in each]
    assert (hint in problem, "stands where it does not count" in problem) == (True, True)


@pytest.mark.parametrize(
    ("name", "line"), [("2022-02/x.md", "hold until: 1 March 2022"), ("2022-02/issue.md", "status: draft")]
)
def test_the_key_that_such_a_hint_names_counts_in_its_file(tmp_path: Path, name: str, line: str) -> None:
    text = f"---\n{KEYS_OF_OTHER_FILES[name][1]}\n{line}\n---\nText.\n"
    assert not any("[RST04]" in each for each in problems(make_content(tmp_path, {name: text})))


@pytest.mark.parametrize("key", ["audience", "areas", "topics", "section", "level"])
@pytest.mark.parametrize("value", ["limited", "Restricted", "confidential"])
def test_a_restriction_as_the_whole_value_of_a_label_is_an_error(tmp_path: Path, key: str, value: str) -> None:
    sessions = "kind: training\nsessions: 8 March 2022, 1pm to 2pm\nbooking: Email us.\n"
    text = f"---\ntitle: Safer recruitment\n{sessions}{key}: {value}\n---\nText.\n"
    rules = [line.rpartition(" [")[2] for line in problems(make_content(tmp_path, {"2022-02/x.md": text}))]
    assert "RST04]" in rules
