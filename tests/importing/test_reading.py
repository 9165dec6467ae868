"""Each type of document is read by its library, and text that the library skips is left out, kept or reported."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import Any

import fpdf
import pytest

from bulletin.importing.blocks import BlockKind, DocumentText, Unreadable, links
from bulletin.importing.formats import read_document, usual_name
from bulletin.importing.html_page import read_html
from bulletin.importing.word_repairs import with_notes_below
from tests.importing.made_documents import mail, pdf_file, table, word
from tests.importing.outlook_mail import outlook_mail
from tests.importing.word_parts import NAMESPACE, packed, paragraph, with_parts, word_file


def text_of(document: DocumentText) -> str:
    return "\n".join(block.text for block in document.blocks)


def beside(document: DocumentText) -> str:
    return "\n".join(margin.text for margin in document.margins)


STYLES = (
    f'<w:styles xmlns:w="{NAMESPACE}"><w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    "</w:styles>"
)


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (paragraph("SECRET", "<w:vanish/>"), {}),
        (paragraph("SECRET", '<w:vanish w:val="true"/>'), {}),
        (paragraph("SECRET", '<w:rStyle w:val="Secret"/>'), {"word/styles.xml": STYLES}),
        ("<w:p><w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del></w:p>", {}),
        ("", {"word/header1.xml": f'<w:hdr xmlns:w="{NAMESPACE}">{paragraph("SECRET")}</w:hdr>'}),
        ("", {"word/footer9.xml": f'<w:ftr xmlns:w="{NAMESPACE}">{paragraph("SECRET")}</w:ftr>'}),
        ("", {"word/comments.xml": f'<w:comments xmlns:w="{NAMESPACE}">{paragraph("SECRET")}</w:comments>'}),
        ("", {"docProps/core.xml": "<coreProperties><subject>SECRET</subject></coreProperties>"}),
        ("", {"docProps/custom.xml": "<Properties><property><lpwstr>SECRET</lpwstr></property></Properties>"}),
        ("", {"customXml/item1.xml": "<label>SECRET</label>"}),
        ("", {"word/diagrams/data1.xml": "<dataModel><t>SECRET</t></dataModel>"}),
    ],
)
def test_text_that_word_does_not_print_is_searched_and_never_in_an_item(body: str, parts: Mapping[str, str]) -> None:
    document = read_document("flyer.docx", word_file(paragraph("Shown.") + body, parts))
    assert text_of(document) == "Shown."
    assert "SECRET" in beside(document)


def test_text_that_word_shows_is_not_hidden_by_a_mark_that_says_false() -> None:
    document = read_document("flyer.docx", word_file(paragraph("Shown.", '<w:vanish w:val="0"/>')))
    assert text_of(document) == "Shown."
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("body", "parts", "remark"),
    [
        (paragraph("x", "<w:vanish/>"), {}, "Hidden text was left out."),
        ("<w:p><w:ins><w:r><w:t>y</w:t></w:r></w:ins></w:p>", {}, "There are tracked changes. They were read as if all were accepted."),
        ("<w:altChunk/>", {}, "A part that was put in from another file was not read."),
        ("", {"word/embeddings/Sheet1.xlsx": b"PK"}, "What is embedded was not read: Sheet1.xlsx."),
        ("", {"word/charts/chart1.xml": "<chartSpace><t>9</t></chartSpace>"}, "A drawing or a chart has words, which were not read."),
    ],
)  # fmt: skip
def test_parts_left_out_of_a_word_file_are_reported(body: str, parts: Mapping[str, str | bytes], remark: str) -> None:
    assert remark in read_document("flyer.docx", word_file(paragraph("x") + body, parts)).remarks


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f'<w:p><w:fldSimple w:instr=" DATE ">{run("6 March 2022")}</w:fldSimple></w:p>', "6 March 2022"),
        (f'<w:p><w:bdo w:val="rtl">{run("one")}</w:bdo><w:dir w:val="ltr">{run(", two")}</w:dir></w:p>', "one, two"),
        (f"<w:p>{run('9am')}<w:r><w:cr/></w:r>{run('Room 3')}</w:p>", "9am\nRoom 3"),
        (f"<w:p>{run('9am')}<w:r><w:ptab/></w:r>{run('Room 3')}</w:p>", "9am\tRoom 3"),
        (f"<w:p><w:r><w:ruby><w:rt>{run('up')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r></w:p>", "base"),
    ],
)  # fmt: skip
def test_words_in_a_field_and_beside_a_rare_sign_of_word_are_read(body: str, text: str) -> None:
    document = read_document("flyer.docx", word_file(body))
    assert (text_of(document), document.remarks) == (text, ())


@pytest.mark.parametrize(
    "body",
    [
        '<w:p><m:oMath xmlns:m="urn:m"><m:r><m:t>SECRET</m:t></m:r></m:oMath></w:p>',
        '<w:p><w:r><w:drawing><x:txbx xmlns:x="urn:x">' + paragraph("SECRET") + "</x:txbx></w:drawing></w:r></w:p>",
        '<w:p><w:r><w:pict><v:textpath xmlns:v="urn:v" string="SECRET"/></w:pict></w:r></w:p>',
    ],
)
def test_words_of_word_that_cannot_be_read_are_named_and_searched(body: str) -> None:
    document = read_document("flyer.docx", word_file(paragraph("x") + body))
    assert document.remarks == ('Words of a field, a drawing or a formula were not read: "SECRET".',)
    assert "SECRET" in beside(document)


def test_the_words_of_a_watermark_are_searched() -> None:
    mark = '<w:p><w:r><w:pict><v:textpath xmlns:v="urn:v" string="CONFIDENTIAL"/></w:pict></w:r></w:p>'
    header = {"word/header1.xml": f'<w:hdr xmlns:w="{NAMESPACE}">{mark}</w:hdr>'}
    assert "CONFIDENTIAL" in beside(read_document("flyer.docx", word_file(paragraph("x"), header)))


def test_a_note_of_word_stands_below_the_paragraph_that_it_belongs_to() -> None:
    html = (
        '<p>Give 5 mg<sup><a href="#footnote-2" id="footnote-ref-2">[1]</a></sup>.</p><h1>Next</h1><p>Text.</p>'
        '<ol><li id="footnote-2"><p>Adults only. <a href="#footnote-ref-2">\u2191</a></p></li></ol>'
    )
    document = read_html(with_notes_below(html))
    assert [block.text for block in document.blocks] == ["Give 5 mg\u00b9.", "\u00b9 Adults only.", "Next", "Text."]


def test_a_link_without_a_web_address_and_the_ticks_of_boxes_are_not_lost() -> None:
    page = b"""<p><a href='www.example.org/a'>One</a> <a href='/b'>Two</a> <a href='#c'>Three</a></p>
        <p><input type='checkbox' checked>Yes <input type='checkbox'>No</p>"""
    document = read_document("page.html", page)
    assert [link.url for block in document.blocks for link in links(block)] == ["https://www.example.org/a"]
    assert document.remarks == ('Links without a web address became plain words: "Two".',)
    assert "\u2611 Yes \u2610 No" in text_of(document)


@pytest.mark.parametrize(
    ("page", "numbers", "is_said"),
    [
        ("<ol><li>a<li>b</ol>", [1, 1], False),
        ("<ol start=3><li>a<li>b</ol>", [3, 4], False),
        ("<ol type=a><li>a</ol>", [1], True),
        ("<ol><li>a<li value=7>b</ol>", [1, 1], True),
        ("<ol><li>a</ol><ol><li>b</ol>", [1, 1], True),
        ("<ol><li>a<ol><li>b</ol><li>c</ol>", [1, 1, 1], False),
        ("<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>4.</span>a</p>", [4], False),
        ("<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>b)</span>a</p>", [1], True),
    ],
)
def test_the_numbers_of_a_list_are_kept_or_doubted(page: str, numbers: list[int], is_said: bool) -> None:
    document = read_document("page.html", page.encode())
    assert [block.number for block in document.blocks] == numbers
    assert any("list has letters" in remark for remark in document.remarks) == is_said


def entry(text: str) -> str:
    mark = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="5"/></w:numPr></w:pPr>'
    return f"<w:p>{mark}<w:r><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("form", "start", "body", "is_said"),
    [
        ("decimal", "1", entry("a") + entry("b") + paragraph("c"), False),
        ("bullet", "1", entry("a") + paragraph("b") + entry("c"), False),
        ("decimal", "1", entry("a") + paragraph("b") + entry("c"), True),
        ("decimal", "4", entry("a"), True),
        ("lowerLetter", "1", entry("a"), True),
    ],
)
def test_a_list_of_word_that_counts_otherwise_is_doubted(form: str, start: str, body: str, is_said: bool) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/></w:lvl>'
    numbering = (
        f'<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="2">{level}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
    )
    remarks = read_document("flyer.docx", word_file(body, {"word/numbering.xml": numbering})).remarks
    assert any("list has letters" in remark for remark in remarks) == is_said


def test_what_a_mail_system_writes_into_a_mail_from_outside_is_left_out() -> None:
    html = (
        "<p>CAUTION: This email originated from outside of the trust. Do not click links.</p><p>Hi all,</p><p>New.</p>"
    )
    document = read_document("a.eml", mail("FW: [EXTERNAL] RE: The form", html=html))
    assert text_of(document) == "The form\nNew."


def test_an_inserted_text_is_read_and_a_deleted_one_is_not() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>12 October</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>13 October</w:t></w:r></w:ins></w:p>"
    )
    assert text_of(read_document("flyer.docx", word_file(body))) == "13 October"


STRUCK = [
    ("page.html", b"<p>Give <s>50</s><strike>40</strike><del>30</del> 5 mg.</p>"),
    ("page.html", b"<p>Give <span style='text-decoration: Line-Through'>50</span> 5 mg.</p>"),
    (
        "page.html",
        b"<style>.c3, span.c4{color:red;text-decoration:line-through}</style><p>Give <span class='c4'>50</span> 5 mg.</p>",
    ),
    ("flyer.docx", word_file(paragraph("Give ") + paragraph("50", "<w:strike/>") + paragraph("5 mg."))),
    ("flyer.docx", word_file(paragraph("Give ") + paragraph("50", "<w:dstrike/>") + paragraph("5 mg."))),
]


@pytest.mark.parametrize(("name", "data"), STRUCK)
def test_words_that_are_struck_out_are_left_out_and_that_is_said(name: str, data: bytes) -> None:
    document = read_document(name, data)
    assert text_of(document).split() == ["Give", "5", "mg."]
    assert "50" in beside(document)
    assert document.remarks == ("Words that were struck out were left out.",)


def test_what_a_style_sheet_hides_on_some_screens_only_is_read() -> None:
    page = b"""<style>/* .a{display:none} */ @media print { .b { display: none } } .c .d{display:none} .e{display:none}
        .f{vertical-align:super}</style><p class=a>One</p><p class=b>Two</p><p class=d>Three</p><p class=e>Four</p>
        <p class=e style='display:block'>Five</p><p>10<span class=f>9</span></p>"""
    assert text_of(read_document("page.html", page)).split("\n") == ["One", "Two", "Three", "Five", "10\u2079"]


def test_an_entry_of_a_plain_text_keeps_its_number_and_the_lines_that_belong_to_it() -> None:
    text = b"1. Ask, and go\non with it\n2. Listen\n   well\n\nThen:\n3. Act\nNext line.\n- Point\n  more\n  - deep\n"
    blocks = read_document("a.txt", text).blocks
    assert [(block.text, block.number if block.ordered else 0) for block in blocks] == [
        ("Ask, and go on with it", 1),
        ("Listen well", 2),
        ("Then:", 0),
        ("Act", 3),
        ("Next line.", 0),
        ("Point more", 0),
        ("deep", 0),
    ]


def test_struck_words_of_markdown_stay_as_words_that_say_so() -> None:
    assert text_of(read_document("a.md", b"Give ~~50~~ 5 mg.")) == "Give (struck out: 50) 5 mg."


@pytest.mark.parametrize("level", ["limited", "Staff", '"limited"'])
def test_the_circulation_of_a_markdown_file_and_its_comments_are_searched(level: str) -> None:
    text = f"---\ntitle: Form\ncirculation: {level}\n---\nThe form.\n\n<!-- not for publication -->\n"
    beside_it = beside(read_document("a.md", text.encode()))
    assert f"Restricted circulation: {level.strip(chr(34))}." in beside_it
    assert "not for publication" in beside_it


def test_headings_lists_tables_page_ends_and_links_of_word_are_kept() -> None:
    def build(document: Any) -> None:
        document.add_heading("Title", 1)
        document.add_paragraph("One", style="List Bullet")
        document.add_paragraph("Bold").runs[0].bold = True
        document.add_page_break()
        table(document, [("a", "b"), ("1\tx", "2")])

    kinds = [block.kind for block in read_document("flyer.docx", word(build)).blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.ENTRY, BlockKind.HEADING, BlockKind.BREAK, BlockKind.TABLE]


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "It is locked with a password, or is an old Word file."),
        ("a.docx", b"PK\x03\x04 no archive", "It is damaged, or no Word file."),
        ("a.docx", packed({"word/document.xml": "<no/>"}), "It is damaged, or no Word file."),
        ("a.docx", with_parts({"word/header1.xml": "<no"}), "It is damaged, or no Word file."),
        ("a.docx", with_parts({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "It defines entities, which no Word file does."),
        ("a.docx", word_file("").replace(b"PK\x03\x04", b"PK\x03\x04", 1)[:200], "It is damaged, or no Word file."),
        ("a.docx", with_parts({"word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}), "It is a Strict Open XML file."),
        ("a.docx", b"%PDF-1.4", "It does not begin like a .docx file."),
        ("a.pdf", b"%PDF-1.4 and nothing", "It is damaged, or no PDF."),
        ("a.pdf", b"PK\x03\x04", "It does not begin like a .pdf file."),
        ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "It is damaged, or no mail of Outlook."),
        ("a.eml", b"no mail at all", "It is no mail."),
        ("a.txt", b"\x00\x01\x02 text", "It is no text."),
        ("a.txt", b"  \n", "It is empty."),
        ("a.doc", b"x", "I do not know this kind of file."),
        ("noending", b"x", "I do not know this kind of file."),
        ("a.txt", b"word " * 50_000, "It has more than 200,000 characters, which is more than an item may have."),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(name: str, data: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_document(name, data)
    assert refused.value.message == sentence
    assert refused.value.hint.endswith(".")


def test_hidden_text_and_navigation_of_a_web_page_are_left_out() -> None:
    page = (
        "<html><head><title>The title</title></head><body><nav>Home</nav><main><h1>Workshop</h1><p style='display: none'>HIDDEN</p>"
        "<p hidden>ALSO</p><p>Text<br>more&nbsp;text</p><script>x()</script><img src=a.png><hr></main><footer>FOOT</footer></body></html>"
    )
    document = read_document("page.html", page.encode())
    assert text_of(document) == "Workshop\nText\nmore text\n"
    assert document.title == "The title"
    assert "HIDDEN" in beside(document)
    assert document.remarks == (
        "Hidden words of the page were left out.",
        "Pictures that are not in the document itself were left out.",
    )


def test_text_outside_the_main_part_of_a_web_page_is_searched() -> None:
    page = "<body><div>OFFICIAL-SENSITIVE</div><main><h1>Form</h1><img alt='ALT' src=x></main></body>"
    document = read_document("page.html", page.encode())
    assert text_of(document) == "Form"
    assert "OFFICIAL-SENSITIVE" in beside(document)
    assert "ALT" in beside(document)


def test_a_mark_in_the_head_of_a_mail_is_searched() -> None:
    data = b"Sensitivity: Company-Confidential\nmsip_labels: OFFICIAL-SENSITIVE\n" + mail("Form", "The form is new.")
    assert "Company-Confidential\nOFFICIAL-SENSITIVE" in beside(read_document("a.eml", data))


def test_a_page_in_an_old_encoding_is_read() -> None:
    page = "<meta charset=windows-1252><p>Café – 9am</p>".encode("cp1252")
    assert text_of(read_document("page.html", page)) == "Café – 9am"
    assert text_of(read_document("page.txt", "Café – 9am".encode("cp1252"))) == "Café – 9am"
    assert text_of(read_document("page.txt", "Café – 9am".encode("utf-16"))) == "Café – 9am"


def test_columns_of_a_pdf_are_read_one_after_the_other_and_comments_are_not_printed() -> None:
    def build(pdf: fpdf.FPDF) -> None:
        for number in range(4):
            pdf.text(15, 40 + 6 * number, f"Left column, sentence number {number} of a text that goes")
            pdf.text(120, 40 + 6 * number, f"Right column, number {number} of another text here")
        pdf.text_annotation(10, 10, "A COMMENT")
        pdf.link(15, 30, 60, 10, "https://example.org/left")
        pdf.add_page()

    document = read_document("a.pdf", pdf_file(build))
    text = text_of(document)
    assert text.index("number 3 of a text") < text.index("Right column, number 0")
    assert "A COMMENT" in beside(document)
    assert "Page 2 has no words. Is it a scan? Nothing was read from it." in document.remarks
    assert "Comments were left out." in document.remarks
    assert [run.url for block in document.blocks for run in links(block)] == ["https://example.org/left"]


def test_raised_and_struck_digits_of_a_pdf_stay_what_they_are() -> None:
    def write(pdf: fpdf.FPDF, *parts: tuple[str, float, float]) -> None:
        """Write parts of a line right behind each other: each with its size and how far it is raised."""
        left = 15.0
        for text, size, raised in parts:
            pdf.set_font_size(size)
            pdf.text(left, pdf.get_y() - raised, text)
            left += pdf.get_string_width(text)

    def build(pdf: fpdf.FPDF) -> None:
        pdf.set_y(30)
        write(
            pdf,
            ("Count 5x10", 11, 0),
            ("9", 6, 2),
            (". Level H", 11, 0),
            ("2", 6, -1),
            ("O on the 8", 11, 0),
            ("th", 6, 2),
        )
        pdf.set_y(40)
        write(pdf, ("Give 50 mg of it", 11, 0))
        pdf.set_y(50)
        write(pdf, ("Give 5 mg", 11, 0))
        pdf.line(15, 38.7, 60, 38.7)
        pdf.line(15, 50.6, 40, 50.6)

    document = read_document("a.pdf", pdf_file(build))
    assert text_of(document) == "Count 5x10\u2079. Level H2O on the 8th\nGive 5 mg"
    assert "Words that were struck out were left out." in document.remarks
    assert "Give 50 mg of it" in beside(document)


def test_a_pdf_with_a_password_is_refused_with_the_reason() -> None:
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.set_font("helvetica")
    pdf.cell(text="x")
    pdf.set_encryption(owner_password="a", user_password="b")
    with pytest.raises(Unreadable, match="locked with a password"):
        read_document("a.pdf", bytes(pdf.output()))


def test_the_greeting_the_name_below_and_the_older_mail_are_left_out_of_a_mail() -> None:
    plain = (
        "Dear all,\n\nThe form is new.\n\nMany thanks\nA Sender\n0161 496 0000\n\nFrom: b@example.org\nSent: Monday\n\n"
        "Not for onward circulation.\n"
    )
    document = read_document("a.eml", mail("RE: The form", plain))
    assert text_of(document) == "The form\nThe form is new."
    assert "Not for onward circulation." in beside(document)
    assert any("An older mail" in remark for remark in document.remarks)


def test_a_forwarded_mail_is_read_also_below_the_name_of_who_forwards_it() -> None:
    plain = (
        "Please include below.\n\nKind regards\nJo\n\n-----Original Message-----\nFrom: A <a@example.org>\n"
        "Sent: 20 January 2022\nSubject: Week\n\nThe week is from 14 to 20 March 2022.\n\nRegards\nAnn\n"
    )
    document = read_document("fw.eml", mail("FW: Week", plain))
    assert text_of(document) == "Week\nPlease include below.\nThe week is from 14 to 20 March 2022."
    assert "Jo" in beside(document)


def test_bullets_with_tabs_behind_them_are_entries_and_no_table() -> None:
    document = read_document("paste.txt", "•\tOne\n•\tTwo\n\to\tThree\n1)\tFour".encode())
    assert [(block.text, block.level, block.ordered) for block in document.blocks] == [
        ("One", 0, False),
        ("Two", 0, False),
        ("Three", 1, False),
        ("Four", 0, True),
    ]


def test_a_mail_in_a_mail_and_the_files_of_a_mail_are_enclosed() -> None:
    inner = mail("Inner", "Inner text.")
    document = read_document("a.eml", mail("Outer", "Text.", files=[("flyer.docx", b"PK"), ("inner.eml", inner)]))
    assert [enclosure.name for enclosure in document.enclosures] == ["flyer.docx", "inner.eml"]


def test_links_that_a_mail_program_wrote_into_plain_text_are_links() -> None:
    document = read_document("a.eml", mail("A", "Please see the form <https://example.org/form>.\n"))
    assert [(run.text, run.url) for block in document.blocks for run in links(block)] == [
        ("Please see the form", "https://example.org/form")
    ]


def test_the_top_part_of_another_program_becomes_a_title_and_questions() -> None:
    text = '---\ntitle: "Safer sleep"\ndate: 2022-03-14T09:00:00Z\ntags: [infants, sleep]\nlayout: post\n---\nText.\n'
    document = read_document("post.md", text.encode())
    assert document.title == "Safer sleep"
    assert dict(document.keys) == {"published": "14 March 2022", "topics": "infants, sleep"}
    assert document.remarks == ('"layout: post" in the top part was left out.',)


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (b"%PDF-1.7", "pdf"), (b"PK\x03\x04", "docx"), (b"\xd0\xcf\x11\xe0\xa1", "msg"), (b"<!DOCTYPE html>", "html"),
        (b"---\ntitle: x\n---\n", "md"), (b"Received: from x", "eml"), (b"From: a@example.org\nSubject: x", "eml"),
        (b"Dear all", "txt"), (b"", "txt"),
    ],
)  # fmt: skip
def test_the_type_of_standard_input_is_recognised_by_its_first_bytes(data: bytes, ending: str) -> None:
    assert usual_name(data) == f"standard-input.{ending}"


@pytest.mark.parametrize(
    ("name", "data", "library"),
    [
        ("a.docx", word_file(""), "mammoth"),
        ("a.pdf", b"%PDF-1.4", "pdfplumber"),
        ("a.msg", b"\xd0\xcf\x11\xe0", "oxmsg"),
    ],
)
def test_a_missing_library_is_reported_with_the_command_that_installs_it(
    name: str, data: bytes, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = builtins.__import__

    def without(module: str, *rest: Any) -> Any:
        if module == library:
            raise ImportError(module)
        return usual(module, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unreadable) as refused:
        read_document(name, data)
    assert "which is not installed" in refused.value.message
    assert refused.value.hint.startswith("Type: pip install mammoth pdfplumber python-oxmsg")


def test_a_mail_of_outlook_is_read_with_its_links_and_files() -> None:
    html = "<p>Please share.</p><p><a href='https://example.org/b'>Register</a> by 18 February 2022.</p>"
    flyer = word(lambda document: document.add_paragraph("A flyer. " * 1000))
    data = outlook_mail("FW: Flyer", "Please share.", html, [("flyer.docx", flyer)])
    document = read_document("mail.msg", data)
    assert text_of(document) == "Flyer\nPlease share.\nRegister by 18 February 2022."
    assert [run.url for block in document.blocks for run in links(block)] == ["https://example.org/b"]
    assert [(enclosure.name, enclosure.data) for enclosure in document.enclosures] == [("flyer.docx", flyer)]
    assert document.remarks == ()


def test_a_mail_of_outlook_without_html_says_that_links_are_lost() -> None:
    document = read_document("mail.msg", outlook_mail("Flyer", "Please share this text."))
    assert text_of(document) == "Flyer\nPlease share this text."
    assert document.remarks[0].startswith("Only the plain text of the mail was there, so links behind words are lost.")
