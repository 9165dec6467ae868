"""Make the filters of the calendar page, which need no JavaScript: radio buttons and CSS rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import NamedTuple

from markupsafe import Markup

from ...model import State
from ...text import humanize
from ...text.online import TO_BE_CONFIRMED
from ...text.slugs import slug
from ..facts import Topic
from ..sessions import Line

_CLOSED = (State.FULL, State.CLOSED, State.POSTPONED, State.CANCELLED)
_ONLINE, _IN_PERSON, _UNKNOWN, _OPEN = "is-online", "is-in-person", "is-unknown", "is-open"
_ALL = ""


class Choice(NamedTuple):
    """A radio button."""

    label: str
    id: str
    shows: str
    """The class of the rows that it shows, "" for all rows."""


class Group(NamedTuple):
    """A group of radio buttons; the first shows all rows."""

    legend: str
    name: str
    choices: tuple[Choice, ...]


class Choices(NamedTuple):
    """The filters of a page."""

    groups: tuple[Group, ...]
    css: Markup
    classes: Callable[[Line], str]
    """Return the CSS classes of a session's row."""


def choices(topics: Iterable[Topic], lines: Iterable[Line]) -> Choices:
    """Return the filters that would show some, but not all, of these sessions."""
    rows = [set(classes(line).split()) for line in lines]
    useful = (_useful(group, rows) for group in _groups(topics))
    groups = tuple(group for group in useful if len(group.choices) > 1)
    return Choices(groups=groups, css=Markup("\n".join(_rules(groups))), classes=classes)


def classes(line: Line) -> str:
    """Return the CSS classes of a session's row, separated by blanks."""
    names = [_topic(topic) for topic in line.item.topics]
    names += [_ONLINE] if line.session.service else []
    names += [_IN_PERSON] if line.session.venue else []
    names += [_UNKNOWN] if line.session.place == TO_BE_CONFIRMED else []
    names += [] if line.session.state in _CLOSED else [_OPEN]
    return " ".join(names)


def _groups(topics: Iterable[Topic]) -> Iterator[Group]:
    offered = ((humanize.capitalised(topic.name), _topic(topic.name)) for topic in topics)
    yield _group("Topic", "topic", ("All topics", _ALL), *offered)
    places = (("Online", _ONLINE), ("In person", _IN_PERSON), ("To be confirmed", _UNKNOWN))
    yield _group("Where", "where", ("Anywhere", _ALL), *places)
    yield _group("Places", "places", ("All sessions", _ALL), ("Not full or cancelled", _OPEN))


def _group(legend: str, name: str, *choices: tuple[str, str]) -> Group:
    buttons = (Choice(label=label, id=f"show-{shows or f'any-{name}'}", shows=shows) for label, shows in choices)
    return Group(legend=legend, name=name, choices=tuple(buttons))


def _useful(group: Group, rows: list[set[str]]) -> Group:
    """Return a group without choices that would show no row or every row."""

    def is_useful(choice: Choice) -> bool:
        left = sum(choice.shows in row for row in rows)
        return choice.shows == _ALL or 0 < left < len(rows)

    return group._replace(choices=tuple(choice for choice in group.choices if is_useful(choice)))


def _rules(groups: tuple[Group, ...]) -> Iterator[str]:
    for group in groups:
        for choice in group.choices[1:]:
            yield f"main:has(#{choice.id}:checked) tbody tr:not(.{choice.shows}) {{ display: none; }}"
    for chosen in product(*(group.choices for group in groups)):
        several = [choice for choice in chosen if choice.shows]
        if several:
            checked = "".join(f":has(#{choice.id}:checked)" for choice in several)
            left = "tr" + "".join(f".{choice.shows}" for choice in several)
            yield f"main{checked} .month:not(:has({left})) {{ display: none; }}"
            yield f"main{checked}:not(:has({left})) .none {{ display: block; }}"


def _topic(name: str) -> str:
    return f"topic-{slug(name)}"
