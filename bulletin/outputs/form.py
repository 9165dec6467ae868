"""Make the page with a form in which people write an item and propose it on GitHub.

The page is for people who do not know the files. Its questions are made from the table of keys. It has nothing of any
item or issue, and sends nothing to a server.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from .. import addresses
from ..model import Bulletin, Circulation, File, Item, Part, State
from ..model.rows import KINDS, TRAINING, Key, ValueType, rows
from ..text import humanize
from .templates import fill
from .web_colours import web_colours

LONGEST_ADDRESS = 7000
"""The most characters of an address for GitHub, which answers 414 for slightly longer ones."""

_FIRST = (
    "title", "summary", "circulation note", "for", "topics", "place", "book", "booking", "presenter", "cost", "open",
    "source", "email", "phone", "links",
)  # fmt: skip
"""Keys that the page asks for first; the others are under "More questions"."""
_OWN_FORM = ("kind", "sessions", "deadlines", "circulation", "attend", "time")
"""Keys with special questions, which are not made from the table of keys."""
_NOT_FOR_NEW_ITEMS = ("slug", "was", "gone", "moved to", "corrected", "ignore", "order", "pin", "bookings stand")
"""Keys that are not asked for, since the team sets them, or they are for older items."""
_NEEDS_A_FILE = ("attachments", "include", "image", "image alt", "image caption", "image width")
_DAYS = ("published", "launched", "show until", "booking opens")
_LONG = ("summary", "circulation note", "booking", "content note", "support")
_NOTHING_ELSE = "default-src 'none'; base-uri 'none'; form-action 'none'"
_LEVELS = {
    Circulation.PUBLIC: "everybody, on the web, too",
    Circulation.STAFF: "staff, by email alone",
    Circulation.LIMITED: "named readers, in an email of its own",
}
_ON_A_LINE = {
    State.OPEN: "people can book",
    State.FULL: "full",
    State.WAITING_LIST: "waiting list",
    State.PROVISIONAL: "provisional",
    State.CANCELLED: "cancelled",
}


class Field(NamedTuple):
    """A question of the page: its key, its help text and its kind of input."""

    key: str
    label: str
    help: str
    example: str
    kinds: str
    """The kinds of items that have the key, with blanks between them."""
    control: str
    """The kind of input: "line", "lines", "long", "day", "yes", "choice" or "choices"."""
    choices: tuple[str, ...]
    first: bool

    @property
    def name(self) -> str:
        """The name of the question's input in the page."""
        return "key-" + self.key.replace(" ", "-")


def whole(bulletin: Bulletin, _parts: Sequence[Part]) -> Iterator[File]:
    """Yield the page, if the settings ask for it."""
    if bulletin.settings.form:
        path = addresses.site(addresses.FORM)
        yield File(path=path, data=page(bulletin).encode(), output="form", circulation=Circulation.PUBLIC)


def page(view: Bulletin, *, desk_issue: str = "") -> str:
    """Return the HTML of the page. It needs no other file, and allows only its own script and style to run.

    desk_issue: the id of the issue for which `bulletin serve` shows the page; "" for the page on the web. In
    `bulletin serve` the page proposes nothing on GitHub: it gives the answers to the page around it, which writes the
    file.
    """
    colours = web_colours(dict(view.theme.values))
    style, script = (_unescaped(fill(view, f"form/form.{ending}", colours=colours)) for ending in ("css", "js"))
    return fill(
        view,
        "form/page.html",
        style=style,
        script=script,
        policy=f"{_NOTHING_ELSE}; script-src {_policy_hash(script)}; style-src {_policy_hash(style)}",
        desk=bool(desk_issue),
        facts=_unescaped(
            json.dumps(_script_values(view) | {"deskIssue": desk_issue}, sort_keys=True).replace("<", "\\u003c")
        ),
        kinds=KINDS,
        fields=fields(view),
        levels=[(str(level), says) for level, says in _LEVELS.items()],
        states=[("" if state is State.OPEN else str(state), says) for state, says in _ON_A_LINE.items()],
        months=humanize.MONTHS,
    )


def fields(view: Bulletin) -> tuple[Field, ...]:
    """Return the questions, in the order of the table of keys."""
    closed = ("circulation note", "hold until") if view.settings.public_repository else ()
    unlisted = () if view.settings.topics else ("topics",)
    left_out = (*_OWN_FORM, *_NOT_FOR_NEW_ITEMS, *_NEEDS_A_FILE, *closed, *unlisted)
    keys = (key for row in rows(Item).values() for key in row.keys)
    return tuple(_field(key, view.settings.topics) for key in keys if key.name not in left_out)


def _field(key: Key, topics: tuple[str, ...]) -> Field:
    choices = topics if key.name == "topics" else tuple(map(str, key.choices))
    return Field(
        key=key.name,
        label=humanize.capitalised(key.name),
        help=key.help,
        example=key.example,
        kinds=" ".join(key.kinds),
        control=_control(key, choices),
        choices=choices,
        first=key.name in _FIRST,
    )


def _control(key: Key, choices: tuple[str, ...]) -> str:
    """Return the kind of input for a key."""
    table = (
        ("choices", key.name == "topics" and bool(choices)),
        ("choice", bool(choices)),
        ("yes", key.type is ValueType.YES_NO),
        ("day", key.name in _DAYS),
        ("lines", key.one_a_line),
        ("long", key.name in _LONG),
    )
    return next((control for control, fits in table if fits), "line")


def _script_values(view: Bulletin) -> dict[str, object]:
    """Return the values that the page's script needs."""
    settings = view.settings
    start, end = settings.usual_hours
    return {
        "repository": settings.repository,
        "branch": settings.branch,
        "public": settings.public_repository,
        "longest": LONGEST_ADDRESS,
        "place": settings.place or settings.online,
        "earliest": start.hour * 60 + start.minute,
        "latest": end.hour * 60 + end.minute,
        "dated": TRAINING,
        "months": humanize.MONTHS,
        "days": humanize.DAYS,
    }


def _policy_hash(text: str) -> str:
    """Return the source expression for a script or style in a content security policy (CSP level 3, section 2.3.1)."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _unescaped(text: str) -> Markup:
    """Mark a text of Bulletin, which is safe, so that the template does not escape it."""
    return Markup(text)
