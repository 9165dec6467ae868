"""The next command reads and checks only changed files; an unusable memory is ignored."""

from __future__ import annotations

import hashlib
import pickle
import time
from pathlib import Path

import pytest

from bulletin.checks.run import check
from bulletin.content import load
from bulletin.memory import NO_MEMORY, Memory
from bulletin.remember import cache, memory_file, pickles
from bulletin.remember.memory_file import FolderMemory, memory_of
from bulletin.text import zones
from tests.remember.random_edits import begin


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    begin(tmp_path)
    return tmp_path / "content"


def remembered(folder: Path, *arguments: str) -> FolderMemory:
    return memory_of(["check", *arguments], folder, time.time_ns() + 10**9)


def checked(folder: Path) -> FolderMemory:
    """Check a folder with its memory, and write the memory if it has new results."""
    memory = remembered(folder)
    check(load.read(folder, memory=memory.memory), memory=memory.memory)
    memory.save()
    return memory


def test_the_next_command_reads_only_what_has_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked(folder)
    paths: list[str] = []
    read_item = load.read_item
    monkeypatch.setattr(load, "read_item", lambda fields, rest: (paths.append(fields.document.path), read_item(fields, rest))[1])  # fmt: skip
    assert not checked(folder).memory.has_new
    item = folder / "2022-01" / "old.md"
    item.write_text(item.read_text("utf-8") + "\nMore.\n", "utf-8")
    assert checked(folder).memory.has_new
    assert paths == [item.as_posix()]


def test_a_fresh_command_has_no_memory(folder: Path) -> None:
    assert remembered(folder, "--fresh").memory is NO_MEMORY


def test_a_time_zone_is_read_back_as_the_same_object() -> None:
    zone = zones.zone("Europe/London")
    memory = Memory()
    memory.note("place", zone)
    assert pickles.load(pickles.dump(memory)).entries()["place"][0][0] is zone


def damaged(data: bytes) -> list[bytes]:
    """Return damaged forms of an entry: a changed byte, cut, empty, without values, and with other values."""
    other = pickle.dumps({"not": "a memory"})
    torn = data[32:-100]
    entries = (torn, b"no values", other)
    valid_entries = [hashlib.sha256(entry).digest() + entry for entry in entries]
    return [data[:5000] + b"?" + data[5001:], data[:-1], b"", *valid_entries]


@pytest.mark.parametrize("number", range(6))
def test_a_damaged_entry_is_ignored(folder: Path, number: int) -> None:
    entry = checked(folder).entry
    data = cache.get(entry)
    assert data
    cache.put(entry, damaged(data)[number])
    assert checked(folder).memory.has_new


def changed(folder: Path, words: str) -> FolderMemory:
    """Change an item, and check the folder; the memory then has a whole entry, and one of what has changed."""
    (folder / "2022-01" / "old.md").write_text(f"---\ntitle: Old\n---\n{words}\n", "utf-8")
    return checked(folder)


@pytest.mark.parametrize("edits", [1, 2])
def test_only_what_has_changed_is_written_and_read_with_the_rest(folder: Path, edits: int) -> None:
    entry = checked(folder).entry
    whole = cache.get(entry)
    assert whole
    for number in range(edits):
        changed(folder, f"Words number {number}.")
    assert cache.get(entry) == whole
    changes = cache.get(entry + memory_file.CHANGES)
    assert changes
    assert len(changes) < len(whole) / 4
    assert not checked(folder).memory.has_new


@pytest.mark.parametrize("number", range(6))
def test_changes_that_are_damaged_are_ignored(folder: Path, number: int) -> None:
    entry = checked(folder).entry
    changed(folder, "Words.")
    whole, data = cache.get(entry), cache.get(entry + memory_file.CHANGES)
    assert whole
    assert data
    torn = data[32:-10]
    damages = [
        data[:500] + b"?" + data[501:],
        data[:-1],
        b"",
        data[:40],
        data[32:],
        hashlib.sha256(torn).digest() + torn,
    ]
    cache.put(entry + memory_file.CHANGES, damages[number])
    assert checked(folder).memory.has_new


def test_changes_to_another_whole_memory_are_ignored(folder: Path) -> None:
    entry = checked(folder).entry
    changed(folder, "Words.")
    whole, changes = cache.get(entry), cache.get(entry + memory_file.CHANGES)
    (folder / "bulletin.yml").write_text((folder / "bulletin.yml").read_text("utf-8") + "team: The team\n", "utf-8")
    checked(folder)
    assert cache.get(entry) != whole
    assert cache.get(entry + memory_file.CHANGES) == changes
    assert not checked(folder).memory.has_new


def test_a_place_that_was_forgotten_is_forgotten_in_the_next_command_too(folder: Path) -> None:
    checked(folder)
    changed(folder, "Words.\n\n![](no-such-picture.png)")
    places = remembered(folder).memory.entries()
    assert ("part", (folder / "2022-01" / "old.md").as_posix()) not in places
    assert ("part", (folder / "2022-02" / "week.md").as_posix()) in places


def test_another_version_of_the_program_ignores_the_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = checked(folder)
    monkeypatch.setattr(memory_file, "_PACKAGE", folder)
    after = remembered(folder)
    assert after.entry != before.entry
    assert cache.get(after.entry) is None


def test_a_program_that_was_just_installed_writes_no_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_file, "_PACKAGE", folder)
    assert memory_of(["check"], folder, time.time_ns()).memory is NO_MEMORY


def test_a_memory_that_has_grown_too_large_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_file, "LARGEST", 100)
    assert cache.get(checked(folder).entry) is None


def test_a_memory_without_anything_new_is_not_written_again(folder: Path) -> None:
    memory = Memory()
    FolderMemory(memory, "entry").save()
    assert cache.get("entry") is None
