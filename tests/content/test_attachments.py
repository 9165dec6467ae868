"""Hidden text of attachments and pictures is read within limits or reported as unread; shown pictures lose it."""

from __future__ import annotations

import gzip
import zipfile
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image, PngImagePlugin

from bulletin.checks.run import check
from bulletin.content.attachments import AttachmentContents, read_attachment
from bulletin.content.files import measure
from bulletin.content.gif import without_comments
from bulletin.content.load import read
from bulletin.content.office_part import read_part
from tests.checks.test_checks import item, paper
from tests.content.test_pictures import loaded, moving, picture
from tests.support.folders import make_content

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def office(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def text_part(text: str, prefix: str = "w", root: str = "document") -> str:
    runs = "".join(f"<{prefix}:r><{prefix}:t>{letter}</{prefix}:t></{prefix}:r>" for letter in text)
    return f'<?xml version="1.0"?><{prefix}:{root} xmlns:{prefix}="{WORD}"><{prefix}:p>{runs}</{prefix}:p></{prefix}:{root}>'


def contents(tmp_path: Path, name: str, data: bytes) -> AttachmentContents:
    path = tmp_path / name
    path.write_bytes(data)
    return read_attachment(path, measure(path).media_type)


PARTS = {
    "another prefix": ("word/document.xml", text_part("Ring 485", "ns0")),
    "UTF-16": ("word/document.xml", text_part("Ring 485").replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")),
    "UTF-16 without a mark": ("word/document.xml", text_part("Ring 485").encode("utf-16-le")),
    "header": ("word/header2.xml", text_part("Ring 485", root="hdr")),
    "footer": ("word/footer1.xml", text_part("Ring 485", root="ftr")),
    "footnotes": ("word/footnotes.xml", text_part("Ring 485", root="footnotes")),
    "endnotes": ("word/endnotes.xml", text_part("Ring 485", root="endnotes")),
    "comments": ("word/comments.xml", text_part("Ring 485", root="comments")),
    "glossary": ("word/glossary/document.xml", text_part("Ring 485")),
    "text box": ("word/document.xml", text_part("x").replace("<w:p>", "<w:p><w:txbxContent><w:p><w:r><w:t>Ring 485</w:t></w:r></w:p></w:txbxContent>", 1)),
    "elsewhere": ("text/Main.XML", text_part("Ring 485")),
    "no XML": ("word/document.xml", "<w:p>Ring 485"),
    "entity": ("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><w:p xmlns:w="x">Ring 485 &a;</w:p>'),
    "chart": ("word/charts/chart1.xml", '<c:chartSpace xmlns:c="c" xmlns:a="a"><a:p><a:r><a:t>Ring 485</a:t></a:r></a:p></c:chartSpace>'),
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_every_part_of_a_word_file_is_read(part: str, tmp_path: Path) -> None:
    name, data = PARTS[part]
    assert "Ring 485" in contents(tmp_path, "a.docx", office({name: data})).text


def test_hidden_text_slides_and_sheets_are_counted_and_a_hidden_end_of_a_paragraph_is_not() -> None:
    word = f'<w:document xmlns:w="{WORD}">{{}}</w:document>'
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
    assert read_part(word.format(hidden).encode()).hidden == 1
    assert read_part(word.format(hidden.replace("vanish/", 'vanish w:val="false"/')).encode()).hidden == 0
    assert (
        read_part(
            word.format("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>").encode()
        ).hidden
        == 0
    )
    assert read_part(b'<p:sld xmlns:p="p" show="0"/>').hidden == 1
    assert (
        read_part(
            b'<workbook><sheets><sheet name="a" state="hidden"/><sheet name="b" state="visible"/></sheets></workbook>'
        ).hidden
        == 1
    )
    assert read_part(b'<worksheet><row hidden="1"/><row hidden="0"/><row/></worksheet>').hidden == 1


def test_changes_comments_authors_and_cells_are_found_under_any_prefix() -> None:
    part = read_part(b"<x:document xmlns:x='w'><x:ins/><x:moveTo/><x:comment>a</x:comment></x:document>")
    assert (part.changes, part.comments) == (2, 1)
    assert read_part(
        b"<y:coreProperties><z:creator> Jo Bell </z:creator><z:title>T</z:title></y:coreProperties>"
    ).authors == ("Jo Bell",)
    assert read_part(b"<sst><si><t>485</t></si><si><t>777</t></si></sst>").text.split() == ["485", "777"]
    assert read_part(
        b"<p:sld xmlns:p='p' show='1'><a:p><a:t>A</a:t></a:p><a:p><a:t>B</a:t></a:p></p:sld>"
    ).text.split() == ["A", "B"]


@pytest.mark.parametrize(
    "part", [b"<w:p" * 200_000, b"<" * 400_000, b"<a>" * 200_000, b"&" * 400_000, b"<!--" * 100_000, b'<a b="' * 80_000]
)
def test_reading_a_part_of_one_repeated_mark_takes_linear_time(part: bytes) -> None:
    assert len(read_part(part).text) <= len(part)


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter(BytesIO(paper("x")))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def damaged_lzma() -> bytes:
    data = bytearray(office({"word/document.xml": text_part("x" * 500)}, zipfile.ZIP_LZMA))
    start = data.index(b"document.xml") + 30
    data[start : start + 40] = b"\xff" * 40
    return bytes(data)


LARGE = (
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x01\x86\xa0\0\x01\x86\xa0\x08\x02\0\0\0\xaf\x19\x1f\xb9"
    b"\0\0\0\0IDAT5\xaf\x06\x1e\0\0\0\0IEND\xaeB`\x82"
)
UNREAD = {
    "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "a.rtf": rb"{\rtf1 Hello}", "a.odt": office({"content.xml": "<a/>"}),
    "a.zip": office({"a.txt": "Hello"}), "a.bin": b"\x00\x01\x02", "a.mp3": b"ID3\xff\xfb\x90",
    "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1EncryptedPackage", "damaged.docx": b"PK\x03\x04damaged", "lzma.docx": damaged_lzma(),
    "locked.pdf": locked_pdf(), "damaged.pdf": b"%PDF-1.7\nnothing", "large.png": LARGE, "damaged.jpg": b"\xff\xd8\xff\xe0damaged",
}  # fmt: skip


@pytest.mark.parametrize("name", UNREAD)
def test_a_file_that_cannot_be_searched_is_a_warning_at_its_line(name: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"2022-02/files/{name}": UNREAD[name],
        "2022-02/week.md": item("title: Week", f"attachments: Plan: {name}"),
    }
    [problem] = [problem for problem in check(read(make_content(tmp_path, files))) if problem.rule == "FIL08"]
    assert (problem.severity, problem.line, f"I cannot look into {name}, because " in problem.message) == (
        "warning",
        3,
        True,
    )


def test_text_is_read_whatever_its_kind_and_encoding(tmp_path: Path) -> None:
    for name, data in {
        "a.json": b'{"a": "caf\xc3\xa9"}', "a.csv": "café".encode("cp1252"), "a.txt": "café".encode("utf-16"), "a.html": "<p>café".encode(),
        "a.ics": "\ufeffcafé".encode(), "a.vcf": "café".encode("utf-16"),
    }.items():  # fmt: skip
        assert "café" in contents(tmp_path, name, data).text


def test_words_are_read_in_messages_archives_markup_and_rich_cells(tmp_path: Path) -> None:
    mail = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: %b\n\n%b\n"
    page = mail % (b"quoted-printable", b"<p>town=20h=61ll</p>")
    rich = "<sst><si><r><t>town h</t></r><r><t>all</t></r></si></sst>"
    for name, data in {
        "a.eml": mail % (b"base64", b64encode(b"town hall")), "a.mht": page.replace(b"text/plain", b"text/html"),
        "a.html": b"<p>t&#111;wn&nbsp;<b>h</b>all", "a.svg": b"<svg><text>town hall</text></svg>", "a.xml": b"<a><![CDATA[town hall]]></a>", "a.json": b'["t\\u006fwn hall"]',
        "a.ics": b"DESCRIPTION:town h\r\n all", "a.zip": office({"b.zip": office({"c.txt": "town hall"})}), "a.txt.gz": gzip.compress(b"town hall"),
        "a.odt": office({"content.xml": "<p>town hall</p>"}), "a.txt": "town hall".encode("utf-16-be"), "a.xlsx": office({"xl/sharedStrings.xml": rich}),
    }.items():  # fmt: skip
        assert "town hall" in " ".join(contents(tmp_path, name, data).text.split()), name


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    assert contents(tmp_path, "a.txt", b"x" * 20_000_001).unread == "it has more than 20MB"


def test_a_long_pdf_is_read_up_to_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = pypdf.PdfWriter(BytesIO(paper("first page")))
    writer.append(BytesIO(paper("second page")))
    out = BytesIO()
    writer.write(out)
    monkeypatch.setattr("bulletin.content.attachments.MOST_PAGES", 1)
    searched = contents(tmp_path, "a.pdf", out.getvalue())
    assert ("first page" in searched.text, "second page" in searched.text) == (True, False)
    assert "only its first pages" in searched.unread
    monkeypatch.setattr("bulletin.content.attachments.LARGEST_PAGES", 1)
    assert contents(tmp_path, "a.pdf", out.getvalue()).unread == "it is too large"


@pytest.mark.parametrize("part", ["word/header1.xml", "word/footer3.xml", "word/document.xml"])
def test_a_marking_in_a_file_is_a_restriction(part: str, tmp_path: Path) -> None:
    root = {"header1": "hdr", "footer3": "ftr"}.get(part[5:12], "document")
    long = text_part("Long. " * 900)
    data = office({"word/document.xml": long, part: text_part("OFFICIAL-SENSITIVE", root=root)})
    files: dict[str, str | bytes] = {
        "2022-02/files/a.docx": data,
        "2022-02/week.md": item("title: Week", "attachments: a.docx"),
    }
    [problem] = [problem for problem in check(read(make_content(tmp_path, files))) if problem.rule == "RST03"]
    assert (problem.line, problem.severity, problem.message[:8]) == (3, "error", "The file")
    files["2022-02/week.md"] = item(
        "title: Week", "circulation: staff", "ignore: RST03 because staff may", "attachments: a.docx"
    )
    assert "RST03" not in {problem.rule for problem in check(read(make_content(tmp_path, files)))}


def test_hidden_text_of_a_file_is_an_error(tmp_path: Path) -> None:
    hidden = text_part("x").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")
    files: dict[str, str | bytes] = {
        "2022-02/files/a.docx": office({"word/document.xml": hidden}),
        "2022-02/week.md": item("title: Week", "attachments: a.docx"),
    }
    messages = [problem.message for problem in check(read(make_content(tmp_path, files))) if problem.rule == "PRIV07"]
    assert messages == ["The file still has 1 hidden text."]


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>53</exif:GPSLatitude></x:xmpmeta>'


def test_places_and_comments_of_attached_pictures_are_found_in_every_form(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (53.0, 24.0, 0.0)}
    assert contents(tmp_path, "a.webp", picture("WEBP", (8, 8), exif=exif)).located
    assert contents(tmp_path, "b.webp", picture("WEBP", (8, 8), xmp=XMP)).located
    assert "Ring 485" in contents(tmp_path, "a.gif", picture("GIF", (8, 8), comment="Ring 485")).text
    assert "Ring 485" in contents(tmp_path, "a.jpg", picture("JPEG", (8, 8), comment="Ring 485")).text


SECRET = b"Taken at 12 Acacia Avenue"


def gif_with_secrets(frames: int) -> bytes:
    data = moving(*["", "#ffffff", "#005eb8"][:frames])
    table = 13 + (3 << ((data[10] & 7) + 1) if data[10] & 0x80 else 0)
    sub = bytes((len(SECRET),)) + SECRET + b"\0"
    extensions = b"!\xfe" + sub + b"!\xff\x0bXMP DataXMP" + sub + b"!\x01\x0c" + b"\0" * 12 + sub
    return data[:table] + extensions + data[table:-1] + b"!\xfe" + sub + b";" + SECRET


@pytest.mark.parametrize("frames", [1, 3])
def test_a_gif_loses_comments_and_metadata_and_keeps_its_frames(frames: int, tmp_path: Path) -> None:
    data = gif_with_secrets(frames)
    published = loaded(tmp_path, "a.gif", data).asset.data
    assert SECRET in data
    assert SECRET not in published
    with Image.open(BytesIO(published)) as after, Image.open(BytesIO(data)) as before:
        assert (getattr(after, "n_frames", 1), after.size) == (frames, before.size)
        for number in range(frames):
            after.seek(number)
            before.seek(number)
            assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()


@pytest.mark.parametrize("data", [b"GIF89a", moving("", "#fff")[:-40], moving("")[:-1] + b"\x99"])
def test_a_gif_that_is_cut_off_or_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"cut off|unknown block"):
        without_comments(data)


def test_shown_pictures_lose_all_metadata(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    jpeg = picture("JPEG", (40, 20), exif=exif, comment=SECRET, icc_profile=SECRET * 9, xmp=SECRET) + SECRET
    png = picture("PNG", (40, 20), exif=exif, pnginfo=text, icc_profile=SECRET * 9) + SECRET
    for name, data in (("a.jpg", jpeg), ("a.png", png)):
        assert SECRET in data
        published = loaded(tmp_path / name, name, data).asset.data
        assert SECRET not in published
        assert not {b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"iCCP", b"Exif", b"http://ns.adobe"} & {
            published[at : at + size] for size in (4, 14) for at in range(len(published))
        }
