"""Plant texts of hidden items into public files, in many encodings, and count those that the tripwire misses.

usage: python -m tests.support.planting FOLDER [COUNT]

FOLDER is a content folder. Every third item of it is hidden. COUNT is how many missed texts are printed.
"""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from urllib.parse import quote

from bulletin.circulation import printed
from bulletin.circulation.audience import seen_by
from bulletin.circulation.needles import words
from bulletin.circulation.tripwire import Tripwire
from bulletin.content.load import read
from bulletin.errors import LeakError
from bulletin.model import Bulletin, Circulation, File, Issue, Item
from bulletin.outputs import files

Disguise = Callable[[str], tuple[str, bytes]]


def page(text: str) -> tuple[str, bytes]:
    return (
        "site/week/index.html",
        f"<!doctype html><title>Week</title><main><p>Before. {text} After.</p></main>".encode(),
    )


def _within_words(text: str, mark: str) -> str:
    """Put a mark after the second letter of each word of four letters or more."""
    return " ".join(word if len(word) < 4 else f"{word[:2]}{mark}{word[2:]}" for word in text.split(" "))


def _tags(text: str) -> str:
    return " ".join(
        html.escape(word) if len(word) < 4 else f"{html.escape(word[:2])}<b></b><i>{html.escape(word[2:])}</i>"
        for word in text.split(" ")
    )


def _codes(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else letter for letter in text)


def _zip(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def _message(data: bytes, name: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Week"
    message.set_content("Hello.")
    message.add_attachment(data, "application", "octet-stream", filename=name)
    return message.as_bytes()


def _folded(text: str) -> bytes:
    line = "DESCRIPTION:" + text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return "\r\n ".join(line[start : start + 40] for start in range(0, len(line), 40)).encode()


DISGUISES: Mapping[str, Disguise] = {
    "plain": lambda text: page(html.escape(text)),
    "zero-width letters": lambda text: page(html.escape(_within_words(text, "\u200b"))),
    "soft hyphens": lambda text: page(html.escape(_within_words(text, "\xad"))),
    "soft hyphens as entities": lambda text: page(_within_words(html.escape(text), "&shy;") if "&" not in html.escape(text) else html.escape(text)),
    "tags inside words": lambda text: page(_tags(text)),
    "comments inside words": lambda text: page(_within_words(html.escape(text, quote=False), "<!-- x -->")),
    "an attribute": lambda text: page(f'<img alt="{html.escape(text)}" src="x.png">'),
    "a comment": lambda text: page(f"<!-- {text} -->"),
    "escapes in a script": lambda text: page(f'<script>var text = "{_codes(text)}";</script>'),
    "entities": lambda text: page("".join(f"&#{ord(letter)};" for letter in text)),
    "entities twice": lambda text: page(html.escape("".join(f"&#{ord(letter)};" for letter in text))),
    "percent": lambda text: page(f'<a href="https://example.org/?q={quote(text)}">x</a>'),
    "percent twice": lambda text: page(f'<a href="https://example.org/?q={quote(quote(text))}">x</a>'),
    "a data address": lambda text: page(f'<a href="data:text/html,{quote(text)}">x</a>'),
    "base64 in a data address": lambda text: page(f'<img src="data:text/plain;base64,{base64.b64encode(text.encode()).decode()}">'),
    "json": lambda text: ("site/feed.json", json.dumps({"items": [{"title": text}]}).encode()),
    "html in json": lambda text: ("site/feed.json", json.dumps({"html": f"<p>{html.escape(text)}</p>"}).encode()),
    "html in a feed": lambda text: ("site/feed.xml", f"<item>{html.escape(f'<p>{html.escape(text)}</p>')}</item>".encode()),
    "a calendar": lambda text: ("site/calendar.ics", _folded(text)),
    "utf-16": lambda text: ("site/x.txt", text.encode("utf-16")),
    "an attachment": lambda text: ("mail/w/bulletin.eml", _message(text.encode(), "x.bin")),
    "a zip": lambda text: ("mail/w/bulletin.eml", _message(_zip("x.txt", text.encode()), "x.zip")),
    "a zip in a zip": lambda text: ("site/x.zip", _zip("y.zip", _zip("x.txt", text.encode()))),
    "gzip": lambda text: ("site/x.txt.gz", gzip.compress(text.encode())),
}  # fmt: skip


def secrets(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the texts of an item that must stay secret if it is hidden, as (kind, text), like ("title", "…")."""
    yield from (("title", item.title), ("item's uid", str(item.uid)), ("summary", item.summary))
    for name in (
        "organisation",
        "booking",
        "cost",
        "requires",
        "level",
        "joining",
        "content_note",
        "support",
        "credit",
    ):
        yield name, getattr(item, name)
    for name in ("audience", "areas", "presenters"):
        yield from ((name, text) for text in getattr(item, name))
    yield from (("detail", text) for _, text in item.details)
    yield from (("correction", text) for _, text in item.corrections)
    for contact in item.contacts:
        yield from (("contact", text) for text in (contact.label, contact.name, contact.email, contact.phone))
        digits = printed.phone_digits(contact.tel)
        if digits:
            forms = (f"0{digits}", f"+44{digits}", f"+44 (0){digits[:3]} {digits[3:]}", f"0{digits[:4]}-{digits[4:]}")
            yield from (("phone", text) for text in forms)
    yield from (("link", text) for link in item.links for text in (link.label, link.url))
    yield from (("file", text) for file in item.attachments for text in (file.label, file.asset.name))
    yield from (("alt text", image.alt) for image in (item.image, *item.body_images) if image)
    for session in item.sessions:
        yield from (("session", text) for text in (session.label, session.place, session.note, str(session.uid)))
        yield from (("booking address", session.book), ("day", printed.day_forms(session.start.date())[0]))
        yield from (("hours", text) for hours in printed.session_hours(session) for text in printed.hours_forms(hours))
        yield from (("start", text) for text in printed.start_forms(session.start))
    row = item.prose.text.split()
    yield from (("body", " ".join(row[start : start + 12])) for start in range(0, max(0, len(row) - 11), 40))


def hidden_bulletin(bulletin: Bulletin, every: int = 3, level: Circulation = Circulation.LIMITED) -> Bulletin:
    """Return a bulletin in which one of `every` items of an issue has the circulation `level`; the others are public."""

    def hide(issue: Issue) -> Issue:
        items = tuple(
            replace(item, circulation=level if number % every == 0 else Circulation.PUBLIC, held="")
            for number, item in enumerate(issue.items)
        )
        return replace(issue, items=items, circulation=Circulation.PUBLIC)

    return replace(bulletin, issues=tuple(map(hide, bulletin.issues)), mail=tuple(map(hide, bulletin.mail)))


def hidden_items(bulletin: Bulletin) -> list[Item]:
    return [item for issue in bulletin.issues for item in issue.items if item.circulation is not Circulation.PUBLIC]


def plants(bulletin: Bulletin) -> Iterator[tuple[str, str, str, File]]:
    """Yield public files with a secret text in them, as (kind of text, encoding, text, file).

    The encodings are those of DISGUISES, in turn. Texts that are in public items too are left out.
    """
    open_text = words(" ".join(_open_texts(bulletin)))
    line = b" %b " % b" ".join(open_text)
    digits = "".join(
        printed.phone_digits(contact.tel) + " " for item in _open_items(bulletin) for contact in item.contacts
    )
    number = 0
    for item in hidden_items(bulletin):
        for kind, text in dict.fromkeys(secrets(item)):
            row = words(text)
            phone = printed.phone_digits(text) if kind == "phone" else ""
            if text and (not phone or phone not in digits) and b" %b " % b" ".join(row) not in line:
                disguise = list(DISGUISES)[number % len(DISGUISES)]
                number += 1
                path, data = DISGUISES[disguise](text)
                yield kind, disguise, text, File(path=path, data=data, output="x", circulation=Circulation.PUBLIC)


def _open_items(bulletin: Bulletin) -> Iterator[Item]:
    return (item for issue in seen_by(bulletin, Circulation.PUBLIC).issues for item in issue.items)


def _open_texts(bulletin: Bulletin) -> Iterator[str]:
    view = seen_by(bulletin, Circulation.PUBLIC)
    yield from printed.texts(view.settings)
    for issue in view.issues:
        yield from printed.texts((issue.items, issue.title, issue.introduction, issue.covers, issue.prose))
        for day in {day for item in issue.items for day in printed.days(item)} | {issue.day, view.as_of}:
            yield from printed.day_forms(day)
        for session in (session for item in issue.items for session in item.sessions):
            for hours in printed.session_hours(session):
                yield from (*printed.hours_forms(hours), *printed.start_forms(hours.start))


def is_found(wire: Tripwire, file: File) -> bool:
    try:
        wire.check(file)
    except LeakError:
        return True
    return False


def refused(bulletin: Bulletin) -> str:
    """Return the message with which a build of a bulletin is refused; "" if it is not."""
    try:
        for _ in files(bulletin):
            pass
    except LeakError as error:
        return str(error)
    return ""


def main(folder: Path, count: int) -> None:
    """Print how many planted texts are missed, and whether the bulletin's own files are refused."""
    bulletin = hidden_bulletin(read(folder, mail=("all",)).complete())
    wire = Tripwire(bulletin)
    missed: Counter[str] = Counter()
    tried = 0
    for kind, disguise, text, file in plants(bulletin):
        tried += 1
        if not is_found(wire, file):
            missed[kind] += 1
            if sum(missed.values()) <= count:
                sys.stdout.write(f"missed: {kind}, {disguise}: {text[:80]!r}" + "\n")
    sys.stdout.write(f"{tried} planted, {sum(missed.values())} missed: {dict(missed)}" + "\n")
    sys.stdout.write(f"refused: {refused(bulletin) or 'nothing'}" + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 30)
