"""`bulletin init` writes a repository that passes every check and builds, and overwrites no existing file."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from bulletin import check, load, read, render
from bulletin.content.holidays import bank_holidays, is_working_day
from bulletin.content.keys import SETTINGS
from bulletin.content.settings import read_full_date
from bulletin.errors import ContentError, FolderError, RequestError
from bulletin.fix import yaml_files
from bulletin.model.rows import KINDS
from bulletin.scaffold import Team, begin
from bulletin.scaffold.item import item_text, start
from tests.action.test_workflows import schema, zizmor
from tests.support.commands import run
from tests.support.values import ROOT

TEAM = Team(name="East safeguarding news", email="east@example.org", today=date(2026, 11, 26), action="")


DAYS = [date(2026, 1, 31), date(2026, 11, 26), date(2026, 12, 11), date(2026, 12, 24), date(2028, 2, 29)]
"""Days on which a repository is begun; two weeks after the third is Christmas Day, a Friday."""


def findings(content: Path, *, public: bool | None = None) -> list[str]:
    return [problem.rule for problem in check(read(content), public_repository=public) if problem.severity != "info"]


@pytest.mark.guarantee("ACTION-67")
@pytest.mark.parametrize("today", DAYS)
def test_a_new_repository_has_one_item_of_each_kind_on_hold_and_passes_check_on_any_day(
    tmp_path: Path, today: date
) -> None:
    begin(tmp_path, TEAM._replace(today=today))
    bulletin = read(tmp_path / "content").complete()
    assert sorted(findings(tmp_path / "content")) == ["RST05"] * 6 + ["SET01"]
    (issue,) = bulletin.mail
    assert ({item.kind for item in issue.items}, issue.ready) == (
        {*KINDS} - {"event"},
        False,
    )  # An event is of the same kind as training.
    assert {item.held for item in issue.items} == {"our own text stands here"}
    mail = {file.path.rpartition("/")[2]: file for file in render(bulletin)}
    text = mail["bulletin.txt"].data
    assert isinstance(text, bytes)
    assert not [item.title for item in issue.items if item.title in text.decode()]
    assert load(tmp_path / "content").settings.default_circulation == "staff"


@pytest.mark.guarantee("ACTION-67")
@pytest.mark.parametrize("today", DAYS)
def test_a_new_public_repository_has_nothing_on_hold_and_nothing_for_staff(tmp_path: Path, today: date) -> None:
    begin(tmp_path, TEAM._replace(today=today, public=True))
    assert findings(tmp_path / "content", public=True) == ["SET01"]
    (issue,) = load(tmp_path / "content").mail
    assert {(item.kind, item.held, item.circulation) for item in issue.items} == {
        (kind, "", "public") for kind in KINDS if kind != "event"
    }
    assert any(file.path.endswith("bulletin.eml") for file in render(load(tmp_path / "content")))
    assert "hold until" not in unquote((tmp_path / "README.md").read_text("utf-8"))


@pytest.mark.guarantee("ACTION-67")
@pytest.mark.parametrize("today", DAYS)
def test_every_day_in_a_new_repository_is_a_working_day(tmp_path: Path, today: date) -> None:
    begin(tmp_path, TEAM._replace(today=today))
    (issue,) = load(tmp_path / "content").mail
    days = [issue.day, *(session.start.date() for item in issue.items for session in item.sessions)]
    texts = " ".join(path.read_text("utf-8") for path in (tmp_path / "content" / issue.id).glob("*.md"))
    days += [read_full_date(text) for text in re.findall(r"\d+ [A-Z]\w+ 20\d\d", texts)]
    holidays = {day for year in (2027, 2029) for day in bank_holidays("England and Wales", year)}
    assert len(days) == 7
    assert [day for day in days if not is_working_day(day, holidays)] == []


def open_questions(folder: Path) -> dict[str, str]:
    """Return the commented lines of each unanswered question of bulletin.yml, without their marks, by its key."""
    text = (folder / "content" / "bulletin.yml").read_text("utf-8")
    matches = re.finditer(r"^#([a-z][a-z ]*):.*(?:\n#  .*)*", text, re.MULTILINE)
    return {match[1]: re.sub("^#", "", match[0], flags=re.MULTILINE) for match in matches}


@pytest.mark.guarantee("ACTION-67")
def test_every_question_of_the_settings_is_answered_or_asked(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    text = (tmp_path / "content" / "bulletin.yml").read_text("utf-8")
    answered = set(re.findall(r"^([a-z][a-z ]*):", text, re.MULTILINE))
    explained = set(re.findall(r"^# (logo(?: alt)?): ", text, re.MULTILINE))
    assert {key.name for key in SETTINGS} - {"sample"} == answered | set(open_questions(tmp_path)) | explained


@pytest.mark.guarantee("ACTION-67")
def test_each_line_of_the_settings_works_when_its_mark_is_deleted_alone_and_with_all_others(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    path = tmp_path / "content" / "bulletin.yml"
    text, lines = path.read_text("utf-8"), open_questions(tmp_path)
    assert len(lines) > 25
    for chosen in (*([line] for line in lines.values()), list(lines.values())):
        path.write_text(text + "\n".join(chosen) + "\n", "utf-8")
        assert [problem for problem in check(read(tmp_path / "content")) if problem.severity == "error"] == [], chosen


@pytest.mark.guarantee("ACTION-67")
def test_the_readme_is_short_and_says_nothing_that_is_wrong_next_month(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    readme = (tmp_path / "README.md").read_text("utf-8")
    assert len(readme.encode()) <= 4096
    links = re.findall(r"\]\(([^)]*)\)", readme)
    assert len(links) >= 9
    assert not [link for link in links if re.search("20[0-9]{2}", link)]
    assert all((tmp_path / link).exists() for link in links if not link.startswith(("http", "../../")))


@pytest.mark.guarantee("ACTION-67")
def test_its_workflows_are_the_documented_ones_and_its_other_files_pass_their_schemas(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    for name in ("preview", "publish", "mark-as-sent", "item"):
        workflow = tmp_path / ".github" / "workflows" / f"bulletin-{name}.yml"
        assert workflow.read_text("utf-8") == (ROOT / "docs" / "workflows" / f"{name}.yml").read_text("utf-8")
    assert (tmp_path / ".github" / "dependabot.yml").read_text("utf-8") == (
        ROOT / "docs" / "workflows" / "dependabot.yml"
    ).read_text("utf-8")
    forms = [tmp_path / ".github" / "ISSUE_TEMPLATE" / f"{kind}.yml" for kind in KINDS]
    assert schema("github-issue-forms", *forms) == ""
    assert zizmor(tmp_path) == ""


ACTION = f"somebody/bulletin@{'ab' * 20} # v1.2.3"


def test_the_workflows_use_the_release_that_was_named(tmp_path: Path) -> None:
    begin(tmp_path, TEAM._replace(action=ACTION))
    text = (tmp_path / ".github" / "workflows" / "bulletin-publish.yml").read_text("utf-8")
    assert (text.count(ACTION), "OWNER" in text) == (2, False)


def test_a_release_that_is_given_later_is_filled_in_only_where_it_is_missing(tmp_path: Path) -> None:
    assert begin(tmp_path, TEAM).next_steps[-1].endswith("bulletin init --here --action OWNER/REPO@COMMIT")
    workflow = tmp_path / ".github" / "workflows" / "own.yml"
    workflow.write_text("# OWNER/bulletin is what others write\n", "utf-8")
    result = begin(tmp_path, TEAM._replace(action=ACTION), here=True)
    assert (len(result.filled), result.new, len(result.next_steps)) == (5, (), 1)
    texts = {path: path.read_text("utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    assert [path for path, text in texts.items() if "OWNER/bulletin" in text or "0" * 40 in text] == [workflow]
    begin(tmp_path / "at once", TEAM._replace(action=ACTION))
    for path in ("publish", "preview", "mark-as-sent"):
        at_once = tmp_path / "at once" / ".github" / "workflows" / f"bulletin-{path}.yml"
        assert at_once.read_text("utf-8") == texts[tmp_path / ".github" / "workflows" / f"bulletin-{path}.yml"]


@pytest.mark.parametrize("wrong", ["somebody/bulletin", "somebody/bulletin@v1", "somebody/bulletin@abc", "x"])
def test_a_release_that_names_no_whole_commit_is_refused_and_nothing_is_written(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(RequestError, match="OWNER/REPO@COMMIT, with all 40 digits"):
        begin(tmp_path, TEAM._replace(action=wrong))
    assert list(tmp_path.iterdir()) == []


def test_each_link_of_the_readme_begins_an_item_that_loads_in_any_issue(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    readme = (tmp_path / "README.md").read_text("utf-8")
    links = re.findall(
        r"- \[(\w+)\]\(\.\./\.\./new/main/(content)\?filename=(ISSUE/name-of-the-item\.md)&value=([^)]*)\)", readme
    )
    assert [kind for kind, *_ in links] == [kind for kind in KINDS if kind != "event"]
    folder, name = links[0][1:3]
    (tmp_path / folder / "ISSUE").mkdir()
    (tmp_path / folder / name).write_text(unquote(links[0][3]), "utf-8")
    assert "FIL05" in findings(tmp_path / "content")  # A link in which ISSUE was not replaced gets an error.
    shutil.rmtree(tmp_path / folder / "ISSUE")
    for kind, folder, _, value in links:
        (tmp_path / folder / "2026-12" / f"new-{kind}.md").write_text(unquote(value), "utf-8")
    items = {item.slug: item for issue in load(tmp_path / "content").mail for item in issue.items}
    assert {items[f"new-{kind}"].held for kind in KINDS if kind != "event"} == {"somebody has checked it"}


@pytest.mark.guarantee("ACTION-68")
def test_a_repository_that_has_a_readme_and_ignored_files_of_its_own_loses_no_instruction(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours.\n", "utf-8")
    (tmp_path / ".gitignore").write_text("*.pyc\n", "utf-8")
    result = begin(tmp_path, TEAM, here=True)
    begin(tmp_path / "new", TEAM)
    assert (tmp_path / "BULLETIN.md").read_text("utf-8") == (tmp_path / "new" / "README.md").read_text("utf-8")
    assert [step for step in result.next_steps if "BULLETIN.md" in step]
    assert f"Add this line to {tmp_path / '.gitignore'}: build/" in result.next_steps
    (tmp_path / ".gitignore").write_text("*.pyc\n/build/\n", "utf-8")
    assert not [step for step in begin(tmp_path, TEAM, here=True).next_steps if ".gitignore" in step]


def test_a_build_adds_no_untracked_file_to_a_new_repository(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    assert run("build", cwd=tmp_path).returncode == 0
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    status = subprocess.run(["git", "status", "--porcelain"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "build" not in status.stdout
    assert "content/" in status.stdout


@pytest.mark.guarantee("ACTION-68")
def test_existing_files_are_never_touched_and_missing_files_are_added(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Ours.\n", "utf-8")
    with pytest.raises(FolderError, match="is not empty"):
        begin(tmp_path, TEAM)
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    done = begin(tmp_path, TEAM, here=True)
    assert (tmp_path / "README.md").read_text("utf-8") == "Ours.\n"
    assert (done.unchanged, "BULLETIN.md" in done.new) == ((), True)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    assert begin(tmp_path, TEAM, here=True).new == ()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.guarantee("ACTION-68")
def test_a_team_with_content_gets_no_examples_and_no_text_about_them(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert all(not path.startswith("content/") for path in begin(tmp_path, TEAM, here=True).new)
    assert "examples" not in (tmp_path / "README.md").read_text("utf-8")


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


def test_the_command_prints_what_it_made_what_it_left_and_the_next_step(tmp_path: Path) -> None:
    lines = run("init", "news", "--name", "East news", cwd=tmp_path).stdout.splitlines()
    assert lines[-3:] == [
        "I made 27 files.",
        "Read news/README.md: how to add an item, how to send an issue, what to set up once.",
        "Say which release the workflows use: bulletin init --here --action OWNER/REPO@COMMIT",
    ]
    assert run("init", "news", cwd=tmp_path).returncode == 1
    (tmp_path / "news" / "README.md").unlink()
    lines = run("init", "--here", cwd=tmp_path / "news").stdout.splitlines()
    assert lines[1] == "I made 1 file, and left 17 files unchanged."


def test_the_schedule_runs_every_day_so_that_an_issue_of_a_sunday_goes_out_on_it(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    text = (tmp_path / ".github" / "workflows" / "bulletin-publish.yml").read_text("utf-8")
    assert re.findall(r'cron: "([^"]*)"', text) == ["5 9 * * *"]


def test_an_item_whose_issue_cannot_be_read_is_not_begun(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    issue = tmp_path / "content" / "2026-12" / "issue.md"
    issue.write_text(issue.read_text("utf-8").replace("issue date:", "issue date: x"), "utf-8")
    with pytest.raises(ContentError):
        start(tmp_path / "content", None, "notice", "A new notice")
    assert not (issue.parent / "a-new-notice.md").exists()


def test_in_a_public_repository_an_item_is_begun_without_a_hold_and_one_on_hold_is_refused(tmp_path: Path) -> None:
    begin(tmp_path, TEAM._replace(public=True))
    content = tmp_path / "content"
    for kind in KINDS:
        start(content, None, kind, f"New {kind}")
    problems = check(read(content))
    assert [problem.rule for problem in problems if problem.severity in ("error", "warning")] == ["SET01"]
    text = "---\ntitle: Held for now\nkind: notice\nhold until: March is over\n---\nText.\n"
    (content / "2026-12" / "held.md").write_text(text, "utf-8")
    assert "RST02" in [problem.rule for problem in check(read(content)) if problem.severity == "error"]
    done = run("new", "notice", "Another", cwd=tmp_path)
    assert done.stdout.splitlines()[0] == "I made content/2026-12/another.md. Fill it in."


def test_other_programs_read_the_files_that_init_and_new_write(tmp_path: Path) -> None:
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
