"""Nothing that everybody sees changes with an item that not everybody may see: not a byte, date or number."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin import Circulation
from bulletin.content.load import load
from bulletin.ledger.document import dump
from bulletin.ledger.entries import EMPTY
from bulletin.ledger.recording import record
from bulletin.outputs import render
from bulletin.outputs.manifest import promised
from tests.support.examples import examples
from tests.support.folders import ISSUE, SETTINGS, TRAINING, make_content

AT = datetime(2022, 2, 1, 9, 5, tzinfo=UTC)
OUTPUTS = ("pages", "feed", "json-feed", "calendars", "files", "search", "sitemap", "form")
"""All but pictures, which take long; one test has these, too."""
LIMITED = "circulation: limited\ncirculation note: For leads."
HELD = "hold until: the board has met"
STAFF = "circulation: staff"
LEVELS = (LIMITED, HELD, STAFF, f"{LIMITED}\n{HELD}", f"{STAFF}\n{HELD}")
UPDATE = "title: {title}\nkind: update\n{level}\n"
COURSE = (
    "title: {title}\ntime: 9:30am to 4:30pm\n{level}\ntopics: safety\npresenter: Dr Quartz\ncost: £20\n"
    "book by: 20 February 2022\nsessions:\n  - Course 1: 8 March 2022, https://example.org/book/9\n"
    "  - Course 2: 12 May 2022, at Quartz House, Leeds, https://example.org/book/8\n"
)
LINKED = UPDATE + "links:\n  - The plan: https://example.org/plan\nfor: GPs\nareas: Wirral\nsection: Quartz\n"
GONE = UPDATE + "gone: It is over.\n"
UNTIL = UPDATE + "show until: 3 February 2022\n"
TOPICAL = UPDATE + "order: 1\ntopics: safety, quartz\n"
ACTION = UPDATE + "act by: 4 March 2022\naction: Send us the list\n"
FORMS = (UPDATE, COURSE, LINKED, GONE, UNTIL, TOPICAL, ACTION)
PUBLIC: dict[str, str | bytes] = {
    "bulletin.yml": f"{SETTINGS}topics: safety, quartz\n",
    "2021-12/issue.md": ISSUE.replace("1 February 2022", "1 December 2021"),
    "2021-12/old.md": "---\ntitle: Old news of the safety board\ntopics: safety\n---\nThe board met.\n",
    "2022-02/safer-recruitment.md": TRAINING,
}


def hidden_item(form: str, level: str, title: str = "A matter of quartz", number: int = 9) -> str:
    form = form.replace("book/", f"book/{number}").replace("8 March", f"{number} March")
    return f"---\n{form.format(title=title, level=level)}---\nThe words that only some may read, on 3 March 2022.\n"


def site(content: Path, only: Collection[str] = OUTPUTS) -> dict[str, bytes]:
    """Return the public files of a folder."""
    files = render(load(content), only)
    return {file.path: file.read_bytes() for file in files if file.circulation is Circulation.PUBLIC}


@cache
def public_site() -> Mapping[str, bytes]:
    """Return the public files of the folder without hidden items."""
    with tempfile.TemporaryDirectory() as root:
        return site(make_content(Path(root), PUBLIC))


def recorded_site(root: Path, steps: list[Mapping[str, str]]) -> dict[str, bytes]:
    """Return the public files after each step was recorded, an hour after the one before. steps: further files."""
    ledger = EMPTY
    content = root / "content"
    for number, files in enumerate(steps):
        content = make_content(root, {**PUBLIC, **files})
        (content / "ledger.json").unlink(missing_ok=True)
        if number:
            (content / "ledger.json").write_text(dump(ledger), "utf-8", newline="\n")
        at = AT + timedelta(hours=number)
        bulletin = load(content, revised=at)
        ledger = record(ledger, bulletin, tuple(promised(tuple(render(bulletin, OUTPUTS)))), at)
    (content / "ledger.json").write_text(dump(ledger), "utf-8", newline="\n")
    return site(content)


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", FORMS)
def test_no_public_file_changes_with_a_hidden_item(tmp_path: Path, form: str, level: str) -> None:
    hidden = {
        "2022-02/aaa.md": hidden_item(form, level),
        "2021-12/bbb.md": hidden_item(form, level, "More of quartz", 10),
    }
    assert differing(public_site(), site(make_content(tmp_path, {**PUBLIC, **hidden}))) == []


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("form", [UPDATE, COURSE])
def test_no_public_file_tells_when_a_hidden_item_was_recorded_or_changed(tmp_path: Path, form: str, level: str) -> None:
    first, later = hidden_item(form, level), hidden_item(form, level, "Another matter of quartz")
    later = later.replace("12 May", "19 May").replace("book/98", "book/98 (moved from 12 May 2022)")
    news = {"2022-02/late.md": "---\ntitle: Late news\n---\nIt came late.\n"}
    hidden = [{"2022-02/aaa.md": first}, {"2022-02/aaa.md": later}, {"2022-02/aaa.md": later, **news}]
    for public, steps in (([{}, {}, {}], [{}, *hidden[:2]]), ([{}, {}, {}, news], [{}, *hidden])):
        without = recorded_site(tmp_path / f"without-{len(steps)}", public)
        assert differing(without, recorded_site(tmp_path / f"with-{len(steps)}", steps)) == []


@pytest.mark.parametrize("level", [LIMITED, STAFF])
def test_no_public_file_tells_when_an_item_changed_that_was_public_once(tmp_path: Path, level: str) -> None:
    public, hidden = hidden_item(UPDATE, "circulation: public"), hidden_item(UPDATE, level)
    later = hidden_item(UPDATE, level, "Another matter of quartz")
    steps = [{"2022-02/aaa.md": text} for text in (public, hidden, hidden)]
    changed = [*steps[:2], {"2022-02/aaa.md": later}]
    assert differing(recorded_site(tmp_path / "same", steps), recorded_site(tmp_path / "changed", changed)) == []


@examples(8)
@given(
    st.lists(
        st.tuples(st.sampled_from(FORMS), st.sampled_from(LEVELS), st.sampled_from(("aaa", "week", "zzz", "old")),
                  st.sampled_from(("2022-02", "2021-12"))),
        min_size=1, max_size=4,
    )
)  # fmt: skip
def test_no_public_file_changes_with_any_hidden_items(
    tmp_path_factory: pytest.TempPathFactory, items: list[tuple[str, str, str, str]]
) -> None:
    root = tmp_path_factory.mktemp("trace")
    hidden = {
        f"{issue}/{name}.md": hidden_item(form, level, f"Matter {number} of quartz", number + 9)
        for number, (form, level, name, issue) in enumerate(items)
        if f"{issue}/{name}.md" not in ("2022-02/week.md", "2021-12/old.md")
    }
    assert differing(public_site(), site(make_content(root, {**PUBLIC, **hidden}))) == []


def test_no_picture_changes_with_a_hidden_item(tmp_path: Path) -> None:
    hidden = {
        f"2022-02/{number}.md": hidden_item(COURSE, level, f"Matter {number} of quartz", number + 9)
        for number, level in enumerate((LIMITED, STAFF))
    }
    without = site(make_content(tmp_path / "without", PUBLIC), ())
    assert differing(without, site(make_content(tmp_path / "with", {**PUBLIC, **hidden}), ())) == []
