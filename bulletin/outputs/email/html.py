"""Fill in an email's HTML and text; shorten items until it fits its size budget."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import chain, zip_longest
from typing import NamedTuple

from ...errors import ContentError, Problem
from ...model import Bulletin, Item, Spilled
from ...text.humanize import size
from ..templates import fill
from .inline import inline_styles
from .mail_items import MailItem
from .plan import Mail

LARGEST = 102_400
"""The most bytes of HTML that Gmail and others show; they cut off the rest."""

NAMED = 3
"""The number of the largest items that the refusal of an email names."""

_SHORTENED_FIRST = ("learning", "information", "update", "service", "event", "training")
"""The kinds in the order in which their items are shortened; items with `summary only` come before them."""

_MARK = re.compile(r"<!--(?:whole ([a-z0-9-]+)|short|end)-->\n?")
"""Splits a page into: the text before an item, its slug, its whole form, None, its short form, None, and so on."""

_TRAILING_BLANKS = re.compile(r"[ \t]+$", re.MULTILINE)
_EMPTY_LINES = re.compile(r"\n{3,}")


class ItemForms(NamedTuple):
    """An item's HTML, whole and short."""

    slug: str
    whole: str
    short: str
    bytes: int
    """The bytes of the whole form."""
    saved: int
    """The bytes that the short form saves."""


class PageForms(NamedTuple):
    """An email's HTML with both forms of its items."""

    between: tuple[str, ...]
    """The texts before, between and after the items: one more than there are items."""
    items: tuple[ItemForms, ...]
    """The items with two forms, in printing order."""

    def html(self, short: Collection[str] = ()) -> str:
        """Join the page, with the short form of the items whose slugs are given."""
        forms = (item.short if item.slug in short else item.whole for item in self.items)
        return "".join(chain.from_iterable(zip_longest(self.between, forms, fillvalue="")))


class Rich(NamedTuple):
    """An email's HTML within the size budget."""

    html: str
    """The document with its doctype, in which items may be shortened."""
    whole: str
    """The document with every item whole."""
    spilled: tuple[Spilled, ...]
    """The items that are shortened in `html`."""


def html(bulletin: Bulletin, mail: Mail) -> Rich:
    """Fill in the HTML and shorten items until it fits; raise ContentError (EML01) if it does not."""
    forms = page_forms(inline_styles(fill(bulletin, "email/bulletin.html", mail=mail)))
    whole = forms.html()
    short = items_to_shorten(forms, mail.entries, len(whole.encode()) - bulletin.settings.email_budget)
    page = forms.html(short)
    judge_size(page, mail.issue.path, tuple(_sizes(forms, mail.entries, short)))
    sizes = {item.slug: item.bytes for item in forms.items}
    to = {entry.item.slug: entry.shortens_to for entry in mail.entries}
    spilled = (Spilled(issue=mail.issue.id, item=slug, to=to[slug], bytes=sizes[slug]) for slug in short)
    return Rich(html=page, whole=whole, spilled=tuple(spilled))


def text(bulletin: Bulletin, mail: Mail, short: Collection[str] = ()) -> str:
    """Fill in the plain text without wrapping lines. short: the slugs of the items to shorten."""
    return tidy(fill(bulletin, "email/bulletin.txt", mail=mail, short=short))


def tidy(text: str) -> str:
    """Remove superfluous blanks of the template: at the ends of lines, and several empty lines in a row."""
    return _EMPTY_LINES.sub("\n\n", _TRAILING_BLANKS.sub("", text)).strip() + "\n"


def page_forms(page: str) -> PageForms:
    """Split the HTML of an email that has both forms of its items."""
    parts = _MARK.split(page)
    items = (_item_forms(*forms) for forms in zip(parts[1::6], parts[2::6], parts[4::6], strict=True))
    return PageForms(between=tuple(parts[0::6]), items=tuple(items))


def items_to_shorten(forms: PageForms, entries: Collection[MailItem], excess: int) -> tuple[str, ...]:
    """Return the slugs of the items to shorten so that the email has `excess` bytes less, in this order."""
    items = {entry.item.slug: entry.item for entry in entries}
    chosen = []
    for form in sorted(forms.items, key=lambda form: (_rank(items[form.slug]), -form.saved, form.slug)):
        if excess <= 0:
            break
        if form.saved > 0:
            chosen.append(form.slug)
            excess -= form.saved
    return tuple(chosen)


def judge_size(page: str, path: str, sizes: Collection[tuple[str, int]]) -> None:
    """Raise ContentError (EML01) for an email that mail programs would cut off.

    path: the path of the issue. sizes: the paths of items with their bytes.
    """
    total = len(page.encode())
    if total <= LARGEST:
        return
    largest = sorted(sizes, key=lambda row: -row[1])[:NAMED]
    names = ", ".join(f"{name} ({size(count)})" for name, count in largest)
    message = f"The email has {size(total)}, and mail programs cut off what is over {size(LARGEST)}."
    hint = "Move some of it into another issue." + (f" The largest items: {names}." if names else "")
    raise ContentError((Problem(path=path, line=1, column=1, rule="EML01", message=message, hint=hint),))


def _item_forms(slug: str, whole: str, short: str) -> ItemForms:
    count = len(whole.encode())
    return ItemForms(slug, whole, short, bytes=count, saved=count - len(short.encode()))


def _sizes(forms: PageForms, entries: Collection[MailItem], short: Collection[str]) -> Iterator[tuple[str, int]]:
    """Yield the path of each item with two forms, and the bytes of the form that is in the email."""
    paths = {entry.item.slug: entry.item.path for entry in entries}
    for form in forms.items:
        yield paths[form.slug], form.bytes - (form.saved if form.slug in short else 0)


def _rank(item: Item) -> int:
    return -1 if item.summary_only else _SHORTENED_FIRST.index(item.kind)
