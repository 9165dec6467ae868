"""With any text of an editor, the email stays a valid document that has the text."""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.model import Circulation, Contact, Link
from tests.outputs.email_reading import page_of, rendered, words_of
from tests.support.examples import examples
from tests.support.values import make_bulletin, make_issue, make_prose, make_session, make_settings, make_training

FRAGMENTS = (
    "<script>alert(1)</script>",
    "]]>",
    "-->",
    "<!--",
    "<!--[if mso]>",
    "<![endif]-->",
    "</style>",
    "</title>",
    "{{ 7*7 }}",
    "{% if %}",
    "&amp;",
    "&",
    '"',
    "'",
    "</td></tr></table>",
    "<p style=",
    "asset:x",
    "\u2028",
    "Ünï",
    "\u05d0",
    "\U0001f600",
    "=20",
    ".",
    "From ",
    "w" * 300,
)
_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u00ad\ufeff")
_TEXT = st.lists(
    st.one_of(st.sampled_from(FRAGMENTS), st.text(_LETTERS, min_size=1, max_size=8)), min_size=1, max_size=5
).map(" ".join)


def _mail(text: str) -> dict[str, bytes]:
    session = make_session("a", label=text, place=text)
    item = make_training(
        "a",
        session,
        title=text,
        prose=make_prose(text),
        organisation=text,
        audience=(text,),
        circulation_note=text,
        cost=text,
        content_note=text,
        support=text,
        credit=text,
        presenters=(text,),
        details=((text, text),),
        summary=text,
        contacts=(Contact(label=text, name=text, phone=text, tel="tel:101"),),
        links=(Link(label=text, url="https://example.org/"),),
        circulation=Circulation.LIMITED,
    )
    issue = make_issue(item, title=text, covers=text, limited_subject=text, sections=((text, ("a",)),), preheader=text)
    return rendered(
        make_bulletin(issue, settings=make_settings(name=text, team=text, region=text, why=text)), limited=True
    )


_SOUND = _mail("Words")


def _tags(page: Any) -> list[str]:
    return [str(node.tag) for node in page.iter() if isinstance(node.tag, str)]


@examples(60)
@given(_TEXT)
@example("<!--[if mso]> --> <script>")
@example("\ufdd0 < >")
@example(". From =20")
def test_hostile_text_does_not_change_the_structure_and_is_printed_in_full(text: str) -> None:
    files = _mail(text)
    html = files["limited.html"]
    page = page_of(html)
    assert _tags(page) == _tags(page_of(_SOUND["limited.html"]))
    assert html.count(b"<!--") == html.count(b"-->") == _SOUND["limited.html"].count(b"<!--")
    assert " ".join(text.split()) in words_of(page.find("body")) or "\ufdd0" in text
    assert " ".join(text.split()) in " ".join(files["limited.txt"].decode().split())


@examples(60)
@given(_TEXT, st.sampled_from(["\r\n", "\n", "\r", "\r\n\r\n", "\u2028"]))
@example(" ".join(["w" * 300] * 2), "\r\n")
def test_no_text_becomes_a_separate_header_line_of_the_message(text: str, end: str) -> None:
    head = _mail(f"{text}{end}Bcc: someone@example.org")["limited.eml"].split(b"\r\n\r\n", 1)[0]
    names = [line.split(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    assert names == [b"From", b"Subject", b"X-Unsent", b"MIME-Version", b"Content-Type"]
    assert head.isascii()
