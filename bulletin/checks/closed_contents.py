"""What limited and held items hold that a more public one may hold, too: their paragraphs, files and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from ..content.source import Source, Workspace
from ..model import Asset, Circulation, Item

PARAGRAPH_WORDS = 12
"""Words that a paragraph has at least: two texts may share a shorter sentence by chance."""

BOILERPLATE = 3
"""A paragraph that stands in so many of the more public items is known to everybody."""

_WORD = re.compile(r"\w+")

Words = tuple[str, ...]


class Paragraph(NamedTuple):
    """A paragraph of a file, and where it stands in its text."""

    words: Words
    start: int
    end: int


def is_closed(item: Item) -> bool:
    """Tell whether an item is limited or held."""
    return bool(item.held) or item.circulation is Circulation.LIMITED


def words_of(text: str) -> Words:
    """Return the words of a text in small letters, without marks."""
    return tuple(_WORD.findall(text.casefold()))


def paragraphs(source: Source) -> Iterator[Paragraph]:
    """Yield the long paragraphs of a file, in order; of blocks that lie in one another each."""
    for block in source.blocks:
        words = words_of(source.said[block.start : block.end])
        if len(words) >= PARAGRAPH_WORDS:
            yield Paragraph(words, block.start, block.end)


class ClosedContents:
    """Paragraphs and files of all limited and held items, collected when a rule first asks for them."""

    def __init__(self, workspace: Workspace, sources: Mapping[str, Source]) -> None:
        self._workspace = workspace
        self._sources = sources
        self._paragraphs: dict[str, tuple[Paragraph, ...]] = {}

    def paragraphs_of(self, source: Source) -> tuple[Paragraph, ...]:
        """Return the long paragraphs of a file, in order, taken apart once."""
        if source.path not in self._paragraphs:
            self._paragraphs[source.path] = tuple(paragraphs(source))
        return self._paragraphs[source.path]

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        items = {item.slug: item for issue in self._workspace.issues for item in issue.items}
        return tuple(items.values())

    @cached_property
    def _closed_sources(self) -> tuple[Source, ...]:
        return tuple(self._sources[item.path] for item in self._items if is_closed(item) and item.path in self._sources)

    @cached_property
    def paragraphs(self) -> Mapping[Words, str]:
        """Words of each long paragraph, and the path of the item; without snippets and boilerplate."""
        closed = {
            paragraph.words: source.path for source in self._closed_sources for paragraph in self.paragraphs_of(source)
        }
        if closed:
            for words in self._known_to_all(closed):
                closed.pop(words, None)
        return closed

    def _known_to_all(self, closed: Mapping[Words, str]) -> Iterator[Words]:
        """Yield the paragraphs that stand in snippets, or in several of the more public items."""
        counts: dict[Words, int] = {}
        paths = {item.path for item in self._items if is_closed(item)}
        for path, source in self._sources.items():
            open_words = {paragraph.words for paragraph in self.paragraphs_of(source)} if path not in paths else set()
            for words in open_words & closed.keys():
                counts[words] = counts.get(words, 0) + (BOILERPLATE if source.kind == "snippet" else 1)
        yield from (words for words, count in counts.items() if count >= BOILERPLATE)

    @cached_property
    def files(self) -> Mapping[str, tuple[Asset, str]]:
        """The files by the hash of their bytes, each with the path of the item; without the bulletin's logo."""
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
    """Return the files of an item, without logos and pictures that are only decoration."""
    pictures = [image.asset for image in (item.image, *item.body_images) if image and image.alt]
    files = [attachment.asset for attachment in item.attachments]
    return [asset for asset in (*files, *pictures) if "logo" not in asset.name.casefold()]
