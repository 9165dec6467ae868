"""The limited edition, and the marks of drafts and samples."""

from __future__ import annotations

from typing import Any

import pytest

from bulletin.model import Bulletin, Circulation
from tests.outputs.email_reading import page_of, rendered, words_of
from tests.support.rendering import rendered_files
from tests.support.values import make_bulletin, make_issue, make_item, make_settings, make_training

ENDINGS = (".html", ".txt", ".eml", "-send.eml", "-copy.html")
NOTE = "Not intended for general circulation within your organisations."


def _limited(*more: Any, **changes: Any) -> Bulletin:
    item = make_item("patient-safety", kind="update", circulation=Circulation.LIMITED, circulation_note=NOTE)
    return make_bulletin(make_issue(item, *more, **changes))


def _both(files: dict[str, bytes], stem: str) -> tuple[str, str]:
    return words_of(page_of(files[f"{stem}.html"]).find("body")), " ".join(files[f"{stem}.txt"].decode().split())


def test_the_limited_edition_warns_at_its_head_and_foot_and_above_and_below_each_item() -> None:
    for words in _both(rendered(_limited(), limited=True), "limited"):
        assert words.count(f"Limited circulation. {NOTE}") == 2
        assert words.index("Limited circulation. This email is only for") < words.index("Patient safety")
        assert words.index(NOTE) < words.index("This is what patient-safety says.") < words.rindex(NOTE)
        assert words.endswith("Limited circulation. Please do not forward this email.")


def test_the_limited_edition_has_its_own_subject_and_no_web_links_or_introduction() -> None:
    files = rendered(_limited(), limited=True)
    assert b"Subject: [Limited] Patient safety update\r\n" in files["limited.eml"]
    assert b"http" not in files["limited.txt"]
    assert b"Welcome to this issue" not in files["limited.txt"]


def test_the_files_of_an_edition_have_its_name_and_circulation() -> None:
    files = list(rendered_files("limited", _limited()))
    assert {(file.output, file.circulation) for file in files} == {("limited", Circulation.LIMITED)}
    main = list(rendered_files("email", make_bulletin(make_issue(make_item()))))
    assert {(file.output, file.circulation) for file in main} == {("email", Circulation.STAFF)}
    assert [file.path for file in main] == [f"mail/2022-02/bulletin{ending}" for ending in ENDINGS]


def test_sessions_of_limited_items_come_as_files_and_attached() -> None:
    item = make_training("closed-course", circulation=Circulation.LIMITED, circulation_note=NOTE)
    files = rendered(_limited(item), limited=True)
    name = f"closed-course-{item.sessions[0].stem}.ics"
    assert sorted(files) == sorted([f"calendar/{name}", *(f"limited{ending}" for ending in ENDINGS)])
    assert f'filename="{name}"'.encode() in files["limited.eml"]


def test_without_limited_items_there_is_no_limited_edition() -> None:
    assert list(rendered_files("limited", make_bulletin(make_issue()))) == []


def test_the_main_edition_says_without_details_that_there_is_a_further_update() -> None:
    files = rendered(make_bulletin(make_issue(make_item(), has_limited=True, limited_note=True)))
    for words in _both(files, "bulletin"):
        assert words.count("A further update was sent to some readers separately.") == 1


@pytest.mark.parametrize("limited", [False, True])
def test_a_draft_and_a_sample_are_marked_at_the_top(limited: bool) -> None:
    issue = _limited(ready=False).mail[0]
    files = rendered(make_bulletin(issue, settings=make_settings(sample=True)), limited=limited)
    for words in _both(files, "limited" if limited else "bulletin"):
        assert (
            words.index("DRAFT.") < words.index("This is a sample.") < words.index("North West safeguarding bulletin")
        )
    assert b"[Draft] [Sample] " in files["limited.eml" if limited else "bulletin.eml"]


def test_a_ready_issue_that_is_not_a_sample_has_no_mark() -> None:
    for words in _both(rendered(make_bulletin(make_issue(make_item()))), "bulletin"):
        assert "DRAFT" not in words
        assert "sample" not in words
