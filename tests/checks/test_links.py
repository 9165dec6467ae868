"""Links that readers cannot type, follow or open, by their kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.kinds import spoken_of

KINDS = {
    "LNK03: a long address is typed by nobody": (
        [
            "See https://example.org/patients-and-visitors/blood-tests/how-to-book",
            "Give at https://example.org/fundraising/pages/551523201530000",
            "Fill in https://example.org/forms/d/e/0AAaaBBbbCCccDDddEEee/view",
        ],
        ["See https://example.org/blood-tests", "Give at https://example.org/give", "Join on https://example.org/a/b/c"],
    ),
    "LNK07: an address that is none, or two in one": (
        [
            "Get it from ftp://files.example.org/guide.pdf today.",
            "Subscribe at webcal://example.org/days.ics now.",
            "See htps://example.org/plan for more.",
            "Read thishttps://example.org/plan today.",
            "See https://example.org/ahttps://example.org/b today.",
            "Read [the plan](https://example.org/ahttps://example.org/b).",
            "See www.example.orgwww.example.com today.",
        ],
        [
            "See https://web.archive.org/web/2020/https://example.org/c today.",
            "See https://example.org/share?u=https://example.org/c today.",
            "Write `ftp://files.example.org` there.",
        ],
    ),
    "LNK11: a link and a word become one": (
        [
            "Read[the plan](https://example.org/a) today.",
            "Read [the plan](https://example.org/a)today.",
            "Read [the plan](https://example.org/a)[and more](https://example.org/b) today.",
        ],
        ["Read [the plan ](https://example.org/a)today.",
            "All [GP](https://example.org/a)s and [safeguard](https://example.org/b)ing.", "\u8aad[\u672c](https://example.org/a)\u3092"],
    ),
    "LNK11: a link stands twice only where nothing is between": (
        [],
        [
            "Run [the plan](https://example.org/a) `x` [the plan](https://example.org/a).",
            "| [it](https://example.org/a) | [it](https://example.org/a) |\n|---|---|\n| a | b |",
            "- [it](https://example.org/a)\n- [it](https://example.org/a)",
        ],
    ),
    "LNK15: a shortened form or map does not say where it leads": (
        ["Tell us on [this form](https://forms.gle/aaBB11).", "Meet at [the mill](https://maps.app.goo.gl/aaBB11).", "[Room 3](https://link.mazemap.com/aaBB11)"],
        ["Tell us on [this form](https://example.org/form).", "Watch [the film](https://youtu.be/aaBB11)."],
    ),
    "LNK16: some readers only can open it": (
        ["Vote on our private planning board.", "Only our volunteers can open it.", "You will get a 404 if you are no member."],
        ["We ate at a private house.", "Only two came, and it was open.", "The board met in private."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_is_said_where(tmp_path: Path, kind: str) -> None:
    wrong, right = KINDS[kind]
    assert spoken_of(tmp_path / "wrong", kind[:5], wrong) == wrong
    assert spoken_of(tmp_path / "right", kind[:5], right, advice=kind.startswith("LNK11")) == []
