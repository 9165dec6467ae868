"""Turn a built bulletin into the Publication of one of its issues."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

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
from ..outputs.email.plan import EDITIONS, Mention, editions_of, plan, reminders_of
from ..outputs.email.plan import MAIN as MAIN_EDITION
from ..outputs.email.reminder import week_reminder
from ..text import humanize
from .publication import SENT, Mentions, Message, Publication, message


class Build(NamedTuple):
    """A bulletin and its rendered files."""

    bulletin: Bulletin
    files: Mapping[str, File]
    """The rendered files by path."""
    commit: str
    """The commit of the content, "" if it is unknown."""


def issue_publication(build: Build, issue_id: str) -> Publication:
    """Return the publication of an issue.

    Raises RequestError if the issue is not shown yet, PublishError if its email was not built.
    """
    issue = _shown_issue(build.bulletin, issue_id)
    mentions = _hashes(build.bulletin, issue_id, _issue_mentions(build.bulletin, issue))
    files = {edition.list: edition.name for edition in editions_of(build.bulletin.settings)}
    return _publication(build, issue, mentions, files)


def correction_publication(build: Build, ledger: Ledger, issue_id: str) -> tuple[Build, Publication]:
    """Return the build with the files of an issue's next correction, and the correction's publication.

    Raises RequestError for an issue that was not sent, or has not changed since.
    """
    issue, number = _shown_issue(build.bulletin, issue_id), next_correction(ledger, issue_id)
    correction = corrected(build.bulletin, issue_id, number)
    files = {file.path: file for file in render_correction(build.bulletin, issue_id, number)}
    del files[addresses.MANIFEST]
    build = build._replace(files={**build.files, **files})
    issues = (*build.bulletin.issues, *build.bulletin.mail)
    items = {item.slug: item for holder in issues for item in holder.items}
    mentions: list[Mention] = [(items[slug], None) for slug in correction.items]
    for ref in correction.sessions:
        slug, _, key = ref.partition("/")
        mentions.append((items[slug], next(session for session in items[slug].sessions if session.key == key)))
    names = {edition.list: f"{edition.correction}-{number}" for edition in editions_of(build.bulletin.settings)}
    publication = _publication(build, issue, _hashes(build.bulletin, correction.id, mentions), names)
    return build, replace(
        publication,
        id=correction.id,
        public={item.circulation for item, _ in mentions} <= {Circulation.PUBLIC},
        files={path: digest for path, digest in publication.files.items() if path in files},
        limited=publication.limited & set(files),
    )


def reminder_publication(build: Build) -> tuple[Build, Publication]:
    """Return the build with the files of its week's reminder, and the reminder's publication.

    A reminder tells nothing new about sessions, so the ledger does not record what it says of them. Raises
    RequestError for a week without a session that is still to come.
    """
    bulletin, week = build.bulletin, week_reminder(build.bulletin)
    if week is None:
        raise RequestError("No session of this week lies ahead, so there is nothing to remind anybody of.")
    files = {file.path: file for file in render_reminder(bulletin)}
    del files[addresses.MANIFEST]
    build = build._replace(files={**build.files, **files})
    zone = bulletin.settings.time_zone
    hashes = {
        session_ref(item.slug, session.key): session_hashes(item, session, zone).hash
        for item, session in week.mentions
        if session
    }
    public = {item.circulation for item, _ in week.mentions} <= {Circulation.PUBLIC}
    return build, Publication(
        id=week.id,
        bulletin=bulletin.settings.id,
        title=week.subject,
        day=week.day,
        commit=build.commit,
        page="",
        page_sha256="",
        public=public,
        sample=bulletin.settings.sample,
        mentions=Mentions(items={}, sessions={}, hashes=hashes),
        files={path: hashlib.sha256(_bytes(file)).hexdigest() for path, file in sorted(files.items())},
        limited=frozenset(path for path, file in files.items() if file.circulation is Circulation.LIMITED),
        messages=tuple(
            _messages(build, week.id, {edition.list: edition.name for edition in reminders_of(bulletin.settings)})
        ),
    )


def mail_files(build: Build, publication: Publication) -> Iterator[tuple[str, bytes]]:
    """Yield path and bytes of the files that a publication names."""
    for path in publication.files:
        yield path, _bytes(build.files[path])


def _publication(build: Build, issue: Issue, mentions: Mentions, names: Mapping[str, str]) -> Publication:
    """Return the publication of an issue. names: the stem of each edition's files, by its list."""
    bulletin = build.bulletin
    page = addresses.site(addresses.issue(issue.id))
    has_page = bulletin.settings.hosted and page in build.files
    main = next(cut for cut in seen_by(bulletin, Circulation.STAFF).mail if cut.id == issue.id)
    files = dict(_issue_files(build, issue.id))
    return Publication(
        id=issue.id,
        bulletin=bulletin.settings.id,
        title=issue.subject,
        day=issue.day,
        commit=build.commit,
        page=addresses.absolute(bulletin.settings, addresses.issue(issue.id)) if has_page else "",
        page_sha256=hashlib.sha256(_bytes(build.files[page])).hexdigest() if has_page else "",
        public=_is_public(bulletin, main),
        sample=bulletin.settings.sample,
        mentions=mentions,
        files={path: hashlib.sha256(_bytes(file)).hexdigest() for path, file in files.items()},
        limited=frozenset(path for path, file in files.items() if file.circulation is Circulation.LIMITED),
        messages=tuple(_messages(build, issue.id, names)),
    )


def _shown_issue(bulletin: Bulletin, issue_id: str) -> Issue:
    issue = next((issue for issue in bulletin.issues if issue.id == issue_id), None)
    mailed = next((issue for issue in bulletin.mail if issue.id == issue_id), None)
    if issue is None:
        raise RequestError(_not_shown_sentence(bulletin, issue_id, mailed))
    if mailed is None:
        raise PublishError(f"The email of {issue_id} was not built.")
    return issue


def _not_shown_sentence(bulletin: Bulletin, issue_id: str, issue: Issue | None) -> str:
    if issue is None:
        return f'There is no issue "{issue_id}" that is ready and whose date has come.'
    if not issue.ready:
        return f"{issue_id} is a draft. When it is finished, write `status: ready` in its issue.md."
    day = humanize.day(issue.day)
    return (
        f"{issue_id} is dated {day}, and that day has not come. To see before then what would go out, "
        f'type `bulletin publish --issue {issue_id} --dry-run --as-of "{day}"`.'
    )


def _issue_files(build: Build, issue_id: str) -> Iterator[tuple[str, File]]:
    """Yield the path and file of everything in an issue's mail folder, sorted by path."""
    folder = addresses.mail(issue_id, "")
    return ((path, file) for path, file in sorted(build.files.items()) if path.startswith(folder))


def _messages(build: Build, issue_id: str, names: Mapping[str, str]) -> Iterator[Message]:
    for list_, name in names.items():
        path = addresses.mail(issue_id, f"{name}{SENT}")
        if path in build.files:
            yield message(list_, path, _bytes(build.files[path]))


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


def _hashes(bulletin: Bulletin, publication_id: str, mentions: Iterable[Mention]) -> Mentions:
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


def _bytes(file: File) -> bytes:
    return file.read_bytes()
