"""Make the workspace of a content folder: its source files, for checks and fix."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from ..errors import Problem, reading
from ..ledger.entries import Ledger
from ..model import Asset, Issue, Theme
from ..text.expressions import has_any
from ..text.humanize import excerpt
from ..text.lines import blanked
from .attachments import AttachmentContents, read_attachment
from .files import Files
from .frontmatter import Document, KeyEntry, PlacedText
from .issues import IssueHead
from .items import ItemFile
from .keys import PROSE_KEYS
from .positions import ParserNotes, find_positions
from .settings import SettingsFile
from .snippets import SnippetFile
from .source import Block, Enclosed, Heading, Hyperlink, Picture, Source, Value, Workspace
from .word_lists import read_lists

NOTHING = ParserNotes("", ())
"""The parser's notes of an empty text."""

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]]")
_ADDRESS_SIGNS = ("://", "mailto:", "tel:", "www.")
"""Signs of which each address has one."""
_LABEL = re.compile(r"(.*?)(?::|[–-])?\s*\(?<?$")


class FileText(NamedTuple):
    """A file as it was read, with the parser's notes of its body."""

    kind: str
    document: Document
    notes: ParserNotes


def source_of(read: FileText) -> Source:
    """Make the source of a file, with the positions of its parts."""
    document, positions = read.document, find_positions(read.notes)
    text, body = document.text, len(document.top)
    values = tuple(sorted(_values(document, text), key=lambda value: value.start))
    links = [link for value in values for link in _links(value)]
    return Source(
        path=document.path,
        kind=read.kind,
        text=text,
        said=_printed_words(text[:body], values, links) + positions.prose,
        body=body,
        values=values,
        links=(*links, *(_moved_link(link, body) for link in positions.links)),
        headings=tuple(
            Heading(position.level, position.text, position.start + body) for position in positions.headings
        ),
        pictures=tuple(Picture(position.alt, position.name, position.start + body) for position in positions.pictures),
        blocks=tuple(
            Block(position.kind, position.start + body, position.end + body, position.depth)
            for position in positions.blocks
        ),
        code=tuple((start + body, end + body) for start, end in positions.code),
    )


def _moved_link(link: Hyperlink, by: int) -> Hyperlink:
    return link._replace(start=link.start + by, end=link.end + by, at=link.at + by)


def _values(document: Document, text: str) -> list[Value]:
    """Return the values of the top part, with their offsets. text: that of the whole file."""
    starts = [0, 0]
    at = text.find("\n")
    while 0 <= at < len(document.top):
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    return [
        Value(entry.key, piece, start, start + len(piece))
        for entry in document.entries.values()
        for written in _texts_of(entry)
        for piece, start in _unbroken_parts(written, starts)
        if _is_as_written(piece, text[start : start + len(piece)])
    ]


def _is_as_written(piece: str, text: str) -> bool:
    """Tell whether a piece is written in the file as it was read, except for blanks; escapes are not."""
    return piece == text or piece.split() == text.split()


def _texts_of(entry: KeyEntry) -> list[PlacedText]:
    subs = (part for pair in entry.subs for part in pair)
    return [text for text in (entry.inline, *entry.lines, *subs) if text]


def _unbroken_parts(written: PlacedText, starts: list[int]) -> Iterator[tuple[str, int]]:
    """Yield the text and the offset of each part of a value that is written without a break.

    starts: the offset of each line of the top part, by its number.
    """
    end = len(written.text)
    for offset, line, column in reversed(written.runs):
        if line < len(starts):
            yield written.text[offset:end].rstrip(), starts[line] + column - 1
        end = offset


def _links(value: Value) -> list[Hyperlink]:
    if not has_any(value.text, _ADDRESS_SIGNS):
        return []
    links = []
    for match in _ADDRESS.finditer(value.text):
        before = _LABEL.match(value.text[: match.start()])
        label = before[1].strip(" [(").removesuffix("]") if before and value.key == "links" else ""
        start = value.start + match.start()
        links.append(Hyperlink(label or match[0], match[0], start, value.start + match.end(), start, value.key))
    return links


def _printed_words(top: str, values: tuple[Value, ...], links: list[Hyperlink]) -> str:
    """Return the top part with blanks for everything except the printed words."""
    parts, done = [], 0
    for value in values:
        if value.key in PROSE_KEYS and value.start >= done:
            parts += [blanked(top[done : value.start]), top[value.start : value.end]]
            done = value.end
    letters = list("".join([*parts, blanked(top[done:])]))
    for link in links:
        letters[link.start : link.end] = " " * (link.end - link.start)
    return "".join(letters)


class FolderContents(NamedTuple):
    """Everything that was read from a content folder."""

    files: Files
    ledger: Ledger
    read: SettingsFile
    theme: Theme
    snippets: Mapping[str, SnippetFile]
    heads: Sequence[IssueHead]
    items: Sequence[ItemFile]
    every_file: bool
    """Whether to open attachments of sent issues, too."""


def workspace_of(contents: FolderContents, issues: Sequence[Issue], day: date) -> Workspace:
    """Make the workspace for the checks. day: the bulletin's `as_of`."""
    sent = frozenset(head.id for head in contents.heads if contents.ledger.sent(head.id))
    late = (late_item.item.slug for late_item in contents.items if late_item.item.issue in sent)
    return Workspace(
        settings=contents.read.settings,
        theme=contents.theme,
        day=day,
        issues=tuple(issues),
        sources=tuple(_sources(contents)),
        sent=sent,
        late=frozenset(slug for slug in late if slug not in contents.ledger.items),
        enclosed={path: tuple(group) for path, group in groupby(_enclosed(contents, sent), _source_path)},
        words=contents.files.memory.same("words", read_lists(contents.files)),
    )


def _sources(contents: FolderContents) -> Iterator[Source]:
    yield source_of(FileText("settings", contents.read.fields.document, NOTHING))
    documents = (
        *(file.document for file in contents.snippets.values()),
        *(head.fields.document for head in contents.heads),
        *(file.document for file in contents.items),
    )
    yield from (contents.files.sources[document.path] for document in documents)


def _enclosed(contents: FolderContents, sent: Collection[str]) -> Iterator[Enclosed]:
    """Yield the contents of attachments, item by item; skip sent issues unless `every_file`."""
    files = [file for file in contents.items if file.item.attachments]
    files = [file for file in files if contents.every_file or file.item.issue not in sent]
    for file in files:
        for asset in (attachment.asset for attachment in file.item.attachments):
            with reading(contents.files.shown(asset.source)):
                place = "enclosed", asset.source, asset.media_type
                attached = contents.files.memory.recall(place, _contents, asset)
            if attached.unread:
                contents.files.problems.append(_unread_problem(file, asset.name, attached.unread))
            if attached not in (AttachmentContents(), AttachmentContents(unread=attached.unread)):
                line, column = _place_of_name(file.document, asset.name)
                yield Enclosed(
                    path=contents.files.shown(asset.source),
                    line=line,
                    column=column,
                    source=file.item.path,
                    text=attached.text,
                    changes=attached.changes,
                    comments=attached.comments,
                    located=attached.located,
                    authors=attached.authors,
                    hidden=attached.hidden,
                )


def _contents(asset: Asset) -> AttachmentContents:
    return read_attachment(asset.source, asset.media_type)


def _source_path(enclosed: Enclosed) -> str:
    return enclosed.source


def _unread_problem(file: ItemFile, name: str, reason: str) -> Problem:
    """Make the problem of an attachment that could not be read, at the place where its item names it (FIL08)."""
    line, column = _place_of_name(file.document, name)
    message = f"I cannot look into {excerpt(name, 80)}, because {reason}."
    hint = "Look yourself whether it holds comments, names or numbers that are not for its readers."
    return Problem(
        path=file.item.path,
        line=line,
        column=column,
        rule="FIL08",
        message=message,
        hint=hint,
        severity="warning",
    )


def _place_of_name(document: Document, name: str) -> tuple[int, int]:
    """Return the line and column at which an item names a file, (1, 1) if it names it nowhere."""
    entry = document.entries.get("attachments")
    for written in (entry.inline, *entry.lines) if entry else ():
        at = written.text.find(name) if written else -1
        if written and at >= 0:
            return written.place(at)
    return 1, 1
