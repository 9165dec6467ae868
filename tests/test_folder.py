"""Writing the output folder changes only files that differ, none outside it, no foreign file, and each atomically."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin import folder
from bulletin.errors import FolderError
from bulletin.model import Asset, Circulation, File
from tests.support.values import ROOT


def file(path: str, data: bytes | Asset, output: str = "pages") -> File:
    return File(path=path, data=data, output=output, circulation=Circulation.PUBLIC)


def manifest(
    files: list[File], outputs: tuple[str, ...] = ("pages", "email"), mail: tuple[str, ...] = ("2022-02",)
) -> File:
    rows = {
        file.path: {"sha256": hashlib.sha256(file.data).hexdigest(), "output": file.output}
        for file in files
        if isinstance(file.data, bytes)
    }
    value = {"files": rows, "outputs": list(outputs), "issues": [{"id": issue, "mail": True} for issue in mail]}
    return file("manifest.json", json.dumps(value).encode(), "manifest")


def site(**texts: str) -> list[File]:
    files = [file(f"site/{name}.html", text.encode()) for name, text in texts.items()]
    return [*files, manifest(files)]


def contents(out: Path) -> dict[str, str]:
    paths = sorted(path for path in out.rglob("*") if path.is_file() and path.name != "manifest.json")
    return {path.relative_to(out).as_posix(): path.read_text("utf-8") for path in paths}


def test_files_are_made_changed_kept_and_removed(tmp_path: Path) -> None:
    out = tmp_path / "build"
    first = folder.write(site(a="1", b="2", c="3"), out)
    assert first.made == ("site/a.html", "site/b.html", "site/c.html")
    second = folder.write(site(a="1", b="changed"), out)
    assert (second.made, second.changed, second.kept, second.removed) == (
        (), ("site/b.html",), ("site/a.html",), ("site/c.html",)
    )  # fmt: skip
    assert contents(out) == {"site/a.html": "1", "site/b.html": "changed"}


def test_a_file_that_does_not_change_keeps_its_time(tmp_path: Path) -> None:
    folder.write(site(a="1", b="2"), tmp_path)
    os.utime(tmp_path / "site" / "a.html", (1, 1))
    os.utime(tmp_path / "manifest.json", (1, 1))
    folder.write(site(a="1", b="2"), tmp_path)
    assert (tmp_path / "site" / "a.html").stat().st_mtime == 1
    assert (tmp_path / "manifest.json").stat().st_mtime == 1


def test_an_error_while_files_are_made_changes_nothing(tmp_path: Path) -> None:
    folder.write(site(a="1"), tmp_path / "build")
    before = contents(tmp_path / "build")

    def broken() -> object:
        yield from site(a="2")[:1]
        raise ValueError("a leak")

    with pytest.raises(ValueError, match="a leak"):
        folder.write(broken(), tmp_path / "build")  # type: ignore[arg-type]
    assert contents(tmp_path / "build") == before
    with pytest.raises(ValueError, match="a leak"):
        folder.write(broken(), tmp_path / "new")  # type: ignore[arg-type]
    assert not (tmp_path / "new").exists()


def test_a_file_that_bulletin_did_not_write_is_never_touched(tmp_path: Path) -> None:
    folder.write(site(a="1", b="2"), tmp_path)
    (tmp_path / "site" / "mine.html").write_text("mine", "utf-8")
    (tmp_path / "site" / "b.html").write_text("edited by hand", "utf-8")
    folder.write(site(a="1"), tmp_path)
    assert contents(tmp_path)["site/mine.html"] == "mine"
    assert contents(tmp_path)["site/b.html"] == "edited by hand"
    with pytest.raises(
        FolderError, match=r"site/mine.html was not written by Bulletin, so I left everything as it was"
    ):
        folder.write(site(a="other", mine="1"), tmp_path)
    assert contents(tmp_path)["site/a.html"] == "1"


def test_a_foreign_file_with_the_same_bytes_does_not_stop_a_build(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_text("1", "utf-8")
    assert folder.write(site(a="1"), tmp_path).kept == ("site/a.html",)


def test_folders_that_become_empty_are_removed(tmp_path: Path) -> None:
    files = [file("site/items/x/index.html", b"x"), file("site/index.html", b"i")]
    folder.write([*files, manifest(files)], tmp_path)
    folder.write([files[1], manifest(files[1:])], tmp_path)
    assert not (tmp_path / "site" / "items").exists()


def test_files_of_other_outputs_and_of_other_issues_mail_are_not_removed(tmp_path: Path) -> None:
    files = [
        file("site/a.html", b"a"),
        file("mail/2022-02/x.eml", b"m", "email"),
        file("mail/2022-01/x.eml", b"n", "email"),
    ]
    folder.write([*files, manifest(files, mail=("2022-01", "2022-02"))], tmp_path)
    page = [file("site/a.html", b"b")]
    only_pages = [*page, manifest(page, outputs=("pages",))]
    assert folder.changed(only_pages, tmp_path) == ("site/a.html",)
    folder.write(only_pages, tmp_path)
    newest = [page[0], files[1]]
    assert folder.changed([*newest, manifest(newest)], tmp_path) == ()
    folder.write([*newest, manifest(newest)], tmp_path)
    assert set(contents(tmp_path)) == {"site/a.html", "mail/2022-02/x.eml", "mail/2022-01/x.eml"}
    assert folder.changed([*newest, manifest(newest)], tmp_path) == ()


def test_changed_names_the_files_that_write_would_touch_and_touches_none(tmp_path: Path) -> None:
    folder.write(site(a="1", b="2"), tmp_path)
    assert folder.changed(site(a="1", b="2"), tmp_path) == ()
    assert folder.changed(site(a="2", c="3"), tmp_path) == ("site/a.html", "site/b.html", "site/c.html")
    assert contents(tmp_path) == {"site/a.html": "1", "site/b.html": "2"}
    assert folder.changed(site(a="1"), tmp_path / "new") == ("manifest.json", "site/a.html")
    assert not (tmp_path / "new").exists()


PATHS = ["../x", "/etc/x", "site/../../x", "", "site\\x", "a\0b", f"{folder.STAGING}/x"]


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(FolderError, match="is no place in the output folder"):
        folder.write([file(path, b"x")], tmp_path / "build")
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_or_removed_through_a_link(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "build", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "a.html").write_text("1", "utf-8")
    out.mkdir()
    (out / "site").symlink_to(elsewhere)
    with pytest.raises(FolderError, match="is a link, so I do not write there"):
        folder.write(site(a="2"), out)
    rows = {"site/a.html": {"sha256": hashlib.sha256(b"1").hexdigest(), "output": "pages"}}
    (out / "manifest.json").write_text(json.dumps({"files": rows, "outputs": ["pages"]}), "utf-8")
    other = [file("x.html", b"x")]
    folder.write([*other, manifest(other)], out)
    assert (elsewhere / "a.html").read_text("utf-8") == "1"


def test_a_manifest_that_was_tampered_with_removes_nothing_outside(tmp_path: Path) -> None:
    out = tmp_path / "build"
    out.mkdir()
    (tmp_path / "secret").write_text("1", "utf-8")
    rows = {"../secret": {"sha256": hashlib.sha256(b"1").hexdigest(), "output": "pages"}}
    (out / "manifest.json").write_text(json.dumps({"files": rows}), "utf-8")
    folder.write(site(a="1"), out)
    assert (tmp_path / "secret").read_text("utf-8") == "1"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 3}', '{"files": {"a": 3}}', "\xff"])
def test_a_damaged_manifest_counts_as_no_manifest(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_bytes(text.encode("latin-1"))
    assert folder.write(site(a="1"), tmp_path).made == ("site/a.html",)


def test_folders_that_are_not_for_output_are_refused(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "2022-02").mkdir(parents=True)
    (content / "bulletin.yml").write_text("name: x", "utf-8")
    (tmp_path / "file").write_text("x", "utf-8")
    (tmp_path / "link").symlink_to(content)
    for out in (Path("/"), Path.home(), content):
        with pytest.raises(FolderError, match="choose a folder of its own"):
            folder.write(site(a="1"), out)
    for out in (content / "build", content / "2022-02", tmp_path / "link" / "build" / "more"):
        with pytest.raises(FolderError, match="lies in the content folder: choose another with --out"):
            folder.write(site(a="1"), out)
        with pytest.raises(FolderError, match="lies in the content folder"):
            folder.changed(site(a="1"), out)
    assert sorted(path.name for path in content.iterdir()) == ["2022-02", "bulletin.yml"]
    with pytest.raises(FolderError, match="is a file, not a folder"):
        folder.write(site(a="1"), tmp_path / "file")


@pytest.mark.parametrize(("standing", "sentence"), [("site/a.html/x", "site/a.html"), ("site", "site/a.html")])
def test_a_folder_in_place_of_a_file_is_reported_in_a_sentence(tmp_path: Path, standing: str, sentence: str) -> None:
    path = tmp_path / standing
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", "utf-8")
    with pytest.raises(FolderError, match="should be a"):
        folder.write(site(a="1"), tmp_path)


def asset(source: Path, data: bytes | None = None) -> Asset:
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    return Asset(
        name=source.name, address="files/a.pdf", source=source, media_type="application/pdf",
        size=source.stat().st_size, sha256=digest, data=data,
    )  # fmt: skip


def test_an_attachment_is_checked_while_it_is_copied(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF-1.7")
    measured = asset(source)
    folder.write([file("site/files/a.pdf", measured)], tmp_path / "build")
    assert (tmp_path / "build" / "site" / "files" / "a.pdf").read_bytes() == b"%PDF-1.7"
    source.write_bytes(b"%PDF-1.8")
    with pytest.raises(FolderError, match=r"a.pdf changed while I was reading it. Build again."):
        folder.write([file("site/files/a.pdf", measured)], tmp_path / "other")


def test_files_that_were_written_without_a_manifest_are_known_to_the_next_build(tmp_path: Path) -> None:
    folder.write([file("feed.xml", b"1")], tmp_path)
    assert folder.write([file("feed.xml", b"2")], tmp_path).changed == ("feed.xml",)


DRIVER = """
import os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
from tests.test_folder import killed_site
from bulletin import folder
last = int(sys.argv[2])
calls = 0

def counted(real):
    def call(*arguments, **options):
        global calls
        calls += "dir_fd" not in options  # Not each file that is cleared away.
        if calls == last:
            os._exit(9)
        return real(*arguments, **options)
    return call

for name in ("write", "replace", "unlink", "rmdir", "mkdir"):
    setattr(os, name, counted(getattr(os, name)))
Path.write_bytes = counted(Path.write_bytes)
folder.write(killed_site("new"), Path(sys.argv[1]))
"""


def killed_site(edition: str) -> list[File]:
    texts = {"a": edition * 9, "b": edition * 5, "same": "same", f"only-{edition}": edition}
    return site(**texts)


def test_a_build_killed_at_any_point_leaves_whole_files_and_the_next_one_finishes(tmp_path: Path) -> None:
    code = DRIVER.format(root=str(ROOT))
    whole = {"old" * 9, "old" * 5, "new" * 9, "new" * 5, "same", "old", "new", "mine"}
    for last in range(1, 60):
        out = tmp_path / str(last)
        folder.write(killed_site("old"), out)
        (out / "mine.txt").write_text("mine", "utf-8")
        done = subprocess.run([sys.executable, "-c", code, str(out), str(last)], check=False, env={"PATH": ""})
        standing = {path: text for path, text in contents(out).items() if not path.startswith(folder.STAGING)}
        assert set(standing.values()) <= whole
        assert {"site/same.html", "mine.txt"} <= standing.keys()
        folder.write(killed_site("new"), out)
        expected = {f"site/{name}.html" for name in ("a", "b", "same", "only-new")} | {"mine.txt"}
        assert set(contents(out)) == expected, last
        if done.returncode == 0:
            break
        assert done.returncode == 9
    assert (done.returncode, last > 8) == (0, True)
