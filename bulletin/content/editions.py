"""Read the editions for some readers: what each takes, its subject and its list."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ..model import ReaderEdition
from ..text.slugs import slug
from ..text.suggest import did_you_mean
from .fields import Fields
from .frontmatter import PlacedText, Wrong
from .values import split_list

RESERVED = ("bulletin", "limited", "correction", "reminder", "main", "calendar", "to", "by-hand")
"""What no edition may be called, and with what followed by a hyphen no name may begin: other files, lists and words."""
_FORMS = ("-copy", "-send", "-in-full")
"""How no name may end: another edition's files would have it."""

_PART = re.compile(r"\s*(?P<key>for|areas?|topics?|subject|list)\s*:\s*(?P<value>\S.*?)\s*", re.IGNORECASE)
_LIST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LIKE = 'Write it like "GPs: for: GPs, practice nurses; areas: Wirral; subject: {name} for GPs".'


class EditionTerms(NamedTuple):
    """What the editions of a bulletin may name."""

    topics: tuple[str, ...]
    """Those that items may have; () for any."""
    read_subject: Callable[[str], str]
    """Reads the pattern of a subject; raises Wrong."""


def read_editions(fields: Fields, terms: EditionTerms) -> tuple[ReaderEdition, ...]:
    """Read the editions of bulletin.yml; each line that is wrong is a problem and left out."""
    editions: dict[str, ReaderEdition] = {}
    for name, written in fields.subs("editions"):
        try:
            edition = _edition(name.text, written, terms)
        except Wrong as wrong:
            fields.note(written, wrong)
            continue
        if edition.slug in editions or not _is_free(edition.slug):
            message = f'"{name.text}" cannot be the name of an edition.'
            fields.note(name, Wrong("NAM02", message, "Give it a name of its own, such as that of its readers."))
        else:
            editions[edition.slug] = edition
    return tuple(editions.values())


def _is_free(name: str) -> bool:
    """Tell whether an edition may have a name: no other file of an email, no list and no word has it."""
    taken = any(name == word or name.startswith(f"{word}-") for word in RESERVED)
    return bool(name) and not taken and not name.endswith(_FORMS)


def _edition(name: str, written: PlacedText, terms: EditionTerms) -> ReaderEdition:
    values: dict[str, str] = {}
    for part in written.text.split(";"):
        match = _PART.fullmatch(part)
        if match is None:
            raise Wrong("SET02", f'I do not understand "{part.strip()[:60]}" in this edition.', _LIKE)
        key = match["key"].casefold().rstrip("s") if match["key"].casefold() != "list" else "list"
        if key in values:
            raise Wrong("SET02", f'"{match["key"]}" is in this edition twice.', "Keep one.")
        values[key] = match["value"]
    edition = ReaderEdition(
        name=name,
        slug=slug(name),
        audience=_entries(values.get("for", "")),
        areas=_entries(values.get("area", "")),
        topics=_topics(values.get("topic", ""), terms.topics),
        subject=terms.read_subject(values.get("subject", "")),
        list_id=_list_id(values.get("list", "")),
    )
    if not (edition.audience or edition.areas or edition.topics):
        raise Wrong("SET02", f"{name} would take everything, as the main edition does.", _LIKE)
    return edition


def _entries(text: str) -> tuple[str, ...]:
    return tuple(entry for _, entry in split_list(text)) if text else ()


def _topics(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    topics = _entries(text)
    for topic in topics:
        if known and slug(topic) not in map(slug, known):
            hint = did_you_mean(topic, known) or "Add it to topics, or write another."
            raise Wrong("STR07", f'I do not know the topic "{topic}".', hint)
    return topics


def _list_id(text: str) -> str:
    if text and not _LIST.fullmatch(text):
        raise Wrong("SET02", f'"{text[:60]}" is not the name of a list.', "Write it like gps.lists.example.org.")
    return text
