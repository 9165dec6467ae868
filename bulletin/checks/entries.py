"""What a built calendar entry must say, against the session that it is of (RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..model import Item, Session

_ESCAPED = re.compile(r"\\([\\;,nN])")
_EVENT = re.compile(r"BEGIN:VEVENT\n(.*?)END:VEVENT", re.DOTALL)
_WANTED = ("UID", "SEQUENCE", "LOCATION", "DESCRIPTION")


def problems(text: str, sessions: Mapping[str, tuple[Item, Session]]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with each entry: the sentence, its severity, its rule."""
    for event in _EVENT.finditer(text.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")):
        said = _properties(event[1])
        known = sessions.get(said.get("UID", ""))
        if known is None:
            yield "A calendar entry is of no session.", "error", "CAL02"
            continue
        item, session = known
        if said.get("SEQUENCE", "0") != str(session.revision.sequence):
            yield f"The SEQUENCE of {session.key} is not the recorded one.", "error", "CAL02"
        if not said.get("LOCATION"):
            yield f"The entry of {session.key} does not say where it is.", "warning", "CAL01"
        description = " ".join(said.get("DESCRIPTION", "").split())
        reached = [way for one in item.contacts for way in (one.email, one.phone, one.url) if way]
        if reached and not any(way in description for way in reached):
            yield f"The entry of {session.key} does not say whom to ask.", "warning", "CAL01"
        for snippet in item.snippets:
            if snippet.calendar and " ".join(snippet.title.split()) not in description:
                yield f'The entry of {session.key} does not say "{snippet.title[:60]}".', "warning", "CAL01"


def _properties(event: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in event.splitlines():
        name, _, value = line.partition(":")
        bare = name.partition(";")[0]
        if bare in _WANTED:
            found.setdefault(bare, _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value))
    return found
