"""Rows of marks: fields that mail programs and web sites fill in, as {{ name }} and *|FNAME|*."""

from __future__ import annotations

import re

from .mark_rows import BOTH, PATTERN_KEYS, SNIPPET, Mark

ADDRESS_FIELD = re.compile(
    r"\{\{[^{}]{1,60}\}\}|\*\|[^|\s]{1,60}(?:\|\*?)?|%%[^%\s]{1,60}%%|(?<==)\[\[?[A-Z_]{3,40}\]\]?"
)
"""A field in an address, as in https://example.org/?e={{email}}."""

_OF_WINDOWS = (
    "APPDATA|LOCALAPPDATA|PROGRAMDATA|PROGRAMFILES|COMMONPROGRAMFILES|ALLUSERSPROFILE|USERPROFILE|USERNAME|USERDOMAIN"
    "|PUBLIC|TEMP|TMP|PATH|PATHEXT|COMSPEC|WINDIR|SYSTEMROOT|SYSTEMDRIVE|HOMEDRIVE|HOMEPATH|HOMESHARE|COMPUTERNAME"
    "|LOGONSERVER|ONEDRIVE|ONEDRIVECOMMERCIAL|OS"
)
"""Names that Windows fills in, as in "type %APPDATA% into the address bar"; no mail program does."""

FIELD_MARKS: tuple[Mark, ...] = (
    Mark(
        ("{{", "{%", "${", "#{"),
        r"\{\{[^{}\n]{1,100}\}\}|\{%[^{}\n]{1,200}?%\}|[$#]\{[^{}\n]{1,100}\}",
        'Bulletin fills nothing in here, and "{0}" is printed as typed.',
        "Write the words themselves.",
        where=BOTH,
        besides=(SNIPPET,),
    ),
    Mark(
        ("*|", "|*", "%%", "<<", "«"),
        r"\*\|[^|*\n]{1,60}\|\*|%%[^%\s][^%\n]{0,60}%%|<<[A-Za-z_][\w ]{0,40}>>"
        r"|«(?:[A-Z][a-z]*_?[A-Z]\w{0,40}|(?i:name|title|forename|surname|address|email|date|organisation))»",
        'Bulletin fills nothing in here, and "{0}" is printed as typed.',
        "Write the words themselves.",
        where=BOTH,
    ),
    Mark(
        ("{",),
        r"(?<![{$#])\{(?P<name>email|name|team|region|title|date|covers|issue|items)\}(?!\})",
        '"{0}" is filled in in snippets and subjects only, and is printed as typed here.',
        "Write the words themselves.",
        where=BOTH,
        besides=PATTERN_KEYS,
    ),
    Mark(
        ("{",),
        r"(?<![{$#\w])\{[ \t]*[A-Za-z][A-Za-z_]{1,30}(?:\|[^{}|\n]{0,40})?[ \t]*\}(?!\})",
        '"{0}" is printed as typed.',
        "Write the words themselves.",
        where=BOTH,
        severity="warning",
        besides=PATTERN_KEYS,
    ),
    Mark(
        ("#", "$", "@@", "{!", "{$", "{/", "<%", "[%", "%"),
        r"(?<!#)##[A-Za-z][A-Za-z0-9_]{1,40}##(?!#)|(?<![#\w&])#[A-Z][A-Z_]{2,40}#(?![#\w])"
        r"|(?<![\w$])\$[A-Z][A-Z0-9_]{2,40}\$(?!\w)|@@[A-Za-z_]\w{1,40}@@"
        r"|\{[!$][A-Za-z][\w.]{0,60}\}|\{/[A-Za-z]{2,30}\}|(?<![\w&#])#[A-Z][a-z]{2,20}Name#(?![\w#])|<%=?[^<>\n]{1,60}%>|\[%[^\[\]%\n]{1,40}%\]"
        rf"|(?<![\w%])%(?!(?:{_OF_WINDOWS})%)(?:[A-Z][A-Z0-9_]{{2,40}}|[a-z]{{1,20}}\.[a-z_.]{{1,40}})%(?![\w%])",
        'Bulletin fills nothing in here, and "{0}" is printed as typed.',
        "Write the words themselves.",
        where=BOTH,
    ),
    Mark(
        ("[", "Dear ", "Hi ", "Hello "),
        r"\[[A-Z_]{2,20},[^\[\]\n]{0,40}\]|\[[a-z_]{2,20},[ \t]*fallback=[^\[\]\n]{0,40}\]"
        r"|\[(?:unsubscribe|webversion|web version|forwardtoafriend|currentyear)\](?!\()"
        r"|\[[a-z]{2,20}:[a-z_]{2,30}(?:[ \t]*\|[^\[\]\n]{0,60})?\]"
        r"|(?<=\bDear )(?:[A-Z]*(?:FNAME|FIRSTNAME|SURNAME)|[a-z]+_name|[A-Z]+_NAME)\b"
        r"|(?:(?<=\bHi )|(?<=\bHello ))(?:[A-Z]*(?:FNAME|FIRSTNAME)|[a-z]+_name|[A-Z]+_NAME)\b",
        'Bulletin fills nothing in here, and "{0}" is printed as typed.',
        "Write the words themselves.",
        where=BOTH,
        severity="warning",
    ),
)
