"""Find copied sentences by digests of every 12 words in a row; the digests reveal nothing of the text.

    python -m tests.support.word_runs DOCUMENT... > tests/support/sample-runs.txt

writes the digests of the documents from which the sample was made; the documents are not in the repository.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 12
"""How many equal words in a row are taken as copied."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_DIGITS = 10


def runs(text: str) -> Iterator[str]:
    """Yield every RUN words in a row of a text, in small letters and without punctuation."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def digest(run: str) -> str:
    """Return a short digest of a row of words; two different rows have the same one in fewer than 1 in 10,000 builds."""
    return hashlib.sha256(run.encode()).hexdigest()[:_DIGITS]


if __name__ == "__main__":
    digests = {digest(run) for path in sys.argv[1:] for run in runs(Path(path).read_text("utf-8"))}
    sys.stdout.write("".join(f"{line}\n" for line in sorted(digests)))
