"""The Jinja environment: a sandbox with options, escaping and filters."""

from __future__ import annotations

import hashlib
from typing import Any

import jinja2

from . import humanize
from .sandbox import INTERCEPTED, Sandbox

COMPILED = "_compiled"
"""The folder of compiled templates in the package: hatch_build.py writes it, outputs/templates.py reads it."""

_OPTIONS: dict[str, Any] = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
    "auto_reload": False,
}
_FILTERS: dict[str, Any] = {
    "clock": humanize.clock,
    "day": humanize.day,
    "hours": humanize.hours,
    "listed": humanize.listed,
    "moment": humanize.moment,
    "month": humanize.month,
    "size": humanize.size,
    "weekday": humanize.weekday,
}


def environment(loader: jinja2.BaseLoader) -> Sandbox:
    """Make a sandboxed environment: undefined names are errors, and .html and .xml templates escape all but Markup."""
    env = Sandbox(loader=loader, undefined=jinja2.StrictUndefined, autoescape=_is_markup, **_OPTIONS)
    env.add_filters(_FILTERS)
    return env


def compiled_hash(texts_hash: str) -> str:
    """Return a hash of compiled templates: of the hash of their texts, the Jinja version and the options."""
    parts = (texts_hash, jinja2.__version__, repr(sorted(_OPTIONS.items())), f"sandbox {sorted(INTERCEPTED)}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_markup(name: str | None) -> bool:
    return name is not None and name.endswith((".html", ".xml"))
