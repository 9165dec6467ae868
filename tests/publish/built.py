"""Build an issue that is ready to be published, and run the publishing of it."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bulletin import Bulletin, check, check_built, load, render
from bulletin.ledger.document import dump, parse
from bulletin.ledger.entries import EMPTY, Ledger, session_ref
from bulletin.ledger.recording import record as record_shown
from bulletin.outputs.manifest import promised
from bulletin.publish import due, from_build, mail_servers, publication, sequence
from bulletin.publish.deliver import Outcome, Request, Services
from bulletin.publish.github_api import Repository
from bulletin.publish.mail_servers import Secrets
from bulletin.publish.publication import Publication
from bulletin.publish.recording import Checks, FolderRequest, Summary, checked_folder, next_ledger, record_folder
from bulletin.publish.store import RepositoryLedger
from bulletin.publish.terms import ACTION
from tests.publish.fake_github import FakeGitHub
from tests.support.folders import HOSTLESS, TRAINING, make_content
from tests.support.mailing import Mailing, record_mailing

AT = datetime(2022, 2, 1, 9, 5, tzinfo=UTC)
TO = {"main": ("list@example.org",), "limited": ("few@example.org",)}
LIMITED = "---\ntitle: A matter for named professionals only\ncirculation: limited\ncirculation note: For named professionals.\n---\nThe words that only they may read.\n"


LEADS = """\
---
title: Supervision of leads
circulation: limited
circulation note: For leads.
time: 2pm to 3pm
booking: Call us.
sessions:
  - One: 10 March 2022
---
How leads supervise.
"""


class Built(NamedTuple):
    """An issue, its files, and the ledger in which everything is recorded except that the issue was sent."""

    publication: Publication
    files: Mapping[str, bytes]
    ledger: Ledger


def build(root: Path, files: dict[str, str | bytes] | None = None, *, hosted: bool = False) -> Built:
    """Build a small issue with a session, a limited item and a main edition. Without a base url it waits for no site.

    The content is written to `root`. The same content is built once.
    """
    usual: dict[str, str | bytes] = {"2022-02/safer-recruitment.md": TRAINING, "2022-02/matter.md": LIMITED}
    if not hosted:
        usual["bulletin.yml"] = HOSTLESS
    content = usual | (files or {})
    make_content(root, content)
    return _build_content(tuple(sorted(content.items())))


@cache
def _build_content(content: tuple[tuple[str, str | bytes], ...]) -> Built:
    with tempfile.TemporaryDirectory() as root:
        bulletin = load(make_content(Path(root), dict(content)))
        files_by_path = {file.path: file for file in render(bulletin)}
        whole = from_build.Build(bulletin=bulletin, files=files_by_path, commit="4f1c0de")
        issue = bulletin.issues[0].id
        outgoing = from_build.outgoing_issue(whole, issue)
        ledger = record_shown(EMPTY, bulletin, tuple(promised(files_by_path.values())), AT)
        return Built(*outgoing, due.without_unpublished(EMPTY, ledger, issue))


def build_correction(root: Path) -> Built:
    """Build the correction of a sent issue: one session of the main and one of the limited edition have moved."""
    names = {"2022-02/safer-recruitment.md": TRAINING, "2022-02/leads.md": LEADS}
    original = load(make_content(root / "sent", {"bulletin.yml": HOSTLESS, **names}), revised=AT)
    items = [item for issue in (*original.issues, *original.mail) for item in issue.items]
    mailing = Mailing(
        issue="2022-02",
        items=frozenset(item.slug for item in items),
        sessions=frozenset(session_ref(item.slug, session.key) for item in items for session in item.sessions),
    )
    changed = {
        "2022-02/safer-recruitment.md": TRAINING.replace("8 March", "15 March").replace(
            "book/4", "book/4 (moved from 8 March 2022)"
        ),
        "2022-02/leads.md": LEADS.replace("One: 10 March 2022", "One: 15 March 2022 (moved from 10 March 2022)"),
    }
    content = make_content(root / "changed", {"bulletin.yml": HOSTLESS, **changed})
    (content / "ledger.json").write_text(next_text(EMPTY, original, (), AT, mailing), "utf-8", newline="\n")
    checked = checked_folder(FolderRequest(content, AT + timedelta(days=1)), CHECKS, mail=["2022-02"])
    outgoing = from_build.outgoing_correction(checked.build, checked.baseline.ledger, "2022-02")
    return Built(*outgoing, next_ledger(checked))


CHECKS = Checks(content=check, built=check_built)


def record(content: Path, at: datetime, as_of: date | None = None) -> Summary:
    """Record a folder as `bulletin publish --record` does."""
    return record_folder(FolderRequest(content, at, as_of), CHECKS)


def next_text(
    ledger: Ledger, bulletin: Bulletin, addresses: Collection[str], at: datetime, mailing: Mailing | None = None
) -> str:
    """Return the text of the ledger after a bulletin was published, and after a mail if one is given."""
    return dump(record_mailing(ledger, bulletin, addresses, at, mailing))


def put_ledger(fake: FakeGitHub, ledger: Ledger) -> None:
    fake.branches["main"]["content/ledger.json"] = dump(ledger).encode()


def ledger_of(fake: FakeGitHub) -> Ledger:
    return parse(fake.branches["main"]["content/ledger.json"].decode())


@dataclass(frozen=True)
class Run:
    """The inputs of one run of publishing."""

    api: str
    folder: Path
    """The folder of the publication."""
    smtp_url: str
    """The mail server's address; "" publishes by hand."""
    secrets: Secrets = field(default_factory=Secrets)
    resume: str = ""
    asked: bool = False
    release: bool = True
    public: bool = False
    to: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(TO))


LATER = timedelta(hours=1)
"""The time after which somebody gives the `resume` input."""


def carry_out(run: Run, messages: list[str] | None = None) -> Outcome:
    """Publish in this process, without pauses between attempts. messages: where the printed lines are added."""
    repository = Repository(url=run.api, name="acme/newsletter", token="a-token", pause=lambda seconds: None)
    issue = publication.read(run.folder)
    request = Request(
        publication=issue,
        attempt=secrets.token_hex(8),
        server=mail_servers.server(run.smtp_url, run.secrets, ACTION) if run.smtp_url else None,
        to=run.to,
        terms=ACTION,
        resume=run.resume,
        asked=run.asked,
    )
    services = Services(
        store=RepositoryLedger(repository, "main", "content/ledger.json"),
        clock=lambda: datetime.now(UTC).replace(microsecond=0) + (LATER if run.resume else timedelta(0)),
        pause=lambda seconds: None,
        say=(messages if messages is not None else []).append,
    )
    files = {path: (run.folder / path).read_bytes() for path in issue.files}
    return sequence.publish_and_release(
        request, services, files, sequence.ReleaseTarget(repository, run.public) if run.release else None
    )


def write_publication(built: Built, folder: Path) -> Path:
    publication.write(built.publication, built.files.items(), folder)
    return folder
