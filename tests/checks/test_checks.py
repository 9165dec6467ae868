"""Severities depend on settings, reasons and sent issues; reports quote no private text; built files are checked."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import fpdf
import pytest
from PIL import Image

from bulletin import ContentError, Memory, load, outputs, record, render
from bulletin.checks.built import check_built, judged
from bulletin.checks.run import check, redact, source_lines
from bulletin.cli.check import CheckOptions, check_folder, outputs_with_rules
from bulletin.content.load import read
from bulletin.ledger import document as ledger_document
from bulletin.ledger import entries
from bulletin.model import File
from bulletin.reports import FORMATS
from bulletin.reports.details import Details
from tests.support.folders import ISSUE, SETTINGS, TRAINING, make_content
from tests.support.mailing import Mailing, record_mailing
from tests.support.values import ROOT

NUMBER = "485 777 3457"


def item(*keys: str, body: str = "Text.") -> str:
    return "\n".join(["---", *(keys or ("title: An example",)), "---", body, ""])


def rules(content: Path, **options: bool) -> list[tuple[str, str]]:
    return [(problem.rule, problem.severity) for problem in check(read(content), **options)]


SEEN = [
    ("TXT04: off", []),
    ("txt04: error", [("TXT04", "error")]),
    ("text: info", [("TXT04", "info")]),
    ("TXT: info", [("TXT04", "info")]),
    ("text: off\n  TXT04: error", [("TXT04", "error")]),
    ("dates: off", [("TXT04", "warning")]),
]


@pytest.mark.parametrize(("setting", "expected"), SEEN)
def test_settings_lower_or_raise_the_severity_of_a_rule_or_a_group(
    tmp_path: Path, setting: str, expected: object
) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/week.md": item(body="Futher."),
        "bulletin.yml": SETTINGS + f"checks:\n  {setting}\n",
    }
    assert rules(make_content(tmp_path, files)) == expected


@pytest.mark.parametrize("name", ["PRIV01", "privacy", "priv", "RST03", "circulation"])
def test_rules_of_privacy_and_circulation_cannot_be_turned_down(tmp_path: Path, name: str) -> None:
    files: dict[str, str | bytes] = {
        "2022-02/week.md": item(body=f"{NUMBER} is confidential: not for publication."),
        "bulletin.yml": SETTINGS + f"checks:\n  {name}: off\n",
    }
    fired = rules(make_content(tmp_path, files))
    assert {("PRIV01", "error"), ("RST03", "error"), ("SET02", "error")} <= set(fired)


def test_an_item_can_silence_a_rule_with_a_reason_but_none_of_circulation(tmp_path: Path) -> None:
    body = "Futher. Not for publication."
    quiet = item("title: x", "ignore:", "  - TXT04 because it is a name", body=body)
    assert rules(make_content(tmp_path, {"2022-02/week.md": quiet})) == [("RST03", "error")]
    wrong = item("title: x", "ignore: RST02 because I say so", body=body)
    assert ("STR07", "error") in rules(make_content(tmp_path, {"2022-02/week.md": wrong}))
    unknown = item("title: x", "ignore: TXT99 because it is new")
    assert rules(make_content(tmp_path, {"2022-02/week.md": unknown})) == [("SET04", "warning")]


def sent(content: Path) -> None:
    """Write the ledger as it is after the email of 2022-02 was sent."""
    bulletin = load(content)
    slugs = frozenset(item.slug for item in bulletin.issues[0].items)
    ledger = record_mailing(
        entries.EMPTY, bulletin, (), datetime(2022, 2, 1, 10, tzinfo=UTC), Mailing(issue="2022-02", items=slugs)
    )
    (content / "ledger.json").write_text(ledger_document.dump(ledger), "utf-8")


def test_in_a_sent_issue_errors_but_those_of_privacy_and_circulation_are_warnings(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    sent(content)
    week = content / "2022-02" / "week.md"
    week.write_text(item(body=f"[Click here](https://example.org). {NUMBER}. Do not forward this."), "utf-8")
    assert rules(content) == [("LNK04", "warning"), ("PRIV01", "error"), ("RST03", "error")]
    (content / "ledger.json").unlink()
    assert ("LNK04", "error") in rules(content)


def test_a_new_item_in_a_sent_issue_is_a_warning(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    sent(content)
    assert rules(content) == []
    (content / "2022-02" / "late.md").write_text(item(), "utf-8")
    assert rules(content) == [("LED04", "warning")]


def test_an_old_issue_is_judged_at_its_own_date(tmp_path: Path) -> None:
    text = item(body="Ask your CCG. Do not use Internet Explorer.")
    files: dict[str, str | bytes] = {"2022-02/week.md": text}
    later: dict[str, str | bytes] = {
        "2023-02/issue.md": ISSUE.replace("2022", "2023"),
        "2023-02/b.md": text.replace("An", "Another"),
    }
    problems = check(read(make_content(tmp_path, files | later)))
    assert [
        (problem.path.split("/")[-2], problem.rule) for problem in problems if problem.rule in ("TXT07", "TXT08")
    ] == [
        ("2023-02", "TXT08"),
        ("2023-02", "TXT07"),
    ]


def test_a_draft_is_judged_while_an_older_issue_is_ready(tmp_path: Path) -> None:
    draft: dict[str, str | bytes] = {
        "2022-03/issue.md": ISSUE.replace("February", "March").replace("ready", "draft"),
        "2022-03/b.md": item(body="Futher."),
    }
    assert rules(make_content(tmp_path, draft)) == [("TXT04", "warning")]


def test_mistakes_of_reading_and_of_the_text_are_reported_together(tmp_path: Path) -> None:
    text = TRAINING.replace("8 March", "Monday 8 March").replace("What", "Futher. What")
    fired = rules(make_content(tmp_path, {"2022-02/x.md": text}))
    assert fired == [("DAT01", "error"), ("TXT04", "warning")]


PUBLIC = [
    ("public", []),
    ("staff", [("RST02", "warning")]),
    ("limited\ncirculation note: For leads.", [("RST02", "error")]),
]


@pytest.mark.parametrize(("level", "expected"), PUBLIC)
def test_an_item_that_is_not_public_is_reported_in_a_public_repository(
    tmp_path: Path, level: str, expected: object
) -> None:
    content = make_content(tmp_path, {"2022-02/week.md": item("title: x", f"circulation: {level}")})
    assert rules(content, public_repository=True) == expected
    assert rules(content, public_repository=False) == rules(content) == []


def test_a_held_item_in_a_public_repository_is_an_error_and_in_a_sample_advice(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"2022-02/week.md": item("title: x", "hold until: later")}
    assert ("RST02", "error") in rules(make_content(tmp_path, files), public_repository=True)
    content = make_content(tmp_path, files | {"bulletin.yml": SETTINGS + "sample: yes\n"})
    assert ("RST02", "info") in rules(content, public_repository=True)


def test_in_a_public_repository_nothing_of_a_limited_item_is_quoted(tmp_path: Path) -> None:
    secret = item(
        "title: x",
        "circulation: limited",
        "circulation note: For leads.",
        "presentr: Zaphod",
        body="Futher zaphod ZAPHODS IMPORTANT.",
    )
    open_item = item("title: y", body="Futher words.")
    content = make_content(tmp_path, {"2022-02/week.md": secret, "2022-02/y.md": open_item})
    reading = read(content)
    problems = check(reading, public_repository=True)
    around = Details(line=source_lines(reading, problems, public=True))
    for form in FORMATS:
        assert "zaphod" not in FORMATS[form](problems, around).lower(), form
    assert "Futher words." in FORMATS["text"](problems, around)
    assert {"STR07", "TXT04", "TXT03", "RST02"} <= {
        problem.rule for problem in problems if problem.path.endswith("week.md")
    }
    assert (
        "zaphod"
        in FORMATS["text"](check(reading), Details(line=source_lines(reading, check(reading), public=False))).lower()
    )
    assert redact((), reading) == ()


UNREADABLE: list[dict[str, str | bytes]] = [
    {"2022-02/week.md": item("title: x", f"{line}\nsessions: Zaphod 31/04/2022", body="Futher zaphod ZAPHODS IMPORTANT.")}
    for line in (
        "circulation: limted", "circulaton: limited", "circulation limited", "circulation: public\ncirculation: limited",
        "circulation:", "circulation: limited", "circulation:\n  - limited", "who may read: Zaphods only", "embargo: Zaphod",
    )
] + [
    {"2022-02/week.md": "title: x\ncirculation: limited\nZaphod 31/04/2022\n"},
    {"2022-02/week.md": "---\ntitle: x\ncirculation: limited\nsessions: Zaphod\n"},
    {"2022-02/week.md": "---\ntitle: x\nsessions: Zaphod \x07 x\n---\nZaphod.\n"},
    {"2022-02/week.md": b"---\ntitle: Zaphod \xff\n---\nZaphod.\n"},
    {"2022-02/week.md": item("title: x", "sessions: Zaphod 31/04/2022"), "bulletin.yml": SETTINGS.replace("default circulation: public", "default circulation: limted")},
    {"2022-02/week.md": item("title: x", "sessions: Zaphod 31/04/2022"), "bulletin.yml": SETTINGS.replace("default circulation: public", "defalt circulation: staff")},
    {"2022-02/week.md": item("title: Zaphod returns", "circulation: limited", "circulation note: For leads."),
     "2022-02/y.md": item("title: y", "moved to: 2022-02/zaphod-retruns"),
     "2022-02/other.md": item("title: z", "slug: zaphod-returns", "circulation: staff")},
]  # fmt: skip


@pytest.mark.parametrize("files", UNREADABLE)
def test_in_a_public_repository_nothing_is_quoted_of_a_file_whose_circulation_cannot_be_read(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    reading = read(make_content(tmp_path, files))
    problems = check(reading, public_repository=True)
    assert problems
    for listed in (problems, problems[:1], ()):  # as with --only
        around = Details(line=source_lines(reading, listed, public=True))
        assert [form for form in FORMATS if "zaphod" in FORMATS[form](problems, around).lower()] == []


def document(text: str, extra: dict[str, str]) -> bytes:
    """Return a small Word file (ECMA-376) with a text and other parts."""
    out = BytesIO()
    runs = "".join(f"<w:r><w:t>{letter}</w:t></w:r>" for letter in text)
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document><w:p>{runs}</w:p></w:document>")
        for name, part in extra.items():
            archive.writestr(name, part)
    return out.getvalue()


def paper(text: str, author: str = "") -> bytes:
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    pdf.cell(text=text)
    if author:
        pdf.set_author(author)
    return bytes(pdf.output())


def picture(form: str, located: bool) -> bytes:
    out = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    if located:
        exif.get_ifd(0x8825)[2] = (53.4, 0.0, 0.0)
    Image.new("RGB", (4, 4)).save(out, form, exif=exif)
    return out.getvalue()


CORE = "<cp:coreProperties><dc:creator>Jane Smith</dc:creator><dc:title>x</dc:title></cp:coreProperties>"
SHEET = f"<sst><si><t>{NUMBER}</t></si></sst>"
FILES = [
    ("a.docx", document(NUMBER, {}), [("PRIV01", "error")]),
    ("a.docx", document("x", {"word/document2.xml": "<w:p><w:ins w:id='1'>a</w:ins></w:p>"}), [("PRIV07", "error")]),
    ("a.docx", document("x", {"word/comments.xml": "<w:comment w:id='1'>a</w:comment>"}), [("PRIV07", "error")]),
    ("a.docx", document("x", {"docProps/core.xml": CORE}), [("PRIV07", "warning")]),
    ("a.docx", document("x", {"docProps/core.xml": CORE.replace("Jane Smith", "NHS England")}), []),
    ("a.xlsx", document("x", {"xl/sharedStrings.xml": SHEET}), [("PRIV01", "error")]),
    ("a.pptx", document("x", {"ppt/slides/slide1.xml": f"<a:p><a:t>{NUMBER}</a:t></a:p>"}), [("PRIV01", "error")]),
    ("a.pptx", document("x", {"ppt/comments/comment1.xml": "<p:cm>a</p:cm>"}), [("PRIV07", "error")]),
    ("a.pdf", paper(f"Seen: {NUMBER}."), [("PRIV01", "error")]),
    ("a.pdf", paper("x", "Jane Smith"), [("PRIV07", "warning")]),
    ("a.pdf", paper("x"), []),
    ("a.pdf", b"%PDF-1.4 damaged", [("FIL08", "warning")]),
    ("a.docx", b"PK damaged", [("FIL08", "warning")]),
    ("a.jpg", picture("JPEG", True), [("PRIV07", "warning")]),
    ("a.png", picture("PNG", True), [("PRIV07", "warning")]),
    ("a.jpg", picture("JPEG", False), []),
    ("a.txt", NUMBER.encode(), [("PRIV01", "error")]),
    ("4857773457.txt", b"x", [("PRIV01", "error")]),
    ("scan_4857773457_x.txt", b"x", [("PRIV01", "error")]),
]


@pytest.mark.parametrize(("name", "data", "expected"), FILES)
def test_private_text_in_the_metadata_of_an_attachment_is_found_at_its_line(
    tmp_path: Path, name: str, data: bytes, expected: list[tuple[str, str]]
) -> None:
    text = item("title: x", "attachments:", f"  - Flyer: files/{name}")
    content = make_content(tmp_path, {"2022-02/week.md": text, f"2022-02/files/{name}": data})
    problems = check(read(content))
    assert [(problem.rule, problem.severity) for problem in problems] == expected
    assert all((problem.line, problem.column) == (4, 18) for problem in problems)
    report = "".join(FORMATS[form](problems) for form in FORMATS)
    assert "4857773457" not in report
    assert "Jane" not in report


def test_of_a_small_archive_with_a_very_large_text_at_most_20_million_letters_are_read(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "x" * 60_000_000)
    text = item("title: x", "attachments: a.docx")
    reading = read(make_content(tmp_path, {"2022-02/week.md": text, "2022-02/files/a.docx": out.getvalue()}))
    ((enclosed,),) = reading.workspace.enclosed.values()
    assert len(enclosed.text) <= 20_000_000


SECRET = ["4857773457", "485 777 3457", "777 345", "jane.smith", "0123456789abcdef0123", "meetup-join"]
HOLDERS = [
    item("title: Review of 485 777 3457", body="x"),
    item("title: x", "phone: 4857773457"),
    item("title: x", "email: 485 777 3457"),
    item("title: x", "links: Book: https://example.org/r?token=0123456789abcdef0123"),
    item("title: x", "published: 485 777 3457"),
    item("title: x", "presentr: 485 777 3457"),
    item("title: x", body="see 485 777 3457 futher, and\nfuther 485\n777 3457 text"),
    item(
        "title: x", body="[a](https://gbr01.safelinks.protection.outlook.com/?url=x&data=jane.smith%40nhs.net) futher"
    ),
    item(
        "title: x",
        body="https://teams.microsoft.com/l/meetup-join/19 futher https://example.org/?email=jane.smith@nhs.net",
    ),
    item("title: x", "kind: training", "sessions: 485 777 3457, https://example.org/?user=jane.smith%40nhs.net"),
]


@pytest.mark.parametrize("text", HOLDERS)
def test_nothing_private_is_quoted_in_any_format_by_check_or_build(tmp_path: Path, text: str) -> None:
    content = make_content(tmp_path, {"2022-02/week.md": text, "2022-02/4857773457.md": item("title: y")})
    reading = read(content)
    problems = check(reading)
    around = Details(line=source_lines(reading, problems, public=False))
    report = "".join(FORMATS[form](problems, around) for form in FORMATS)
    build = subprocess.run(
        [sys.executable, "-m", "bulletin", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert build.returncode == 1
    for secret in SECRET:
        assert secret not in report
        assert secret not in build.stdout + build.stderr
    assert any(problem.rule.startswith("PRIV") for problem in problems)


def test_bulletin_build_refuses_what_a_rule_calls_an_error_and_writes_nothing(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/week.md": item(body="[Click here](https://example.org)")})
    done = subprocess.run(
        [sys.executable, "-m", "bulletin", "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, "[LNK04]" in done.stderr, (tmp_path / "build").exists()) == (1, True, False)


def test_the_sample_has_only_advice_and_one_warning_of_a_held_item() -> None:
    rows = [
        (problem.path.partition("content/")[2], problem.rule, problem.severity)
        for problem in check(read(ROOT / "content"))
    ]
    assert rows == [
        ("2020-02/safe-sleep-visit.md", "STR05", "info"),
        ("2020-02/scr-learning.md", "RST05", "warning"),
        ("2022-02/patient-safety-update.md", "STR05", "info"),
        ("2022-02/patient-safety-update.md", "TXT12", "info"),
    ]


def built(root: Path, files: dict[str, str | bytes] | None = None) -> tuple[object, list[File]]:
    bulletin = load(make_content(root, {"2022-02/x.md": TRAINING} | (files or {})))
    return bulletin, list(render(bulletin))


def test_the_built_files_of_the_sample_have_no_problem() -> None:
    bulletin = load(ROOT / "content", mail=["all"])
    assert check_built(bulletin, render(bulletin)) == ()


FAULTS = [
    (".html", b"<h3", b"<h5", "EML06", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b'</h1><img src="x">', "EML06", "error"),
    ("site/index.html", b"</h1>", b'</h1><a href="x"><span></span></a>', "EML06", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b'</h1><img alt="" src="data:x">', "EML02", "warning"),
    ("mail/2022-02/bulletin.html", b"</h1>", b"</h1><script>x()</script>", "EML07", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b'</h1><form action="https://example.org/x"></form>', "EML07", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b'</h1><img alt="" src="https://track.example/1.png">', "EML07", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b'</h1><img alt="" src="x.png" width="1" height="1">', "EML07", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b'</h1><a href="http://example.org/">More</a>', "EML07", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b'</h1><a href="javascript:x()">More</a>', "EML07", "error"),
    ("mail/2022-02/bulletin.html", b"<h1", b'<h1 onclick="x()"', "EML07", "error"),
    ("mail/2022-02/bulletin.html", b"</head>", b'<link rel="stylesheet" href="x.css"></head>', "EML07", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b"</h1><p>Dear {{ name }}</p>", "EML08", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b'</h1><p style="font-size: 11px">Small</p>', "EML06", "error"),
    (
        "mail/2022-02/bulletin.html",
        b"</h1>",
        b'</h1></td></tr><tr><td bgcolor="#ffffff" style="color: #999">Pale',
        "EML04",
        "error",
    ),
    ("mail/2022-02/bulletin.html", b"</body>", b"<div>More</div></body>", "EML06", "error"),
    ("mail/2022-02/bulletin.html", b"<title>", b"<title></title><x>", "EML06", "error"),
    ("site/index.html", b'lang="en-GB"', b"", "EML06", "error"),
    ("site/index.html", b"</h1>", b"</h1><p>{% include %}</p>", "EML08", "error"),
    ("site/index.html", b"</h1>", b'</h1><script src="https://stats.example/x.js"></script>', "EML07", "error"),
    ("site/index.html", b"</h1>", b"</h1><script>x()</script>", "EML07", "error"),
    ("site/index.html", b"</h1>", b'</h1><img alt="" src="//track.example/1.png">', "EML07", "error"),
    ("cohort-4.ics", b"20220308T093000", b"20220308T103000", "CAL02", "error"),
    ("cohort-4.ics", b"20220308T163000", b"20220309T163000", "CAL02", "error"),
    ("cohort-4.ics", b"DTEND;TZID=Europe/London:", b"DTEND:", "CAL02", "error"),
    ("mail/2022-02/bulletin.html", b"</h1>", b"</h1>" + b"<p>x</p>" * 12_000, "EML01", "warning"),
    ("mail/2022-02/bulletin.eml", b"\n", b"\n" + b"x" * 1_200_000, "EML02", "warning"),
    ("mail/2022-02/bulletin.txt", b"Safer recruitment training", b"x", "EML05", "error"),
    ("cohort-4.ics", b"SEQUENCE:0", b"SEQUENCE:3", "CAL02", "error"),
    ("cohort-4.ics", b"UID:", b"UID:1", "CAL02", "error"),
    ("cohort-4.ics", b"LOCATION:", b"X-NO:", "CAL01", "warning"),
    ("cohort-4.ics", b"DESCRIPTION:", b"X-NO:", "CAL01", "warning"),
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, list[File]]:
    return built(tmp_path_factory.mktemp("built"))


@pytest.mark.parametrize(("path", "before", "after", "rule", "severity"), FAULTS)
def test_a_fault_in_a_built_file_is_found(
    files: tuple[object, list[File]], path: str, before: bytes, after: bytes, rule: str, severity: str
) -> None:
    bulletin, good = files
    assert check_built(bulletin, good) == ()  # type: ignore[arg-type]
    count = 0
    bad = []
    for file in good:
        data = file.data
        if file.path.endswith(path) and isinstance(data, bytes) and before in data:
            count += 1
            data = (
                data.replace(before, after) if path != "mail/2022-02/bulletin.eml" else data.replace(before, after, 1)
            )
        bad.append(replace(file, data=data))
    assert count
    assert {(problem.rule, problem.severity) for problem in check_built(bulletin, bad)} == {(rule, severity)}  # type: ignore[arg-type]
    if severity == "error":
        with pytest.raises(ContentError):
            list(judged(bulletin, bad))  # type: ignore[arg-type]
    else:
        assert list(judged(bulletin, bad)) == bad  # type: ignore[arg-type]


def test_a_calendar_without_a_fault_is_judged_again_when_its_session_changes(tmp_path: Path) -> None:
    bulletin, good = built(tmp_path)
    memory, calendars = Memory(), [file for file in good if file.path.endswith("cohort-4.ics")]
    for _ in range(2):
        list(judged(bulletin, calendars, memory=memory))  # type: ignore[arg-type]
    other = load(make_content(tmp_path, {"2022-02/x.md": TRAINING.replace("8 March", "9 March")}))
    with pytest.raises(ContentError, match="CAL02"):
        list(judged(other, calendars, memory=memory))


def test_braces_and_addresses_that_an_editor_wrote_are_not_the_template_s(tmp_path: Path) -> None:
    text = item("title: An example", body="Write `{{ name }}` as it stands, see http://example.org/old for more.")
    bulletin = load(make_content(tmp_path, {"2022-02/x.md": text}))
    assert [problem for problem in check_built(bulletin, render(bulletin)) if problem.rule in ("EML07", "EML08")] == []


READ = {"html", "eml", "ics"}


@pytest.mark.parametrize("files", [{}, {"2022-02/x.md": TRAINING}])
def test_of_a_public_bulletin_the_files_that_a_rule_reads_are_built_and_few_others(
    tmp_path: Path, files: dict[str, str | bytes]
) -> None:
    bulletin = load(make_content(tmp_path, files))
    all_paths = [file.path for file in render(bulletin)]
    built_paths = {file.path for file in outputs.files(bulletin, outputs_with_rules(bulletin))}
    expected = {path for path in all_paths if path.rpartition(".")[2] in READ or path.startswith("mail/")}
    empty = set() if files else {"site/calendar.ics"}
    assert built_paths == (expected | {"site/feed.xml", "site/issues.xml"}) - empty
    assert any(path.endswith("cohort-4.ics") for path in built_paths) == bool(files)
    assert len(built_paths) < len(all_paths)


OTHER_REASONS: list[tuple[str, dict[str, str | bytes]]] = [
    ("an item on hold", {"2022-02/x.md": item("title: An example", "hold until: told")}),
    ("an item for staff", {"2022-02/x.md": item("title: An example", "circulation: staff")}),
    (
        "a limited item",
        {"2022-02/x.md": item("title: An example", "circulation: limited", "circulation note: For leads.")},
    ),
    ("a template of the team's own", {"../templates/feed/entry.html": "{{ nothing }}"}),
]


@pytest.mark.parametrize(("reason", "files"), OTHER_REASONS)
def test_where_a_file_could_be_refused_for_another_reason_every_file_is_built(
    tmp_path: Path, reason: str, files: dict[str, str | bytes]
) -> None:
    bulletin = load(make_content(tmp_path))
    assert outputs_with_rules(bulletin), reason
    assert outputs_with_rules(replace(bulletin, promised=("items/gone/",))) == ()
    assert outputs_with_rules(load(make_content(tmp_path, files))) == ()


def test_an_address_that_would_be_lost_is_found_by_the_check_of_built_files(tmp_path: Path) -> None:
    content = make_content(tmp_path)
    assert check_folder(content, CheckOptions(built=True)).fails is False
    bulletin = load(content)
    ledger = record(entries.EMPTY, bulletin, ["items/gone/files/a.pdf"], datetime(2022, 2, 1, tzinfo=UTC))
    (content / "ledger.json").write_text(ledger_document.dump(ledger), "utf-8")
    report = check_folder(content, CheckOptions(built=True))
    assert report.fails
    assert "[NAM03]" in report.text


def test_an_email_that_is_nearly_too_long_names_its_three_largest_items(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"2022-02/n{number}.md": item(
            f"title: Notice number {number}", "kind: notice", body="Some words here. " * 130 * number
        )
        for number in range(1, 8)
    }
    bulletin = load(make_content(tmp_path, {"bulletin.yml": SETTINGS + "email budget: 102400\n"} | files))
    [problem] = check_built(bulletin, render(bulletin))
    assert (problem.rule, problem.path.endswith("issue.md")) == ("EML01", True)
    assert [f"Notice number {number}" in problem.hint for number in (7, 6, 5, 4)] == [True, True, True, False]


def test_word_lists_of_a_team_extend_the_lists_and_an_unknown_list_is_named(tmp_path: Path) -> None:
    text = item(body="The SBYB guidance says widdershins.")
    files: dict[str, str | bytes] = {"2022-02/week.md": text}
    assert rules(make_content(tmp_path, files)) == [("TXT01", "warning")]
    files |= {"words/acronyms.txt": "# ours\nSBYB\n", "words/misspellings.txt": "widdershins | clockwise\n"}
    assert rules(make_content(tmp_path, files)) == [("TXT04", "warning")]
    content = make_content(tmp_path, {"words/acronym.txt": "x\n"})
    [problem] = [problem for problem in check(read(content)) if problem.rule == "FIL05"]
    assert 'Did you mean "acronyms.txt"?' in problem.message


def test_every_line_of_every_list_has_its_cells_and_none_occurs_twice() -> None:
    words = read(ROOT / "content").workspace.words
    assert {"acronyms", "outdated", "language", "https-hosts", "misspellings", "american"} <= set(words)
    assert all(len(set(rows)) == len(rows) for rows in words.values())
    for name, cells in {"outdated": 3, "language": 2, "misspellings": 2, "expansions": 2, "accounts": 2}.items():
        assert all(row.count("|") >= cells - 1 for row in words[name]), name


def test_two_colours_that_cannot_be_read_on_each_other_are_one_problem_at_their_line(tmp_path: Path) -> None:
    content = make_content(tmp_path, {"bulletin.yml": SETTINGS + "theme: river\n"})
    theme = tmp_path / "templates" / "themes" / "river" / "theme.yml"
    theme.parent.mkdir(parents=True)
    health = (ROOT / "templates" / "themes" / "health" / "theme.yml").read_text("utf-8")
    theme.write_text(health.replace("on button: #ffffff", "on button: #44aa66"), "utf-8")
    [problem] = check(read(content))
    assert (problem.rule, problem.severity) == ("EML04", "error")
    assert (problem.path, problem.line) == ("templates/themes/river/theme.yml", 11)


def test_the_summary_of_problems_is_the_same_from_the_command(tmp_path: Path) -> None:
    make_content(tmp_path, {"2022-02/week.md": item(body="Futher.")})
    command = [sys.executable, "-m", "bulletin", "check", "--format", "json", "--public-repository", "--built"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    [problem] = json.loads(done.stdout)["problems"]
    assert (problem["rule"], problem["path"], problem["line"], problem["column"]) == (
        "TXT04",
        "content/2022-02/week.md",
        4,
        1,
    )
