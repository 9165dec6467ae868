"""Read a Word file with mammoth, and the parts that mammoth ignores by hand (ECMA-376 part 1).

Headers, footers, comments and properties become margins. Hidden and deleted text is removed before mammoth reads the
file. lxml parses each part first, and refuses those that would keep mammoth busy without end.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from .archive import read_parts
from .blocks import DocumentPicture, DocumentText, Margin, Unreadable
from .extra import missing
from .html_page import RENUMBERED, STRUCK_OUT, UNLINKED, read_html
from .word_repairs import is_renumbered, printed_words, repair, unread_remark, unread_words, with_notes_below

_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of old Office files, and of those with a password (MS-CFB 2.2)."""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALSE = ("0", "false", "off", "none")
_MARGINS = {
    "hdr": "the header of a page",
    "ftr": "the footer of a page",
    "comments": "a comment",
    "coreProperties": "the properties",
    "Properties": "the properties",
    "dataModel": "a drawing",
    "chartSpace": "a chart",
}
"""The root elements of parts that become margins → the name of their place."""
_TEXTS = ("document", "footnotes", "endnotes")
"""The root elements of parts that mammoth reads."""
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_STYLES = """\
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
br[type='page'] => hr
"""
_PARAGRAPHS = (f"{{{_W}}}p", "{http://schemas.openxmlformats.org/drawingml/2006/main}p")


def read(data: bytes) -> DocumentText:
    """Read a Word file; raises Unreadable."""
    if data.startswith(_LOCKED):
        raise Unreadable(
            "It is locked with a password, or is an old Word file.", "Open it in Word and save it as .docx."
        )
    parts = _Parts(read_parts(data))
    pictures: dict[str, DocumentPicture] = {}
    html = with_notes_below(_html(parts.packed(), pictures))
    document = read_html(html, has_tabs=True, pictures=pictures)
    unread = unread_words(parts.words, html)
    margins = (*document.margins, *parts.margins, *(Margin("a drawing", words) for words in unread))
    missing = [remark for remark in document.remarks if remark.startswith(("Pictures", UNLINKED, STRUCK_OUT))]
    missing += [unread_remark(unread)] if unread else []
    return document._replace(title=parts.title, margins=margins, remarks=(*parts.remarks(), *missing))


def _html(data: bytes, pictures: dict[str, DocumentPicture]) -> str:
    """Return a Word file as HTML. pictures: a dictionary to which its pictures are added, by address in the HTML."""
    try:
        import mammoth  # type: ignore[import-untyped]
    except ImportError:
        raise missing("Word files", "mammoth") from None

    def address(image: Any) -> dict[str, str]:
        try:
            with image.open() as file:
                data = file.read()
        except (KeyError, OSError, ValueError):  # The archive does not have the picture.
            return {"src": ""}
        name = f"picture:{len(pictures)}"
        if data:
            pictures[name] = DocumentPicture(data)
        return {"src": name}

    # mammoth does not document what it raises for damaged files, so any exception counts as damage.
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(address),
        )
    except Exception as error:
        raise Unreadable("It is damaged, or no Word file.", "Open it in Word and save it as .docx.") from error
    return str(result.value)


class _Parts:
    """The parts of a Word file, cleaned for mammoth, with their margins and remarks."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self.margins: list[Margin] = []
        self.title = ""
        self.words: list[str] = []
        """The words that Word prints, piece by piece."""
        self._renumbered = False
        self._hidden = self._changes = self._comments = self._drawings = self._foreign = self._cropped = 0
        self._hidden_styles = self._find_hidden_styles()
        for name, data in parts.items():
            if name.endswith((".xml", ".rels")):
                self._parts[name] = self._read(name, data)

    def packed(self) -> bytes:
        """Return the bytes of the file with its cleaned parts."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self._parts.items():
                archive.writestr(name, data)
        return packed.getvalue()

    def remarks(self) -> list[str]:
        """Return sentences about parts that were left out, or may be read differently than meant."""
        embedded = [name.rpartition("/")[2] for name in self._parts if "/embeddings/" in name]
        sentences = [
            (self._hidden, "Hidden text was left out."),
            (self._changes, "There are tracked changes. They were read as if all were accepted."),
            (self._comments, "Comments were left out."),
            (self._drawings, "A drawing or a chart has words, which were not read."),
            (self._foreign, "A part that was put in from another file was not read."),
            (self._cropped, "A picture that was cropped, or that lies outside the file, was left out."),
            (self._renumbered, RENUMBERED),
            (len(embedded), f"What is embedded was not read: {', '.join(embedded[:3])}."),
        ]
        return [sentence for count, sentence in sentences if count]

    def _find_hidden_styles(self) -> frozenset[str]:
        """Return the ids of the styles that hide their text."""
        styles = next((data for name, data in self._parts.items() if name.endswith("/styles.xml")), b"")
        root = _parse_part(styles) if styles else None
        every = root.iter("{*}style") if root is not None else ()
        return frozenset(_value(style, "styleId") for style in every if _vanishes(style.find("{*}rPr")))

    def _read(self, name: str, data: bytes) -> bytes:
        """Clean a part and note its margins; raises Unreadable if lxml cannot parse it."""
        root = _parse_part(data)
        if root is None:
            # The unreadable words could restrict the readers of the file.
            raise Unreadable("It is damaged, or no Word file.", "Open it in Word and save it as .docx.")
        kind = etree.QName(root).localname
        if kind in _MARGINS:
            self._note_margin(root, kind)
        if name.startswith("customXml/"):
            self._note("the properties", " ".join(root.itertext()))
        if kind not in _TEXTS:
            return data
        if etree.QName(root).namespace == _STRICT:
            raise Unreadable("It is a Strict Open XML file.", "Open it in Word and save it as Word Document (.docx).")
        self._foreign += sum(1 for _ in root.iter("{*}altChunk"))
        for tag in ("ins", "del", "moveFrom", "moveTo"):
            self._changes += sum(1 for _ in root.iter(f"{{{_W}}}{tag}"))
        self._take_out(root)
        repair(root)
        self.words += printed_words(root)
        numbering = next((data for name, data in self._parts.items() if name.endswith("/numbering.xml")), b"")
        self._renumbered |= is_renumbered(root, _parse_part(numbering) if numbering else None)
        cleaned: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return cleaned

    def _take_out(self, root: etree._Element) -> None:
        """Remove hidden text and cropped pictures; note hidden and deleted text as margins."""
        self._cropped += _take_out_pictures(root)
        for double in root.iter(f"{{{_W}}}dstrike"):
            double.tag = f"{{{_W}}}strike"  # mammoth reads only single lines.
        for run in list(root.iter(f"{{{_W}}}r")):
            if self._is_hidden(run):
                self._note("the hidden text", _text(run))
                self._hidden += bool(_text(run))
                for child in list(run):
                    if etree.QName(child).localname != "rPr":
                        run.remove(child)
        deleted = " ".join(element.text or "" for element in root.iter(f"{{{_W}}}delText"))
        self._note("what was deleted", deleted)
        for alternative in root.iter("{*}docPr"):
            self._note("the description of a picture", f"{alternative.get('descr', '')} {alternative.get('title', '')}")

    def _is_hidden(self, run: etree._Element) -> bool:
        about = run.find(f"{{{_W}}}rPr")
        if about is not None and about.find(f"{{{_W}}}vanish") is not None:
            return _vanishes(about)
        styles = [] if about is None else [_value(style, "val") for style in about.iter(f"{{{_W}}}rStyle")]
        paragraph = next(run.iterancestors(f"{{{_W}}}p"), None)
        if paragraph is not None:
            styles += [_value(style, "val") for style in paragraph.iterfind(f"{{{_W}}}pPr/{{{_W}}}pStyle")]
        return not self._hidden_styles.isdisjoint(styles)

    def _note_margin(self, root: etree._Element, kind: str) -> None:
        text = _text(root)
        self._comments += kind == "comments" and bool(text)
        self._drawings += kind in ("dataModel", "chartSpace") and bool(text)
        self._note(_MARGINS[kind], text)
        self.title = self.title or " ".join((root.findtext(_TITLE) or "").split())

    def _note(self, place: str, text: str) -> None:
        if text.strip():
            self.margins.append(Margin(place, text.strip()))


def _take_out_pictures(root: etree._Element) -> int:
    """Remove linked pictures, and cropped ones, whose files still have the cropped parts; return their number.

    ECMA-376 part 1, 20.1.8.13 and 20.1.8.55; part 4, 19.1.2.11.
    """
    blips = [blip for blip in root.iter("{*}blip") if _has(blip, "link") or _is_cropped(blip.getparent())]
    old = [
        image
        for image in root.iter("{*}imagedata")
        if _has(image, "href") or any("crop" in key for key in image.attrib)
    ]
    for picture in (*blips, *old):
        picture.getparent().remove(picture)
    return len(blips) + len(old)


def _has(element: etree._Element, name: str) -> bool:
    return any(etree.QName(key).localname == name for key in element.attrib)


def _is_cropped(fill: etree._Element) -> bool:
    return any(value != "0" for cut in fill.iterfind("{*}srcRect") for value in cut.values())


def _parse_part(data: bytes) -> etree._Element | None:
    """Parse a part; return None if it is not XML. Raises Unreadable for entities, and for text or nesting without end.

    Entities could expand without end.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if re.search(rb"<!\s*(?:DOCTYPE|ENTITY)", data[:4000]) or b"<!ENTITY" in data:
        raise Unreadable("It defines entities, which no Word file does.", "Ask who sent it for another.")
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "huge" in str(error).lower() or "too long" in str(error).lower() or "depth" in str(error).lower():
            raise Unreadable("It has a text or a list without end.", "Ask who sent it for another.") from error
        return None


def _text(element: etree._Element) -> str:
    """Return the words of an element, with each paragraph and each watermark on a line."""
    marks = [mark.get("string") or "" for mark in element.iter("{*}textpath")]
    paragraphs = list(element.iter(*_PARAGRAPHS))
    if not paragraphs:
        return "\n".join(filter(None, (" ".join(" ".join(element.itertext()).split()), *marks)))
    return "\n".join(filter(None, (*("".join(paragraph.itertext()).strip() for paragraph in paragraphs), *marks)))


def _value(element: etree._Element, name: str) -> str:
    return element.get(f"{{{_W}}}{name}") or ""


def _vanishes(about: etree._Element | None) -> bool:
    """Tell whether run properties hide the text."""
    mark = None if about is None else about.find(f"{{{_W}}}vanish")
    return mark is not None and _value(mark, "val").lower() not in _FALSE
