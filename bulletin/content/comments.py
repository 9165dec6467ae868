"""Parse comments (`<!-- … -->`), which are for other editors and never printed."""

from __future__ import annotations

from typing import NamedTuple

from markdown_it.rules_block import StateBlock, html_block

_START, _END = "<!--", "-->"


class CommentFault(NamedTuple):
    """A mistake in a comment, and what the editor should do."""

    message: str
    hint: str


UNENDED = CommentFault("This comment has no end.", "Write --> where it ends.")
FOLLOWED = CommentFault("Text stands behind the end of this comment.", "Begin a new line after -->.")


def comment(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Make a token of type "comment", which is not printed, of the lines of a comment; a block rule of markdown-it.

    The token's `meta["fault"]` is a CommentFault or None. A line with text after its comment is left to the paragraph.
    """
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not state.src.startswith(_START, begin):
        return False
    last = _last_line(state, start_line, end_line)
    fault = UNENDED if last is None else None
    if last is not None and _after_end(state, last, ends_other=last > start_line):
        if last == start_line:
            return False
        fault = FOLLOWED
    if silent:
        return True
    state.line = end_line if last is None else last + 1
    token = state.push("comment", "", 0)
    token.map, token.meta = [start_line, state.line], {"fault": fault}
    token.hidden = True
    return True


def _last_line(state: StateBlock, start_line: int, end_line: int) -> int | None:
    """Return the line on which a comment ends, None if it has no end in its block."""
    begin = state.bMarks[start_line] + state.tShift[start_line] + len(_START)
    for line in range(start_line, end_line):
        if line > start_line and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
        if _END in state.src[begin if line == start_line else state.bMarks[line] : state.eMarks[line]]:
            return line
    return None


def _after_end(state: StateBlock, line: int, *, ends_other: bool) -> str:
    """Return the text after the comment on its last line. ends_other: whether the comment began on an earlier line."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    return without_comments(text.partition(_END)[2] if ends_other else text).strip()


def without_comments(text: str) -> str:
    """Return a text without its comments; a comment without an end stays.

    No regular expression: it would look for the end from each start anew, and take four times as long for twice
    the text.
    """
    parts, after = [], 0
    while (start := text.find(_START, after)) >= 0 and (end := text.find(_END, start + len(_START))) >= 0:
        parts.append(text[after:start])
        after = end + len(_END)
    return "".join((*parts, text[after:]))


def other_html(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Parse a block of HTML that is not a comment, with markdown-it's own rule."""
    begin = state.bMarks[start_line] + state.tShift[start_line]
    return not state.src.startswith(_START, begin) and html_block(state, start_line, end_line, silent)
