"""Find sentences that were copied: a text's rows of 12 words, as digests that give nothing of the text away.

    python -m tests.support.word_runs DOCUMENT... > tests/support/sample-runs.txt

writes the digests of the documents that the sample was made from; the documents are not in the repository.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RUN = 12
"""Words in a row that are taken for copied."""

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")
_DIGITS = 10


def runs(text: str) -> Iterator[str]:
    """Each row of RUN words of a text, in lower case, without its punctuation."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    return (" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def digest(run: str) -> str:
    """Return a short name of a row of words; that two rows share one by chance is less likely than 1 in 10,000 builds."""
    return hashlib.sha256(run.encode()).hexdigest()[:_DIGITS]


if __name__ == "__main__":
    found = {digest(run) for path in sys.argv[1:] for run in runs(Path(path).read_text("utf-8"))}
    sys.stdout.write("".join(f"{one}\n" for one in sorted(found)))
