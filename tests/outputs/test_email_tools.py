"""Other programs accept every email: HTML checkers, a mail server, a spam filter and a text browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outputs import email_tools as tools
from tests.outputs.email_checks import elements
from tests.outputs.email_editions import editions
from tests.outputs.email_reading import words_of

EXPLAINED = {
    "@media": "what it does for narrow and dark screens is not needed elsewhere",
    "<body> element": "its style stands on the wrapper too",
    "<style> element": "every style stands on its element",
    "Attribute selector": "only Outlook puts the attribute there that these wait for",
    "Class selector": "as style blocks",
    "Descendant combinator": "as style blocks",
    "Local anchors": "the list of contents says all without its links",
    "Type selector": "as style blocks",
    "aria-label attribute": "the words of the link say as much to those who see its row",
    "border-radius": "corners are square there",
    "color-scheme CSS property": "colours are not changed there, or by the program's own rules",
    "color-scheme meta tag": "as the property",
    "display:none": "the hidden line is also without height, and says what the email says",
    "max-height property": "the hidden line is not displayed there",
    "overflow": "as the hidden line's height",
    "overflow-wrap": "longer words than a line are broken by the other property, or scroll",
    "role attribute": "Windows Mail has ended",
    "white-space": "text set as typed runs on there",
    "word-break": "Windows Mail has ended",
}
"""Feature that some program does not support → the reason why that does no harm."""

HARMLESS = {"HTML_MESSAGE", "NO_RECEIVED", "NO_RELAYS", "LONGWORDS"}
"""SpamAssassin's rules that match a good message before any server has carried it; the trade uses long words."""


def _pages() -> dict[str, str]:
    return {name: mail.html for name, mail in editions().items() if name != "the sample, regatta"}


@pytest.mark.guarantee("EMAIL-03", "EMAIL-04")
def test_two_html_checkers_find_no_error_also_in_the_html_for_word(tmp_path: Path) -> None:
    word = {f"{name}, in Word": tools.in_word(html) for name, html in _pages().items()}
    assert all("<!--" not in html and "OfficeDocumentSettings" not in html for html in word.values())
    assert all(
        html.count("<table") > _pages()[name.removesuffix(", in Word")].count('class="sheet"') * 2
        for name, html in word.items()
    )
    assert tools.nu(_pages() | word, tmp_path) == []
    assert tools.html_validate(_pages(), tmp_path) == []


@pytest.mark.guarantee("EMAIL-24")
def test_only_unsupported_features_with_a_reason_in_the_list_are_used(tmp_path: Path) -> None:
    assert set(tools.unsupported(_pages(), tmp_path)) <= set(EXPLAINED)


@pytest.mark.guarantee("EMAIL-42")
def test_a_mail_server_receives_every_byte() -> None:
    messages = [message for mail in editions().values() for message in (mail.draft, mail.sent)]
    assert [message.rstrip() for message in tools.send_through_server(messages)] == [
        message.rstrip() for message in messages
    ]


@pytest.mark.guarantee("EMAIL-48")
@pytest.mark.parametrize("name", ["the sample, health", "limited, health"])
def test_a_spam_filter_finds_nothing_but_long_words(name: str, tmp_path: Path) -> None:
    points, rules = tools.spam_points(editions()[name].sent, tmp_path)
    hit = {rule.strip() for rule in rules.split(",")}
    assert hit <= HARMLESS
    assert points <= 1.0 or "LONGWORDS" in hit


@pytest.mark.guarantee("EMAIL-47")
@pytest.mark.parametrize("name", ["the sample, health", "everything, regatta"])
def test_a_text_browser_shows_every_heading_and_session_in_order(name: str) -> None:
    mail = editions()[name]
    text = tools.read_aloud(mail.html)
    place = 0
    labels = elements(mail, "h1", "h2", "h3", "th")
    assert len(labels) > 10
    for words in map(words_of, labels):
        for word in words.split():
            place = text.find(word, place)
            assert place >= 0, words
