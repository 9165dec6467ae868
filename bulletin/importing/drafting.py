"""Make items from a document: read it, split it into sections, and write a draft for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from ..errors import Problem
from ..text.humanize import excerpt
from ..text.lines import one_line
from ..text.slugs import file_name
from .blocks import BlockKind, DocumentText, MailFile, Unreadable
from .drafts import Draft, Drafts, ImportContext, refusal
from .formats import is_readable, read_document
from .item_draft import SourceFile, draft
from .picture_names import with_free_pictures
from .restrictions import Restriction, restriction
from .sections import DocumentSection, join, sections
from .session_finding import FoundSessions, find_sessions

_DEEPEST = 3
"""How many levels of mails inside mails are read."""
_MOST_ITEMS = 60
_MARKING = 120
"""The most characters of a first or last line that may say for whom the whole document is."""
_FLYERS = (".docx", ".pdf")
"""The endings of documents that may be attached to their item."""
_COVERING_WORDS = 40
"""The most words of a mail that may only say "please share the attached"."""


class _Around(NamedTuple):
    """The surroundings of a file: the context, and the mails that it came with."""

    context: ImportContext
    limit: Restriction | None = None
    """The words of a mail around it that restrict its readers."""
    depth: int = _DEEPEST
    """How many more levels of mails inside mails may be read."""


def drafts_of(name: str, data: bytes, context: ImportContext) -> Drafts:
    """Make items from a document and from the files attached to it; a file that cannot be read becomes a problem."""
    name = one_line(name.replace("\\", "/").rpartition("/")[2]) or "document"
    result = _drafts_of_file(name, data, _Around(context))
    limited = next((item for item in result.drafts if item.limited), None)
    if context.public and limited:
        return Drafts(problems=(_not_public(name, limited.limited),))
    if len(result.drafts) > _MOST_ITEMS:
        hint = "Save the parts that you need as files of their own."
        return Drafts(problems=(refusal(name, f"It has more than {_MOST_ITEMS} items.", hint),))
    return result._replace(drafts=tuple(with_free_pictures(_with_own_names(result.drafts))))


def _not_public(name: str, words: str) -> Problem:
    message = f'This says "{excerpt(words, 80)}", and everybody can read this repository. Nothing of it was taken.'
    hint = "Put it into a private repository, or ask whether it may be public and take the words out."
    return refusal(name, message, hint)


def _drafts_of_file(name: str, data: bytes, around: _Around) -> Drafts:
    """Make items from one file, and from the files attached to it."""
    try:
        document = read_document(name, data)
    except Unreadable as error:
        return Drafts(problems=(refusal(name, error.message, error.hint),))
    except (MemoryError, RecursionError):
        message, hint = "It is too large or nested too deep.", "Copy its text into a .txt file."
        return Drafts(problems=(refusal(name, message, hint),))
    limit = around.limit or restriction((name.replace("_", " "), *_texts_about_all(document)), around.context)
    own = _own_drafts(SourceFile(name, document, limit), data, around.context)
    inner = _enclosed_drafts(document, around._replace(limit=limit))
    items = (*own, *inner.drafts)
    if not items:
        empty = refusal(name, "It has no words that I can read.", "Is it a scan? Ask for the text.")
        return inner._replace(problems=(*inner.problems, empty))
    return Drafts(items, inner.problems)


def _own_drafts(source: SourceFile, data: bytes, context: ImportContext) -> list[Draft]:
    """Make the items of a document, without the files attached to it."""
    parts = _sections_with_sessions(source.text, source.name, context)
    if context.attaches and len(parts) == 1 and source.name.lower().endswith(_FLYERS):
        source = source._replace(attachment=file_name(source.name))
    items = []
    for section, found in parts:
        item = draft(section, found, source, context)
        items.append(item._replace(attachment=source.attachment, attachment_data=data if source.attachment else b""))
        source = source._replace(text=source.text._replace(remarks=(), keys={}))  # Only the first item gets them.
    return items


def _enclosed_drafts(document: DocumentText, around: _Around) -> Drafts:
    """Make items from the files attached to a mail.

    Words that restrict the readers of the mail restrict those of its files, too. Problems become warnings.
    """
    if not document.enclosures:
        return Drafts()
    limit = around.limit or restriction((block.text for block in document.blocks), around.context)
    results = [
        _drafts_of_enclosure(file, around._replace(limit=limit, depth=around.depth - 1)) for file in document.enclosures
    ]
    problems = [replace(problem, severity="warning") for result in results for problem in result.problems]
    return Drafts(tuple(item for result in results for item in result.drafts), tuple(problems))


def _drafts_of_enclosure(file: MailFile, around: _Around) -> Drafts:
    name = one_line(file.name) or "file"
    if is_readable(name) and around.depth >= 0:
        return _drafts_of_file(name, file.data, around)
    return Drafts(problems=(refusal(name, "This came with the mail, and was not read.", "Look whether it matters."),))


def _texts_about_all(document: DocumentText) -> Iterator[str]:
    """Yield the texts of a document that may be about all of it: its title, margins, first and last block."""
    yield document.title
    yield from (margin.text for margin in document.margins)
    texts = [block.text for block in document.blocks if block.kind is not BlockKind.PICTURE]
    yield from (text for text in (*texts[:1], *texts[-1:]) if len(text) < _MARKING)


def _sections_with_sessions(
    document: DocumentText, name: str, context: ImportContext
) -> list[tuple[DocumentSection, FoundSessions]]:
    """Split a document into sections with their sessions; skip the text of a mail that only announces its files."""
    parted = [(section, find_sessions(section, context)) for section in sections(document, name)]
    if document.enclosures:
        parted = [(section, found) for section, found in parted if found.sessions or _says_much(section)]
    whole: list[tuple[DocumentSection, FoundSessions]] = []
    for section, found in parted:
        place = next((place for place, other in enumerate(whole) if _is_same(section, found, other)), None)
        if place is None:
            whole.append((section, found))
        else:
            joined = join(whole[place][0], section)
            whole[place] = joined, find_sessions(joined, context)
    return whole


def _says_much(section: DocumentSection) -> bool:
    return sum(len(block.text.split()) for block in section.blocks) > _COVERING_WORDS


def _is_same(section: DocumentSection, found: FoundSessions, other: tuple[DocumentSection, FoundSessions]) -> bool:
    """Tell whether a section without a title has the same sessions as another, like a flyer after a table row."""
    if section.title or not found.sessions:
        return False
    return found.times == other[1].times


def _with_own_names(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the drafts with different names: flyer, flyer-2."""
    taken: set[str] = set()
    for item in drafts:
        names = (item.name if number == 1 else f"{item.name}-{number}" for number in count(1))
        name = next(name for name in names if name not in taken)
        taken.add(name)
        yield item._replace(name=name)
