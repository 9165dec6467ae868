"""The documentation site builds without a warning, its pages are linked, its links work, and it loads no other host."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import bulletin
from bulletin.checks.run import RULES
from bulletin.cli import commands
from bulletin.content.keys import ISSUE, ITEM, SETTINGS, SNIPPET
from tests.support.values import ROOT

DOCS = ROOT / "docs"


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as `make site` does, and return its folder."""
    out = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "--quiet", "--fail-on-warning", "--keep-going", "--builder", "html"]
    done = subprocess.run(
        [*command, "--doctree-dir", out / "trees", DOCS, out / "html"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return out / "html"


def pages(site: Path) -> dict[Path, str]:
    return {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html")) if "_static" not in path.parts}


def words(page: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", page))


def test_every_document_is_a_page_that_is_linked_from_the_first(site: Path) -> None:
    documents = {path.relative_to(DOCS).with_suffix(".html").as_posix() for path in DOCS.rglob("*.md")}
    first = (site / "index.html").read_text("utf-8")
    linked = {unquote(link.partition("#")[0]) for link in re.findall(r'href="([^"]*)"', first)}
    assert documents - {"index.html"} <= linked
    for caption in ("For editors", "To set it up", "For theme makers", "For developers"):
        assert caption in first


def test_every_link_leads_to_an_existing_place(site: Path) -> None:
    built_pages = pages(site)
    ids = {path: set(re.findall(r'\bid="([^"]+)"', page)) for path, page in built_pages.items()}
    links = 0
    for path, page in built_pages.items():
        for link in re.findall(r'<a [^>]*href="([^"]*)"', page):
            parts = urlsplit(unescape(link))
            if parts.scheme:
                assert parts.scheme in ("https", "http", "mailto"), (path, link)
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert target.is_file(), (path.name, link)
            if parts.fragment and target in ids:
                assert unquote(parts.fragment) in ids[target], (path.name, link)
            links += 1
    assert links > 1000


def test_the_site_loads_nothing_from_another_host(site: Path) -> None:
    for path, page in pages(site).items():
        assert not re.search(r'<(?:script|img|iframe|link)[^>]+(?:src|href)="(?:https?:)?//', page), path.name


def test_the_search_finds_words_of_each_group_of_readers(site: Path) -> None:
    index = (site / "searchindex.js").read_text("utf-8")
    data = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))
    hits = {
        word: {data["docnames"][number] for number in (places if isinstance(places, list) else [places])}
        for word, places in data["terms"].items()
    }
    for word, page in (("circul", "circulation"), ("redirect", "running"), ("font", "themes"), ("seen_bi", "library")):
        assert page in hits[word], word


def test_the_site_has_every_rule_key_public_name_and_command(site: Path) -> None:
    def text(name: str) -> str:
        return words((site / f"{name}.html").read_text("utf-8"))

    rules = (site / "rules.html").read_text("utf-8")
    assert [rule.id for rule in RULES if f'id="{rule.id.lower()}"' not in rules] == []
    keys = text("keys")
    assert [key.name for table in (SETTINGS, ISSUE, ITEM, SNIPPET) for key in table if key.name not in keys] == []
    api = text("api")
    assert [name for name in bulletin.__all__ if name not in api and name != "__version__"] == []
    lines = text("command-line")
    visible = {name: command for name, command in commands.commands.items() if not command.hidden}
    for name, command in visible.items():
        assert f"bulletin {name}" in lines
        options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        assert {option for option in options if option not in lines} == set(), name
