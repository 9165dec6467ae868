"""Rows of marks: links and pictures that are none in Markdown, with the link that was meant."""

from __future__ import annotations

import re

from .mark_rows import BOTH, LINKED_KEYS, Mark
from .meant_addresses import without_blanks

_SCHEMES = r"(?:https?://|mailto:|tel:)"
_ADDRESS = rf"{_SCHEMES}[^()\[\]{{}}\s]+"
GOES_ON = (
    r"(?P<address>https?://[^\s<>()\[\]\"]{4,300}[/=&?_%-])(?=\n[ \t]*"
    r"(?P<rest>(?:[^\s<>()/=&%_]{0,60}[/=&%_]|[^\s<>().]{1,60}\.[a-z]{3,4}(?![^\s<>()]))[^\s<>()]{0,200}))"
)
"""An address that a mail program broke over two lines."""
_DRIVE_LINK = r"\[(?P<words>[^\[\]\n]{1,200})\]\((?P<address>(?:\\\\|[A-Za-z]:\\|file:)[^\n)]*)\)"
_BLANK_LINK = (
    r"(?P<words>!?\[[^\[\]\n]{0,200}\])"
    r"\((?P<address>[ \t]*(?!\\\\|[A-Za-z]:\\|file:)[^\s()<>{\"'](?=(?:[^()\s]|\([^()\n]*\))*[ \t])"
    r"(?:[^()<>{\"\n\[\]]|\([^()<>{\"\n]*\))*)\)"
)
"""A link with a blank in its address; brackets in it are in pairs, as in "photo (1).png"."""
_PICTURE = r"(?P<address>[^()\[\]\n]{1,200}\.(?i:png|jpe?g|gif|webp))"
_FILE = r"(?:www\.[^()\s]+|[\w./-]{1,200}\.(?i:md|pdf|docx?|pptx?|xlsx?))"
_WORDS = (
    r"(?<![!\]])\[(?P<words>(?!(?i:url|img|image|embed|video|audio|media|youtube)\])(?=[^\[\]\n]*[^\W\d_]{2})"
    r"[^\[\]\n]{2,200})\]"
)
_PICTURE_SIZE = re.compile(r"[ \t]+=[0-9%]*x?[0-9%]*$")


def _without_blanks(match: re.Match[str]) -> str:
    """Correct blanks in the address of a link or picture; in the name of a file they may stay between < and >."""
    return f"{match['words']}({_angled(without_blanks(_PICTURE_SIZE.sub('', match['address'].strip())))})"


def _angled(address: str) -> str:
    return f"<{address}>" if " " in address else address


def _with_brackets(match: re.Match[str]) -> str:
    words = match["words"] or match["braced"]
    return f"[{words}]({match['curly'] or match['square'] or match['round']})"


def _in_order(match: re.Match[str]) -> str:
    return f"[{match['words'].strip()}]({match['address']})"


_TITLED_LINK = (
    r"(?P<words>!?\[[^\[\]\n]{0,200}\])\([ \t]*"
    rf"(?P<address>(?:{_SCHEMES}|(?=[^\s()<>\"]+\.\w{{2,5}}[ \t]))[^\s()<>\"“]+)[ \t]+"
    r"(?P<title>[\"'“”‘’„«][^\n]{0,200}?[\"'“”‘’»])[ \t]*\)"
)
"""A link whose title has other quotation marks than Markdown takes, or such marks inside."""


def _with_plain_title(match: re.Match[str]) -> str:
    title = match["title"][1:-1].replace('"', '\\"')
    return f'{match["words"]}({match["address"]} "{title}")'


LINK_MARKS: tuple[Mark, ...] = (
    Mark(
        ("](",),
        _TITLED_LINK,
        "The quotation marks behind this address are not those of Markdown, so the link is printed as typed.",
        'Write "{mended}".',
        _with_plain_title,
        besides=LINKED_KEYS,
    ),
    Mark(
        ("](",),
        _DRIVE_LINK,
        "This leads to a drive that not everybody can reach.",
        "Say in words where it is, or attach the file.",
    ),
    Mark(
        ("](",),
        r"(?<!!)(?P<words>\[[^\[\]\n]{0,200}\])\([ \t]*(?P<address>[A-Za-z'’-]+(?:[ \t]+[A-Za-z'’-]+)+)[ \t]*\)",
        '"{address}" is no address, so this is printed as typed.',
        "Write the address in its place.",
        besides=LINKED_KEYS,
    ),
    Mark(
        ("](",),
        _BLANK_LINK,
        "There is a blank in the address, so this is printed as typed.",
        'Write "{mended}".',
        _without_blanks,
        besides=LINKED_KEYS,
    ),
    Mark(
        ("]",),
        rf"(?<!!)(?P<words>\[[^\[\]\n]{{2,200}}\])[ \t]+\((?P<address>{_SCHEMES}[^()\n]+|{_FILE})\)",
        "There is a blank in the middle of this link, so it is printed as typed.",
        'Write "{mended}".',
        _without_blanks,
    ),
    Mark(
        ("![", "!("),
        rf"!(?:\[(?P<words>[^\[\]\n]{{0,200}})\][ \t]+\({_PICTURE}\)"
        rf"|\((?P<round>[^()\[\]\n]{{0,200}})\)[ \t]*\[{_PICTURE.replace('address', 'square')}\])",
        "This is no picture, and it is printed as typed.",
        'Write "{mended}".',
        lambda match: f"![{match['words'] or match['round'] or ''}]({_angled(match['address'] or match['square'])})",
    ),
    *(
        Mark(
            ("]",),
            rf"{_WORDS}{between}<?(?P<address>https?://[^\s<>()\[\]\"|]*[^\s<>()\[\]\"|.,;:!?'*_~])>?",
            "The round brackets of this link are missing, so it is printed as typed.",
            'Write "{mended}".',
            lambda match: f"[{match['words']}]({match['address']})",
            severity=severity,
            besides=LINKED_KEYS,
        )
        for between, severity in (
            (r"[ \t]*:?(?:(?<=\])|(?<=:)[ \t]*)", "error"),
            (r"[ \t]+(?:[–—-][ \t]*)?", "warning"),
        )
    ),
    Mark(
        (")[",),
        r"\((?P<words>[^()\[\]\n]{2,200})\)\[(?P<address>(?:https?://|mailto:|tel:)[^\[\]\s]+)\]",
        "The brackets of this link are the wrong way round, so it is printed as typed.",
        'Write "{mended}".',
        lambda match: f"[{match['words']}]({match['address']})",
    ),
    Mark(
        ("]{", "][", "}("),
        rf"\[(?P<words>[^\[\]\n]{{2,200}})\](?:\{{(?P<curly>{_ADDRESS})\}}|\[(?P<square>{_ADDRESS})\])"
        rf"|\{{(?P<braced>[^{{}}\n]{{2,200}})\}}\((?P<round>{_ADDRESS})\)",
        "These are not the brackets of a link, so it is printed as typed.",
        'Write "{mended}".',
        _with_brackets,
    ),
    Mark(
        ("[http",),
        r"\[(?P<address>https?://[^\s\[\]|]+)[ \t]+(?P<words>[^\[\]\n]{1,200})\](?!\()",
        "This is a link of a wiki, and is printed as typed.",
        'Write "{mended}".',
        _in_order,
    ),
    Mark(
        ("|http", "|mailto:"),
        r"\[(?P<words>[^\[\]\n|]{1,200})\|(?P<address>(?:https?://|mailto:)[^\s\[\]|]+)(?:\|[^\[\]\n]{0,60})?\]",
        "This is a link of another program, and is printed as typed.",
        'Write "{mended}".',
        _in_order,
    ),
    Mark(
        ("http",),
        r"(?:(?<![\w/])link:)?(?P<address>https?://[^\s<>\"()\[\]?&]+)\[(?!/)(?P<words>[^\[\]\n]{2,200})\](?![=&])",
        "This is a link of another program, and is printed as typed.",
        'Write "{mended}".',
        _in_order,
    ),
    Mark(
        ('":http',),
        r"(?<![\w\"])\"(?P<words>[^\s\"](?:[^\"\n]{0,120}[^\s\"])?)\":(?P<address>https?://[^\s<>()\[\]\"]*[^\s<>()\[\]\".,;:!?])",
        "This is a link of another program, and is printed as typed.",
        'Write "{mended}".',
        _in_order,
    ),
    Mark(
        ("http",),
        GOES_ON,
        "This address goes on in the next line, and the link leads elsewhere.",
        'Write "{address}{rest}" on one line.',
    ),
    Mark(
        ("<www.",),
        r"<(?P<address>www\.[^\s<>]+)>",
        "https:// is missing in this address, so the signs round it are printed as typed.",
        'Write "{mended}", or [what people will find](address).',
        lambda match: f"<https://{match['address']}>",
    ),
    Mark(
        ("mailto:", "tel:"),
        r"(?<![\w(<\[\"'=:/])(?P<scheme>mailto:(?=[\w.+-]+@)|tel:(?=\+?[0-9]))(?P<rest>[^\s<>()\[\]]*\w)",
        '"{scheme}" is printed as typed.',
        'Write "{mended}".',
        lambda match: f"<{match[0]}>",
    ),
    Mark(
        ("<http",),
        r"<(?P<address>https?://[^\s<>]+[ \t][^<>\n]*)>",
        "There is a blank in the address, so this is printed as typed.",
        'Write "{mended}".',
        lambda match: f"<{match['address'].strip().replace(' ', '%20')}>",
    ),
    Mark(
        ("[[",),
        r"\[\[(?!_TO(?:C|SP)_\])(?P<words>[^\[\]\n|]{1,200})(?:\|[^\[\]\n]*)?\]\]",
        '"{0}" is a link of a wiki, and is printed as typed.',
        "Write [words](address).",
        where=BOTH,
    ),
    Mark(
        ("][",),
        r"(?<!\])!?\[[^\[\]\n^]{1,200}\]\[(?P<name>[^\[\]\n]{0,100})\](?!\[)",
        "This link names an address that is nowhere in this file, so it is printed as typed.",
        "Write [words](address).",
        severity="warning",
    ),
    Mark(
        ("](",),
        rf"(?P<words>!?\[[^\[\]\n]{{1,200}}\])\((?P<address>{_SCHEMES}[^\s()<>]*\([^\s()<>]*)\)",
        "A bracket is open in the address of this link, so it is printed as typed.",
        'Write "{mended}".',
        lambda match: f"{match['words']}({match['address'].replace('(', '%28')})",
        besides=LINKED_KEYS,
    ),
    Mark(
        ("](",),
        rf"(?P<words>!?\[[^\[\]]{{1,200}}\])\((?P<address>{_SCHEMES}[^\s()<>]+)(?=\n[ \t]*(?P<rest>[^\s()]+)\))",
        "The address of this link is broken over two lines, so it is printed as typed.",
        'Write "{words}({address}{rest})" on one line.',
        besides=LINKED_KEYS,
    ),
    Mark(
        ("](",),
        rf"(?P<words>!?\[[^\[\]\n]{{1,200}}\])\((?P<address>{_SCHEMES}[^\s()<>\[\]{{}}]*[^\s()<>\[\]{{}}.,;:!?])"
        r"(?:[}\]]|(?=[.,;:!?]*(?:[ \t](?![^()\[\n]*\))|\n\n|\n?\Z)))",
        "The last bracket of this link is missing, so it is printed as typed.",
        'Write "{mended}".',
        lambda match: f"{match['words']}({match['address']})",
        besides=LINKED_KEYS,
    ),
    Mark(
        ("](",),
        r"!?\[[^\[\]\n]{0,200}\]\([ \t]*[^\s()<>]",
        "This link is not complete, so it is printed as typed.",
        "Write [words](address), with both brackets.",
        besides=LINKED_KEYS,
    ),
)
