"""A release has the files that are sent by hand, is completed if a run has begun it, and says nothing that is not public."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bulletin.errors import PublishError
from bulletin.ledger.entries import EMPTY, IssueEntry
from bulletin.publish import claims, deliver, due
from bulletin.publish.deliver import Request, Services
from bulletin.publish.github_api import Repository
from bulletin.publish.publication import Publication
from bulletin.publish.release import Release, release
from bulletin.publish.store import FolderLedger, LedgerText, RepositoryLedger, update
from bulletin.publish.terms import ACTION
from tests.publish.built import AT, Built, Run, build, carry_out, ledger_of, put_ledger, write_publication
from tests.publish.fake_github import FakeGitHub, github
from tests.support.values import make_issue


@pytest.fixture
def fake() -> Iterator[FakeGitHub]:
    with github() as fake:
        yield fake


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("built"))


def by_hand(fake: FakeGitHub, built: Built, tmp_path: Path, *, public: bool = False) -> str:
    put_ledger(fake, built.ledger) if not fake.branches["main"] else None
    folder = tmp_path / "bundle"
    run = Run(
        api=fake.url, folder=folder if folder.exists() else write_publication(built, folder), smtp_url="", public=public
    )
    return carry_out(run).state


def zips(fake: FakeGitHub) -> dict[str, dict[str, bytes]]:
    contents = {}
    for asset in fake.releases[0]["assets"]:
        with zipfile.ZipFile(io.BytesIO(base64.b64decode(asset["data"]))) as archive:
            contents[asset["name"]] = {name: archive.read(name) for name in archive.namelist()}
    return contents


@pytest.mark.guarantee("ACTION-60")
def test_the_release_for_sending_by_hand_has_all_files_and_the_limited_edition_separately(
    fake: FakeGitHub, built: Built, tmp_path: Path
) -> None:
    assert by_hand(fake, built, tmp_path) == "by hand"
    archives = zips(fake)
    assert set(archives) == {"2022-02.zip", "2022-02-limited.zip"}
    main, limited = archives["2022-02.zip"], archives["2022-02-limited.zip"]
    usual = {"1-main.eml", "copy-page.html", "plain.txt", "preview.html", "read-me-first.txt"}
    assert set(main) == usual | {"calendar/safer-recruitment-cohort-4.ics"}
    assert set(limited) == {name.replace("main", "limited") for name in usual}
    assert main["1-main.eml"] == built.files["mail/2022-02/bulletin.eml"]
    assert b"X-Unsent: 1" in main["1-main.eml"]
    assert not [name for name, data in main.items() if b"only they may read" in data]
    assert b"Mark as sent" in main["read-me-first.txt"]


@pytest.mark.parametrize("entry", ["absent", "recorded"])
def test_an_issue_that_has_a_release_is_not_published_after_the_ledger_was_put_back(
    fake: FakeGitHub, built: Built, tmp_path: Path, entry: str
) -> None:
    by_hand(fake, built, tmp_path)
    recorded = replace(ledger_of(fake).issues["2022-02"], state="recorded", claim="", deliveries={})
    put_ledger(fake, replace(built.ledger, issues={"2022-02": recorded} if entry == "recorded" else {}))
    before = dict(fake.branches["main"])
    with pytest.raises(PublishError, match="GitHub has the release bulletin-2022-02, so 2022-02 went out"):
        by_hand(fake, built, tmp_path)
    assert fake.branches["main"] == before
    fake.releases.clear()
    assert by_hand(fake, built, tmp_path) in ("by hand", "recorded")


@pytest.mark.guarantee("ACTION-60")
def test_an_issue_sent_by_hand_waits_until_somebody_says_so_and_only_then_were_readers_told(
    fake: FakeGitHub, built: Built, tmp_path: Path
) -> None:
    assert by_hand(fake, built, tmp_path) == "by hand"
    assert by_hand(fake, built, tmp_path) == "waiting"
    ledger = ledger_of(fake)
    assert ledger.items["safer-recruitment"].told == ""
    plan = due.decide(ledger, [make_issue()], date(2022, 2, 2))
    assert (plan.waiting, plan.issue) == (("2022-02",), "2022-02")
    services = Services(store(fake), lambda: AT, lambda seconds: None, [].append)
    assert deliver.mark_as_sent(request(built.publication), services).state == "sent"
    ledger = ledger_of(fake)
    assert ledger.sent("2022-02")
    assert ledger.items["safer-recruitment"].told == ledger.items["safer-recruitment"].hash
    assert deliver.mark_as_sent(request(built.publication), services).state == "already"
    assert due.decide(ledger, [make_issue()], date(2022, 2, 2)).waiting == ()


@pytest.mark.parametrize(
    ("state", "advice"),
    [("recorded", "without the variable BULLETIN_SMTP_URL"), ("claimed", "Publish it again: that goes on")],
)
def test_an_issue_that_does_not_wait_cannot_be_marked_as_sent(
    fake: FakeGitHub, built: Built, state: str, advice: str
) -> None:
    put_ledger(
        fake, replace(built.ledger, issues={"2022-02": IssueEntry(day=AT.date(), state=state, at=AT, claim="a")})
    )
    services = Services(store(fake), lambda: AT, lambda seconds: None, [].append)
    with pytest.raises(PublishError, match=f"does not wait to be sent by hand.*{advice}"):
        deliver.mark_as_sent(request(built.publication), services)


def test_an_item_that_was_edited_while_its_issue_waited_is_not_recorded_as_told(
    fake: FakeGitHub, built: Built, tmp_path: Path
) -> None:
    by_hand(fake, built, tmp_path)
    ledger = ledger_of(fake)
    entry = ledger.items["safer-recruitment"]
    later = replace(entry, hash="f" * 16, modified=ledger.issues["2022-02"].at.replace(year=2090))
    put_ledger(fake, replace(ledger, items={**ledger.items, "safer-recruitment": later}))
    edited = replace(built.publication, files={**built.publication.files, "mail/2022-02/bulletin.txt": "0" * 64})
    deliver.mark_as_sent(request(edited), Services(store(fake), lambda: AT, lambda seconds: None, [].append))
    assert ledger_of(fake).items["safer-recruitment"].told == ""
    assert ledger_of(fake).items["week"].told == ledger_of(fake).items["week"].hash


def request(publication: Publication) -> Request:
    return Request(publication=publication, attempt="any", server=None, to={}, terms=ACTION)


def store(fake: FakeGitHub) -> RepositoryLedger:
    return RepositoryLedger(
        Repository(fake.url, "acme/newsletter", "a-token", lambda seconds: None), "main", "content/ledger.json"
    )


@pytest.mark.guarantee("ACTION-59")
def test_in_a_public_repository_the_release_of_a_wholly_public_issue_has_its_one_zip(
    fake: FakeGitHub, tmp_path: Path
) -> None:
    public = build(tmp_path / "public", {"2022-02/matter.md": ""})
    assert by_hand(fake, public, tmp_path, public=True) == "by hand"
    assert set(zips(fake)) == {"2022-02.zip"}


@pytest.mark.guarantee("ACTION-43")
@pytest.mark.parametrize("begun", ["draft", "half uploaded", "published"])
def test_a_release_that_was_begun_is_completed(fake: FakeGitHub, built: Built, tmp_path: Path, begun: str) -> None:
    by_hand(fake, built, tmp_path)
    whole = zips(fake)
    release = fake.releases[0]
    if begun != "published":
        release["draft"] = True
        release["assets"] = release["assets"][:1] if begun == "half uploaded" else []
    if begun == "half uploaded":
        release["assets"][0] |= {"state": "starter", "size": 0}
    assert by_hand(fake, built, tmp_path) == "waiting"
    assert (len(fake.releases), fake.releases[0]["draft"], zips(fake)) == (1, False, whole)


def test_a_token_without_rights_is_told_which_it_needs(fake: FakeGitHub, built: Built, tmp_path: Path) -> None:
    fake.permissions = {"contents": "read"}
    with pytest.raises(
        PublishError,
        match=r'did not let me write the ledger: "Resource not accessible by integration"\. Give this job `permissions: contents: write`',
    ):
        by_hand(fake, built, tmp_path)
    fake.permissions = {"contents": "none"}
    with pytest.raises(PublishError, match="Give this job `permissions: contents: read`"):
        by_hand(fake, built, tmp_path)
    fake.token = "another"
    with pytest.raises(PublishError, match="The token is not valid any more"):
        by_hand(fake, built, tmp_path)


def test_a_protected_branch_is_told_from_a_lost_race(fake: FakeGitHub, built: Built, tmp_path: Path) -> None:
    fake.protected = "Repository rule violations found\n\nChanges must be made through a pull request."
    with pytest.raises(PublishError, match=r"The branch is protected: let a GitHub App write content/ledger\.json"):
        by_hand(fake, built, tmp_path)


def test_a_ledger_of_more_than_one_megabyte_is_read_and_written(fake: FakeGitHub) -> None:
    fake.branches["main"]["content/ledger.json"] = b"x" * 1_000_001
    stored = store(fake).read()
    assert len(stored.text) == 1_000_001
    assert store(fake).write("y", stored, "Change")
    assert not store(fake).write("z", stored, "Change")


def test_without_a_ledger_the_first_write_makes_it_and_another_first_write_is_a_lost_race(fake: FakeGitHub) -> None:
    assert store(fake).read() == LedgerText("", "")
    assert store(fake).write("a", LedgerText("", ""), "First")
    assert not store(fake).write("b", LedgerText("", ""), "First")
    assert fake.branches["main"]["content/ledger.json"] == b"a"


def test_a_ledger_in_a_folder_is_compared_and_swapped_too(tmp_path: Path) -> None:
    ledger = FolderLedger(tmp_path, lambda seconds: None)
    assert ledger.read() == LedgerText("", "")
    first = ledger.read()
    assert ledger.write("a", first, "First")
    assert not ledger.write("b", first, "First")
    assert ledger.write("b", ledger.read(), "Second")
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.json"]


def test_a_ledger_that_others_keep_changing_is_given_up_with_a_sentence(tmp_path: Path, built: Built) -> None:
    waits: list[float] = []

    class Busy(FolderLedger):
        def write(self, text: str, old: LedgerText, why: str) -> bool:
            return False

    with pytest.raises(PublishError, match="could not be written in 12 attempts"):
        update(Busy(tmp_path, waits.append), lambda ledger: built.ledger, "Change")
    assert len(waits) == 11


def test_a_redirected_request_does_not_carry_the_token_elsewhere(fake: FakeGitHub) -> None:
    repository = Repository(fake.url, "acme/newsletter", "a-token", lambda seconds: None)
    fake.accidents = {0: "302"}
    assert release_fails(repository).startswith("GitHub did not read the releases: 302")
    assert len(fake.calls) == 1


def release_fails(repository: Repository) -> str:
    with pytest.raises(PublishError) as error:
        release(repository, Release(tag="x", name="x", notes="", commit="", files=()))
    return str(error.value)


@pytest.mark.parametrize(
    ("ledger", "today", "issue", "unsent"),
    [
        ("empty", date(2022, 3, 1), "2022-03", ()),
        ("empty", date(2022, 3, 15), "2022-03", ()),
        ("empty", date(2022, 3, 16), "", ("2022-03",)),
        ("2022-02", date(2022, 3, 1), "2022-03", ()),
        ("2022-02", date(2022, 3, 16), "", ("2022-03",)),
        ("2022-03", date(2022, 3, 1), "", ("2022-02",)),
        ("other", date(2022, 3, 1), "2022-03", ("2022-02",)),
    ],
)
@pytest.mark.guarantee("ACTION-36")
def test_only_the_newest_shown_issue_goes_out_by_itself_and_only_for_a_fortnight(
    ledger: str, today: date, issue: str, unsent: tuple[str, ...], built: Built
) -> None:
    issues = [make_issue(), make_issue(id="2022-03", day=date(2022, 3, 1))]
    entry = next(iter(sent_ledger(built).issues.values()))
    recorded = (
        EMPTY if ledger == "empty" else replace(built.ledger, issues={ledger: entry} if ledger != "other" else {})
    )
    plan = due.decide(recorded, issues, today)
    assert (plan.issue, plan.unsent) == (issue, unsent)


@pytest.mark.guarantee("ACTION-36")
def test_an_unfinished_old_issue_or_correction_is_never_forgotten(built: Built) -> None:
    entry = replace(next(iter(sent_ledger(built).issues.values())), state="sending", claim="x")
    ledger = replace(built.ledger, issues={"2022-02": entry, "2022-01/correction-1": entry})
    late = due.decide(ledger, [make_issue()], date(2022, 3, 1))
    assert (late.issue, late.unfinished, late.waiting) == ("", ("2022-01/correction-1", "2022-02"), ())
    soon = due.decide(ledger, [make_issue()], date(2022, 2, 2))
    assert (soon.issue, soon.unfinished) == ("2022-02", ("2022-01/correction-1",))


def sent_ledger(built: Built):  # type: ignore[no-untyped-def]
    claim = claims.Claim(id="x", at=AT, previous=None)
    return claims.with_sent(claims.with_claim(built.ledger, built.publication, claim), built.publication, AT)


@pytest.mark.guarantee("ACTION-61")
def test_the_first_run_records_the_older_issues_and_a_later_one_records_none_by_itself(built: Built) -> None:
    entry = next(iter(sent_ledger(built).issues.values()))
    after = replace(built.ledger, issues={"2021-12": entry, "2022-01": entry, "2022-02": entry})
    assert set(due.without_unpublished(EMPTY, after, "2022-02").issues) == {"2021-12", "2022-01"}
    before = replace(built.ledger, issues={"2021-12": entry})
    assert set(due.without_unpublished(before, after, "2022-02").issues) == {"2021-12"}
