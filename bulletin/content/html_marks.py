"""Refuse HTML in a text, and say what to type instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .frontmatter import Wrong

_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?P<rest>[^>]*)>")
_HREF = re.compile(r"href\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_LONGEST_WORDS = 120
"""The most characters of the words that a hint repeats."""

_AROUND = {
    "b": "**{}**", "strong": "**{}**", "i": "*{}*", "em": "*{}*", "s": "~~{}~~", "del": "~~{}~~", "strike": "~~{}~~",
    "code": "`{}`", "kbd": "{}", "tt": "`{}`", "u": "{}", "ins": "{}", "mark": "**{}**", "span": "{}", "font": "{}",
    "small": "{}", "big": "{}", "center": "{}", "label": "{}", "abbr": "{}", "cite": "*{}*", "q": '"{}"',
}  # fmt: skip
"""Tags round words → how the words are written in Markdown."""
_INSTEAD = {
    "p": "Put an empty line between paragraphs (in a table <br>), and take the tags out.",
    "div": "Put an empty line between paragraphs (in a table <br>), and take the tags out.",
    "section": "Put an empty line between paragraphs (in a table <br>), and take the tags out.",
    "address": "End each line with a backslash, and take the tags out.",
    "sub": "Type the small letter itself, such as ₂.",
    "sup": "Type the small letter itself, such as ².",
    "ul": 'Begin each entry with "- " (in a table write <br> between them), and take the tags out.',
    "ol": 'Begin the entries with "1. ", "2. ", and take the tags out.',
    "li": 'Begin each entry with "- " (in a table write <br> between them), and take the tags out.',
    "table": "Write rows like | Day | Place |, with |---|---| under the head.",
    "tr": "Write rows like | Day | Place |, with |---|---| under the head.",
    "td": "Write rows like | Day | Place |, with |---|---| under the head.",
    "blockquote": 'Begin the lines with "> ", and take the tags out.',
    "hr": "Write --- on a line of its own, with empty lines round it.",
    "img": "Put the picture into files/, and write ![what it shows](its name).",
    "details": "Write the words without the tags: in an email nothing can be unfolded.",
    "summary": "Write the words without the tags: in an email nothing can be unfolded.",
    "iframe": "Write a link to it.",
    "video": "Write a link to it.",
    "script": "Take it out.",
    "style": "Take it out.",
} | {f"h{level}": 'Write "## " in front of the heading, and take the tags out.' for level in range(1, 7)}
"""Other tags → what to do."""
_BREAK = "End the line before with a backslash; <br> is for tables alone."
_OTHER = "Use Markdown, or write \\< for the sign itself."
_TO_FILL_IN = "If something is to be filled in here, do so; if the sign itself is meant, write \\<."
_OTHER_TAGS = frozenset(
    (
        "article", "aside", "audio", "base", "body", "button", "canvas", "caption", "col", "dd", "dl", "dt", "embed",
        "figcaption", "figure", "footer", "form", "head", "header", "html", "input", "link", "main", "meta", "nav",
        "object", "option", "picture", "pre", "select", "source", "tbody", "textarea", "tfoot", "th", "thead", "time",
        "title", "wbr",
    )
)  # fmt: skip


class _TagPlace(NamedTuple):
    """A tag and its place in an inline text."""

    name: str
    closes: bool
    start: int
    end: int


def wrong_tags(content: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, Wrong]]:
    """Yield the problem of each tag of an inline text, with its offset; none for a tag that closes another.

    spans: the start and end of each tag that is not allowed.
    """
    places = [_place(content, start, end) for start, end in spans]
    closed: set[int] = set()
    for number, place in enumerate(places):
        if number in closed:
            continue
        end = next(
            (later for later in range(number + 1, min(number + 4, len(places))) if _closes(places[later], place)), None
        )
        if end is not None and not place.closes:
            closed.add(end)
            words = content[place.end : places[end].start]
            yield place.start, _refusal(place.name, _hint(content[place.start : place.end], place.name, words))
        else:
            yield place.start, _refusal(place.name, _hint_alone(place.name))


def wrong_block(html: str) -> Wrong:
    """Return the problem of a block of HTML."""
    match = _TAG.search(html)
    name = match["name"].lower() if match else ""
    return _refusal(name, _hint_alone(name))


def _place(content: str, start: int, end: int) -> _TagPlace:
    match = _TAG.match(content, start)
    return _TagPlace(match["name"].lower() if match else "", bool(match and match["closing"]), start, end)


def _closes(later: _TagPlace, place: _TagPlace) -> bool:
    return later.closes and later.name == place.name != ""


def _hint(tag: str, name: str, words: str) -> str:
    short = len(words) <= _LONGEST_WORDS and "<" not in words and "\n" not in words and words.strip()
    href = _HREF.search(tag)
    if short and name == "a" and href:
        return f'Write "[{words.strip()}]({"".join(filter(None, href.groups()))})".'
    if short and name in _AROUND:
        return f'Write "{_AROUND[name].format(words.strip())}".'
    return _hint_alone(name)


def _hint_alone(name: str) -> str:
    if name == "br":
        return _BREAK
    if name == "a":
        return "Write [words](address)."
    if name in _AROUND:
        shape = _AROUND[name].format("words")
        return "Take the tags out." if shape == "words" else f"Write {shape}."
    return _INSTEAD.get(name, _OTHER if name in _OTHER_TAGS or not name else _TO_FILL_IN)


def _refusal(name: str, hint: str) -> Wrong:
    return Wrong("STR08", "<br> is not allowed here." if name == "br" else "HTML is not allowed here.", hint)
