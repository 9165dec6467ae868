"""Frozen values, made in a quarter of the time: dataclasses with slots, and named tuples.

The standard library compiles eight texts for each frozen dataclass and one for each field of a named tuple,
which took an eighth of a short `bulletin check`. Here one is compiled for each class; the other methods are
functions over the names of the fields.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

if TYPE_CHECKING:
    from typing import NamedTuple
else:

    class _Rows(type):
        """Makes what typing.NamedTuple makes, but asks of no annotation whether it is a type."""

        def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, space)
            fields = space.pop("__annotations__")
            defaults = [space.pop(one) for one in fields if one in space]
            made = namedtuple(name, fields, defaults=defaults, module=space.pop("__module__"))
            made.__annotations__ = fields
            for key, value in space.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Rows):
        """A tuple whose places have names; what a class of it holds besides them is kept."""


__all__ = ["NamedTuple", "frozen"]

T = TypeVar("T")

_HASHED = 4
"""Fields that a hash is made of, the first ones."""


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class with slots, compared by value, which nobody can change; `field`, `fields` and `replace` as ever.

    A field with `init=False` is set in `__post_init__`.
    """
    made = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True)(cls)
    every: tuple[Field[Any], ...] = tuple(vars(made)["__dataclass_fields__"].values())
    methods = _comparing(every) | _stating(every) | {"__init__": _initialiser(made, every)}
    for name, method in methods.items():
        setattr(made, name, method)
    return made


def _initialiser(cls: type[Any], every: tuple[Field[Any], ...]) -> Callable[..., None]:
    """`__init__`, which takes each field by its name."""
    known: dict[str, Any] = {"__name__": cls.__module__, "_set": object.__setattr__, "_MISSING": MISSING}
    taken, lines = [], []
    for one in (one for one in every if one.init):
        name, value, optional = one.name, one.name, one.default is not MISSING
        if one.default_factory is not MISSING:
            known[f"_make_{name}"] = one.default_factory
            value, optional = f"_make_{name}() if {name} is _MISSING else {name}", True
        known[f"_default_{name}"] = one.default
        taken.append(f"{name}=_default_{name}" if optional else name)
        lines.append(f" _set(self, {name!r}, {value})\n")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()\n")
    exec(f"def __init__(self, *, {', '.join(taken)}):\n{''.join(lines)}", known)
    made: Callable[..., None] = known["__init__"]
    return made


def _comparing(every: tuple[Field[Any], ...]) -> dict[str, Any]:
    """Equality and hash."""
    names = [one.name for one in every if one.compare]
    get: Callable[[object], Any] = attrgetter(*names) if len(names) > 1 else lambda one: (getattr(one, *names),)
    # Few values that differ begin alike, and an item is long: it holds its sessions and its whole text.
    start: Callable[[object], Any] = attrgetter(*names[:_HASHED]) if len(names) > 1 else get

    def equal(self: object, other: object) -> bool:
        return get(self) == get(other) if other.__class__ is self.__class__ else NotImplemented

    return {"__eq__": equal, "__hash__": lambda self: hash(start(self))}


def _stating(every: tuple[Field[Any], ...]) -> dict[str, Any]:
    """What is shown, what is copied and pickled, and that nothing is changed."""
    names, shown = [one.name for one in every], [one.name for one in every if one.repr]

    def text(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in shown)})"

    def restore(self: object, values: list[Any]) -> None:
        for name, value in zip(names, values, strict=True):
            object.__setattr__(self, name, value)

    return {
        "__repr__": text,
        "__getstate__": lambda self: [getattr(self, name) for name in names],
        "__setstate__": restore,
        "__setattr__": _refuse_value,
        "__delattr__": _refuse_deletion,
    }


def _refuse_value(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
