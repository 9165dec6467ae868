"""The sample has every fact of its source documents, no other facts, and no copied sentences."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from bulletin.text import humanize
from tests.support.sample import CONTENT, ITEMS, items, markdown_paths, text
from tests.support.sample_facts import (
    DATES,
    EMAILS,
    FACTS,
    LED_IN,
    LINKS,
    OURS,
    PEOPLE,
    PERCENTAGES,
    PHONES,
    QUOTED,
    SAR_LINKS,
    TABLE,
)
from tests.support.values import ROOT
from tests.support.word_runs import digest, runs

DOCUMENTS = frozenset((ROOT / "tests" / "support" / "sample-runs.txt").read_text("utf-8").split())
"""Hashes of the runs of words in the source documents (tests/support/word_runs.py)."""


@pytest.mark.parametrize(("name", "fact"), [(name, fact) for name, facts in FACTS.items() for fact in facts])
def test_a_fact_of_the_documents_stands_in_its_file(name: str, fact: str) -> None:
    assert fact in text(name)


def test_every_item_has_expected_facts() -> None:
    assert set(ITEMS) < set(FACTS)
    assert sum(map(len, FACTS.values())) > 550


def paragraphs(name: str) -> list[str]:
    """Return the paragraphs of a file below its keys, each as one line; no headings."""
    body = (CONTENT / name).read_text("utf-8").split("---\n", 2)[2]
    lines = (
        " ".join(paragraph.replace("|", " ").replace("> ", "").split()) for paragraph in re.split(r"\n\s*\n", body)
    )
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", markdown_paths())
def test_every_paragraph_has_a_fact_of_the_documents_or_is_listed_as_our_own(name: str) -> None:
    accepted = (*FACTS.get(name, ()), *OURS)
    unknown = [paragraph for paragraph in paragraphs(name) if not any(words in paragraph for words in accepted)]
    assert [
        paragraph for paragraph in unknown if not (paragraph.endswith(":") and len(paragraph.split()) <= LED_IN)
    ] == []


def test_what_was_left_out_has_a_reason_and_the_readme_says_it() -> None:
    left_out = [fact for fact in TABLE if not fact.file]
    assert all(len(fact.words.split()) > 4 for fact in left_out)
    assert len(left_out) == 8
    readme = text("README.md")
    assert "examples of what a GP may know of a child" in readme
    assert "the form of the meeting papers" in readme
    assert "the accountability chart" in readme


def test_each_part_of_both_documents_has_facts() -> None:
    """Find a fact in every 20 lines of the report, and in every 34 lines of the bulletin (with layout lines)."""
    for document, first, last, longest in (("annual-report", 7, 368, 20), ("bulletin", 3, 651, 34)):
        lines = sorted({fact.line for fact in TABLE if fact.document == document} | {first, last})
        assert max(after - before for before, after in pairwise(lines)) <= longest, document


MONTHS = "|".join(humanize.MONTHS)

CLOSED_WORLDS = [
    ("dates", rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}\b", DATES),
    ("percentages", r"\b\d[\d.]*%", PERCENTAGES),
    ("phones", r"\b0\d{3} \d{3} \d{4}\b", PHONES),
    ("emails", r"(?<=[\s:\[(])[\w.-]+@[\w.-]+\w", EMAILS),
    ("titled people", r"(?:Professor|Dr) (\w+ [\w-]+)", {"Michael Preston-Shoot", "James Higgins", "Jane Connell"}),
]


@pytest.mark.parametrize(("what", "pattern", "expected"), CLOSED_WORLDS, ids=[row[0] for row in CLOSED_WORLDS])
def test_the_sample_has_exactly_these_matches(what: str, pattern: str, expected: set[str]) -> None:
    matches = {match for name in (*markdown_paths(), "bulletin.yml") for match in re.findall(pattern, text(name))}
    assert matches == expected, what


def test_every_person_is_one_of_the_documents() -> None:
    sample_text = " ".join(map(text, markdown_paths()))
    assert {name for name in PEOPLE if name in sample_text} == PEOPLE


def test_the_update_links_to_each_page_once_and_without_tracking() -> None:
    urls = re.findall(r"\((https?://\S+?)\)", (CONTENT / "2022-02/patient-safety-update.md").read_text("utf-8"))
    assert sorted(urls) == sorted(LINKS)


def test_links_that_were_lost_lead_to_example_org_and_all_others_are_of_the_documents() -> None:
    bodies = {url for name in markdown_paths() for url in re.findall(r"https?://[^\s)]+", text(name))}
    real = {url for url in bodies if not url.startswith("https://example.org/")}
    assert real == LINKS | {"https://www.stockportccg.org"}
    assert {link.url for link in items()["stockport-sar-learning"].links} == SAR_LINKS


MISTAKES = [
    ("2022-02/cultural-competence.md", r"(?i)\b(?:2|two) (?:\w+ )?(?:learning )?(?:events|sessions)"),
    ("*", r"(?i)Liberty of Protection"),
    ("*", r"(?i)why act not"),
    ("*", r"(?i)secual|behavior|futher|dependant|nonattend"),
    ("*", r"(?i)serious adult review|investigations branch"),
    ("*", r"(?i)utm_|[?&]si=|\(england\.nhs\.uk\)"),
    ("*", r"(?i)pyjama|disney|house of reds"),
    ("*", r"[‘’“”\u00a0]|&(?!#)|[–—]"),
    ("*", r"(?i)\b(?:e\.?g|i\.?e|etc)\b\.?"),
    ("*", r"(?i)\b(?:click here|please note|don't|can't|won't|telephone)\b"),
    ("*", r"\b\d{1,2}(?:st|nd|rd)\b|\b\d{1,2}\.\d\d(?:-|\s?[ap]m)|\b\d{4}/\d\d\b|\b(?:12pm|12am|noon)\b"),
    ("*", r"(?i)\b(?:two|three|four|five|six|seven|eight|nine|ten) (?!decades)"),
]


@pytest.mark.parametrize(("title", "pattern"), MISTAKES, ids=[pattern for _, pattern in MISTAKES])
def test_the_sample_has_no_mistake_of_the_documents_and_keeps_to_the_style(title: str, pattern: str) -> None:
    names = markdown_paths() if title == "*" else [title]
    texts = {name: re.sub(r"https?://\S+", "", text(name)) for name in names}
    mistake = re.compile(pattern)
    assert {name: match[0] for name, text in texts.items() if (match := mistake.search(text))} == {}


def test_no_sentence_is_copied_unless_it_is_quoted() -> None:
    quoted = {run for words in QUOTED.values() for run in runs(words)}
    runs_of_sample = {
        run: name for name in (*markdown_paths(), "README.md") for run in runs(re.sub(r"https?://\S+", " ", text(name)))
    }
    assert {run: name for run, name in runs_of_sample.items() if digest(run) in DOCUMENTS and run not in quoted} == {}


@pytest.mark.parametrize("why", QUOTED)
def test_what_is_quoted_is_in_the_documents(why: str) -> None:
    assert any(digest(run) in DOCUMENTS for run in runs(QUOTED[why]))
