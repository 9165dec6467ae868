"""Set how many examples Hypothesis tries for a property."""

from __future__ import annotations

from hypothesis import settings


def examples(number: int) -> settings:
    """Return Hypothesis settings: `number` examples in `make test`, and fifty times as many in `make test-long`."""
    usual = settings.get_profile("bulletin").max_examples
    return settings(max_examples=number * settings().max_examples // usual)
