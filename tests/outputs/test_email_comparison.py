"""Two versions of an email side by side: all differences are marked, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser

from bulletin import load, outputs
from bulletin.outputs.email.comparison import Version, compared
from tests.support.browser import axe, opened
from tests.support.folders import ISSUE, ITEM, TRAINING, make_content

HEAD = "<!DOCTYPE html><html><head><title>t</title></head><body>"
WEEK, SAFER = "2022-02/week.md", "2022-02/safer.md"


def email(folder: Path, files: dict[str, str | bytes]) -> Version:
    bulletin = load(make_content(folder, {"2022-02/issue.md": ISSUE, SAFER: TRAINING, **files}))
    (page,) = (file.data for file in outputs.files(bulletin, ["email"]) if file.path.endswith("bulletin.html"))
    assert isinstance(page, bytes)
    return Version(bulletin.mail[0].subject, page.decode())


def marked(page: str) -> tuple[list[str], list[str]]:
    """Return the words that are marked as deleted and as inserted."""
    document = html.document_fromstring(page)
    return tuple([" ".join(element.text_content().split()) for element in document.iter(tag)] for tag in ("del", "ins"))  # type: ignore[return-value]


def rows(*texts: str) -> Version:
    return Version(
        "s", HEAD + "<table>" + "".join(f"<tr><td>{text}</td></tr>" for text in texts) + "</table></body></html>"
    )


@pytest.mark.guarantee("ACTION-76")
def test_the_words_that_changed_are_marked_and_no_others(tmp_path: Path) -> None:
    before = email(tmp_path / "a", {})
    after = email(tmp_path / "b", {WEEK: ITEM.replace("Free resources are", "Paid resources will be")})
    comparison = compared(before, after)
    assert marked(comparison.page) == (["Free", "are"], ["Paid", "will be"])
    assert comparison.changes == 1


def test_a_session_that_moves_is_marked_with_its_weekday(tmp_path: Path) -> None:
    before = email(tmp_path / "a", {})
    after = email(tmp_path / "b", {SAFER: TRAINING.replace("8 March", "9 March")})
    deleted, inserted = marked(compared(before, after).page)
    assert ("Tuesday" in " ".join(deleted), "Wednesday" in " ".join(inserted)) == (True, True)
    assert {word for words in deleted for word in words.split()} >= {"Tuesday", "8"}


def test_a_link_with_another_address_and_the_same_words_is_marked_with_both_addresses(tmp_path: Path) -> None:
    before = email(tmp_path / "a", {})
    after = email(tmp_path / "b", {WEEK: ITEM.replace("https://example.org/week", "https://example.org/other")})
    page = compared(before, after).page
    assert marked(page) == (["trust's website"], ["trust's website"])
    assert [element.text_content().strip() for element in html.document_fromstring(page).iter("small")] == [
        "(https://example.org/week)", "(https://example.org/other)",
    ]  # fmt: skip


def test_an_item_that_comes_or_goes_is_marked_whole(tmp_path: Path) -> None:
    with_it = email(tmp_path / "a", {})
    without = email(tmp_path / "b", {WEEK: ""})
    deleted, inserted = marked(compared(with_it, without).page)
    assert "Safeguarding week starts on 21 March 2022" in deleted
    assert not {"Safeguarding", "resources"} & set(" ".join(inserted).split())
    deleted, inserted = marked(compared(without, with_it).page)
    assert "Safeguarding week starts on 21 March 2022" in inserted
    assert not {"Safeguarding", "resources"} & set(" ".join(deleted).split())


def test_a_new_subject_is_marked_even_if_nothing_else_differs(tmp_path: Path) -> None:
    before = email(tmp_path, {})
    comparison = compared(before, before._replace(subject=f"{before.subject} and more"))
    assert (marked(comparison.page), comparison.changes) == (([], ["and more"]), 1)


def test_a_difference_of_style_alone_is_shown() -> None:
    before, after = rows("<b>One</b> two"), rows("<i>One</i> two")
    comparison = compared(before, after)
    assert (comparison.changes, marked(comparison.page)) == (1, ([], []))
    assert "The words are the same, the look is another" in comparison.page


def test_another_number_of_a_section_is_no_difference() -> None:
    before, after = (
        rows(f'<h2 id="section-{number}"><a name="section-{number}" href="#section-{number}">Training</a></h2>')
        for number in (1, 2)
    )
    assert compared(before, after).changes == 0


def test_a_changed_picture_is_outlined() -> None:
    before, after = rows('<img src="a.png" alt="A">'), rows('<img src="b.png" alt="A">')
    page = compared(before, after).page
    assert page.count('class="compare-picture"') == 2


def test_an_email_is_the_same_as_itself(tmp_path: Path) -> None:
    version = email(tmp_path, {})
    comparison = compared(version, version)
    assert (comparison.changes, marked(comparison.page)) == (0, ([], []))


WORDS = st.lists(
    st.sampled_from(["one", "two", "<b>three</b>", "four&amp;", "five<!-- x -->six", '<a href="u">seven</a>', ""]),
    max_size=6,
).map(" ".join)


@given(before=st.lists(WORDS, max_size=5), after=st.lists(WORDS, max_size=5))
def test_without_the_marks_each_side_has_the_text_of_its_version(before: list[str], after: list[str]) -> None:
    document = html.document_fromstring(compared(rows(*before), rows(*after)).page)
    for small in [*document.iter("small")]:
        small.getparent().remove(small)
    for texts, heading in ((before, "Before"), (after, "After")):
        sides = document.xpath(f"//div[@class='compare-side'][h3='{heading}']//td | //details/div/*//td")
        words = [word for side in sides for word in side.text_content().split()]
        expected = [word for text in texts for word in html.fromstring(f"<p>{text}</p>").text_content().split()]
        assert words == expected


@given(before=st.lists(WORDS, max_size=4), after=st.lists(WORDS, max_size=4))
@pytest.mark.guarantee("ACTION-76")
def test_unmarked_words_are_in_both_versions(before: list[str], after: list[str]) -> None:
    document = html.document_fromstring(compared(rows(*before), rows(*after)).page)
    for side in document.xpath("//div[@class='compare-pair']"):
        plain = []
        for half in side:
            for mark in half.xpath(".//del | .//ins | .//small | ./h3 | ./p"):
                mark.drop_tree()
            plain.append(half.text_content().split())
        assert plain[0] == plain[1]


def test_a_deeply_nested_text_is_compared() -> None:
    deep = [f"{'<blockquote>' * 700}{word}{'</blockquote>' * 700}" for word in ("old", "new")]
    page = compared(rows(deep[0]), rows(deep[1])).page
    assert ("<del>old</del>" in page, "<ins>new</ins>" in page) == (True, True)


@pytest.mark.parametrize(
    "page",
    [
        "",
        " ",
        "x",
        "<p>x",
        "<!-- x -->",
        "<html></html>",
        "<frameset><frame></frameset>",
        "<head></head>",
        "<table><td>x",
        "\x00",
    ],
)
def test_a_page_without_a_head_or_a_body_is_compared(page: str) -> None:
    version = Version("s", page)
    assert compared(version, version).changes == 0
    assert "<ins>new" in compared(version, rows("new")).page


def test_words_with_markup_characters_stay_text() -> None:
    planted = "&lt;script&gt;alert(1)&lt;/script&gt;"
    page = compared(rows("x"), Version("<script>alert(2)</script>", rows(planted).html)).page
    assert "<script" not in page


@pytest.mark.parametrize(("width", "beside"), [(1200, True), (390, False)])
def test_both_versions_are_side_by_side_on_wide_screens_without_a_script(
    browser: Browser, tmp_path: Path, width: int, beside: bool
) -> None:
    before = email(tmp_path / "a", {})
    after = email(tmp_path / "b", {WEEK: ITEM.replace("Free", "Paid"), SAFER: TRAINING.replace("8 March", "9 March")})
    with opened(browser, compared(before, after).page, width=width) as tab:
        left, right = (
            tab.locator(".compare-pair").first.locator(".compare-side").nth(at).bounding_box() for at in (0, 1)
        )
        assert left
        assert right
        assert (left["y"] == right["y"]) is beside
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert (
            axe(tab, "region", "page-has-heading-one", "landmark-one-main", "link-in-text-block", "empty-table-header")
            == []
        )
        assert (
            tab.locator("del").first.evaluate("element => getComputedStyle(element).textDecorationLine")
            == "line-through"
        )
