"""A cache folder that is missing, damaged, foreign, full or read-only is ignored without an error."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from io import FileIO
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from bulletin.remember import cache


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_an_entry_is_read_as_it_was_written() -> None:
    cache.put("name", b"data\r\n\0")
    assert cache.get("name") == b"data\r\n\0"
    assert cache.get("another") is None


def test_nobody_else_may_read_the_folder() -> None:
    cache.put("name", b"data")
    assert cache.folder().stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o702])
def test_a_folder_that_others_may_use_is_not_used(mode: int) -> None:
    cache.put("name", b"data")
    cache.folder().chmod(mode)
    assert cache.get("name") is None
    cache.put("other", b"data")
    assert cache.clear() == 0
    assert [path.name for path in cache.folder().iterdir()] == ["name"]


def test_a_folder_of_another_user_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.put("name", b"data")
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert cache.get("name") is None


def test_a_link_in_place_of_the_folder_is_not_used(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (elsewhere / "name").write_bytes(b"planted")
    cache.folder().parent.mkdir()
    cache.folder().symlink_to(elsewhere)
    assert cache.get("name") is None
    cache.put("other", b"data")
    assert not (elsewhere / "other").exists()


def test_a_folder_that_cannot_be_written_is_ignored_silently(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file, where the folder should be")
    cache.put("name", b"data")
    assert cache.get("name") is None


def test_a_full_disk_leaves_no_partial_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    class FullDisk(FileIO):
        def writelines(self, parts: Iterable[Any], /) -> None:
            self.write(b"".join(parts)[:2])
            raise OSError(28, "No space left on device")

    def open_on_full_disk(path: Path, mode: str) -> FullDisk:
        return FullDisk(path, mode)

    monkeypatch.setattr(Path, "open", open_on_full_disk)
    cache.put("name", b"data")
    assert list(cache.folder().iterdir()) == []


@pytest.mark.parametrize("repository", ["", "cache"])
def test_no_entry_is_written_into_a_repository(tmp_path: Path, repository: str) -> None:
    (tmp_path / repository / ".git").mkdir(parents=True)
    cache.put("name", b"data")
    assert not cache.folder().exists()


def test_the_folder_has_a_bounded_number_of_entries_and_drops_that_which_was_not_used_for_longest() -> None:
    for number in range(cache.MOST_ENTRIES):
        cache.put(str(number), b"data")
        os.utime(cache.folder() / str(number), (number, number))
    assert cache.get("0") == b"data"
    cache.put("new", b"data")
    names = {path.name for path in cache.folder().iterdir()}
    assert len(names) == cache.MOST_ENTRIES
    assert "1" not in names
    assert {"0", "2", "new"} < names


def test_two_processes_that_write_at_once_leave_one_whole_entry() -> None:
    entries = (b"a" * 200_000, b"b" * 200_000)
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        writing = [processes.submit(_put_often, data) for data in entries]
        values = {cache.get("name") for _ in range(2_000)} | {
            cache.get("name") for future in writing if future.result() is None
        }
    assert values <= {None, *entries}
    assert cache.get("name") in entries
    assert [path.name for path in cache.folder().iterdir()] == ["name"]


def _put_often(data: bytes) -> None:
    for _ in range(100):
        cache.put("name", data)


def test_clearing_deletes_every_entry_and_counts_them() -> None:
    assert cache.clear() == 0
    cache.put("one", b"data")
    cache.put("two", b"data")
    assert cache.clear() == 2
    assert list(cache.folder().iterdir()) == []
