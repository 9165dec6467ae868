"""Check the HTML of a built page or email for faults that a team's own templates can cause."""

from __future__ import annotations

import re
from base64 import b64encode
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple

from lxml import etree  # type: ignore[import-untyped]

from ..text.colours import contrast_ratio

SMALLEST = 14
"""The least size of letters, in pixels."""
LEAST_CONTRAST, LEAST_CONTRAST_OF_LARGE = 4.5, 3.0
"""The least contrast of text and of large text (WCAG 2.2, 1.4.3)."""
LARGE, LARGE_BOLD = 24.0, 18.66
"""The sizes in pixels from which normal and bold text count as large (WCAG 2.2)."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LABELS = ("aria-label", "aria-labelledby")
_ACTIVE = ("script", "iframe", "frame", "object", "embed", "applet", "form", "base", "audio", "video")
"""Active elements, such as scripts and forms, which mail programs remove."""
_REMOTE = ("script", "link", "img", "iframe", "source", "video", "audio", "embed", "object")
"""Elements that fetch a file when the page is opened."""
_DATA = ("application/ld+json", "application/json")
_EACH_MARK = ("{{", "}}", "{%", "%}", "{#", "#}")
_MARKS = re.compile("|".join(map(re.escape, _EACH_MARK)))
_WORDS_AND_ADDRESSES = etree.XPath(
    "//body//text()[not(parent::script)] | //body//@href | //body//@src | //title/text()", smart_strings=False
)
"""Finds them as plain strings: lxml's smart ones, which know where they stand, take twice the time."""
_COMPARED = 200
"""The number of first characters by which addresses are compared."""
_UNSAFE_ADDRESS = re.compile(rf"(?=(http://\S{{0,{_COMPARED}}}))", re.IGNORECASE)
_DECLARATION = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]*?)\s*(?:!\s*important\s*)?(?:;|$)", re.IGNORECASE)
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_PIXELS = re.compile(r"([0-9.]+)(px|pt)")
_WORDS_FOR_COLOURS = {
    "black": "#000000", "white": "#ffffff", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0",
    "darkgray": "#a9a9a9", "darkgrey": "#a9a9a9", "lightgray": "#d3d3d3", "lightgrey": "#d3d3d3", "red": "#ff0000",
    "blue": "#0000ff", "green": "#008000", "yellow": "#ffff00",
}  # fmt: skip


class Fault(NamedTuple):
    """A fault, with the id of its rule."""

    rule: str
    message: str
    quoted: str = ""
    """The mark or the address at fault, which is no fault if an editor wrote it; "" for other faults."""
    hint: str = "This is a fault of a template or of Bulletin."
    """What to do; "" for the hint of the rule."""
    severity: str = ""
    """"" for the severity of the rule."""


class WrittenMarks(NamedTuple):
    """The http addresses and template marks that editors wrote; other rules check these in the sources."""

    marks: frozenset[str]
    addresses: Sequence[str]
    """The first characters, up to _COMPARED, of each text from "http://" to the next blank; sorted."""

    def has(self, quoted: str) -> bool:
        """Tell whether an editor wrote a mark or an address."""
        if quoted in self.marks:
            return True
        start = quoted[:_COMPARED]
        place = bisect_left(self.addresses, start)
        return place < len(self.addresses) and self.addresses[place].startswith(start)


def marks_of(texts: Iterable[str]) -> WrittenMarks:
    """Collect the http addresses and template marks in texts of editors."""
    marks, addresses = set[str](), set[str]()
    for text in texts:
        marks.update(mark for mark in _EACH_MARK if mark in text)
        addresses.update(_UNSAFE_ADDRESS.findall(text))
    return WrittenMarks(frozenset(marks), sorted(addresses))


class BuiltPage(NamedTuple):
    """A built page or email."""

    root: Any
    """The `html` element."""
    path: str
    base_url: str

    @property
    def is_email(self) -> bool:
        """Whether it is the HTML of an email, not a page that shows one."""
        return self.path.startswith("mail/") and not self.path.endswith("-copy.html")


def page_faults(document: BuiltPage) -> Iterator[Fault]:
    """Yield the faults of a document, without duplicates, whoever wrote what is at fault."""
    all_faults = (fault for judge in _JUDGES for fault in judge(document))
    yield from dict.fromkeys(all_faults)
    if document.is_email:
        yield from dict.fromkeys(fault for judge in _OF_EMAIL for fault in judge(document))


def _pictures_headings_links(document: BuiltPage) -> Iterator[Fault]:
    for picture in document.root.iter("img"):
        if picture.get("alt") is None:
            yield Fault("EML06", "A picture has no alt.")
    levels = [int(heading.tag[1]) for heading in document.root.iter(*_HEADINGS)]
    for before, after in pairwise(levels):
        if after > before + 1:
            yield Fault("EML06", f"A heading jumps from level {before} to level {after}.")
    for link in document.root.iter("a"):
        if link.get("href") is not None and not _has_words(link):
            yield Fault("EML06", "A link has no words.")


def _has_words(link: Any) -> bool:
    """Tell whether a link has words, a picture with a text alternative, or a label for screen readers."""
    labels = (part.get(label) for part in link.iter(etree.Element) for label in _LABELS)
    alts = (picture.get("alt") for picture in link.iter("img"))
    return any(text.strip() for text in link.itertext()) or any(alts) or any(labels)


def _language_and_title(document: BuiltPage) -> Iterator[Fault]:
    if not (document.root.get("lang") or "").strip():
        yield Fault("EML06", "The document does not say its language (lang).")
    title = document.root.find("head/title")
    if title is None or not "".join(title.itertext()).strip():
        yield Fault("EML06", "The document has no title.")


def _marks(document: BuiltPage) -> Iterator[Fault]:
    """Find marks of a template that were never filled in, in words and in addresses."""
    for text in _WORDS_AND_ADDRESSES(document.root):
        for mark in _MARKS.findall(text):
            yield Fault("EML08", f'A mark of a template is left over: "{mark}".', mark)


def _scripts(document: BuiltPage) -> Iterator[Fault]:
    """Find event handlers, and in pages also inline scripts that the page's own policy does not allow."""
    for element in document.root.iter(etree.Element):
        for name in element.attrib:
            if str(name).lower().startswith("on"):
                yield Fault("EML07", f"An element runs a script ({name}).")
    if document.is_email or document.path.startswith("mail/"):
        return
    policy = _policy(document)
    for script in document.root.iter("script"):
        if script.get("type") not in _DATA and not script.get("src") and _hash_source(script.text or "") not in policy:
            yield Fault("EML07", "A script stands in the page.")


def _policy(document: BuiltPage) -> frozenset[str]:
    """Return the script sources that a page's own Content Security Policy allows, if its default-src is 'none'."""
    for element in document.root.iter("meta"):
        if (element.get("http-equiv") or "").lower() == "content-security-policy":
            rules = [rule.split() for rule in (element.get("content") or "").split(";")]
            if ["default-src", "'none'"] in rules:
                return frozenset(word for rule in rules if rule[:1] == ["script-src"] for word in rule[1:])
    return frozenset()


def _hash_source(script: str) -> str:
    """Return the hash source of a script for a policy (CSP level 3, section 2.3.1)."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _fetched(document: BuiltPage) -> Iterator[Fault]:
    """Find files that are fetched from other sites when the document is opened, and tracking pixels."""
    for element in document.root.iter(*_REMOTE):
        url = (element.get("src") or (element.get("href") if element.tag == "link" else "") or "").strip()
        is_followed = element.tag == "link" and element.get("rel") in ("canonical", "alternate", "next", "prev")
        if re.match("(?i)(?:https?:)?//", url) and not url.startswith(document.base_url) and not is_followed:
            yield Fault("EML07", f"Opening it fetches {url[:80]}, so another site learns who reads it.")
    for picture in document.root.iter("img"):
        if {picture.get("width"), picture.get("height")} & {"0", "1"}:
            yield Fault("EML07", "A picture of one pixel counts who opens it.")


def _unsafe_links(document: BuiltPage) -> Iterator[Fault]:
    for link in document.root.iter("a"):
        url = (link.get("href") or "").strip()
        if url.lower().startswith("http://"):
            yield Fault("EML07", f"The link to {url[:80]} is not safe (http).", url)
        if re.match("(?i)(?:javascript|vbscript|data):", url):
            yield Fault("EML07", f"A link runs a script ({url[:40]}).")


def _active(document: BuiltPage) -> Iterator[Fault]:
    for element in document.root.iter(*_ACTIVE):
        yield Fault("EML07", f"There is a <{element.tag}> in the email, which mail programs take out.")
    for link in document.root.iter("link"):
        yield Fault("EML07", f"The email needs {(link.get('href') or 'a file')[:80]}, which mail programs do not load.")


class _Look(NamedTuple):
    """The appearance of a text, by the styles on the elements around it."""

    colour: str = "#000000"
    ground: str = "#ffffff"
    size: float = 16
    bold: bool = False


def _small_and_pale(document: BuiltPage) -> Iterator[Fault]:
    """Find letters that are too small, and colours with too little contrast, by the inlined styles."""
    body = document.root.find("body")
    if body is not None:
        yield from _looks(body, _Look())


def _looks(element: Any, around: _Look) -> Iterator[Fault]:
    styles = dict(_declarations(element.get("style") or ""))
    if styles.get("display") == "none" or "mso-hide" in styles or element.tag in ("style", "script"):
        return
    look = _look(element, styles, around)
    if (element.text or "").strip():
        yield from _judge_look(look, element.text)
    for child in element:
        if isinstance(child.tag, str):
            yield from _looks(child, look)
        if (child.tail or "").strip():
            yield from _judge_look(look, child.tail)


def _look(element: Any, styles: Mapping[str, str], around: _Look) -> _Look:
    size = _PIXELS.fullmatch(styles.get("font-size", ""))
    weight = styles.get("font-weight", "bold" if element.tag in ("b", "strong", "th", *_HEADINGS) else "")
    ground = styles.get("background-color") or styles.get("background", "") or element.get("bgcolor") or ""
    return _Look(
        colour=_colour(styles.get("color", "")) or around.colour,
        ground=_colour(ground) or around.ground,
        size=float(size[1]) * (4 / 3 if size[2] == "pt" else 1) if size else around.size,
        bold=weight in ("bold", "bolder", "600", "700", "800", "900") if weight else around.bold,
    )


def _judge_look(look: _Look, text: str) -> Iterator[Fault]:
    words = " ".join(text.split())[:40]
    if not re.search(r"\w", words):
        return
    if look.size < SMALLEST:
        yield Fault("EML06", f'"{words}" has letters of {look.size:.0f} pixels; {SMALLEST} is the least.')
    is_large = look.size >= (LARGE_BOLD if look.bold else LARGE)
    ratio = contrast_ratio(look.colour, look.ground)
    if ratio < (LEAST_CONTRAST_OF_LARGE if is_large else LEAST_CONTRAST):
        message = f'"{words}" is hard to read: {look.colour} on {look.ground} is {ratio:.1f} to 1.'
        yield Fault("EML04", message)


def _declarations(style: str) -> Iterator[tuple[str, str]]:
    return ((match[1].lower(), match[2].lower()) for match in _DECLARATION.finditer(style))


def _colour(text: str) -> str:
    """Return a colour as `#rrggbb`, "" for an unknown notation."""
    text = _WORDS_FOR_COLOURS.get(text, text)
    if not _HEX.fullmatch(text):
        return ""
    return text.lower() if len(text) == 7 else "#" + "".join(2 * digit for digit in text[1:].lower())


def _body_parts(document: BuiltPage) -> Iterator[Fault]:
    """Find parts of an email without `lang`: mail programs drop the attributes of `html` and `body`."""
    body = document.root.find("body")
    for part in body if body is not None else ():
        if isinstance(part.tag, str) and not (part.get("lang") or "").strip():
            yield Fault("EML06", f"A part of the email, <{part.tag}>, does not say its language (lang).")


_Judge = Callable[[BuiltPage], Iterator[Fault]]
_JUDGES: tuple[_Judge, ...] = (
    _pictures_headings_links,
    _language_and_title,
    _marks,
    _scripts,
    _fetched,
    _unsafe_links,
)
"""The checks of every document."""
_OF_EMAIL: tuple[_Judge, ...] = (_active, _small_and_pale, _body_parts)
"""The additional checks of an email."""
