"""Read a web page, or the HTML of a mail or of a Word file, into blocks."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Mapping, Sequence
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree  # type: ignore[import-untyped]
from lxml import html as lxml_html

from .blocks import BlockKind, Cell, DocumentBlock, DocumentPicture, DocumentText, Margin, TextRun, words
from .class_styles import write_class_styles

_PASSED_OVER = frozenset({"head", "iframe", "noscript", "object", "script", "select", "style", "svg", "template"})
_AROUND = frozenset({"aside", "footer", "nav"})
"""Elements around the subject of a page, which are not printed."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_INLINE = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "font", "i", "img",
        "input", "ins", "kbd", "label", "mark", "o:p", "q", "s", "samp", "small", "span", "strike", "strong", "sub",
        "sup", "time", "tt", "u", "var", "wbr",
    )
)  # fmt: skip
_BOLD = frozenset({"b", "strong"})
_STRUCK = frozenset({"s", "strike", "del"})
_STRUCK_STYLE = re.compile(r"text-decoration[a-z-]*\s*:[^;]{0,60}line-through", re.IGNORECASE)
STRUCK_OUT = "Words that were struck out were left out."
UNLINKED = "Links without a web address became plain words"
RENUMBERED = (
    "A list has letters, or numbers that jump or go on after other text. Compare its numbers with the document."
)
_MOST_NAMED = 3
_BLANKS = re.compile(r"[^\S\t]+")
_BLANKS_AND_TABS = re.compile(r"\s+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![.0-9]*[1-9])")
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_LIST_STYLE = re.compile(r"mso-list\s*:(?!\s*ignore)(?:[^;]{0,40}?level(?P<level>[1-9]))?", re.IGNORECASE)
_LIST_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
"""The style of the bullet or number that Word writes in front of an entry's words."""
_NUMBERED = re.compile(r"\s*\(?(?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DATA = re.compile(r"data:image/[^,]{0,100};base64,", re.IGNORECASE)
"""The start of an address that itself contains the bytes of a picture (RFC 2397)."""
_WEB = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_LONGEST_HEADING = 110
"""The most characters of a bold line that is taken for a heading."""
_MOST_SPANNED = 50
"""The most rows or columns that one cell may fill."""
_MOST_CELLS = 20_000
_SHORT_CELL = 60
"""The most characters of a cell in a table of one row; a table with longer cells only lays out the page."""


class _Piece(NamedTuple):
    """Words with the same address and weight."""

    text: str
    url: str
    is_bold: bool


def read(data: bytes) -> DocumentText:
    """Read a web page."""
    return read_html(decoded(data))


def decoded(data: bytes) -> str:
    """Decode a page or a text.

    The first encoding that works is used: UTF-16 if the text begins with its byte order mark, or else the charset
    that the text names; then UTF-8; then Windows-1252.
    """
    named = _CHARSET.search(data[:4000])
    tries = [named[1].decode("ascii", "replace")] if named else []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        tries = ["utf-16"]
    for encoding in (*tries, "utf-8-sig"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


PictureFiles = Mapping[str, DocumentPicture]
"""The pictures that came with a page, by the addresses that the page has for them."""
_NO_PICTURES: PictureFiles = MappingProxyType({})


def read_html(text: str, *, has_tabs: bool = False, pictures: PictureFiles = _NO_PICTURES) -> DocumentText:
    """Read HTML. pictures: those that came with it; other pictures are left out, unless their bytes are in the HTML.

    has_tabs: whether tabs separate columns, as in HTML made from a Word file; else a tab is a blank.
    """
    text = _DECLARATION.sub("", text).replace("\0", "")
    if not text.strip():
        return DocumentText(())
    try:
        root = lxml_html.document_fromstring(text)
    except (etree.ParserError, ValueError):
        return DocumentText(())
    write_class_styles(root)
    walk = _Walk(pictures, has_tabs=has_tabs)
    body = root.find("body")
    whole = body if body is not None else root
    subject = _subject(whole)
    walk.element(subject)
    walk.flush()
    title = root.findtext("head/title") or ""
    remarks = ["Hidden words of the page were left out."] if walk.hidden else []
    remarks += [STRUCK_OUT] if walk.struck else []
    remarks += [RENUMBERED] if walk.renumbered else []
    remarks += [_unlinked_remark(walk.unlinked)] if walk.unlinked else []
    remarks += ["Pictures that are not in the document itself were left out."] if walk.missing else []
    margins = (
        *(Margin("the hidden words", text) for text in walk.hidden),
        *(Margin("the words that were struck out", text) for text in walk.struck),
        *(Margin("the foot", text) for text in walk.around),
        *(Margin("the description of a picture", image.get("alt")) for image in whole.iter("img") if image.get("alt")),
        *([Margin("the page around", whole.text_content())] if subject is not whole else []),
    )
    return DocumentText(tuple(walk.blocks), " ".join(title.split()), margins, tuple(remarks))


def _unlinked_remark(links: Sequence[str]) -> str:
    named = ", ".join(f'"{words_of_link[:_SHORT_CELL]}"' for words_of_link in links[:_MOST_NAMED])
    more = f" and {len(links) - _MOST_NAMED} more" if len(links) > _MOST_NAMED else ""
    return f"{UNLINKED}: {named}{more}."


def _subject(body: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """Return the only `main` or `article` of a page, or else its body."""
    for name in ("main", "article"):
        parts = list(body.iter(name))
        if len(parts) == 1:
            return parts[0]
    return body


class _Walk:
    """Go through the elements of a page and collect its blocks."""

    def __init__(self, pictures: PictureFiles, *, has_tabs: bool) -> None:
        self.blocks: list[DocumentBlock] = []
        self.hidden: list[str] = []
        self.struck: list[str] = []
        self.around: list[str] = []
        self.missing = 0
        """The number of pictures whose bytes are missing."""
        self.unlinked: list[str] = []
        """The words of links whose address only a program, or the page itself, understands."""
        self._files = pictures
        self._pictures: list[DocumentPicture] = []
        """The pictures of the current block, which are put below it."""
        self._blanks = _BLANKS if has_tabs else _BLANKS_AND_TABS
        self._pieces: list[_Piece] = []
        """The words of the current block."""
        self.renumbered = False
        """Whether a list has letters, or numbers that Markdown does not print."""
        self._lists: list[bool] = []
        """For each list around the current element, whether it is numbered."""
        self._numbers: list[int] = []
        """For each list around the current element, the number of its next entry."""
        self._is_entry = False
        self._level = 0
        """How deep Word says that the current entry is, from 0."""
        self._mark = ""
        """What Word writes in front of the current entry."""
        self._heading = 0

    def element(self, element: lxml_html.HtmlElement, url: str = "", is_bold: bool = False) -> None:
        """Read an element. url: the link around it, "" for none. is_bold: whether its words are bold."""
        name = element.tag if isinstance(element.tag, str) else ""
        if not name or name in _PASSED_OVER or self._leave_out(element, name):
            return
        if raised := _raised(element, name):
            self._text(raised, url, is_bold)
            return
        if name == "img":
            self._picture(element)
        elif name == "input" and element.get("type") == "checkbox":
            self._text("☑ " if element.get("checked") is not None else "☐ ", url, is_bold)
        elif name == "br":
            self._pieces.append(_Piece("\n", "", is_bold))
        elif name == "hr":
            self._block(DocumentBlock(BlockKind.BREAK))
        elif name in _INLINE:
            url = self._address(element) or url
            style = element.get("style") or ""
            self._children(element, url, is_bold or name in _BOLD or bool(_BOLD_STYLE.search(style)))
        elif name == "table":
            self._table(element, is_bold)
        else:
            self._in_block(element, name, is_bold)

    def _address(self, element: lxml_html.HtmlElement) -> str:
        """Return the address of a link, "" if it has none of the web; note the words of one that leads elsewhere."""
        href = (element.get("href") or "").strip()
        address = f"https://{href}" if href.lower().startswith("www.") else href
        if _WEB.match(address):
            return address
        words_of_link = " ".join(element.text_content().split())
        if href and words_of_link and not href.startswith("#") and not href.lower().startswith("javascript:"):
            self.unlinked.append(words_of_link)
        return ""

    def _leave_out(self, element: lxml_html.HtmlElement, name: str) -> bool:
        """Note the words of an element that are not printed where they stand; tell whether it is one."""
        style = element.get("style") or ""
        if _LIST_MARK.search(style):
            self._mark = element.text_content()
            return True
        is_around = name in _AROUND and self._heading == 0
        is_struck = name in _STRUCK or _STRUCK_STYLE.search(style)
        notes = self.hidden if _is_hidden(element) else self.struck if is_struck else self.around if is_around else None
        if notes is None:
            return False
        notes += filter(None, (" ".join(element.text_content().split()),))
        return True

    def _table(self, table: lxml_html.HtmlElement, is_bold: bool) -> None:
        """Read a table, and put the pictures of its cells below it."""
        self.flush()
        rows = self._rows(table)
        if rows:
            self.blocks.append(DocumentBlock(BlockKind.TABLE, rows=rows))
            self.flush()
        else:
            self._pictures = []  # The table only lays out the page: its cells are read again, as blocks.
            self._in_block(table, "table", is_bold)

    def _in_block(self, element: lxml_html.HtmlElement, name: str, is_bold: bool) -> None:
        """Read a block-level element."""
        self.flush()
        before = self._is_entry, self._heading
        if name in ("ul", "ol"):
            self._lists.append(name == "ol")
            self._numbers.append(_number(element.get("start")) or 1)
            self.renumbered |= name == "ol" and ((element.get("type") or "1") != "1" or self._follows_a_list())
        elif name == "li":
            self._is_entry, self._level = True, 0
            self.renumbered |= bool(self._numbers) and _number(element.get("value")) not in (None, self._numbers[-1])
        elif listed := _LIST_STYLE.search(element.get("style") or ""):
            self._is_entry, self._level = True, int(listed["level"] or 1) - 1
        elif name in _HEADINGS:
            self._heading = _HEADINGS[name]
        self._children(element, "", is_bold)
        self.flush()
        self._is_entry, self._heading = before
        if name in ("ul", "ol"):
            self._lists.pop()
            self._numbers.pop()

    def _children(self, element: lxml_html.HtmlElement, url: str, is_bold: bool) -> None:
        self._text(element.text, url, is_bold)
        for child in element:
            self.element(child, url, is_bold)
            self._text(child.tail, url, is_bold)

    def _text(self, text: str | None, url: str, is_bold: bool) -> None:
        if text:
            self._pieces.append(_Piece(self._blanks.sub(" ", text), url, is_bold))

    def _picture(self, element: lxml_html.HtmlElement) -> None:
        """Note a picture; small ones, such as logos and tracking pixels, are ignored."""
        if not _is_large(element):
            return
        picture = _picture_at((element.get("src") or "").strip(), self._files)
        if picture:
            self._pictures.append(picture._replace(alt=" ".join((element.get("alt") or "").split())))
        else:
            self.missing += 1

    def flush(self) -> None:
        """End the current block, and put its pictures below it."""
        self._flush_words()
        self.blocks += (DocumentBlock(BlockKind.PICTURE, picture=picture) for picture in self._pictures)
        self._pictures = []

    def _flush_words(self) -> None:
        runs, pieces = _join_pieces(self._pieces), self._pieces
        self._pieces = []
        if not words(runs):
            return
        if self._heading:
            self.blocks.append(DocumentBlock(BlockKind.HEADING, runs, self._heading))
        elif self._is_entry:
            depth = max(len(self._lists) - 1, 0) + self._level
            ordered = bool(self._lists[-1]) if self._lists else bool(_NUMBERED.match(self._mark))
            number = self._entry_number() if ordered else 1
            self.blocks.append(DocumentBlock(BlockKind.ENTRY, runs, depth, ordered=ordered, number=number))
            self._mark = ""
            self._is_entry = False  # A second block in the same entry is a paragraph.
        elif _looks_like_heading(runs, pieces):
            self.blocks.append(DocumentBlock(BlockKind.HEADING, runs, 3, is_sure=False))
        else:
            self.blocks.append(DocumentBlock(BlockKind.TEXT, runs))

    def _follows_a_list(self) -> bool:
        """Tell whether a list begins right behind another numbered one, so that Markdown makes one list of both."""
        last = self.blocks[-1] if self.blocks else None
        return last is not None and last.ordered and last.level == len(self._lists) - 1

    def _entry_number(self) -> int:
        """Return the number of the current entry, and count it; 1 in a list that begins with 1."""
        if not self._lists:
            typed = _number(self._mark.strip(" .()\u00a0\t"))
            self.renumbered |= typed is None
            return typed or 1
        number = self._numbers[-1]
        self._numbers[-1] += number > 1
        return number

    def _block(self, block: DocumentBlock) -> None:
        self.flush()
        self.blocks.append(block)

    def _rows(self, table: lxml_html.HtmlElement) -> tuple[tuple[Cell, ...], ...]:
        """Return the cells of a table of data, () for a table that only lays out the page."""
        if table.get("role") == "presentation" or next(table.iterdescendants("table"), None) is not None:
            return ()
        lines = [[cell for cell in line if cell.tag in ("td", "th")] for line in table.iter("tr")]
        lines = [line for line in lines if line]
        widest = max(map(len, lines), default=0)
        if not lines or widest < 2 or sum(map(len, lines)) > _MOST_CELLS or any(map(_holds_page, lines)):
            return ()
        if len(lines) == 1 and any(len(cell.text_content()) > _SHORT_CELL for cell in lines[0]):
            return ()
        return _repeat_spanning_cells([[(cell, self._cell(cell)) for cell in line] for line in lines])

    def _cell(self, cell: lxml_html.HtmlElement) -> Cell:
        inner = _Walk(self._files, has_tabs=self._blanks is _BLANKS)
        inner.element(cell)
        inner.flush()
        self.hidden += inner.hidden
        self.missing += inner.missing
        self.unlinked += inner.unlinked
        self._pictures += (block.picture for block in inner.blocks if block.picture)
        runs: list[TextRun] = []
        for block in (block for block in inner.blocks if not block.picture):
            runs += [TextRun("\n")] if runs else []
            runs += block.runs
        return tuple(runs)


def _holds_page(line: list[lxml_html.HtmlElement]) -> bool:
    """Return whether a cell of a row has a heading; then the table only lays out the page."""
    return any(cell.find(f".//{name}") is not None for cell in line for name in _HEADINGS)


def _repeat_spanning_cells(lines: list[list[tuple[lxml_html.HtmlElement, Cell]]]) -> tuple[tuple[Cell, ...], ...]:
    """Return rows of the same number of cells: a cell that spans rows or columns is repeated in each."""
    below: dict[int, tuple[int, Cell]] = {}
    rows = []
    for line in lines:
        row: list[Cell] = []
        cells = iter(line)
        while True:
            left, cell = below.pop(len(row), (0, ()))
            if left:
                if left > 1:
                    below[len(row)] = (left - 1, cell)
                row.append(cell)
                continue
            element, runs = next(cells, (None, ()))
            if element is None:
                break
            for _ in range(_span(element, "colspan")):
                if (high := _span(element, "rowspan")) > 1:
                    below[len(row)] = (high - 1, runs)
                row.append(runs)
        rows.append(tuple(row))
    return tuple(row for row in rows if any(map(words, row)))


def _number(written: str | None) -> int | None:
    """Return a number from 0 to 9999 that is written in digits, None for anything else."""
    bare = (written or "").strip()
    return int(bare) if bare.isascii() and bare.isdecimal() and len(bare) < 5 else None


def _span(cell: lxml_html.HtmlElement, name: str) -> int:
    written = (cell.get(name) or "1").strip()
    return min(max(int(written), 1), _MOST_SPANNED) if written.isdecimal() and len(written) < 5 else 1


def _join_pieces(pieces: list[_Piece]) -> Cell:
    """Join neighbouring pieces with the same address, with single blanks."""
    runs = []
    for url, group in groupby(pieces, lambda piece: piece.url):
        text = "".join(piece.text for piece in group)
        runs.append(TextRun(re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", text)), url))
    if runs:
        runs[0] = runs[0]._replace(text=runs[0].text.lstrip(" \n"))
        runs[-1] = runs[-1]._replace(text=runs[-1].text.rstrip())
    return tuple(run for run in runs if run.text)


def _looks_like_heading(runs: Cell, pieces: list[_Piece]) -> bool:
    text = words(runs)
    is_bold = all(piece.is_bold for piece in pieces if piece.text.strip())
    return is_bold and len(text) < _LONGEST_HEADING and "\n" not in text and not text.endswith((".", ",", ";"))


def _raised(element: lxml_html.HtmlElement, name: str) -> str:
    """Return raised digits as letters of their own, since 10³ is not 103; "" for other words, as in 8th."""
    if name != "sup" and not _RAISED_STYLE.search(element.get("style") or ""):
        return ""
    text = element.text_content().strip()
    return text.translate(_RAISED) if text and not text.translate(dict.fromkeys(map(ord, "0123456789+-−=()n"))) else ""


def _is_hidden(element: lxml_html.HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search((element.get("style") or "").lower()))


def _picture_at(address: str, files: PictureFiles) -> DocumentPicture | None:
    """Return the picture of an address: from the bytes in the address, or a file that came with the page; else None.

    Nothing is fetched from the web.
    """
    start = _DATA.match(address)
    if start is None:
        return files.get(unquote(address))
    try:
        return DocumentPicture(b64decode(unquote(address[start.end() :])))
    except ValueError:  # The data is not Base64.
        return None


def _is_large(picture: lxml_html.HtmlElement) -> bool:
    """Tell whether a picture is wide enough to be more than a logo or a tracking pixel."""
    width = (picture.get("width") or "").strip()
    return not width.isdecimal() or int(width[:6]) > 200
