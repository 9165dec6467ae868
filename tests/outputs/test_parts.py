"""Outputs are made in parts: the part of an issue depends on the issue and on what stands around it, and on no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin import Bulletin, Memory, load, render
from bulletin.circulation.audience import seen_by
from bulletin.memory import is_same
from bulletin.model import Circulation, Issue, Output
from bulletin.outputs import BUILT_IN, output_files
from tests.support.folders import SETTINGS, make_content

ITEM = """---
title: {title}
kind: training
summary: About {title}.
contact: team@example.org
topics: adults
sessions:
- {day} March 2022, 9:30am to 11am | online (Teams) | book https://example.org/{title}
---
{body}
"""
ISSUE = "---\nissue date: {day} 2022\nstatus: ready\n---\n{words}\n"
FILES = {
    "bulletin.yml": f"{SETTINGS}topics: [adults]\n",
    "2022-01/issue.md": ISSUE.format(day="10 January", words="Hello."),
    "2022-01/rails.md": ITEM.format(title="Rails", day=15, body="How to lower them."),
    "2022-01/chairs.md": ITEM.format(title="Chairs", day=22, body="How to move [them](../2022-02/beds.md)."),
    "2022-02/issue.md": ISSUE.format(day="7 February", words="Welcome."),
    "2022-02/beds.md": ITEM.format(title="Beds", day=8, body="How to raise [them](../2022-01/rails.md)."),
}
PUBLIC_PARTS = [
    output for output in BUILT_IN if output.audience is Circulation.PUBLIC and output.part
]  # fmt: skip
NEWER = {path: text for path, text in FILES.items() if path.startswith("2022-02/")}


def commons(output: Output, bulletin: Bulletin) -> dict[str, tuple[object, Issue]]:
    """Return what the part of each issue is made from, by the issue's id."""
    return {issue.id: (common, issue) for common, issue in output.commons(seen_by(bulletin, output.audience))}


def changed(folder: Path, texts: dict[str, str]) -> Bulletin:
    """Change files of a folder and load it again."""
    return load(make_content(folder, FILES | texts))


def test_each_public_output_of_issues_is_made_in_parts() -> None:
    assert [output.name for output in PUBLIC_PARTS] == ["pages", "calendars", "cards", "search"]


@pytest.mark.parametrize("output", PUBLIC_PARTS, ids=lambda output: output.name)
@pytest.mark.parametrize("change", [("How to move", "How to carry"), ("22 March", "23 March"), ("Chairs", "Seats")])
def test_a_part_is_not_made_again_when_words_of_another_issue_change(
    output: Output, change: tuple[str, str], tmp_path: Path
) -> None:
    before = commons(output, changed(tmp_path, {}))
    older = "2022-01/chairs.md"
    after = commons(output, changed(tmp_path, {older: FILES[older].replace(*change)}))
    assert is_same(before["2022-02"], after["2022-02"])


@pytest.mark.parametrize(
    ("path", "change"),
    [
        ("2022-02/beds.md", ("title: Beds", "title: Rails")),
        ("2022-02/beds.md", ("topics: adults", "topics: adults\nreplaces: rails")),
        ("2022-02/issue.md", ("issue date:", "title: February\nissue date:")),
        ("bulletin.yml", ("name: North West", "name: North East")),
        ("bulletin.yml", ("topics: [adults]", "")),
    ],
    ids=[
        "another item has its title",
        "replaced",
        "the issue after it",
        "the name",
        "no topics",
    ],
)
def test_the_pages_of_an_issue_are_made_again_when_something_that_they_name_changes(
    path: str, change: tuple[str, str], tmp_path: Path
) -> None:
    memory = Memory()
    list(render(changed(tmp_path, {}), memory=memory))
    now = changed(tmp_path, {path: FILES[path].replace(*change)})
    assert FILES[path] != FILES[path].replace(*change)
    again = {file.path: file.data for file in render(now, memory=memory)}
    assert again == {file.path: file.data for file in render(now)}
    pages = PUBLIC_PARTS[0]
    assert not is_same(commons(pages, changed(tmp_path, {}))["2022-01"], commons(pages, now)["2022-01"])


@pytest.mark.parametrize(
    ("template", "words"),
    [
        (
            "{% for issue in bulletin.issues %}{% for other in issue.items %}{{ other.title }},{% endfor %}{% endfor %}",
            b"Bunks,Safeguarding week starts on 21 March 2022,Rails,Chairs,",
        ),
        ("{{ placed(replaced_by.item.prose.page) if replaced_by }}", b'How to raise <a href="./">them</a>'),
    ],
    ids=["the whole bulletin", "the words of an item that replaces it"],
)
def test_a_team_s_own_template_sees_all_that_it_may_print_though_parts_are_remembered(
    template: str, words: bytes, tmp_path: Path
) -> None:
    (tmp_path / "templates" / "web").mkdir(parents=True)
    page = "{% extends 'web/base.html' %}{% block main %}" + template + "{% endblock %}"
    (tmp_path / "templates" / "web" / "item.html").write_text(page, "utf-8")
    replacing = FILES["2022-02/beds.md"].replace("topics: adults", "topics: adults\nreplaces: rails")
    memory = Memory()
    for title in ("Beds", "Bunks"):
        bulletin = changed(tmp_path, {"2022-02/beds.md": replacing.replace("title: Beds", f"title: {title}")})
        pages = {file.path: file.data for file in render(bulletin, memory=memory)}
        assert pages == {file.path: file.data for file in render(bulletin)}
    rails = pages["site/items/rails/index.html"]
    assert isinstance(rails, bytes)
    assert words in rails


@pytest.mark.parametrize("output", BUILT_IN, ids=lambda output: output.name)
def test_a_part_that_is_remembered_is_the_one_that_is_made(output: Output, tmp_path: Path) -> None:
    view, memory = seen_by(changed(tmp_path, {}), output.audience), Memory()
    fresh = tuple(output_files(output, view))
    assert tuple(output_files(output, view, memory)) == fresh
    assert tuple(output_files(output, view, memory)) == fresh
