"""`bulletin init` writes a repository that passes every check, builds, and is never written over."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from bulletin import check, load, read, render
from bulletin.content.keys import SETTINGS
from bulletin.errors import ContentError, FolderError
from bulletin.fix import yaml_files
from bulletin.model.rows import KINDS
from bulletin.scaffold import Team, begin
from bulletin.scaffold.item import item_text, start
from tests.action.test_workflows import schema, zizmor
from tests.test_cli import run
from tests.values import ROOT

TEAM = Team(name="East safeguarding news", email="east@example.org", today=date(2026, 11, 26), action="")


@pytest.mark.guarantee("ACTION-67")
@pytest.mark.parametrize("today", [date(2026, 1, 31), date(2026, 11, 26), date(2026, 12, 24), date(2028, 2, 29)])
def test_a_new_repository_has_one_item_of_each_kind_passes_check_and_builds_on_any_day(
    tmp_path: Path, today: date
) -> None:
    begin(tmp_path, TEAM._replace(today=today))
    reading = read(tmp_path / "content")
    bulletin = reading.complete()
    assert [problem.rule for problem in check(reading) if problem.severity != "info"] == ["SET01"]
    (issue,) = bulletin.mail
    assert {item.kind for item in issue.items} == set(KINDS)
    assert (issue.ready, any(item.held for item in issue.items)) == (False, False)
    assert any(file.path.endswith("bulletin.eml") for file in render(bulletin))


@pytest.mark.guarantee("ACTION-67")
def test_every_question_of_the_settings_is_answered_or_asked(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    text = (tmp_path / "content" / "bulletin.yml").read_text("utf-8")
    asked = set(re.findall(r"^(?:# )?([a-z][a-z ]*):(?: |$)", text, re.MULTILINE))
    assert {key.name for key in SETTINGS} - {"sample"} <= asked


@pytest.mark.guarantee("ACTION-67")
def test_its_workflows_are_the_documented_ones_and_its_other_files_pass_their_schemas(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    for name in ("preview", "publish", "mark-as-sent", "item"):
        made = tmp_path / ".github" / "workflows" / f"bulletin-{name}.yml"
        assert made.read_text("utf-8") == (ROOT / "docs" / "workflows" / f"{name}.yml").read_text("utf-8")
    assert (tmp_path / ".github" / "dependabot.yml").read_text("utf-8") == (
        ROOT / "docs" / "workflows" / "dependabot.yml"
    ).read_text("utf-8")
    forms = [tmp_path / ".github" / "ISSUE_TEMPLATE" / f"{kind}.yml" for kind in KINDS]
    assert schema("github-issue-forms", *forms) == ""
    assert zizmor(tmp_path) == ""


def test_the_workflows_use_the_release_that_was_named(tmp_path: Path) -> None:
    used = f"somebody/bulletin@{'ab' * 20} # v1.2.3"
    begin(tmp_path, TEAM._replace(action=used))
    text = (tmp_path / ".github" / "workflows" / "bulletin-publish.yml").read_text("utf-8")
    assert (text.count(used), "OWNER" in text) == (2, False)


def test_each_link_of_the_readme_begins_an_item_that_loads(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    readme = (tmp_path / "README.md").read_text("utf-8")
    links = re.findall(
        r"- \[(\w+)\]\(\.\./\.\./new/main/(content/2026-12)\?filename=name-of-the-item\.md&value=([^)]*)\)", readme
    )
    assert [kind for kind, _, _ in links] == list(KINDS)
    for kind, folder, value in links:
        (tmp_path / folder / f"new-{kind}.md").write_text(unquote(value), "utf-8")
    items = {item.slug: item for issue in load(tmp_path / "content").mail for item in issue.items}
    assert {items[f"new-{kind}"].held for kind in KINDS} == {"somebody has checked it"}


@pytest.mark.guarantee("ACTION-68")
def test_what_is_there_is_never_touched_and_what_is_missing_is_added(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours.\n", "utf-8")
    with pytest.raises(FolderError, match="is not empty"):
        begin(tmp_path, TEAM)
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    done = begin(tmp_path, TEAM, here=True)
    assert (tmp_path / "README.md").read_text("utf-8") == "Ours.\n"
    assert done.unchanged == ("README.md",)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert begin(tmp_path, TEAM, here=True).new == ()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.guarantee("ACTION-68")
def test_a_team_that_has_content_gets_no_examples(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert all(not path.startswith("content/") for path in begin(tmp_path, TEAM, here=True).new)


@pytest.mark.guarantee("ACTION-68")
def test_nothing_is_written_through_a_link_or_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / ".github").symlink_to(tmp_path / "out")
    with pytest.raises(FolderError, match="leads out of"):
        begin(tmp_path / "here", TEAM, here=True)
    (tmp_path / "here" / ".github").unlink()
    (tmp_path / "here" / "content").write_text("x", "utf-8")
    with pytest.raises(FolderError, match="is a file, and I need a folder there"):
        begin(tmp_path / "here", TEAM, here=True)
    with pytest.raises(FolderError, match="is a file, not a folder"):
        begin(tmp_path / "here" / "content", TEAM)
    assert list((tmp_path / "out").iterdir()) == []


def test_the_command_says_what_it_made_and_what_it_left(tmp_path: Path) -> None:
    assert (
        run("init", "news", "--name", "East news", cwd=tmp_path).stdout.splitlines()[-1]
        == "I made 25 files. Read README.md first."
    )
    assert run("init", "news", cwd=tmp_path).returncode == 1
    (tmp_path / "news" / "README.md").unlink()
    assert (
        run("init", "--here", cwd=tmp_path / "news").stdout.splitlines()[-1]
        == "I made 1 file, and left 15 files as it was. Read README.md first."
    )


def test_in_a_public_repository_nothing_that_bulletin_wrote_is_wrong(tmp_path: Path) -> None:
    begin(tmp_path, TEAM._replace(public=True))
    content = tmp_path / "content"
    readme = (tmp_path / "README.md").read_text("utf-8")
    links = re.findall(r"- \[(\w+)\]\([^)]*/(content/2026-12)\?filename=[^&]*&value=([^)]*)\)", readme)
    assert [kind for kind, _, _ in links] == list(KINDS)
    for kind, folder, value in links:
        (tmp_path / folder / f"from-readme-{kind}.md").write_text(unquote(value), "utf-8")
        start(content, None, kind, f"New {kind}")
    problems = check(read(content))
    assert [problem.rule for problem in problems if problem.severity in ("error", "warning")] == ["SET01"]
    held = ITEM_ON_HOLD.replace("TITLE", "Held for now")
    (content / "2026-12" / "held.md").write_text(held, "utf-8")
    assert "RST02" in [problem.rule for problem in check(read(content)) if problem.severity == "error"]
    assert "hold until" not in readme
    said = run("new", "notice", "Another", cwd=tmp_path).stdout
    assert said == "I made content/2026-12/another.md. Fill it in.\n"


ITEM_ON_HOLD = "---\ntitle: TITLE\nkind: notice\nhold until: March is over\n---\nText.\n"


def test_an_item_whose_issue_cannot_be_read_is_not_begun(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    issue = tmp_path / "content" / "2026-12" / "issue.md"
    issue.write_text(issue.read_text("utf-8").replace("issue date:", "issue date: x"), "utf-8")
    with pytest.raises(ContentError):
        start(tmp_path / "content", None, "notice", "A new notice")
    assert not (issue.parent / "a-new-notice.md").exists()


def test_every_program_reads_the_files_that_init_and_new_write(tmp_path: Path) -> None:
    begin(tmp_path, TEAM._replace(name="East: the team's #1 news"))
    texts = [path.read_text("utf-8").split("---")[1] for path in (tmp_path / "content").rglob("*.md")]
    texts.append((tmp_path / "content" / "bulletin.yml").read_text("utf-8"))
    for kind in KINDS:
        text = item_text(kind, "Reviews: what's new #1", date(2026, 12, 10)).split("---")[1]
        assert yaml.safe_load(text)["title"] == "Reviews: what's new #1"
        texts += [text, re.sub(r"^# (?=[a-z][a-z ]*:|  - )", "", text, flags=re.MULTILINE)]
    for text in texts:
        assert isinstance(yaml.load(text, yaml.BaseLoader), dict)
    assert yaml_files(tmp_path / "content") == ()
    assert load(tmp_path / "content").settings.name == "East: the team's #1 news"
