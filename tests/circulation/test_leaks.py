"""The tripwire finds any text of a hidden item in a public file, in every encoding, and allows harmless overlaps."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from bulletin.circulation import printed
from bulletin.circulation.needles import words
from bulletin.circulation.tripwire import Tripwire
from bulletin.content.load import read
from bulletin.errors import LeakError
from bulletin.model import Asset, Attachment, Bulletin, Circulation, Contact, File, Image, Item, Link, Snippet
from bulletin.model.rows import rows
from bulletin.outputs import files
from bulletin.text.decoding import LARGEST, MOST_PARTS, pieces, texts
from tests.support.planting import DISGUISES, hidden_bulletin, is_found, page, plants, refused
from tests.support.values import (
    LONDON,
    ROOT,
    make_bulletin,
    make_issue,
    make_item,
    make_prose,
    make_session,
    make_settings,
    make_training,
)

LIMITED = {"circulation": Circulation.LIMITED, "circulation_note": "For the leads of the seven quartz valleys."}
STAFF = {"circulation": Circulation.STAFF}


def asset(name: str, owner: str) -> Asset:
    return Asset(
        name=name,
        address=f"items/{owner}/files/{name}",
        source=Path(name),
        media_type="image/png",
        size=1,
        sha256=owner,
    )


def full(slug: str, word: str, day: int, **changes: object) -> Item:
    """Return an item with its own text in every field."""
    session = make_session(
        slug, f"{word}-1", label=f"{word} cohort", start=datetime(2023, 5, day, 10, 5 + day, tzinfo=LONDON),
        end=datetime(2023, 5, day, 15, 40 + day % 15, tzinfo=LONDON), place=f"{word} Hall, Otterspool",
        venue=f"{word} Hall, Otterspool", note=f"Bring the {word} folder", presenters=(f"Dr {word} Obi",),
        book_by=date(2023, 4, day), opens=date(2023, 3, day),
    )  # fmt: skip
    body = (
        f"The {word} review found that nine households had waited for longer than they had been told they would.\n"
        f"Ring the {word} desk today\nA last paragraph on {word} says that the board has asked for a plan by the summer."
    )
    values = {
        "title": f"{word} closures", "summary": f"What the {word} board decided in closed session.", "sessions": (session,),
        "organisation": f"{word} Housing Trust", "audience": (f"{word} wardens",), "areas": (f"{word}dale",),
        "contacts": (
            Contact(label=f"{word} desk", name=f"Ada {word}", email=f"ada@{word.lower()}.example.org",
                    phone=f"0151 496 {day:04}", tel=f"tel:+44151496{day:04}"),
        ),
        "links": (Link(label=f"{word} minutes", url=f"https://{word.lower()}.example.org/minutes?id={day}"),),
        "attachments": (Attachment(label=f"{word} plan", asset=asset(f"{word.lower()}-plan.png", slug)),),
        "image": Image(alt=f"A {word} street at dusk", asset=asset(f"{word.lower()}.png", slug)),
        "presenters": (f"Professor {word} Nkemelu",), "booking": f"Write to the {word} office", "cost": f"£{day}5 with a {word} card",
        "button": Link(label=f"Tell the {word} panel", url=f"https://{word.lower()}.example.org/tell?id={day}"),
        "action": f"Send the {word} form to the board",
        "requires": f"a {word} pass", "level": f"{word} level", "joining": f"By post from {word}",
        "content_note": f"About {word} losses", "support": f"{word} listeners: 0800 496 {day:04}", "credit": f"By the {word} panel",
        "details": (("Source", f"{word} ledger"),), "corrections": ((date(2022, 2, 3), f"the {word} number"),),
        "prose": make_prose(*body.split("\n")), "body": body,
    }  # fmt: skip
    return make_item(slug, kind="training", **(values | changes))


WORDS = ("Quartz", "Basalt", "Granite", "Marble", "Obsidian", "Feldspar")
HIDDEN = tuple(full(f"{word.lower()}-notes", word, number + 4, **LIMITED) for number, word in enumerate(WORDS))
PUBLIC = (full("slate-notes", "Slate", 20), make_item("week", "A public text about the week that everybody may read."))


def bulletin(*items: Item) -> Bulletin:
    return make_bulletin(make_issue(*items), settings=make_settings(email_budget=10**9))


def test_every_planted_text_is_found_in_every_encoding_and_nothing_else_is_refused() -> None:
    planted = bulletin(*HIDDEN, *PUBLIC)
    wire = Tripwire(planted)
    files = list(plants(planted))
    assert [(what, disguise, text) for what, disguise, text, file in files if not is_found(wire, file)] == []
    assert len(files) >= 250
    assert {disguise for _, disguise, _, _ in files} == set(DISGUISES)
    assert refused(planted) == ""


def test_what_is_said_of_a_session_is_found_in_the_forms_in_which_it_is_printed() -> None:
    wire = Tripwire(bulletin(*HIDDEN, *PUBLIC))
    for text in (
        "Thursday 4 May 2023",
        "4 May 2023",
        "2023-05-04",
        "May 4, 2023",
        "20230504T100900",
        "10:09am to 3:44pm",
    ):
        assert is_found(
            wire, File(path="site/x.html", data=text.encode(), output="x", circulation=Circulation.PUBLIC)
        ), text


@pytest.mark.parametrize(
    "number",
    ["01514960004", "0151 496 0004", "+44 151 496 0004", "+44 (0)151 496 0004", "0151-496-0004", "(0151) 496.0004"],
)
def test_a_phone_number_is_found_in_every_form(number: str) -> None:
    wire = Tripwire(bulletin(*HIDDEN, *PUBLIC))
    path, data = page(number)
    assert is_found(wire, File(path=path, data=data, output="x", circulation=Circulation.PUBLIC))


def overlaps() -> dict[str, Item]:
    """Return hidden items by name, each sharing one text with the public item, in the same or another field."""
    shared = full("open", "Slate", 20)
    not_shared = ("slug", "uid", "title", "summary", "body", "prose")
    names = [name for name, row in rows(Item).items() if row.secret and name not in not_shared]
    hidden = [
        replace(make_item(f"h-{name}".replace("_", "-"), **LIMITED), **{name: getattr(shared, name)}) for name in names
    ]
    shared_texts = [(name, text) for name in names for text in dict.fromkeys(printed.texts(getattr(shared, name)))]
    shared_texts += [("body", text) for text in shared.body.split("\n")] + [
        ("summary", shared.summary),
        ("title", shared.title),
    ]
    for number, (name, text) in enumerate(shared_texts):
        slug = f"x{number}-{name}".replace("_", "-")
        hidden += [
            make_item(f"a-{slug}", text, f"Please note: {text}", title="Hm", summary=text, **STAFF),
            make_item(f"b-{slug}", f"A reminder: {text}", title="Hm", summary="Hm", credit=text, cost=text, **STAFF),
            make_item(f"c-{slug}", "Hm.", title=text, level=text, organisation=text, areas=(text,), **LIMITED),
            make_item(f"d-{slug}", "Hm.", title="Hm", presenters=(text,), audience=(text,), details=(("Source", text),), **STAFF),
            make_item(f"e-{slug}", "Hm.", title="Hm", contacts=(Contact(label=text, name=text, email="team@example.org"),), **LIMITED),
        ]  # fmt: skip
    return {item.slug: item for item in hidden}


def reminders(item: Item) -> list[Item]:
    """Return staff items that list a public session in its printed words."""
    session = item.sessions[0]
    day, hours = (
        printed.day_forms(session.start.date())[0],
        printed.hours_forms(printed.Hours(session.start, session.end))[0],
    )
    title, label, place, presenter = item.title, session.label, session.place, item.presenters[0]
    lines = [
        f"{title}: {label}, {day}, {hours}, {place}",
        f"{title}, {label}, {day}, {hours}",
        f"{label} on {day} at {place}, {hours}, by {presenter}",
        f"{day}: {title} ({label}), {hours}, {place}. Cost: {item.cost}",
        f"Delivered by {presenter}. Level: {item.level}. {title}, {label}",
        f"Book by {printed.day_forms(session.book_by)[0]}: {title}: {label}" if isinstance(session.book_by, date) else title,
        f"From {item.organisation}: {title}, {day} at {place}",
        f"{title} for {item.audience[0]} in {item.areas[0]}, {day}, {hours}",
    ]  # fmt: skip
    return [
        make_item(f"staff-reminder-{number}", line, title="Reminder", summary=line, **STAFF)
        for number, line in enumerate(lines)
    ]


def test_two_hundred_innocent_overlaps_are_not_refused() -> None:
    public = full("open", "Slate", 20)
    hidden = overlaps() | {item.slug: item for item in reminders(public)}
    assert len(hidden) >= 200
    items = list(hidden.values())
    # One item at a time, because an email with all of them would be too long.
    assert [refused(bulletin(public, *items[start::5])) for start in range(5)] == [""] * 5


def test_common_words_dates_and_names_of_files_are_not_refused() -> None:
    titles = (
        "Reminder",
        "Training",
        "Location",
        "Wednesday",
        "Cancelled",
        "Calendar",
        "Search",
        "Summary",
        "Standard",
        "Information",
    )
    hidden = [
        make_item(f"h{number}", "Hm.", title=title, summary=title, level=title, areas=(title,), **LIMITED)
        for number, title in enumerate(titles)
    ]
    with_common_file_names = [
        replace(
            make_item(f"f{number}", "Hm.", title="Hm", **LIMITED),
            attachments=(Attachment(label=name, asset=asset(name, f"f{number}")),),
        )
        for number, name in enumerate(("logo.png", "icon.png", "card.png", "index.html", "calendar.ics", "feed.xml"))
    ]
    logo = Attachment(label="Logo", asset=asset("logo.png", "slate"))
    dates = make_training(
        "dates", make_session("dates", "a", start=datetime(2022, 2, 1, 9, tzinfo=LONDON)), title="Hm", **LIMITED
    )
    assert refused(bulletin(*hidden, *with_common_file_names, dates, replace(PUBLIC[0], attachments=(logo,)))) == ""


def test_no_text_that_bulletin_itself_writes_is_searched_for() -> None:
    """Make every word of the built sample an area of a hidden item: the search must still find nothing."""
    sample = hidden_bulletin(read(ROOT / "content").complete(), every=10_000)
    built = [file for file in files(sample) if isinstance(file.data, bytes) and not file.path.endswith(".eml")]
    parts = [part for file in built for part in pieces(file.path, bytes(file.data))]  # type: ignore[arg-type]
    row = {word.decode() for name, data in parts for text in texts(name, data) for word in words(text)}
    areas = tuple(word.capitalize() for word in sorted(row) if word.isalpha() and word.isascii())
    hidden = make_item("h", "Hm.", title="Hm", areas=areas, **LIMITED)
    issue = sample.issues[0]
    wire = Tripwire(replace(sample, issues=(replace(issue, items=(*issue.items, hidden)), *sample.issues[1:])))
    assert [file.path for file in built if is_found(wire, file)] == []


def test_every_field_of_an_item_that_readers_see_is_searched_for() -> None:
    """Only these fields are not searched for: no reader could recognise an item by them."""
    arranged = {
        "kind",
        "issue",
        "path",
        "body_line",
        "at",
        "first_published",
        "modified",
        "ignored",
        "section",
        "order",
        "pinned",
    }
    arranged |= {"summary_only", "circulation", "held", "show_until", "moved_to", "topics", "published", "snippets"}
    arranged |= {"bookable", "bookings_stand", "was", "withdrawn", "updates", "replaces", "review_by", "link_title"}
    assert {name for name, row in rows(Item).items() if not row.secret} <= arranged


def hit(data: bytes, path: str = "site/x.html", wire: Tripwire | None = None) -> LeakError:
    with pytest.raises(LeakError) as caught:
        (wire or Tripwire(bulletin(*HIDDEN, *PUBLIC))).check(
            File(path=path, data=data, output="x", circulation=Circulation.PUBLIC)
        )
    return caught.value


def test_a_hit_names_its_words_their_place_and_their_item_and_in_public_no_words() -> None:
    item = replace(HIDDEN[0], at=(("level", 7, 8), ("title", 2, 8)))
    error = hit(b"<p>Quartz level</p>", wire=Tripwire(bulletin(item, *PUBLIC)))
    assert str(error) == (
        'site/x.html would hold "quartz level" of content/2022-02/quartz-notes.md:7, which its readers may not see. '
        "Nothing was written. This is a fault of Bulletin: report it. [RST01]"
    )
    assert "quartz level" not in error.public
    assert "content/2022-02/quartz-notes.md:7" in error.public


def test_a_hit_in_the_text_names_its_line_and_one_of_a_template_says_so() -> None:
    with_template = replace(bulletin(HIDDEN[0], *PUBLIC), own_templates={"site/page.html": "site/page.html"})
    error = hit(b"<p>a last paragraph on quartz says that the board has asked</p>", wire=Tripwire(with_template))
    assert "quartz-notes.md:7, which" in str(error)
    assert "one of your templates" in str(error)


def test_a_hit_in_an_attachment_names_it_and_what_to_do() -> None:
    staff = replace(
        make_item("rota", **STAFF), attachments=(Attachment(label="Plan", asset=asset("plan.json", "rota")),)
    )
    wire = Tripwire(bulletin(HIDDEN[0], staff, *PUBLIC))
    _, data = DISGUISES["an attachment"]('{"a": "Quartz level"}')
    with pytest.raises(LeakError) as caught:
        wire.check(
            File(
                path="mail/w/b.eml",
                data=data.replace(b"x.bin", b"plan.json"),
                output="x",
                circulation=Circulation.STAFF,
            )
        )
    assert "(in plan.json)" in str(caught.value)
    assert "Take them out of plan.json" in str(caught.value)


def zipped(data: bytes, name: str = "x.txt", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def nested(data: bytes, times: int) -> bytes:
    for number in range(times):
        data = zipped(data, f"{number}.zip")
    return data


def locked() -> bytes:
    data = bytearray(zipped(b"x", "Quartz level.txt"))
    for at in (6, data.index(b"PK\x01\x02") + 8):
        data[at] |= 1
    return bytes(data)


PLAIN = b"Before. Quartz level. After."
STRANGE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "text called zip": lambda: ("x.zip", PLAIN),
    "zip called txt": lambda: ("x.txt", zipped(PLAIN)),
    "broken zip": lambda: ("x.zip", b"PK\x03\x04" + PLAIN),
    "locked zip": lambda: ("x.zip", locked()),
    "lzma": lambda: ("x.zip", zipped(PLAIN, method=zipfile.ZIP_LZMA)),
    "nested": lambda: ("x.zip", nested(zipped(PLAIN), 3)),
    "gzip": lambda: ("x.json.gz", gzip.compress(json.dumps({"a": "Quartz level"}).encode())),
    "json that is none": lambda: ("x.json", b"{'a': 'Quartz level'"),
    "script that is a call": lambda: ("x.js", b'show({"a": ["\\u0051uartz level"], "b": [1, 2.5, true, null]});'),
    "script that is a call without json": lambda: ("x.js", b"show('Quartz level');"),
    "script": lambda: ("x.js", b"var a = 1; // Quartz level"),
    "escaped json that is none": lambda: ("x.json", b'{"a": "Quartz \\u006cevel",}'),
    "deep json": lambda: ("x.json", b"[" * 100_000 + b'"Quartz level"' + b"]" * 100_000),
    "json of 900 levels": lambda: ("x.json", b"[" * 900 + b'"Quartz level"' + b"]" * 900),
    "unknown charset": lambda: ("x.eml", b"Content-Type: text/plain; charset=klingon\r\nSubject: =?klingon?q?x?=\r\n\r\nQuartz level"),
    "latin-1": lambda: ("x.eml", b"Content-Type: text/html; charset=iso-8859-1\r\n\r\n<p>caf\xe9 Quartz level"),
    "deep multipart": lambda: ("x.eml", b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(300)) + b"\r\nQuartz level"),
    "bytes": lambda: ("x.bin", b"\x00\xff\xfe\x01" + PLAIN + b"\x00"),
    "utf-16 without a mark": lambda: ("x.xml", "<a>Quartz level</a>".encode("utf-16-le")),
    "utf-16 big end": lambda: ("x.html", "\ufeff<a>Quartz level</a>".encode("utf-16-be")),
    "unended comment": lambda: ("x.html", b"<p>a<!-- Quartz level"),
}  # fmt: skip


@pytest.mark.parametrize("kind", STRANGE)
def test_damaged_locked_and_strange_files_are_read(kind: str) -> None:
    path, data = STRANGE[kind]()
    error = hit(data, path)
    assert "quartz level" in str(error)


def test_archive_bombs_are_read_up_to_the_limits() -> None:
    bomb = zipped(b"\0" * (LARGEST * 2))
    assert sum(len(data) for _, data in pieces("x.zip", bomb)) <= LARGEST + 1000
    archive_of_many = io.BytesIO()
    with zipfile.ZipFile(archive_of_many, "w") as archive:
        for number in range(MOST_PARTS * 2):
            archive.writestr(str(number), b"x")
    assert len(list(pieces("x.zip", archive_of_many.getvalue()))) <= MOST_PARTS + 1
    assert list(pieces("x.zip", nested(b"x", 9)))
    assert sum(len(data) for _, data in pieces("x.gz", gzip.compress(b"\0" * (LARGEST * 2)))) <= LARGEST


@pytest.mark.parametrize(
    "data", [b"<!--" * 50_000, b"<b>" * 50_000, b'="' * 50_000, b"a<b></b>" * 50_000, b"data:" * 50_000, b"%41" * 50_000,
             b"&amp;" * 50_000, b"\\u0041" * 40_000, b"A" * 400_000, b"<" * 200_000, b">" * 200_000, b"data:a/a;a;a," * 20_000],
)  # fmt: skip
def test_a_text_of_one_repeated_mark_is_read(data: bytes) -> None:
    assert sum(len(text) for text in texts("x.html", data)) <= 12 * len(data) + 1000


def test_snippets_and_the_address_of_what_was_taken_back_are_open() -> None:
    snippet = Snippet(
        slug="help", title="Help for readers", body="Ring the night desk.", prose=make_prose("Ring the night desk.")
    )
    hidden = replace(
        make_item("rota-change", "Ring the night desk now.", **LIMITED),
        snippets=(snippet,),
        booking="Ring the night desk.",
    )
    issue = make_issue(hidden, PUBLIC[1])
    wire = Tripwire(make_bulletin(issue, promised=("items/rota-change/",)))
    wire.check(
        File(
            path="site/items/rota-change/index.html",
            data=b"Ring the night desk.",
            output="x",
            circulation=Circulation.PUBLIC,
        )
    )


def test_of_a_file_with_an_unknown_compression_the_name_is_searched() -> None:
    data = bytearray(zipped(b"x", "Quartz level.txt"))
    data[8] = data[data.index(b"PK\x01\x02") + 10] = 97
    assert "quartz level" in str(hit(bytes(data), "x.zip"))
    assert lzma.FORMAT_XZ
