"""Make bulletin/lists/english.gz from the word lists of SCOWL: python docs/make_english.py COMMON… -- LARGE…

Each argument is a file with a word a line, as Debian's packages wbritish-small and wbritish (common), wbritish-large
and wamerican-large have them in /usr/share/dict. A misspelt word may have been meant to be a common one. Of the large
lists only those words are taken that a slip makes of a common one: no other can be mistaken. Larger lists of SCOWL have
words under another licence.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterable
from pathlib import Path

from bulletin.checks.spelling import SHORTEST, slips
from bulletin.content.word_lists import FILE


def words(paths: Iterable[str]) -> set[str]:
    """Return the words of some lists in small letters, without names, and without letters that are not English."""
    lines = {line for path in paths for line in Path(path).read_text("utf-8").split()}
    return {line for line in lines if line.isascii() and line.isalpha() and line.islower() and len(line) >= SHORTEST}


def main() -> None:
    """Write the two lists, one below the other with an empty line between them."""
    divider = sys.argv.index("--")
    common, large = words(sys.argv[1:divider]), words(sys.argv[divider + 1 :])
    mistakable = {word for word in large - common if not common.isdisjoint(slips(word))}
    text = "\n".join((*sorted(common), "", *sorted(mistakable), ""))
    FILE.write_bytes(gzip.compress(text.encode("ascii"), 9, mtime=0))


if __name__ == "__main__":
    main()
