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
    assert spoken_of(tmp_path / "right", kind[:5], right) == []
