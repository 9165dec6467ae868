"""Read the editions of bulletin.yml: their readers, areas, topics, subject and mailing list."""

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
"""Names that other files, lists and words have: no edition's name may be one, or begin with one and a hyphen."""
_FORMS = ("-copy", "-send", "-in-full")
"""Endings that no edition's name may have, since the file names of another edition end so."""

_PART = re.compile(r"\s*(?P<key>for|areas?|topics?|subject|list)\s*:\s*(?P<value>\S.*?)\s*", re.IGNORECASE)
_LIST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LIKE = 'Write it like "GPs: for: GPs, practice nurses; areas: Wirral; subject: {name} for GPs".'


class EditionTerms(NamedTuple):
    """What the lines of `editions` are checked against."""

    topics: tuple[str, ...]
    """The topics that items may have; () for any."""
    read_subject: Callable[[str], str]
    """Read the pattern of a subject, like "{name} for GPs"; raises Wrong."""


def read_editions(fields: Fields, terms: EditionTerms) -> tuple[ReaderEdition, ...]:
    """Read the editions of bulletin.yml; a line that is wrong is noted as a problem and left out."""
    editions: dict[str, ReaderEdition] = {}
    for name, written in fields.subs("editions"):
        try:
            edition = _read_edition(name.text, written, terms)
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
    """Tell whether an edition may have a name: it is not reserved, and does not end like a file of another edition."""
    taken = any(name == word or name.startswith(f"{word}-") for word in RESERVED)
    return bool(name) and not taken and not name.endswith(_FORMS)


def _read_edition(name: str, written: PlacedText, terms: EditionTerms) -> ReaderEdition:
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
        topics=_read_topics(values.get("topic", ""), terms.topics),
        subject=terms.read_subject(values.get("subject", "")),
        list_id=_read_list_id(values.get("list", "")),
    )
    if not (edition.audience or edition.areas or edition.topics):
        raise Wrong("SET02", f"{name} would take everything, as the main edition does.", _LIKE)
    return edition


def _entries(text: str) -> tuple[str, ...]:
    return tuple(entry for _, entry in split_list(text)) if text else ()


def _read_topics(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    topics = _entries(text)
    for topic in topics:
        if known and slug(topic) not in map(slug, known):
            hint = did_you_mean(topic, known) or "Add it to topics, or write another."
            raise Wrong("STR07", f'I do not know the topic "{topic}".', hint)
    return topics


def _read_list_id(text: str) -> str:
    if text and not _LIST.fullmatch(text):
        raise Wrong("SET02", f'"{text[:60]}" is not the name of a list.', "Write it like gps.lists.example.org.")
    return text
