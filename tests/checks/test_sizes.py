"""LNK13 limits the size of a message with its attachments as it is sent, and of files that are only linked to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin import ContentError, check, load, read, render
from bulletin.checks.built import judged
from tests.support.folders import HOSTLESS, SETTINGS, make_content

MB = 1_000_000


def content(root: Path, *items: tuple[str, int], settings: str = SETTINGS) -> Path:
    """Return a folder with one item for each level and size of its attachment, in millions of bytes."""
    files: dict[str, str | bytes] = {"bulletin.yml": settings}
    for number, (level, size) in enumerate(items):
        note = "circulation note: For those named.\n" if level == "limited" else ""
        front = f"title: Item {number}\ncirculation: {level}\n{note}attachments: flyer-{number}.pdf"
        files[f"2022-02/item-{number}.md"] = f"---\n{front}\n---\nText.\n"
        files[f"2022-02/files/flyer-{number}.pdf"] = b"%PDF-" + bytes(size * MB)
    return make_content(root, files)


SIZES = [
    ([("staff", 8), ("staff", 8)], SETTINGS, ["The email of 2022-02 would have 22MB with its attachments"]),
    ([("limited", 8), ("limited", 8)], SETTINGS, ["The limited edition of 2022-02 would have 22MB"]),
    ([("limited", 8), ("staff", 8)], SETTINGS, []),
    ([("public", 8), ("public", 8)], SETTINGS, []),
    ([("public", 8), ("public", 8)], HOSTLESS, ["The email of 2022-02 would have 22MB with its attachments"]),
    ([("public", 101)], SETTINGS, ["flyer-0.pdf is 101.0MB; 100MB is the most that GitHub takes."]),
]


@pytest.mark.parametrize(("items", "settings", "beginnings"), SIZES)
def test_what_cannot_be_sent_or_hosted_is_an_error(
    tmp_path: Path, items: list[tuple[str, int]], settings: str, beginnings: list[str]
) -> None:
    problems = check(read(content(tmp_path, *items, settings=settings)))
    errors = [problem for problem in problems if problem.rule == "LNK13" and problem.severity == "error"]
    assert [problem.message.startswith(beginning) for problem, beginning in zip(errors, beginnings, strict=True)] == [
        True
    ] * len(beginnings)


WARNED = [("staff", 6, "many mailboxes refuse more than 5MB"), ("public", 6, ""), ("public", 26, "long to load")]


@pytest.mark.parametrize(("level", "size", "words"), WARNED)
def test_only_attached_files_are_too_large_for_mailboxes(tmp_path: Path, level: str, size: int, words: str) -> None:
    problems = [problem for problem in check(read(content(tmp_path, (level, size)))) if problem.rule == "LNK13"]
    assert [words in problem.message for problem in problems] == ([True] if words else [])


def test_a_build_stops_at_a_message_that_mail_does_not_carry(tmp_path: Path) -> None:
    bulletin = load(content(tmp_path, ("staff", 8), ("staff", 8)))
    with pytest.raises(ContentError) as caught:
        list(judged(bulletin, render(bulletin, ["email"])))
    [problem, _] = caught.value.problems
    assert problem.message == "The message has 21.9MB as it is sent; 20MB is the most that mail carries."
