"""Collect the paragraphs, files and pictures of limited and held items, to find copies in more public items."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..content.source import Source, Workspace
from ..memory import NO_MEMORY, Memory
from ..model import Asset, Image, Item

PARAGRAPH_WORDS = 12
"""The fewest words of a paragraph that is compared: two texts may have a shorter one by chance."""

BOILERPLATE = 3
"""A paragraph in this many of the more public items counts as known to everybody."""

_TITLE_WORDS = 3
"""The fewest words of a title that is looked for."""

_WORD = re.compile(r"\w+")

Words = tuple[str, ...]


class Paragraph(NamedTuple):
    """A paragraph of a file, with its start and end."""

    words: Words
    start: int
    end: int


def words_of(text: str) -> Words:
    """Return the words of a text in small letters, without punctuation."""
    return tuple(_WORD.findall(text.casefold()))


def paragraphs(source: Source) -> Iterator[Paragraph]:
    """Yield the long paragraphs of a file, in order; also blocks inside other blocks."""
    for block in source.blocks:
        words = words_of(source.said[block.start : block.end])
        if len(words) >= PARAGRAPH_WORDS:
            yield Paragraph(words, block.start, block.end)


class ClosedContents(NamedTuple):
    """Paragraphs and files of all limited and held items."""

    paragraphs: Mapping[Words, str]
    """Words of each long paragraph, and the path of the item; without snippets and boilerplate."""
    files: Mapping[str, tuple[Asset, str]]
    """The files by the hash of their bytes, each with the path of the item; without the bulletin's logo."""
    titles: Mapping[str, str]
    """The titles of three words and more that no more public item has, each with the path of the item."""


def contents_in(closed: ClosedContents, source: Source, item: Item | None, memory: Memory) -> ClosedContents:
    """Return what closed items hold of a file; all their paragraphs, if files go with it that may hold any."""
    rows = closed.paragraphs if item and item.attachments else _known_rows(source, memory) if closed.paragraphs else ()
    hashes = [asset.sha256 for asset in informative_files(item)] if item else []
    titles = memory.recall(("titles", source.path), _titles_in, source, tuple(closed.titles)) if closed.titles else ()
    return ClosedContents(
        {words: closed.paragraphs[words] for words in rows if words in closed.paragraphs},
        {sha256: closed.files[sha256] for sha256 in hashes if sha256 in closed.files},
        {title: closed.titles[title] for title in titles},
    )


def _titles_in(source: Source, titles: Sequence[str]) -> tuple[str, ...]:
    """Return the titles that the values and the text of a file name."""
    line = " ".join(source.said.split())
    return tuple(title for title in titles if title in line)


def closed_contents(workspace: Workspace, sources: Mapping[str, Source], memory: Memory = NO_MEMORY) -> ClosedContents:
    """Collect what limited and held items hold. sources: every file by its path."""
    items = {item.slug: item for issue in workspace.issues for item in issue.items}.values()
    closed = {item.path: item for item in items if item.closed}
    return ClosedContents(
        _paragraphs(closed, sources, memory),
        _files(closed.values(), workspace.theme.logo),
        _titles(items, workspace),
    )


def _titles(items: Iterable[Item], workspace: Workspace) -> Mapping[str, str]:
    """Return the titles of closed items that nothing more public has, without those that others may use by chance."""
    items = tuple(items)
    more_public = {item.title for item in items if not item.closed} | {issue.title for issue in workspace.issues}
    long_titles = (item for item in items if item.closed and len(_WORD.findall(item.title)) >= _TITLE_WORDS)
    return {item.title: item.path for item in long_titles if item.title not in more_public}


def _paragraphs(closed: Collection[str], sources: Mapping[str, Source], memory: Memory) -> Mapping[Words, str]:
    """Return the paragraphs that only closed items hold. closed: the paths of their files."""
    rows = {path: _word_rows(sources[path]) for path in closed if path in sources}
    owners = {words: path for path, several in rows.items() for words in several}
    counts: dict[Words, int] = {}
    for path, source in sources.items() if owners else ():
        for words in _known_rows(source, memory) if path not in closed else ():
            if words in owners:
                counts[words] = counts.get(words, 0) + (BOILERPLATE if source.kind == "snippet" else 1)
    return {words: path for words, path in owners.items() if counts.get(words, 0) < BOILERPLATE}


def _known_rows(source: Source, memory: Memory) -> tuple[Words, ...]:
    return memory.recall(("paragraphs", source.path), _word_rows, source)


def _word_rows(source: Source) -> tuple[Words, ...]:
    """Return the words of each long paragraph of a file, once."""
    return tuple(dict.fromkeys(paragraph.words for paragraph in paragraphs(source)))


def _files(closed: Iterable[Item], logo: Image | None) -> Mapping[str, tuple[Asset, str]]:
    files = {asset.sha256: (asset, item.path) for item in closed for asset in informative_files(item)}
    if logo:
        files.pop(logo.asset.sha256, None)
    return files


def informative_files(item: Item) -> Iterable[Asset]:
    """Return the files of an item, without logos and decorative pictures."""
    pictures = [image.asset for image in (item.image, *item.body_images) if image and image.alt]
    files = [attachment.asset for attachment in item.attachments]
    return [asset for asset in (*files, *pictures) if "logo" not in asset.name.casefold()]
