"""Read the content folder into a Bulletin, and collect every problem."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Generic, NamedTuple, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from .. import addresses
from ..errors import ContentError, Problem, RequestError, reading
from ..ledger import document as ledger_document
from ..ledger import entries
from ..ledger import history as ledger_history
from ..ledger.entries import Ledger
from ..memory import NO_MEMORY, Memory
from ..model import Bulletin, Image, Issue, Item, Settings, Theme
from ..text import zones
from ..text.suggest import did_you_mean
from . import top_part, unusable_files
from .crosscheck import (
    judge_copies,
    judge_names,
    judge_numbers,
    judge_shared_files,
    judge_topics,
    resolve_moved,
    resolve_replaced,
)
from .fields import Fields
from .files import Files
from .frontmatter import Document, Wrong
from .history import (
    RecordedHistory,
    changes_since,
    judged_as_gone,
    judged_as_unshown,
    judged_by_ledger,
    unrecorded_changes,
    with_history,
)
from .images import AssetReader, PictureText
from .issues import NO_DAY, IssueHead, assemble, read_issue_head, repeated_items
from .item_names import ItemNames
from .item_slugs import item_slugs, named_item
from .items import ItemContext, ItemFile, read_item
from .keys import ISSUE, ITEM, SETTINGS, SNIPPET, names
from .linked_items import judge_pages, link_items
from .session_defaults import ParentIssue
from .settings import SettingsFile, read_base_url, read_settings
from .snippets import SnippetFile, read_snippet, standing_text
from .source import Source, Workspace
from .templates import NO_THEME_FILES, ThemeFiles, read_theme_files
from .themes import read_fonts
from .workspace import NOTHING, FileText, FolderContents, source_of, workspace_of

EVERY_READY_ISSUE = "all"
"""The word for all ready issues in the argument `mail`."""

_KEYS = {
    kind: names(table)
    for kind, table in {"settings": SETTINGS, "issue": ISSUE, "snippet": SNIPPET, "item": ITEM}.items()
}
"""What a file of each kind may say."""


class Reading(NamedTuple):
    """The result of reading a content folder."""

    bulletin: Bulletin | None
    """The complete bulletin; None if one of the problems is an error."""
    workspace: Workspace
    """The source files and what was read from them, for the checks."""
    problems: tuple[Problem, ...]
    """Every problem found while reading, sorted by place."""

    def complete(self) -> Bulletin:
        """Return the bulletin; raise ContentError with every problem if there is none."""
        if self.bulletin is None:
            raise ContentError(self.problems)
        return self.bulletin


def load(
    content: Path | str,
    templates: Path | str | None = None,
    as_of: date | None = None,
    *,
    mail: Collection[str] = (),
    base_url: str = "",
    revised: datetime | None = None,
    ledger: Ledger | None = None,
) -> Bulletin:
    """Read a content folder and return the bulletin; the arguments are those of `read`.

    Raises ContentError with every problem, and RequestError for an unknown issue or an impossible base url.
    """
    return read(
        content, templates, as_of, mail=mail, base_url=base_url, revised=revised, ledger=ledger, every_file=False
    ).complete()


def read(
    content: Path | str,
    templates: Path | str | None = None,
    as_of: date | None = None,
    *,
    mail: Collection[str] = (),
    base_url: str = "",
    revised: datetime | None = None,
    ledger: Ledger | None = None,
    every_file: bool = True,
    unsaved: Mapping[str, str] | None = None,
    memory: Memory | None = None,
) -> Reading:
    """Read as much of a content folder as possible, and collect every problem.

    templates: a team's own; by default the folder "templates" beside the content.
    as_of: the day on which "coming" is judged; by default the date of the newest ready issue.
    mail: ids of the issues whose email is made, or "all" for every ready one; by default the
    newest ready issue, else the newest draft. base_url wins over the settings'. revised: when
    changed sessions were revised. ledger: what was published, where that is known better than the
    folder's own ledger.json. every_file: whether attachments are opened that went out with a sent
    issue, too. unsaved: texts that are read as files of the folder though they are not saved, by path in
    it. memory: the results of earlier readings, so that only what has changed is read anew. Raises RequestError
    for an issue or a base url that cannot be.
    """
    files = Files(Path(content), unsaved, memory or NO_MEMORY)
    context = _read_context(files, _checked_base_url(base_url), ledger)
    theme_files = _theme_files(context, Path(templates) if templates else None)
    context = context._replace(ground=dict(theme_files.values).get("paper", ""))
    heads = _read_heads(context)
    judge_numbers(heads)
    context = context._replace(mailed=_mailed_issues(heads, mail))
    item_files, heads = link_items(files, _read_items(heads, context), heads)
    judge_pages(files, context.settings.settings, item_files, heads)
    items = resolve_replaced(files, item_files, resolve_moved(files, item_files))
    _note_conflicts(context, items, {file.item.path for file in item_files if not file.sessions_complete})
    issues = _assemble_issues(heads, items, context)
    day = as_of or _newest_day(issues)
    files.problems += judged_as_gone(context.ledger, items, day)
    if not _has_errors(files):  # An unreadable status or date would be reported twice.
        files.problems += judged_as_unshown(context.ledger, issues, day)
    theme = Theme(name=context.settings.theme, values=theme_files.values, logo=_read_logo(context), fonts=read_fonts())
    contents = FolderContents(
        files, context.ledger, context.settings, theme, context.snippets, heads, item_files, every_file
    )
    workspace = workspace_of(contents, issues, day)
    if _has_errors(files):
        return Reading(None, workspace, tuple(sorted(files.problems)))
    recorded = RecordedHistory(
        context.ledger, context.settings.settings.time_zone, revised, context.settings.settings.base_url
    )
    workspace = workspace._replace(issues=tuple(with_history(issues, recorded, files.memory)))
    bulletin = _make_bulletin(workspace, context, theme_files)
    return Reading(bulletin, workspace, tuple(sorted(files.problems)))


def _make_bulletin(workspace: Workspace, context: _Context, theme_files: ThemeFiles) -> Bulletin:
    """Make the bulletin of a workspace."""
    ledger = context.ledger
    on_web = tuple(issue for issue in workspace.issues if issue.ready and issue.day <= workspace.day)
    mail = tuple(issue for issue in workspace.issues if issue.id in context.mailed)
    items = {item.slug: item for issue in (*on_web, *mail) for item in issue.items}
    return Bulletin(
        settings=workspace.settings,
        theme=workspace.theme,
        as_of=workspace.day,
        issues=on_web,
        mail=mail,
        changes=changes_since(ledger, items.values(), workspace.day),
        promised=ledger.addresses,
        templates_hash=theme_files.hash,
        templates=theme_files.texts,
        own_templates=theme_files.own,
        unrecorded=unrecorded_changes(ledger, items.values()),
        unsaid=ledger_history.unsaid(ledger, items.values()),
        recorded_until=ledger_history.recorded_until(ledger),
        package_templates_hash=theme_files.package_hash,
    )


def _newest_day(issues: Sequence[Issue]) -> date:
    """Return the date of the newest ready issue, else of the newest draft."""
    days = [issue.day for issue in issues if issue.ready] or [issue.day for issue in issues]
    return max(days, default=NO_DAY)


_Given = ParamSpec("_Given")
_Value = TypeVar("_Value")


class _FilePart(NamedTuple, Generic[_Value]):
    """What one file says."""

    value: _Value
    source: Source
    problems: tuple[Problem, ...]


def _read_part(
    files: Files,
    document: Document,
    read: Callable[_Given, _FilePart[_Value]],
    *given: _Given.args,
    **named: _Given.kwargs,
) -> _Value:
    """Read one file, or remember it if nothing that it is read with has changed, and note its problems."""
    place = "part", document.path
    part = files.memory.recall(place, read, *given, **named)
    if any(problem.is_error for problem in part.problems):
        # What a hint names, such as a file of another issue, may be gone the next time.
        files.memory.forget(place)
    files.problems += part.problems
    files.sources[document.path] = part.source
    return part.value


class _Context(NamedTuple):
    """The files, settings, ledger and snippets, which are read before any issue; `files` collects the problems."""

    files: Files
    settings: SettingsFile
    ledger: Ledger
    snippets: Mapping[str, SnippetFile]
    ground: str = ""
    """The colour behind transparent pictures: that of the theme's paper."""
    mailed: frozenset[str] = frozenset()
    """The ids of the issues whose email is made."""


def _read_context(files: Files, base_url: str, ledger: Ledger | None) -> _Context:
    read_file = _read_settings_file(files, base_url)
    settings_file = read_file._replace(settings=files.memory.same("settings", read_file.settings))
    return _Context(
        files=files,
        settings=settings_file,
        ledger=_read_ledger_file(files) if ledger is None else ledger,
        snippets=files.memory.same("snippets", _read_snippets(files, settings_file)),
    )


def _note_conflicts(context: _Context, items: Sequence[Item], incomplete: Collection[str]) -> None:
    """Collect the problems between files, and between files and the ledger.

    incomplete: the paths of items whose session lines could not all be read. A missing session (DAT15) is not
    reported for them, as the unreadable line already is.
    """
    files, settings = context.files, context.settings.settings
    judge_names(files, items)
    judge_shared_files(files, items)
    judge_topics(files, settings)
    judge_copies(files, items)
    judged = judged_by_ledger(files, context.ledger, settings, items)
    files.problems += (problem for problem in judged if problem.rule != "DAT15" or problem.path not in incomplete)


def _checked_base_url(base_url: str) -> str:
    try:
        return read_base_url(base_url) if base_url else ""
    except Wrong as wrong:
        raise RequestError(str(wrong)) from None


def _document_at(files: Files, path: Path, kind: str) -> Document | None:
    text = files.text(path)
    if text is None:
        return None
    with reading(files.shown(path)):
        document = files.memory.recall(("document", files.shown(path)), _read_document, text, files.shown(path), kind)
    if any(problem.rule == top_part.UNREADABLE for problem in document.problems):
        files.problems += document.problems
        return None
    return document


def _read_document(text: str, path: str, kind: str) -> Document:
    reader = top_part.read_settings if kind == "settings" else top_part.read
    return reader(text, path, _KEYS[kind])


def _read_settings_file(files: Files, base_url: str) -> SettingsFile:
    path = files.content / "bulletin.yml"
    document = _document_at(files, path, "settings") if path.exists() or path.is_symlink() else None
    is_said = any(problem.path == files.shown(path) for problem in files.problems)
    if document is None and not is_said and not any(map(unusable_files.is_settings, files.entries(files.content))):
        folder = files.content.name or files.shown(files.content)
        message = f"{folder} has no bulletin.yml, so I do not know whose bulletin it is. Add one."
        files.wrong(path, "FIL06", message)
    # A missing file is one problem, not one for each key that it should have: those go into a list nobody reads.
    nothing = Document(files.shown(path), {}, "", 1, ())
    fields = Fields(document, SETTINGS, files.problems) if document else Fields(nothing, SETTINGS, [])
    with reading(files.shown(path)):
        return read_settings(fields, base_url)


def _read_ledger_file(files: Files) -> Ledger:
    path = files.content / "ledger.json"
    if not path.exists():
        return entries.EMPTY
    text = files.text(path, limit=None)
    try:
        with reading(files.shown(path)):
            if text is None:
                return entries.EMPTY
            return files.memory.recall("ledger", ledger_document.parse, text, files.shown(path))
    except ContentError as error:
        files.problems += error.problems
        return entries.EMPTY


def _read_snippets(files: Files, settings_file: SettingsFile) -> dict[str, SnippetFile]:
    snippets: dict[str, SnippetFile] = {}
    for path in files.texts(files.content / "snippets"):
        document = _document_at(files, path, "snippet")
        if document is None:
            continue
        with reading(document.path):
            snippet_file = _read_part(files, document, _snippet_part, document, settings_file.settings)
        if snippets.setdefault(snippet_file.snippet.slug, snippet_file) is not snippet_file:
            message = f"Another snippet has the name {snippet_file.snippet.slug} too. Rename one."
            files.wrong(path, "NAM02", message)
    return snippets


def _snippet_part(document: Document, settings: Settings) -> _FilePart[SnippetFile]:
    fields = Fields(document, SNIPPET, [], month_first=settings.month_first)
    snippet = read_snippet(fields, settings)
    source = source_of(FileText("snippet", document, snippet.notes))
    # The parser's marks take twice the room of all the rest.
    return _FilePart(snippet._replace(notes=NOTHING), source, tuple(fields.problems))


def _theme_files(context: _Context, templates: Path | None) -> ThemeFiles:
    files = context.files
    beside = files.content.absolute().parent / "templates"
    own = templates or (beside if beside.is_dir() else None)
    if own == beside and not Path(os.path.realpath(beside)).is_relative_to(os.path.realpath(beside.parent)):
        message = "The folder templates is a link to a place outside its own folder. Copy the files in."
        files.wrong(beside, "FIL04", message)
        return NO_THEME_FILES
    try:
        theme_files = read_theme_files(context.settings.theme, own)
    except Wrong as wrong:
        context.settings.fields.refuse("theme", wrong)
        return NO_THEME_FILES
    files.problems += theme_files.problems
    return theme_files


def _read_logo(context: _Context) -> Image | None:
    files, settings = context.files, context.settings
    if not settings.logo:
        return None
    try:
        reader = AssetReader(folder=files.assets(files.content), owner="", published=context.ledger.addresses)
        return reader.image(PictureText(settings.logo, settings.logo_alt, width=settings.logo_width))
    except Wrong as wrong:
        settings.fields.refuse("logo", wrong)
        return None


def _read_heads(context: _Context) -> list[IssueHead]:
    """Return the issues, newest first."""
    files = context.files
    heads = [_read_head(files, folder, context) for folder in files.issue_folders()]
    read_heads = [head for head in heads if head]
    if not heads and not files.problems:
        files.wrong(files.content, "FIL06", "There is no issue yet. Add a folder like 2022-03 with an issue.md in it.")
    return sorted(read_heads, key=lambda head: (head.day, head.id), reverse=True)


def _read_head(files: Files, folder: Path, context: _Context) -> IssueHead | None:
    settings = context.settings.settings
    path = next((entry for entry in files.entries(folder) if entry.name.lower() == "issue.md"), None)
    if path is None:
        message = f"{folder.name} has no issue.md, so I do not know its date. Add one."
        files.wrong(folder, "FIL06", message)
        return None
    document = _document_at(files, path, "issue")
    if document is None:
        return None
    assets = AssetReader(
        folder=files.assets(folder),
        owner=addresses.issue(folder.name),
        ground=context.ground,
        published=context.ledger.addresses,
    )
    with reading(document.path):
        head = _read_part(files, document, _head_part, document, assets, settings)
    return head._replace(fields=head.fields.noting_in(files.problems))


def _head_part(document: Document, assets: AssetReader, settings: Settings) -> _FilePart[IssueHead]:
    fields = Fields(document, ISSUE, [], month_first=settings.month_first)
    head = read_issue_head(fields, assets, settings)
    source = source_of(FileText("issue", document, head.body.notes))
    head = head._replace(body=head.body._replace(notes=NOTHING))
    return _FilePart(head, source, tuple(fields.problems))


def _mailed_issues(heads: Sequence[IssueHead], asked_ids: Collection[str]) -> frozenset[str]:
    """Return the ids of the issues whose email is made."""
    ready = [head.id for head in heads if head.ready]
    ids = [head.id for head in heads]
    if not asked_ids:
        return frozenset((ready or ids)[:1])
    if EVERY_READY_ISSUE in asked_ids:
        return frozenset(ready)
    for issue_id in sorted(set(asked_ids) - set(ids)):
        raise RequestError(f'There is no issue "{issue_id}". {did_you_mean(issue_id, ids)}'.strip())
    return frozenset(asked_ids)


def _read_items(heads: Sequence[IssueHead], context: _Context) -> list[ItemFile]:
    """Read the items of all issues; their slugs are chosen first, since they depend on all file names."""
    documents = {head.id: _item_documents(head, context.files) for head in heads}
    named = [
        named_item(document, head, context.settings.settings.default_circulation)
        for head in heads
        for document in documents[head.id]
    ]
    slugs = item_slugs(named, context.ledger)
    return [file for head in heads for file in _read_items_of(head, documents[head.id], slugs, context)]


def _item_documents(head: IssueHead, files: Files) -> list[Document]:
    paths = (path for path in files.texts(head.assets.path) if path.name.lower() != "issue.md")
    documents = (_document_at(files, path, "item") for path in paths)
    return [document for document in documents if document]


def _read_items_of(
    head: IssueHead, documents: Sequence[Document], slugs: Mapping[str, str], context: _Context
) -> Iterator[ItemFile]:
    home = ParentIssue(settings=context.settings.settings, issue=head.id, day=head.day, instant=head.instant)
    for document in documents:
        item_context = ItemContext(
            home=home,
            slug=slugs[document.path],
            snippets=context.snippets,
            ledger=context.ledger,
            assets=head.assets,
            mailed=head.id in context.mailed,
            ground=context.ground,
        )
        with reading(document.path):
            yield _read_part(context.files, document, _item_part, document, item_context)


def _item_part(document: Document, context: ItemContext) -> _FilePart[ItemFile]:
    fields = Fields(document, ITEM, [], month_first=context.home.settings.month_first)
    file = read_item(fields, context)
    source = source_of(FileText("item", document, file.notes))
    return _FilePart(file._replace(notes=NOTHING), source, tuple(fields.problems))


def _assemble_issues(heads: Sequence[IssueHead], items: Sequence[Item], context: _Context) -> list[Issue]:
    """Return the issues, newest first; each may repeat items of ready issues before it."""
    own: dict[str, list[Item]] = {head.id: [] for head in heads}
    for item in items:
        own[item.issue].append(item)
    issues = []
    standing = standing_text(context.settings.fields, context.snippets)
    ready = {head.id: place for place, head in enumerate(heads) if head.ready}
    every = ItemNames(item for head in heads for item in own[head.id])
    for place, head in enumerate(heads):
        repeated = repeated_items(head, every, partial(_is_after, ready, place))
        issues.append(standing.in_issue(assemble(head, own[head.id], repeated, context.settings)))
    return issues


def _is_after(places: Mapping[str, int], place: int, item: Item) -> bool:
    """Tell whether an item's issue comes after a place in `places`, which has the ready issues' places by their ids."""
    return places.get(item.issue, -1) > place


def zone_of(content: Path) -> ZoneInfo:
    """Return the time zone of a bulletin; raise ContentError if its settings cannot be read."""
    return zones.zone(_sound_settings(content).time_zone)


def id_of(content: Path) -> str:
    """Return the id of a bulletin; raise ContentError if its settings cannot be read."""
    return _sound_settings(content).id


def _sound_settings(content: Path) -> Settings:
    files = Files(content)
    settings_file = _read_settings_file(files, "")
    _raise_if_errors(files)
    return settings_file.settings


def read_ledger(content: Path) -> Ledger:
    """Return the ledger of a content folder; raise ContentError if it is damaged."""
    files = Files(content)
    ledger = _read_ledger_file(files)
    _raise_if_errors(files)
    return ledger


def settings_of(content: Path) -> Settings:
    """Return the settings of a content folder, as well as they can be read."""
    return _read_settings_file(Files(content), "").settings


def issue_day(content: Path, issue_id: str) -> date:
    """Return the date of an issue; raise ContentError if it cannot be read."""
    files = Files(content)
    context = _Context(files, _read_settings_file(files, ""), entries.EMPTY, {})
    head = _read_head(files, content / issue_id, context)
    _raise_if_errors(files)
    return head.day if head else NO_DAY


def _has_errors(files: Files) -> bool:
    return any(problem.is_error for problem in files.problems)


def _raise_if_errors(files: Files) -> None:
    if _has_errors(files):
        raise ContentError(tuple(files.problems))
