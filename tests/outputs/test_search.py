"""The search index has every word of every public item, in parts of bounded size."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import corpus
from bulletin import load
from bulletin.circulation.audience import seen_by
from bulletin.model import Bulletin, Circulation, File, Issue
from bulletin.outputs import search
from tests.support.folders import make_content
from tests.support.rendering import rendered_files
from tests.support.search_index import FOLDER, SearchIndex, search_index, values_of
from tests.support.values import INSTANT, make_bulletin, make_issue, make_item, make_session, make_training

COPIES = 40
FIRST_SEARCH = 250_000
"""The most bytes of styles, scripts and index that a search loads; with the page they are at most 300,000."""


def of_corpus(folder: Path, count: int) -> Bulletin:
    """Return the public view of a generated bulletin."""
    corpus.main(count, folder)
    return seen_by(load(folder / "content"), Circulation.PUBLIC)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Bulletin:
    return of_corpus(tmp_path_factory.mktemp("small"), 150)


def copied(issue: Issue, number: int) -> Issue:
    items = tuple(
        replace(item, slug=f"{item.slug}-{number}", issue=f"{issue.id}-{number}", title=f"{item.title} copy{number}")
        for item in issue.items
    )
    return replace(issue, id=f"{issue.id}-{number}", items=items)


@pytest.fixture(scope="module")
def large(small: Bulletin) -> dict[str, bytes]:
    """Return what a search of about 5,000 items may load, by address."""
    issues = tuple(copied(issue, number) for number in range(COPIES) for issue in small.issues)
    view = replace(small, issues=issues)
    return {
        address_of(file): data_of(file) for file in (*rendered_files("search", view), *rendered_files("assets", view))
    }


def address_of(file: File) -> str:
    return file.path.removeprefix("site/")


def data_of(file: File) -> bytes:
    assert isinstance(file.data, bytes)
    return file.data


def loaded(files: dict[str, bytes], word: str) -> int:
    """Count the bytes that a first search for a word loads: styles, scripts, the word's parts, the largest of rows."""
    listed = values_of(files[f"{FOLDER}index.js"])
    names = [name for number, (_, name) in enumerate(listed["words"]) if may_hold(listed["words"], number, word)]
    parts = [files[f"{FOLDER}{name}.js"] for name in names]
    rows = sorted((files[f"{FOLDER}{name}.js"] for _, name in listed["rows"]), key=len)[-20:]
    always = [files[name] for name in ("assets/site.css", "assets/search.js", f"{FOLDER}index.js")]
    return sum(map(len, (*always, *parts, *rows)))


def may_hold(parts: list[list[str]], number: int, word: str) -> bool:
    """Return whether a part may have words that begin with this one, by the rule of the script."""
    return parts[number][0] <= word + "\uffff" and (number + 1 == len(parts) or parts[number + 1][0] >= word)


@pytest.mark.parametrize("word", ["the", "safety", "coercive", "zz"])
def test_a_first_search_of_a_large_archive_loads_little(large: dict[str, bytes], word: str) -> None:
    assert loaded(large, word) <= FIRST_SEARCH


def test_no_part_is_large(large: dict[str, bytes]) -> None:
    parts = [data for address, data in large.items() if address.startswith(FOLDER)]
    assert len(parts) > 40
    assert max(map(len, parts)) <= search.MOST_WORDS + 5_000


def test_every_word_of_every_item_leads_to_it(small: Bulletin) -> None:
    files = {address_of(file): data_of(file) for file in rendered_files("search", small)}
    index = search_index(files)
    items = {f"items/{item.slug}/": item for issue in small.issues for item in issue.items}
    assert {row[0] for row in index.rows} == set(items)
    for number, (address, *_) in enumerate(index.rows):
        item = items[address]
        missing = [word for word in search.words(item.prose.text) if number not in index.words[word]]
        assert missing == []
        assert all(index.words[word][number] == 2 for word in search.words(item.title))


ITEM = "---\ntitle: {title}\nsummary: {summary}\n---\n{body}\n"
ACCENTS = {
    "2022-02/cafe.md": ITEM.format(title="Café résumé", summary="A place to meet.", body="Søren naïvely asked."),
    "2022-02/plain.md": ITEM.format(title="Plain", summary="No accents.", body="A resume of the course, on 8 March."),
}


def test_a_word_keeps_its_accents_and_is_sorted_beside_the_same_word_without_them(tmp_path: Path) -> None:
    view = seen_by(load(make_content(tmp_path, ACCENTS)), Circulation.PUBLIC)
    row = list(values_of(data_of(rendered_files("search", view)[0])))
    assert {"café", "résumé", "søren", "naïvely"} <= set(row)
    assert row.index("résumé") == row.index("resume") + 1


def test_a_new_issue_leaves_the_rows_of_old_issues_as_they_are(small: Bulletin) -> None:
    without = replace(small, issues=small.issues[1:])
    before, after = ({file.path for file in rendered_files("search", view)} for view in (without, small))
    assert len(before & after) >= 3


def indexed(bulletin: Bulletin) -> SearchIndex:
    return search_index({address_of(file): data_of(file) for file in rendered_files("search", bulletin)})


def test_an_item_is_found_by_every_text_of_it() -> None:
    session = make_session("course", label="Cohort 4", key="cohort-4", place="Stopford House")
    item = make_training("course", session, title="A course", topics=("adults",), presenters=("NSPCC",))
    index = indexed(make_bulletin(make_issue(item, make_item("old", gone="It ended."))))
    assert index.rows == [["items/course/", "A course", "1 February 2022", "This is what course says."]]
    text, summary, title = (
        " ".join(sorted(word for word, items in index.words.items() if items == {0: place})) for place in range(3)
    )
    assert text == "1 2022 4 adults april cohort house nspcc stopford"
    assert summary == "is says this what"
    assert title == "a course"


def test_the_newest_item_has_the_highest_number() -> None:
    later = make_issue(make_item("new", issue="2022-03"), id="2022-03", day=date(2022, 3, 1), instant=INSTANT)
    index = indexed(make_bulletin(make_issue(make_item("old")), later))
    assert [address for address, *_ in index.rows] == ["items/old/", "items/new/"]
    assert indexed(make_bulletin()) == ([], {})


@given(st.lists(st.tuples(st.text(max_size=9), st.integers(1, 60)), max_size=30), st.integers(1, 80))
def test_splitting_into_parts_loses_nothing_and_each_part_is_small(rows: list[tuple[str, int]], most: int) -> None:
    lines = [(subject, "x" * length) for subject, length in rows]
    groups = list(search.cut(lines, most))
    assert [line for _, group in groups for line in group] == [line for _, line in lines]
    assert all(len(group) == 1 or sum(map(len, group)) <= most for _, group in groups)
    firsts = [subject for subject, _ in lines]
    at = 0
    for first, group in groups:
        assert first == firsts[at]
        at += len(group)


@given(st.text())
def test_the_words_of_any_text_have_no_punctuation(text: str) -> None:
    assert all(word.isalnum() for word in search.words(text))
