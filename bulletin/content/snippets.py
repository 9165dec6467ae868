"""Boilerplate: the snippet files, and which of them go with an item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..model import Settings, Snippet
from ..text.slugs import slug
from ..text.suggest import did_you_mean
from .dates import read_date
from .fields import Fields
from .frontmatter import Document, Wrong
from .keys import KINDS
from .markdown import MarkdownText, Refusal, parse
from .positions import ParserNotes
from .values import read_choice, read_yes_no

_FIELD = re.compile(r"\{([^{}\n]*)\}|[{}]")


class SnippetFile(NamedTuple):
    """A snippet and when it is used."""

    snippet: Snippet
    kinds: tuple[str, ...]
    """The kinds of item that it always goes with."""
    until: date | None
    """The last issue date."""
    document: Document
    notes: ParserNotes
    """What says where everything stands in its text."""


def read_snippet(fields: Fields, settings: Settings) -> SnippetFile:
    """A snippet as well as it can be read."""
    title = fields.required("title")
    text = _filled(fields, settings)
    body = parse(MarkdownText(text=text, acronyms=settings.acronyms, shift=2, title=title))
    # Names that were filled in move what stands after them in a line; the file's own text has the places.
    as_written = parse(MarkdownText(text=fields.document.body))
    fields.note_refused(_placed(body.refused, as_written.refused))
    kinds = fields.each(fields.listed("use on"), lambda kind: read_choice(kind, "use on", KINDS))
    snippet = Snippet(
        slug=slug(fields.document.path.rpartition("/")[2][:-3]),
        title=title,
        body=text,
        calendar=fields.read("calendar", read_yes_no, False),
        shared=bool(kinds),
        prose=body.prose,
    )
    until = fields.read("use until", lambda written: read_date(written, None).day, None)
    return SnippetFile(snippet=snippet, kinds=kinds, until=until, document=fields.document, notes=as_written.notes)


def _placed(refused: Sequence[Refusal], as_written: Sequence[Refusal]) -> list[Refusal]:
    """What is refused, each where the one of its line and rule stands in the text as written."""
    left = list(as_written)
    found = []
    for one in refused:
        place = next((other for other in left if (other.line, other.wrong.rule) == (one.line, one.wrong.rule)), None)
        if place:
            left.remove(place)
        found.append(one._replace(offset=place.offset) if place else one)
    return found


def _filled(fields: Fields, settings: Settings) -> str:
    document = fields.document
    values = {"email": settings.email, "team": settings.team, "name": settings.name}

    def fill(match: re.Match[str]) -> str:
        if match[1] in values:
            return values[match[1]]
        before = document.body[: match.start()]
        wrong = Wrong("SET02", f'I do not know "{match[0][:60]}".', "Use {email}, {team} or {name}.")
        place = before.count("\n"), match.start() - (before.rfind("\n") + 1)
        fields.note_refused((Refusal(*place, wrong),))
        return match[0]

    return _FIELD.sub(fill, document.body)


def snippets_for(fields: Fields, kind: str, known: Mapping[str, SnippetFile], day: date) -> tuple[Snippet, ...]:
    """The snippets that go with an item of a kind in an issue of a day: those of its kind, then those it names."""
    chosen = {name: one for name, one in known.items() if kind in one.kinds}
    for written in fields.listed("include"):
        name = slug(written.text)
        by_title = (one for one in known.values() if slug(one.snippet.title) == name)
        found = known.get(name) or next(by_title, None)
        if found:
            chosen[found.snippet.slug] = found
        else:
            said = f'There is no snippet "{written.text}".'
            fields.note(written, Wrong("STR07", said, did_you_mean(written.text, known)))
    return tuple(one.snippet for one in chosen.values() if one.until is None or day <= one.until)
