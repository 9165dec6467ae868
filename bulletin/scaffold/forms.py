"""Write the issue forms of a repository, and tell whether somebody has changed them since."""

from __future__ import annotations

import hashlib
import re

from ..content.issue_form import form_text
from ..model.rows import KINDS

_FOLDER = ".github/ISSUE_TEMPLATE"
_MARK = '# Written by Bulletin; "bulletin init --here" renews it as long as nobody changes it (sha256 {}).\n'
_MARKED = re.compile(re.escape(_MARK).replace(r"\{\}", "([0-9a-f]{64})"))


def form_files(*, public: bool) -> dict[str, str]:
    """Return the text of each form, by its path. public: whether anybody can read the repository."""
    texts = {f"{_FOLDER}/{kind}.yml": form_text(kind, public=public) for kind in KINDS}
    return {path: _MARK.format(_hash(text)) + text for path, text in texts.items()}


def is_form(path: str) -> bool:
    """Tell whether a path is the path of an issue form."""
    return path.startswith(f"{_FOLDER}/")


def is_unchanged(text: str) -> bool:
    """Tell whether nobody has changed a form since Bulletin wrote it, in this version or another."""
    mark = _MARKED.match(text)
    if mark:
        return mark[1] == _hash(text[mark.end() :])
    # Forms of versions without the mark had the same text as now.
    return any(text == form_text(kind, public=public) for kind in KINDS for public in (False, True))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
