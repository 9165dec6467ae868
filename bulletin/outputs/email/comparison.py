"""Set two versions of an email beside each other, and mark what their readers will see differently.

    comparison = compared(Version("Bulletin: February", before), Version("Bulletin: February", after))
    comparison.page       # HTML; stands by itself if the versions do, and runs no script
    comparison.changes    # how many parts of the email are different

An email is compared row by row, as it is laid out: rows that are the same fold away, rows that are not stand side by
side with their words marked. Nothing of the email is changed but for the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from ...text import humanize
from .inline import DOCTYPE

SAME, LOOK, CHANGED, NEW, GONE = "same", "look", "changed", "new", "gone"
_TITLES = {
    LOOK: "The words are the same, the look is another",
    CHANGED: "Different",
    NEW: "New",
    GONE: "No longer there",
}
_MOST_PAIRS = 4_000_000
"""Words before times words after; where there are more, the whole row counts as different."""
_WORD = re.compile(r"\S+")
_ANCHORS = re.compile(r' (?:(?:id|name)="[^"]*"|href="#[^"]*")')
_PADDING = re.compile("[\u2007\ufeff\u034f\u200c\xa0\\s]+")
"""What fills up the line that mail programs show beside the subject."""
_STYLE = """
.compare { max-width: 1400px; margin: 0 auto; padding: 12px; color: #212b32;
  font: 16px/1.5 Arial, Helvetica, sans-serif; }
.compare > h2 { font-size: 18px; margin: 24px 0 8px; }
.compare-pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 12px; }
.compare-side { border: 1px solid #4c6272; background: #ffffff; overflow-x: auto; min-width: 0; }
.compare-side > h3 { font-size: 14px; margin: 0; padding: 4px 12px; background: #f0f4f5; }
.compare-none, .compare-line { margin: 0; padding: 12px; }
.compare-same { margin: 12px 0; }
.compare-same > summary { cursor: pointer; padding: 4px 0; }
.compare ins { background: #c9efd2 !important; color: #10321a !important; text-decoration: underline !important; }
.compare del { background: #f9d3d0 !important; color: #5c130d !important; text-decoration: line-through !important; }
.compare small { font-weight: normal; overflow-wrap: anywhere; }
.compare img.compare-picture { outline: 4px dashed #8a5200; outline-offset: 2px; }
@media (max-width: 900px) { .compare-pair { grid-template-columns: minmax(0, 1fr); } }
"""


class Version(NamedTuple):
    """An email, before or after."""

    subject: str
    html: str
    """The whole document."""


class Comparison(NamedTuple):
    """Two versions of an email."""

    page: str
    """HTML."""
    changes: int
    """How many of its parts are different, the subject among them; rows that only look different count, too."""


class EmailRow(NamedTuple):
    """A row of an email, in a table of its own."""

    element: Any
    tokens: tuple[tuple[str, str], ...]
    """Each word with the address of the link that it stands in, each picture with its text."""
    place: tuple[str, int]
    """The last anchor before it, and how many rows came since: where it stands, whatever it says."""


class RowPair(NamedTuple):
    """What stands in one place, before and after."""

    state: str
    before: EmailRow | None
    after: EmailRow | None


def compared(before: Version, after: Version) -> Comparison:
    """Compare two versions of an email; the same bytes for the same versions."""
    old, new = _parsed(before.html), _parsed(after.html)
    pairs = list(_row_pairs(_rows(before, old), _rows(after, new)))
    body = new.find("body")
    for element in list(body):
        body.remove(element)
    body.text = None
    body.append(_compare_block(pairs))
    etree.SubElement(new.find("head"), "style").text = _STYLE
    page = str(etree.tostring(new, method="html", encoding="unicode", doctype=DOCTYPE))
    return Comparison(page, sum(pair.state != SAME for pair in pairs))


def _parsed(page: str) -> Any:
    """Parse a document; one of a team's own template may be without a head or a body, which it gets."""
    root = etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    root = etree.Element("html") if root is None else root
    for at, name in enumerate(("head", "body")):
        if root.find(name) is None:
            root.insert(at, etree.Element(name))
    return root


def _rows(version: Version, document: Any) -> tuple[EmailRow, ...]:
    """Part an email into its rows, in their order; the subject and the preview line come first."""
    subject = etree.Element("p", {"class": "compare-line"})
    subject.text = f"Subject: {version.subject}"
    rows, anchor, since = [], "", 0
    for element in (subject, *_row_elements(document.find("body"))):
        ids = element.xpath(".//@id")
        anchor, since = (ids[0], 0) if ids else (anchor, since + 1)
        tokens = tuple(_tokens(element))
        if tokens:
            rows.append(EmailRow(element, tokens, (anchor, since)))
    return tuple(rows)


def _row_elements(element: Any) -> Iterator[Any]:
    """Yield what an email is laid out in: the rows of its outer tables, each in a table alone, and what is in none."""
    for child in element.iterchildren(etree.Element):
        if child.get("class") == "preheader":
            yield _preview_line(child)
        elif child.tag == "table":
            yield from (_in_table(child, row) for row in child.xpath("./tr | ./tbody/tr"))
        elif child.find(".//table") is not None:
            yield from _row_elements(child)
        else:
            yield _without_tail(child)


def _preview_line(element: Any) -> Any:
    line = etree.Element("p", {"class": "compare-line"})
    line.text = f"Beside the subject: {_PADDING.sub(' ', ''.join(element.itertext())).strip()}"
    return line


def _in_table(table: Any, row: Any) -> Any:
    alone = etree.Element("table", dict(table.attrib))
    alone.append(_without_tail(row))
    return alone


def _without_tail(element: Any) -> Any:
    copy = deepcopy(element)
    copy.tail = None
    return copy


def _tokens(element: Any) -> Iterator[tuple[str, str]]:
    """Yield the words of an element, and its pictures, in the order of `_slots`."""
    for slot in _slots(element):
        if slot.name == "picture":
            yield slot.holder.get("alt", ""), slot.holder.get("src", "")
        else:
            yield from ((word, slot.address) for word in _WORD.findall(slot.text))


class _Slot(NamedTuple):
    """A place for text in an element, or a picture."""

    holder: Any
    """The element that has the text, or the picture."""
    name: str
    """The attribute of the element: text or tail; picture for a picture."""
    address: str
    """The address of the link in which it stands, "" for none.

    A link to another place of the email has none: its number may be another one though it leads to the same words.
    """

    @property
    def text(self) -> str:
        """The text, "" if there is none."""
        return getattr(self.holder, self.name) or ""

    @property
    def parent(self) -> Any:
        """The element inside which the text stands."""
        return self.holder if self.name == "text" else self.holder.getparent()


def _slots(element: Any) -> Iterator[_Slot]:
    """Yield each place for text in an element, and each picture, in their order."""
    addresses = [""]
    for event, each in etree.iterwalk(element, events=("start", "end", "comment")):
        if event == "start":
            address = each.get("href", "") if each.tag == "a" else addresses[-1]
            addresses.append("" if address.startswith("#") else address)
            if each.tag == "img":
                yield _Slot(each, "picture", addresses[-1])
            yield _Slot(each, "text", addresses[-1])
            continue
        if event == "end":
            addresses.pop()
        if each is not element:
            yield _Slot(each, "tail", addresses[-1])


def _row_pairs(before: Sequence[EmailRow], after: Sequence[EmailRow]) -> Iterator[RowPair]:
    """Pair the rows: first those that say the same, then those between that stand in the same place."""
    for kind, olds, news in _aligned(before, after, [row.tokens for row in before], [row.tokens for row in after]):
        if kind == "equal":
            for old, new in zip(olds, news, strict=True):
                yield RowPair(SAME if _html_without_anchors(old) == _html_without_anchors(new) else LOOK, old, new)
            continue
        for _, older, newer in _aligned(olds, news, [row.place for row in olds], [row.place for row in news]):
            for old_row, new_row in zip_longest(older, newer):
                yield RowPair(CHANGED if old_row and new_row else NEW if new_row else GONE, old_row, new_row)


def _aligned(
    before: Sequence[EmailRow], after: Sequence[EmailRow], old_keys: Sequence[object], new_keys: Sequence[object]
) -> Iterator[tuple[str, Sequence[EmailRow], Sequence[EmailRow]]]:
    """Yield runs of rows with how difflib calls them, by keys that say which are the same."""
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        yield kind, before[i1:i2], after[j1:j2]


def _html_without_anchors(row: EmailRow) -> str:
    """Return the HTML of a row without its anchors, which nobody sees."""
    return _ANCHORS.sub("", str(etree.tostring(row.element, method="html", encoding="unicode")))


def _compare_block(pairs: Sequence[RowPair]) -> Any:
    """Return the content of the page."""
    block = etree.Element("div", {"class": "compare"})
    changes = sum(pair.state != SAME for pair in pairs)
    summary = etree.SubElement(block, "p")
    summary.text = (
        f"{_count_parts(changes, 'different')} from before, and {_count_parts(len(pairs) - changes, 'the same')}."
    )
    number = 0
    for is_same, group in groupby(pairs, key=lambda pair: pair.state == SAME):
        if is_same:
            block.append(_folded(list(group)))
            continue
        for pair in group:
            number += 1
            heading = etree.SubElement(block, "h2")
            heading.text = f"{number} of {changes}. {_TITLES[pair.state]}"
            block.append(_side_by_side(pair))
    return block


def _count_parts(number: int, words: str) -> str:
    return f"{humanize.count(number, 'part')} {'is' if number == 1 else 'are'} {words}"


def _folded(pairs: Sequence[RowPair]) -> Any:
    fold = etree.Element("details", {"class": "compare-same"})
    summary = etree.SubElement(fold, "summary")
    summary.text = _count_parts(len(pairs), "the same")
    side = etree.SubElement(fold, "div", {"class": "compare-side"})
    side.extend(pair.after.element for pair in pairs if pair.after)
    return fold


def _side_by_side(pair: RowPair) -> Any:
    """Set both versions of a row beside each other, with the words marked that are in one of them alone."""
    old_marks, new_marks = _differences(pair)
    block = etree.Element("div", {"class": "compare-pair"})
    for title, row, marks, tag in (("Before", pair.before, old_marks, "del"), ("After", pair.after, new_marks, "ins")):
        side = etree.SubElement(block, "div", {"class": "compare-side"})
        etree.SubElement(side, "h3").text = title
        if row:
            _mark(row.element, marks, tag)
            side.append(row.element)
        else:
            etree.SubElement(side, "p", {"class": "compare-none"}).text = "Not in the email."
    return block


def _differences(pair: RowPair) -> tuple[set[int], set[int]]:
    """Return the numbers of the words that only one version has, before and after."""
    old, new = (row.tokens if row else () for row in (pair.before, pair.after))
    if len(old) * len(new) > _MOST_PAIRS:
        return set(range(len(old))), set(range(len(new)))
    old_marks, new_marks = set[int](), set[int]()
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            old_marks |= set(range(i1, i2))
            new_marks |= set(range(j1, j2))
    return old_marks, new_marks


def _mark(element: Any, marks: set[int], tag: str) -> None:
    """Wrap the words with these numbers in elements of a tag, and say behind each link that has one where it leads."""
    number = 0
    links = []
    for slot in list(_slots(element)):
        if slot.name == "picture":
            if number in marks:
                slot.holder.set("class", f"{slot.holder.get('class', '')} compare-picture".strip())
            number += 1
            continue
        words = list(_WORD.finditer(slot.text))
        chosen = [word for at, word in enumerate(words, number) if at in marks]
        number += len(words)
        if chosen:
            _wrap(slot, list(_runs(slot.text, chosen)), tag)
            links += [_link_around(slot)] if slot.address else []
    for anchor in dict.fromkeys(links):
        etree.SubElement(anchor, "small").text = f" ({anchor.get('href')})"


def _link_around(slot: _Slot) -> Any:
    """Return the link in which a text stands."""
    return next(each for each in (slot.parent, *slot.parent.iterancestors()) if each.tag == "a")


def _runs(text: str, words: Sequence[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Join words with only blanks between them: yield where each run starts and ends."""
    start, end = words[0].span()
    for word in words[1:]:
        if text[end : word.start()].strip():
            yield start, end
            start = word.start()
        end = word.end()
    yield start, end


def _wrap(slot: _Slot, runs: Sequence[tuple[int, int]], tag: str) -> None:
    """Put elements of a tag around runs of a text."""
    text, parent = slot.text, slot.parent
    setattr(slot.holder, slot.name, text[: runs[0][0]])
    at = 0 if slot.name == "text" else parent.index(slot.holder) + 1
    ends = [start for start, _ in runs[1:]] + [len(text)]
    for number, ((start, end), following) in enumerate(zip(runs, ends, strict=True)):
        mark = etree.Element(tag)
        mark.text, mark.tail = text[start:end], text[end:following]
        parent.insert(at + number, mark)
