"""What is imported when it is first used, so that a start imports little."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def names(package: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """The `__getattr__` of a package whose names live in its modules (PEP 562). homes: module → names."""
    home = {name: module for module, several in homes.items() for name in several}

    def get(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{home[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return get


def function(module: str, name: str) -> Callable[[Any], Any]:
    """A function of one argument, by its module's full name."""

    def call(argument: Any) -> Any:
        return getattr(import_module(module), name)(argument)

    return call
