"""`seen_by` removes what an audience may not see, and the tripwire finds it in a built file."""

from __future__ import annotations

import base64
import html
import io
import json
import quopri
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.circulation.audience import seen_by
from bulletin.circulation.needles import Needles, Origin, words
from bulletin.circulation.tripwire import Tripwire
from bulletin.errors import LeakError
from bulletin.model import Asset, Attachment, Change, Circulation, Contact, File, Item, Link, Snippet
from tests.support.examples import examples
from tests.support.values import make_bulletin, make_issue, make_item, make_prose, make_session, make_training

LEVELS = {
    "public": {"circulation": Circulation.PUBLIC},
    "staff": {"circulation": Circulation.STAFF},
    "limited": {"circulation": Circulation.LIMITED, "circulation_note": "For safety leads."},
    "held": {"circulation": Circulation.PUBLIC, "held": "the families have read it"},
    "held-limited": {"circulation": Circulation.LIMITED, "held": "the families have read it"},
    "gone": {"circulation": Circulation.PUBLIC, "gone": "It ended."},
    "moved": {"circulation": Circulation.PUBLIC, "moved_to": "public"},
}
SEEN = {
    Circulation.PUBLIC: {"public", "gone", "moved"},
    Circulation.STAFF: {"public", "staff"},
    Circulation.LIMITED: {"limited"},
}


def one_of_each() -> tuple[Item, ...]:
    return tuple(make_item(name, **changes) for name, changes in LEVELS.items())


@pytest.mark.parametrize("audience", list(Circulation))
def test_each_audience_sees_its_levels_alone(audience: Circulation) -> None:
    view = seen_by(make_bulletin(make_issue(*one_of_each(), first=("staff", "public"))), audience)
    assert {item.slug for issue in view.issues for item in issue.items} == SEEN[audience]
    assert {item.slug for issue in view.mail for item in issue.items} == (
        SEEN[audience] if audience is not Circulation.PUBLIC else set()
    )
    listed = {slug for issue in view.issues for _, slugs in issue.sections for slug in slugs}
    assert listed <= SEEN[audience]
    assert {slug for issue in view.issues for slug in issue.first} == SEEN[audience] & {"staff", "public"}


def test_a_phrase_that_is_added_after_a_search_is_looked_for_too() -> None:
    needles, origin = Needles(), Origin(make_item(), "title")
    needles.add_phrase("the first phrase", origin)
    assert [phrase for phrase, _ in needles.find("the second phrase")] == []
    needles.add_phrase("the second phrase", origin)
    assert [phrase for phrase, _ in needles.find("the second phrase")] == [(b"the", b"second", b"phrase")]


@pytest.mark.parametrize("level", [Circulation.PUBLIC, Circulation.STAFF])
def test_an_introduction_is_seen_by_its_level(level: Circulation) -> None:
    bulletin = make_bulletin(make_issue(make_item("public"), circulation=level))
    views = {audience: seen_by(bulletin, audience) for audience in Circulation}
    assert bool(views[Circulation.PUBLIC].issues[0].introduction) == (level is Circulation.PUBLIC)
    assert views[Circulation.STAFF].mail[0].prose.text == "Welcome to this issue."
    assert views[Circulation.LIMITED].mail == ()
    kept_issue = views[Circulation.PUBLIC].issues[0] if level is Circulation.STAFF else None
    assert kept_issue is None or (kept_issue.prose.text, kept_issue.preheader, kept_issue.images) == ("", "", ())


def test_an_issue_without_anything_public_has_no_page() -> None:
    bulletin = make_bulletin(make_issue(make_item("x", **LEVELS["staff"]), circulation=Circulation.STAFF))
    assert seen_by(bulletin, Circulation.PUBLIC).issues == ()
    bulletin = make_bulletin(make_issue(make_item("x", **LEVELS["staff"])))
    assert [issue.id for issue in seen_by(bulletin, Circulation.PUBLIC).issues] == ["2022-02"]


def test_texts_that_name_a_limited_item_are_in_the_limited_edition_alone() -> None:
    issue = make_issue(*one_of_each(), limited_note=True, limited_subject="[Limited] Secret")
    views = {audience: seen_by(make_bulletin(issue), audience) for audience in Circulation}
    assert views[Circulation.LIMITED].mail[0].limited_subject == "[Limited] Secret"
    assert views[Circulation.STAFF].mail[0].limited_subject == views[Circulation.PUBLIC].issues[0].limited_subject == ""
    assert (views[Circulation.STAFF].mail[0].has_limited, views[Circulation.PUBLIC].issues[0].has_limited) == (
        True,
        False,
    )


def test_changes_and_moves_do_not_name_hidden_items() -> None:
    hidden = make_item("secret", **LEVELS["staff"])
    moved = make_item("moved", moved_to="secret")
    change = Change(what=("corrected",), item=hidden, session=None, before=None)
    view = seen_by(make_bulletin(make_issue(hidden, moved), changes=(change,)), Circulation.PUBLIC)
    assert view.changes == ()
    assert [(item.slug, item.moved_to, bool(item.gone)) for item in view.issues[0].items] == [("moved", "", True)]


TEXT = "The review found that three teams had not spoken with each other about the family before the meeting."
SECRET = make_item(
    "patient-safety-update",
    TEXT,
    title="Patient Safety Update of January",
    links=(Link(label="Alert", url="https://secret.example.org/alert?id=1&x=2"),),
    contacts=(Contact(email="leads@secret.example.org"), Contact(phone="0161 496 0123", tel="tel:+441614960123")),
    circulation=Circulation.LIMITED,
    circulation_note="Not for general circulation within your organisations.",
)


def wire(*others: Item, secret: Item = SECRET) -> Tripwire:
    return Tripwire(make_bulletin(make_issue(secret, *(others or (make_item("week"),)))))


def page(text: str, path: str = "site/index.html", circulation: Circulation = Circulation.PUBLIC) -> File:
    return File(path=path, data=text.encode(), output="pages", circulation=circulation)


@pytest.mark.parametrize("audience", Circulation)
@pytest.mark.parametrize("open_to", ["public", "staff", "limited"])
@pytest.mark.parametrize("secret", ["staff", "limited", "held"])
def test_a_text_is_open_to_those_who_may_read_any_item_with_it(
    secret: str, open_to: str, audience: Circulation
) -> None:
    items = [make_item(level, TEXT, summary="", **LEVELS[level]) for level in dict.fromkeys((secret, open_to))]
    other = make_item("other", "Nobody may read what stands here before the families have read it.", **LEVELS["held"])
    tripwire = Tripwire(make_bulletin(make_issue(*items, other, make_item("week"))))
    readers = ["public", "staff", "limited", "held"]
    may_read = min(readers.index(secret), readers.index(open_to)) <= readers.index(audience)
    with nullcontext() if may_read else pytest.raises(LeakError):
        tripwire.check(page(TEXT, "mail/2022-02/bulletin.html", audience))


def message(text: str, encoding: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "News"
    mail.set_content("Hello", cte="7bit")
    mail.add_alternative(f"<p>{text}</p>", subtype="html", cte=encoding)
    return mail.as_bytes()


def zipped(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.ics", f"DESCRIPTION:{text}")
    return out.getvalue()


def attached(text: str) -> bytes:
    """Return a message with an archive whose bytes have CRLF, so that decoding may not change line ends."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.ics", f"BEGIN:VCALENDAR\r\n{folded(text)}\r\n")
    mail = EmailMessage(policy=SMTP)
    mail.set_content("Hello")
    mail.add_attachment(out.getvalue(), maintype="application", subtype="zip", filename="calendar.zip")
    return mail.as_bytes()


def forwarded(text: str) -> bytes:
    mail = EmailMessage(policy=SMTP)
    mail.set_content("Hello")
    mail.add_attachment(EmailMessage(policy=SMTP))
    mail.get_payload()[1].get_payload()[0].set_content(text, cte="base64")
    return mail.as_bytes()


def folded(text: str) -> str:
    line = "DESCRIPTION:" + text.replace(",", "\\,").replace("\n", "\\n")
    return "\r\n ".join(line[start : start + 30] for start in range(0, len(line), 30))


PHRASE = " ".join(TEXT.split()[3:11])
KINDS = {
    "html": lambda text: (f"site/{'x'}.html", f"<p>{html.escape(text)}</p>".encode()),
    "entities": lambda text: ("site/x.html", "".join(f"&#{ord(letter)};" for letter in text).encode()),
    "markup": lambda text: ("site/x.html", b"<b>" + " </b><i>".join(text.split()).encode()),
    "attribute": lambda text: ("site/x.html", f'<img alt="{html.escape(text)}">'.encode()),
    "apostrophes": lambda text: ("site/x.html", f"<img alt = '{html.escape(text)}'>".encode()),
    "stray mark": lambda text: ("site/x.html", f'<p>x ="y</p><img alt="{html.escape(text)}">'.encode()),
    "comment": lambda text: ("site/x.html", f"<p>x</p><!-- {html.escape(text)} -->".encode()),
    "address": lambda text: ("site/x.html", f'<a href="mailto:a@b.c?body={quote(text)}">x</a>'.encode()),
    "feed": lambda text: ("site/feed.xml", f"<d>{html.escape('<p>' + html.escape(text) + '</p>')}</d>".encode()),
    "json": lambda text: ("site/feed.json", json.dumps({"items": [{"content_html": f"<p>{text}</p>"}]}).encode()),
    "ics": lambda text: ("site/calendar.ics", folded(text).encode()),
    "text": lambda text: ("mail/x/bulletin.txt", text.upper().encode()),
    "quoted-printable": lambda text: ("mail/x/bulletin.eml", message(text, "quoted-printable")),
    "base64": lambda text: ("mail/x/bulletin.eml", message(text, "base64")),
    "attached zip": lambda text: ("mail/x/bulletin.eml", attached(text)),
    "forwarded": lambda text: ("mail/x/bulletin.eml", forwarded(text)),
    "zip": lambda text: ("mail/x/calendar.zip", zipped(text)),
    "subject": lambda text: ("mail/x/bulletin.eml", f"Subject: =?utf-8?b?{base64.b64encode(text.encode()).decode()}?=\r\n\r\nx".encode()),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("audience", [Circulation.PUBLIC, Circulation.STAFF])
def test_eight_words_of_a_hidden_text_are_found_in_every_kind_of_file(kind: str, audience: Circulation) -> None:
    path, data = KINDS[kind](PHRASE)
    with pytest.raises(LeakError, match=r"content/2022-02/patient-safety-update\.md") as caught:
        wire().check(File(path=path, data=data, output="x", circulation=audience))
    assert "RST01" in str(caught.value)
    assert SECRET.title not in str(caught.value)


def test_bytes_that_are_harmless_as_text_are_searched_as_a_page() -> None:
    tripwire, data = wire(), b"<b>" + " </b><i>".join(PHRASE.split()).encode()
    hidden_by_markup = data.replace(b" </b><i>", b"</b>x9q<i>").replace(b"x9q", b"<!-- x9q -->")
    tripwire.check(File(path="site/a.txt", data=hidden_by_markup, output="x", circulation=Circulation.PUBLIC))
    with pytest.raises(LeakError):
        tripwire.check(File(path="site/a.html", data=hidden_by_markup, output="x", circulation=Circulation.PUBLIC))


NEEDLES = [
    "Patient safety update of January",
    "patient-safety-update",
    "https://secret.example.org/alert?id=1&amp;x=2",
    "leads@secret.example.org",
    "0161 496 0123",
]


@pytest.mark.parametrize("needle", NEEDLES)
def test_titles_names_addresses_and_contacts_are_found(needle: str) -> None:
    with pytest.raises(LeakError):
        wire().check(page(f'<a href="{needle}">x</a>'))


@pytest.mark.parametrize(("path", "form"), [("site/a.json", "[%s]"), ("site/a.js", "show([%s]);")])
def test_a_phone_number_is_found_that_is_a_number_of_json(path: str, form: str) -> None:
    for number in ("1614960123", "441614960123.0"):
        with pytest.raises(LeakError):
            wire().check(File(path=path, data=(form % number).encode(), output="x", circulation=Circulation.PUBLIC))


def test_alphabetical_words_are_not_taken_for_a_text_nor_short_numbers_for_a_phone_number() -> None:
    hidden = make_item(
        "a", title="Apple Banana Cherry", **LEVELS["limited"], contacts=(Contact(phone="0161 496 0123"),)
    )
    index = b'bulletinSearch({"apple":[161,49],\n"banana":[60,1,23],\n"cherry":[161,496,0,1,2,3]});\n'
    tripwire = Tripwire(make_bulletin(make_issue(hidden)))
    tripwire.check(File(path="site/a.js", data=index, output="x", circulation=Circulation.PUBLIC))
    with pytest.raises(LeakError):
        tripwire.check(File(path="site/a.txt", data=index, output="x", circulation=Circulation.PUBLIC))


def test_a_hidden_text_in_a_file_name_is_found() -> None:
    with pytest.raises(LeakError):
        wire().check(page("x", "site/items/patient-safety-update/index.html"))


def test_the_attachment_of_a_hidden_item_is_not_published() -> None:
    asset = Asset(
        name="f.pdf",
        address="items/s/files/f.pdf",
        source=Path("f.pdf"),
        media_type="application/pdf",
        size=1,
        sha256="0",
    )
    secret = replace(SECRET, attachments=(Attachment(label="f", asset=asset),))
    with pytest.raises(LeakError):
        wire(secret=secret).check(
            File(path="site/items/s/files/f.pdf", data=asset, output="files", circulation=Circulation.PUBLIC)
        )
    Tripwire(make_bulletin(make_issue(replace(secret, circulation=Circulation.PUBLIC)))).check(
        File(path="site/items/s/files/f.pdf", data=asset, output="files", circulation=Circulation.PUBLIC)
    )


def test_a_staff_introduction_is_found_on_a_page() -> None:
    words_of_it = "Training places are running from 23 February so please read the note about attendance"
    issue = make_issue(
        make_item("week"), circulation=Circulation.STAFF, introduction=words_of_it, prose=make_prose(words_of_it)
    )
    tripwire = Tripwire(make_bulletin(issue))
    with pytest.raises(LeakError, match=r"issue\.md"):
        tripwire.check(page(f"<p>{words_of_it}</p>"))
    tripwire.check(page(f"<p>{words_of_it}</p>", circulation=Circulation.STAFF))


def test_a_limited_item_may_stand_in_the_limited_edition_and_a_held_one_nowhere() -> None:
    wire().check(page(TEXT, "mail/x/limited.html", Circulation.LIMITED))
    on_hold = replace(SECRET, held="the families have read it")
    for audience in Circulation:
        with pytest.raises(LeakError):
            wire(secret=on_hold).check(page(TEXT, "x.html", audience))


def test_a_text_that_a_visible_item_has_too_is_not_a_leak() -> None:
    policy = "We pay for each place so that it is free to you. Please think carefully before you register."
    snippet = Snippet(slug="policy", title="Before you book your place", body=policy, prose=make_prose(policy))
    shared = {
        "snippets": (snippet,),
        "links": (Link(label="Portal", url="https://example.org/portal"),),
        "contacts": (Contact(email="team@example.org"),),
        "title": "Update",
    }
    secret = make_item("notice", "Short text.", circulation=Circulation.LIMITED, **shared)
    public = make_training("notice-2", **{**shared, "title": "Other"})
    text = f"notice {policy} {snippet.title} https://example.org/portal team@example.org"
    tripwire = wire(public, secret=replace(secret, booking="Ring the team on the day, before eleven in the morning."))
    tripwire.check(page(text))
    with pytest.raises(LeakError):
        tripwire.check(page(f"{text} Ring the team on the day, before eleven in the morning."))


def test_seven_words_are_not_a_leak_and_a_bulletin_without_hidden_items_refuses_nothing() -> None:
    wire().check(page(" ".join(PHRASE.split()[:7])))
    Tripwire(make_bulletin(make_issue(make_item("week")))).check(page(TEXT))


WORDS = st.sampled_from(
    [
        "alpha",
        "beta",
        "gamma",
        "delta",
        "omega",
        "river",
        "stone",
        "cloud",
        "paper",
        "light",
        "sound",
        "green",
        "seven",
        "table",
        "north",
        "winter",
    ]
)
TEXTS = st.lists(WORDS, min_size=8, max_size=30).map(" ".join)
AUDIENCE = {"staff": Circulation.PUBLIC, "limited": Circulation.STAFF, "held": Circulation.STAFF}


@examples(200)
@given(st.data(), st.sampled_from(sorted(AUDIENCE)), st.sampled_from(sorted(KINDS)))
def test_any_hidden_text_is_found_wherever_it_is_planted(data: st.DataObject, level: str, kind: str) -> None:
    secret_text, open_text = data.draw(TEXTS), data.draw(TEXTS)
    secret = make_item("hidden-one", secret_text, **LEVELS[level])
    public = make_item("open", open_text)
    tripwire = wire(public, secret=secret)
    row = secret_text.split()
    start = data.draw(st.integers(0, len(row) - 8))
    planted = " ".join(row[start : start + 8])
    before, after = (
        data.draw(st.lists(st.just("zebra"), max_size=9)),
        data.draw(st.lists(st.just("quartz"), max_size=9)),
    )
    path, data_ = KINDS[kind](" ".join([*before, planted, *after]))
    file = File(path=path, data=data_, output="x", circulation=AUDIENCE[level])
    if f" {planted} " in f" {open_text} ":
        return
    with pytest.raises(LeakError):
        tripwire.check(file)


@examples(200)
@given(TEXTS, TEXTS, st.sampled_from(sorted(KINDS)))
def test_public_text_is_never_a_leak(open_text: str, secret_text: str, kind: str) -> None:
    secret = make_item("hidden", secret_text, **LEVELS["limited"])
    public = make_item("open", open_text)
    path, data = KINDS[kind](open_text)
    wire(public, secret=secret).check(File(path=path, data=data, output="x", circulation=Circulation.STAFF))


@examples(250)
@given(st.text(max_size=80))
def test_words_survive_quoted_printable_and_case(text: str) -> None:
    encoded = quopri.decodestring(quopri.encodestring(text.encode("utf-8", "replace"))).decode("utf-8", "replace")
    assert words(encoded.replace("\r\n", "\n")) == words(text.encode("utf-8", "replace").decode().replace("\r\n", "\n"))


ANY_WIRE = wire()


@examples(300)
@given(st.binary(max_size=200), st.sampled_from(["x.html", "x.eml", "x.ics", "x.txt", "x.xml", "x.bin"]))
def test_any_bytes_can_be_searched(data: bytes, path: str) -> None:
    ANY_WIRE.check(File(path=path, data=data, output="x", circulation=Circulation.PUBLIC))


def test_the_booking_link_of_a_hidden_session_is_found() -> None:
    secret = make_training("staff-only-training", make_session("staff-only-training"), circulation=Circulation.STAFF)
    with pytest.raises(LeakError):
        wire(secret=secret).check(page(f'<a href="{secret.sessions[0].book}">Book</a>'))
