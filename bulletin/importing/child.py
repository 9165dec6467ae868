"""The process that reads one document: from standard input, under limits, to standard output."""

from __future__ import annotations

import json
import resource
import sys
from base64 import b64encode
from dataclasses import asdict
from datetime import date
from typing import Any

from .drafting import drafts_of
from .drafts import Draft, ImportContext
from .guarded import LONGEST, MEMORY


def main() -> None:
    """Read the question, set the limits, and write the drafts as JSON."""
    asked = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    _set_limits()
    name = asked.pop("name")
    context = ImportContext(**(asked | {"day": date.fromisoformat(asked["day"])}))
    result = drafts_of(name, data, context)
    answer = {
        "drafts": [_values(draft) for draft in result.drafts],
        "problems": [asdict(problem) for problem in result.problems],
    }
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _values(draft: Draft) -> dict[str, Any]:
    """Return a draft with its bytes in letters that JSON can hold."""
    pictures = [(picture.name, b64encode(picture.data).decode()) for picture in draft.pictures]
    attachment = b64encode(draft.attachment_data).decode()
    return draft._asdict() | {"attachment_data": attachment, "pictures": pictures}


def _set_limits() -> None:
    """Let the system end this process when it has taken too much, where the system can."""
    for limit, most in ((resource.RLIMIT_CPU, LONGEST), (resource.RLIMIT_AS, MEMORY)):
        try:
            resource.setrlimit(limit, (most, most))
        except (OSError, ValueError):  # macOS has no limit of memory.
            continue


if __name__ == "__main__":
    main()
