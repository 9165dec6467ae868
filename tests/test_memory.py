"""A result is remembered until an argument of its function differs; equal arguments of different type also differ."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bulletin.memory import NO_MEMORY, Memory, is_same


@dataclass(frozen=True)
class Words:
    """A value with a field that `==` does not compare."""

    text: str
    html: str = field(default="", compare=False)


LONDON, PARIS = ZoneInfo("Europe/London"), ZoneInfo("Europe/Paris")
MOMENT = datetime(2022, 3, 1, 10, tzinfo=LONDON)

SAME = [("a", "a"), ((1, ("b",)), (1, ("b",))), ({"a": 1}, {"a": 1}), (Words("a", "b"), Words("a", "b")), (MOMENT, MOMENT.replace()), (Path("a"), Path("a")), (frozenset("ab"), frozenset("ba")), (partial(max, "a"), partial(max, "a"))]  # fmt: skip
OTHER = [("a", "b"), (1, True), (1, 1.0), ((1,), (1, 2)), ((1,), [1]), ([1], [1]), ({"a": 1, "b": 2}, {"b": 2, "a": 1}), (Words("a", "b"), Words("a", "c")), (MOMENT, MOMENT.astimezone(PARIS)), (MOMENT, MOMENT.astimezone(UTC)), (MOMENT, MOMENT.replace(fold=1)), (object(), object()), (partial(max, "a"), partial(max, "b")), (partial(max, "a"), partial(min, "a"))]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), SAME, ids=map(str, itertools.count()))
def test_values_without_any_difference_are_the_same(first: object, second: object) -> None:
    assert is_same(first, second)


@pytest.mark.parametrize(("first", "second"), OTHER, ids=map(str, itertools.count()))
def test_values_that_differ_in_type_or_hidden_field_or_are_mutable_are_not_the_same(
    first: object, second: object
) -> None:
    assert not is_same(first, second)


def counted() -> tuple[list[str], Callable[[str], str]]:
    calls: list[str] = []
    return calls, lambda text: (calls.append(text), text.upper())[1]


def test_a_function_is_called_again_only_for_other_arguments() -> None:
    memory, (calls, upper) = Memory(), counted()
    assert [memory.recall("place", upper, text) for text in ("a", "a", "b", "a")] == ["A", "A", "B", "A"]
    assert calls == ["a", "b", "a"]


def test_each_place_has_its_own_value_and_the_least_recently_used_is_dropped_first() -> None:
    memory, (calls, upper) = Memory(most=2), counted()
    for place in ("first", "second", "first", "third", "first", "second"):
        memory.recall(place, upper, place)
    assert calls == ["first", "second", "third", "second"]


def test_a_function_is_called_again_after_forgetting_and_after_an_error() -> None:
    memory, (calls, upper) = Memory(), counted()
    memory.recall("place", upper, "a")
    memory.forget("place")
    memory.recall("place", upper, "a")
    with pytest.raises(ValueError, match="x"):
        memory.recall("number", int, "x")
    assert memory.recall("number", int, "1") == 1
    assert calls == ["a", "a"]


def test_without_a_memory_every_call_is_made() -> None:
    calls, upper = counted()
    NO_MEMORY.recall("place", upper, "a")
    NO_MEMORY.recall("place", upper, "a")
    assert calls == ["a", "a"]
