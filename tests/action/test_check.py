"""On a pull request, problems are annotated on their lines, the preview shows the emails, and no private text leaks."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from bulletin import load
from bulletin.ledger.document import dump
from bulletin.ledger.entries import EMPTY
from bulletin.ledger.recording import record
from bulletin.reports.markdown import escape
from tests.action.runner import KEPT
from tests.action.scene import DRAFT, HELD, LIMITED, NOT_PUBLIC, SECRETS, Scene, event, everything_in, git, merged
from tests.support.browser import axe, opened
from tests.support.folders import ITEM, SETTINGS, TRAINING
from tests.support.values import ROOT

WRONG = "---\ntitle: Wrong\nsessions: 31/04/2022\n---\nText.\n"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path / "a 'quoted' place")


def pull(scene: Scene, changes: dict[str, str], **about: bool) -> None:
    merged(scene.workspace, changes)
    scene.payload = event(number=7, **about)


@pytest.mark.guarantee("ACTION-04")
@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("command", "chekc", 'Input "command" is "chekc". Use check, build, publish, mark-sent or item.'),
        ("fail_on", "yes", 'Input "fail-on" is "yes". Use error, warning or never.'),
        ("summary", "True", 'Input "summary" is "True". Use true or false.'),
        ("resume", "yes", 'Input "resume" is "yes". Use nothing, sent or again.'),
        ("issue", "../2022-02", 'Input "issue" is "../2022-02". Write the name of an issue\'s folder, like 2022-02.'),
        (
            "artifact_name",
            "a/b",
            'Input "artifact-name" holds a character that artifacts may not have. Use letters and hyphens.',
        ),
        (
            "path",
            "contnt",
            'Input "path" is "contnt", and there is no such folder. Is actions/checkout before this step?',
        ),
        ("path", "../..", 'Input "path" leads out of the workspace. Write a folder in it.'),
        ("output", "../out", 'Input "output" leads out of the workspace, or is the workspace. Write a folder in it.'),
    ],
)
def test_a_wrong_input_is_one_error_with_its_name_and_its_possible_values(
    scene: Scene, name: str, value: str, message: str
) -> None:
    scene.content()
    outcome = scene.run(**{name: value})
    assert [annotation["message"] for annotation in outcome.annotations] == [
        message,
        "Process completed with exit code 2.",
    ]
    assert outcome.steps["exit"] == "2"


@pytest.mark.guarantee("ACTION-06", "ACTION-30")
def test_outputs_and_preview_are_there_although_the_check_fails(scene: Scene) -> None:
    scene.content({"2022-02/held.md": HELD})
    outcome = scene.run(fail_on="warning")
    assert not outcome.success
    assert int(outcome.outputs["warnings"]) + int(outcome.outputs["errors"]) > 0
    assert json.loads(Path(outcome.outputs["report-json"]).read_text("utf-8"))["problems"]
    assert Path(outcome.outputs["preview-file"]).is_file()
    assert scene.run(fail_on="never").success


def test_an_item_that_cannot_be_read_is_reported_and_there_is_no_preview(scene: Scene) -> None:
    scene.content({"2022-02/wrong.md": WRONG})
    outcome = scene.run()
    assert (outcome.success, outcome.outputs["errors"]) == (False, "1")
    assert "preview-file" not in outcome.outputs
    assert outcome.summary.startswith("**1 to put right")


@pytest.mark.guarantee("ACTION-25")
@pytest.mark.parametrize(
    ("content", "root", "file"),
    [
        ("content", "", "content/2022-02/wrong.md"),
        ("a/b", "", "a/b/2022-02/wrong.md"),
        ("repo/content", "repo", "content/2022-02/wrong.md"),
        ("repo", "repo", "2022-02/wrong.md"),
    ],
)
def test_each_problem_is_on_its_line_and_column_of_the_file_as_the_repository_names_it(
    scene: Scene, content: str, root: str, file: str
) -> None:
    scene.content({"2022-02/wrong.md": WRONG}, name=content)
    git(scene.workspace / root, "init", "-q")
    outcome = scene.run(path=content)
    place = {"type": "error", "file": file, "line": "3", "col": "11", "title": "DAT02"}
    assert outcome.annotations[0] | {"message": ""} == place | {"message": ""}


@pytest.mark.guarantee("ACTION-26", "ACTION-28")
def test_with_five_thousand_problems_the_runner_drops_no_annotation(scene: Scene) -> None:
    names = [f"2022-02/wrong-{number}.md" for number in range(100)]
    scene.content({name: WRONG.replace("31/04/2022", "\n" + "  - 31/04/2022\n" * 50) for name in names})
    outcome = scene.run()
    assert outcome.dropped == []
    assert [annotation["message"][:25] for annotation in outcome.of("error")][-2:] == [
        "4,992 more are in the job",
        "Process completed with ex",
    ]
    assert len(outcome.of("error")) == 10
    assert len(outcome.summary.encode()) < 900 * 1024
    lines_in_summary = outcome.summary.count(", line ")
    assert f"{5000 - lines_in_summary:,} more are not shown" in outcome.summary or lines_in_summary == 5000


@pytest.mark.guarantee("ACTION-27")
def test_problems_of_the_pull_requests_own_files_come_first(scene: Scene) -> None:
    scene.content({f"2022-02/old-{number}.md": WRONG for number in range(20)})
    pull(scene, {"content/2022-02/zebra.md": WRONG})
    outcome = scene.run()
    assert outcome.of("error")[0]["file"] == "content/2022-02/zebra.md"
    assert outcome.dropped == []


def test_a_pull_request_that_takes_entries_out_of_the_ledger_is_refused(scene: Scene) -> None:
    content = scene.content()
    ledger = record(EMPTY, load(content), ("items/week/",), scene.now)
    (content / "ledger.json").write_text(dump(ledger), "utf-8")
    pull(scene, {"content/ledger.json": dump(replace(ledger, items={}))})
    outcome = scene.run()
    assert not outcome.success
    assert [
        (annotation["file"], "LED05" in str(annotation)) for annotation in outcome.of("error") if "file" in annotation
    ] == [("content/ledger.json", True)]


@pytest.mark.guarantee("ACTION-34")
def test_a_pull_request_that_touches_nothing_of_the_bulletin_is_green_and_says_so(scene: Scene) -> None:
    scene.content({"2022-02/wrong.md": WRONG})
    pull(scene, {"README.md": "# Hello\n"})
    outcome = scene.run()
    assert (outcome.success, outcome.annotations) == (True, [])
    assert outcome.summary == "**Nothing to check: this pull request changes nothing of the bulletin.**\n"
    assert (outcome.outputs["errors"], outcome.outputs.get("preview-file")) == ("0", None)


@pytest.mark.parametrize("path", ["docs", ".git", "content/2022-02"])
def test_a_path_that_is_no_bulletin_is_an_error_though_the_pull_request_touches_nothing_in_it(
    scene: Scene, path: str
) -> None:
    scene.content({"../docs/x.md": "# Hello\n"})
    pull(scene, {"README.md": "# Hello\n"})
    outcome = scene.run(path=path)
    assert not outcome.success
    assert any("has no bulletin.yml" in error["message"] for error in outcome.of("error"))


def test_a_pull_request_that_reverts_what_was_sent_is_refused(scene: Scene) -> None:
    content = scene.content()
    ledger = record(EMPTY, load(content), (), scene.now)
    entry = replace(ledger.issues["2022-02"], state="sent")
    (content / "ledger.json").write_text(dump(replace(ledger, issues={"2022-02": entry})), "utf-8")
    pull(scene, {"content/ledger.json": dump(ledger)})
    outcome = scene.run()
    assert not outcome.success
    assert "LED05" in [error.get("title") for error in outcome.of("error")]


@pytest.mark.guarantee("ACTION-62")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"content/2022-02/week.md": ITEM + "More.\n"}, {"2022-02"}),
        ({"content/2022-03/x.md": ITEM, "content/2022-02/week.md": ITEM + "More.\n"}, {"2022-02", "2022-03"}),
        ({"content/2022-01/y.md": ITEM.replace("title:", "slug: y\ntitle:")}, {"2022-01"}),
        ({"content/snippets/x.md": "---\ntitle: X\n---\nText.\n"}, {"2022-03"}),
        ({"templates/web/site.css": "/* x */\n"}, {"2022-03"}),
    ],
)
def test_the_preview_shows_each_issue_that_changes_else_the_newest_draft(
    scene: Scene, changes: dict[str, str], expected: set[str]
) -> None:
    ready = DRAFT.replace("1 March", "1 January").replace("---\nWelcome", "status: ready\n---\nWelcome")
    scene.content({"2022-03/issue.md": DRAFT, "2022-01/issue.md": ready})
    pull(scene, changes)
    outcome = scene.run()
    assert outcome.success, outcome.log
    assert {path.name for path in (Path(outcome.outputs["bundle-dir"]) / "mail").iterdir()} == expected
    page = Path(outcome.outputs["preview-file"]).read_text("utf-8")
    assert {issue for issue in ("2022-01", "2022-02", "2022-03") if f'id="issue-{issue}"' in page} == expected


def test_without_a_draft_the_newest_ready_issue_is_shown_and_a_shallow_clone_says_what_to_do(scene: Scene) -> None:
    scene.content()
    scene.payload = event(number=7)
    outcome = scene.run()
    assert [annotation["message"] for annotation in outcome.of("notice")] == [
        "I cannot see what this pull request changes. Add `fetch-depth: 2` to actions/checkout."
    ]
    assert (Path(outcome.outputs["bundle-dir"]) / "mail" / "2022-02" / "bulletin-send.eml").is_file()


@pytest.mark.guarantee("ACTION-26")
def test_no_notice_is_dropped_by_the_runner_and_what_the_summary_lacks_is_among_them(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = NOT_PUBLIC["2022-02/quiet-matter.md"]
    items = {f"2022-02/quiet-{number}.md": f"{item}\nNumber {number}.\n" for number in range(12)}
    scene.content({"bulletin.yml": SETTINGS + "sample: yes\n"} | items)
    scene.payload = event(number=7, private=False)
    monkeypatch.setenv("PATH", str(scene.root))
    outcome = scene.run(screenshot="auto")
    notices = [notice["message"] for notice in outcome.of("notice")]
    assert (outcome.dropped, notices[-1].endswith(" more are in the job summary.")) == ([], True)
    assert [notice.partition(" ")[2].partition(" ")[0] for notice in notices[:2]] == ["cannot", "pictures"]
    assert len(notices) <= KEPT - 2, "the step `link` may add two"


@pytest.mark.guarantee("ACTION-63")
def test_in_a_public_repository_only_the_number_of_items_that_are_not_public_is_shown(scene: Scene) -> None:
    scene.content(NOT_PUBLIC | {"bulletin.yml": SETTINGS + "sample: yes\n"})
    scene.payload = event(private=False)
    outcome = scene.run()
    written = everything_in(scene.temp) + outcome.log + outcome.summary + json.dumps(outcome.outputs)
    paths = ("only-colleagues.md", "quiet-matter.md", "unread-reports.md")
    for path in paths:
        # The report may have the path and the rule of such an item, and nothing else of it.
        written = written.replace(f"content/2022-02/{path}", "").replace(escape(f"content/2022-02/{path}"), "")
    assert [secret for secret in SECRETS if secret in written] == []
    page = Path(outcome.outputs["preview-file"]).read_text("utf-8")
    assert "3 items that are not public are left out" in page
    assert "Safeguarding week starts" in page
    assert "limited-dir" not in outcome.outputs


@pytest.mark.guarantee("ACTION-63")
def test_in_a_public_repository_an_item_that_is_not_public_is_an_error_but_in_a_sample_a_notice(scene: Scene) -> None:
    scene.content(NOT_PUBLIC)
    scene.payload = event(private=False)
    outcome = scene.run()
    assert not outcome.success
    assert {
        annotation["file"].rpartition("/")[2]
        for annotation in outcome.of("error")
        if annotation.get("title") == "RST02"
    } >= {
        "quiet-matter.md",
        "unread-reports.md",
    }
    scene.content({"bulletin.yml": SETTINGS + "sample: yes\n"})
    outcome = scene.run()
    assert outcome.success
    assert [annotation for annotation in outcome.of("error") if annotation.get("title") == "RST02"] == []


@pytest.mark.guarantee("ACTION-63")
@pytest.mark.parametrize("line", ["circulation: limted", "circulaton: limited", "circulation:", "for named: Zaphod"])
def test_in_a_public_repository_nothing_is_quoted_of_a_file_whose_circulation_cannot_be_read(
    scene: Scene, line: str
) -> None:
    text = f"---\ntitle: Zaphod\n{line}\nsessions: Zaphod 31/04/2022\n---\nFuther zaphod ZAPHODS IMPORTANT.\n"
    scene.content({"2022-02/x.md": text})
    scene.payload = event(private=False)
    outcome = scene.run()
    assert not outcome.success
    written = everything_in(scene.temp) + outcome.log + outcome.summary + json.dumps(outcome.outputs)
    assert "zaphod" not in written.lower()
    scene.payload = event(private=True)
    assert "zaphod" in scene.run().log.lower()


def test_in_a_public_repository_a_leak_is_reported_without_its_words(scene: Scene) -> None:
    scene.content({"2022-02/quiet-matter.md": LIMITED, "bulletin.yml": SETTINGS + "sample: yes\n"})
    template = scene.workspace / "templates" / "web" / "404.html"
    template.parent.mkdir(parents=True)
    backwards = "Words that only named professionals may ever read at all."[::-1]
    template.write_text(f"{{{{ '{backwards}'[::-1] }}}}", "utf-8")
    scene.payload = event(private=False)
    outcome = scene.run()
    assert not outcome.success
    assert "Everybody can read this log" in outcome.of("error")[0]["message"]
    assert "named professionals" not in everything_in(scene.temp) + outcome.log + outcome.summary


@pytest.mark.guarantee("ACTION-63")
def test_in_a_private_repository_the_limited_edition_has_its_own_view_and_held_items_have_none(scene: Scene) -> None:
    scene.content(NOT_PUBLIC)
    outcome = scene.run()
    main = everything_in(Path(outcome.outputs["bundle-dir"])) + Path(outcome.outputs["preview-file"]).read_text("utf-8")
    limited = everything_in(Path(outcome.outputs["limited-dir"]))
    assert "only colleagues in the region" in main
    assert "only named professionals" not in main
    assert "named professionals" in limited
    assert "not out yet for anybody" not in main + limited
    assert "1 limited item is in an edition of its own" in main
    assert "1 item is on hold" in main


def test_an_event_that_does_not_say_who_can_read_the_repository_counts_as_public(scene: Scene) -> None:
    scene.content({"2022-02/quiet-matter.md": LIMITED})
    scene.payload = {}
    outcome = scene.run(fail_on="never")
    assert "named professionals" not in everything_in(scene.temp)
    assert outcome.success


HOSTILE = [
    "::set-output name=issue-id::forged", "  ::error::forged", "text ##[error]forged", "::add-mask::e",
    "::stop-commands::x", "%0A::error::forged", "##[set-output name=issue-id]forged", "::notice file=x::forged",
]  # fmt: skip


@pytest.mark.guarantee("ACTION-20")
def test_no_text_or_name_of_an_item_is_read_as_a_command_by_the_runner(scene: Scene) -> None:
    files: dict[str, str | bytes] = {}
    for number, line in enumerate(HOSTILE):
        text = f"---\ntitle: {line} or so\nfrom: {line}\nsessions: {line}\n---\n{line}\n\nCall 0344 255 062 {line}\n"
        files |= {f"2022-02/hostile-{number}.md": text, f"2022-02/{line.replace('/', '')}.md": ITEM}
    scene.content(files)
    outcome = scene.run(fail_on="never")
    assert len(outcome.annotations) > 8
    assert {command.name for command in outcome.commands} <= {"error", "warning", "notice"}
    assert "forged" not in (outcome.outputs.get("issue-id", ""))
    assert [
        annotation
        for annotation in outcome.annotations
        if annotation["message"] == "forged" or annotation.get("file") == "x"
    ] == []


BREAKS = "\v\f\x1c\x1d\x1e\x85\u2028\u2029"


@pytest.mark.guarantee("ACTION-20")
@pytest.mark.parametrize("public", [True, False])
def test_no_character_in_a_file_or_a_name_begins_a_line_of_the_log_or_of_an_output_file(
    scene: Scene, public: bool
) -> None:
    files: dict[str, str | bytes] = {}
    for number, mark in enumerate(BREAKS):
        command = f"{mark}::error title=forged::forged{mark}due<<x{mark}true"
        files[f"2022-02/key-{number}.md"] = f"---\ntitle: A\nunknown{command}\n---\nText.\n"
        files[f"2022-02/title-{number}.md"] = f"---\ntitle: A {command}\n---\nText.\n"
        files[f"2022-02/name-{number}{command.replace('/', '')}.md"] = WRONG
        files[f"2022-02/number-{number}.md"] = f"---\ntitle: B\n---\nA&#{ord(mark)};{command[1:]}\n"
    scene.content(files)
    scene.payload = event(private=not public)
    outcome = scene.run(fail_on="never")
    assert len(outcome.annotations) > 5
    assert [
        annotation
        for annotation in outcome.annotations
        if annotation.get("title") == "forged" or annotation["message"] == "forged"
    ] == []
    assert set(outcome.outputs) <= {"errors", "warnings", "report-json", "verdict"}
    for text in (outcome.summary, Path(outcome.outputs["verdict"]).read_text("utf-8")):
        assert [line for line in text.splitlines() if line.startswith(("::", "due"))] == []
    report = Path(outcome.outputs["report-json"]).read_text("utf-8")
    assert len(report.splitlines()) == report.count("\n")


NAMES = ("a,b.md", "a:b.md", "a%b.md", "a b.md", "a'b.md", 'a"b.md', "ä.md", "a%0Ab.md", "a\nb.md")


@pytest.mark.guarantee("ACTION-21")
def test_a_file_of_any_name_gets_its_own_annotation(scene: Scene) -> None:
    for names in (NAMES[:5], NAMES[5:]):
        scene.content({f"2022-02/{name}": WRONG for name in names})
        outcome = scene.run()
        assert {f"content/2022-02/{name}" for name in names} <= {
            annotation.get("file") for annotation in outcome.of("error")
        }
        for name in names:
            (scene.workspace / "content" / "2022-02" / name).unlink()


@pytest.mark.guarantee("ACTION-22")
def test_no_link_brings_a_file_from_outside_into_the_preview(scene: Scene) -> None:
    content = scene.content({"2022-02/x.md": "---\ntitle: X\nattachments: flyer.pdf\n---\nText.\n"})
    (scene.root / "secret").write_text("root:x:0:0", "utf-8")
    (content / "2022-02" / "files").mkdir()
    (content / "2022-02" / "files" / "flyer.pdf").symlink_to(scene.root / "secret")
    (content / "2022-02" / "y.md").symlink_to(scene.root / "secret")
    outcome = scene.run(fail_on="never")
    assert "root:x:0:0" not in everything_in(scene.temp) + outcome.log + outcome.summary
    (scene.workspace / "elsewhere").symlink_to("/etc")
    assert "leads out of the workspace" in scene.run(path="elsewhere").log


def test_the_summary_counts_one_item_as_one(scene: Scene) -> None:
    scene.content()
    assert "ready. 1 item and 0 sessions in the email, " in scene.run().summary


@pytest.mark.guarantee("ACTION-23")
def test_the_summary_shows_words_of_items_as_plain_text(scene: Scene) -> None:
    title = "A | b <img src=x> @octocat [x](https://evil.example) `c` www.evil.example"
    scene.content({"2022-02/x.md": f"---\ntitle: {title}\n---\nText.\n"})
    outcome = scene.run()
    row = next(line for line in outcome.summary.splitlines() if "octocat" in line)
    assert not re.search(r"(?<!\\)[<>\[\]`]|@octocat|https://evil|www\.evil", row)
    assert len(re.findall(r"(?<!\\)\|", row)) == 4


@pytest.mark.guarantee("ACTION-24")
def test_no_secret_is_in_any_output_of_a_run(scene: Scene) -> None:
    scene.content()
    outcome = scene.run(
        smtp_password="hunter2-hunter2", smtp_url="smtps://u@mail.example.org", token="tok-123456", to="who@example.org"
    )
    output = everything_in(scene.temp) + outcome.log + outcome.summary
    assert [secret for secret in ("hunter2", "tok-123456", "who@example.org") if secret in output] == []


@pytest.mark.guarantee("ACTION-14")
def test_it_works_without_git_and_without_a_repository(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    scene.content()
    scene.payload = event(number=7)
    monkeypatch.setenv("PATH", str(scene.root / "nothing"))
    assert scene.run().success


def test_no_setting_that_an_earlier_step_wrote_into_the_repository_starts_a_program(scene: Scene) -> None:
    content = scene.content()
    merged(scene.workspace, {"content/2022-02/week.md": ITEM + "More.\n"})
    mark = scene.root / "ran"
    program = scene.root / "program"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n", "utf-8")
    program.chmod(0o755)
    for name in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "diff.planted.command", "diff.planted.textconv",
        "filter.planted.clean", "filter.planted.smudge", "gpg.program", "credential.helper",
    ):  # fmt: skip
        git(scene.workspace, "config", name, f"'{program}'")
    git(scene.workspace, "config", "log.showSignature", "true")
    git(scene.workspace, "config", "core.hooksPath", str(scene.root))
    (scene.workspace / ".gitattributes").write_text("*.md diff=planted filter=planted\n", "utf-8")
    (content / "2022-02" / "week.md").touch()
    scene.payload = event(number=7)
    outcome = scene.run()
    assert outcome.success, outcome.log
    assert not mark.exists()
    assert [annotation["message"] for annotation in outcome.of("notice") if "cannot see" in annotation["message"]] == []


ENDLESS = """
import os, sys
from datetime import UTC, datetime
from bulletin.action.result import Machine
from bulletin.action.step import run
sys.exit(run(Machine(os.environ, lambda: datetime(2022, 2, 1, tzinfo=UTC), print, print, lambda: "0")))
"""


def test_a_template_that_never_ends_is_stopped_and_reported(scene: Scene) -> None:
    scene.content()
    (scene.workspace / "templates" / "web").mkdir(parents=True)
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    (scene.workspace / "templates" / "web" / "404.html").write_text(endless, "utf-8")
    environment = {
        "GITHUB_WORKSPACE": str(scene.workspace), "RUNNER_TEMP": str(scene.root), "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    limited = ["bash", "-c", 'ulimit -S -t 2; ulimit -H -t 9; exec "$@"', "bash", sys.executable, "-c", ENDLESS]
    done = subprocess.run(
        limited, cwd=scene.workspace, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stdout.startswith("::error title=Bulletin::I stopped after 5 minutes of computing"), done
    assert (done.returncode, done.stderr) == (2, "")


def test_an_output_folder_that_somebody_else_filled_is_left_alone(scene: Scene) -> None:
    scene.content()
    (scene.workspace / "out").mkdir()
    (scene.workspace / "out" / "mine.txt").write_text("x", "utf-8")
    assert "so I do not empty it" in scene.run(output="out").log
    assert (scene.workspace / "out" / "mine.txt").is_file()
    assert scene.run(output="new").success
    assert scene.run(output="new").success


def test_annotations_and_summary_can_be_turned_off(scene: Scene) -> None:
    scene.content({"2022-02/wrong.md": WRONG})
    outcome = scene.run(annotations="false", summary="false")
    assert ([annotation["message"] for annotation in outcome.annotations], outcome.summary) == (
        ["Process completed with exit code 1."],
        "",
    )


@pytest.mark.guarantee("ACTION-32")
def test_without_a_browser_there_is_a_notice_and_insisting_on_one_is_an_error(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.content()
    monkeypatch.setenv("PATH", str(scene.root))
    outcome = scene.run(screenshot="auto")
    assert outcome.success
    assert [annotation["message"] for annotation in outcome.of("notice")] == [
        "No pictures of the email: there is no Chrome on this runner."
    ]
    assert 'Input "screenshot" is true, and there is no Chrome' in scene.run(screenshot="true").log


@pytest.mark.guarantee("ACTION-32")
def test_with_a_browser_there_are_screenshots(scene: Scene) -> None:
    scene.content()
    outcome = scene.run(screenshot="true")
    pictures = sorted((Path(outcome.outputs["bundle-dir"]) / "pictures").iterdir())
    assert [path.name for path in pictures] == ["2022-02-computer.png", "2022-02-phone.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)


@pytest.mark.guarantee("ACTION-29")
def test_the_preview_page_loads_nothing_shows_every_view_and_is_accessible(scene: Scene, browser: Browser) -> None:
    picture = (Path(__file__).parents[2] / "docs" / "pictures" / "calendar.png").read_bytes()
    item = "---\ntitle: With a picture\nimage: calendar.png\nimage alt: A calendar\n---\nText.\n"
    scene.content(
        {"2022-02/x.md": item, "2022-02/files/calendar.png": picture, "2022-02/safer-recruitment.md": TRAINING}
    )
    page = Path(scene.run().outputs["preview-file"])
    with opened(browser, page, width=1280) as tab:
        assert axe(tab, "frame-tested") == []
        for label, frame in (
            ("Computer", "On a computer"),
            ("Phone", "On a phone"),
            ("Dark", "In dark colours"),
            ("Pictures off", "Without pictures"),
        ):
            tab.locator("label", has_text=re.compile(f"^{label}$")).click()
            inner = tab.frame_locator(f'iframe[title="{frame}"]')
            assert inner.get_by_text("Safer recruitment training").first.is_visible(), label
            assert tab.locator("iframe:visible").count() == 1
            image = inner.get_by_alt_text("A calendar").first
            assert (image.evaluate("one => one.naturalWidth") > 0) is (label != "Pictures off"), label
        tab.get_by_label("Computer", exact=True).focus()
        tab.keyboard.press("ArrowLeft")
        assert "SAFER RECRUITMENT" in tab.locator("pre:visible").inner_text().upper()
        dark, light = (
            tab.frame_locator(f'iframe[title="{title}"]')
            .locator("body")
            .evaluate("one => getComputedStyle(one).backgroundColor")
            for title in ("In dark colours", "On a computer")
        )
        assert dark != light
        text = tab.locator("main").inner_text()
        assert "Cohort 4, Tuesday 8 March 2022, 9:30am to 4:30pm, Microsoft Teams" in text
        assert "% of the 102,400 after which Gmail cuts" in text
        assert tab.refused == []  # type: ignore[attr-defined]
