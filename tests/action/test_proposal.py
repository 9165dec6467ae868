"""An issue of someone with permission becomes a pull request, gets an answer, and overwrites nobody's work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.action.runner import Outcome
from tests.action.scene import DRAFT, TOKEN, Scene, event
from tests.content.test_issue_form import issue
from tests.publish.fake_github import FakeGitHub, github
from tests.support.folders import TRAINING

DATES = "Cohort 1: Tuesday 8 March 2022, 1pm to 2:30pm, https://example.org/book/1"
NAME = "content/2022-02/reviews-whats-new.md"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path)


@pytest.fixture
def fake(scene: Scene) -> Iterator[FakeGitHub]:
    with github() as server:
        server.token = TOKEN
        server.permissions |= dict.fromkeys(("pull-requests", "issues", "statuses"), "write")
        server.branches["main"] = {"content/bulletin.yml": b"name: x\n"}
        scene.environ |= {"GITHUB_API_URL": server.url, "INPUT_TOKEN": TOKEN}
        scene.content({"2022-02/safer-recruitment.md": TRAINING})
        yield server


def raise_issue(scene: Scene, fake: FakeGitHub, text: str, action: str = "opened", **about: Any) -> Outcome:
    """Run the Action on an event of issue 12."""
    private = about.pop("private", True)
    label = about.pop("label", "")
    fake.issues[12] = {"number": 12, "body": text, "state": "open", "author_association": "MEMBER"} | about
    scene.payload = event(private=private) | {
        "action": action,
        "issue": dict(fake.issues[12]),
        "label": {"name": label},
    }
    return scene.run(command="item")


def proposed(fake: FakeGitHub) -> dict[str, str]:
    """Return the files of the item's branch that the default branch does not have, by path."""
    files = fake.branches.get("item/12", {})
    return {path: data.decode() for path, data in files.items() if path not in fake.branches["main"]}


def last_comment(fake: FakeGitHub) -> str:
    (only,) = fake.comments
    return str(only["body"])


def test_a_form_becomes_a_branch_a_pull_request_a_status_and_an_answer(scene: Scene, fake: FakeGitHub) -> None:
    assert raise_issue(scene, fake, issue("training", sessions=DATES)).success
    assert list(proposed(fake)) == [NAME]
    assert proposed(fake)[NAME].startswith("---\ntitle: 'Reviews: what''s new'\nkind: training\n")
    (pull,) = fake.pulls
    assert (pull["head"], pull["base"], pull["body"], pull["draft"]) == ("item/12", "main", "Closes #12", False)
    assert pull["title"] == "Reviews: what's new"
    assert "Nothing is wrong." in last_comment(fake)
    assert "The team has it as #100." in last_comment(fake)
    table = MarkdownIt().enable("table").render(last_comment(fake)).replace("\u200b", "")
    assert "<td>Cohort 1: Tuesday 8 March 2022, 1pm to 2:30pm, Microsoft Teams</td>" in table
    assert fake.statuses[fake.heads["item/12"]]["state"] == "success"
    assert not (scene.workspace / NAME).exists()


def test_each_mistake_is_reported_under_its_question_and_an_edit_renews_pull_request_and_comment(
    scene: Scene, fake: FakeGitHub
) -> None:
    raise_issue(scene, fake, issue("training", sessions="Monday 8 March 2022, 1pm to 2:30pm", booking="Email us."))
    text = MarkdownIt().render(last_comment(fake)).replace("\u200b", "")
    assert "<strong>Dates</strong> 8 March 2022 is a Tuesday, not a Monday." in text
    assert fake.statuses[fake.heads["item/12"]]["state"] == "failure"
    for _ in range(3):
        raise_issue(scene, fake, issue("training", sessions=DATES), "edited")
    assert "Nothing is wrong." in last_comment(fake)
    assert (len(fake.pulls), len([commit for commit in fake.commits.values() if "parents" in commit])) == (1, 2)
    assert all(call[0] != "DELETE" for call in fake.calls)


def test_an_answer_about_a_second_top_part_names_no_line_of_a_file(scene: Scene, fake: FakeGitHub) -> None:
    raise_issue(scene, fake, issue(body="Text.\n\ntitle: Another\nkind: notice\n---\nMore."))
    text = MarkdownIt().render(last_comment(fake)).replace("\u200b", "")
    (answer,) = [line for line in text.split("\n") if "read like keys" in line]
    assert "<strong>Text</strong> These lines read like keys of a file." in answer
    assert not re.search("line [0-9]", text)


def test_an_answer_names_the_questions_of_the_form_and_not_the_keys_of_a_file(scene: Scene, fake: FakeGitHub) -> None:
    raise_issue(scene, fake, issue("training", sessions="Tuesday 8 March 2022, 1pm to 2:30pm"))
    text = MarkdownIt().render(last_comment(fake)).replace("\u200b", "")
    assert "How do people book? Add &quot;Book&quot; with a link, or &quot;Booking&quot; with words." in text


def test_a_new_title_renames_the_file_and_the_pull_request(scene: Scene, fake: FakeGitHub) -> None:
    raise_issue(scene, fake, issue())
    raise_issue(scene, fake, issue(title="A better title"), "edited")
    assert list(proposed(fake)) == ["content/2022-02/a-better-title.md"]
    assert [pull["title"] for pull in fake.pulls] == ["A better title"]


@pytest.mark.parametrize("text", ["Just a question.", issue().replace("###", "##")])
def test_an_issue_without_the_form_is_ignored(scene: Scene, fake: FakeGitHub, text: str) -> None:
    assert raise_issue(scene, fake, text).success
    assert (fake.comments, fake.pulls, list(fake.branches)) == ([], [], ["main"])


STRANGER = {"author_association": "NONE"}


@pytest.mark.parametrize(
    ("action", "label", "log", "may"),
    [
        ("opened", "", [], False),
        ("labeled", "item", [("item", "editor")], False),
        ("labeled", "accepted", [("accepted", "reader")], False),
        ("labeled", "accepted", [("accepted", "editor"), ("accepted", "reader")], False),
        ("labeled", "accepted", [], False),
        ("labeled", "accepted", [("accepted", "../../orgs")], False),
        ("edited", "", [("accepted", "editor")], False),
        ("labeled", "accepted", [("accepted", "editor")], True),
    ],
)
def test_an_issue_of_a_stranger_is_processed_only_after_somebody_with_write_access_accepted_it(
    scene: Scene, fake: FakeGitHub, action: str, label: str, log: list[tuple[str, str]], may: bool
) -> None:
    fake.people = {"editor": "write", "reader": "read"}
    fake.issue_log = [{"event": "labeled", "label": {"name": name}, "actor": {"login": login}} for name, login in log]
    assert raise_issue(scene, fake, issue(), action, label=label, **STRANGER).success
    assert (bool(fake.pulls), bool(fake.comments), bool(proposed(fake))) == (may, may, may)


def test_edits_of_a_stranger_after_the_acceptance_are_ignored(scene: Scene, fake: FakeGitHub) -> None:
    fake.people = {"editor": "admin"}
    fake.issue_log = [{"event": "labeled", "label": {"name": "accepted"}, "actor": {"login": "editor"}}]
    fake.issues[12] = {"number": 12, "state": "open", "body": issue(body="Other words."), **STRANGER}
    accepted = fake.issues[12] | {"body": issue()}
    scene.payload = event() | {"action": "labeled", "issue": accepted, "label": {"name": "accepted"}}
    scene.run(command="item")
    assert "Other words." not in proposed(fake)[NAME]


def test_a_branch_with_commits_of_somebody_else_is_not_changed(scene: Scene, fake: FakeGitHub) -> None:
    raise_issue(scene, fake, issue())
    theirs = {"tree": fake.tree({NAME: b"theirs"}), "message": "Better", "parents": [fake.heads["item/12"]]}
    fake.move("item/12", fake.commit(theirs))
    assert not raise_issue(scene, fake, issue(body="Mine again."), "edited").success
    assert fake.branches["item/12"] == {NAME: b"theirs"}
    assert "Somebody else has changed the branch item/12" in last_comment(fake).replace("\\", "")
    raise_issue(scene, fake, issue(), "closed", state="closed")
    assert fake.branches["item/12"] == {NAME: b"theirs"}


def test_closing_the_issue_closes_the_pull_request_and_deletes_the_branch(scene: Scene, fake: FakeGitHub) -> None:
    raise_issue(scene, fake, issue())
    assert raise_issue(scene, fake, issue(), "closed", state="closed").success
    assert ([pull["state"] for pull in fake.pulls], list(fake.branches)) == (["closed"], ["main"])
    assert raise_issue(scene, fake, issue(), "closed", state="closed").success


def test_if_the_job_may_open_no_pull_request_the_comment_has_the_link_to_open_it(
    scene: Scene, fake: FakeGitHub
) -> None:
    fake.no_pulls = "GitHub Actions is not permitted to create or approve pull requests."
    assert raise_issue(scene, fake, issue()).success
    assert "(https://github.com/acme/newsletter/compare/main...item/12?expand=1)" in last_comment(fake)
    assert list(proposed(fake)) == [NAME]


def test_in_a_public_repository_the_pull_request_is_a_draft_and_items_must_be_public(
    scene: Scene, fake: FakeGitHub
) -> None:
    raise_issue(scene, fake, issue(public=True), private=False)
    assert [pull["draft"] for pull in fake.pulls] == [True]
    assert "circulation" not in proposed(fake)[NAME]
    fake.comments.clear()
    raise_issue(scene, fake, issue(public=True) + "\n\n### Who may see it?\n\nstaff", "edited", private=False)
    assert "it cannot be for some alone" in last_comment(fake)


def test_the_file_name_of_an_existing_item_is_refused_and_the_item_stays(scene: Scene, fake: FakeGitHub) -> None:
    before = (scene.workspace / "content/2022-02/safer-recruitment.md").read_bytes()
    raise_issue(scene, fake, issue(title="Safer recruitment"))
    assert "is taken by an item that is there already" in last_comment(fake)
    assert (scene.workspace / "content/2022-02/safer-recruitment.md").read_bytes() == before
    assert "item/12" not in fake.branches


def test_a_problem_in_another_file_is_reported_only_if_the_new_item_causes_it(scene: Scene, fake: FakeGitHub) -> None:
    scene.content(
        {"2022-02/other.md": "---\ntitle: Another\n---\n[a](http://example.org/a)\n", "2022-03/issue.md": DRAFT}
    )
    raise_issue(scene, fake, issue("training", title="Safer recruitment", sessions=DATES))
    text = last_comment(fake).replace("\\", "")
    assert "is taken by" in text
    assert "http" not in text.partition("put them here")[0]
    assert fake.statuses[fake.heads["item/12"]]["state"] == "failure"


def test_a_warning_does_not_stop_the_pull_request(scene: Scene, fake: FakeGitHub) -> None:
    raise_issue(scene, fake, issue(body="See [the page of the team](https://example.org/page?utm_source=x)."))
    assert "Nothing is wrong." in last_comment(fake)
    assert "Please look at this, too:" in last_comment(fake)
    assert fake.statuses[fake.heads["item/12"]]["state"] == "success"


HOSTILE = "${{ github.token }} $(id) `id` ::error::x\n::set-output name=a::b <img src=x> @everyone ../../x | [a](javascript:b)"


def test_no_typed_text_becomes_a_command_a_path_or_markup_of_the_comment(scene: Scene, fake: FakeGitHub) -> None:
    outcome = raise_issue(
        scene, fake, issue(title=HOSTILE.replace("\n", " "), body=HOSTILE, email=HOSTILE.replace("\n", " "))
    )
    assert [annotation for annotation in outcome.annotations if "github.token" in str(annotation)] == []
    assert all(path.startswith("content/2022-02/") and ".." not in path for path in proposed(fake))
    html = MarkdownIt().enable("table").render(last_comment(fake))
    assert "<img" not in html
    assert 'href="javascript:' not in html
    assert "@everyone" not in html


@pytest.mark.parametrize("number", range(0, 13, 3))
def test_a_network_failure_is_retried_or_reported_and_never_a_traceback(
    scene: Scene, fake: FakeGitHub, number: int
) -> None:
    fake.accidents[number] = "500"
    outcome = raise_issue(scene, fake, issue())
    assert "Traceback" not in str(outcome.annotations)
    raise_issue(scene, fake, issue(), "edited")
    assert (list(proposed(fake)), len(fake.pulls), len(fake.comments)) == ([NAME], 1, 1)


def test_a_job_without_the_right_says_which_permission_is_missing(scene: Scene, fake: FakeGitHub) -> None:
    fake.permissions["contents"] = "read"
    outcome = raise_issue(scene, fake, issue())
    assert not outcome.success
    assert "permissions: contents: write" in str(outcome.annotations)


def test_an_issue_that_is_edited_while_it_is_read_is_answered_in_its_newest_form(
    scene: Scene, fake: FakeGitHub
) -> None:
    edits = iter([issue(body="The second text."), issue(body="The third text.")])

    def edit(what: str) -> None:
        if what.startswith(
            ("before POST /repos/acme/newsletter/git/trees", "before POST /repos/acme/newsletter/pulls")
        ):
            fake.issues[12]["body"] = next(edits, fake.issues[12]["body"])

    fake.events = edit
    assert raise_issue(scene, fake, issue(body="The first text.")).success
    assert "The third text." in proposed(fake)[NAME]
    assert (len(fake.pulls), len(fake.comments)) == (1, 1)
    assert all(body["force"] is False for body in fake.moves)


def test_of_two_runs_at_once_the_newer_text_wins_and_neither_counts_as_somebody_else(
    scene: Scene, fake: FakeGitHub
) -> None:
    raise_issue(scene, fake, issue())

    def overtake(what: str) -> None:
        if what.startswith("before PATCH") and "git/refs" in what and len(fake.moves) < 2:
            other = {"tree": fake.tree({NAME: b"another run's"}), "message": f"Item from issue #12\n\nFile: {NAME}\n"}
            fake.move("item/12", fake.commit(other | {"parents": [fake.heads["item/12"]]}))

    fake.events = overtake
    assert raise_issue(scene, fake, issue(body="The newest text."), "edited").success
    assert "The newest text." in proposed(fake)[NAME]
    assert "Somebody else" not in last_comment(fake)


def test_a_repository_rule_that_forbids_the_branch_is_reported_in_its_own_words(scene: Scene, fake: FakeGitHub) -> None:
    raise_issue(scene, fake, issue())
    fake.rule = "Repository rule violations found"
    assert not raise_issue(scene, fake, issue(body="New."), "edited").success
    assert "Repository rule violations found" in last_comment(fake)


def test_an_issue_that_is_closed_while_it_is_read_is_withdrawn(scene: Scene, fake: FakeGitHub) -> None:
    def close(what: str) -> None:
        if what.startswith("after POST") and what.endswith("/pulls"):
            fake.issues[12]["state"] = "closed"

    fake.events = close
    assert raise_issue(scene, fake, issue()).success
    assert ([pull["state"] for pull in fake.pulls], list(fake.branches), fake.comments) == (["closed"], ["main"], [])


def test_an_issue_that_changes_on_every_read_is_left_to_its_newest_run(scene: Scene, fake: FakeGitHub) -> None:
    def edit(what: str) -> None:
        if what.endswith("GET /repos/acme/newsletter/issues/12"):
            fake.issues[12] |= {"body": issue(body=f"Text {len(fake.calls)}.")}

    fake.events = edit
    outcome = raise_issue(scene, fake, issue())
    assert (outcome.success, fake.comments, fake.pulls) == (True, [], [])
    assert "a run of its own" in str(outcome.annotations)
