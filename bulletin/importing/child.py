"""Run as the process that reads one document: standard input to standard output, under limits."""

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
    """Read the request and the document, set the limits, and write the drafts as JSON."""
    request = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read()
    _set_limits()
    name = request.pop("name")
    words = {key: tuple(lines) for key, lines in request["words"].items()}
    context = ImportContext(**request | {"day": date.fromisoformat(request["day"]), "words": words})
    result = drafts_of(name, data, context)
    answer = {
        "drafts": [_values(draft) for draft in result.drafts],
        "problems": [asdict(problem) for problem in result.problems],
    }
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _values(draft: Draft) -> dict[str, Any]:
    """Return the fields of a draft for JSON, with bytes as Base64."""
    pictures = [(picture.name, b64encode(picture.data).decode()) for picture in draft.pictures]
    attachment = b64encode(draft.attachment_data).decode()
    return draft._asdict() | {"attachment_data": attachment, "pictures": pictures}


def _set_limits() -> None:
    """Make the operating system end this process if it takes too much time or memory."""
    for limit, most in ((resource.RLIMIT_CPU, LONGEST), (resource.RLIMIT_AS, MEMORY)):
        try:
            resource.setrlimit(limit, (most, most))
        except (OSError, ValueError):  # macOS cannot limit memory.
            continue


if __name__ == "__main__":
    main()
