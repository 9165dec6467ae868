"""A text that is marked as closed, waiting or unfinished at its start or end is named, and stops what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.support.folders import SETTINGS, make_content

CLOSED = [
    *("LIMITED: {}", "LIMITED – {}", "Limited: {}", "{} - limited", "{} – limited", "{}: limited", "({}) – LIMITED"),
    *("CONFIDENTIAL – {}", "[CONFIDENTIAL] {}", "{} (confidential)", "CONFIDENTIAL {}", "{} CONFIDENTIAL"),
    *("{}, CONFIDENTIAL", "Private | {}", "*LIMITED* {}", "{} **LIMITED**", "Restricted - {}", "{} / restricted"),
    *("{} (staff only)", "Staff only: {}", "{} – leads only", "GPs only – {}", "INTERNAL: {}", "{} [internal]"),
    *("{} (do not share)", "DO NOT FORWARD – {}", "{} - not for the website", "{} (email only)", "{} (not public)"),
    *("Sensitive – {}", "{} (limited circulation)", "Not for onward circulation: {}", "{} – OFFICIAL-SENSITIVE"),
]
WAITING = [
    *(
        "(hold) {}",
        "{} (hold)",
        "HOLD: {}",
        "{} - hold",
        "{} [HOLD]",
        "Hold for approval: {}",
        "{} (hold pending sign off)",
    ),
    *(
        "{} (do not publish yet)",
        "DO NOT PUBLISH: {}",
        "{} – do not send",
        "Do not release yet – {}",
        "{} (don't publish)",
    ),
    *("{} (not yet public)", "EMBARGOED: {}", "{} (embargoed)", "{} - held back", "Hold until March: {}", "{} HOLD"),
    *("Please do not publish this yet – {}", "{} (not yet published)", "{} | hold until 3 March"),
]
UNFINISHED = [
    *(
        "DRAFT {}",
        "DRAFT: {}",
        "Draft – {}",
        "{} (draft)",
        "{} - draft v2",
        "{} DRAFT",
        "[First draft] {}",
        "{} | draft",
    ),
    *("{} (not ready)", "WIP: {}", "{} – awaiting sign-off", "For approval: {}", "{} (unfinished)", "{} – WIP"),
]
NEWS = ["{} (on hold)", "On hold: {}", "{} – held"]
OPEN = [
    *(
        "Limited places left for {}",
        "Confidential helpline: {}",
        "{}: places limited",
        "Private and voluntary care: {}",
    ),
    *(
        "Draft guidance on {} is out for comment",
        "Hold the date: {}",
        "Course on {} (staff only)",
        "{} at Acme LIMITED",
    ),
    *(
        "Our helpline on {} (confidential)",
        "Visiting and {} - restricted",
        "Tickets for {} – limited",
        "{} on hold music",
    ),
    *("Keeping {} confidential", "Open days for {} (members only)", "A new draft of {}", "Stock of {}: limited"),
    *("On holding {} to account", "Internal audit of {}", "Sensitive talks about {}", "How {} held us together"),
]
WORDS = "The winter plan"

TITLE = "---\ntitle: {}\ncirculation: public\n---\nFree resources.\n"
SUMMARY = "---\ntitle: An example\ncirculation: public\nsummary: {}\n---\nFree resources.\n"
HEADING = "---\ntitle: An example\ncirculation: public\n---\nFree resources.\n\n## {}\n\nMore of them.\n"
ISSUE = "---\nissue date: 1 February 2022\nstatus: ready\n{}---\n{}\n"
SUBJECT = ISSUE.format("subject: {}\n", "Welcome.")
INTRODUCTION = ISSUE.format("", "{}")


def named(root: Path, path: str, text: str) -> list[tuple[str, str]]:
    problems = check(read(make_content(root, {path: text})))
    rules = ("RST03", "RST04", "RST13", "TXT23", "TXT03", "TXT01", "TXT10", "RST14")
    return [(each.rule, each.severity) for each in problems if each.path.endswith(path) and each.rule in rules]


def quoted(form: str) -> str:
    return '"' + form.format(WORDS).replace('"', '\\"') + '"'


ITEM, HEAD = "2022-02/week.md", "2022-02/issue.md"
PLACES = [(ITEM, TITLE), (ITEM, SUMMARY), (HEAD, SUBJECT), (HEAD, INTRODUCTION), (ITEM, HEADING)]


@pytest.mark.parametrize("form", [*CLOSED, *WAITING])
def test_a_marking_at_the_start_or_end_of_a_text_stops_the_build_with_one_sentence(tmp_path: Path, form: str) -> None:
    for number, (path, text) in enumerate(PLACES):
        words = quoted(form) if text in (TITLE, SUMMARY, SUBJECT) else form.format(WORDS)
        if "*" in form and text is HEADING:
            continue  # Marks of Markdown are none of the heading's words.
        problems = named(tmp_path / str(number), path, text.format(words))
        assert [severity for _, severity in problems] == ["error"], (text, problems)


@pytest.mark.parametrize("form", [*UNFINISHED, *NEWS])
def test_an_unfinished_text_or_one_on_hold_is_named_once(tmp_path: Path, form: str) -> None:
    for number, (path, text) in enumerate(PLACES[:3]):
        problems = named(tmp_path / str(number), path, text.format(quoted(form)))
        assert [severity for _, severity in problems] == ["warning"], (text, problems)


@pytest.mark.parametrize("form", OPEN)
def test_words_that_only_look_like_a_marking_are_right(tmp_path: Path, form: str) -> None:
    for number, (path, text) in enumerate(PLACES[:3]):
        assert [
            each for each in named(tmp_path / str(number), path, text.format(quoted(form))) if "RST" in each[0]
        ] == []


@pytest.mark.parametrize(
    ("top", "problems"),
    [
        ("title: Winter rota (staff only)\ncirculation: staff", []),
        ("title: 'LIMITED: winter rota'\ncirculation: staff", [("RST13", "error")]),
        ("title: 'Limited: winter rota'\ncirculation: limited\ncirculation note: For leads.", []),
        ("title: Winter rota (hold)\ncirculation: limited\ncirculation note: For leads.", [("RST03", "error")]),
        ("title: Winter rota (hold)\nhold until: the board has met", []),
        ("title: Winter rota (confidential)\nhold until: the board has met", []),
    ],
)
def test_a_marking_counts_if_the_item_goes_to_more_people(
    tmp_path: Path, top: str, problems: list[tuple[str, str]]
) -> None:
    assert named(tmp_path, ITEM, f"---\n{top}\n---\nText.\n") == problems


def test_a_marking_in_a_subject_counts_though_only_staff_see_the_introduction(tmp_path: Path) -> None:
    closed = SUBJECT.format("'CONFIDENTIAL: winter'").replace("status", "circulation: staff\nstatus")
    assert named(tmp_path / "1", HEAD, closed) == [("RST13", "error")]
    draft = SUBJECT.format("'HOLD: winter'").replace("ready", "draft")
    assert named(tmp_path / "2", HEAD, draft) == []


@pytest.mark.parametrize(
    ("line", "is_named"),
    [
        ("audience: staff", True),
        ("audience: All staff", True),
        ("for: our staff", True),
        ("for: internal", True),
        ("areas: staff", True),
        ("for: staff nurses", False),
        ("for: GPs, practice staff", False),
        ("areas: Wirral", False),
    ],
)
def test_staff_as_the_readers_of_what_everybody_sees_are_asked_about(
    tmp_path: Path, line: str, *, is_named: bool
) -> None:
    text = f"---\ntitle: Winter rota\n{line}\n---\nText.\n"
    assert (("RST13", "error") in named(tmp_path, ITEM, text)) is is_named


@pytest.mark.parametrize(
    ("path", "text", "hint"),
    [
        (ITEM, "---\ntitle: Winter rota\nreaders: staff\n---\nText.\n", 'Write "circulation:" for who may see it'),
        (HEAD, ISSUE.format("audience: staff\n", "Welcome."), 'Write "circulation:" with public or staff for'),
        ("bulletin.yml", f"{SETTINGS}for: staff\n", 'Write "default circulation:" with public or staff'),
    ],
)
def test_a_key_that_names_readers_is_answered_with_the_key_of_circulation(
    tmp_path: Path, path: str, text: str, hint: str
) -> None:
    problems = check(read(make_content(tmp_path, {path: text})))
    assert [hint in str(problem) for problem in problems if problem.rule == "STR07"] == [True]
