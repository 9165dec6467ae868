"""Pictures of a document keep their place in its items; logos, hidden and damaged pictures are left out."""

from __future__ import annotations

import io
import random
import zipfile
from base64 import b64encode
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from docx.oxml import OxmlElement
from PIL import Image

from bulletin import check, read
from bulletin.content.word_lists import package_lists
from bulletin.importing import Draft, DraftPicture, ImportContext, drafts, with_free_pictures
from bulletin.importing.drafting import drafts_of
from tests.importing.made_documents import ISSUE, word
from tests.importing.outlook_mail import outlook_mail
from tests.importing.word_parts import packed
from tests.support.folders import make_content
from tests.support.pictures import bomb, picture, with_gps

CONTEXT = ImportContext(ISSUE, words=package_lists())
PNG, JPEG = picture("PNG", (400, 200)), picture("JPEG", (300, 300), noise=True)
WORDS = "Say what this picture shows."


def only(name: str, data: bytes, context: ImportContext = CONTEXT) -> Draft:
    (draft,) = drafts_of(name, data, context).drafts
    return draft


def text(draft: Draft) -> str:
    return draft.text.partition("\n---\n")[2]


def flyer(*pictures: bytes) -> bytes:
    """Return a Word file with pictures between its paragraphs."""

    def build(document: Any) -> None:
        document.add_heading("A new form", 1)
        for number, data in enumerate(pictures, 1):
            document.add_paragraph(f"Words before picture {number}.")
            document.add_picture(io.BytesIO(data))
        document.add_paragraph("Last words.")

    return word(build)


def page(*sources: str) -> bytes:
    return f"<h1>A new form</h1><p>Words.</p>{''.join(f'<p><img {source}></p>' for source in sources)}".encode()


def inside(data: bytes, more: str = "") -> str:
    return f'src="data:image/png;base64,{b64encode(data).decode()}" {more}'


def mail(html: str, *files: tuple[str, bytes]) -> bytes:
    """Return a mail whose HTML shows files by their names as content ids."""
    message = EmailMessage()
    message["Subject"] = "A new form"
    message.set_content("A new form.")
    message.add_alternative(html, subtype="html")
    (_, html_part) = message.iter_parts()
    assert isinstance(html_part, EmailMessage)
    for name, data in files:
        html_part.add_related(data, "image", "png", cid=f"<{name}>", filename=name)
    return message.as_bytes()


def test_pictures_of_a_word_file_keep_their_places() -> None:
    draft = only("Our flyer.docx", flyer(PNG, JPEG))
    assert text(draft) == (
        f"Words before picture 1.\n\n![{WORDS}](files/our-flyer-1.png)\n\n"
        f"Words before picture 2.\n\n![{WORDS}](files/our-flyer-2.jpg)\n\nLast words.\n"
    )
    assert [picture.name for picture in draft.pictures] == ["our-flyer-1.png", "our-flyer-2.jpg"]
    assert f'Look at files/our-flyer-1.png, and say in place of "{WORDS}" what it shows.' in draft.marks


def test_the_process_gives_the_same_pictures_as_the_function() -> None:
    data = flyer(PNG, JPEG)
    assert drafts("flyer.docx", data, CONTEXT) == drafts_of("flyer.docx", data, CONTEXT)


def test_the_loader_reads_the_item_with_its_pictures(tmp_path: Path) -> None:
    draft = only("flyer.docx", flyer(PNG, JPEG))
    files = {f"2022-02/files/{picture.name}": picture.data for picture in draft.pictures}
    reading = read(make_content(tmp_path, {f"2022-02/{draft.name}.md": draft.text, **files}))
    (item,) = [item for item in reading.workspace.issues[0].items if item.title == "A new form"]
    assert [(picture.alt, picture.asset.width, picture.asset.height) for picture in item.body_images] == [
        (WORDS, 400, 200),
        (WORDS, 300, 300),
    ]


def test_a_placeholder_of_an_alt_text_stops_the_build_when_the_marks_are_deleted(tmp_path: Path) -> None:
    draft = only("flyer.docx", flyer(PNG))
    lines = [line for line in draft.text.split("\n") if not line.startswith(("# ?", "hold until"))]
    files = {f"2022-02/files/{picture.name}": picture.data for picture in draft.pictures}
    problems = check(read(make_content(tmp_path, {f"2022-02/{draft.name}.md": "\n".join(lines), **files})))
    assert [(problem.rule, problem.severity) for problem in problems if WORDS in problem.message] == [
        ("TXT17", "error")
    ]


def test_a_picture_is_saved_turned_and_without_the_place_where_it_was_taken() -> None:
    (saved,) = only("page.html", page(inside(with_gps((400, 210))))).pictures
    with Image.open(io.BytesIO(saved.data)) as opened:
        assert opened.size == (210, 400)
        assert not opened.getexif()


def test_a_picture_that_stands_twice_is_one_file() -> None:
    draft = only("page.html", page(inside(PNG), inside(PNG)))
    assert len(draft.pictures) == 1
    assert text(draft).count("files/page-1.png") == 2


def test_a_step_of_a_list_keeps_its_picture_and_the_list_its_numbers() -> None:
    html = f"<h1>Form</h1><p>How.</p><ol><li>One<br><img {inside(PNG)}></li><li>Two</li></ol>"
    assert text(only("page.html", html.encode())) == f"How.\n\n1. One\n\n   ![{WORDS}](files/page-1.png)\n1. Two\n"


@pytest.mark.parametrize(
    "around", ["<table><tr><td>a<td><img {}><tr><td>b<td>c</table>", "<table><tr><td><img {}><td></table>"]
)
def test_a_picture_in_a_table_stands_once_below_it(around: str) -> None:
    draft = only("page.html", f"<h1>Form</h1><p>Words.</p>{around.format(inside(PNG))}".encode())
    assert text(draft).endswith(f"\n\n![{WORDS}](files/page-1.png)\n")
    assert text(draft).count("![") == 1


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('src="https://example.org/a.png"', "Pictures that are not in the document itself were left out."),
        ('src="a.png"', "Pictures that are not in the document itself were left out."),
        ('src="file:///etc/passwd"', "Pictures that are not in the document itself were left out."),
        ('src="data:image/png;base64,é"', "Pictures that are not in the document itself were left out."),
        ('src="data:image/png;base64,abcde"', "Pictures that are not in the document itself were left out."),
        (inside(picture("PNG", (200, 200))), "A picture was left out. It is as small as a logo."),
        (inside(picture("PNG", (600, 60))), "A picture was left out. It is as small as a logo."),
        (inside(PNG, 'alt="Logo of the trust"'), "A picture was left out. By its name it is a logo."),
        (inside(PNG[:200]), "A picture was left out. It is not a picture that I can read. Save it again as PNG or JPEG."),
        (inside(bomb(30_000)), "A picture was left out. It has more than 40 megapixels. Save it smaller."),
        (inside(b"<svg/>"), "A picture was left out. It is not a PNG, JPEG, GIF or WebP picture. Open it in any program for pictures, and save it as PNG or JPEG."),
        (inside(PNG + bytes(5_000_000)), "A picture was left out. It has more than 5MB."),
    ],
)  # fmt: skip
def test_a_picture_that_is_left_out_is_reported(source: str, sentence: str) -> None:
    draft = only("page.html", page(source))
    assert (draft.pictures, text(draft)) == ((), "Words.\n")
    assert sentence in draft.marks


def test_an_item_takes_ten_pictures_and_a_document_twenty() -> None:
    pictures = [inside(picture("PNG", (300, 100 + number))) for number in range(21)]
    draft = only("page.html", page(*pictures))
    assert len(draft.pictures) == 10
    assert "A picture was left out. An item takes 10 from a document." in draft.marks
    assert "It has more than 20 pictures, and the others were left out." in draft.marks


def _cropped(document: Any) -> None:
    (fill,) = document.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/picture}blipFill")
    cut = OxmlElement("a:srcRect")
    cut.set("r", "40000")
    fill.insert(1, cut)


def _linked(document: Any) -> None:
    (blip,) = document.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    key = next(iter(blip.keys()))
    blip.set(key.replace("embed", "link"), blip.attrib.pop(key))


@pytest.mark.parametrize("change", [_cropped, _linked])
def test_a_picture_of_word_that_shows_more_than_the_page_or_lies_outside_is_left_out(change: Any) -> None:
    def build(document: Any) -> None:
        document.add_heading("A new form", 1)
        document.add_paragraph("Words.")
        document.add_picture(io.BytesIO(PNG))
        change(document)

    draft = only("flyer.docx", word(build))
    assert (draft.pictures, text(draft)) == ((), "Words.\n")
    assert "A picture that was cropped, or that lies outside the file, was left out." in draft.marks


def test_a_picture_that_is_not_in_the_archive_is_left_out() -> None:
    archive = zipfile.ZipFile(io.BytesIO(flyer(PNG)))
    parts = {name: archive.read(name) for name in archive.namelist() if "media" not in name}
    draft = only("flyer.docx", packed(parts))
    assert draft.pictures == ()
    assert "Pictures that are not in the document itself were left out." in draft.marks


def test_a_picture_whose_bytes_are_not_those_that_were_packed_is_left_out() -> None:
    source, changed = zipfile.ZipFile(io.BytesIO(flyer(PNG))), io.BytesIO()
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_STORED) as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    draft = only("flyer.docx", changed.getvalue().replace(b"IEND", b"IEMD"))
    assert draft.pictures == ()
    assert "Pictures that are not in the document itself were left out." in draft.marks


def test_a_picture_that_unfolds_without_end_is_left_out() -> None:
    draft = only("flyer.docx", _with_media(b"\x89PNG\r\n\x1a\n" + bytes(60_000_000)))
    assert draft.pictures == ()
    assert "Pictures that are not in the document itself were left out." in draft.marks


def _with_media(data: bytes) -> bytes:
    archive = zipfile.ZipFile(io.BytesIO(flyer(PNG)))
    return packed({name: data if "media" in name else archive.read(name) for name in archive.namelist()})


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_damaged_picture_is_taken_or_reported(kind: str) -> None:
    dice = random.Random(kind)
    for _ in range(12):
        damaged = bytearray(picture(kind, (260, 90), noise=True))
        for _ in range(dice.choice((1, 5, 50))):
            damaged[dice.randrange(12, len(damaged))] = dice.randrange(256)
        draft = only("page.html", page(inside(bytes(damaged[: dice.choice((len(damaged), 900))]))))
        assert len(draft.pictures) == ("A picture was left out." not in "".join(draft.marks))


def test_a_document_of_pictures_alone_has_no_words() -> None:
    result = drafts_of("scan.docx", word(lambda document: document.add_picture(io.BytesIO(PNG))), CONTEXT)
    assert result.drafts == ()
    assert "It has no words that I can read." in result.problems[0].message


def test_restricting_words_above_the_last_picture_of_a_document_count() -> None:
    html = f"<h1>A new form</h1><p>Words.</p><p>Not for onward circulation.</p><p><img {inside(PNG)}></p>"
    assert only("page.html", html.encode()).limited
    assert drafts_of("page.html", html.encode(), CONTEXT._replace(public=True)).drafts == ()


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        (["First", "image", "break", "Second"], (["bulletin-1.png"], [])),
        (["First", "break", "image", "Second"], ([], ["bulletin-1.png"])),
        (["First", "break", "image", "break", "Second"], (["bulletin-1.png"], [])),
        (["image", "break", "First", "break", "Second"], (["bulletin-1.png"], [])),
        (["First", "image", "Second", "break", "image"], (["bulletin-1.png"], ["bulletin-2.png"])),
    ],
)
def test_a_picture_goes_with_the_item_of_its_page_and_is_no_item_itself(
    parts: list[str], names: tuple[list[str], list[str]]
) -> None:
    def build(document: Any) -> None:
        for part in parts:
            if part == "image":
                document.add_picture(io.BytesIO(PNG))
            elif part == "break":
                document.add_page_break()
            else:
                document.add_heading(f"{part} news", 1)
                document.add_paragraph(f"The words of the {part} news.")

    result = drafts_of("bulletin.docx", word(build), CONTEXT)
    assert [draft.title for draft in result.drafts] == ["First news", "Second news"]
    assert tuple([picture.name for picture in draft.pictures] for draft in result.drafts) == names


MAIL = (
    '<p><img src="cid:banner"></p><p>Dear all,</p><p>The new form is ready.</p><p><img src="cid:form"></p>'
    '<p>Kind regards</p><p>A. Sender</p><p><img src="cid:trust"></p>'
)  # fmt: skip


@pytest.mark.parametrize("kind", ["eml", "msg"])
def test_a_mail_keeps_the_picture_between_greeting_and_closing_words(kind: str) -> None:
    files = [("banner", picture("PNG", (500, 200))), ("form", PNG), ("trust", JPEG)]
    data = mail(MAIL, *files) if kind == "eml" else outlook_mail("A new form", html=MAIL, files=files)
    result = drafts_of(f"mail.{kind}", data, CONTEXT)
    (draft,) = result.drafts
    assert result.problems == ()
    assert text(draft) == f"The new form is ready.\n\n![{WORDS}](files/mail-1.png)\n"
    assert len(draft.pictures) == 1
    assert "A picture above the greeting of the mail was left out." in draft.marks
    assert any(mark.startswith("What stands below the greeting at the end") for mark in draft.marks)


def test_a_logo_in_a_mail_is_recognised_by_its_file_name() -> None:
    draft = only("mail.eml", mail('<p>Words.</p><p><img src="cid:trust-logo.png"></p>', ("trust-logo.png", PNG)))
    assert draft.pictures == ()
    assert "A picture was left out. By its name it is a logo." in draft.marks


def test_a_picture_that_a_mail_attaches_and_does_not_show_is_reported() -> None:
    draft = only("mail.eml", mail("<p>Words.</p>", ("poster.png", PNG)))
    assert draft.pictures == ()
    assert "A picture that came with the mail, and that its text does not show, was left out." in draft.marks


def test_no_picture_has_the_name_of_another_or_of_a_file() -> None:
    draft = Draft(
        "a", "A", "update", "---\n---\n![x](files/a-1.png)\n![x](files/a-2.png)\n", marks=("Look at files/a-1.png",)
    )
    draft = draft._replace(pictures=(DraftPicture("a-1.png", b"1"), DraftPicture("a-2.png", b"2")))
    first, second = with_free_pictures([draft, draft], ["A-1.PNG"])
    assert [picture.name for picture in first.pictures] == ["a-2.png", "a-3.png"]
    assert first.text.endswith("![x](files/a-2.png)\n![x](files/a-3.png)\n")
    assert first.marks == ("Look at files/a-2.png",)
    assert [picture.name for picture in second.pictures] == ["a-4.png", "a-5.png"]
