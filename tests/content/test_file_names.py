"""A file beside an item is found under any spelling of its name, and for a missing file the nearest name is given."""

from __future__ import annotations

import string
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin import addresses, load
from bulletin.content.file_names import find_file
from bulletin.content.frontmatter import Wrong
from bulletin.model import Item
from tests.content.test_pictures import picture
from tests.support.folders import make_content, problems

PNG = picture("PNG", (60, 30))
NAMES = (
    "photo.png",
    "team photo.png",
    "Team  Photo (2).PNG",
    "Übersicht.png",
    unicodedata.normalize("NFD", "Übersicht.png"),
    "日本語.png",
    "Отчёт 2022.png",
    "🎉.png",
    "100% ready.png",
    "it's.png",
)


def item_with(tmp_path: Path, name: str, body: str) -> Item:
    front = f"title: x\nimage: {name}\nimage alt: Two nurses\nattachments: Poster: {name}"
    files: dict[str, str | bytes] = {f"2022-02/files/{name}": PNG, "2022-02/x.md": f"---\n{front}\n---\n{body}\n"}
    content = make_content(tmp_path, files)
    return next(item for item in load(content).issues[0].items if item.slug == "x")


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_and_an_attachment_are_found_the_same_way_in_the_text_and_in_the_keys(
    tmp_path: Path, name: str
) -> None:
    composed = unicodedata.normalize("NFC", name)
    spellings = [f"<{name}>", f"files/{quote(composed)}", f"../2022-02/files/{quote(name)}", f"<files\\{composed}>"]
    if "(" not in name:
        spellings.append(composed)
    item = item_with(tmp_path, name, "\n\n".join(f"![Two nurses]({spelling})" for spelling in spellings))
    assert item.image
    assert {image.asset.address for image in item.body_images} == {item.image.asset.address}
    assert len(item.body_images) == len(spellings)
    assert item.attachments[0].asset.address == item.image.asset.address
    assert item.image.asset.address.startswith("items/x/files/")
    assert item.image.asset.address.rpartition("/")[2] not in ("", ".png")


MISSING = [
    ("Flyer.PDF", ["flyer.pdf"], 'There is no file files/Flyer.PDF. Did you mean "flyer.pdf"?'),
    ("ubersicht.png", ["Übersicht.png"], 'There is no file files/ubersicht.png. Did you mean "Übersicht.png"?'),
    ("team-photo.png", ["team photo.png"], 'There is no file files/team-photo.png. Did you mean "team photo.png"?'),
    ("flyr.pdf", ["flyer.pdf", "x.png"], 'There is no file files/flyr.pdf. Did you mean "flyer.pdf"?'),
    ("poster.pdf", ["x.png"], "There is no file files/poster.pdf. Add it, or remove the line."),
    ("../2022-01/files/a.png", ["x.png"], "There is no file ../2022-01/files/a.png. Add it, or remove the line."),
    ("../files/a.png", ["x.png"], "There is no file ../files/a.png. Add it, or remove the line."),
    ("../../secret.png", ["x.png"], "There is no file ../../secret.png. Add it, or remove the line."),
    ("../2022-01/files/b.png", ["x.png"], "There is no file ../2022-01/files/b.png. Copy it to 2022-02/files/, where"),
    ("march/a.png", ["march/a.png"], "There is no file files/march/a.png. Move it from its folder to 2022-02/files/."),
    ("", ["x.png"], "There is no file files/. Add it, or remove the line."),
    (".hidden", [".hidden"], "There is no file files/.hidden. Add it, or remove the line."),
    ("Flyer", ["Flyer, March.pdf"], "There is no file files/Flyer. If you mean"),
]


@pytest.mark.parametrize(("written", "present", "sentence"), MISSING, ids=[row[0] for row in MISSING])
def test_for_a_missing_file_the_nearest_existing_name_is_given(
    tmp_path: Path, written: str, present: list[str], sentence: str
) -> None:
    other = tmp_path / "2022-01/files/b.png"
    other.parent.mkdir(parents=True)
    other.write_bytes(b"x")
    for name in present:
        path = tmp_path / "2022-02/files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    with pytest.raises(Wrong) as caught:
        find_file(tmp_path / "2022-02", written)
    assert f"{caught.value.message} {caught.value.hint}".startswith(sentence)


def test_a_file_with_a_comma_in_its_name_is_written_on_a_line_of_its_own(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2022-02/files/Flyer, March.pdf": b"%PDF-"}
    broken = {"2022-02/x.md": "---\ntitle: x\nattachments: Flyer, March.pdf\n---\nText.\n"}
    mended = {"2022-02/x.md": "---\ntitle: x\nattachments:\n  - Flyer, March.pdf\n---\nText.\n"}
    assert 'write it on a line of its own: "- Flyer, March.pdf"' in problems(make_content(tmp_path, files | broken))[0]
    load(make_content(tmp_path, files | mended))


@given(st.text(min_size=1, max_size=30).filter(lambda text: "/" not in text and "\0" not in text))
def test_every_file_has_an_address_in_its_items_folder(name: str) -> None:
    address = addresses.attached("items/x/", name)
    assert address.startswith("items/x/files/")
    last = address.removeprefix("items/x/files/")
    assert not (set(last) - set(string.ascii_lowercase + string.digits + "-."))
    assert last[0] != "."
    assert addresses.attached("items/x/", unicodedata.normalize("NFD", name)) == addresses.attached(
        "items/x/", unicodedata.normalize("NFC", name)
    )
