"""Compare whole outputs with golden folders; `pytest --accept` renews them, so that git shows the difference.

Each folder is a situation: `content/` is read, and `expected/` has all files that are built of it. The pictures, styles
and scripts that every site has are in `plain` alone.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest

from bulletin import Bulletin, load, render
from bulletin.cli.mail import correction_files
from bulletin.model import File
from tests.support.values import ROOT

GOLDEN = ROOT / "tests" / "golden"
ALIGNMENT = re.compile(r"text-align:\s*(\w+)")
CASES = sorted(path.parent for path in GOLDEN.glob("*/content"))
IN_PLAIN_ALONE = ("site/assets/", "site/404.html", "site/accessibility/", "site/robots.txt", "site/subscribe/")
"""Paths of files that depend on the settings and the theme, not on items."""


def files_of(case: Path) -> Iterator[File]:
    """Yield all built files of a situation; for `corrected` also the correction of the sent issue."""
    bulletin: Bulletin = load(case / "content", mail=["all"])
    yield from render(bulletin)
    if case.name == "corrected":
        correction = correction_files(case / "content", "2022-02")
        yield from (file for file in correction if file.path != "manifest.json")


def built(case: Path) -> dict[str, bytes]:
    files = {}
    for file in files_of(case):
        if case.name == "plain" or not file.path.startswith(IN_PLAIN_ALONE):
            files[file.path] = file.read_bytes()
    return files


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_folder_gives_the_files_that_are_expected_and_no_others(case: Path, request: pytest.FixtureRequest) -> None:
    expected = case / "expected"
    rendered = built(case)
    if request.config.getoption("--accept"):
        shutil.rmtree(expected, ignore_errors=True)
        for path, data in rendered.items():
            (expected / path).parent.mkdir(parents=True, exist_ok=True)
            (expected / path).write_bytes(data)
    standing = {path.relative_to(expected).as_posix() for path in expected.rglob("*") if path.is_file()}
    assert set(rendered) == standing
    for path, data in rendered.items():
        assert data == (expected / path).read_bytes(), path


def test_there_is_a_folder_for_each_situation() -> None:
    assert [case.name for case in CASES] == [
        "corrected", "every-character", "limited-and-held", "long", "no-events", "one-item", "plain", "two-time-zones",
    ]  # fmt: skip


def test_rendering_twice_gives_the_same_bytes() -> None:
    assert built(GOLDEN / "plain") == built(GOLDEN / "plain")


def test_no_list_in_an_email_is_centred() -> None:
    pages = [path for path in GOLDEN.glob("*/expected/mail/**/*.html") if b"<ul" in path.read_bytes()]
    assert {"correction-1.html", "bulletin.html"} <= {path.name for path in pages}
    for page in pages:
        for entry in lxml.html.fromstring(page.read_bytes()).iter("ul", "ol"):
            styles = [each.get("style", "") for each in (entry, *entry.iterancestors())]
            alignments = [match[1] for match in map(ALIGNMENT.search, styles) if match]
            assert alignments[:1] != ["center"], page
