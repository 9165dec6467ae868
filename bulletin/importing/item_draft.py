"""Write the item of a section: what is certain as its keys and its text, what is not as lines "# ?"."""

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
"""Dates that are asked about one by one."""
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
"""The kinds of item without sessions, and words by which they are known."""
_ASK_HOW = "Say how people book, or put a link after each date."
"""What `bulletin new` writes, too: the checks know it as a sentence that somebody must replace."""
_NO_PLACE = 'Not every date says where. Write it in the line "place:".'
_NO_LINK = (
    'I found no link to book with. Write it after each date, or for all of them with "book:", or say how in "booking:".'
)


class SourceFile(NamedTuple):
    """The document that a section is from."""

    name: str
    text: DocumentText
    limit: Restriction | None = None
    """Words for which everything from it is limited."""
    attachment: str = ""
    """The name with which it goes with its item; "" if it does not."""


class _Facts(NamedTuple):
    """What is known of an item before it is written."""

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
    chosen = choose_pictures(_printed(facts), source.name)
    doubts = (*_doubts(facts, values), *chosen.doubts)
    marks = tuple(dict.fromkeys(_mark(doubt) for doubt in doubts if doubt))
    text = _marked(write_item(_clean(values), body(chosen.blocks, context)), marks)
    limited = facts.limit.quote if facts.limit else ""
    title, kind = facts.title.text, str(values["kind"])
    return Draft(slug(title), title, kind, text, facts.written.lines, marks, limited, pictures=chosen.pictures)


def _values(facts: _Facts) -> dict[str, Written]:
    """Return the keys of an item and their values; empty ones are not written."""
    title, source = facts.title.text, facts.source
    return {
        "title": title,
        "kind": _kind(facts)[0],
        "hold until": "" if facts.context.public else f"somebody has compared it with {source.name}",
        **_circulation(facts.limit),
        "sessions": facts.written.lines,
        "place": "" if facts.written.places else "to be confirmed",
        **_booking(facts),
        "email": facts.people.email,
        "phone": facts.people.phone,
        "attachments": [f"{title}: files/{source.attachment}"] if source.attachment else [],
    }


def _doubts(facts: _Facts, values: Mapping[str, Written]) -> Iterator[str]:
    """Yield what is unsure about an item, and what to do; "" for nothing."""
    yield f"Compare this item with {facts.source.name}." if facts.context.public else ""
    yield facts.title.doubt
    yield _kind(facts)[1]
    yield _restricted(facts.limit)
    for part in facts.section.joined:
        yield f'I joined a part that begins "{excerpt(part)}". Look whether it belongs here.'
    yield "" if facts.written.places else _NO_PLACE
    yield _NO_LINK if "booking" in values else ""
    yield from _dates(facts.found.doubts)
    yield from facts.people.doubts
    yield from _links(facts)
    for key, value in facts.source.text.keys.items():
        yield f'The file says "{key}: {excerpt(value, 80)}". If that is right, write it as a line of its own.'
    yield from facts.source.text.remarks


def _marked(text: str, marks: Sequence[str]) -> str:
    """Put the marks at the end of the top part."""
    top, fence, rest = text.partition("\n---\n")
    return "\n".join([top, *(f"# ? {mark}" for mark in marks)]) + fence + rest


def _mark(text: str) -> str:
    return excerpt(one_line(text), _LONGEST_MARK)


def _clean(values: Mapping[str, Written]) -> dict[str, Written]:
    """Take out letters that no file may hold."""
    return {
        key: clean(value) if isinstance(value, str) else [clean(each) for each in value]
        for key, value in values.items()
    }


def _kind(facts: _Facts) -> tuple[str, str]:
    """Return the kind of an item, and by which words it was chosen where no session says it."""
    if facts.found.sessions:
        return "training", ""
    for kind, name, form in _KINDS:
        match = form.search(facts.section.text)
        if match:
            words = excerpt(" ".join(match[0].split()))
            return kind, f'I took it for {name} by the words "{words}". Look at "kind:".'
    return "information", 'I took it for information, since it has no session. Look at "kind:".'


def _circulation(limit: Restriction | None) -> dict[str, Written]:
    if limit is None:
        return {}
    return {"circulation": str(Circulation.LIMITED), "circulation note": excerpt(limit.quote, _LONGEST_NOTE)}


def _restricted(limit: Restriction | None) -> str:
    if limit is None:
        return ""
    when = " The words speak of an embargo: say until when." if limit.is_embargo else ""
    return f"It is for some readers alone, because of the words in its note. Say there who it is for.{when}"


def _booking(facts: _Facts) -> dict[str, Written]:
    """Return how people book: each with its link, all with the only link to book, or a sentence to be replaced."""
    if facts.written.links or not facts.written.lines:
        return {}
    rows = [reading.row for reading in facts.found.readings if _BOOK.search(reading.row.text)]
    urls = {url for row in rows for url in links_of(row, facts.context)}
    return {"book": urls.pop()} if len(urls) == 1 else {"booking": _ASK_HOW}


def _dates(doubts: Sequence[Doubt]) -> Iterator[str]:
    for doubt in doubts[:_MOST_DOUBTS]:
        yield f'"{doubt.quote}": {doubt.reason}'
    if len(doubts) > _MOST_DOUBTS:
        yield f"There are {len(doubts) - _MOST_DOUBTS} dates more that I did not take for sessions. Look at each."


def _links(facts: _Facts) -> Iterator[str]:
    for block in facts.section.blocks:
        for run in links(block):
            link = clean_link(run, facts.context)
            if link.problem:
                yield f'"{excerpt(link.text)}": {link.problem}'


def _printed(facts: _Facts) -> list[DocumentBlock]:
    """Return the blocks of the text: without its title, and without what the session lines say."""
    repeated = repeated_blocks(facts.found, facts.written.lines, facts.context)
    blocks = [block for number, block in enumerate(facts.section.blocks) if number not in repeated]
    begins_with_title = blocks and one_line(blocks[0].text).startswith(facts.title.text)
    is_title = begins_with_title and len(one_line(blocks[0].text)) - len(facts.title.text) < 3
    return blocks[1:] if is_title else blocks
