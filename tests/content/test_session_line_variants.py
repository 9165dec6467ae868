"""Real session lines with other blanks, hyphens and marks: each is read, or refused by the same rule, as without them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bulletin.content.frontmatter import Wrong
from bulletin.content.session_line_values import LineContext, SessionLine
from bulletin.content.session_lines import read_session

ROWS = [json.loads(row) for row in Path(__file__).with_name("real_session_lines.jsonl").read_text("utf-8").splitlines()]

VARIANTS: dict[str, Callable[[str], str]] = {
    "no-break spaces": lambda line: line.replace(" ", "\u00a0"),
    "thin spaces": lambda line: line.replace(" ", "\u2009"),
    "double blanks": lambda line: re.sub(" +", "  ", line),
    "a minus sign between numbers": lambda line: re.sub(r"(?<=[0-9m]) ?[-–—] ?(?=[0-9])", "\u2212", line),
    "no-break hyphens": lambda line: line.replace("-", "\u2011"),
    "bold": lambda line: line if "*" in line or "_" in line else f"**{line}**",
    "a bullet": lambda line: f"• {line}",
    "letters that nobody sees around it": lambda line: f"\u200b{line}\ufeff",
    "wide digits": lambda line: line.translate({48 + digit: 0xFF10 + digit for digit in range(10)}),
    "AM and PM": lambda line: re.sub(r"(?<=[0-9])(am|pm)\b", lambda half: f" {half[1].upper()}", line),
}


def outcome(line: str, near: date) -> str:
    """Return the values of a line, or the rule that refuses it, without positions and odd signs."""
    try:
        read = read_session(line, LineContext(near=near, place="Microsoft Teams", has_hours=True))
    except Wrong as wrong:
        return wrong.rule
    if isinstance(read, SessionLine):
        parts = (part._replace(hours=part.hours and part.hours._replace(offset=0)) for part in read.parts)
        read = read._replace(parts=tuple(parts), short_years=())
    plain = re.sub(r"\\xa0|\\u2009|[\s\u00a0\u2009]+", " ", str(read))
    return plain.replace("\u2011", "-").replace("\\u2011", "-")


@pytest.mark.parametrize("variant", VARIANTS)
def test_other_blanks_and_hyphens_change_nothing(variant: str) -> None:
    for row in ROWS:
        line, near = re.sub(" +", " ", row["line"]), date.fromisoformat(row["issue"])
        assert outcome(VARIANTS[variant](line), near) == outcome(line, near), line
