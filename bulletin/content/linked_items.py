"""Resolve links to items and headings; refuse links to nothing, or to items that not all readers may see."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from .. import addresses
from ..errors import Problem
from ..model import ACCESS_LEVELS, ACCESS_WORDS, Circulation, Prose, Settings
from ..text.slugs import github_anchor, slug
from ..text.suggest import did_you_mean
from .files import Files
from .frontmatter import PlacedText, Wrong
from .issues import IssueHead
from .item_links import SCHEME, ItemLink
from .item_names import NAME_A_FILE, is_unread
from .items import ItemFile

_HREF = re.compile(rf'href="{SCHEME}([^"]*)"')
_IN_TEXT = re.compile(rf" <{SCHEME}([^>]*)>")
_HEADING = re.compile(r"<(h[1-6])((?: [^>]*)?)>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


class _Text(NamedTuple):
    """A body or introduction that has links to items, or that such links lead to."""

    path: str
    slug: str
    """The start of the anchors of its headings."""
    title: str
    """The item's title; "" for an introduction."""
    access: str
    """Who may see it, as one of ACCESS_LEVELS."""
    prose: Prose
    ready: bool
    """Whether its issue is ready, not a draft."""
    body_line: int
    """The line of the file on which it begins."""
    links: Sequence[ItemLink]


class LinkedTexts(NamedTuple):
    """The items and issue heads, with resolved links."""

    items: list[ItemFile]
    heads: list[IssueHead]


class _Targets:
    """The texts that links may lead to, by path, and their headings."""

    def __init__(self, texts: Iterable[_Text]) -> None:
        self.by_path = {text.path: text for text in texts}
        self._headings: dict[str, tuple[str, ...]] = {}

    def headings(self, path: str) -> tuple[str, ...]:
        """Return the words of each heading of the text at a path; they are read only once."""
        if path not in self._headings:
            page = self.by_path[path].prose.page
            self._headings[path] = tuple(_words_of(match[3]) for match in _HEADING.finditer(page))
        return self._headings[path]

    def named(self, path: str, name: str) -> str:
        """Return the slug of the heading that a link names, "" if there is none.

        A link names a heading by its slug, or by the anchor that GitHub gives it.
        """
        headings = self.headings(path)
        by_words = next((slug(heading) for heading in headings if slug(heading) == slug(name)), "")
        return by_words or next((slug(heading) for heading in headings if github_anchor(heading) == name.lower()), "")


def link_items(files: Files, items: Sequence[ItemFile], heads: Sequence[IssueHead]) -> LinkedTexts:
    """Resolve the links of all texts to items and headings; note each link that cannot be resolved (LNK07, RST12)."""
    if not any(entry.item_links for entry in items) and not any(head.body.item_links for head in heads):
        return LinkedTexts(list(items), list(heads))
    ready = {head.id: head.ready for head in heads}
    texts = [*(_text_of_item(entry, ready.get(entry.item.issue, False)) for entry in items), *map(_text_of_head, heads)]
    targets = _Targets(texts)
    anchors: dict[str, set[str]] = {}
    for text in texts:
        for link in text.links:
            if link.path not in targets.by_path and is_unread(link.path, files.problems):
                continue
            problem = _judge(link, text, targets)
            if problem:
                files.problems.append(problem)
            elif link.heading:
                anchors.setdefault(link.path, set()).add(targets.named(link.path, link.heading))

    def linked(path: str) -> Prose:
        return _with_resolved_links(targets.by_path[path], targets, anchors.get(path, ()))

    return LinkedTexts(
        [entry._replace(item=replace(entry.item, prose=linked(entry.item.path))) for entry in items],
        [head._replace(body=head.body._replace(prose=linked(head.fields.document.path))) for head in heads],
    )


def judge_pages(files: Files, settings: Settings, items: Sequence[ItemFile], heads: Sequence[IssueHead]) -> None:
    """Note each link with the whole address of a page of an item that not all readers may see (RST12)."""
    targets = {entry.item.slug: entry.item for entry in items}
    access: dict[str, str] = {entry.item.path: entry.item.access for entry in items}
    access |= {head.fields.document.path: head.circulation for head in heads}
    for path, source in files.sources.items():
        for link in source.links:
            target = targets.get(addresses.item_slug(settings, link.url))
            own = access.get(path, Circulation.PUBLIC)
            name = target.path.rpartition("/")[2] if target else ""
            wrong = _closed_target(own, target.access, name) if target else None
            if wrong:
                files.problems.append(PlacedText("", path, *source.place(link.at)).problem(wrong))


def _closed_target(own: str, other: str, name: str) -> Wrong | None:
    """Return what is wrong with a link if fewer readers may see its target, called `name`, than the text with it."""
    if ACCESS_LEVELS.index(other) <= ACCESS_LEVELS.index(own):
        return None
    message = f"This text is {ACCESS_WORDS[own]} and leads to {name}, which is {ACCESS_WORDS[other]}."
    return Wrong("RST12", message, "Take the link out: not all of its readers may see that item.")


def _text_of_item(file: ItemFile, ready: bool) -> _Text:
    item = file.item
    links = file.item_links
    return _Text(item.path, item.slug, item.title, item.access, item.prose, ready, file.document.body_line, links)


def _text_of_head(head: IssueHead) -> _Text:
    document = head.fields.document
    name, links = addresses.introduction(head.id), head.body.item_links
    return _Text(document.path, name, "", head.circulation, head.body.prose, head.ready, document.body_line, links)


def _judge(link: ItemLink, text: _Text, targets: _Targets) -> Problem | None:
    """Return the problem of a link, None if it may stay."""
    target = targets.by_path.get(link.path)
    name = link.path.rpartition("/")[2]
    if target is None or (not target.title and target is not text):
        others = (each for each in targets.by_path.values() if each.title and each.path != text.path)
        names = [each.path.rpartition("/")[2] for each in others]
        elsewhere = next(
            (path for path, each in targets.by_path.items() if each.title and path.endswith(f"/{name}")), ""
        )
        beside = posixpath.relpath(elsewhere, posixpath.dirname(text.path)) if elsewhere else ""
        hint = f'Write "{beside}".' if beside else did_you_mean(name, names) or NAME_A_FILE
        return _problem(link, text, Wrong("LNK07", f"There is no item {name}.", hint))
    wrong = _closed_target(text.access, target.access, name)
    if wrong:
        return _problem(link, text, wrong)
    if link.heading and not targets.named(link.path, link.heading):
        headings = tuple(map(slug, targets.headings(link.path)))
        message = f'There is no heading "{link.heading}" in {name}.'
        hint = did_you_mean(slug(link.heading), headings) or "Write the words of a heading of that item behind the #."
        return _problem(link, text, Wrong("LNK07", message, hint))
    if text.ready and not target.ready:
        message = f"{name} is in an issue that is a draft, so this link leads nowhere yet."
        return _problem(link, text, Wrong("LNK07", message, "Take it out, or send that issue first."), "warning")
    return None


def _problem(link: ItemLink, text: _Text, wrong: Wrong, severity: str = "error") -> Problem:
    return PlacedText("", text.path, text.body_line + link.line, link.offset + 1).problem(wrong, severity)


def _words_of(heading: str) -> str:
    return html.unescape(_TAG.sub("", heading))


def _with_resolved_links(text: _Text, targets: _Targets, anchors: Iterable[str]) -> Prose:
    """Return the prose of a text with slugs in its links to items, titles in its plain text, and anchors on headings.

    anchors: the slugs of those headings of the text that links lead to.
    """
    own = set(anchors)

    def href(match: re.Match[str]) -> str:
        target, _, heading = html.unescape(match[1]).partition("#")
        target_text = targets.by_path.get(target)
        name = targets.named(target, heading) if heading and target_text else ""
        return f'href="{SCHEME}{target_text.slug if target_text else ""}{f"#{name}" if name else ""}"'

    def words(match: re.Match[str]) -> str:
        target_text = targets.by_path.get(match[1].partition("#")[0])
        return f' (see "{target_text.title}")' if target_text and target_text is not text else ""

    def anchor(match: re.Match[str]) -> str:
        name = slug(_words_of(match[3]))
        if name not in own:
            return match[0]
        own.discard(name)
        return f'<{match[1]}{match[2]} id="{addresses.heading(text.slug, name)}">{match[3]}</{match[1]}>'

    pages = []
    for page in (text.prose.page, text.prose.email):
        own = set(anchors)
        pages.append(_HEADING.sub(anchor, _HREF.sub(href, page)))
    return Prose(page=pages[0], email=pages[1], text=_IN_TEXT.sub(words, text.prose.text))
