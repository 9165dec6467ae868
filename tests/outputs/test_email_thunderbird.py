"""Thunderbird opens a draft for writing, and only because of its header X-Unsent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outputs import thunderbird
from tests.outputs.email_editions import editions

SUBJECT = "[Sample] North West safeguarding bulletin: February and March 2022"
OPENED = "North West safeguarding bulletin"


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with thunderbird.screen() as name:
        yield name


@pytest.mark.guarantee("EMAIL-44")
@pytest.mark.parametrize(
    ("header", "title"),
    [(b"X-Unsent: 1\r\n", f"Write: {SUBJECT} - Thunderbird"), (b"", f"{SUBJECT} - Mozilla Thunderbird")],
    ids=["a draft", "the same without its mark"],
)
def test_a_draft_opens_to_be_written_on_and_without_its_mark_to_be_read(
    display: str, tmp_path: Path, header: bytes, title: str
) -> None:
    message = tmp_path / "bulletin.eml"
    message.write_bytes(editions()["the sample, health"].draft.replace(b"X-Unsent: 1\r\n", header))
    assert thunderbird.open_message(message, display, tmp_path, OPENED) == title
