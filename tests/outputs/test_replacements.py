"""A replaced item has a notice at its top wherever the web shows it, and the new item names the one it replaces."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from bulletin import check, load, read, render
from bulletin.ledger.hashes import item_hash
from bulletin.model import Item
from tests.outputs import email_checks
from tests.support.folders import make_content, problems
from tests.support.search_index import search_index

MARCH = "---\nissue date: 1 March 2022\nstatus: ready\n---\nWelcome to March.\n"
OLD = "---\ntitle: Bed rails alert\nreview by: 1 March 2023\n---\nRails can trap people.\n"
NEW = "---\ntitle: New advice on rails\nreplaces: Bed rails alert\n---\nTake them all off.\n"
FILES: dict[str, str | bytes] = {
    "2022-02/rails.md": OLD,
    "2022-03/issue.md": MARCH,
    "2022-03/rails-advice.md": NEW,
}
HOME = "https://example.org/nw-safeguarding/items"
NEWER, OLDER = "New advice on rails, 1 March 2022", "Bed rails alert, 1 February 2022"


def render_all(content: Path) -> dict[str, bytes]:
    return {file.path: file.data for file in render(load(content)) if isinstance(file.data, bytes)}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return render_all(make_content(tmp_path_factory.mktemp("replaced"), FILES))


def notices(data: bytes) -> list[str]:
    page = lxml.html.document_fromstring(data.decode())
    return [notice.text_content() for notice in page.find_class("notice")]


def search_rows(files: dict[str, bytes]) -> list[list[str]]:
    return search_index({path.removeprefix("site/"): data for path, data in files.items()}).rows


def entries(files: dict[str, bytes]) -> dict[str, dict[str, str]]:
    return {entry["title"]: entry for entry in json.loads(files["site/feed.json"])["items"]}


def test_the_replaced_page_begins_with_a_link_to_the_new_item_and_the_date(files: dict[str, bytes]) -> None:
    old = files["site/items/rails/index.html"]
    assert notices(old) == [f"Replaced by {NEWER}"]
    link = lxml.html.document_fromstring(old.decode()).find_class("notice")[0].find(".//a")
    assert link.get("href") == "../rails-advice/"
    assert notices(files["site/items/rails-advice/index.html"]) == [f"This replaces {OLDER}"]


def test_the_feeds_and_the_search_have_the_notice_of_replacement_first(files: dict[str, bytes]) -> None:
    old, new = entries(files)["Bed rails alert"], entries(files)["New advice on rails"]
    link = f'<a href="{HOME}/rails-advice/">New advice on rails</a>, 1 March 2022'
    assert old["content_html"].startswith(f"<p><strong>Replaced by {link}</strong></p>")
    assert old["summary"].startswith(f"Replaced by {NEWER}. ")
    assert old["date_modified"] >= new["date_published"] > old["date_published"]
    assert new["content_html"].startswith("<p><strong>This replaces ")
    rss = lxml.etree.fromstring(files["site/feed.xml"])
    assert f"Replaced by {NEWER}. Rails can trap people." in rss.xpath("//item/description/text()")
    rows = {title: summary for _, title, _, summary in search_rows(files)}
    assert rows["Bed rails alert"] == f"Replaced by {NEWER}. Rails can trap people."


def test_the_email_says_what_an_item_replaces(files: dict[str, bytes]) -> None:
    mail = email_checks.of({path.rpartition("/")[2]: data for path, data in files.items() if path.startswith("mail/")})
    assert f"This replaces {OLDER}: <{HOME}/rails/>" in mail.text
    assert {name: wrong for name, run in email_checks.CHECKS.items() if (wrong := list(run(mail)))} == {}


def test_the_day_of_review_is_printed(files: dict[str, bytes]) -> None:
    page = lxml.html.document_fromstring(files["site/items/rails/index.html"].decode())
    assert [element.text_content() for element in page.xpath("//dt | //dd")] == ["To be reviewed by", "1 March 2023"]


def test_a_withdrawn_item_keeps_its_address_and_has_the_notice_first(tmp_path: Path) -> None:
    withdrawn = OLD.replace("review by:", "gone: The advice was wrong.\nreview by:")
    files = render_all(make_content(tmp_path, FILES | {"2022-02/rails.md": withdrawn}))
    main = lxml.html.document_fromstring(files["site/items/rails/index.html"].decode()).find(".//main")
    assert [element.text_content() for element in main[:3]] == [
        "Bed rails alert",
        "This is no longer here. The advice was wrong.",
        f"Replaced by {NEWER}",
    ]
    assert "Bed rails alert" not in [title for _, title, *_ in search_rows(files)]


def test_a_replacement_is_not_named_to_readers_who_may_not_see_it(tmp_path: Path) -> None:
    staff = NEW.replace("replaces:", "circulation: staff\nreplaces:")
    files = render_all(make_content(tmp_path, FILES | {"2022-03/rails-advice.md": staff}))
    assert notices(files["site/items/rails/index.html"]) == []
    assert f"This replaces {OLDER}" in files["mail/2022-03/bulletin.txt"].decode()


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"2022-03/rails-advice.md": NEW.replace("Bed rails alert", "bed rail")}, 'There is no other item "bed rail".'),
        (
            {"2022-02/rails.md": OLD.replace("review", "replaces: New advice on rails\nreview")},
            "is newer than this item.",
        ),
        ({"2022-03/again.md": NEW.replace("New", "Other")}, '"rails" is replaced by "again", too.'),
        (
            {"2022-02/rails.md": OLD.replace("review", "circulation: staff\nreview")},
            "This item is public, and what it replaces is staff. Take the line out: not all of its readers may know "
            "of that item. [RST12]",
        ),
    ],
)
def test_an_impossible_replacement_is_refused(tmp_path: Path, files: dict[str, str | bytes], sentence: str) -> None:
    assert [line for line in problems(make_content(tmp_path, FILES | files)) if sentence in line]


def test_an_item_past_its_review_is_named_in_the_issue_that_is_being_written_with_lines_to_paste(
    tmp_path: Path,
) -> None:
    old: dict[str, str | bytes] = {"2022-02/rails.md": OLD.replace("1 March 2023", "28 February 2022")}
    march = {"2022-03/issue.md": MARCH, "2022-03/other.md": "---\ntitle: Other news\n---\nText.\n"}
    [problem] = [
        problem for problem in check(read(make_content(tmp_path / "a", old | march))) if problem.rule == "STR13"
    ]
    assert problem.path.endswith("2022-03/issue.md")
    assert "(2022-02/rails.md) was to be reviewed by 28 February 2022, and is still on the web." in problem.message
    for line, file in (
        ("review by: 28 February 2023", "rails"),
        ("gone: This advice no longer holds.", "rails"),
        ("replaces: rails", "other"),
    ):
        assert f'"{line}"' in problem.hint
        text = {"rails": str(old["2022-02/rails.md"]), "other": march["2022-03/other.md"]}[file]
        lines = text.replace("review by: 28 February 2022\n", "") if line.startswith("review") else text
        changed = {
            f"{'2022-02' if file == 'rails' else '2022-03'}/{file}.md": lines.replace("---\n", f"---\n{line}\n", 1)
        }
        content = make_content(tmp_path / line[:4], old | march | changed)
        assert [
            problem for problem in check(read(content)) if problem.rule == "STR13" or problem.severity == "error"
        ] == []


def test_items_without_the_new_keys_keep_their_hashes(tmp_path: Path) -> None:
    items: dict[str, Item] = {
        item.slug: item for issue in load(make_content(tmp_path, FILES)).issues for item in issue.items
    }
    assert items["rails"].review_by == date(2023, 3, 1)
    assert items["rails-advice"].replaces == "rails"
    assert len({item_hash(item) for item in items.values()}) == len(items)
