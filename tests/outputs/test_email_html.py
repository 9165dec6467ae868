"""The HTML of the email, read with another parser than the one that made it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bulletin.model import Asset, Bulletin, Circulation, Contact, Image, Link, Session, Snippet, State
from bulletin.outputs.email.inline import inline_styles
from bulletin.outputs.email.plan import plan
from bulletin.outputs.templates import fill
from tests.outputs.email_reading import Node, body_of, links_of, page_of, rendered, words_of
from tests.support.values import (
    LONDON,
    make_bulletin,
    make_issue,
    make_item,
    make_prose,
    make_session,
    make_settings,
    make_training,
)


def _sessions(slug: str, count: int) -> tuple[Session, ...]:
    starts = [datetime(2022, 3, day, 9, 30, tzinfo=LONDON) for day in range(1, count + 1)]
    return tuple(
        make_session(slug, f"cohort-{number}", label=f"Cohort {number}", start=start, places=16)
        for number, start in enumerate(starts, 1)
    )


def full_bulletin(**changes: Any) -> Bulletin:
    """Return a bulletin with items of every kind."""
    shared = Snippet(slug="policy", title="Before you book", body="x", shared=True, prose=make_prose("Please come."))
    snippet = Snippet(slug="help", title="If the link fails", body="x", prose=make_prose("Try another browser."))
    head = '<thead>\n<tr>\n<th scope="col">Year</th>\n</tr>\n</thead>'
    table = f"<table>\n{head}\n<tbody>\n<tr>\n<td>2021</td>\n</tr>\n</tbody>\n</table>"
    notice = make_item("before-you-book", kind="notice", circulation=Circulation.STAFF)
    training = make_training(
        "safer-recruitment",
        *_sessions("safer-recruitment", 3),
        snippets=(shared, snippet),
        presenters=("NSPCC",),
        cost="Free",
    )
    service = make_item(
        "support-service",
        kind="service",
        details=(("Opening hours", "Monday to Friday, 8am to 8pm"),),
        contacts=(
            Contact(label="Helpline", phone="0344 255 0623", tel="tel:+443442550623"),
            Contact(email="hsbs@example.org"),
        ),
    )
    learning = make_item(
        "review",
        kind="learning",
        prose=replace(make_prose("One."), email=f"<h4>Numbers</h4>\n{table}\n<p>x</p>\n{table}"),
        links=(Link(label="The full report", url="https://example.org/report?a=1&b=2"),),
        content_note="Abuse.",
    )
    issue = make_issue(notice, training, service, learning, first=("before-you-book",), **changes)
    return make_bulletin(
        replace(
            issue,
            sections=tuple(
                (heading, tuple(slug for slug in slugs if slug != "before-you-book"))
                for heading, slugs in issue.sections
            ),
        )
    )


@pytest.fixture(scope="module")
def html() -> bytes:
    return rendered(full_bulletin())["bulletin.html"]


@pytest.fixture(scope="module")
def page(html: bytes) -> Node:
    return page_of(html)


def test_the_document_starts_with_the_doctype_and_says_its_character_set_early(html: bytes) -> None:
    assert html.startswith(b'<!DOCTYPE html>\n<html lang="en-GB" dir="ltr">')
    assert html.index(b'<meta charset="utf-8">') < 1024


def test_every_child_of_the_body_names_its_language_and_direction(page: Node) -> None:
    body = body_of(page)
    children = [child for child in body if isinstance(child.tag, str)]
    assert len(children) == 2
    assert all((child.get("lang"), child.get("dir")) == ("en-GB", "ltr") for child in (body, *children))


def test_an_arabic_bulletin_runs_from_right_to_left() -> None:
    bulletin = replace(full_bulletin(), settings=make_settings(language="ar-EG"))
    page = page_of(rendered(bulletin)["bulletin.html"])
    assert {node.get("dir") for node in (page, body_of(page), *body_of(page))} == {"rtl"}


def test_the_wrapper_is_an_article_with_the_subject_as_its_name(page: Node) -> None:
    wrapper = body_of(page)[1]
    named = (wrapper.get("role"), wrapper.get("aria-roledescription"), wrapper.get("aria-label"))
    assert named == ("article", "email", "North West safeguarding bulletin: February and March 2022")
    assert page.find("head/title").text == named[2]


def test_layout_tables_are_presentation_and_data_tables_have_caption_and_scope(page: Node) -> None:
    tables = list(page.iter("table"))
    data = [table for table in tables if table.get("role") is None]
    assert len(data) == 3
    assert all(table.get("role") in (None, "presentation") for table in tables)
    assert all(table.get("cellpadding") == table.get("cellspacing") == table.get("border") == "0" for table in tables)
    for table in data:
        assert words_of(table.find("caption"))
        assert all(th.get("scope") in ("col", "row") for th in table.iter("th"))
    assert not any(
        list(table.iter("th"))
        for table in tables
        if table not in data and not any(part in data for part in table.iter())
    )


def test_two_tables_of_one_text_have_different_captions(page: Node) -> None:
    assert [words_of(caption) for caption in page.iter("caption")][1:] == ["Numbers", "Numbers, table 2"]


def test_a_heading_directly_above_a_table_is_its_caption_and_is_read_once(page: Node) -> None:
    assert [words_of(heading) for heading in page.iter("h4")].count("Numbers") == 1
    assert [words_of(heading) for heading in page.findall(".//caption/h4")] == ["Numbers"]


def test_there_is_one_h1_and_no_heading_level_is_skipped(page: Node) -> None:
    levels = [int(node.tag[1]) for node in page.iter() if re.fullmatch("h[1-6]", str(node.tag))]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_fragment_leads_somewhere(page: Node) -> None:
    ids = [node.get("id") for node in page.iter() if node.get("id")]
    fragments = {link.get("href")[1:] for link in page.iter("a") if link.get("href", "").startswith("#")}
    assert len(ids) == len(set(ids))
    assert fragments
    assert fragments <= set(ids)


def test_links_with_the_same_words_have_the_same_target(page: Node) -> None:
    targets: dict[str, set[str]] = {}
    for link in page.iter("a"):
        assert words_of(link)
        targets.setdefault(words_of(link), set()).add(link.get("href"))
    assert [words for words, addresses in targets.items() if len(addresses) > 1] == []


def test_the_accessible_name_of_a_button_begins_with_its_words_and_names_the_item(page: Node) -> None:
    buttons = [link for link in page.iter("a") if link.get("class") == "button"]
    assert len(buttons) == 3
    for button in buttons:
        assert button.get("aria-label") == f"{words_of(button)}, Safer recruitment"
        assert button.get("role") is None


def test_every_coloured_cell_has_the_colour_as_an_attribute_too(page: Node) -> None:
    cells = [
        node
        for tag in ("td", "table", "body")
        for node in page.iter(tag)
        if "background-color" in node.get("style", "")
    ]
    assert cells
    for cell in cells:
        colour = re.search(r"background-color: ?(#[0-9a-f]{6})", cell.get("style"))
        assert colour
        assert cell.get("bgcolor") == colour[1]


def test_styles_are_on_the_elements_and_only_four_blocks_are_kept(html: bytes) -> None:
    text = html.decode()
    assert '<h3 style="margin:0 0 8px 0; font-size:20px; line-height:28px' in text
    blocks = re.findall(
        r"(?<!-->)\n<style>(.*?)</style>",
        re.sub(r"<!--\[if mso\]>.*?<!\[endif\]-->", "", text, flags=re.DOTALL),
        re.DOTALL,
    )
    assert len(blocks) == 4
    assert "data-premailer" not in text
    assert sum(len(block.encode()) for block in blocks) < 16_384


def test_every_declaration_of_a_kept_rule_is_important_and_no_rule_of_media_is_nested(html: bytes) -> None:
    blocks = re.findall(r"<style>(.*?)</style>", re.sub(r"<!--.*?-->", "", html.decode(), flags=re.DOTALL), re.DOTALL)
    declarations = [
        declaration
        for block in blocks
        for rule in re.findall(r"\{([^{}]*)\}", block)
        for declaration in rule.split(";")
        if declaration.strip()
    ]
    ordinary = [declaration.strip() for declaration in declarations if not declaration.endswith(" !important")]
    assert ordinary == ["color-scheme: light dark", "supported-color-schemes: light dark"]
    assert not re.search(r"@[^{}]*\{[^{}]*(\{[^{}]*\}[^{}]*)*@", "".join(blocks))


def test_conditional_comments_are_of_two_kinds_and_close(html: bytes) -> None:
    text = html.decode()
    assert text.count("<!--[if mso]>") == text.count("<![endif]-->") == text.count("<!--")


def test_nothing_active_or_remote_is_in_the_document(page: Node) -> None:
    tags = {str(node.tag) for node in page.iter()}
    assert not tags & {"script", "form", "iframe", "object", "embed", "svg", "video", "link", "base", "img"}
    assert not any(name.startswith("on") for node in page.iter() if isinstance(node.tag, str) for name in node.attrib)
    assert {link.get("href").split(":")[0] for link in page.iter("a") if not link.get("href").startswith("#")} <= {
        "https",
        "webcal",
        "mailto",
        "tel",
    }


def test_the_preheader_is_the_first_text_and_fills_the_preview(page: Node) -> None:
    first = body_of(page)[0]
    assert "display:none" in first.get("style")
    assert words_of(first) == "Welcome to this issue. 4 items and 3 training sessions."
    assert "".join(first.itertext()).count("\u034f") == 40


def test_inlining_changes_no_word_and_no_link() -> None:
    bulletin = full_bulletin()
    source = fill(bulletin, "email/bulletin.html", mail=plan(bulletin, bulletin.mail[0]))
    before, after = page_of(source.lstrip().encode()), page_of(inline_styles(source).encode())
    assert words_of(before) == words_of(after)
    assert links_of(before) == links_of(after)


def test_an_attribute_keeps_its_angle_brackets_as_entities() -> None:
    html = rendered(make_bulletin(make_issue(make_item(), subject="a <!--[if mso]> b")))["bulletin.html"].decode()
    assert 'aria-label="a &lt;!--[if mso]&gt; b"' in html


def test_pictures_are_linked_where_hosted_and_never_wider_than_the_text() -> None:
    asset = _asset("items/self-neglect/files/plan.png", 1200, 800)
    prose = replace(
        make_prose(),
        email=f'<p><img src="asset:{asset.address}" alt="A &quot;plan&quot;" width="1200" height="800" /></p>\n',
    )
    item = make_item(
        prose=prose, image=Image(alt="A door", asset=asset), body_images=(Image(alt='A "plan"', asset=asset),)
    )
    pictures = list(page_of(rendered(make_bulletin(make_issue(item)))["bulletin.html"]).iter("img"))
    assert [(picture.get("alt"), picture.get("width"), picture.get("height")) for picture in pictures] == [
        ("A door", "576", None),
        ('A "plan"', "576", None),
    ]
    assert {picture.get("src") for picture in pictures} == {
        "https://example.org/nw-safeguarding/items/self-neglect/files/plan.png"
    }
    assert all(
        "max-width:576px" in picture.get("style") and "display:block" in picture.get("style") for picture in pictures
    )


def test_a_picture_that_is_not_hosted_is_named_by_its_content_id() -> None:
    item = make_item(
        image=Image(alt="A door", asset=_asset("items/x/files/door.png", 300, 200)), circulation=Circulation.STAFF
    )
    (picture,) = page_of(rendered(make_bulletin(make_issue(item)))["bulletin.html"]).iter("img")
    assert picture.get("src") == "cid:items.x.files.door.png@bulletin"
    assert picture.get("width") == "300"


@pytest.mark.parametrize(
    ("state", "word"), [(State.FULL, "Full"), (State.CANCELLED, "Cancelled"), (State.WAITING_LIST, "Waiting list")]
)
def test_the_state_of_a_session_is_written_in_words(state: State, word: str) -> None:
    item = make_training("self-neglect", make_session(state=state))
    page = page_of(rendered(make_bulletin(make_issue(item)))["bulletin.html"])
    marks = [words_of(node) for node in page.iter("strong") if node.get("class") == "state"]
    assert marks == [word]
    assert f"Microsoft Teams. {word}" in words_of(page)


def _asset(address: str, width: int, height: int) -> Asset:
    return Asset(
        name=address.rpartition("/")[2], address=address, source=Path(address), media_type="image/png", size=3,
        sha256="0" * 64, width=width, height=height, data=b"\x89PN",
    )  # fmt: skip


def test_inlining_loads_no_style_sheet_that_a_page_links_to() -> None:
    link = '<link rel="stylesheet" href="https://example.org/style.css">'
    page = f"<!DOCTYPE html><html><head>{link}<style>p {{ color: #00000f; }}</style></head><body><p>x</p></body></html>"
    assert link in inline_styles(page)
    assert '<p style="color:#00000f">x</p>' in inline_styles(page)


def test_text_that_is_nested_deep_is_kept() -> None:
    page = f"<!DOCTYPE html><html><body>{'<div>' * 300}words{'</div>' * 300}</body></html>"
    assert "words" in inline_styles(page)
