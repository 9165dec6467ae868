"""`bulletin init --here` renews the issue forms that it wrote, and no form that somebody changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import yaml

from bulletin.content.issue_form import form_text
from bulletin.model.rows import KINDS
from bulletin.scaffold import begin
from bulletin.scaffold.forms import form_files, is_unchanged
from tests.scaffold.test_repository import TEAM
from tests.support.commands import run

FORM = ".github/ISSUE_TEMPLATE/notice.yml"


def earlier(text: str = "name: A form of an earlier release\nbody: []\n") -> str:
    """Return a form as an earlier release wrote it: other questions, and a first line with their hash."""
    mark = form_files(public=False)[FORM].partition("\n")[0]
    old = mark.partition("sha256 ")[2][:64]
    return f"{mark.replace(old, hashlib.sha256(text.encode()).hexdigest())}\n{text}"


@pytest.mark.parametrize("public", [True, False])
def test_a_form_has_a_comment_that_names_its_writer_and_the_expected_questions(*, public: bool) -> None:
    texts = form_files(public=public)
    assert all(is_unchanged(text) for text in texts.values())
    assert [yaml.safe_load(text) for text in texts.values()] == [
        yaml.safe_load(form_text(kind, public=public)) for kind in KINDS
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("old", [earlier(), form_text("notice", public=True)])
def test_a_form_of_an_earlier_release_is_renewed_and_named(tmp_path: Path, old: str, ends: str) -> None:
    begin(tmp_path, TEAM)
    now = (tmp_path / FORM).read_text("utf-8")
    (tmp_path / FORM).write_text(old, "utf-8", newline=ends)
    done = begin(tmp_path, TEAM, here=True)
    assert (done.renewed, done.new, FORM in done.unchanged) == ((FORM,), (), False)
    assert (tmp_path / FORM).read_bytes() == now.encode()
    assert begin(tmp_path, TEAM, here=True).renewed == ()


CHANGED = [
    earlier().replace("earlier", "much earlier"),
    earlier() + "# ours\n",
    "# ours\n" + earlier(),
    earlier().partition("\n")[2],
    form_text("notice", public=False) + "\n",
    "",
]


@pytest.mark.parametrize("text", CHANGED)
def test_a_form_that_somebody_changed_stays_and_is_named(tmp_path: Path, text: str) -> None:
    begin(tmp_path, TEAM)
    (tmp_path / FORM).write_text(text, "utf-8")
    done = begin(tmp_path, TEAM, here=True)
    assert ((tmp_path / FORM).read_text("utf-8"), done.renewed, FORM in done.unchanged) == (text, (), True)
    (step,) = (step for step in done.next_steps if "issue form" in step)
    assert step.startswith(f"I left the issue form {tmp_path / FORM} as it was, since somebody has changed it.")
    (tmp_path / FORM).unlink()
    done = begin(tmp_path, TEAM, here=True)
    assert (done.new, [step for step in done.next_steps if "issue form" in step]) == ((FORM,), [])


def test_a_binary_file_and_a_symbolic_link_are_not_changed(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    (tmp_path / FORM).write_bytes(b"\xff\xfe")
    assert begin(tmp_path, TEAM, here=True).renewed == ()
    assert (tmp_path / FORM).read_bytes() == b"\xff\xfe"
    (tmp_path / FORM).unlink()
    (tmp_path / "form.yml").write_text(earlier(), "utf-8")
    (tmp_path / FORM).symlink_to(tmp_path / "form.yml")
    assert begin(tmp_path, TEAM, here=True).renewed == ()
    assert (tmp_path / "form.yml").read_text("utf-8") == earlier()


def test_the_forms_of_a_repository_whose_settings_say_public_are_those_of_a_public_one(tmp_path: Path) -> None:
    begin(tmp_path, TEAM._replace(public=True))
    before = (tmp_path / FORM).read_text("utf-8")
    assert (begin(tmp_path, TEAM, here=True).renewed, (tmp_path / FORM).read_text("utf-8")) == ((), before)
    (tmp_path / "content/bulletin.yml").write_text("nonsense\n", "utf-8")
    assert len(begin(tmp_path, TEAM._replace(public=True), here=True).renewed) == 0


def test_the_command_says_which_forms_it_renewed(tmp_path: Path) -> None:
    begin(tmp_path, TEAM)
    (tmp_path / FORM).write_text(earlier(), "utf-8")
    lines = run("init", "--here", cwd=tmp_path).stdout.splitlines()
    assert f"  {FORM}: renewed, since nobody had changed it" in lines
