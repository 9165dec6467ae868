"""The main button of an item, in every output; training without dates; titles that lead elsewhere."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest

from bulletin import load, render
from bulletin.circulation.tripwire import Tripwire
from bulletin.errors import LeakError
from bulletin.ledger.hashes import item_hash
from bulletin.model import Circulation, File
from tests.outputs import email_checks
from tests.outputs.email_checks import elements
from tests.support.folders import make_content, problems

SURVEY = "https://forms.example.org/survey?a=1&b=2"
COURSE = "https://learning.example.org/adults"
REPORT = "https://example.org/report"
FILES: dict[str, str | bytes] = {
    "2022-02/survey.md": f"---\ntitle: Survey on supervision\nbutton: Answer the survey: {SURVEY}\n---\nFive minutes.\n",
    "2022-02/learning.md": f"---\ntitle: Safeguarding adults online\nkind: training\nbook: {COURSE}\n---\nAt any time.\n",
    "2022-02/pointer.md": f"---\ntitle: The annual report\nlink title: yes\nlinks: Annual report: {REPORT}\n---\nOut now.\n",
    "2022-02/week.md": "",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    bulletin = load(make_content(tmp_path_factory.mktemp("buttons"), FILES))
    return {file.path: file.data for file in render(bulletin) if isinstance(file.data, bytes)}


def page(files: dict[str, bytes], slug: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(files[f"site/items/{slug}/index.html"].decode()).find(".//main")


def test_the_email_has_a_button_that_says_what_it_is_about_and_keeps_every_guarantee(files: dict[str, bytes]) -> None:
    mail = email_checks.of({path.rpartition("/")[2]: data for path, data in files.items() if path.startswith("mail/")})
    buttons = {
        link.get("aria-label"): link.get("href") for link in elements(mail, "a") if link.get("class") == "button"
    }
    assert buttons == {
        "Answer the survey, Survey on supervision": SURVEY,
        "Book or start, Safeguarding adults online": COURSE,
    }
    assert f"Answer the survey: <{SURVEY}>" in mail.text
    assert f"Book or start: <{COURSE}>" in mail.text
    assert {name: wrong for name, run in email_checks.CHECKS.items() if (wrong := list(run(mail)))} == {}


def test_the_page_and_the_feed_have_the_same_button(files: dict[str, bytes]) -> None:
    [button] = page(files, "survey").find_class("button")
    assert (button.get("href"), button.text_content()) == (SURVEY, "Answer the survey: Survey on supervision")
    [button] = page(files, "learning").find_class("button")
    assert button.get("href") == COURSE
    feed = {entry["title"]: entry for entry in json.loads(files["site/feed.json"])["items"]}
    links = lxml.html.fragment_fromstring(feed["Survey on supervision"]["content_html"], create_parent=True).iterlinks()
    assert SURVEY in [link for _, _, link, _ in links]


def test_training_without_dates_is_in_no_calendar_and_links_to_none(files: dict[str, bytes]) -> None:
    assert b"BEGIN:VEVENT" not in files["site/calendar.ics"]
    assert not [path for path in files if path.startswith("site/items/learning/") and path.endswith(".ics")]
    assert "Dates" not in page(files, "learning").text_content()


def test_a_title_that_is_only_a_pointer_leads_there(files: dict[str, bytes]) -> None:
    assert page(files, "pointer").find(".//h1/a").get("href") == REPORT
    mail = email_checks.of({path.rpartition("/")[2]: data for path, data in files.items() if path.startswith("mail/")})
    [title] = [link for link in elements(mail, "a") if link.get("name") == "item-pointer"]
    assert title.get("href") == REPORT
    feed = {entry["title"]: entry for entry in json.loads(files["site/feed.json"])["items"]}
    assert feed["The annual report"]["external_url"] == REPORT
    assert "external_url" not in feed["Survey on supervision"]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("button: https://example.org/", 'Give this link a name: write "Name: https://example.org/". [LNK03]'),
        ("button: Go: javascript:alert(1)", '"javascript:alert(1)" is not an address I can use.'),
        ("link title: yes", 'The title has nowhere to lead. Add "button:" or "links:", or delete this line. [STR07]'),
        ("kind: training", 'This file has no sessions. Add a line "sessions: …". [STR07]'),
    ],
)
def test_a_button_without_a_usable_target_is_refused(tmp_path: Path, line: str, sentence: str) -> None:
    [problem] = problems(make_content(tmp_path, {"2022-02/week.md": f"---\ntitle: A week\n{line}\n---\nText.\n"}))
    assert sentence in problem


def test_the_button_is_in_the_hash_and_in_the_search_for_leaks(tmp_path: Path) -> None:
    bulletin = load(make_content(tmp_path, FILES))
    item = next(candidate for candidate in bulletin.issues[0].items if candidate.slug == "survey")
    assert item_hash(item) != item_hash(replace(item, button=None))
    limited = replace(item, circulation=Circulation.LIMITED, circulation_note="For leads.")
    issue = replace(bulletin.issues[0], items=(limited,))
    tripwire = Tripwire(replace(bulletin, issues=(issue,), mail=()))
    with pytest.raises(LeakError):
        tripwire.check(File(path="site/x.html", data=SURVEY.encode(), output="pages", circulation=Circulation.PUBLIC))
