"""Each check of emails finds a fault that is planted in a correct email, so no check passes for every email."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.outputs import email_browser as in_browser
from tests.outputs import email_tools as tools
from tests.outputs.email_checks import CHECKS, Email
from tests.outputs.email_editions import editions
from tests.support.browser import opened

Plant = Callable[[Email], Email]


def sound() -> Email:
    return editions()["everything, health"]


def html(old: str, new: str, count: int = 1) -> Plant:
    """Return a function that replaces a text of the HTML, which must be there."""

    def plant(mail: Email) -> Email:
        assert old in mail.html, old
        return mail._replace(html=mail.html.replace(old, new, count))

    return plant


def pattern(old: str, new: str, count: int = 1) -> Plant:
    def plant(mail: Email) -> Email:
        changed, times = re.subn(old, new, mail.html, count=count, flags=re.DOTALL)
        assert times, old
        return mail._replace(html=changed)

    return plant


def sent(old: bytes, new: bytes) -> Plant:
    def plant(mail: Email) -> Email:
        assert old in mail.sent, old
        return mail._replace(sent=mail.sent.replace(old, new, 1))

    return plant


def draft(old: bytes, new: bytes) -> Plant:
    def plant(mail: Email) -> Email:
        assert old in mail.draft, old
        return mail._replace(draft=mail.draft.replace(old, new, 1))

    return plant


def text(old: str, new: str) -> Plant:
    def plant(mail: Email) -> Email:
        assert old in mail.text, old
        return mail._replace(text=mail.text.replace(old, new, 1))

    return plant


FAULTS: list[tuple[str, str, Plant]] = [
    ("a doctype in small letters", "EMAIL-01", html("<!DOCTYPE", "<!doctype")),
    ("a comment before the doctype", "EMAIL-01", html("<!DOCTYPE", "<!-- x --><!DOCTYPE")),
    ("an apostrophe of Windows-1252", "EMAIL-02", html("Please", "Please\x92")),
    ("no character set", "EMAIL-02", html('<meta charset="utf-8">', "")),
    ("a paragraph that is not closed well", "EMAIL-03", html("</h1>", "</h2>")),
    ("a table only Word sees, not closed", "EMAIL-05", html("<!--[if mso]></td></tr></table><![endif]-->", "<!--[if mso]></td></tr><![endif]-->")),
    ("an ordinary comment", "EMAIL-05", html("<h1", "<!-- to do --><h1")),
    ("a bare conditional", "EMAIL-05", html("<h1", "<![if !mso]><h1")),
    ("a script", "EMAIL-06", html("</body>", "<script>1</script></body>")),
    ("an event handler", "EMAIL-06", html('<a class="button"', '<a onclick="x()" class="button"')),
    ("an imported font", "EMAIL-06", html(":root {", "@font-face { src: url(x) } :root {")),
    ("an id twice", "EMAIL-07", html("<h1", '<h1 id="training-dates"')),
    ("a link within that leads nowhere", "EMAIL-07", html('href="#training-dates"', 'href="#dates"')),
    ("300 elements in each other", "EMAIL-07", html("</body>", "<div>" * 300 + "</div>" * 300 + "</body>")),
    ("a token of a template", "EMAIL-08", html("Please", "{{ please }}")),
    ("a mark of the inliner", "EMAIL-08", html("<style>", '<style data-premailer="ignore">')),
    ("an email that is too long", "EMAIL-10", html("</body>", "<p>" + "x " * 60_000 + "</p></body>")),
    ("more style than Gmail reads", "EMAIL-11", html(":root {", ".x { color: #000000 !important; } " * 500 + ":root {")),
    ("rules for paper among those for width", "EMAIL-11", html("@media only", "@media print { h1 { color: #000000 !important; } }\n@media only")),
    ("a rule in a rule", "EMAIL-11", html("@media only", "@media screen { @media only")),
    ("Word's table of another width", "EMAIL-16", html('<table role="presentation" width="640"', '<table role="presentation" width="800"')),
    ("a flexible box", "EMAIL-17", html('style="', 'style="display:flex; ')),
    ("a variable", "EMAIL-17", html("color:#212b32", "color:var(--text)")),
    ("a kept rule that is not important", "EMAIL-18", html("display: none !important", "display: none")),
    ("a coloured cell that Word sees white", "EMAIL-19", html(' bgcolor="#005eb8"', "")),
    ("a short colour", "EMAIL-19", html("background-color:#005eb8", "background-color:#05b")),
    ("a picture without a width", "EMAIL-20", pattern(r'(<img [^>]*?) width="\d+"', r"\1")),
    ("a picture that does not shrink", "EMAIL-20", pattern(r"(<img [^>]*?)max-width:\d+px", r"\1")),
    ("a picture in the address", "EMAIL-20", pattern(r'(<img [^>]*?src=)"[^"]*"', r'\1"data:image/png;base64,AA"')),
    ("a height of auto", "EMAIL-20", html("<img ", '<img height="auto" ')),
    ("a quotation mark in a style", "EMAIL-21", html("font-family:Arial", "font-family:&quot;Open Sans&quot;, Arial")),
    ("no dark colours", "EMAIL-22", html("prefers-color-scheme: dark", "prefers-color-scheme: light")),
    ("a child of the body without language", "EMAIL-25", pattern(r'(<div class="preheader"[^>]*?) lang="[^"]*"', r"\1")),
    ("no direction", "EMAIL-25", pattern(r'(<div class="wrapper"[^>]*?) dir="[^"]*"', r"\1")),
    ("another title", "EMAIL-26", pattern("<title>.*?</title>", "<title>Bulletin</title>")),
    ("a layout table that does not say so", "EMAIL-27", html('<table class="sheet" role="presentation"', '<table class="sheet"')),
    ("a head without scope", "EMAIL-27", html(' scope="row"', "")),
    ("a table of data without a caption", "EMAIL-27", pattern("<caption.*?</caption>", "")),
    ("two headings of the first level", "EMAIL-28", html("</h1>", "</h1><h1>x</h1>")),
    ("a level skipped", "EMAIL-28", pattern("<h2([^>]*>.*?)</h2>", r"<h4\1</h4>")),
    ("a picture without words", "EMAIL-29", pattern(r'(<img [^>]*?) alt="[^"]*"', r"\1")),
    ("a file name for words", "EMAIL-29", pattern(r'(<img [^>]*?) alt="[^"]*"', r'\1 alt="door.png"')),
    ("a link that says here", "EMAIL-30", html(">All issues<", ">here<")),
    ("the same words to two places", "EMAIL-30", html(">All issues<", ">Accessibility<")),
    ("a link that is not underlined", "EMAIL-31", html("text-decoration:underline", "text-decoration:none", 99)),
    ("letters of 12 pixels", "EMAIL-32", html("font-size:14px", "font-size:12px")),
    ("lines set tight", "EMAIL-32", html("font-size:16px; line-height:24px", "font-size:16px; line-height:16px")),
    ("readers cannot enlarge it", "EMAIL-32", html("initial-scale=1", "initial-scale=1, maximum-scale=1")),
    ("a link that says it is a button", "EMAIL-33", html('<a class="button"', '<a role="button" class="button"')),
    ("no article", "EMAIL-35", html(' role="article"', "")),
    ("no hidden line", "EMAIL-36", html("display:none", "display:block")),
    ("a link to an address that is not encoded", "EMAIL-38", html("https://example.org/r?a=1&amp;b=2", "https://example.org/r?a=1&b=2")),
    ("a link to an open connection", "EMAIL-38", html('href="https://example.org/r', 'href="http://example.org/r')),
    ("nobody says who sends it", "EMAIL-40", html("Contact:", "")),
    ("the HTML first", "EMAIL-41", draft(b"Content-Type: text/plain", b"Content-Type: text/html")),
    ("a line that ends in LF", "EMAIL-42", sent(b"\r\n", b"\n")),
    ("a line of 2,000 letters", "EMAIL-42", draft(b"\r\n\r\nWelcome", b"\r\n\r\n" + b"x" * 2000 + b"Welcome")),
    ("a message that breaks off", "EMAIL-42", lambda mail: mail._replace(sent=mail.sent[: len(mail.sent) // 2] + b"\r\n")),
    ("a list's header that is encoded", "EMAIL-43", sent(b"List-Unsubscribe: <https:", b"List-Unsubscribe: =?utf-8?q?=3Chttps:?= <https:")),
    ("one click without an address", "EMAIL-43", sent(b"<https://example.org/leave", b"<mailto:leave")),
    ("a draft that was sent", "EMAIL-44", draft(b"X-Unsent: 1\r\n", b"Date: Tue, 01 Feb 2022 09:00:00 +0000\r\n")),
    ("a message without a name", "EMAIL-44", sent(b"Message-ID:", b"X-Message:")),
    ("a part without language", "EMAIL-46", draft(b"Content-Language: en-GB\r\n", b"")),
    ("a link that the text does not have", "EMAIL-47", text("<https://example.org/r?a=1&b=2>", "")),
    ("a heading that the text does not have", "EMAIL-47", text("Training dates\n=", "Dates\n-")),
    ("markup in the text", "EMAIL-47", text("Please", "<b>Please</b>")),
    ("padding that Word does not keep", "EMAIL-59", html('<p style="', '<p style="padding:8px; ')),
    ("a margin below nothing", "EMAIL-59", html('<p style="margin:0', '<p style="margin:-8px')),
]  # fmt: skip


@pytest.mark.guarantee("EMAIL-51")
@pytest.mark.parametrize(("fault", "key", "plant"), FAULTS, ids=[fault for fault, _, _ in FAULTS])
def test_a_planted_fault_is_found(fault: str, key: str, plant: Plant) -> None:
    assert list(CHECKS[key](sound())) == []
    assert list(CHECKS[key](plant(sound()))) != []


@pytest.mark.guarantee("EMAIL-51")
def test_there_are_many_faults_and_one_for_nearly_every_check() -> None:
    assert len(FAULTS) >= 25
    assert {key for _, key, _ in FAULTS} >= set(CHECKS) - {"EMAIL-37"}


@pytest.mark.guarantee("EMAIL-51")
def test_the_browser_sees_the_faults_that_only_it_can_see(browser: Browser) -> None:
    mail = sound()
    with opened(browser, html("<!DOCTYPE html>", "")(mail).html) as tab:
        assert in_browser.quirks(tab)
    wide = html("<h1", '<div style="width:400px">x</div><h1')(mail).html
    high = html("<h1", '<p style="height:2000px">x</p><h1')(mail).html
    with opened(browser, wide, width=320) as tab:
        assert in_browser.overflow(tab)
    with opened(browser, high, width=640) as tab:
        assert in_browser.tall(tab) != []
    pale = pattern(r"(\.wrapper, \.cell[^}]*color: )#f0f4f5", r"\1#3a444b")(mail).html
    with opened(browser, pale, dark=True) as tab:
        assert {message.split(":")[0] for message in in_browser.axe(tab)} == {"color-contrast"}
    pixel = html("</body>", '<img src="https://example.org/seen.gif" alt="" width="1"></body>')(mail).html
    with opened(browser, pixel) as tab:
        assert "https://example.org/seen.gif" in tab.refused  # type: ignore[attr-defined]
    before, after = (
        in_browser.looks(browser, mail.html),
        in_browser.looks(browser, html("font-weight:bold", "font-weight:normal")(mail).html),
    )
    assert any("font-weight" in message for message in in_browser.differences(before, after))


@pytest.mark.guarantee("EMAIL-51")
def test_the_html_checkers_see_the_faults_that_only_they_can_see(tmp_path: Path) -> None:
    mail = sound()
    unclosed = pattern(r"</td>(\s*</tr>)", r"\1")(mail).html
    assert any("no-implicit-close" in error for error in tools.html_validate({"unclosed": unclosed}, tmp_path))
    faults = {
        "a height of auto": html("<img ", '<img height="auto" ')(mail).html,
        "Word's table, unbalanced": tools.in_word(
            html("<!--[if mso]></td></tr></table><![endif]-->", "<!--[if mso]></td><![endif]-->")(mail).html
        ),
    }
    errors = tools.nu(faults, tmp_path)
    assert any("0.html" in error for error in errors)
    assert any("1.html" in error for error in errors)


@pytest.mark.guarantee("EMAIL-51")
def test_the_list_of_features_the_spam_filter_and_the_mail_server_find_planted_faults(tmp_path: Path) -> None:
    mail = sound()
    flexible = html('style="', 'style="display:grid; ')(mail).html
    assert "display:grid" in tools.unsupported({"flexible": flexible}, tmp_path)
    spam = mail.sent.replace(b"Subject:", b"X-Was:").replace(b"Date:", b"Subject: MAKE MONEY FAST!!!\r\nX-Date:", 1)
    points, _ = tools.spam_points(spam, tmp_path)
    assert points > 1.0
    with pytest.raises(OSError, match="Line too long"):
        tools.send_through_server([mail.sent.replace(b"\r\n\r\nWelcome", b"\r\n\r\n" + b"x" * 2500 + b"Welcome", 1)])
