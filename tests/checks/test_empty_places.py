"""A place that was left empty is said, and a label with something behind it is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.checks.kinds import spoken_of
from tests.support.folders import make_content

KINDS = {
    "a label has nothing behind it": (
        ["Speaker:", "Venue:", "Date: 3 March 2022", "- Passcode:"],
        ["Speaker: somebody of the trust.", "Bring:", "- cups", "- plates", "Website: www.example.org"],
        ["Speaker:", "Venue:", "- Passcode:"],
    ),
    "a question mark stands for a number or a name": (
        ["There were ? visitors last month.", "Send it to ?? by Friday.", "We raised a total of ? pounds."],
        ["Were there visitors last month?", "Is it late? ask us.", "What ?!", "The ? operator and ? sign."],
        ["There were ? visitors last month.", "Send it to ?? by Friday.", "We raised a total of ? pounds."],
    ),
    "a field of a mail program was not filled": (
        ["Dear %first_name%,", "Hello %name%,", "Bye, %sender%."],
        ["It is 50% or 60% of it.", "Dear members,", "5% interest % of loans."],
        ["Dear %first_name%,", "Hello %name%,", "Bye, %sender%."],
    ),
    "a heading is that of the template": (
        ["## Highlight 1", "## Event title 2", "**Story 3**"],
        ["## Stage 1", "## Highlights of 2021", "**Week 3**"],
        ["## Highlight 1", "## Event title 2", "**Story 3**"],
    ),
    "a short code or the number of a paragraph stands for a text": (
        ["[my_php_output]", "Paragraph 2"],
        ["[my_note]: see below", "[see_here](https://example.org)", "Paragraph 2 is new.", "In array[my_index] it is."],
        ["[my_php_output]", "Paragraph 2"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_is_empty_where(tmp_path: Path, kind: str) -> None:
    wrong, right, said = KINDS[kind]
    assert spoken_of(tmp_path / "wrong", "TXT26", wrong) == said
    assert spoken_of(tmp_path / "right", "TXT26", right) == []


def test_what_a_web_page_has_round_its_text_is_left_over(tmp_path: Path) -> None:
    wrong = [
        "Back to top",
        "* Hide ad",
        "Skip to main content",
        "Page 7",
        "An HTML attachment was scrubbed.",
        "So: ----- Original message -----",
        "DRAFT",
        "**Draft v2**",
        "> Not yet approved.",
        "DRAFT – The plan",
        "CAUTION: This email originated from outside of the trust.",
        "See the form (opens in a new tab) first.",
        "[Image removed by sender.] Our logo",
        "The rule is old.[citation needed]",
    ]
    right = [
        "The draft is out. Draft plan:",
        "DRAFT guidance is out.",
        "The plan is not yet approved by the board.",
        "See page 7 of the report.",
        "The original message is lost.",
        "Walk back to the top of the hill.",
        "Hide the ad if you like.",
        "The content is below.",
        "The clinic opens in a new building (opens in a new wing).",
    ]
    assert spoken_of(tmp_path / "wrong", "TXT23", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT23", right) == []


TITLES_NOT_READY = [
    "New plan (draft)",
    "DRAFT New plan",
    "Draft: new plan",
    "New plan FINAL",
    "Copy of New plan",
    "Plan [for approval]",
]
READY = [
    "Draft guidance on plans",
    "Bill (draft for consultation)",
    "The final report",
    "Copy of a will",
    "Plan for approval by members",
]


def test_a_title_that_says_that_it_is_not_ready_is_left_over(tmp_path: Path) -> None:
    def titles_named(folder: Path, titles: list[str]) -> list[str]:
        files: dict[str, str | bytes] = {
            f"2022-02/t{n}.md": f"---\ntitle: '{title}'\n---\nText.\n" for n, title in enumerate(titles)
        }
        problems = [each.path for each in check(read(make_content(folder, files))) if each.rule == "TXT23"]
        return [title for n, title in enumerate(titles) if f"2022-02/t{n}.md" in " ".join(problems)]

    assert titles_named(tmp_path / "wrong", TITLES_NOT_READY) == TITLES_NOT_READY
    assert titles_named(tmp_path / "right", READY) == []
