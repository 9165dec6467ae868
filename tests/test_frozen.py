"""Frozen values behave as those of the standard library's dataclass do."""

from __future__ import annotations

import copy
import pickle
import typing
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from bulletin.frozen import NamedTuple, frozen


@frozen
class Ours:
    """A value of each sort of field."""

    name: str
    size: int = 1
    kept: list[int] = field(default_factory=list, compare=False)
    secret: str = field(default="x", repr=False)
    made: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", self.size * 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The same."""

    name: str
    size: int = 1
    kept: list[int] = field(default_factory=list, compare=False)
    secret: str = field(default="x", repr=False)
    made: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "made", self.size * 2)


@frozen
class One:
    """A value of one field."""

    name: str


BOTH = pytest.mark.parametrize("kind", [Ours, Theirs])


@BOTH
def test_a_value_has_what_it_was_given_and_the_defaults_of_the_rest(kind: Any) -> None:
    value = kind(name="a", size=3)
    assert (value.name, value.size, value.kept, value.secret, value.made) == ("a", 3, [], "x", 6)
    assert kind(name="a").kept is not kind(name="a").kept
    assert kind(name="a", kept=[4]).kept == [4]


@BOTH
@pytest.mark.parametrize("given", [{}, {"name": "a", "other": 1}, {"name": "a", "made": 1}])
def test_a_value_takes_its_fields_and_no_others(kind: Any, given: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        kind(**given)


@BOTH
def test_fields_are_given_by_name(kind: Any) -> None:
    with pytest.raises(TypeError):
        kind("a")


@BOTH
def test_values_are_compared_by_what_is_compared(kind: Any) -> None:
    one = kind(name="a", kept=[1])
    assert one == kind(name="a", kept=[2])
    assert hash(one) == hash(kind(name="a", kept=[2]))
    assert one != kind(name="a", secret="y")
    assert one != kind(name="b")
    assert one != ("a", 1, "x")


def test_values_of_two_kinds_are_never_equal() -> None:
    assert Ours(name="a") != Theirs(name="a")  # type: ignore[comparison-overlap]
    assert One(name="a") == One(name="a")
    assert One(name="a") != One(name="b")
    assert hash(One(name="a")) == hash(("a",))


@BOTH
def test_nothing_of_a_value_can_be_changed(kind: Any) -> None:
    value = kind(name="a")
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'name'"):
        value.name = "b"
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'name'"):
        del value.name
    with pytest.raises((FrozenInstanceError, TypeError)):  # The standard library's has a fault here.
        value.other = 1


@BOTH
def test_a_value_is_shown_without_what_is_not_to_be_shown(kind: Any) -> None:
    assert repr(kind(name="a", size=2)) == f"{kind.__name__}(name='a', size=2, kept=[])"


@BOTH
def test_a_value_can_be_replaced_copied_and_pickled(kind: Any) -> None:
    value = kind(name="a", size=2)
    assert replace(value, size=5).made == 10
    for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert again == value
        assert again.made == 4


def test_the_fields_are_known_and_take_no_dictionary() -> None:
    assert [one.name for one in fields(Ours)] == [one.name for one in fields(Theirs)]
    assert not hasattr(Ours(name="a"), "__dict__")


class OurRow(NamedTuple):
    """A row."""

    name: str
    size: int = 1
    others: dict[str, int] = {}  # noqa: RUF012

    @property
    def twice(self) -> int:
        return self.size * 2


class TheirRow(typing.NamedTuple):
    """A row."""

    name: str
    size: int = 1
    others: dict[str, int] = {}  # noqa: RUF012

    @property
    def twice(self) -> int:
        return self.size * 2


@pytest.mark.parametrize("kind", [OurRow, TheirRow])
def test_a_named_tuple_is_a_tuple_with_names_defaults_and_methods(kind: Any) -> None:
    row = kind("a", size=3)
    assert row == ("a", 3, {})
    assert (row.name, row.twice, row._replace(size=4).twice) == ("a", 6, 8)
    assert (kind._fields, kind._field_defaults) == (("name", "size", "others"), {"size": 1, "others": {}})
    assert (kind.__doc__, kind.__module__, kind.__qualname__) == ("A row.", __name__, kind.__name__)
    assert repr(row) == f"{kind.__name__}(name='a', size=3, others={{}})"
    assert typing.get_type_hints(kind) == {"name": str, "size": int, "others": dict[str, int]}
    assert pickle.loads(pickle.dumps(row)) == row
    assert not hasattr(row, "__dict__")
    with pytest.raises(TypeError):
        kind()
    with pytest.raises(AttributeError):
        row.name = "b"
