"""The HTML of an email: the template filled in, its styles inlined, its items shortened until it fits."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import chain, zip_longest
from typing import NamedTuple

from ...errors import ContentError, Problem
from ...model import Bulletin, Item, Spilled
from ...text.humanize import size
from ..templates import fill
from .inline import inlined
from .plan import Entry, Mail

LARGEST = 102_400
"""Bytes of HTML over which Gmail and others cut a message off."""

NAMED = 3
"""So many of the largest items are named where an email is refused."""

_SHORTENED_FIRST = ("learning", "information", "update", "service", "training")
"""The order of kinds in which items turn short, after those that are summaries already."""

_MARK = re.compile(r"<!--(?:whole ([a-z0-9-]+)|short|end)-->\n?")
"""Cuts a page into what stands before an item, its slug, its whole form, None, its short form, None, and so on."""


class Form(NamedTuple):
    """An item's two forms."""

    slug: str
    whole: str
    short: str
    bytes: int
    """Of the whole form."""
    saved: int
    """Bytes that the short form spares."""


class Sheet(NamedTuple):
    """A filled-in email, cut where items have two forms."""

    between: tuple[str, ...]
    """What stands before, between and after these items: one more than there are forms."""
    forms: tuple[Form, ...]
    """The items that have two forms, in printing order."""

    def cut(self, short: Collection[str] = ()) -> str:
        """The email, each item in one form: short where its slug is named."""
        shown = (form.short if form.slug in short else form.whole for form in self.forms)
        return "".join(chain.from_iterable(zip_longest(self.between, shown, fillvalue="")))


def sheet(page: str) -> Sheet:
    """A filled-in email with both forms of its items in it, cut apart."""
    parts = _MARK.split(page)
    forms = (_form(*three) for three in zip(parts[1::6], parts[2::6], parts[4::6], strict=True))
    return Sheet(between=tuple(parts[0::6]), forms=tuple(forms))


def _form(slug: str, whole: str, short: str) -> Form:
    count = len(whole.encode())
    return Form(slug, whole, short, bytes=count, saved=count - len(short.encode()))


def to_shorten(cut: Sheet, entries: Collection[Entry], excess: int) -> tuple[str, ...]:
    """The slugs of the items that turn short so that the email has `excess` bytes less, as they were chosen."""
    items = {one.item.slug: one.item for one in entries}
    chosen = []
    for form in sorted(cut.forms, key=lambda one: (_rank(items[one.slug]), -one.saved, one.slug)):
        if excess <= 0:
            break
        if form.saved > 0:
            chosen.append(form.slug)
            excess -= form.saved
    return tuple(chosen)


def judge_size(page: str, path: str, largest: Collection[tuple[str, int]]) -> None:
    """Refuse an email that mail programs would cut off; raises ContentError (EML01).

    path: the issue's. largest: paths of items and their bytes.
    """
    total = len(page.encode())
    if total <= LARGEST:
        return
    named = ", ".join(f"{name} ({size(count)})" for name, count in sorted(largest, key=lambda one: -one[1])[:NAMED])
    said = f"The email has {size(total)}, and mail programs cut off what is over {size(LARGEST)}."
    hint = "Move some of it into another issue." + (f" The largest items: {named}." if named else "")
    raise ContentError((Problem(path=path, line=1, column=1, rule="EML01", message=said, hint=hint),))


def weights(cut: Sheet, entries: Collection[Entry], short: Collection[str]) -> Iterator[tuple[str, int]]:
    """The path of each item that has two forms, and the bytes of the one that is shown."""
    paths = {one.item.slug: one.item.path for one in entries}
    for form in cut.forms:
        yield paths[form.slug], form.bytes - (form.saved if form.slug in short else 0)


def _rank(item: Item) -> int:
    return -1 if item.summary_only else _SHORTENED_FIRST.index(item.kind)


class Rich(NamedTuple):
    """An email's HTML."""

    html: str
    """The whole document, with the doctype."""
    whole: str
    """The same with every item whole; equal where nothing was too long."""
    spilled: tuple[Spilled, ...]
    """The items that are short in it."""


def html(bulletin: Bulletin, mail: Mail) -> Rich:
    """The HTML within the budget; raises ContentError (EML01) where that cannot be."""
    cut = sheet(inlined(fill(bulletin, "email/bulletin.html", mail=mail)))
    whole = cut.cut()
    short = to_shorten(cut, mail.entries, len(whole.encode()) - bulletin.settings.email_budget)
    page = cut.cut(short) if short else whole
    judge_size(page, mail.issue.path, tuple(weights(cut, mail.entries, short)))
    sizes = {form.slug: form.bytes for form in cut.forms}
    to = {entry.item.slug: entry.shortens_to for entry in mail.entries}
    spilled = (Spilled(issue=mail.issue.id, item=slug, to=to[slug], bytes=sizes[slug]) for slug in short)
    return Rich(html=page, whole=whole, spilled=tuple(spilled))


_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
_GAPS = re.compile(r"\n{3,}")


def text(bulletin: Bulletin, mail: Mail, short: Collection[str] = ()) -> str:
    """The text, not wrapped; blocks are parted by one empty line; the items whose slugs are named are short."""
    filled = fill(bulletin, "email/bulletin.txt", mail=mail, short=short)
    return tidy(filled)


def tidy(filled: str) -> str:
    """A text whose template was filled in, without the template's own blanks."""
    return _GAPS.sub("\n\n", _BLANKS.sub("", filled)).strip() + "\n"
