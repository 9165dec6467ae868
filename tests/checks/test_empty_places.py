"""A place that was left empty is said, and a label with something behind it is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.kinds import spoken_of

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
        ["[my_php_output]", "[gallery ids=3]", "Paragraph 2"],
        ["[my_note]: see below", "[see_here](https://example.org)", "Paragraph 2 is new.", "In array[my_index] it is."],
        ["[my_php_output]", "[gallery ids=3]", "Paragraph 2"],
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
        "See the form (opens in a new tab) first.",
        "[Image removed by sender.] Our logo",
        "The rule is old.[citation needed]",
    ]
    right = [
        "See page 7 of the report.",
        "The original message is lost.",
        "Walk back to the top of the hill.",
        "Hide the ad if you like.",
        "The content is below.",
        "The clinic opens in a new building (opens in a new wing).",
    ]
    assert spoken_of(tmp_path / "wrong", "TXT23", wrong) == wrong
    assert spoken_of(tmp_path / "right", "TXT23", right) == []
