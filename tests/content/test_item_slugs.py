"""Items with the same file name in several issues get different slugs, and a published slug keeps its item."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bulletin import Bulletin, load, record, render
from bulletin.content.load import read_ledger
from bulletin.ledger.document import dump
from tests.support.folders import TRAINING, make_content, problems

ISSUES = {"2026-07": "1 July 2026", "2026-08": "3 August 2026", "2026-09": "1 September 2026"}


def chair(title: str, front: str = "") -> str:
    return f"---\ntitle: {title}\n{front}---\nThe chair writes of {title}.\n"


def folder(root: Path, files: dict[str, str], drafts: tuple[str, ...] = (), front: str = "") -> Path:
    """Make a content folder with these files and an issue.md for each of their issues."""
    usual: dict[str, str | bytes] = {"2022-02/issue.md": "", "2022-02/week.md": ""}
    for issue, day in ISSUES.items():
        if any(name.startswith(issue) for name in files):
            status = "draft" if issue in drafts else "ready"
            usual[f"{issue}/issue.md"] = f"---\nissue date: {day}\nstatus: {status}\n{front}---\nWelcome.\n"
    content = make_content(root, usual | files)
    shutil.rmtree(content / "2022-02", ignore_errors=True)
    return content


def slugs(bulletin: Bulletin) -> dict[str, str]:
    """Return the slug of each item by its path."""
    issues = {issue.id: issue for issue in (*bulletin.issues, *bulletin.mail)}
    return {"/".join(item.path.split("/")[-2:]): item.slug for issue in issues.values() for item in issue.items}


def publish(content: Path) -> None:
    """Record a content folder in its ledger, as if it were published."""
    bulletin = load(content)
    paths = (file.path for file in render(bulletin, ["pages", "files"]))
    addresses = [path.removeprefix("site/").removesuffix("index.html") for path in paths if "/items/" in path]
    ledger = record(read_ledger(content), bulletin, addresses, bulletin.issues[0].instant)
    (content / "ledger.json").write_text(dump(ledger), "utf-8")


def test_a_column_of_every_issue_has_the_issue_in_its_address(tmp_path: Path) -> None:
    content = folder(tmp_path, {"2026-07/chair.md": chair("July"), "2026-08/chair.md": chair("August")})
    assert slugs(load(content)) == {"2026-07/chair.md": "chair", "2026-08/chair.md": "chair-2026-08"}
    paths = {file.path for file in render(load(content), ["pages"])}
    assert {"site/items/chair/index.html", "site/items/chair-2026-08/index.html"} <= paths


def test_the_item_recorded_first_keeps_the_plain_slug_and_deleting_it_changes_no_other(tmp_path: Path) -> None:
    content = folder(tmp_path, {"2026-08/chair.md": chair("August")})
    publish(content)
    folder(tmp_path, {"2026-07/chair.md": chair("July"), "2026-08/chair.md": chair("August")})
    assert slugs(load(content)) == {"2026-07/chair.md": "chair-2026-07", "2026-08/chair.md": "chair"}
    publish(content)
    (content / "2026-08/chair.md").unlink()
    folder(tmp_path, {"2026-07/chair.md": chair("July")})
    assert [sentence for sentence in problems(content) if "NAM03" in sentence and "items/chair/ " in sentence]
    assert not [sentence for sentence in problems(content) if "items/chair-2026-07" in sentence]


def test_renaming_an_unrecorded_older_item_changes_no_recorded_slug(tmp_path: Path) -> None:
    files = {"2026-07/chair.md": chair("July"), "2026-08/chair.md": chair("August")}
    content = folder(tmp_path, files)
    publish(content)
    (content / "2026-07/chair.md").rename(content / "2026-07/chairs-words.md")
    folder(tmp_path, {"2026-07/chairs-words.md": chair("July", "slug: chair\n"), "2026-08/chair.md": chair("August")})
    assert slugs(load(content)) == {"2026-07/chairs-words.md": "chair", "2026-08/chair.md": "chair-2026-08"}


def test_a_file_that_moves_to_another_issue_keeps_its_address(tmp_path: Path) -> None:
    content = folder(tmp_path, {"2026-07/chair.md": chair("July")})
    publish(content)
    (content / "2026-07/chair.md").unlink()
    folder(tmp_path, {"2026-07/week.md": chair("Week"), "2026-08/chair.md": chair("July")})
    assert slugs(load(content))["2026-08/chair.md"] == "chair"


def test_an_item_of_a_ready_issue_gets_the_plain_slug_before_one_of_a_draft(tmp_path: Path) -> None:
    files = {"2026-07/chair.md": chair("July"), "2026-08/chair.md": chair("August")}
    content = folder(tmp_path, files, drafts=("2026-07",))
    assert slugs(load(content, mail=("2026-07", "2026-08"))) == {
        "2026-07/chair.md": "chair-2026-07",
        "2026-08/chair.md": "chair",
    }


def test_names_without_letters_and_equal_names_in_one_issue_are_refused(tmp_path: Path) -> None:
    content = folder(tmp_path, {"2026-07/日本.md": chair("July"), "2026-08/日本.md": chair("August")})
    assert [sentence for sentence in problems(content) if "NAM01" in sentence]
    twice = folder(tmp_path, {"2026-07/Chair.md": chair("July"), "2026-07/chair.md": chair("Other")})
    assert any('The name "chair" is taken by 2026-07/Chair.md' in sentence for sentence in problems(twice))


@pytest.mark.parametrize(("july", "august"), [(TRAINING, TRAINING), (chair("July"), TRAINING)])
def test_training_is_refused_as_a_second_calendar_entry(tmp_path: Path, july: str, august: str) -> None:
    august = august.replace("8 March 2022", "8 March 2027")
    content = folder(tmp_path, {"2026-07/safer.md": july.replace("2022", "2027")})
    publish(content)
    folder(tmp_path, {"2026-07/safer.md": july.replace("2022", "2027"), "2026-08/safer.md": august})
    assert any(
        '2026-08/safer.md:1:1: The name "safer" is taken by 2026-07/safer.md' in sentence
        for sentence in problems(content)
    )


def test_an_item_without_sessions_may_have_the_name_of_a_course_and_deadlines_of_its_own(tmp_path: Path) -> None:
    jobs = chair("Vacancies", "deadlines:\n  - Apply by: 28 August 2026\n")
    files = {
        "2026-07/safer.md": TRAINING.replace("8 March 2022", "8 March 2027"),
        "2026-07/jobs.md": jobs,
        "2026-08/safer.md": chair("Safer"),
        "2026-08/jobs.md": jobs,
    }
    item_slugs = slugs(load(folder(tmp_path, files)))
    assert (item_slugs["2026-08/safer.md"], item_slugs["2026-08/jobs.md"]) == ("safer-2026-08", "jobs-2026-08")


def test_a_reference_by_file_name_means_the_item_of_the_same_issue(tmp_path: Path) -> None:
    files = {
        "2026-07/chair.md": chair("July"),
        "2026-08/chair.md": chair("August"),
        "2026-09/chair.md": chair("Sept", "moved to: vacancies\n"),
        "2026-09/vacancies.md": chair("Jobs of September"),
        "2026-08/vacancies.md": chair("Jobs of August"),
    }
    content = folder(tmp_path, files, front="start with: chair\n")
    july, august, september = reversed(load(content, mail="all").mail)
    assert (july.first, august.first, september.first) == (("chair",), ("chair-2026-08",), ("chair-2026-09",))
    moved = next(item for item in september.items if item.slug == "chair-2026-09")
    assert moved.moved_to == "vacancies-2026-09"


def test_a_slug_in_the_ledger_is_never_given_to_another_item(tmp_path: Path) -> None:
    """Publish three issues one after the other, then delete each file in turn."""
    files: dict[str, str] = {}
    content = tmp_path / "content"
    for issue in ISSUES:
        files[f"{issue}/chair.md"] = chair(issue)
        folder(tmp_path, files)
        publish(content)
    slugs_before = slugs(load(content))
    assert sorted(slugs_before.values()) == ["chair", "chair-2026-08", "chair-2026-09"]
    for deleted_file in files:
        path = content / deleted_file
        text = path.read_text("utf-8")
        path.write_text(text.replace("---\nThe", "gone: It is over.\n---\nThe"), "utf-8")
        assert slugs(load(content)) == slugs_before
        path.unlink()
        assert [
            sentence
            for sentence in problems(content)
            if f"items/{slugs_before[deleted_file]}/ was published and would vanish" in sentence
        ]
        path.write_text(text, "utf-8")
