"""Inline rules that keep signs which are not marks: stars in numbers, a backtick in It`s, Windows paths, __init__."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from markdown_it.rules_inline import StateInline, backtick, strikethrough
from markdown_it.rules_inline.state_inline import Delimiter

from ..text.expressions import compiled

_PATH = re.compile(
    r"(?:(?<=[A-Za-z]:)\\|\\\\[\w.$-]+\\)"
    r"(?:[^\s\\<>|\"`\]]+\\|[^\s\\<>|\"`\]*:.]+(?: [^\s\\<>|\"`\]*:.]+){1,4}\\)*[^\s\\<>|\"`\]]*"
)
"""A path from its first backslash on: \\\\server\\share\\Team Docs\\_old, or the part of C:\\Docs after the colon.

Folder names with blanks may have no star, colon or full stop; else a sentence after the path would match, too.
"""
_ADDRESS = re.compile(
    r"(?<![\w/])(?:(?:https?|ftps?|sftp|file|smb|afp|ssh|webcal)://|www\.|(?<![.:])(?:~|\.{1,2})?/(?=[\w.-]+/))"
    r"[^\s<>\[\]()\"`|\\]+"
)
"""An address, or a path such as /home/_old_/plan and ~/Documents/_old_/plan."""
_DRIVE = re.compile(r"(?<![^\W_])[A-Za-z]:$")
_NO_PATH_END = "*_~.,;:!?)'"
"""Signs at the end of a match that do not belong to the path: they close emphasis or brackets, or end the sentence."""
_DUNDER = re.compile(
    r"_TO(?:C|SP)_(?=\]\])|__(?:init|main|name|file|doc|all|dict|class|call|new|str|repr|version|path)__|__[a-z]+(?:_[a-z]+)*__(?=\.[a-z]|\()"
)
_MERGE_FIELD = re.compile(r"\*\|[^|*\n]{1,60}\|\*")
"""A field of a mail program, which is to be named and must stay whole for that."""
_ENDS_OF_WORDS = r"(?:[stdm]|re|ve|ll)(?![\w`])"
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
"""Letters of scripts that put no blanks between words, or none before particles: there a mark stands between letters.
"""
_PAIRS = ("()", "[]", "{}", '""', "''", "“”", "‘’", "«»")
_BEHIND_FACTORS = ")]}%°²³"
_FACTOR = re.compile(r"[-+−]?[£€$]?[0-9]|[(\[{]")
"""The start of what is multiplied."""


def windows_path(state: StateInline, silent: bool) -> bool:
    """Keep a Windows path as written, with its backslashes, stars and underscores."""
    src, start = state.src, state.pos
    if src[start] != "\\":
        return False
    match = _PATH.match(src, start, state.posMax)
    if match is None or not (match[0].startswith("\\\\") or _DRIVE.search(src, max(start - 3, 0), start)):
        return False
    path = match[0].rstrip(_NO_PATH_END)
    if not silent:
        state.append_pending(path)
    state.pos += len(path)
    return True


def path_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each Windows path of a text, whose backslashes are printed."""
    for match in _PATH.finditer(text) if "\\" in text else ():
        if match[0].startswith("\\\\") or _DRIVE.search(text, max(match.start() - 3, 0), match.start()):
            yield match.span()


def emphasis(state: StateInline, silent: bool) -> bool:
    """Insert stars and underscores as text tokens that may become emphasis, except between letters or digits."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    name = (_DUNDER if marker == "_" else _MERGE_FIELD).match(state.src, state.pos)
    if name:
        state.append_pending(name[0])
        state.env["signs"].update(range(*name.span()))
        state.pos = name.end()
        return True
    if _stays_in_address(state):
        return True
    scanned = state.scanDelims(state.pos, marker == "*" and not _is_in_word(state))
    stands_alone, may_open = _is_bracketed(state), scanned.can_open and not _is_product(state)
    for number in range(scanned.length):
        token = state.push("text", "", 0)
        token.content, token.meta = marker, {"sign": state.pos + number}
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=may_open and not stands_alone,
                close=scanned.can_close and not stands_alone,
            )
        )
    state.pos += scanned.length
    return True


def code(state: StateInline, silent: bool) -> bool:
    """Read code between backticks, except that one right behind a letter may be an apostrophe: It`s, the boys` room."""
    at, before = state.pos, len(state.tokens)
    if state.src[at] != "`":
        return False
    if not _is_apostrophe(state.src, at):
        matched = backtick(state, silent)
        if matched and not silent and len(state.tokens) == before:
            state.env["signs"].update(range(at, state.pos))
        return matched
    if not silent:
        state.append_pending("`")
        state.env["signs"].add(at)
    state.pos += 1
    return True


def _is_apostrophe(src: str, at: int) -> bool:
    """Tell whether a backtick behind a letter begins no code: the end of a word follows, or a blank."""
    before, after = src[at - 1 : at], src[at + 1 : at + 2]
    if not before.isalpha() or compiled(_UNSPACED).match(before) or after == "`":
        return False
    following = src.find("`", at + 1)
    in_word = after.isalpha() and src[following + 1 : following + 2].isalpha()
    return not after.strip() or in_word or bool(compiled(_ENDS_OF_WORDS).match(src, at + 1))


def strike(state: StateInline, silent: bool) -> bool:
    """Insert tildes as text tokens that may become strikethrough, except a single tilde between letters or digits."""
    if silent or state.src[state.pos] != "~":
        return False
    if _stays_in_address(state):
        return True
    if _is_in_word(state) and not state.src.startswith("~~", state.pos):
        return False
    start, before = state.pos, len(state.tokens)
    matched = strikethrough.tokenize(state, silent)
    for token in state.tokens[before:]:
        if token.content.startswith("~"):
            token.meta = {"sign": start}
    return matched


def _stays_in_address(state: StateInline) -> bool:
    """Keep a run of signs within a bare web address as written, as in https://example.org/_layouts/a_.aspx."""
    of_texts = state.env.setdefault("addresses", {})
    if state.src not in of_texts:
        of_texts[state.src] = tuple(_address_spans(state.src))
    spans, start = of_texts[state.src], state.pos
    number = bisect_right(spans, start, key=lambda span: span.start) - 1
    if number < 0 or start >= spans[number].end or state.src[start] in spans[number].closing:
        return False
    while state.pos < state.posMax and state.src[state.pos] == state.src[start]:
        state.pos += 1
    state.append_pending(state.src[start : state.pos])
    state.env["signs"].update(range(start, state.pos))
    return True


class _AddressSpan(NamedTuple):
    """The place of a bare web address in a text."""

    start: int
    end: int
    closing: str
    """The stars and tildes right behind it: an emphasis that they close may have begun inside it."""


def _address_spans(text: str) -> Iterator[_AddressSpan]:
    for match in _ADDRESS.finditer(text) if "/" in text or "www." in text else ():
        address = match[0].rstrip(_NO_PATH_END)
        closing = "".join(sign for sign in "*~" if sign in match[0][len(address) :])
        yield _AddressSpan(match.start(), match.start() + len(address), closing)


def note_signs(state: StateInline) -> None:
    """Add to `env["signs"]` the offsets of signs that became no mark.

    It must run before markdown-it's rule fragments_join, which joins these signs with the text around them.
    """
    for token in state.tokens:
        if token.type == "text" and token.content and "sign" in token.meta:
            at = token.meta["sign"]
            state.env["signs"].update(range(at, at + len(token.content)))


def _end_of_run(state: StateInline) -> int:
    end = state.pos
    while end < state.posMax and state.src[end] == state.src[state.pos]:
        end += 1
    return end


def _is_bracketed(state: StateInline) -> bool:
    """Tell whether nothing but a run of the same sign is between brackets or quotation marks, as in (*)."""
    end = _end_of_run(state)
    return state.src[max(state.pos - 1, 0) : state.pos] + state.src[end : end + 1] in _PAIRS


def _is_product(state: StateInline) -> bool:
    """Tell whether a sign behind a bracket or a unit multiplies, as in (2+3)*4 and 10%*2."""
    before, end = state.src[state.pos - 1 : state.pos], _end_of_run(state)
    return end == state.pos + 1 and bool(before) and before in _BEHIND_FACTORS and bool(_FACTOR.match(state.src, end))


def _is_in_word(state: StateInline) -> bool:
    """Tell whether a run of the same sign is between letters, digits or currency signs, as in 3*4 and 2*£5."""
    src, start, end = state.src, state.pos, _end_of_run(state)
    if not 0 < start < end < state.posMax:
        return False
    before, after = src[start - 1], src[end]
    return (
        (before.isalnum() or before == "°")
        and (after.isalnum() or unicodedata.category(after) == "Sc")
        and not (compiled(_UNSPACED).match(before) or compiled(_UNSPACED).match(after))
    )
