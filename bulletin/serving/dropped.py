"""Read a document that is dropped on the editor's page into drafts of items; write no file."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from ..errors import RequestError
from ..importing import Draft, ImportContext, drafts, with_free_pictures
from ..scaffold.file_set import names_in
from ..text.humanize import count
from .latest import Latest

_MOST_IN_NAME = 200
"""The most characters of a document's name; only the last ones are used."""


def read_document(latest: Latest, issue: str, name: str, data: bytes) -> dict[str, Any]:
    """Return the drafts made from a document and their questions, as values for JSON.

    issue: the id of the issue that the items go into. name: that of the file; its ending selects the format. Raises
    RequestError if the document or the bulletin cannot be read.
    """
    snapshot = latest.snapshot(issue)
    if snapshot.reading is None:
        raise RequestError("I cannot read the bulletin at the moment. Put right what the list says.")
    result = drafts(name[-_MOST_IN_NAME:], data, ImportContext.of(snapshot.reading.workspace, snapshot.issue))
    items = with_free_pictures(result.drafts, names_in(latest.content / snapshot.issue / "files"))
    sentences = [problem.sentence for problem in result.problems]
    if not result.drafts:
        raise RequestError(" ".join(sentences) or "I found no item in it.")
    says = f"{count(len(result.drafts), 'item')} in {name}."
    return {
        "says": " ".join([says, *sentences]),
        "drafts": [_values(draft, snapshot.issue) for draft in items],
    }


def _values(draft: Draft, issue: str) -> dict[str, Any]:
    limited = [f'It is limited, because the document says "{draft.limited}".'] if draft.limited else []
    return {
        "issue": issue,
        "name": draft.name,
        "text": draft.text,
        "unsure": [*limited, *draft.marks],
        "sessions": list(draft.sessions),
        "pictures": [[picture.name, b64encode(picture.data).decode()] for picture in draft.pictures],
    }
