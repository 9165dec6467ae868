"""The two forms of an item in a filled-in email, whole and short: cut apart, counted, chosen to fit a budget."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from ...errors import ContentError, Problem
from ...model import Item
from ...words import size
from .entries import Entry

LARGEST = 102_400
"""Bytes of HTML over which Gmail and others cut a message off."""

NAMED = 3
"""So many of the largest items are named where an email is refused."""

_SHORTENED_FIRST = ("learning", "information", "update", "service", "training")
"""The order of kinds in which items turn short, after those that are summaries already."""

_FORMS = re.compile(r"<!--whole ([a-z0-9-]+)-->\n?(.*?)<!--short-->\n?(.*?)<!--end-->\n?", re.DOTALL)


class Form(NamedTuple):
    """An item's two forms."""

    slug: str
    whole: str
    short: str

    @property
    def saved(self) -> int:
        """Bytes that the short form spares."""
        return len(self.whole.encode()) - len(self.short.encode())


class Sheet(NamedTuple):
    """A filled-in email, both forms of its items in it."""

    page: str

    def forms(self) -> tuple[Form, ...]:
        """The items that have two forms, in printing order."""
        return tuple(Form(*match.groups()) for match in _FORMS.finditer(self.page))

    def cut(self, short: Collection[str] = ()) -> str:
        """The email, each item in one form: short where its slug is named."""
        return _FORMS.sub(lambda match: match[3] if match[1] in short else match[2], self.page)


def to_shorten(sheet: Sheet, entries: Collection[Entry], budget: int) -> tuple[str, ...]:
    """The slugs of the items that turn short so that the email has at most `budget` bytes, as they were chosen."""
    total = len(sheet.cut().encode())
    items = {one.item.slug: one.item for one in entries}
    chosen = []
    for form in sorted(sheet.forms(), key=lambda one: (_rank(items[one.slug]), -one.saved, one.slug)):
        if total <= budget:
            break
        if form.saved > 0:
            chosen.append(form.slug)
            total -= form.saved
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


def weights(sheet: Sheet, entries: Collection[Entry], short: Collection[str]) -> Iterator[tuple[str, int]]:
    """The path of each item that has two forms, and the bytes of the one that is shown."""
    paths = {one.item.slug: one.item.path for one in entries}
    for form in sheet.forms():
        shown = form.short if form.slug in short else form.whole
        yield paths[form.slug], len(shown.encode())


def _rank(item: Item) -> int:
    return -1 if item.summary_only else _SHORTENED_FIRST.index(item.kind)
