"""The Action's review suggests fixes as whole lines, only for lines of the pull request, and each fix once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bulletin.action.suggestions import MOST, Suggestion, block, listing
from tests.action.scene import TOKEN, Scene, event, merged
from tests.publish.fake_github import FakeGitHub, github

SAFE = "https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fbook&data=05%7C01%7Cjane.smith%40nhs.net%7C"
OLD = "---\ntitle: Something of this week\n---\nThe [old](https://example.org/a?fbclid=1) line stays.\n\nMore.\n"
NEW = OLD + f"\nBook ``here``: [book]({SAFE}), *now*.\n\nRing [us](tel:+44(0)161-496-0000).\n"
MENDED = {8: "Book ``here``: [book](https://example.org/book), *now*.", 10: "Ring [us](tel:+441614960000)."}
WEEK = "content/2022-02/week.md"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path, event(number=7))


@pytest.fixture
def fake(scene: Scene):  # type: ignore[no-untyped-def]
    with github() as server:
        server.token = TOKEN
        server.permissions["pull-requests"] = "write"
        scene.environ |= {"GITHUB_API_URL": server.url, "INPUT_TOKEN": TOKEN}
        yield server


def pull(scene: Scene, fake: FakeGitHub, changes: dict[str, str], before: dict[str, str | bytes] | None = None) -> None:
    """Make a pull request with these changes in the checkout and on the fake GitHub."""
    scene.content({"2022-02/week.md": OLD} if before is None else before)
    merged(scene.workspace, changes)
    run = subprocess.run(
        ["git", "rev-parse", "HEAD^2"], cwd=scene.workspace, capture_output=True, text=True, check=True
    )
    fake.head = run.stdout.strip()
    for path, text in changes.items():
        lines = enumerate(text.split("\n"), 1)
        old = OLD.split("\n") if before is None else []
        fake.difference[path] = {number for number, line in lines if number > len(old) or old[number - 1] != line}


def run_both_steps(scene: Scene, comment: str = "true") -> tuple[str, list[str]]:
    """Run the steps `run` and `link`; return their whole summary and the messages of the notices."""
    checked = scene.run(comment=comment, fail_on="never")
    scene.environ["VERDICT"] = checked.outputs["verdict"]
    linked = scene.run("link", comment=comment)
    assert linked.success
    return checked.summary + linked.summary, [annotation["message"] for annotation in linked.of("notice")]


def suggested(body: str) -> str:
    """Return the line of a comment's suggestion, as a Markdown parser reads it."""
    [fence] = [token for token in MarkdownIt().parse(body) if token.type == "fence"]
    assert fence.info == "suggestion"
    return fence.content


def test_each_line_of_the_difference_is_suggested_whole_and_only_once(scene: Scene, fake: FakeGitHub) -> None:
    pull(scene, fake, {WEEK: NEW})
    for _ in range(2):
        summary, notices = run_both_steps(scene)
        assert ("Lines to paste" in summary, notices) == (False, [])
    [review] = fake.reviews
    assert {comment["line"]: suggested(comment["body"]) for comment in review["comments"]} == {
        line: f"{text}\n" for line, text in MENDED.items()
    }
    assert {comment["path"] for comment in review["comments"]} == {WEEK}
    assert "jane.smith" not in str(review)


SEEN = {
    "tab": "-\t[book](https://example.org/book)\tnow",
    "joiner of Farsi": "\u0645\u06cc\u200c\u0631\u0648\u0645 [book](https://example.org/book)",
    "no-break space": "\u00a0[book](https://example.org/book)",
    "emoji": "\U0001f469\u200d\u2695\ufe0f [book](https://example.org/book)",
}


@pytest.mark.parametrize("kind", SEEN)
def test_a_line_with_tabs_joiners_or_other_blanks_is_suggested(scene: Scene, fake: FakeGitHub, kind: str) -> None:
    line = SEEN[kind].replace("https://example.org/book", SAFE)
    pull(scene, fake, {WEEK: f"{OLD}\n{line}\n"})
    run_both_steps(scene)
    [comment] = fake.reviews[0]["comments"]
    assert suggested(comment["body"]) == f"{SEEN[kind]}\n"


def test_a_hidden_character_that_stops_the_build_is_suggested_away(scene: Scene, fake: FakeGitHub) -> None:
    pull(scene, fake, {WEEK: OLD + "\nIt\u0092s here.\n\nOne\u2028two.\n"})
    run_both_steps(scene)
    [comment] = fake.reviews[0]["comments"]
    assert (comment["line"], suggested(comment["body"])) == (8, "It’s here.\n")


def test_a_line_that_is_added_once_more_is_suggested_there_too(scene: Scene, fake: FakeGitHub) -> None:
    line = "\nRing [us](tel:+44(0)161-496-0000).\n"
    pull(scene, fake, {WEEK: OLD + line + "\nNow.\n" + line})
    run_both_steps(scene)
    first = [comment["line"] for review in fake.reviews for comment in review["comments"]]
    fake.line_comments.pop(0)
    run_both_steps(scene)
    assert (first, [comment["line"] for comment in fake.reviews[1]["comments"]]) == ([8, 12], [8])


def test_a_line_that_was_accepted_is_not_suggested_again(scene: Scene, fake: FakeGitHub) -> None:
    lines = NEW.split("\n")
    for number, text in MENDED.items():
        lines[number - 1] = text
    pull(scene, fake, {WEEK: "\n".join(lines)})
    run_both_steps(scene)
    assert fake.reviews == []


@pytest.mark.parametrize("fork", [True, False])
def test_without_comments_the_summary_has_the_lines_to_paste(scene: Scene, fake: FakeGitHub, fork: bool) -> None:
    pull(scene, fake, {WEEK: NEW})
    scene.payload = event(number=7, fork=fork)
    summary, _ = run_both_steps(scene, comment="true" if fork else "false")
    assert (fake.reviews, summary.count("Lines to paste")) == ([], 1)
    for line, text in MENDED.items():
        assert f"week.md, line {line}:\n\n```" in summary
        assert f"\n{text}\n```" in summary
    assert "old](https" not in summary


def test_where_the_token_may_not_write_there_is_a_notice_and_the_lines_to_paste(scene: Scene, fake: FakeGitHub) -> None:
    pull(scene, fake, {WEEK: NEW})
    fake.permissions["pull-requests"] = "read"
    summary, notices = run_both_steps(scene)
    assert "Lines to paste" in summary
    assert [notice for notice in notices if "I may not suggest lines here" in notice]


def test_a_review_that_is_not_taken_is_a_notice_with_the_lines_to_paste(scene: Scene, fake: FakeGitHub) -> None:
    pull(scene, fake, {WEEK: NEW})
    fake.difference.clear()
    summary, notices = run_both_steps(scene)
    assert "Lines to paste" in summary
    assert any("did not take the suggestions: 422" in notice for notice in notices)


def test_there_are_at_most_twenty_suggestions(scene: Scene, fake: FakeGitHub) -> None:
    pull(scene, fake, {WEEK: OLD + "\nRing [us](tel:+44(0)161-496-0000).\n" * 30})
    run_both_steps(scene)
    assert [len(review["comments"]) for review in fake.reviews] == [MOST]


def test_a_file_that_the_merge_changed_once_more_has_no_suggestion(scene: Scene, fake: FakeGitHub) -> None:
    pull(scene, fake, {WEEK: NEW})
    path = scene.workspace / WEEK
    path.write_text("---\ntitle: A first line more\n" + NEW.removeprefix("---\n").partition("\n")[2], "utf-8")
    tree = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qa", "--amend", "-m", "Merge"]
    subprocess.run(tree, cwd=scene.workspace, check=True, capture_output=True)
    run_both_steps(scene)
    assert fake.reviews == []


def test_in_a_public_repository_nothing_is_suggested_for_what_is_not_public(scene: Scene, fake: FakeGitHub) -> None:
    hidden = NEW.replace("title: Something", "circulation: staff\ntitle: Something")
    pull(scene, fake, {"content/2022-02/staff.md": hidden, WEEK: NEW})
    scene.payload = event(number=7, private=False)
    run_both_steps(scene)
    assert {comment["path"] for review in fake.reviews for comment in review["comments"]} == {WEEK}


LINES = st.text(
    st.characters(exclude_characters="\n\r", exclude_categories=["Cs", "Cc"]) | st.just("`"), min_size=1, max_size=40
)


@given(LINES.filter(str.strip))
def test_any_line_is_read_back_unchanged_from_its_suggestion(text: str) -> None:
    suggestion = Suggestion(path="a.md", line=1, text=text)
    assert suggested(block(suggestion)) == f"{text}\n"
    tokens = MarkdownIt().parse(listing((suggestion,)))
    assert [token.content for token in tokens if token.type == "fence"] == [f"{text}\n"]


def test_a_file_name_is_plain_text_in_the_summary() -> None:
    listed = listing((Suggestion(path="content/<img src=x>/@all.md", line=1, text="x"),))
    assert "<img" not in MarkdownIt().render(listed)
    assert "@all" not in listed
