"""Pictures are turned, stripped of metadata and made small enough; other files are refused in one sentence."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bulletin import check, load, read, record, render
from bulletin.ledger.document import dump
from bulletin.ledger.entries import EMPTY
from tests.support.folders import SETTINGS, make_content, problems
from tests.support.pictures import bomb, picture, with_gps

ITEM = "---\ntitle: x\nimage: files/{name}\nimage alt: Two nurses at a table\n---\nText.\n"


def moving(*colours: str) -> bytes:
    """Return a GIF with one frame for each colour; "" makes a frame of noise."""
    frames = [
        Image.new("RGB", (60, 30), colour) if colour else Image.effect_noise((60, 30), 90).convert("RGB")
        for colour in colours
    ]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


def moving_webp() -> bytes:
    frames = [Image.new("RGB", (60, 30), colour) for colour in ("#ffffff", "#005eb8")]
    out = BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    return out.getvalue()


def transparent(kind: str, mode: str = "RGBA") -> bytes:
    """Return a transparent picture with a black rectangle in it."""
    image = Image.new("RGBA", (60, 30), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (10, 10, 50, 20))
    out = BytesIO()
    image.convert(mode).save(out, kind, **({"lossless": True} if kind == "WEBP" else {}))
    return out.getvalue()


def loaded(tmp_path: Path, name: str, data: bytes) -> Any:
    content = make_content(tmp_path, {f"2022-02/files/{name}": data, "2022-02/x.md": ITEM.format(name=name)})
    [item] = [item for item in load(content).issues[0].items if item.slug == "x"]
    return item.image


def test_a_small_picture_keeps_its_size_and_address(tmp_path: Path) -> None:
    image = loaded(tmp_path, "Poster 1.PNG", picture("PNG", (60, 30)))
    assert (image.asset.width, image.asset.height, image.asset.address) == (60, 30, "items/x/files/poster-1.png")
    assert image.alt == "Two nurses at a table"


@pytest.mark.guarantee("EMAIL-61")
def test_a_photograph_is_turned_and_loses_its_location(tmp_path: Path) -> None:
    image = loaded(tmp_path, "photo.jpg", with_gps())
    assert (image.asset.width, image.asset.height) == (20, 40)
    with Image.open(BytesIO(image.asset.data)) as opened:
        assert dict(opened.getexif()) == {}


@pytest.mark.guarantee("EMAIL-61")
def test_a_large_photograph_is_made_small_enough(tmp_path: Path) -> None:
    image = loaded(tmp_path, "photo.jpeg", picture("JPEG", (2400, 1200), noise=True, quality=95))
    assert (image.asset.width, image.asset.height) == (1200, 600)
    assert image.asset.size == len(image.asset.data) <= 200_000


REFUSED = [
    ("big.gif", picture("GIF", (1300, 10)), "big.gif is too big for an email"),
    ("broken.png", picture("PNG", (60, 30))[:50], "broken.png is not a picture that I can read."),
    ("logo.svg", b"<svg/>", "Mail programs do not show logo.svg, which is an SVG. Open it in the program"),
    ("flyer.png", b"%PDF-1.7", "flyer.png is not a PNG, JPEG, GIF or WebP picture."),
    (
        "blank.gif",
        moving("#ffffff", "#005eb8"),
        "blank.gif begins with a picture of one colour, and Outlook shows only the first.",
    ),
    ("moving.webp", moving_webp(), "moving.webp is a moving WebP, which few mail programs show. Save it as GIF."),
    ("bomb.png", bomb(50_000), "bomb.png has more than 40 megapixels."),
    ("vast.png", bomb(7_000), "vast.png has more than 40 megapixels."),
    ("dot.gif", picture("GIF", (1, 1)), "dot.gif would be shown so small or so thin that nobody sees it."),
    ("line.png", picture("PNG", (1200, 3)), "line.png would be shown so small or so thin that nobody sees it."),
]


@pytest.mark.guarantee("EMAIL-61", "EMAIL-62")
@pytest.mark.parametrize(("name", "data", "sentence"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_file_that_cannot_be_a_picture_is_one_sentence(tmp_path: Path, name: str, data: bytes, sentence: str) -> None:
    content = make_content(tmp_path, {f"2022-02/files/{name}": data, "2022-02/x.md": ITEM.format(name=name)})
    [problem] = problems(content)
    assert (sentence in problem, problem.startswith("content/2022-02/x.md:3:8: ")) == (True, True)


@pytest.mark.parametrize(
    ("alt", "sentence"), [("", "Say what a.png shows, in one sentence."), ("x" * 126, "125 is the limit")]
)
def test_a_picture_needs_words_that_are_not_too_long(tmp_path: Path, alt: str, sentence: str) -> None:
    text = ITEM.format(name="a.png").replace("Two nurses at a table", alt)
    content = make_content(tmp_path, {"2022-02/files/a.png": picture("PNG", (6, 3)), "2022-02/x.md": text})
    assert sentence in problems(content)[0]


def test_a_small_gif_is_not_changed(tmp_path: Path) -> None:
    data = picture("GIF", (60, 30))
    assert loaded(tmp_path, "a.gif", data).asset.data == data


@pytest.mark.guarantee("EMAIL-62")
def test_an_animated_gif_whose_first_frame_has_content_is_not_changed(tmp_path: Path) -> None:
    data = moving("", "#ffffff")
    assert loaded(tmp_path, "a.gif", data).asset.data == data


def test_an_attachment_is_measured_by_its_first_bytes_and_not_by_its_name(tmp_path: Path) -> None:
    text = "---\ntitle: x\nattachments: Our flyer: files/flyer.docx\n---\nText.\n"
    content = make_content(tmp_path, {"2022-02/files/flyer.docx": b"%PDF-1.7 x", "2022-02/x.md": text})
    [item] = [item for item in load(content).issues[0].items if item.slug == "x"]
    [attachment] = item.attachments
    assert (attachment.label, attachment.asset.media_type, attachment.asset.size) == (
        "Our flyer",
        "application/pdf",
        10,
    )
    assert attachment.asset.data is None


def test_two_files_with_the_same_address_are_refused(tmp_path: Path) -> None:
    text = "---\ntitle: x\nattachments: Flyer 1.pdf, flyer-1.pdf\n---\nText.\n"
    files: dict[str, str | bytes] = {f"2022-02/files/{name}": b"%PDF" for name in ("Flyer 1.pdf", "flyer-1.pdf")}
    assert problems(make_content(tmp_path, {**files, "2022-02/x.md": text})) == [
        'content/2022-02/x.md:3:14: "Flyer 1.pdf" and "flyer-1.pdf" would have the same address. Rename one. [NAM02]'
    ]


@pytest.mark.guarantee("EMAIL-61")
@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("WEBP", "webp")])
def test_a_poster_that_stays_too_big_becomes_a_jpeg(tmp_path: Path, kind: str, ending: str) -> None:
    image = loaded(tmp_path, f"poster.{ending}", picture(kind, (1200, 900), noise=True, quality=100))
    assert (image.asset.name, image.asset.address) == ("poster.jpg", "items/x/files/poster.jpg")
    assert (image.asset.media_type, image.asset.data[:3], image.asset.size <= 200_000) == (
        "image/jpeg",
        b"\xff\xd8\xff",
        True,
    )


def test_a_small_webp_becomes_a_png(tmp_path: Path) -> None:
    image = loaded(tmp_path, "icon.webp", picture("WEBP", (60, 30), lossless=True))
    assert (image.asset.name, image.asset.address) == ("icon.png", "items/x/files/icon.png")
    assert image.asset.data.startswith(b"\x89PNG")


def recorded(content: Path) -> None:
    """Record a content folder in its ledger."""
    bulletin = load(content)
    files = list(render(bulletin, ["files", "pages"]))
    addresses = [file.path.removeprefix("site/").removesuffix("index.html") for file in files]
    ledger = record(EMPTY, bulletin, addresses, bulletin.issues[0].instant)
    (content / "ledger.json").write_text(dump(ledger), "utf-8")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (picture("PNG", (60, 30)), picture("PNG", (1200, 900), noise=True)),
        (picture("PNG", (1200, 900), noise=True), picture("PNG", (60, 30))),
    ],
)
def test_a_picture_that_is_replaced_keeps_the_address_that_was_published(
    tmp_path: Path, first: bytes, then: bytes
) -> None:
    before = loaded(tmp_path, "poster.png", first)
    recorded(tmp_path / "content")
    after = loaded(tmp_path, "poster.png", then)
    assert (after.asset.address, after.asset.media_type) == (before.asset.address, before.asset.media_type)
    assert after.asset.size <= 200_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", transparent("PNG")),
        ("b.png", transparent("PNG", "LA")),
        ("c.png", transparent("PNG", "P")),
        ("d.webp", transparent("WEBP")),
        ("e.gif", transparent("GIF")),
    ],
)
def test_a_transparent_picture_gets_the_papers_colour_as_background(tmp_path: Path, name: str, data: bytes) -> None:
    image = loaded(tmp_path, name, data)
    with Image.open(BytesIO(image.asset.data)) as opened:
        pixels = opened.convert("RGBA")
    assert (pixels.getpixel((0, 0)), pixels.getpixel((30, 15))) == ((255, 255, 255, 255), (0, 0, 0, 255))


def test_the_logo_stays_transparent(tmp_path: Path) -> None:
    settings = SETTINGS + "logo: logo.png\nlogo alt: The trust\n"
    content = make_content(tmp_path, {"bulletin.yml": settings, "files/logo.png": transparent("PNG")})
    logo = load(content).theme.logo
    assert logo
    assert logo.asset.data
    with Image.open(BytesIO(logo.asset.data)) as opened:
        assert opened.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


def text_outputs(tmp_path: Path, text: str, front: str = "") -> dict[str, str]:
    """Return the email, plain text, page and feed of an item with a picture of 600 by 300 pixels."""
    item = f"---\ntitle: The launch\n{front}---\n{text}\n"
    content = make_content(tmp_path, {"2022-02/files/a.png": picture("PNG", (600, 300)), "2022-02/x.md": item})
    data = {file.path: file.data for file in render(load(content), ["email", "pages", "feed"])}
    return {
        name: re.sub(r"\s+", " ", bytes(data[path]).decode())
        for name, path in (
            ("mail", "mail/2022-02/bulletin.html"),
            ("text", "mail/2022-02/bulletin.txt"),
            ("page", "site/items/x/index.html"),
            ("feed", "site/feed.xml"),
        )
    }


CAPTIONED = [
    ('![Two nurses](a.png "half: The team & friends in March")', ""),
    ("Text.", "image: a.png\nimage alt: Two nurses\nimage caption: The team & friends in March\nimage width: half\n"),
]


@pytest.mark.parametrize(("text", "front"), CAPTIONED)
def test_a_picture_has_a_caption_and_a_width_in_the_text_and_in_the_keys(tmp_path: Path, text: str, front: str) -> None:
    outputs = text_outputs(tmp_path, text, front)
    assert "The team &amp; friends in March</p>" in outputs["mail"]
    assert 'width="288"' in outputs["mail"]
    assert "[Two nurses] The team & friends in March" in outputs["text"]
    assert re.search(
        r'<figure>\s*<img [^>]*width="288" height="144"[^>]*>\s*<figcaption>The team &amp;', outputs["page"]
    )
    assert "friends in March" in outputs["feed"]


def test_a_width_alone_makes_no_caption(tmp_path: Path) -> None:
    outputs = text_outputs(tmp_path, '![Two nurses](a.png "small")')
    assert 'width="144" height="72"' in outputs["page"]
    assert "small" not in outputs["text"]
    assert "<figure" not in outputs["page"]


@pytest.mark.parametrize(
    ("text", "front", "sentence"),
    [
        ('See ![Two nurses](a.png "The team") here.', "", "The words under a picture need the picture to stand"),
        ('| A |\n|---|\n| ![Two nurses](a.png "The team") |', "", "The words under a picture need the picture"),
        (
            "Text.",
            "image: a.png\nimage alt: x\nimage width: hlf\n",
            'I do not know the width "hlf". Did you mean "half"?',
        ),
        ("Text.", "image caption: The team\n", '"image caption" belongs to a picture, and there is no line "image:".'),
        (f'![Two nurses](a.png "{"x" * 201}")', "", "have 201 characters; 200 is the limit."),
    ],
)
def test_a_caption_that_cannot_be_shown_is_refused(tmp_path: Path, text: str, front: str, sentence: str) -> None:
    item = f"---\ntitle: The launch\n{front}---\n{text}\n"
    content = make_content(tmp_path, {"2022-02/files/a.png": picture("PNG", (600, 300)), "2022-02/x.md": item})
    assert sentence in problems(content)[0]


def test_a_caption_is_read_by_the_checks(tmp_path: Path) -> None:
    item = '---\ntitle: The launch\n---\n![Two nurses](a.png "Ask about NHS number 943 476 5919")\n'
    content = make_content(tmp_path, {"2022-02/files/a.png": picture("PNG", (600, 300)), "2022-02/x.md": item})
    assert any(problem.rule == "PRIV01" for problem in check(read(content)))
