"""The attached files have the text of their items, and the script makes them byte for byte."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pypdf

from tests.support.sample import CONTENT, SESSIONS, items
from tests.support.values import ROOT

FLYERS = ("safer-recruitment-flyer.pdf", "cdop-for-gps.docx")


def test_the_flyers_are_made_byte_for_byte_by_the_script(tmp_path: Path) -> None:
    script = [sys.executable, "-B", "-W", "error", str(ROOT / "docs/sample/flyers.py"), str(tmp_path)]
    subprocess.run(script, check=True, cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "TZ": "Asia/Tokyo"})
    for name in FLYERS:
        assert (tmp_path / name).read_bytes() == (CONTENT / "2022-02/files" / name).read_bytes(), name


def test_the_flyer_has_one_page_with_all_the_item_says() -> None:
    reader = pypdf.PdfReader(CONTENT / "2022-02/files/safer-recruitment-flyer.pdf")
    [page] = reader.pages
    text = " ".join(page.extract_text().split())
    rows = [row for row in SESSIONS if row[0] == "safer-recruitment"]
    assert [row for row in rows if f"{row[1]} {row[2]} {row[3]} Apply for a place" not in text] == []
    item = items()["safer-recruitment"]
    assert all(" ".join(block.split()) in text for block in item.prose.text.replace("- ", "").split("\n"))
    facts = (item.booking, item.cost, item.requires, item.joining, *item.presenters, item.snippets[-1].prose.text)
    assert [fact for fact in facts if fact not in text] == []
    links = {link.get_object()["/A"]["/URI"] for link in page["/Annots"]}
    assert links == {session.book for session in item.sessions}


def test_the_flyer_says_its_title_and_language_and_no_author() -> None:
    reader = pypdf.PdfReader(CONTENT / "2022-02/files/safer-recruitment-flyer.pdf")
    assert reader.metadata is not None
    assert dict(reader.metadata) == {
        "/Title": "Safer recruitment training",
        "/Producer": "Bulletin",
        "/CreationDate": "D:20220201090000Z",
    }
    assert reader.trailer["/Root"]["/Lang"] == "en-GB"


def test_the_word_file_has_all_the_item_says_and_no_author() -> None:
    document = docx.Document(str(CONTENT / "2022-02/files/cdop-for-gps.docx"))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    item = items()["cdop-for-gps"]
    expected = [line.removeprefix("- ").removeprefix("> ") for line in item.prose.text.split("\n") if line]
    assert [line for line in expected if line not in paragraphs] == []
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name.startswith("Heading")]
    assert headings == [item.title, "The what", "The so what", "The what now"]
    about = document.core_properties
    assert (about.title, about.language, about.author, about.comments) == (item.title, "en-GB", "", "")
