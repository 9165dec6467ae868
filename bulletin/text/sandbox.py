"""Define a Jinja sandbox that limits the size of results, and hides files, clocks and memory addresses.

Templates may come from a stranger's pull request. Jinja's sandbox only forbids Python's internal attributes.
This one allows only listed attributes, hides the attributes of functions, and refuses every operation
whose result would be too large.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set, ValuesView
from datetime import date, datetime, time, timedelta, tzinfo
from enum import Enum
from functools import lru_cache, wraps
from types import BuiltinMethodType, MappingProxyType, MethodType
from typing import Any
from uuid import UUID

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEscapeFormatter, SandboxedFormatter
from jinja2.utils import Cycler, Joiner, Namespace
from markupsafe import Markup

from .bounds import (
    FILTER_SIZES,
    METHOD_SIZES,
    PAGE_LIMIT,
    TEXT_LIMIT,
    at_most,
    refuse_operation,
    refuse_over,
    refuse_wide,
    size,
)

RANGE_LIMIT = 100_000
"""The most numbers of a `range`."""

INTERCEPTED = frozenset({"+", "*", "**", "%"})
"""The operators whose results may be too large."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STRING = _names(
    "capitalize casefold center count endswith expandtabs find format format_map index isalnum isalpha "
    "isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join "
    "ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit "
    "rstrip split splitlines startswith strip swapcase title upper zfill"
)
_DATE = _names(
    "year month day hour minute second weekday isoweekday isocalendar isoformat strftime date time replace "
    "days seconds total_seconds"
)
_ATTRIBUTES: tuple[tuple[type, frozenset[str]], ...] = (
    (Markup, _STRING | {"striptags", "unescape"}),
    (str, _STRING),
    (Mapping, frozenset({"get", "items", "keys", "values"})),
    (Set, frozenset({"difference", "intersection", "isdisjoint", "issubset", "issuperset", "union"})),
    (date, _DATE),
    (time, _DATE),
    (timedelta, _DATE),
    (LoopContext, _names(
        "changed cycle depth depth0 first index index0 last length nextitem previtem revindex revindex0"
    )),
    (Macro, frozenset({"name"})),
    (Cycler, frozenset({"current", "next", "reset"})),
)  # fmt: skip
"""The attributes that a template may use, by the type of the value; of Bulletin's own types, all public attributes."""

_PLAIN = frozenset({str, Markup, int, bool, float, type(None), tuple, list, dict, MappingProxyType, date, datetime})
_VALUES = (
    str, int, float, bytes, date, time, timedelta, tzinfo, tuple, list, Mapping, Set, range, Enum, UUID, type(None),
    Undefined, Namespace, LoopContext, Macro, TemplateModule, TemplateReference, Cycler, Joiner,
)  # fmt: skip
"""The types of values that a template may see, besides Bulletin's own."""
_REMOVED_FILTERS = ("pprint", "random")
"""Jinja's filters that are removed: `pprint` shows memory addresses, `random` gives other bytes each time."""


class Function:
    """A function that a template may call, but whose attributes it cannot see; the size of its result is limited."""

    __slots__ = ("_call", "_name")

    def __init__(self, call: Callable[..., Any]) -> None:
        self._call = call
        self._name = getattr(call, "__name__", "function")

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return bounded(given(self._call(*args, **kwargs)))

    def __repr__(self) -> str:
        return f"<function {self._name}>"


class Functions:
    """A group of functions and constants, `group.function` in a template; unlike a module, it has nothing else."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = {name: given(value) for name, value in values.items()}

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __repr__(self) -> str:
        return f"<functions {', '.join(sorted(self._values))}>"


class _Block(Function):
    """A block of a template, which can be called, and whose `super` is the block that it overrides."""

    __slots__ = ()

    @property
    def super(self) -> Any:
        return given(self._call.super)  # type: ignore[attr-defined]


class _Cycler(Cycler):
    def __repr__(self) -> str:
        return "<cycler>"


class _Joiner(Joiner):
    def __repr__(self) -> str:
        return "<joiner>"


_CALLABLE = (Function, Macro, LoopContext, Joiner)


class _TemplateContext(Context):
    def super(self, name: str, current: Callable[[Context], Iterator[str]]) -> Any:
        return given(super().super(name, current))


class _Generator(CodeGenerator):
    """Compile `~` into a call that limits its result. Jinja 3.1 can intercept only the other operators."""

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja looks for this name
        self.write("environment.bounded(")
        super().visit_Concat(node, frame)
        self.write(")")


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's immutable sandbox, with lists of allowed attributes and limits of size."""

    intercepted_binops = INTERCEPTED
    code_generator_class = _Generator
    context_class = _TemplateContext

    def __init__(self, **options: Any) -> None:
        super().__init__(finalize=_finalize, **options)
        self.globals = {
            "range": Function(_range), "dict": Function(dict), "namespace": Function(Namespace),
            "cycler": Function(_Cycler), "joiner": Function(_Joiner), "Markup": Function(Markup),
        }  # fmt: skip
        self.add_filters({name: call for name, call in FILTERS.items() if name not in _REMOVED_FILTERS})
        for name in _REMOVED_FILTERS:
            del self.filters[name]

    def add_filters(self, filters: Mapping[str, Callable[..., Any]]) -> None:
        """Add filters, with limits for the sizes of their arguments and results."""
        self.filters |= {name: _bounded_filter(name, call) for name, call in filters.items()}

    def compile(
        self, source: Any, name: str | None = None, filename: str | None = None, *rest: Any, **options: Any
    ) -> Any:
        """Compile a template; raise TemplateSyntaxError also if Python cannot compile the code that Jinja makes."""
        try:
            return super().compile(source, name, filename, *rest, **options)
        except (SyntaxError, RecursionError, MemoryError, ValueError) as error:
            raise TemplateSyntaxError("This is nested too deep to be read.", 1, name, filename) from error

    @staticmethod
    def concat(parts: Iterable[str]) -> str:
        """Join the parts of a page, of a block or of a macro; raise SecurityError over PAGE_LIMIT."""
        texts, length = [], 0
        for part in parts:
            length += len(part)
            if length > PAGE_LIMIT:
                raise SecurityError(f"A page may have {PAGE_LIMIT:,} characters, and this template makes more.")
            texts.append(part)
        return "".join(texts)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether an attribute is on the list for its type."""
        return _is_allowed(type(obj), attr)  # type: ignore[arg-type]

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether a value is a function that templates may call, or a macro of a template."""
        return isinstance(obj, _CALLABLE)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute, or the entry of its name, as templates may see it."""
        return given(super().getattr(obj, attribute))

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an entry by name or index, or the attribute of its name, as templates may see it."""
        return given(super().getitem(obj, argument))

    def bounded(self, value: Any) -> Any:
        """Return the value; raise SecurityError if it is larger than TEXT_LIMIT."""
        return at_most(TEXT_LIMIT, value)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operation; raise SecurityError if it would be too large."""
        refuse_operation(operator, left, right)
        return given(super().call_binop(context, operator, left, right))

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return a `str.format` or `str.format_map` with a limited result; None for any other value."""
        if super().wrap_str_format(value) is None:
            return None
        text, by_name = value.__self__, value.__name__ == "format_map"

        def format_text(*args: Any, **kwargs: Any) -> str:
            if by_name:
                (kwargs,), args = args, ()
            markup = isinstance(text, Markup)
            formatter = _EscapeFormatter(self, escape=text.escape) if markup else _Formatter(self)
            filled_in: str = type(text)(formatter.vformat(text, args, kwargs))
            return filled_in

        return format_text


class _BoundedFields:
    """Count the characters that a format makes, and refuse too many; a mixin for Jinja's formatters."""

    length = 0

    def format_field(self, value: Any, format_spec: str) -> str:
        refuse_wide(format_spec)
        self.length += size(value, TEXT_LIMIT)
        refuse_over(TEXT_LIMIT, self.length)
        text: str = super().format_field(value, format_spec)  # type: ignore[misc]
        self.length += len(text)
        refuse_over(TEXT_LIMIT, self.length)
        return text


class _Formatter(_BoundedFields, SandboxedFormatter):
    pass


class _EscapeFormatter(_BoundedFields, SandboxedEscapeFormatter):
    pass


def given(value: Any) -> Any:
    """Return a value as templates may see it: functions without attributes, iterators as lists.

    Raises SecurityError for a type that templates may not see, such as a path.
    """
    kind = type(value)
    if kind in _PLAIN or _is_value(kind):  # type: ignore[arg-type]
        return value
    if isinstance(value, BlockReference):
        return _Block(value)
    if isinstance(value, (Iterator, ValuesView)):
        return list(value)
    if isinstance(value, (MethodType, BuiltinMethodType)) and isinstance(value.__self__, str):
        return Function(_bounded_method(value))
    if callable(value):
        return Function(value)
    raise SecurityError(f"A template may not see a value of the type {kind.__name__}.")


def bounded(value: Any) -> Any:
    """Return the value; raise SecurityError if it is larger than PAGE_LIMIT."""
    return at_most(PAGE_LIMIT, value)


def _finalize(value: Any) -> Any:
    return bounded(given(value))


@lru_cache(maxsize=256)
def _is_value(kind: type) -> bool:
    return _is_of_bulletin(kind) or issubclass(kind, (*_VALUES, Function, Functions))


@lru_cache(maxsize=4096)
def _is_allowed(kind: type, attribute: str) -> bool:
    """Return whether a template may use an attribute of a type."""
    if attribute.startswith("_"):
        return False
    if issubclass(kind, (Namespace, TemplateModule, Undefined)) or _is_of_bulletin(kind):
        return not issubclass(kind, Function) or (kind is _Block and attribute == "super")
    if issubclass(kind, tuple):
        return attribute in getattr(kind, "_fields", ()) or attribute in ("count", "index")
    return next((attribute in names for base, names in _ATTRIBUTES if issubclass(kind, base)), False)


def _is_of_bulletin(kind: type) -> bool:
    """Return whether a type is Bulletin's."""
    return kind.__module__.startswith("bulletin.")


def _bounded_method(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of a text that raises SecurityError if its result would be too large."""
    text, estimate = method.__self__, METHOD_SIZES.get(method.__name__)  # type: ignore[attr-defined]
    if estimate is None:
        return method

    @wraps(method)
    def call(*args: Any, **kwargs: Any) -> Any:
        refuse_over(TEXT_LIMIT, estimate(text, *args, **kwargs))
        return method(*args, **kwargs)

    return call


def _bounded_filter(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that raises SecurityError if its arguments or its result are too large."""
    estimate = FILTER_SIZES.get(name)
    skipped = 1 if getattr(call, "jinja_pass_arg", None) else 0

    @wraps(call)
    def filter_value(*args: Any, **kwargs: Any) -> Any:
        values = args[skipped:]
        for value in (*values, *kwargs.values()):
            bounded(value)
        if estimate:
            refuse_over(TEXT_LIMIT, estimate(*values, **kwargs))
        return bounded(given(call(*args, **kwargs)))

    return filter_value


def _range(*limits: int) -> range:
    numbers = range(*limits)
    if len(numbers) > RANGE_LIMIT:
        raise SecurityError(f"A range may have {RANGE_LIMIT:,} numbers.")
    return numbers
