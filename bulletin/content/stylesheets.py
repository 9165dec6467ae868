"""Check the email's style sheets for rules that inlining would lose or change (TPL02)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from ..errors import Problem
from ..text.lines import place_of

RULE = "TPL02"
BASE, NARROW, OWN = "email/bulletin.css", "email/narrow.css", "email/own.css"
"""The sheet that is inlined, the sheet for narrow screens, which is kept, and the theme's own, inlined last."""

_JINJA = {"{{": "}}", "{%": "%}", "{#": "#}"}
_COMMENTS = {"/*": "*/"}
"""The start and end of parts of the file that are not CSS rules."""
MOST_RULES = 500
"""The most rules of an inlined sheet; the inliner looks for each in the whole email."""
LONGEST = 300
"""The most characters of one declaration."""
MOST_PROBLEMS = 50
"""The most problems to report for one sheet."""
_PLACEHOLDER = "640"
_MEDIA = r"@media( only)?( screen)? ?(and ?)?\((max|min)-width: ?\d+px\)"

_SELECTORS = (
    (r"@", "Rules that begin with @ would be lost.", "Put what is for narrow screens into narrow.css."),
    (r":", "What has a colon cannot stand on an element.", "Use tags and classes."),
    (r"\[", "Selectors of attributes are weighed wrongly.", "Use a class."),
    (r"\*", "A selector for everything would be lost.", "Name the tags or use a class."),
    (r"[+~]", "Selectors of neighbours would be lost.", "Use a class."),
    (r"#", "No element of the email has an id.", "Use a class."),
    (
        r"[^A-Za-z0-9_.,> -]|^$",
        "Only tags and classes can be found on an element.",
        "Use tags and classes.",
    ),
)
_VALUES = (
    (r"(?i)!\s*important", "A style on an element needs no !important.", "Leave it out."),
    (r"var\(|^--", "Mail programs do not know variables.", "Write the value, or use the theme's."),
    (r"[\"']", "A quotation mark would end the style.", "Leave it out."),
    (r"#(?![0-9a-fA-F]{6}\b)\w+", "Some mail programs know no short colours.", "Write 6 digits."),
    (r"\b(calc|min|max|clamp)\(", "Word cannot calculate.", "Write the result."),
    (r"^\d*\.?\d+rem\b", "Word knows no rem.", "Use px."),
    (r"url\(|gradient\(", "A picture behind text is not shown everywhere.", "Use a colour."),
    (r"\b(flex|grid|inline-flex|inline-grid)\b", "Mail programs lay out with tables.", "Use a table."),
    (
        r"[^A-Za-z0-9_\s.,%#()+/-]",
        "This value would be lost.",
        "Use letters, digits and . , % # ( ) + / -.",
    ),
)
_PROPERTIES = ((r"^(float|position|grid.*|flex.*)$", "Mail programs lay out with tables.", "Use a table."),)


_UNFINISHED = ("This rule has no { or no } of its own.", "Write it like `.button { color: #005eb8; }`.")


class StyleRule(NamedTuple):
    """One rule of a sheet."""

    at: int
    """The offset of its start."""
    selectors: str
    body: str
    body_at: int
    """The offset of its body, after the bracket."""
    whole: bool
    """Whether its body has both brackets."""


class _StyleSheet(NamedTuple):
    """A style sheet without Jinja and comments."""

    name: str
    """Its path in the templates folder."""
    text: str

    def problem(self, rule: StyleRule, message: str, hint: str) -> Problem:
        """Make the problem of a rule of the sheet."""
        line, _ = place_of(self.text, rule.at)
        whole = f'"{rule.selectors[:80]}": {message}'
        return Problem(path=f"templates/{self.name}", line=line, column=1, rule=RULE, message=whole, hint=hint)


def judge_sheets(texts: Mapping[str, str], paths: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return every problem in the email's style sheets.

    texts: template texts by name. paths: the path in the templates folder of each that is not the package's.
    """
    judges = {BASE: judge_base, OWN: judge_base, NARROW: judge_narrow}
    return tuple(
        problem
        for name, judge in judges.items()
        if name in texts
        for problem in judge(texts[name], paths.get(name, name))
    )


def judge_base(text: str, name: str) -> Iterator[Problem]:
    """Yield the problems of a sheet that is inlined."""
    return islice(_problems_of_base(_StyleSheet(name, _without_jinja(text))), MOST_PROBLEMS)


def _problems_of_base(sheet: _StyleSheet) -> Iterator[Problem]:
    for number, rule in enumerate(_rules(sheet.text)):
        if number == MOST_RULES:
            message = f"A sheet may have {MOST_RULES} rules, and this one has more."
            yield sheet.problem(rule, message, "Join those that say the same.")
            return
        of_rule = list(_misfits(_SELECTORS, rule.selectors))
        if not rule.whole and "@" not in rule.selectors:
            of_rule = [_UNFINISHED]
        for message, hint in of_rule[:1]:
            yield sheet.problem(rule, message, hint)
        for at, message, hint in () if of_rule else _wrong_body(rule):
            yield sheet.problem(rule._replace(at=at), message, hint)


def judge_narrow(text: str, name: str) -> Iterator[Problem]:
    """Yield the problems of the sheet for narrow screens.

    It may have only `@media` rules about the width, with no rule inside another, and each value must be !important.
    """
    return islice(_problems_of_narrow(_StyleSheet(name, _without_jinja(text))), MOST_PROBLEMS)


def _problems_of_narrow(sheet: _StyleSheet) -> Iterator[Problem]:
    for outer in _rules(sheet.text):
        if not re.fullmatch(_MEDIA, outer.selectors):
            hint = "Write it like @media only screen and (max-width: 600px)."
            yield sheet.problem(outer, "Gmail keeps only rules about the width.", hint)
            continue
        for inner in _rules(outer.body):
            rule = inner._replace(at=outer.at)
            if "@" in inner.selectors:
                yield sheet.problem(rule, "Gmail drops a sheet with a rule in a rule.", "Move it out.")
            elif any(not value.endswith(" !important") for _, _, value in _declarations(inner.body)):
                message = "Without !important it loses to the style on the element."
                yield sheet.problem(rule, message, 'Write " !important" after each value.')


def _wrong_body(rule: StyleRule) -> Iterator[tuple[int, str, str]]:
    """Yield offset, message and hint for the first fault of each declaration of a rule."""
    names: set[str] = set()
    for at, name, value in _declarations(rule.body):
        for message, hint in islice(_wrong_declaration(name, value, names), 1):
            yield rule.body_at + at, message, hint
        names.add(name)


def _wrong_declaration(name: str, value: str, names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield message and hint for each fault of a declaration. names: the properties of the declarations before it."""
    if name in names:
        yield f"Only the last of two values for {name} would be kept.", "Keep one."
    if len(name) + len(value) > LONGEST:
        yield f"This is over {LONGEST} characters.", "Write it shorter."
        return
    yield from _misfits(_PROPERTIES, name)
    yield from _misfits(_VALUES, value if not name.startswith("--") else name)


def _misfits(table: tuple[tuple[str, str, str], ...], text: str) -> Iterator[tuple[str, str]]:
    return ((message, hint) for pattern, message, hint in table if re.search(pattern, text))


def _declarations(body: str) -> Iterator[tuple[int, str, str]]:
    """Yield the offset, name and value of each declaration of a body."""
    start = 0
    for part in body.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield start + len(part) - len(part.lstrip()), name.strip().lower(), value.strip()
        start += len(part) + 1


def _without_jinja(text: str) -> str:
    """Return a sheet without Jinja and comments, with _PLACEHOLDER for each `{{…}}`; line numbers stay the same."""
    return _without_parts(_without_parts(text, _JINJA), _COMMENTS)


def _without_parts(text: str, marks: Mapping[str, str]) -> str:
    """Return a text without the parts between marks, keeping line ends; linear in the length of the text."""
    parts, done, start = [], 0, _first_mark(text, marks, 0)
    while start >= 0:
        mark = text[start : start + 2]
        end = text.find(marks[mark], start + 2)
        if end < 0:
            break
        piece = _PLACEHOLDER if mark == "{{" else ""
        parts += [text[done:start], piece, "\n" * text.count("\n", start, end)]
        done = end + 2
        start = _first_mark(text, marks, done)
    return "".join([*parts, text[done:]])


def _first_mark(text: str, marks: Mapping[str, str], start: int) -> int:
    """Return the offset of the first of several marks from `start` on, -1 if there is none."""
    match = re.compile("|".join(map(re.escape, marks))).search(text, start)
    return match.start() if match else -1


def _rules(sheet: str) -> Iterator[StyleRule]:
    """Yield the outer rules of a sheet, also at-rules without a body; inner rules stay in the bodies."""
    start = at = depth = 0
    for place, letter in enumerate(sheet):
        if letter == "{":
            at = place if depth == 0 else at
            depth += 1
        elif letter == "}":
            stray, depth = depth == 0, max(depth - 1, 0)
            if depth == 0:
                yield _rule(sheet, start, place if stray else at, place)
                start = place + 1
        elif letter == ";" and depth == 0:
            yield _rule(sheet, start, place, place)
            start = place + 1
    if sheet[start:].strip():
        yield _rule(sheet, start, len(sheet), len(sheet))


def _rule(sheet: str, start: int, brace: int, end: int) -> StyleRule:
    written = sheet[start:brace]
    begin = start + len(written) - len(written.lstrip())
    whole = sheet[brace : brace + 1] == "{" and sheet[end : end + 1] == "}"
    return StyleRule(
        at=begin, selectors=" ".join(written.split()), body=sheet[brace + 1 : end], body_at=brace + 1, whole=whole
    )
