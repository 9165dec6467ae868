"""Write the item of a section: certain facts as keys and body, uncertain ones as lines "# ?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..content.writing import Written, write_item
from ..model import Circulation
from ..text.humanize import excerpt
from ..text.slugs import slug
from .blocks import DocumentBlock, DocumentText, links
from .body import body
from .drafts import Draft, ImportContext
from .item_title import ItemTitle, title_of
from .letters import clean, one_line
from .pictures import choose_pictures
from .real_links import clean_link
from .repeated_blocks import repeated_blocks
from .restrictions import Restriction, restriction
from .section_contacts import Contacts, contacts
from .sections import DocumentSection
from .session_finding import Doubt, FoundSessions
from .session_writing import WrittenSessions, links_of, write_sessions

_MOST_DOUBTS = 12
"""The most dates that get a question each."""
_LONGEST_MARK = 600
_LONGEST_NOTE = 300
_BOOK = re.compile(r"\b(?:book|register|registration|sign up|reserve|apply|enrol)", re.IGNORECASE)
_KINDS = (
    (
        "service",
        "a service",
        re.compile(
            r"\b(?:opening hours|helpline|monday\s*(?:to|-|–)\s*(?:friday|sunday))\b"
            r"|\bservice\b.{0,80}\b(?:launch|available)",
            re.IGNORECASE | re.DOTALL,
        ),
    ),
    ("update", "an update", re.compile(r"\b(?:key messages|safety (?:alert|update)|alert)\b", re.IGNORECASE)),
)
"""Kinds of item without sessions: the kind, its name in a sentence, and the words by which it is recognised."""
_ASK_HOW = "Say how people book, or put a link after each date."
"""A placeholder that `bulletin new` writes, too; a rule reports it until it is replaced."""
_NO_PLACE = 'Not every date says where. Write it in the line "place:".'
_NO_LINK = (
    'I found no link to book with. Write it after each date, or for all of them with "book:", or say how in "booking:".'
)


class SourceFile(NamedTuple):
    """The document of a section."""

    name: str
    text: DocumentText
    limit: Restriction | None = None
    """The words for which all its items are limited, None if there are none."""
    attachment: str = ""
    """Its file name as an attachment of its item, "" if it is not attached."""


class _Facts(NamedTuple):
    """Everything from which an item is written."""

    section: DocumentSection
    found: FoundSessions
    source: SourceFile
    context: ImportContext
    title: ItemTitle
    limit: Restriction | None
    written: WrittenSessions
    people: Contacts


def draft(section: DocumentSection, found: FoundSessions, source: SourceFile, context: ImportContext) -> Draft:
    """Write the item of a section."""
    facts = _Facts(
        section,
        found,
        source,
        context,
        title_of(section, source.text.title, source.name),
        restriction(section.texts, context) or source.limit,
        write_sessions(found, context),
        contacts(section, context),
    )
    values = _values(facts)
    chosen = choose_pictures(_printed_blocks(facts), source.name)
    doubts = (*_doubts(facts, values), *chosen.doubts)
    marks = tuple(dict.fromkeys(_mark_text(doubt) for doubt in doubts if doubt))
    text = _with_marks(write_item(_clean(values), body(chosen.blocks, context)), marks)
    limited = facts.limit.quote if facts.limit else ""
    title, kind = facts.title.text, str(values["kind"])
    return Draft(slug(title), title, kind, text, facts.written.lines, marks, limited, pictures=chosen.pictures)


def _values(facts: _Facts) -> dict[str, Written]:
    """Return the keys of an item with their values; keys with empty values will not be written."""
    title, source = facts.title.text, facts.source
    return {
        "title": title,
        "kind": _kind(facts)[0],
        "hold until": "" if facts.context.public else f"somebody has compared it with {source.name}",
        **_circulation_values(facts.limit),
        "sessions": facts.written.lines,
        "place": "" if facts.written.places else "to be confirmed",
        **_booking_values(facts),
        "email": facts.people.email,
        "phone": facts.people.phone,
        "attachments": [f"{title}: files/{source.attachment}"] if source.attachment else [],
    }


def _doubts(facts: _Facts, values: Mapping[str, Written]) -> Iterator[str]:
    """Yield the uncertain facts of an item, with what to do; some of the texts may be ""."""
    yield f"Compare this item with {facts.source.name}." if facts.context.public else ""
    yield facts.title.doubt
    yield _kind(facts)[1]
    yield _limit_doubt(facts.limit)
    for part in facts.section.joined:
        yield f'I joined a part that begins "{excerpt(part)}". Look whether it belongs here.'
    yield "" if facts.written.places else _NO_PLACE
    yield _NO_LINK if "booking" in values else ""
    yield from _date_doubts(facts.found.doubts)
    yield from facts.people.doubts
    yield from _link_doubts(facts)
    for key, value in facts.source.text.keys.items():
        yield f'The file says "{key}: {excerpt(value, 80)}". If that is right, write it as a line of its own.'
    yield from facts.source.text.remarks


def _with_marks(text: str, marks: Sequence[str]) -> str:
    """Return the text of an item with the marks at the end of its top part."""
    top, fence, rest = text.partition("\n---\n")
    return "\n".join([top, *(f"# ? {mark}" for mark in marks)]) + fence + rest


def _mark_text(text: str) -> str:
    return excerpt(one_line(text), _LONGEST_MARK)


def _clean(values: Mapping[str, Written]) -> dict[str, Written]:
    """Return values without characters that no file may have."""
    return {
        key: clean(value) if isinstance(value, str) else [clean(entry) for entry in value]
        for key, value in values.items()
    }


def _kind(facts: _Facts) -> tuple[str, str]:
    """Return the kind of an item, and a sentence about the words by which it was chosen; "" for training."""
    if facts.found.sessions:
        return "training", ""
    for kind, name, form in _KINDS:
        match = form.search(facts.section.text)
        if match:
            words = excerpt(" ".join(match[0].split()))
            return kind, f'I took it for {name} by the words "{words}". Look at "kind:".'
    return "information", 'I took it for information, since it has no session. Look at "kind:".'


def _circulation_values(limit: Restriction | None) -> dict[str, Written]:
    if limit is None:
        return {}
    return {"circulation": str(Circulation.LIMITED), "circulation note": excerpt(limit.quote, _LONGEST_NOTE)}


def _limit_doubt(limit: Restriction | None) -> str:
    if limit is None:
        return ""
    when = " The words speak of an embargo: say until when." if limit.is_embargo else ""
    return f"It is for some readers alone, because of the words in its note. Say there who it is for.{when}"


def _booking_values(facts: _Facts) -> dict[str, Written]:
    """Return the key for booking: none if each session has a link, else the only link, else a placeholder."""
    if facts.written.links or not facts.written.lines:
        return {}
    rows = [reading.row for reading in facts.found.readings if _BOOK.search(reading.row.text)]
    urls = {url for row in rows for url in links_of(row, facts.context)}
    return {"book": urls.pop()} if len(urls) == 1 else {"booking": _ASK_HOW}


def _date_doubts(doubts: Sequence[Doubt]) -> Iterator[str]:
    for doubt in doubts[:_MOST_DOUBTS]:
        yield f'"{doubt.quote}": {doubt.reason}'
    if len(doubts) > _MOST_DOUBTS:
        yield f"There are {len(doubts) - _MOST_DOUBTS} dates more that I did not take for sessions. Look at each."


def _link_doubts(facts: _Facts) -> Iterator[str]:
    for block in facts.section.blocks:
        for run in links(block):
            link = clean_link(run, facts.context)
            if link.problem:
                yield f'"{excerpt(link.text)}": {link.problem}'


def _printed_blocks(facts: _Facts) -> list[DocumentBlock]:
    """Return the blocks to print: without the title, and without blocks that repeat the session lines."""
    repeated = repeated_blocks(facts.found, facts.written.lines, facts.context)
    blocks = [block for number, block in enumerate(facts.section.blocks) if number not in repeated]
    begins_with_title = blocks and one_line(blocks[0].text).startswith(facts.title.text)
    is_title = begins_with_title and len(one_line(blocks[0].text)) - len(facts.title.text) < 3
    return blocks[1:] if is_title else blocks
