"""Pictures are turned, stripped and made small enough; what is no picture is one clear sentence."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bulletin import load
from tests.folders import make_content, problems

ITEM = "---\ntitle: x\nimage: files/{name}\nimage alt: Two nurses at a table\n---\nText.\n"


def picture(kind: str, size: tuple[int, int], *, noise: bool = False, **options: Any) -> bytes:
    made = Image.effect_noise(size, 90).convert("RGB") if noise else Image.new("RGB", size, "#005eb8")
    out = BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


def with_gps() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (53.0, 24.0, 0.0)}
    return picture("JPEG", (40, 20), exif=exif)


def bomb(side: int) -> bytes:
    """A PNG that says how wide and high it is, and holds nothing."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    body = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + body


def moving(*colours: str) -> bytes:
    """A GIF of several pictures; "" is one that shows something."""
    frames = [
        Image.new("RGB", (60, 30), one) if one else Image.effect_noise((60, 30), 90).convert("RGB") for one in colours
    ]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def loaded(tmp_path: Path, name: str, data: bytes) -> Any:
    content = make_content(tmp_path, {f"2022-02/files/{name}": data, "2022-02/x.md": ITEM.format(name=name)})
    [one] = [one for one in load(content).issues[0].items if one.slug == "x"]
    return one.image


def test_a_small_picture_keeps_its_size_and_address(tmp_path: Path) -> None:
    image = loaded(tmp_path, "Poster 1.PNG", picture("PNG", (60, 30)))
    assert (image.asset.width, image.asset.height, image.asset.address) == (60, 30, "items/x/files/poster-1.png")
    assert image.alt == "Two nurses at a table"


@pytest.mark.guarantee("EMAIL-61")
def test_a_photograph_is_turned_and_loses_where_it_was_taken(tmp_path: Path) -> None:
    image = loaded(tmp_path, "photo.jpg", with_gps())
    assert (image.asset.width, image.asset.height) == (20, 40)
    with Image.open(BytesIO(image.asset.data)) as made:
        assert dict(made.getexif()) == {}


@pytest.mark.guarantee("EMAIL-61")
def test_a_large_photograph_is_made_small_enough(tmp_path: Path) -> None:
    image = loaded(tmp_path, "photo.jpeg", picture("JPEG", (2400, 1200), noise=True, quality=95))
    assert (image.asset.width, image.asset.height) == (1200, 600)
    assert image.asset.size == len(image.asset.data) <= 200_000


REFUSED = [
    ("big.png", picture("PNG", (1200, 900), noise=True), "big.png is too big for an email"),
    ("big.gif", picture("GIF", (1300, 10)), "big.gif is too big for an email"),
    ("broken.png", picture("PNG", (60, 30))[:50], "broken.png is not a picture that I can read."),
    ("logo.svg", b"<svg/>", "Mail programs do not show logo.svg, which is an SVG. Save it as PNG."),
    ("flyer.png", b"%PDF-1.7", "flyer.png is not a PNG, JPEG or GIF picture."),
    (
        "blank.gif",
        moving("#ffffff", "#005eb8"),
        "blank.gif begins with a picture of one colour, and Outlook shows only the first.",
    ),
    ("bomb.png", bomb(50_000), "bomb.png has more than 40 megapixels."),
    ("vast.png", bomb(7_000), "vast.png has more than 40 megapixels."),
]


@pytest.mark.guarantee("EMAIL-61", "EMAIL-62")
@pytest.mark.parametrize(("name", "data", "said"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_file_that_cannot_be_a_picture_is_one_sentence(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    content = make_content(tmp_path, {f"2022-02/files/{name}": data, "2022-02/x.md": ITEM.format(name=name)})
    [found] = problems(content)
    assert (said in found, found.startswith("content/2022-02/x.md:3:8: ")) == (True, True)


@pytest.mark.parametrize(
    ("alt", "said"), [("", "Say what a.png shows, in one sentence."), ("x" * 126, "125 is the limit")]
)
def test_a_picture_needs_words_that_are_not_too_long(tmp_path: Path, alt: str, said: str) -> None:
    text = ITEM.format(name="a.png").replace("Two nurses at a table", alt)
    content = make_content(tmp_path, {"2022-02/files/a.png": picture("PNG", (6, 3)), "2022-02/x.md": text})
    assert said in problems(content)[0]


def test_a_gif_that_is_small_stays_as_it_is(tmp_path: Path) -> None:
    data = picture("GIF", (60, 30))
    assert loaded(tmp_path, "a.gif", data).asset.data == data


@pytest.mark.guarantee("EMAIL-62")
def test_a_moving_picture_that_begins_with_something_stays_as_it_is(tmp_path: Path) -> None:
    data = moving("", "#ffffff")
    assert loaded(tmp_path, "a.gif", data).asset.data == data


def test_an_attachment_is_measured_by_its_first_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    text = "---\ntitle: x\nattachments: Our flyer: files/flyer.docx\n---\nText.\n"
    content = make_content(tmp_path, {"2022-02/files/flyer.docx": b"%PDF-1.7 x", "2022-02/x.md": text})
    [one] = [one for one in load(content).issues[0].items if one.slug == "x"]
    [attachment] = one.attachments
    assert (attachment.label, attachment.asset.media_type, attachment.asset.size) == (
        "Our flyer",
        "application/pdf",
        10,
    )
    assert attachment.asset.data is None


def test_two_files_with_one_address_are_refused(tmp_path: Path) -> None:
    text = "---\ntitle: x\nattachments: Flyer 1.pdf, flyer-1.pdf\n---\nText.\n"
    files: dict[str, str | bytes] = {f"2022-02/files/{name}": b"%PDF" for name in ("Flyer 1.pdf", "flyer-1.pdf")}
    assert problems(make_content(tmp_path, {**files, "2022-02/x.md": text})) == [
        'content/2022-02/x.md:3:14: "Flyer 1.pdf" and "flyer-1.pdf" would have the same address. Rename one. [NAM02]'
    ]
