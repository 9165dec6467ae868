"""Turn a built bulletin into what is published of it: an issue, a correction or the reminder of the week."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, NamedTuple

from .. import addresses
from ..circulation.audience import seen_by
from ..errors import PublishError, RequestError
from ..ledger.entries import Ledger, session_ref
from ..ledger.hashes import item_hash, session_hashes
from ..ledger.history import next_correction
from ..ledger.recording import told_entry
from ..model import Bulletin, Circulation, File, Issue
from ..outputs import render_correction, render_reminder
from ..outputs.email.correction import corrected
from ..outputs.email.editions import EDITIONS, editions_of, reminders_of
from ..outputs.email.editions import MAIN as MAIN_EDITION
from ..outputs.email.plan import Mention, plan
from ..outputs.email.reminder import week_reminder
from ..text import humanize
from .publication import SENT, Mentions, Publication, message


class Build(NamedTuple):
    """A bulletin and its rendered files."""

    bulletin: Bulletin
    files: Mapping[str, File]
    """The rendered files by path."""
    commit: str
    """The commit of the content, "" if it is unknown."""


class MailChoice(NamedTuple):
    """Which mail of a bulletin to publish."""

    kind: Literal["issue", "correction", "reminder"]
    issue: str = ""
    """The id of the issue, or of the issue that is corrected; "" for the reminder of the week."""


class Outgoing(NamedTuple):
    """A publication, and the bytes of its files by path."""

    publication: Publication
    files: Mapping[str, bytes]


def outgoing(build: Build, ledger: Ledger, choice: MailChoice) -> Outgoing:
    """Return the chosen mail; raise the errors of the functions below."""
    if choice.kind == "reminder":
        return outgoing_reminder(build)
    if choice.kind == "correction":
        return outgoing_correction(build, ledger, choice.issue)
    return outgoing_issue(build, choice.issue)


def outgoing_issue(build: Build, issue_id: str) -> Outgoing:
    """Return an issue with all files of its mail folder.

    Raises RequestError if the issue is not shown yet, PublishError if its email was not built.
    """
    issue = _shown_issue(build.bulletin, issue_id)
    mentions = _mentions(build.bulletin, issue_id, _issue_mentions(build.bulletin, issue))
    folder = addresses.mail(issue.id, "")
    files = {path: file for path, file in build.files.items() if path.startswith(folder)}
    names = {edition.list: edition.name for edition in editions_of(build.bulletin.settings)}
    return _with_files(_publication(build, issue, mentions), files, names)


def outgoing_correction(build: Build, ledger: Ledger, issue_id: str) -> Outgoing:
    """Return the next correction of an issue.

    Raises RequestError for an issue that was not sent, or has not changed since.
    """
    bulletin = build.bulletin
    issue, number = _shown_issue(bulletin, issue_id), next_correction(ledger, issue_id)
    correction = corrected(bulletin, issue_id, number)
    items = {item.slug: item for holder in (*bulletin.issues, *bulletin.mail) for item in holder.items}
    mentions: list[Mention] = [(items[slug], None) for slug in correction.items]
    for ref in correction.sessions:
        slug, _, key = ref.partition("/")
        mentions.append((items[slug], next(session for session in items[slug].sessions if session.key == key)))
    publication = replace(
        _publication(build, issue, _mentions(bulletin, correction.id, mentions)),
        id=correction.id,
        public={item.circulation for item, _ in mentions} <= {Circulation.PUBLIC},
    )
    names = {edition.list: f"{edition.correction}-{number}" for edition in editions_of(bulletin.settings)}
    return _with_files(publication, _without_manifest(render_correction(bulletin, issue_id, number)), names)


def outgoing_reminder(build: Build) -> Outgoing:
    """Return the reminder of the week's sessions.

    The ledger does not record what a reminder says of sessions, since it names only those of a week: the next issue
    or correction says it, too. Raises RequestError for a week without a session that is still to come.
    """
    bulletin, week = build.bulletin, week_reminder(build.bulletin)
    if week is None:
        raise RequestError("No session of this week lies ahead, so there is nothing to remind anybody of.")
    publication = Publication(
        id=week.id,
        bulletin=bulletin.settings.id,
        title=week.subject,
        day=week.day,
        commit=build.commit,
        page="",
        page_sha256="",
        public={item.circulation for item, _ in week.mentions} <= {Circulation.PUBLIC},
        sample=bulletin.settings.sample,
        mentions=Mentions(items={}, sessions={}, hashes=_mentions(bulletin, week.id, week.mentions).hashes),
        files={},
    )
    names = {edition.list: edition.name for edition in reminders_of(bulletin.settings)}
    return _with_files(publication, _without_manifest(render_reminder(bulletin)), names)


def _without_manifest(files: Iterable[File]) -> dict[str, File]:
    return {file.path: file for file in files if file.path != addresses.MANIFEST}


def _publication(build: Build, issue: Issue, mentions: Mentions) -> Publication:
    """Return the publication of an issue, without its files."""
    bulletin = build.bulletin
    page = build.files.get(addresses.site(addresses.issue(issue.id))) if bulletin.settings.hosted else None
    main = next(cut for cut in seen_by(bulletin, Circulation.STAFF).mail if cut.id == issue.id)
    return Publication(
        id=issue.id,
        bulletin=bulletin.settings.id,
        title=issue.subject,
        day=issue.day,
        commit=build.commit,
        page=addresses.absolute(bulletin.settings, addresses.issue(issue.id)) if page else "",
        page_sha256=page.sha256 if page else "",
        public=_is_public(bulletin, main),
        sample=bulletin.settings.sample,
        mentions=mentions,
        files={},
    )


def _with_files(publication: Publication, files: Mapping[str, File], names: Mapping[str, str]) -> Outgoing:
    """Add the files to a publication. names: the stem of the names of each edition's files, by its list."""
    contents = {path: file.read_bytes() for path, file in sorted(files.items())}
    paths = {list_: addresses.mail(publication.issue, f"{name}{SENT}") for list_, name in names.items()}
    with_files = replace(
        publication,
        files={path: hashlib.sha256(data).hexdigest() for path, data in contents.items()},
        limited=frozenset(path for path, file in files.items() if file.circulation is Circulation.LIMITED),
        messages=tuple(message(list_, path, contents[path]) for list_, path in paths.items() if path in contents),
    )
    return Outgoing(with_files, contents)


def _shown_issue(bulletin: Bulletin, issue_id: str) -> Issue:
    issue = next((issue for issue in bulletin.issues if issue.id == issue_id), None)
    mailed = next((issue for issue in bulletin.mail if issue.id == issue_id), None)
    if issue is None:
        raise RequestError(_not_shown_sentence(issue_id, mailed))
    if mailed is None:
        raise PublishError(f"The email of {issue_id} was not built.")
    return issue


def _not_shown_sentence(issue_id: str, issue: Issue | None) -> str:
    if issue is None:
        return f'There is no issue "{issue_id}" that is ready and whose date has come.'
    if not issue.ready:
        return f"{issue_id} is a draft. When it is finished, write `status: ready` in its issue.md."
    day = humanize.day(issue.day)
    return (
        f"{issue_id} is dated {day}, and that day has not come. To see before then what would go out, "
        f'type `bulletin publish --issue {issue_id} --dry-run --as-of "{day}"`.'
    )


def _is_public(bulletin: Bulletin, main: Issue) -> bool:
    """Return whether everybody may see all that the main edition says."""
    mail = plan(seen_by(bulletin, MAIN_EDITION.audience), main, MAIN_EDITION)
    introduction = not main.introduction or main.circulation is Circulation.PUBLIC
    return introduction and {item.circulation for item, _ in mail.mentions} <= {Circulation.PUBLIC}


def _issue_mentions(bulletin: Bulletin, issue: Issue) -> Iterator[Mention]:
    """Yield each item that an edition of the issue holds, and each session that it names."""
    for edition in EDITIONS:
        view = seen_by(bulletin, edition.audience)
        cut = next((cut for cut in view.mail if cut.id == issue.id), None)
        if cut:
            yield from plan(view, cut, edition).mentions


def _mentions(bulletin: Bulletin, publication_id: str, mentions: Iterable[Mention]) -> Mentions:
    """Return a publication's items and sessions as the ledger records them."""
    mentions = tuple(mentions)
    zone = bulletin.settings.time_zone
    items = {item.slug: item for item, session in mentions if session is None}
    sessions = {session_ref(item.slug, session.key): (item, session) for item, session in mentions if session}
    return Mentions(
        items={slug: item_hash(item) for slug, item in sorted(items.items())},
        sessions={ref: told_entry(item, session, publication_id) for ref, (item, session) in sorted(sessions.items())},
        awaited={
            slug: tuple(row.label for row in item.awaited) for slug, item in sorted(items.items()) if item.awaited
        },
        hashes={ref: session_hashes(item, session, zone).hash for ref, (item, session) in sorted(sessions.items())},
    )
