"""One line takes a published item back, and an item becomes more public only with an explicit line."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from bulletin import addresses, check, load, read, render
from bulletin.circulation.audience import is_seen, public_cut, seen_by
from bulletin.cli.build import BuildOptions
from bulletin.cli.build import run as run_build
from bulletin.cli.check import CheckOptions, check_folder
from bulletin.errors import ContentError
from bulletin.ledger import document
from bulletin.ledger.entries import EMPTY
from bulletin.ledger.levels import recorded_level
from bulletin.ledger.recording import record as record_shown
from bulletin.model import Circulation, File, Item, home_items
from tests.publish.built import record
from tests.support.folders import ISSUE, SETTINGS, make_content

FEBRUARY = datetime(2022, 2, 1, 9, 5, tzinfo=UTC)
LATER = datetime(2022, 2, 22, 10, 15, tzinfo=UTC)
ITEM = """\
---
title: Quokka review of the northern wards
kind: training
{level}summary: Quokka summary of the review
from: Quokka trust
audience: Quokka leads
topics: review
email: quokka@example.org
contact: Quokka desk, 0161 496 0123
links: Quokka report: https://example.org/quokka
attachments: Quokka paper: quokka.txt
image: quokka.png
image alt: A quokka on a ward
presenter: Dr Quokka
booking: Quokka booking by letter
cost: Quokka price
sessions:
  - Quokka day: 8 March 2022, 9:30am to 12:30pm, at Quokka House, https://example.org/quokka/book
---
The quokka text that everybody read on the first day. ![A quokka](quokka-plan.png)
"""
OTHER = "---\ntitle: Safeguarding week\ntopics: week\n---\nFree resources.\n"
PAGE = "site/items/quokka-review/index.html"
LOWERINGS = {
    "staff": "circulation: staff\n",
    "limited": "circulation: limited\ncirculation note: For quokka leads.\n",
    "held": "hold until: the quokka families have read it\n",
}


@pytest.fixture(scope="module")
def png() -> bytes:
    with io.BytesIO() as file:
        Image.new("RGB", (640, 400), "navy").save(file, "PNG")
        return file.getvalue()


def content_of(root: Path, png: bytes, level: str = "", **files: str) -> Path:
    item = ITEM.format(level=level)
    content = make_content(root, {
        "bulletin.yml": SETTINGS + "topics: review, week\n",
        "2022-02/week.md": OTHER,
        "2022-02/quokka-review.md": item,
        "2022-02/files/quokka.txt": b"The quokka paper.",
        "2022-02/files/quokka.png": png,
        "2022-02/files/quokka-plan.png": png,
    } | {f"2022-02/{name}.md": text for name, text in files.items()})  # fmt: skip
    return content


def published(root: Path, png: bytes, level: str = "", **files: str) -> Path:
    content = content_of(root, png, level, **files)
    record(content, FEBRUARY)
    return content


def noted(root: Path, png: bytes, level: str = "") -> Path:
    """Return the same content, recorded in the ledger but not built."""
    content = content_of(root, png, level)
    recorded(content, FEBRUARY)
    return content


def recorded(content: Path, at: datetime) -> None:
    """Record the content in its ledger without building files."""
    path = content / "ledger.json"
    before = document.parse(path.read_text("utf-8")) if path.exists() else EMPTY
    bulletin = load(content)
    pages = [addresses.item(item.slug) for item in home_items(bulletin) if is_seen(item, Circulation.PUBLIC)]
    path.write_text(document.dump(record_shown(before, bulletin, pages, at)), "utf-8", newline="\n")


def rewrite(content: Path, level: str) -> None:
    (content / "2022-02/quokka-review.md").write_text(ITEM.format(level=level), "utf-8")


def built(content: Path) -> dict[str, File]:
    reading = read(content)
    assert [problem for problem in check(reading) if problem.severity == "error"] == []
    return {file.path: file for file in render(load(content))}


def public_words(files: Mapping[str, File]) -> dict[str, str]:
    """Return the text of every file of the site with folded lines joined, without the address of the item itself."""
    texts = {
        path: file.read_bytes().decode("utf-8", "replace") for path, file in files.items() if path.startswith("site/")
    }
    return {
        path: re.sub(r"\r?\n[ \t]", "", f"{path}\n{text}").replace("items/quokka-review/", "")
        for path, text in texts.items()
    }


def ledger(content: Path) -> dict[str, object]:
    return dict(json.loads((content / "ledger.json").read_text("utf-8")))


@pytest.mark.parametrize("lowering", LOWERINGS)
def test_an_item_that_becomes_less_public_leaves_a_page_without_its_words(
    tmp_path: Path, png: bytes, lowering: str
) -> None:
    content = published(tmp_path, png)
    before = built(content)
    assert sum("quokka" in text.casefold() for text in public_words(before).values()) > 8
    rewrite(content, LOWERINGS[lowering])
    after = built(content)
    assert [path for path, text in public_words(after).items() if "quokka" in text.casefold()] == []
    page = after[PAGE].read_bytes().decode()
    assert "<h1>This is no longer here</h1>" in page
    assert 'name="robots" content="noindex' in page
    assert not any(path.startswith("site/items/quokka-review/") for path in after if path != PAGE)
    assert {"site/topics/review/index.html", "site/topics/review/feed.xml"} <= set(after)
    assert b"VEVENT" not in after["site/calendar.ics"].read_bytes()
    assert b"CANCEL" not in b"".join(file.read_bytes() for path, file in after.items() if path.startswith("site/"))
    assert "site/items/quokka-review/quokka-day.ics" in before


@pytest.mark.parametrize("lowering", ["limited", "held"])
def test_the_ledger_keeps_the_entry_and_later_builds_have_no_words_of_the_item(
    tmp_path: Path, png: bytes, lowering: str
) -> None:
    content = published(tmp_path, png)
    promised = ledger(content)["addresses"]
    rewrite(content, LOWERINGS[lowering])
    record(content, LATER)
    after = ledger(content)
    lost_addresses = [address for address in promised if address not in after["addresses"]]
    assert after["withdrawn"] == lost_addresses != []
    assert "items/quokka-review/quokka-day.ics" in lost_addresses
    assert {"items/quokka-review/", "topics/review/", "topics/review/feed.xml"} <= set(after["addresses"])
    assert after["items"]["quokka-review"]["level"] == lowering.split()[-1]
    assert "Quokka" not in json.dumps(after["items"])
    rewrite(content, f"was: {lowering}\n")
    assert "site/items/quokka-review/quokka-day.ics" in built(content)
    record(content, LATER)
    assert ledger(content)["addresses"] == promised
    assert "withdrawn" not in ledger(content)


def test_an_issue_whose_one_item_is_taken_back_keeps_its_page(tmp_path: Path, png: bytes) -> None:
    content = content_of(tmp_path, png)
    (content / "2022-02/week.md").unlink()
    (content / "2022-02/issue.md").write_text(ISSUE.replace("status", "circulation: staff\nstatus"), "utf-8")
    record(content, FEBRUARY)
    rewrite(content, LOWERINGS["held"])
    files = built(content)
    assert {"site/2022-02/index.html", "site/2022-02/card.png", "site/archive/2022-02/index.html", PAGE} <= set(files)
    assert not any("quokka" in text.casefold() for text in public_words(files).values())


def test_sessions_of_an_item_that_was_taken_back_may_go(tmp_path: Path, png: bytes) -> None:
    content = noted(tmp_path, png)
    lines = ITEM.format(level=LOWERINGS["held"]).replace("8 March", "9 March").replace("Quokka day", "Other day")
    (content / "2022-02/quokka-review.md").write_text(lines, "utf-8")
    assert [problem for problem in read(content).problems if problem.severity == "error"] == []


def test_an_item_that_vanishes_is_still_refused(tmp_path: Path, png: bytes) -> None:
    content = noted(tmp_path, png)
    (content / "2022-02/quokka-review.md").unlink()
    with pytest.raises(ContentError, match="NAM03"):
        load(content)


def test_an_attachment_of_a_public_item_may_not_vanish_because_another_item_was_taken_back(
    tmp_path: Path, png: bytes
) -> None:
    content = published(tmp_path, png, other="---\ntitle: Other\nattachments: quokka.txt\n---\nText.\n")
    rewrite(content, LOWERINGS["staff"])
    (content / "2022-02/other.md").write_text("---\ntitle: Other\n---\nText.\n", "utf-8")
    with pytest.raises(ContentError, match=r"items/other/files/quokka\.txt was published"):
        list(render(load(content)))


def test_a_correction_and_the_next_edition_have_no_words_of_the_item(tmp_path: Path, png: bytes) -> None:
    content = published(tmp_path, png)
    rewrite(content, LOWERINGS["limited"])
    record(content, LATER)
    (content / "2022-03").mkdir()
    (content / "2022-03/issue.md").write_text(ISSUE.replace("February", "March"), "utf-8")
    (content / "2022-03/x.md").write_text("---\ntitle: More\n---\nText.\n", "utf-8")
    mail = {path: file.read_bytes() for path, file in built(content).items() if path.startswith("mail/2022-03/")}
    assert mail
    assert not [path for path, text in mail.items() if b"uokka" in text]


def test_a_preview_for_the_public_has_no_words_of_the_item(tmp_path: Path, png: bytes) -> None:
    content = published(tmp_path, png)
    rewrite(content, LOWERINGS["staff"])
    files = {file.path: file for file in render(public_cut(load(content)))}
    assert [path for path, text in public_words(files).items() if "quokka" in text.casefold()] == []
    assert PAGE in files


def test_the_emptied_item_has_no_value_of_the_item(tmp_path: Path, png: bytes) -> None:
    content = noted(tmp_path, png)
    rewrite(content, LOWERINGS["limited"] + LOWERINGS["held"])
    bulletin = load(content)
    (emptied,) = (
        item for issue in seen_by(bulletin, Circulation.PUBLIC).issues for item in issue.items if item.retired
    )
    original = next(item for issue in bulletin.issues for item in issue.items if item.slug == emptied.slug)
    names = {"slug", "uid", "issue", "first_published"}
    usual = {row.name: row.default for row in fields(Item)}
    same = {
        row.name
        for row in fields(Item)
        if getattr(original, row.name) == getattr(emptied, row.name)
        and getattr(original, row.name) not in ("", (), None, False, usual[row.name])
    }
    assert same - {"body_line", "modified", "held"} == names
    assert "uokka" not in repr(replace(emptied, slug=""))


RISES = [
    ("staff", "circulation: staff\n", "", "for staff"),
    ("limited", "circulation: limited\ncirculation note: For leads.\n", "", "limited"),
    ("limited", "circulation: limited\ncirculation note: For leads.\n", "circulation: staff\n", "limited"),
]


@pytest.mark.parametrize(("was", "low", "high", "words"), RISES)
def test_an_item_becomes_more_public_only_with_a_line_that_says_what_it_was(
    tmp_path: Path, png: bytes, was: str, low: str, high: str, words: str
) -> None:
    content = noted(tmp_path, png, low)
    rewrite(content, high)
    problems = [str(problem) for problem in read(content).problems]
    now = "for staff" if high else "public"
    assert len(problems) == 1
    assert problems[0].endswith(
        f"This item was {words} when it was last recorded, and is {now} now. "
        f'If that is meant, write "was: {was}" in it. [RST09]'
    )
    assert "2022-02/quokka-review.md" in problems[0]
    other = "limited" if was == "staff" else "staff"
    rewrite(content, f"was: {other}\n{high}")
    assert [problem.rule for problem in read(content).problems] == ["RST09"]
    rewrite(content, f"was: {was}\n{high}")
    assert read(content).problems == ()
    recorded(content, LATER)
    (stale,) = read(content).problems
    assert (stale.rule, stale.severity, stale.line, stale.hint) == ("RST10", "warning", 4, "Delete it.")


def test_an_old_line_does_not_allow_a_later_change_to_more_public(tmp_path: Path, png: bytes) -> None:
    content = noted(tmp_path, png, "circulation: staff\n")
    rewrite(content, "was: staff\n")
    recorded(content, LATER)
    rewrite(content, "was: staff\ncirculation: staff\n")  # taken back, but the old line is still there
    recorded(content, LATER)
    rewrite(content, "was: staff\n")
    (problem,) = read(content).problems
    assert problem.hint == (
        'If that is meant, write its line anew, with a few words: "was: staff, opened again". The old one answered before.'
    )
    rewrite(content, "was: staff, opened again\n")
    assert read(content).problems == ()
    rewrite(content, "circulation: staff\n")
    recorded(content, LATER)
    rewrite(content, "was: staff\n")
    assert read(content).problems == ()


def test_a_changed_default_names_every_file_that_it_opens(tmp_path: Path, png: bytes) -> None:
    content = content_of(tmp_path, png)
    settings = content / "bulletin.yml"
    settings.write_text(settings.read_text("utf-8").replace("circulation: public", "circulation: staff"), "utf-8")
    recorded(content, FEBRUARY)
    settings.write_text(settings.read_text("utf-8").replace("circulation: staff", "circulation: public"), "utf-8")
    problems = read(content).problems
    assert [(Path(problem.path).name, problem.rule) for problem in problems] == [
        ("quokka-review.md", "RST09"),
        ("week.md", "RST09"),
    ]


def test_an_item_on_hold_that_was_taken_back_goes_out_again_only_with_a_line(tmp_path: Path, png: bytes) -> None:
    content = noted(tmp_path, png)
    rewrite(content, LOWERINGS["held"])
    recorded(content, LATER)
    rewrite(content, "")
    assert [problem.hint for problem in read(content).problems] == ['If that is meant, write "was: held" in it.']
    rewrite(content, "was: held\n")
    assert read(content).problems == ()


def test_an_item_on_hold_that_never_went_out_is_released_by_deleting_the_line(tmp_path: Path, png: bytes) -> None:
    content = noted(tmp_path, png, LOWERINGS["held"])
    rewrite(content, "")
    assert read(content).problems == ()


@pytest.mark.parametrize(("low", "level"), [("", "public"), ("circulation: staff\n", "not public")])
def test_a_ledger_of_version_1_shows_by_its_addresses_which_items_were_public(
    tmp_path: Path, png: bytes, low: str, level: str
) -> None:
    content = noted(tmp_path, png, low)
    old = ledger(content) | {"version": 1}
    for entry in old["items"].values():
        for key in {"level", "corrections"} & set(entry):
            del entry[key]
    (content / "ledger.json").write_text(json.dumps(old), "utf-8")
    assert recorded_level(document.parse(json.dumps(old)), "quokka-review") == level
    rewrite(content, "")
    assert [problem.rule for problem in read(content).problems] == (["RST09"] if low else [])
    rewrite(content, "circulation: staff\n")
    assert read(content).problems == ()


def test_the_key_was_does_not_take_public(tmp_path: Path, png: bytes) -> None:
    content = content_of(tmp_path, png, "was: public\n")
    assert [problem.message for problem in read(content).problems] == ['I do not know "was: public".']


def test_check_and_build_report_the_same_of_an_item_that_was_taken_back(tmp_path: Path, png: bytes) -> None:
    content, options = published(tmp_path, png), CheckOptions()
    build = BuildOptions(content, tmp_path / "out", (), None, (), check=False)
    rewrite(content, LOWERINGS["staff"])
    assert not check_folder(content, options).fails
    assert run_build(build) == 0
    recorded(content, LATER)
    rewrite(content, "")
    report = check_folder(content, options)
    assert report.fails
    assert "RST09" in report.text
    with pytest.raises(ContentError, match="RST09"):
        run_build(build)


def test_an_address_made_of_the_title_stays(tmp_path: Path) -> None:
    path = "2022-02/a-report-of-the-northern-wards.md"
    text = "---\ntitle: A report of the northern wards\n{}---\nText.\n"
    content = make_content(tmp_path, {path: text.format("")})
    recorded(content, FEBRUARY)
    (content / path).write_text(text.format("circulation: staff\n"), "utf-8")
    files = {file.path: file for file in render(load(content), ["pages"])}
    page = files["site/items/a-report-of-the-northern-wards/index.html"].read_bytes().decode()
    assert "eport" not in page.replace("items/a-report-of-the-northern-wards/", "")
