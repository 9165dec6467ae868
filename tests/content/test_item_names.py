"""Items are found by slug, title or file name, and each title is read once."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bulletin.content import item_names
from bulletin.content.item_names import ItemNames
from bulletin.model import Item
from tests.support.values import make_item


def item(issue: str, name: str, title: str = "", slug: str = "") -> Item:
    return make_item(slug or name, title=title or f"Title of {name}", issue=issue, path=f"content/{issue}/{name}.md")


CHAIR = [
    item("2022-01", "chair"),
    item("2022-02", "chair", slug="chair-2022-02"),
    item("2022-02", "bed-rails", "Bed rails!"),
]


def slug_of(items: Iterable[Item], written: str, issue: str = "2022-03", without: str = "") -> str:
    match = ItemNames(items).find(written, issue, lambda other: other.slug != without)
    return match.slug if match else ""


@pytest.mark.parametrize(
    ("written", "issue", "without", "slug"),
    [
        ("chair", "2022-03", "", "chair"),
        ("chair.md", "2022-02", "", "chair-2022-02"),
        ("chair", "2022-03", "chair", "chair-2022-02"),
        ("Bed Rails", "2022-03", "", "bed-rails"),
        ("bed rails!", "2022-03", "bed-rails", ""),
        ("table", "2022-03", "", ""),
    ],
)
def test_an_item_is_found_by_its_slug_title_or_file_name(written: str, issue: str, without: str, slug: str) -> None:
    assert slug_of(CHAIR, written, issue, without) == slug


def test_a_thousand_look_ups_read_each_title_once(monkeypatch: pytest.MonkeyPatch) -> None:
    look_ups = []
    slug = item_names.slug
    monkeypatch.setattr(item_names, "slug", lambda text: (look_ups.append(text), slug(text))[1])
    names = ItemNames(item("2022-01", f"item-{number}") for number in range(50))
    for number in range(1_000):
        assert names.find(f"item {number % 50}", "2022-02", lambda other: True)
    assert len(look_ups) == 1_000 + 50 + 50
