"""The preview of a pull request shows each email before and after the change, and no text that is not public now."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.action.scene import LIMITED, SECRETS, STAFF, Scene, event, git, merged
from tests.support.browser import axe, opened
from tests.support.folders import ISSUE, ITEM

WEEK = "content/2022-02/week.md"
CHANGED = {WEEK: ITEM.replace("Free resources are", "Paid resources will be")}
UNKNOWN = "What it was before is not known here"


def page_of(scene: Scene, changes: dict[str, str], *, private: bool = True) -> str:
    """Return the preview of a pull request with these changes."""
    scene.payload = event(private=private, number=7)
    merged(scene.workspace, changes)
    outcome = scene.run(command="check")
    assert "preview-file" in outcome.outputs, outcome.annotations
    scene.environ["SUMMARY"] = outcome.summary
    return Path(outcome.outputs["preview-file"]).read_text("utf-8")


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


@pytest.mark.guarantee("ACTION-76")
def test_the_changes_of_a_pull_request_are_marked_before_and_after(scene: Scene) -> None:
    scene.content()
    page = page_of(scene, CHANGED)
    assert "This pull request changes 1 part of it" in page
    for words in ("del>Free<", "del>are<", "ins>Paid<", "ins>will be<"):
        assert f"&lt;{words.replace('>', '&gt;').replace('<', '&lt;')}" in page
    assert "This pull request changes 1 part of it: the preview shows" in scene.environ["SUMMARY"]


def test_an_email_whose_text_does_not_change_is_named_as_unchanged(scene: Scene) -> None:
    scene.content()
    page = page_of(scene, {WEEK: ITEM.replace("title:", "# A remark.\ntitle:")})
    assert "changes nothing that readers of this email see" in page


def test_a_new_issue_is_compared_with_nothing(scene: Scene) -> None:
    scene.content()
    page = page_of(
        scene,
        {
            "content/2022-03/issue.md": ISSUE.replace("February", "March"),
            "content/2022-03/a.md": ITEM.replace("week", "month"),
        },
    )
    assert ("Before and after" in page, UNKNOWN in page) == (False, False)


def test_a_checkout_without_the_branch_says_what_to_write(scene: Scene) -> None:
    scene.content()
    git(scene.workspace, "init", "-q", "-b", "main")
    git(scene.workspace, "add", "-A")
    git(scene.workspace, "commit", "-qm", "First")
    scene.payload = event(number=7)
    page = Path(scene.run(command="check").outputs["preview-file"]).read_text("utf-8")
    assert f"{UNKNOWN}: add `fetch-depth: 2`" in page


def test_a_checkout_that_lacks_a_file_of_the_branch_is_compared_with_nothing(scene: Scene) -> None:
    scene.content()
    scene.payload = event(number=7)
    merged(scene.workspace, CHANGED)
    command = ["git", "rev-parse", f"HEAD^1:{WEEK}"]
    name = subprocess.run(command, cwd=scene.workspace, capture_output=True, text=True, check=True).stdout.strip()
    (scene.workspace / ".git" / "objects" / name[:2] / name[2:]).unlink()
    page = Path(scene.run(command="check").outputs["preview-file"]).read_text("utf-8")
    assert (UNKNOWN in page, "Before and after" in page) == (True, False)


def test_a_branch_that_could_not_be_built_is_reported(scene: Scene) -> None:
    scene.content({"2022-02/week.md": ITEM.replace("title:", "titel:")})
    assert "What it was before could not be built" in page_of(scene, {WEEK: ITEM})


def test_a_push_is_compared_with_nothing(scene: Scene) -> None:
    scene.content()
    scene.payload = event()
    merged(scene.workspace, CHANGED)
    page = Path(scene.run(command="check").outputs["preview-file"]).read_text("utf-8")
    assert ("Before and after" in page, UNKNOWN in page) == (False, False)


@pytest.mark.guarantee("ACTION-77")
@pytest.mark.parametrize(
    "now", [LIMITED, LIMITED.replace("circulation: limited\ncirculation note: For them.", "hold until: later")]
)
def test_an_item_that_is_no_longer_public_is_not_shown_as_it_was(scene: Scene, now: str) -> None:
    was = LIMITED.replace("circulation: limited\ncirculation note: For them.\n", "")
    scene.content({"2022-02/quiet-matter.md": was})
    page = page_of(scene, {"content/2022-02/quiet-matter.md": now, **CHANGED})
    assert "Before and after" in page
    assert not [words for words in SECRETS if words in page]


@pytest.mark.guarantee("ACTION-77")
def test_a_comparison_with_words_of_a_closed_item_under_another_name_is_not_shown(scene: Scene) -> None:
    was = LIMITED.replace("circulation: limited\ncirculation note: For them.\n", "")
    scene.content({"2022-02/other-name.md": was})
    scene.payload = event(number=7)
    merged(scene.workspace, {"content/2022-02/quiet-matter.md": LIMITED, "content/2022-02/other-name.md": STAFF})
    page = Path(scene.run(command="check").outputs["preview-file"]).read_text("utf-8")
    assert "What it was before is not shown" in page
    assert not [words for words in SECRETS if "named" in words and words in page]


@pytest.mark.guarantee("ACTION-77")
def test_in_a_public_repository_an_item_that_was_for_staff_is_not_shown(scene: Scene) -> None:
    scene.content({"2022-02/only-colleagues.md": STAFF})
    page = page_of(
        scene, {**CHANGED, "content/2022-02/only-colleagues.md": STAFF.replace("today", "now")}, private=False
    )
    assert "Before and after" in page
    assert not [words for words in SECRETS if words in page]


def test_no_program_that_the_repository_names_is_started(scene: Scene) -> None:
    content = scene.content()
    (content.parent / ".gitattributes").write_text("*.md filter=planted\n", "utf-8")
    scene.payload = event(number=7)
    merged(scene.workspace, CHANGED)
    git(scene.workspace, "config", "filter.planted.smudge", f"touch '{scene.root}/started'; cat")
    git(scene.workspace, "config", "filter.planted.clean", f"touch '{scene.root}/started'; cat")
    page = Path(scene.run(command="check").outputs["preview-file"]).read_text("utf-8")
    assert "Before and after" in page
    assert not (scene.root / "started").exists()


def test_a_content_folder_that_is_the_repository_is_compared_too(scene: Scene) -> None:
    scene.content(name="repo")
    merged(scene.workspace / "repo", {"2022-02/week.md": CHANGED[WEEK]})
    scene.payload = event(number=7)
    page = Path(scene.run(command="check", path="repo").outputs["preview-file"]).read_text("utf-8")
    assert "changes 1 part of it" in page


def test_the_email_before_is_built_with_the_templates_of_before(scene: Scene) -> None:
    scene.content()
    (scene.workspace / "templates" / "email").mkdir(parents=True)
    footer = scene.workspace / "templates" / "email" / "footer.html"
    footer.write_text("<p>Old foot</p>", "utf-8")
    page = page_of(scene, {"templates/email/footer.html": "<p>New foot</p>"})
    assert ("del&gt;Old&lt;" in page, "ins&gt;New&lt;" in page) == (True, True)


@pytest.mark.guarantee("ACTION-76")
@pytest.mark.parametrize("width", [1280, 390])
def test_before_and_after_are_shown_without_a_script_and_are_accessible(
    browser: Browser, scene: Scene, width: int
) -> None:
    scene.content()
    page = page_of(scene, CHANGED)
    file = scene.root / "preview.html"
    file.write_text(page, "utf-8")
    with opened(browser, file, width=width, java_script_enabled=False) as tab:
        tab.click("label:text('Before and after')")
        frame = tab.frame_locator("iframe[title='Before and after']")
        assert frame.locator("ins").first.is_visible()
        assert frame.locator("del").first.is_visible()
    with opened(browser, file, width=width) as tab:
        tab.click("label:text('Before and after')")
        assert axe(tab) == []
