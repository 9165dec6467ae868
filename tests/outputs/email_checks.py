"""Check finished emails: one function for each guarantee, which yields the faults that it finds.

The checks read only the finished files, with other parsers than those that made them. Checks that need a browser,
Java or node are in other modules.
"""

from __future__ import annotations

import email
import re
from collections import Counter
from collections.abc import Callable, Iterator
from email import policy
from email.message import EmailMessage
from itertools import pairwise
from typing import Any, NamedTuple, cast

import html5lib

from tests.outputs.email_reading import links_of, text_links_of, words_of

Node = Any
STYLE = re.compile(r"\s*([\w-]+)\s*:\s*([^;]+)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
IN_WORD = re.compile(r"<!--\[if mso\]>.*?<!\[endif\]-->", re.DOTALL)
GENERIC = {"here", "click here", "more", "read more", "link", "this", "learn more", "book", "details", "web page"}
LARGEST, ALL_STYLES, DEEPEST = 102_400, 16_384, 200


class Email(NamedTuple):
    """The files of one edition."""

    html: str
    text: str
    draft: bytes
    sent: bytes

    @property
    def page(self) -> Node:
        return html5lib.HTMLParser(namespaceHTMLElements=False).parse(self.html)


def of(files: dict[str, bytes], stem: str = "bulletin") -> Email:
    """Return the files of an edition from rendered files by name."""
    return Email(
        files[f"{stem}.html"].decode(), files[f"{stem}.txt"].decode(), files[f"{stem}.eml"], files[f"{stem}-send.eml"]
    )


def elements(mail: Email, *tags: str) -> list[Node]:
    return [
        element for element in mail.page.iter() if isinstance(element.tag, str) and (not tags or element.tag in tags)
    ]


def style(node: Node) -> dict[str, str]:
    return {name.lower(): value.strip() for name, value in STYLE.findall(node.get("style", ""))}


def shown_styles(html: str) -> list[str]:
    """Return the style blocks that mail programs other than Outlook (Word) read."""
    return re.findall(r"<style[^>]*>(.*?)</style>", IN_WORD.sub("", html), re.DOTALL)


def doctype(mail: Email) -> Iterator[str]:
    if not mail.html.startswith("<!DOCTYPE html>\n<html"):
        yield "does not start with the doctype"


def letters(mail: Email) -> Iterator[str]:
    if '<meta charset="utf-8">' not in mail.html[:1024]:
        yield "does not say its letters in the first kilobyte"
    yield from (
        f"holds {letter!r}" for letter in re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]", mail.html + mail.text)
    )


def parsed(mail: Email) -> Iterator[str]:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(mail.html)
    yield from (f"{kind} at {place}" for place, kind, _ in parser.errors)


def conditionals(mail: Email) -> Iterator[str]:
    for comment in COMMENT.findall(mail.html):
        if not re.fullmatch(r"<!--\[if mso\]>.*<!\[endif\]-->", comment, re.DOTALL) or comment.count("[if") > 1:
            yield f"the comment {comment[:40]}"
    if re.search(r"<!\[(if|endif)", IN_WORD.sub("", mail.html)):
        yield "a conditional outside a comment"
    inside = "".join(IN_WORD.findall(mail.html))
    for tag in ("table", "tr", "td", "i", "span", "xml", "style"):
        opened, closed = len(re.findall(rf"<{tag}\b", inside)), inside.count(f"</{tag}>")
        if opened != closed:
            yield f"Word's part opens {opened} {tag} and closes {closed}"


def active(mail: Email) -> Iterator[str]:
    banned = {"script", "form", "iframe", "object", "embed", "svg", "video", "audio", "link", "base", "input", "button"}
    yield from (f"<{element.tag}>" for element in elements(mail) if element.tag in banned)
    yield from (f"{name}=" for element in elements(mail) for name in element.attrib if name.lower().startswith("on"))
    yield from (f"{rule}" for rule in re.findall(r"@import|@font-face|expression\(|javascript:", mail.html, re.I))


def anchors(mail: Email) -> Iterator[str]:
    ids = Counter(element.get("id") for element in elements(mail) if element.get("id"))
    yield from (f"the id {anchor} {times} times" for anchor, times in ids.items() if times > 1)
    for a in elements(mail, "a"):
        if a.get("href", "").startswith("#") and a.get("href")[1:] not in ids:
            yield f"{a.get('href')} leads nowhere"
    if (depth := _depth(mail.page)) >= DEEPEST:
        yield f"nested {depth} deep"


def _depth(node: Node) -> int:
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(child, depth + 1) for child in element]
    return deepest


def leftovers(mail: Email) -> Iterator[str]:
    marks = r"\{\{|\}\}|\{%|%\}|data-premailer|[\"(]asset:|<!--(?:whole|short|end)|\b[T]ODO\b|\bNone\b"
    yield from (f"{mark} is left over" for mark in re.findall(marks, mail.html + mail.text))


def size(mail: Email) -> Iterator[str]:
    if len(mail.html.encode()) > LARGEST:
        yield f"{len(mail.html.encode())} bytes"


def style_blocks(mail: Email) -> Iterator[str]:
    blocks = shown_styles(mail.html)
    if sum(len(block.encode()) for block in blocks) > ALL_STYLES:
        yield "more style than Gmail reads"
    for block in blocks:
        kinds = [kind for kind in ("max-width", "prefers-color-scheme", "data-ogs", "@media print") if kind in block]
        if len(kinds) != 1:
            yield f"a block of {kinds}"
        if re.search(r"@[^{}]*\{[^{}]*(\{[^{}]*\}[^{}]*)*@", block):
            yield "a rule in a rule"
        if block.count("{") != block.count("}"):
            yield "braces that do not match"


def widths(mail: Email) -> Iterator[str]:
    sheets = [element for element in elements(mail, "table") if element.get("class") == "sheet"]
    for element in sheets:
        if element.get("width") != "100%" or element.get("align") != "center" or "max-width" not in style(element):
            yield "a sheet without its widths"
    ghost = re.findall(r'<!--\[if mso\]><table role="presentation" width="(\d+)"', mail.html)
    limits = {style(element).get("max-width") for element in sheets}
    if not sheets or {f"{width}px" for width in ghost} != limits or len(ghost) != len(sheets):
        yield f"Word's table is {ghost}, the sheets {limits}"


def boxes(mail: Email) -> Iterator[str]:
    for element in elements(mail, "div", "table", "p", "img"):
        if any(name.startswith("padding") and value not in ("0", "0px") for name, value in style(element).items()):
            yield f"padding on {element.tag}"
    for element in elements(mail):
        margin = style(element).get("margin", "")
        if re.search(r"(^|\s)-", margin) or ("auto" in margin and element.get("align") != "center"):
            yield f"margin {margin} on {element.tag}"


def layout_css(mail: Email) -> Iterator[str]:
    everything = ";".join([element.get("style", "") for element in elements(mail)] + shown_styles(mail.html))
    banned = r"\b(?:display: ?(?:inline-)?(?:flex|grid)|position: ?\w+|float: ?\w+|[\d.]+rem\b|calc\(|var\(|(?<!-)\bmax\(|(?<!-)\bmin\(|gradient\(|url\()"
    yield from re.findall(banned, everything)


def importance(mail: Email) -> Iterator[str]:
    for block in shown_styles(mail.html):
        for rule in re.findall(r"\{([^{}]*)\}", block):
            for declaration in rule.split(";"):
                rule_text = declaration.strip()
                if rule_text and "color-scheme" not in rule_text and not rule_text.endswith(" !important"):
                    yield rule_text


def coloured_cells(mail: Email) -> Iterator[str]:
    for element in elements(mail, "td", "th", "table", "body"):
        colour = style(element).get("background-color")
        if colour is not None and (element.get("bgcolor") != colour or not re.fullmatch("#[0-9a-f]{6}", colour)):
            yield f"{element.tag} is {colour}, for Word {element.get('bgcolor')}"


def images(mail: Email) -> Iterator[str]:
    for element in elements(mail, "img"):
        styles, source = style(element), element.get("src", "")
        if not re.fullmatch(r"(https://\S+\.(png|jpe?g|gif)|cid:\S+)", source):
            yield f"the address {source[:60]}"
        if not element.get("width", "").isdecimal() or element.get("height") is not None:
            yield f"the size {element.get('width')} by {element.get('height')}"
        sizes = (styles.get("display"), styles.get("width"), styles.get("max-width"), styles.get("height"))
        # With max-width: 100% a table would not shrink, because tables take the picture's own width.
        if sizes != ("block", "100%", f"{element.get('width')}px", "auto"):
            yield "a picture that does not shrink"


def quotes(mail: Email) -> Iterator[str]:
    yield from (element.tag for element in elements(mail) if '"' in element.get("style", ""))


def dark_hooks(mail: Email) -> Iterator[str]:
    metas = {element.get("name"): element.get("content") for element in elements(mail, "meta")}
    for name in ("color-scheme", "supported-color-schemes"):
        if metas.get(name) != "light dark":
            yield f"no meta {name}"
    blocks = "".join(shown_styles(mail.html))
    for mark in (":root { color-scheme: light dark", "prefers-color-scheme: dark", "[data-ogsc]", "[data-ogsb]"):
        if mark not in blocks:
            yield f"no {mark}"


def language(mail: Email) -> Iterator[str]:
    body = mail.page.find("body")
    for element in (mail.page, body, *(child for child in body if isinstance(child.tag, str))):
        if not element.get("lang") or element.get("dir") not in ("ltr", "rtl"):
            yield f"{element.tag} {element.get('class')} has no language or direction"
    if f'xml:lang="{body.get("lang")}"' not in mail.html:
        yield "Word is told no language"


def title(mail: Email) -> Iterator[str]:
    subject = message(mail.draft)["Subject"]
    titles = [words_of_title(element) for element in elements(mail, "title")]
    if titles != [subject]:
        yield f"{titles} for {subject}"


def words_of_title(node: Node) -> str:
    return " ".join((node.text or "").split())


def tables(mail: Email) -> Iterator[str]:
    for element in elements(mail, "table"):
        if any(element.get(name) != "0" for name in ("cellpadding", "cellspacing", "border")):
            yield "a table with the programs' own spacing"
        if element.get("role") == "presentation":
            continue
        if element.get("role") is not None or element.find("caption") is None or not words_of(element.find("caption")):
            yield "a table of data without a caption"
        heads = list(element.iter("th"))
        if not heads or any(th.get("scope") not in ("col", "row") for th in heads):
            yield "a head without scope"


def headings(mail: Email) -> Iterator[str]:
    heads = elements(mail, "h1", "h2", "h3", "h4", "h5", "h6")
    levels = [int(element.tag[1]) for element in heads]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    yield from (f"h{upper} to h{lower}" for upper, lower in pairwise(levels) if lower - upper > 1)
    yield from (f"an empty {element.tag}" for element in heads if not words_of(element))


def alternatives(mail: Email) -> Iterator[str]:
    linked = {id(img) for a in elements(mail, "a") for img in a.iter("img")}
    for element in elements(mail, "img"):
        alt = element.get("alt")
        if alt is None or len(alt) > 125 or re.search(r"\.(png|jpe?g|gif)$", alt, re.I):
            yield f"the words {alt}"
        if (id(element) in linked and not alt) or "color" not in style(element):
            yield "words that cannot be seen with pictures off"


def link_words(mail: Email) -> Iterator[str]:
    targets: dict[str, set[str]] = {}
    for a in elements(mail, "a"):
        words = words_of(a) or " ".join(img.get("alt", "") for img in a.iter("img"))
        if not words or words.casefold().strip(" .") in GENERIC or re.match(r"https?://|www\.", words):
            yield f"the words {words!r}"
        targets.setdefault(a.get("aria-label") or words, set()).add(a.get("href"))
    yield from (
        f"{words} leads to {len(addresses)} places" for words, addresses in targets.items() if len(addresses) > 1
    )


def underlines(mail: Email) -> Iterator[str]:
    for a in elements(mail, "a"):
        if style(a).get("text-decoration") != "underline" and a.get("class") not in ("button", "anchor"):
            yield f"{words_of(a)} is not underlined"


def type_sizes(mail: Email) -> Iterator[str]:
    for element in elements(mail):
        styles = style(element)
        points = re.fullmatch(r"([\d.]+)px", styles.get("font-size", "16px"))
        if not points or float(points[1]) < 14:
            yield f"{element.tag} in {styles['font-size']}"
        height = re.fullmatch(r"([\d.]+)px", styles.get("line-height", ""))
        if points and height and float(height[1]) / float(points[1]) < _closest(points[1]):
            yield f"{element.tag} set {height[1]} on {points[1]}"
        if styles.get("text-align") == "justify" or styles.get("text-transform") == "uppercase":
            yield f"{element.tag} in capitals or justified"
    zoom = next(
        (element.get("content", "") for element in elements(mail, "meta") if element.get("name") == "viewport"), ""
    )
    if not zoom or "user-scalable" in zoom or "maximum-scale" in zoom:
        yield "readers cannot enlarge it"


def _closest(points: str) -> float:
    return 1.4 if float(points) < 20 else 1.1


def vector(mail: Email) -> Iterator[str]:
    if re.search(r"<v:|urn:schemas-microsoft-com:vml", mail.html):
        yield "VML"
    yield from ("a link that says it is a button" for a in elements(mail, "a") if a.get("role"))


def article(mail: Email) -> Iterator[str]:
    articles = [element for element in elements(mail) if element.get("role") == "article"]
    subject = str(message(mail.draft)["Subject"])
    if [(element.get("aria-roledescription"), element.get("aria-label")) for element in articles] != [
        ("email", subject)
    ]:
        yield "no article that is named as the subject is"


def preheader(mail: Email) -> Iterator[str]:
    first = mail.page.find("body")[0]
    words, full_text = words_of(first), "".join(first.itertext())
    if "display:none" not in first.get("style", "").replace(" ", ""):
        yield "the first words are shown"
    if not 35 <= len(words) <= 110:
        yield f"{len(words)} characters"
    if words == message(mail.draft)["Subject"] or full_text.count("\u034f") < 20:
        yield "the subject again, or nothing to fill up with"
    if mail.text.split("\n")[0] != words:
        yield "another first line in the text"


def subject(mail: Email) -> Iterator[str]:
    words = str(message(mail.draft)["Subject"])
    if not 0 < len(words) <= 78 or words.isupper():
        yield f"the subject {words}"


def urls(mail: Email) -> Iterator[str]:
    for a in elements(mail, "a"):
        if not re.fullmatch(
            r"(https://[^\s\"<>{}]+|mailto:[^\s\"<>{}]+|tel:[+\d;=a-z]+|#[\w-]+)", a.get("href", ""), re.A
        ):
            yield a.get("href", "nothing")
        if not a.get("href", "").isascii():
            yield a.get("href")
    yield from re.findall(r'href="[^"]*&(?!amp;|#)[^"]*"', mail.html)
    yield from (link for link in text_links_of(mail.text) if "&amp;" in link)


def footer(mail: Email) -> Iterator[str]:
    cells = [element for element in elements(mail, "td") if "footer" in element.get("class", "").split()]
    words = words_of(cells[-1]) if cells else ""
    if "Contact:" not in words or "You get this because" not in words:
        yield "the end does not say who sends it and why"


def message(data: bytes) -> EmailMessage:
    return cast(EmailMessage, email.message_from_bytes(data, policy=policy.default))


def alternatives_in_order(mail: Email) -> Iterator[str]:
    for data in (mail.draft, mail.sent):
        sent_message = message(data)
        alternative = next(
            (part for part in sent_message.walk() if part.get_content_type() == "multipart/alternative"), None
        )
        kinds = [_kind(element) for element in cast(Any, alternative).iter_parts()] if alternative else []
        if kinds != ["text/plain", "text/html"]:
            yield f"the parts {kinds}"
        texts = [
            part.get_content().replace("\r\n", "\n").rstrip("\n") for part in sent_message.walk() if _is_body(part)
        ]
        if texts != [mail.text.rstrip("\n"), mail.html.rstrip("\n")]:
            yield "parts that are not the files beside it"


def _kind(part: EmailMessage) -> str:
    if part.get_content_type() != "multipart/related":
        return part.get_content_type()
    return next(iter(cast(Any, part).iter_parts())).get_content_type()


def _is_body(part: EmailMessage) -> bool:
    return part.get_content_maintype() == "text" and part.get_content_disposition() is None


def wire(mail: Email) -> Iterator[str]:
    for data in (mail.draft, mail.sent):
        if re.search(rb"(?<!\r)\n|\r(?!\n)", data) or not data.isascii():
            yield "line ends or letters that the wire does not carry"
        head, _, body = data.partition(b"\r\n\r\n")
        if max(map(len, head.split(b"\r\n"))) > 998 or max(map(len, body.split(b"\r\n"))) > 76 + 2:
            yield "lines that are too long"
        yield from (f"{defect}" for part in message(data).walk() for defect in part.defects)


def list_headers(mail: Email) -> Iterator[str]:
    head = re.sub(rb"\r\n[ \t]", b" ", mail.sent.partition(b"\r\n\r\n")[0]).decode()
    for line in head.split("\r\n"):
        if line.startswith(("List-", "Message-ID:")) and "=?" in line:
            yield line
    one_click = "List-Unsubscribe-Post:" in head
    if one_click and not re.search(r"^List-Unsubscribe:.*<https://", head, re.MULTILINE):
        yield "one click without an address"


def draft_and_sent(mail: Email) -> Iterator[str]:
    draft, sent = message(mail.draft), message(mail.sent)
    if draft["X-Unsent"] != "1" or any(draft[name] for name in ("Date", "Message-ID", "List-Id", "List-Unsubscribe")):
        yield "the draft is not unsent"
    if sent["X-Unsent"] or not (sent["Date"] and sent["Message-ID"]):
        yield "what is sent is not dated or named"
    if any(head[name] for head in (draft, sent) for name in ("To", "Cc", "Bcc")):
        yield "a recipient"
    if mail.draft.partition(b"\r\n\r\n")[2] != mail.sent.partition(b"\r\n\r\n")[2]:
        yield "two messages"


def languages_of_parts(mail: Email) -> Iterator[str]:
    lang = mail.page.get("lang")
    for part in message(mail.draft).walk():
        if _is_body(part) and part["Content-Language"] != lang:
            yield f"{part.get_content_type()} in {part['Content-Language']}"


def plain(mail: Email) -> Iterator[str]:
    if links_of(mail.page) != text_links_of(mail.text):
        yield "other links than the HTML"
    heads = [words_of(element) for element in elements(mail, "h1", "h2", "h3")]
    if re.findall(r"^(.+)\n[=-]+$", mail.text, re.MULTILINE) != heads:
        yield "other headings than the HTML"
    if re.search(r"</?[a-z]+[ >]|&[a-z]+;|&#\d+;|[\u2007\ufeff\u034f]|[ \t]$|\n{3}", mail.text, re.MULTILINE):
        yield "markup, filler or gaps"
    # Plain text has no link back from a footnote.
    back = (
        {"Back"}
        if any(link.get("aria-label", "").startswith("Back to note") for link in elements(mail, "a"))
        else set()
    )
    lost = set(re.findall(r"\w+", words_of(mail.page.find("body")))) - set(re.findall(r"\w+", mail.text))
    if lost - {"Date", "Session", "and", "time"} - back:
        yield f"without {sorted(lost)[:5]}"


CHECKS: dict[str, Callable[[Email], Iterator[str]]] = {
    "EMAIL-01": doctype,
    "EMAIL-02": letters,
    "EMAIL-03": parsed,
    "EMAIL-05": conditionals,
    "EMAIL-06": active,
    "EMAIL-07": anchors,
    "EMAIL-08": leftovers,
    "EMAIL-10": size,
    "EMAIL-11": style_blocks,
    "EMAIL-16": widths,
    "EMAIL-59": boxes,
    "EMAIL-17": layout_css,
    "EMAIL-18": importance,
    "EMAIL-19": coloured_cells,
    "EMAIL-20": images,
    "EMAIL-21": quotes,
    "EMAIL-22": dark_hooks,
    "EMAIL-25": language,
    "EMAIL-26": title,
    "EMAIL-27": tables,
    "EMAIL-28": headings,
    "EMAIL-29": alternatives,
    "EMAIL-30": link_words,
    "EMAIL-31": underlines,
    "EMAIL-32": type_sizes,
    "EMAIL-33": vector,
    "EMAIL-35": article,
    "EMAIL-36": preheader,
    "EMAIL-37": subject,
    "EMAIL-38": urls,
    "EMAIL-40": footer,
    "EMAIL-41": alternatives_in_order,
    "EMAIL-42": wire,
    "EMAIL-43": list_headers,
    "EMAIL-44": draft_and_sent,
    "EMAIL-46": languages_of_parts,
    "EMAIL-47": plain,
}
"""The checks by the ids of their guarantees."""
