"""Every change of a folder is noticed, with watchfiles and without, and the watch goes on when the folder is gone."""

from __future__ import annotations

import itertools
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.serving.watching import has_library, pauses, state_of, watch
from tests.support.folders import make_content


def test_a_new_a_deleted_and_another_file_is_a_change(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    item = content / "2022-02" / "week.md"
    states = [state_of(content)]
    for change in (
        lambda: item.write_text("longer than before", "utf-8"),
        lambda: (content / "2022-02" / "new.md").write_text("x", "utf-8"),
        item.unlink,
        lambda: (tmp_path / "templates" / "web").mkdir(parents=True),
        lambda: (tmp_path / "templates" / "web" / "site.css").write_text("a{}", "utf-8"),
        lambda: (content / "2022-02" / "new.md").rename(item),
        lambda: shutil.rmtree(content),
    ):
        change()
        states.append(state_of(content))
    assert all(earlier != later for earlier, later in itertools.pairwise(states))
    assert states[-1] == {path: about for path, about in states[-1].items() if "templates" in path}


def test_a_file_that_is_replaced_by_one_of_the_same_size_and_time_is_noticed(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    item = content / "2022-02" / "week.md"
    before, about = state_of(content), item.stat()
    copy = tmp_path / "copy.md"
    shutil.copy2(item, copy)
    copy.replace(item)
    assert (item.stat().st_size, item.stat().st_mtime_ns) == (about.st_size, about.st_mtime_ns)
    assert state_of(content) != before


def looks(content: Path, *, library: bool, steps: list[Callable[[], object]]) -> int:
    """Watch a folder, do one step after each look, and stop after the last; return the number of looks."""
    stop, count = threading.Event(), 0
    remaining = iter(steps)

    def look() -> None:
        nonlocal count
        count += 1
        step = next(remaining, None)
        if step is None:
            raise KeyboardInterrupt
        step()

    watch(content, look, pauses(content, stop, library=library))
    return count


@pytest.mark.guarantee("SERVE-09")
@pytest.mark.parametrize("library", [True, False])
def test_the_watch_goes_on_after_the_folder_was_gone_for_a_while(tmp_path: Path, library: bool) -> None:
    assert has_library()
    content = make_content(tmp_path)
    item, away = content / "2022-02" / "week.md", tmp_path / "away"
    steps: list[Callable[[], object]] = [
        lambda: item.write_text("one", "utf-8"),
        lambda: content.rename(away),
        lambda: away.rename(content),
        lambda: item.write_text("another", "utf-8"),
        lambda: shutil.copytree(content / "2022-02", tmp_path / "templates"),
    ]
    assert looks(content, library=library, steps=steps) == len(steps) + 1


@pytest.mark.parametrize("library", [True, False])
def test_the_watch_goes_on_after_a_file_with_a_name_that_is_not_utf_8(tmp_path: Path, library: bool) -> None:
    content = make_content(tmp_path)
    item, strange = content / "2022-02" / "week.md", content / "2022-02" / os.fsdecode(b"caf\xe9.md")
    steps: list[Callable[[], object]] = [
        lambda: strange.write_text("one", "utf-8"),
        lambda: item.write_text("another", "utf-8"),
        strange.unlink,
    ]
    assert looks(content, library=library, steps=steps) == len(steps) + 1


def test_many_saves_during_one_look_are_one_more_look(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    item = content / "2022-02" / "week.md"

    def save_often() -> None:
        for number in range(20):
            item.write_text(f"save {number}", "utf-8")

    assert looks(content, library=True, steps=[save_often]) == 2
