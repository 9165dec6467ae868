"""Read a document in a separate process, with limits of time and memory.

Anybody may have made the document, such as an archive that unpacks without end, or a page with a million lines.
If the process fails or is killed, the program goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64decode
from typing import Any

from ..errors import Problem
from .drafts import Draft, DraftPicture, Drafts, ImportContext, refusal

LARGEST = 20_000_000
"""The most bytes of a document."""
LONGEST = 20
"""The most seconds to read a document."""
_START = 10
"""The most seconds that a busy machine needs to start and end the process."""
MEMORY = 1 << 30
"""The most bytes of memory of the process."""


def drafts(name: str, data: bytes, context: ImportContext) -> Drafts:
    """Make items from a document. name: that of its file; its ending selects the format.

    Raises nothing and writes no file: everything that is wrong with the document is a problem in the result.
    """
    if len(data) > LARGEST:
        return _refused_document(
            name,
            f"It has more than {LARGEST // 1_000_000}MB.",
            "Save it with smaller pictures, or copy its text into a .txt file.",
        )
    try:
        answer = subprocess.run(
            [sys.executable, "-P", "-m", f"{__package__}.child"],  # -P: import nothing from the current folder.
            input=_request(name, data, context),
            capture_output=True,
            timeout=LONGEST + _START,
            check=True,
        )
        return _drafts_from_json(json.loads(answer.stdout))
    except subprocess.TimeoutExpired:
        return _refused_document(name, "It takes too long to read.", _COPY)
    except (subprocess.CalledProcessError, ValueError, TypeError, KeyError):
        return _refused_document(name, "It cannot be read: it takes too much time or memory, or it is damaged.", _COPY)


_COPY = "Copy its text into a .txt file, and import that."


def _refused_document(name: str, message: str, hint: str) -> Drafts:
    return Drafts(problems=(refusal(name, message, hint),))


def _request(name: str, data: bytes, context: ImportContext) -> bytes:
    """Return the input of the process: a line of JSON, then the bytes of the document."""
    request = context._asdict() | {"name": name, "day": context.day.isoformat()}
    return json.dumps(request).encode() + b"\n" + data


def _drafts_from_json(answer: Any) -> Drafts:
    """Make the drafts of the process's JSON output; raises TypeError or KeyError if it has another form."""
    items = [
        Draft(**item)._replace(
            sessions=tuple(item["sessions"]),
            marks=tuple(item["marks"]),
            attachment_data=b64decode(item["attachment_data"]),
            pictures=tuple(DraftPicture(name, b64decode(data)) for name, data in item["pictures"]),
        )
        for item in answer["drafts"]
    ]
    return Drafts(tuple(items), tuple(Problem(**problem) for problem in answer["problems"]))
