"""An email stays within the size that mail programs show: items are shortened, and their full text is elsewhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from bulletin import ContentError, load, render, write
from bulletin.cli.build import report
from bulletin.model import Bulletin, Circulation
from tests.outputs.email_checks import CHECKS, elements, of
from tests.outputs.email_reading import links_of, page_of, rendered, text_links_of, words_of
from tests.support.folders import SETTINGS, make_content
from tests.support.rendering import rendered_files
from tests.support.values import make_bulletin, make_issue, make_item, make_prose, make_settings, make_training

KINDS = ("notice", "training", "service", "update", "information", "learning")
NOTE = "Only for those named."


def _long(slug: str, words: int = 700, **changes: object) -> object:
    make = make_training if changes.get("kind") == "training" else make_item
    changes = {"kind": "information", **changes}
    if make is make_training:
        del changes["kind"]
    text = " ".join(f"{slug}-{number}" for number in range(words))
    return make(slug, prose=make_prose(text), summary=f"What {slug} is about.", **changes)


def _spilled(bulletin: Bulletin, *, limited: bool = False) -> list[tuple[str, str]]:
    return [
        (spill.item, spill.to)
        for file in rendered_files("limited" if limited else "email", bulletin)
        for spill in file.spilled
    ]


def _bulletin(*items: object, budget: int = 20_000, **changes: object) -> Bulletin:
    settings = make_settings(email_budget=budget)
    return make_bulletin(make_issue(*items), settings=settings, **changes)  # type: ignore[arg-type]


@pytest.mark.guarantee("EMAIL-10")
def test_an_email_within_the_budget_has_every_item_whole() -> None:
    assert _spilled(_bulletin(_long("a", 100), _long("b", 100))) == []


@pytest.mark.guarantee("EMAIL-52")
def test_items_are_shortened_by_kind_and_size_and_no_more_than_needed() -> None:
    kinds = [_long(kind, 500, kind=kind) for kind in KINDS]
    more = (_long("larger", 900), _long("summary", 500, summary_only=True, kind="training"))
    everything = _bulletin(*kinds, *more, budget=20_000)
    order = ["learning", "larger", "information", "update", "service", "training"]
    spilled = _spilled(everything)
    # The item with a summary alone saves almost nothing; the others are shortened in this order.
    assert [slug for slug, _ in spilled if slug != "summary"] == order
    assert {to for _, to in spilled} == {"web"}
    lengths = [
        len(rendered(_bulletin(*kinds, *more, budget=size))["bulletin.html"]) for size in (40_000, 50_000, 60_000)
    ]
    assert all(length <= size for length, size in zip(lengths, (40_000, 50_000, 60_000), strict=True))
    assert _spilled(_bulletin(*kinds, *more, budget=60_000)) == [
        *spilled[: len(_spilled(_bulletin(*kinds, *more, budget=60_000)))]
    ]


@pytest.mark.guarantee("EMAIL-52")
def test_notices_and_the_first_items_are_never_shortened() -> None:
    issue = make_issue(_long("first", 900), _long("notice", 900, kind="notice"), _long("other", 900), first=("first",))  # type: ignore[arg-type]
    issue = replace(issue, sections=(("Notices", ("notice",)), ("Information", ("other",))))
    bulletin = make_bulletin(issue, settings=make_settings(email_budget=20_000))
    assert _spilled(bulletin) == [("other", "web")]
    words = words_of(page_of(rendered(bulletin)["bulletin.html"]))
    assert "first-899" in words
    assert "notice-899" in words
    assert "other-899" not in words


@pytest.mark.guarantee("EMAIL-52")
def test_pinned_items_are_never_shortened() -> None:
    bulletin = _bulletin(_long("pinned", 900, pinned=True), _long("other", 900), budget=20_000)
    assert _spilled(bulletin) == [("other", "web")]
    assert "pinned-899" in words_of(page_of(rendered(bulletin)["bulletin.html"]))


@pytest.mark.guarantee("EMAIL-53")
def test_a_short_item_links_to_its_full_text_in_both_parts() -> None:
    bulletin = _bulletin(_long("open-item", 900), _long("inside-item", 900, circulation=Circulation.STAFF))
    files = rendered(bulletin)
    page = page_of(files["bulletin.html"])
    text = files["bulletin.txt"].decode()
    for words in (words_of(page), " ".join(text.split())):
        assert "What open-item is about. Read on the web: Open item" in words
        assert "What inside-item is about. All of it is in bulletin-in-full.txt, attached to this email." in words
        assert "item-899" not in words
    assert links_of(page) == text_links_of(text)
    assert "inside-item-899" in files["bulletin-in-full.txt"].decode()
    for name in ("bulletin.eml", "bulletin-send.eml"):
        assert b'filename="bulletin-in-full.txt"' in files[name]
    assert b"bulletin-in-full.txt" in files["bulletin-copy.html"]


def test_nothing_is_attached_when_all_short_items_are_on_the_web() -> None:
    assert "bulletin-in-full.txt" not in rendered(_bulletin(_long("a", 1500), _long("b", 1500)))


@pytest.mark.guarantee("EMAIL-53")
def test_without_web_pages_the_attached_file_has_public_items_in_full_too() -> None:
    bulletin = _bulletin(_long("a", 3000))
    bulletin = replace(bulletin, settings=replace(bulletin.settings, hosted=False))
    assert _spilled(bulletin) == [("a", "file")]
    assert b"a-2999" in rendered(bulletin)["bulletin-in-full.txt"]


@pytest.mark.guarantee("EMAIL-53")
def test_the_full_text_of_a_short_limited_item_is_attached_as_a_page() -> None:
    item = _long("closed", 2000, kind="update", circulation=Circulation.LIMITED, circulation_note=NOTE)
    bulletin = _bulletin(item)
    files = rendered(bulletin, limited=True)
    assert _spilled(bulletin, limited=True) == [("closed", "file")]
    assert "closed-1999" in words_of(page_of(files["limited-in-full.html"]))
    assert words_of(page_of(files["limited-in-full.html"])).count(NOTE) == 2
    assert b'filename="limited-in-full.html"' in files["limited.eml"]


@pytest.mark.guarantee("EMAIL-54")
def test_sixty_long_items_make_a_whole_valid_email_that_names_each() -> None:
    kinds = ("training", "information", "update")
    items = [
        _long(f"item-{number}", 900, title=f"The matter of number {number}", kind=kinds[number % 3])
        for number in range(60)
    ]
    mail = of(rendered(_bulletin(*items, budget=73_000)))
    assert [key for key, check in CHECKS.items() if list(check(mail))] == []
    titles = {f"The matter of number {number}" for number in range(60)}
    assert {words_of(h3) for h3 in elements(mail, "h3")} == titles
    assert len([th for th in elements(mail, "th") if th.get("scope") == "row"]) == 20


@pytest.mark.guarantee("EMAIL-10")
def test_an_email_that_cannot_be_made_small_enough_is_refused_with_its_largest_items() -> None:
    items = [_long(f"n-{size}", size, kind="notice") for size in (100, 4000, 5000, 6000)]
    with pytest.raises(ContentError) as caught:
        rendered(_bulletin(*items))
    (problem,) = caught.value.problems
    assert (problem.path, problem.rule) == ("content/2022-02/issue.md", "EML01")
    assert re.fullmatch(r"The email has 1\d\dKB, and mail programs cut off what is over 103KB\.", problem.message)


@pytest.mark.guarantee("EMAIL-10")
def test_the_refusal_names_the_three_largest_items_with_their_sizes() -> None:
    items = [
        make_training(f"t-{size}", summary="x " * size, summary_only=True) for size in (9_000, 10_000, 20_000, 30_000)
    ]
    with pytest.raises(
        ContentError, match=r"t-30000\.md \(\d+KB\), content/2022-02/t-20000\.md \(\d+KB\), content/2022-02/t-10000\.md"
    ):
        rendered(_bulletin(*items))


def test_the_manifest_and_the_report_list_short_items_and_the_places_of_their_full_texts(tmp_path: Path) -> None:
    body = "\n\n".join(f"Paragraph {number} of the long text about the matter at hand." for number in range(400))
    content = make_content(
        tmp_path,
        {
            "bulletin.yml": SETTINGS + "email budget: 20000\n",
            "2022-02/long.md": f"---\ntitle: A long story\n---\n{body}\n",
            "2022-02/inside.md": f"---\ntitle: An inside story\ncirculation: staff\n---\n{body}\n",
        },
    )
    bulletin, out = load(content), tmp_path / "build"
    written = write(render(bulletin), out)
    (issue,) = json.loads((out / "manifest.json").read_text("utf-8"))["issues"]
    forms = {spill["item"]: spill["to"] for spill in issue["spilled"]}
    assert forms == {"long": "web", "inside": "file"}
    assert all(20_000 < spill["bytes"] < 100_000 for spill in issue["spilled"])
    lines = report(bulletin, written, out)
    assert "Short in the email, so that it has at most 20KB: 2 items\n" in lines
    assert re.search(r"2022-02/long\.md \(\d+KB, whole on the web\)", lines)
    assert re.search(r"2022-02/inside\.md \(\d+KB, whole in the file that is attached\)", lines)
