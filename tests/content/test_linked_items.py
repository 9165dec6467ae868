"""A link to an item leads to its place in the email or to its page, and never to a less public item."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin import load, render
from bulletin.checks.run import check
from bulletin.content.load import read
from bulletin.model import File
from tests.support.folders import HOSTLESS, ISSUE, make_content

TARGET = "---\ntitle: Self-neglect: what to do\n---\n## Who can come\n\nAll.\n"


def item(body: str, *keys: str) -> str:
    return "\n".join(["---", "title: An example", *keys, "---", body, ""])


def problems(root: Path, files: dict[str, str | bytes]) -> list[str]:
    usual: dict[str, str | bytes] = {"2022-02/self-neglect.md": TARGET, "2022-02/week.md": ""}
    unsorted = check(read(make_content(root, usual | files)))
    return [str(problem).partition("content/")[2] for problem in unsorted if problem.severity != "info"]


def built(root: Path, files: dict[str, str | bytes]) -> dict[str, str]:
    usual: dict[str, str | bytes] = {"2022-02/self-neglect.md": TARGET, "2022-02/week.md": ""}
    outputs = ("pages", "email", "feed", "json-feed")
    return {file.path: text(file) for file in render(load(make_content(root, usual | files)), outputs)}


def text(file: File) -> str:
    return file.data.decode("utf-8", "replace") if isinstance(file.data, bytes) else ""


LINKS = "See [what to do](self-neglect.md), [who](self-neglect.md#who-can-come) and [below](#more).\n\n## More\n\nText."


def test_a_link_leads_to_the_page_and_its_heading(tmp_path: Path) -> None:
    page = built(tmp_path, {"2022-02/a.md": item(LINKS)})["site/items/a/index.html"]
    assert '<a href="../self-neglect/">what to do</a>' in page
    assert '<a href="../self-neglect/#self-neglect-who-can-come">who</a>' in page
    assert '<a href="#a-more">below</a>' in page
    assert '<h2 id="a-more">More</h2>' in page


def test_the_heading_that_a_link_leads_to_has_the_anchor_and_no_other_has_one(tmp_path: Path) -> None:
    files = built(tmp_path, {"2022-02/a.md": item(LINKS)})
    assert '<h2 id="self-neglect-who-can-come">Who can come</h2>' in files["site/items/self-neglect/index.html"]
    files = built(tmp_path / "without", {"2022-02/a.md": item("Text.")})
    assert "<h2>Who can come</h2>" in files["site/items/self-neglect/index.html"]


def test_a_heading_may_be_named_as_github_names_it(tmp_path: Path) -> None:
    body = "See [the changes](#changes-in-v1291).\n\n## Changes in v1.29.1\n\nText."
    page = built(tmp_path, {"2022-02/a.md": item(body)})["site/items/a/index.html"]
    assert '<a href="#a-changes-in-v1-29-1">the changes</a>' in page
    assert '<h2 id="a-changes-in-v1-29-1">Changes in v1.29.1</h2>' in page


def test_a_link_leads_to_the_items_place_in_the_email(tmp_path: Path) -> None:
    mail = built(tmp_path, {"2022-02/a.md": item(LINKS)})["mail/2022-02/bulletin.html"]
    in_contents_and_texts = 2 + 2
    assert mail.count('href="#item-self-neglect"') == in_contents_and_texts
    assert mail.count('id="item-self-neglect"') == mail.count('name="item-self-neglect"') == 1
    assert 'href="#a-more"' in mail
    assert 'id="a-more"' in mail


def test_a_link_of_an_email_to_an_item_of_another_issue_leads_to_its_page(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-03/issue.md": ISSUE.replace("February", "March"),
        "2022-03/a.md": item("See [what to do](../2022-02/self-neglect.md#who-can-come)."),
    }
    mail = built(tmp_path, files)["mail/2022-03/bulletin.html"]
    address = "https://example.org/nw-safeguarding/items/self-neglect/#self-neglect-who-can-come"
    assert f'href="{address}"' in mail


def test_without_a_web_site_the_words_of_a_link_to_an_item_stay(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "bulletin.yml": HOSTLESS,
        "2022-03/issue.md": ISSUE.replace("February", "March"),
        "2022-03/a.md": item("See [what to do](../2022-02/self-neglect.md)."),
    }
    mail = built(tmp_path, files)["mail/2022-03/bulletin.html"]
    assert "See what to do." in mail
    assert "item:" not in mail


def test_feeds_have_the_full_address_and_the_plain_text_the_title(tmp_path: Path) -> None:
    files = built(tmp_path, {"2022-02/a.md": item(LINKS + "\n\nA.[^1]\n\n[^1]: Note.")})
    base = "https://example.org/nw-safeguarding/items"
    for feed in ("site/feed.xml", "site/feed.json"):
        assert f"{base}/self-neglect/#self-neglect-who-can-come" in files[feed]
        assert f"{base}/a/#a-note-1" in files[feed]
    assert 'See what to do (see "Self-neglect: what to do"), who (see' in files["mail/2022-02/bulletin.txt"].replace(
        "\n", " "
    )


def test_an_introduction_links_to_items_and_its_own_headings(tmp_path: Path) -> None:
    issue = ISSUE + "\nSee [this](self-neglect.md) and [that](#that).\n\n## That\n\nText.\n"
    files = built(tmp_path, {"2022-02/issue.md": issue})
    assert '<a href="#item-self-neglect">this</a>' in files["site/2022-02/index.html"]
    assert '<a href="#issue-2022-02-that">that</a>' in files["site/2022-02/index.html"]
    assert '<a href="items/self-neglect/">this</a>' in files["site/index.html"]
    assert 'href="#item-self-neglect"' in files["mail/2022-02/bulletin.html"]


STAFF, LIMITED = "circulation: staff", "circulation: limited\ncirculation note: Not for forwarding."
HELD = "hold until: the families know"
CLOSED = [
    ("", STAFF, "This text is public and leads to self-neglect.md, which is for staff."),
    ("", LIMITED, "This text is public and leads to self-neglect.md, which is limited."),
    (STAFF, LIMITED, "This text is for staff and leads to self-neglect.md, which is limited."),
    (STAFF, HELD, "This text is for staff and leads to self-neglect.md, which is on hold."),
    (LIMITED, STAFF, ""),
    (STAFF, "", ""),
    (STAFF, STAFF, ""),
]


@pytest.mark.parametrize(("own_keys", "other_keys", "sentence"), CLOSED)
def test_a_link_to_a_less_public_item_is_refused(tmp_path: Path, own_keys: str, other_keys: str, sentence: str) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/self-neglect.md": TARGET.replace("---\n##", f"{other_keys}\n---\n##") if other_keys else TARGET,
        "2022-02/a.md": item("See [it](self-neglect.md).", *filter(None, [own_keys])),
    }
    sentences = [line for line in problems(tmp_path, files) if "RST12" in line]
    assert [line for line in sentences if sentence in line] == sentences
    assert bool(sentences) == bool(sentence)


def test_a_public_introduction_may_not_lead_to_an_item_for_staff(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/self-neglect.md": TARGET.replace("---\n##", f"{STAFF}\n---\n##"),
        "2022-02/issue.md": ISSUE + "See [it](self-neglect.md).\n",
    }
    [line] = [line for line in problems(tmp_path, files) if "RST12" in line]
    assert line.startswith("2022-02/issue.md:6:10: ")


NOWHERE = [
    (
        "[x](self-neglct.md)",
        '2022-02/a.md:4:5: There is no item self-neglct.md. Did you mean "self-neglect.md"? [LNK07]',
    ),
    ("[x](self-neglect.md#who)", 'There is no heading "who" in self-neglect.md.'),
    ("[x](#more)", 'There is no heading "more" in a.md.'),
    ("[x](issue.md)", "There is no item issue.md."),
    ("[x](../../secret.md)", "There is no item secret.md."),
    ("[x](files/a.pdf)", "is a file"),
    ("[x](#)", "is not an address I can use"),
]


@pytest.mark.parametrize(("link", "sentence"), NOWHERE)
def test_a_link_without_a_target_is_reported_at_its_address(tmp_path: Path, link: str, sentence: str) -> None:
    sentences = problems(tmp_path, {"2022-02/a.md": item(link)})
    assert any(sentence in line and line.startswith("2022-02/a.md:4:5: ") for line in sentences), sentences


def test_an_item_that_leads_nowhere_is_not_offered_itself(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/case-009.md": item("See [it](case-999.md)."),
        "2022-02/case-008.md": item("Text.", "moved to: case-088"),
    }
    sentences = [line for line in problems(tmp_path, files) if "There is no item" in line]
    assert [re.findall('Did you mean "([^"]*)"', line) for line in sentences] == [["case-009"], ["case-008.md"]]


def test_a_link_to_an_item_of_a_draft_is_a_warning_and_its_words_stay(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-03/issue.md": ISSUE.replace("February", "March").replace("ready", "draft"),
        "2022-03/later.md": item("Text."),
        "2022-02/a.md": item("See [it](../2022-03/later.md)."),
    }
    assert any("a draft, so this link leads nowhere yet" in line for line in problems(tmp_path, files))
    page = built(tmp_path / "again", files)["site/items/a/index.html"]
    assert "See it." in page


def test_a_link_to_a_file_name_with_blanks_and_another_slug_is_found(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/Self Neglect (2).md": item("Text.", "slug: other").replace("An example", "Other"),
        "2022-02/a.md": item("See [it](<Self Neglect (2).md>) and [it](Self%20Neglect%20%282%29.md)."),
    }
    page = built(tmp_path, files)["site/items/a/index.html"]
    assert page.count('<a href="../other/">it</a>') == 2


def test_the_other_rules_of_links_report_nothing_about_links_to_items(tmp_path: Path) -> None:
    assert problems(tmp_path, {"2022-02/a.md": item(LINKS)}) == []


def test_an_item_that_cannot_be_read_is_not_reported_as_missing_as_well(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/broken.md": item("It\u0092s broken."),
        "2022-02/a.md": item("See [that](broken.md) and [the rest](broken.md#more)."),
        "2022-02/old.md": item("Text.", "moved to: broken"),
        "2022-02/issue.md": ISSUE.replace("status", "start with: broken\nstatus"),
    }
    [problem] = problems(tmp_path, files)
    assert problem.startswith("2022-02/broken.md:4:3: ")
