"""Several new files are written all or not at all, and no existing file is overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.scaffold.file_set import write_new


def test_files_and_their_folder_are_written(tmp_path: Path) -> None:
    write_new({tmp_path / "files" / "map.png": b"\x89PNG", tmp_path / "item.md": b"text"})
    assert (tmp_path / "files" / "map.png").read_bytes() == b"\x89PNG"
    assert (tmp_path / "item.md").read_bytes() == b"text"


def test_an_existing_file_stays_and_the_files_written_before_it_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "item.md").write_bytes(b"of somebody else")
    with pytest.raises(FileExistsError):
        write_new({tmp_path / "files" / "map.png": b"\x89PNG", tmp_path / "item.md": b"text"})
    assert not (tmp_path / "files" / "map.png").exists()
    assert (tmp_path / "item.md").read_bytes() == b"of somebody else"


def test_a_folder_whose_parent_is_missing_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_new({tmp_path / "first.md": b"text", tmp_path / "no" / "such" / "item.md": b"text"})
    assert list(tmp_path.iterdir()) == []
