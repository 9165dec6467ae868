"""Read snippets, and choose those for an item or an email."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from ..model import Issue, Settings, Snippet
from ..model.rows import KINDS
from ..text.lines import place_of
from ..text.slugs import slug
from ..text.suggest import did_you_mean
from .dates import read_date
from .fields import Fields
from .frontmatter import Document, Wrong
from .markdown import MarkdownText, Refusal, parse
from .positions import ParserNotes
from .values import read_choice, read_yes_no

_FIELD = re.compile(r"\{([^{}\n]*)\}|[{$#]*\{%?[ \t]*(?P<doubled>\w*)[^{}\n]*\}+|[{}]")
"""A name in braces, a field as mail programs write it, like {{name}}, or a single brace."""


class SnippetFile(NamedTuple):
    """A snippet, with the conditions for its use."""

    snippet: Snippet
    kinds: tuple[str, ...]
    """The kinds of item that always have it."""
    until: date | None
    """The last issue date on which it is used."""
    document: Document
    notes: ParserNotes
    """The parser's notes, from which positions in its text are found."""


def read_snippet(fields: Fields, settings: Settings) -> SnippetFile:
    """Read a snippet, and note every problem."""
    title = fields.required("title")
    text = _fill_in_names(fields, settings)
    body = parse(
        MarkdownText(
            text=text,
            acronyms=settings.acronyms,
            shift=2,
            title=title,
            name=f"snippet-{slug(fields.document.path.rpartition('/')[2][:-3])}",
            language=settings.language,
        )
    )
    # A filled-in name like {team} moves the text after it in its line, so places come from the text as written.
    as_written = parse(MarkdownText(text=fields.document.body))
    fields.note_refused(_with_places(body.refused, as_written.refused))
    kinds = fields.each(fields.listed("use on"), lambda kind: read_choice(kind, "use on", KINDS))
    snippet = Snippet(
        slug=slug(fields.document.path.rpartition("/")[2][:-3]),
        title=title,
        body=text,
        calendar=fields.read("calendar", read_yes_no, False),
        shared=bool(kinds),
        prose=body.prose,
    )
    until = fields.read("use until", lambda written: read_date(written, None, month_first=fields.month_first).day, None)
    return SnippetFile(snippet=snippet, kinds=kinds, until=until, document=fields.document, notes=as_written.notes)


def _with_places(refused: Sequence[Refusal], as_written: Sequence[Refusal]) -> list[Refusal]:
    """Return the refusals with the offsets of those with the same line and rule in the text as written."""
    left = list(as_written)
    moved = []
    for refusal in refused:
        line_and_rule = refusal.line, refusal.wrong.rule
        place = next((other for other in left if (other.line, other.wrong.rule) == line_and_rule), None)
        if place:
            left.remove(place)
        moved.append(refusal._replace(offset=place.offset) if place else refusal)
    return moved


def _fill_in_names(fields: Fields, settings: Settings) -> str:
    document = fields.document
    values = {"email": settings.email, "team": settings.team, "name": settings.name}

    def fill(match: re.Match[str]) -> str:
        if match[1] in values:
            return values[match[1]]
        known = match["doubled"] in values
        hint = f'Write "{{{match["doubled"]}}}".' if known else "Use {email}, {team} or {name}."
        wrong = Wrong("SET02", f'I do not know "{match[0][:60]}".', hint)
        line, column = place_of(document.body, match.start())
        fields.note_refused((Refusal(line - 1, column - 1, wrong),))
        return match[0]

    return _FIELD.sub(fill, document.body)


def snippets_for(fields: Fields, kind: str, files: Mapping[str, SnippetFile], day: date) -> tuple[Snippet, ...]:
    """Choose the snippets of an item: those for its kind, then those that it names. day: the date of its issue."""
    chosen = {name: file for name, file in files.items() if kind in file.kinds}
    chosen |= {file.snippet.slug: file for file in _snippets_named(fields, "include", files)}
    return tuple(file.snippet for file in chosen.values() if file.until is None or day <= file.until)


class StandingText(NamedTuple):
    """The snippets at the start and end of every email."""

    head: tuple[SnippetFile, ...]
    foot: tuple[SnippetFile, ...]

    def in_issue(self, issue: Issue) -> Issue:
        """Return an issue with those of the snippets that are still in use on its day."""

        def used(files: Sequence[SnippetFile]) -> tuple[Snippet, ...]:
            return tuple(file.snippet for file in files if file.until is None or issue.day <= file.until)

        return replace(issue, head=used(self.head), foot=used(self.foot))


def standing_text(fields: Fields, files: Mapping[str, SnippetFile]) -> StandingText:
    """Return the snippets that bulletin.yml puts into every email."""
    return StandingText(*(_snippets_named(fields, key, files) for key in ("email head", "email foot")))


def _snippets_named(fields: Fields, key: str, files: Mapping[str, SnippetFile]) -> tuple[SnippetFile, ...]:
    """Return the snippets that a key names by file name or title; note each that does not exist (STR07)."""
    named = []
    for written in fields.listed(key):
        name = slug(written.text)
        by_title = (file for file in files.values() if slug(file.snippet.title) == name)
        file = files.get(name) or next(by_title, None)
        if file:
            named.append(file)
        else:
            message = f'There is no snippet "{written.text}".'
            hint = did_you_mean(written.text, files) or "Write the name of a file in content/snippets."
            fields.note(written, Wrong("STR07", message, hint))
    return tuple(named)
