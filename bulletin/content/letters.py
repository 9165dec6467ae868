"""The parser's rules, asked by the letter that they stand at: only those that can begin with it, in the parser's order.

markdown-it-py asks every rule at every place, which is a tenth of its time; no rule is changed here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler, StateBase

BLOCKS: Mapping[str, str] = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
"""The letters with which a block begins (CommonMark 0.31.2 section 4); one that is not here begins with any."""

INLINES: Mapping[str, str] = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""The letters with which what stands in a line begins (CommonMark 0.31.2 section 6)."""

PAIRED = "*_"
"""The letters without which there is nothing to pair in a line."""

WHOLE: Mapping[str, str] = {"normalize": "\r\0", "text_join": "\\&"}
"""The letters without which a rule of the whole text changes nothing."""

_ByLetter = Mapping[str, tuple[Callable[..., bool], ...]]


def ask_by_letter(parser: MarkdownIt) -> None:
    """Make a parser ask at a letter only the rules that can begin with it; all its rules must be set before."""
    for rule in parser.core.ruler.__rules__:
        if rule.name in WHOLE:
            parser.core.ruler.at(rule.name, _whole([rule.fn], WHOLE[rule.name]))
    # A text would stop at signs of extensions, too; ours ends where a rule can begin, and where a link's words end.
    parser.inline.terminator_re = re.compile(f"[{re.escape(''.join(INLINES.values()))}\\]]")
    parser.block.ruler.getRules = _chains(parser.block.ruler, BLOCKS, _block)  # type: ignore[assignment, method-assign]
    parser.inline.ruler.getRules = _chains(parser.inline.ruler, INLINES, _inline)  # type: ignore[assignment, method-assign]
    pairing = [_whole(parser.inline.ruler2.getRules(""), PAIRED)]
    parser.inline.ruler2.getRules = lambda chain: pairing  # type: ignore[assignment, method-assign, misc]


def _has_any(letters: str, text: str) -> bool:
    """Whether a text has one of these letters; an expression would look at each letter of the text."""
    for letter in letters:  # noqa: SIM110 - a generator takes longer
        if letter in text:
            return True
    return False


def _whole(rules: Sequence[Callable[[Any], None]], letters: str) -> Callable[[Any], None]:
    def ask(state: StateBase) -> None:
        if _has_any(letters, state.src):
            for rule in rules:
                rule(state)

    return ask


def _chains(
    ruler: Ruler[Any], letters: Mapping[str, str], asking: Callable[[_ByLetter], Callable[..., bool]]
) -> Callable[[str], Any]:
    """What the ruler says of each chain: one rule, which asks those of the chain."""
    chains = {"", *(chain for rule in ruler.__rules__ for chain in rule.alt)}
    made = {chain: [asking(_rules(ruler, chain, letters))] for chain in chains}
    return defaultdict(list, made).__getitem__


def _rules(ruler: Ruler[Any], chain: str, letters: Mapping[str, str]) -> _ByLetter:
    """The rules of a chain by a letter, any letter."""
    rules = [rule for rule in ruler.__rules__ if rule.enabled and (not chain or chain in rule.alt)]
    others = tuple(rule.fn for rule in rules if rule.name not in letters)
    known = {
        letter: tuple(rule.fn for rule in rules if letter in letters.get(rule.name, letter))
        for letter in "".join(letters.values())
    }
    return defaultdict(lambda: others, known)


def _block(rules: _ByLetter) -> Callable[..., bool]:
    def ask(state: Any, line: int, end: int, silent: bool) -> bool:
        start = state.bMarks[line] + state.tShift[line]
        for rule in rules[state.src[start : start + 1]]:  # noqa: SIM110 - a generator takes longer than a rule
            if rule(state, line, end, silent):
                return True
        return False

    return ask


def _inline(rules: _ByLetter) -> Callable[..., bool]:
    def ask(state: Any, silent: bool) -> bool:
        for rule in rules[state.src[state.pos]]:  # noqa: SIM110
            if rule(state, silent):
                return True
        return False

    return ask
