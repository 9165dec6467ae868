"""Read a document in a process of its own, with limits on its time and its memory.

Readers of documents follow what anybody may have written: an archive that unfolds without end, or a page with a
million lines. Whatever becomes of the process, the rest of the program goes on.
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
"""Bytes of a document."""
LONGEST = 20
"""Seconds that a document may take."""
_START = 10
"""Seconds that a busy machine may take to begin and to end."""
MEMORY = 1 << 30
"""Bytes of memory."""


def drafts(name: str, data: bytes, context: ImportContext) -> Drafts:
    """Make items from a document. name: of its file, whose ending says what it is.

    Everything that is wrong with the document is a problem in the result: nothing is raised, and nothing is written.
    """
    if len(data) > LARGEST:
        return _refused(
            name,
            f"It has more than {LARGEST // 1_000_000}MB.",
            "Save it with smaller pictures, or copy its text into a .txt file.",
        )
    try:
        answer = subprocess.run(
            [sys.executable, "-P", "-m", f"{__package__}.child"],  # Nothing is imported from the folder at hand.
            input=_question(name, data, context),
            capture_output=True,
            timeout=LONGEST + _START,
            check=True,
        )
        return _answer(json.loads(answer.stdout))
    except subprocess.TimeoutExpired:
        return _refused(name, "It takes too long to read.", _COPY)
    except (subprocess.CalledProcessError, ValueError, TypeError, KeyError):
        return _refused(name, "It cannot be read: it takes too much time or memory, or it is damaged.", _COPY)


_COPY = "Copy its text into a .txt file, and import that."


def _refused(name: str, message: str, hint: str) -> Drafts:
    return Drafts(problems=(refusal(name, message, hint),))


def _question(name: str, data: bytes, context: ImportContext) -> bytes:
    """Write what the process reads: a line of JSON, then the bytes of the document."""
    asked = context._asdict() | {"name": name, "day": context.day.isoformat()}
    asked["words"] = {key: list(lines) for key, lines in context.words.items()}
    return json.dumps(asked).encode() + b"\n" + data


def _answer(answer: Any) -> Drafts:
    """Read what the process wrote; raises TypeError or KeyError for anything else."""
    items = [
        Draft(**each)._replace(
            sessions=tuple(each["sessions"]),
            marks=tuple(each["marks"]),
            attachment_data=b64decode(each["attachment_data"]),
            pictures=tuple(DraftPicture(name, b64decode(data)) for name, data in each["pictures"]),
        )
        for each in answer["drafts"]
    ]
    return Drafts(tuple(items), tuple(Problem(**each) for each in answer["problems"]))
