"""How large the results of a template's operations, methods and filters may be, told before they are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date, datetime
from typing import Any

from jinja2.exceptions import SecurityError
from markupsafe import Markup

TEXT_LIMIT = 1_000_000
"""Characters that padding, repeating and joining may give; so many elements may a list have that is made so."""
PAGE_LIMIT = 5_000_000
"""Characters of a page, and of what any filter or function takes or gives."""
_ELEMENT = 8
"""Characters that an element of a list counts for, besides its own."""
_WIDTH_DIGITS = 6
"""Of a width in a format."""
_PERCENT = re.compile(r"%%|%(?:(\()([^()%]*\))?)?[#0 +-]*(\*|[0-9]*)(?:\.(\*|[0-9]*))?")
_DIGITS = 300
"""Digits of a number that is computed, and decimal places."""


def refuse_operation(operator: str, left: Any, right: Any) -> None:
    """Raise SecurityError if the result of an operation would be too large."""
    if operator == "**":
        refuse_over(_DIGITS * 4, _bits(left) * abs(right) if isinstance(right, int) else 0)
    elif operator == "*":
        refuse_over(TEXT_LIMIT, _product_size(left, right))
    elif operator == "%" and isinstance(left, str):
        refuse_over(TEXT_LIMIT, _percent_size(left, right))
    elif operator == "+" and not isinstance(left, (int, float)):
        refuse_over(TEXT_LIMIT, _length(left) + _length(right))


def at_most(limit: int, value: Any) -> Any:
    """Return the value; raise SecurityError if it is larger than the limit, which counts as `size` does."""
    kind = type(value)
    if kind not in _SMALL:
        refuse_over(limit, len(value) if kind in (str, Markup) else size(value, limit))
    return value


_SMALL = frozenset({bool, int, float, type(None), date, datetime})


def refuse_over(limit: int, size: float) -> None:
    """Raise SecurityError if something would be larger than the limit."""
    if size > limit:
        raise SecurityError("This makes a text, a list or a number that is larger than a template may make.")


def refuse_wide(specification: str) -> None:
    """Raise SecurityError if a format asks for a million characters or more."""
    if re.search(rf"[0-9]{{{_WIDTH_DIGITS + 1}}}", specification):
        raise SecurityError(f"A format may be {TEXT_LIMIT:,} characters wide.")


def size(value: Any, limit: int) -> int:
    """Count the characters of a value's texts and its elements, also the inner ones, until there are too many."""
    size, waiting = 0, [value]
    while waiting and size <= limit:
        inner = waiting.pop()
        if isinstance(inner, str):
            size += len(inner) + 1
        elif isinstance(inner, Mapping):
            waiting += [*inner.keys(), *inner.values()]
            size += _ELEMENT * len(inner)
        elif isinstance(inner, (tuple, list, range, Set)):
            waiting += inner
            size += _ELEMENT * len(inner)
        else:
            size += 1
    return size


def _length(value: Any) -> int:
    return len(value) if hasattr(value, "__len__") else 0


def _bits(value: Any) -> int:
    return value.bit_length() if isinstance(value, int) else 0


def _product_size(left: Any, right: Any) -> int:
    """Estimate a product: characters or elements of what is repeated; a number with too many digits is too large."""
    for repeated, times in ((left, right), (right, left)):
        if isinstance(times, int) and hasattr(repeated, "__len__"):
            return len(repeated) * times
    return TEXT_LIMIT + 1 if _bits(left) + _bits(right) > _DIGITS * 4 else 0


def _percent_size(text: str, values: Any) -> int:
    """Estimate a text that `%` fills in (Python's printf-style formatting); a width that is a value is too large."""
    total, names = len(text), 0
    for match in _PERCENT.finditer(text):
        name, closed, *widths = match.groups("")
        if (name and not closed) or "*" in widths or any(len(width) > _WIDTH_DIGITS for width in widths):
            return TEXT_LIMIT + 1
        total += sum(int(width) for width in widths if width)
        names += bool(name)
    return total + size(values, TEXT_LIMIT) * max(1, names)


def _padded(text: Any, width: int = 80, fill: str = " ") -> int:
    return max(_length(text), width)


def _joined(separator: str, values: Iterable[Any] = ()) -> int:
    return size(values, TEXT_LIMIT) + len(separator) * _length(values)


def _replaced(text: Any, old: str, new: str, count: int | None = None) -> int:
    return _length(text) + str(text).count(old) * len(new)


def _expanded(text: str, tabsize: int = 8) -> int:
    return len(text) + text.count("\t") * tabsize


def _indented(text: Any, width: int | str = 4, *rest: Any, **options: Any) -> int:
    return _length(text) + (str(text).count("\n") + 1) * (width if isinstance(width, int) else len(width))


def _wrapped(text: str, *rest: Any, **options: Any) -> int:
    return len(text) * max(1, *(_length(option) for option in (*rest, *options.values())))


def _grouped(values: Any, *numbers: Any, **options: Any) -> int:
    return _length(values) + max(number for number in (*numbers, *options.values()) if isinstance(number, int))


def _rounded(value: Any, precision: int = 0, *rest: Any, **options: Any) -> int:
    return TEXT_LIMIT + 1 if abs(precision) > _DIGITS else 0


def _as_json(value: Any, indent: int | None = None) -> int:
    return size(value, TEXT_LIMIT) * (indent or 0)


def _summed(values: Any, attribute: Any = None, start: Any = 0) -> int:
    return 0 if isinstance(start, (int, float)) else TEXT_LIMIT + 1


def _linked(text: str, *rest: Any, **options: Any) -> int:
    return len(text) * (1 + size([*rest, *options.values()], TEXT_LIMIT))


def _formatted(text: str, *values: Any, **names: Any) -> int:
    return _percent_size(str(text), names or values)


METHOD_SIZES: Mapping[str, Callable[..., int]] = {
    "center": _padded, "ljust": _padded, "rjust": _padded, "zfill": _padded, "expandtabs": _expanded,
    "join": _joined, "replace": _replaced,
}  # fmt: skip
"""How large the result of a text's method may be, from the text and the arguments."""
FILTER_SIZES: Mapping[str, Callable[..., int]] = {
    "center": _padded, "replace": _replaced, "indent": _indented, "wordwrap": _wrapped, "batch": _grouped,
    "slice": _grouped, "round": _rounded, "tojson": _as_json, "sum": _summed, "urlize": _linked, "format": _formatted,
    "join": lambda values, separator="", attribute=None: _joined(str(separator), values),
}  # fmt: skip
"""The same for filters, from what stands before `|` and the arguments."""
