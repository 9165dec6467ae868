"""The commands print what they built, and report mistakes in sentences with an exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import click
import fpdf
import pytest

from bulletin.cli import commands
from bulletin.model.rows import KINDS
from tests.support.commands import BULLETIN, run, run_process
from tests.support.folders import HOSTLESS, ISSUE, ITEM, SETTINGS, TRAINING, make_content
from tests.support.values import ROOT


def test_a_build_prints_what_was_built_and_what_to_open_first(tmp_path: Path) -> None:
    make_content(tmp_path)
    done = run("build", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert len(lines) <= 20
    assert lines[-1] == "Open first: build/mail/2022-02/bulletin.html"
    for line in lines:
        path = next((word for word in line.split() if word.startswith("build/") and word != "build/mail"), None)
        assert path is None or (tmp_path / path).exists()


def test_the_page_to_open_first_shows_the_pictures_that_come_with_the_message(tmp_path: Path) -> None:
    picture = (ROOT / "docs/pictures/calendar.png").read_bytes()
    settings = HOSTLESS + "logo: logo.png\nlogo alt: The trust\n"
    make_content(tmp_path, {"bulletin.yml": settings, "files/logo.png": picture})
    first = run("build", cwd=tmp_path).stdout.splitlines()[-1].removeprefix("Open first: ")
    page = (tmp_path / first).read_text("utf-8")
    assert 'alt="The trust"' in page
    assert re.findall(r'<img [^>]*src="([a-z]+):', page) == ["data"]


def test_a_second_build_changes_nothing_and_check_agrees(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    run("build", cwd=tmp_path)
    assert run("build", "--check", cwd=tmp_path).returncode == 0
    assert "as they were" in run("build", cwd=tmp_path).stdout
    (content / "2022-02" / "week.md").write_text(ITEM.replace("Free", "Good"), "utf-8")
    before = sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "build").rglob("*"))
    done = run("build", "--check", cwd=tmp_path)
    assert (done.returncode, "build/site/items/week/index.html would change" in done.stdout) == (1, True)
    assert sorted((path, path.stat().st_mtime_ns) for path in (tmp_path / "build").rglob("*")) == before


def test_only_one_output_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    run("build", cwd=tmp_path)
    email = tmp_path / "build" / "mail" / "2022-02" / "bulletin.html"
    before = email.read_bytes()
    (content / "2022-02" / "week.md").write_text(ITEM.replace("Free", "Good"), "utf-8")
    assert run("build", "--only", "feed", cwd=tmp_path).returncode == 0
    assert email.read_bytes() == before
    assert "Good resources" in (tmp_path / "build" / "site" / "feed.xml").read_text("utf-8")
    assert run("build", "--only", "feed", "--check", cwd=tmp_path).returncode == 0


def test_the_mail_of_another_issue_never_makes_a_folder_stale(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-03/issue.md": ISSUE.replace("1 February", "1 March")})
    assert run("build", "--issue", "all", cwd=tmp_path).returncode == 0
    assert (tmp_path / "build" / "mail" / "2022-02" / "bulletin.eml").is_file()
    assert run("build", "--check", cwd=tmp_path).returncode == 0
    assert run("build", cwd=tmp_path).returncode == 0
    assert (tmp_path / "build" / "mail" / "2022-02" / "bulletin.eml").is_file()


def test_every_problem_is_reported_and_nothing_is_written(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/x.md": "no fence", "2022-02/y.md": "---\ntitel: y\n---\n"})
    done = run("build", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "content/2022-02/x.md:1:1: I cannot find the --- lines at the top of this file, so I cannot tell who may see it. Write --- on the first line, the keys below it, and --- below them. [RST06]",
        'content/2022-02/y.md:2:1: "titel": did you mean "title"? [STR07]',
        "2 problems to put right. Nothing was built.",
    ]
    assert not (tmp_path / "build").exists()


def test_check_prints_problems_on_standard_output(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/y.md": "---\ntitle: y\nkind: servise\n---\nText.\n"})
    done = run("check", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        'content/2022-02/y.md:3:7: I do not know "kind: servise". Did you mean "service"? [STR07]',
        "    kind: servise",
        "          ^",
        "1 problem to put right.",
        "Next: put right what it says, then bulletin check",
    ]
    assert run("check", cwd=make_content(tmp_path / "other").parent).stdout == (
        "Nothing is wrong.\nNext: bulletin build\n"
    )


def test_check_prints_the_requested_format_and_rules(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/y.md": "---\ntitle: y\nkind: servise\nhold until: x\n---\nText.\n"})
    problems = json.loads(run("check", "--format", "json", cwd=tmp_path).stdout)["problems"]
    assert [problem["rule"] for problem in problems] == ["STR07", "RST05"]
    only = run("check", "--format", "github", "--only", "rst05", cwd=tmp_path)
    assert (only.returncode, only.stdout.count("\n"), only.stdout[:10]) == (0, 1, "::warning ")
    assert run("check", "--group", "circulation", "--fail-on", "warning", cwd=tmp_path).returncode == 1
    assert run("check", "--fail-on", "never", cwd=tmp_path).returncode == 0


WRONG_USE = [
    (("check", "--format", "jsn"), 'I do not know the format "jsn". Did you mean "json"?'),
    (("check", "--fail-on", "errors"), 'I do not know the severity "errors". Did you mean "error"?'),
    (("check", "--only", "DAT99"), 'I do not know the rule "DAT99".'),
    (("check", "--group", "date"), 'I do not know the group "date". Did you mean "dates"?'),
    (("biuld",), 'I do not know the command "biuld". Did you mean "build"?'),
    (("build", "contnt"), "contnt"),
    (("build", "--isue", "x"), "--issue"),
    (("build", "--only", "fed"), 'I do not know the output "fed". Did you mean "feed"?'),
    (("build", "--issue", "2022-2"), 'There is no issue "2022-2". Did you mean "2022-02"?'),
    (("build", "--as-of", "soon"), 'I cannot read "soon" as a date.'),
    (("show", "site/fed.xml"), 'There is no file "site/fed.xml". Did you mean "site/feed.xml"?'),
    (("new", "trainng", "x"), 'I do not know the kind "trainng". Did you mean "training"?'),
    (("new", "notice", "a\udc92b"), "The title must be one line of at most 1,000 characters that can be seen."),
    (("new", "notice", "w " * 700), "The title must be one line of at most 1,000 characters that can be seen."),
    (("build", "--issue", "\udc92"), 'There is no issue "\\udc92".'),
    (("build", "--out", ""), "It is empty. Write where to"),
    (("theme", "--preview", "--out", " "), "It is empty. Write where to"),
    (("form", "--out", ""), "It is empty. Write where to"),
    (("form", "--out", "content/bulletin.yml"), "content/bulletin.yml has another ending. Write --out form.html."),
    (("form", "--out", "content/form.html"), "since it lies in the content folder"),
    (("init", "new", "--email", "not an address"), '"not an address" is not an email address. Write it like'),
    (("init", "new", "--email", "<team@example.org>"), 'Write "team@example.org".'),
    (("init", "new", "--email", ""), '"" is not an email address.'),
    (("init", "new", "--name", ""), '"" is no name. Write words on one line.'),
    (("init", "new", "--name", "Our\nbulletin"), '"Our bulletin" is no name.'),
    (("publish", "--record", "--at", "2999-01-01T00:00:00Z"), "2999-01-01T00:00:00Z is still to come"),
    (("publish", "--issue", "2022-02", "--mark-sent", "--resume", "sent"), "--mark-sent ends one: choose one."),
    (("new", "notice", "日本"), "has no letters that I can use"),
    (("new", "notice", "x", "--issue", "2022-03"), 'There is no issue "2022-03".'),
]


@pytest.mark.parametrize(("arguments", "sentence"), WRONG_USE)
def test_wrong_use_is_reported_in_a_sentence_with_exit_code_2(
    tmp_path: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    make_content(tmp_path)
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, sentence in done.stderr, "Traceback" in done.stderr) == (2, True, False), done.stderr
    assert (tmp_path / "content/bulletin.yml").read_text("utf-8") == SETTINGS
    assert not (tmp_path / "new").exists()


def test_show_prints_the_bytes_of_a_file_without_writing(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-03/issue.md": ISSUE.replace("1 February", "1 March")})
    for path in ("site/feed.xml", "mail/2022-02/bulletin.txt", "manifest.json"):
        output = subprocess.run([*BULLETIN, "show", path], cwd=tmp_path, capture_output=True, check=True).stdout
        assert not (tmp_path / "build").exists()
        assert output
    run("build", cwd=tmp_path)
    output = subprocess.run([*BULLETIN, "show", "site/feed.xml"], cwd=tmp_path, capture_output=True, check=True).stdout
    assert output == (tmp_path / "build" / "site" / "feed.xml").read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("arguments", [("check",), ("show", "site/feed.xml")])
def test_a_full_disk_is_reported_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    make_content(tmp_path)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*BULLETIN, *arguments], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"I cannot go on: No space left on device.\n")


def test_an_error_of_the_operating_system_is_reported_in_a_sentence(tmp_path: Path) -> None:
    done = run("init", "x" * 300, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, f"I cannot use {'x' * 300}: File name too long.\n")


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_item_of_every_kind_loads_and_is_held(tmp_path: Path, kind: str) -> None:
    make_content(tmp_path)
    done = run("new", kind, "Something: new", cwd=tmp_path)
    assert done.returncode == 0
    path = tmp_path / "content" / "2022-02" / "something-new.md"
    assert f"kind: {kind}\n" in path.read_text("utf-8")
    checked = run("check", cwd=tmp_path)
    assert (checked.returncode, "[RST05]" in checked.stdout) == (0, True)
    again = run("new", kind, "Something: new", cwd=tmp_path)
    assert (again.returncode, "is there already" in again.stderr) == (1, True)
    text = path.read_text("utf-8")
    freed = "\n".join(line for line in text.split("\n") if not line.startswith("hold until"))
    path.write_text(freed, "utf-8")
    problems = re.findall(r"\[([A-Z]+[0-9]+)\]$", run("check", cwd=tmp_path).stdout, re.MULTILINE)
    assert set(problems) == {"TXT17"}


def test_the_help_of_new_names_every_kind() -> None:
    words = " ".join((commands.commands["new"].help or "").split())
    assert f"KIND is {', '.join(KINDS[:-1])} or {KINDS[-1]}." in words


def _pdf() -> bytes:
    document = fpdf.FPDF()
    document.add_page()
    return bytes(document.output())


@pytest.mark.parametrize("kind", KINDS)
def test_every_commented_key_of_a_new_item_can_be_used(tmp_path: Path, kind: str) -> None:
    """Uncomment each key of a new item of each kind, and read the item without an error."""
    settings = SETTINGS + "topics: domestic abuse, adults\n"
    snippets: dict[str, str | bytes] = {
        f"snippets/{name}.md": "---\ntitle: x\n---\nx\n" for name in ("junk-mail", "booking-help")
    }
    make_content(tmp_path, {"bulletin.yml": settings, **snippets, "2022-02/files/flyer.pdf": _pdf()})
    run("new", kind, "x", cwd=tmp_path)
    path = tmp_path / "content" / "2022-02" / "x.md"
    unused = ("image", "image alt", "image caption", "image width", "slug", "circulation note")
    lines = path.read_text("utf-8").split("\n")
    used = [
        line[2:]
        if line.startswith("# ") and line[2:3] != " " and ": " in line and line[2:].split(":")[0] not in unused
        else line
        for line in lines
    ]
    path.write_text("\n".join(used), "utf-8")
    done = run("check", cwd=tmp_path)
    assert (done.returncode, done.stdout.count("content/")) == (0, 1), done.stdout


SHOWN_COMMANDS = sorted(name for name, command in commands.commands.items() if not command.hidden)


@pytest.mark.parametrize("name", SHOWN_COMMANDS)
def test_the_help_of_a_command_and_of_its_options_ends_like_a_sentence(name: str) -> None:
    command = commands.commands[name]
    first = (command.help or "").partition("\n\n")[0]
    assert first[:1].isupper()
    texts = [first, *(option.help or "" for option in command.params if isinstance(option, click.Option))]
    assert [text for text in texts if not text.endswith(".")] == []


def test_the_help_of_the_program_names_every_command(tmp_path: Path) -> None:
    done = run("--help", cwd=tmp_path)
    assert (done.returncode, done.stdout.startswith("Usage: bulletin")) == (0, True)
    assert [name for name in SHOWN_COMMANDS if f"\n  {name} " not in done.stdout] == []


def test_a_draft_can_be_built_by_name_and_is_marked(tmp_path: Path) -> None:
    draft = ISSUE.replace("1 February", "1 March").replace("status: ready", "status: draft")
    make_content(tmp_path, {"2022-03/issue.md": draft})
    run("build", "--issue", "2022-03", cwd=tmp_path)
    html = (tmp_path / "build" / "mail" / "2022-03" / "bulletin.html").read_text("utf-8")
    eml = (tmp_path / "build" / "mail" / "2022-03" / "bulletin.eml").read_text("utf-8")
    assert "DRAFT" in html.upper()
    assert "\nSubject: [Draft] " in eml.replace("\r", "")
    assert not (tmp_path / "build" / "site" / "2022-03").exists()


def test_today_is_the_day_in_the_bulletins_zone(tmp_path: Path) -> None:
    make_content(tmp_path)
    assert run("build", "--as-of", "today", cwd=tmp_path).returncode == 0
    assert run("build", "--as-of", "1 January 2022", cwd=tmp_path).returncode == 0
    assert not (tmp_path / "build" / "site" / "2022-02").exists()


def test_a_file_name_cannot_move_the_cursor(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/a\x1b[2Jb.md": "x"})
    done = run("check", cwd=tmp_path)
    assert ("\x1b" in done.stdout, "2022-02/a [2Jb.md:1:1: " in done.stdout) == (False, True)


def test_a_terminal_whose_encoding_lacks_a_letter_gets_no_traceback(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/x.md": "---\ntitle: x\nkind: été\n---\n"})
    done = run_process("check", cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_progress_is_shown_on_a_terminal_only(tmp_path: Path) -> None:
    make_content(tmp_path)
    main, other = pty.openpty()
    done = subprocess.run([*BULLETIN, "build"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=other, check=True)
    os.close(other)
    assert done.stdout
    os.close(main)
    assert run("build", cwd=tmp_path).stderr == ""


WRAPPED = "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fweek&data=x"
CANCELLED = TRAINING.replace("/book/4", "/book/4 (cancelled)")
DRY_RUNS: list[tuple[dict[str, str | bytes], list[list[str]], dict[str, str | bytes], list[str]]] = [
    ({"2022-02/week.md": ITEM.replace("https://example.org/week", WRAPPED)}, [], {}, ["fix"]),
    ({}, [], {}, ["publish", "--record"]),
    ({"bulletin.yml": HOSTLESS}, [], {}, ["publish", "--issue", "2022-02"]),
    ({"bulletin.yml": HOSTLESS}, [["--issue", "2022-02"]], {}, ["publish", "--issue", "2022-02", "--mark-sent"]),
    (
        {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": TRAINING},
        [["--issue", "2022-02"], ["--issue", "2022-02", "--mark-sent"]],
        {"bulletin.yml": HOSTLESS, "2022-02/safer-recruitment.md": CANCELLED},
        ["publish", "--correction", "2022-02", "--as-of", "2 February 2022"],
    ),
    ({"../flyer.txt": "Neglect course\n\n8 March 2022, 9am to 12pm\n"}, [], {}, ["import", "flyer.txt"]),
]
"""For each case: the files, what was published of them, the edits afterwards, and a command that writes a file."""


def files_in(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(("files", "before", "edits", "command"), DRY_RUNS, ids=[" ".join(row[3]) for row in DRY_RUNS])
def test_a_dry_run_writes_nothing_and_without_it_something_is_written(
    tmp_path: Path,
    files: dict[str, str | bytes],
    before: list[list[str]],
    edits: dict[str, str | bytes],
    command: list[str],
) -> None:
    make_content(tmp_path, files)
    for arguments in before:
        assert run("publish", *arguments, cwd=tmp_path).returncode == 0
    make_content(tmp_path, files | edits)
    present = files_in(tmp_path)
    dry = run(*command, "--dry-run", cwd=tmp_path)
    assert (dry.returncode, "would" in dry.stdout) == (0, True), dry.stderr
    assert files_in(tmp_path) == present
    assert run(*command, cwd=tmp_path).returncode == 0
    assert files_in(tmp_path) != present


def test_every_command_with_a_dry_run_is_tested() -> None:
    names = {
        name
        for name, command in commands.commands.items()
        if any("--dry-run" in option.opts for option in command.params)
    }
    assert names == {command[0] for _, _, _, command in DRY_RUNS}


@pytest.mark.parametrize("text", ["x", "9" * 30])
def test_a_source_date_epoch_that_is_no_number_of_seconds_is_reported_in_a_sentence(tmp_path: Path, text: str) -> None:
    make_content(tmp_path)
    done = run("build", cwd=tmp_path, SOURCE_DATE_EPOCH=text)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "SOURCE_DATE_EPOCH must be a number of seconds since 1970." in done.stderr


def test_a_closing_date_is_not_counted_as_a_session(tmp_path: Path) -> None:
    make_content(
        tmp_path,
        {"2022-02/week.md": TRAINING.replace("sessions:", "deadlines: Bookings close: 1 March 2022\nsessions:")},
    )
    assert "1 item, 1 session\n" in run("build", cwd=tmp_path).stdout
    assert "1 item, 1 session," in run(cwd=tmp_path).stdout


def test_the_help_lists_each_command_with_a_whole_sentence(tmp_path: Path) -> None:
    lines = run("--help", cwd=tmp_path).stdout.partition("Commands:\n")[2].splitlines()
    assert len(lines) == len([command for command in commands.commands.values() if not command.hidden])
    assert [line for line in lines if not line.endswith(".") or line.endswith("...")] == []
