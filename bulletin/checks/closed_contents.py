"""Collect the paragraphs, files and pictures of limited and held items, to find copies in more public items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from ..content.source import Source, Workspace
from ..model import Asset, Circulation, Item

PARAGRAPH_WORDS = 12
"""The fewest words of a paragraph that is compared: two texts may have a shorter one by chance."""

BOILERPLATE = 3
"""A paragraph in this many of the more public items counts as known to everybody."""

_WORD = re.compile(r"\w+")

Words = tuple[str, ...]


class Paragraph(NamedTuple):
    """A paragraph of a file, with its start and end."""

    words: Words
    start: int
    end: int


def is_closed(item: Item) -> bool:
    """Tell whether an item is limited or held."""
    return bool(item.held) or item.circulation is Circulation.LIMITED


def words_of(text: str) -> Words:
    """Return the words of a text in small letters, without punctuation."""
    return tuple(_WORD.findall(text.casefold()))


def paragraphs(source: Source) -> Iterator[Paragraph]:
    """Yield the long paragraphs of a file, in order; also blocks inside other blocks."""
    for block in source.blocks:
        words = words_of(source.said[block.start : block.end])
        if len(words) >= PARAGRAPH_WORDS:
            yield Paragraph(words, block.start, block.end)


class ClosedContents:
    """The paragraphs and files of all limited and held items; they are only collected when a rule needs them."""

    def __init__(self, workspace: Workspace, sources: Mapping[str, Source]) -> None:
        self._workspace = workspace
        self._sources = sources

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        items = {item.slug: item for issue in self._workspace.issues for item in issue.items}
        return tuple(items.values())

    @cached_property
    def _closed_sources(self) -> tuple[Source, ...]:
        return tuple(self._sources[item.path] for item in self._items if is_closed(item) and item.path in self._sources)

    @cached_property
    def paragraphs(self) -> Mapping[Words, str]:
        """The words of each long paragraph → the path of the item; without snippets and boilerplate."""
        closed = {paragraph.words: source.path for source in self._closed_sources for paragraph in paragraphs(source)}
        if closed:
            for words in self._known_to_all(closed):
                closed.pop(words, None)
        return closed

    def _known_to_all(self, closed: Mapping[Words, str]) -> Iterator[Words]:
        """Yield the paragraphs that are also in a snippet, or in at least BOILERPLATE of the more public items."""
        counts: dict[Words, int] = {}
        paths = {item.path for item in self._items if is_closed(item)}
        for path, source in self._sources.items():
            open_words = {paragraph.words for paragraph in paragraphs(source)} if path not in paths else set()
            for words in open_words & closed.keys():
                counts[words] = counts.get(words, 0) + (BOILERPLATE if source.kind == "snippet" else 1)
        yield from (words for words, count in counts.items() if count >= BOILERPLATE)

    @cached_property
    def files(self) -> Mapping[str, tuple[Asset, str]]:
        """The hash of each file → the file and the path of the item; without the bulletin's logo."""
        logo = self._workspace.theme.logo
        files = {
            asset.sha256: (asset, item.path)
            for item in self._items
            if is_closed(item)
            for asset in informative_files(item)
        }
        if logo:
            files.pop(logo.asset.sha256, None)
        return files


def informative_files(item: Item) -> Iterable[Asset]:
    """Return the files of an item, without logos and decorative pictures."""
    pictures = [image.asset for image in (item.image, *item.body_images) if image and image.alt]
    files = [attachment.asset for attachment in item.attachments]
    return [asset for asset in (*files, *pictures) if "logo" not in asset.name.casefold()]
