"""Estimate the size of results in templates before they are computed, and refuse those that are too large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date, datetime
from typing import Any

from jinja2.exceptions import SecurityError
from markupsafe import Markup

TEXT_LIMIT = 1_000_000
"""The most characters of a text, or elements of a list, that padding, repeating or joining may make."""
PAGE_LIMIT = 5_000_000
"""The most characters of a page, and of any argument or result of a filter or function."""
_ELEMENT = 8
"""The number of characters that each element of a list counts for, in addition to its own."""
_WIDTH_DIGITS = 6
"""The most digits of a width in a format."""
_PERCENT = re.compile(r"%%|%(?:(\()([^()%]*\))?)?[#0 +-]*(\*|[0-9]*)(?:\.(\*|[0-9]*))?")
_DIGITS = 300
"""The most digits of a computed number, and the most decimal places."""


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
    """Return the value; raise SecurityError if its `size` is larger than the limit."""
    kind = type(value)
    if kind not in _SMALL:
        refuse_over(limit, len(value) if kind in (str, Markup) else size(value, limit))
    return value


_SMALL = frozenset({bool, int, float, type(None), date, datetime})


def refuse_over(limit: int, size: float) -> None:
    """Raise SecurityError if a size is larger than the limit."""
    if size > limit:
        raise SecurityError("This makes a text, a list or a number that is larger than a template may make.")


def refuse_wide(specification: str) -> None:
    """Raise SecurityError if a format asks for a million characters or more."""
    if re.search(rf"[0-9]{{{_WIDTH_DIGITS + 1}}}", specification):
        raise SecurityError(f"A format may be {TEXT_LIMIT:,} characters wide.")


def size(value: Any, limit: int) -> int:
    """Count the characters of a value's texts and _ELEMENT for each of its elements, at all depths.

    Stops counting above the limit.
    """
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
    """Return the length of a repeated text or list; for numbers 0, or too much if they have too many digits."""
    for repeated, times in ((left, right), (right, left)):
        if isinstance(times, int) and hasattr(repeated, "__len__"):
            return len(repeated) * times
    return TEXT_LIMIT + 1 if _bits(left) + _bits(right) > _DIGITS * 4 else 0


def _percent_size(text: str, values: Any) -> int:
    """Estimate the length of a text formatted with `%`; a width that is a value (`*`) counts as too large."""
    total, names = len(text), 0
    for match in _PERCENT.finditer(text):
        name, closed, *widths = match.groups("")
        if (name and not closed) or "*" in widths or any(len(width) > _WIDTH_DIGITS for width in widths):
            return TEXT_LIMIT + 1
        total += sum(int(width) for width in widths if width)
        names += bool(name)
    return total + size(values, TEXT_LIMIT) * max(1, names)


def _padded_size(text: Any, width: int = 80, fill: str = " ") -> int:
    return max(_length(text), width)


def _joined_size(separator: str, values: Iterable[Any] = ()) -> int:
    return size(values, TEXT_LIMIT) + len(separator) * _length(values)


def _replaced_size(text: Any, old: str, new: str, count: int | None = None) -> int:
    return _length(text) + str(text).count(old) * len(new)


def _expanded_size(text: str, tabsize: int = 8) -> int:
    return len(text) + text.count("\t") * tabsize


def _indented_size(text: Any, width: int | str = 4, *rest: Any, **options: Any) -> int:
    return _length(text) + (str(text).count("\n") + 1) * (width if isinstance(width, int) else len(width))


def _wrapped_size(text: str, *rest: Any, **options: Any) -> int:
    return len(text) * max(1, *(_length(option) for option in (*rest, *options.values())))


def _grouped_size(values: Any, *numbers: Any, **options: Any) -> int:
    return _length(values) + max(number for number in (*numbers, *options.values()) if isinstance(number, int))


def _rounded_size(value: Any, precision: int = 0, *rest: Any, **options: Any) -> int:
    return TEXT_LIMIT + 1 if abs(precision) > _DIGITS else 0


def _json_size(value: Any, indent: int | None = None) -> int:
    return size(value, TEXT_LIMIT) * (indent or 0)


def _sum_size(values: Any, attribute: Any = None, start: Any = 0) -> int:
    return 0 if isinstance(start, (int, float)) else TEXT_LIMIT + 1


def _linked_size(text: str, *rest: Any, **options: Any) -> int:
    return len(text) * (1 + size([*rest, *options.values()], TEXT_LIMIT))


def _formatted_size(text: str, *values: Any, **names: Any) -> int:
    return _percent_size(str(text), names or values)


METHOD_SIZES: Mapping[str, Callable[..., int]] = {
    "center": _padded_size,
    "ljust": _padded_size,
    "rjust": _padded_size,
    "zfill": _padded_size,
    "expandtabs": _expanded_size,
    "join": _joined_size,
    "replace": _replaced_size,
}
"""Methods of texts → the function that estimates the size of the result, from the text and the arguments."""
FILTER_SIZES: Mapping[str, Callable[..., int]] = {
    "center": _padded_size,
    "replace": _replaced_size,
    "indent": _indented_size,
    "wordwrap": _wrapped_size,
    "batch": _grouped_size,
    "slice": _grouped_size,
    "round": _rounded_size,
    "tojson": _json_size,
    "sum": _sum_size,
    "urlize": _linked_size,
    "format": _formatted_size,
    "join": lambda values, separator="", attribute=None: _joined_size(str(separator), values),
}
"""Filters → the function that estimates the size of the result, from the value before `|` and the arguments."""
