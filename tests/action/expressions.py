"""Evaluate expressions of GitHub Actions, `${{ … }}`: the part of the language that our actions use."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKENS = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>-?\d+(?:\.\d+)?)|(?P<mark>&&|\|\||==|!=|<=|>=|[<>!()\[\].,])|(?P<name>[A-Za-z_][\w-]*))"
)
_HOLE = re.compile(r"\$\{\{((?:[^'}]|'(?:[^']|'')*'|\}(?!\}))*)\}\}")
_STATUS = re.compile(r"\b(success|failure|always|cancelled)\s*\(", re.IGNORECASE)

Functions = Mapping[str, Callable[..., Any]]


def as_text(value: Any) -> str:
    """Convert a value to text as GitHub does."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "Object" if isinstance(value, dict) else "Array"
    return f"{value:g}" if isinstance(value, float) else str(value)


def truth(value: Any) -> bool:
    return value not in (None, False, "", 0)


class _Parser:
    """A recursive descent parser: each method parses one level of precedence."""

    def __init__(self, source: str, names: Mapping[str, Any], functions: Functions) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.at, self.names, self.functions = 0, names, functions
        place, source = 0, source.strip()
        while place < len(source):
            match = _TOKENS.match(source, place)
            if not match or match.end() == place:
                raise ValueError(f"cannot read {source[place:]!r}")
            kind = str(match.lastgroup)
            self.tokens.append((kind, match[kind]))
            place = match.end()

    def peek(self, *marks: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][0] == "mark" and self.tokens[self.at][1] in marks

    def take(self) -> tuple[str, str]:
        self.at += 1
        return self.tokens[self.at - 1]

    def whole(self) -> Any:
        value = self.either()
        if self.at != len(self.tokens):
            raise ValueError(f"unexpected {self.tokens[self.at][1]!r}")
        return value

    def either(self) -> Any:
        value = self.both()
        while self.peek("||"):
            self.take()
            other = self.both()
            value = value if truth(value) else other
        return value

    def both(self) -> Any:
        value = self.compared()
        while self.peek("&&"):
            self.take()
            other = self.compared()
            value = other if truth(value) else value
        return value

    def compared(self) -> Any:
        value = self.negated()
        while self.peek("==", "!="):
            equal = self.take()[1] == "=="
            value = _equal(value, self.negated()) is equal
        return value

    def negated(self) -> Any:
        if self.peek("!"):
            self.take()
            return not truth(self.negated())
        return self.member()

    def member(self) -> Any:
        value = self.atom()
        while self.peek(".", "["):
            if self.take()[1] == ".":
                value = _get(value, self.take()[1])
            else:
                value = _get(value, as_text(self.either()))
                self.take()
        return value

    def atom(self) -> Any:
        kind, token = self.take()
        if kind == "text":
            return token[1:-1].replace("''", "'")
        if kind == "number":
            return float(token)
        if token == "(":
            value = self.either()
            self.take()
            return value
        if self.peek("("):
            return self.call(token.lower())
        if token.lower() in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[token.lower()]
        if token not in self.names:
            raise ValueError(f"Unrecognized named-value: '{token}'")
        return self.names[token]

    def call(self, name: str) -> Any:
        self.take()
        arguments = []
        while not self.peek(")"):
            arguments.append(self.either())
            if self.peek(","):
                self.take()
        self.take()
        return self.functions[name](*arguments)


def _equal(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left.casefold() == right.casefold()
    return _number(left) == _number(right)


def _number(value: Any) -> float:
    """Convert a value to the number that GitHub compares values of different types by: null and '' are 0."""
    try:
        return float(value or 0)
    except (TypeError, ValueError):
        return float("nan")


def _get(value: Any, name: str) -> Any:
    if not isinstance(value, dict):
        return None
    return next((inner for key, inner in value.items() if str(key).casefold() == name.casefold()), None)


PURE: Functions = {
    "format": lambda pattern, *values: re.sub(r"\{(\d+)\}", lambda match: as_text(values[int(match[1])]), pattern),
    "contains": lambda text, part: as_text(part).casefold() in as_text(text).casefold(),
    "startswith": lambda text, part: as_text(text).casefold().startswith(as_text(part).casefold()),
    "fromjson": json.loads,
    "tojson": lambda value: json.dumps(value, indent=2),
}


def filled(text: Any, names: Mapping[str, Any], functions: Functions) -> str:
    """Return a text with each `${{ … }}` replaced by its value."""
    return _HOLE.sub(lambda match: as_text(_Parser(match[1], names, functions).whole()), as_text(text))


def holds(condition: Any, names: Mapping[str, Any], functions: Functions) -> bool:
    """Evaluate the `if:` of a step; a condition without a status function is `success() && (condition)`."""
    source = "success()" if condition is None else as_text(condition).strip()
    match = _HOLE.fullmatch(source)
    source = match[1] if match else source
    if not _STATUS.search(source):
        source = f"success() && ({source})"
    return truth(_Parser(source, names, functions).whole())
