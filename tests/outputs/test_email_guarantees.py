"""Every email in every theme passes every check of email_checks."""

from __future__ import annotations

import re

import pytest

from tests.outputs.email_checks import CHECKS
from tests.outputs.email_editions import THEMES, editions
from tests.support.values import ROOT

NAMES = [f"{which}, {theme}" for theme in THEMES for which in ("the sample", "limited", "everything")]


def test_every_email_that_is_made_is_checked() -> None:
    assert sorted(editions()) == sorted(NAMES)


@pytest.mark.guarantee(
    "EMAIL-01", "EMAIL-02", "EMAIL-03", "EMAIL-05", "EMAIL-06", "EMAIL-07", "EMAIL-08", "EMAIL-10", "EMAIL-11", "EMAIL-16",
    "EMAIL-17", "EMAIL-18", "EMAIL-19", "EMAIL-20", "EMAIL-21", "EMAIL-22", "EMAIL-25", "EMAIL-26", "EMAIL-27", "EMAIL-28",
    "EMAIL-29", "EMAIL-30", "EMAIL-31", "EMAIL-32", "EMAIL-33", "EMAIL-35", "EMAIL-36", "EMAIL-37", "EMAIL-38", "EMAIL-40",
    "EMAIL-41", "EMAIL-42", "EMAIL-43", "EMAIL-44", "EMAIL-46", "EMAIL-47", "EMAIL-59",
)  # fmt: skip
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("key", CHECKS)
def test_an_email_passes_the_check(key: str, name: str) -> None:
    assert list(CHECKS[key](editions()[name])) == []


def test_every_check_is_named_as_the_holder_of_its_guarantee() -> None:
    source = (ROOT / "tests" / "outputs" / "test_email_guarantees.py").read_text("utf-8")
    assert set(re.findall(r'"(EMAIL-\d\d)"', source)) == set(CHECKS)
