"""Set how many examples Hypothesis tries for a property."""

from __future__ import annotations

from typing import Any

from hypothesis import settings


def examples(number: int, **options: Any) -> settings:
    """Return settings for so many examples in `make test`, and fifty times as many in `make test-long`.

    options: other settings of hypothesis.
    """
    usual = settings.get_profile("bulletin").max_examples
    return settings(max_examples=number * settings().max_examples // usual, **options)
