"""The letters of a text show its direction, and its language if its script has only one."""

from __future__ import annotations

import pytest

from bulletin.text.scripts import direction, direction_of, language

TEXTS = [
    ("Hello", "ltr", ""),
    ("123 (4)", "", ""),
    ("مرحبا بالعالم", "rtl", ""),
    ("یہ اردو ہے", "rtl", ""),
    ("2022: שלום", "rtl", "he"),
    ("NHS شرح", "ltr", ""),
    ("NHS: هذا النص باللغة العربية", "rtl", ""),
    ('"שלום" he said to us', "ltr", ""),
    ("انظر https://example.org/a/long/address للتسجيل", "rtl", ""),
    ("日本語です", "ltr", "ja"),
    ("中文内容", "ltr", ""),
    ("Γειά σου", "ltr", "el"),
    ("ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "ltr", "pa"),
    ("สวัสดี", "ltr", "th"),
    ("Привет", "ltr", ""),
]


@pytest.mark.parametrize(("text", "runs", "tag"), TEXTS)
def test_letters_show_direction_and_language(text: str, runs: str, tag: str) -> None:
    assert (direction(text), language(text)) == (runs, tag)


@pytest.mark.parametrize(
    ("tag", "runs"), [("ar", "rtl"), ("ur-PK", "rtl"), ("he", "rtl"), ("en-GB", "ltr"), ("cy", "ltr")]
)
def test_a_language_has_a_direction(tag: str, runs: str) -> None:
    assert direction_of(tag) == runs
