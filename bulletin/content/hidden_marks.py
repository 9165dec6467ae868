"""Find marks in what Markdown took: addresses that stand twice, tags as entities, backslashes and entities in words."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..text.expressions import compiled
from ..text.mark_rows import TAG_NAMES
from ..text.private import hidden
from ..text.text_fault import TextFault
from .signs import path_spans
from .source import Hyperlink, Source

_TAG = re.compile(
    rf"&lt;(?P<slash>/?)(?P<tag>{TAG_NAMES})"
    r"(?:[ \t]+[a-z-]{2,20}=(?:\"[^\"<>\n]{0,200}\"|'[^'<>\n]{0,200}'|&quot;[^<>\n]{0,200}))*[ \t]?/?&gt;",
    re.IGNORECASE,
)
"""A tag, with attributes if it has any: "&lt;p and y&gt;" is a comparison."""
_NUMBER = re.compile(r"[+0-9][0-9 ()-]{6,20}[0-9]\Z")
_TOKEN = re.compile(r"[^\s<>()\[\]\"]{1,300}\Z")
_TORN = re.compile(r"(?<![\]\\])(?P<words>\[[^\[\]\n]{2,200}\]) (?P<name>\[[^\[\]\n^]{1,60}\])(?![(\[:])")
_ESCAPED_FIELD = re.compile(r"\\\*\|[^|*\n\\]{1,60}\|\\\*|\\\{\\?\{[^{}\n]{1,60}\\?\}\\?\}")
_FARTHEST = 320
_STOPS = ".,;:!?\"'“”‘’*_—–-"
"""Signs behind which an address does not belong to a word."""


def hidden_marks(source: Source) -> Iterator[TextFault]:
    """Yield the marks of a file that stand in what Markdown took, with their offsets in the file."""
    for link in source.links:
        if link.kind == "angled" and link.start > source.body:
            yield from _address_again(source, link)
    yield from _torn_references(source)
    yield from _escaped_tags(source)
    yield from _escaped_fields(source)
    yield from _disguised_words(source)


def _address_again(source: Source, link: Hyperlink) -> Iterator[TextFault]:
    """Yield an address in < > right behind its words, as Outlook copies a link: "team@…<mailto:team@…>"."""
    before = source.text[max(source.body, link.start - _FARTHEST) : link.start]
    last = before.rstrip(" \t")
    match = (_NUMBER.search(last) if link.url.startswith("tel:") else None) or _TOKEN.search(last)
    if match is None or match[0][-1] in _STOPS:
        return
    words, start = match[0], link.start - len(before) + match.start()
    if _is_same(words, link.url):
        mended = f"[{words}]({link.url})"
        says = "This address stands here twice, as another program copied it."
        # A web address may be a wrapper, which another edit of `bulletin fix` takes off.
        is_web = link.url.lower().startswith("http")
        yield TextFault(start, link.end, says, f'Write "{mended}".', "error", None if is_web else mended)
    elif not before[-1:].isspace():
        says = "Another program copied this link, and its address is printed right behind the words."
        address = link.url if hidden(link.url) == link.url else "…"
        hint = f'Write "[{words}]({address})", with all of its words in [ ].'
        yield TextFault(start, link.end, says, hint, "error", None)


def _is_same(words: str, url: str) -> bool:
    """Tell whether words are the mailbox, the number or the web address of a link."""
    bare = url.removeprefix("mailto:").removeprefix("tel:").partition("?")[0].casefold()
    if url.startswith("tel:"):
        return re.sub(r"\D", "", words)[-9:] == re.sub(r"\D", "", bare)[-9:]
    web = words.casefold().removeprefix("www.").strip("/")
    return words.casefold() == bare or ("." in web and web in bare)


def _torn_references(source: Source) -> Iterator[TextFault]:
    """Yield links like "[the guide] [1]", of which Markdown takes the second half alone."""
    starts = {link.start for link in source.links}
    for match in _TORN.finditer(source.text, source.body) if "] [" in source.text else ():
        if match.start("name") in starts and match.start() not in starts:
            mended = f"{match['words']}{match['name']}"
            says = "There is a blank in the middle of this link, so only its end is a link."
            yield TextFault(*match.span(), says, f'Write "{mended}".', "error", mended)


def _escaped_tags(source: Source) -> Iterator[TextFault]:
    """Yield tags that were copied as &lt;b&gt;, so that readers would see <b>.

    A single tag that no other one closes may be what the sentence speaks of, and is only named.
    """
    matches = list(_TAG.finditer(source.text, source.body)) if "&lt;" in source.text else []
    closed = {match["tag"].lower() for match in matches if match["slash"]}
    for match in matches:
        if not any(start <= match.start() < end for start, end in source.code):
            says = f'Readers would see "<{match[0][4:-4]}>" here.'
            if match["tag"].lower() in (*closed, "br"):
                yield TextFault(*match.span(), says, "Take it out.", "error", " " if match["tag"] == "br" else "")
            else:
                hint = f"Take it out, or write `<{match[0][4:-4]}>` if the sentence is about it."
                yield TextFault(*match.span(), says, hint, "warning", None)


def _escaped_fields(source: Source) -> Iterator[TextFault]:
    """Yield fields of mail programs that an import wrote with backslashes, as in "Dear \\*|FNAME|\\*"."""
    for match in _ESCAPED_FIELD.finditer(source.text, source.body) if "\\" in source.text else ():
        field = match[0].replace("\\", "")
        says = f'Bulletin fills nothing in here, and readers would see "{field}".'
        yield TextFault(*match.span(), says, "Write the words themselves.", "error", None)


_NEEDLESS = (
    r"(?<=[^\W_])(?:\\(?P<sign>[-.,:;+_@/%'=])|&(?P<entity>#[0-9]{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});)(?=[^\W_])"
    r"|(?<!\S)\\(?P<plus>\+)(?=[0-9])"
)
"""A backslash or an entity within a word, as other programs write them, where the letter itself would do."""
_DISGUISED = (
    rf"(?:[^\s<>`\[\]|&\\]|{_NEEDLESS.replace('?P<sign>', '').replace('?P<entity>', '').replace('?P<plus>', '')})+"
)
_NEEDED = frozenset("&<>*`[]|#\u00ad\u200b\u200c\u200d")
"""Letters that another mark, or nobody, would read otherwise without their entity."""


def _disguised_words(source: Source) -> Iterator[TextFault]:
    """Yield the words with a backslash or an entity, which readers do not see, and no other rule can read."""
    if "\\" not in source.text and "&" not in source.text:
        return
    addresses = ((link.at - 1, link.end) for link in source.links if link.kind not in ("bare", "broken"))
    kept = bytearray(len(source.text) + 1)
    for start, end in (*source.code, *addresses, *path_spans(source.text)):
        kept[start:end] = b"\x01" * max(end - start, 0)
    for match in compiled(_DISGUISED).finditer(source.text, source.body):
        mended = compiled(_NEEDLESS).sub(_as_printed, match[0])
        if mended == match[0] or any(kept[match.start() : match.end()]):
            continue
        weighty = re.search(r"@|://|(?:[0-9]\D*){4}", mended) is not None
        says = "This word has a backslash or a code that is not printed, and the checks cannot read it so."
        hint = f'Write "{mended.rstrip(_STOPS)}".' if hidden(mended) == mended else "Type the letters themselves."
        yield TextFault(*match.span(), says, hint, "error" if weighty else "warning", mended)


def _as_printed(match: re.Match[str]) -> str:
    if not match["entity"]:
        return match["sign"] or match["plus"]
    letter = html.unescape(f"&{match['entity']};")
    return match[0] if len(letter) != 1 or letter in _NEEDED else " " if letter.isspace() else letter
