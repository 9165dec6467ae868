"""Write JSON that people may read, too."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any


def indented_json(value: Any) -> bytes:
    """Return a value as indented JSON in UTF-8, with its keys sorted and a line end behind it.

    It is written piece by piece, since json.dumps keeps every piece of a large manifest until the end.
    """
    text = StringIO()
    json.dump(value, text, ensure_ascii=False, indent=1, sort_keys=True)
    text.write("\n")
    return text.getvalue().encode()
