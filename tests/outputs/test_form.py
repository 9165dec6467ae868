"""The form for a new item in Chromium writes files that load as typed, and sends nothing without a press."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from bulletin import check, load, read
from bulletin.checks.built import check_built
from bulletin.content.issue_form import questions
from bulletin.content.writing import write_value
from bulletin.model import Item
from bulletin.model.rows import KINDS, TRAINING
from bulletin.outputs import files, form
from bulletin.outputs.session_text import session_sentence
from bulletin.text.slugs import slug
from tests.support.browser import axe, opened
from tests.support.folders import SETTINGS, make_content
from tests.support.values import ROOT, make_bulletin, make_issue, make_item, make_settings

REPOSITORY = "our-team/our-bulletin"
NOW = "2026-12-01T10:00:00"
ISSUE = "---\nissue date: 4 January 2027\nstatus: ready\n---\nWelcome.\n"


def form_page(**changes: Any) -> str:
    return form.page(make_bulletin(settings=make_settings(repository=REPOSITORY, form=True, **changes)))


@contextmanager
def open_form(
    browser: Browser, folder: Path, *, width: int = 1280, dark: bool = False, **changes: Any
) -> Iterator[Page]:
    path = folder / "form.html"
    path.write_text(form_page(**changes), "utf-8")
    messages: list[str] = []
    with opened(browser, "about:blank", width=width, dark=dark) as tab:
        tab.on("console", lambda message: messages.append(message.text))
        tab.on("pageerror", lambda error: messages.append(str(error)))
        tab.set_default_timeout(5000)
        tab.clock.set_fixed_time(NOW)
        tab.goto(path.as_uri())
        yield tab
        assert messages == []
        assert tab.refused == []  # type: ignore[attr-defined]


def problems(tab: Page) -> list[str]:
    return tab.locator("#problems li").all_text_contents()


def proposed(tab: Page) -> tuple[str, str, str]:
    """Return the page that the button opens, and the name and the text of the new file there."""
    assert problems(tab) == []
    url = urlsplit(tab.get_attribute("#propose", "href") or "")
    query = parse_qs(url.query)
    return f"{url.scheme}://{url.netloc}{url.path}", query["filename"][0], query.get("value", [""])[0]


def loaded(folder: Path, name: str, text: str) -> Item:
    """Load a file as an item; fail if it has an error."""
    content = make_content(folder, {"2027-01/issue.md": ISSUE, name.removeprefix("content/"): text})
    errors = [
        str(problem) for problem in check(read(content)) if problem.severity == "error" and problem.rule != "SET01"
    ]
    assert errors == [], text
    (item,) = load(content).issues[0].items
    return item


def answer(tab: Page, **answers: str) -> None:
    for key, value in answers.items():
        tab.fill(f"#key-{key.replace('_', '-')}", value)


def begin(tab: Page, kind: str, title: str) -> None:
    tab.select_option("#kind", kind)
    answer(tab, title=title)
    if tab.locator("#circulation").count():
        tab.check('[name="circulation"][value="public"]')


@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_each_kind_is_proposed_and_loads_as_it_was_typed(
    browser: Browser, tmp_path: Path, kind: str
) -> None:
    title = 'What\'s new: "values" #1 & more'
    with open_form(browser, tmp_path) as tab:
        begin(tab, kind, title)
        tab.fill("#body", "## Who it is for\n\nAll of *us*: 1 < 2.")
        answer(tab, **{"for": "GPs, health visitors", "links": "Report: part 1: https://example.org/report\n\n"})
        tab.fill("#key-email", "jo@example.org")
        if kind in TRAINING:
            tab.fill('[data-part="day"]', "2027-02-09")
            tab.fill('[data-part="from"]', "13:00")
            tab.fill('[data-part="to"]', "14:30")
            tab.fill('[data-part="link"]', "https://example.org/book/1")
            assert tab.text_content('[data-words="day"]') == "Tuesday 9 February 2027"
        page, name, text = proposed(tab)
        assert tab.text_content("#file") == text
    assert page == f"https://github.com/{REPOSITORY}/new/main"
    assert name == f"content/2027-01/{slug(title)}.md"
    item = loaded(tmp_path, name, text)
    assert (item.title, item.kind, item.circulation) == (title, kind, "public")
    assert (item.audience, [link.label for link in item.links]) == (("GPs", "health visitors"), ["Report: part 1"])
    if kind in TRAINING:
        (session,) = item.sessions
        assert (session.start.isoformat(), session.end.hour) == ("2027-02-09T13:00:00+00:00", 14)


def meeting(day: str, start: str = "", end: str = "") -> dict[str, str]:
    return {"day": day, "from": start, "to": end}


WAYS: list[tuple[str, dict[str, str], list[dict[str, str]], list[str]]] = [
    ("one", {"place": "Stopford House, Stockport SK1 3XE", "with": "Dr A Smith", "note": "bring lunch", "cost": "£20", "places": "20", "link": "https://example.org/1"},
     [meeting("2027-02-09", "09:30", "16:30")], ["2027-02-09T09:30 2027-02-09T16:30"]),
    ("one", {"name": "Cohort 1", "state": "full"}, [meeting("2027-02-09", "12:00", "14:00")], ["2027-02-09T12:00 2027-02-09T14:00"]),
    ("one", {"no-hours": "on"}, [meeting("2027-02-09")], ["2027-02-09T00:00 2027-02-10T00:00"]),
    ("several", {"name": "Cohort 2", "place": "Microsoft Teams"}, [meeting("2027-03-03", "09:30", "12:30"), meeting("2027-03-10"), meeting("2027-03-17")],
     ["2027-03-03T09:30 2027-03-03T12:30", "2027-03-10T09:30 2027-03-10T12:30", "2027-03-17T09:30 2027-03-17T12:30"]),
    ("several", {"name": "Cohort 3", "link": "https://example.org/3"}, [meeting("2027-03-03", "13:00", "16:00"), meeting("2027-03-10", "09:00", "12:00")],
     ["2027-03-03T13:00 2027-03-03T16:00", "2027-03-10T09:00 2027-03-10T12:00"]),
    ("range", {"first": "2027-03-08", "last": "2027-03-09", "from": "09:30", "to": "16:30", "name": "Cohort 4"}, [], ["2027-03-08T09:30 2027-03-08T16:30", "2027-03-09T09:30 2027-03-09T16:30"]),
    ("all-day", {"first": "2027-06-03", "last": "2027-06-05", "place": "the ICC, Birmingham"}, [], ["2027-06-03T00:00 2027-06-06T00:00"]),
    ("all-day", {"first": "2027-06-03"}, [], ["2027-06-03T00:00 2027-06-04T00:00"]),
    ("through", {"first": "2027-03-05", "first-from": "18:00", "last": "2027-03-07", "last-to": "16:00", "place": "at Losehill House"}, [], ["2027-03-05T18:00 2027-03-07T16:00"]),
    ("weekly", {"first": "2027-03-02", "last": "2027-03-30", "from": "10:00", "to": "11:00", "not": "2027-03-16", "name": "Drop-in"}, [],
     [f"2027-03-{day}T10:00 2027-03-{day}T11:00" for day in ("02", "09", "23")] + ["2027-03-30T10:00 2027-03-30T11:00"]),
    ("weekly", {"first": "2027-03-02", "last": "2027-03-30", "from": "10:00", "to": "11:00", "often": "every other"}, [], [f"2027-03-{day}T10:00 2027-03-{day}T11:00" for day in ("02", "16", "30")]),
    ("awaited", {"month": "May", "year": "2027", "name": "Cohort 5"}, [], []),
]  # fmt: skip
"""(Way to give the dates, typed answers, meetings, expected sessions)."""


def fill_session(tab: Page, way: str, parts: dict[str, str], meetings: list[dict[str, str]]) -> None:
    box = tab.locator(".session").first
    box.locator('[data-part="way"]').select_option(way)
    for summary in box.locator("details:not([open]) summary").all():
        summary.click()
    for _ in meetings[1:]:
        box.locator('[data-press="add-meeting"]').click()
    for row, values in zip(box.locator(".meeting").all(), meetings, strict=False):
        for part, value in values.items():
            row.locator(f'[data-part="{part}"]').fill(value)
    for part, value in parts.items():
        control = box.locator(f'[data-part="{part}"]:not(.meeting *)')
        if part in ("often", "month", "state"):
            control.select_option(value)
        elif part == "no-hours":
            control.check()
        else:
            control.fill(value)


def test_every_way_to_say_when_becomes_the_sessions_that_are_meant(browser: Browser, tmp_path: Path) -> None:
    with open_form(browser, tmp_path) as tab:
        for number, (way, parts, meetings, expected) in enumerate(WAYS):
            tab.reload()
            begin(tab, "training", "Safer recruitment")
            answer(tab, booking="Email us to book.")
            tab.fill("#body", "What it is.")
            fill_session(tab, way, parts, meetings)
            _, name, text = proposed(tab)
            in_words = tab.text_content('[data-words="line"]') or ""
            item = loaded(tmp_path / str(number), name, text)
            hours = [f"{session.start:%Y-%m-%dT%H:%M} {session.end:%Y-%m-%dT%H:%M}" for session in item.sessions]
            assert hours == expected, text
            assert [session.when for session in item.awaited] == (["May 2027"] if way == "awaited" else [])
            assert in_words
            assert in_words in text
            assert {session.label for session in (*item.sessions, *item.awaited)} == {parts.get("name", "")}
            for session in item.sessions:
                assert session.place == parts.get("place", "Microsoft Teams").removeprefix("at ")
                assert (str(session.state), session.book) == (parts.get("state", "open"), parts.get("link", ""))
                assert session_sentence(session)


REFUSED: list[tuple[str, dict[str, str], list[dict[str, str]], str]] = [
    ("one", {}, [meeting("2027-02-09", "14:30", "13:00")], "Date 1: the end is not after the start."),
    ("one", {}, [meeting("2026-11-30", "13:00", "14:30")], "Date 1: Monday 30 November 2026 is past."),
    ("one", {}, [meeting("2027-02-09")], "Date 1: say when it starts and when it ends, or that the hours are not known yet."),
    ("one", {}, [meeting("2027-02-09", "22:00", "23:00")], "Date 1: are the hours from 10pm to 11pm right? Then tick “Unusual hours” under “More questions”."),
    ("one", {"link": "http://example.org/1"}, [meeting("2027-02-09", "13:00", "14:00")], "Date 1: a link begins with https://"),
    ("several", {}, [meeting("2027-02-09", "13:00", "14:00"), meeting("2027-02-10")], "Date 1: give it a name, like Cohort 1, so that its days belong together."),
    ("several", {"name": "A"}, [meeting("2027-02-09", "13:00", "14:00"), meeting("2027-02-09")], "Date 1: put its days in their order."),
    ("range", {"first": "2027-02-09", "last": "2027-02-08", "from": "10:00", "to": "11:00"}, [], "Date 1: the last day is not after the first."),
    ("weekly", {"first": "2027-03-02", "last": "2027-03-30", "from": "10:00", "to": "11:00", "not": "2027-03-17"}, [], "Date 1: Wednesday 17 March 2027 is none of these days."),
    ("awaited", {"month": "May", "year": "27"}, [], "Date 1: write the year, like 2026."),
]  # fmt: skip


def test_a_certain_error_is_reported_and_the_item_cannot_be_proposed(browser: Browser, tmp_path: Path) -> None:
    with open_form(browser, tmp_path) as tab:
        assert problems(tab)[:2] == ["Write the title.", "Say who may see it."]
        tab.select_option("#kind", "notice")
        assert "Write the text." in problems(tab)
        tab.check('[name="circulation"][value="limited"]')
        assert "Say in “Circulation note” who it is for, since not everybody may see it." in problems(tab)
        tab.fill("#issue", "March")
        assert "Write the issue like 2027-01." in problems(tab)
        assert (tab.get_attribute("#propose", "href"), tab.is_visible("#propose")) == (None, False)
        for way, parts, meetings, problem in REFUSED:
            tab.reload()
            begin(tab, "training", "Safer recruitment")
            answer(tab, booking="Email us.")
            fill_session(tab, way, parts, meetings)
            assert problems(tab) == [problem]
        answer(tab, booking="")
        assert "How do people book? Give each date a link, or answer “Book” or “Booking”." in problems(tab)


def test_a_closing_date_is_a_line_of_its_own(browser: Browser, tmp_path: Path) -> None:
    with open_form(browser, tmp_path) as tab:
        begin(tab, "notice", "Survey of services")
        tab.fill("#body", "Tell us.")
        tab.click("#add-deadline")
        assert problems(tab) == ["Closing date 1: say what is due, and the day."]
        for part, value in (("name", "Survey closes"), ("day", "2027-03-05"), ("at", "17:00")):
            tab.fill(f'.deadline [data-part="{part}"]', value)
        _, name, text = proposed(tab)
    assert "  - 'Survey closes: 5pm on Friday 5 March 2027'" in text
    (due,) = loaded(tmp_path, name, text).sessions
    assert due.deadline
    assert due.label == "Survey closes"


@pytest.mark.parametrize("key", ["circulation", "hold until"])
def test_no_text_of_a_limited_or_held_item_is_in_an_address(browser: Browser, tmp_path: Path, key: str) -> None:
    with open_form(browser, tmp_path) as tab:
        addresses: list[str] = []

        def note(address: str) -> None:
            addresses.append(address)

        tab.expose_function("noted", note)
        tab.evaluate(
            "new MutationObserver(() => noted(document.getElementById('propose').href)).observe(document.getElementById('propose'), {attributes: true})"
        )
        tab.select_option("#kind", "notice")
        if key == "circulation":
            tab.check('[name="circulation"][value="limited"]')
            answer(tab, circulation_note="For named leads.")
        else:
            tab.check('[name="circulation"][value="public"]')
            tab.click("#item > details summary")
            answer(tab, hold_until="the families have read it")
        answer(tab, title="Hidden matter")
        tab.fill("#body", "Secret words.")
        page, name, text = proposed(tab)
        assert (name, text) == ("content/2027-01/new-item.md", "")
        assert page == f"https://github.com/{REPOSITORY}/new/main"
        tab.wait_for_function("document.getElementById('how').textContent.includes('paste the text there')")
        assert tab.text_content("#file-name") == "content/2027-01/new-item.md"
        tab.evaluate("() => { navigator.clipboard.writeText = async (text) => { window.copied = text; }; }")
        tab.evaluate("document.getElementById('propose').addEventListener('click', (event) => event.preventDefault())")
        tab.click("#propose")
        tab.wait_for_function("window.copied")
        assert tab.evaluate("window.copied") == tab.text_content("#file")
        assert not [address for address in addresses if "idden" in address or "ecret" in address]


def test_a_text_that_is_too_long_for_an_address_is_copied_or_downloaded(browser: Browser, tmp_path: Path) -> None:
    with open_form(browser, tmp_path) as tab:
        begin(tab, "notice", "Long")
        tab.fill("#body", "Wörter und mehr. " * 500)
        _, name, text = proposed(tab)
        assert (name, text) == ("content/2027-01/long.md", "")
        assert len(tab.get_attribute("#propose", "href") or "") < form.LONGEST_ADDRESS
        with tab.expect_download() as download:
            tab.click("#download")
        assert download.value.suggested_filename == "long.md"
        assert Path(download.value.path()).read_text("utf-8") == tab.text_content("#file")
        tab.evaluate("() => { navigator.clipboard.writeText = async () => { throw new Error('no'); }; }")
        tab.click("#copy")
        tab.wait_for_function("document.getElementById('said').textContent.startsWith('Your browser')")
        assert tab.evaluate("getSelection().toString()").strip() == (tab.text_content("#file") or "").strip()


def test_the_form_of_a_public_repository_does_not_ask_who_may_see_an_item(browser: Browser, tmp_path: Path) -> None:
    with open_form(browser, tmp_path, public_repository=True) as tab:
        begin(tab, "notice", "For all")
        tab.fill("#body", "Text.")
        assert "Everybody can read the repository" in (tab.text_content(".notice") or "")
        _, name, text = proposed(tab)
    assert "circulation" not in text
    assert loaded(tmp_path, name, text).circulation == "public"
    page = form_page(public_repository=True)
    assert 'id="key-hold-until"' not in page
    assert 'id="key-circulation-note"' not in page


WORDS = [
    "Élan & Café", "Let’s Talk", "A/B test", "日本", "Self Neglect (2)", "ﬁne ½ ™", "İstanbul ŁÓDŹ ß", "x" * 100 + " y", "a: b", "a #b", "#x", "9:30", "0344", "20",
    "it's", "null", "yes", "- x", "x:", "C:\\new", "2027-02-09", "'q'", '"q"', "| x", "@x", "– x", "key:value", "a, b", "1.5", "=", "Ünïcödé: ja",
]  # fmt: skip


def test_the_page_names_files_and_quotes_values_as_bulletin_does(browser: Browser, tmp_path: Path) -> None:
    with open_form(browser, tmp_path) as tab:
        rows = tab.evaluate(
            "words => words.map(text => [bulletinForm.slug(text), bulletinForm.writeValue(text)])", WORDS
        )
    assert [tuple(row) for row in rows] == [(slug(words), write_value(words)) for words in WORDS]


def test_a_validator_has_nothing_to_say_about_the_page(tmp_path: Path) -> None:
    tools = ROOT / "tests" / "tools"
    program = tools / "node_modules" / ".bin" / "html-validate"
    if not program.is_file():
        pytest.skip("needs html-validate")
    (tmp_path / "form.html").write_text(form_page(), "utf-8")
    command = [str(program), "-c", str(tools / "htmlvalidate.json"), str(tmp_path / "form.html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_typed_text_is_never_html(browser: Browser, tmp_path: Path) -> None:
    with open_form(browser, tmp_path) as tab:
        begin(tab, "notice", "<img src=x onerror=alert(1)></pre><script>alert(2)</script>")
        tab.fill("#body", "</script><b>x</b>")
        _, _, text = proposed(tab)
        assert tab.locator("img, #file *").count() == 0
        assert "<img src=x onerror=alert(1)>" in text


def test_axe_finds_nothing_and_nothing_overflows_on_any_width(browser: Browser, tmp_path: Path) -> None:
    for dark in (False, True):
        with open_form(browser, tmp_path, dark=dark, topics=("adults", "children")) as tab:
            for summary in tab.locator("summary").all():
                summary.click()
            tab.click("#add-deadline")
            tab.fill('[data-part="day"] >> nth=0', "2027-02-09")
            for width in (1280, 320):
                tab.set_viewport_size({"width": width, "height": 900})
                assert axe(tab) == [], (width, dark)
                assert not tab.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_an_item_is_written_with_the_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    with open_form(browser, tmp_path) as tab:
        for _ in range(40):
            tab.keyboard.press("Tab")
            focus = tab.evaluate(
                "[document.activeElement.id, document.activeElement.type, document.activeElement.value]"
            )
            if focus[0] == "kind":
                tab.keyboard.type("notice")
            elif focus[0] == "key-title":
                tab.keyboard.type("By keyboard")
            elif focus[1] == "radio":
                tab.keyboard.press("Space")
            elif focus[0] == "body":
                tab.keyboard.type("Words.")
            elif focus[0] == "propose":
                break
        assert tab.evaluate("document.activeElement.id") == "propose"
        assert "title: By keyboard" in proposed(tab)[2]


def test_the_page_names_no_draft_and_no_item_and_is_made_only_if_the_settings_have_it() -> None:
    secret = make_item(slug="hidden", title="The hidden matter of the day")
    issue = make_issue(secret, id="2031-07", ready=False)
    settings = make_settings(repository=REPOSITORY, form=True)
    paths = {file.path: file for file in files(make_bulletin(issue, settings=settings), ["form"])}
    assert list(paths) == ["site/new/index.html"]
    data = paths["site/new/index.html"].data
    assert isinstance(data, bytes)
    assert b"2031-07" not in data
    assert b"hidden matter" not in data
    assert list(files(make_bulletin(settings=make_settings(repository=REPOSITORY)), ["form"])) == []


def test_a_build_takes_the_page_and_no_script_that_its_policy_does_not_name() -> None:
    bulletin = make_bulletin(settings=make_settings(repository=REPOSITORY, form=True))
    (file,) = files(bulletin, ["form"])
    assert isinstance(file.data, bytes)
    assert list(check_built(bulletin, [file])) == []
    for old, new in (
        (b"</body>", b"<script>alert(1)</script></body>"),
        (b"default-src &#39;none&#39;", b"default-src *"),
    ):
        changed = replace(file, data=file.data.replace(old, new, 1))
        assert [problem.rule for problem in check_built(bulletin, [changed])] == ["EML07"]


def test_a_form_that_asks_who_may_see_an_item_is_refused_in_a_public_repository(tmp_path: Path) -> None:
    asks = SETTINGS + "repository: our-team/our-bulletin\nform: yes\n"
    reading = read(make_content(tmp_path, {"bulletin.yml": asks}))
    messages = [
        str(problem).rpartition("/")[2] for problem in check(reading, public_repository=True) if problem.rule == "RST02"
    ]
    assert messages == [
        "bulletin.yml:8:7: This repository is public, and its form asks who may see an item, as if it were not. "
        'Write "public repository: yes" in place of "form: yes". [RST02]'
    ]
    right = make_content(tmp_path, {"bulletin.yml": asks.replace("form: yes", "public repository: yes")})
    assert [problem.rule for problem in check(read(right), public_repository=True)] == []


SETTING = [
    ("repository: our-team/our-bulletin\n", False),
    ("repository: our-team/our-bulletin\nform: yes\n", True),
    ("repository: our-team/our-bulletin@develop\npublic repository: yes\n", True),
    ("repository: our-team/our-bulletin\npublic repository: yes\nform: no\n", False),
    ("public repository: yes\n", False),
]


@pytest.mark.parametrize(("lines", "has_form"), SETTING)
def test_a_private_repository_has_the_form_only_if_its_settings_say_so(
    tmp_path: Path, lines: str, has_form: bool
) -> None:
    settings = load(make_content(tmp_path, {"bulletin.yml": SETTINGS + lines})).settings
    assert settings.form is has_form
    assert settings.branch == ("develop" if "@" in lines else "main")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("repository: https://github.com/our-team/x\n", '"https://github.com/our-team/x" is not a repository. Write it like our-team/our-bulletin. [SET02]'),
        ("repository: our-team/x@a/../b\n", '"our-team/x@a/../b" is not a repository. Write it like our-team/our-bulletin. [SET02]'),
        ("repository: our-team/..\n", '"our-team/.." is not a repository. Write it like our-team/our-bulletin. [SET02]'),
        ("form: yes\n", 'The form needs to know the repository that it opens. Add "repository: owner/name". [SET02]'),
    ],
)  # fmt: skip
def test_a_form_without_a_valid_repository_is_refused(tmp_path: Path, lines: str, message: str) -> None:
    reading = read(make_content(tmp_path, {"bulletin.yml": SETTINGS + lines}))
    assert [str(problem).partition(": ")[2] for problem in reading.problems if problem.severity == "error"] == [message]


def test_the_facts_of_the_page_cannot_end_its_script() -> None:
    page = form_page(place="</script><script>alert(1)</script>")
    facts = page.split('id="facts">')[1].split("</script>")[0]
    assert json.loads(facts)["place"] == "</script><script>alert(1)</script>"


def test_a_course_with_one_date_takes_as_many_answers_and_presses_as_the_documents_say(
    browser: Browser, tmp_path: Path
) -> None:
    text = (ROOT / "docs" / "new-item.md").read_text("utf-8")
    with open_form(browser, tmp_path) as tab:
        typed = {
            "#key-title": "Safer recruitment",
            "#body": "What it is.",
            '[data-part="day"]': "2027-02-09",
            '[data-part="from"]': "13:00",
            '[data-part="to"]': "14:30",
            '[data-part="link"]': "https://example.org/1",
        }
        for place, value in typed.items():
            assert problems(tab) != []
            tab.fill(place, value)
        tab.check('[name="circulation"][value="public"]')
        proposed(tab)
    assert f"{len(typed) + 1} answers and 4 presses" in text
    required = [
        question.label
        for question in questions("training", public=False)
        if question.required and question.key != "kind"
    ]
    assert f"{len(required)} answers and 1 press" in text
