"""`bulletin fix` makes only certain edits, changes no other byte, never changes a date or link, and is idempotent."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from bulletin.content.load import read
from bulletin.content.source import Source, Workspace
from bulletin.fix import Edit, apply_edits, changed_files, diff, write
from bulletin.text import urls
from tests.support.examples import examples
from tests.support.folders import make_content

SAFE = "https://gbr01.safelinks.protection.outlook.com/?url={}&data=05%7C01%7Cjane.smith%40nhs.net%7C&reserved=0"
WRAPPED = SAFE.format(quote("https://example.org/book", safe=""))
WRAPPERS = urls.AddressRows([("*.safelinks.protection.outlook.com/*", "url=")])
HEAD = "---\ntitle: An example\n---\n"

FIXED = [
    (f"[Book]({WRAPPED}) now", "[Book](https://example.org/book) now"),
    (f"[Book]({SAFE.format(quote(WRAPPED, safe=''))})", "[Book](https://example.org/book)"),
    (f"See {WRAPPED}.", "See https://example.org/book."),
    ("[B](https://urldefense.proofpoint.com/v2/url?u=https-3A__example.org_book&d=x)", "[B](https://example.org/book)"),
    ("[B](https://urldefense.com/v3/__https://example.org/book__;!!abc$)", "[B](https://example.org/book)"),
    ("[B](https://urldefense.com/v3/__https:/example.org/book__;!!abc$)", "[B](https://example.org/book)"),
    ("[B](https://urldefense.com/v3/__https://example.org/b*two__;Iw!!abc$)", "[B](https://example.org/b#two)"),
    ("[B](https://urldefense.com/v3/__https://e.org/a**Ab__;Iz8!!x$)", "[B](https://e.org/a#?b)"),
    (f"[B]({SAFE.format('https%3A%2F%2Fe.org%2Fcaf%C3%A9%7C1%20a')})", "[B](https://e.org/caf%C3%A9%7C1%20a)"),
    ("[B](https://www.google.ie/url?q=https://example.org/book&sa=D)", "[B](https://example.org/book)"),
    ("[B](https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9leGFtcGxlLm9yZy9i&n=1)", "[B](https://example.org/b)"),
    ("[B](https://duckduckgo.com/l/?uddg=https%3A%2F%2Fexample.org%2Fb&rut=1)", "[B](https://example.org/b)"),
    ("[B](https://r.search.yahoo.com/_y/RU=https%3a%2f%2fexample.org%2fb/RK=2/RS=a)", "[B](https://example.org/b)"),
    ("[mailto:a@example.org](mailto:a@example.org)", "[a@example.org](mailto:a@example.org)"),
    ("[**tel:01614960000**](tel:01614960000) and tel:0161", "[**01614960000**](tel:01614960000) and <tel:0161>"),
    ("[see <www.example.org>](https://example.org/a)", "[see www.example.org](https://example.org/a)"),
    ("[P](https://soundcloud.com/n/p?si=1&utm_source=c&t=5#a)", "[P](https://soundcloud.com/n/p?t=5#a)"),
    ("[P](https://example.org/p?si=1&UTM=2&utm_x=3)", "[P](https://example.org/p?si=1&UTM=2)"),
    ("[P](http://www.england.nhs.uk/A?B=c)", "[P](https://www.england.nhs.uk/A?B=c)"),
    ("[Cultural competence (england.nhs.uk)](https://example.org)", "[Cultural competence](https://example.org)"),
    ("one\u00a0two \u00a0three", "one two  three"),
    ("Text:\n\n·\u00a0one\n• two\n", "Text:\n\n- one\n- two\n"),
    ("It\u0092s \u00a35 \u0096 now\u2028Come.", "It’s £5 – now\nCome."),
    ("It donâ€™t cost Â£5.", "It don’t cost £5."),
    (r"10\.5 mg at C:\new\_old and \\srv\team\_a", r"10.5 mg at C:\new\_old and \\srv\team\_a"),
    ("The &lt;b&gt; tag; &lt;p&gt;Text&lt;/p&gt;; x &lt;p and y&gt;q", "The &lt;b&gt; tag; Text; x &lt;p and y&gt;q"),
    ("For help:\n\n+ 44 161 496 0000", "For help:\n\n+44 161 496 0000"),
    ("It&#146;s here.", "It’s here."),
    ("##Who\n\n-one\n-two", "## Who\n\n- one\n- two"),
    ("Read [it] (https://example.org/x).", "Read [it](https://example.org/x)."),
    ("Read [it](https://example.org/x “It”).", 'Read [it](https://example.org/x "It").'),
    ("Ring 0161\\-496\\-0000 on 8&nbsp;March, 5\\% off.", "Ring 0161-496-0000 on 8 March, 5\\% off."),
    ("    Dear all read this.\n\nEnd.", "Dear all read this.\n\nEnd."),
    ("Stopford House\nPiccadilly\nStockport", "Stopford House\\\nPiccadilly\\\nStockport"),
]
TOGETHER = [
    ("    Dear all, see this list:\n    • one\n    • two", "Dear all, see this list:\n- one\n- two"),
    ("a&amp;nbsp;b", "a b"),
    (f"team@example.org<mailto:team@example.org> and [B]({WRAPPED})\n-[x](https://x.org)", None),
    (f"[It] ({WRAPPED})", "[It](https://example.org/book)"),
    ("It\u0092s a (the guide)[https://x.org?utm_source=a]", None),
]


@pytest.mark.parametrize(("before", "after"), TOGETHER)
def test_what_one_correction_makes_possible_is_corrected_too(tmp_path: Path, before: str, after: str | None) -> None:
    path = content_with(tmp_path, HEAD + before)
    write(changed_files(tmp_path / "content"))
    assert after is None or path.read_text("utf-8") == HEAD + after
    assert path.read_text("utf-8") != HEAD + before
    assert changed_files(tmp_path / "content") == ()


LEFT = [
    "[P](http://example.org/p)",
    "[england.nhs.uk](https://example.org)",
    "[P](https://example.org/p?si=1&token=abc&ID=5)",
    "    ·\u00a0code\n",
    "```\n·\u00a0code\n```",
    "\u00a0\u00a0\u00a0\u00a0not code",
    "1.\u00a0not a list",
    "[B](https://gbr01.safelinks.protection.outlook.com/?url=javascript%3Aalert(1)&data=x)",
    "[B](https://gbr01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F%29&data=x)",
    "[B](https://gbr01.safelinks.protection.outlook.com/?data=x)",
    "Born on 01/04/22.",
    "a · b",
]


def content_with(root: Path, text: str | bytes) -> Path:
    data = text if isinstance(text, bytes) else text.encode()
    return make_content(root, {"2022-02/x.md": data}) / "2022-02" / "x.md"


@pytest.mark.parametrize(("before", "after"), FIXED)
def test_certain_corrections_are_written(tmp_path: Path, before: str, after: str) -> None:
    path = content_with(tmp_path, HEAD + before)
    [changed] = changed_files(tmp_path / "content")
    assert (changed.path, changed.after.decode()) == (path, HEAD + after)


@pytest.mark.parametrize("text", LEFT)
def test_uncertain_text_is_not_changed(tmp_path: Path, text: str) -> None:
    content_with(tmp_path, HEAD + text)
    assert changed_files(tmp_path / "content") == ()


SESSIONS = """\
---\r
# a comment stays\r
title: "Training: one"\r
time:   09.30-16.30\r
sessions:\r
  - Cohort 1: 01/04/22 https://example.org/1?utm_source=x (moved from 08/03/22)\r
  * 10.05.22, https://example.org/01/02/22\r
  - 12/12/55, https://example.org/2\r
---\r
Text.\r
"""


def test_years_of_two_digits_are_written_in_full_and_no_other_byte_changes(tmp_path: Path) -> None:
    content_with(tmp_path, b"\xef\xbb\xbf" + SESSIONS.encode())
    [changed] = changed_files(tmp_path / "content")
    expected = (
        SESSIONS.replace("01/04/22 ", "1 April 2022 ").replace("08/03/22)", "8 March 2022)")
        .replace("10.05.22,", "10 May 2022,").replace("?utm_source=x", "")
    )  # fmt: skip
    assert changed.after == b"\xef\xbb\xbf" + expected.encode()


def test_the_command_shows_a_diff_without_the_mailbox_and_writes(tmp_path: Path) -> None:
    path = content_with(tmp_path, HEAD + f"[Book]({WRAPPED})\n")
    path.chmod(0o640)
    before = path.read_bytes()
    command = [sys.executable, "-m", "bulletin", "fix"]
    printed = subprocess.run([*command, "--dry-run"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert (path.read_bytes(), "jane.smith" in printed, "+[Book](https://example.org/book)" in printed) == (
        before,
        False,
        True,
    )
    assert printed.endswith("1 file would change.\nNext: bulletin fix\n")
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert (done.splitlines()[-2], path.stat().st_mode & 0o777) == ("1 file changed.", 0o640)
    assert path.read_text("utf-8") == HEAD + "[Book](https://example.org/book)\n"
    again = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert again == "There is nothing to tidy.\nNext: bulletin check\n"


PIECES = st.sampled_from(
    [
        WRAPPED, f"[Book]({WRAPPED})", f"<{WRAPPED}>", "https://youtu.be/a?si=2&t=1", "[x (nhs.uk)](http://www.nhs.uk/?utm_id=1)",
        "\u00a0", " ", "\n", "\r\n", "\n\n", "· ", "•\u00a0", "- ", "1. ", "> ", "    ", "`", "*", "|", "(", ")", "[", "]", ",", ".",
        "&amp;", "é", "日", "word", "01/04/22", "**b**", "#", "\t", "![a](files/a.png)",
        SAFE.format("https%3A%2F%2Fexample.org%2Fa%2Cb%28c%29_"), "http://example.org/?fbclid=1#x",
    ]
)  # fmt: skip
LINES = st.lists(
    st.sampled_from(
        ["01/04/22", "1 April 2022", "moved from 08/03/22", "(", ")", " ", ", ", "Cohort 1: ", WRAPPED, "https://example.org/1/04/22",
         "http://nhs.uk/01/04/22", "10.00-11.00", "\u00a0", "via Zoom", "16/04/23 "]
    ), max_size=7,
).map("".join)  # fmt: skip


def read_item(root: Path, text: str) -> tuple[Workspace, Source]:
    path = content_with(root, text)
    workspace = read(root / "content").workspace
    return workspace, next((source for source in workspace.sources if source.path == path.as_posix()), NOWHERE)


NOWHERE = Source(path="", kind="item", text="", said="", body=0)


def meaning(workspace: Workspace) -> list[object]:
    """Return every session, and every link without its wrapper and tracking."""
    items = [item for issue in workspace.issues for item in issue.items]
    sessions = [replace(session, book=clean(session.book)) for item in items for session in item.sessions]
    return [sessions, [clean(link.url) for source in workspace.sources for link in source.links]]


def clean(url: str) -> str:
    rows = [["utm_*"], ["fbclid"], ["si", "youtu.be"]]
    clean_url = urls.untracked(urls.unwrapped(url, WRAPPERS) or url, rows)
    return re.sub(r"^http://(www\.)?nhs\.uk", r"https://\1nhs.uk", clean_url)


@examples(60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES, max_size=25).map("".join), st.lists(LINES, max_size=3), st.booleans())
def test_in_any_text_dates_and_links_keep_their_meaning_and_a_second_fix_changes_nothing(
    tmp_path: Path, body: str, lines: list[str], crlf: bool
) -> None:
    sessions = "".join(f"  - {line}\n" for line in lines)
    text = f"---\ntitle: x\nkind: training\ntime: 10am to 11am\nbooking: Ask.\nsessions:\n{sessions}---\n{body}"
    text = re.sub("\r?\n", "\r\n", text) if crlf else text
    before, _ = read_item(tmp_path, text)
    changed = changed_files(tmp_path / "content")
    write(changed)
    diff(changed)
    after = read(tmp_path / "content").workspace
    assert meaning(after) == meaning(before)
    assert changed_files(tmp_path / "content") == ()
    for one_file in changed:
        assert one_file.after.count(b"\r\n") == one_file.before.count(b"\r\n")
        assert one_file.after.count(b"\n") == one_file.before.count(b"\n")


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3), st.text("xy", max_size=3)), max_size=4))
def test_edits_change_nothing_between_them(spans: list[tuple[int, int, str]]) -> None:
    text = "\ufeffab\r\ncdef\rgh\n" + "ijklmnopqr" * 4
    plain = re.sub("\r\n|\r", "\n", text.removeprefix("\ufeff"))
    edits, done = [], 0
    for start, length, new in sorted(spans):
        # Emptying a line between CR and LF would join them into one line end.
        empties = not new and plain[:start].endswith("\n") and plain[start + length :].startswith("\n")
        if start >= done and "\n" not in plain[start : start + length] and not empties:
            edits.append(Edit(start, start + length, new))
            done = start + length
    edited = apply_edits(text, edits)
    assert re.sub("\r\n|\r", "\n", edited.removeprefix("\ufeff")) == plainly(plain, edits)
    assert edited.startswith("\ufeff")
    assert re.findall("\r\n|\r|\n", edited) == re.findall("\r\n|\r|\n", text)


def plainly(text: str, edits: list[Edit]) -> str:
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def test_a_link_in_the_label_of_a_session_is_not_changed_because_the_label_is_its_name(tmp_path: Path) -> None:
    line = f"1 April 2022{WRAPPED}Cohort 1: 1 April 2022"
    text = f"---\ntitle: x\nkind: training\ntime: 10am to 11am\nbooking: Ask.\nsessions:\n  - {line}\n---\n"
    content_with(tmp_path, text)
    assert changed_files(tmp_path / "content") == ()


def test_the_sample_has_nothing_to_fix() -> None:
    assert changed_files(Path(__file__).parents[1] / "content") == ()
