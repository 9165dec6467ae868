"""Any document, also a damaged or hostile one, becomes drafts or an error sentence in bounded time and memory."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bulletin.content.word_lists import package_lists
from bulletin.importing import Drafts, ImportContext, drafts, guarded
from bulletin.importing.drafting import drafts_of
from tests.importing.made_documents import ISSUE, MadeDocument, every, mail
from tests.importing.word_parts import NAMESPACE, packed, with_parts, word_file

CONTEXT = ImportContext(ISSUE, words=package_lists())
OPENING = f'<w:document xmlns:w="{NAMESPACE}"><w:body>'


def body(text: bytes) -> bytes:
    return with_parts({"word/document.xml": OPENING.encode() + text + b"</w:body></w:document>"})


def _nested_mail() -> bytes:
    data = mail("Innermost", "Text of the innermost mail.")
    for _ in range(8):
        data = mail("Around", "See the attached mail.", files=[("inner.eml", data)])
    return data


HOSTILE: Mapping[str, bytes] = {
    "letters.docx": body(b"<w:p><w:r><w:t>" + b"a" * 20_000_000 + b"</w:t></w:r></w:p>"),
    "text.docx": body(b"<w:p><w:r><w:t>" + b"a" * 11_000_000 + b"</w:t></w:r></w:p>"),
    "bomb.docx": with_parts({"word/document.xml": b" " * 60_000_000}),
    "parts.docx": packed({f"word/part{number}.xml": "<a/>" for number in range(2_001)}),
    "nested.docx": body(b"<w:sdt><w:sdtContent>" * 3_000 + b"</w:sdtContent></w:sdt>" * 3_000),
    "zip-in-zip.docx": with_parts({"word/embeddings/inner.docx": word_file("")}),
    "programs.docx": with_parts({"word/vbaProject.bin": b"MZ"}),
    "nested.html": b"<div>" * 50_000 + b"Text." + b"</div>" * 50_000,
    "spans.html": b"<table><tr><td>a</td>" + b"<td rowspan=65000 colspan=65000>b</td>" * 300 + b"</tr><tr><td>c</td></tr></table>",
    "brackets.txt": b"<" * 150_000,
    "slashes.txt": b"1/" * 90_000,
    "numbers.txt": b"1, " * 60_000 + b"March 2022, 9am to 10am, course",
    "quotes.txt": (b'"' + b"a" * 119) * 1_500,
    "mailboxes.txt": b"a.b@c.d" * 25_000,
    "tabs.txt": b"a\t" * 40_000 + b"\n" + b"b\t" * 40_000,
    "dates.txt": b"8 March 2022\n" * 10_000,
    "mails.eml": _nested_mail(),
}  # fmt: skip


IN_LONG = (
    "letters.docx",
    "bomb.docx",
    "tabs.txt",
    "numbers.txt",
    "quotes.txt",
    "mailboxes.txt",
    "slashes.txt",
    "dates.txt",
)


@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.long] * (name in IN_LONG)) for name in HOSTILE])
def test_a_hostile_document_ends_with_drafts_or_a_sentence(name: str) -> None:
    result = drafts(name, HOSTILE[name], CONTEXT)
    assert result.drafts or result.problems
    assert all(problem.rule == "IMP02" and problem.hint for problem in result.problems)


def test_a_locked_archive_is_refused_as_locked() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as writer:
        writer.writestr("word/document.xml", "<a/>")
    data = bytearray(archive.getvalue())
    for start in (data.index(b"PK\x03\x04") + 6, data.index(b"PK\x01\x02") + 8):
        data[start] |= 1  # Set the flag of encryption (APPNOTE 4.4.4).
    assert "password" in drafts("a.docx", bytes(data), CONTEXT).problems[0].message


def test_a_document_that_is_too_large_is_not_read() -> None:
    result = drafts("a.txt", bytes(guarded.LARGEST + 1), CONTEXT)
    assert [problem.message for problem in result.problems] == ["It has more than 20MB."]


def _child(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> Drafts:
    """Import with this code as the process that reads the document."""
    package = folder / "standin"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "child.py").write_text(code, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setattr(guarded, "__package__", "standin")
    return drafts("a.txt", b"Text.", CONTEXT)


def test_a_reader_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "LONGEST", 0)
    monkeypatch.setattr(guarded, "_START", 1)
    result = _child(monkeypatch, tmp_path, "while True: pass")
    assert [problem.message for problem in result.problems] == ["It takes too long to read."]


@pytest.mark.parametrize("code", ["import os; os.abort()", "print('no answer')", "raise SystemExit(3)", "print('{}')"])
def test_a_reader_that_fails_is_reported_in_a_sentence(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = _child(monkeypatch, tmp_path, code)
    assert [problem.message for problem in result.problems] == [
        "It cannot be read: it takes too much time or memory, or it is damaged."
    ]


def test_a_reader_gets_no_more_memory_than_it_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "from bulletin.importing.child import _set_limits\n_set_limits()\nblock = bytearray(1 << 31)"
    result = _child(monkeypatch, tmp_path, code)
    assert "memory" in result.problems[0].message


def test_the_drafts_of_the_process_are_those_of_the_function() -> None:
    for document in list(every())[:2]:
        context = CONTEXT._replace(attaches=True)
        assert drafts(document.name, document.data, context) == drafts_of(document.name, document.data, context)


def _damaged(document: MadeDocument, dice: random.Random) -> bytes:
    """Change, cut and repeat bytes; in a Word file, those of one part."""
    data = bytearray(document.data)
    if document.name.endswith(".docx") and dice.random() < 0.8:
        archive = zipfile.ZipFile(io.BytesIO(document.data))
        chosen = dice.choice([name for name in archive.namelist() if name.endswith(".xml")])
        parts = {name: archive.read(name) for name in archive.namelist()}
        return packed(parts | {chosen: _changed(bytearray(parts[chosen]), dice)})
    return _changed(data, dice)


def _changed(data: bytearray, dice: random.Random) -> bytes:
    pieces = (
        b"<",
        b">",
        b"&#0;",
        b"\xff\xfe",
        b"]]>",
        b"\0",
        b"</w:p>",
        "\u202e".encode(),
        b"|",
        b"---\n",
        b"\xed\xa0\x80",
    )
    for _ in range(dice.choice((1, 3, 10, 100))):
        place = dice.randrange(len(data) + 1)
        dice.choice((
            lambda place=place: data.__setitem__(slice(place, place + dice.randrange(200)), b""),
            lambda place=place: data.__setitem__(slice(place, place), data[place : place + dice.randrange(200)]),
            lambda place=place: data.__setitem__(slice(place, place + 1), bytes([dice.randrange(256)])),
            lambda place=place: data.__setitem__(slice(place, place), dice.choice(pieces)),
        ))()  # fmt: skip
    return bytes(data)


def damaged_documents(count: int, read: Callable[[str, bytes, ImportContext], Drafts]) -> None:
    """Read this many damaged documents; each must end with drafts or problems, and no exception."""
    dice, documents = random.Random(count), list(every())
    for number in range(count):
        document = dice.choice(documents)
        result = read(document.name, _damaged(document, dice), CONTEXT)
        assert result.drafts or result.problems, number
        assert all(draft.text.startswith("---\ntitle: ") for draft in result.drafts)


def test_a_damaged_document_ends_with_drafts_or_a_sentence() -> None:
    damaged_documents(25, drafts_of)


@pytest.mark.long
def test_a_thousand_damaged_documents_end_with_drafts_or_a_sentence() -> None:
    damaged_documents(1_000, drafts)  # Read in the process with limits, because one damaged PDF can use all memory.
