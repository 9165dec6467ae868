"""Unusual and hostile content either builds or is refused with a sentence at its place."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import fpdf
import pytest

from bulletin import ContentError, Problem, check, load, read, render
from bulletin.checks.built import check_built, judged
from bulletin.cli.check import CheckOptions, check_folder
from bulletin.content.attachments import guarded, read_attachment
from bulletin.errors import TemplateError, path_of, reading
from bulletin.model import Circulation, File
from tests.content.test_pictures import picture
from tests.support.folders import ISSUE, ITEM, SETTINGS, TRAINING, make_content, problems


def _locked_pdf() -> bytes:
    document = fpdf.FPDF()
    document.add_page()
    document.set_encryption(owner_password="owner", user_password="reader")
    return bytes(document.output())


def _large_picture() -> bytes:
    """Make a PNG of 30,000 by 30,000 pixels in a few bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def _document(compression: int, *, damaged: bool = False, locked: bool = False, text: str = "Words") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        archive.writestr("word/document.xml", text)
    data = bytearray(out.getvalue())
    if damaged:
        data[52:66] = b"\xff" * 14
    if locked:
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            data[data.find(mark) + offset] |= 1
    return bytes(data)


UNREAD = [
    ("form.pdf", _locked_pdf(), "it is locked with a password"),
    ("form.pdf", b"%PDF-1.7 and no more", "it is damaged"),
    ("plan.png", _large_picture(), "the picture is too large"),
    ("plan.png", b"\x89PNG\r\n\x1a\n and no more", "it is damaged"),
    ("form.docx", _document(zipfile.ZIP_LZMA, damaged=True, text="a" * 900), "it is damaged"),
    ("form.docx", _document(zipfile.ZIP_BZIP2, damaged=True, text="a" * 900), "it is damaged"),
    ("form.docx", _document(zipfile.ZIP_DEFLATED, locked=True), "it is locked with a password"),
    ("form.docx", b"no archive", "it is damaged"),
]


@pytest.mark.parametrize(("name", "data", "reason"), UNREAD)
def test_an_attachment_that_cannot_be_searched_is_reported_at_its_line(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    item = ITEM.replace("---\n", f"---\nattachments: {name}\n", 1)
    content = make_content(tmp_path, {"2022-02/week.md": item, f"2022-02/files/{name}": data})
    (problem,) = [problem for problem in check(read(content)) if problem.rule == "FIL08"]
    assert (problem.line, problem.column, problem.severity) == (2, 14, "warning")
    assert problem.message == f"I cannot look into {name}, because {reason}."
    assert list(render(load(content), ["pages"]))


def test_an_attachment_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bulletin.content.attachments.LARGEST", 3_000_000)
    file = tmp_path / "a.txt"
    file.write_bytes(b"a" * 3_000_001)
    assert read_attachment(file, "text/plain").unread == "it has more than 3MB"


@pytest.mark.parametrize("error", [RecursionError, MemoryError, NotImplementedError, zlib.error, EOFError])
def test_any_exception_of_a_file_reader_is_reported_as_a_reason(error: type[Exception]) -> None:
    def fail(data: bytes) -> object:
        raise error

    assert guarded(fail, b"").unread  # type: ignore[arg-type]


SETTINGS_READ_LATE = [
    ("joining details: 3 workng days before", 'I cannot read "3 workng days before".'),
    ("joining details: 99 days before", '"99 days before" is not from 1 to 30.'),
    ("logo: files/none.png", "There is no file files/none.png."),
    (f"logo: {'n' * 300}.png", "There is no file files/nnn"),
    ("theme: ../..", 'There is no theme "../..".'),
    ("extra bank holidays: 1 January 1", "I cannot read"),
    ("extra bank holidays: 1 January 0001", "The year 0001 is not from 1900 to 2099."),
]


@pytest.mark.parametrize(("line", "sentence"), SETTINGS_READ_LATE)
def test_a_setting_that_is_used_late_is_checked_at_its_line(tmp_path: Path, line: str, sentence: str) -> None:
    (message,) = problems(make_content(tmp_path, {"bulletin.yml": SETTINGS + line + "\n", "2022-02/t.md": TRAINING}))
    assert message.startswith("content/bulletin.yml:7:")
    assert sentence in message


YEARS = [
    # In a session line four digits beside a day may be a time, so the message says that the year is missing.
    ("sessions:\n  - 3 January 0001", '"3 January" has no year.'),
    ("sessions:\n  - 31 December 9999", '"9999" is not a year from 1900 to 2099.'),
    ("show until: 31 December 9999", "The year 9999"),
    ("corrected: 1 January 0001: the phone number", "The year 0001"),
    ("book by: 1 January 0001", "The year 0001"),
]


@pytest.mark.parametrize(("lines", "sentence"), YEARS)
def test_a_year_near_the_ends_of_the_calendar_is_refused(tmp_path: Path, lines: str, sentence: str) -> None:
    usual = "" if "sessions" in lines else "sessions:\n  - 8 March 2022"
    item = (
        f"---\ntitle: A\nkind: training\ntime: 9am to 10am\nbook: https://example.org/b\n{lines}\n{usual}\n---\nText.\n"
    )
    (message,) = problems(make_content(tmp_path, {"2022-02/week.md": item}))
    assert sentence in message


def test_years_of_the_past_are_allowed_in_a_text(tmp_path: Path) -> None:
    body = ITEM + "\nThe hospital opened on 3 May 1866, and a bridge stood there on 1 January 0999.\n"
    assert [
        problem
        for problem in check(read(make_content(tmp_path, {"2022-02/week.md": body})))
        if problem.severity == "error"
    ] == []


def test_names_that_no_file_can_have_are_refused_with_a_sentence(tmp_path: Path) -> None:
    long, ending = "n" * 300, "e" * 60
    files: dict[str, str | bytes] = {
        "2022-02/week.md": ITEM.replace("---\n", f"---\nattachments: {long}.pdf, a\0.pdf, a.{ending}\n", 1),
        f"2022-02/files/a.{ending}": b"x",
    }
    files["2022-02/week.md"] = str(files["2022-02/week.md"]).replace("\0", "")
    messages = problems(make_content(tmp_path, files))
    assert any("There is no file files/nnn" in problem for problem in messages)
    assert any("has a very long ending. Rename the file. [NAM01]" in problem for problem in messages)


@pytest.mark.parametrize("alt", ['Poster that says "Think family"', "It's > 5 & 'quoted' \"twice\""])
def test_an_alt_text_may_have_characters_that_end_an_attribute(tmp_path: Path, alt: str) -> None:
    item = ITEM.replace("---\n", f"---\nimage: files/a.png\nimage alt: {alt}\n", 1)
    content = make_content(tmp_path, {"2022-02/week.md": item, "2022-02/files/a.png": picture("PNG", (60, 30))})
    bulletin = load(content)
    assert list(judged(bulletin, render(bulletin)))
    assert not check_folder(content, CheckOptions(built=True)).fails


def _page(html: str) -> File:
    whole = f"<!doctype html><html lang=en><head><title>A</title></head><body>{html}</body></html>"
    return File(path="site/a.html", data=whole.encode(), output="pages", circulation=Circulation.PUBLIC)


PAGES = [
    ("<img src=a>", ["A picture has no alt."]),
    ("<IMG ALT='' SRC=a><img alt=a src=a>", []),
    ("<h1>A</h1><H3 class=a>B</H3>", ["A heading jumps from level 1 to level 3."]),
    ("<a\nhref=x></a>", ["A link has no words."]),
    ("<a href=x><img alt='Home'></a><a href=x aria-label=Home></a><a href=x><svg><title>Home</title></svg></a>", []),
    ("<a href=x><b> </b><img alt=''></a>", ["A link has no words."]),
    ("<!-- <img> <h1></h1><h4></h4> --><p title='<img>'>", []),
    ("", []),
]


@pytest.mark.parametrize(("html", "messages"), PAGES)
def test_built_pages_are_checked_in_any_spelling_of_html(tmp_path: Path, html: str, messages: list[str]) -> None:
    built_problems = check_built(load(make_content(tmp_path)), [_page(html)])
    assert [problem.message for problem in built_problems] == messages


def test_the_size_of_an_email_with_a_long_introduction_and_no_item_is_reported(tmp_path: Path) -> None:
    paragraph = "Words of the team about this month, and what comes in the next one. " * 8
    introduction = "".join(f"{paragraph}{number}\n\n" for number in range(140))
    files: dict[str, str | bytes] = {"2022-02/issue.md": ISSUE + introduction, "2022-02/week.md": ""}
    bulletin = load(make_content(tmp_path, files))
    built_problems = check_built(bulletin, render(bulletin, ["email"]))
    (problem,) = [problem for problem in built_problems if problem.rule == "EML01"]
    assert "largest" not in problem.hint


RUN_TIME = ["{{ 1 / 0 }}", "{{ none() }}", "{{ 'a' + 1 }}", "{% for a in 5 %}{% endfor %}", "{{ '%d' | format('x') }}"]


@pytest.mark.parametrize("fault", RUN_TIME)
def test_an_error_in_filling_in_a_teams_template_is_reported_at_its_line(tmp_path: Path, fault: str) -> None:
    content = make_content(tmp_path)
    _template(content, f"<p>\n{fault}\n</p>")
    with pytest.raises(TemplateError, match=r"^templates/web/404\.html:2: .* \[TPL01\]$") as caught:
        list(render(load(content), ["pages"]))
    (problem,) = caught.value.problems
    report = check_folder(content, CheckOptions(built=True))
    assert report.fails
    assert str(problem) in report.text
    assert "fault of Bulletin" not in report.text


def test_a_template_that_cannot_be_compiled_is_named(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    _template(content, "{" * 10_000)
    with pytest.raises(TemplateError, match=r"^templates/web/404\.html:1: .* \[TPL01\]$"):
        list(render(load(content), ["pages"]))


def test_an_error_in_a_built_in_template_is_not_reported_as_the_teams(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> str:
        raise ZeroDivisionError

    content = make_content(tmp_path)
    _template(content, "fine")
    monkeypatch.setattr("bulletin.addresses.relative", fail)
    with pytest.raises(ZeroDivisionError):
        list(render(load(content), ["pages"]))


def test_a_template_over_the_limit_is_refused(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    _template(content, " " * 300_000)
    (message,) = problems(content)
    assert "templates/web/404.html has more than 256KB. Shorten the file. [FIL02]" in message


def _link_file(templates: Path, other: Path) -> None:
    (templates / "web").mkdir(parents=True)
    (templates / "web" / "404.html").symlink_to(other / "secret.html")


def _link_theme(templates: Path, other: Path) -> None:
    (templates / "themes").mkdir(parents=True)
    (templates / "themes" / "health").symlink_to(other)


def _link_templates(templates: Path, other: Path) -> None:
    templates.symlink_to(other)


@pytest.mark.parametrize("link", [_link_file, _link_theme, _link_templates])
def test_no_link_leads_out_of_the_templates(tmp_path: Path, link: Callable[[Path, Path], None]) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "secret.html").write_text("secret", "utf-8")
    content = make_content(tmp_path / "team")
    link(content.parent / "templates", other)
    (message,) = problems(content)
    assert "[FIL04]" in message
    assert "is a link to a place outside" in message
    with pytest.raises(ContentError):
        load(content)


def test_a_link_within_the_templates_is_followed(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    _template(content, "Lost.")
    (tmp_path / "templates" / "web" / "robots.txt").symlink_to("404.html")
    files = {file.path: file.data for file in render(load(content), ["sitemap"])}
    assert files["site/robots.txt"] == b"Lost."


def _template(content: Path, text: str) -> None:
    folder = content.parent / "templates" / "web"
    folder.mkdir(parents=True)
    (folder / "404.html").write_text(text, "utf-8")


def test_an_error_names_the_innermost_file_and_sentences_stay_as_they_are() -> None:
    with pytest.raises(KeyError) as caught, reading("outer.md"), reading("inner.md"):
        raise KeyError
    assert path_of(caught.value) == "inner.md"
    problem = Problem(path="a.md", line=1, column=1, rule="FIL01", message="A.")
    with pytest.raises(ContentError) as content, reading("a.md"):
        raise ContentError((problem,))
    assert path_of(content.value) == ""
