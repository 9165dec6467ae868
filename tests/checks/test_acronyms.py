"""TXT01 finds acronyms that are whole words of running text, and no other words with capitals in them."""

from __future__ import annotations

from pathlib import Path

from bulletin.checks.run import check
from bulletin.content.load import read
from tests.support.folders import make_content

ACRONYMS = {
    "The SBYB guidance": "SBYB", "Ask about CPAPs.": "CPAP", "(and QIPP too)": "QIPP", "**ARMM** matters": "ARMM", "“TCAN” and others": "TCAN",
    "[The HQRP plan](https://example.org/plan)": "HQRP", "It is PQIP, and more.": "PQIP", "Our VRTX.": "VRTX", "MRTQ: what it means": "MRTQ",
}  # fmt: skip
NONE = [
    "See README.md and NOTES.txt.", "Write to @NHSEngland or #SAFEWEEK.", "Dear *|FNAME|*, dear %%LNAME%%, dear {{ FIRSTNAME }}.", "Use `QXPR` here.",
    "Call GETX() or PUTX=1.", "The JSONPath and XMLHttp tools.", "Meet in Austin, TX and Portland, OR.", "See https://example.org/QQRS/ABC.", "A&E and X-RAY-QT.",
    "C:\\TEMPX\\file", "The key AB_CDE, ref ABC/DEF/2.", "MRTQ@example.org", "Version XPQ+2.",
]  # fmt: skip


def test_acronyms_are_whole_words_of_running_text(tmp_path: Path) -> None:
    lines = [*ACRONYMS, *NONE]
    text = "---\ntitle: An example\n---\n" + "\n\n".join(lines) + "\n"
    content = make_content(tmp_path, {"2022-02/week.md": text})
    messages = {
        text.split("\n")[problem.line - 1]: problem.message
        for problem in check(read(content))
        if problem.rule == "TXT01"
    }
    assert messages == {line: f"What does {acronym} mean?" for line, acronym in ACRONYMS.items()}
