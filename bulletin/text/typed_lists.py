"""Find lines that look like a list, but are none in Markdown, with the mark that each should have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .expressions import compiled
from .text_fault import TextFault

_TYPED_ITEM = (
    r"(?m)^(?P<indent>[ \u00a0]{0,3}|[ ]{4,8}(?=○))(?:(?P<mark>[-*+])(?=[^\W\d_])|(?P<wide>[-*+])\u00a0+(?=\S)"
    r"|(?P<bullet>[•·‣▪◦●](?=[^\W\d_])|[→➢➤✓✔■□▶○❖◆►▸o][ \t\u00a0]+(?=\S)|[→➢➤✓✔■□▶](?=[^\W\d_]))"
    r"|(?P<dash>[–—](?:[ \t\u00a0]+(?=\S)|(?=[^\W\d_]))|--+[ \t\u00a0]+(?=\S))"
    r"|(?P<number>[0-9]{1,2})(?P<end>[.)])(?=[^\W\d_]))"
)
"""The start of a line that looks like a list entry, but is not one in Markdown."""
_FIRST_BULLETS = ("•", "·", "▪", "●")
"""Bullets under whose entries Word sets others with "o"."""
_SECOND_BULLETS = ("o", "○")
_LETTERED_ITEM = re.compile(
    r"^ {0,3}(?:\(?(?P<letter>[a-zA-H]|[ivx]{1,4}|[IVX]{1,4})[.)]|\((?P<number>[0-9]{1,2})\))[ \t]+(?=\S)",
    re.MULTILINE,
)


def typed_lists(text: str) -> Iterator[TextFault]:
    """Yield the entries of lists that were typed without what makes them one; a single line is none."""
    for group in _groups(list(compiled(_TYPED_ITEM).finditer(text)), text):
        if len(group) > 1:
            below = _is_below(group, text)
            yield from (_typed_entry(match, below) for match in group)
    for group in _groups(list(_LETTERED_ITEM.finditer(text)), text, blank=False):
        if len(group) > 1:
            says = "These lines are no list, and become one line."
            yield TextFault(
                *group[0].span(), says, 'Number them "1. ", "2. ", or put an empty line between them.', "warning", None
            )


def _is_below(group: list[re.Match[str]], text: str) -> bool:
    """Tell whether the entries with "o" of a group stand under others, as Word sets them."""
    with_letter = [match[0].strip() in _SECOND_BULLETS for match in group]
    end = max(text.rfind("\n", 0, group[0].start()), 0)
    above = text[text.rfind("\n", 0, end) + 1 : end]
    return any(with_letter) and (not all(with_letter) or above.lstrip().startswith(_FIRST_BULLETS))


def _typed_entry(match: re.Match[str], below: bool) -> TextFault:
    """Return the fault of an entry. below: whether entries with "o" stand under others."""
    mended = _entry_mark(match)
    if match[0].strip().startswith("--") or (below and match[0].strip() in _SECOND_BULLETS):
        mended = f"  {mended.lstrip()}"
    is_other = match["dash"] or match["wide"] or match[0][-1] in " \t\u00a0"
    what = "The mark is another one" if is_other else "A blank is missing after the mark"
    return TextFault(*match.span(), f"{what}, so this is no list.", f'Write "{mended}" in its place.', "error", mended)


def _groups(matches: list[re.Match[str]], text: str, *, blank: bool = True) -> Iterator[list[re.Match[str]]]:
    """Yield groups of matches on neighbouring lines. blank: whether one empty line may be between them."""
    group: list[re.Match[str]] = []
    for match in matches:
        if group:
            between = text[group[-1].end() : match.start()]
            lines = between.count("\n")
            apart = lines > 1 and not (blank and lines == 2 and "\n\n" in between)
            if apart or not _same_kind(group[-1], match):
                yield group
                group = []
        group.append(match)
    if group:
        yield group


def _same_kind(first: re.Match[str], second: re.Match[str]) -> bool:
    return [bool(value) for value in first.groups()[1:]] == [bool(value) for value in second.groups()[1:]]


def _entry_mark(match: re.Match[str]) -> str:
    indent = match["indent"].replace("\u00a0", " ")
    if match["number"]:
        return f"{indent}{match['number']}{match['end']} "
    return f"{indent}{match['mark'] or match['wide'] or '-'} "
