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
from .item_title import title_of
from .letters import clean, one_line
from .real_links import clean_link
from .repeated_blocks import repeated_blocks
from .restrictions import Restriction, restriction
from .section_contacts import contacts
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


def draft(section: DocumentSection, found: FoundSessions, source: SourceFile, context: ImportContext) -> Draft:
    """Write the item of a section."""
    title = title_of(section, source.text.title, source.name)
    limit = restriction(section.texts, context) or source.limit
    kind, kind_doubt = _kind(section, found)
    written = write_sessions(found, context)
    booking = _booking(found, written, context)
    people = contacts(section, context)
    values: dict[str, Written] = {
        "title": title.text,
        "kind": kind,
        "hold until": "" if context.public else f"somebody has compared it with {source.name}",
        **_circulation(limit),
        "sessions": written.lines,
        "place": "" if written.places else "to be confirmed",
        **booking,
        "email": people.email,
        "phone": people.phone,
        "attachments": [f"{title.text}: files/{source.attachment}"] if source.attachment else [],
    }
    doubts = [
        f"Compare this item with {source.name}." if context.public else "",
        title.doubt,
        kind_doubt,
        _restricted(limit),
        *(f'I joined a part that begins "{excerpt(part)}". Look whether it belongs here.' for part in section.joined),
        *((_NO_PLACE,) if not written.places else ()),
        *((_NO_LINK,) if "booking" in booking else ()),
        *_dates(found.doubts),
        *people.doubts,
        *_links(section, context),
        *_keys(source.text.keys),
        *source.text.remarks,
    ]
    marks = tuple(dict.fromkeys(_mark(doubt) for doubt in doubts if doubt))
    text = write_item(_clean(values), body(_printed(section, found, written, context), context))
    return Draft(
        slug(title.text), title.text, kind, _marked(text, marks), written.lines, marks, limit.quote if limit else ""
    )


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


def _kind(section: DocumentSection, found: FoundSessions) -> tuple[str, str]:
    """Return the kind of an item, and by which words it was chosen where no session says it."""
    if found.sessions:
        return "training", ""
    for kind, name, form in _KINDS:
        match = form.search(section.text)
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


def _booking(found: FoundSessions, written: WrittenSessions, context: ImportContext) -> dict[str, Written]:
    """Return how people book: each with its link, all with the only link to book, or a sentence to be replaced."""
    if written.links or not written.lines:
        return {}
    rows = [reading.row for reading in found.readings if _BOOK.search(reading.row.text)]
    urls = {url for row in rows for url in links_of(row, context)}
    return {"book": urls.pop()} if len(urls) == 1 else {"booking": _ASK_HOW}


def _dates(doubts: Sequence[Doubt]) -> Iterator[str]:
    for doubt in doubts[:_MOST_DOUBTS]:
        yield f'"{doubt.quote}": {doubt.reason}'
    if len(doubts) > _MOST_DOUBTS:
        yield f"There are {len(doubts) - _MOST_DOUBTS} dates more that I did not take for sessions. Look at each."


def _links(section: DocumentSection, context: ImportContext) -> Iterator[str]:
    for block in section.blocks:
        for run in links(block):
            link = clean_link(run, context)
            if link.problem:
                yield f'"{excerpt(link.text)}": {link.problem}'


def _keys(keys: Mapping[str, str]) -> Iterator[str]:
    for key, value in keys.items():
        yield f'The file says "{key}: {excerpt(value, 80)}". If that is right, write it as a line of its own.'


def _printed(
    section: DocumentSection, found: FoundSessions, written: WrittenSessions, context: ImportContext
) -> list[DocumentBlock]:
    """Return the blocks of the text: without its title, and without what the session lines say."""
    repeated = repeated_blocks(found, written.lines, context)
    blocks = [block for number, block in enumerate(section.blocks) if number not in repeated]
    title = title_of(section, "", "").text
    return blocks[1:] if blocks and " ".join(blocks[0].text.split()) == title else blocks
