"""Right-to-left text is aligned to the right: in pages of a right-to-left bulletin, and in passages of any."""

from __future__ import annotations

from pathlib import Path

import html5lib
import pytest

from bulletin import load, render
from bulletin.model import File
from tests.support.folders import SETTINGS, make_content

ARABIC = "---\ntitle: مرحبا\n---\nمرحبا بالعالم.\n\n- نقطة\n\n| اليوم |\n|---|\n| الاثنين |\n\nEnglish.\n"


def text(file: File) -> str:
    return file.data.decode("utf-8") if isinstance(file.data, bytes) else ""


@pytest.fixture(scope="module", params=["en-GB", "ar"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, str]]:
    root: Path = tmp_path_factory.mktemp("rtl")
    content = make_content(root, {"bulletin.yml": f"{SETTINGS}language: {request.param}\n", "2022-02/week.md": ARABIC})
    return request.param, {file.path: text(file) for file in render(load(content), ("pages", "email", "feed"))}


def test_pages_of_a_right_to_left_language_run_from_right_to_left(built: tuple[str, dict[str, str]]) -> None:
    language, files = built
    pages = [page for path, page in files.items() if path.startswith("site/") and path.endswith(".html")]
    assert len(pages) > 5
    start = '<html lang="ar" dir="rtl">' if language == "ar" else '<html lang="en-GB">'
    assert all(start in page for page in pages)


def test_the_email_aligns_each_passage_by_its_direction_with_inline_styles(built: tuple[str, dict[str, str]]) -> None:
    language, files = built
    root = html5lib.parse(files["mail/2022-02/bulletin.html"], namespaceHTMLElements=False)
    arabic = next(
        element
        for element in root.iter("p")
        if "بالعالم" in "".join(element.itertext()) and "preheader" not in element.get("class", "")
    )
    english = next(element for element in root.iter("p") if "".join(element.itertext()) == "English.")
    entries = next(element for element in root.iter("ul") if "نقطة" in "".join(element.itertext()))
    head = next(element for element in root.iter("th") if "اليوم" in "".join(element.itertext()))
    if language == "ar":
        assert arabic.get("dir") is None
        assert (english.get("dir"), "text-align:left" in english.get("style")) == ("ltr", True)
    else:
        assert (arabic.get("dir"), "text-align:right" in arabic.get("style")) == ("rtl", True)
        assert english.get("dir") is None
    assert "padding:0 24px 0 0" in entries.get("style")
    assert "text-align:right" in head.get("style")


TITLED = ("site/index.html", "site/items/week/index.html", "mail/2022-02/bulletin.html")


@pytest.mark.parametrize("path", TITLED)
def test_a_title_that_runs_from_right_to_left_says_so(built: tuple[str, dict[str, str]], path: str) -> None:
    root = html5lib.parse(built[1][path], namespaceHTMLElements=False)
    headings = [element for name in ("h1", "h3", "h4") for element in root.iter(name)]
    title = next(heading for heading in headings if "".join(heading.itertext()).strip() == "مرحبا")
    assert title.get("dir") == "rtl"


def test_the_feed_of_a_right_to_left_language_runs_from_right_to_left(built: tuple[str, dict[str, str]]) -> None:
    language, files = built
    assert ('&lt;div dir="rtl"&gt;' in files["site/feed.xml"]) == (language == "ar")
