"""No suggestion is the contrary of what somebody typed."""

from __future__ import annotations

import pytest

from bulletin.text.suggest import did_you_mean

LEVELS, STATES = ("public", "staff", "limited"), ("draft", "ready")


@pytest.mark.parametrize(
    ("word", "choices"),
    [
        ("not public", LEVELS),
        ("non-public", LEVELS),
        ("unlimited", LEVELS),
        ("not ready", STATES),
        ("un-ready", STATES),
        ("(not cancelled)", ("(cancelled)", "(full)")),
        ("(uncancelled)", ("(cancelled)", "(full)")),
    ],
)
def test_a_word_that_says_the_contrary_of_a_choice_gets_no_suggestion(word: str, choices: tuple[str, ...]) -> None:
    assert did_you_mean(word, choices) == ""


@pytest.mark.parametrize(
    ("word", "choices", "meant"),
    [
        ("pubic", LEVELS, "public"),
        ("limted", LEVELS, "limited"),
        ("raedy", STATES, "ready"),
        ("unexpected-deth", ("unexpected-death",), "unexpected-death"),
        ("no-wrong-dor", ("no-wrong-door",), "no-wrong-door"),
    ],
)
def test_a_slip_gets_its_suggestion(word: str, choices: tuple[str, ...], meant: str) -> None:
    assert did_you_mean(word, choices) == f'Did you mean "{meant}"?'
