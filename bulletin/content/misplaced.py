"""Find lines that seem to set circulation or hold, in places where they have no effect (RST04)."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ..errors import Problem
from ..text.expressions import has_any
from ..text.suggest import likeness

RULE = "RST04"
LIKE_KEYS = "These lines read like keys"
"""The start of the sentence about a second top part."""

IN_FORCE = frozenset(
    {"default circulation", "circulation", "circulation note", "hold until", "was", "status", "limited note"}
)
"""Keys that set who may see a file, or whether it is ready; their own lines have effect and are not reported."""

_LEVEL = (
    r"(?:limited|restricted|staff|internal(?:ly)?|private|confidential|sensitive|official|closed|held|hold|nobody|"
    r"no\s?one|none|not\b|embargo(?:ed)?|managers|leads|named|members|do\s+not|don\s?t)(?!\w)"
)
"""The start of a value that restricts readers."""

_ON, _OFF = r"(?:yes|true|on|1|y)(?!\w)", r"(?:no|false|off|never|0|n)(?!\w)"
_SHUT = rf"(?:(?:draft|ready|unpublished)(?!\w)|not\s+ready|on\s+hold|{_LEVEL})"
_LATER = r"(?:until|till|til|back|\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"

_CIRCULATION = "circulation"
_HOLD = "hold until"
_STATUS = "status"

_LINES: tuple[tuple[str, str, str], ...] = (
    (_CIRCULATION, r"(?:default\s+)?circulat(?:ion|e)(?:\s+(?:note|level|list|status|is|to))?", r"\S"),
    (_CIRCULATION, r"(?:limited|restricted)\s+(?:circulation|distribution|note)", r"\S"),
    (_CIRCULATION, r"(?:distribution|dissemination|(?:protective|security)\s+marking)", _LEVEL),
    (_CIRCULATION, r"visibility", rf"(?:hidden|{_LEVEL})"),
    (
        _CIRCULATION,
        r"(?:private|confidential|restricted|internal|hidden|staff\s+only)",
        rf"(?:{_ON}|(?:named|designated|leads|managers|do\s+not|not\s+(?:for|to))(?!\w))",
    ),
    (_CIRCULATION, r"public", _OFF),
    (_HOLD, r"(?:on\s+hold|(?:on\s+)?(?:hold|held)\s+(?:back\s+)?(?:until|till|til|back))", r"\S"),
    (_HOLD, r"(?:on\s+)?hold", rf"(?:{_ON}|{_LATER})"),
    (_HOLD, r"held", rf"(?:{_ON}|until|till|back)"),
    (_HOLD, r"embargo(?:ed)?(?:\s+(?:until|till|til|date))?", r"\S"),
    (_HOLD, r"(?:do\s+not|don\s?t)\s+(?:publish|send|release)(?:\s+(?:before|until|till))?", r"\S"),
    (_HOLD, r"publish\s+(?:after|not\s+before)", r"\S"),
    (_STATUS, r"status", _SHUT),
    (_STATUS, r"(?:draft|unpublished)", _ON),
    (_STATUS, r"(?:published?|publish)", _OFF),
)
"""For each kind of line: the key that it means, the pattern of its key, and of the start of its value."""

_BY_COLON = tuple(
    (key, re.compile(rf"(?:{name})\s?[:=][\s:=]*(?:is\s)?\s*(?P<value>{value})")) for key, name, value in _LINES
)
_WITHOUT_COLON = (
    (_CIRCULATION, re.compile(rf"circulation(?:\s?[-/,.;|]+\s?|\s)(?:is\s|to\s)?(?P<value>{_LEVEL})")),
    (_CIRCULATION, re.compile(r"circulation\s?[-/,.;|]+\s?(?P<value>[^.]{1,60}(?<!\w)only(?!\w))")),
    (
        _CIRCULATION,
        re.compile(r"(?:please\s)?(?:limit|restrict)\s(?:the\s)?(?:circulation|distribution)(?:\sof\sthis)?\sto(?!\w)"),
    ),
    (_HOLD, re.compile(r"hold\s(?:until|till|til)\s?(?:[-|]|\d)")),
    (
        _HOLD,
        re.compile(
            r"(?:(?:n\.?b|note|note\sto\s(?:the\s)?(?:editors?|self|team|colleagues)|editors?)[\s:.,-]{1,3}(?:please\s)?"
            r"(?:to\sbe\s)?(?:held|(?:on\s)?hold)(?:\s(?:this|it|back))?|to\sbe\sheld(?:\sback)?"
            r"|this\s(?:item|piece|article|news|notice)\s(?:is|to\sbe|should\sbe|must\sbe)\s(?:on\shold|held)(?:\sback)?)"
            r"\s(?:until|till|til)(?!\w)"
        ),
    ),
    (_STATUS, re.compile(r"status\s?-+\s?draft")),
)
"""The same lines with a dash or nothing between key and value; their values must be clear."""

_ANYWHERE = re.compile(
    r"(?<![^\W\d_])circulation(?:\s(?:content|value|level|note))?\s?[:=|][\s:=|]*"
    rf"(?:value\s?[:=]\s?)?(?P<value>limited|{_LEVEL})"
)
"""Circulation with a restricting value, anywhere in a line."""
_OTHER_CIRCULATION = re.compile(
    r"(?:^|.*\W)(?:air|blood|pulmonary|fo?etal|collateral|coronary|systemic|lymphatic|peripheral|cerebral|cash)\s"
)
"""Words before "circulation" that make it another circulation: "Poor air circulation: limited …" is only text."""

_SAID = (
    r"(?:strictly\s|for\s)?(?:limited|restricted|staff|internal)\s(?:circulation|distribution)(?:\sonly)?"
    r"|circulation\s(?:is\s)?(?:limited|restricted)(?:\sto\s[^)\]]{0,80})?"
    r"|not\sfor\s(?:general\s|public\s|wider\s)?(?:circulation|publication|distribution)"
    r"|(?:on\s)?hold\s(?:until|till)\s[^)\]]{0,80}|embargo(?:ed)?(?:\s(?:until|till)\s[^)\]]{0,80})?|do\snot\spublish|held\sback"
)
_OF_SECRETS = (
    r"this\s(?:item|notice|message|e-?mail|article|news|piece)\sis\s(?:strictly\s|private\sand\s)?confidential"
    r"|private\sand\sconfidential|commercial(?:ly)?\sin\sconfidence"
    r"|(?:e-?mail|by\se-?mail)\sonly,?\snot\s(?:for\s|on\s)?the\s(?:web|site|website|archive)"
    r"|(?:please\s)?do\snot\s(?:upload|post|put|add)\s(?:this\s)?(?:to|on|in)\sthe\s(?:web|site|website|archive)"
    r"|only\sfor\sthe\s(?:[\w-]+\s){0,3}(?:network|team|leads|group|board|partnership|managers)"
)
_TO_WAIT = (
    r"hold\s(?:this\s)?(?:over\s)?for\s(?:the\s)?(?:next|[\w]+)\s(?:issue|edition|bulletin|newsletter|month)"
    r"|(?:(?:awaiting|pending|subject\sto|waiting\sfor)\s(?:final\s)?(?:sign[\s-]?off|approval|clearance)\W{1,3})?"
    r"(?:please\s)?do\snot\s(?:send|publish|release|issue)(?:\s(?:this|yet|out|it)){0,2}"
    r"|(?:(?:for|awaiting|pending)\s(?:final\s)?(?:sign[\s-]?off|clearance))"
    r"|(?:to\sbe|must\sbe|not)\s(?:yet\s)?(?:approved|cleared|signed\soff)\sby\s[\w\s]{2,40}\sbefore\s"
    r"(?:sending|publication|it\sgoes\sout|publishing|release)"
    r"|(?:(?:nb|note)\s)?(?:editors?|internal)\W{1,3}(?:please\s)?(?:remove|leave\s(?:this\s)?out|delete)\s[\w\s]{4,40}"
)
"""A line that says only that it is secret, or that it must wait: nobody writes one for readers."""
_FORBIDDEN = (
    r"(?:please\s)?do\snot\s(?:circulate|forward|distribute|share)"
    r"(?:\sthis(?:\sitem|\snews)?)?(?:\sfurther|\sonwards?)?"
)
"""A line that says only that it is not to be passed on."""
_IN_CAPITALS = r"(?:LIMITED|RESTRICTED|CONFIDENTIAL|EMBARGOED|ON HOLD)"
_MARKED_TITLE = re.compile(
    rf"[^:]*:\s*(?:[\[(]?{_IN_CAPITALS}(?:[\])]|\s?[:–—-])|EMBARGOED\s|HOLD\s?[:–—])|.*[\[(]{_IN_CAPITALS}[\])]"
    rf"|.*[–—:-]\s*{_IN_CAPITALS}[\s.!]*$"
)
"""A title with a restriction in capitals at its start or end, or in brackets."""
_MARKED_LINE = re.compile(rf"[\s*_#>\[(]*(?:STRICTLY )?(?:{_IN_CAPITALS}|HOLD)[\s*_\])!.:]*")
_LABELS = ("for", "areas", "topics", "section", "level")
"""Keys whose value may be only the name of a restriction, which has no effect there."""
_RESTRICTED = re.compile(r"(?:limited|restricted|confidential)(?:\scirculation|\sdistribution)?(?:\sonly)?")
_LIMITED_TO = re.compile(
    r"(?:^|.*[.!?]\s)circulation\s(?:is\s)?(?:limited|restricted)\sto\s(?:the\s)?(?:designated|named|safeguarding|staff|"
    r"leads?|managers|members|network|professionals|gps?|those|team)(?!\w)"
)
_IN_BRACKETS = re.compile(rf"[(\[{{<]\s?(?:{_SAID})\s?[)\]}}>]")
_WHOLE = re.compile(rf"(?:{_SAID}|{_FORBIDDEN})[\s.!]*")
_WHOLE_PARAGRAPH = re.compile(rf"(?:{_OF_SECRETS}|{_TO_WAIT})[\s.!]*")
"""No entry of a list, which may praise a helpline as "private and confidential"."""
_AT_AN_END = re.compile(rf"(?:{_SAID})\s?[:|-]|.*[:|,-]\s(?:{_SAID})[\s.!]*$")
"""A restriction at the start or end of a title: "Limited circulation: the January update"."""

_TRIGGERS = (
    *("circ", "hol", "held", "ulation", "ntil", "distribut", "disseminat", "visib", "marking", "embargo", "publish"),
    *(
        "status",
        "draft",
        "private",
        "confiden",
        "restricted",
        "internal",
        "hidden",
        "public",
        "staff",
        "forward",
        "share",
    ),
    *("limited", "only for the", "editor", "sign off", "sign-off", "signoff", "approv", "clear", "web", "archive"),
    *("do not send", "do not release", "do not issue"),
)
"""Texts of which each such line has one, folded."""
_HALF_TRIGGERS = re.compile("irculation|[Hh]old|CIRCULATION|HOLD")
_HALF = re.compile(r"(?:circulation|hold until|on hold)\s?[:=]?\s?")
_KEY_LINE = re.compile(r"\s*([^\W\d_][^:]{0,40}?)\s*:(?:\s.*|)")
_FENCE = re.compile(r"\s*(?:-{3,}|-*[–—][-–—]*)\s*")
_PIECES = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029]")
_TAG = re.compile(r"</?[^<>]*>")
_HEAD = re.compile(r"[\s:=|\-+.,;/&$@^%?•·∙‣◦▪●○■□✓✔️]+|(?:\d{1,3}|[a-z])[.):]\s+|x\s+")
_MARKS_IN_A_ROW = 4
_COMMENT = re.compile(r"\s*(?:#|//|%|;)")
_LIST = re.compile(r"\s*[-+*•·∙–—]\s")

_COLONS = dict.fromkeys(map(ord, ":：﹕︓︰꞉ː∶⁚ˑ։׃܃፥᠄⸭→⇒⟶"), ":") | dict.fromkeys(map(ord, "＝﹦≔≝"), "=")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－～"), "-")
_LETTERS = str.maketrans("асеорхуіїѕһкмтԁɡɩαεικνορτυχ", "aceopxyiishkmtdgiaeiknoptux")
"""Letters of other scripts that look like Latin ones."""
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f"
    "\u202a-\u202e\u2060-\u2069\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff\U000e0000-\U000e0fff]"
)
"""Combining accents and invisible characters."""
_MARKS = str.maketrans({"*": "", "`": "", "\\": "", "_": " ", "~": " "} | dict.fromkeys("\"'“”‘’«»„‚()[]{}<>#!", " "))
_BLANKS = re.compile(r"\s+")


class PlacedLines(NamedTuple):
    """The lines of a file, with the keys that were read from its top part."""

    path: str
    lines: Sequence[str]
    top: range
    """The numbers of the lines of the top part, from 1."""
    read: Mapping[int, str] = MappingProxyType({})
    """Line numbers of the top part → the key that begins there; "" for a line that has a problem already."""
    limited: bool = False
    """Whether the item is limited, so that no line about circulation could restrict it further."""


class _Find(NamedTuple):
    """A restriction found in a line."""

    key: str
    """The key that the line means: circulation, hold until or status."""
    value: str
    """The folded text from the value on."""


def problems(file: PlacedLines, names: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return a problem for each line that seems to set circulation or hold and has no effect (RST04).

    names: every accepted name of a key → the key. A doubtful line is a problem, too: an error stops the
    build, but a restriction that is overlooked would publish the item.
    """
    second_parts = list(_second_top_parts(file, names))
    lines = [
        problem
        for problem in _misplaced_lines(file, names)
        if not any(first <= problem.line < fence for first, fence in second_parts)
    ]
    return tuple(dict.fromkeys([*lines, *(_second_problem(file, *part) for part in second_parts)]))


def _misplaced_lines(file: PlacedLines, names: Mapping[str, str]) -> Iterator[Problem]:
    if not has_any(_fold("\n".join(file.lines)), _TRIGGERS):
        return
    for number, line in enumerate(file.lines, 1):
        key = file.read.get(number, "")
        if key in IN_FORCE or (number in file.read and not key):
            continue
        find = _line_find(line, key) or _next_line_find(file, number)
        if find and not (file.limited and find.key == _CIRCULATION) and not _is_example(file, number, find):
            yield _problem(file, number, find.key, _key_here(find.key, names))


def _key_here(key: str, names: Mapping[str, str]) -> str:
    """Return the key that does the same in a file of this kind; "" if it has none, as a snippet."""
    return next((name for name in (key, *_INSTEAD.get(key, ())) if name in names), "")


_INSTEAD = {_STATUS: (_HOLD,), _HOLD: (_STATUS,), _CIRCULATION: ("default circulation",)}
"""An item has no status and is held; an issue is not held and is a draft."""


def _line_find(line: str, key: str) -> _Find | None:
    """Find a restriction in a line, None if it has none. key: the key whose value the line is, "" for none."""
    marked = _MARKED_TITLE if key == "title" else None if key else _MARKED_LINE
    if marked and (match := marked.fullmatch(line) if marked is _MARKED_LINE else marked.match(line)):
        return _Find(_HOLD if "HOLD" in match[0] or "EMBARGO" in match[0] else _CIRCULATION, "")
    for index, piece in enumerate(_PIECES.split(line)):
        plain = _fold(piece)
        if not has_any(plain, _TRIGGERS):
            continue
        # The first piece of a key's line is the value of that key, not a line that could be a key itself.
        own = not key or index > 0
        find = (_own_line(plain) if own else None) or _circulation_within(plain) or _phrase(plain, key)
        if find:
            return find
    return None


def _own_line(plain: str) -> _Find | None:
    """Find a key and its value at the start of a line, with or without a colon between them."""
    for text in _readings_without_marks(plain):
        for key, pattern in (*_BY_COLON, *_WITHOUT_COLON):
            match = pattern.match(text)
            if match:
                return _Find(key, text[match.start("value") :] if "value" in match.groupdict() else text)
        name, colon, value = text.partition(":")
        for near, key in _NEAR_NAMES.items() if colon and value.strip(" :") else ():
            if 0 <= len(name) - len(near) + 3 <= 6 and name[0] == near[0] and likeness(name.strip(), near) >= _NEAR:
                return _Find(key, value.strip(" :"))
    return None


_NEAR_NAMES = {"circulation": _CIRCULATION, "circulation note": _CIRCULATION, "hold until": _HOLD}
_NEAR = 0.85


def _circulation_within(plain: str) -> _Find | None:
    """Find "circulation: limited" within a line."""
    for text in _readings_without_marks(plain):
        for match in _ANYWHERE.finditer(text):
            if not _OTHER_CIRCULATION.fullmatch(text[max(0, match.start() - 20) : match.start()]):
                return _Find(_CIRCULATION, text[match.start("value") :])
    return None


def _phrase(plain: str, key: str) -> _Find | None:
    """Find "(limited circulation)" in a line, or a line that says only that; in a title, also at its start or end."""
    text = _without_marks(plain)
    value = _without_marks(text.partition(":")[2])
    hit = _IN_BRACKETS.search(_BLANKS.sub(" ", plain)) or _LIMITED_TO.match(text)
    if not hit and not key:
        hit = _WHOLE.fullmatch(text) or (None if _LIST.match(plain) else _WHOLE_PARAGRAPH.fullmatch(text))
    if not hit and key == "title":
        hit = _AT_AN_END.match(value)
    if not hit and key in _LABELS:
        hit = _RESTRICTED.fullmatch(value)
    if not hit:
        return None
    return _Find(
        _CIRCULATION if _OF_CIRCULATION.search(hit[0]) else _HOLD,
        "",
    )


_OF_CIRCULATION = re.compile(r"circul|distrib|publication|forward|share|limit|restrict|confid|only|web|archive")


def _next_line_find(file: PlacedLines, number: int) -> _Find | None:
    """Find a key on a line with its value on the next line, or in the cells of a table."""
    line = file.lines[number - 1]
    if file.read.get(number) or len(line) > 200 or not _HALF_TRIGGERS.search(line):
        return None
    text = _without_marks(_fold(line))
    following = [_without_marks(_fold(other)) for other in file.lines[number : number + 3]]
    later = [other for other in following if other][:2]
    if _HALF.fullmatch(text) and later and re.match(_LEVEL, later[0]) and len(later[0]) < 60:
        return _Find(_HOLD if text.startswith("hold") else _CIRCULATION, later[0])
    if "|" in line and {"circulation", "hold until"} & {_without_marks(cell) for cell in line.casefold().split("|")}:
        values = [cell.strip() for other in later for cell in other.split("|")]
        if any(re.fullmatch(_LEVEL, cell) for cell in values):
            return _Find(_CIRCULATION, "")
    return None


def _is_example(file: PlacedLines, number: int, find: _Find) -> bool:
    """Tell whether a line is a comment that restricts nothing: it says public, or `bulletin new` wrote it."""
    line = file.lines[number - 1]
    if number not in file.top or not _COMMENT.match(line):
        return False
    if find.key == _CIRCULATION and re.fullmatch(r"public\W*", find.value):
        return True  # Without the comment mark the item would be public; as a comment it leaks nothing.
    following = file.lines[number].rstrip() if number < len(file.lines) else ""
    return (line.rstrip(), following) in _EXAMPLES


_EXAMPLES = frozenset(
    (("# circulation note: Not for forwarding.", "#     For a limited item: one sentence that says who it is for."),)
)
"""Comments that older versions of `bulletin new` wrote into files: two lines each."""


def _second_top_parts(file: PlacedLines, names: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """Yield the first of two or more lines of known keys below the top part, and the line of hyphens behind them."""
    run: list[int] = []
    telling = blank = False
    for number in range(file.top.stop + 1, len(file.lines) + 1):
        line = file.lines[number - 1]
        if _FENCE.fullmatch(line):
            if len(run) > 1 and (telling or not blank):
                yield run[0], number
            run, telling, blank = [], False, False
        elif not line.strip():
            blank = blank or bool(run)
        elif key := _known_key(line, names):
            run.append(number)
            telling = telling or key in _TELLING
            blank = False
        elif not (run and (line[:1] in " \t" or _LIST.match(line) or line.startswith("#")) and not blank):
            run, telling, blank = [], False, False


_TELLING = frozenset(("title", "kind", "slug", "issue date", "topics", "sessions", "attachments", "summary"))
"""Keys that are not words of a text; lines with one of them are keys even if an empty line follows."""


def _known_key(line: str, names: Mapping[str, str]) -> str:
    match = _KEY_LINE.fullmatch(line)
    return names.get(_BLANKS.sub(" ", match[1].replace("-", " ").replace("_", " ").casefold()), "") if match else ""


def _fold(text: str) -> str:
    """Fold a text for comparing: small letters, one kind of colon and dash, look-alikes as Latin, nothing invisible."""
    if not text.isascii():
        text = text.translate(_COLONS).translate(_DASHES)
        text = _UNSEEN.sub("", unicodedata.normalize("NFKD", text))
    if "&" in text:
        text = html.unescape(text)
    text = _CONTROLS.sub(" ", text).casefold()
    return text if text.isascii() else text.translate(_LETTERS)


def _readings_without_marks(plain: str) -> Collection[str]:
    """Return a folded line without marks of Markdown, in three readings: tags removed, kept as words, or as colons."""
    if "<" not in plain:
        return (_without_marks(plain),)
    return dict.fromkeys(
        (_without_marks(_TAG.sub("", plain)), _without_marks(plain), _without_marks(_TAG.sub(" : ", plain)))
    )


def _without_marks(plain: str) -> str:
    text = _BLANKS.sub(" ", plain.translate(_MARKS)).strip()
    for _ in range(_MARKS_IN_A_ROW):
        text = text[match.end() :] if (match := _HEAD.match(text)) else text
    return text


def _problem(file: PlacedLines, number: int, key: str, here: str) -> Problem:
    """Make the problem of a line. key: the key that it means. here: the key that does it in this kind of file."""
    line = file.lines[number - 1]
    return Problem(
        path=file.path,
        line=number,
        column=len(line) - len(line.lstrip()) + 1,
        rule=RULE,
        message=f'This reads like "{key}", and stands where it does not count.',
        hint=_hint(file, number, here) if here else _IN_ITEMS,
    )


_EXAMPLE = {
    _CIRCULATION: "circulation: limited",
    _HOLD: "hold until: …",
    _STATUS: "status: draft",
    "default circulation": "default circulation: staff",
}
_IN_ITEMS = 'Take it out here, and write "circulation: limited" or "hold until: …" in each item that it is about.'


def _hint(file: PlacedLines, number: int, key: str) -> str:
    line, example = file.lines[number - 1], _EXAMPLE[key]
    if file.read.get(number) or number not in file.top:
        where = "on a line of its own between the two lines of hyphens at the top"
        return f'Write "{example}" {where}, and take it out here.'
    if _COMMENT.match(line):
        return "Delete the # in front of it, so that it counts, or delete the line."
    return f'Write it at the beginning of a line of its own, like "{example}".'


def _second_problem(file: PlacedLines, number: int, fence: int) -> Problem:
    return Problem(
        path=file.path,
        line=number,
        column=1,
        rule=RULE,
        message=f"{LIKE_KEYS}, and stand below line {file.top.stop}, where the top part ends.",
        hint=f"Delete line {file.top.stop} if they are keys, or line {fence} if they are text.",
    )
