"""Rows of marks: those of other languages than Markdown, as of forums, wikis, Jira, LaTeX and Word's XML."""

from __future__ import annotations

import re

from .mark_rows import BOTH, VALUE, Mark, group

_PRINTED = "This is a mark of another program, and is printed as typed."
_BRACKETED = "b|i|u|s|url|img|color|colour|size|quote|center|centre|font"
_PAIR = rf"\[(?P<tag>(?i:{_BRACKETED}))(?:=(?P<value>[^\[\]\n]{{1,200}}))?\](?P<words>[^\[\]\n]{{1,300}})\[/(?P=tag)\]"
_SHORT_CODE = (
    r"\[/?[a-z][\w-]{1,30}(?:[ \t]+[\w-]+=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^\s\[\]\"']+))+[ \t]*/?\](?!\()"
    r"|\[/[a-z]+(?:_[a-z]+)+\](?!\()"
)
"""A mark of a program that makes web pages, as in [gallery ids="1,2"]."""
_FORUM_MARK = (
    r"\[(?:details|quote|spoiler|date|poll)=[^\[\]\n]{1,200}\](?!\()"
    rf"|\[/(?i:{_BRACKETED}|details|spoiler|poll|code|list|table|tr|td|caption|embed|gallery|button|column|row|video"
    r"|audio|youtube)\](?!\()"
)
"""A mark of a forum whose partner stands in another line, or that has none."""
_COMMANDS = "textbf|textit|emph|underline|section|subsection|item|href|begin|end|newpage|pagebreak|clearpage"


def _from_brackets(match: re.Match[str]) -> str:
    """Write a mark of a forum, as [b]…[/b] or [url=…]…[/url], as Markdown."""
    tag, words = match["tag"].lower(), match["words"]
    address = (match["value"] or "").strip("\"' ")
    if tag == "url":
        return f"[{words}]({address})" if address else f"<{words}>"
    return {"b": "**{}**", "i": "*{}*", "s": "~~{}~~"}.get(tag, "{}").format(words)


FOREIGN_MARKS: tuple[Mark, ...] = (
    Mark(("[/",), _PAIR, _PRINTED, 'Write "{mended}".', _from_brackets),
    Mark(("[/",), _PAIR, _PRINTED, 'Write "{mended}".', group("words"), where=(VALUE,)),
    Mark(
        ("[",),
        rf"{_SHORT_CODE}|{_FORUM_MARK}",
        _PRINTED,
        "Take it out.",
        where=BOTH,
    ),
    Mark(
        ("'''",),
        r"(?<!')'{3}(?P<words>[^'\n]{1,200})'{3}(?!')",
        _PRINTED,
        'Write "{mended}".',
        lambda match: f"**{match['words']}**",
    ),
    Mark(
        ("''",),
        r"(?<!')''(?P<words>[^'\n]{1,200})''(?!')",
        "These signs are printed as typed.",
        'Write *{words}* for emphasis, or "{words}" in quotation marks.',
        severity="warning",
    ),
    Mark(
        ("=",),
        r"(?:^ {0,3}={2,6}|(?:\A|(?<=\n\n)) {0,3}=(?=[ \t]+[^\W\d_]))[ \t]+"
        r"(?P<words>[^\s=][^=\n]{0,150}?)[ \t]*=*[ \t]*$"
        r"|^ {0,3}={2,6}(?P<tight>[^\s=][^=\n]{0,150}?)={2,6}[ \t]*$",
        _PRINTED,
        'Write "{mended}" for a heading.',
        lambda match: f"## {match['words'] or match['tight']}",
    ),
    Mark(
        ("h1.", "h2.", "h3.", "h4.", "h5.", "h6."),
        r"^ {0,3}h[1-6]\.[ \t]+(?=\S)",
        _PRINTED,
        'Write "{mended}" for a heading.',
        lambda match: "## ",
    ),
    Mark(
        ("\\",), rf"\\(?:{_COMMANDS})(?![A-Za-z])(?:\{{[^{{}}\n]{{0,200}}\}})?", _PRINTED, "Write the words themselves."
    ),
    Mark(("..",), r"^\.\.[ \t]+[a-z][a-z-]{1,30}::", _PRINTED, 'Begin the lines with "> " for a call-out.'),
    Mark(
        ("</", "<"),
        r"</?[a-z]{1,6}[0-9]?:[A-Za-z]+(?:[ \t][^<>\n]{0,200})?/?>",
        _PRINTED,
        "Take it out.",
        lambda match: "",
    ),
    Mark(
        ("//", "/*", "{#"),
        r"^[ \t]*(?://[ \t]+(?P<line>\S[^\n]*)|/\*[ \t]*(?P<block>[^*\n]{1,300}?)[ \t]*\*/[ \t]*)$"
        r"|\{#[ \t]*(?P<braced>[^{}#\n]{1,300}?)[ \t]*#\}",
        "This reads like a note for fellow editors, and all readers would see it.",
        "Write <!-- {line}{block}{braced} --> for such a note, or take it out.",
    ),
    Mark(
        ("$",),
        r"\$\$[^$\n]{1,300}\$\$|(?<![\w$<\\])\$(?=[A-Za-z\\(])[^$\n]{0,80}[\w)}]\$(?![\w$])",
        "GitHub shows this as a formula; here the signs are printed as typed.",
        "Write it with letters and digits alone.",
        severity="warning",
    ),
    Mark(
        ("*[",),
        r"^ {0,3}\*\[(?P<short>[^\[\]\n]{1,40})\]:[ \t]*(?P<words>[^\n]+)$",
        _PRINTED,
        'Take the line out, and write "  {short}: {words}" under acronyms: in bulletin.yml.',
    ),
    Mark(
        ("||", "^^"),
        r"(?<![|\w])\|\|(?=[^\s|])[^|\n]{1,200}(?<=[^\s|])\|\|(?![|\w])|(?<!\^)\^\^[^\s^][^^\n]{0,100}\^\^",
        _PRINTED,
        "Take the signs out.",
        severity="warning",
    ),
    Mark(
        ("contentReference", "oaicite", "turn0", "turn1", "turn2", "†source", "†L"),
        r":?contentReference\[oaicite:[^\]\n]{0,20}\](?:\{index=[0-9]+\})?|\[oaicite:[^\]\n]{0,20}\]"
        r"|(?:\ue200)?(?:cite)?(?:[\ue202]?turn[0-9]+(?:search|view|news|image|file)[0-9]+)+(?:\ue201)?"
        r"|【[^【】\n]{0,40}†[^【】\n]{0,40}】",
        "This is a reference that a chat program left here.",
        "Take it out, and link to the page that it stands for.",
        where=BOTH,
    ),
)
